<?cs # Mail. Data: Lead, Form (filters), Older, Newest (href), Mails.N.{subject,recipient,recipient_name,account,attempts,last_error,again,link,at.text,sent_at.text},
  Mails.N.State.{tone,icon,text}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head("Mail", Lead) ?>
<div class="toolbar"><?cs call:filters("list") ?></div>
<section class="card card-list" id="list" aria-label="Mail">
<?cs if:subcount(Mails) ?><table class="table table-cards"><thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">State</th><th scope="col">Written</th><th scope="col"><span class="visually-hidden">Send again</span></th></tr></thead><tbody><?cs each:m = Mails ?>
<tr><th scope="row"><span class="strong"><?cs var:m.subject ?></span><?cs if:string.length(m.last_error) ?><span class="who-what"><?cs var:m.last_error ?></span><?cs /if ?></th><td data-l="To"><div><?cs if:string.length(m.account) && Page.Can.account_manage ?><a href="<?cs var:m.account ?>"><?cs var:m.recipient_name ?></a><?cs else ?><?cs var:m.recipient_name ?><?cs /if ?><span class="who-what"><?cs var:m.recipient ?></span></div></td><td data-l="State"><?cs call:chip(m.State.tone, m.State.icon, m.State.text) ?></td><td data-l="Written"><?cs var:m.at.text ?></td><?cs if:string.length(m.again) && Page.Can.account_manage ?><td class="act num"><form class="inline" method="post" action="<?cs var:m.again ?>"><?cs call:form_hidden() ?><button type="submit" class="btn btn-small">Send again<span class="visually-hidden">: <?cs var:m.subject ?>, to <?cs var:m.recipient ?></span></button></form></td><?cs elif:m.link && Page.Can.account_manage ?><td class="act num"><a class="btn btn-small" href="<?cs var:m.account ?>">Send a new link<span class="visually-hidden"> to <?cs var:m.recipient ?></span></a></td><?cs else ?><td class="not-phone not-narrow"></td><?cs /if ?></tr><?cs /each ?></tbody></table>
<?cs if:string.length(Older) || string.length(Newest) ?><div class="card-foot"><nav class="pager" aria-label="Pages"><?cs if:string.length(Newest) ?><a class="btn btn-small" href="<?cs var:Newest ?>"><?cs call:icon("arrow-left") ?>Newest</a><?cs /if ?><?cs if:string.length(Older) ?><a class="btn btn-small" href="<?cs var:Older ?>" rel="next">Older<?cs call:icon("arrow-right") ?></a><?cs /if ?></nav></div><?cs /if ?>
<?cs else ?><?cs call:empty("envelope", "No mail of this kind", "What Carebook sends stands here, with what became of it.", "", "") ?><?cs /if ?>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
