<?cs # The Attachments section of a profile: all that hangs on the provider and on what is theirs. Data: profile-head's, and Attached, Form, Pager as of attachments/list.cs.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/attachments.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<div class="section-head"><h2><?cs if:Attached.deleted ?>Deleted attachments<?cs else ?>Attachments<?cs /if ?></h2><?cs if:Attached.deleted ?><a class="lone" href="<?cs var:Attached.all ?>">Back to the attachments</a><?cs elif:string.length(Attached.gone) && Page.Can.attachment_remove ?><a class="lone" href="<?cs var:Attached.all ?>?show=deleted"><?cs var:Attached.gone ?></a><?cs /if ?></div>
<section class="card card-list" aria-label="Attachments"><?cs call:attachment_section() ?></section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
