<?cs # The pieces of a form that is filled in. Data: Fill.*, see cgi-bin/forms/fill-show.c. A text of the form comes plain or with tokens of its
  markup, {k,t}; said() writes both. Elements whose id begins with q- l- d- t- are what fill.js puts in place of one another while somebody types.
?><?cs

def:tokens(x) ?><?cs each:m = x ?><?cs
  if:m.k == "text" ?><?cs var:m.t ?><?cs
  elif:m.k == "br" ?><br><?cs
  elif:m.k == "b" ?><b><?cs elif:m.k == "b-end" ?></b><?cs
  elif:m.k == "i" ?><em><?cs elif:m.k == "i-end" ?></em><?cs
  elif:m.k == "a" ?><a href="<?cs var:m.t ?>" rel="noreferrer" target="_blank"><?cs elif:m.k == "a-end" ?><span class="visually-hidden"> (opens in a new window)</span></a><?cs
  elif:m.k == "h" ?><span class="said-head said-<?cs var:m.t ?>"><?cs elif:m.k == "h-end" ?></span><?cs
  elif:m.k == "item" ?><span class="said-item" aria-hidden="true">&bull;</span> <?cs /if ?><?cs /each ?><?cs /def ?><?cs

def:said(x) ?><?cs if:string.length(Fill.lang) ?><span lang="<?cs var:Fill.lang ?>" dir="auto"><?cs /if ?><?cs if:subcount(x) ?><?cs call:tokens(x) ?><?cs else ?><?cs var:x ?><?cs /if ?><?cs if:string.length(Fill.lang) ?></span><?cs /if ?><?cs /def ?><?cs

def:q_mark(q) ?><?cs if:q.mark_needed ?> <span class="need"><?cs var:W.needed ?></span><?cs elif:q.mark_optional ?> <span class="opt">(<?cs var:W.optional ?>)</span><?cs /if ?><?cs /def ?><?cs

def:q_label(q) ?><label class="label" id="l-<?cs var:q.key ?>" for="f-<?cs var:q.key ?>"><?cs call:said(q.label) ?><?cs call:q_mark(q) ?></label><?cs /def ?><?cs

def:q_legend(q) ?><legend class="label" id="l-<?cs var:q.key ?>"><?cs call:said(q.label) ?><?cs call:q_mark(q) ?></legend><?cs /def ?><?cs

def:q_media(q) ?><?cs if:string.length(q.image.src) ?><img class="q-image" src="<?cs var:q.image.src ?>" alt="<?cs var:q.image.alt ?>"><?cs elif:string.length(q.image) ?><p class="q-media muted"><?cs call:icon("image") ?> Picture: <?cs var:q.image ?></p><?cs /if ?><?cs if:string.length(q.audio.src) ?><audio class="q-media" controls preload="none" src="<?cs var:q.audio.src ?>" aria-label="Recording: <?cs var:q.audio.alt ?>"></audio><?cs elif:string.length(q.audio) ?><p class="q-media muted"><?cs call:icon("volume-up") ?> Recording: <?cs var:q.audio ?></p><?cs /if ?><?cs if:string.length(q.video.src) ?><video class="q-image" controls preload="none" src="<?cs var:q.video.src ?>" aria-label="Film: <?cs var:q.video.alt ?>"></video><?cs elif:string.length(q.video) ?><p class="q-media muted"><?cs call:icon("film") ?> Film: <?cs var:q.video ?></p><?cs /if ?><?cs /def ?><?cs

def:q_more(q) ?><?cs if:string.length(q.guidance) || string.length(q.help) ?><details class="fold q-more"><summary><?cs var:W.more ?></summary><?cs if:string.length(q.guidance) ?><p><?cs call:said(q.guidance) ?></p><?cs /if ?><?cs if:string.length(q.help) ?><p><?cs call:said(q.help) ?></p><?cs /if ?></details><?cs /if ?><?cs call:q_media(q) ?><?cs /def ?><?cs

def:q_words(q, own) ?><div class="q-words" id="d-<?cs var:q.key ?>"><?cs if:string.length(q.hint) ?><p class="hint"><?cs call:said(q.hint) ?></p><?cs elif:string.length(own) ?><p class="hint"><?cs var:own ?></p><?cs /if ?><?cs if:string.length(q.error) ?><p class="err"><?cs call:icon("exclamation-octagon-fill") ?><span><span class="visually-hidden">Error: </span><?cs call:said(q.error) ?></span></p><?cs /if ?></div><?cs call:q_more(q) ?><?cs /def ?><?cs

