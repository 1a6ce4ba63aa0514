<?cs # Who did what. Data: Lead, Form (filters), Export, Older, Newest (href), Rows.N.{who,action,kind,number,name,name_href,tone,provider,provider_href,address,request_id,at.text},
  Rows.N.Changes.M.{field,before,after}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head("Who did what", Lead) ?>
<div class="toolbar"><?cs call:filters("list") ?></div>
<section class="card card-list" id="list" aria-label="Who did what">
<?cs if:subcount(Rows) ?><table class="table table-cards"><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Before and after</th></tr></thead><tbody><?cs each:r = Rows ?>
<tr><th scope="row" class="nowrap"><?cs var:r.at.text ?></th><td data-l="Who"><?cs var:r.who ?></td><td data-l="What"><div><?cs call:chip(r.tone, "", r.action) ?> <span class="nowrap"><?cs var:r.kind ?><?cs if:string.length(r.number) && !string.length(r.name) ?> <span class="code"><?cs var:r.number ?></span><?cs /if ?></span><?cs if:string.length(r.name) ?><span class="who-what"><?cs if:Page.Can.account_manage ?><a href="<?cs var:r.name_href ?>"><?cs var:r.name ?></a><?cs else ?><?cs var:r.name ?><?cs /if ?></span><?cs /if ?><?cs if:string.length(r.provider) ?><span class="who-what"><a href="<?cs var:r.provider_href ?>"><?cs var:r.provider ?></a></span><?cs /if ?></div></td><?cs if:subcount(r.Changes) ?><td data-l="Changes"><div class="diff small"><?cs each:c = r.Changes ?><div><?cs var:c.field ?>: <?cs if:string.length(c.before) ?><del><?cs var:c.before ?></del> <?cs /if ?><?cs if:string.length(c.after) ?><ins><?cs var:c.after ?></ins><?cs else ?><span class="muted">nothing</span><?cs /if ?></div><?cs /each ?></div></td><?cs else ?><td class="not-phone not-narrow"></td><?cs /if ?></tr><?cs /each ?></tbody></table>
<div class="card-foot"><a class="lone" href="<?cs var:Export ?>"><?cs call:icon("download") ?> Export these</a><?cs if:string.length(Older) || string.length(Newest) ?><nav class="pager" aria-label="Pages"><?cs if:string.length(Newest) ?><a class="btn btn-small" href="<?cs var:Newest ?>"><?cs call:icon("arrow-left") ?>Newest</a><?cs /if ?><?cs if:string.length(Older) ?><a class="btn btn-small" href="<?cs var:Older ?>" rel="next">Older<?cs call:icon("arrow-right") ?></a><?cs /if ?></nav><?cs /if ?></div>
<?cs else ?><?cs call:empty("clock-history", "Nothing of this kind", "Nothing like this happened in these days.", "/agency/audit", "Show everything") ?><?cs /if ?>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
