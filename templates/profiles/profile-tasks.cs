<?cs # How tasks stand in a list: the macros of the section, of all tasks, and of My work. Included after shared/macros.cs.
  A task: {id,title,href,repeats,raised,provider,provider_href,assignee,face,When.{tone,icon,text},state,done_at.text,done_by,button,label,icon}.
?><?cs

def:about_button(action, back, kind, icon, label, about) ?><form class="inline" method="post" action="<?cs var:action ?>"><input type="hidden" name="_csrf" value="<?cs var:Page.Csrf ?>"><input type="hidden" name="_key" value="<?cs var:Page.Key ?>"><input type="hidden" name="back" value="<?cs var:back ?>"><button type="submit" class="btn btn-small<?cs if:string.length(kind) ?> btn-<?cs var:kind ?><?cs /if ?>"><?cs call:icon(icon) ?><?cs var:label ?><span class="visually-hidden">: <?cs var:about ?></span></button></form><?cs /def ?><?cs

def:task_when(t) ?><?cs if:string.length(t.When.tone) ?><?cs call:chip(t.When.tone, t.When.icon, t.When.text) ?><?cs elif:string.length(t.When.text) ?><?cs var:t.When.text ?><?cs else ?><span class="muted">No day set</span><?cs /if ?><?cs /def ?><?cs

def:task_notes(t) ?><?cs if:string.length(t.repeats) || string.length(t.raised) ?><span class="who-what"><?cs if:string.length(t.repeats) ?><?cs call:icon("arrow-repeat") ?> <?cs var:t.repeats ?><?cs if:string.length(t.raised) ?>, <?cs /if ?><?cs /if ?><?cs if:string.length(t.raised) ?><?cs call:icon("bell") ?> raised by a rule<?cs /if ?></span><?cs /if ?><?cs /def ?><?cs

def:task_row(t, back, provider) ?><tr>
<th scope="row"><a class="who-name" href="<?cs var:t.href ?>"><?cs var:t.title ?></a><?cs call:task_notes(t) ?></th>
<?cs if:provider ?><td data-l="Provider"><a href="<?cs var:t.provider_href ?>"><?cs var:t.provider ?></a></td><?cs /if ?>
<?cs if:t.state == "done" ?><td data-l="Done"><?cs var:t.done_at.text ?></td><td data-l="By"><?cs if:string.length(t.done_by) ?><?cs var:t.done_by ?><?cs else ?>Carebook<?cs /if ?></td><?cs
else ?><td data-l="Due"><?cs call:task_when(t) ?></td><td data-l="Who"><?cs if:string.length(t.assignee) ?><?cs var:t.assignee ?><?cs else ?><span class="muted">Nobody yet</span><?cs /if ?></td><?cs /if ?>
<td class="num act"><?cs if:string.length(t.button) ?><?cs call:about_button(t.button, back, "", t.icon, t.label, t.title) ?><?cs /if ?></td>
</tr><?cs /def ?><?cs

def:task_table(list, show, back, provider) ?><table class="table table-cards"><thead><tr><th scope="col">Task</th><?cs if:provider ?><th scope="col">Provider</th><?cs /if ?><?cs if:show == "done" ?><th scope="col">Done</th><th scope="col">By</th><?cs else ?><th scope="col">Due</th><th scope="col">Who does it</th><?cs /if ?><th scope="col"><span class="visually-hidden">What you can do</span></th></tr></thead><tbody><?cs each:t = list ?><?cs call:task_row(t, back, provider) ?><?cs /each ?></tbody></table><?cs /def ?>
