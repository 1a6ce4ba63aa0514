/* FastCGI: our own accept in front of libfcgi.
 * SPDX-License-Identifier: MIT
 *
 * libfcgi's accept spins for ever when a SIGTERM meets a connection whose
 * first bytes have not come, and loses requests otherwise. So SIGTERM is
 * blocked except while we wait for a connection, we accept ourselves, and
 * hand libfcgi a connection that it may read but not close.
 */
#include "web/fastcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

enum {
	LISTEN_FD = 0,
	IDLE_SECONDS = 15, /* between two packets of one connection */
	BODY_SECONDS = 60, /* for a whole body */
};

struct request {
	FCGX_Request fcgx;
	int64_t deadline; /* of clock_steady */
};

static volatile sig_atomic_t ending;

static void on_term(int sig)
{
	(void)sig;
	ending = 1;
}

const char *fastcgi_param(const struct fastcgi *f, const char *name)
{
	struct request *r = f->impl;
	const char *value = FCGX_GetParam(name, r->fcgx.envp);

	return value ? value : "";
}

int fastcgi_read(struct fastcgi *f, char *out, int size)
{
	struct request *r = f->impl;
	int n;

	if (clock_steady() > r->deadline)
		return -1;
	n = FCGX_GetStr(out, size, r->fcgx.in);
	if (n == 0 && FCGX_GetError(r->fcgx.in))
		return -1;
	return n;
}

int fastcgi_write(struct fastcgi *f, const char *data, size_t size)
{
	struct request *r = f->impl;

	return FCGX_PutStr(data, (int)size, r->fcgx.out) == (int)size;
}

/* Waits for a connection; -1 when it is time to end. */
static int next_connection(const sigset_t *waiting, const sigset_t *working)
{
	struct pollfd p = {.fd = LISTEN_FD, .events = POLLIN};
	struct timeval limit = {.tv_sec = IDLE_SECONDS};

	for (;;) {
		int fd;

		/* Where the socket is always ready, ppoll returns without ever
		 * letting the signal in: let it in here. */
		sigprocmask(SIG_SETMASK, waiting, NULL);
		sigprocmask(SIG_SETMASK, working, NULL);
		if (ending)
			return -1;
		if (ppoll(&p, 1, NULL, waiting) < 0 && errno != EINTR) {
			log_line(LOG_BAD, "event=poll error=\"%s\"",
				 strerror(errno));
			return -1;
		}
		if (ending)
			return -1;
		fd = accept4(LISTEN_FD, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0) {
			setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit,
				   sizeof limit);
			setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit,
				   sizeof limit);
			return fd;
		}
		if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED) {
			log_line(LOG_BAD, "event=accept error=\"%s\"",
				 strerror(errno));
			return -1;
		}
	}
}

int fastcgi_serve(void (*serve)(struct fastcgi *, void *), void *arg)
{
	struct sigaction sa = {.sa_handler = on_term};
	sigset_t working, waiting;
	struct request r = {0};
	struct fastcgi f = {.impl = &r};
	int fd;

	signal(SIGPIPE, SIG_IGN);
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	sigprocmask(SIG_BLOCK, NULL, &waiting);
	sigdelset(&waiting, SIGTERM);
	sigdelset(&waiting, SIGINT);
	working = waiting;
	sigaddset(&working, SIGTERM);
	sigaddset(&working, SIGINT);
	sigprocmask(SIG_SETMASK, &working, NULL);
	fcntl(LISTEN_FD, F_SETFL, fcntl(LISTEN_FD, F_GETFL) | O_NONBLOCK);
	FCGX_Init();
	/* -1: a broken connection must not make libfcgi accept by itself. */
	if (FCGX_InitRequest(&r.fcgx, -1, 0))
		return 1;
	while ((fd = next_connection(&waiting, &working)) >= 0) {
		r.fcgx.ipcFd = fd;
		r.fcgx.keepConnection = 1; /* the descriptor stays ours */
		if (FCGX_Accept_r(&r.fcgx) == 0) {
			r.deadline = clock_steady() + BODY_SECONDS;
			serve(&f, arg);
			FCGX_Finish_r(&r.fcgx);
		}
		/* Still open where the web server asked to keep it: a process
		 * that serves one at a time must not. */
		if (r.fcgx.ipcFd >= 0)
			FCGX_Free(&r.fcgx, 1);
	}
	return ending ? 0 : 1;
}
