<?cs # One workflow. Data: Workflow.{title,number,description,chip,started_at.text,started_by,ended_at.text,ended_by,reason,licence,licence_href,incident,incident_href,back,abandon,sealed},
  Steps.N.{position,title,instructions,who_text,needs,needs_what,state,due.text,late,done_at.text,done_by,answer,words,reference,answer_date.text,href}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<p><a class="lone" href="<?cs var:Workflow.back ?>"><?cs call:icon("arrow-left") ?> All workflows here</a></p>
<section class="card" aria-labelledby="flow"><div class="card-head"><h2 id="flow"><?cs var:Workflow.title ?></h2><?cs call:chip(Workflow.chip.tone, Workflow.chip.icon, Workflow.chip.text) ?></div>
<div class="card-body"><p><?cs var:Workflow.description ?></p><dl class="facts">
<dt>Version</dt><dd><?cs var:Workflow.number ?></dd>
<dt>Started</dt><dd><?cs var:Workflow.started_at.text ?>, <?cs var:Workflow.started_by ?></dd>
<?cs if:string.length(Workflow.licence) ?><dt>Licence</dt><dd><a class="code" href="<?cs var:Workflow.licence_href ?>"><?cs var:Workflow.licence ?></a></dd><?cs /if ?>
<?cs if:string.length(Workflow.incident) ?><dt>Incident</dt><dd><a class="code" href="<?cs var:Workflow.incident_href ?>"><?cs var:Workflow.incident ?></a></dd><?cs /if ?>
<?cs if:string.length(Workflow.ended_at.text) ?><dt>Ended</dt><dd><?cs var:Workflow.ended_at.text ?>, <?cs var:Workflow.ended_by ?></dd><?cs /if ?>
<?cs if:string.length(Workflow.reason) ?><dt>Why</dt><dd class="pre"><?cs var:Workflow.reason ?></dd><?cs /if ?>
</dl>
<?cs if:Workflow.sealed == "same" ?><?cs call:message("ok", "Sealed when it was completed, and unchanged since.", "", "") ?><?cs elif:Workflow.sealed == "changed" ?><?cs call:message("bad", "This record is not as it was when it was completed. Tell your administrator.", "", "") ?><?cs /if ?></div></section>
<section class="card" aria-labelledby="steps"><div class="card-head"><h2 id="steps">Steps</h2></div><div class="card-body"><ol class="flow">
<?cs each:s = Steps ?><li class="flow-step flow-<?cs var:s.state ?>"><span class="flow-no" aria-hidden="true"><?cs if:s.state == "done" ?><?cs call:icon("check-lg") ?><?cs elif:s.state == "refused" ?><?cs call:icon("x-lg") ?><?cs else ?><?cs var:s.position ?><?cs /if ?></span><div>
<h3><?cs var:s.title ?><?cs if:s.state == "ready" ?> <?cs if:s.late ?><?cs call:chip("bad", "alarm", "Late") ?><?cs else ?><?cs call:chip("info", "play-fill", "Now") ?><?cs /if ?><?cs elif:s.state == "done" ?> <?cs if:s.answer == "approved" ?><?cs call:chip("ok", "check-lg", "Approved") ?><?cs else ?><?cs call:chip("ok", "check-lg", "Done") ?><?cs /if ?><?cs elif:s.state == "refused" ?> <?cs call:chip("bad", "x-lg", "Refused") ?><?cs /if ?></h3>
<?cs if:string.length(s.done_at.text) ?><p class="muted small"><?cs var:s.done_at.text ?>, <?cs var:s.done_by ?></p><?cs else ?><p><?cs var:s.instructions ?></p><p class="muted small"><?cs var:s.who_text ?>, due <?cs var:s.due.text ?></p><?cs /if ?>
<?cs if:string.length(s.reference) ?><p><b>Rests on:</b> <?cs var:s.reference ?></p><?cs /if ?><?cs if:string.length(s.answer_date.text) ?><p><b>Day:</b> <?cs var:s.answer_date.text ?></p><?cs /if ?><?cs if:string.length(s.words) ?><p class="pre"><?cs var:s.words ?></p><?cs /if ?>
<?cs if:string.length(s.href) ?><p><?cs call:link_primary(s.href, "check2-square", "Carry out this step") ?></p><?cs /if ?></div></li><?cs /each ?></ol>
<?cs if:string.length(Workflow.abandon) ?><p><a class="lone" href="<?cs var:Workflow.abandon ?>">End this workflow early</a></p><?cs /if ?></div></section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
