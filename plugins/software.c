/* software.c - licence keys, certificates of authenticity, dongles
 *
 * A key is a secret: only its form is judged, no output shows more of it than its
 * first and last group, and nothing here tells a working key from another.  What a
 * dongle says of itself is the text of its USB descriptors, typed or from a file. */
#include "form.h"
#include "software-guide.h"

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
};

static const struct assay_label labels[] = {
	{ "mskey", "product key, five groups of five (shown masked)", "产品密钥，五组五位（输出时遮盖）" },
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

static void
keys(struct exam *x)
{
	struct source from;

	for (size_t i = 0; typed_source(x->item, "mskey", i, &from); i++) {
		struct note n = { "", 0 };
		const char *reason;
		bool newer = false;

		if (says_no(from.text.s))
			continue;
		text_upper(&from.text);
		reason = key_fault(from.text.s, &newer);
		note_masked(&n, "key", assay_str(from.text.s));
		if (newer)
			note(&n, "note", "post-2012 keys may hold one N");
		if (*reason != '\0')
			form_broken(x, "SW-MSKEY-FORMAT", &from, &n, reason);
		else
			holds(x, "SW-MSKEY-FORMAT", &n);
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

		if (at == NULL)
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

static void
dongle(struct exam *x)
{
	static const char *const serials[] = { "iSerial", "SerialNumber", "serial" };
	static const char *const vendors[] = { "idVendor" };
	static const char *const products[] = { "idProduct" };
	struct text usb, printed;
	char word[64], id[10], part[5];
	const char *at;

	if (*typed_text(x->item, "usb", &usb) == '\0')
		return;
	if (*typed_text(x->item, "dongle", &printed) != '\0' && !says_no(printed.s) &&
	    descriptor(usb.s, serials, COUNT(serials), true, word)) {
		text_without(&printed, " -");
		compare_device(x, "serial", printed.s, word);
	}
	if (*typed_text(x->item, "usb_id", &printed) == '\0' || says_no(printed.s))
		return;
	text_without(&printed, " ");
	id[0] = '\0';
	if (descriptor(usb.s, vendors, 1, false, word) && hex4(word, part)) {
		memcpy(id, part, 4);
		id[4] = ':';
		if (!descriptor(usb.s, products, 1, false, word) || !hex4(word, id + 5))
			id[0] = '\0';
	} else if ((at = find_word(usb.s, "ID ")) != NULL && strlen(at) >= 12 &&
	           at[7] == ':') {
		memcpy(id, at + 3, 9);
		id[9] = '\0';
	}
	if (id[0] != '\0')
		compare_device(x, "vendor and product", printed.s, id);
}

/* ---- the descriptor ---- */

static int
recognise(const struct assay_item *item, char why[80])
{
	static const char *const typed[] = { "mskey", "coa_serial", "coa_part", "dongle",
		                             "usb" };

	for (size_t i = 0; i < COUNT(typed); i++)
		if (assay_claim(item, typed[i], 0) != NULL) {
			snprintf(why, 80, "%s typed", typed[i]);
			return 90;
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
};
