<?cs # What must be there before a draft is published. Data (besides profile-head's): Publish.{ready,sentence}, Items.N.{tone,text,more,href,label}, Form.*.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<?cs call:error_summary() ?><?cs call:conflict() ?>
<section class="answer answer-<?cs var:Answer.tone ?>"><?cs call:answer_head(Answer) ?><?cs call:answer_checks(Items) ?>
<div class="answer-ask"><?cs if:Publish.ready ?><form method="post" action="<?cs var:Form.Action ?>"><?cs call:form_hidden() ?><p class="mb-3">Everybody who may see providers sees it from then on, and it is searched when a place is needed.</p><div class="buttons"><?cs call:button("primary", "check-lg", "Publish") ?><a class="btn btn-quiet" href="<?cs var:Profile.href ?>">Not yet</a></div></form><?cs else ?><div class="buttons"><a class="btn btn-quiet" href="<?cs var:Profile.href ?>">Back to the draft</a></div><?cs /if ?></div>
</section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
