<?cs # Recovery codes, shown for ten minutes. Data: Codes.N, Page.User.Email.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><div class="form"><?cs call:crumbs() ?>
<h1>Your recovery codes</h1>
<p class="lead muted">Without your phone, one of these lets you in. Each works once. Print this page or save the file, and keep it where only you find it: we cannot show the codes again.</p>
<div class="card"><div class="card-body">
<p class="print-only">Carebook, <?cs var:Page.User.Email ?></p>
<ol class="codes code"><?cs each:c = Codes ?><li><?cs var:c ?></li><?cs /each ?></ol>
<div class="form-foot"><?cs call:link_primary("/account/me", "check-lg", "I have kept them") ?><?cs call:link_button("/account/me/second-step/codes/file", "download", "Save them as a file") ?></div>
</div></div></div></div>
<?cs include!"shared/foot.cs" ?>
