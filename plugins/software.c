/* software.c - licence keys, certificates of authenticity, dongles
 *
 * A key is a secret: only its form is judged, no output shows more of it than its
 * first and last group, whether it was typed or stood in a code, and nothing here tells a
 * working key from another.  Across items the library compares keyed hashes of it.  What
 * a dongle says of itself is the text of its USB descriptors, typed or from a file. */
#include "form.h"
#include "software-guide.h"
#include "signed.h"

/* clang-format off */
static const struct assay_rule rules[] = {
	{ "SW-MSKEY-FORMAT", ASSAY_STRONG, "V2", "*", NULL, NULL, "mskey",
	  "Published descriptions of product keys, five groups of five",
	  "The product key has characters or a length that no key has: read it again",
	  "产品密钥的字符或长度不符合规则，请再次核对",
	  "25 characters out of 24; newer keys hold exactly one N besides",
	  "由 24 种字符中的 25 个组成，较新的密钥另含一个 N" },
	{ "SW-COA-PAIR", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "comparison of the certificate with the box",
	  "Certificate and box do not belong together: compare number and part once more",
	  "真品证书与包装盒不配套，请再次核对编号和部件号",
	  "Certificates are peeled off old machines and sold with other goods",
	  "旧机器上的证书会被揭下另售" },
	{ "SW-DONGLE-ID", ASSAY_WEAK, "C", "*", NULL, NULL, NULL,
	  "USB 2.0 specification, device and string descriptors",
	  "What is printed on the dongle is not what the device says: compare both once more",
	  "加密狗外壳印刷内容与设备自身信息不同，请再次核对",
	  "Cloned dongles keep the identity of the one they were made from",
	  "克隆的加密狗保留被克隆设备的标识" },
	{ "SW-KEY-BLOCKED", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "a signed table of the hashes of leaked keys",
	  "The product key is one that was leaked and is known to be copied: it activates nothing lawfully",
	  "该产品密钥已泄露并被广泛复制：无法合法激活",
	  "Sellers of copies print keys that circulate; the table holds hashes, so that it gives no key away",
	  "盗版销售者使用流传的密钥；表中只存哈希，不会泄露密钥" },
	{ "SW-KEY-GENERIC", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "a signed table of the hashes of published installation keys",
	  "The product key is a published one for installing only: nobody is sold it",
	  "该产品密钥是公开的安装密钥：不单独出售",
	  "Makers publish keys that install and never activate; a certificate that bears one was not theirs",
	  "厂家公布的密钥只用于安装、不能激活；带有此类密钥的证书并非厂家所发" },
	{ "SW-KEY-DUP", ASSAY_PROOF, "C", "*", NULL, NULL, NULL,
	  "comparison of the items of one find",
	  "One product key stands on several certificates or boxes: look whether it is a volume key, which copies share",
	  "同一产品密钥出现在多份证书或包装上：请确认是否为可共用的批量授权密钥",
	  "A retail key is issued once; forgers print one over and over. Keys are compared as hashes and shown masked",
	  "零售密钥只发放一次；假冒者反复印制同一密钥。密钥以散列比较，显示时遮盖" },
	{ "SW-ENTROPY", ASSAY_STRONG, "C", "*", NULL, NULL, NULL,
	  "comparison of the items of one find",
	  "Two different product keys share 20 of their 25 characters: compare certificates and boxes",
	  "两个不同的产品密钥在 25 位中有 20 位相同：请核对证书和包装",
	  "Genuine keys look drawn at random; those that run on or differ in one group were made up",
	  "真密钥如同随机生成；连号或仅一组不同的密钥系编造" },
	{ "SW-DONGLE-CLONE", ASSAY_PROOF, "C", "*", NULL, NULL, NULL,
	  "USB 2.0 specification, device and string descriptors",
	  "Several dongles say the same serial of themselves: read the descriptors of each once more",
	  "多个加密狗报告相同的序列号：请重新读取各自的描述符",
	  "A clone repeats the serial of the device it was copied from",
	  "克隆设备会重复原设备的序列号" },
};

static const struct assay_label labels[] = {
	{ "mskey", "product key, five groups of five (shown masked)", "产品密钥，五组五位（输出时遮盖）" },
	{ "volume", "a volume key, shared by copies: yes or no", "是否批量授权密钥：是、否" },
	{ "coa_serial", "serial of the certificate of authenticity", "真品证书编号" },
	{ "box_serial", "the same on the box", "包装盒上的证书编号" },
	{ "coa_part", "part number on the certificate", "真品证书上的部件号" },
	{ "box_part", "part number on the box", "包装盒上的部件号" },
	{ "dongle", "serial printed on the dongle", "加密狗外壳上的序列号" },
	{ "usb_id", "vendor and product printed on it, as 1234:ABCD", "外壳上的厂商和产品号，如 1234:ABCD" },
	{ "usb", "text of its USB descriptors", "设备 USB 描述符文字" },
};
/* clang-format on */

