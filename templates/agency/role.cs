<?cs # A role: its name, and its rights in groups. Data: Form; the fields from `providers` on are checks, one field a group.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<div class="card"><div class="card-body">
<?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate data-guard>
<?cs call:form_hidden() ?>
<div class="pair"><?cs call:field(Form.Fields.name) ?><?cs call:field(Form.Fields.description) ?></div>
<h2 class="form-part">What they may do</h2>
<div class="checks-grid"><?cs each:f = Form.Fields ?><?cs if:f.type == "checks" ?><?cs call:field(f) ?><?cs /if ?><?cs /each ?></div>
<?cs call:form_buttons() ?>
</form>
</div></div></div>
<?cs include!"shared/foot.cs" ?>
