<?cs # The list of providers. Data: Lead (one sentence), Actions.N.{href,icon,label,primary}, Tabs.N.{label,href,count,current},
  Form.Action and Form.Fields (filters, by GET), Save.href (save this view), Sort.<name|state|licence|accept|assigned|tasks|changed>.{href,dir},
  Providers.N.{id,name,href,kind,place,icon,tone,face,state.{tone,icon,text},draft_changes,licence.{tone,icon,text},
  accept.{tone,yes,text},assigned,tasks,tasks_tone,changed}, Pager.{from,to,total,prev,next}.
  accept.tone is ok or bad, accept.yes the bold word ("Yes," "No,"); without a tone only accept.text is shown. Empty.{title,text} when nobody fits.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content">
<?cs call:page_head("Providers", Lead) ?>
<div class="toolbar"><div id="tabs"><?cs call:tabs(Tabs, "By state") ?></div><?cs call:filters("list") ?></div>
<section class="card card-list" id="list" aria-label="Providers">
<?cs if:subcount(Providers) ?><table class="table table-cards">
<thead><tr><?cs call:sort_head(Sort.name, "Provider", "col-main") ?><?cs call:sort_head(Sort.state, "State", "") ?><?cs call:sort_head(Sort.licence, "Licence", "") ?><?cs call:sort_head(Sort.accept, "Can accept now?", "") ?><?cs call:sort_head(Sort.assigned, "Assigned to", "not-narrow") ?><?cs call:sort_head(Sort.tasks, "Open tasks", "num") ?><?cs call:sort_head(Sort.changed, "Changed", "not-narrow") ?></tr></thead>
<tbody><?cs each:p = Providers ?>
<tr>
<th scope="row"><div class="who"><?cs call:portrait(p) ?><div><a class="who-name" href="<?cs var:p.href ?>"><?cs var:p.name ?></a><span class="who-what"><?cs var:p.kind ?><?cs if:string.length(p.place) ?>, <?cs var:p.place ?><?cs /if ?></span></div></div></th>
<td><span class="chips"><?cs call:chip(p.state.tone, p.state.icon, p.state.text) ?><?cs if:p.draft_changes ?><?cs call:chip("dashed", "pencil", "Draft changes") ?><?cs /if ?></span></td>
<td data-l="Licence"><?cs call:chip(p.licence.tone, p.licence.icon, p.licence.text) ?></td>
<td data-l="Accepts now"><?cs if:string.length(p.accept.tone) ?><?cs call:verdict(p.accept.tone, p.accept.yes, p.accept.text) ?><?cs else ?><span class="muted"><?cs var:p.accept.text ?></span><?cs /if ?></td>
<td class="not-narrow nowrap"><?cs var:p.assigned ?></td>
<td class="num" data-l="Open tasks"><?cs call:count(p.tasks, p.tasks_tone) ?></td>
<td class="not-narrow nowrap"><?cs var:p.changed ?></td>
</tr><?cs /each ?>
</tbody></table>
<?cs call:pager() ?>
<?cs else ?><?cs call:empty("search", Empty.title, Empty.text, "/profiles/providers", "Show all providers") ?><?cs /if ?>
</section>
</div>
<?cs include!"shared/foot.cs" ?>
