<?cs # Adds a client to a provider's list, or a service to a case: first the choice, then what stands in the way, then the form. Data: Form,
  Find.{active,action,value,nobody,add,label,placeholder}, Find.Hidden.N.{name,value}, Find.Services.N.{id,label,selected}, Found.N.{href,name,number,age,what,icon,tone}, Answer (suit).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<?cs if:string.length(Form.Intro) ?><p class="lead muted"><?cs var:Form.Intro ?></p><?cs /if ?>
<?cs if:Find.active ?><div class="card"><div class="card-body"><form method="get" action="<?cs var:Find.action ?>" role="search"><?cs if:subcount(Find.Services) ?><div class="field"><label class="label" for="find-service">Which service?</label><select class="form-select" id="find-service" name="service_id"><option value="">Choose a service</option><?cs each:s = Find.Services ?><option value="<?cs var:s.id ?>"<?cs if:s.selected ?> selected<?cs /if ?>><?cs var:s.label ?></option><?cs /each ?></select></div><?cs /if ?><label class="label" for="find-q"><?cs if:string.length(Find.label) ?><?cs var:Find.label ?><?cs else ?>Name or client number<?cs /if ?></label><div class="with-button"><input class="form-control" type="search" id="find-q" name="q" value="<?cs var:Find.value ?>" maxlength="100" autocomplete="off"><button type="submit" class="btn btn-primary"><?cs call:icon("search") ?>Find</button></div></form>
<?cs if:string.length(Find.nobody) ?><div class="mt-3"><?cs call:message("info", "Nothing is found by that. Write the beginning of a name.", Find.add, "Add a new record") ?></div><?cs /if ?></div></div>
<?cs if:subcount(Found) ?><div class="card card-list"><div class="card-head"><h2><?cs if:subcount(Find.Services) ?>Who gives it?<?cs else ?>Who is it?<?cs /if ?></h2></div><ul class="choose"><?cs each:f = Found ?><li><?cs if:string.length(f.icon) ?><?cs call:arch(f.icon, f.tone) ?><?cs /if ?><div><a class="who-name" href="<?cs var:f.href ?>"><?cs var:f.name ?></a><span class="who-what"><?cs if:string.length(f.number) ?><span class="code"><?cs var:f.number ?></span><?cs if:string.length(f.age) ?>, <?cs var:f.age ?><?cs /if ?><?cs /if ?><?cs var:f.what ?></span></div></li><?cs /each ?></ul></div><?cs /if ?>
<p><a href="<?cs var:Form.Cancel ?>">Back</a></p>
<?cs else ?>
<?cs call:error_summary() ?><?cs call:conflict() ?>
<?cs if:string.length(Answer.answer) ?><section class="answer answer-<?cs var:Answer.tone ?>"><?cs call:answer_head(Answer) ?><?cs call:answer_checks(Answer.Checks) ?></section><?cs /if ?>
<div class="card"><div class="card-body"><form method="post" action="<?cs var:Form.Action ?>" novalidate data-guard>
<?cs call:form_hidden() ?><?cs call:fields() ?>
<?cs call:form_buttons() ?>
</form></div></div><?cs /if ?>
</div></div>
<?cs include!"shared/foot.cs" ?>
