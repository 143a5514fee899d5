/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ATTACHMENT_H
#define HALL_ATTACHMENT_H

#include <jansson.h>

#include "base/file_kind.h"
#include "hall/hall.h"

/* 附件: scans of the materials of a dossier (I-5, S-10), called by the SM3 digest of their octets. Apart from acceptance: nobody waits
 * for a scan. The octets are sealed in the hall's folder attachments/, one file (0600) for a content, its name a keyed digest; they are
 * on the disk before a row speaks of them, so a crash leaves at most a file that nobody speaks of, which the sweep takes away after a
 * day. Departments that want the material are told by a message of the outbox, in the transaction that writes the rows (R5). */

#define ATTACHMENT_MIB ((int64_t)1024 * 1024)    /* the unit of file.max and file.dossier */

struct attachment {
	int64_t id;                          /* 0: not kept yet (attachment_look) */
	char material[64], material_name[400], sm3[DIGEST_HEX], by[64];
	int64_t size, at;                    /* bytes; wall ms */
	struct file_look look;
	bool again;                          /* the dossier had it for this material before */
	struct stat file;                    /* which file it was read from (attachment_look, attachment_add); else nothing */
};

/* What a file is, without keeping it. E-3101 cannot be read, E-2005 no file of its own (a link, a pipe, a folder); E-6882 neither PDF,
 * OFD nor JPEG by its bytes, E-6883 larger than file.max, E-6884 empty, not whole, or changed while it was read, E-6892 what the hall
 * itself keeps: in one of its folders, other than scan/. */
enum status attachment_look(struct hall *h, const char *path, struct attachment *out, struct err *err) MUST_CHECK;

/* Keeps `count` files for a material, all or none; `out` has room for as many. The same content twice is one. Audited. E-6881 not
 * this role's (RIGHT_ATTACH), E-6101, E-6885 no such material in it or the dossier is void or archived, E-6886 more than file.dossier
 * in all, E-6893 more than 500 for the material, E-5010, E-6890 no room or not written, and what attachment_look says. */
enum status attachment_add(struct hall *h, const struct actor *by, const char *number, const char *material, const char *const *paths,
	size_t count, struct attachment *out, struct err *err) MUST_CHECK;

/* Those of a dossier that this person may see (dossier_json_for), in the order in which they came; *out is owned. */
enum status attachment_list(struct hall *h, const struct actor *by, const char *number, struct attachment **out, size_t *count,
	struct err *err) MUST_CHECK;
/* The same without the right being asked: `dossier` is what dossier_json_for gave this person, of this number. */
enum status attachment_list_in(struct hall *h, const json_t *dossier, struct attachment **out, size_t *count, struct err *err) MUST_CHECK;
/* What departments have of a content, as one line: "公安局 已到,医保局 不收:…"; nothing while none was told. `sent` are the rows of
 * attachment_sent_list; a department's person learns of his own alone (W-14). */
enum status attachment_sent(struct hall *h, const struct actor *by, const char *number, struct rows **sent, struct err *err) MUST_CHECK;
void attachment_sent_text(const struct rows *sent, const char *sm3, struct buf *out);
/* Is there one that a department did not get? */
bool attachment_sent_bad(const struct rows *sent, const char *sm3);

/* Opens one into a file of the caller's (0600), after the trail has it (S-6). E-6887 no such attachment in it, or not this person's to
 * see; E-6888 there is such a file already; E-6889 damaged. */
enum status attachment_get(struct hall *h, const struct actor *by, const char *number, int64_t id, const char *path, struct err *err) MUST_CHECK;

/* The octets of a content, checked against seal and digest; appended. ST_CORRUPT E-6889: gone, changed or not to be read. For the agent. */
enum status attachment_read(struct hall *h, const char *sm3, struct buf *out, struct err *err) MUST_CHECK;

/* Each content against its seal and digest, those of drafts too. `bad` is called for what is not as it was, with a dossier that has it or
 * the accept_uuid of a draft; *count, *damaged: how many there are and were. */
typedef void attachment_bad_fn(void *ctx, const char *number, const char *sm3, const char *why);
enum status attachment_verify(struct hall *h, attachment_bad_fn *bad, void *ctx, int64_t *count, int64_t *damaged, struct err *err) MUST_CHECK;
/* Takes away what no row speaks of and is older than a day. *count files. */
enum status attachment_sweep(struct hall *h, size_t *count, struct err *err) MUST_CHECK;

/* --- for the messages to departments --------------------------------------------------------------------------------------- */

/* [{sm3, size, mime, pages}] of a material, from rows of attachment_list; NULL when it has none. Owned. */
json_t *attachment_files(const struct rows *list, const char *material);

/* What is known of a content at a department. */
enum attachment_state { ATTACHMENT_UNTRIED, ATTACHMENT_THERE, ATTACHMENT_REFUSED, ATTACHMENT_DAMAGED, ATTACHMENT_UNSUPPORTED };
#define ATTACHMENT_NOTE_SIZE 512
#define ATTACHMENT_UNSUPPORTED_MS ((int64_t)24 * 3600 * 1000)
/* `note`: why it was not taken, "" when nothing was said. */
enum status attachment_state(struct hall *h, const char *department, const char *sm3, enum attachment_state *out,
	char note[ATTACHMENT_NOTE_SIZE], struct err *err) MUST_CHECK;
/* Has it any of the hall's contents, as far as is known? Then it takes files. */
enum status attachment_taken(struct hall *h, const char *department, bool *out, struct err *err) MUST_CHECK;
/* Writes it down; THERE ends an ATTACHMENT_UNSUPPORTED of before; sm3 is "" for ATTACHMENT_UNSUPPORTED, which is believed for a day.
 * UNTRIED forgets it. */
enum status attachment_told(struct hall *h, const char *department, const char *sm3, enum attachment_state state, const char *note,
	struct err *err) MUST_CHECK;

#endif
