<?cs # The pieces of every page, as macros. README.md beside has one example of each. ?><?cs

def:icon(name) ?><svg class="bi" aria-hidden="true"><use href="/static/icons.svg?v=<?cs var:Page.Asset ?>#<?cs var:name ?>"></use></svg><?cs /def ?><?cs

def:chip(tone, icon, text) ?><span class="chip chip-<?cs var:tone ?>"><?cs if:string.length(icon) ?><?cs call:icon(icon) ?><?cs /if ?><span><?cs var:text ?></span></span><?cs /def ?><?cs

def:chips(list) ?><?cs each:c = list ?><?cs call:chip(c.tone, c.icon, c.text) ?> <?cs /each ?><?cs /def ?><?cs

def:count(n, tone) ?><?cs if:string.length(n) ?><span class="n<?cs if:string.length(tone) ?> n-<?cs var:tone ?><?cs /if ?>"><?cs var:n ?></span><?cs /if ?><?cs /def ?><?cs

def:tone_icon(tone) ?><?cs
  if:tone == "ok" ?><?cs call:icon("check-circle-fill") ?><?cs
  elif:tone == "bad" ?><?cs call:icon("x-octagon-fill") ?><?cs
  elif:tone == "warn" ?><?cs call:icon("exclamation-triangle-fill") ?><?cs
  else ?><?cs call:icon("info-circle-fill") ?><?cs /if ?><?cs /def ?><?cs

def:tone_word(tone) ?><span class="visually-hidden"><?cs
  if:tone == "ok" ?>In order:<?cs elif:tone == "bad" ?>In the way:<?cs elif:tone == "warn" ?>Take care:<?cs else ?>To know:<?cs /if ?> </span><?cs /def ?><?cs

def:message(tone, text, href, link) ?><div class="message message-<?cs var:tone ?>"><?cs call:tone_icon(tone) ?><div><?cs var:text ?><?cs if:string.length(href) ?> <a href="<?cs var:href ?>"><?cs var:link ?></a><?cs /if ?></div></div><?cs /def ?><?cs

def:face(n, name) ?><img class="face" src="/static/faces/<?cs if:string.length(n) ?><?cs var:n ?><?cs else ?>01<?cs /if ?>.svg?v=<?cs var:Page.Asset ?>" alt="<?cs var:name ?>" width="100" height="118"><?cs /def ?><?cs

def:arch(icon, tone) ?><span class="arch<?cs if:string.length(tone) ?> arch-<?cs var:tone ?><?cs /if ?>"><?cs call:icon(icon) ?></span><?cs /def ?><?cs

def:photo(id, size, width, height, alt) ?><picture class="photo"><source type="image/webp" srcset="/attachments/portraits/<?cs var:id ?>/<?cs var:size ?>.webp"><img class="face" src="/attachments/portraits/<?cs var:id ?>/<?cs var:size ?>.jpg" alt="<?cs var:alt ?>" width="<?cs var:width ?>" height="<?cs var:height ?>" loading="lazy"></picture><?cs /def ?><?cs

def:portrait(p) ?><?cs if:p.photo ?><?cs call:photo(p.photo, "small", "100", "118", "") ?><?cs elif:string.length(p.face) ?><?cs call:face(p.face, "") ?><?cs else ?><?cs call:arch(p.icon, p.tone) ?><?cs /if ?><?cs /def ?><?cs

def:who(p) ?><div class="who"><?cs call:portrait(p) ?><div><?cs if:string.length(p.href) ?><a class="who-name" href="<?cs var:p.href ?>"><?cs var:p.name ?></a><?cs else ?><span class="who-name"><?cs var:p.name ?></span><?cs /if ?><span class="who-what"><?cs var:p.what ?></span></div></div><?cs /def ?><?cs

def:verdict(tone, strong, text) ?><span class="verdict verdict-<?cs var:tone ?>"><?cs call:tone_icon(tone) ?> <b><?cs var:strong ?></b> <?cs var:text ?></span><?cs /def ?><?cs

