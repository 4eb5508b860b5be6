/* keep.c - the profiles and data packs that a home holds
 *
 * Order of an install: the file by rename, then state.json; a crash between the two leaves
 * a home that holds the old one or the new one. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <unistd.h>

#include "context.h"
#include "data/keep.h"
#include "data/schema.h"
#include "escape.h"
#include "trust/home.h"
#include "trust/listing.h"
#include "trust/key.h"
#include "trust/store.h"

/* ---- trust ---- */

/* Every prefix that it names is the issuer's? */
static bool
own_prefixes(const struct tables *t, const struct pins *pins, const struct pin_issuer *issuer)
{
	const struct assay_rows *p = tables_find(t, "prefixes");

	for (size_t i = 0; p != NULL && i < p->n_rows; i++)
		if (pins_scope(pins, table_cell(p, i, "prefix")) != issuer)
			return false;
	return p != NULL && p->n_rows > 0;
}

enum pin_trust
keep_judge(const struct tables *t, const struct pins *pins, bool listed,
           const struct pin_issuer **issuer)
{
	enum pin_trust best = PIN_NOBODY;

	*issuer = NULL;
	for (size_t i = 0; i < tables_signed(t); i++) {
		const struct pin_issuer *who = NULL;
		enum pin_trust trust;
		uint8_t key[32];

		if (!tables_signature(t, i, key))
			continue;
		if (!t->is_profile) {
			trust = pins_data_key(pins, key, t->issued_at, &who);
			if (listed && trust != PIN_COMPROMISED)
				trust = PIN_VALID;
		} else {
			trust = pins_key(pins, key, t->issued_at, &who);
			if (trust != PIN_NOBODY && !own_prefixes(t, pins, who))
				trust = PIN_OUTSIDE;
		}
		if (trust > best) {
			best = trust;
			*issuer = who;
		}
	}
	return best;
}

enum assay_status
keep_believe(const struct tables *t, const struct pins *pins, bool listed,
             const struct pin_issuer **issuer, char name[STATE_NAME + 1],
             struct assay_error *error)
{
	const char *id;
	bool any = false;
	uint8_t key[32];
	char signer[17] = "";
	struct schema_fault f;

	for (size_t i = 0; i < tables_signed(t); i++) {
		any = tables_signature(t, i, key) || any;
		if (i == 0)
			key_id(t->signatures.data, signer);
	}
	if (!any)
		return error_say(error, ASSAY_E_FORMAT,
		                 "the file is damaged: it bears no signature that holds",
		                 "文件已损坏：没有有效签名");
	if (!schema_holds(t, &f))
		return error_say(error, ASSAY_E_FORMAT,
		                 "table %s row %zu, column %s is not as it should be: ask for "
		                 "another file (%s)",
		                 "表 %s 第 %zu 行 %s 列有误：请索取另一份文件（%s）",
		                 error_text(f.table).text, f.row + 1, error_text(f.column).text,
		                 f.says.en);
	switch (keep_judge(t, pins, listed, issuer)) {
	case PIN_VALID:
		if (t->is_profile)
			snprintf(name, STATE_NAME + 1, KEEP_PROFILE "%.64s", (*issuer)->about.id);
		else
			snprintf(name, STATE_NAME + 1, "%s", t->kind);
		return ASSAY_OK;
	case PIN_COMPROMISED:
		return error_say(error, ASSAY_E_TRUST,
		                 "it is signed by a key of %s that was stolen (%s): ask them for "
		                 "one signed anew",
		                 "由 %s 的已泄露密钥签名（%s）：请向其索取重新签名的文件",
		                 (*issuer)->about.id, signer);
	case PIN_OUTSIDE:
		id = (*issuer)->about.id;
		if (t->is_profile && !own_prefixes(t, pins, *issuer))
			return error_say(error, ASSAY_E_TRUST,
			                 "the profile speaks for prefixes that are not all those of "
			                 "its signer %s",
			                 "档案涵盖的前缀不全属于签名者 %s", id);
		return error_say(error, ASSAY_E_TRUST,
		                 t->is_profile
		                         ? "the key of %s that signed it (%s) was not valid for "
		                           "profiles on the day of issue"
		                         : "the key of %s that signed it (%s) is not pinned for "
		                           "data (`assay trust pin --use data`), or was not valid "
		                           "on the day of issue",
		                 t->is_profile
		                         ? "%s 的签名密钥（%s）在签发日对档案无效"
		                         : "%s 的签名密钥（%s）未登记用于数据（`assay trust pin "
		                           "--use data`），或在签发日无效",
		                 id, signer);
	case PIN_NOBODY:
		break;
	}
	if (t->is_profile)
		return error_say(error, ASSAY_E_TRUST,
		                 "nobody known signed the profile (%s): pin the maker's key with "
		                 "`assay trust pin` if you trust it",
		                 "档案的签名者未知（%s）：若信任该厂商，请用 `assay trust pin` "
		                 "登记其密钥",
		                 signer);
	return error_say(error, ASSAY_E_TRUST,
	                 "nobody known signed the data (%s): pin the key with `assay trust pin "
	                 "--use data` if you trust whoever holds it",
	                 "数据的签名者未知（%s）：若信任持有者，请用 `assay trust pin "
	                 "--use data` 登记其密钥",
	                 signer);
}

