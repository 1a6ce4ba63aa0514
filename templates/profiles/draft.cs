<?cs # Draft changes of a published profile, beside what is published. Data (besides profile-head's): Draft.{lead,drop,edit,publish}, Draft.List.N.{label,now,then,was}
  (was: what was published when the change was written, where that differs from now), Form.*.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<?cs call:error_summary() ?><?cs call:conflict() ?>
<section class="card"><div class="card-head"><h2>Draft changes</h2></div>
<?cs if:subcount(Draft.List) ?><div class="card-body"><p><?cs var:Draft.lead ?></p></div>
<table class="table table-cards"><thead><tr><th scope="col">Field</th><th scope="col">Published now</th><th scope="col">As a draft</th></tr></thead><tbody><?cs each:d = Draft.List ?>
<tr><th scope="row"><?cs var:d.label ?></th><td data-l="Published now"><span class="pre"><?cs if:string.length(d.now) ?><?cs var:d.now ?><?cs else ?><span class="muted">Nothing</span><?cs /if ?></span><?cs if:string.length(d.was) ?><span class="who-what">Changed since the draft was written: it was “<?cs var:d.was ?>”</span><?cs /if ?></td><td data-l="As a draft"><b class="pre"><?cs if:string.length(d.then) ?><?cs var:d.then ?><?cs else ?><span class="muted">Nothing</span><?cs /if ?></b></td></tr><?cs /each ?></tbody></table>
<div class="card-foot"><div class="buttons"><?cs if:string.length(Draft.publish) ?><form class="inline" method="post" action="<?cs var:Draft.publish ?>"><?cs call:form_hidden() ?><?cs call:button("primary", "check-lg", "Publish these changes") ?></form><?cs /if ?><a class="btn" href="<?cs var:Draft.edit ?>"><?cs call:icon("pencil") ?>Change them further</a><a class="btn btn-stop" href="<?cs var:Draft.drop ?>">Drop them</a></div></div>
<?cs else ?><?cs call:empty("pencil", "No draft changes", "Whoever edits an active profile can keep the changes as a draft first. They are compared with what is published here.", Draft.edit, "Edit the profile") ?><?cs /if ?></section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
