<?cs # About oneself. Data: Form.*; Form.Fields.face is a choice among the drawn faces.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<div class="card"><div class="card-body">
<?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate data-guard>
<?cs call:form_hidden() ?>
<?cs each:f = Form.Fields ?><?cs if:f.name == "face" ?><fieldset class="field" aria-describedby="f-face-hint"><legend class="label"><?cs var:f.label ?></legend><?cs call:field_words(f) ?><div class="faces"><?cs each:o = f.options ?><label class="face-choice"><input type="radio" id="f-face<?cs if:!first(o) ?>-<?cs var:name(o) ?><?cs /if ?>" name="face" value="<?cs var:o.value ?>"<?cs if:o.selected ?> checked<?cs /if ?>><?cs call:face(o.value, o.label) ?></label><?cs /each ?></div><?cs call:field_theirs(f) ?></fieldset><?cs else ?><?cs call:field(f) ?><?cs /if ?><?cs /each ?>
<?cs call:form_buttons() ?>
</form>
</div></div></div></div>
<?cs include!"shared/foot.cs" ?>
