<?cs # The way in for people outside: the e-mail address, the code, throwing a draft away. Frame plain. Data: Apply.{title,intro,description,lead,email,step,questions,questions_label},
  Languages.N.{label,code,href,rtl,current}, Form.*, Other.{href,label} (another way).
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?>
<?cs if:subcount(Languages) ?><nav class="languages" aria-label="Language"><ul class="seg"><?cs each:l = Languages ?><li><a href="<?cs var:l.href ?>" lang="<?cs var:l.code ?>" hreflang="<?cs var:l.code ?>"<?cs if:l.rtl ?> dir="rtl"<?cs /if ?><?cs if:l.current ?> aria-current="true"<?cs /if ?>><?cs var:l.label ?></a></li><?cs /each ?></ul></nav><?cs /if ?>
<h1><?cs var:Form.Title ?></h1>
<?cs if:string.length(Apply.step) ?><p class="lead"><?cs var:Apply.lead ?></p><?cs if:string.length(Apply.email) ?><p><b dir="ltr"><?cs var:Apply.email ?></b></p><?cs /if ?>
<?cs else ?><?cs if:string.length(Apply.intro) ?><p class="lead pre"><?cs var:Apply.intro ?></p><?cs elif:string.length(Apply.description) ?><p class="lead"><?cs var:Apply.description ?></p><?cs /if ?><p><?cs var:Apply.lead ?></p><?cs if:Apply.questions ?><p class="muted"><?cs var:Apply.questions_label ?>: <?cs var:Apply.questions ?></p><?cs /if ?><?cs /if ?>
<?cs call:error_summary() ?>
<form method="post" action="<?cs var:Form.Action ?>" novalidate>
<?cs call:form_hidden() ?>
<?cs call:fields() ?>
<div class="form-foot"><button type="submit" class="btn <?cs if:Form.Danger ?>btn-danger<?cs else ?>btn-primary<?cs /if ?> btn-wide"><?cs var:Form.Submit ?></button></div>
</form>
<div class="plain-foot"><?cs if:string.length(Other.href) ?><p><a class="lone" href="<?cs var:Other.href ?>"><?cs var:Other.label ?></a></p><?cs /if ?><?cs if:string.length(Page.Agency.Phone) ?><a class="ring-us" href="tel:<?cs var:Page.Agency.Tel ?>"><?cs call:icon("telephone-fill") ?><span><b dir="ltr"><?cs var:Page.Agency.Phone ?></b><?cs if:string.length(Page.Agency.Hours) ?><small><?cs var:Page.Agency.Hours ?></small><?cs /if ?></span></a><?cs /if ?></div>
<?cs include!"shared/foot.cs" ?>
