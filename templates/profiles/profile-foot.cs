<?cs # Closes what profile-head.cs opened. ?>
</div>
</div>
