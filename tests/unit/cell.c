/* What can be done in a cell (bin/cell.h), tried one after the other.
 * SPDX-License-Identifier: MIT
 *
 *   cell-test none|fonts
 *
 * Prints "allowed WHAT" or "refused WHAT"; tests/http/picture.test.mjs reads
 * it. A program of its own, since there is no way out of a cell. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../../bin/cell.h"

static void say(bool allowed, const char *what)
{
	printf("%s %s\n", allowed ? "allowed" : "refused", what);
	fflush(stdout);
}

static void *idle(void *arg)
{
	return arg;
}

static bool starts_process(void)
{
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	return pid > 0;
}

static bool runs_program(void)
{
	char *const argv[] = {(char *)"true", NULL};

	/* Allowed, it would end this process without a word. */
	execv("/bin/true", argv);
	return false;
}

int main(int argc, char **argv)
{
	static const char *const fonts[] = {"/usr/share/fonts", NULL};
	char font[] = "/usr/share/fonts";
	char made[] = "/tmp/carebook-cell-made";
	const char *wrong;
	pthread_t thread;
	void *more;

	wrong = cell_enter(&(struct cell){
	    .memory = (size_t)512 << 20,
	    .seconds = 5,
	    .readable =
		argc > 1 && !strcmp(argv[1], "fonts") ? fonts : NULL,
	});
	if (wrong) {
		fprintf(stderr, "%s\n", wrong);
		return 1;
	}
	say(true, "write to standard output");
	more = malloc(1 << 20);
	say(more, "take memory");
	say(!pthread_create(&thread, NULL, idle, NULL), "start a thread");
	say(open(font, O_RDONLY | O_DIRECTORY) >= 0, "read a font");
	say(open("/etc/passwd", O_RDONLY) >= 0, "read another file");
	say(open("/proc/self/environ", O_RDONLY) >= 0, "read its environment");
	say(open(made, O_WRONLY | O_CREAT, 0600) >= 0, "write a file");
	say(creat(made, 0600) >= 0, "make a file");
	say(!mkdir(made, 0700), "make a folder");
	say(!unlink(made), "remove a file");
	say(!chmod("/tmp", 0777), "change a file's mode");
	say(socket(AF_INET, SOCK_STREAM, 0) >= 0, "open a connection");
	say(socket(AF_UNIX, SOCK_STREAM, 0) >= 0, "open a unix socket");
	say(starts_process(), "start a process");
	say(runs_program(), "run a program");
	say(!kill(getppid(), 0), "signal another process");
	say(!ptrace(PTRACE_ATTACH, getppid(), 0, 0), "trace another process");
	say(syscall(SYS_memfd_create, "x", 0) >= 0, "make a file in memory");
	say(syscall(SYS_io_uring_setup, 1, NULL) >= 0, "use io_uring");
	_exit(0);
}
