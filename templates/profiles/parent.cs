<?cs # Chooses the organisation that a provider belongs to. Data (besides profile-head's): Find.{action,value,done}, Found.N.{id,name,type,suburb,icon,tone}, Parent.name, Form.*.
?><?cs include!"shared/macros.cs" ?><?cs include!"shared/head.cs" ?><?cs include!"profiles/profile-head.cs" ?>
<?cs call:error_summary() ?>
<section class="card"><div class="card-head"><h2>What it belongs to</h2></div><div class="card-body">
<?cs if:string.length(Parent.name) ?><p>Now: <b><?cs var:Parent.name ?></b></p><p><?cs call:post_button(Form.Action, "parent", "", "stop", "x-lg", "It stands on its own") ?></p><?cs /if ?>
<form method="get" action="<?cs var:Find.action ?>"><label class="label" for="find">Find an organisation</label><div class="with-button"><input class="form-control" type="search" id="find" name="q" value="<?cs var:Find.value ?>" placeholder="Name or phone" maxlength="100" autocomplete="off"><button type="submit" class="btn">Find</button></div></form>
</div>
<?cs if:subcount(Found) ?><table class="table table-cards"><thead><tr><th scope="col">Provider</th><th scope="col"><span class="visually-hidden">Choose</span></th></tr></thead><tbody><?cs each:p = Found ?>
<tr><th scope="row"><div class="who"><?cs call:arch(p.icon, p.tone) ?><div><span class="who-name"><?cs var:p.name ?></span><span class="who-what"><?cs var:p.type ?><?cs if:string.length(p.suburb) ?>, <?cs var:p.suburb ?><?cs /if ?></span></div></div></th><td class="num"><?cs call:post_button(Form.Action, "parent", p.id, "small", "", "Choose") ?></td></tr><?cs /each ?></tbody></table>
<?cs elif:Find.done ?><div class="card-body"><p class="muted">Nobody of that name or number.</p></div><?cs /if ?></section>
<?cs include!"profiles/profile-foot.cs" ?><?cs include!"shared/foot.cs" ?>
