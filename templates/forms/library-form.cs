<?cs # One form of the library. Data: Title, Lead, Actions, Library.{name,about,types,roles,search,href,current,answers},
  Versions.N.{href,label,answers,questions,uploaded_at.text,uploaded_by,published_at.text,published_by,State.{tone,icon,text}}, Flows.N.{href,title,number,position,step}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head(Title, Lead) ?>
<section class="card" aria-labelledby="for"><div class="card-head"><h2 id="for">Whom it is for</h2></div><div class="card-body"><dl class="facts">
<dt>Started for</dt><dd><?cs if:string.length(Library.about) ?><?cs var:Library.about ?><?cs else ?>Nothing yet<?cs /if ?></dd>
<dt>Types of providers</dt><dd><?cs if:string.length(Library.types) ?><?cs var:Library.types ?><?cs else ?>All<?cs /if ?></dd>
<dt>Roles</dt><dd><?cs if:string.length(Library.roles) ?><?cs call:chip("plum", "lock-fill", "Only") ?> <?cs var:Library.roles ?><?cs else ?>Everyone who may work with forms<?cs /if ?></dd>
<dt>Workflows</dt><dd><?cs if:subcount(Flows) ?><ul class="plain-list"><?cs each:w = Flows ?><li><?cs if:string.length(w.href) ?><a href="<?cs var:w.href ?>"><?cs var:w.title ?></a><?cs else ?><?cs var:w.title ?><?cs /if ?>, step <?cs var:w.position ?>: <?cs var:w.step ?></li><?cs /each ?></ul><?cs else ?>No workflow asks for it<?cs /if ?></dd>
<dt>Searched by</dt><dd><?cs if:string.length(Library.search) ?><?cs var:Library.search ?><?cs else ?>Nothing yet<?cs /if ?> <a class="lone" href="<?cs var:Library.href ?>/search">Choose<span class="visually-hidden"> what is searched</span></a></dd>
<dt>Its id</dt><dd class="code"><?cs var:Library.name ?></dd></dl>
<?cs if:string.length(Library.answers) ?><p class="mt-4"><a class="lone" href="<?cs var:Library.answers ?>">Its answers</a></p><?cs /if ?></div></section>
<section class="card card-list" aria-labelledby="versions"><div class="card-head"><h2 id="versions">Versions</h2></div>
<?cs if:subcount(Versions) ?><table class="table table-cards"><thead><tr><th scope="col">Version</th><th scope="col">State</th><th scope="col">Uploaded</th><th scope="col">Published</th><th scope="col" class="num">Answers</th></tr></thead>
<tbody><?cs each:v = Versions ?><tr><th scope="row"><a href="<?cs var:v.href ?>"><?cs var:v.label ?></a></th><td><?cs call:chip(v.State.tone, v.State.icon, v.State.text) ?></td><td data-l="Uploaded"><?cs var:v.uploaded_at.text ?><?cs if:string.length(v.uploaded_by) ?>, <?cs var:v.uploaded_by ?><?cs /if ?></td><td data-l="Published"><?cs if:string.length(v.published_at.text) ?><?cs var:v.published_at.text ?><?cs if:string.length(v.published_by) ?>, <?cs var:v.published_by ?><?cs /if ?><?cs else ?><span class="muted">Never</span><?cs /if ?></td><td data-l="Answers" class="num"><?cs var:v.answers ?></td></tr><?cs /each ?></tbody></table>
<?cs else ?><?cs call:empty("ui-checks", "No version", "Its draft was dropped. Upload a version.", "/forms/library/upload", "Upload a version") ?><?cs /if ?></section>
</div>
<?cs include!"shared/foot.cs" ?>
