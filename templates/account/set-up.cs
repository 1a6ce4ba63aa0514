<?cs # Connecting an authenticator app. Data: Form.*, Secret (in groups of four).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1><?cs var:Form.Title ?></h1>
<div class="card"><div class="card-body">
<?cs call:error_summary() ?>
<h2 class="form-part">1. Let the app read this picture</h2>
<img class="qr" src="/account/me/second-step/qr" alt="QR code for your app" width="220" height="220">
<p>No camera? Choose "enter a key" in the app, and type this:</p>
<p class="code strong secret-key"><?cs var:Secret ?></p>
<h2 class="form-part">2. Type what the app shows</h2>
<form method="post" action="<?cs var:Form.Action ?>" novalidate>
<?cs call:form_hidden() ?>
<?cs call:fields() ?>
<?cs call:form_buttons() ?>
</form>
</div></div></div></div>
<?cs include!"shared/foot.cs" ?>
