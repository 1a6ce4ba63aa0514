<?cs # One attachment. Data: It (shared/attachments.cs, and deleted.text), Facts, Versions.N.{number,name,size,at.text,author,href},
  Actions, Open.{view,edit,replace,delete,restore,why}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:crumbs() ?>
<div class="page-head"><div><h1><?cs var:It.description ?></h1><?cs if:string.length(It.chip.text) ?><p><?cs call:chip(It.chip.tone, It.chip.icon, It.chip.text) ?></p><?cs /if ?></div><div><?cs call:actions(Actions) ?></div></div>
<?cs if:It.deleted ?><?cs call:message("bad", It.deleted.text, "", "") ?><?cs if:string.length(Open.restore) ?><p><?cs call:post_button(Open.restore, "", "", "", "arrow-counterclockwise", "Bring it back") ?></p><?cs /if ?><?cs /if ?>
<?cs if:string.length(Open.why) ?><?cs call:message("warn", Open.why, "", "") ?><?cs /if ?>
<div class="cols"><div>
<?cs if:string.length(Open.preview) ?><section class="card" aria-label="Preview"><div class="card-body preview"><?cs if:It.thumb ?><picture><source type="image/webp" srcset="<?cs var:It.picture ?>/preview.webp"><img src="<?cs var:It.picture ?>/preview.jpg" alt="<?cs var:It.description ?>"></picture><?cs if:It.family == "pdf" ?><p class="small muted mb-0">The first page.</p><?cs /if ?><?cs elif:It.family == "audio" ?><audio class="player" controls preload="metadata" src="<?cs var:Open.view ?>" aria-label="<?cs var:It.description ?>"></audio><?cs elif:It.family == "video" ?><video class="player" controls preload="metadata" src="<?cs var:Open.view ?>" aria-label="<?cs var:It.description ?>"></video><?cs else ?><p class="muted mb-0"><?cs call:icon(It.type_icon) ?> <a href="<?cs var:Open.view ?>">Open <?cs var:It.name ?></a><?cs if:string.length(Preview.why) ?><br><?cs var:Preview.why ?><?cs /if ?></p><?cs /if ?></div></section><?cs /if ?>
<section class="card" aria-labelledby="versions"><div class="card-head"><h2 id="versions">Versions</h2><?cs if:string.length(Open.replace) ?><?cs call:link_small(Open.replace, "arrow-repeat", "Replace") ?><?cs /if ?></div>
<table class="table table-cards"><thead><tr><th scope="col">File</th><th scope="col">Version</th><th scope="col">Since</th></tr></thead><tbody><?cs each:v = Versions ?><tr><th scope="row"><?cs if:string.length(v.href) && !It.deleted ?><a href="<?cs var:v.href ?>"><?cs var:v.name ?></a><?cs else ?><?cs var:v.name ?><?cs /if ?><span class="who-what"><?cs var:v.size ?></span></th><td data-l="Version"><?cs var:v.number ?></td><td data-l="Since"><?cs var:v.at.text ?><?cs if:string.length(v.author) ?><span class="who-what"><?cs var:v.author ?></span><?cs /if ?></td></tr><?cs /each ?></tbody></table></section>
</div><div>
<section class="card" aria-labelledby="about"><div class="card-head"><h2 id="about">About it</h2><?cs if:string.length(Open.edit) ?><?cs call:link_small(Open.edit, "pencil", "Change") ?><?cs /if ?></div><div class="card-body"><?cs call:facts(Facts) ?></div><?cs if:string.length(Open.delete) ?><div class="card-foot"><a class="lone" href="<?cs var:Open.delete ?>">Delete this attachment</a></div><?cs /if ?></section>
</div></div>
</div>
<?cs include!"shared/foot.cs" ?>
