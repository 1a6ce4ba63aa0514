/* SMTP by libcurl.
 * SPDX-License-Identifier: MIT */
#include "notify/smtp.h"

#include <curl/curl.h>
#include <stdio.h>

#include "base/mem.h"

enum { CONNECT_SECONDS = 15, WHOLE_SECONDS = 120 };

struct smtp {
	CURL *curl;
	const char *url, *user;
	char password[200];
	bool local; /* on this machine */
};

/* One message on its way. */
struct going {
	const struct smtp_mail *mail;
	size_t at;
	bool begun, whole;
};

static int smtp_destroy(struct smtp *s)
{
	curl_easy_cleanup(s->curl);
	return 0;
}

static bool is_local(const char *url)
{
	static const char *const hosts[] = {"127.0.0.1", "localhost", "[::1]"};
	const char *host = strstr(url, "://");

	for (size_t i = 0; host && i < sizeof hosts / sizeof *hosts; i++) {
		size_t n = strlen(hosts[i]);

		if (!strncmp(host + 3, hosts[i], n) &&
		    strchr(":/", host[3 + n]))
			return true;
	}
	return false;
}

static NEOERR *read_password(struct smtp *s, const char *path)
{
	FILE *f = fopen(path, "re");

	if (!f || !fgets(s->password, sizeof s->password, f)) {
		if (f)
			fclose(f);
		return nerr_raise(ERR_UNAVAILABLE, "%s cannot be read", path);
	}
	fclose(f);
	s->password[strcspn(s->password, "\r\n")] = '\0';
	return STATUS_OK;
}

NEOERR *smtp_open(void *ctx, const struct conf *conf, struct smtp **out)
{
	struct smtp *s = mem_new(ctx, struct smtp);
	const char *file = conf_get(conf, "smtp_password_file");

	s->url = conf_get(conf, "smtp_url");
	s->user = conf_get(conf, "smtp_user");
	s->local = is_local(s->url);
	if (s->user && file)
		TRY(read_password(s, file));
	s->curl = curl_easy_init();
	if (!s->curl)
		return nerr_raise(NERR_NOMEM, "curl");
	talloc_set_destructor(s, smtp_destroy);
	*out = s;
	return STATUS_OK;
}

static size_t give(char *out, size_t size, size_t n, void *arg)
{
	struct going *g = arg;
	size_t left = strlen(g->mail->text + g->at);

	if (!g->begun) {
		if (!g->mail->handing(g->mail->arg))
			return CURL_READFUNC_ABORT;
		g->begun = true;
	}
	if (left > size * n)
		left = size * n;
	memcpy(out, g->mail->text + g->at, left);
	g->at += left;
	/* curl asks no more once it has as much as was announced. */
	g->whole = !g->mail->text[g->at];
	return left;
}

/* The way to the server. */
static void set_up_way(struct smtp *s, char *error)
{
	CURL *c = s->curl;

	curl_easy_reset(c);
	curl_easy_setopt(c, CURLOPT_URL, s->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS);
	/* An old connection that is dead would make curl try again by itself,
	 * behind our back. */
	curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(c, CURLOPT_FORBID_REUSE, 1L);
	if (s->user) {
		curl_easy_setopt(c, CURLOPT_USERNAME, s->user);
		curl_easy_setopt(c, CURLOPT_PASSWORD, s->password);
	}
	curl_easy_setopt(c, CURLOPT_USE_SSL,
			 (long)(s->user && !s->local ? CURLUSESSL_ALL
						     : CURLUSESSL_TRY));
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, error);
}

static void set_up(struct smtp *s, const struct smtp_mail *m, struct going *g,
		   struct curl_slist *to, const char *from, char *error)
{
	CURL *c = s->curl;

	set_up_way(s, error);
	curl_easy_setopt(c, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE,
			 (curl_off_t)strlen(m->text));
	curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(c, CURLOPT_READDATA, g);
}

/* See smtp.h; code: the server's last answer. */
static enum outcome judge(CURLcode rc, const struct going *g, long code)
{
	if (rc == CURLE_OK)
		return OUTCOME_SENT;
	/* The name or the password is wrong: an administrator mends that. */
	if (rc == CURLE_LOGIN_DENIED || (code >= 530 && code <= 538))
		return OUTCOME_RETRY;
	if (rc == CURLE_COULDNT_CONNECT || rc == CURLE_COULDNT_RESOLVE_HOST)
		return OUTCOME_RETRY;
	if (code >= 500 && code < 600)
		return OUTCOME_FAILED;
	if (code >= 400 && code < 500)
		return OUTCOME_RETRY;
	return g->begun && g->whole ? OUTCOME_UNKNOWN : OUTCOME_RETRY;
}

enum outcome smtp_send(struct smtp *s, void *ctx, const struct smtp_mail *m,
		       const char **error)
{
	char words[CURL_ERROR_SIZE] = "";
	struct going g = {.mail = m};
	struct curl_slist *to =
	    curl_slist_append(NULL, mem_printf(ctx, "<%s>", m->to));
	enum outcome outcome;
	long code = 0;
	CURLcode rc;

	set_up(s, m, &g, to, mem_printf(ctx, "<%s>", m->from), words);
	rc = curl_easy_perform(s->curl);
	curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE, &code);
	curl_slist_free_all(to);
	outcome = judge(rc, &g, code);
	if (outcome == OUTCOME_UNKNOWN)
		*error = mem_printf(ctx,
				    "the mail server had it, but did not say "
				    "whether it took it (%s)",
				    *words ? words : curl_easy_strerror(rc));
	else
		*error = mem_printf(ctx, "%s", *words ? words
						      : curl_easy_strerror(rc));
	return outcome;
}

static size_t swallow(char *text, size_t size, size_t n, void *arg)
{
	(void)text;
	(void)arg;
	return size * n;
}

bool smtp_try(struct smtp *s, void *ctx, const char **error)
{
	char words[CURL_ERROR_SIZE] = "";
	CURLcode rc;

	set_up_way(s, words);
	curl_easy_setopt(s->curl, CURLOPT_CONNECTTIMEOUT, 5L);
	curl_easy_setopt(s->curl, CURLOPT_TIMEOUT, 10L);
	curl_easy_setopt(s->curl, CURLOPT_CUSTOMREQUEST, "NOOP");
	curl_easy_setopt(s->curl, CURLOPT_WRITEFUNCTION, swallow);
	rc = curl_easy_perform(s->curl);
	*error = mem_printf(ctx, "%s", *words ? words : curl_easy_strerror(rc));
	return rc == CURLE_OK;
}
