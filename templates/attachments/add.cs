<?cs # Attach files, or replace one. Data: Form, Upload.types (what may be sent). The form is sent by script with a bar that shows how far it is; without, as any form.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<?cs if:string.length(Form.Intro) ?><p class="lead"><?cs var:Form.Intro ?></p><?cs /if ?>
<?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>" enctype="multipart/form-data" novalidate data-upload>
<?cs call:form_hidden() ?>
<?cs if:string.length(Form.Fields.files.name) ?><?cs call:field(Form.Fields.files) ?><?cs /if ?><?cs if:string.length(Form.Fields.file.name) ?><?cs call:field(Form.Fields.file) ?><?cs /if ?>
<details class="fold fold-quiet"><summary>What can be sent, and how big</summary><p class="small muted"><?cs var:Upload.types ?>.</p></details>
<?cs each:f = Form.Fields ?><?cs if:f.type != "file" && f.type != "files" ?><?cs call:field(f) ?><?cs /if ?><?cs /each ?>
<?cs call:form_buttons() ?>
</form></div></div>
<?cs include!"shared/foot.cs" ?>
