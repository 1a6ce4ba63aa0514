<?cs # Two answers side by side. Data: Title, Lead, Compare.{title,action,left,right,with,only,alone}, Others.N.{id,label,chosen}, Left and Right.{title,at,about,href},
  Pairs.N.{label,left,right,left_asked,right_asked,heading,differs}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head(Title + ": " + Compare.title, Lead) ?>
<form class="toolbar filters" method="get" action="<?cs var:Compare.action ?>">
<div class="filter"><label class="visually-hidden" for="with">Compare with</label><select class="form-select" id="with" name="with"><option value="">With an earlier revision</option><?cs each:o = Others ?><option value="<?cs var:o.id ?>"<?cs if:o.chosen ?> selected<?cs /if ?>>With answer <?cs var:o.label ?></option><?cs /each ?></select></div>
<label class="form-check filter"><input class="form-check-input" type="checkbox" name="only" value="1"<?cs if:Compare.only ?> checked<?cs /if ?>><span>Only what differs</span></label>
<button type="submit" class="btn">Show</button></form>
<?cs if:Compare.alone ?><?cs call:message("info", "This answer was never corrected. Choose another answer to compare it with.", "", "") ?><?cs /if ?>
<section class="card card-list" aria-label="Side by side">
<?cs if:subcount(Pairs) ?><table class="table table-cards compare"><thead><tr><th scope="col">Question</th><th scope="col"><a href="<?cs var:Left.href ?>"><?cs var:Left.title ?></a><span class="who-what"><?cs var:Left.at ?></span></th><th scope="col"><a href="<?cs var:Right.href ?>"><?cs var:Right.title ?></a><span class="who-what"><?cs var:Right.at ?></span></th></tr></thead>
<tbody><?cs each:p = Pairs ?><?cs if:p.heading ?><tr class="compare-part"><th scope="rowgroup" colspan="3"><?cs var:p.label ?></th></tr><?cs else ?><tr<?cs if:p.differs ?> class="compare-differs"<?cs /if ?>><th scope="row"><?cs var:p.label ?><?cs if:p.differs ?> <?cs call:chip("warn", "arrow-left-right", "Differs") ?><?cs /if ?></th><td class="pre" data-l="<?cs var:Left.title ?>"><?cs if:string.length(p.left) ?><?cs var:p.left ?><?cs elif:p.left_asked ?><span class="muted">No answer</span><?cs else ?><span class="muted">Not asked</span><?cs /if ?></td><td class="pre" data-l="<?cs var:Right.title ?>"><?cs if:string.length(p.right) ?><?cs var:p.right ?><?cs elif:p.right_asked ?><span class="muted">No answer</span><?cs else ?><span class="muted">Not asked</span><?cs /if ?></td></tr><?cs /if ?><?cs /each ?></tbody></table>
<?cs else ?><?cs call:empty("check2", "Nothing differs", "Both say the same.", "", "") ?><?cs /if ?></section>
</div>
<?cs include!"shared/foot.cs" ?>
