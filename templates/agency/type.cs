<?cs # A type of providers. Data: Actions, Type.{plural,description,icon,tone,person,household,licence_needed},
  Fields.N.{label,hint,kind,choices,needed_to_publish,href,remove,move,first,last}, Rules.N.{kind,who}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head(Type.plural, Type.description) ?>
<p class="chips mb-4"><?cs if:Type.person ?><?cs call:chip("stone", "person", "A single person") ?> <?cs /if ?><?cs if:Type.household ?><?cs call:chip("stone", "house", "A household") ?> <?cs /if ?><?cs if:Type.licence_needed ?><?cs call:chip("info", "patch-check", "Needs a licence") ?><?cs else ?><?cs call:chip("stone", "dash", "Needs no licence") ?><?cs /if ?></p>
<section class="card"><div class="card-head"><h2>Fields of its own <span class="with">in the order of the form</span></h2></div>
<?cs if:subcount(Fields) ?><table class="table table-cards"><thead><tr><th scope="col">Field</th><th scope="col">What is written there</th><th scope="col">To publish</th><th scope="col"><span class="visually-hidden">Order</span></th></tr></thead><tbody><?cs each:f = Fields ?>
<tr><th scope="row"><a class="who-name" href="<?cs var:f.href ?>"><?cs var:f.label ?></a><span class="who-what"><?cs var:f.hint ?></span></th><td data-l="Written"><div><?cs var:f.kind ?><?cs if:string.length(f.choices) ?><span class="who-what"><?cs var:f.choices ?></span><?cs /if ?></div></td><?cs if:f.needed_to_publish ?><td data-l="To publish">Needed</td><?cs else ?><td class="not-phone not-narrow"></td><?cs /if ?><td class="num"><div class="row-buttons"><?cs if:!f.first ?><?cs call:move_button(f.move, "up", "arrow-up", f.label) ?><?cs /if ?><?cs if:!f.last ?><?cs call:move_button(f.move, "down", "arrow-down", f.label) ?><?cs /if ?><a class="btn btn-small btn-quiet" href="<?cs var:f.remove ?>">Remove<span class="visually-hidden"> <?cs var:f.label ?></span></a></div></td></tr><?cs /each ?></tbody></table>
<?cs else ?><?cs call:empty("ui-checks", "No fields of its own", "Whatever is asked of this type only. Name, address, phone and the like are asked of every provider.", Actions.1.href, "Add a field") ?><?cs /if ?></section>
<section class="card"><div class="card-head"><h2>Checks and trainings</h2><?cs call:link_small("/agency/credential-rules", "list-check", "Who must have what") ?></div>
<?cs if:subcount(Rules) ?><table class="table table-cards"><thead><tr><th scope="col">Needs</th><th scope="col">Who</th></tr></thead><tbody><?cs each:r = Rules ?><tr><th scope="row"><?cs var:r.kind ?></th><td data-l="Who"><?cs var:r.who ?></td></tr><?cs /each ?></tbody></table>
<?cs else ?><div class="card-body"><p class="muted">None is asked for.</p></div><?cs /if ?></section>
</div>
<?cs include!"shared/foot.cs" ?>