def:q_theirs(q) ?><div id="t-<?cs var:q.key ?>" class="q-theirs"><?cs each:t = q.theirs ?><div class="theirs"><div><b><?cs var:t.who ?> wrote <?cs var:t.at ?>:</b> <span class="pre"><?cs if:string.length(t.words) ?><?cs var:t.words ?><?cs else ?>(nothing)<?cs /if ?></span></div><button type="submit" class="btn btn-small" name="do" value="use <?cs var:t.id ?>">Use this one</button><button type="submit" class="btn btn-small btn-quiet" name="do" value="leave <?cs var:t.id ?>">Keep what stands here</button></div><?cs /each ?></div><?cs /def ?><?cs

def:q_class(q) ?>field q<?cs if:string.length(q.error) ?> is-invalid-field<?cs /if ?><?cs /def ?><?cs

def:q_invalid(q) ?><?cs if:string.length(q.error) ?> aria-invalid="true"<?cs /if ?><?cs /def ?><?cs

def:q_basics(q) ?> id="f-<?cs var:q.key ?>" name="<?cs var:q.key ?>" aria-describedby="d-<?cs var:q.key ?>"<?cs if:q.required ?> required<?cs /if ?><?cs call:q_invalid(q) ?><?cs /def ?><?cs

def:q_box(q, suffix, label, class, value, id) ?><div><label for="<?cs var:id ?>"><?cs var:label ?></label><input class="form-control <?cs var:class ?>" type="text" id="<?cs var:id ?>" name="<?cs var:q.key ?>!<?cs var:suffix ?>"<?cs if:suffix != "t" ?> inputmode="numeric"<?cs /if ?> autocomplete="off" value="<?cs var:value ?>"<?cs if:q.required ?> required<?cs /if ?><?cs call:q_invalid(q) ?>></div><?cs /def ?><?cs

def:q_date_boxes(q) ?><?cs if:q.type != "month" ?><?cs call:q_box(q, "d", W.day, "w-day", q.day, "f-" + q.key) ?><?cs call:q_box(q, "m", W.month, "w-day", q.month, "f-" + q.key + "!m") ?><?cs else ?><?cs call:q_box(q, "m", W.month, "w-day", q.month, "f-" + q.key) ?><?cs /if ?><?cs call:q_box(q, "y", W.year, "w-year", q.year, "f-" + q.key + "!y") ?><?cs /def ?><?cs

def:q_option_label(o) ?><span><?cs call:said(o.label) ?><?cs if:string.length(o.image.src) ?><img class="q-image" src="<?cs var:o.image.src ?>" alt=""><?cs /if ?></span><?cs /def ?><?cs

def:q_choices(q, kind) ?><div class="q-choices<?cs if:string.length(q.layout) ?> q-<?cs var:q.layout ?><?cs /if ?>"><?cs each:o = q.options ?><label class="form-check"><input class="form-check-input" type="<?cs var:kind ?>" id="f-<?cs var:q.key ?><?cs if:!first(o) ?>!<?cs var:name(o) ?><?cs /if ?>" name="<?cs var:q.key ?>" value="<?cs var:o.value ?>"<?cs if:o.chosen ?> checked<?cs /if ?><?cs if:q.required && kind == "radio" ?> required<?cs /if ?>><?cs call:q_option_label(o) ?></label><?cs /each ?></div><?cs /def ?><?cs

def:q_clear(q) ?><?cs if:q.may_clear ?><button type="submit" class="btn btn-small btn-quiet q-clear" name="do" value="clear <?cs var:q.key ?>"><?cs var:W.clear ?></button><?cs /if ?><?cs /def ?><?cs

def:q_rank(q) ?><input type="hidden" name="<?cs var:q.key ?>!o" value="<?cs var:q.order ?>"><?cs if:!q.unranked ?><input type="hidden" name="<?cs var:q.key ?>" value="<?cs var:q.order ?>"><?cs /if ?><ol class="q-rank"><?cs each:o = q.options ?><li><?cs call:q_option_label(o) ?><span class="row-buttons"><?cs if:!first(o) ?><button type="submit" class="btn btn-small" name="do" value="up <?cs var:q.key ?> <?cs var:o.value ?>" aria-label="<?cs var:W.up ?>: <?cs var:o.label ?>"<?cs if:last(o) ?> id="f-<?cs var:q.key ?>"<?cs /if ?>><?cs call:icon("arrow-up") ?></button><?cs /if ?><?cs if:!last(o) ?><button type="submit" class="btn btn-small" name="do" value="down <?cs var:q.key ?> <?cs var:o.value ?>" aria-label="<?cs var:W.down ?>: <?cs var:o.label ?>"><?cs call:icon("arrow-down") ?></button><?cs /if ?></span></li><?cs /each ?></ol><?cs if:q.unranked ?><button type="submit" class="btn btn-small" name="do" value="order <?cs var:q.key ?>"><?cs var:W.order ?></button><?cs /if ?><?cs /def ?><?cs

