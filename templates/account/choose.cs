<?cs # Choosing a password by a mailed link. Frame plain. Data: Form.*, Link.{email,drop} (drop: the second step ends too), Over (the link does not work).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<?cs if:Over ?><?cs call:arch("link-45deg", "") ?>
<h1>This link does not work any more</h1>
<p class="lead">A link works once, within one hour, and only until there is a newer one.</p>
<p>If it came with your invitation, we can mail you a new one.</p>
<div class="buttons"><?cs call:post_button("/account/link/again", "", "", "primary", "envelope", "Mail me a new link") ?><?cs call:link_button("/account/forgot", "", "I forgot my password") ?></div>
<?cs else ?><h1><?cs var:Form.Title ?></h1>
<p class="lead"><?cs var:Form.Intro ?></p>
<?cs if:Link.drop ?><?cs call:message("info", "The second step that you had when you signed in is turned off as well. You can set it up again afterwards.", "", "") ?><?cs /if ?>
<?cs call:error_summary() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate>
<?cs call:form_hidden() ?>
<input class="visually-hidden" type="text" name="username" value="<?cs var:Link.email ?>" autocomplete="username" readonly tabindex="-1" aria-hidden="true">
<?cs call:fields() ?>
<div class="form-foot"><button type="submit" class="btn btn-primary btn-wide"><?cs var:Form.Submit ?></button></div>
</form><?cs /if ?>
<?cs include!"shared/foot.cs" ?>
