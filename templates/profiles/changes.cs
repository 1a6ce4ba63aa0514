<?cs # The history of a profile, newest first. Data (besides profile-head's): Changes.N.{who,at,what,icon}, Changes.N.Fields.M.{label,before,after,changed}
  (changed: that it was, without the values), Older, Newest (links to other pages).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<section class="card"><div class="card-head"><h2>Change history</h2></div>
<?cs if:subcount(Changes) ?><div class="card-body"><ol class="timeline"><?cs each:c = Changes ?>
<li><span class="dot"><?cs call:icon(c.icon) ?></span><b><?cs var:c.who ?></b> <?cs var:c.what ?> <span class="muted"><?cs var:c.at ?></span><?cs if:subcount(c.Fields) ?><ul class="changed"><?cs each:f = c.Fields ?><li><?cs var:f.label ?>: <?cs if:f.changed ?>changed<?cs else ?><span class="diff"><?cs if:string.length(f.before) ?><del><?cs var:f.before ?></del> <?cs /if ?><?cs if:string.length(f.after) ?><?cs if:string.length(f.before) ?>to <?cs /if ?><ins><?cs var:f.after ?></ins><?cs else ?>taken out<?cs /if ?></span><?cs /if ?></li><?cs /each ?></ul><?cs /if ?></li><?cs /each ?>
</ol></div>
<?cs if:string.length(Older) || string.length(Newest) ?><div class="card-foot"><nav class="pager" aria-label="Pages"><?cs if:string.length(Newest) ?><a class="btn btn-small" href="<?cs var:Newest ?>">Newest</a><?cs /if ?><?cs if:string.length(Older) ?><a class="btn btn-small" href="<?cs var:Older ?>" rel="next">Older<?cs call:icon("arrow-right") ?></a><?cs /if ?></nav></div><?cs /if ?>
<?cs else ?><?cs call:empty("clock-history", "Nothing further", "Every change of the profile is written down here: who, when, before and after.", Newest, "Newest") ?><?cs /if ?></section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
