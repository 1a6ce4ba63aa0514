<?cs # One thing said to somebody who is not signed in. Frame plain. Data: Told.{icon,title,text,more,href,label}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<?cs call:arch(Told.icon, "") ?>
<h1><?cs var:Told.title ?></h1>
<p class="lead"><?cs var:Told.text ?></p>
<p><?cs var:Told.more ?></p>
<div class="buttons"><?cs call:link_button(Told.href, "", Told.label) ?></div>
<?cs include!"shared/foot.cs" ?>
