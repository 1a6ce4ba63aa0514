<?cs # Holidays from a pasted list. Data: Form, Wrong.N (what is wrong, a line each).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<div class="card"><div class="card-body">
<?cs call:error_summary() ?>
<?cs if:subcount(Wrong) ?><div class="message message-bad"><?cs call:icon("x-octagon-fill") ?><div><ul><?cs each:l = Wrong ?><li><?cs var:l ?></li><?cs /each ?></ul></div></div><?cs /if ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate data-guard>
<?cs call:form_hidden() ?>
<?cs call:fields() ?>
<?cs call:form_buttons() ?>
</form>
</div></div></div></div>
<?cs include!"shared/foot.cs" ?>