/* ---- keys ---- */

#define KEY 25

static void
note_masked(struct note *n, const char *key, struct assay_bytes value)
{
	char shown[SHOWN_MAX + 1];

	if (value.len > SHOWN_MAX)
		value.len = SHOWN_MAX;
	assay_mask(value, shown);
	note(n, key, shown);
}

#define GROUP 5
#define LETTERS_LEAST 8 /* of 25 characters without hyphens: else it is a long number */

static bool
key_character(uint8_t c)
{
	return c != '\0' && strchr("BCDFGHJKMPQRTVWXY2346789N", upper((char)c)) != NULL;
}

/* The length of a key that begins at byte at: five groups of five behind hyphens or
 * spaces, or all in one; 0: none. */
static size_t
key_at(struct assay_bytes text, size_t at)
{
	size_t n = 0, i = at, letters = 0;
	uint8_t between = '\0';

	if (at > 0 && is_alnum((char)text.data[at - 1]))
		return 0;
	for (; n < KEY && i < text.len; i++) {
		uint8_t c = text.data[i];

		if (n > 0 && n % GROUP == 0 && (c == '-' || c == ' ') && i > at &&
		    text.data[i - 1] != c &&
		    (n == GROUP ? between == '\0' : c == between)) {
			between = c;
			continue;
		}
		if (!key_character(c) || (n > GROUP && n % GROUP == 0 &&
		                          between != '\0' && text.data[i - 1] != between))
			return 0;
		letters += is_letter((char)c);
		n++;
	}
	if (n != KEY || (i < text.len && is_alnum((char)text.data[i])) ||
	    (between == '\0' && letters < LETTERS_LEAST))
		return 0;
	return i - at;
}

static size_t
find_secret(struct assay_bytes text, size_t from, size_t *len)
{
	for (size_t at = from; at < text.len; at++)
		if ((*len = key_at(text, at)) > 0)
			return at;
	return SIZE_MAX;
}

/* "" or what is wrong, without a character of the key. */
static const char *
key_fault(const char *s, bool *newer)
{
	size_t n = 0, marks = 0;

	for (; *s != '\0'; s++) {
		if (*s == '-' || *s == ' ')
			continue;
		if (strchr("BCDFGHJKMPQRTVWXY2346789N", *s) == NULL)
			return "a character that no key has";
		marks += *s == 'N';
		n++;
	}
	*newer = marks == 1;
	return n != KEY ? "not 25 characters" : marks > 1 ? "more than one N" : "";
}

/* The key of 25 characters, and each way to leave one group out, for the batch. */
static void
bears_key(struct exam *x, const char *s, enum assay_path path)
{
	struct assay_borne b = {
		.rule = "SW-KEY-DUP", .fact = "key", .path = path, .secret = true
	};
	char whole[KEY + GROUP], part[KEY + GROUP];
	size_t n = 0;

	for (size_t i = 0; *s != '\0'; s++) {
		if (*s == '-' || *s == ' ')
			continue;
		if (i > 0 && i % GROUP == 0)
			whole[n++] = '-';
		whole[n++] = *s;
		i++;
	}
	whole[n] = '\0';
	b.value = (struct assay_bytes){ (const uint8_t *)whole, n };
	/* nobody can tell a volume key by its looks */
	b.excuse = said_absent(x->item, "volume") ? NULL : "volume-key";
	if (!typed_yes(x->item, "volume"))
		exam_bears(x, &b);
	b = (struct assay_borne){ .rule = "SW-ENTROPY",
		                  .fact = "part",
		                  .value = { (const uint8_t *)part, n },
		                  .path = path,
		                  .secret = true };
	for (size_t gap = 0; gap < n; gap += GROUP + 1) {
		memcpy(part, whole, n);
		memset(part + gap, '*', GROUP);
		b.with = (struct assay_bytes){ (const uint8_t *)whole + gap, GROUP };
		exam_bears(x, &b);
	}
}

