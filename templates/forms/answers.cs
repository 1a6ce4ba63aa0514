<?cs # Answers to forms. Data: Title, Lead, Actions, Form (filters), Pager, Export, Answers.N.{href,title,found,version,provider,provider_href,client,client_href,person,meeting,workflow,
  started_at.text,started_by,submitted_at.text,submitted_by,saved_at.text,saved_by,progress,limited,corrected,State.{tone,icon,text}}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head(Title, Lead) ?>
<div class="toolbar"><?cs call:filters("list") ?></div>
<section class="card card-list" id="list" aria-label="Answers">
<?cs if:subcount(Answers) ?><table class="table table-cards">
<thead><tr><th scope="col" class="col-main">Form</th><th scope="col">About</th><th scope="col">State</th><th scope="col">Who and when</th><th scope="col" class="not-narrow">Version</th></tr></thead>
<tbody><?cs each:a = Answers ?><tr>
<th scope="row"><a class="who-name" href="<?cs var:a.href ?>"><?cs var:a.title ?></a><?cs if:string.length(a.found) ?><span class="who-what"><?cs var:a.found ?></span><?cs /if ?></th>
<td data-l="About"><div><?cs if:string.length(a.provider) ?><a href="<?cs var:a.provider_href ?>"><?cs var:a.provider ?></a><?cs /if ?><?cs if:string.length(a.client) ?><?cs if:string.length(a.provider) ?>, <?cs /if ?><?cs if:Page.Can.client_view ?><a href="<?cs var:a.client_href ?>"><?cs var:a.client ?></a><?cs else ?><?cs var:a.client ?><?cs /if ?><?cs /if ?><?cs if:!string.length(a.provider) && !string.length(a.client) ?><span class="muted">Nobody yet</span><?cs /if ?><?cs if:string.length(a.person) ?><span class="who-what"><?cs var:a.person ?></span><?cs /if ?><?cs if:string.length(a.meeting) ?><span class="who-what"><?cs var:a.meeting ?></span><?cs /if ?><?cs if:string.length(a.workflow) ?><span class="who-what"><?cs var:a.workflow ?></span><?cs /if ?></div></td>
<td><span class="chips"><?cs call:chip(a.State.tone, a.State.icon, a.State.text) ?><?cs if:a.limited ?><?cs call:chip("plum", "lock-fill", "Some roles only") ?><?cs /if ?><?cs if:a.corrected ?><?cs call:chip("stone", "pencil", "Corrected") ?><?cs /if ?></span></td>
<td data-l="Who"><div><?cs if:string.length(a.submitted_at.text) ?><?cs if:string.length(a.submitted_by) ?><?cs var:a.submitted_by ?><?cs else ?>Somebody outside<?cs /if ?>, <?cs var:a.submitted_at.text ?><?cs else ?><?cs var:a.started_by ?>, <?cs var:a.started_at.text ?><?cs if:string.length(a.progress) ?><span class="who-what"><?cs var:a.progress ?></span><?cs /if ?><?cs /if ?></div></td>
<td data-l="Version" class="not-narrow"><?cs var:a.version ?></td></tr><?cs /each ?></tbody></table>
<?cs call:pager() ?><?cs if:string.length(Export) ?><div class="card-foot"><a class="lone" href="<?cs var:Export ?>"><?cs call:icon("download") ?> Export these (CSV)</a></div><?cs /if ?>
<?cs else ?><?cs call:empty("ui-checks", "No answers", "Nothing was filled in that fits. A form is started from a provider's or a client's profile.", "/forms/answers", "Show all answers") ?><?cs /if ?>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
