<?cs # The facts of a provider. Data as of shared/form.cs; Form.Draft (there are two ways to save), Form.OnlyDraft (only the second one).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<?cs if:string.length(Form.Intro) ?><p class="lead muted"><?cs var:Form.Intro ?></p><?cs /if ?>
<div class="card"><div class="card-body">
<?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate data-guard>
<?cs call:form_hidden() ?>
<?cs each:f = Form.Fields ?><?cs if:f.name != "then" ?><?cs call:field(f) ?><?cs /if ?><?cs /each ?>
<?cs if:Form.Draft ?><div class="form-foot"><?cs if:!Form.OnlyDraft ?><button type="submit" class="btn btn-primary" name="then" value="publish"><?cs var:Form.Submit ?></button><?cs /if ?><button type="submit" class="btn<?cs if:Form.OnlyDraft ?> btn-primary<?cs /if ?>" name="then" value="draft">Save as draft changes</button><a class="btn btn-quiet" href="<?cs var:Form.Cancel ?>">Cancel</a></div><?cs else ?><?cs call:form_buttons() ?><?cs /if ?>
</form>
</div></div></div></div>
<?cs include!"shared/foot.cs" ?>
