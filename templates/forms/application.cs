<?cs # One application from outside. Data: Application.{title,form,reference,email,language,state,received,decided,decided_by,words,answer,decline}, Offers.N.{href,icon,label,text,primary},
  Made.N.{what,words,href}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head(Application.title, Application.form) ?>
<section class="answer answer-<?cs if:Application.state == "received" ?>warn<?cs elif:Application.state == "taken" ?>ok<?cs else ?>info<?cs /if ?>"><div class="answer-head"><?cs if:Application.state == "received" ?><?cs call:tone_icon("warn") ?><?cs elif:Application.state == "taken" ?><?cs call:tone_icon("ok") ?><?cs else ?><?cs call:tone_icon("info") ?><?cs /if ?><div><h2 class="answer-q">What becomes of it?</h2><p class="answer-a"><?cs if:Application.state == "received" ?>It waits for you<?cs elif:Application.state == "taken" ?>Taken over<?cs else ?>Declined<?cs /if ?></p></div><?cs if:string.length(Application.decided) ?><p class="answer-at"><?cs var:Application.decided ?><?cs if:string.length(Application.decided_by) ?>, <?cs var:Application.decided_by ?><?cs /if ?></p><?cs /if ?></div>
<div class="card-body">
<?cs if:subcount(Offers) ?><p class="muted">Read it first. What you choose cannot be undone here; the sender is told only what you write to them.</p><ul class="offers"><?cs each:o = Offers ?><li><p><?cs var:o.text ?></p><?cs if:o.primary ?><?cs call:link_primary(o.href, o.icon, o.label) ?><?cs else ?><?cs call:link_button(o.href, o.icon, o.label) ?><?cs /if ?></li><?cs /each ?><li><p>It is not for us, or not now. The sender gets your words by mail.</p><a class="btn btn-stop" href="<?cs var:Application.decline ?>"><?cs call:icon("x-lg") ?>Decline</a></li></ul>
<?cs elif:subcount(Made) ?><p>Made from it:</p><ul class="made"><?cs each:m = Made ?><li><?cs var:m.what ?>: <a href="<?cs var:m.href ?>"><?cs if:string.length(m.words) ?><?cs var:m.words ?><?cs else ?>open<span class="visually-hidden"> the <?cs var:m.what ?></span><?cs /if ?></a></li><?cs /each ?></ul>
<?cs /if ?><?cs if:string.length(Application.words) ?><h3>What the sender was told</h3><p class="pre"><?cs var:Application.words ?></p><?cs /if ?></div></section>
<section class="card" aria-labelledby="facts"><div class="card-head"><h2 id="facts">The application</h2><a class="btn btn-small" href="<?cs var:Application.answer ?>"><?cs call:icon("file-earmark-text") ?>Read all of it</a></div><div class="card-body"><dl class="facts">
<dt>Reference</dt><dd class="code"><?cs var:Application.reference ?></dd>
<dt>Received</dt><dd><?cs var:Application.received ?></dd>
<dt>From</dt><dd><?cs var:Application.email ?> <span class="muted">(proved by a code)</span></dd>
<dt>Written in</dt><dd><?cs var:Application.language ?></dd></dl></div></section>
</div>
<?cs include!"shared/foot.cs" ?>
