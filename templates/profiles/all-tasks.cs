<?cs # All tasks that this person may see. Data: Show (mine, unassigned, team, overdue, done), Back, Tabs, Tasks.N (profile-tasks.cs), Pager.
?><?cs include!"shared/macros.cs" ?><?cs include!"profiles/profile-tasks.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head("Tasks", "Of all providers. To add one, open the provider it is about.") ?>
<div class="toolbar"><?cs call:tabs(Tabs, "Whose tasks") ?></div>
<section class="card card-list" id="list" aria-label="Tasks">
<?cs if:subcount(Tasks) ?><?cs call:task_table(Tasks, Show, Back, 1) ?><?cs call:pager() ?><?cs
elif:Show == "mine" ?><?cs call:empty("check2-square", "Nothing waits for you", "Tasks that are given to you stand here. Take one that nobody has yet, or add one in a provider's profile.", "/profiles/tasks?show=unassigned", "Tasks that nobody has") ?><?cs
elif:Show == "unassigned" ?><?cs call:empty("check2-square", "Every task has somebody", "Tasks that are given to nobody stand here.", "", "") ?><?cs
elif:Show == "overdue" ?><?cs call:empty("check2-square", "Nothing is overdue", "Tasks whose day has passed stand here.", "", "") ?><?cs
elif:Show == "done" ?><?cs call:empty("check2-square", "Nothing done yet", "When a task is marked as done, it moves here, with who did it and when.", "", "") ?><?cs
else ?><?cs call:empty("check2-square", "No open tasks", "Open a provider and add a task there.", "/profiles/providers", "Go to the providers") ?><?cs /if ?>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
