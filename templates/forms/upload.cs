<?cs # Uploading a form. Data: Title, Lead, Form, Findings.N.{tone,line,bind,text} (of what was refused).
?><?cs include!"shared/macros.cs" ?><?cs include!"forms/findings.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form">
<?cs call:page_head(Title, Lead) ?>
<?cs call:error_summary() ?>
<?cs if:subcount(Findings) ?><section class="card" aria-labelledby="found"><div class="card-head"><h2 id="found">What was found</h2></div><div class="card-body"><?cs call:findings() ?></div></section><?cs /if ?>
<div class="card"><div class="card-body">
<form method="post" action="<?cs var:Form.Action ?>" enctype="multipart/form-data" novalidate data-guard>
<?cs call:form_hidden() ?>
<?cs call:field(Form.Fields.file) ?>
<details class="fold fold-quiet"<?cs if:string.length(Form.Fields.xml.value) || string.length(Form.Fields.xml.error) ?> open<?cs /if ?>><summary>Paste it instead</summary><?cs call:field(Form.Fields.xml) ?></details>
<?cs call:form_buttons() ?>
</form></div></div></div></div>
<?cs include!"shared/foot.cs" ?>