/* By signed tables of hashes: leaked, or published for installing? */
static void
known_key(struct exam *x, const struct source *from)
{
	static const struct {
		const char *rule, *kind;
	} tables[] = { { "SW-KEY-BLOCKED", "software-keys-leaked" },
		       { "SW-KEY-GENERIC", "software-keys-generic" } };
	char plain[KEY + 1], hex[65];
	size_t n = 0;

	for (const char *s = from->text.s; *s != '\0' && n < KEY; s++)
		if (*s != '-' && *s != ' ')
			plain[n++] = *s;
	if (n != KEY ||
	    x->host->size < offsetof(struct assay_host, sha256) + sizeof x->host->sha256 ||
	    x->host->sha256 == NULL)
		return;
	x->host->sha256((struct assay_bytes){ (const uint8_t *)plain, n }, hex);
	for (size_t i = 0; i < COUNT(tables); i++) {
		struct weight w = { ASSAY_STRONG, { .n = 0 } };
		struct note facts = { "", 0 };
		struct assay_data d;

		if (!signed_data(x, tables[i].kind, ASSAY_NO_DAY, &d))
			continue;
		note_masked(&facts, "key", assay_str(from->text.s));
		note(&facts, "dated", day_text(d.dated).text);
		if (assay_find_row(&d.rows, hex) == d.rows.n_rows) {
			holds(x, tables[i].rule, &facts);
			continue;
		}
		/* a slip of the finger hits no one key of a table of hashes */
		tried(&w, "typing-slip", false);
		tried(&w, "neighbour-code", false);
		speak(x, tables[i].rule, &w, from->symbol, &facts);
	}
}

static void
key_one(struct exam *x, struct source *from)
{
	struct note n = { "", 0 };
	const char *reason;
	bool newer = false;

	text_upper(&from->text);
	reason = key_fault(from->text.s, &newer);
	note_masked(&n, "key", assay_str(from->text.s));
	if (newer)
		note(&n, "note", "post-2012 keys may hold one N");
	if (*reason != '\0') {
		form_broken(x, "SW-MSKEY-FORMAT", from, &n, reason);
		return;
	}
	holds(x, "SW-MSKEY-FORMAT", &n);
	bears_key(x, from->text.s, from->path);
	known_key(x, from);
}

static void
keys(struct exam *x)
{
	struct source from;
	size_t len;

	for (size_t i = 0; typed_source(x->item, "mskey", i, &from); i++)
		if (!says_no(from.text.s))
			key_one(x, &from);
	for (size_t i = 0; symbol_source(x->item, i, &from); i++)
		for (size_t at = 0;
		     (at = find_secret(assay_str(from.text.s), at, &len)) != SIZE_MAX;
		     at += len) {
			struct source one = from;

			text_skip(&one.text, at);
			one.text.s[one.text.len = len] = '\0';
			key_one(x, &one);
		}
}

/* ---- dongles ---- */

/* The word behind one of these names in the text of descriptors, "idVendor 0x096e". */
static bool
descriptor(const char *text, const char *const *names, size_t n, bool indexed,
           char out[64])
{
	for (size_t i = 0; i < n; i++) {
		const char *at = find_word(text, names[i]);
		size_t len;

		while (at != NULL && is_alnum(at[strlen(names[i])]))
			at = find_word(at + 1, names[i]);
		if (at == NULL) /* or a part of longer names alone */
			continue;
		at += strlen(names[i]);
		at += strspn(at, " :=");
		len = strcspn(at, " ,;");
		if (indexed && at[len] == ' ' && count_digits(at) == len && len < 3 &&
		    is_alnum(at[len + 1])) { /* "iSerial 3 0123": the index first */
			at += len + 1;
			len = strcspn(at, " ,;");
		}
		if (len == 0 || len > 63 || (indexed && same_word(at, "0")))
			continue;
		memcpy(out, at, len);
		out[len] = '\0';
		return true;
	}
	return false;
}

/* Four hexadecimal digits without what stands before them. */
static bool
hex4(const char *s, char out[5])
{
	s += begins(s, "0x");
	if (strlen(s) != 4 || strspn(s, "0123456789abcdefABCDEF") != 4)
		return false;
	for (size_t i = 0; i <= 4; i++)
		out[i] = upper(s[i]);
	return true;
}

static void
compare_device(struct exam *x, const char *what, const char *printed, const char *device)
{
	struct note n = { "", 0 };
	struct weight w = no_more_than(ASSAY_WEAK);

	note(&n, "what", what);
	note(&n, "printed", printed);
	note(&n, "device", device);
	if (same_word(printed, device)) {
		holds(x, "SW-DONGLE-ID", &n);
		return;
	}
	tried(&w, "typing-slip", is_slip(assay_str(printed), assay_str(device)));
	tried(&w, "neighbour-code", true); /* the text may be another device's */
	speak(x, "SW-DONGLE-ID", &w, ASSAY_NONE, &n);
}

#define SERIAL_LEAST 6 /* characters: shorter ones count versions, not devices */

/* A serial that no factory left at its default: neither one character over and over nor
 * the digits in their order. */
