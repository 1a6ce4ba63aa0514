/* Verify: the store held against the database.
 * SPDX-License-Identifier: MIT */
#include "files/verify.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <unistd.h>

#include "base/mem.h"

SQL(FILES_COUNT, "", "n:i", "SELECT COUNT(*) FROM file");

struct run {
	const struct verify *v;
	struct verified *out;
	void *pool; /* of one file or a thousand, emptied again and again */
	int64_t n, of, now, age;
	int64_t adopted;
};

NEOERR *files_count(struct db *db, void *pool, int64_t *n)
{
	struct rows r;

	TRY(db_query(db, pool, &FILES_COUNT, &r));
	*n = row_int(&r, 0, "n");
	return STATUS_OK;
}

static void found(struct run *run, enum verify_find what, const char *name,
		  const char *detail)
{
	run->out->found[what]++;
	if (run->v->found)
		run->v->found(what, name, detail);
}

static void progress(struct run *run, const char *what)
{
	run->n++;
	if (run->n > run->of)
		run->of = run->n; /* more came meanwhile */
	if (run->v->progress)
		run->v->progress(what, run->n, run->of);
}

/* --- from the database to the store ------------------------------------ */

static NEOERR *hash_of(int fd, char hex[STORE_KEY + 1], int64_t *size)
{
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	unsigned char sum[EVP_MAX_MD_SIZE];
	static char piece[256 * 1024];
	unsigned n = 0;
	ssize_t got;

	*size = 0;
	if (!md || !EVP_DigestInit_ex(md, EVP_sha256(), NULL))
		abort();
	for (;;) {
		got = pread(fd, piece, sizeof piece, *size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		EVP_DigestUpdate(md, piece, (size_t)got);
		*size += got;
	}
	EVP_DigestFinal_ex(md, sum, &n);
	EVP_MD_CTX_free(md);
	for (unsigned i = 0; i < STORE_KEY / 2; i++)
		snprintf(hex + 2 * i, 3, "%02x", sum[i]);
	/* A disk that cannot read its bytes has not kept them. */
	if (got < 0)
		hex[0] = '\0';
	return STATUS_OK;
}

static NEOERR *read_bytes(struct run *run, const char *key, int64_t size)
{
	char hex[STORE_KEY + 1];
	int64_t seen;
	NEOERR *err;
	int fd;

	TRY(store_get(run->v->store, key, &fd));
	err = hash_of(fd, hex, &seen);
	close(fd);
	TRY(err);
	run->out->bytes += seen;
	if (strcmp(hex, key) || seen != size)
		found(run, VERIFY_DAMAGED, key,
		      "its bytes are not those it is named after");
	return STATUS_OK;
}

static NEOERR *look(struct run *run, const char *key, int64_t size)
{
	struct store_stat st;

	TRY(store_stat(run->v->store, key, &st));
	if (run->v->read)
		return nerr_pass(read_bytes(run, key, size));
	run->out->bytes += st.size;
	if (st.size != size)
		found(run, VERIFY_DAMAGED, key, "it is not as long as it was");
	return STATUS_OK;
}

/* Its bytes are missing: unless it was removed while we looked. */
static NEOERR *look_again(struct run *run, const char *key)
{
	struct rows r;

	TRY(file_by_key(run->v->db, run->pool, key, &r));
	if (r.n && !strcmp(row_text(&r, 0, "state"), "kept"))
		found(run, VERIFY_LOST, key, "its bytes are not there");
	return STATUS_OK;
}

static NEOERR *row(struct run *run, const struct rows *r, size_t i)
{
	const char *key = row_text(r, i, "hash");
	NEOERR *err;

	if (strcmp(row_text(r, i, "state"), "kept")) {
		if (store_lives(run->v->store, row_text(r, i, "claim")))
			run->out->coming++;
		else
			found(run, VERIFY_LEFT, key,
			      row_text(r, i, "state"));
		return STATUS_OK;
	}
	run->out->files++;
	err = look(run, key, row_int(r, i, "size"));
	if (err != STATUS_OK && nerr_handle(&err, ERR_NOT_FOUND))
		return nerr_pass(look_again(run, key));
	return nerr_pass(err);
}

static NEOERR *rows(struct run *run)
{
	int64_t after = 0;
	struct rows r;

	do {
		void *pool = mem_pool();
		NEOERR *err;

		run->pool = pool;
		err = file_list(run->v->db, pool, after, &r);
		for (size_t i = 0; err == STATUS_OK && i < r.n; i++) {
			after = row_int(&r, i, "id");
			err = row(run, &r, i);
			progress(run, "Files");
		}
		talloc_free(pool);
		TRY(err);
	} while (r.n);
	return STATUS_OK;
}

/* --- from the store to the database ------------------------------------ */

/* The row is written before the bytes have their name and removed after they
 * have gone: so bytes without a row are nobody's, unless they went just now. */
static NEOERR *is_stray(struct run *run, const char *name, bool *out)
{
	struct store_stat st;
	struct rows r;
	NEOERR *err;

	*out = false;
	TRY(file_by_key(run->v->db, run->pool, name, &r));
	if (r.n)
		return STATUS_OK;
	err = store_stat(run->v->store, name, &st);
	*out = err == STATUS_OK;
	nerr_handle(&err, ERR_NOT_FOUND);
	return nerr_pass(err);
}

static NEOERR *object(void *arg, const char *name, const struct store_stat *st)
{
	struct run *run = arg;
	void *pool = mem_pool();
	NEOERR *err = STATUS_OK;
	bool stray = false;

	run->pool = pool;
	if (!st)
		found(run, VERIFY_STRAY, name, "this is no name of a file");
	else
		err = is_stray(run, name, &stray);
	if (stray)
		found(run, VERIFY_STRAY, name, "nobody knows it");
	progress(run, "Store");
	talloc_free(pool);
	return nerr_pass(err);
}

NEOERR *files_verify(const struct verify *v, struct verified *out)
{
	struct run run = {.v = v, .out = out};
	void *pool = mem_pool();
	int64_t coming = 0;
	NEOERR *err;

	*out = (struct verified){0};
	err = files_count(v->db, pool, &run.of);
	talloc_free(pool);
	TRY(err);
	TRY(rows(&run));
	run.n = 0;
	TRY(store_list(v->store, NULL, object, &run));
	TRY(store_sweep(v->store, false, &coming));
	out->found[VERIFY_LEFT] += coming;
	return STATUS_OK;
}

/* --- what nobody knows ------------------------------------------------- */

static NEOERR *adopt(void *arg, const char *name, const struct store_stat *st)
{
	struct run *run = arg;
	void *pool = mem_pool();
	NEOERR *err = STATUS_OK;
	bool stray = false;

	run->pool = pool;
	if (st && st->at <= run->now - run->age)
		err = is_stray(run, name, &stray);
	if (err == STATUS_OK && stray) {
		err = file_stray(run->v->db, pool, run->now, name, st->size);
		run->adopted++;
	}
	progress(run, "Store");
	talloc_free(pool);
	return nerr_pass(err);
}

NEOERR *files_adopt(const struct verify *v, int64_t now, int64_t age,
		    int64_t *n)
{
	struct run run = {.v = v, .now = now, .age = age};
	void *pool = mem_pool();
	NEOERR *err = files_count(v->db, pool, &run.of);

	talloc_free(pool);
	TRY(err);
	err = store_list(v->store, NULL, adopt, &run);
	*n = run.adopted;
	return nerr_pass(err);
}
