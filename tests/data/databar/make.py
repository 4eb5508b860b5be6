#!/usr/bin/env python3
"""make.py: symbols of the GS1 DataBar family with known text, made by zint 2.11, for
tests/databar-test.c.

    python3 make.py > vectors.txt

A line is NAME<TAB>COLUMNS<TAB>TEXT<TAB>ROWS: the text in hex; the rows from the top, each as
HEIGHTxMODULES, both in modules, 1 dark, in hex, four to a digit, zeros behind.  Every item number is
invented (prefix 952)."""
import subprocess, tempfile
from PIL import Image

G = "0952123456789"  # without its check digit


def gtin(digits):
    return digits + str(-sum(int(d) * (3, 1)[i % 2] for i, d in enumerate(digits)) % 10)


W = gtin("9" + G[1:])  # a variable measure
TEXTS = [  # name, kind, columns, what zint is given, what is to be read (None: brackets off)
    ("omnidirectional", "DBAR_OMN", 0, G, "01" + gtin(G)),
    ("omnidirectional, smallest", "DBAR_OMN", 0, "0" * 13, "01" + "0" * 14),
    ("omnidirectional, largest", "DBAR_OMN", 0, "9" * 13, "01" + gtin("9" * 13)),
    ("stacked", "DBAR_STK", 0, G, "01" + gtin(G)),
    ("stacked, another", "DBAR_STK", 0, "1952000000017", "01" + gtin("1952000000017")),
    ("stacked omnidirectional", "DBAR_OMNSTK", 0, G, "01" + gtin(G)),
    ("limited", "DBAR_LTD", 0, G, "01" + gtin(G)),
    ("limited, largest", "DBAR_LTD", 0, "1" + "9" * 12, "01" + gtin("1" + "9" * 12)),
    ("limited, smallest", "DBAR_LTD", 0, "0" * 13, "01" + "0" * 14),
    ("any AI, digits", "DBAR_EXP", 0, "[21]1234567", None),
    ("any AI, an odd digit", "DBAR_EXP", 0, "[21]123456", None),
    ("upper case", "DBAR_EXP", 0, "[10]ABC*,-./XYZ", None),
    ("all characters, one", "DBAR_EXP", 0, "[10]!\"%&'()*+,-./:;<=", None),
    ("all characters, two", "DBAR_EXP", 0, "[10]>?_abcdefghijklmno", None),
    ("all characters, three", "DBAR_EXP", 0, "[10]pqrstuvwxyzAbCdEfG", None),
    ("separator after letters", "DBAR_EXP", 0, f"[01]{gtin(G)}[10]LotA[21]42x",
     f"01{gtin(G)}10LotA\x1d2142x"),
    ("separator after digits", "DBAR_EXP", 0, "[10]123[21]4567[17]271231", None),
    ("a GTIN", "DBAR_EXP", 0, f"[01]{gtin(G)}", None),
    ("a GTIN, a date", "DBAR_EXP", 0, f"[01]{gtin(G)}[17]271231", None),
    ("kilogrammes", "DBAR_EXP", 0, f"[01]{W}[3103]001750", None),
    ("kilogrammes, heaviest", "DBAR_EXP", 0, f"[01]{W}[3103]032767", None),
    ("hundredths of pounds", "DBAR_EXP", 0, f"[01]{W}[3202]009999", None),
    ("thousandths of pounds", "DBAR_EXP", 0, f"[01]{W}[3203]022767", None),
    ("a price", "DBAR_EXP", 0, f"[01]{W}[3922]795", None),
    ("a price and more", "DBAR_EXP", 0, f"[01]{W}[3922]795[10]B1", None),
    ("a price in a currency", "DBAR_EXP", 0, f"[01]{W}[3932]9781234", None),
    ("weight, made", "DBAR_EXP", 0, f"[01]{W}[3102]000123[11]260131", None),
    ("weight, packed", "DBAR_EXP", 0, f"[01]{W}[3105]012233[13]260228", None),
    ("weight, best before", "DBAR_EXP", 0, f"[01]{W}[3100]012233[15]991231", None),
    ("weight, expires", "DBAR_EXP", 0, f"[01]{W}[3105]099999[17]000101", None),
    ("pounds, made", "DBAR_EXP", 0, f"[01]{W}[3201]000123[11]260131", None),
    ("pounds, packed", "DBAR_EXP", 0, f"[01]{W}[3204]012233[13]260228", None),
    ("pounds, best before", "DBAR_EXP", 0, f"[01]{W}[3205]012233[15]991231", None),
    ("pounds, expires", "DBAR_EXP", 0, f"[01]{W}[3205]099998[17]000101", None),
    ("weight alone", "DBAR_EXP", 0, f"[01]{W}[3101]012345", None),
]
for n in range(1, 18):  # every number of pairs, whole and with half a pair at the end
    TEXTS.append((f"length {n}", "DBAR_EXP", 0, "[91]" + "1234567890" * 7, None))
    TEXTS[-1] = TEXTS[-1][:3] + (TEXTS[-1][3][: 4 + 4 * n - 3], None)
for n in (22, 30, 38, 46, 54, 62):
    t = "1234567890" * 7
    TEXTS.append((f"{n} digits", "DBAR_EXP", 0, f"[91]{t[:n // 2]}[92]{t[:n - n // 2]}", None))
for columns in range(1, 11):
    TEXTS.append((f"stacked, {columns} across", "DBAR_EXPSTK", columns,
                  f"[01]{gtin(G)}[17]271231[10]LotA-7[21]Serial42", None))
for n in (3, 8, 13, 20):  # last rows of all lengths
    TEXTS.append((f"stacked, {n} letters", "DBAR_EXPSTK", 2, "[91]" + "ABCDEFGHIJKLMNOPQRSTU"[:n], None))


def digits(bits):
    return "".join("%x" % int(bits[i:i + 4].ljust(4, "0"), 2) for i in range(0, len(bits), 4))


def main():
    for name, kind, columns, given, text in TEXTS:
        with tempfile.NamedTemporaryFile(suffix=".png") as f:
            subprocess.run(["zint", f"--barcode={kind}", "--notext", "--scale=0.5", "-o", f.name,
                            f"--data={given}"] + ([f"--cols={columns}"] if columns else []),
                           check=True)
            picture = Image.open(f.name).convert("L")
            rows = ["".join("1" if picture.getpixel((x, y)) < 128 else "0"
                            for x in range(picture.width)) for y in range(picture.height)]
        kept = []
        for row in rows:
            if kept and kept[-1][1] == row:
                kept[-1][0] += 1
            else:
                kept.append([1, row])
        if text is None:
            text = separated(given)
        print(name, len(rows[0]), text.encode().hex(),
              " ".join(f"{n}x{digits(row)}" for n, row in kept), sep="\t")


FIXED = {"01", "11", "13", "15", "17", "31", "32"}  # AIs of known length, by their first two digits


def separated(given):
    out = ""
    elements = [e for e in given.split("[") if e]
    for i, e in enumerate(elements):
        ai, value = e.split("]")
        out += ai + value
        if ai[:2] not in FIXED and i + 1 < len(elements):
            out += "\x1d"
    return out


main()
