<?cs # A file for a question of a form. Data: Form, Upload.types (what may be sent). Sent by script with a bar that shows how far it is; without, as any form.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<?cs if:Page.Frame == "staff" ?><div class="content"><div class="form"><?cs call:crumbs() ?><?cs /if ?>
<h1><?cs var:Form.Title ?></h1>
<?cs if:string.length(Form.Intro) ?><p class="lead"><?cs var:Form.Intro ?></p><?cs /if ?>
<?cs call:error_summary() ?>
<form method="post" action="<?cs var:Form.Action ?>" enctype="multipart/form-data" novalidate data-upload>
<?cs call:form_hidden() ?><?cs call:field(Form.Fields.at) ?>
<?cs call:field(Form.Fields.file) ?>
<details class="fold fold-quiet"><summary>What can be sent, and how big</summary><p class="small muted"><?cs var:Upload.types ?>.</p></details>
<?cs call:form_buttons() ?>
</form><?cs if:Page.Frame == "staff" ?></div></div><?cs /if ?>
<?cs include!"shared/foot.cs" ?>
