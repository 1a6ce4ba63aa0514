<?cs # Choosing a form. Data: Title, About.{name,person,meeting,workflow,step}, Start.{href,person,meeting,step,library}, People.N.{id,name,role,chosen}, Form.Errors,
  Forms.N.{form_id,title,description,size,languages,draft,draft_by,draft_at.text,progress,submitted_at.text}.
?><?cs include!"shared/macros.cs" ?><?cs def:start_button(f, kind, label) ?><form class="inline" method="post" action="<?cs var:Start.href ?>"><?cs call:form_hidden() ?><input type="hidden" name="form" value="<?cs var:f.form_id ?>"><?cs if:Start.person ?><input type="hidden" name="person" value="<?cs var:Start.person ?>"><?cs /if ?><?cs if:Start.meeting ?><input type="hidden" name="meeting" value="<?cs var:Start.meeting ?>"><?cs /if ?><?cs if:Start.step ?><input type="hidden" name="step" value="<?cs var:Start.step ?>"><?cs /if ?><button type="submit" class="btn<?cs if:string.length(kind) ?> btn-<?cs var:kind ?><?cs /if ?>"><?cs var:label ?><span class="visually-hidden">: <?cs var:f.title ?></span></button></form><?cs /def
?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head(Title, "") ?>
<?cs call:error_summary() ?>
<section class="card" aria-labelledby="about"><div class="card-head"><h2 id="about">What it is about</h2></div><div class="card-body"><dl class="facts">
<dt><?cs if:string.length(About.person) || string.length(About.meeting) || string.length(About.step) ?>Of<?cs else ?>About<?cs /if ?></dt><dd><?cs var:About.name ?></dd>
<?cs if:string.length(About.person) ?><dt>Person</dt><dd><?cs var:About.person ?></dd><?cs /if ?>
<?cs if:string.length(About.meeting) ?><dt>Meeting</dt><dd><?cs var:About.meeting ?></dd><?cs /if ?>
<?cs if:string.length(About.step) ?><dt>Workflow</dt><dd><?cs var:About.workflow ?>: <?cs var:About.step ?></dd><?cs /if ?></dl>
<?cs if:subcount(People) ?><form class="filters mt-4" method="get" action="<?cs var:Start.href ?>"><div class="filter"><label class="visually-hidden" for="start-person">About whom</label><select class="form-select" id="start-person" name="person"><option value="">All of <?cs var:About.name ?></option><?cs each:p = People ?><option value="<?cs var:p.id ?>"<?cs if:p.chosen ?> selected<?cs /if ?>><?cs var:p.name ?><?cs if:string.length(p.role) ?>, <?cs var:p.role ?><?cs /if ?></option><?cs /each ?></select></div><button type="submit" class="btn">Choose</button></form><?cs /if ?></div></section>
<?cs if:subcount(Forms) ?><ul class="form-choice"><?cs each:f = Forms ?><li class="card"><div class="card-body"><div><h2><?cs var:f.title ?></h2><?cs if:string.length(f.description) ?><p><?cs var:f.description ?></p><?cs /if ?><p class="muted small mb-0"><?cs var:f.size ?><?cs if:string.length(f.languages) ?>, in <?cs var:f.languages ?><?cs /if ?><?cs if:string.length(f.submitted_at.text) ?>. Last submitted <?cs var:f.submitted_at.text ?><?cs /if ?></p>
<?cs if:string.length(f.draft) ?><p class="mt-2 mb-0"><?cs call:chip("dashed", "pencil", "Draft") ?> <?cs if:string.length(f.draft_by) ?><?cs var:f.draft_by ?>, <?cs /if ?><?cs var:f.draft_at.text ?><?cs if:string.length(f.progress) ?>, <?cs var:f.progress ?><?cs /if ?></p><?cs /if ?></div>
<div class="buttons"><?cs if:string.length(f.draft) ?><a class="btn btn-primary" href="<?cs var:f.draft ?>">Go on<span class="visually-hidden">: <?cs var:f.title ?></span></a><?cs call:start_button(f, "quiet", "Start another") ?><?cs else ?><?cs call:start_button(f, "primary", "Start") ?><?cs /if ?></div></div></li><?cs /each ?></ul>
<?cs else ?><div class="card"><?cs call:empty("ui-checks", "No form fits", "No form that is in use is meant for this. Whoever looks after the library of forms can change that.", Start.library, "The library of forms") ?></div><?cs /if ?>
</div>
<?cs include!"shared/foot.cs" ?>
