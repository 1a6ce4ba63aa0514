<?cs # Workflows. Data: Lead, Actions, Workflows.N.{href,title,description,number,steps,running,drafts}, Workflows.N.State.{tone,icon,text}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head("Workflows", Lead) ?>
<section class="card card-list" aria-label="Workflows">
<?cs if:subcount(Workflows) ?><table class="table table-cards"><thead><tr><th scope="col">Workflow</th><th scope="col">State</th><th scope="col" class="num">Version</th><th scope="col" class="num">Steps</th><th scope="col" class="num">Running</th></tr></thead><tbody><?cs each:w = Workflows ?>
<tr><th scope="row"><a class="who-name" href="<?cs var:w.href ?>"><?cs var:w.title ?></a><span class="who-what"><?cs var:w.description ?></span></th><td><span class="chips"><?cs call:chip(w.State.tone, w.State.icon, w.State.text) ?><?cs if:w.drafts ?><?cs call:chip("dashed", "pencil", "New draft") ?><?cs /if ?></span></td><td class="num" data-l="Version"><?cs var:w.number ?></td><td class="num" data-l="Steps"><?cs var:w.steps ?></td><td class="num" data-l="Running"><?cs var:w.running ?></td></tr><?cs /each ?></tbody></table>
<?cs else ?><?cs call:empty("signpost-2", "No workflows yet", "A workflow is a list of steps that a provider goes through: an approval, a renewal, a review.", "/agency/workflows/add", "Add a workflow") ?><?cs /if ?>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
