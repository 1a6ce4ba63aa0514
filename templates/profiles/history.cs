<?cs # The History section: incidents of a provider. Data: Incidents.N (see incident_table), Add.href.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<section class="card card-list" aria-label="Incidents">
<?cs if:subcount(Incidents) ?><?cs call:incident_table(Incidents, "") ?>
<?cs elif:Page.Can.incident_edit ?><?cs call:empty("shield-check", "No incidents", "Anything that needs a look belongs here: violence in the home, an injury, a medicine given wrongly.", Add.href, "Report an incident") ?>
<?cs else ?><?cs call:empty("shield-check", "No incidents", "Nothing has been reported here.", "", "") ?><?cs /if ?>
</section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
