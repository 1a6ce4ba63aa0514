/* The log: one write(2) a line, so that lines of several processes never mix.
 * SPDX-License-Identifier: MIT */
#include "base/log.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char program_name[32] = "carebook";
static enum log_level least = LOG_INFO;
static char request_id[40];
static int64_t request_account;

void log_init(const char *program, enum log_level min)
{
	snprintf(program_name, sizeof program_name, "%s", program);
	least = min;
}

void log_request(const char *id, int64_t account)
{
	snprintf(request_id, sizeof request_id, "%s", id ? id : "");
	request_account = account;
}

void log_line(enum log_level level, const char *fmt, ...)
{
	static const char *const names[] = {"debug", "info", "user", "bad"};
	char raw[4096], line[8192];
	time_t now = time(NULL);
	struct tm tm;
	size_t n;
	va_list ap;

	if (level < least)
		return;
	va_start(ap, fmt);
	vsnprintf(raw, sizeof raw, fmt, ap);
	va_end(ap);
	gmtime_r(&now, &tm);
	n = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%SZ ", &tm);
	n += snprintf(line + n, sizeof line - n, "%s[%d] %s ", program_name,
		      (int)getpid(), names[level]);
	if (*request_id)
		n += snprintf(line + n, sizeof line - n,
			      "request=%s account=%" PRId64 " ", request_id,
			      request_account);
	for (const char *p = raw; *p && n < sizeof line - 8; p++) {
		unsigned char c = (unsigned char)*p;

		if (c < 0x20 || c == 0x7f)
			n += snprintf(line + n, sizeof line - n, "\\x%02x", c);
		else
			line[n++] = (char)c;
	}
	line[n++] = '\n';
	if (write(STDERR_FILENO, line, n) < 0) {
		/* Nowhere left to say it. */
	}
}
