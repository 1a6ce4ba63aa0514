<?cs # Add or change something of the media library. Data: Form.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs def:asked(f) ?><?cs if:string.length(f.name) ?><?cs call:field(f) ?><?cs /if ?><?cs /def ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<div class="card"><div class="card-body">
<?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>" enctype="multipart/form-data" novalidate data-upload data-guard>
<?cs call:form_hidden() ?>
<?cs call:asked(Form.Fields.title) ?><?cs call:asked(Form.Fields.file) ?><?cs call:asked(Form.Fields.alt) ?><?cs call:asked(Form.Fields.summary) ?><?cs call:asked(Form.Fields.body) ?><?cs call:asked(Form.Fields.captions) ?><?cs call:asked(Form.Fields.poster) ?><?cs call:asked(Form.Fields.poster_alt) ?><?cs call:asked(Form.Fields.purpose) ?><?cs call:asked(Form.Fields.language) ?>
<?cs call:form_buttons() ?>
</form></div></div></div></div>
<?cs include!"shared/foot.cs" ?>