def:q_fieldset(q) ?><fieldset class="<?cs call:q_class(q) ?>" id="q-<?cs var:q.key ?>" aria-describedby="d-<?cs var:q.key ?>"<?cs if:q.type == "radio" || q.type == "boolean" ?> role="radiogroup"<?cs if:q.required ?> aria-required="true"<?cs /if ?><?cs call:q_invalid(q) ?><?cs /if ?>><?cs call:q_legend(q) ?><?cs
  if:q.type == "date" ?><?cs call:q_words(q, W.like_date) ?><div class="date" data-date><?cs call:q_date_boxes(q) ?></div><?cs
  elif:q.type == "month" ?><?cs call:q_words(q, W.like_month) ?><div class="date"><?cs call:q_date_boxes(q) ?></div><?cs
  elif:q.type == "instant" ?><?cs call:q_words(q, W.like_instant) ?><div class="date" data-date><?cs call:q_date_boxes(q) ?><?cs call:q_box(q, "t", W.time, "w-time", q.time, "f-" + q.key + "!t") ?></div><?cs
  elif:q.type == "radio" || q.type == "boolean" ?><?cs call:q_words(q, "") ?><?cs call:q_choices(q, "radio") ?><?cs call:q_clear(q) ?><?cs
  elif:q.type == "checks" ?><?cs call:q_words(q, "") ?><?cs call:q_choices(q, "checkbox") ?><?cs
  elif:q.type == "checks-folded" ?><?cs call:q_words(q, "") ?><details class="fold q-folded" id="o-<?cs var:q.key ?>"<?cs if:string.length(q.error) ?> open<?cs /if ?>><summary id="f-<?cs var:q.key ?>">Choose: <?cs var:q.n_chosen ?> of <?cs var:q.n ?> chosen</summary><div class="q-choices"><?cs each:o = q.options ?><label class="form-check"><input class="form-check-input" type="checkbox" id="f-<?cs var:q.key ?>!<?cs var:name(o) ?>" name="<?cs var:q.key ?>" value="<?cs var:o.value ?>"<?cs if:o.chosen ?> checked<?cs /if ?>><?cs call:q_option_label(o) ?></label><?cs /each ?></div></details><?cs
  else ?><?cs call:q_words(q, "") ?><?cs call:q_rank(q) ?><?cs call:q_clear(q) ?><?cs /if ?><?cs call:q_theirs(q) ?></fieldset><?cs /def ?><?cs

def:q_field(q) ?><div class="<?cs call:q_class(q) ?>" id="q-<?cs var:q.key ?>"><?cs
  if:q.type == "tick" ?><?cs call:q_words(q, "") ?><label class="form-check" id="l-<?cs var:q.key ?>"><input class="form-check-input" type="checkbox"<?cs call:q_basics(q) ?> value="OK"<?cs if:q.chosen ?> checked<?cs /if ?>><span><?cs call:said(q.label) ?><?cs call:q_mark(q) ?></span></label><?cs
  elif:q.type == "upload" ?><div class="label" id="l-<?cs var:q.key ?>"><?cs call:said(q.label) ?><?cs call:q_mark(q) ?></div><?cs call:q_words(q, "") ?><div class="q-file"><?cs if:string.length(q.file) ?><?cs call:icon("paperclip") ?><?cs if:string.length(q.href) ?><a href="<?cs var:q.href ?>"><?cs var:q.file ?></a><?cs else ?><span><?cs var:q.file ?></span><?cs /if ?><?cs /if ?><button type="submit" class="btn btn-small" id="f-<?cs var:q.key ?>" name="do" value="file <?cs var:q.key ?>"><?cs call:icon("upload") ?><?cs if:string.length(q.file) ?><?cs var:W.other_file ?><?cs else ?><?cs var:W.file ?><?cs /if ?><span class="visually-hidden">: <?cs var:q.label ?></span></button><?cs if:string.length(q.file) ?><button type="submit" class="btn btn-small btn-quiet" name="do" value="clear <?cs var:q.key ?>"><?cs var:W.remove ?><span class="visually-hidden"> <?cs var:q.file ?></span></button><?cs /if ?></div><?cs
  elif:q.type == "lines" ?><?cs call:q_label(q) ?><?cs call:q_words(q, "") ?><textarea class="form-control" rows="5"<?cs call:q_basics(q) ?>>
