/* The store: a folder.
 * SPDX-License-Identifier: MIT */
#include "files/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

enum {
	/* Written back and looked at for room in steps of so many bytes, so
	 * that the flush at the end of a big file is short, and a disk that
	 * others fill meanwhile is noticed. */
	STEP = 16 * 1024 * 1024,
};

struct store {
	const char *path;
	int root, objects, coming, claims; /* descriptors of the folders */
	const char *claim;
	int claimed; /* its descriptor: the lock lives as long */
};

struct incoming {
	struct store *store;
	int fd;
	const char *name; /* in coming/, NULL: it has none */
	EVP_MD_CTX *hash;
	char key[STORE_KEY + 1];
	int64_t size, checked;
};

static NEOERR *away(const struct store *s, const char *what)
{
	if (errno == ENOSPC || errno == EDQUOT)
		return nerr_raise(ERR_NO_ROOM, "no room for files: %s",
				  strerror(errno));
	return nerr_raise(ERR_UNAVAILABLE, "%s in %.100s: %s", what, s->path,
			  strerror(errno));
}

/* A descriptor of a folder below dir, which is made where it is missing; -1.
 * *made says whether it was. Accounts that share the group share the store,
 * whatever umask each has. */
static int folder(int dir, const char *name, bool *made)
{
	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*made = false;
	if (fd >= 0 || errno != ENOENT)
		return fd;
	*made = !mkdirat(dir, name, 0770);
	if (!*made && errno != EEXIST)
		return -1;
	fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0 && *made && (fchmod(fd, 0770) || fsync(dir))) {
		close(fd);
		return -1;
	}
	return fd;
}

static int close_store(struct store *s)
{
	/* The claim ends with its lock. */
	if (s->claimed >= 0) {
		unlinkat(s->claims, s->claim, 0);
		close(s->claimed);
	}
	for (int i = 0; i < 4; i++) {
		int fd = (int[]){s->root, s->objects, s->coming, s->claims}[i];

		if (fd >= 0)
			close(fd);
	}
	return 0;
}

NEOERR *store_open(void *ctx, const struct conf *conf, struct store **out)
{
	struct store *s = mem_new(ctx, struct store);
	bool made;

	s->path = mem_strdup(s, conf_get(conf, "files"));
	s->root = s->objects = s->coming = s->claims = s->claimed = -1;
	talloc_set_destructor(s, close_store);
	s->root = folder(AT_FDCWD, s->path, &made);
	if (s->root >= 0)
		s->objects = folder(s->root, "objects", &made);
	if (s->objects >= 0)
		s->coming = folder(s->root, "coming", &made);
	if (s->coming >= 0)
		s->claims = folder(s->root, "claims", &made);
	if (s->claims < 0) {
		NEOERR *err = away(s, "the folder of files");

		talloc_free(s);
		return err;
	}
	*out = s;
	return STATUS_OK;
}

/* --- bringing -------------------------------------------------------------- */

NEOERR *store_room(struct store *s, int64_t *bytes)
{
	struct statvfs v;

	if (fstatvfs(s->objects, &v))
		return away(s, "asking for room");
	*bytes = (int64_t)v.f_bavail * (int64_t)v.f_frsize;
	return STATUS_OK;
}

static NEOERR *check_room(struct store *s, int64_t wanted)
{
	int64_t room = 0;

	TRY(store_room(s, &room));
	if (room - wanted < (int64_t)STORE_RESERVE_MB * 1024 * 1024)
		return nerr_raise(ERR_NO_ROOM,
				  "%lld MB free, %lld MB wanted",
				  (long long)(room >> 20),
				  (long long)(wanted >> 20));
	return STATUS_OK;
}

static int end_incoming(struct incoming *in)
{
	EVP_MD_CTX_free(in->hash);
	if (in->name)
		unlinkat(in->store->coming, in->name, 0);
	if (in->fd >= 0)
		close(in->fd);
	return 0;
}

NEOERR *store_put(struct store *s, void *ctx, int64_t expected,
		  struct incoming **out)
{
	struct incoming *in;

	TRY(check_room(s, expected > 0 ? expected : 0));
	in = mem_new(ctx, struct incoming);
	in->store = s;
	in->fd = openat(s->coming, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0640);
	if (in->fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
		in->name = text_random(in, 18);
		in->fd = openat(s->coming, in->name,
				O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0640);
		if (in->fd >= 0)
			flock(in->fd, LOCK_EX | LOCK_NB);
	}
	in->hash = EVP_MD_CTX_new();
	talloc_set_destructor(in, end_incoming);
	if (in->fd < 0 || fchmod(in->fd, 0640))
		return away(s, "making a file");
	if (!in->hash || !EVP_DigestInit_ex(in->hash, EVP_sha256(), NULL))
		return nerr_raise(NERR_NOMEM, "no SHA-256");
	*out = in;
	return STATUS_OK;
}

