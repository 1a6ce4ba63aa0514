<?cs # Applications from outside. Data: Tabs, Which, Applications.N.{href,title,form,reference,received_at.text,decided_at.text,decided_by,language,to,to_name}, Pages.{prev,next}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head("Applications", "What people outside have sent in. The oldest waits on top.") ?>
<div class="toolbar"><?cs call:tabs(Tabs, "Which applications") ?></div>
<section class="card card-list" aria-label="Applications">
<?cs if:subcount(Applications) ?><table class="table table-cards"><thead><tr><th scope="col">From</th><th scope="col">Form</th><th scope="col">Reference</th><th scope="col">Received</th><?cs if:Which != "received" ?><th scope="col">Decided</th><?cs /if ?></tr></thead><tbody>
<?cs each:a = Applications ?><tr><th scope="row"><a href="<?cs var:a.href ?>"><?cs if:string.length(a.title) ?><?cs var:a.title ?><?cs else ?><?cs var:a.form ?><?cs /if ?></a><?cs if:string.length(a.to_name) ?><span class="who-what"><a href="<?cs var:a.to ?>"><?cs var:a.to_name ?></a></span><?cs /if ?></th><td data-l="Form"><?cs var:a.form ?></td><td data-l="Reference" class="code"><?cs var:a.reference ?></td><td data-l="Received"><?cs var:a.received_at.text ?></td><?cs if:Which != "received" ?><td data-l="Decided"><?cs var:a.decided_at.text ?><?cs if:string.length(a.decided_by) ?>, <?cs var:a.decided_by ?><?cs /if ?></td><?cs /if ?></tr><?cs /each ?>
</tbody></table>
<?cs if:string.length(Pages.prev) || string.length(Pages.next) ?><div class="card-foot"><nav class="pager" aria-label="Pages"><?cs if:string.length(Pages.prev) ?><a class="btn btn-small" href="<?cs var:Pages.prev ?>" rel="prev"><?cs call:icon("arrow-left") ?>Back</a><?cs /if ?><?cs if:string.length(Pages.next) ?><a class="btn btn-small" href="<?cs var:Pages.next ?>" rel="next">Next<?cs call:icon("arrow-right") ?></a><?cs /if ?></nav></div><?cs /if ?>
<?cs else ?><?cs call:empty("inbox", "Nothing here", "When a form is open to people outside, what they send in waits here until you take it over or decline it.", "/forms/library", "See the forms") ?><?cs /if ?>
</section></div>
<?cs include!"shared/foot.cs" ?>
