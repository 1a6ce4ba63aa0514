<?cs # The People section. Data: People.N and Past.N.{name,what,href,icon,face,role,from_date.text,until_date.text,phone,main_contact,household,checks.{tone,icon,text}},
  Certificates.N.{kind,number,tone,icon,text,href,needed} (of the provider itself), Add.href, AddCertificate.href.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<section class="card card-list" aria-label="People">
<?cs if:subcount(People) ?><table class="table table-cards">
<thead><tr><th scope="col">Person</th><th scope="col">Since</th><th scope="col">Phone</th><th scope="col">Checks and trainings</th></tr></thead>
<tbody><?cs each:p = People ?>
<tr><th scope="row"><?cs call:who(p) ?></th>
<td data-l="Since"><?cs var:p.from_date.text ?><?cs if:p.main_contact ?> <?cs call:chip("info", "telephone", "Ring first") ?><?cs /if ?><?cs if:p.household ?> <?cs call:chip("stone", "house", "Lives here") ?><?cs /if ?></td>
<td data-l="Phone" class="nowrap"><?cs if:string.length(p.phone) ?><a href="tel:<?cs var:p.phone ?>"><?cs var:p.phone ?></a><?cs /if ?></td>
<td data-l="Checks"><?cs call:chip(p.checks.tone, p.checks.icon, p.checks.text) ?></td></tr><?cs /each ?>
</tbody></table>
<?cs else ?><?cs if:Page.Can.person_edit ?><?cs call:empty("person-badge", "Nobody yet", "Add the people who work or live here, with their roles, checks and trainings.", Add.href, "Add a person") ?><?cs else ?><?cs call:empty("person-badge", "Nobody yet", "Whoever may change people can add them here.", "", "") ?><?cs /if ?><?cs /if ?>
</section>
<section class="card" aria-labelledby="own"><div class="card-head"><h2 id="own">Certificates of <?cs var:Profile.name ?> itself</h2><?cs if:Page.Can.person_edit ?><?cs call:link_small(AddCertificate.href, "plus-lg", "Add a certificate") ?><?cs /if ?></div>
<?cs if:subcount(Certificates) ?><?cs call:credential_table(Certificates) ?><?cs else ?><div class="card-body"><p class="muted">None are kept, and this kind of provider needs none.</p></div><?cs /if ?></section>
<?cs if:subcount(Past) ?><section class="card"><details class="fold"><summary>People of the past (<?cs var:subcount(Past) ?>)</summary><div class="card-body"><ul class="plain-list"><?cs each:p = Past ?><li><a href="<?cs var:p.href ?>"><?cs var:p.name ?></a>, <?cs var:p.role ?> <span class="muted"><?cs if:string.length(p.from_date.text) ?>from <?cs var:p.from_date.text ?> <?cs /if ?>until <?cs var:p.until_date.text ?></span></li><?cs /each ?></ul></div></details></section><?cs /if ?>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
