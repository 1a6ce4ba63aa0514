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
	BODY_SECONDS = 60, /* for a whole body ... */
	BODY_RATE = 32768, /* ... and a second more for each of so many bytes */
	LINGER_SECONDS = 2, /* for what is left of a body that is refused */
};

struct request {
	FCGX_Request fcgx;
	int64_t began, came; /* clock_steady; bytes of the body */
	bool over;	     /* all of the body was read */
	bool broken;	     /* the answer must not look whole */
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

	if (clock_steady() > r->began + BODY_SECONDS + r->came / BODY_RATE)
		return -1;
	n = FCGX_GetStr(out, size, r->fcgx.in);
	if (n == 0 && FCGX_GetError(r->fcgx.in))
		return -1;
	r->came += n;
	r->over = n == 0;
	return n;
}

void fastcgi_break(struct fastcgi *f)
{
	struct request *r = f->impl;

	r->broken = true;
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

/* A body that was refused before it was read: were the connection closed on it,
 * the web server would lose the answer too. So we hear it out for a moment. */
static void linger(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	int64_t end = clock_steady() + LINGER_SECONDS;
	static char waste[65536];

	shutdown(fd, SHUT_WR);
	while (clock_steady() < end && poll(&p, 1, 500) > 0)
		if (recv(fd, waste, sizeof waste, 0) <= 0)
			return;
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
			bool body = !strcmp(fastcgi_param(&f, "REQUEST_METHOD"),
					    "POST");

			r.began = clock_steady();
			r.came = 0;
			r.over = r.broken = false;
			serve(&f, arg);
			if (!r.broken)
				FCGX_Finish_r(&r.fcgx);
			if (!r.broken && body && !r.over && r.fcgx.ipcFd >= 0)
				linger(r.fcgx.ipcFd);
		}
		/* Still open where the web server asked to keep it: a process
		 * that serves one at a time must not. */
		if (r.fcgx.ipcFd >= 0)
			FCGX_Free(&r.fcgx, 1);
	}
	return ending ? 0 : 1;
}
