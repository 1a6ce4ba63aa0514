<?cs # Public holidays. Data: Lead, Actions, Tabs (years), Form (filters), Year, State, Unchecked ("5 holidays"),
  Holidays.N.{href,remove,name,state,state_name,from,checked,on_date.text}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head("Public holidays", Lead) ?>
<div class="toolbar"><div id="years"><?cs call:tabs(Tabs, "By year") ?></div><form class="filters" id="filters" method="get" action="/agency/holidays" hx-get="/agency/holidays" hx-trigger="change" hx-target="#list" hx-select="#list" hx-select-oob="#years" hx-swap="outerHTML" hx-push-url="true" role="search" aria-label="Filter the list"><input type="hidden" name="year" value="<?cs var:Year ?>"><?cs call:filter(Form.Fields.state) ?><button type="submit" class="btn no-js-only">Apply</button></form></div>
<div id="list">
<?cs if:string.length(Unchecked) ?><div class="message message-warn"><?cs call:icon("exclamation-triangle-fill") ?><div><p><b><?cs var:Unchecked ?> came with Carebook, and nobody here has looked at them yet.</b></p><p>Hold them against your state's own announcement. Days of a town or a district are for you to add.</p><form class="inline" method="post" action="/agency/holidays/check"><?cs call:form_hidden() ?><input type="hidden" name="year" value="<?cs var:Year ?>"><input type="hidden" name="state" value="<?cs var:State ?>"><?cs call:button("", "check-lg", "They are right") ?></form></div></div><?cs /if ?>
<section class="card card-list" aria-label="Holidays">
<?cs if:subcount(Holidays) ?><table class="table table-cards"><thead><tr><th scope="col">Holiday</th><th scope="col">Day</th><th scope="col">State</th><th scope="col">Part of the day</th><th scope="col">Looked at</th><th scope="col"><span class="visually-hidden">Remove</span></th></tr></thead><tbody><?cs each:h = Holidays ?>
<tr><th scope="row"><a class="who-name" href="<?cs var:h.href ?>"><?cs var:h.name ?><span class="visually-hidden">, <?cs var:h.state_name ?></span></a></th><td data-l="Day"><?cs var:h.on_date.text ?></td><td data-l="State"><abbr title="<?cs var:h.state_name ?>"><?cs var:h.state ?></abbr></td><?cs if:string.length(h.from) ?><td data-l="Part of the day"><?cs call:chip("info", "clock", h.from) ?></td><?cs else ?><td class="not-phone not-narrow"></td><?cs /if ?><td data-l="Looked at"><?cs if:h.checked ?><?cs call:chip("ok", "check-lg", "Yes") ?><?cs else ?><?cs call:chip("warn", "eye", "Not yet") ?><?cs /if ?></td><td class="act num"><a class="btn btn-small btn-quiet" href="<?cs var:h.remove ?>">Remove<span class="visually-hidden"> <?cs var:h.name ?>, <?cs var:h.state_name ?></span></a></td></tr><?cs /each ?></tbody></table>
<?cs else ?><?cs call:empty("calendar-event", "No holidays in this year", "Add them one by one, or paste a list from your state's website.", "/agency/holidays/import", "Paste a list") ?><?cs /if ?>
</section></div>
</div>
<?cs include!"shared/foot.cs" ?>
