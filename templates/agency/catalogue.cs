<?cs # A catalogue. Data: Title, Lead, Actions, Columns.N.{label,number}, Rows.N.{title,what,icon,href,remove}, Rows.N.Cells.M.{label,text,number},
  Empty.{icon,title,text}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head(Title, Lead) ?>
<section class="card card-list" aria-label="<?cs var:Title ?>">
<?cs if:subcount(Rows) ?><table class="table table-cards">
<thead><tr><th scope="col">Name</th><?cs each:c = Columns ?><th scope="col"<?cs if:c.number ?> class="num"<?cs /if ?>><?cs var:c.label ?></th><?cs /each ?><th scope="col"><span class="visually-hidden">Remove</span></th></tr></thead>
<tbody><?cs each:r = Rows ?>
<tr><th scope="row"><div class="who"><?cs call:arch(r.icon, "") ?><div><a class="who-name" href="<?cs var:r.href ?>"><?cs var:r.title ?></a><?cs if:string.length(r.what) ?><span class="who-what"><?cs var:r.what ?></span><?cs /if ?></div></div></th><?cs
each:c = r.Cells ?><?cs if:string.length(c.text) ?><td data-l="<?cs var:c.label ?>"<?cs if:c.number ?> class="num"<?cs /if ?>><?cs var:c.text ?></td><?cs else ?><td class="not-phone not-narrow"></td><?cs /if ?><?cs /each
?><td class="act num"><a class="btn btn-small btn-quiet" href="<?cs var:r.remove ?>">Remove<span class="visually-hidden"> <?cs var:r.title ?></span></a></td></tr><?cs /each ?>
</tbody></table>
<?cs else ?><?cs call:empty(Empty.icon, Empty.title, Empty.text, Actions.0.href, Actions.0.label) ?><?cs /if ?>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
