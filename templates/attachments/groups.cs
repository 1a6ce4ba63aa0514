<?cs # Groups of clients. Data: Groups.N.{href,name,words,members,description}, Tabs, Actions.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><?cs call:page_head("Groups of clients", "To whom something is published together.") ?>
<?cs call:tabs(Tabs, "By use") ?>
<div class="card card-list"><?cs if:subcount(Groups) ?><table class="table table-cards"><thead><tr><th scope="col">Group</th><th scope="col">Who belongs</th><th scope="col" class="num">Clients</th></tr></thead><tbody><?cs each:g = Groups ?><tr><th scope="row"><a class="who-name" href="<?cs var:g.href ?>"><?cs var:g.name ?></a></th><td data-l="Who belongs"><?cs var:g.words ?></td><td class="num" data-l="Clients"><?cs var:g.members ?></td></tr><?cs /each ?></tbody></table><?cs else ?><?cs call:empty("people", "No group is here", "A group is a list of clients, or a rule such as: clients over 80 in the mountains.", "/attachments/media/groups/add", "Add a group") ?><?cs /if ?></div>
</div>
<?cs include!"shared/foot.cs" ?>
