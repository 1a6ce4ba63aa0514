<?cs # The head of every page of a profile: crumbs, name, chips, actions, sections. Included after shared/head.cs; profile-foot.cs closes it.
  Data: Page.Crumbs, Profile.{id,name,href,kind,place,icon,tone,face}, Profile.Chips.N.{tone,icon,text}, Profile.Actions.N.{href,icon,label,primary},
  Profile.Groups.N.{label,Sections.M.{key,href,label,icon,count,tone,current}}, Profile.Section.{icon,label} (the one that is shown, for the phone).
?><?cs def:profile_sections() ?><?cs each:g = Profile.Groups ?><h2><?cs var:g.label ?></h2><ul class="section-list"><?cs each:s = g.Sections ?><li><a href="<?cs var:s.href ?>"<?cs if:s.current ?> aria-current="page"<?cs /if ?>><?cs call:icon(s.icon) ?><span><?cs var:s.label ?></span><?cs call:count(s.count, s.tone) ?></a></li><?cs /each ?></ul><?cs /each ?><?cs /def ?>
<div class="profile-head"><?cs call:crumbs() ?>
<div class="row-1"><div class="id"><?cs if:Profile.photo ?><?cs call:photo(Profile.photo, "medium", "200", "236", Profile.photo_alt) ?><?cs else ?><?cs call:portrait(Profile) ?><?cs /if ?><div><h1><?cs var:Profile.name ?></h1><div class="kind"><span><?cs var:Profile.kind ?><?cs if:string.length(Profile.place) ?>, <?cs var:Profile.place ?><?cs /if ?></span><?cs call:chips(Profile.Chips) ?></div></div></div><?cs call:actions(Profile.Actions) ?></div>
</div>
<div class="profile">
<nav class="sections" aria-label="Sections of the profile"><?cs call:profile_sections() ?></nav>
<details class="sections-fold"><summary><?cs if:string.length(Profile.Section.icon) ?><?cs call:icon(Profile.Section.icon) ?><?cs else ?><?cs call:icon("card-text") ?><?cs /if ?><span><span class="visually-hidden">Section: </span><?cs if:string.length(Profile.Section.label) ?><?cs var:Profile.Section.label ?><?cs else ?>Sections<?cs /if ?></span><?cs call:icon("chevron-down") ?></summary><nav aria-label="Sections"><?cs call:profile_sections() ?></nav></details>
<div class="profile-body">
