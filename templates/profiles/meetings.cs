<?cs # The meetings of a profile. Data (besides profile-head's): Show (coming, past), Tabs, Meetings.N.{title,href,when,place,organiser,who,Chip}, Pager, Add.href.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<div class="section-head"><h2>Meetings</h2><?cs if:string.length(Add.href) ?><?cs call:link_primary(Add.href, "plus-lg", "Plan a meeting") ?><?cs /if ?></div>
<div class="toolbar"><?cs call:tabs(Tabs, "When") ?></div>
<section class="card card-list" aria-label="Meetings">
<?cs if:subcount(Meetings) ?><table class="table table-cards"><thead><tr><th scope="col">Meeting</th><th scope="col">When</th><th scope="col">Place</th><th scope="col">Who</th><th scope="col">State</th></tr></thead><tbody><?cs each:m = Meetings ?><tr>
<th scope="row"><a class="who-name" href="<?cs var:m.href ?>"><?cs var:m.title ?></a><span class="who-what"><?cs var:m.organiser ?></span></th>
<td data-l="When"><?cs var:m.when ?></td><td data-l="Place"><?cs if:string.length(m.place) ?><?cs var:m.place ?><?cs else ?><span class="muted">Not said yet</span><?cs /if ?></td><td data-l="Who"><?cs var:m.who ?></td>
<td data-l="State"><?cs call:chip(m.Chip.tone, m.Chip.icon, m.Chip.text) ?></td></tr><?cs /each ?></tbody></table><?cs call:pager() ?><?cs
elif:Show == "past" ?><?cs call:empty("calendar-check", "No meetings yet", "Meetings that are over or cancelled stand here, with what came of them.", "", "") ?><?cs
else ?><?cs call:empty("calendar-event", "No meeting is planned", "Plan one, and everyone you choose gets an invitation for their calendar. It moves by itself when the meeting moves.", Add.href, "Plan a meeting") ?><?cs /if ?>
</section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
