<?cs # The photo of a provider, a person, a client: what there is, and a form for another.
  Data: Form (fields photo, alt), Portrait.{photo,alt,standing,remove}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content narrow"><?cs call:crumbs() ?><div class="page-head"><h1><?cs var:Form.Title ?></h1></div>
<?cs call:error_summary() ?><?cs call:conflict() ?>
<?cs if:string.length(Portrait.standing) ?><?cs call:message("warn", Portrait.standing, "", "") ?><?cs /if ?>
<?cs if:string.length(Portrait.remove) ?><section class="card portrait-now"><div class="card-body"><?cs if:Portrait.photo ?><?cs call:photo(Portrait.photo, "large", "400", "472", Portrait.alt) ?><?cs else ?><?cs call:arch("person-bounding-box", "stone") ?><?cs /if ?><div><h2>The photo now</h2><p><?cs var:Portrait.alt ?></p><?cs call:post_button(Portrait.remove, "", "", "stop", "trash", "Remove the photo") ?></div></div></section><?cs /if ?>
<form class="form" method="post" action="<?cs var:Form.Action ?>" enctype="multipart/form-data"><?cs call:form_hidden() ?><?cs call:fields() ?><?cs call:form_buttons() ?></form>
</div>
<?cs include!"shared/foot.cs" ?>
