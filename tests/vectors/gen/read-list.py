#!/usr/bin/env python3
"""A second reader of ASSAYLS1, from doc/formats.md alone, with the standard library.

    read-list.py LIST CSV [LIST.key]

Answers every row (gtin,serial) of CSV as "GTIN SERIAL absent" or
"GTIN SERIAL STATUS LOT MADE EXPIRY FLAGS", verifying each page it reads.
Signatures are not checked: the standard library has no Ed25519."""
import base64
import csv
import datetime
import hashlib
import sys

PAGE = 4096
STATUS = {1: "made", 2: "sold", 3: "stolen", 4: "recalled", 5: "destroyed", 6: "removed"}


def le(b):
    return int.from_bytes(b, "little")


class List:
    def __init__(self, path, key=None):
        self.f = open(path, "rb")
        h = self.f.read(PAGE)
        assert h[:8] == b"ASSAYLS1" and le(h[8:10]) == 1 and h[12] == 12 and h[89] == 1
        self.k, self.s, self.a, self.id = h[13], h[14], h[15], h[16:32]
        self.root, self.levels, self.root_hash = le(h[80:88]), h[88], h[144:176]
        self.lot_first, self.lots, self.lot_hash = le(h[96:104]), le(h[104:108]), h[112:144]
        self.key = key or h[240:272]

    def page(self, number, digest):
        self.f.seek(number * PAGE)
        p = self.f.read(PAGE)
        made = hashlib.blake2b(p, digest_size=32, salt=self.id, person=b"assay.list.page1").digest()
        if made != digest:
            raise ValueError("page %d is damaged" % number)
        return p

    def lot(self, index):
        n, sizes = index - 1, [-(-self.lots // 64)]
        while len(sizes) == 1 or sizes[-1] > 1:
            sizes.append(-(-sizes[-1] // 127))
        first = [self.lot_first + sum(sizes[:i]) for i in range(len(sizes))]
        digest = self.lot_hash
        for level in range(len(sizes) - 1, 0, -1):
            p = self.page(first[level] + n // 64 // 127 ** level, digest)
            assert p[0:2] == bytes([ord("X"), level])
            i = n // 64 // 127 ** (level - 1) % 127
            digest = p[16 + 32 * i:48 + 32 * i]
        return self.page(first[0] + n // 64, digest)[n % 64 * 64:][:64]

    def find(self, gtin, serial):
        item = b"\x01" + b"01" + gtin.encode() + b"21" + serial.encode()
        h = hashlib.blake2b(self.key + item, digest_size=32, person=b"assay.item.v1").digest()
        number, digest = self.root, self.root_hash
        for level in range(self.levels, 0, -1):
            p = self.page(number, digest)
            assert p[0:2] == bytes([ord("I"), level])
            below = [i for i in range(le(p[2:4])) if p[16 + 40 * i:24 + 40 * i] <= h[:8]]
            if not below:
                return None
            number, digest = le(p[8:16]) + below[-1], p[24 + 40 * below[-1]:56 + 40 * below[-1]]
        p = self.page(number, digest)
        n, w = le(p[2:4]), self.k - self.s
        keys = [p[16 + w * i:16 + w * (i + 1)] for i in range(n)]
        if p[8:8 + self.s] != h[:self.s] or h[self.s:self.k] not in keys:
            return None
        if self.a == 0:
            return 1, 0
        at = 16 + w * n + self.a * keys.index(h[self.s:self.k])
        value = le(p[at:at + self.a]) ^ le(h[16:16 + self.a])
        return value & 7, value >> 3


def day(n):
    return str(datetime.date(1970, 1, 1) + datetime.timedelta(n)) if n else "-"


key = base64.b64decode(open(sys.argv[3]).read().split()[4])[:32] if len(sys.argv) > 3 else None
asked = List(sys.argv[1], key)
for row in csv.DictReader(open(sys.argv[2], newline="")):
    gtin, found = row["gtin"].zfill(14), asked.find(row["gtin"].zfill(14), row["serial"])
    if found is None:
        print(gtin, row["serial"], "absent")
        continue
    r = asked.lot(found[1]) if found[1] else bytes(64)
    print(gtin, row["serial"], STATUS[found[0]], r[14:34].rstrip(b"\0").decode() or "-",
          day(le(r[34:38])), day(le(r[38:42])), le(r[42:44]))
