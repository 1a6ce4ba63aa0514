<?cs # Opens a page up to <main>, by Page.Frame: staff, plain or error. Data: Page.*, see README.md; also
  Page.Search.value (what was searched for), Page.News.{count,href}, Page.Help.href. foot.cs closes what this opens.
?><?cs def:rail_item(r) ?><li<?cs if:r.key == "settings" || r.key == "agency" ?> class="rail-end"<?cs /if ?>><a href="<?cs var:r.href ?>"<?cs if:r.current ?> aria-current="page"<?cs /if ?>><?cs call:icon(r.icon) ?><span><?cs var:r.label ?></span><?cs if:r.count ?> <span class="count"><?cs var:r.count ?><span class="visually-hidden"> waiting</span></span><?cs /if ?></a></li><?cs /def
?><!DOCTYPE html>
<html lang="<?cs if:string.length(Page.Lang) ?><?cs var:Page.Lang ?><?cs else ?>en-AU<?cs /if ?>"<?cs if:string.length(Page.Dir) ?> dir="<?cs var:Page.Dir ?>"<?cs /if ?> data-frame="<?cs var:Page.Frame ?>" data-bs-theme="<?cs if:string.length(Page.Theme) ?><?cs var:Page.Theme ?><?cs else ?>auto<?cs /if ?>"<?cs if:Page.Contrast == "more" ?> data-contrast="high"<?cs /if ?><?cs if:Page.TextSize == "large" ?> data-text="large"<?cs /if ?>>
<head>
<meta charset="utf-8">
<title><?cs if:Page.HasErrors ?>Error: <?cs /if ?><?cs var:Page.Title ?><?cs if:string.length(Page.Agency.Name) ?> - <?cs var:Page.Agency.Name ?><?cs /if ?></title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="htmx-config" content='{"allowEval":false,"includeIndicatorStyles":false,"allowScriptTags":false,"selfRequestsOnly":true,"historyCacheSize":0,"refreshOnHistoryMiss":true,"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"409","swap":true,"error":false},{"code":"422","swap":true,"error":false},{"code":"[45]..","swap":false,"error":true}]}'>
<link rel="stylesheet" href="/static/carebook.css?v=<?cs var:Page.Asset ?>">
<link rel="icon" type="image/svg+xml" href="/static/favicon.svg?v=<?cs var:Page.Asset ?>">
<script src="/static/htmx.min.js?v=<?cs var:Page.Asset ?>" defer></script>
<?cs if:Page.Script == "fill" ?><script src="/static/fill.js?v=<?cs var:Page.Asset ?>" defer></script>
<?cs /if ?><script src="/static/carebook.js?v=<?cs var:Page.Asset ?>" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the page</a>
<?cs if:Page.Frame == "staff" ?><div class="app">
<nav class="rail on-rail" aria-label="Main">
<a class="brand" href="/"><img src="/static/logo.svg?v=<?cs var:Page.Asset ?>" alt="" width="24" height="31"><span>Carebook</span></a>
<ul><?cs each:r = Page.Rail ?><?cs call:rail_item(r) ?><?cs /each ?></ul>
<?cs if:subcount(Page.Rail) > #4 ?><details class="rail-more"><summary><?cs call:icon("three-dots") ?><span>More</span></summary><ul><?cs each:r = Page.Rail ?><?cs call:rail_item(r) ?><?cs /each ?></ul></details><?cs /if ?>
</nav>
<div class="stage">
<header class="top">
<?cs if:Page.Can.provider_view || !subcount(Page.Can) ?><form class="top-search" role="search" aria-label="Everything" method="get" action="/profiles/search"><label class="visually-hidden" for="top-q">Search providers, people, clients</label><input class="form-control" type="search" id="top-q" name="q" value="<?cs var:Page.Search.value ?>" placeholder="Search providers, people, clients" autocomplete="off" maxlength="100" data-slash><button type="submit" class="top-go" aria-label="Search"><?cs call:icon("search") ?></button><kbd aria-hidden="true" class="js-only">/</kbd></form><?cs /if ?>
<div class="top-end"><?cs if:string.length(Page.Help.href) ?><a class="top-help lone" href="<?cs var:Page.Help.href ?>"><?cs call:icon("question-circle") ?>Help</a><?cs /if ?><?cs if:string.length(Page.News.href) ?><a class="btn btn-small top-news" href="<?cs var:Page.News.href ?>"><?cs call:icon("bell") ?><?cs if:Page.News.count ?><?cs var:Page.News.count ?> new<?cs else ?>News<?cs /if ?></a><?cs /if ?><details class="menu"><summary class="me" aria-label="<?cs var:Page.User.Name ?>: your account"><?cs call:face(Page.User.Face, "") ?><span class="me-name"><?cs var:Page.User.Name ?></span></summary><div class="menu-list"><a href="/account/me"><?cs call:icon("person") ?>Your account</a><form method="post" action="/account/sign-out"><input type="hidden" name="_csrf" value="<?cs var:Page.Csrf ?>"><input type="hidden" name="_key" value="<?cs var:Page.Key ?>"><button type="submit"><?cs call:icon("box-arrow-right") ?>Sign out</button></form></div></details></div>
</header>
<main id="main" tabindex="-1"><?cs call:flash() ?>
<?cs elif:Page.Frame == "plain" ?><div class="plain<?cs if:Page.Wide ?> plain-wide<?cs /if ?>">
<header class="plain-side on-rail"><div class="plain-brand"><img src="/static/logo.svg?v=<?cs var:Page.Asset ?>" alt="" width="24" height="31"><?cs if:string.length(Page.Agency.Name) ?><?cs var:Page.Agency.Name ?><?cs else ?>Carebook<?cs /if ?></div><img class="picture" src="/static/sign-in.svg?v=<?cs var:Page.Asset ?>" alt="" width="410" height="656"></header>
<main id="main" class="plain-main" tabindex="-1"><div class="plain-brand"><img src="/static/logo.svg?v=<?cs var:Page.Asset ?>" alt="" width="24" height="31"><?cs if:string.length(Page.Agency.Name) ?><?cs var:Page.Agency.Name ?><?cs else ?>Carebook<?cs /if ?></div><?cs call:flash() ?>
<?cs elif:Page.Frame == "bare" ?><div class="bare"><main id="main" class="content" tabindex="-1">
<?cs else ?><div class="error-page"><main id="main" tabindex="-1">
<?cs /if ?>
