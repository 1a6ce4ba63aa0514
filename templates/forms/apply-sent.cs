<?cs # The receipt of somebody outside. Frame plain. Data: Apply.{title,leave,leave_href}, Sent.{title,label,reference,at,mail,thanks,all,all_href}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<?cs call:arch("envelope-check", "ok") ?>
<p class="muted"><?cs var:Apply.title ?></p>
<h1><?cs var:Sent.title ?></h1>
<p class="lead"><?cs var:Sent.label ?>: <b class="code" dir="ltr"><?cs var:Sent.reference ?></b></p>
<p><?cs var:Sent.mail ?></p>
<?cs if:string.length(Sent.thanks) ?><p class="pre"><?cs var:Sent.thanks ?></p><?cs /if ?>
<div class="buttons"><?cs call:link_button(Sent.all_href, "", Sent.all) ?><?cs call:post_button(Apply.leave_href, "lang", Page.Lang, "quiet", "", Apply.leave) ?></div>
<?cs include!"shared/foot.cs" ?>
