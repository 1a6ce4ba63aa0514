<?cs # Summary of a profile. Data (besides profile-head's): Answer.{tone,icon,question,answer,at}, Answer.Checks.N.{tone,text,more,href,label},
  Answer.Ask.{action,value} (would it suit a particular person?), Notes.{count,href}, Notes.List.N.{who,face,at,kind,restricted,text}, Facts.N.{label,text,href,code}, Facts_href (change history),
  Staff.N.{name,face,what}, Staff_href, Staff_add, Licence.{href,from,to,pct,tone,text}, Meeting.{href,title,text}, State.{tone,text,href,label} (a draft, suspended, ...),
  Moves.N.{href,icon,label} (suspend, close, ...).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<?cs if:string.length(State.text) ?><?cs call:message(State.tone, State.text, State.href, State.label) ?><?cs /if ?>
<div class="cols">
<div>
<section class="answer answer-<?cs var:Answer.tone ?>"><?cs call:answer_head(Answer) ?><?cs call:answer_checks(Answer.Checks) ?>
<?cs if:string.length(Answer.Ask.action) ?><form class="answer-ask" method="get" action="<?cs var:Answer.Ask.action ?>"><label class="label" for="ask-client">Would it suit a particular person?</label><div class="with-button"><input class="form-control" type="text" id="ask-client" name="client" value="<?cs var:Answer.Ask.value ?>" placeholder="Name or client number" maxlength="100" autocomplete="off"><button type="submit" class="btn">Check</button></div></form><?cs /if ?>
</section>
<?cs if:Notes.shown ?><section class="card"><div class="card-head"><h2>Recent notes</h2><?cs if:subcount(Notes.List) ?><a class="lone" href="<?cs var:Notes.href ?>">All<?cs if:Notes.count ?> <?cs var:Notes.count ?><?cs /if ?><span class="visually-hidden"> notes</span></a><?cs /if ?></div>
<?cs if:subcount(Notes.List) ?><div class="card-body"><ul class="notes"><?cs each:n = Notes.List ?><li><?cs call:face(n.face, "") ?><div><b><?cs var:n.who ?></b> <span class="muted"><?cs var:n.at ?><?cs if:string.length(n.kind) ?>, <?cs var:n.kind ?><?cs /if ?></span><?cs if:n.restricted ?> <?cs call:chip("plum", "lock-fill", "Restricted") ?><?cs /if ?><p class="pre"><?cs var:n.text ?></p></div></li><?cs /each ?></ul></div>
<?cs else ?><?cs call:empty("journal-text", "No notes yet", "Write down what was said, so that the next person knows it.", Notes.add, "Add a note") ?><?cs /if ?></section><?cs /if ?>
</div>
<div>
<section class="card"><div class="card-head"><h2>Facts</h2><?cs if:string.length(Facts_href) ?><a class="lone" href="<?cs var:Facts_href ?>">Change history</a><?cs /if ?></div><div class="card-body"><?cs call:facts(Facts) ?></div></section>
<section class="card"><div class="card-head"><h2>Looked after by</h2><a class="lone" href="<?cs var:Staff_href ?>">All<span class="visually-hidden"> who look after it, now and before</span></a></div><div class="card-body d-grid gap-3"><?cs each:s = Staff ?><?cs call:who(s) ?><?cs /each ?><?cs if:!subcount(Staff) ?><p class="muted">Nobody is assigned.</p><?cs if:string.length(Staff_add) ?><p><?cs call:link_small(Staff_add, "plus-lg", "Assign somebody") ?></p><?cs /if ?><?cs /if ?></div></section>
<?cs if:string.length(Licence.to) ?><section class="card"><div class="card-head"><h2>Licence</h2><a class="lone" href="<?cs var:Licence.href ?>" aria-label="Open the licence">Open</a></div><div class="card-body"><div class="ends"><span><?cs var:Licence.from ?></span><span><b>Today</b> &nbsp; <?cs var:Licence.to ?></span></div><?cs call:span_meter(Licence.pct, Licence.tone, Licence.label) ?><p class="small muted mt-2"><?cs var:Licence.text ?></p></div></section><?cs /if ?>
<?cs if:string.length(Meeting.title) ?><section class="card"><div class="card-body"><div class="who"><?cs call:arch("calendar-event", "") ?><div><a class="who-name" href="<?cs var:Meeting.href ?>"><?cs var:Meeting.title ?></a><span class="who-what"><?cs var:Meeting.text ?></span></div></div></div></section><?cs /if ?>
<?cs if:subcount(Moves) ?><section class="card"><div class="card-head"><h2>State of the profile</h2></div><div class="card-body"><div class="buttons"><?cs each:m = Moves ?><?cs call:link_small(m.href, m.icon, m.label) ?><?cs /each ?></div></div></section><?cs /if ?>
</div>
</div>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
