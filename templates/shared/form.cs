<?cs # A whole page for a simple form. Data: Form.{Action,Title,Intro,Submit,Cancel,Danger,Version}, Form.Errors, Form.Conflict, Form.Fields.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<?cs if:Page.Frame == "staff" ?><div class="content"><div class="form"><?cs call:crumbs() ?><?cs /if ?>
<h1><?cs var:Form.Title ?></h1>
<?cs if:string.length(Form.Intro) ?><p class="lead muted"><?cs var:Form.Intro ?></p><?cs /if ?>
<?cs if:Page.Frame == "staff" ?><div class="card"><div class="card-body"><?cs /if ?>
<?cs call:error_summary() ?><?cs call:conflict() ?>
<form method="post" action="<?cs var:Form.Action ?>"<?cs if:Form.Upload ?> enctype="multipart/form-data"<?cs /if ?> novalidate data-guard>
<?cs call:form_hidden() ?>
<?cs call:fields() ?>
<?cs call:form_buttons() ?>
</form>
<?cs if:Page.Frame == "staff" ?></div></div></div></div><?cs /if ?>
<?cs include!"shared/foot.cs" ?>
