<?cs # A new condition: what it is about, then its form. Data: Kinds.N.{href,label,hint} (the choice), else Form.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<?cs if:subcount(Kinds) ?><p class="lead muted">What is it about?</p>
<div class="card card-list"><ul class="choose"><?cs each:k = Kinds ?><li><a class="who-name" href="<?cs var:k.href ?>"><?cs var:k.label ?></a><span class="who-what"><?cs var:k.hint ?></span></li><?cs /each ?></ul></div>
<p><a href="<?cs var:Form.Cancel ?>">Back to the licence</a></p>
<?cs else ?><div class="card"><div class="card-body">
<?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate data-guard>
<?cs call:form_hidden() ?>
<?cs call:fields() ?>
<?cs call:form_buttons() ?>
</form></div></div><?cs /if ?>
</div></div>
<?cs include!"shared/foot.cs" ?>
