<?cs # My work. Data: Today.{greeting,day}; Tasks.N (profile-tasks.cs), TasksN.{all,tone,more}; Meetings.N.{title,href,when,place,provider,Chip};
  Incidents.N.{number,title,href,provider,Chip}; Expiring.N.{name,subject,href,provider,Chip}, ExpiringN.none; Steps.N.{step,title,provider,href,due.text,late};
  Drafts.N.{provider_id,provider,changes,at.text}; of each list ...N.all, its count.
?><?cs include!"shared/macros.cs" ?><?cs include!"profiles/profile-tasks.cs" ?><?cs include!"shared/head.cs" ?><?cs
def:block_head(title, n, tone, href, label) ?><div class="card-head"><h2><?cs var:title ?> <?cs call:count(n, tone) ?></h2><?cs if:string.length(href) ?><a class="lone" href="<?cs var:href ?>"><?cs var:label ?></a><?cs /if ?></div><?cs /def ?><?cs
def:quiet(text) ?><div class="card-body"><p class="muted"><?cs var:text ?></p></div><?cs /def ?>
<div class="content">
<?cs call:page_head(Today.greeting, Today.day) ?>
<div class="cols">
<div>
<?cs if:Page.Can.meeting_view ?><section class="card"><?cs call:block_head("Meetings today", MeetingsN.all, "", "", "") ?><?cs
if:subcount(Meetings) ?><ul class="checks"><?cs each:m = Meetings ?><li><?cs call:icon("calendar-event") ?><div><a class="who-name" href="<?cs var:m.href ?>"><?cs var:m.title ?></a><?cs var:m.when ?><?cs if:string.length(m.place) ?>, <?cs var:m.place ?><?cs /if ?>. <?cs var:m.provider ?></div><?cs call:chip(m.Chip.tone, m.Chip.icon, m.Chip.text) ?></li><?cs /each ?></ul><?cs
else ?><?cs call:quiet("No meeting today. You can plan one in the profile of a provider.") ?><?cs /if ?></section><?cs /if ?>
<?cs if:Page.Can.task_view ?><section class="card"><?cs call:block_head("Tasks due and overdue", TasksN.all, TasksN.tone, "/profiles/tasks", "All my tasks") ?><?cs
if:subcount(Tasks) ?><ul class="checks"><?cs each:t = Tasks ?><li><?cs call:icon("check2-square") ?><div><a class="who-name" href="<?cs var:t.href ?>"><?cs var:t.title ?></a><a href="<?cs var:t.provider_href ?>"><?cs var:t.provider ?></a> <?cs call:task_when(t) ?><?cs call:task_notes(t) ?></div><?cs if:string.length(t.button) ?><?cs call:about_button(t.button, "today", "", t.icon, t.label, t.title) ?><?cs /if ?></li><?cs /each ?></ul><?cs if:string.length(TasksN.more) ?><div class="card-foot"><a class="lone" href="/profiles/tasks"><?cs var:TasksN.more ?></a></div><?cs /if ?><?cs
else ?><?cs call:empty("check2-square", "Nothing is due today", "Tasks that are given to you stand here on the day that they are due.", "/profiles/tasks", "See what comes next") ?><?cs /if ?></section><?cs /if ?>
<?cs if:Page.Can.workflow_run ?><section class="card"><?cs call:block_head("Steps of workflows", StepsN.all, "", "", "") ?><?cs
if:subcount(Steps) ?><ul class="checks"><?cs each:s = Steps ?><li><?cs call:icon("signpost-2") ?><div><a class="who-name" href="<?cs var:s.href ?>"><?cs var:s.step ?></a><?cs var:s.title ?>, <?cs var:s.provider ?></div><?cs if:s.late ?><?cs call:chip("bad", "exclamation-circle-fill", s.due.text) ?><?cs elif:string.length(s.due.text) ?><span class="muted"><?cs var:s.due.text ?></span><?cs /if ?></li><?cs /each ?></ul><?cs
else ?><?cs call:quiet("No step waits for you. A workflow is started in the profile of a provider.") ?><?cs /if ?></section><?cs /if ?>
</div>
<div>
<?cs if:Page.Can.incident_view ?><section class="card"><?cs call:block_head("Incidents whose clock runs", IncidentsN.all, "bad", "/profiles/incidents", "All incidents") ?><?cs
if:subcount(Incidents) ?><ul class="checks"><?cs each:i = Incidents ?><li><?cs call:icon("shield-exclamation") ?><div><a class="who-name" href="<?cs var:i.href ?>"><?cs var:i.title ?></a><span class="code"><?cs var:i.number ?></span>, <?cs var:i.provider ?> <?cs call:chip(i.Chip.tone, i.Chip.icon, i.Chip.text) ?></div></li><?cs /each ?></ul><?cs
else ?><?cs call:quiet("No clock runs.") ?><?cs /if ?></section><?cs /if ?>
<?cs if:Page.Can.licence_view || Page.Can.person_view ?><section class="card"><?cs call:block_head("Expiring soon", ExpiringN.all, "warn", "", "") ?><?cs
if:subcount(Expiring) ?><ul class="checks"><?cs each:e = Expiring ?><li><?cs if:e.what == "licence" ?><?cs call:icon("patch-check") ?><?cs else ?><?cs call:icon("person-badge") ?><?cs /if ?><div><a class="who-name" href="<?cs var:e.href ?>"><?cs var:e.name ?></a><?cs if:string.length(e.subject) ?><?cs if:e.what == "licence" ?><span class="code"><?cs var:e.subject ?></span><?cs else ?><?cs var:e.subject ?><?cs /if ?>, <?cs /if ?><?cs var:e.provider ?> <?cs call:chip(e.Chip.tone, e.Chip.icon, e.Chip.text) ?></div></li><?cs /each ?></ul><?cs
elif:ExpiringN.none ?><?cs call:quiet("You look after no provider. Licences and checks of those that you look after stand here.") ?><?cs
else ?><?cs call:quiet("No licence and no check of your providers expires soon.") ?><?cs /if ?></section><?cs /if ?>
<?cs if:Page.Can.provider_draft && Page.Can.provider_edit ?><section class="card"><?cs call:block_head("Drafts of yours", DraftsN.all, "", "", "") ?><?cs
if:subcount(Drafts) ?><ul class="checks"><?cs each:d = Drafts ?><li><?cs call:icon("pencil") ?><div><a class="who-name" href="/profiles/providers/<?cs var:d.provider_id ?>"><?cs var:d.provider ?></a><?cs if:d.changes ?><?cs call:chip("dashed", "pencil", "Draft changes") ?><?cs else ?><?cs call:chip("dashed", "pencil", "Draft") ?><?cs /if ?> <?cs var:d.at.text ?></div></li><?cs /each ?></ul><?cs
else ?><?cs call:quiet("Nothing of yours waits to be published.") ?><?cs /if ?></section><?cs /if ?>
</div>
</div>
</div>
<?cs include!"shared/foot.cs" ?>
