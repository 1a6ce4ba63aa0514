<?cs # The expiry board: documents of all providers and clients that one may see, the next to expire first. Data: Tabs, Form (filter by kind), Within, Attached.List.N, Pager.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head("Documents that expire", "") ?>
<div class="toolbar"><?cs call:tabs(Tabs, "Until when") ?></div>
<section class="card card-list" aria-label="Documents">
<div class="card-head"><form class="filters" method="get" action="/attachments/expiring" role="search" aria-label="Filter the documents"><input type="hidden" name="within" value="<?cs var:Within ?>"><?cs each:f = Form.Fields ?><?cs call:filter(f) ?><?cs /each ?><button type="submit" class="btn">Show</button></form></div>
<?cs if:subcount(Attached.List) ?><table class="table table-cards table-docs"><thead><tr><th scope="col">Document</th><th scope="col">Whose</th><th scope="col">Kind</th><th scope="col">Last day</th></tr></thead><tbody><?cs each:a = Attached.List ?><tr><th scope="row"><div class="doc"><?cs call:icon(a.type_icon) ?><div><a href="<?cs var:a.href ?>"><?cs var:a.description ?></a></div></div></th><td data-l="Whose"><?cs if:string.length(a.provider) ?><a href="<?cs var:a.provider_href ?>"><?cs var:a.provider ?></a><?cs else ?><a href="<?cs var:a.client_href ?>"><?cs var:a.client ?></a><?cs /if ?></td><td data-l="Kind"><?cs var:a.kind ?></td><td data-l="Last day"><?cs call:chip(a.chip.tone, a.chip.icon, a.chip.text) ?></td></tr><?cs /each ?></tbody></table><?cs call:pager() ?><?cs
elif:Within == "expired" ?><?cs call:empty("check2-circle", "Nothing has expired", "Every document with a last day is still good.", "", "") ?><?cs
else ?><?cs call:empty("check2-circle", "Nothing expires in that time", "Documents that have a last day stand here before it comes.", "", "") ?><?cs /if ?>
</section></div>
<?cs include!"shared/foot.cs" ?>