/* ---- facts ---- */

void
keep_facts(const struct tables *t, struct assay_data_facts *out)
{
	struct assay_data_facts full = { .size = out->size };

	full.profile = t->is_profile;
	snprintf(full.kind, sizeof full.kind, "%s", t->kind);
	escape_into(full.title, sizeof full.title, (struct assay_bytes){
		(const uint8_t *)t->title, strlen(t->title) });
	escape_into(full.source, sizeof full.source, (struct assay_bytes){
		(const uint8_t *)t->source, strlen(t->source) });
	full.version = t->version;
	full.issued_at = t->issued_at;
	full.expires_at = t->expires_at;
	full.complete_until = t->complete_until;
	full.dated = t->dated;
	full.tables = t->n;
	full.unknown = t->unknown;
	for (size_t i = 0; i < t->n; i++)
		full.rows += t->table[i].n_rows;
	full.n_signatures = tables_signed(t);
	for (size_t i = 0; i < full.n_signatures; i++)
		key_id(t->signatures.data + i * 96, full.key_ids[i]);
	memcpy(out, &full, out->size < sizeof full ? out->size : sizeof full);
}

/* ---- a home ---- */

void
sync_data_path(const char *kind, char out[SYNC_PATH])
{
	snprintf(out, SYNC_PATH, SYNC_DATA "%.*s.adp", STATE_NAME, kind);
	for (char *c = out + strlen(SYNC_DATA); *c != '\0'; c++)
		if (*c == '/')
			*c = '+';
}

char *
keep_path(const char *home, const char *name)
{
	char *folder = store_path(home, KEEP_FOLDER), *path, file[STATE_NAME + 5];

	if (folder == NULL)
		return NULL;
	snprintf(file, sizeof file, "%s%s", name,
	         strncmp(name, KEEP_PROFILE, strlen(KEEP_PROFILE)) == 0 ? ".apf" : ".adp");
	for (char *c = file; *c != '\0'; c++)
		if (*c == '/')
			*c = '+'; /* in no name */
	path = store_path(folder, file);
	free(folder);
	return path;
}

struct teller {
	void (*say)(void *data, const char *line);
	void *data;
};

__attribute__((format(printf, 2, 3))) static void
tell(const struct teller *to, const char *format, ...)
{
	char line[1024];
	va_list args;

	if (to->say == NULL)
		return;
	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	to->say(to->data, line);
}

