<?cs # One version of a form. Data: Title, Actions, Version.{name,version,hash,state,questions,answers,uploaded_at,uploaded_by,published_at,published_by,retired_at,retired_by,href,drop,media,media_href,
  State.{tone,icon,text}}, Languages.N.name, Findings.N.{tone,line,bind,text}, Questions.N.{label,kind,path,repeated}.
?><?cs include!"shared/macros.cs" ?><?cs include!"forms/findings.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content content-narrow">
<?cs call:page_head(Title, "") ?>
<section class="card" aria-labelledby="facts"><div class="card-head"><h2 id="facts">This version</h2><?cs call:chip(Version.State.tone, Version.State.icon, Version.State.text) ?></div><div class="card-body"><dl class="facts">
<dt>Uploaded</dt><dd><?cs var:Version.uploaded_at ?><?cs if:string.length(Version.uploaded_by) ?>, <?cs var:Version.uploaded_by ?><?cs /if ?></dd>
<?cs if:string.length(Version.published_at) ?><dt>Published</dt><dd><?cs var:Version.published_at ?><?cs if:string.length(Version.published_by) ?>, <?cs var:Version.published_by ?><?cs /if ?></dd><?cs /if ?>
<?cs if:string.length(Version.retired_at) ?><dt>Retired</dt><dd><?cs var:Version.retired_at ?><?cs if:string.length(Version.retired_by) ?>, <?cs var:Version.retired_by ?><?cs /if ?></dd><?cs /if ?>
<dt>Answers</dt><dd><?cs var:Version.answers ?></dd>
<dt>Languages</dt><dd><?cs if:subcount(Languages) ?><?cs each:l = Languages ?><?cs var:l.name ?><?cs if:!last(l) ?>, <?cs /if ?><?cs /each ?><?cs else ?>One<?cs /if ?></dd>
<?cs if:string.length(Version.media_href) ?><dt>Pictures and recordings</dt><dd><?cs var:Version.media ?> are here. <a class="lone" href="<?cs var:Version.media_href ?>">See and add</a></dd><?cs /if ?>
<dt>Id</dt><dd class="code"><?cs var:Version.name ?></dd>
<dt>SHA-256</dt><dd class="code hash"><?cs var:Version.hash ?></dd></dl>
<div class="buttons mt-4"><?cs if:Page.Can.form_fill ?><?cs call:post_button(Version.href + "/try", "", "", "", "eye", "Try it") ?><?cs /if ?><?cs call:link_button(Version.href + "/xml", "download", "XML") ?><?cs if:Version.state == "published" ?><a class="btn btn-stop" href="<?cs var:Version.href ?>/retire">Retire</a><?cs /if ?><?cs if:string.length(Version.drop) ?><a class="btn btn-stop" href="<?cs var:Version.drop ?>">Drop the draft</a><?cs /if ?></div></div></section>
<?cs if:subcount(Findings) ?><section class="card" aria-labelledby="found"><div class="card-head"><h2 id="found">Worth a look</h2></div><div class="card-body"><p>The form works. This is odd in it:</p><?cs call:findings() ?></div></section><?cs /if ?>
<section class="card card-list" aria-labelledby="questions"><div class="card-head"><h2 id="questions">Questions <?cs call:count(Version.questions, "") ?></h2></div>
<?cs if:subcount(Questions) ?><table class="table table-cards"><thead><tr><th scope="col">Question</th><th scope="col">Answer</th><th scope="col" class="not-narrow">In the form</th></tr></thead><tbody><?cs each:q = Questions ?><tr><th scope="row"><?cs var:q.label ?></th><td data-l="Answer"><?cs var:q.kind ?><?cs if:q.repeated ?>, several times<?cs /if ?></td><td class="not-narrow code small" data-l="In the form"><?cs var:q.path ?></td></tr><?cs /each ?></tbody></table>
<?cs else ?><?cs call:empty("ui-checks", "No questions", "This form asks nothing.", "", "") ?><?cs /if ?></section>
</div>
<?cs include!"shared/foot.cs" ?>
