<?cs # Single clients to whom something is published. Data: Clients.N, Take.action, Find, Others, Back.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/media.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><?cs call:page_head("Single clients", "They get it besides those of its groups.") ?>
<div class="cols"><section class="card"><div class="card-head"><h2>On the list</h2></div><div class="card-body"><?cs if:subcount(Clients) ?><?cs call:client_buttons(Clients, Take.action, "x-lg", "Remove") ?><?cs else ?><p class="muted">Nobody yet whom you may see.</p><?cs /if ?><?cs if:Others ?><p class="muted"><?cs var:Others ?> more of other regions.</p><?cs /if ?><p class="mb-0"><?cs call:link_button(Back, "arrow-left", "Back") ?></p></div></section>
<div><?cs call:client_finder(Page.Path) ?></div></div>
</div>
<?cs include!"shared/foot.cs" ?>