/* Takes one in, or says why not.  hash: what sync knows it by; NULL: installed by hand. */
static enum assay_status
take(struct keep *k, const char *path, const char *known_as, uint64_t version,
     const uint8_t *hash, const struct pins *pins, const struct teller *to)
{
	struct keep_one *one = &k->one[k->n];
	const struct pin_issuer *issuer;
	struct assay_error error = { "", "" };
	uint8_t found[32];
	enum assay_status status;

	memset(one, 0, sizeof *one);
	status = tables_open(path, &one->tables, &error);
	if (status == ASSAY_OK && hash != NULL) {
		crypto_hash_sha256(found, one->tables->bytes, one->tables->len);
		if (memcmp(found, hash, sizeof found) != 0)
			status = error_say(&error, ASSAY_E_FORMAT,
			                   "it is damaged: run `assay sync` again",
			                   "已损坏：请重新运行 `assay sync`");
	}
	if (status == ASSAY_OK)
		status = keep_believe(one->tables, pins, hash != NULL, &issuer, one->name, &error);
	if (status == ASSAY_OK && strcmp(one->name, known_as) != 0)
		status = error_say(&error, ASSAY_E_TRUST, "it is the file of another (%s)",
		                   "这是另一方的文件（%s）", one->name);
	if (status == ASSAY_OK && one->tables->version < version)
		status = error_say(&error, ASSAY_E_TRUST,
		                   "it is older than the version installed before",
		                   "比此前安装的版本更旧");
	if (status == ASSAY_OK && one->tables->is_profile) {
		snprintf(one->issuer, sizeof one->issuer, "%s", issuer->about.id);
		if ((one->issuer_name = strdup(issuer->about.name)) == NULL)
			status = ASSAY_E_NOMEM;
	}
	if (status == ASSAY_OK) {
		one->synced = hash != NULL;
		k->n++;
		return ASSAY_OK;
	}
	if (status != ASSAY_E_NOMEM)
		tell(to, "%s is not used: %s", error_text(known_as).text, error.text);
	tables_free(one->tables);
	free(one->issuer_name);
	memset(one, 0, sizeof *one);
	return status == ASSAY_E_NOMEM ? status : ASSAY_OK;
}

/* Of two with one name the newer counts. */
static void
leave_newest(struct keep *k)
{
	for (size_t i = 0; i < k->n; i++) {
		for (size_t j = i + 1; j < k->n; j++) {
			struct keep_one *older = &k->one[i];

			if (strcmp(k->one[i].name, k->one[j].name) != 0)
				continue;
			if (k->one[j].tables->version < k->one[i].tables->version)
				older = &k->one[j];
			tables_free(older->tables);
			free(older->issuer_name);
			*older = k->one[--k->n];
			memset(&k->one[k->n], 0, sizeof *k->one);
			j = i; /* look at what came into its place */
		}
	}
}

static bool
make_views(struct keep *k)
{
	k->profiles = calloc(k->n + 1, sizeof *k->profiles);
	k->data = calloc(k->n + 1, sizeof *k->data);
	if (k->profiles == NULL || k->data == NULL)
		return false;
	for (size_t i = 0; i < k->n; i++) {
		const struct keep_one *one = &k->one[i];
		const struct tables *t = one->tables;

		if (t->is_profile)
			k->profiles[k->n_profiles++] = (struct assay_profile){
				.size = sizeof *k->profiles,
				.issuer = one->issuer,
				.issuer_name = one->issuer_name,
				.title = t->title,
				.version = t->version,
				.issued_at = t->issued_at,
				.expires_at = t->expires_at,
				.tables = t->table,
				.n_tables = t->n,
			};
		else if (tables_find(t, "rows") != NULL)
			k->data[k->n_data++] = (struct assay_data){
				.size = sizeof *k->data,
				.kind = t->kind,
				.title = t->title,
				.source = t->source,
				.version = t->version,
				.issued_at = t->issued_at,
				.expires_at = t->expires_at,
				.complete_until = t->complete_until,
				.dated = t->dated,
				.rows = *tables_find(t, "rows"),
			};
	}
	return true;
}

enum assay_status
keep_open(const char *home, const struct state *state, const struct set *set,
          const struct pins *pins, void (*say)(void *, const char *), void *data,
          struct keep **out, struct assay_error *error)
{
	const struct teller to = { say, data };
	struct keep *k = calloc(1, sizeof *k);
	enum assay_status status = ASSAY_OK;
	size_t most = state->n_data + set->n_data;

