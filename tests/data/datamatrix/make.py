#!/usr/bin/env python3
"""make.py: Data Matrix symbols with known text, made by zint 2.11, for tests/datamatrix-test.c.

    python3 make.py > vectors.txt

A line is NAME<TAB>ROWSxCOLUMNS<TAB>SYMBOLOGY<TAB>TEXT<TAB>MODULES: the text in hex, the modules row
by row, 1 dark, in hex, eight to two digits, zeros behind.  SYMBOLOGY is ]d1, ]d2 (GS1), "part" (of a
text over several symbols) or "none" (nothing to be read).  Every item number is invented (prefix 952)."""
import subprocess, tempfile

SIZES = [(10, 10), (12, 12), (14, 14), (16, 16), (18, 18), (20, 20), (22, 22), (24, 24), (26, 26),
         (32, 32), (36, 36), (40, 40), (44, 44), (48, 48), (52, 52), (64, 64), (72, 72), (80, 80),
         (88, 88), (96, 96), (104, 104), (120, 120), (132, 132), (144, 144), (8, 18), (8, 32),
         (12, 26), (12, 36), (16, 36), (16, 48), (8, 48), (8, 64), (8, 80), (8, 96), (8, 120),
         (8, 144), (12, 64), (12, 88), (16, 64), (20, 36), (20, 44), (20, 64), (22, 48), (24, 48),
         (24, 64), (26, 40), (26, 48), (26, 64)]
GS1 = "[01]09521234567899[17]271231[10]L0T-7[21]S/N.42x"
TEXTS = [  # name, zint's options, what it is given, symbology, what is to be read (None: as given)
    ("digit pairs", [], b"0123456789012345678901234567890123456789", "]d1", None),
    ("an odd digit", [], b"12345", "]d1", None),
    ("upper case", [], b"ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFG", "]d1", None),
    ("lower case", [], b"abcdefghijklmnopqrstuvwxyz abcdefg", "]d1", None),
    ("X12", [], b"ABC>DEF*GHI>JKL*MNO>PQR*STU>VWX\rAB", "]d1", None),
    ("EDIFACT", [], b".A.C1.3.DATA.123DATA.123DATA.^_[]", "]d1", None),
    ("EDIFACT to the end", [], b"#A.C1?3.DATA/123", "]d1", None),
    ("bytes", ["--binary"], bytes(range(129, 200)), "]d1", None),
    ("many bytes", ["--binary"], bytes((i * 7 + 128) % 120 + 128 for i in range(400)), "]d1", None),
    ("Latin letters", [], "Größe äöü é Ñ".encode("latin-1"), "]d1", None),
    ("control characters", ["--binary"], bytes(range(1, 32)), "]d1", None),
    ("punctuation", [], b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "]d1", None),
    ("UTF-8 named", ["--eci=26"], "条码 Ж".encode(), "]d1", None),
    ("Cyrillic named", ["--eci=7"], "Жук".encode(), "]d1", "Жук".encode("iso8859-5")),
    ("macro 05", [], b"[)>\x1e05\x1d9N123456\x1d1TABC\x1e\x04", "]d1", None),
    ("macro 06", [], b"[)>\x1e06\x1dP123\x1dQ7\x1e\x04", "]d1", None),
    ("GS1", ["--gs1"], GS1.encode(), "]d2", b"01095212345678991727123110L0T-7\x1d21S/N.42x"),
    ("GS1, a rectangle", ["--gs1", "--vers=30"], GS1.encode(), "]d2",
     b"01095212345678991727123110L0T-7\x1d21S/N.42x"),
    ("a part", ["--structapp=2,5,1234"], b"the second part", "part", None),
    ("reader programming", ["--init"], b"setting", "none", None),
]


def modules(options, data):
    with tempfile.NamedTemporaryFile() as f:
        f.write(data)
        f.flush()
        # bytes that are not UTF-8 go in as they are
        utf8 = options and options[0].startswith("--eci")
        raw = [] if utf8 or "--binary" in options or max(data) < 128 else ["--binary"]
        out = subprocess.run(["zint", "-b", "71", "--direct", "--filetype=txt", "-i", f.name]
                             + (["--square"] if not any(o.startswith("--vers") for o in options) else [])
                             + options + raw, capture_output=True, check=True).stdout.decode()
    rows = ["".join(format(int(h, 16), "04b") for h in l.replace(" ", "")) for l in out.split("\n") if l]
    return rows


def line(name, size, symbology, text, rows):
    bits = "".join(r[:size[1]] for r in rows)
    bits += "0" * (-len(bits) % 8)
    packed = "".join("%02x" % int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
    assert len(rows) == size[0]
    print(name, "%dx%d" % size, symbology, text.hex(), packed, sep="\t")


for i, size in enumerate(SIZES, 1):
    text = b"A1b" if i in (1, 25) else (b"assay %d by %d" % size)[:size[0] * size[1] // 40]
    if size[0] == size[1] and size[0] > 40:
        text = b" ".join(b"assay %d" % (k * k) for k in range(size[0] * size[0] // 240))
    line("size", size, "]d1", text, modules(["--vers=%d" % i], text))
for name, options, data, symbology, want in TEXTS:
    rows = modules(options, data)
    width = 48 if "--vers=30" in options else len(rows)
    line(name, (len(rows), width), symbology, data if want is None else want, rows)
