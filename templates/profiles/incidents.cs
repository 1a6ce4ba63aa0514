<?cs # All incidents. Data: Tabs, Incidents.N (see incident_table), Pager.{prev,next}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head("Incidents", "Those whose clock ends first stand on top.") ?>
<div class="toolbar"><?cs call:tabs(Tabs, "Which incidents") ?></div>
<section class="card card-list" aria-label="Incidents">
<?cs if:subcount(Incidents) ?><?cs call:incident_table(Incidents, "1") ?><?cs call:pager() ?>
<?cs else ?><?cs call:empty("shield-check", "None here", "An incident is reported from the History of the provider where it happened.", "/profiles/providers", "Find the provider") ?><?cs /if ?>
</section></div>
<?cs include!"shared/foot.cs" ?>
