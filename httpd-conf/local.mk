# httpd-conf/local.mk: the web servers' and systemd's files, filled in for the
# place of installation. Included by ../Makefile.am.
# SPDX-License-Identifier: MIT

# These can be given to configure or make: make install web_group=nobody
web_group = www-data
files_dir = /var/lib/carebook/files
tmpfilesdir = $(prefix)/lib/tmpfiles.d
systemdsystemunitdir = $(prefix)/lib/systemd/system
sysusersdir = $(prefix)/lib/sysusers.d

httpd_confdir = $(pkgdatadir)/httpd-conf

HTTPD_CONF_IN = \
	httpd-conf/apache/carebook-https.conf.in \
	httpd-conf/apache/carebook-private.conf.in \
	httpd-conf/apache/carebook-site.conf.in \
	httpd-conf/nginx/carebook-https.conf.in \
	httpd-conf/nginx/carebook-private.conf.in \
	httpd-conf/nginx/carebook-site.conf.in \
	httpd-conf/systemd/carebook-courier.service.in \
	httpd-conf/systemd/carebook-porter.service.in \
	httpd-conf/systemd/carebook-program.socket.in \
	httpd-conf/systemd/carebook-program@.service.in \
	httpd-conf/systemd/carebook.sysusers.in \
	httpd-conf/systemd/carebook.target.in \
	httpd-conf/systemd/carebook.tmpfiles.in

httpd-conf/made/stamp: Makefile $(srcdir)/httpd-conf/fill $(srcdir)/httpd-conf/fill-all \
		$(srcdir)/httpd-conf/programs $(HTTPD_CONF_IN)
	$(AM_V_GEN)$(MKDIR_P) httpd-conf && \
	"$(srcdir)/httpd-conf/fill-all" httpd-conf/made "BIN=$(bindir)" \
	  "LIBEXEC=$(pkglibexecdir)" "SHARE=$(pkgdatadir)" \
	  "CONF=$(sysconfdir)/carebook/carebook.conf" "WEB_GROUP=$(web_group)" \
	  "FILES=$(files_dir)" && \
	touch $@

# The .in files go along, so that a private web server can be set up from any
# prefix, and the programs' numbers of processes can be changed.
install-httpd-conf: httpd-conf/made/stamp
	for d in nginx apache systemd root/carebook-pages; do \
	  $(MKDIR_P) "$(DESTDIR)$(httpd_confdir)/$$d" || exit 1; done
	for f in programs $$(cd "$(srcdir)/httpd-conf" && echo */*.in root/carebook-pages/*.html); do \
	  $(INSTALL_DATA) "$(srcdir)/httpd-conf/$$f" "$(DESTDIR)$(httpd_confdir)/$$f" || exit 1; done
	for f in fill fill-all; do \
	  $(INSTALL_SCRIPT) "$(srcdir)/httpd-conf/$$f" "$(DESTDIR)$(httpd_confdir)/$$f" || exit 1; done
	for f in $$(cd httpd-conf/made && echo nginx/*.conf apache/*.conf); do \
	  $(INSTALL_DATA) "httpd-conf/made/$$f" "$(DESTDIR)$(httpd_confdir)/$$f" || exit 1; done
	$(MKDIR_P) "$(DESTDIR)$(systemdsystemunitdir)" "$(DESTDIR)$(sysusersdir)"
	for f in $$(cd httpd-conf/made/systemd && echo *); do \
	  $(INSTALL_DATA) "httpd-conf/made/systemd/$$f" "$(DESTDIR)$(systemdsystemunitdir)/$$f" || exit 1; done
	$(INSTALL_DATA) httpd-conf/made/sysusers/carebook.conf "$(DESTDIR)$(sysusersdir)/carebook.conf"
	$(MKDIR_P) "$(DESTDIR)$(tmpfilesdir)"
	$(INSTALL_DATA) httpd-conf/made/tmpfiles/carebook.conf "$(DESTDIR)$(tmpfilesdir)/carebook.conf"

uninstall-httpd-conf: httpd-conf/made/stamp
	rm -rf "$(DESTDIR)$(httpd_confdir)"
	for f in $$(cd httpd-conf/made/systemd && echo *); do \
	  rm -f "$(DESTDIR)$(systemdsystemunitdir)/$$f"; done
	rm -f "$(DESTDIR)$(sysusersdir)/carebook.conf" "$(DESTDIR)$(tmpfilesdir)/carebook.conf"

clean-httpd-conf:
	rm -rf httpd-conf/made

.PHONY: install-httpd-conf uninstall-httpd-conf clean-httpd-conf
