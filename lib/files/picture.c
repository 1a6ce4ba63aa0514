/* Pictures: carebook-picture started, its answer read.
 * SPDX-License-Identifier: MIT */
#include "files/picture.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

/* --- the answer -------------------------------------------------------- */

struct reader {
	const char *at, *end;
};

/* The next line, which ends with a line feed, into a buffer; false where there
 * is none or it is too long. */
static bool next_line(struct reader *r, char *line, size_t size)
{
	const char *end = memchr(r->at, '\n', (size_t)(r->end - r->at));
	size_t len;

	if (!end)
		return false;
	len = (size_t)(end - r->at);
	if (len >= size || memchr(r->at, '\0', len))
		return false;
	memcpy(line, r->at, len);
	line[len] = '\0';
	r->at = end + 1;
	return true;
}

/* "word word word" into its words; false where there are not just n. */
static bool split(char *line, char **words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		words[i] = line;
		line = strchr(line, ' ');
		if (!line != (i + 1 == n))
			return false;
		if (line)
			*line++ = '\0';
	}
	return true;
}

static bool number(const char *s, int64_t most, int64_t *out)
{
	return *s >= '0' && *s <= '9' && text_int(s, 1, most, out);
}

static bool read_source(char *line, struct pictures *out)
{
	int64_t width, height;
	char *w[3];

	if (!split(line, w, 3) || strcmp(w[0], "source") ||
	    !number(w[1], INT32_MAX, &width) ||
	    !number(w[2], INT32_MAX, &height))
		return false;
	out->width = (int)width;
	out->height = (int)height;
	return true;
}

/* The first bytes must be those of the format that it claims: nothing else is
 * ever sent to a browser under that name. */
static bool is_format(const struct picture *p)
{
	if (!strcmp(p->format, "jpeg"))
		return p->len > 3 && !memcmp(p->data, "\xff\xd8\xff", 3);
	return p->len > 16 && !memcmp(p->data, "RIFF", 4) &&
	       !memcmp(p->data + 8, "WEBPVP8 ", 8);
}

static bool read_picture(struct reader *r, char *line, struct picture *p)
{
	int64_t width, height, len;
	char *w[6];

	if (!split(line, w, 6) || strcmp(w[0], "picture"))
		return false;
	if (!*w[1] || strlen(w[1]) >= sizeof p->name ||
	    w[1][strspn(w[1], "abcdefghijklmnopqrstuvwxyz0123456789")])
		return false;
	strncpy(p->name, w[1], sizeof p->name);
	p->format = !strcmp(w[2], "webp")   ? "webp"
		    : !strcmp(w[2], "jpeg") ? "jpeg"
					    : NULL;
	if (!p->format || !number(w[3], PICTURE_SIDE, &width) ||
	    !number(w[4], PICTURE_SIDE, &height) ||
	    !number(w[5], r->end - r->at, &len))
		return false;
	p->width = (int)width;
	p->height = (int)height;
	p->len = (size_t)len;
	p->data = r->at;
	r->at += len;
	return is_format(p);
}

static bool read_refusal(const char *word, struct pictures *out)
{
	for (int i = 1; i < PICTURE__REFUSALS; i++)
		if (!strcmp(word, picture_refusal_word(i))) {
			out->refused = i;
			return true;
		}
	return false;
}

bool picture_read(const char *answer, size_t len, struct pictures *out)
{
	static const char refused[] = "refused ";
	struct reader r = {answer, answer + len};
	char line[96];

	memset(out, 0, sizeof *out);
	if (!next_line(&r, line, sizeof line))
		return false;
	if (strncmp(line, refused, strlen(refused))) {
		if (!read_source(line, out) ||
		    !next_line(&r, line, sizeof line))
			return false;
	}
	/* What was there before a refusal counts for nothing. */
	while (strncmp(line, refused, strlen(refused)) &&
	       strcmp(line, "end")) {
		if (out->n == sizeof out->of / sizeof *out->of ||
		    !read_picture(&r, line, &out->of[out->n++]) ||
		    !next_line(&r, line, sizeof line))
			return false;
	}
	if (!strcmp(line, "end"))
		return out->n && r.at == r.end;
	out->n = 0;
	return read_refusal(line + strlen(refused), out) && r.at == r.end;
}

