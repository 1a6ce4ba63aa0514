<?cs # The media library. Data: Media.N (see shared/media.cs), Form (filters), Pager.{prev,next}, Filtered, Actions.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/media.cs" ?><?cs include!"shared/head.cs" ?>
<div class="content"><?cs call:page_head("Media for clients", "Videos, recordings, pictures, leaflets and articles that the agency publishes to its clients.") ?>
<?cs call:filters("list") ?>
<div id="list"><?cs if:subcount(Media) ?><?cs call:media_cards(Media) ?><?cs call:pager() ?><?cs elif:Filtered ?><div class="card"><?cs call:empty("search", "Nothing like this is there", "Change or clear what is searched for.", "/attachments/media", "Show all") ?></div><?cs elif:Page.Can.media_edit ?><div class="card"><?cs call:empty("collection-play", "Nothing is in the library yet", "Add a video, a recording, a picture, a leaflet or an article, then publish it to everybody, to groups, or to single clients.", "/attachments/media/add", "Add something") ?></div><?cs else ?><div class="card"><?cs call:empty("collection-play", "Nothing is in the library yet", "What is published to clients will stand here.", "", "") ?></div><?cs /if ?></div>
</div>
<?cs include!"shared/foot.cs" ?>
