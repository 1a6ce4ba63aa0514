<?cs # Which kind of provider to add. Data: Kinds.N.{href,name,description,icon,tone}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><?cs call:page_head("Add a provider", "What kind is it?") ?>
<ul class="kinds"><?cs each:k = Kinds ?><li class="card"><div class="card-body"><div class="who"><?cs call:arch(k.icon, k.tone) ?><div><a class="who-name" href="<?cs var:k.href ?>"><?cs var:k.name ?></a><span class="who-what"><?cs var:k.description ?></span></div></div></div></li><?cs /each ?></ul>
</div>
<?cs include!"shared/foot.cs" ?>
