<?cs # The list of clients. Data: Lead, Actions, Tabs, Form (filters), Typed, Clients.N.{name,href,face,number,age,suburb,state,manager,providers}, Pager.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head("Clients", Lead) ?>
<div class="toolbar"><?cs call:tabs(Tabs, "By state") ?><?cs call:filters("list") ?></div>
<section class="card card-list" id="list" aria-label="Clients">
<?cs if:subcount(Clients) ?><table class="table table-cards"><thead><tr><th scope="col">Client</th><th scope="col">Number</th><th scope="col">Lives in</th><th scope="col">With</th><th scope="col">Case manager</th></tr></thead><tbody><?cs each:c = Clients ?>
<tr><th scope="row"><div class="who"><?cs if:c.photo ?><?cs call:photo(c.photo, "small", "100", "118", "") ?><?cs elif:c.noface || !string.length(c.face) ?><?cs call:arch("person", "stone") ?><?cs else ?><?cs call:face(c.face, "") ?><?cs /if ?><div><a class="who-name" href="<?cs var:c.href ?>"><?cs var:c.name ?></a><span class="who-what"><?cs var:c.age ?><?cs if:c.state == "closed" ?> <?cs call:chip("stone", "door-closed", "Closed") ?><?cs /if ?></span></div></div></th><td data-l="Number"><span class="code"><?cs var:c.number ?></span></td><td data-l="Lives in"><?cs var:c.suburb ?></td><td data-l="With"><?cs if:string.length(c.providers) ?><?cs var:c.providers ?><?cs else ?><span class="muted">Nobody now</span><?cs /if ?></td><td data-l="Case manager"><?cs if:string.length(c.manager) ?><?cs var:c.manager ?><?cs else ?><span class="muted">No open case</span><?cs /if ?></td></tr><?cs /each ?></tbody></table><?cs call:pager() ?>
<?cs elif:Typed ?><?cs call:empty("search", "Nobody is found by that", "Write the beginning of a name, or a client number.", "/profiles/clients", "Show all clients") ?>
<?cs elif:subcount(Actions) ?><?cs call:empty("people", "No clients here", "A client's record holds their cases, services and stays. Add the first one.", "/profiles/clients/add", "Add a client") ?>
<?cs else ?><?cs call:empty("people", "No clients here", "A client's record holds their cases, services and stays.", "", "") ?><?cs /if ?>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
