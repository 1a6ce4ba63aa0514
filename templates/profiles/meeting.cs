<?cs # One meeting. Data (besides profile-head's): Meeting.{title,when,place,agenda,outcome,organiser,Chip,cancelled_reason,ics,note,edit,cancel,outcome_href},
  Who.N.{name,what,face,icon,Came.{tone,icon,text}}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<div class="cols">
<div>
<section class="card"><div class="card-head"><h2><?cs var:Meeting.title ?></h2><?cs call:chip(Meeting.Chip.tone, Meeting.Chip.icon, Meeting.Chip.text) ?></div>
<div class="card-body"><dl class="facts">
<dt>When</dt><dd><?cs var:Meeting.when ?></dd>
<dt>Place</dt><dd><?cs if:string.length(Meeting.place) ?><?cs var:Meeting.place ?><?cs else ?><span class="muted">Not said yet</span><?cs /if ?></dd>
<dt>Planned by</dt><dd><?cs var:Meeting.organiser ?></dd>
<?cs if:string.length(Meeting.cancelled_reason) ?><dt>Cancelled</dt><dd><?cs var:Meeting.cancelled_reason ?></dd><?cs /if ?></dl>
<?cs if:string.length(Meeting.agenda) ?><div class="part mt-3"><h3>Agenda</h3><p class="pre"><?cs var:Meeting.agenda ?></p></div><?cs /if ?>
<?cs if:string.length(Meeting.outcome) ?><div class="part mt-3"><h3>Outcome</h3><p class="pre"><?cs var:Meeting.outcome ?></p><?cs if:string.length(Meeting.note) ?><p><a class="lone" href="<?cs var:Meeting.note ?>">Read the minutes</a></p><?cs /if ?></div><?cs /if ?>
<div class="buttons mt-3"><?cs
if:string.length(Meeting.outcome_href) ?><?cs if:string.length(Meeting.outcome) ?><?cs call:link_button(Meeting.outcome_href, "pencil-square", "Change the outcome") ?><?cs else ?><?cs call:link_primary(Meeting.outcome_href, "pencil-square", "Write what came of it") ?><?cs /if ?><?cs /if ?><?cs
if:string.length(Meeting.edit) ?><?cs call:link_button(Meeting.edit, "pencil", "Change or move") ?><?cs /if ?><?cs
call:link_button(Meeting.ics, "download", "Calendar file") ?><?cs
if:string.length(Meeting.cancel) ?><a class="btn btn-stop" href="<?cs var:Meeting.cancel ?>"><?cs call:icon("x-octagon") ?>Cancel the meeting</a><?cs /if ?></div></div></section>
</div>
<div>
<section class="card"><div class="card-head"><h2>Who comes</h2></div><?cs if:subcount(Who) ?><div class="card-body d-grid gap-3"><?cs each:w = Who ?><div><?cs call:who(w) ?><?cs if:string.length(w.Came.text) ?> <?cs call:chip(w.Came.tone, w.Came.icon, w.Came.text) ?><?cs /if ?></div><?cs /each ?></div><?cs else ?><?cs call:empty("people", "Nobody is invited yet", "Change the meeting to choose who comes.", Meeting.edit, "Choose") ?><?cs /if ?></section>
<?cs call:forms_card() ?>
</div>
</div>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
