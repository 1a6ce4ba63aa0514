/* Asks a FastCGI program for a page, without a web server.
 * SPDX-License-Identifier: MIT */
#include "probe.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/mem.h"

/* FastCGI 1.0: a record is eight bytes of head and its content. */
enum { BEGIN = 1, PARAMS = 4, STDIN = 5, STDOUT = 6, SECONDS = 5 };

static void add_record(struct buf *out, int type, const char *content,
		       size_t n)
{
	char head[8] = {1, (char)type, 0, 1, (char)(n >> 8), (char)n, 0, 0};

	buf_add(out, head, sizeof head);
	buf_add(out, content, n);
}

static void add_param(struct buf *out, const char *name, const char *value)
{
	char lengths[2] = {(char)strlen(name), (char)strlen(value)};

	buf_add(out, lengths, 2);
	buf_puts(out, name);
	buf_puts(out, value);
}

static int connect_to(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct timeval wait = {.tv_sec = SECONDS};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
	if (!connect(fd, (struct sockaddr *)&address, sizeof address))
		return fd;
	close(fd);
	return -1;
}

/* The first record of the answer's body. */
static int read_status(int fd, char *text, size_t size)
{
	unsigned char head[8];
	const char *status;
	ssize_t n;
	size_t len;

	if (recv(fd, head, sizeof head, MSG_WAITALL) != sizeof head ||
	    head[1] != STDOUT)
		return 0;
	len = (size_t)head[4] << 8 | head[5];
	n = recv(fd, text, len < size - 1 ? len : size - 1, MSG_WAITALL);
	if (n <= 0)
		return 0;
	text[n] = '\0';
	status = strstr(text, "Status: ");
	return status ? atoi(status + 8) : 200;
}

struct probe probe_program(void *pool, const char *socket_path,
			   const char *program, const char *path)
{
	static const char responder[8] = {0, 1, 0};
	struct buf params = {.ctx = pool}, out = {.ctx = pool};
	struct probe p = {0};
	char text[4096];
	int fd = connect_to(socket_path);

	if (fd < 0) {
		p.denied = errno == EACCES;
		p.words = mem_strdup(pool, strerror(errno));
		return p;
	}
	add_param(&params, "REQUEST_METHOD", "GET");
	add_param(&params, "SCRIPT_NAME", mem_printf(pool, "/%s", program));
	add_param(&params, "PATH_INFO", path);
	add_param(&params, "QUERY_STRING", "");
	add_param(&params, "REMOTE_ADDR", "127.0.0.1");
	add_record(&out, BEGIN, responder, sizeof responder);
	add_record(&out, PARAMS, params.s, params.len);
	add_record(&out, PARAMS, "", 0);
	add_record(&out, STDIN, "", 0);
	if (send(fd, out.s, out.len, MSG_NOSIGNAL) == (ssize_t)out.len)
		p.status = read_status(fd, text, sizeof text);
	p.words = p.status ? mem_printf(pool, "it answers with %d", p.status)
			   : "no answer";
	close(fd);
	return p;
}
