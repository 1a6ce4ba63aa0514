<?cs # One account. Data: Title, Lead, Actions, Account (as in accounts.cs, and phone, created_at.text), Buttons.N.{href,icon,label,post},
  Sessions.N.{created_at.text,seen_at.text,address,device}, Mails.N (as in mail.cs).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head(Title, Lead) ?>
<section class="card"><div class="card-head"><h2>Account</h2><span class="chips"><?cs call:chip(Account.State.tone, Account.State.icon, Account.State.text) ?><?cs if:string.length(Account.Mail.text) ?><?cs call:chip(Account.Mail.tone, Account.Mail.icon, Account.Mail.text) ?><?cs /if ?></span></div>
<div class="card-body"><dl class="facts"><dt>E-mail</dt><dd><?cs var:Account.email ?></dd><?cs if:string.length(Account.phone) ?><dt>Phone</dt><dd><?cs var:Account.phone ?></dd><?cs /if ?><dt>Roles</dt><dd><?cs if:string.length(Account.roles) ?><?cs var:Account.roles ?><?cs else ?>None: they can sign in, and see nothing<?cs /if ?></dd><dt>Regions</dt><dd><?cs var:Account.regions ?></dd><dt>Second step</dt><dd><?cs if:string.length(Account.factor) ?>On<?cs else ?>Off<?cs /if ?></dd><dt>Since</dt><dd><?cs var:Account.created_at.text ?></dd><dt>Last signed in</dt><dd><?cs if:string.length(Account.last_sign_in.text) ?><?cs var:Account.last_sign_in.text ?><?cs else ?>Never<?cs /if ?></dd><?cs if:Page.Can.audit_view ?><dt>Did</dt><dd><a href="/agency/audit?who=<?cs var:Account.id ?>">Everything they did</a></dd><?cs /if ?></dl>
<?cs if:subcount(Buttons) ?><div class="buttons mt-4"><?cs each:b = Buttons ?><?cs if:b.post ?><?cs call:post_button(b.href, "", "", "", b.icon, b.label) ?><?cs else ?><?cs call:link_button(b.href, b.icon, b.label) ?><?cs /if ?><?cs /each ?></div><?cs /if ?></div></section>
<section class="card"><div class="card-head"><h2>Signed in now</h2></div>
<?cs if:subcount(Sessions) ?><table class="table table-cards"><thead><tr><th scope="col">Since</th><th scope="col">Last seen</th><th scope="col">From</th><th scope="col">With</th></tr></thead><tbody><?cs each:s = Sessions ?>
<tr><th scope="row"><?cs var:s.created_at.text ?></th><td data-l="Last seen"><?cs var:s.seen_at.text ?></td><td data-l="From"><span class="code"><?cs var:s.address ?></span></td><td data-l="With"><?cs var:s.device ?></td></tr><?cs /each ?></tbody></table>
<?cs else ?><div class="card-body"><p class="muted">Nowhere.</p></div><?cs /if ?></section>
<section class="card"><div class="card-head"><h2>Mail to them</h2></div>
<?cs if:subcount(Mails) ?><table class="table table-cards"><thead><tr><th scope="col">Subject</th><th scope="col">State</th><th scope="col">Written</th></tr></thead><tbody><?cs each:m = Mails ?>
<tr><th scope="row"><span class="strong"><?cs var:m.subject ?></span><?cs if:string.length(m.last_error) ?><span class="who-what"><?cs var:m.last_error ?></span><?cs /if ?></th><td><?cs call:chip(m.State.tone, m.State.icon, m.State.text) ?></td><td data-l="Written"><?cs var:m.at.text ?></td></tr><?cs /each ?></tbody></table>
<?cs else ?><div class="card-body"><p class="muted">None yet.</p></div><?cs /if ?></section>
</div>
<?cs include!"shared/foot.cs" ?>