NEOERR *store_write(struct incoming *in, const void *bytes, size_t n)
{
	const char *at = bytes;
	size_t left = n;

	if (!in->hash)
		return nerr_raise(NERR_ASSERT, "it is done");
	while (left) {
		ssize_t done = write(in->fd, at, left);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return away(in->store, "writing a file");
		at += done;
		left -= (size_t)done;
	}
	EVP_DigestUpdate(in->hash, bytes, n);
	in->size += (int64_t)n;
	if (in->size - in->checked >= STEP) {
		sync_file_range(in->fd, in->checked, in->size - in->checked,
				SYNC_FILE_RANGE_WRITE);
		in->checked = in->size;
		TRY(check_room(in->store, 0));
	}
	return STATUS_OK;
}

NEOERR *store_done(struct incoming *in)
{
	unsigned char digest[EVP_MAX_MD_SIZE];

	if (!in->hash)
		return STATUS_OK;
	if (fsync(in->fd))
		return away(in->store, "flushing a file");
	EVP_DigestFinal_ex(in->hash, digest, NULL);
	EVP_MD_CTX_free(in->hash);
	in->hash = NULL;
	for (int i = 0; i < STORE_KEY / 2; i++)
		snprintf(in->key + 2 * i, 3, "%02x", digest[i]);
	return STATUS_OK;
}

const char *store_key(const struct incoming *in)
{
	return in->key;
}

int64_t store_size(const struct incoming *in)
{
	return in->size;
}

int store_peek(const struct incoming *in)
{
	return in->fd;
}

/* "ab/cdef...", below objects/; NULL: this is no key. */
static const char *object_path(char out[STORE_KEY + 2], const char *key)
{
	if (strlen(key) != STORE_KEY ||
	    strspn(key, "0123456789abcdef") != STORE_KEY)
		return NULL;
	snprintf(out, STORE_KEY + 2, "%.2s/%.*s", key, STORE_KEY - 2, key + 2);
	return out;
}

/* Links what has no name (or another one) into place. -1 with errno. */
static int link_in(struct incoming *in, const char *path)
{
	char self[40];

	if (in->name)
		return linkat(in->store->coming, in->name, in->store->objects,
			      path, 0);
	snprintf(self, sizeof self, "/proc/self/fd/%d", in->fd);
	return linkat(AT_FDCWD, self, in->store->objects, path,
		      AT_SYMLINK_FOLLOW);
}

NEOERR *store_name(struct incoming *in)
{
	struct store *s = in->store;
	char path[STORE_KEY + 2], first[3] = {in->key[0], in->key[1]};
	struct stat st;
	bool made;
	int dir, failed;

	if (!object_path(path, in->key))
		return nerr_raise(NERR_ASSERT, "named before it is done");
	dir = folder(s->objects, first, &made);
	if (dir < 0)
		return away(s, "making a folder");
	failed = link_in(in, path);
	if (failed && errno == EEXIST) {
		failed = fstatat(s->objects, path, &st, AT_SYMLINK_NOFOLLOW);
		/* What stands there is cut short: this one is whole. */
		if (!failed && st.st_size != in->size)
			failed = unlinkat(s->objects, path, 0) ||
				 link_in(in, path);
	}
	if (!failed)
		failed = fsync(dir);
	if (failed) {
		NEOERR *err = away(s, "naming a file");

		close(dir);
		return err;
	}
	close(dir);
	return STATUS_OK;
}

void store_drop(struct incoming *in)
{
	talloc_free(in);
}

/* --- what is there ---------------------------------------------------------- */

