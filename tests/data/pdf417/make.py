#!/usr/bin/env python3
"""make.py: PDF417 symbols with known text, made by zint 2.11, for tests/pdf417-test.c.

    python3 make.py > vectors.txt

A line is NAME<TAB>COLUMNS<TAB>TEXT<TAB>ROWS: modules across; the text in hex; the rows from the top,
1 dark, in hex, four modules to a digit, zeros behind.  Every name and number in them is invented."""
import subprocess, tempfile

DIGITS = "31415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253"
TEXTS = [  # name, zint's options, what it is given, what is to be read (None: as given)
    ("text", [], b"The quick brown fox", None),
    ("upper case", [], b"PDF SYMBOL NUMBER ONE", None),
    ("mixed", [], b"a1B2c3; 4+5=9 (x/y) {#7} ~`!\t|", None),
    ("lines", [], b"first\r\nsecond\r\nthird", None),
    ("digits", [], DIGITS.encode(), None),
    ("many digits", [], (DIGITS * 6).encode(), None),
    ("digits in text", [], b"from 1234567890123456 to 99999999999999999999 incl.", None),
    ("bytes", ["--binary"], bytes(range(128, 255)), None),
    ("sixes of bytes", ["--binary"], bytes((i * 37 + 130) % 120 + 130 for i in range(60)), None),
    ("one byte among letters", ["--binary"], b"caf\xe9 noir", None),
    ("named UTF-8", ["--eci=26"], "条码 Ж".encode(), None),
    ("named Cyrillic", ["--eci=7"], "Жук".encode(), "Жук".encode("iso8859-5")),
    ("compact", None, b"compact symbols have no stop pattern", None),
    ("a part", ["--structapp=2,5,017053"], b"the second part", None),
    ("the last part", ["--structapp=3,3,017053"], b"the last part", None),
]
for level in range(9):
    TEXTS.append((f"level {level}", [f"--secure={level}"], b"levels of correction " * 3, None))
for columns in (1, 2, 3, 6, 10, 16, 25, 30):
    TEXTS.append((f"{columns} columns", [f"--cols={columns}"],
                  (b"columns of symbol characters, " * 6)[: 20 + 5 * columns], None))
TEXTS.append(("the most rows", ["--cols=1", "--secure=2"], b"ROWS OF SYMBOLS " * 9, None))


def main():
    for name, options, given, text in TEXTS:
        with tempfile.NamedTemporaryFile() as f:
            f.write(given)
            f.flush()
            kind = "PDF417" if options is not None else "PDF417COMP"
            rows = subprocess.run(["zint", f"--barcode={kind}", "--dump", f"--input={f.name}"]
                                  + (options or []), check=True, capture_output=True,
                                  text=True).stdout.replace(" ", "").lower().split()
        bits = "".join(format(int(d, 16), "04b") for d in rows[0])
        last = bits.rindex("1") + 1  # a row ends in a bar
        print(name, last, (given if text is None else text).hex(), " ".join(rows), sep="\t")


main()
