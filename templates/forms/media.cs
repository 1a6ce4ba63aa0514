<?cs # What a form shows beside its questions. Data: Title, Lead, Form, Missing, Media.N.{name,href,size,icon,by,added_at.text}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head(Title, Lead) ?>
<?cs call:error_summary() ?>
<section class="card card-list" aria-label="What the form asks for">
<?cs if:subcount(Media) ?><table class="table table-cards"><thead><tr><th scope="col">Name</th><th scope="col">Size</th><th scope="col">Added</th></tr></thead><tbody><?cs each:m = Media ?><tr><th scope="row"><?cs if:string.length(m.href) ?><a href="<?cs var:m.href ?>"><?cs var:m.name ?></a><?cs else ?><?cs var:m.name ?><?cs /if ?></th><td data-l="Size"><?cs if:string.length(m.href) ?><?cs var:m.size ?><?cs else ?><?cs call:chip("warn", "hourglass-split", "Missing") ?><?cs /if ?></td><td data-l="Added"><?cs if:string.length(m.href) ?><?cs var:m.added_at.text ?><?cs if:string.length(m.by) ?>, <?cs var:m.by ?><?cs /if ?><?cs /if ?></td></tr><?cs /each ?></tbody></table>
<?cs else ?><?cs call:empty("image", "No pictures or recordings", "This form shows none.", "", "") ?><?cs /if ?></section>
<?cs if:subcount(Media) ?><section class="card" aria-labelledby="add"><div class="card-head"><h2 id="add">Add files</h2></div><div class="card-body">
<form method="post" action="<?cs var:Form.Action ?>" enctype="multipart/form-data" novalidate data-guard>
<?cs call:form_hidden() ?>
<?cs call:fields() ?>
<?cs call:form_buttons() ?>
</form></div></section><?cs /if ?>
</div>
<?cs include!"shared/foot.cs" ?>
