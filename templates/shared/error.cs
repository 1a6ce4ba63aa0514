<?cs # The plain page for 400, 401, 403, 404, 405, 409, 413, 415, 500 and 503. Data: Page.Error.{title,text,id}, Page.Error.back (href), Page.Error.signin (href, instead of back), Page.Agency.Phone.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<?cs if:Page.Frame == "staff" ?><div class="content"><?cs /if ?>
<div class="prose"><?cs call:arch("signpost-split", "") ?>
<h1><?cs var:Page.Error.title ?></h1>
<p><?cs var:Page.Error.text ?></p>
<?cs if:string.length(Page.Error.id) ?><p class="muted small">If you ring us about this, say the number <span class="code strong"><?cs var:Page.Error.id ?></span>.<?cs if:string.length(Page.Agency.Phone) ?> We are on <?cs var:Page.Agency.Phone ?>.<?cs /if ?></p><?cs /if ?>
<div class="buttons"><?cs if:string.length(Page.Error.signin) ?><a class="btn btn-primary" href="<?cs var:Page.Error.signin ?>" target="_blank" rel="noopener">Sign in in a new window</a><?cs else ?><a class="btn btn-primary" href="<?cs if:string.length(Page.Error.back) ?><?cs var:Page.Error.back ?><?cs else ?>/<?cs /if ?>">Go to the start</a><?cs /if ?></div></div>
<?cs if:Page.Frame == "staff" ?></div><?cs /if ?>
<?cs include!"shared/foot.cs" ?>
