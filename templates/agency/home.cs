<?cs # Settings: what this person may change. Data: Lead, Groups.N.label, Groups.N.Cards.M.{href,icon,label,text}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head("Settings", Lead) ?>
<?cs each:g = Groups ?><section class="tiles-part"><h2><?cs var:g.label ?></h2>
<ul class="tiles"><?cs each:c = g.Cards ?><li><a class="tile" href="<?cs var:c.href ?>"><?cs call:arch(c.icon, "") ?><span><b><?cs var:c.label ?></b><span class="who-what"><?cs var:c.text ?></span></span></a></li><?cs /each ?></ul></section>
<?cs /each ?></div>
<?cs include!"shared/foot.cs" ?>