	*out = NULL;
	if (k == NULL || (k->one = calloc(most + 1, sizeof *k->one)) == NULL) {
		keep_close(k);
		return error_nomem(error);
	}
	for (size_t i = 0; i < state->n_data && status == ASSAY_OK; i++) {
		char *path = keep_path(home, state->data[i].name);

		status = path == NULL ? ASSAY_E_NOMEM
		                      : take(k, path, state->data[i].name,
		                             state->data[i].version, NULL, pins, &to);
		free(path);
	}
	for (size_t i = 0; i < set->n_data && status == ASSAY_OK; i++) {
		char *path = set_data_path(home, set->data[i].hash);

		status = path == NULL ? ASSAY_E_NOMEM
		                      : take(k, path, set->data[i].about.name,
		                             set->data[i].about.version, set->data[i].hash,
		                             pins, &to);
		free(path);
	}
	if (status == ASSAY_OK) {
		leave_newest(k);
		if (!make_views(k))
			status = ASSAY_E_NOMEM;
	}
	if (status != ASSAY_OK) {
		keep_close(k);
		return error_nomem(error);
	}
	*out = k;
	return ASSAY_OK;
}

void
keep_close(struct keep *k)
{
	if (k == NULL)
		return;
	for (size_t i = 0; i < k->n; i++) {
		tables_free(k->one[i].tables);
		free(k->one[i].issuer_name);
	}
	free(k->one);
	free(k->profiles);
	free(k->data);
	free(k);
}

int64_t
keep_newest(const struct keep *k)
{
	int64_t newest = INT64_MIN;

	for (size_t i = 0; i < k->n; i++)
		if (k->one[i].tables->issued_at > newest)
			newest = k->one[i].tables->issued_at;
	return newest;
}

bool
assay_data_at(const struct assay *a, size_t n, struct assay_data_facts *out)
{
	const struct keep *k = a->home == NULL ? NULL : home_keep(a->home);
	struct assay_data_facts full = { .size = sizeof full };
	size_t size = out->size;

	if (k == NULL || n >= k->n)
		return false;
	keep_facts(k->one[n].tables, &full);
	full.size = size;
	full.trusted = true;
	full.synced = k->one[n].synced;
	snprintf(full.trusted_by, sizeof full.trusted_by, "%s", k->one[n].issuer);
	memcpy(out, &full, size < sizeof full ? size : sizeof full);
	return true;
}

/* ---- by hand ---- */

enum assay_status
assay_data_check(const struct assay *a, const char *path, const uint8_t *public_key,
                 struct assay_data_facts *facts,
                 void (*table)(void *data, const struct assay_rows *table), void *data,
                 struct assay_error *error)
{
	const struct pins *pins = a == NULL || a->home == NULL ? NULL : home_pins(a->home);
	static const struct pins nobody = { NULL, 0 };
	struct assay_data_facts full = { .size = sizeof full };
	const struct pin_issuer *issuer = NULL;
	struct schema_fault f;
	enum assay_status status;
	struct tables *t;
	uint8_t key[32];
	size_t size = facts->size;
	bool any = false;

	if (sodium_init() < 0)
		return error_nomem(error);
	if ((status = tables_open(path, &t, error)) != ASSAY_OK)
		return status;
	keep_facts(t, &full);
	for (size_t i = 0; i < tables_signed(t); i++) {
		bool holds = tables_signature(t, i, key);

		any = any || holds;
		if (holds && public_key != NULL && memcmp(key, public_key, 32) == 0)
			full.trusted = true;
	}
	if (!any) {
		status = error_say(error, ASSAY_E_FORMAT,
		                   "the file is damaged: it bears no signature that holds",
		                   "文件已损坏：没有有效签名");
		goto out;
	}
	if (!schema_holds(t, &f)) {
		status = error_say(error, ASSAY_E_FORMAT, "table %s row %zu, column %s: %s",
		                   "表 %s 第 %zu 行 %s 列：%s", error_text(f.table).text,
		                   f.row + 1, error_text(f.column).text, f.says.en);
		goto out;
	}
	if (!full.trusted) {
		enum pin_trust trust = keep_judge(t, pins != NULL ? pins : &nobody, false, &issuer);

		full.trusted = trust == PIN_VALID;
		full.compromised = trust == PIN_COMPROMISED;
		if (full.trusted)
			snprintf(full.trusted_by, sizeof full.trusted_by, "%s", issuer->about.id);
	}
	for (size_t i = 0; i < t->n && table != NULL; i++)
		table(data, &t->table[i]);
	full.size = size;
	memcpy(facts, &full, size < sizeof full ? size : sizeof full);
out:
	tables_free(t);
	return status;
}

