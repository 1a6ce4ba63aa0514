<?cs # A group of clients. Data: Group.{name,description,words,members,kind,edit,retire,restore}, Clients.N, Take, Find, Pager.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/media.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><?cs call:crumbs() ?>
<div class="page-head"><div><h1><?cs var:Group.name ?></h1><p class="lead"><?cs var:Group.words ?>. <?cs var:Group.members ?> today.</p></div><div class="buttons"><?cs call:link_button(Group.edit, "pencil", "Change") ?><?cs if:string.length(Group.retire) ?><?cs call:post_button(Group.retire, "", "", "stop", "archive", "Take out of use") ?><?cs else ?><?cs call:post_button(Group.restore, "", "", "", "arrow-counterclockwise", "Use it again") ?><?cs /if ?></div></div>
<?cs if:string.length(Group.description) ?><p><?cs var:Group.description ?></p><?cs /if ?>
<div class="cols"><section class="card"><div class="card-head"><h2>Clients who belong today</h2></div><div class="card-body"><?cs if:subcount(Clients) ?><?cs call:client_buttons(Clients, Take.action, "x-lg", "Remove") ?><?cs call:pager() ?><?cs else ?><p class="muted mb-0">Nobody whom you may see.</p><?cs /if ?></div></section>
<div><?cs call:client_finder(Page.Path) ?></div></div>
</div>
<?cs include!"shared/foot.cs" ?>