def:link_button(href, icon, label) ?><a class="btn" href="<?cs var:href ?>"><?cs if:string.length(icon) ?><?cs call:icon(icon) ?><?cs /if ?><?cs var:label ?></a><?cs /def ?><?cs

def:link_primary(href, icon, label) ?><a class="btn btn-primary" href="<?cs var:href ?>"><?cs if:string.length(icon) ?><?cs call:icon(icon) ?><?cs /if ?><?cs var:label ?></a><?cs /def ?><?cs

def:link_small(href, icon, label) ?><a class="btn btn-small" href="<?cs var:href ?>"><?cs if:string.length(icon) ?><?cs call:icon(icon) ?><?cs /if ?><?cs var:label ?></a><?cs /def ?><?cs

def:button(kind, icon, label) ?><button type="submit" class="btn<?cs if:string.length(kind) ?> btn-<?cs var:kind ?><?cs /if ?>"><?cs if:string.length(icon) ?><?cs call:icon(icon) ?><?cs /if ?><?cs var:label ?></button><?cs /def ?><?cs

def:move_button(action, to, icon, what) ?><form class="inline" method="post" action="<?cs var:action ?>"><input type="hidden" name="_csrf" value="<?cs var:Page.Csrf ?>"><input type="hidden" name="_key" value="<?cs var:Page.Key ?>"><input type="hidden" name="to" value="<?cs var:to ?>"><button type="submit" class="btn btn-small" aria-label="Move <?cs var:to ?>: <?cs var:what ?>"><?cs call:icon(icon) ?></button></form><?cs /def ?><?cs

def:actions(list) ?><?cs if:subcount(list) ?><div class="buttons"><?cs each:a = list ?><a class="btn<?cs if:a.primary ?> btn-primary<?cs /if ?>" href="<?cs var:a.href ?>"><?cs if:string.length(a.icon) ?><?cs call:icon(a.icon) ?><?cs /if ?><?cs var:a.label ?></a><?cs /each ?></div><?cs /if ?><?cs /def ?><?cs

def:form_hidden() ?><input type="hidden" name="_csrf" value="<?cs var:Page.Csrf ?>"><input type="hidden" name="_key" value="<?cs var:Page.Key ?>"><?cs if:string.length(Form.Version) ?><input type="hidden" name="_version" value="<?cs var:Form.Version ?>"><?cs /if ?><?cs /def ?><?cs

def:post_button(action, name, value, kind, icon, label) ?><form class="inline" method="post" action="<?cs var:action ?>"><input type="hidden" name="_csrf" value="<?cs var:Page.Csrf ?>"><input type="hidden" name="_key" value="<?cs var:Page.Key ?>"><?cs if:string.length(name) ?><input type="hidden" name="<?cs var:name ?>" value="<?cs var:value ?>"><?cs /if ?><?cs call:button(kind, icon, label) ?></form><?cs /def ?><?cs

def:error_summary() ?><?cs if:subcount(Form.Errors) ?><div class="summary" id="errors" role="alert" tabindex="-1"><h2><?cs call:icon("exclamation-octagon-fill") ?><?cs if:subcount(Form.Errors) == #1 ?>There is 1 thing to fix<?cs else ?>There are <?cs var:subcount(Form.Errors) ?> things to fix<?cs /if ?></h2><ul><?cs each:e = Form.Errors ?><li><?cs if:string.length(e.field) ?><a href="#f-<?cs var:e.field ?>"><?cs var:e.message ?></a><?cs else ?><?cs var:e.message ?><?cs /if ?></li><?cs /each ?></ul></div><?cs /if ?><?cs /def ?><?cs

def:conflict() ?><?cs if:string.length(Form.Conflict.who) ?><div class="message message-warn" role="alert"><?cs call:icon("exclamation-triangle-fill") ?><div><p><b><?cs var:Form.Conflict.who ?> saved this <?cs var:Form.Conflict.when ?>, while you were typing.</b></p><p>Nothing is lost. What you typed is in the fields; where it differs, what is saved now stands below the field. Choose, and save again.</p></div></div><?cs elif:Form.Conflict.now ?><div class="message message-warn" role="alert"><?cs call:icon("exclamation-triangle-fill") ?><div><p><b>This has changed while you were typing.</b></p><p>Nothing is lost: what you typed is in the fields. Look at it again before you save.</p></div></div><?cs /if ?><?cs /def ?><?cs