<?cs var:q.value ?></textarea><?cs
  elif:q.type == "places" ?><?cs call:q_label(q) ?><?cs call:q_words(q, W.like_places) ?><textarea class="form-control" rows="3" spellcheck="false"<?cs call:q_basics(q) ?>>
<?cs var:q.value ?></textarea><?cs
  elif:q.type == "number" ?><?cs call:q_label(q) ?><?cs call:q_words(q, "") ?><input class="form-control w-short" type="text" inputmode="decimal" autocomplete="off"<?cs call:q_basics(q) ?> value="<?cs var:q.value ?>"><?cs
  elif:q.type == "range" ?><?cs call:q_label(q) ?><?cs call:q_words(q, "") ?><div class="q-range"><input class="form-control w-day" type="text" inputmode="decimal" autocomplete="off" data-from="<?cs var:q.from ?>" data-to="<?cs var:q.to ?>" data-step="<?cs var:q.step ?>"<?cs call:q_basics(q) ?> value="<?cs var:q.value ?>"><span class="muted">from <?cs var:q.from ?> to <?cs var:q.to ?></span></div><?cs
  elif:q.type == "year" ?><?cs call:q_label(q) ?><?cs call:q_words(q, "") ?><input class="form-control w-year" type="text" inputmode="numeric" maxlength="4" autocomplete="off" id="f-<?cs var:q.key ?>" name="<?cs var:q.key ?>!y" aria-describedby="d-<?cs var:q.key ?>"<?cs if:q.required ?> required<?cs /if ?><?cs call:q_invalid(q) ?> value="<?cs var:q.year ?>"><?cs
  elif:q.type == "time" ?><?cs call:q_label(q) ?><?cs call:q_words(q, W.like_time) ?><input class="form-control w-short" type="text" autocomplete="off" id="f-<?cs var:q.key ?>" name="<?cs var:q.key ?>!t" aria-describedby="d-<?cs var:q.key ?>"<?cs if:q.required ?> required<?cs /if ?><?cs call:q_invalid(q) ?> value="<?cs var:q.time ?>"><?cs
  elif:q.type == "place" ?><?cs call:q_label(q) ?><?cs call:q_words(q, W.like_place) ?><input class="form-control w-half" type="text" autocomplete="off" spellcheck="false"<?cs call:q_basics(q) ?> value="<?cs var:q.value ?>"><?cs
  elif:q.type == "select" ?><?cs call:q_label(q) ?><?cs call:q_words(q, "") ?><select class="form-select"<?cs call:q_basics(q) ?><?cs if:#q.n > #12 ?> data-find<?cs /if ?>><option value=""></option><?cs each:o = q.options ?><option value="<?cs var:o.value ?>"<?cs if:o.chosen ?> selected<?cs /if ?>><?cs var:o.label ?></option><?cs /each ?></select><?cs
  else ?><?cs call:q_label(q) ?><?cs call:q_words(q, "") ?><input class="form-control" type="text"<?cs call:q_basics(q) ?> value="<?cs var:q.value ?>"><?cs /if ?><?cs call:q_theirs(q) ?></div><?cs /def ?><?cs

def:q_note(q) ?><div class="q note" id="q-<?cs var:q.key ?>"><?cs if:string.length(q.label) ?><p class="note-label"><?cs call:said(q.label) ?></p><?cs /if ?><?cs if:string.length(q.hint) ?><p class="hint"><?cs call:said(q.hint) ?></p><?cs /if ?><?cs if:string.length(q.words) ?><p class="note-value pre"><?cs var:q.words ?></p><?cs /if ?><?cs call:q_more(q) ?></div><?cs /def ?><?cs

