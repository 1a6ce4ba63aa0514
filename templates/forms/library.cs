<?cs # The library of forms. Data: Title, Lead, Actions, Tabs, Which, Forms.N.{title,href,name,version,size,languages,answers,limited,waits,changed_at.text,State.{tone,icon,text}}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head(Title, Lead) ?>
<div class="toolbar"><?cs call:tabs(Tabs, "By state") ?></div>
<section class="card card-list" aria-label="Forms">
<?cs if:subcount(Forms) ?><table class="table table-cards">
<thead><tr><th scope="col" class="col-main">Form</th><th scope="col">State</th><th scope="col">Version</th><th scope="col">Size</th><th scope="col" class="not-narrow">Languages</th><th scope="col" class="num">Answers</th><th scope="col" class="not-narrow">Changed</th></tr></thead>
<tbody><?cs each:f = Forms ?><tr>
<th scope="row"><a class="who-name" href="<?cs var:f.href ?>"><?cs var:f.title ?></a><span class="who-what code"><?cs var:f.name ?></span></th>
<td><span class="chips"><?cs call:chip(f.State.tone, f.State.icon, f.State.text) ?><?cs if:string.length(f.waits) ?><?cs call:chip("dashed", "pencil", f.waits) ?><?cs /if ?><?cs if:f.limited ?><?cs call:chip("plum", "lock-fill", "Some roles only") ?><?cs /if ?></span></td>
<td data-l="Version"><?cs if:string.length(f.version) ?><span class="code"><?cs var:f.version ?></span><?cs else ?><span class="muted">No name</span><?cs /if ?></td>
<td data-l="Size"><?cs var:f.size ?></td>
<td data-l="Languages" class="not-narrow"><?cs if:string.length(f.languages) ?><?cs var:f.languages ?><?cs else ?><span class="muted">One</span><?cs /if ?></td>
<td data-l="Answers" class="num"><?cs var:f.answers ?></td>
<td data-l="Changed" class="not-narrow nowrap"><?cs var:f.changed_at.text ?></td></tr><?cs /each ?></tbody></table>
<?cs elif:Which == "all" ?><?cs call:empty("ui-checks", "No forms yet", "Upload a form that you made with a form designer, like ODK Build, XLSForm or KoboToolbox.", "/forms/library/upload", "Upload a form") ?>
<?cs else ?><?cs call:empty("ui-checks", "None of this kind", "Other forms may be there.", "/forms/library", "Show all forms") ?><?cs /if ?>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