def:described(f) ?><?cs if:string.length(f.hint) || string.length(f.error) ?> aria-describedby="<?cs if:string.length(f.hint) ?>f-<?cs var:f.name ?>-hint<?cs /if ?><?cs if:string.length(f.error) ?> f-<?cs var:f.name ?>-error<?cs /if ?>"<?cs /if ?><?cs if:string.length(f.error) ?> aria-invalid="true"<?cs /if ?><?cs /def ?><?cs

def:field_words(f) ?><?cs if:string.length(f.hint) ?><p class="hint" id="f-<?cs var:f.name ?>-hint"><?cs var:f.hint ?></p><?cs /if ?><?cs if:string.length(f.error) ?><p class="err" id="f-<?cs var:f.name ?>-error"><?cs call:icon("exclamation-octagon-fill") ?><span><span class="visually-hidden">Error: </span><?cs var:f.error ?></span></p><?cs /if ?><?cs /def ?><?cs

def:field_optional(f) ?><?cs if:!f.required ?> <span class="opt">(optional)</span><?cs /if ?><?cs /def ?><?cs

def:field_label(f) ?><label class="label" for="f-<?cs var:f.name ?>"><?cs var:f.label ?><?cs call:field_optional(f) ?></label><?cs /def ?><?cs

def:field_basics(f) ?> id="f-<?cs var:f.name ?>" name="<?cs var:f.name ?>"<?cs if:f.required ?> required<?cs /if ?><?cs if:string.length(f.max) ?> maxlength="<?cs var:f.max ?>"<?cs /if ?><?cs if:string.length(f.autocomplete) ?> autocomplete="<?cs var:f.autocomplete ?>"<?cs /if ?><?cs call:described(f) ?><?cs /def ?><?cs

def:field_theirs(f) ?><?cs if:?f.theirs ?><div class="theirs"><div><b>Saved now:</b> <span class="pre"><?cs if:string.length(f.theirs.text) ?><?cs var:f.theirs.text ?><?cs elif:string.length(f.theirs) ?><?cs var:f.theirs ?><?cs else ?>(empty)<?cs /if ?></span></div><?cs if:f.type != "date" && f.type != "radio" && f.type != "checks" && f.type != "checkbox" ?><button type="button" class="btn btn-small js-only" data-take="f-<?cs var:f.name ?>" data-value="<?cs var:f.theirs ?>">Use this one</button><?cs /if ?></div><?cs /if ?><?cs /def ?><?cs

def:field_choices(f, kind) ?><?cs each:o = f.options ?><label class="form-check"><input class="form-check-input" type="<?cs var:kind ?>" id="f-<?cs var:f.name ?><?cs if:!first(o) ?>-<?cs var:name(o) ?><?cs /if ?>" name="<?cs var:f.name ?>" value="<?cs var:o.value ?>"<?cs if:o.selected ?> checked<?cs /if ?><?cs if:f.required && kind == "radio" ?> required<?cs /if ?>><span><?cs var:o.label ?><?cs if:string.length(o.hint) ?><small><?cs var:o.hint ?></small><?cs /if ?></span></label><?cs /each ?><?cs /def ?><?cs

def:field_select(f) ?><select class="form-select"<?cs call:field_basics(f) ?>><?cs each:o = f.options ?><option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.label ?></option><?cs /each ?></select><?cs /def ?><?cs

