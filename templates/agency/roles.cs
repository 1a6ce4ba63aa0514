<?cs # Roles. Data: Lead, Actions, Roles.N.{href,name,description,rights,accounts,people,remove}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head("Roles", Lead) ?>
<section class="card card-list" aria-label="Roles">
<table class="table table-cards"><thead><tr><th scope="col">Role</th><th scope="col">Rights</th><th scope="col" class="num">People</th><th scope="col"><span class="visually-hidden">Remove</span></th></tr></thead><tbody><?cs each:r = Roles ?>
<tr><th scope="row"><a class="who-name" href="<?cs var:r.href ?>"><?cs var:r.name ?></a><span class="who-what"><?cs var:r.description ?></span></th><td data-l="Rights"><?cs var:r.rights ?></td><td class="num" data-l="People"><?cs if:Page.Can.account_manage ?><a class="lone" href="<?cs var:r.people ?>"><?cs var:r.accounts ?><span class="visually-hidden"> with the role <?cs var:r.name ?></span></a><?cs else ?><?cs var:r.accounts ?><?cs /if ?></td><?cs if:string.length(r.remove) ?><td class="act num"><a class="btn btn-small btn-quiet" href="<?cs var:r.remove ?>">Remove<span class="visually-hidden"> <?cs var:r.name ?></span></a></td><?cs else ?><td class="not-phone not-narrow"></td><?cs /if ?></tr><?cs /each ?></tbody></table>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
