<?cs # The notes of a profile. Data (besides profile-head's): Form (a new note), Notes_href, Find.{q,kind,Kinds.<kind>.{label,selected}},
  Notes.N.{author,face,at.text,what,restricted,text,href,edit,changed}, Pager, Withdrawn.{text,shown}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<div class="section-head"><h2><?cs if:Withdrawn.shown ?>Withdrawn notes<?cs else ?>Notes<?cs /if ?></h2><?cs if:Withdrawn.shown ?><a class="lone" href="<?cs var:Notes_href ?>">Back to the notes</a><?cs elif:string.length(Withdrawn.text) ?><a class="lone" href="<?cs var:Notes_href ?>?show=withdrawn"><?cs var:Withdrawn.text ?></a><?cs /if ?></div>
<?cs if:Page.Can.note_edit && !Withdrawn.shown ?><section class="card"><div class="card-head"><h3>Add a note</h3></div><div class="card-body">
<?cs call:error_summary() ?>
<form method="post" action="<?cs var:Notes_href ?>/add" novalidate data-guard>
<?cs call:form_hidden() ?>
<?cs call:field(Form.Fields.text) ?><?cs call:field(Form.Fields.kind) ?><?cs call:field(Form.Fields.restricted) ?>
<?cs call:button("primary", "", "Keep the note") ?>
</form></div></section><?cs /if ?>
<section class="card" aria-label="Notes">
<?cs if:!Withdrawn.shown && (subcount(Notes) || string.length(Find.q) || string.length(Find.kind)) ?><div class="card-head"><form class="filters" method="get" action="<?cs var:Notes_href ?>" role="search" aria-label="Search the notes"><div class="filter find"><label class="visually-hidden" for="notes-q">Words in the notes</label><?cs call:icon("search") ?><input class="form-control" type="search" id="notes-q" name="q" value="<?cs var:Find.q ?>" placeholder="Words in the notes" maxlength="100" autocomplete="off"></div><div class="filter"><label class="visually-hidden" for="notes-kind">Kind</label><select class="form-select" id="notes-kind" name="of"><option value="">All kinds</option><?cs each:k = Find.Kinds ?><option value="<?cs name:k ?>"<?cs if:k.selected ?> selected<?cs /if ?>><?cs var:k.label ?></option><?cs /each ?></select></div><button type="submit" class="btn">Search</button></form></div><?cs /if ?>
<?cs if:subcount(Notes) ?><div class="card-body"><ul class="notes"><?cs each:n = Notes ?><li><?cs call:face(n.face, "") ?><div><b><?cs var:n.author ?></b> <a class="muted" href="<?cs var:n.href ?>"><?cs var:n.at.text ?></a><span class="muted"><?cs if:string.length(n.what) ?>, <?cs var:n.what ?><?cs /if ?><?cs if:string.length(n.changed) ?>, <?cs var:n.changed ?><?cs /if ?></span><?cs if:n.restricted ?> <?cs call:chip("plum", "lock-fill", "Restricted") ?><?cs /if ?><p class="pre"><?cs var:n.text ?></p><?cs if:string.length(n.edit) ?><a class="lone small" href="<?cs var:n.edit ?>">Change<span class="visually-hidden"> the note of <?cs var:n.at.text ?></span></a><?cs /if ?></div></li><?cs /each ?></ul></div><?cs call:pager() ?><?cs
elif:string.length(Find.q) || string.length(Find.kind) ?><?cs call:empty("search", "No note holds that", "Try fewer words, or a part of one.", Notes_href, "Show all notes") ?><?cs
elif:Withdrawn.shown ?><?cs call:empty("journal-text", "No withdrawn notes", "A note that does not belong here can be withdrawn, with the reason. It is kept here.", "", "") ?><?cs
else ?><?cs call:empty("journal-text", "No notes yet", "Write down what was said or seen, so that the next person knows it.", "", "") ?><?cs /if ?>
</section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