def:field(f) ?><?cs if:string.length(f.heading) ?><h2 class="form-part"><?cs var:f.heading ?></h2><?cs /if ?><?cs
  if:f.type == "hidden" ?><input type="hidden" name="<?cs var:f.name ?>" value="<?cs var:f.value ?>"><?cs
  elif:f.type == "radio" || f.type == "checks" ?><fieldset class="field<?cs if:string.length(f.error) ?> is-invalid-field<?cs /if ?>"<?cs if:f.type == "radio" ?> role="radiogroup"<?cs if:string.length(f.error) ?> aria-invalid="true"<?cs /if ?><?cs /if ?><?cs if:string.length(f.hint) || string.length(f.error) ?> aria-describedby="<?cs if:string.length(f.hint) ?>f-<?cs var:f.name ?>-hint<?cs /if ?><?cs if:string.length(f.error) ?> f-<?cs var:f.name ?>-error<?cs /if ?>"<?cs /if ?>><legend class="label"><?cs var:f.label ?><?cs call:field_optional(f) ?></legend><?cs call:field_words(f) ?><div class="choices<?cs if:f.row ?>-row<?cs /if ?>"><?cs if:f.type == "radio" ?><?cs call:field_choices(f, "radio") ?><?cs else ?><?cs call:field_choices(f, "checkbox") ?><?cs /if ?></div><?cs call:field_theirs(f) ?></fieldset><?cs
  elif:f.type == "date" ?><fieldset class="field<?cs if:string.length(f.error) ?> is-invalid-field<?cs /if ?>"<?cs if:string.length(f.hint) || string.length(f.error) ?> aria-describedby="<?cs if:string.length(f.hint) ?>f-<?cs var:f.name ?>-hint<?cs /if ?><?cs if:string.length(f.error) ?> f-<?cs var:f.name ?>-error<?cs /if ?>"<?cs /if ?>><legend class="label"><?cs var:f.label ?><?cs call:field_optional(f) ?></legend><?cs call:field_words(f) ?><div class="date" data-date><div><label for="f-<?cs var:f.name ?>">Day</label><input class="form-control w-day" type="text" id="f-<?cs var:f.name ?>" name="<?cs var:f.name ?>_d" inputmode="numeric" maxlength="2" value="<?cs var:f.parts.day ?>"<?cs if:f.required ?> required<?cs /if ?><?cs if:f.autocomplete == "bday" ?> autocomplete="bday-day"<?cs /if ?><?cs if:string.length(f.error) ?> aria-invalid="true"<?cs /if ?>></div><div><label for="f-<?cs var:f.name ?>_m">Month</label><input class="form-control w-day" type="text" id="f-<?cs var:f.name ?>_m" name="<?cs var:f.name ?>_m" inputmode="numeric" maxlength="9" value="<?cs var:f.parts.month ?>"<?cs if:f.required ?> required<?cs /if ?><?cs if:f.autocomplete == "bday" ?> autocomplete="bday-month"<?cs /if ?><?cs if:string.length(f.error) ?> aria-invalid="true"<?cs /if ?>></div><div><label for="f-<?cs var:f.name ?>_y">Year</label><input class="form-control w-year" type="text" id="f-<?cs var:f.name ?>_y" name="<?cs var:f.name ?>_y" inputmode="numeric" maxlength="4" value="<?cs var:f.parts.year ?>"<?cs if:f.required ?> required<?cs /if ?><?cs if:f.autocomplete == "bday" ?> autocomplete="bday-year"<?cs /if ?><?cs if:string.length(f.error) ?> aria-invalid="true"<?cs /if ?>></div></div><?cs call:field_theirs(f) ?></fieldset><?cs
  elif:f.type == "checkbox" ?><div class="field<?cs if:string.length(f.error) ?> is-invalid-field<?cs /if ?>"><?cs call:field_words(f) ?><label class="form-check"><input class="form-check-input" type="checkbox"<?cs call:field_basics(f) ?> value="1"<?cs if:f.value ?> checked<?cs /if ?>><span><?cs var:f.label ?></span></label><?cs call:field_theirs(f) ?></div><?cs
  else ?><div class="field<?cs if:string.length(f.error) ?> is-invalid-field<?cs /if ?>"><?cs
    if:f.type == "password" && string.length(f.aside.href) ?><div class="label-row"><?cs call:field_label(f) ?><a class="lone" href="<?cs var:f.aside.href ?>"><?cs var:f.aside.label ?></a></div><?cs else ?><?cs call:field_label(f) ?><?cs /if ?><?cs call:field_words(f) ?><?cs
    if:f.type == "longtext" ?><textarea class="form-control" rows="<?cs if:f.rows ?><?cs var:f.rows ?><?cs else ?>5<?cs /if ?>"<?cs call:field_basics(f) ?>>
