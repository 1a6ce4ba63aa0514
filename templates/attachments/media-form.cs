<?cs # Add or change something of the media library. Data: Form.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<div class="card"><div class="card-body">
<?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>" enctype="multipart/form-data" novalidate data-upload data-guard>
<?cs call:form_hidden() ?>
<?cs call:fields() ?>
<?cs call:form_buttons() ?>
</form></div></div></div></div>
<?cs include!"shared/foot.cs" ?>
