<?cs # The search of the top bar. Data: Search.{q,found}, Providers.N, Clients.N, People.N.{name,what,href,icon,tone,face}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs
def:found(title, list) ?><?cs if:subcount(list) ?><section class="card"><div class="card-head"><h2><?cs var:title ?> <?cs call:count(subcount(list), "") ?></h2></div><div class="card-body d-grid gap-3"><?cs each:p = list ?><?cs call:who(p) ?><?cs /each ?></div></section><?cs /if ?><?cs /def ?>
<div class="content content-narrow">
<?cs if:string.length(Search.q) ?><?cs call:page_head("Search", "") ?><p class="lead muted">What was found for “<?cs var:Search.q ?>”</p><?cs else ?><?cs call:page_head("Search", "Write a name, a phone number, a licence or client number in the box above.") ?><?cs /if ?>
<?cs if:Search.found ?><?cs call:found("Providers", Providers) ?><?cs call:found("Clients", Clients) ?><?cs call:found("People", People) ?><?cs
elif:string.length(Search.q) ?><section class="card"><?cs call:empty("search", "Nobody is found by that", "Try the beginning of a name, fewer words, or a phone number. Whom you may not see is not found either.", "/profiles/providers", "Show all providers") ?></section><?cs /if ?>
</div>
<?cs include!"shared/foot.cs" ?>
