<?cs # What hangs on one thing that has no section of its own for it. Data: Owner.name, Attached.{all,add,filtered,deleted,gone,List.N}, Form (filters), Pager.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/attachments.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:crumbs() ?>
<div class="page-head"><div><h1><?cs if:Attached.deleted ?>Deleted attachments<?cs else ?>Attachments<?cs /if ?></h1><p class="lead"><?cs var:Owner.name ?></p></div><div><?cs if:string.length(Attached.add) ?><?cs call:link_primary(Attached.add, "paperclip", "Attach documents") ?><?cs /if ?></div></div>
<section class="card card-list" aria-label="Attachments"><?cs call:attachment_section() ?></section>
<?cs if:Attached.deleted ?><p><a class="lone" href="<?cs var:Attached.all ?>">Back to the attachments</a></p><?cs elif:string.length(Attached.gone) && Page.Can.attachment_remove ?><p><a class="lone" href="<?cs var:Attached.all ?>?show=deleted"><?cs var:Attached.gone ?></a></p><?cs /if ?>
</div>
<?cs include!"shared/foot.cs" ?>
