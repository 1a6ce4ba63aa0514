<?cs # A task's form: as shared/form.cs, but what few need of repeating is folded. Data: Form.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<div class="card"><div class="card-body">
<?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate data-guard>
<?cs call:form_hidden() ?>
<?cs call:field(Form.Fields.title) ?><?cs call:field(Form.Fields.details) ?>
<?cs call:field(Form.Fields.due) ?><?cs call:field(Form.Fields.assignee_id) ?><?cs call:field(Form.Fields.recurs) ?>
<details class="fold"<?cs if:string.length(Form.Fields.every.value) || string.length(Form.Fields.every.error) || string.length(Form.Fields.until.error) || string.length(Form.Fields.until.parts.day) ?> open<?cs /if ?>><summary>More about repeating</summary>
<div class="pair"><?cs call:field(Form.Fields.every) ?><?cs call:field(Form.Fields.unit) ?></div><?cs call:field(Form.Fields.until) ?></details>
<?cs call:form_buttons() ?>
</form>
</div></div></div></div>
<?cs include!"shared/foot.cs" ?>