<?cs var:f.value ?></textarea><?cs
    elif:f.type == "select" ?><?cs call:field_select(f) ?><?cs
    elif:f.type == "money" ?><div class="money"><span aria-hidden="true">$</span><input class="form-control" type="text" inputmode="decimal"<?cs call:field_basics(f) ?> value="<?cs var:f.value ?>"></div><?cs
    elif:f.type == "number" ?><input class="form-control w-short" type="text" inputmode="decimal"<?cs call:field_basics(f) ?> value="<?cs var:f.value ?>"><?cs
    elif:f.type == "time" ?><input class="form-control w-short" type="time"<?cs call:field_basics(f) ?> value="<?cs var:f.value ?>"><?cs
    elif:f.type == "code" ?><input class="form-control code" type="text" inputmode="numeric" autocapitalize="none" spellcheck="false"<?cs call:field_basics(f) ?> value="<?cs var:f.value ?>"><?cs
    elif:f.type == "password" ?><div class="with-button"><input class="form-control" type="password" autocapitalize="none" spellcheck="false"<?cs call:field_basics(f) ?> value=""><button type="button" class="btn show-word js-only" data-show="f-<?cs var:f.name ?>"><?cs call:icon("eye") ?><span>Show</span><span class="visually-hidden"> the password</span></button></div><?cs
    elif:f.type == "email" || f.type == "tel" || f.type == "url" ?><input class="form-control" type="<?cs var:f.type ?>"<?cs if:f.type != "tel" ?> autocapitalize="none" spellcheck="false"<?cs /if ?><?cs call:field_basics(f) ?> value="<?cs var:f.value ?>"><?cs
    elif:f.type == "file" || f.type == "files" ?><div class="drop" data-drop><input class="form-control" type="file"<?cs if:f.type == "files" ?> multiple<?cs /if ?><?cs if:string.length(f.accept) ?> accept="<?cs var:f.accept ?>"<?cs /if ?><?cs call:field_basics(f) ?>><p class="drop-words js-only"><?cs call:icon("cloud-arrow-up") ?><span>or drop <?cs if:f.type == "files" ?>files<?cs else ?>the file<?cs /if ?> here</span></p></div><?cs
    elif:f.type == "search" ?><div class="find"><?cs call:icon("search") ?><input class="form-control" type="search"<?cs call:field_basics(f) ?> value="<?cs var:f.value ?>"></div><?cs
    else ?><input class="form-control<?cs if:f.size == "short" ?> w-short<?cs elif:f.size == "half" ?> w-half<?cs /if ?>" type="text"<?cs call:field_basics(f) ?> value="<?cs var:f.value ?>"><?cs /if ?><?cs call:field_theirs(f) ?></div><?cs /if ?><?cs /def ?><?cs

def:fields() ?><?cs each:f = Form.Fields ?><?cs call:field(f) ?><?cs /each ?><?cs /def ?><?cs

def:form_buttons() ?><div class="form-foot"><button type="submit" class="btn <?cs if:Form.Danger ?>btn-danger<?cs else ?>btn-primary<?cs /if ?>"><?cs if:string.length(Form.Submit) ?><?cs var:Form.Submit ?><?cs else ?>Save<?cs /if ?></button><?cs if:string.length(Form.Cancel) ?><a class="btn btn-quiet" href="<?cs var:Form.Cancel ?>"><?cs if:Form.Danger ?>Keep it as it is<?cs else ?>Cancel<?cs /if ?></a><?cs /if ?></div><?cs /def ?><?cs

