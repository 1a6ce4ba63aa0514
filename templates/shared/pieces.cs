<?cs # The sheet of all pieces, for those who write pages and for tests of the style sheet. Page.Frame is "bare". No other data.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/charts.cs" ?><?cs include!"shared/head.cs" ?><?cs
def:swatch(class, name, hex) ?><div class="swatch"><div class="swatch-<?cs var:class ?>"><?cs var:name ?></div><span><?cs var:hex ?></span></div><?cs /def ?>
<h1>Carebook: the pieces</h1>
<p class="lead muted">Everything on the screens is made of these.</p>
<h2 class="h-part">Colour</h2>
<div class="swatches"><?cs call:swatch("canvas", "Canvas", "#F5F2ED") ?><?cs call:swatch("surface", "Surface", "#FFFFFF") ?><?cs call:swatch("sunken", "Sunken", "#EDE8E1") ?><?cs call:swatch("line-strong", "Line strong", "#80776B") ?><?cs call:swatch("muted", "Muted", "#545C5F") ?><?cs call:swatch("ink", "Ink", "#1F272A") ?><?cs call:swatch("action", "Lagoon (action)", "#14545F") ?><?cs call:swatch("rail", "Rail", "#0B2F37") ?><?cs call:swatch("tint", "Tint", "#E6F1F2") ?><?cs call:swatch("wattle", "Wattle (now, focus)", "#F5C142") ?><?cs call:swatch("ok-solid", "OK", "#2E7440") ?><?cs call:swatch("warn-solid", "Attention", "#B06C00") ?><?cs call:swatch("bad-solid", "Stop", "#AE3222") ?><?cs call:swatch("info-solid", "Info", "#3F62AD") ?><?cs call:swatch("plum-solid", "Plum", "#8B3E7B") ?><?cs call:swatch("stone-bg", "Stone", "#EAE6DF") ?></div>
<div class="row">
<div class="col-lg-6">
<h2 class="h-part">Status chips: shape of the icon, word, then colour</h2>
<div class="chips"><?cs call:chip("dashed", "pencil", "Draft") ?><?cs call:chip("ok", "check", "Active") ?><?cs call:chip("dashed", "pencil", "Draft changes") ?><?cs call:chip("bad", "pause-fill", "Suspended") ?><?cs call:chip("stone", "door-closed", "Closed") ?><?cs call:chip("stone", "archive", "Archived") ?><?cs call:chip("ok", "shield-check", "To 30 Jun 2027") ?><?cs call:chip("warn", "hourglass-split", "23 days left") ?><?cs call:chip("bad", "calendar-x", "Expired 31 Oct") ?><?cs call:chip("info", "send", "Applied 2 Nov") ?><?cs call:chip("bad", "shield-x", "Revoked") ?><?cs call:chip("ok", "check", "Booked") ?><?cs call:chip("warn", "hourglass-split", "Waiting for Aroha") ?><?cs call:chip("info", "search", "Finding someone") ?><?cs call:chip("info", "broadcast", "Under way") ?><?cs call:chip("stone", "check2", "Done") ?><?cs call:chip("bad", "x-octagon-fill", "Declined") ?><?cs call:chip("plum", "lock-fill", "Restricted") ?></div>
<h2 class="h-part">Buttons and states</h2>
<div class="buttons mb-2"><button type="button" class="btn btn-primary">Primary</button><button type="button" class="btn btn-primary show-focus">Focus</button><button type="button" class="btn btn-primary" aria-busy="true"><?cs call:icon("arrow-repeat") ?>Saving…</button><button type="button" class="btn" aria-disabled="true">Not yet</button></div>
<div class="buttons"><button type="button" class="btn">Secondary</button><button type="button" class="btn show-focus">Focus</button><button type="button" class="btn btn-quiet">Quiet</button><button type="button" class="btn btn-chosen"><?cs call:icon("check") ?>Chosen</button><button type="button" class="btn btn-stop">Stop</button><button type="button" class="btn btn-danger">Remove for good</button></div>
<h2 class="h-part">Messages</h2>
<?cs call:message("ok", "Note saved.", "#undo", "Undo") ?><?cs call:message("warn", "Tom changed this profile while you were typing.", "#compare", "Compare the two") ?><?cs call:message("bad", "Not saved: the server did not answer. Your text is still here.", "", "") ?><?cs call:message("info", "The licence was applied for on 2 November.", "", "") ?>
<h2 class="h-part">Tabs, counts, verdicts</h2>
<p><?cs call:count("2", "") ?> <?cs call:count("0", "") ?> <?cs call:count("4", "bad") ?> <?cs call:count("3", "warn") ?> <?cs call:verdict("ok", "Yes,", "1 of 3 places") ?> &nbsp; <?cs call:verdict("bad", "No,", "licence expired") ?></p>
<nav aria-label="An example of tabs"><ul class="seg"><li><a href="#a">Active <span class="n">181</span></a></li><li><a href="#d">Draft <span class="n">12</span></a></li><li><a href="#all" aria-current="page">All <span class="n">196</span></a></li></ul></nav>
<h2 class="h-part">Steps</h2>
<ol class="steps"><li class="is-done"><span class="step"><?cs call:icon("check") ?></span><div><a href="#s1">The visit</a><small>6 of 6 answered</small></div></li><li class="is-here"><span class="step">2</span><div><a href="#s2" aria-current="step">Who lives here</a><small class="is-bad">2 to fix</small></div></li><li><span class="step">3</span><div><a href="#s3">Safety at home</a><small>0 of 12</small></div></li></ol>
</div>
<div class="col-lg-6">
<h2 class="h-part">Fields</h2>
<div class="pair"><div class="field"><label class="label" for="x1">Phone</label><p class="hint" id="x1h">Area code first</p><input class="form-control" type="text" id="x1" value="(02) 5550 0142" aria-describedby="x1h"></div><div class="field"><label class="label" for="x2">Phone, focused</label><p class="hint" id="x2h">Area code first</p><input class="form-control show-focus" type="text" id="x2" value="(02) 5550" aria-describedby="x2h"></div></div>
<div class="field is-invalid-field"><label class="label" for="x3">Licence ends</label><p class="err" id="x3e"><?cs call:icon("exclamation-octagon-fill") ?>The end must be after the start, 1 July 2024</p><input class="form-control w-half" type="text" id="x3" value="30 06 2023" aria-invalid="true" aria-describedby="x3e"></div>
<div class="choices-row"><label class="form-check"><input class="form-check-input" type="checkbox" checked><span>Can accept now</span></label><label class="form-check"><input class="form-check-input" type="radio" name="x4"><span>Just once</span></label><label class="form-check"><input class="form-check-input" type="radio" name="x4" checked><span>Every week</span></label></div>
<h2 class="h-part">Repeats</h2>
<div class="repeat"><div class="repeat-head"><h3>Person 1: Paul Mercer</h3><?cs call:chip("ok", "check", "Complete") ?><div class="buttons"><a class="btn btn-small btn-quiet" href="#c">Change</a><a class="btn btn-small btn-quiet" href="#r">Remove</a></div></div><span class="muted">Born 9 February 1979. Carer.</span></div>
<div class="repeat repeat-open"><div class="repeat-head"><h3>Person 2: Grace Mercer</h3><?cs call:chip("bad", "exclamation-circle", "2 to fix") ?></div><div class="field"><label class="label" for="x5">Given names</label><input class="form-control" type="text" id="x5" value="Grace Eleanor"></div></div>
<button type="button" class="btn btn-dashed"><?cs call:icon("plus-lg") ?>Add person 3</button>
<h2 class="h-part">Empty state</h2>
<div class="card"><?cs call:empty("calendar-event", "No meetings yet", "When you plan one, everyone gets an invitation for their own calendar.", "#plan", "Plan a meeting") ?></div>
<h2 class="h-part">Meter</h2>
<?cs call:span_meter("72", "ok", "72 of 100") ?><?cs call:meter("40", "stone", "4 of 10") ?>
</div>
</div>
<h2 class="h-part">Focus ring on every ground</h2>
<div class="grounds"><div class="swatch-canvas"><button type="button" class="btn show-focus">Canvas</button></div><div class="swatch-action"><button type="button" class="btn show-focus">Lagoon</button></div><div class="swatch-rail on-rail"><button type="button" class="btn show-focus">Rail</button></div><div class="swatch-wattle"><button type="button" class="btn show-focus">Wattle</button></div></div>
<h2 class="h-part">Type</h2>
<div class="type-row"><span class="type-1">Page 30 / 38</span><span class="type-2">Section 22 / 28</span><span class="type-3">Part 19 / 24</span><span>Body 15 / 19</span><span class="small muted">Small 13 / 17</span><span class="price">$1,282.69</span><span class="code">Il1 O0 B8 S5</span><em>Slanted words</em></div>
<h2 class="h-part">What happened</h2>
<ol class="timeline"><li><span class="dot dot-bad"><?cs call:icon("shield-x") ?></span><b>9 Nov</b> Licence suspended by the regulator</li><li><span class="dot dot-ok"><?cs call:icon("check") ?></span><b>2 Nov</b> Published by Priya Nair</li><li><span class="dot"><?cs call:icon("pencil") ?></span><b>1 Nov</b> Phone changed from <span class="diff"><del>(02) 5550 0142</del> to <ins>(02) 5550 0199</ins></span></li></ol>
<h2 class="h-part">Charts</h2>
<?cs call:chart_run(Run, "What is left falls from $6,681.69 on 1 October to $3,269.09 today") ?>
<?cs call:chart_bars(Bars, "What was used in each month") ?>
<h2 class="h-part">People</h2>
<div class="chips"><?cs each:n = Faces ?><?cs call:face(n, "") ?> <?cs /each ?></div>
<?cs include!"shared/foot.cs" ?>