static bool
tells_devices_apart(const char *s)
{
	size_t n = strlen(s), repeated = 1, counted = 1;

	while (repeated < n && s[repeated] == s[0])
		repeated++;
	while (counted < n && s[counted] == s[counted - 1] + 1)
		counted++;
	return n >= SERIAL_LEAST && repeated < n && counted < n &&
	       strspn(s, "0") + 4 <= n;
}

/* The device's own serial, with vendor and product where they are told. */
static void
bears_device(struct exam *x, const char *serial, const char *id)
{
	char value[80];
	struct assay_borne b = { .rule = "SW-DONGLE-CLONE",
		                 .fact = "device",
		                 .path = ASSAY_PATH_TYPED };

	if (!tells_devices_apart(serial))
		return;
	snprintf(value, sizeof value, "%s%s%s", id, *id != '\0' ? " " : "", serial);
	b.value = assay_str(value);
	exam_bears(x, &b);
}

static void
dongle(struct exam *x)
{
	static const char *const serials[] = { "iSerial", "SerialNumber", "serial" };
	static const char *const vendors[] = { "idVendor" };
	static const char *const products[] = { "idProduct" };
	struct text usb, printed;
	char serial[64] = "", word[64], id[10] = "", part[5];
	const char *at;

	if (*typed_text(x->item, "usb", &usb) == '\0')
		return;
	if (descriptor(usb.s, vendors, 1, false, word) && hex4(word, part)) {
		memcpy(id, part, 4);
		id[4] = ':';
		if (!descriptor(usb.s, products, 1, false, word) || !hex4(word, id + 5))
			id[0] = '\0';
	} else if ((at = find_word(usb.s, "ID ")) != NULL && strlen(at) >= 12 &&
	           at[7] == ':') {
		for (size_t i = 0; i < 9; i++)
			id[i] = upper(at[3 + i]);
		id[9] = '\0';
	}
	if (descriptor(usb.s, serials, COUNT(serials), true, serial))
		bears_device(x, serial, id);
	if (serial[0] != '\0' && *typed_text(x->item, "dongle", &printed) != '\0' &&
	    !says_no(printed.s)) {
		text_without(&printed, " -");
		compare_device(x, "serial", printed.s, serial);
	}
	if (*typed_text(x->item, "usb_id", &printed) == '\0' || says_no(printed.s))
		return;
	text_without(&printed, " ");
	if (id[0] != '\0')
		compare_device(x, "vendor and product", printed.s, id);
}

/* ---- the descriptor ---- */

static int
recognise(const struct assay_item *item, char why[80])
{
	static const char *const typed[] = { "mskey", "coa_serial", "coa_part", "dongle",
		                             "usb" };
	struct source from;
	size_t len;

	for (size_t i = 0; i < COUNT(typed); i++)
		if (assay_claim(item, typed[i], 0) != NULL) {
			snprintf(why, 80, "%s typed", typed[i]);
			return 90;
		}
	for (size_t i = 0; symbol_source(item, i, &from); i++)
		if (find_secret(assay_str(from.text.s), 0, &len) != SIZE_MAX) {
			snprintf(why, 80, "product key in a code");
			return 70;
		}
	return 0;
}

static enum assay_status
examine(const struct assay_host *host, struct assay_run *run,
        const struct assay_item *item)
{
	struct exam x = exam_begin(host, run, item, rules, COUNT(rules));

	keys(&x);
	form_equal(&x, "SW-COA-PAIR", "coa_serial", "box_serial", " -");
	form_equal(&x, "SW-COA-PAIR", "coa_part", "box_part", " -");
	dongle(&x);
	return x.status;
}

/* What the library follows across the items of a batch. */
/* clang-format off */
static const struct assay_across across[] = {
	{ "SW-KEY-DUP", NULL, "key", ASSAY_ONE_THING },
	{ "SW-ENTROPY", NULL, "part", ASSAY_ONE_OTHER },
	{ "SW-DONGLE-CLONE", NULL, "device", ASSAY_ONE_THING },
};
/* clang-format on */

ASSAY_PLUGIN(software) = {
	.abi = ASSAY_PLUGIN_ABI,
	.size = sizeof(struct assay_plugin),
	.name = "software",
	.summary = "software: product keys, certificates of authenticity, dongles",
	.summary_zh = "软件：产品密钥、真品证书、加密狗",
	.symbologies = "]Q ]C",
	.rules = rules,
	.n_rules = COUNT(rules),
	.labels = labels,
	.n_labels = COUNT(labels),
	.recognise = recognise,
	.examine = examine,
	.secrets = "mskey",
	.guides = guides,
	.n_guides = sizeof guides / sizeof *guides,
	.across = across,
	.n_across = COUNT(across),
	.find_secret = find_secret,
};
