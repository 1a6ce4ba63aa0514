<?cs # One task. Data (besides profile-head's): Task.{title,details,state,When,assignee,repeats,recurs,raised,done_at.text,done_by,created_by,created_at.text,
  href,edit,before,next,can_done,can_undo,can_reopen,can_delete,can_restore}, Story.N.{who,words,icon,tone,at.text}, From.{href,title}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/attachments.cs" ?><?cs include!"profiles/profile-tasks.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?><?cs
def:task_button(what, kind, icon, label) ?><form method="post" action="<?cs var:Task.href ?>/<?cs var:what ?>"><input type="hidden" name="_csrf" value="<?cs var:Page.Csrf ?>"><input type="hidden" name="_key" value="<?cs var:Page.Key ?>"><input type="hidden" name="back" value="task"><?cs call:button(kind, icon, label) ?></form><?cs /def ?>
<div class="cols">
<div>
<section class="card"><div class="card-head"><h2><?cs var:Task.title ?></h2><?cs
if:Task.state == "done" ?><?cs call:chip("ok", "check-lg", "Done") ?><?cs elif:Task.state == "deleted" ?><?cs call:chip("stone", "trash", "Deleted") ?><?cs elif:Task.When.tone == "bad" ?><?cs call:chip("bad", Task.When.icon, "Overdue") ?><?cs else ?><?cs call:chip("info", "circle", "Open") ?><?cs /if ?></div>
<div class="card-body"><?cs if:string.length(Task.details) ?><p class="pre"><?cs var:Task.details ?></p><?cs else ?><p class="muted">No details are written down.</p><?cs /if ?>
<?cs if:Task.state == "done" ?><?cs if:string.length(Task.done_by) ?><p><b><?cs var:Task.done_by ?></b> marked it as done <?cs var:Task.done_at.text ?>.</p><?cs else ?><p>Done <?cs var:Task.done_at.text ?>.</p><?cs /if ?><?cs /if ?>
<div class="buttons"><?cs
if:Task.can_done ?><?cs call:task_button("done", "primary", "check-lg", "Mark as done") ?><?cs /if ?><?cs
if:Task.can_undo ?><?cs call:task_button("undo", "", "arrow-counterclockwise", "Undo: it is not done") ?><?cs /if ?><?cs
if:Task.can_reopen ?><?cs call:task_button("reopen", "", "arrow-counterclockwise", "Open it again") ?><?cs /if ?><?cs
if:Task.can_restore ?><?cs call:task_button("restore", "primary", "arrow-counterclockwise", "Bring it back") ?><?cs /if ?><?cs
if:string.length(Task.edit) ?><?cs call:link_button(Task.edit, "pencil", "Change") ?><?cs /if ?><?cs
if:Task.can_delete ?><?cs call:task_button("delete", "stop", "trash", "Delete") ?><?cs /if ?></div></div></section>
<?cs call:attachment_card() ?>
</div>
<div>
<section class="card"><div class="card-head"><h2>Facts</h2></div><div class="card-body"><dl class="facts">
<dt>Due</dt><dd><?cs call:task_when(Task) ?></dd>
<dt>Who does it</dt><dd><?cs if:string.length(Task.assignee) ?><?cs var:Task.assignee ?><?cs else ?>Nobody yet<?cs /if ?></dd>
<?cs if:string.length(Task.repeats) ?><dt>Repeats</dt><dd><?cs var:Task.repeats ?><?cs if:string.length(Task.next) ?>. <a href="<?cs var:Task.next ?>">The next one</a><?cs /if ?><?cs if:string.length(Task.before) ?>. <a href="<?cs var:Task.before ?>">The one before</a><?cs /if ?></dd><?cs /if ?>
<dt>Added</dt><dd><?cs var:Task.created_at.text ?><?cs if:string.length(Task.raised) ?>, raised by a rule<?cs elif:string.length(Task.created_by) ?>, <?cs var:Task.created_by ?><?cs /if ?></dd>
<?cs if:string.length(From.href) ?><dt>From the form</dt><dd><a href="<?cs var:From.href ?>"><?cs var:From.title ?></a></dd><?cs /if ?>
</dl></div></section>
<?cs if:subcount(Story) ?><section class="card"><div class="card-head"><h2>What happened</h2></div><div class="card-body"><ol class="timeline"><?cs each:s = Story ?><li><span class="dot dot-<?cs var:s.tone ?>"><?cs call:icon(s.icon) ?></span><b><?cs var:s.who ?></b> <?cs var:s.words ?> <span class="muted"><?cs var:s.at.text ?></span></li><?cs /each ?></ol></div></section><?cs /if ?>
</div>
</div>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