def:filter(f) ?><?cs
  if:f.type == "hidden" ?><input type="hidden" name="<?cs var:f.name ?>" value="<?cs var:f.value ?>"><?cs
  elif:f.type == "checkbox" ?><label class="form-check filter"><input class="form-check-input" type="checkbox" id="f-<?cs var:f.name ?>" name="<?cs var:f.name ?>" value="1"<?cs if:f.value ?> checked<?cs /if ?>><span><?cs var:f.label ?></span></label><?cs
  elif:f.type == "date" ?><div class="filter filter-date"><label for="f-<?cs var:f.name ?>"><?cs var:f.label ?></label><input class="form-control" type="date" id="f-<?cs var:f.name ?>" name="<?cs var:f.name ?>" value="<?cs var:f.value ?>"></div><?cs
  elif:f.type == "select" ?><div class="filter"><label class="visually-hidden" for="f-<?cs var:f.name ?>"><?cs var:f.label ?></label><select class="form-select" id="f-<?cs var:f.name ?>" name="<?cs var:f.name ?>"><?cs each:o = f.options ?><option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.label ?></option><?cs /each ?></select></div><?cs
  else ?><div class="filter find"><label class="visually-hidden" for="f-<?cs var:f.name ?>"><?cs var:f.label ?></label><?cs call:icon("search") ?><input class="form-control" type="search" id="f-<?cs var:f.name ?>" name="<?cs var:f.name ?>" value="<?cs var:f.value ?>" placeholder="<?cs var:f.label ?>" autocomplete="off"></div><?cs /if ?><?cs /def ?><?cs

def:filters(target) ?><button type="button" class="btn btn-wide filters-fold js-only" data-fold="filters" aria-expanded="false" aria-controls="filters"><?cs call:icon("funnel") ?>Filter</button><form class="filters" id="filters" method="get" action="<?cs var:Form.Action ?>" hx-get="<?cs var:Form.Action ?>" hx-trigger="input delay:250ms, submit" hx-target="#<?cs var:target ?>" hx-select="#<?cs var:target ?>" hx-select-oob="#lead,#tabs,#actions" hx-swap="outerHTML" hx-push-url="true" hx-sync="this:replace" role="search" aria-label="Filter the list"><?cs each:f = Form.Fields ?><?cs call:filter(f) ?><?cs /each ?><button type="submit" class="btn no-js-only">Apply</button></form><?cs /def ?><?cs

def:tabs(list, name) ?><nav aria-label="<?cs var:name ?>"><ul class="seg"><?cs each:t = list ?><li><a href="<?cs var:t.href ?>"<?cs if:t.current ?> aria-current="page"<?cs /if ?>><?cs var:t.label ?><?cs if:string.length(t.count) ?> <span class="n"><?cs var:t.count ?></span><?cs /if ?></a></li><?cs /each ?></ul></nav><?cs /def ?><?cs

def:sort_head(s, label, class) ?><th scope="col"<?cs if:string.length(class) ?> class="<?cs var:class ?>"<?cs /if ?><?cs if:s.dir == "asc" ?> aria-sort="ascending"<?cs elif:s.dir == "desc" ?> aria-sort="descending"<?cs /if ?>><?cs if:string.length(s.href) ?><a href="<?cs var:s.href ?>"><?cs var:label ?><?cs if:s.dir == "asc" ?> <?cs call:icon("arrow-up") ?><?cs elif:s.dir == "desc" ?> <?cs call:icon("arrow-down") ?><?cs /if ?></a><?cs else ?><?cs var:label ?><?cs /if ?></th><?cs /def ?><?cs

def:empty(icon, title, text, href, label) ?><div class="empty"><?cs call:arch(icon, "") ?><h2><?cs var:title ?></h2><p><?cs var:text ?></p><?cs if:string.length(href) ?><a class="btn" href="<?cs var:href ?>"><?cs var:label ?></a><?cs /if ?></div><?cs /def ?><?cs

def:crumbs() ?><?cs if:subcount(Page.Crumbs) ?><nav class="crumbs" aria-label="Where you are"><ol><?cs each:c = Page.Crumbs ?><li><?cs if:string.length(c.href) && !last(c) ?><a href="<?cs var:c.href ?>"><?cs var:c.label ?></a><?cs else ?><span aria-current="page"><?cs var:c.label ?></span><?cs /if ?></li><?cs /each ?></ol></nav><?cs /if ?><?cs /def ?><?cs