def:question(q) ?><?cs
  if:q.type == "note" ?><?cs call:q_note(q) ?><?cs
  elif:q.type == "radio" || q.type == "boolean" || q.type == "checks" || q.type == "checks-folded" || q.type == "rank" || q.type == "date" || q.type == "month" || q.type == "instant" ?><?cs call:q_fieldset(q) ?><?cs
  else ?><?cs call:q_field(q) ?><?cs /if ?><?cs /def ?><?cs

def:heading(level, id, x) ?><?cs if:string.length(x) ?><?cs if:level == "3" ?><h3 class="form-part" id="<?cs var:id ?>"><?cs call:said(x) ?></h3><?cs elif:level == "4" ?><h4 class="form-part" id="<?cs var:id ?>"><?cs call:said(x) ?></h4><?cs elif:level == "5" ?><h5 class="form-part" id="<?cs var:id ?>"><?cs call:said(x) ?></h5><?cs else ?><h6 class="form-part" id="<?cs var:id ?>"><?cs call:said(x) ?></h6><?cs /if ?><?cs /if ?><?cs /def ?><?cs

def:card_open(c) ?><div class="repeat" id="c-<?cs var:c.key ?>" data-nest><details class="repeat-fold" id="k-<?cs var:c.key ?>" data-nest<?cs if:!c.folded ?> open<?cs /if ?>><summary id="s-<?cs var:c.key ?>"><span class="repeat-title"><?cs call:said(c.title) ?><?cs if:string.length(c.name) ?>: <?cs var:c.name ?><?cs /if ?></span><?cs if:string.length(c.chip.text) ?> <?cs call:chip(c.chip.tone, c.chip.icon, c.chip.text) ?><?cs /if ?><span class="repeat-change" aria-hidden="true"></span><?cs if:string.length(c.recap) ?><span class="repeat-recap"><?cs var:c.recap ?></span><?cs /if ?></summary><div class="repeat-body" id="b-<?cs var:c.key ?>" data-nest><?cs /def ?><?cs

def:card_close(c) ?></div></details><?cs /def ?><?cs

def:card_foot(c) ?><?cs if:c.asked ?><div class="message message-warn" id="x-<?cs var:c.key ?>" role="alert"><?cs call:icon("exclamation-triangle-fill") ?><div><p><b><?cs var:W.take_out ?> <?cs var:c.title ?><?cs if:string.length(c.name) ?>: <?cs var:c.name ?><?cs /if ?>?</b> <?cs var:W.gone ?></p><div class="buttons"><button type="submit" class="btn btn-small btn-danger" name="do" value="drop <?cs var:c.key ?>"><?cs var:W.take_out ?></button><button type="submit" class="btn btn-small" name="do" value="update"><?cs var:W.keep ?></button></div></div></div><?cs elif:c.may_remove ?><button type="submit" class="btn btn-small btn-quiet repeat-remove" id="x-<?cs var:c.key ?>" name="do" value="remove <?cs var:c.key ?>"><?cs var:W.remove ?><span class="visually-hidden"> <?cs var:c.title ?><?cs if:string.length(c.name) ?>: <?cs var:c.name ?><?cs /if ?></span></button><?cs /if ?></div><?cs /def ?><?cs

def:fill_items() ?><div id="fill-items" data-nest<?cs if:Fill.rtl ?> dir="rtl"<?cs /if ?>><?cs each:i = Fill.Items ?><?cs
  if:i.is == "q" ?><?cs call:question(i) ?><?cs
  elif:i.is == "group" ?><section class="q-group" id="g-<?cs var:i.key ?>-<?cs var:name(i) ?>" data-nest<?cs if:string.length(i.label) ?> aria-labelledby="h-<?cs var:i.key ?>-<?cs var:name(i) ?>"<?cs /if ?>><?cs call:heading(i.level, "h-" + i.key + "-" + name(i), i.label) ?><?cs if:string.length(i.hint) ?><p class="hint" id="i-<?cs var:i.key ?>-<?cs var:name(i) ?>"><?cs call:said(i.hint) ?></p><?cs /if ?><?cs
  elif:i.is == "end" ?></section><?cs
  elif:i.is == "repeat" ?><section class="q-repeat" id="r-<?cs var:i.key ?>" data-nest<?cs if:string.length(i.label) ?> aria-labelledby="h-<?cs var:i.key ?>"<?cs /if ?>><?cs call:heading(i.level, "h-" + i.key, i.label) ?><?cs if:string.length(i.hint) ?><p class="hint" id="i-<?cs var:i.key ?>"><?cs call:said(i.hint) ?></p><?cs /if ?><?cs if:i.none ?><p class="muted" id="n-<?cs var:i.key ?>"><?cs var:W.none ?></p><?cs /if ?><?cs
  elif:i.is == "card" ?><?cs call:card_open(i) ?><?cs
  elif:i.is == "card-end" ?><?cs call:card_close(i) ?><?cs call:card_foot(i) ?><?cs
  elif:i.is == "add" ?><?cs if:i.may_add ?><button type="submit" class="btn btn-add" id="a-<?cs var:i.key ?>" name="do" value="add <?cs var:i.key ?>"><?cs call:icon("plus") ?><?cs var:i.label ?></button><?cs /if ?></section><?cs /if ?><?cs /each ?></div><?cs /def ?><?cs