const char *picture_refusal_text(const char *word)
{
	static const char *const texts[] = {
	    "",
	    "It is not a picture of a kind that can be shown here.",
	    "The picture is too large to be shown here.",
	    "The file is damaged or not whole.",
	    "The PDF asks for a password.",
	    "The file could not be opened safely.",
	};

	for (int i = 1; i < PICTURE__REFUSALS; i++)
		if (word && !strcmp(word, picture_refusal_word(i)))
			return texts[i];
	return "";
}

/* --- the process ------------------------------------------------------- */

/* Starts it with fd as its standard input; *answer is the end of a pipe. Its
 * environment holds nothing of ours. */
static NEOERR *start(const char *program, int fd, char *const *argv, pid_t *pid,
		     int *answer)
{
	static char *const env[] = {"LANG=C.UTF-8",
				    "PATH=/usr/bin:/bin",
				    "HOME=/",
				    /* what a sanitizer finds ends it */
				    "ASAN_OPTIONS=detect_leaks=0:log_to_syslog=0",
				    NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	int ends[2], wrong;

	if (pipe2(ends, O_CLOEXEC))
		return nerr_raise(ERR_UNAVAILABLE, "no pipe: %s",
				  strerror(errno));
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&how);
	posix_spawn_file_actions_adddup2(&files, fd, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
	/* Nothing else of ours: a library may have opened the connection to
	 * the database without O_CLOEXEC. */
	posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setsigdefault(&how, &all);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK |
					   POSIX_SPAWN_SETSIGDEF);
	wrong = posix_spawn(pid, program, &files, &how, argv, env);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&how);
	close(ends[1]);
	if (wrong) {
		close(ends[0]);
		return nerr_raise(ERR_UNAVAILABLE, "%s: %s", program,
				  strerror(wrong));
	}
	*answer = ends[0];
	return STATUS_OK;
}

/* Reads until the process closes its end. False where it said too much or took
 * too long. */
static bool collect(int fd, struct buf *b)
{
	enum { MOST = 48 * 1024 * 1024 };
	int64_t until = clock_steady() + PICTURE_WAIT;
	static char part[65536];

	for (;;) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		int64_t left = until - clock_steady();
		ssize_t n;

		if (left <= 0)
			return false;
		if (poll(&p, 1, (int)left * 1000) < 0 && errno != EINTR)
			return false;
		if (!p.revents)
			continue;
		n = read(fd, part, sizeof part);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return !n;
		if (b->len + (size_t)n > MOST)
			return false;
		buf_add(b, part, (size_t)n);
	}
}

/* The status it ended with; it is ended first where it does not by itself: also
 * one that has closed its end and lives on. */
static int finish(pid_t pid, bool end)
{
	enum { TRIES = 1000 }; /* 10 ms each */
	static const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
	int status = 0;

	for (int i = 0; !end; i++) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return status;
		if (i == TRIES)
			break;
		nanosleep(&pause, NULL);
	}
	kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

NEOERR *picture_make(void *pool, const struct conf *conf, int fd,
		     const char *kind, const char *const *sizes,
		     struct pictures *out)
{
	const char *program =
	    mem_printf(pool, "%s/carebook-picture", conf_get(conf, "libexec"));
	char *argv[PICTURE_SIZES + 3] = {(char *)"carebook-picture",
					 (char *)kind};
	struct buf b = {.ctx = pool};
	bool whole;
	int answer = -1, status;
	pid_t pid;

	memset(out, 0, sizeof *out);
	for (int i = 0; i < PICTURE_SIZES && sizes[i]; i++)
		argv[i + 2] = (char *)sizes[i];
	if (lseek(fd, 0, SEEK_SET))
		return nerr_raise(ERR_UNAVAILABLE, "the file: %s",
				  strerror(errno));
	TRY(start(program, fd, argv, &pid, &answer));
	whole = collect(answer, &b);
	close(answer);
	status = finish(pid, !whole);
	if (whole && WIFEXITED(status) && WEXITSTATUS(status) == 0 &&
	    picture_read(buf_text(&b), b.len, out))
		return STATUS_OK;
	/* It says itself when the trouble is not the file's. */
	if (WIFEXITED(status) && WEXITSTATUS(status))
		return nerr_raise(ERR_UNAVAILABLE,
				  "carebook-picture ended with %d",
				  WEXITSTATUS(status));
	log_line(LOG_BAD, "event=picture-broke status=%d bytes=%zu", status,
		 b.len);
	memset(out, 0, sizeof *out);
	out->refused = PICTURE_WORK;
	return STATUS_OK;
}
