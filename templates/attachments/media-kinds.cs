<?cs # What kind of media to add. Data: Kinds.N.{href,icon,label,text}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><?cs call:page_head(Page.Title, "") ?>
<ul class="gallery gallery-small"><?cs each:k = Kinds ?><li class="card"><div class="card-body"><?cs call:arch(k.icon, "") ?><h2><a href="<?cs var:k.href ?>"><?cs var:k.label ?></a></h2><p class="mb-0 muted"><?cs var:k.text ?></p></div></li><?cs /each ?></ul>
</div>
<?cs include!"shared/foot.cs" ?>
