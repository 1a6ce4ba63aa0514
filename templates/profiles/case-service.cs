<?cs # Changes a service of a case, or takes it off. Data: Form, Remove.href.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<p class="lead muted"><?cs var:Form.Intro ?></p>
<div class="card"><div class="card-body">
<?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate data-guard>
<?cs call:form_hidden() ?><?cs call:fields() ?>
<?cs call:form_buttons() ?>
</form></div></div>
<div class="card"><div class="card-head"><h2>Was it added by mistake?</h2></div><div class="card-body"><p>Then take it off the case. The provider's list keeps what it shows.</p><?cs call:post_button(Remove.href, "", "", "stop", "trash", "Take it off the case") ?></div></div>
</div></div>
<?cs include!"shared/foot.cs" ?>
