#!/usr/bin/env python3
"""fresh.py - rows of test values that no rule was written against

    fresh.py [SEED] > fresh.tsv

A second implementation, from the published algorithms alone, with the standard library:
check digits, date and host logic of every rule that has one.  Numbers are made from a
seeded generator: they belong to nobody.  `assay vectors` runs the rows."""
import base64
import datetime
import random
import sys

seed = int(sys.argv[1]) if len(sys.argv) > 1 else 20261122
R = random.Random(seed)
rows = []


def row(rule, text, expected):
    rows.append((rule, text, expected))


def digits(n):
    return "".join(R.choice("0123456789") for _ in range(n))


def pick(alphabet, n):
    return "".join(R.choice(alphabet) for _ in range(n))


def other(digit, alphabet="0123456789"):
    return R.choice([c for c in alphabet if c != digit])


def spoil(text, check=-1, alphabet="0123456789"):
    """One character of text changed to another of the alphabet."""
    at = check % len(text)
    return text[:at] + other(text[at], alphabet) + text[at + 1:]


# ---- algorithms ----

def mod10(body):
    s = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body)))
    return str(-s % 10)


def luhn(body):
    s = 0
    for i, d in enumerate(reversed(body)):
        v = int(d) * (2 if i % 2 == 0 else 1)
        s += v - 9 if v > 9 else v
    return str(-s % 10)


def mod11_10(body):
    p = 10
    for d in body:
        s = (p + int(d)) % 10 or 10
        p = 2 * s % 11
    return str((11 - p) % 10)


USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
W17 = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]


def uscc(body):
    return USCC[-sum(USCC.index(c) * w for c, w in zip(body, W17)) % 31]


def org(body):
    s = sum(int(c, 36) * w for c, w in zip(body, [3, 7, 9, 10, 5, 8, 4, 2]))
    c = 11 - s % 11
    return "X" if c == 10 else "0" if c == 11 else str(c)


def cnid(body):
    s = sum(int(d) * w for d, w in zip(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]))
    return "10X98765432"[s % 11]


def pzn8(body):
    r = sum(i * int(d) for i, d in enumerate(body, 1)) % 11
    return None if r == 10 else str(r)


def pzn7(body):
    r = sum(i * int(d) for i, d in enumerate(body, 2)) % 11
    return None if r == 10 else str(r)


def ppn(body):
    return "%02d" % (sum((i + 2) * ord(c) for i, c in enumerate(body)) % 97)


def lei(body):
    return "%02d" % (98 - int("".join(str(int(c, 36)) for c in body + "00")) % 97)


C82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
PAIR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]


