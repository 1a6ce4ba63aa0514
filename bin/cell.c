/* A cell: a process that shuts itself in.
 * SPDX-License-Identifier: MIT */
#include "cell.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define CELL_ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define CELL_ARCH AUDIT_ARCH_AARCH64
#elif defined __riscv && __riscv_xlen == 64
#define CELL_ARCH AUDIT_ARCH_RISCV64
#elif defined __powerpc64__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define CELL_ARCH AUDIT_ARCH_PPC64LE
#else
#error "bin/cell.c does not know this processor's number for seccomp"
#endif

/* AddressSanitizer needs terabytes of addresses. */
#if defined __SANITIZE_ADDRESS__
#define CELL_SANITIZED 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define CELL_SANITIZED 1
#endif
#endif

static bool limit(int what, rlim_t most)
{
	struct rlimit r = {most, most}, now;

	/* A limit that is lower already cannot be raised, and need not be. */
	if (getrlimit(what, &now))
		return false;
	if (now.rlim_max < most)
		r.rlim_cur = r.rlim_max = now.rlim_max;
	return !setrlimit(what, &r);
}

static const char *limits(const struct cell *c)
{
	bool ok = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, c->memory) &&
		  limit(RLIMIT_NOFILE, 64) && limit(RLIMIT_CPU, c->seconds);

#ifndef CELL_SANITIZED
	ok = ok && limit(RLIMIT_AS, c->memory);
#endif
	return ok ? NULL : "the limits could not be set";
}

/* --- files ------------------------------------------------------------- */

static bool allow_reading(int rules, const char *path)
{
	struct landlock_path_beneath_attr a = {
	    .allowed_access =
		LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	};
	long done;

	a.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (a.parent_fd < 0)
		return errno == ENOENT; /* what is not there is not read */
	done = syscall(SYS_landlock_add_rule, rules,
		       LANDLOCK_RULE_PATH_BENEATH, &a, 0);
	close(a.parent_fd);
	return !done;
}

static const char *files(const struct cell *c)
{
	/* What the first version of Landlock knows: everything but moving
	 * between folders and truncating, which the filter refuses anyway. */
	struct landlock_ruleset_attr a = {
	    .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
	};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &a, sizeof a, 0);
	const char *wrong = NULL;

	if (rules < 0)
		return c->readable ? "this kernel has no Landlock" : NULL;
	for (const char *const *p = c->readable; p && *p && !wrong; p++)
		if (!allow_reading(rules, *p))
			wrong = "a folder could not be allowed";
	if (!wrong && syscall(SYS_landlock_restrict_self, rules, 0))
		wrong = "Landlock could not be set";
	close(rules);
	return wrong;
}

/* --- system calls ------------------------------------------------------ */

#define LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, \
		 offsetof(struct seccomp_data, field))
#define ARG(n) offsetof(struct seccomp_data, args[n])
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define REFUSE(error) RETURN(SECCOMP_RET_ERRNO | (error))
/* The call is this one: allow it, else on to the next. */
#define ALLOW(call)                                         \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), \
	    RETURN(SECCOMP_RET_ALLOW)
/* The same, with another answer. */
#define ANSWER(call, error) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), REFUSE(error)
/* The call is this one: allow it where all (or none) of these bits are set in
 * the low half of an argument. Ends the filter either way. */
#define ALLOW_WITH(call, n, bits)                                    \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 5),           \
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARG(n)),              \
	    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, (bits)),             \
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (bits), 0, 1),       \
	    RETURN(SECCOMP_RET_ALLOW), REFUSE(EPERM)
#define ALLOW_WITHOUT(call, n, bits)                                 \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 4),           \
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARG(n)),              \
	    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 1, 0),      \
	    RETURN(SECCOMP_RET_ALLOW), REFUSE(EPERM)

enum { OPEN_WRITES = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND };

