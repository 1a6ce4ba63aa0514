<?cs # Signing in. Frame plain. Data: Form.{Action,Errors,Fields.email,Fields.password}, Page.Agency.*, Forgot (href), Waits (text: why one was signed out), Done (text: what was just done).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<h1>Welcome back</h1>
<p class="lead">Sign in to see your day and your providers.</p>
<?cs if:string.length(Waits) ?><?cs call:message("info", Waits, "", "") ?><?cs /if ?>
<?cs if:string.length(Done) ?><?cs call:message("ok", Done, "", "") ?><?cs /if ?>
<?cs call:error_summary() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate>
<?cs call:form_hidden() ?>
<?cs call:fields() ?>
<div class="form-foot"><button type="submit" class="btn btn-primary btn-wide" data-busy="Signing in…">Sign in</button></div>
</form>
<div class="plain-foot"><p>First time here? Use the link in your invitation.</p><?cs if:string.length(Page.Agency.Phone) ?><a class="ring-us" href="tel:<?cs var:Page.Agency.Tel ?>"><?cs call:icon("telephone-fill") ?><span><b><?cs var:Page.Agency.Phone ?></b><?cs if:string.length(Page.Agency.Hours) ?><small><?cs var:Page.Agency.Hours ?></small><?cs /if ?></span></a><?cs /if ?></div>
<?cs include!"shared/foot.cs" ?>
