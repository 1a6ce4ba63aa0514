<?cs # A page of a form that is filled in. Data: Fill.*, see cgi-bin/forms/fill-show.c.
?><?cs include!"shared/macros.cs" ?><?cs include!"forms/fill-macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs include!"forms/fill-head.cs" ?>
<div class="fill">
<nav class="fill-steps" aria-label="Pages of this form"><?cs call:fill_steps("side") ?></nav>
<div class="fill-main">
<details class="fill-fold"><summary><?cs var:W.pages ?></summary><?cs call:fill_steps("fold") ?></details>
<div class="card"><div class="card-body">
<?cs call:fill_errors() ?><?cs call:fill_elsewhere() ?>
<form id="fill" method="post" action="<?cs var:Fill.base ?>" novalidate hx-post="<?cs var:Fill.base ?>/live" hx-trigger="carebook:save" hx-swap="none" hx-sync="this:queue last">
<?cs call:form_hidden() ?><?cs call:fill_hidden() ?>
<button type="submit" class="visually-hidden" name="do" value="update" tabindex="-1" aria-hidden="true">Update</button>
<?cs call:fill_where() ?>
<h2 class="fill-title" id="page" tabindex="-1"<?cs if:Fill.rtl ?> dir="rtl"<?cs /if ?>><?cs if:string.length(Fill.Page.part) ?><span class="fill-part"><?cs var:Fill.Page.part ?></span> <?cs /if ?><?cs if:string.length(Fill.Page.title) ?><?cs call:said(Fill.Page.title) ?><?cs else ?><?cs var:Fill.Page.name ?><?cs /if ?></h2>
<?cs if:Fill.marks_needed ?><p class="muted small"><span class="need"><?cs var:W.needed ?></span> <?cs var:W.marks ?></p><?cs /if ?>
<?cs call:fill_items() ?>
</form>
</div></div>
<div class="form-foot">
<?cs if:string.length(Fill.Prev.key) ?><button type="submit" class="btn" form="fill" name="do" value="back"><?cs call:icon("arrow-left") ?><?cs var:Fill.Prev.title ?></button><?cs /if ?>
<button type="submit" class="btn btn-primary" form="fill" name="do" value="next"><?cs if:string.length(Fill.Next.key) ?><?cs var:W.next ?><?cs else ?><?cs var:W.last ?><?cs /if ?><?cs call:icon("arrow-right") ?></button>
<button type="submit" class="btn no-js-only" form="fill" name="do" value="update"><?cs var:W.update ?></button>
<button type="submit" class="btn btn-quiet" form="fill" name="do" value="save"><?cs var:W.save ?></button>
<?cs if:string.length(Fill.drop) ?><a class="btn btn-quiet fill-drop" href="<?cs var:Fill.drop ?>"><?cs var:W.drop ?></a><?cs /if ?>
</div>
<p class="visually-hidden" id="fill-said" role="status" aria-live="polite"></p>
</div></div>
</div>
<?cs include!"shared/foot.cs" ?>
