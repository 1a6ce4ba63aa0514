/* clamd: a virus scanner, spoken to over its unix socket.
 * SPDX-License-Identifier: MIT */
#include "files/clamd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

enum {
	PIECE = 256 * 1024,
	WAIT_SECONDS = 120, /* for one read or write: it scans while we wait */
	ANSWER = 1024,
	NAME_MOST = 150, /* characters kept of what it found */
};

bool clamd_wanted(const struct conf *conf)
{
	const char *path = conf_get(conf, "clamd_socket");

	return path && *path;
}

/* --- its answer -------------------------------------------------------- */

static bool ends_with(const char *s, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len >= n && !memcmp(s + len - n, end, n);
}

/* As it may be kept and shown. */
static const char *said(void *pool, const char *s, size_t len)
{
	char *copy = mem_strndup(pool, s, len);

	for (char *p = copy; *p; p++)
		if ((unsigned char)*p < ' ' || (unsigned char)*p > '~')
			*p = '?';
	return text_cut(pool, copy, NAME_MOST);
}

enum clamd_says clamd_read(void *pool, const char *answer, size_t len,
			   const char **name)
{
	static const char head[] = "stream: ", found[] = " FOUND";
	size_t n = 0;

	while (n < len && answer[n] && answer[n] != '\n')
		n++;
	*name = said(pool, answer, n);
	if (n >= strlen(head) && !memcmp(answer, head, strlen(head))) {
		const char *s = answer + strlen(head);
		size_t left = n - strlen(head);

		if (left == 2 && !memcmp(s, "OK", 2))
			return CLAMD_CLEAN;
		if (left > strlen(found) && ends_with(s, left, found)) {
			*name = said(pool, s, left - strlen(found));
			return CLAMD_FOUND;
		}
	}
	return memmem(answer, n, "size limit exceeded", 19) ? CLAMD_TOO_LARGE
							    : CLAMD_ERROR;
}

/* --- the talk ---------------------------------------------------------- */

static NEOERR *dial(const char *path, int *out)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	struct timeval wait = {.tv_sec = WAIT_SECONDS};
	int fd;

	if (strlen(path) >= sizeof to.sun_path)
		return nerr_raise(ERR_INVALID, "clamd_socket = %s: too long", path);
	memcpy(to.sun_path, path, strlen(path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return nerr_raise(ERR_UNAVAILABLE, "socket: %s",
				  strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
	if (connect(fd, (struct sockaddr *)&to, sizeof to)) {
		close(fd);
		return nerr_raise(ERR_UNAVAILABLE, "%s: %s", path,
				  strerror(errno));
	}
	*out = fd;
	return STATUS_OK;
}

static bool tell(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n) {
		ssize_t done = send(fd, p, n, MSG_NOSIGNAL);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

static bool tell_piece(int fd, const void *bytes, size_t n)
{
	uint32_t size = htonl((uint32_t)n);

	return tell(fd, &size, sizeof size) && tell(fd, bytes, n);
}

/* False where the file could not be read. A scanner that has heard enough (too
 * large, or found) hangs up: it has answered then. */
static bool tell_file(int fd, int file)
{
	static char piece[PIECE];
	off_t at = 0;

	if (!tell(fd, "zINSTREAM", sizeof "zINSTREAM"))
		return true;
	for (;;) {
		ssize_t n = pread(file, piece, sizeof piece, at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (!tell_piece(fd, piece, (size_t)n) || !n)
			return true;
		at += n;
	}
}

static size_t hear(int fd, char *answer, size_t size)
{
	size_t len = 0;

	while (len < size) {
		ssize_t n = recv(fd, answer + len, size - len, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	return len;
}

NEOERR *clamd_scan(void *pool, const struct conf *conf, int file,
		   enum clamd_says *out, const char **name)
{
	char answer[ANSWER];
	size_t len = 0;
	bool read_it;
	int fd = -1;

	TRY(dial(conf_get(conf, "clamd_socket"), &fd));
	read_it = tell_file(fd, file);
	if (read_it)
		len = hear(fd, answer, sizeof answer);
	close(fd);
	if (!read_it)
		return nerr_raise(ERR_UNAVAILABLE, "the file: %s",
				  strerror(errno));
	if (!len)
		return nerr_raise(ERR_UNAVAILABLE, "clamd says nothing");
	*out = clamd_read(pool, answer, len, name);
	if (*out == CLAMD_ERROR)
		return nerr_raise(ERR_UNAVAILABLE, "clamd: %s", *name);
	return STATUS_OK;
}

NEOERR *clamd_ping(const struct conf *conf)
{
	char answer[ANSWER];
	size_t len = 0;
	int fd = -1;

	TRY(dial(conf_get(conf, "clamd_socket"), &fd));
	if (tell(fd, "zPING", sizeof "zPING"))
		len = hear(fd, answer, sizeof answer);
	close(fd);
	if (len < 4 || memcmp(answer, "PONG", 4))
		return nerr_raise(ERR_UNAVAILABLE, "clamd does not answer");
	return STATUS_OK;
}
