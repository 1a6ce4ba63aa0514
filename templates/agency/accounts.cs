<?cs # Accounts. Data: Lead, Actions, Form (filters), Pager, Accounts.N.{href,face,name,email,title,me,roles,regions,factor},
  Accounts.N.{State,Mail}.{tone,icon,text}, Accounts.N.last_sign_in.text.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head("Accounts", Lead) ?>
<div class="toolbar"><?cs call:filters("list") ?></div>
<section class="card card-list" id="list" aria-label="Accounts">
<?cs if:subcount(Accounts) ?><table class="table table-cards">
<thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">Roles</th><th scope="col">Regions</th><th scope="col">Last signed in</th><th scope="col">Second step</th></tr></thead>
<tbody><?cs each:a = Accounts ?>
<tr><th scope="row"><div class="who"><?cs call:face(a.face, "") ?><div><a class="who-name" href="<?cs var:a.href ?>"><?cs var:a.name ?></a><span class="who-what"><?cs var:a.email ?><?cs if:a.me ?> (you)<?cs /if ?></span></div></div></th>
<td><span class="chips"><?cs call:chip(a.State.tone, a.State.icon, a.State.text) ?><?cs if:string.length(a.Mail.text) ?><?cs call:chip(a.Mail.tone, a.Mail.icon, a.Mail.text) ?><?cs /if ?></span></td>
<td data-l="Roles"><?cs if:string.length(a.roles) ?><?cs var:a.roles ?><?cs else ?><span class="muted">None</span><?cs /if ?></td>
<td class="not-narrow" data-l="Regions"><?cs var:a.regions ?></td>
<td data-l="Last signed in"><?cs if:string.length(a.last_sign_in.text) ?><?cs var:a.last_sign_in.text ?><?cs else ?><span class="muted">Never</span><?cs /if ?></td>
<td data-l="Second step"><?cs if:string.length(a.factor) ?><?cs call:chip("ok", "shield-lock", "On") ?><?cs else ?><span class="muted">Off</span><?cs /if ?></td></tr><?cs /each ?>
</tbody></table>
<?cs call:pager() ?>
<?cs else ?><?cs call:empty("search", "Nobody fits", "Search for a part of the name or of the e-mail address.", "/agency/accounts", "Show all accounts") ?><?cs /if ?>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
