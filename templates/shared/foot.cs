<?cs # Closes what head.cs opened. ?>
</main>
</div><?cs if:Page.Frame == "staff" ?></div><?cs /if ?>
</body>
</html>
