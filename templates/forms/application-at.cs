<?cs # Puts an application to a provider: search first, then choose. Data: Search.{action,q}, Found, Form.*, Application.{title,reference}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<p class="lead muted">“<?cs var:Application.title ?>”, reference <?cs var:Application.reference ?></p>
<div class="card"><div class="card-body">
<form method="get" action="<?cs var:Search.action ?>" role="search" aria-label="Providers"><div class="field"><label class="label" for="q">Which provider?</label><p class="hint" id="q-hint">A part of the name, the suburb or the phone number</p><input class="form-control" type="search" id="q" name="q" value="<?cs var:Search.q ?>" aria-describedby="q-hint" maxlength="100"></div><button type="submit" class="btn"><?cs call:icon("search") ?>Find</button></form>
</div></div>
<?cs if:string.length(Search.q) ?><div class="card"><div class="card-body">
<?cs if:subcount(Form.Fields.provider.options) ?><?cs call:error_summary() ?><?cs call:conflict() ?><form method="post" action="<?cs var:Form.Action ?>" novalidate><?cs call:form_hidden() ?><?cs call:fields() ?><?cs call:form_buttons() ?></form>
<?cs else ?><p>Nobody is found by “<?cs var:Search.q ?>”. Look for a part of the name alone.</p><?cs /if ?>
</div></div><?cs /if ?>
</div></div>
<?cs include!"shared/foot.cs" ?>
