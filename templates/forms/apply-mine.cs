<?cs # What somebody outside has written: drafts and what was sent. Frame plain. Data: Apply.{title,mine_title,lead,email,begin,begin_label,leave,leave_href},
  Mine.N.{title,state_text,tone,icon,when,reference,reference_label,go,go_label,drop,drop_label,sent}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<p class="muted"><?cs var:Apply.title ?></p>
<h1><?cs var:Apply.mine_title ?></h1>
<p><?cs var:Apply.lead ?> <b dir="ltr"><?cs var:Apply.email ?></b></p>
<?cs each:m = Mine ?><section class="card" aria-labelledby="m<?cs var:name(m) ?>"><div class="card-body"><h2 id="m<?cs var:name(m) ?>"><?cs if:string.length(m.title) ?><?cs var:m.title ?><?cs else ?><?cs var:Apply.title ?><?cs /if ?></h2><p class="chips"><?cs call:chip(m.tone, m.icon, m.state_text) ?></p><p class="muted"><?cs var:m.when ?></p>
<?cs if:string.length(m.reference) ?><p><?cs var:m.reference_label ?>: <a class="code" href="<?cs var:m.sent ?>"><?cs var:m.reference ?></a></p><?cs /if ?><?cs if:string.length(m.go) ?><div class="buttons"><?cs call:link_primary(m.go, "", m.go_label) ?><?cs call:link_button(m.drop, "", m.drop_label) ?></div><?cs /if ?></div></section><?cs /each ?>
<div class="buttons"><?cs call:post_button(Apply.begin, "", "", "", "plus-lg", Apply.begin_label) ?><?cs call:post_button(Apply.leave_href, "lang", Page.Lang, "quiet", "", Apply.leave) ?></div>
<?cs include!"shared/foot.cs" ?>