def:fill_steps(where) ?><ol class="steps" id="fill-steps-<?cs var:where ?>"><?cs each:s = Fill.Steps ?><li class="<?cs if:s.current ?>is-here<?cs elif:s.state == "done" ?>is-done<?cs /if ?>"><span class="step" aria-hidden="true"><?cs if:s.state == "done" && !s.current ?><?cs call:icon("check-lg") ?><?cs else ?><?cs var:s.number ?><?cs /if ?></span><div><?cs if:s.current ?><b aria-current="step"><?cs var:s.title ?></b><?cs else ?><button type="submit" class="step-go" form="fill" name="do" value="go <?cs var:s.key ?>"><?cs var:s.title ?></button><?cs /if ?><?cs if:string.length(s.text) ?><small<?cs if:s.state == "wrong" ?> class="is-bad"<?cs /if ?>><?cs var:s.text ?></small><?cs /if ?></div></li><?cs /each ?></ol><?cs /def ?><?cs

def:fill_where() ?><p class="fill-where" id="fill-where"><?cs var:Fill.where ?><span class="muted">, <?cs var:Fill.progress ?></span></p><?cs /def ?><?cs

def:fill_saved() ?><span class="saved" id="fill-saved"><?cs call:icon("cloud-check") ?><span><?cs var:Fill.saved ?></span></span><?cs /def ?><?cs

def:fill_errors() ?><div id="fill-errors"><?cs if:Fill.check && subcount(Fill.Errors) ?><div class="summary" id="errors" role="alert" tabindex="-1"><h2><?cs call:icon("exclamation-octagon-fill") ?><?cs if:Page.Frame == "plain" ?><?cs var:W.errors ?><?cs elif:subcount(Fill.Errors) == #1 ?>There is 1 thing to fix<?cs else ?>There are <?cs var:subcount(Fill.Errors) ?> things to fix<?cs /if ?></h2><ul><?cs each:e = Fill.Errors ?><li><a href="<?cs var:e.href ?>"><?cs var:e.message ?></a></li><?cs /each ?></ul><?cs if:string.length(Fill.at) ?><p class="mb-0 mt-2"><?cs var:W.kept ?></p><?cs /if ?></div><?cs /if ?></div><?cs /def ?><?cs

def:fill_elsewhere() ?><div id="fill-elsewhere"><?cs each:t = Fill.Elsewhere ?><div class="theirs mb-3"><div><b><?cs if:string.length(t.who) ?><?cs var:t.who ?><?cs else ?>Somebody<?cs /if ?> wrote <?cs var:t.at ?>, <?cs if:string.length(t.label) ?>where somebody else wrote too (<?cs var:t.label ?>):<?cs else ?>in a part that was taken out or is not asked any more:<?cs /if ?></b> <span class="pre"><?cs var:t.words ?></span></div><?cs if:string.length(t.key) ?><button type="submit" class="btn btn-small" form="fill" name="do" value="go <?cs var:t.key ?>">Go there</button><?cs /if ?><button type="submit" class="btn btn-small btn-quiet" form="fill" name="do" value="leave <?cs var:t.id ?>">It is not needed</button></div><?cs /each ?></div><?cs /def ?><?cs

def:fill_hidden() ?><div id="fill-hidden" hidden><input type="hidden" name="_was" value="<?cs var:Fill.was ?>"><input type="hidden" name="_version" value="<?cs var:Fill.version ?>"><input type="hidden" name="_at" value="<?cs var:Fill.at ?>"><?cs if:string.length(Fill.in) ?><input type="hidden" name="in" value="<?cs var:Fill.in ?>"><?cs /if ?><?cs if:Fill.check ?><input type="hidden" name="_check" value="1"><?cs /if ?></div><?cs /def ?>