static enum assay_status
check_version(const struct keep *k, const struct state *state, const struct tables *t,
              const char *name, struct assay_error *error)
{
	const struct state_data *known = state_find_data(state, name);
	uint64_t version = known == NULL ? 0 : known->version;

	for (size_t i = 0; i < k->n; i++) {
		const struct tables *other = k->one[i].tables;

		if (strcmp(k->one[i].name, name) != 0)
			continue;
		if (other->version > version)
			version = other->version;
		if (other->version == t->version &&
		    (other->body.len != t->body.len ||
		     memcmp(other->body.data, t->body.data, t->body.len) != 0))
			return error_say(error, ASSAY_E_TRUST,
			                 "another file with the same version %llu is installed: "
			                 "build the next one with --previous",
			                 "已安装另一份同为版本 %llu 的文件：请用 --previous "
			                 "制作下一版本",
			                 (unsigned long long)t->version);
	}
	if (t->version >= version)
		return ASSAY_OK;
	return error_say(error, ASSAY_E_TRUST,
	                 "it is version %llu and version %llu was installed before: an older "
	                 "one is never put back",
	                 "版本为 %llu，此前已安装版本 %llu：不会退回旧版本",
	                 (unsigned long long)t->version, (unsigned long long)version);
}

enum assay_status
assay_data_install(const char *home, const char *path, struct assay_data_facts *facts,
                   struct assay_error *error)
{
	const struct pin_issuer *issuer = NULL;
	struct state_data entry = { .version = 0 };
	struct state *state = NULL;
	struct tables *t = NULL;
	struct home *h = NULL;
	char *to = NULL, *folder = NULL;
	enum assay_status status;
	int lock = -1;

	if ((status = home_open(home, NULL, NULL, &h, error)) != ASSAY_OK)
		return status;
	home_close(h);
	h = NULL;
	/* as it stands under the lock */
	if ((status = store_lock(home, &lock, error)) != ASSAY_OK ||
	    (status = home_open(home, NULL, NULL, &h, error)) != ASSAY_OK ||
	    (status = state_read(home, &state, error)) != ASSAY_OK ||
	    (status = tables_open(path, &t, error)) != ASSAY_OK ||
	    (status = keep_believe(t, home_pins(h), false, &issuer, entry.name, error)) !=
	            ASSAY_OK ||
	    (status = check_version(home_keep(h), state, t, entry.name, error)) != ASSAY_OK)
		goto out;
	if ((folder = store_path(home, KEEP_FOLDER)) == NULL ||
	    (to = keep_path(home, entry.name)) == NULL) {
		status = error_nomem(error);
		goto out;
	}
	entry.version = t->version;
	if ((status = store_folder(folder, 0700, error)) != ASSAY_OK ||
	    (status = store_write(to, 0644, t->bytes, t->len, false, error)) != ASSAY_OK ||
	    (status = state_put_data(state, &entry, t->issued_at, error)) != ASSAY_OK ||
	    (status = state_write(home, state, error)) != ASSAY_OK)
		goto out;
	if (facts != NULL) {
		struct assay_data_facts full = { .size = sizeof full };
		size_t size = facts->size;

		keep_facts(t, &full);
		full.size = size;
		full.trusted = true;
		snprintf(full.trusted_by, sizeof full.trusted_by, "%s", issuer->about.id);
		memcpy(facts, &full, size < sizeof full ? size : sizeof full);
	}
out:
	tables_free(t);
	home_close(h);
	state_free(state);
	free(folder);
	free(to);
	if (lock >= 0)
		close(lock);
	return status;
}