static const struct sock_filter allowed[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CELL_ARCH, 1, 0),
    RETURN(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
    /* reading, writing what is open */
    ALLOW(SYS_read), ALLOW(SYS_write), ALLOW(SYS_readv), ALLOW(SYS_writev),
    ALLOW(SYS_pread64), ALLOW(SYS_lseek), ALLOW(SYS_close), ALLOW(SYS_fstat),
    ALLOW(SYS_fcntl), ALLOW(SYS_dup), ALLOW(SYS_fadvise64), ALLOW(SYS_getdents64),
    /* asking about files */
    ALLOW(SYS_newfstatat), ALLOW(SYS_statx), ALLOW(SYS_statfs),
    ALLOW(SYS_fstatfs), ALLOW(SYS_faccessat), ALLOW(SYS_readlinkat),
#ifdef SYS_faccessat2
    ALLOW(SYS_faccessat2),
#endif
#ifdef SYS_stat
    ALLOW(SYS_stat), ALLOW(SYS_lstat), ALLOW(SYS_access), ALLOW(SYS_readlink),
#endif
    ALLOW(SYS_getcwd),
    /* memory */
    ALLOW(SYS_mmap), ALLOW(SYS_munmap), ALLOW(SYS_mprotect),
    ALLOW(SYS_mremap), ALLOW(SYS_madvise), ALLOW(SYS_brk),
    /* threads and signals of its own */
    ALLOW(SYS_futex), ALLOW(SYS_set_robust_list), ALLOW(SYS_gettid),
    ALLOW(SYS_getpid), ALLOW(SYS_rt_sigaction), ALLOW(SYS_rt_sigprocmask),
    ALLOW(SYS_rt_sigreturn), ALLOW(SYS_sigaltstack), ALLOW(SYS_sched_yield),
    ALLOW(SYS_sched_getaffinity), ALLOW(SYS_tgkill),
    ALLOW(SYS_restart_syscall), ALLOW(SYS_exit), ALLOW(SYS_exit_group),
#ifdef SYS_rseq
    ALLOW(SYS_rseq),
#endif
#ifdef SYS_membarrier
    ALLOW(SYS_membarrier),
#endif
    /* time, chance, and who one is */
    ALLOW(SYS_clock_gettime), ALLOW(SYS_clock_nanosleep),
    ALLOW(SYS_nanosleep), ALLOW(SYS_gettimeofday), ALLOW(SYS_getrandom),
    ALLOW(SYS_getrusage), ALLOW(SYS_uname), ALLOW(SYS_sysinfo),
    ALLOW(SYS_getuid), ALLOW(SYS_geteuid), ALLOW(SYS_getgid),
    ALLOW(SYS_getegid), ALLOW(SYS_eventfd2), ALLOW(SYS_ppoll),
#ifdef SYS_poll
    ALLOW(SYS_poll),
#endif
    /* The arguments of clone3 lie in memory, where a filter cannot look: "not
     * there" makes the C library take clone. Threads, no processes. */
#ifdef SYS_clone3
    ANSWER(SYS_clone3, ENOSYS),
#endif
    ALLOW_WITH(SYS_clone, 0, CLONE_VM | CLONE_THREAD),
};
static const struct sock_filter reading[] = {
#ifdef SYS_open
    ALLOW_WITHOUT(SYS_open, 1, OPEN_WRITES),
#endif
    ALLOW_WITHOUT(SYS_openat, 2, OPEN_WRITES),
};
static const struct sock_filter last[] = {REFUSE(EPERM)};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char *calls(const struct cell *c)
{
	struct sock_filter all[COUNT(allowed) + COUNT(reading) + COUNT(last)];
	struct sock_fprog p = {.filter = all};

#define PUT(part)                                        \
	for (size_t i = 0; i < COUNT(part); i++)         \
	all[p.len++] = (part)[i]
	PUT(allowed);
	if (c->readable)
		PUT(reading);
	PUT(last);
#undef PUT
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p)
		   ? "the filter of system calls could not be set"
		   : NULL;
}

const char *cell_enter(const struct cell *c)
{
	const char *wrong;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
		return "its privileges could not be given up";
	wrong = limits(c);
	if (!wrong)
		wrong = files(c);
	return wrong ? wrong : calls(c);
}
