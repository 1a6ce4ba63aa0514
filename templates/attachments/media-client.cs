<?cs # What one client gets. Data: Media.N, Consent.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/media.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><?cs call:page_head(Page.Title, Consent) ?>
<?cs if:subcount(Media) ?><?cs call:media_cards(Media) ?><?cs else ?><div class="card"><?cs call:empty("collection-play", "Nothing is published to them", "What is published to everybody, to a group of theirs or to them by name stands here.", "/attachments/media", "The library") ?></div><?cs /if ?>
</div>
<?cs include!"shared/foot.cs" ?>
