<?cs # A section that holds nothing yet. Data (besides profile-head's): Later.{icon,title,text}.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<section class="card"><?cs call:empty(Later.icon, Later.title, Later.text, "", "") ?></section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
