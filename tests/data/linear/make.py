#!/usr/bin/python3
# make.py - the symbols of vectors.txt, from zint's command
#
#   make.py > vectors.txt
#
# One a line, separated by tabs: name, symbology identifier, payload in hex, modules from
# left to right (1 is a bar) without margins.  What zint's dump pads at its end is cut off.
import subprocess

# name, zint's symbology, options, data for zint, identifier, payload
SYMBOLS = [
    ("ean13", "EANX", [], "9521234543213", "]E0", b"9521234543213"),
    ("ean13-7", "EANX", [], "7181818777112", "]E0", None),
    ("ean13-2", "EANX", [], "2882828177171", "]E0", None),
    ("upca", "UPCA", [], "09521234543", "]E0", None),
    ("ean8", "EANX", [], "9521234", "]E4", None),
    ("upce", "UPCE", [], "01234565", "]E0", None),
    ("ean13-addon2", "EANX", [], "952123454321+12", "]E3", None),
    ("ean13-addon5", "EANX", [], "952123454321+52495", "]E3", None),
    ("code128", "CODE128", [], "Serial-00417", "]C0", b"Serial-00417"),
    ("code128-digits", "CODE128", [], "0123456789012345", "]C0", b"0123456789012345"),
    ("code128-control", "CODE128", ["--esc"], "AB\\tcd\\x011234", "]C0", b"AB\tcd\x011234"),
    ("code128-latin", "CODE128", [], "Größe ÄÖÜ", "]C0", "Größe ÄÖÜ".encode("latin-1")),
    ("gs1-128", "GS1_128", [], "[01]09521234543213[10]ABC[21]XY12", "]C1", b"010952123454321310ABC\x1d21XY12"),
    ("code39", "CODE39", [], "PART-7/0042", "]A0", b"PART-7/0042"),
    ("code39-ascii", "EXCODE39", [], "Lot a1.b2", "]A0", b"Lot a1.b2"),
    ("code93", "CODE93", [], "BOX-00417 a", "]G0", b"BOX-00417 a"),
    ("codabar", "CODABAR", [], "A40156-7B", "]F0", b"A40156-7B"),
    ("itf", "C25INTER", [], "0123456789", "]I0", b"0123456789"),
    ("itf14", "ITF14", ["--bind", "--border=0"], "1952123454321", "]I1", None),
]


def mod10(body):
    total = sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(reversed(body)))
    return body + str(-total % 10)


def as_read(name, data):
    body, _, addon = data.partition("+")
    if name == "upce":
        return b"0012345000065"
    if name == "upca":
        return ("0" + mod10(body)).encode()
    if name == "ean8" or name == "itf14":
        return mod10(body).encode()
    return ((body if len(body) == 13 else mod10(body)) + addon).encode()


for name, kind, options, data, identifier, payload in SYMBOLS:
    if name.startswith("ean13-") and "+" not in data:
        data = mod10(data[:12])
    out = subprocess.run(["zint", "-b", kind, *options, "-d", data, "--dump"],
                         capture_output=True, check=True, text=True).stdout
    row = out.splitlines()[-1].replace(" ", "")
    bits = "".join(f"{int(c, 16):04b}" for c in row).strip("0")
    payload = payload or as_read(name, data)
    print(name, identifier, payload.hex(), bits, sep="\t")