def:page_head(title, lead) ?><?cs call:crumbs() ?><div class="page-head"><div><h1><?cs var:title ?></h1><?cs if:string.length(lead) ?><p class="lead" id="lead" aria-live="polite"><?cs var:lead ?></p><?cs /if ?></div><div id="actions"><?cs call:actions(Actions) ?></div></div><?cs /def ?><?cs

def:flash() ?><?cs if:string.length(Page.Flash.text) ?><div class="flash" role="status"><?cs call:message(Page.Flash.tone, Page.Flash.text, Page.Flash.href, Page.Flash.link) ?></div><?cs /if ?><?cs /def ?><?cs

def:pager() ?><?cs if:string.length(Pager.total) ?><div class="card-foot"><span><?cs var:Pager.from ?> to <?cs var:Pager.to ?> of <?cs var:Pager.total ?></span><?cs if:string.length(Pager.prev) || string.length(Pager.next) ?><nav class="pager" aria-label="Pages"><?cs if:string.length(Pager.prev) ?><a class="btn btn-small" href="<?cs var:Pager.prev ?>" rel="prev"><?cs call:icon("arrow-left") ?>Back</a><?cs /if ?><?cs if:string.length(Pager.next) ?><a class="btn btn-small" href="<?cs var:Pager.next ?>" rel="next">Next<?cs call:icon("arrow-right") ?></a><?cs /if ?></nav><?cs /if ?></div><?cs /if ?><?cs /def ?><?cs

def:facts(list) ?><dl class="facts"><?cs each:r = list ?><dt><?cs var:r.label ?></dt><dd><?cs if:string.length(r.href) ?><a href="<?cs var:r.href ?>"<?cs if:r.code ?> class="code"<?cs /if ?>><?cs var:r.text ?></a><?cs elif:r.code ?><span class="code"><?cs var:r.text ?></span><?cs else ?><?cs var:r.text ?><?cs /if ?></dd><?cs /each ?></dl><?cs /def ?><?cs

def:answer_head(a) ?><div class="answer-head"><?cs if:string.length(a.icon) ?><?cs call:icon(a.icon) ?><?cs else ?><?cs call:tone_icon(a.tone) ?><?cs /if ?><div><h2 class="answer-q"><?cs var:a.question ?></h2><p class="answer-a"><?cs var:a.answer ?></p></div><?cs if:string.length(a.at) ?><p class="answer-at"><?cs var:a.at ?></p><?cs /if ?></div><?cs /def ?><?cs

def:answer_checks(list) ?><ul class="checks"><?cs each:c = list ?><li class="check-<?cs var:c.tone ?>"><span class="tone-<?cs var:c.tone ?>"><?cs call:tone_icon(c.tone) ?></span><div><?cs call:tone_word(c.tone) ?><b><?cs var:c.text ?></b> <?cs var:c.more ?></div><?cs if:string.length(c.href) ?><a class="btn btn-small<?cs if:c.tone != "bad" ?> btn-quiet<?cs /if ?>" href="<?cs var:c.href ?>"><?cs var:c.label ?></a><?cs /if ?></li><?cs /each ?></ul><?cs /def ?><?cs

def:meter(pct, tone, label) ?><svg class="meter meter-<?cs var:tone ?>" role="img" aria-label="<?cs var:label ?>" width="100%" height="20"><rect class="ground" x="0" y="5" width="100%" height="10" rx="5"></rect><rect class="fill" x="0" y="5" width="<?cs var:pct ?>%" height="10" rx="5"></rect></svg><?cs /def ?><?cs

