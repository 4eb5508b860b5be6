#!/usr/bin/env python3
"""Make symbols.txt, the Aztec symbols of aztec-test, with zint (2.11 or newer).

A symbol is a line NAME IDENTIFIER PART SIDE PAYLOAD (in hexadecimal), then a line of
hexadecimal digits for each row of modules, the leftmost module first, 1 dark.

    ./make.py >symbols.txt
"""
import subprocess


def show(name, arguments, text, payload, identifier="]z0", part=0):
    out = subprocess.run(["zint", "-b", "AZTEC", "--dump", "--nobackground", "-d", text] + arguments,
                         capture_output=True, text=True, check=True).stdout
    rows = [line.replace(" ", "") for line in out.splitlines() if line.strip()]
    side = len(rows)
    print(name, identifier, part, side, payload.hex())
    for row in rows:
        bits = "".join(f"{int(d, 16):04b}" for d in row)[:side].ljust((side + 3) // 4 * 4, "0")
        print("".join(f"{int(bits[i:i + 4], 2):x}" for i in range(0, len(bits), 4)))


def text_of(n):
    return "".join(chr(97 + (i * 7 + i // 26) % 26) for i in range(n))


for layers, length in [(1, 8), (2, 25), (3, 45), (4, 75)]:  # zint's --vers counts the compact ones first
    show(f"compact{layers}", [f"--vers={layers}"], text_of(length), text_of(length).encode())
for layers in list(range(1, 13)) + [15, 18, 22, 23, 27, 32]:
    text = text_of(10 + 2 * layers * layers)
    show(f"full{layers}", [f"--vers={layers + 4}"], text, text.encode())
for name, text in [("upper", "ASSAY READS AZTEC"), ("digits", "0123456789,42.7"), ("mixed", "Ab1, c: D. e^_`|~"),
                   ("punctuation", "(a) [b] {c} <d> !\"#$%&'*+-/;=?@\\"), ("controls", "a\tb\r\nc"),
                   ("one", "7"), ("capital-end", "abcD"), ("digits-end", "abc 123")]:
    show(name, [], text, text.encode())
show("bytes", ["--binary"], "čaj и 茶", "čaj и 茶".encode())
show("eci", ["--eci=26"], "čaj и 茶", "čaj и 茶".encode())
show("gs1", ["--gs1"], "[01]09501101530003[10]AB-12[21]4711", b"010950110153000310AB-12\x1d214711", "]z1")
show("part2of3", ["--structapp=2,3,lot"], "the middle part", b"the middle part", part=1)
