<?cs # The tasks of a profile. Data (besides profile-head's): Show (open, done, deleted), Tabs, Tasks.N (profile-tasks.cs), Pager, Add.href.
?><?cs include!"shared/macros.cs" ?><?cs include!"profiles/profile-tasks.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<div class="section-head"><h2>Tasks</h2><?cs if:string.length(Add.href) ?><?cs call:link_primary(Add.href, "plus-lg", "Add a task") ?><?cs /if ?></div>
<div class="toolbar"><?cs call:tabs(Tabs, "By state") ?></div>
<section class="card card-list" aria-label="Tasks">
<?cs if:subcount(Tasks) ?><?cs call:task_table(Tasks, Show, Show, 0) ?><?cs call:pager() ?><?cs
elif:Show == "done" ?><?cs call:empty("check2-square", "Nothing done yet", "When a task is marked as done, it moves here, with who did it and when.", "", "") ?><?cs
elif:Show == "deleted" ?><?cs call:empty("trash", "Nothing deleted", "A task that is deleted waits here, in case it is wanted back.", "", "") ?><?cs
else ?><?cs call:empty("check2-square", "No open tasks", "A task says what has to be done for this provider, by whom and until when. Add one, or let a rule raise it when a licence or a check is about to expire.", Add.href, "Add a task") ?><?cs /if ?>
</section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
