<?cs # One person of a provider. Data: Person.{name,born.text,gender_text,phone,email,face,icon,edit,back}, Roles.N.{role,from_date.text,until_date.text,current,household,main_contact,edit},
  Credentials.N.{kind,number,tone,icon,text,href,needed}, AddRole.href, AddCredential.href.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/attachments.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<p><a class="lone" href="<?cs var:Person.back ?>"><?cs call:icon("arrow-left") ?> All people</a></p>
<section class="card" aria-labelledby="who"><div class="card-head"><div class="who"><?cs call:portrait(Person) ?><div><h2 id="who"><?cs var:Person.name ?></h2></div></div><?cs if:Page.Can.person_edit ?><span class="buttons"><?cs call:link_small(Person.picture, "camera", "Photo") ?><?cs call:link_small(Person.edit, "pencil", "Change") ?></span><?cs /if ?></div>
<div class="card-body"><dl class="facts">
<?cs if:string.length(Person.born.text) ?><dt>Born</dt><dd><?cs var:Person.born.text ?></dd><?cs /if ?>
<?cs if:string.length(Person.gender) ?><dt>Gender</dt><dd><?cs var:Person.gender_text ?></dd><?cs /if ?>
<dt>Phone</dt><dd><?cs if:string.length(Person.phone) ?><a href="tel:<?cs var:Person.phone ?>"><?cs var:Person.phone ?></a><?cs else ?><span class="muted">Not known</span><?cs /if ?></dd>
<dt>E-mail</dt><dd><?cs if:string.length(Person.email) ?><a href="mailto:<?cs var:Person.email ?>"><?cs var:Person.email ?></a><?cs else ?><span class="muted">Not known</span><?cs /if ?></dd>
</dl></div></section>
<section class="card" aria-labelledby="roles"><div class="card-head"><h2 id="roles">Roles here</h2><?cs if:Page.Can.person_edit ?><?cs call:link_small(AddRole.href, "plus-lg", "Add a role") ?><?cs /if ?></div>
<table class="table table-cards"><thead><tr><th scope="col">Role</th><th scope="col">From</th><th scope="col">Until</th><th scope="col"><span class="visually-hidden">Action</span></th></tr></thead><tbody>
<?cs each:l = Roles ?><tr><th scope="row"><?cs var:l.role ?><?cs if:l.main_contact ?> <?cs call:chip("info", "telephone", "Ring first") ?><?cs /if ?><?cs if:l.household ?> <?cs call:chip("stone", "house", "Lives here") ?><?cs /if ?></th><td data-l="From"><?cs var:l.from_date.text ?></td><td data-l="Until"><?cs if:string.length(l.until_date.text) ?><?cs var:l.until_date.text ?><?cs else ?>goes on<?cs /if ?></td><td class="act"><?cs if:Page.Can.person_edit ?><a class="lone" href="<?cs var:l.edit ?>">Change<span class="visually-hidden"> the role <?cs var:l.role ?></span></a><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></section>
<section class="card" aria-labelledby="checks"><div class="card-head"><h2 id="checks">Checks and trainings</h2><?cs if:Page.Can.person_edit ?><?cs call:link_small(AddCredential.href, "plus-lg", "Add one") ?><?cs /if ?></div>
<?cs if:subcount(Credentials) ?><?cs call:credential_table(Credentials) ?><?cs else ?><div class="card-body"><p class="muted">None are kept, and this person needs none here.</p></div><?cs /if ?></section>
<?cs call:attachment_card() ?>
<?cs call:forms_card() ?>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
