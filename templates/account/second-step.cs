<?cs # The second step of signing in, by code or by recovery code. Frame plain. Data: Form.*, Other.{href,label} (the other way).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<h1><?cs var:Form.Title ?></h1>
<p class="lead"><?cs var:Form.Intro ?></p>
<?cs call:error_summary() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate>
<?cs call:form_hidden() ?>
<?cs call:fields() ?>
<div class="form-foot"><button type="submit" class="btn btn-primary btn-wide"><?cs var:Form.Submit ?></button></div>
</form>
<div class="plain-foot"><p><a class="lone" href="<?cs var:Other.href ?>"><?cs var:Other.label ?></a></p><?cs call:post_button("/account/sign-out", "", "", "quiet", "", "Sign in as somebody else") ?></div>
<?cs include!"shared/foot.cs" ?>
