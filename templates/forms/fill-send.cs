<?cs # Everything that was answered, before it is sent. Data: Fill.*, Fill.Review.N.{title,href}, .Blocks.N.{title}, .Rows.N.{label,words,error,key}.
?><?cs include!"shared/macros.cs" ?><?cs include!"forms/fill-macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs include!"forms/fill-head.cs" ?>
<div class="fill">
<nav class="fill-steps" aria-label="Pages of this form"><?cs call:fill_steps("side") ?></nav>
<div class="fill-main">
<details class="fill-fold"><summary><?cs var:W.pages ?></summary><?cs call:fill_steps("fold") ?></details>
<div class="card"><div class="card-body">
<?cs call:error_summary() ?><?cs call:conflict() ?><?cs call:fill_errors() ?><?cs call:fill_elsewhere() ?>
<?cs call:fill_where() ?>
<h2 class="fill-title" id="page" tabindex="-1"><?cs var:W.check ?></h2>
<?cs each:p = Fill.Review ?><section class="review"><div class="review-head"><h3><?cs var:p.title ?></h3><a class="lone" href="<?cs var:p.href ?>"><?cs var:W.change ?><span class="visually-hidden"> <?cs var:p.title ?></span></a></div>
<?cs if:subcount(p.Blocks) ?><?cs each:b = p.Blocks ?><?cs if:string.length(b.title) ?><h4><?cs call:said(b.title) ?></h4><?cs /if ?><dl class="facts"><?cs each:q = b.Rows ?><dt<?cs if:string.length(q.error) ?> class="is-bad"<?cs /if ?>><?cs call:said(q.label) ?></dt><dd class="pre"><?cs if:string.length(q.words) ?><?cs var:q.words ?><?cs elif:!string.length(q.error) ?><span class="muted"><?cs var:W.no_answer ?></span><?cs /if ?><?cs if:string.length(q.error) ?><span class="err"><?cs call:icon("exclamation-octagon-fill") ?><span><?cs call:said(q.error) ?></span></span><?cs /if ?></dd><?cs /each ?></dl><?cs /each ?><?cs else ?><p class="muted">Nothing is asked here.</p><?cs /if ?></section><?cs /each ?>
</div></div>
<form id="fill" method="post" action="<?cs var:Fill.base ?>"><?cs call:form_hidden() ?><input type="hidden" name="_at" value="send"><?cs if:string.length(Fill.in) ?><input type="hidden" name="in" value="<?cs var:Fill.in ?>"><?cs /if ?></form>
<?cs if:!subcount(Fill.Errors) ?><form id="send" method="post" action="<?cs var:Fill.base ?>/send"><?cs call:form_hidden() ?><?cs if:string.length(Fill.in) ?><input type="hidden" name="in" value="<?cs var:Fill.in ?>"><?cs /if ?></form><?cs /if ?>
<div class="form-foot">
<?cs if:string.length(Fill.Prev.key) ?><button type="submit" class="btn" form="fill" name="do" value="go <?cs var:Fill.Prev.key ?>"><?cs call:icon("arrow-left") ?><?cs var:Fill.Prev.title ?></button><?cs /if ?>
<?cs if:!subcount(Fill.Errors) ?><button type="submit" class="btn btn-primary" form="send" data-busy="Sending…"><?cs call:icon("send") ?><?cs var:W.send ?></button><?cs else ?><p class="muted mb-0"><?cs var:W.not_yet ?></p><?cs /if ?>
</div>
</div></div>
</div>
<?cs include!"shared/foot.cs" ?>