def:span_meter(pct, tone, label) ?><svg class="meter meter-<?cs var:tone ?>" role="img" aria-label="<?cs var:label ?>" width="100%" height="24"><rect class="ground" x="0" y="7" width="100%" height="10" rx="5"></rect><rect class="fill" x="0" y="7" width="<?cs var:pct ?>%" height="10" rx="5"></rect><rect class="flag" x="<?cs var:pct ?>%" y="1" width="5" height="22"></rect></svg><?cs /def ?>
<?cs # Checks, trainings, certificates: {kind,number,tone,icon,text,href,needed,credential_id}. ?><?cs def:credential_table(list) ?><table class="table table-cards"><thead><tr><th scope="col">What</th><th scope="col">Number</th><th scope="col">State</th><th scope="col"><span class="visually-hidden">Action</span></th></tr></thead><tbody><?cs each:c = list ?><tr><th scope="row"><?cs var:c.kind ?><?cs if:c.needed ?> <span class="muted small">needed</span><?cs /if ?></th><td data-l="Number" class="code"><?cs var:c.number ?></td><td data-l="State"><?cs call:chip(c.tone, c.icon, c.text) ?></td><td class="act"><?cs if:Page.Can.person_edit ?><a class="lone" href="<?cs var:c.href ?>"><?cs if:c.credential_id ?>Change<?cs else ?>Add<?cs /if ?><span class="visually-hidden"> <?cs var:c.kind ?></span></a><?cs /if ?></td></tr><?cs /each ?></tbody></table><?cs /def ?><?cs # Incidents: see incident.c. ?><?cs def:incident_table(list, everywhere) ?><table class="table table-cards"><thead><tr><th scope="col">Incident</th><th scope="col">Happened</th><th scope="col">Severity</th><th scope="col">State</th><th scope="col">Clock</th></tr></thead><tbody><?cs each:i = list ?><tr><th scope="row"><a href="<?cs var:i.href ?>"><?cs var:i.title ?></a><span class="who-what"><span class="code"><?cs var:i.number ?></span> <?cs var:i.kind ?><?cs if:everywhere ?>, <a href="<?cs var:i.provider_href ?>"><?cs var:i.provider ?></a><?cs /if ?></span></th><td data-l="Happened" class="nowrap"><?cs var:i.happened_on.text ?></td><td data-l="Severity"><?cs call:chip(i.grade.tone, i.grade.icon, i.grade.text) ?></td><td data-l="State"><?cs call:chip(i.chip.tone, i.chip.icon, i.chip.text) ?></td><td data-l="Clock"><?cs call:chip(i.clock.tone, i.clock.icon, i.clock.text) ?></td></tr><?cs /each ?></tbody></table><?cs /def ?>
<?cs # The forms about something: Forms.{card,start,all}, Answers.N.{href,title,submitted_at.text,submitted_by,started_at.text,started_by,Chip}; see profiles/form.c. ?><?cs def:forms_card() ?><?cs if:Forms.card ?><section class="card" aria-labelledby="forms-about"><div class="card-head"><h2 id="forms-about">Forms</h2><?cs if:string.length(Forms.start) ?><a class="btn btn-small" href="<?cs var:Forms.start ?>"><?cs call:icon("plus-lg") ?>Start a form</a><?cs /if ?></div><div class="card-body"><?cs if:subcount(Answers) ?><ul class="rows"><?cs each:a = Answers ?><li><div><a class="who-name" href="<?cs var:a.href ?>"><?cs var:a.title ?></a> <?cs call:chip(a.Chip.tone, a.Chip.icon, a.Chip.text) ?><span class="who-what"><?cs if:string.length(a.submitted_at.text) ?><?cs if:string.length(a.submitted_by) ?><?cs var:a.submitted_by ?><?cs else ?>Somebody outside<?cs /if ?>, <?cs var:a.submitted_at.text ?><?cs else ?><?cs var:a.started_by ?>, <?cs var:a.started_at.text ?><?cs /if ?></span></div></li><?cs /each ?></ul><?cs if:string.length(Forms.all) ?><p class="mt-2 mb-0"><a class="lone" href="<?cs var:Forms.all ?>">All forms</a></p><?cs /if ?><?cs else ?><p class="muted mb-0">None was filled in yet.</p><?cs /if ?></div></section><?cs /if ?><?cs /def ?>