def pair(body):
    s = sum(C82.index(c) * p for c, p in zip(reversed(body), PRIMES)) % 1021
    return PAIR[s // 32] + PAIR[s % 32]


UFI = "0123456789ACDEFGHJKMNPQRSTUVWXY"


def ufi_holds(text):
    return sum(i * UFI.index(c) for i, c in enumerate(text, 1)) % 31 == 0


def make_ufi():
    while True:
        body = pick(UFI, 16)
        if ufi_holds(body):
            return body


PROV = [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51,
        52, 53, 54, 61, 62, 63, 64, 65]


def division():
    return "%d%02d%02d" % (R.choice(PROV), R.randint(1, 9), R.randint(1, 30))


def day(first="2015-01-01", last="2026-06-30"):
    a, b = (datetime.date.fromisoformat(x) for x in (first, last))
    return a + datetime.timedelta(R.randint(0, (b - a).days))


def gtin(n=14, start=""):
    body = start + digits(n - 1 - len(start))
    return body + mod10(body)


N = 6

# ---- GS1 ----
for n in (8, 12, 13, 14, 17, 18):
    for _ in range(2):
        b = digits(n - 1)
        row("GS1-CSUM", b + mod10(b), "valid")
        row("GS1-CSUM", b + other(mod10(b)), "invalid")
row("GS1-CSUM", digits(11), "invalid")
row("GS1-CSUM", gtin(13)[:-1] + "X", "invalid")
for _ in range(N):
    b = digits(R.choice((4, 7, 9))) + pick(C82, R.randint(3, 14))
    b = b.replace(";", "z")
    row("GS1-CSUM-ALPHA", b + pair(b), "valid")
    row("GS1-CSUM-ALPHA", b + pair(b)[0] + other(pair(b)[1], PAIR), "invalid")
for text, want in (("Ab0_z-", 1), ("A B", 0), ("A#B", 0), ("ABC~", 0), ("a/b.c+d", 1), ("x" * 21, 0), ("%&'()*", 1), ("é1", 0)):
    row("GS1-CSET82", "^01%s10%s" % (gtin(14), text), "valid" if want else "invalid")
for text, want in (("9521234AB-1", 1), ("9521234ab", 0), ("9521234#/-", 1), ("9521234.A", 0), ("9521234_A", 0)):
    row("GS1-CSET39", "^8010" + text, "valid" if want else "invalid")
for text, want in (("abcXYZ019-_", 1), ("abcd+/", 0), ("abcd==", 1), ("ab cd", 0), ("q" * 91, 0), ("q" * 88, 1)):
    row("GS1-CSET64", "^01%s21A1<GS>8030%s" % (gtin(14), text), "valid" if want else "invalid")


def century(yy, ref=2026):
    d = yy - ref % 100
    return (ref // 100 - (d >= 51) + (d <= -50)) * 100 + yy


for _ in range(8):
    d = day("2000-01-01", "2049-12-31")
    row("GS1-DATE", d.strftime("%y%m%d"), "valid;date=" + (str(century(d.year % 100)) + d.strftime("-%m-%d")))
for bad in ("261301", "260031", "250229", "240230", "260431", "26063", "2606301", "26A101", "260132", "000000"):
    row("GS1-DATE", bad, "invalid")
for y, m in ((24, 2), (25, 2), (26, 4), (27, 12), (28, 2)):
    last = (datetime.date(2000 + y + (m == 12), m % 12 + 1, 1) - datetime.timedelta(1)).day
    row("GS1-DATE", "%02d%02d00" % (y, m), "valid;date=20%02d-%02d-%02d;day00=1" % (y, m, last))
for ref in (2024, 2026, 2030, 1999, 2049):
    for d in (50, 51, -49, -50, 0):
        yy = (ref + d) % 100
        row("GS1-DATE-CENTURY", "ref=%d;yy=%02d" % (ref, yy), "valid;year=%d" % century(yy, ref))
for v, made, good in (("250100", "2025-01-02", 0), ("271200", "2026-03-01", 0), ("261231", "2026-01-01", 1),
                      ("260600", "2024-12-31", 1), ("280200", "2026-11-01", 0)):
    row("GS1-DATE-DAY00-HEALTH", "ai=17;value=%s;market=healthcare;made=%s" % (v, made), "valid" if good else "invalid")
for _ in range(3):
    g, lot, serial = gtin(14), pick("ABCDEFG0123456789", 7), pick("ABCDEFGHJK0123456789", 10)
    d = day().strftime("%y%m%d")
    row("GS1-AI-PARSE", "^01%s17%s10%s^21%s" % (g, d, lot, serial), "valid;01=%s;17=%s;10=%s;21=%s" % (g, d, lot, serial))
    row("GS1-AI-PARSE", "^01%s17%s10%s^21%s" % (spoil(g), d, lot, serial), "invalid")
    row("GS1-AI-BRACKET", "(01)%s(17)%s(10)%s(21)%s" % (g, d, lot, serial), "valid;01=%s;17=%s;10=%s;21=%s" % (g, d, lot, serial))
    row("GS1-AI-BRACKET", "(01)%s(17)%s(10)%s" % (g, d[:4] + "32", lot), "invalid")
row("GS1-AI-BRACKET", "(01)%s(10)" % gtin(), "invalid")
row("GS1-AI-BRACKET", "(00)%s" % gtin(18), "valid")
row("GS1-AI-PARSE", "^00" + gtin(18), "valid")
row("GS1-AI-PARSE", "^00" + spoil(gtin(18)), "invalid")
row("GS1-AI-PARSE", "^414" + gtin(13), "valid")
row("GS1-AI-PARSE", "^414" + spoil(gtin(13)), "invalid")
row("GS1-AI-PARSE", "^01%s3103001250" % gtin(), "valid;3103=001250")
row("GS1-AI-PARSE", "^01%s310300125" % gtin(), "invalid")
row("GS1-AI-PARSE", "^01%s10" % gtin(), "invalid")
row("GS1-AI-PARSE", "^01%s10%s" % (gtin(), "A" * 21), "invalid")
row("GS1-AI-PARSE", "^8020ABC^415" + gtin(13), "valid")
row("GS1-AI-PARSE", "^05123", "invalid")
row("GS1-AI-PARSE", "^8006%s0103" % gtin(), "valid")
row("GS1-AI-PARSE", "^8006%s0403" % gtin(), "invalid")
row("GS1-AI-PARSE", "^8006%s0003" % gtin(), "invalid")
row("GS1-AI-PARSE", "^01%s21A^8040%s" % (gtin(), (lambda b: b + luhn(b))("35" + digits(12))), "valid")
g = gtin()
for a, b in (("02", "01"), ("255", "01"), ("422", "426"), ("235", "21")):
    values = {"01": gtin(), "02": gtin(), "255": gtin(13), "422": "156", "426": "276", "235": "X1", "21": "Y2"}
    row("GS1-AI-EXCLUDE", "(%s)%s(%s)%s" % (a, values[a], b, values[b]), "invalid")
row("GS1-AI-EXCLUDE", "(8006)%s0102(01)%s" % (gtin(), gtin()), "invalid")
row("GS1-AI-EXCLUDE", "(8017)%s(8018)%s" % (gtin(18), gtin(18)), "invalid")
row("GS1-AI-EXCLUDE", "(01)%s(21)A1" % gtin(), "valid")
row("GS1-AI-EXCLUDE", "(3102)000100(3103)000100(01)%s" % gtin(), "invalid")
for text, want in (("(01)%s(10)A(10)B" % g, 0), ("(01)%s(10)A(10)A" % g, 1), ("(01)%s(01)%s" % (g, gtin()), 0),
                   ("(01)%s(240)X(240)Y" % g, 0), ("(01)%s(21)7(21)7" % g, 1)):
    row("GS1-AI-REPEAT", text, "valid" if want else "invalid")
for text, want in (("(01)%s(10)A" % g, 1), ("(10)A", 0), ("(02)%s" % g, 0), ("(21)A1", 0), ("(01)%s(21)A" % g, 1),
                   ("(415)%s" % gtin(13), 0), ("(415)%s(8020)R1" % gtin(13), 1), ("(7004)0100(01)%s" % g, 0),
                   ("(01)%s(10)L(7004)0100" % g, 1), ("(8030)abcd(01)%s" % g, 0)):
    row("GS1-AI-REQUIRE", text, "valid" if want else "invalid")
for text, want in (("^01%s21AB93abcd" % g, 0), ("^01%s10LOT17271231" % g, 0), ("^01%s21ABCDE" % g, 1),
                   ("^01%s10X1^21Y2" % g, 1), ("^01%s21SN12345678917281130" % g, 0)):
    row("GS1-AI-GS-LOST", text, "valid" if want else "invalid")
for sym, name, gs1 in (("]C1", "GS1-128", 1), ("]e0", "DataBar", 1), ("]d2", "Data Matrix", 1), ("]Q3", "QR", 1),
                       ("]d1", "Data Matrix", 0), ("]Q1", "QR", 0), ("]J1", "DotCode", 1)):
    row("GS1-SYMID", "%s%s" % (sym, "01" + gtin() if gs1 else "TEXT1"), "valid;gs1=%d" % gs1)
for _ in range(3):
    g, lot, s = gtin(), pick("ABC123", 5), pick("XYZ789", 6)
    row("GS1-DL-PARSE", "https://example.org/p/01/%s/10/%s/21/%s" % (g, lot, s), "valid;01=%s;10=%s;21=%s" % (g, lot, s))
    row("GS1-DL-PARSE", "https://example.org/01/%s/21/%s/10/%s" % (g, s, lot), "invalid")
    row("GS1-DL-PARSE", "https://example.org/01/%s" % spoil(g), "invalid")
    row("GS1-DL-PARSE", "https://example.org/01/%s?17=%s&x=y" % (g, "271130"), "valid;17=271130")
    row("GS1-DL-CANON", "https://brand.example/x/01/%s/10/%s" % (g, lot), "valid;uri=https://id.gs1.org/01/%s/10/%s" % (g, lot))
    row("GS1-DL-CANON", "(01)%s(21)%s" % (g, s), "valid;uri=https://id.gs1.org/01/%s/21/%s" % (g, s))
    row("GS1-DL-BUILD", "stem=https://b.example/q;(01)%s(10)%s" % (g, lot), "valid;uri=https://b.example/q/01/%s/10/%s" % (g, lot))
    row("GS1-DL-BUILD", "stem=https://b.example;(01)%s(21)A/B" % g, "valid;uri=https://b.example/01/%s/21/A%%2FB" % g)
for bad in ("ftp://a.example/01/" + g, "https:///01/" + g, "https://a.example/01/%s/" % g, "https://a.example/01/%s/10/" % g,
            "https://a.example/01/%s?9=1" % g, "https://a.example/01/%s?21=7" % g, "https://a.example/01/" + g[1:],
            "https://a.example/01/%s/10/A%%00" % g, "https://a.example/01/%s/22/A/22/B" % g):
    row("GS1-DL-PARSE", bad, "invalid")
row("GS1-DL-PARSE", "https://a.example/8006/%s0102/21/X" % g, "valid")
row("GS1-DL-PARSE", "https://a.example/414/%s/254/77" % gtin(13), "valid;254=77")
row("GS1-DL-PARSE", "https://a.example/01/%s#frag" % g, "valid")
row("GS1-DL-PARSE", "https://a.example/00/%s" % gtin(18), "valid")
for p, mo in (("300", "FR"), ("379", "FR"), ("400", "DE"), ("440", "DE"), ("450", "JP"), ("499", "JP"), ("471", "TW"),
              ("489", "HK"), ("500", "GB"), ("690", "CN"), ("699", "CN"), ("754", "CA"), ("761", "CH"), ("789", "BR"),
              ("800", "IT"), ("848", "ES"), ("868", "TR"), ("871", "NL"), ("880", "KR"), ("885", "TH"), ("888", "SG"),
              ("890", "IN"), ("893", "VN"), ("899", "ID"), ("919", "AT"), ("930", "AU"), ("955", "MY"), ("958", "MO"),
              ("380", "BG"), ("520", "GR"), ("539", "IE"), ("560", "PT"), ("590", "PL"), ("599", "HU"), ("859", "CZ")):
    row("GS1-PREFIX", "prefix=" + p, "valid;mo=" + mo)
for n in (7, 8, 9, 10):
    g = "0" + "95" + digits(10)
    g += mod10(g)
    s = pick("ABC0123456789", 6)
    row("GS1-EPC-URN", "gtin=%s;gcplen=%d;serial=%s" % (g, n, s),
        "valid;uri=urn:epc:id:sgtin:%s.%s%s.%s" % (g[1:1 + n], g[0], g[1 + n:13], s))
    row("GS1-EPC-URN", "urn:epc:id:sgtin:%s.%s%s.%s" % (g[1:1 + n], g[0], g[1 + n:13], s), "valid;gtin=%s;serial=%s" % (g, s))
row("GS1-EPC-URN", "urn:epc:id:sgtin:95201.0456788.1", "invalid")

# ---- general: dates, links ----
for made, seen, bad in (("2026-11-20", "2026-11-20", 0), ("2026-11-22", "2026-11-20", 0), ("2026-11-24", "2026-11-20", 1),
                        ("2028-01-01", "2026-11-20", 1), ("2020-02-29", "2026-11-20", 0)):
    row("DATE-FUTURE", "made=%s;seen=%s" % (made, seen), "flag" if bad else "ok")
for made, key, end, bad in (("2026-01-05", "best", "2026-01-04", 1), ("2026-01-05", "expiry", "2027-01-04", 0),
                            ("2025-12-31", "expiry", "2025-12-30", 1), ("2025-06-01", "best", "2025-12-01", 0), ("2026-03-01", "expiry", "2026-02-28", 1)):
    row("DATE-ORDER", "made=%s;%s=%s" % (made, key, end), "flag" if bad else "ok")
ip = "192.0.2.77"
n = sum(int(x) << s for x, s in zip(ip.split("."), (24, 16, 8, 0)))
for host in (ip, str(n), hex(n), "0300.0.02.0115", "0xC0.0.2.77", "[2001:db8::1]", "192.0.589"):
    row("URL-IP-HOST", "https://%s/a" % host, "flag")
for host in ("example.com", "1.example", "0x.example.com", "192-0-2-77.example"):
    row("URL-IP-HOST", "https://%s/a" % host, "ok")
for u, bad in (("https://brand.example@evil.example/x", 1), ("https://a:b@evil.example/", 1), ("https://brand.example/x@y", 0),
               ("https://brand.example/?q=a@b", 0), ("https://u@brand.example", 1)):
    row("URL-USERINFO", u, "flag" if bad else "ok")
for u, bad in (("http://brand.example/", 1), ("https://brand.example/", 0), ("HTTP://BRAND.EXAMPLE/x", 1), ("https://brand.example/?u=http://x", 0), ("http://trace.example/01/" + gtin(), 1)):
    row("URL-HTTP", u, "flag" if bad else "ok")
for u, bad in (("https://b.example:8080/", 1), ("https://b.example:443/", 0), ("http://b.example:80/", 0), ("https://b.example/", 0), ("http://b.example:81/", 1), ("https://b.example:4433/x", 1)):
    row("URL-PORT", u, "flag" if bad else "ok")
for u, bad in (("https://xn--80ak6aa92e.example/", 1), ("https://www.brand.example/", 0), ("https://bränd.example/", 1), ("https://a.xn--p1ai/", 1), ("https://brand-xn.example/", 0)):
    row("URL-IDN", u, "flag" if bad else "ok")
for h, bad in (("bit.ly", 1), ("t.cn", 1), ("tinyurl.com", 1), ("goo.gl", 1), ("dwz.cn", 1), ("brand.example", 0), ("notbit.ly.example", 0)):
    row("URL-SHORTENER", "https://%s/Ab3" % h, "flag" if bad else "ok")
for brand, url, bad in (("brand.example", "https://shop.brand.example/1", 0), ("brand.example", "https://brand.example.cn/1", 1),
                        ("brand.example", "https://brand-example.test/1", 1), ("maker.com.cn", "https://www.maker.com.cn/", 0),
                        ("maker.com.cn", "https://maker.com.cn.verify.test/", 1), ("brand.example", "https://BRAND.EXAMPLE./x", 0)):
    row("URL-BRAND", "brand=%s;url=%s" % (brand, url), "flag" if bad else "ok")
e1, e2 = gtin(13, "69"), gtin(13, "40")
for a, b, bad in ((e1, "0" + e1, 0), (e2, "0" + e1, 1), (gtin(12), None, 0), (gtin(8), None, 0), (e1, spoil("0" + e1), 1)):
    row("GTIN-MULTI", "ean=%s;qr01=%s" % (a, b or a.zfill(14)), "flag" if bad else "ok") if b is None or mod10(b[:-1]) == b[-1] else None
for tail, other_tail, bad in (("(21)K7", "(21)K7", 0), ("(21)K7", "(21)K8", 1), ("(10)L1", "(10)L1", 0), ("(10)AB12CD", "(10)XY99ZZ", 1), ("(17)271231", "(17)271230", 1)):
    row("HRI-MISMATCH", "decoded=(01)%s%s;printed=(01)%s%s" % ("0" + e1, tail, "0" + e1, other_tail), "flag" if bad else "ok")

# ---- food ----
for _ in range(N):
    kind = R.choice("12")
    cat = "%02d" % (R.randint(1, 31) if kind == "1" else R.randint(1, 3))
    b = kind + cat + division() + digits(4)
    sc = b + mod11_10(b)
    row("FOOD-SC-PARSE", "SC" + sc, "valid")
    row("FOOD-SC-CHECK", "SC" + sc, "valid")
    row("FOOD-SC-CHECK", "SC" + spoil(sc), "invalid")
    row("FOOD-SC-CHECK", "SC" + spoil(sc, 11), "invalid")
    b = R.choice("123") + division() + digits(6)
    row("FOOD-JY-CHECK", "JY" + b + mod11_10(b), "valid;division=" + b[1:7])
    row("FOOD-JY-CHECK", "JY" + b + other(mod11_10(b)), "invalid")
    b = digits(R.randint(5, 14))
    row("DOC-MOD1110", b + mod11_10(b), "valid")
    row("DOC-MOD1110", b + other(mod11_10(b)), "invalid")
for body in ("3" + "01" + "320102" + "0001", "1" + "32" + "320102" + "0001", "1" + "00" + "320102" + "0001", "2" + "04" + "320102" + "0001",
             "1" + "14" + "160102" + "0001", "1" + "14" + "710102" + "0001", "1" + "14" + "990102" + "0001"):
    row("FOOD-SC-PARSE", "SC" + body + mod11_10(body), "invalid")
sc = "114" + division() + digits(4)
sc += mod11_10(sc)
for text in ("sc" + sc, "SC " + sc, "ＳＣ" + "".join(chr(ord(c) + 0xFEE0) for c in sc), "SC%s %s %s" % (sc[:3], sc[3:9], sc[9:]), "SC\u00a0" + sc):
    row("FOOD-SC-CHECK", text, "valid")
for text, want in (("QS330114010088", 1), ("QS33011401008", 0), ("QS3301 1401 0088", 1), ("QS33011401008A", 0), ("QS3301140100881", 0)):
    row("FOOD-QS-FORMAT", text, "valid")if want else None
for made, want in (("2018-09-30", 1), ("2018-10-01", 0), ("2019-05-05", 0), ("2017-12-01", 1), ("2026-01-01", 0)):
    row("FOOD-QS-AFTER-2018", "mark=QS;made=" + made, "valid" if want else "invalid")
for made, best, want in (("2026-05-01", "2026-05-01", 1), ("2026-05-02", "2026-05-01", 0), ("2025-12-31", "2026-12-30", 1), ("2026-02-28", "2026-02-27", 0), ("2024-02-29", "2025-02-28", 1)):
    row("FOOD-DATE-ORDER", "made=%s;best=%s" % (made, best), "valid" if want else "invalid")


def add_months(d, n):
    y, m = divmod(d.year * 12 + d.month - 1 + n, 12)
    last = (datetime.date(y + (m == 11), (m + 1) % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(y, m + 1, min(d.day, last))


for _ in range(N):
    made, m = day("2024-01-01", "2026-06-30"), R.choice((3, 6, 9, 12, 18, 24))
    end = add_months(made, m)
    row("FOOD-DATE-SHELF", "made=%s;shelf=%dM;best=%s" % (made, m, end), "valid")
    row("FOOD-DATE-SHELF", "made=%s;shelf=%dM;best=%s" % (made, m, end - datetime.timedelta(1)), "valid")
    row("FOOD-DATE-SHELF", "made=%s;shelf=%dM;best=%s" % (made, m, end + datetime.timedelta(R.randint(20, 90))), "invalid")
    n = R.choice((45, 180, 270))
    row("FOOD-DATE-SHELF", "made=%s;shelf=%dD;best=%s" % (made, n, made + datetime.timedelta(n)), "valid")
    row("FOOD-DATE-SHELF", "made=%s;shelf=%dD;best=%s" % (made, n, made + datetime.timedelta(n + 30)), "invalid")
for made, want in (("2026-11-21", 1), ("2026-11-22", 1), ("2026-11-25", 0), ("2027-03-01", 0), ("2019-01-01", 1)):
    row("FOOD-DATE-FUTURE", "made=%s" % made, "valid" if want else "invalid")
for text, want, facts in (("DE BY 10123 EG", 1, ""), ("PL 14160304 WE", 1, ""), ("ES 12.01234/B CE", 1, ""), ("FR 85.222.003 CE", 1, ";country=FR;approval=85.222.003;community=CE"),
                          ("IT 9-3456/L CE", 1, ""), ("NL 1234 EG", 1, ""), ("US 123 EC", 0, ""), ("CN 3200 EC", 0, ""), ("FR CE", 0, ""), ("XI 8012 EC", 1, ""), ("DK M123 EF", 1, "")):
    row("FOOD-EU-OVAL", text, ("valid" + facts) if want else "invalid")
for letters, applied, want in (("CE", "2027-01-01", 1), ("WE", "2029-06-01", 0), ("EG", "2028-12-31", 1), ("EK", "2030-01-01", 0), ("CE", "2029-01-01", 0)):
    row("FOOD-EU-OVAL-EC-DATE", "community=%s;applied=%s" % (letters, applied), "valid" if want else "invalid")
for text, want in (("GB/T 20981-2021", 1), ("GB 7718-2011", 1), ("SB/T 10379-2012", 1), ("NY/T 419-2021", 1), ("Q/ABC 0001S-2020", 1), ("DB32/T 1234-2019", 1), ("DBS44/006-2016", 1), ("GBT", 0), ("12345", 0), ("GB 2099", None), ("QB/T 1014-2010", 1), ("LS/T 3109-2017", 1)):
    if want is not None:
        row("FOOD-CN-STD-CODE", text, "valid" if want else "invalid")
for text in ("L240512A", "L 77", "LOT 12", "B1234", "24/05-3"):
    row("FOOD-LOT-EU", text, "valid")
row("FOOD-LOT-EU", "none", "invalid")
row("FOOD-LOT-EU", "lot=none;best=2027-03-14", "ok")
for text, want in (("26001001000123", 1), ("24366001000123", 1), ("25366001000123", 0), ("2600000100012", 0), ("26400001000123", 0)):
    row("FOOD-ALC-TTB", text, "valid" if want else "invalid")
for text, want in (("DE00000012345", 1), ("FR012345AB678", 1), ("US00000012345", 0), ("DE0000001234", 0), ("NL000000000ABC", 0)):
    row("FOOD-ALC-EXCISE-EU", text, "valid" if want else "invalid")

# ---- appliances ----
for _ in range(N):
    y, cls, seq = R.randint(2003, 2026), "%02d%02d" % (R.choice((1, 2, 7, 9, 10, 16, 22)), R.randint(1, 12)), digits(6)
    row("CCC-FORMAT", "%d01%s%s" % (y, cls, seq), "valid;year=%d;body=01;class=%s;seq=%s" % (y, cls, seq))
    made = R.randint(y, 2026)
    row("CCC-YEAR-VS-MADE", "cert=%d01%s%s;made=%d-06-01" % (y, cls, seq, made), "valid")
    row("CCC-YEAR-VS-MADE", "cert=%d01%s%s;made=%d-06-01" % (y, cls, seq, y - 1), "invalid")
    b = R.choice(("35", "86", "01")) + digits(12)
    row("APPL-IMEI-LUHN", b + luhn(b), "valid")
    row("APPL-IMEI-LUHN", b + other(luhn(b)), "invalid")
    swapped = spoil(b, R.randint(3, 13))
    row("APPL-IMEI-LUHN", swapped + luhn(b), "invalid")
    o = [R.randrange(0, 256) for _ in range(6)]
    o[0] &= 0xFC
    row("APPL-MAC", ":".join("%02X" % x for x in o), "valid;oui=%02X%02X%02X" % tuple(o[:3]))
    o[0] |= 1
    row("APPL-MAC", "-".join("%02x" % x for x in o), "invalid")
for text in ("2001010701000001", "1999010701000001", "2020000701000001", "2020013101000001", "2020010001000001", "202001070100000", "20200107010000012", "2020O10701000001"):
    row("CCC-FORMAT", text, "invalid")
for text in ("000000000000000", "111111111111119", "123456789012347", "00000000" + "123456" + luhn("00000000123456")):
    row("APPL-IMEI-DUMMY", text, "invalid")
for _ in range(3):
    b = "35" + digits(12)
    row("APPL-IMEI-DUMMY", b + luhn(b), "valid")
for text in ("00:11:22:33:44", "00:11:22:33:44:5G", "001122334455"):
    row("APPL-MAC", text, "valid" if text == "001122334455" else "invalid")
for text, want in (("https://eprel.ec.europa.eu/qr/%s" % digits(6).replace("0", "1"), 1), ("https://eprel.ec.europa.eu/qr/1" + digits(6), 1),
                   ("http://eprel.ec.europa.eu/qr/1234567", 0), ("https://eprel.ec.europa.eu.check.test/qr/1234567", 0), ("https://eprel-ec.europa.eu/qr/1234567", 0),
                   ("https://eprel.ec.europa.eu/qr/12345A", 0), ("https://www.eprel.ec.europa.test/qr/123456", 0), ("https://eprel.ec.europa.eu@x.test/qr/123456", 0),
                   ("https://eprel.ec.europa.eu/qr/", 0)):
    row("APPL-EPREL-URL", text, "valid" if want else "invalid")
for text, want in (("202206-10-%s-%s" % (digits(6), digits(14)), 1), ("202213-10-123456-70059712943064", 0), ("202200-10-123456-70059712943064", 0), ("202206-10-123456", 0), ("201912-16-%s-%s" % (digits(8), digits(12)), 1)):
    row("APPL-CEL-RECORD", text, "valid" if want else "invalid")
for text, want in (("week=01", 1), ("week=53", 1), ("week=00", 0), ("week=54", 0), ("week=99", 0), ("month=13", 0), ("month=12", 1), ("month=00", 0)):
    row("APPL-SERIAL-WEEK", text, "valid" if want else "invalid")
for m, v, h, want in (("EU", "230", "50", 1), ("US", "230", "50", 0), ("US", "120", "60", 1), ("JP", "100", "50", 1), ("CN", "220", "50", 1), ("CN", "110", "60", 0), ("KR", "220", "60", 1), ("TW", "110", "60", 1), ("EU", "110", "60", 0), ("EU", "220-240", "50", 1), ("AU", "240", "50", 1), ("US", "100-240", "50/60", 1), ("CN", "100-240", "50/60", 1)):
    row("APPL-VOLT-MARKET", "market=%s;volts=%s;hz=%s" % (m, v, h), "valid" if want else "invalid")
for w, v, a, want in (("2200", "220", "10", 1), ("1000", "230", "4.4", 1), ("2000", "220", "2", 0), ("60", "120", "0.5", 1), ("1500", "100", "15", 1)):
    row("APPL-RATING-SUM", "watts=%s;volts=%s;amps=%s" % (w, v, a), "valid" if want else "invalid")
for text, want in (("E12345", 1), ("E%s" % digits(6), 1), ("SA1234", 1), ("123456", 0), ("E", 0), ("E12A45", 0)):
    row("UL-FILE", text, "valid" if want else "invalid")
for text, want in (("CE 0086", 1), ("CE1234", 1), ("CE 123", 0), ("CE 12345", 0), ("CE 01A3", 0), ("CE0197", 1)):
    row("CE-NB", text, "valid" if want else "invalid")

# ---- agri ----
for _ in range(N):
    cls, reg, y = R.choice("12"), "%04d" % R.randint(1, 9999), R.randint(2000, 2026)
    full = "%s%d%s" % ({"1": "PD", "2": "WP"}[cls], y, reg)
    six = (str(y) + reg)[2:]
    code = cls + six + R.choice("123") + digits(3) + pick("0123456789", 21)
    row("AGRI-PEST-UNIT", code, "valid;class=%s;reg6=%s;prod=%s" % (cls, six, code[7]))
    row("AGRI-PEST-UNIT", code[:-1], "invalid")
    row("AGRI-PEST-UNIT", "4" + code[1:], "invalid")
    row("AGRI-PEST-UNIT", code[:7] + "5" + code[8:], "invalid")
    row("AGRI-PEST-REG-MATCH", "reg=%s;code=%s" % (full, code), "valid")
    wrong = full[:-4] + "%04d" % ((int(reg) + 4444) % 9999 + 1)
    row("AGRI-PEST-REG-MATCH", "reg=%s;code=%s" % (wrong, code), "invalid")
    row("AGRI-PEST-REG", full, "valid;class=%s;year=%d;seq=%s" % (full[:2], y, reg))
for text, want in (("PD20301234", 0), ("PD2020123", 0), ("XX20201234", 0), ("WP20190001", 1), ("PD86101", 1), ("pd20200123", 1), ("PD20200123F210034", None)):
    if want is not None:
        row("AGRI-PEST-REG", text, "valid" if want else "invalid")
for text in ("1" + "200123" + "1" + "001" + "1" * 21, "1" + "200123" + "1" + "001" + "123456789012345678901", "1200123" + "1001" + "0" * 21):
    row("AGRI-PEST-RANDOM", "code=" + text, "invalid")
for _ in range(3):
    row("AGRI-PEST-RANDOM", "code=12001231001" + digits(21), "valid")
for text, want in (("农药生许(苏)0012", 1), ("农药生许（川）1234", 1), ("农药生许(X)0012", 0), ("农药生许(苏)12", 0), ("农药生许(新)0100", 1)):
    row("AGRI-PEST-PRODLIC", text, "valid" if want else "invalid")
for text, made, years in (("200315-02", "2020-03-15", 2), ("231130-03", "2023-11-30", 3)):
    row("AGRI-PEST-BATCH", text, "valid;made=" + made)
for kind, band, want in (("herbicide", "green", 1), ("insecticide", "red", 1), ("fungicide", "black", 1), ("rodenticide", "blue", 1), ("herbicide", "red", 0), ("fungicide", "green", 0), ("除草剂", "绿", 1), ("杀虫剂", "绿色", 0)):
    row("AGRI-PEST-BAND", "kind=%s;band=%s" % (kind, band), "valid" if want else "invalid")
for text, want in (("A(农)农种许字(2020)第0123号", 1), ("B（苏）农种许字（2019）第0001号", 1), ("D(鲁潍坊)农种许字(2021)第0012号", 1), ("F(苏)农种许字(2019)第0001号", 0), ("B(苏)农种许字(2019)第1号", 0), ("B(苏)农种字(2019)第0001号", 0), ("C(川)农种许字(2018)第015号", 1)):
    row("AGRI-SEED-LIC", text, "valid" if want else "invalid")
for text, want in (("国审玉20190123", 1), ("苏审稻20200045", 1), ("国审棉2015001", 1), ("审玉20190123", 0), ("国审X20190123", 0), ("国审玉201901", 0), ("川审豆20210007", 1)):
    row("AGRI-SEED-VARIETY", text, "valid" if want else "invalid")
for _ in range(3):
    d = division()
    y = R.randint(2001, 2025)
    s = digits(4)
    row("AGRI-FOREST-SEED-LIC", "%s%d%s" % (d, y, s), "valid;division=%s;year=%d;seq=%s" % (d, y, s))
row("AGRI-FOREST-SEED-LIC", "51000020180012", "valid")
row("AGRI-FOREST-SEED-LIC", "51112330160001", "invalid")
row("AGRI-FOREST-SEED-LIC", "5111232016000A", "invalid")
unit = digits(18)
for text, want in (("名称甲\\n某公司\\n%s\\nhttps://t.example/%s" % (unit, unit), 1), ("https://t.example/%s" % unit, 0), ("名称甲\\n某公司\\n%s" % unit, 0),
                   ("名称甲\\n某公司\\n%s\\nhttps://t.example/1" % (unit + "123"), 0), ("名称甲\\n某公司\\nAB-12\\nhttps://t.example/1", 0), ("名称甲\\r\\n某公司\\r\\nAb12345\\r\\nhttp://t.example/1", 1),
                   ("名称甲\\n\\n%s\\nhttps://t.example/1" % unit, 0)):
    row("AGRI-SEED-QR", text, "valid" if want else "invalid")
for n, p, k, total, want in ((18, 18, 18, 54, 1), (12, 18, 15, 45, 1), (15, 15, 15, 48, 0), (20, 10, 10, 40, 1), (26, 10, 15, 55, 0), (16.5, 8, 10.5, 35, 1), (40, 40, 40, 120, 0)):
    row("AGRI-FERT-SUM", "n=%s;p=%s;k=%s;total=%s" % (n, p, k, total), "valid" if want else "invalid")
for text, want in (("15-15-15", 1), ("24-8-10", 1), ("83-0-0", 0), ("46-0-0", 1), ("15-15", None), ("90-5-5", 0), ("120-0-0", 0)):
    if want is not None:
        row("AGRI-FERT-GRADE", text, "valid" if want else "invalid")
row("AGRI-FERT-GRADE", "product=urea;n=47.2", "invalid")
row("AGRI-FERT-GRADE", "product=urea;n=46.4", "valid")
for text, want in (("农肥(2016)准字5123号", 1), ("农肥（2014）准字第3456号", None), ("微生物肥(2018)准字(1234)号", 1), ("微生物肥（2020）准字（8123）号", 1), ("农肥准字123", 0), ("农肥(2016)字5123号", 0)):
    if want is not None:
        row("AGRI-FERT-REG", text, "valid" if want else "invalid")
for text, want in (("524-475", 1), ("100-1234-5678", 1), ("12345678-1", 0), ("524-475-12345678", 0), ("524", 0), ("264-1071", 1), ("524-123456", 0)):
    row("AGRI-EPA-REG", text, "valid" if want else "invalid")
for text, decoded in (("RE", "12"), ("GUL", "345"), ("ATIO", "6789"), ("N", "0"), ("REG", "123")):
    row("AGRI-EPA-FILESYM", text, "valid;decoded=" + decoded)
row("AGRI-EPA-FILESYM", "XYZ", "invalid")
row("AGRI-EPA-FILESYM", "epareg=524-REG", "invalid")
for text, want in (("524-MO-1", 1), ("5481-CA-002", 1), ("100-CHN-1", 1), ("524-1", 0), ("MO-524", 0)):
    row("AGRI-EPA-EST", text, "valid" if want else "invalid")
for text, want in (("A Malus domestica;B DE-BY-1234;C L1;D DE", 1), ("A Vitis vinifera;B FR-AB012;C 77;D IT", 1), ("A Malus;B 1234;C L1;D DE", 0), ("A Malus;C L1;D DE", 0), ("B DE-1;C L1;D DE", 0), ("A Prunus;B 31-123;C x;D NL", 0)):
    row("AGRI-PLANTPASS", text, "valid" if want else "invalid")
for _ in range(3):
    d = day("2017-01-01", "2026-10-01").strftime("%Y%m%d")
    row("AGRI-VETDRUG-TRACE", d + digits(16), "valid")
row("AGRI-VETDRUG-TRACE", "20230230" + digits(16), "invalid")
row("AGRI-VETDRUG-TRACE", "20230228" + digits(15), "invalid")
row("AGRI-VETDRUG-TRACE", "20230228" + digits(15) + "A", "invalid")
row("AGRI-VETDRUG-TRACE", "20310228" + digits(16), "invalid")

# ---- pharma ----
made = 0
while made < N:
    b = digits(7)
    c = pzn8(b)
    if c is None:
        row("PHARMA-PZN8", b + "0", "invalid")
        continue
    made += 1
    row("PHARMA-PZN8", b + c, "valid")
    row("PHARMA-PZN8", "PZN-" + b + c, "valid")
    row("PHARMA-PZN8", b + other(c), "invalid")
    row("PHARMA-PPN", "11" + b + c + ppn("11" + b + c), "valid;pzn=" + b + c)
    row("PHARMA-PPN", "11" + b + c + "%02d" % ((int(ppn("11" + b + c)) + R.randint(1, 96)) % 97), "invalid")
    g = "04150" + b + c
    row("PHARMA-NTIN-DE", "pzn=" + b + c, "valid;gtin=" + g + mod10(g))
    row("PHARMA-NTIN-DE", "gtin=%s;pzn=%s" % (g + mod10(g), b + c), "valid")
    d = digits(7)
    while pzn8(d) is None or d == b:
        d = digits(7)
    row("PHARMA-NTIN-DE", "gtin=%s;pzn=%s" % (g + mod10(g), d + pzn8(d)), "invalid")
    b6 = digits(6)
    if pzn7(b6) is not None:
        row("PHARMA-PZN7", b6 + pzn7(b6), "valid")
        row("PHARMA-PZN7", b6 + other(pzn7(b6)), "invalid")
    cip = "3400" + R.choice("389") + digits(7)
    row("PHARMA-CIP13", cip + mod10(cip), "valid")
    row("PHARMA-CIP13", cip + other(mod10(cip)), "invalid")
row("PHARMA-CIP13", gtin(13, "3401"), "invalid")
for lab, prod, pack in ((4, 4, 2), (5, 3, 2), (5, 4, 1)):
    a, b, c = digits(lab), digits(prod), digits(pack)
    ten = a + b + c
    g = "003" + ten
    row("PHARMA-NDC-GTIN", "ndc=%s-%s-%s" % (a, b, c), "valid;gtin=%s;upc=%s" % (g + mod10(g), "3" + ten + mod10("3" + ten)))
    row("PHARMA-NDC-GTIN", "gtin=%s;ndc=%s-%s-%s" % (g + mod10(g), a, b, c), "valid")
    g2 = "003" + spoil(ten, 3)
    row("PHARMA-NDC-GTIN", "gtin=%s;ndc=%s-%s-%s" % (g2 + mod10(g2), a, b, c), "invalid")
row("PHARMA-NDC-GTIN", "ndc=%s-%s-%s" % (digits(5), digits(4), digits(2)), "invalid")
for text, want in (("国药准字H20103456", 1), ("国药准字Z44020123", 1), ("国药准字S20200001", 1), ("国药准字HJ20210012", 1), ("国药准字HC20200034", 1), ("国药准字B20050123", 1), ("国药准字J20150045", 1), ("国药准字H2010345", 0), ("国药准字H201034567", 0), ("国药准字X20103456", 0), ("国药准字20103456", 0), ("国药准字h20103456", 1), ("国药准字T20030012", 1), ("国药准字H99103456", 0)):
    row("PHARMA-CN-APPROVAL", text, "valid" if want else "invalid")
for text, want in (("8" + digits(19), 1), ("8" + digits(18), 0), ("8" + digits(20), 0), ("8" + digits(10) + "A" + digits(8), 0), ("8123 4567 8901 2345 6789", 1)):
    row("PHARMA-CN-TRACE", text, "valid" if want else "invalid")
for text, want in (("869" + digits(11), 1), ("86912345678", 0), ("859" + digits(11), 0), ("8690" + digits(10), 1), ("86A" + digits(11), 0)):
    row("PHARMA-CN-BASE", text, "valid" if want else "invalid") if want else None
for miss in (None, "17", "10", "21", "01"):
    g, s = gtin(), pick("ABCDEFGHJKLMNP0123456789", 12)
    parts = [("01", g), ("17", "281130"), ("10", "B77Q"), ("21", s)]
    text = "".join(a + v + ("<GS>" if a == "10" else "") for a, v in parts if a != miss)
    row("PHARMA-FMD", text.rstrip("<GS>") if text.endswith("<GS>") else text, "valid" if miss is None else "invalid")
for m, c, want in (("EU", "EAN-13", 0), ("EU", "Data Matrix", 1), ("US", "EAN-13", 0), ("EU", "QR", 0), ("US", "Data Matrix", 1)):
    row("PHARMA-WRONG-CARRIER", "market=%s;rx=1;carrier=%s" % (m, c), "valid" if want else "invalid")
key, crypto = pick("ABCDEF0123456789", 4), pick("ABCDEFabcdef0123456789+/", 43) + "="
g = gtin()
for text, want in (("01%s21%s<GS>91%s<GS>92%s" % (g, pick("abcXYZ12", 13), key, crypto), 1), ("01%s21%s<GS>93%s" % (g, pick("abcXYZ12", 6), pick("abXY12", 4)), 1),
                   ("01%s21%s<GS>91%s" % (g, "abcdef1234567", key), 0), ("01%s21%s<GS>91%s<GS>92%s" % (g, "abcdef1234567", key, crypto[:20]), 0), ("01%s21%s<GS>91%s<GS>92%s" % (g, pick("abcXYZ12", 13), "EE0", crypto), 0)):
    row("SIGNED-CRPT", text, "valid" if want else "invalid")

# ---- tobacco ----
for _ in range(3):
    d = day("2024-01-01", "2026-10-30")
    c = "%d%02d%02d%s%02d%s%s%s%s" % (d.year % 10, d.month, d.day, digits(9), R.randint(1, 50), R.choice(("SHYC", "YCYC", "CSYC", "NJYC")), division(), R.choice("12"), digits(5))
    row("TOB-CN32", c, "valid")
    row("TOB-CN32", c[:14] + "51" + c[16:], "invalid")
    row("TOB-CN32", c[:14] + "00" + c[16:], "invalid")
    row("TOB-CN32", c[:1] + "13" + c[3:], "invalid")
    row("TOB-CN32", c[:3] + "32" + c[5:], "invalid")
    row("TOB-CN32", c[:-1], "invalid")
    row("TOB-CN32", c[:26] + "3" + c[27:], "invalid")
    row("TOB-CN32", c[:5] + "A" + c[6:], "invalid")
    row("TOB-CN32-LICENCE", "carton=%s;licence=%s" % (c, c[20:]), "valid")
    row("TOB-CN32-LICENCE", "carton=%s;licence=%s" % (c, division() + "1" + digits(5)), "invalid")
    row("TOB-CN32-DIV", "carton=" + c, "valid")
    row("TOB-CN32-DIV", "carton=" + c[:20] + "990101" + c[26:], "invalid")
for text, ref, want in (("60102", "2026-06", "2026-01-02"), ("51231", "2026-02", "2025-12-31"), ("61130", "2026-10", None), ("40229", "2024-05", "2024-02-29")):
    if want:
        row("TOB-CN32-DATE", "%s;ref=%s" % (text, ref), "valid;date=" + want)
row("TOB-CN32-DATE", "50229;ref=2026-02", "invalid")
row("TOB-CN32-DATE", "61332;ref=2026-12", "invalid")
for text, want in (("QABCD" + pick("ABC0123456789", 12) + "PROD0125100112", 1), ("QABCD" + pick("ABC0123456789", 12) + "PROD0126063008", 1), ("Q" * 51, 0), ("QABC#D1234PROD26010112", 0), ("", None)):
    if want is not None:
        row("TOB-EU-UI", text, "valid" if want else "invalid")
for text, want in (("26010112", 1), ("26011325", 0), ("18010112", 0), ("27010112", 0), ("26130112", 0), ("19052023", 1)):
    row("TOB-EU-TIME", text, "valid" if want else "invalid")
for kv, want in (("market=EU;carrier=Data Matrix;level=unit", 1), ("market=EU;carrier=QR;ec=H;level=unit", 1), ("market=EU;carrier=DotCode;level=unit", 1), ("market=EU;carrier=Code 128;level=unit", 0), ("market=EU;carrier=QR;ec=L;level=unit", 0), ("market=EU;carrier=Code 128;level=case", 1)):
    row("TOB-WRONG-CARRIER", kv, ("ok" if "case" in kv else "valid") if want else "invalid")
for _ in range(3):
    g, s, v = gtin(), pick("ABCabc012&-_", 7), pick("ABCabc012+/", 8)
    row("TOB-UZ-PACK", g + s + v, "valid;gtin=%s;serial=%s;check=%s" % (g, s, v))
    row("TOB-UZ-PACK", spoil(g) + s + v, "invalid")
    row("TOB-UZ-PACK", g + s + v[:-1], "invalid")
    row("TOB-UZ-PACK", g + "A B" + s[3:] + v, "invalid")

# ---- documents ----
for _ in range(N):
    o = pick("0123456789ABCDEFGH", 8)
    b = R.choice(("91", "92", "93", "51", "52", "12")) + division() + o + org(o)
    u = b + uscc(b)
    row("DOC-USCC-CHECK", u, "valid")
    row("DOC-USCC-CHECK", spoil(u, -1, USCC), "invalid")
    row("DOC-USCC-CHECK", u.lower(), "valid")
    row("DOC-USCC-ORG", u, "valid")
    b2 = b[:16] + other(b[16], "0123456789X")
    row("DOC-USCC-ORG", b2 + uscc(b2), "invalid")
    row("DOC-ORG-CHECK", o + "-" + org(o), "valid")
    row("DOC-ORG-CHECK", o + org(o), "valid")
    row("DOC-ORG-CHECK", o + "-" + other(org(o), "0123456789X"), "invalid")
    born = day("1950-01-01", "2005-12-31").strftime("%Y%m%d")
    i = division() + born + digits(3)
    row("DOC-CNID-CHECK", i + cnid(i), "valid")
    row("DOC-CNID-CHECK", (i + cnid(i)).lower(), "valid")
    row("DOC-CNID-CHECK", i + other(cnid(i), "0123456789X"), "invalid")
    row("DOC-CNID-DATE", i + cnid(i), "valid")
    j = division() + born[:4] + "0230" + digits(3)
    row("DOC-CNID-DATE", j + cnid(j), "invalid")
    e = pick("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 18)
    row("DOC-LEI", e + lei(e), "valid")
    row("DOC-LEI", e + "%02d" % ((int(lei(e)) + R.randint(1, 96)) % 100), "invalid") if True else None
for k, want in (("91", 1), ("92", 1), ("93", 1), ("11", 1), ("51", 1), ("53", 1), ("Y1", 1), ("00", 0), ("Z1", None)):
    o = digits(8)
    b = k + division() + o + org(o)
    if want is None:
        continue
    row("DOC-USCC-KIND", b + uscc(b), "valid" if want else "invalid")
j = division() + "20300101" + digits(3)
row("DOC-CNID-DATE", j + cnid(j), "invalid")
for text, want in (("210900123456", None), ("191908340001", None), ("20100010" + "1234", None), ("2019190123Z", 1), ("2023100456Z", 1), ("19090002" + digits(4), 1), ("223300020123", 0), ("19090002123", 0), ("290100010001", 0), ("1909000A0123", 0), ("21310201" + digits(4), 1)):
    if want is not None:
        row("DOC-CMA", text, "valid" if want else "invalid")
for text, want in (("CNAS L1234", 1), ("CNAS L12345", 1), ("CNAS IB0123", 1), ("CNAS X1", 0), ("L1234", None), ("CNASL0567", 1)):
    if want is not None:
        row("DOC-CNAS", text, "valid" if want else "invalid")
for r, t, i, want in (("2026-01-01", "2026-01-05", "2026-01-10", 1), ("2026-01-06", "2026-01-05", "2026-01-10", 0), ("2026-01-01", "2026-01-12", "2026-01-10", 0), ("2026-01-10", "2026-01-10", "2026-01-10", 1), ("2026-03-01", "2026-02-01", "2026-01-10", 0)):
    row("DOC-REPORT-DATES", "received=%s;tested=%s;issued=%s" % (r, t, i), "valid" if want else "invalid")
for f, u, m, want in (("2020-01-01", "2024-12-31", "2022-05-05", 1), ("2020-01-01", "2024-12-31", "2025-05-05", 0), ("2020-01-01", "2024-12-31", "2019-12-31", 0), ("2020-01-01", "2024-12-31", "2024-12-31", 1), ("2020-01-01", "2024-12-31", "2020-01-01", 1)):
    row("DOC-LIC-DATES", "valid_from=%s;valid_until=%s;made=%s" % (f, u, m), "valid" if want else "invalid")
code, num = digits(12), digits(8)
for text, want in (("01,10,%s,%s,99.50,20220314,%s,1A2B," % (code, num, digits(20)), 1), ("01,04,%s,%s,1200.00,20210601,%s,FF00" % (code, num, digits(20)), 1), ("01,01,%s,%s,88.00,20200101,,0A1B," % (digits(10), num), 1),
                   ("01,10,%s,%s,99.50,20221314,%s,1A2B," % (code, num, digits(20)), 0), ("01,10,%s,%s,abc,20220314,%s,1A2B," % (code, num, digits(20)), 0), ("01,10,%s,%s,99.50,20220314,%s,1A2B," % (code, num[:-1], digits(20)), 0), ("01,31,,%s,57.00,20240131,,ABCD," % ("24442000000" + digits(9)), 1), ("02,10,%s,%s,99.50,20220314,%s,1A2B," % (code, num, digits(20)), None)):
    if want is None:
        continue  # of another kind: no invoice
    row("DOC-CNINV-QR", text, "valid" if want else "invalid")
for y in (23, 24, 25):
    row("DOC-CNINV-E20", "number=%d44%s%s;date=20%d-03-05" % (y, "2", digits(15), y), "valid;year=%d;region=44;channel=2" % y)
    row("DOC-CNINV-E20", "number=%d44%s%s;date=20%d-03-05" % (y, "2", digits(15), y + 1), "invalid")


def tlv(*fields):
    raw = b"".join(bytes([i, len(v.encode())]) + v.encode() for i, v in enumerate(fields, 1))
    return base64.b64encode(raw).decode()


vat = "3" + digits(13) + "3"
row("DOC-ZATCA-TLV", tlv("Shop One", vat, "2026-03-04T10:20:30Z", "230.00", "30.00"), "valid;1=Shop One;2=%s;4=230.00;5=30.00" % vat)
row("DOC-ZATCA-TLV", tlv("متجر", vat, "2025-01-31T00:00:00Z", "11.50", "1.50"), "valid;1=متجر")
row("DOC-ZATCA-TLV", tlv("Shop One", vat[:-1], "2026-03-04T10:20:30Z", "230.00", "30.00"), "invalid")
row("DOC-ZATCA-TLV", tlv("Shop One", vat, "2026-03-04T10:20:30Z", "230.00"), "invalid")
row("DOC-ZATCA-TLV", base64.b64encode(b"\x01\x20Shop").decode(), "invalid")
for net, v, want in (("100.00", "15.00", 1), ("200.00", "30.00", 1), ("200.00", "10.00", 0), ("33.33", "5.00", 1), ("1000.00", "151.00", 0)):
    row("DOC-ZATCA-VAT", "total=%.2f;vat=%s;rate=15" % (float(net) + float(v), v), "valid" if want else "invalid")
for _ in range(5):
    codes = []
    for _ in range(2):
        o = digits(8)
        b = "91" + division() + o + org(o)
        codes.append(b + uscc(b))
    row("DOC-LIC-USCC", "uscc=%s;licence_uscc=%s" % (codes[0], codes[0]), "valid")
    row("DOC-LIC-USCC", "uscc=%s;licence_uscc=%s" % tuple(codes), "invalid")

# ---- other categories ----
for _ in range(N):
    u = make_ufi()
    g4 = "-".join(u[i:i + 4] for i in range(0, 16, 4))
    row("OTHER-UFI-CHECK", g4, "valid")
    row("OTHER-UFI-CHECK", "UFI: " + g4, "valid")
    i = R.randrange(15)
    row("OTHER-UFI-CHECK", spoil(u, i, UFI), "invalid")
    s = digits(5) + pick("ABCDEFGHJK", 2) + digits(5) + pick("ABCDEFGHJK", 2)
    row("FIRE-S-FORMAT", s, "valid")
    row("FIRE-S-FORMAT", s[:5] + s[7:] + s[5:7], "invalid")
    row("FIRE-S-AB", "A=%s;B=%s" % (s, s), "valid")
    row("FIRE-S-AB", "A=%s;B=%s" % (s, digits(5) + "QQ" + digits(5) + "RR"), "invalid")
row("OTHER-UFI-CHECK", "GMTT-2SQN-6FDD-6TVO", "invalid")
for text, want in (("CM/L-7654321", 1), ("CM/L 7654321", 1), ("CM/L-76", 0), ("CM/L-ABCDEFG", 0), ("CM/L-7600123456", 1)):
    row("BIS-CML", text, "valid" if want else "invalid")
for text, want in (("R-12345678", 1), ("R-1234", 0), ("R-1234567A", 0), ("R-41012345", 1), ("12345678", None)):
    if want is not None:
        row("BIS-R", text, "valid" if want else "invalid")
for text, want in (("ABC1234", 1), ("2ABCD-X100", 1), ("A-", 0), ("ABC" + "X" * 15, 0), ("2AB", 0)):
    row("FCC-ID", text, "valid" if want else "invalid")
for text, want in (("XU10234-18001", 1), ("HH01234-9001A", None), ("R-C-ABC-MODEL1", 1), ("R-R-XYZ-M20", 1), ("1234", 0), ("R-X-ABC", 0)):
    if want is not None:
        row("KC-FORM", text, "valid" if want else "invalid")
for y, m, want in (("26", "2026", 1), ("25", "2026", 1), ("27", "2026", 0), ("20", "2019", 0), ("13", "2013", 1)):
    row("CPR-YEAR", "ce_year=%s;made=%s" % (y, m), "valid" if want else "invalid")
for text, want in (("XK08-001-00012", 1), ("XK06-015-01234", 1), ("XK8-001-00012", 0), ("XK08-001-0012", 0), ("XK08-0A1-00012", 0)):
    row("BM-XK", text, "valid" if want else "invalid")
A24 = "BCDFGHJKMPQRTVWXY2346789"
for _ in range(3):
    k = pick(A24, 25)
    g5 = "-".join(k[i:i + 5] for i in range(0, 25, 5))
    row("SW-MSKEY-FORMAT", g5, "valid")
    row("SW-MSKEY-FORMAT", g5[:-1], "invalid")
    row("SW-MSKEY-FORMAT", "A" + g5[1:], "invalid")
    row("SW-MSKEY-FORMAT", g5.lower(), "valid")
    row("SW-MSKEY-FORMAT", "N" + g5[1:], "valid")
    row("SW-MSKEY-FORMAT", "NN" + g5[2:], "invalid")

# ---- toys ----
for placed, dpp, want in (("2030-08-01", 0, 0), ("2030-08-01", 1, 1), ("2031-02-01", 0, 0), ("2026-05-01", 0, 1), ("2029-12-31", 0, 1)):
    row("TOY-DPP-DATE", "market=EU;placed=%s;dpp=%d" % (placed, dpp), "valid" if want else "invalid")
for text, grade, want in (("0-3 prohibited symbol", "24m+", 0), ("0-3 prohibited symbol", "3+", 1), ("0-3 prohibited symbol", "12m+", 0), ("0-3 prohibited symbol", "5+", 1), ("0-3 prohibited symbol", "0m+", 0)):
    row("TOY-AGE-CONFLICT", "text=%s;grade=%s" % (text, grade), "valid" if want else "invalid")
for cert, want in (("2020012202000001", 1), ("2021012206123456", 1), ("2021010701123456", 0), ("2019010902000123", 0), ("2022012201000456", 1)):
    row("TOY-CCC-CLASS", "cert=%s;product=toy" % cert, "valid" if want else "invalid")
for kv, want in (("maker=ACME;place=Ningbo;date=2026-03;batch=Q7", 1), ("maker=;place=;date=;batch=", 0), ("maker=ACME;place=;date=2026-03;batch=Q7", 0), ("maker=ACME;place=Ningbo;date=2026-03;batch=", 0), ("maker=A;place=B;date=2025-12-01;batch=C", 1)):
    row("TOY-TRACKING-US", kv, "valid" if want else "invalid")



# ---- what two values say of each other ----
def both(rule, cases):
    for text, want in cases:
        row(rule, text, ("valid" if want == 1 else "ok" if want == 2 else "invalid"))


both("AGRI-EPA-PAIR", (("epareg=524-475;epaest=524-MO-1", 1), ("epareg=524-475;epaest=none", 0), ("epareg=none;epaest=524-MO-1", 0),
                       ("epareg=100-1234;epaest=100-CHN-1", 1), ("epareg=264-1071;epaest=none", 0)))
both("AGRI-PEST-QR-PRESENT", tuple(("reg=PD20130042;made=%s;qr=%s" % (m, q), w) for m, q, w in
                               (("2018-07-01", "none", 0), ("2018-06-30", "none", 2), ("2026-01-01", "none", 0),
                                ("2026-01-01", "yes", 2), ("2017-01-01", "none", 2))))
both("AGRI-PEST-PROD-MATCH", (("code=12001231001%s;contract=none" % digits(21), 1), ("code=12001232001%s;contract=none" % digits(21), 0),
                              ("code=12001232001%s;contract=某某公司" % digits(21), 1), ("code=12001231001%s;contract=某某公司" % digits(21), 0),
                              ("code=12001233001%s;contract=none" % digits(21), 0)))
both("AGRI-PEST-PRODLIC-PROV", (("prodlic=农药生许(苏)0012;address=江苏省南京市1号", 1), ("prodlic=农药生许(苏)0012;address=山东省济南市1号", 0),
                                ("prodlic=农药生许（鲁）0060;address=山东省潍坊市", 1), ("prodlic=农药生许(川)0012;address=湖北省武汉市", 0),
                                ("prodlic=农药生许(粤)0012;address=广东省广州市", 1)))
both("AGRI-SEED-LIC-IMPORT", (("seedlic=E(农)农种许字(2020)第0012号;imported=yes", 1), ("seedlic=B(苏)农种许字(2020)第0012号;imported=yes", 0),
                              ("seedlic=E(苏)农种许字(2020)第0012号;imported=yes", 0), ("seedlic=B(苏)农种许字(2020)第0012号;imported=no", 2),
                              ("seedlic=A(农)农种许字(2020)第0012号;imported=yes", 0)))
both("AGRI-SEED-NAME", (("seedqr=郑单958\\n某公司\\n123456\\nhttps://t.example/1;seedname=郑单958;maker=某公司", 1),
                        ("seedqr=郑单958\\n某公司\\n123456\\nhttps://t.example/1;seedname=登海605;maker=某公司", 0),
                        ("seedqr=郑单958\\n某公司\\n123456\\nhttps://t.example/1;seedname=郑单958;maker=另一家种业", 0),
                        ("seedqr=郑单９５８\\n某公司\\n123456\\nhttps://t.example/1;seedname=郑单958", 1),
                        ("seedqr=隆平206\\n甲公司\\nA1\\nhttps://t.example/1;seedname=隆平206", 1)))
both("AGRI-FERT-MIN", tuple(("product=复合肥;npk=" + g, w) for g, w in (("15-15-15", 1), ("10-10-5", 1), ("8-8-6", 0), ("20-3-10", 0), ("18-18-18", 1))))
both("APPL-CEL-DATE", (("cel=202103-10-612300-70059712943064;made=2021-05-01", 1), ("cel=202103-10-612300-70059712943064;made=2021-01-05", 0),
                       ("cel=202211-10-612300-70059712943064;made=2022-11-30", 1), ("cel=202211-10-612300-70059712943064;made=2022-10-31", 0),
                       ("cel=201901-10-612300-70059712943064;made=2024-01-01", 1)))
for _ in range(3):
    a, b = "35" + digits(12), "86" + digits(12)
    a, b = a + luhn(a), b + luhn(b)
    both("APPL-IMEI-BOX", (("imei=%s;imei_box=%s" % (a, a), 1), ("imei=%s;imei_box=%s" % (a, b), 0), ("imei=%s;imei_screen=%s" % (a, a), 1),
                           ("imei=%s;imei_screen=%s" % (b, a), 0), ("imei=%s-%s-%s-%s;imei_box=%s" % (a[:2], a[2:8], a[8:14], a[14], a), 1)))
    row("APPL-IMEI-PARSE", a, "valid")
    row("APPL-IMEI-PARSE", a[:14], "valid")
    row("APPL-IMEI-LUHN", "%s %s %s %s" % (a[:2], a[2:8], a[8:14], a[14]), "valid")
    row("APPL-IMEI-LUHN", "IMEI: " + a, "valid")
    row("APPL-IMEI-LUHN", "IMEI1:" + spoil(a), "invalid")
    row("APPL-IMEI-LUHN", "%s/%s/%s/%s" % (a[:2], a[2:8], a[8:14], a[14]), "valid")
row("APPL-MAC", "3c5a.b401.0203", "valid;oui=3C5AB4")
row("APPL-MAC", "３Ｃ:5A:B4:01:02:03", "valid;oui=3C5AB4")
both("CCC-CLASS-PRODUCT", (("cert=2020010701000123;product=refrigerator", 1), ("cert=2020010701000123;product=air conditioner", 0), ("cert=2020010703000123;product=空调", 1),
                           ("cert=2020010902000123;product=冰箱", 0), ("cert=2020011606000123;product=mobile telephone", 1)))
both("CPR-AVCP", (("avcp=1+;notified=0123", 1), ("avcp=1;notified=none", 0), ("avcp=4;notified=none", 2), ("avcp=3;notified=none", 0), ("avcp=2+;notified=none", 0)))
both("CPR-DOP", (("ce_year=24;dop=DoP-123;dop_paper=DoP-123", 1), ("ce_year=24;dop=DoP-123;dop_paper=DoP-987", 0), ("ce_year=24;dop=none", 0),
                 ("ce_year=20;dop=0001-CPR-2020;dop_paper=0001-CPR-2020", 1), ("ce_year=20;dop=0001-CPR-2020;dop_paper=7777-CPR-2019", 0)))
both("BM-REBAR", (("rebar=4E XX 25;rebar_tag=HRB400E 25", 1), ("rebar=4 XX 25;rebar_tag=HRB400 25", 1), ("rebar=4 XX 25;rebar_tag=HRB400 20", 0),
                  ("rebar=3 XX 16;rebar_tag=HRB400 16", 0), ("rebar=5 XX 32;rebar_tag=HRB500 32", 1)))
both("DOC-CMA-VALID", (("cma=200100020123;issued=2024-05-01", 1), ("cma=120100020123;issued=2024-05-01", 0), ("cma=2019190123Z;issued=2025-01-01", 1),
                       ("cma=150100020123;issued=2023-01-01", 0), ("cma=210100020123;issued=2022-01-01", 1)))
both("FIRE-EXT-CYL", (("cylinder=AB1234;cylinder_label=AB1234", 1), ("cylinder=AB1234;cylinder_label=ZX9876", 0), ("cylinder=ab-1234;cylinder_label=AB1234", 1),
                      ("cylinder=11223;cylinder_label=99887", 0), ("cylinder=A 1;cylinder_label=A1", 1)))
both("FIRE-EXT-DATES", (("extinguisher=powder;made=2020-01-01", 1), ("extinguisher=powder;made=2015-01-01", 0), ("extinguisher=CO2;made=2016-01-01;serviced=2025-12-01", 1),
                        ("extinguisher=CO2;made=2013-01-01", 0), ("extinguisher=干粉;made=2014-06-01", 0)))
both("FOOD-CN-MANDATORY", (("market=cn;sc=SC10632010200019;made=2026-01-01;shelf=12M;std=GB 7718-2011;maker=某公司", 2), ("market=cn;sc=none;made=none;shelf=12M;maker=某公司", 0),
                           ("market=cn;sc=none;std=GB 1-2020;made=2026-01-01;shelf=12M;maker=某公司", 0), ("market=cn;maker=none;made=none", 0), ("market=cn;shelf=none;std=none", 0)))
for prov, names in (("320102", "江苏省南京市"), ("370102", "山东省济南市"), ("510104", "四川省成都市"), ("110105", "北京市朝阳区"), ("440106", "广东省广州市")):
    b = "106" + prov + digits(4)
    b += mod11_10(b)
    row("FOOD-SC-PROVINCE", "sc=SC%s;address=%s某路1号" % (b, names), "valid")
    row("FOOD-SC-PROVINCE", "sc=SC%s;address=黑龙江省哈尔滨市某路1号" % b, "invalid")
both("SW-COA-PAIR", (("coa_serial=00123-456;box_serial=00123-456", 1), ("coa_serial=00123-456;box_serial=99923-777", 0), ("coa_part=X19-12345;box_part=X19-12345", 1),
                     ("coa_part=X19-12345;box_part=X20-99876", 0), ("coa_serial=00123 456;box_serial=00123-456", 1)))
both("SW-DONGLE-ID", (("dongle=A1B2C3;usb=iSerial A1B2C3", 1), ("dongle=A1B2C3;usb=iSerial 77ZZ88", 0), ("usb_id=1234:ABCD;usb=idVendor 0x1234 idProduct 0xabcd", 1),
                      ("usb_id=1234:ABCD;usb=idVendor 0x9999 idProduct 0xabcd", 0), ("dongle=Q7;usb=SerialNumber: Q7", 1)))
both("TOB-EAN", (("gtin=6901028075831;country=China", 1), ("gtin=6901028075831;country=Germany", 0), ("gtin=6901028075831;country=法国", 0), ("gtin=6901028075831;country=中国", 1),
                 ("gtin=6901028075831;country=Japan", 0)))
g = "04606203086238"
for _ in range(3):
    row("TOB-RU-PACK", "market=ru;pack=%s%s%s%s" % (g, pick("abcXYZ19", 7), pick("ABab12", 4), pick("xyz789", 4)), "valid")
row("TOB-RU-PACK", "market=ru;pack=%s%s" % (spoil(g), pick("abcXYZ19", 15)), "invalid")
row("TOB-RU-PACK", "market=ru;pack=%s%s" % (g, pick("abcXYZ19", 14)), "invalid")
both("TOY-CCC-FORMAT", (("2021012202123456", 1), ("2001012202123456", 0), ("202101220212345", 0), ("2021002202123456", 0), ("2024012201000007", 1)))
both("TOY-CE-NB", (("CE", 1), ("CE 0123", 0), ("ce", 1), ("CE 0086", 0), ("CE2460", 0)))
both("TOY-CE-PRESENT", (("ce=0", 0), ("ce=none", 0), ("ce=CE", 1), ("ce=no", 0), ("ce=yes", 1)))
both("TOY-GB-NUMBER", (("GB 6675.1-2014", 1), ("GB 6675.2-2014", 1), ("GB 19865-2005", 1), ("GB 9999-2014", 0), ("none", 0)))
both("TOY-TRACKING-DATE", (("date=2026-05", 1), ("date=2027-05", 0), ("date=2026-11-20", 1), ("date=2028", 0), ("date=2025", 1)))
both("TOY-CCC-SCOPE", (("product=plastic toy;ccc=none", 2), ("product=doll;ccc=none", 2), ("product=ride-on car;ccc=none", 2), ("product=electric train;ccc=none", 2), ("product=metal toy;ccc=none", 2)))
both("UL-ELEMENTS", (("mark=UL in circle;word=LISTED;control=4ABC;product=LAMP", 1), ("mark=UL letters side by side;word=LISTED;control=12AB;product=LAMP", 0), ("mark=UL in circle;word=APPROVED;control=12AB;product=LAMP", 0),
                     ("mark=UL in circle;word=PENDING;control=12AB;product=FAN", 0), ("mark=UL in circle;word=CLASSIFIED;control=1234;product=FAN", 1)))
for text, want in (("javascript:alert(1)", 0), ("tel:+861234567", 0), ("weixin://dl/x", 0), ("data:text/html,x", 0), ("WIFI:S:x;;", None), ("intent://x#Intent", 0)):
    if want is not None:
        row("URL-SCHEME", "url=" + text, "flag")
row("URL-SCHEME", "url=https://brand.example/", "ok")
both("PHARMA-CN-BASE", (("869" + digits(11), 1), ("86912345678", 0), ("869 01234 567890", 1), ("8690" + digits(10), 1), ("8691" + digits(9) + "A", 0)))
both("FOOD-QS-FORMAT", (("QS1100 2801 0123", 1), ("QS320015010234", 1), ("qs440106010001", 1)))


# ---- symbols beside what was typed ----
def item(rule, parts, want):
    row(rule, ";".join(parts), {1: "valid", 0: "flag", 2: "ok"}[want])


for _ in range(3):
    g, other_g, s = gtin(14, "0401"), gtin(14, "0690"), pick("ABCDEFGH2345679", 9)
    link = "]Q1=https://b.example/01/%s/21/%s" % (g, s)
    item("URL-PARAM-MATCH", [link, "]E0=" + g[1:]], 2)
    item("URL-PARAM-MATCH", [link, "]d2=01%s21%s" % (g, s)], 2)
    item("URL-PARAM-MATCH", ["]Q1=https://b.example/01/%s/10/%s" % (g, s), "]d2=01%s10%s" % (g, pick("WXYZ80", 9))], 0)
    item("URL-PARAM-MATCH", ["]Q1=https://b.example/01/%s/10/%s" % (g, s), "]d2=01%s10%s" % (g, s)], 2)
    item("TYPED-DIFFERS", ["]d2=01%s21%s" % (g, s), "serial=" + s], 2)
    item("TYPED-DIFFERS", ["]d2=01%s21%s" % (g, s), "serial=" + pick("WXYZ80", 9)], 0)
    item("HRI-MISMATCH", ["]d2=01%s10%s" % (g, s), "hri=(01)%s(10)%s" % (g, s)], 2)
    item("HRI-MISMATCH", ["]d2=01%s10%s" % (g, s), "hri=(01)%s(10)%s" % (g, pick("WXYZ80", 9))], 0)
    item("CARRIER-PLAIN", ["]Q1=(01)%s(21)%s" % (g, s)], 0)
    item("CARRIER-PLAIN", ["]Q3=01%s21%s" % (g, s)], 2)
    item("GTIN-MULTI", ["]E0=" + g[1:], "]E0=" + g[1:]], 2)
    item("GS1-CSUM", ["]d2=01%s10%s" % (spoil(g), s)], 0)
    item("GS1-DATE", ["]d2=01%s17%s" % (g, "271331")], 0)
    item("GS1-DATE", ["]d2=01%s17%s" % (g, "271231")], 2)
    item("GS1-DATE-ORDER", ["]d2=01%s11%s17%s" % (g, "260301", "260228")], 0)
    item("GS1-DATE-ORDER", ["]d2=01%s11%s17%s" % (g, "260301", "270228")], 2)
    item("GS1-AI-REPEAT", ["]d2=01%s10A1<GS>10B2" % g], 0)
    item("GS1-AI-GS-LOST", ["]d2=01%s10LOT7%s" % (g, "17281231")], 0)
    # what was made and what expires, against the day of the inspection
    item("DATE-EXPIRED", ["]d2=01%s17%s" % (g, "260131")], 2)
    weight = R.randint(200, 4000)
    measure = "]e0=01%s3103%06d" % (gtin(14, "92"), weight)
    item("FOOD-VARMEASURE", [measure, "net=%d g" % weight], 2)
    item("FOOD-VARMEASURE", [measure, "net=%.3f kg" % (weight / 1000)], 2)
    item("FOOD-VARMEASURE", [measure, "net=%d g" % (weight + 500)], 0)
    item("FOOD-DATE-CODE", ["]d2=01%s11260512" % g, "made=2026-05-12"], 2)
    item("FOOD-DATE-CODE", ["]d2=01%s11260512" % g, "made=2025-09-30"], 0)
    b = digits(7)
    while pzn8(b) is None:
        b = digits(7)
    c = digits(7)
    while pzn8(c) is None or c == b:
        c = digits(7)
    body = "04150" + b + pzn8(b)
    item("PHARMA-NHRN", ["]d2=01%s710%s" % (body + mod10(body), b + pzn8(b))], 2)
    item("PHARMA-NHRN", ["]d2=01%s710%s" % (body + mod10(body), c + pzn8(c))], 0)
    item("PHARMA-SERIAL-LEN", ["]d2=01%s17281231" % g + "10L1<GS>21" + s], 2)
    item("PHARMA-SERIAL-LEN", ["]d2=01%s17281231" % g + "10L1<GS>21" + s + "-/-"], 0)
    for sym in ("]Q1", "]d1"):
        item("URL-IP-HOST", ["%s=https://203.0.113.%d/t" % (sym, R.randint(1, 250))], 0)
        item("APPL-EPREL-URL", ["%s=https://eprel.ec.europa.eu/qr/%d" % (sym, R.randint(100000, 2999999))], 1)

print("rule\tinput\texpected")
seen = set()
for r in rows:
    if r not in seen:
        seen.add(r)
        print("\t".join(r))
