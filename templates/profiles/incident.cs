<?cs # One incident. Data: Incident.{number,title,kind,scheme,happened_on.text,happened_time,aware_at.text,due_at.text,notified_at.text,harm,description,actions,outcome,client,client_id,
  pause_placements,reported_by,closed_at.text,closed_by,chip,grade,clock,back,edit,told,review,close,reopen}, From.{href,title}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/attachments.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<p><a class="lone" href="<?cs var:Incident.back ?>"><?cs call:icon("arrow-left") ?> All incidents here</a></p>
<section class="answer answer-<?cs if:Incident.clock.tone == "stone" ?>info<?cs else ?><?cs var:Incident.clock.tone ?><?cs /if ?>"><div class="answer-head"><?cs call:tone_icon(Incident.clock.tone) ?><div><p class="question">Incident <span class="code"><?cs var:Incident.number ?></span>, <?cs var:Incident.kind ?></p><h2 class="answer-text"><?cs var:Incident.title ?></h2></div></div>
<div class="card-body"><p class="chips"><?cs call:chip(Incident.chip.tone, Incident.chip.icon, Incident.chip.text) ?> <?cs call:chip(Incident.grade.tone, Incident.grade.icon, Incident.grade.text) ?> <?cs call:chip(Incident.clock.tone, Incident.clock.icon, Incident.clock.text) ?><?cs if:Incident.harm ?> <?cs call:chip("bad", "heartbreak", "Somebody was harmed") ?><?cs /if ?><?cs if:Incident.pause_placements && Incident.state != "closed" ?> <?cs call:chip("warn", "pause-fill", "New placements paused") ?><?cs /if ?></p>
<?cs if:string.length(Incident.due_at.text) && !string.length(Incident.notified_at.text) ?><p><b><?cs if:Incident.scheme == "Agency" ?>Our own rule: management must be told by<?cs else ?>The regulator must be told by<?cs /if ?> <?cs var:Incident.due_at.text ?>.</b> <span class="muted">Rule: <?cs var:Incident.scheme ?>, <?cs var:Incident.kind ?>.</span></p><?cs /if ?>
<div class="buttons"><?cs if:string.length(Incident.told) ?><?cs call:link_primary(Incident.told, "send-check", "They were told") ?><?cs /if ?><?cs if:string.length(Incident.review) ?><?cs call:post_button(Incident.review, "", "", "", "search", "Start the review") ?><?cs /if ?><?cs if:string.length(Incident.close) ?><?cs call:link_button(Incident.close, "check-lg", "Close it") ?><?cs /if ?><?cs if:string.length(Incident.reopen) ?><?cs call:post_button(Incident.reopen, "", "", "", "arrow-counterclockwise", "Open it again") ?><?cs /if ?><?cs if:string.length(Incident.edit) ?><?cs call:link_button(Incident.edit, "pencil", "Change") ?><?cs /if ?></div></div></section>
<section class="card" aria-labelledby="what"><div class="card-head"><h2 id="what">What happened</h2></div><div class="card-body"><p class="pre"><?cs var:Incident.description ?></p>
<?cs if:string.length(Incident.actions) ?><h3>What was done at once</h3><p class="pre"><?cs var:Incident.actions ?></p><?cs /if ?>
<?cs if:string.length(Incident.outcome) ?><h3>Outcome</h3><p class="pre"><?cs var:Incident.outcome ?></p><?cs /if ?></div></section>
<section class="card" aria-labelledby="facts"><div class="card-head"><h2 id="facts">Facts</h2></div><div class="card-body"><dl class="facts">
<dt>Happened</dt><dd><?cs var:Incident.happened_on.text ?><?cs if:string.length(Incident.happened_time) ?>, <?cs var:string.slice(Incident.happened_time, 0, 5) ?><?cs /if ?></dd>
<dt>We knew</dt><dd><?cs var:Incident.aware_at.text ?></dd>
<?cs if:string.length(Incident.notified_at.text) ?><dt>Told</dt><dd><?cs var:Incident.notified_at.text ?></dd><?cs /if ?>
<?cs if:string.length(Incident.client) && Page.Can.client_view ?><dt>About</dt><dd><a href="/profiles/clients/<?cs var:Incident.client_id ?>"><?cs var:Incident.client ?></a></dd><?cs /if ?>
<?cs if:string.length(Incident.reported_by) ?><dt>Reported by</dt><dd><?cs var:Incident.reported_by ?></dd><?cs /if ?>
<?cs if:string.length(From.href) ?><dt>From the form</dt><dd><a href="<?cs var:From.href ?>"><?cs var:From.title ?></a></dd><?cs /if ?>
<?cs if:string.length(Incident.closed_at.text) ?><dt>Closed</dt><dd><?cs var:Incident.closed_at.text ?><?cs if:string.length(Incident.closed_by) ?>, <?cs var:Incident.closed_by ?><?cs /if ?></dd><?cs /if ?>
</dl></div></section>
<?cs call:attachment_card() ?>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
