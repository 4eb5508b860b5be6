#!/usr/bin/env python3
"""Make symbols.txt, the QR and Micro QR symbols of qr-test, with zint (2.11 or newer).

A symbol is a line NAME IDENTIFIER PART SIDE PAYLOAD (in hexadecimal), then a line of
hexadecimal digits for each row of modules, the leftmost module first, 1 dark.

    ./make.py >symbols.txt
"""
import subprocess

KANJI = "点字茗荷".encode("shift_jis")


def zint(arguments, text, code="QRCODE"):
    out = subprocess.run(["zint", "-b", code, "--dump", "--nobackground", "-d", text] + arguments,
                         capture_output=True, text=True, check=True).stdout
    rows = [line.replace(" ", "") for line in out.splitlines() if line.strip()]
    return rows


def show(name, rows, payload, identifier="]Q1", part=0):
    side = len(rows)
    print(name, identifier, part, side, payload.hex())
    for row in rows:
        bits = "".join(f"{int(d, 16):04b}" for d in row)[:side].ljust((side + 3) // 4 * 4, "0")
        print("".join(f"{int(bits[i:i + 4], 2):x}" for i in range(0, len(bits), 4)))


def text_of(n):
    return "".join(chr(97 + (i * 7 + i // 26) % 26) for i in range(n))


for version, length in [(1, 6), (2, 12), (3, 20), (4, 30), (5, 40), (6, 50), (7, 60), (8, 75),
                        (9, 90), (10, 100), (14, 180), (20, 370), (27, 600), (33, 850), (40, 1200)]:
    levels = [1, 2, 3, 4] if version <= 4 or version == 10 else [(version % 4) + 1]
    for level in levels:
        text = text_of(length)
        show(f"v{version}-{'LMQH'[level - 1]}",
             zint([f"--vers={version}", f"--secure={level}"], text), text.encode())
for mask in range(8):
    text = f"mask {mask} of eight"
    show(f"mask{mask}", zint([f"--mask={mask}"], text), text.encode())
for name, text in [("digits", "0123456789012345678901234"), ("letters", "AC-42 %*+-./:$"),
                   ("mixed", "ABC123456789xyz0000000000"), ("one", "7"), ("two", "42")]:
    show(name, zint([], text), text.encode())
show("kanji", zint(["--secure=2"], "点字茗荷"), KANJI)
show("eci", zint(["--eci=26"], "čaj и 茶"), "čaj и 茶".encode())
gs1 = "[01]09501101530003[10]AB-12[21]4711"
show("gs1", zint(["--gs1"], gs1), b"010950110153000310AB-12\x1d214711", "]Q3")
show("part2of3", zint(["--structapp=2,3,77"], "the middle part"), b"the middle part", part=1)
for version, level, text in [(1, 1, "12345"), (2, 1, "0123456789"), (2, 2, "ABC12"),
                             (3, 1, "12345678901234567890123"), (3, 2, "byte 3"),
                             (4, 1, "micro symbol 4L"), (4, 2, "micro M4 M"), (4, 3, "M4-Q 9")]:
    show(f"micro{version}-{'LMQH'[level - 1]}",
         zint([f"--vers={version}", f"--secure={level}"], text, "MICROQR"), text.encode())
