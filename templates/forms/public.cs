<?cs # Is a form open to people outside, and under which link? Data: Form.*, Form.name, Link.{href,path,open,unpublished}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<p class="lead muted"><?cs var:Form.name ?></p>
<?cs if:string.length(Link.href) ?><div class="card"><div class="card-body"><div class="field"><label class="label" for="link">The link</label><p class="hint" id="link-hint"><?cs if:Link.open ?>Put it on your website, or mail it. It stays the same, whatever version of the form is in use.<?cs elif:Link.unpublished ?>It leads nowhere now: no version of the form is published.<?cs else ?>It leads nowhere now: the form is closed to people outside.<?cs /if ?></p><input class="form-control" id="link" readonly value="<?cs var:Link.href ?>" aria-describedby="link-hint"></div><div class="buttons"><button type="button" class="btn btn-small js-only" data-copy="link"><?cs call:icon("clipboard") ?>Copy the link</button><?cs if:Link.open ?><a class="btn btn-small" href="<?cs var:Link.path ?>"><?cs call:icon("box-arrow-up-right") ?>See it</a><?cs /if ?></div></div></div><?cs /if ?>
<div class="card"><div class="card-body"><?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate data-guard>
<?cs call:form_hidden() ?><?cs call:fields() ?><?cs call:form_buttons() ?>
</form></div></div>
</div></div>
<?cs include!"shared/foot.cs" ?>