NEOERR *store_stat(struct store *s, const char *key, struct store_stat *out)
{
	char path[STORE_KEY + 2];
	struct stat st;

	if (!object_path(path, key))
		return nerr_raise(ERR_NOT_FOUND, "no object %.64s", key);
	if (fstatat(s->objects, path, &st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT
			   ? nerr_raise(ERR_NOT_FOUND, "no object %.64s", key)
			   : away(s, "looking at a file");
	if (!S_ISREG(st.st_mode))
		return nerr_raise(ERR_UNAVAILABLE, "object %.64s is no file",
				  key);
	out->size = st.st_size;
	out->at = st.st_mtim.tv_sec;
	return STATUS_OK;
}

NEOERR *store_get(struct store *s, const char *key, int *fd)
{
	char path[STORE_KEY + 2];

	if (!object_path(path, key))
		return nerr_raise(ERR_NOT_FOUND, "no object %.64s", key);
	*fd = openat(s->objects, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (*fd >= 0)
		return STATUS_OK;
	if (errno == ENOENT)
		return nerr_raise(ERR_NOT_FOUND, "no object %.64s", key);
	return away(s, "opening a file");
}

NEOERR *store_delete(struct store *s, const char *key)
{
	char path[STORE_KEY + 2], first[3] = {key[0], key[0] ? key[1] : '\0'};
	NEOERR *err = STATUS_OK;
	int dir;

	if (!object_path(path, key))
		return nerr_raise(ERR_NOT_FOUND, "no object %.64s", key);
	if (unlinkat(s->objects, path, 0))
		return errno == ENOENT ? STATUS_OK
				       : away(s, "removing a file");
	dir = openat(s->objects, first, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0 || fsync(dir))
		err = away(s, "flushing a folder");
	if (dir >= 0)
		close(dir);
	return err;
}

typedef NEOERR *each_object(void *, const char *, const struct store_stat *);

static int not_dots(const struct dirent *d)
{
	return strcmp(d->d_name, ".") && strcmp(d->d_name, "..");
}

/* The objects of one folder. first: its name. */
static NEOERR *list_folder(struct store *s, const char *first,
			   const char *after, each_object *each, void *arg)
{
	struct dirent **names = NULL;
	NEOERR *err = STATUS_OK;
	int n = scandirat(s->objects, first, &names, not_dots, alphasort);

	if (n < 0)
		return errno == ENOENT ? STATUS_OK : away(s, "reading");
	for (int i = 0; i < n; i++) {
		char name[NAME_MAX + 4], path[STORE_KEY + 2];
		struct store_stat st;
		struct stat found;

		snprintf(name, sizeof name, "%s%s", first, names[i]->d_name);
		if (err == STATUS_OK && (!after || strcmp(name, after) > 0)) {
			if (!object_path(path, name) ||
			    fstatat(s->objects, path, &found,
				    AT_SYMLINK_NOFOLLOW) ||
			    !S_ISREG(found.st_mode)) {
				err = each(arg, name, NULL);
			} else {
				st.size = found.st_size;
				st.at = found.st_mtim.tv_sec;
				err = each(arg, name, &st);
			}
		}
		free(names[i]);
	}
	free(names);
	return nerr_pass(err);
}

NEOERR *store_list(struct store *s, const char *after, each_object *each,
		   void *arg)
{
	for (int i = 0; i < 256; i++) {
		char first[3];

		snprintf(first, sizeof first, "%02x", i);
		if (after && strncmp(first, after, 2) < 0)
			continue;
		TRY(list_folder(s, first, after, each, arg));
	}
	return STATUS_OK;
}

NEOERR *store_sweep(struct store *s, bool remove_them, int64_t *n)
{
	struct dirent **names = NULL;
	int found = scandirat(s->coming, ".", &names, not_dots, NULL);

	*n = 0;
	if (found < 0)
		return away(s, "reading");
	for (int i = 0; i < found; i++) {
		int fd = openat(s->coming, names[i]->d_name,
				O_RDWR | O_NOFOLLOW | O_CLOEXEC);

		if (fd >= 0 && !flock(fd, LOCK_EX | LOCK_NB)) {
			++*n;
			if (remove_them)
				unlinkat(s->coming, names[i]->d_name, 0);
		}
		if (fd >= 0)
			close(fd);
		free(names[i]);
	}
	free(names);
	return STATUS_OK;
}

NEOERR *store_serve(struct store *s, void *ctx, const char *key,
		    const char *how, const char **header, const char **value)
{
	char path[STORE_KEY + 2];

	*header = NULL;
	if (!object_path(path, key))
		return nerr_raise(ERR_NOT_FOUND, "no object %.64s", key);
	if (!strcmp(how, "accel")) {
		*header = "X-Accel-Redirect";
		*value = mem_printf(ctx, "/carebook-files/%s", path);
	} else if (!strcmp(how, "sendfile")) {
		*header = "X-Sendfile";
		*value = mem_printf(ctx, "%s/objects/%s", s->path, path);
	}
	return STATUS_OK;
}

/* --- claims ------------------------------------------------------------------ */

NEOERR *store_claim(struct store *s, const char **claim)
{
	char fresh[80];
	const char *name;
	int fd;

	if (!s->claim) {
		/* Locked before it has the name that others look at. */
		name = text_random(s, 18);
		snprintf(fresh, sizeof fresh, ".%s", name);
		fd = openat(s->claims, fresh,
			    O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0660);
		if (fd < 0)
			return away(s, "making a claim");
		if (fchmod(fd, 0660) || flock(fd, LOCK_EX | LOCK_NB) ||
		    renameat(s->claims, fresh, s->claims, name)) {
			NEOERR *err = away(s, "making a claim");

			unlinkat(s->claims, fresh, 0);
			close(fd);
			return err;
		}
		s->claim = name;
		s->claimed = fd;
	}
	*claim = s->claim;
	return STATUS_OK;
}

bool store_lives(struct store *s, const char *claim)
{
	bool lives;
	int fd;

	if (!*claim || strchr(claim, '/') || *claim == '.')
		return false;
	if (s->claim && !strcmp(claim, s->claim))
		return true;
	fd = openat(s->claims, claim, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno != ENOENT;
	lives = flock(fd, LOCK_SH | LOCK_NB);
	if (!lives)
		unlinkat(s->claims, claim, 0);
	close(fd);
	return lives;
}
