#!/usr/bin/env python3
"""population.py - genuine goods with the faults of real life, and planted fakes

Makes makers, signed lists (with the assay command itself), a population of genuine
items and one of fakes, has them judged (judge-lines), and holds the outcome against
the budget of false alarms: no LIKELY-COUNTERFEIT and at most 0.05 % SUSPECT among the
genuine, every planted kind caught at the rate its rule promises.

Nothing here is shared with the checks it tests: check digits, element strings, links
and lists are written anew, from the standards.  The same seed gives the same items on
every machine.  Every maker, number and host is invented.

Not in the population, because the program is meant to say SUSPECT: one item
photographed again, unnamed, more than a minute later (the way out is to name it).
Exit status: 0 within the budget, 1 not, 2 could not run.
"""
import argparse
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict

NOW = datetime.date(2026, 11, 20)
COVERS = datetime.date(2026, 10, 31)  # the complete lists
ISSUED = datetime.date(2026, 11, 1)
DAY = datetime.timedelta(days=1)
NOON = 1795176000  # 2026-11-20 12:00 UTC
SUSPECT_BUDGET = 0.0005
WEIGHT = {"I": 0, "W": 1, "S": 2, "P": 3}
ADVERSE = ("SUSPECT", "LIKELY-COUNTERFEIT")

# ---- the standards, once more ----


def check_gs1(digits):
    """Weights 3 and 1, from the right."""
    odd, even = sum(map(int, digits[::-2])), sum(map(int, digits[-2::-2]))
    return str(-(3 * odd + even) % 10)


def check_hybrid(digits):
    """ISO/IEC 7064 MOD 11,10."""
    product = 10
    for d in digits:
        product = ((product + int(d)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def check_luhn(digits):
    doubled = [int(d) if i % 2 else sum(divmod(2 * int(d), 10)) for i, d in enumerate(digits[::-1])]
    return str(-sum(doubled) % 10)


def yymmdd(day):
    return day.strftime("%y%m%d")


def months_later(day, n):
    month = day.month - 1 + n
    year, month = day.year + month // 12, month % 12 + 1
    last = ((datetime.date(year + month // 12, month % 12 + 1, 1)) - DAY).day
    return datetime.date(year, month, min(day.day, last))


FIXED = {"01": 14, "02": 14, "11": 6, "15": 6, "17": 6, "3103": 6, "00": 18, "20": 2}
GS = "\x1d"


def element_string(parts, lose=None):
    """AI and value, one after another; GS behind what has no fixed length.  lose:
    the number of the separator that printer or scanner dropped."""
    out, separators = "", 0
    for i, (ai, value) in enumerate(parts):
        out += ai + value
        if ai not in FIXED and i + 1 < len(parts):
            if separators != lose:
                out += GS
            separators += 1
    return out


def percent(text):
    plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    return "".join(c if c in plain else "%%%02X" % ord(c) for c in text)


# ---- makers, products, lists ----

LATIN = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
MAKERS = [  # id, categories, GS1 prefix, host, market of its goods
    ("mossbadger", ["appliances"], "6937461", "mossbadger.example", "cn"),
    ("tinderwick", ["appliances"], "4071935", "tinderwick-home.example", "eu"),
    ("oatfinch", ["toys"], "6958203", "oatfinch.example", "cn"),
    ("lanternmole", ["toys"], "5702984", "lanternmole.example", "eu"),
    ("brindlecup", ["food"], "6914872", "brindlecup.example", "cn"),
    ("saltheron", ["food"], "3580127", "saltheron.example", "eu"),
    ("furrowkite", ["agri"], "6981350", "furrowkite.example", "cn"),
    ("plumweevil", ["agri", "food"], "0841796", "plumweevil.example", "us"),
]
LOTS = 12
PER_LOT = 60


class Product:
    """One product of a maker.  plan: what its list claims."""

    def __init__(self, rng, maker, number, plan):
        self.maker, self.plan, self.category = maker, plan, rng.choice(maker[1])
        body = "0" + maker[2] + "%d%04d" % (["complete", "partial", "none"].index(plan) + 1, number)
        self.gtin = body + check_gs1(body)
        self.style = rng.choice(["random", "random", "lower", "long", "running", "zeros"])
        self.listed, self.newer = [], []
        self.shelf = rng.choice([6, 9, 12, 18, 24, 36])
        self.count = 0
        self.first_counts = rng.choice([0, 0, 0, 1])  # some makers count the day it was made
        for n in range(LOTS + 3):
            made = COVERS - DAY * rng.randrange(5, 480) if n < LOTS else COVERS + DAY * rng.randrange(1, 12)
            lot = self.lot_name(rng, n, made)
            # the last of the old ones is open: it is being filled while the list is signed
            still_open = n == LOTS - 1
            if still_open:
                made = COVERS - DAY * rng.randrange(0, 2)
            markets = rng.choice(["", "", maker[4].upper() if maker[4] != "eu" else "DE FR IT"])
            record = dict(lot=lot, made=made, expiry=months_later(made, self.shelf) - DAY * self.first_counts,
                          markets=markets,
                          closed=not still_open and rng.random() < 0.8, open=still_open)
            units = [(self.serial(rng), record) for _ in range(PER_LOT)]
            if n < LOTS:
                half = len(units) // 2 if still_open else len(units)
                self.listed += units[:half]
                self.newer += [(s, dict(record, made=COVERS + DAY))
                               for s, _ in units[half:]]
            else:
                self.newer += units

    def lot_name(self, rng, n, made):
        kinds = ["%c%s" % (rng.choice("ABKLM"), yymmdd(made)), "L%s%02d" % (made.strftime("%y%j"), n),
                 "%06d" % (100000 + 7919 * n % 899999), "%s/%d" % (yymmdd(made), n + 1)]
        return kinds[sum(map(ord, self.gtin)) % len(kinds)] + ("" if n < 10 else "-%d" % n)

    def serial(self, rng):
        self.count += 1
        if self.style == "running":
            return "%c%07d" % (self.maker[0][0].upper(), 4000000 + self.count)
        if self.style == "zeros":
            return "%012d" % (rng.randrange(10 ** 9))
        letters = LATIN if self.style != "lower" else LATIN.lower() + "-"
        return "".join(rng.choice(letters) for _ in range(18 if self.style == "long" else 12))


class World:
    def __init__(self, seed):
        self.rng = random.Random("world %s" % seed)
        self.products = [Product(self.rng, m, n, plan) for m in MAKERS
                         for plan in ("complete", "partial", "none") for n in range(3)]

    def of(self, category, plan=None):
        return [p for p in self.products if p.category == category and plan in (None, p.plan)]

    def build(self, assay, folder):
        """Keys, pins and lists, by the program itself."""
        home = os.path.join(folder, "home of the inspector")
        os.mkdir(home)

        def run(*args):
            done = subprocess.run([assay, *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode != 0:
                sys.exit("population: assay %s: %s" % (" ".join(args), done.stdout.decode()))

        for maker in MAKERS:
            key = os.path.join(folder, maker[0] + ".key")
            run("key", "new", "--example", "-o", key)
            categories = [w for c in maker[1] for w in ("--category", c)]
            run("trust", "pin", key + ".pub", "--id", maker[0], "--name", maker[0].capitalize(),
                "--prefix", maker[2], "--host", maker[3], *categories, "--home", home)
            for n, plan in enumerate(["complete", "partial"]):
                base = os.path.join(folder, maker[0] + plan)
                lots = {}
                with open(base + ".csv", "w", encoding="utf-8") as out:
                    out.write("gtin,serial,lot,status\n")
                    for p in self.products:
                        if p.maker is not maker or p.plan != plan:
                            continue
                        for i, (serial, lot) in enumerate(p.listed):
                            out.write("%s,%s,%s,%s\n" % (p.gtin, serial, lot["lot"], ["made", "sold"][i % 2]))
                            lots[p.gtin, lot["lot"]] = lot
                with open(base + "-lots.csv", "w", encoding="utf-8") as out:
                    out.write("gtin,lot,made,expiry,markets,units,closed,recalled,stolen\n")
                    for (gtin, name), lot in sorted(lots.items()):
                        out.write("%s,%s,%s,%s,%s,%s,%s,,\n" % (
                            gtin, name, lot["made"], lot["expiry"], lot["markets"],
                            PER_LOT if lot["closed"] else "", "yes" if lot["closed"] else ""))
                run("list", "build", base + ".csv", "--lots", base + "-lots.csv", "-o", base + ".asl",
                    "--key", key, "--scope", maker[2] + "%d" % (n + 1), "--title", maker[0],
                    "--as-of", str(ISSUED), "--expires", "2099-12-31",
                    *(["--complete-until", str(COVERS)] if plan == "complete" else []))
                run("list", "install", base + ".asl", "--home", home)
        return home


# ---- one item as it is photographed ----


class Item:
    def __init__(self, kind, category):
        self.kind, self.category = kind, category  # kind "": genuine
        self.photos, self.name, self.market, self.faults = [], None, None, []
        self.symbols, self.typed = [], []
        self.gap, self.look_same = 0, False
        self.shots = 1

    def sym(self, identifier, payload, x=0, y=0):
        self.symbols.append((identifier, x, y, payload))

    def say(self, key, value):
        self.typed.append((key, str(value)))


SLIPS = {"O": "0", "0": "O", "1": "I", "I": "1", "B": "8", "8": "B", "S": "5", "5": "S", "Z": "2", "2": "Z"}


class Genuine:
    """Genuine items, with what happens to them between printer and report."""

    def __init__(self, world, seed):
        self.world, self.rng = world, random.Random("genuine %s" % seed)
        self.used = set()

    def chance(self, item, share, fault):
        if self.rng.random() >= share:
            return False
        item.faults.append(fault)
        return True

    def unit(self, item, product):
        """A serial of that product that no other item has, and its lot."""
        newer = product.plan != "none" and self.rng.random() < 0.08
        pool = product.newer if newer else product.listed
        for _ in range(400):
            serial, lot = self.rng.choice(pool)
            if (product.gtin, serial) not in self.used:
                break
        else:  # the lots are used up: a later lot
            made = COVERS + DAY * self.rng.randrange(1, 15)
            serial = product.serial(self.rng)
            lot = dict(lot="N%s" % yymmdd(made), made=made, expiry=months_later(made, product.shelf),
                       markets="", closed=False, open=False)
            newer = True
        self.used.add((product.gtin, serial))
        if newer:
            item.faults.append("open lot" if lot["open"] else "newer than the list")
        return serial, lot

    # -- typing --

    def slip(self, text):
        """One key beside the right one, a letter for a digit, or two swapped."""
        at = self.rng.randrange(len(text))
        c = text[at]
        if c.upper() in SLIPS and self.rng.random() < 0.7:
            return text[:at] + SLIPS[c.upper()] + text[at + 1:]
        if at + 1 < len(text) and self.rng.random() < 0.3:
            return text[:at] + text[at + 1] + c + text[at + 2:]
        other = self.rng.choice("0123456789" if c.isdigit() else LATIN)
        return text[:at] + other + text[at + 1:]

    def type_text(self, item, text, slips=True):
        if self.chance(item, 0.04, "caps lock"):
            text = text.swapcase() if self.rng.random() < 0.5 else text.upper()
        if self.chance(item, 0.01, "keyboard layout"):
            swap = self.rng.choice([("yzYZ", "zyZY"), ("aqzwmAQZWM", "qawz;QAWZ:"),
                                    ("aqzwmAQZWM1234567890-", "qawz,QAWZ?&é\"'(-è_çà)")])
            text = text.translate(str.maketrans(*swap))
        if slips and self.chance(item, 0.03, "typing slip"):
            text = self.slip(text)
        if self.chance(item, 0.04, "full width"):
            text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
        return text

    def type_serial(self, item, serial):
        if serial.startswith("0") and serial.isdigit() and self.chance(item, 0.2, "leading zeros"):
            serial = serial.lstrip("0") or "0"
        item.say("serial", self.type_text(item, serial))

    def type_day(self, item, key, day):
        if self.chance(item, 0.1, "blurred date"):
            return
        text = self.rng.choice(["%Y-%m-%d", "%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日"])
        if self.chance(item, 0.015, "date slip"):
            digits = "%04d%02d%02d" % (day.year, day.month, day.day)
            for _ in range(20):
                wrong = self.slip(digits)
                try:
                    day = datetime.date(int(wrong[:4]), int(wrong[4:6]), int(wrong[6:]))
                    break
                except ValueError:
                    continue
        item.say(key, day.strftime(text))

    # -- codes --

    def dated(self, item, day):
        if self.chance(item, 0.03, "day 00"):
            return day.strftime("%y%m") + "00"
        return yymmdd(day)

    def code(self, item, product, serial, lot, x=0, y=0):
        """The symbol that carries product and serial."""
        rng, made, expiry = self.rng, lot["made"], lot["expiry"]
        how = rng.choice(["gs1", "gs1", "gs1", "link", "link", "plain", "typed", "apart"])
        variable = [("10", lot["lot"]), ("21", serial)]
        dates = []
        if rng.random() < 0.7:
            dates.append(("11", self.dated(item, made)))
        if product.category in ("food", "agri") or rng.random() < 0.2:
            dates.append((rng.choice(["17", "15"]), self.dated(item, expiry)))
        if how == "gs1":
            rng.shuffle(variable)
            middle = [variable[0]] + dates + [variable[1]]
            parts = [("01", product.gtin)] + rng.choice([dates + variable, variable + dates, middle])
            lose = None
            if self.chance(item, 0.02, "separator lost"):
                lose = 0
            item.sym(rng.choice(["]Q3", "]d2", "]C1", "]d2"]), element_string(parts, lose), x, y)
        elif how == "link":
            link = "https://%s/01/%s/10/%s/21/%s" % (
                rng.choice([product.maker[3], "id.gs1.org", "www." + product.maker[3]]), product.gtin,
                percent(lot["lot"]), percent(serial))
            if dates:
                link += "?" + "&".join("%s=%s" % d for d in dates)
            item.sym(rng.choice(["]Q1", "]d1"]), link, x, y)
        elif how == "plain":  # the shop's code and the serial as a code of its own
            item.sym("]E0", product.gtin[1:], x, y)
            item.sym(rng.choice(["]C0", "]A0", "]Q1"]), serial, x, y + 160)
            self.type_serial(item, serial)
        elif how == "apart":  # two codes of one pack
            item.sym("]E0", product.gtin[1:], x, y)
            item.sym("]d2", element_string([("01", product.gtin)] + dates + variable), x, y + 160)
        else:
            if rng.random() < 0.7:
                item.sym("]E0", product.gtin[1:], x, y)
            else:
                item.say("gtin", self.type_text(item, product.gtin[1:], slips=False))
            self.type_serial(item, serial)
            if self.chance(item, 0.005, "typed with brackets"):
                item.say("hri", "(01)%s(21)%s" % (product.gtin, serial))
        if rng.random() < 0.3:
            item.say("lot", self.type_text(item, lot["lot"]))
        if rng.random() < 0.4:
            self.type_day(item, "made", made)
        if rng.random() < 0.2 and product.category in ("food", "agri"):
            self.type_day(item, "expiry", expiry)
        return how

    def link_beside(self, item, product):
        """The maker's page, a shop's, a campaign's."""
        rng, host = self.rng, product.maker[3]
        brand = host.split(".")[0]
        item.sym("]Q1", rng.choice([
            "https://%s/" % host, "https://www.%s/support" % host, "http://%s/cn" % host,
            "https://shop.%s/p?id=%d" % (host, rng.randrange(10 ** 6)),
            "https://%s.tmall.com/" % brand, "https://weixin.qq.com/r/%d" % rng.randrange(10 ** 9),
            "https://t.cn/A%d" % rng.randrange(10 ** 6), "https://www.youtube.com/watch?v=abc",
            "https://apps.apple.com/app/id%d" % rng.randrange(10 ** 9),
            "WIFI:T:WPA;S:%s-setup;P:12345678;;" % brand, "http://192.168.1.1/",
            "https://www.cqc.com.cn/", "https://trace.gov.cn/q?c=%d" % rng.randrange(10 ** 12),
        ]), 420, 0)
        item.faults.append("second link")

    # -- categories --

    def appliances(self, item, product, lot):
        rng, made = self.rng, lot["made"]
        cn = product.maker[4] == "cn"
        if rng.random() < 0.4:
            item.say("ccc", self.type_text(item, self.ccc(made, rng.choice(["0701", "0703", "1606", "0901"])), slips=False))
        if cn and rng.random() < 0.3:
            item.say("cel", "%s-%02d-%06d-%014d" % (months_later(made, -rng.randrange(1, 40)).strftime("%Y%m"),
                     rng.randrange(1, 40), rng.randrange(10 ** 6), rng.randrange(10 ** 13)))
        if not cn and rng.random() < 0.4:
            item.sym("]Q1", "https://eprel.ec.europa.eu/qr/%d" % rng.randrange(100000, 2500000), 210, 210)
        if rng.random() < 0.15:
            imei = "35%012d" % rng.randrange(10 ** 12)
            imei += check_luhn(imei)
            item.say("imei", imei)
            if rng.random() < 0.3:
                item.say("imei_box", imei)
        if rng.random() < 0.15:
            # a factory's address: neither the group nor the local bit
            mac = "%02X%010X" % (rng.randrange(0, 256) & 0xFC, rng.randrange(2 ** 40))
            item.say("mac", rng.choice([mac, ":".join(mac[i:i + 2] for i in range(0, 12, 2)).lower()]))
        if rng.random() < 0.3:
            volts, amps = rng.choice([220, 230, 240]), rng.choice([0.5, 1.2, 3, 8.7])
            item.say("volts", rng.choice(["%d V", "%dV", "%d-240V"]) % volts)
            item.say("hz", "50 Hz")
            item.say("watts", "%d W" % (volts * amps * rng.choice([0.6, 0.9, 1])))
            item.say("amps", "%s A" % amps)
        if rng.random() < 0.1:
            item.say("week", "%02d" % rng.randrange(1, 54))
        if not cn and rng.random() < 0.2:
            item.say("ce", rng.choice(["CE", "CE 0123", "CE0197"]))

    def ccc(self, made, family):
        return "%04d%02d%s%06d" % (self.rng.randrange(2002, made.year + 1), self.rng.choice([1, 1, 1, 16, 3, 9]), family,
                                   self.rng.randrange(10 ** 6))

    def toys(self, item, product, lot):
        rng, made = self.rng, lot["made"]
        if product.maker[4] == "cn":
            if rng.random() < 0.4:
                item.say("ccc", self.ccc(made, rng.choice(["2201", "2202", "2206"])))
                item.say("kind", rng.choice(["电动", "塑料", "plastic"]))
            if rng.random() < 0.4:
                item.say("gb", rng.choice(["GB 6675.1-2014", "GB6675.2-2014", "GB 19865-2005", "ＧＢ 6675.4"]))
        else:
            item.say("ce", rng.choice(["CE", "CE", "yes"]))
        if rng.random() < 0.3:
            grade = rng.choice([0, 6, 12, 18, 36, 60, 96])
            item.say("grade", "%dm+" % grade if grade < 36 else rng.choice(["3+", "36m+", "6+"]))
            if grade >= 36:
                item.say("text", rng.choice(["0-3 prohibited symbol", "Not suitable for children under 36 months",
                                             "Warning: choking hazard, small parts"]))
        if rng.random() < 0.2:
            item.market = "us"
            item.say("maker", "Maker")
            item.say("place", "Place")
            item.say("date", made.strftime(rng.choice(["%Y-%m", "%Y-%m-%d"])))
            item.say("batch", "B%d" % rng.randrange(99))

    def food(self, item, product, lot):
        rng, made = self.rng, lot["made"]
        if product.maker[4] == "cn":
            body = "1%02d%02d%02d%02d%04d" % (rng.randrange(1, 32), rng.choice([11, 31, 32, 33, 37, 44, 51, 61]),
                                              rng.randrange(1, 30), rng.randrange(1, 90), rng.randrange(1, 9999))
            sc = "SC" + body + check_hybrid(body)
            if rng.random() < 0.5:
                item.say("sc", self.type_text(item, sc))
            elif rng.random() < 0.3:
                item.sym("]Q1", "许可证编号:%s" % sc, 210, 210)
            if rng.random() < 0.2:
                item.say("std", rng.choice(["GB/T 20980", "GB 7099-2015", "Q/ABC 0001S-2023", "SB/T 10379"]))
            if rng.random() < 0.02:
                item.say("mark", "SC")
        elif rng.random() < 0.4:
            item.say("oval", rng.choice(["FR 49.099.001 CE", "HU 260 EK", "IE 1234 EU", "DE BY 12345 EG", "PL 14050301 WE"]))
        if rng.random() < 0.4:
            item.say("shelf", "%dM" % product.shelf)
            self.type_day(item, "made", made)
            self.type_day(item, "best", lot["expiry"])

    def agri(self, item, product, lot):
        rng, made = self.rng, lot["made"]
        market = product.maker[4]
        what = rng.choice(["pesticide", "seed", "fertiliser", "vet"]) if market == "cn" else rng.choice(["epa", "pass", "fertiliser"])
        if what == "pesticide":
            year, seq = rng.randrange(2004, 2024), rng.randrange(1, 4000)
            reg = "PD%04d%04d" % (year, seq)
            unit = "1%s%d%03d%021d" % (reg[-6:], rng.choice([1, 1, 1, 2, 3]), rng.randrange(1, 20), rng.randrange(10 ** 21))
            item.sym("]Q1", rng.choice(["http://www.%s/t?c=%%s" % product.maker[3], "%s",
                                        "https://%s/trace/%%s" % product.maker[3]]) % unit, 210, 210)
            item.say("reg", self.type_text(item, reg, slips=False))
            if unit[7] != "1":
                item.say("contract", "受托企业")
            if rng.random() < 0.5:
                item.say("prodlic", "农药生许（%s）%04d" % (rng.choice("鲁冀苏浙川"), rng.randrange(1, 999)))
            if rng.random() < 0.3:
                kind, band = rng.choice([("herbicide", "green"), ("insecticide", "red"), ("fungicide", "black"), ("除草剂", "绿色")])
                item.say("kind", kind)
                item.say("band", band)
            if rng.random() < 0.2:
                item.say("batch", yymmdd(made) + rng.choice(["", "-02"]))
        elif what == "seed":
            unit = "%06d%03d%011d" % (410102, rng.randrange(1, 999), rng.randrange(10 ** 11))
            end = rng.choice(["\r\n", "\n"])
            lines = ["青麦%d" % rng.randrange(1, 99), "样例种业有限公司", unit, "https://%s/s?id=%s" % (product.maker[3], unit)]
            if rng.random() < 0.5:
                lines = [a + b for a, b in zip(("品种名称：", "生产经营者名称：", "单元识别代码：", "追溯网址："), lines)]
            item.sym("]Q1", end.join(lines), 210, 210)
            if rng.random() < 0.5:
                item.say("seedlic", rng.choice(["C(黑哈五)农种许字(2016)第6001号", "D（湘益安）农种许字（2017）第001号",
                                                "E(农)农种许字(2016)第0001号"]))
            if rng.random() < 0.3:
                item.say("variety", rng.choice(["国审稻20180077", "国审稻2013033", "国审玉20206016"]))
        elif what == "fertiliser":
            n, p, k = rng.choice([(15, 15, 15), (17, 17, 17), (28, 6, 6), (26, 10, 15), (12, 18, 15)])
            item.say("npk", "%d-%d-%d" % (n, p, k))
            item.say("total", rng.choice(["%d", ">=%d", "≥%d", "%d%%"]) % (n + p + k))
        elif what == "vet":
            item.sym("]Q1", "%s%05d%011d" % (made.strftime("%Y%m%d"), rng.randrange(10 ** 5), rng.randrange(10 ** 11)), 210, 210)
        elif what == "epa":
            item.say("epareg", "%d-%d" % (rng.randrange(100, 99999), rng.randrange(1, 999)))
            item.say("epaest", "%d-%s-%d" % (rng.randrange(100, 99999), rng.choice(["TX", "CA", "MO"]), rng.randrange(1, 9)))
        else:
            item.say("plantpass", "A Citrus sinensis;B ES-%08d;C 2026-LOT%d;D %s" % (
                rng.randrange(10 ** 8), rng.randrange(99), rng.choice(["ES", "ES", "IT"])))

    # -- an item, whole --

    def make(self):
        rng = self.rng
        category = rng.choice(["general", "appliances", "toys", "food", "agri"])
        item = Item("", category)
        if category == "general":
            self.general(item)
            return item
        product = rng.choice(self.world.of(category))
        serial, lot = self.unit(item, product)
        item.market = product.maker[4] if rng.random() < 0.5 else None
        how = self.code(item, product, serial, lot)
        getattr(self, category)(item, product, lot)
        if item.market and self.chance(item, 0.01, "parallel import"):
            item.market = rng.choice(["cn", "eu"])
        if rng.random() < 0.08:
            self.link_beside(item, product)
        if how in ("gs1", "link") and self.chance(item, 0.03, "neighbour in view"):
            other = rng.choice(self.world.of(category))
            serial, lot = self.unit(item, other)
            item.sym("]d2", element_string([("01", other.gtin), ("10", lot["lot"]), ("21", serial)]), 1500, 900)
        if self.chance(item, 0.03, "case and unit codes"):
            body = rng.choice("12345") + product.gtin[1:13]
            case = body + check_gs1(body)
            item.sym(rng.choice(["]C1", "]I1"]), "01" + case + "10" + lot["lot"], 0, 700)
            if item.symbols[-1][0] == "]I1":
                item.symbols[-1] = ("]I1", 0, 700, case)
        if self.chance(item, 0.04, "burst"):
            item.shots, item.gap, item.look_same = rng.randrange(2, 6), 3, True
        elif self.chance(item, 0.05, "double photograph"):
            item.shots, item.gap = rng.randrange(2, 5), 12
        if self.chance(item, 0.15, "named"):
            item.name = True
        return item

    def general(self, item):
        """Goods of no category and no list: shop codes, books, cases, links."""
        rng = self.rng
        prefix = rng.choice(["690", "699", "400", "500", "880", "489", "300", "978", "9770", "069", "012", "800"])
        body = prefix + "%0*d" % (12 - len(prefix), rng.randrange(10 ** (12 - len(prefix))))
        gtin = body + check_gs1(body)
        made = NOW - DAY * rng.randrange(3, 900)
        what = rng.randrange(8)
        if what == 0:
            item.sym("]E0", gtin)
        elif what == 1:
            item.sym("]E4", gtin[:7] + check_gs1(gtin[:7]))
        elif what == 2:
            item.sym("]C1", element_string([("02", "0" + gtin), ("37", "24"), ("10", "L%d" % rng.randrange(999))]))
            sscc = "3" + "%016d" % rng.randrange(10 ** 16)
            item.sym("]C1", "00" + sscc + check_gs1(sscc), 0, 200)
        elif what == 3:
            item.sym("]e0", "01" + "9" + (gtin[:12]) + check_gs1("9" + gtin[:12]) + "3103%06d" % rng.randrange(5000)
                     + "15" + yymmdd(made + DAY * 30))
        elif what == 4:
            item.sym("]E0", gtin)
            item.sym("]Q1", "https://www.%d.example/p/%d" % (rng.randrange(99), rng.randrange(10 ** 6)), 0, 200)
        elif what == 5:
            shop = "2%011d" % rng.randrange(10 ** 11)
            item.sym("]E0", shop + check_gs1(shop))
        elif what == 6:
            item.sym("]d2", element_string([("01", "0" + gtin), ("11", yymmdd(made)), ("10", "X%d" % rng.randrange(99)),
                                            ("21", "%d" % rng.randrange(10 ** 9))],
                                           0 if self.chance(item, 0.02, "separator lost") else None))
            if self.chance(item, 0.1, "clock off by a day"):
                item.symbols[-1] = ("]d2", 0, 0, element_string([("01", "0" + gtin), ("11", yymmdd(NOW + DAY)), ("21", "7Q%d" % rng.randrange(10 ** 9))]))
        else:
            # goods of the last century, still in a drawer
            item.sym("]d2", element_string([("01", "0" + gtin), ("11", "%02d0615" % rng.randrange(80, 100)), ("21", "V%d" % rng.randrange(10 ** 6))]))
            item.faults.append("century window")


# ---- fakes, one kind a function ----


class Fakes:
    """Each kind names the rules that must speak, how loudly, and of what share."""

    def __init__(self, world, seed):
        self.world, self.rng = world, random.Random("fakes %s" % seed)

    def code(self, product, serial, lot, dates=True):
        parts = [("01", product.gtin)]
        if dates:
            parts += [("11", yymmdd(lot["made"])), ("17", yymmdd(lot["expiry"]))]
        return element_string(parts + [("10", lot["lot"]), ("21", serial)])

    def one(self, category=None, plan="complete", closed=True):
        """A genuine unit to begin from."""
        category = category or self.rng.choice(["appliances", "toys", "food", "agri"])
        product = self.rng.choice(self.world.of(category, plan))
        while True:
            serial, lot = self.rng.choice(product.listed)
            if lot["closed"] or not closed:
                return product, serial, lot

    def other_digit(self, digit):
        return self.rng.choice([d for d in "0123456789" if d not in digit])

    def look_alike(self, host):
        label, rest = host.split(".", 1)
        swaps = [(a, b) for a, b in (("l", "1"), ("o", "0"), ("m", "rn"), ("w", "vv"), ("i", "1")) if a in label]
        ways = [lambda: "%s.%s.check-%d.example" % (label, rest, self.rng.randrange(99)),
                lambda: "%s-%s.%s" % (label, self.rng.choice(["verify", "315", "check", "fw"]), rest),
                lambda: "%s%s.%s" % (label, self.rng.choice(["verify", "315", "check"]), rest)]
        for a, b in swaps:
            ways.append(lambda a=a, b=b: label.replace(a, b, 1) + "." + rest)
        return self.rng.choice(ways)()

    # Each takes nothing and gives the items of one find.

    def invented_serial(self):
        """LIST-NOT-ISSUED P 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        made_up = "".join(self.rng.choice(LATIN) for _ in serial)
        item.sym(self.rng.choice(["]Q3", "]d2"]), self.code(product, made_up, lot))
        return [item]

    def invented_serial_linear(self):
        """LIST-NOT-ISSUED S 1"""
        items = self.invented_serial()
        items[0].symbols = [("]C1", 0, 0, data) for _, _, _, data in items[0].symbols]
        return items

    def invented_serial_in_a_link(self):
        """LIST-NOT-ISSUED P 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        item.sym("]Q1", "https://%s/01/%s/10/%s/21/%s" % (product.maker[3], product.gtin, percent(lot["lot"]),
                 "".join(self.rng.choice(LATIN) for _ in serial)))
        return [item]

    def invented_serial_typed(self):
        """LIST-NOT-ISSUED S 0.9"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        item.sym("]E0", product.gtin[1:])
        item.say("serial", "".join(self.rng.choice(LATIN) for _ in range(12)))
        item.say("lot", lot["lot"])
        return [item]

    def copied_named(self):
        """DUP-SERIAL P 1"""
        product, serial, lot = self.one()
        items = [Item("", product.category) for _ in range(self.rng.randrange(2, 6))]
        for item in items:
            item.sym("]d2", self.code(product, serial, lot))
            item.name = True
        return items

    def copied_loose(self):
        """DUP-SERIAL S 1"""
        product, serial, lot = self.one()
        items = [Item("", product.category) for _ in range(self.rng.randrange(2, 8))]
        for item in items:
            item.sym("]d2", self.code(product, serial, lot))
            item.gap = 90
        return items

    def wrong_check_digit(self):
        """GS1-CSUM S 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        wrong = product.gtin[:-1] + self.other_digit(product.gtin[-1])
        item.sym("]Q3", element_string([("01", wrong), ("10", lot["lot"]), ("21", serial)]))
        return [item]

    def lot_of_another(self):
        """LIST-LOT S 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        while True:
            _, other = self.rng.choice(product.listed)
            if other["lot"] != lot["lot"]:
                break
        item.sym("]d2", element_string([("01", product.gtin), ("10", other["lot"]), ("21", serial)]))
        return [item]

    def expiry_pushed_back(self):
        """LIST-EXPIRY S 1"""
        product, serial, lot = self.one("food")
        item = Item("", product.category)
        item.sym("]d2", element_string([("01", product.gtin), ("17", yymmdd(months_later(lot["expiry"], 12))),
                                        ("10", lot["lot"]), ("21", serial)]))
        return [item]

    def lot_invented(self):
        """LOT-UNKNOWN S 0.95"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        item.sym("]d2", element_string([("01", product.gtin), ("11", yymmdd(lot["made"])),
                                        ("10", "QQ%04d" % self.rng.randrange(10 ** 4))]))
        return [item]

    def look_alike_with_product(self):
        """URL-BRAND,URL-IDN S 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        item.sym("]Q1", "https://%s/01/%s/21/%s" % (self.look_alike(product.maker[3]), product.gtin, serial))
        return [item]

    def look_alike_alone(self):
        """URL-BRAND,URL-IDN S 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        item.sym("]Q1", "https://%s/v?c=%d" % (self.look_alike(product.maker[3]), self.rng.randrange(10 ** 9)))
        return [item]

    def look_alike_script(self):
        """URL-IDN,URL-BRAND S 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        label, rest = product.maker[3].split(".", 1)
        for a, b in (("a", "\u0430"), ("e", "\u0435"), ("o", "\u043e"), ("i", "\u0456")):
            if a in label:
                label = label.replace(a, b, 1)
                break
        host = ("xn--" + label.encode("punycode").decode() if self.rng.random() < 0.5 else label) + "." + rest
        item.sym("]Q1", "https://%s/01/%s" % (host, product.gtin) if self.rng.random() < 0.5 else "https://%s/" % host)
        return [item]

    def bare_address(self):
        """URL-IP-HOST S 1"""
        item = Item("", "general")
        item.sym("]Q1", "https://%s/check" % self.rng.choice(["203.0.113.9", "3405803785", "0xCB.0x00.0x71.0x09", "[2001:db8::7]"]))
        return [item]

    def hidden_host(self):
        """URL-USERINFO S 1"""
        item = Item("", "general")
        item.sym("]Q1", "https://mossbadger.example@%d.example/" % self.rng.randrange(99))
        return [item]

    def script_link(self):
        """URL-SCHEME S 1"""
        item = Item("", "general")
        item.sym("]Q1", self.rng.choice(["javascript:alert(1)", "data:text/html,hello", "intent://scan/#Intent;end"]))
        return [item]

    def month_13(self):
        """GS1-DATE S 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        item.sym("]d2", element_string([("01", product.gtin), ("11", "26%02d%02d" % (self.rng.randrange(13, 20), 5)), ("21", serial)]))
        return [item]

    def expires_before_made(self):
        """GS1-DATE-ORDER,DATE-ORDER,FOOD-DATE-ORDER S 1"""
        product, serial, lot = self.one(plan="none")
        item = Item("", product.category)
        item.sym("]d2", element_string([("01", product.gtin), ("11", yymmdd(lot["made"])),
                                        ("17", yymmdd(lot["made"] - DAY * 40)), ("21", serial)]))
        return [item]

    def made_tomorrow(self):
        """GS1-DATE-ORDER,DATE-FUTURE,FOOD-DATE-FUTURE S 1"""
        product, serial, lot = self.one(plan="none")
        item = Item("", product.category)
        item.sym("]d2", element_string([("01", product.gtin), ("11", yymmdd(NOW + DAY * self.rng.randrange(20, 300))), ("21", serial)]))
        return [item]

    def two_products(self):
        """GTIN-MULTI S 1"""
        (a, serial, lot), (b, _, _) = self.one("food"), self.one("toys")
        item = Item("", "food")
        item.sym("]E0", b.gtin[1:])
        item.sym("]d2", self.code(a, serial, lot), 0, 120)
        return [item]

    def refund_prefix(self):
        """GS1-PREFIX S 1"""
        item = Item("", "general")
        body = "098%010d" % self.rng.randrange(10 ** 9)
        body = "0" + self.rng.choice(["980", "981", "990"]) + "%09d" % self.rng.randrange(10 ** 9)
        item.sym("]d2", element_string([("01", body + check_gs1(body)), ("21", "%d" % self.rng.randrange(10 ** 9))]))
        return [item]

    def brackets_in_data(self):
        """CARRIER-PLAIN W 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        item.sym("]Q1", "(01)%s(21)%s" % (product.gtin, serial))
        return [item]

    def print_differs(self):
        """HRI-MISMATCH S 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        item.sym("]d2", self.code(product, serial, lot))
        item.say("hri", "(01)%s(21)%s" % (product.gtin, "".join(self.rng.choice(LATIN) for _ in range(12))))
        return [item]

    def licence_decoded(self):
        """FOOD-SC-CHECK S 1"""
        item = Item("", "food")
        body = "1%02d%02d%02d%02d%04d" % (self.rng.randrange(1, 32), 44, 5, 3, self.rng.randrange(9999))
        item.sym("]Q1", "食品生产许可证编号：SC%s%s" % (body, self.other_digit(check_hybrid(body))))
        return [item]

    def licence_typed(self):
        """FOOD-SC-CHECK,FOOD-SC-PARSE W 1"""
        item = Item("", "food")
        body = "1%02d%02d%02d%02d%04d" % (self.rng.randrange(1, 32), 44, 5, 3, self.rng.randrange(9999))
        item.say("sc", "SC%s%s" % (body, self.other_digit(check_hybrid(body))))
        return [item]

    def licence_invented(self):
        """FOOD-SC-CHECK,FOOD-SC-PARSE W 0.85"""
        item = Item("", "food")
        item.say("sc", self.rng.choice(["SC12345678901234", "SC%014d" % self.rng.randrange(10 ** 14)]))
        return [item]

    def old_mark(self):
        """FOOD-QS-AFTER-2018 W 1"""
        item = Item("", "food")
        item.say("mark", "QS")
        item.say("made", "2024-%02d-11" % self.rng.randrange(1, 13))
        item.say("std", "GB 7099-2015")
        return [item]

    def shelf_arithmetic(self):
        """FOOD-DATE-SHELF W 1"""
        item = Item("", "food")
        made = COVERS - DAY * self.rng.randrange(99)
        item.say("made", made)
        item.say("shelf", "6M")
        item.say("best", months_later(made, 19) + DAY * 9)
        return [item]

    def pesticide_of_another(self):
        """AGRI-PEST-REG-MATCH S 0.98"""
        item = Item("", "agri")
        item.sym("]Q1", "1%06d1%03d%021d" % (self.rng.randrange(10 ** 6), 7, self.rng.randrange(10 ** 20, 10 ** 21)))
        item.say("reg", "PD%04d%04d" % (self.rng.randrange(2004, 2024), self.rng.randrange(1, 4000)))
        return [item]

    def pesticide_by_hand(self):
        """AGRI-PEST-RANDOM S 1"""
        item = Item("", "agri")
        item.sym("]Q1", "10407671001" + self.rng.choice([str(self.rng.randrange(10)) * 21, "123456789012345678901"]))
        item.say("reg", "PD20040767")
        return [item]

    def seed_three_lines(self):
        """AGRI-SEED-QR S 1"""
        item = Item("", "agri")
        item.sym("]Q1", "品种名称：青麦%d\n单元识别代码：41010200100000%06d\n追溯网址：https://seed.example/s" % (
            self.rng.randrange(99), self.rng.randrange(10 ** 6)))
        return [item]

    def seed_import(self):
        """AGRI-SEED-LIC-IMPORT W 1"""
        item = Item("", "agri")
        item.say("seedlic", "C(黑哈五)农种许字(2016)第%04d号" % self.rng.randrange(9999))
        item.say("imported", "yes")
        return [item]

    def nutrients(self):
        """AGRI-FERT-SUM W 1"""
        item = Item("", "agri")
        n, p, k = (self.rng.randrange(5, 20) for _ in range(3))
        item.say("npk", "%d-%d-%d" % (n, p, k))
        item.say("total", n + p + k + self.rng.randrange(5, 25))
        return [item]

    def urea(self):
        """AGRI-FERT-GRADE W 1"""
        item = Item("", "agri")
        item.say("npk", "%d-0-0" % self.rng.randrange(84, 99))
        return [item]

    def file_symbol(self):
        """AGRI-EPA-FILESYM W 1"""
        item = Item("", "agri")
        item.say("epareg", "%d-%s" % (self.rng.randrange(100, 99999),
                                      "".join(self.rng.choice("REGULATION") for _ in range(self.rng.randrange(1, 4)))))
        return [item]

    def passport_without_country(self):
        """AGRI-PLANTPASS W 1"""
        item = Item("", "agri")
        item.say("plantpass", "A Citrus sinensis;B %08d;C x;D ES" % self.rng.randrange(10 ** 8))
        return [item]

    def veterinary_month(self):
        """AGRI-VETDRUG-TRACE W 1"""
        item = Item("", "agri")
        item.say("vetdrug", "2016%02d01%016d" % (self.rng.randrange(13, 99), self.rng.randrange(10 ** 16)))
        return [item]

    def imei_decoded(self):
        """APPL-IMEI-LUHN S 1"""
        product, serial, lot = self.one("appliances")
        item = Item("", "appliances")
        imei = "35%012d" % self.rng.randrange(10 ** 12)
        item.sym("]d2", element_string([("01", product.gtin), ("21", serial), ("8040", imei + self.other_digit(check_luhn(imei) + "0"))]))
        return [item]

    def imei_dummy(self):
        """APPL-IMEI-DUMMY W 1"""
        item = Item("", "appliances")
        item.say("imei", self.rng.choice(["000000000000000", "123456789012347", "111111111111119"]))
        return [item]

    def mac_group(self):
        """APPL-MAC W 1"""
        item = Item("", "appliances")
        item.say("mac", "%02X:50:99:%02X:A2:A0" % (self.rng.randrange(256) | 1, self.rng.randrange(256)))
        return [item]

    def eprel_copy(self):
        """APPL-EPREL-URL S 1"""
        item = Item("", "appliances")
        item.sym("]Q1", "https://%s/qr/%d" % (self.rng.choice(["eprel.ec.europa.eu.qr.example", "eprel-ec-europa.example",
                 "eprel.ec.europa-eu.example"]), self.rng.randrange(100000, 2000000)))
        return [item]

    def certificate_later(self):
        """CCC-YEAR-VS-MADE W 1"""
        item = Item("", "appliances")
        item.say("ccc", "2025010701%06d" % self.rng.randrange(10 ** 6))
        item.say("made", "2023-%02d-02" % self.rng.randrange(1, 13))
        item.say("product", "refrigerator")
        return [item]

    def certificate_short(self):
        """CCC-FORMAT,TOY-CCC-FORMAT W 1"""
        item = Item("", "toys")
        item.say("ccc", "20200122%07d" % self.rng.randrange(10 ** 7))
        return [item]

    def other_mains(self):
        """APPL-VOLT-MARKET W 1"""
        item = Item("", "appliances")
        item.market = "eu"
        item.say("volts", "120")
        item.say("hz", "60")
        return [item]

    def baby_toy(self):
        """TOY-AGE-CONFLICT W 1"""
        item = Item("", "toys")
        item.say("text", "0-3 prohibited symbol")
        item.say("grade", "%dm+" % self.rng.choice([6, 12, 18]))
        return [item]

    def no_ce(self):
        """TOY-CE-PRESENT W 1"""
        item = Item("", "toys")
        item.market = "eu"
        item.say("ce", "0")
        item.say("grade", "3+")
        return [item]

    def no_tracking(self):
        """TOY-TRACKING-US W 1"""
        item = Item("", "toys")
        item.market = "us"
        for key in ("maker", "place", "date", "batch"):
            item.say(key, "")
        return [item]

    # Finds of several items.

    def several(self, n, fill):
        items = [Item("", "general") for _ in range(n)]
        for i, item in enumerate(items):
            item.name = True
            fill(item, i)
        return items

    def imei_cloned(self):
        """APPL-IMEI-DUP P 1"""
        product, serial, lot = self.one("appliances")
        imei = "35%012d" % self.rng.randrange(10 ** 12)
        return self.several(3, lambda item, i: item.sym("]d2", element_string(
            [("01", product.gtin), ("21", product.listed[i][0]), ("8040", imei + check_luhn(imei))])))

    def mac_copied(self):
        """APPL-MAC-DUP S 1"""
        mac = "D05099%06X" % self.rng.randrange(2 ** 24)
        return self.several(2, lambda item, i: item.say("mac", mac if i else mac.lower()))

    def certificate_shared(self):
        """CCC-ONE-MANY S 1"""
        ccc = "2021010703%06d" % self.rng.randrange(10 ** 6)

        def fill(item, i):
            item.say("ccc", ccc)
            item.say("volts", "220")
            item.say("maker", ["Tallowfern", "Duskmarten Ltd.", "Pinevole"][i])
        return self.several(3, fill)

    def licence_shared(self):
        """FOOD-SC-MULTI S 1"""
        body = "114%02d%02d%02d%04d" % (44, 5, 3, self.rng.randrange(9999))

        def fill(item, i):
            item.say("sc", "SC" + body + check_hybrid(body))
            item.say("maker", ["青麦食品", "禾雀坞茶业有限公司"][i])
        return self.several(2, fill)

    def pesticide_copied(self):
        """AGRI-PEST-RANDOM P 1"""
        unit = "10407671001%021d" % self.rng.randrange(10 ** 20, 10 ** 21)
        return self.several(4, lambda item, i: item.sym("]Q1", "http://t.example/t?c=" + unit))

    def seed_copied(self):
        """AGRI-SEED-UNIT-DUP P 1"""
        lines = "青麦9\n样例种业有限公司\n410102%014d\nhttps://s.example/s" % self.rng.randrange(10 ** 13)
        return self.several(2, lambda item, i: item.sym("]Q1", lines))

    def lot_too_large(self):
        """LOT-QUANTITY S 1"""
        product, serial, lot = self.one("toys", "partial")
        units = [s for s, l in product.listed if l["lot"] == lot["lot"]]
        units += ["%s%02d" % (s[:8], i) for i, s in enumerate(units[:20])]
        return self.several(len(units), lambda item, i: item.sym("]d2", element_string(
            [("01", product.gtin), ("10", lot["lot"]), ("21", units[i])])))

    KINDS = (
        "invented_serial invented_serial_linear invented_serial_in_a_link invented_serial_typed copied_named copied_loose "
        "wrong_check_digit lot_of_another expiry_pushed_back lot_invented look_alike_with_product "
        "look_alike_alone look_alike_script bare_address hidden_host script_link month_13 "
        "expires_before_made made_tomorrow two_products refund_prefix brackets_in_data print_differs "
        "licence_decoded licence_typed licence_invented old_mark shelf_arithmetic pesticide_of_another "
        "pesticide_by_hand seed_three_lines seed_import nutrients urea file_symbol "
        "passport_without_country veterinary_month imei_decoded imei_dummy mac_group eprel_copy "
        "certificate_later certificate_short other_mains baby_toy no_ce no_tracking imei_cloned mac_copied "
        "certificate_shared licence_shared pesticide_copied seed_copied lot_too_large").split()

    def promise(self, kind):
        """(rules, least severity, share) of the first line of its words."""
        rules, severity, share = getattr(self, kind).__doc__.split()[:3]
        return rules.split(","), severity, float(share)


# ---- to lines, and back ----


def told(text):
    return "".join("\\x%02X" % ord(c) if c < " " or c in "\\\x7f" else c for c in text)


class Batches:
    """Items laid out as photographs: folders of a morning's work."""

    def __init__(self, per_folder):
        self.lines, self.of, self.rows = [], {}, 0
        self.per_folder, self.in_folder, self.folder, self.clock = per_folder, 0, 0, NOON

    def close(self):
        if self.in_folder:
            self.lines.append("")
        self.folder += 1
        self.in_folder = 0

    def add(self, item, number, clock_off):
        if self.in_folder >= self.per_folder:
            self.close()
        for shot in range(item.shots):
            self.clock += item.gap if shot else 20 + item.gap
            name = "f%d/%d-%d.jpg" % (self.folder, number, shot)
            fields = ["file=" + name, "now=%d" % (NOON + clock_off), "time=%d" % self.clock,
                      "look=%d" % (number * 8 + (0 if item.look_same else shot))]
            if item.name:
                fields.append("item=item %d" % number)
            if item.market:
                fields.append("market=" + item.market)
            fields += ["sym=%s %d %d %s" % (i, x, y, told(d)) for i, x, y, d in item.symbols]
            fields += ["typed=%s=%s" % (k, told(v)) for k, v in item.typed]
            self.lines.append("\t".join(fields))
            self.of[name] = item
        self.in_folder += 1

    def judge(self, judge, home):
        """Each item gets: its worst verdict, and every rule with its severity."""
        self.close()
        done = subprocess.run([judge, home], input=("\n".join(self.lines) + "\n").encode(),
                              stdout=subprocess.PIPE)
        if done.returncode != 0:
            sys.exit("population: %s ended with %d" % (judge, done.returncode))
        order = ["PLAUSIBLE", "CONSISTENT", "UNREADABLE", "UNKNOWN", "SUSPECT", "LIKELY-COUNTERFEIT"]
        answers = done.stdout.split(b"\n")
        for line in answers[:-1]:
            said = json.loads(line)
            if said["schema"] == "assay.batch/1":
                for change in said["corrected"]:
                    self.of[change["file"]].verdicts[change["file"]] = change["verdict"]
                for group in said["groups"]:
                    for name in group["files"]:
                        self.heard(self.of[name], group["rule"], group["severity"], group)
                continue
            item = self.of[said["file"]]
            item.verdicts[said["file"]] = said["verdict"]
            for finding in said["findings"]:
                self.heard(item, finding["rule"], finding["severity"], finding)
        for item in set(self.of.values()):
            item.verdict = max(item.verdicts.values(), key=order.index) if item.verdicts else "MISSING"

    @staticmethod
    def heard(item, rule, severity, finding):
        if WEIGHT[severity] >= WEIGHT.get(item.rules.get(rule), -1):
            item.rules[rule] = severity
            item.said[rule] = finding


def main():
    options = argparse.ArgumentParser(description="the budget of false alarms")
    options.add_argument("--assay", required=True)
    options.add_argument("--judge", required=True)
    options.add_argument("--items", type=int, default=20000)
    options.add_argument("--finds", type=int, default=40, help="of each kind of fake")
    options.add_argument("--seed", default="1")
    options.add_argument("--quiet", action="store_true", help="only what breaks the budget")
    options.add_argument("--show", type=int, default=3, help="examples of each false alarm")
    o = options.parse_args()

    world = World(o.seed)
    folder = tempfile.mkdtemp(prefix="assay population ")
    try:
        home = world.build(os.path.abspath(o.assay), folder)
        return report(o, *population(o, world, home))
    finally:
        shutil.rmtree(folder)


def population(o, world, home):
    source, fakes = Genuine(world, o.seed), Fakes(world, o.seed)
    clocks = random.Random("clock %s" % o.seed)
    goods, planted = Batches(150), Batches(1)
    for number in range(o.items):
        item = source.make()
        off = 0
        if clocks.random() < 0.03:
            off = clocks.choice([-86400, 86400])
            item.faults.append("clock off by a day")
        goods.add(item, number, off)
    number = 10 ** 7
    for kind in fakes.KINDS:
        for _ in range(o.finds):
            for item in getattr(fakes, kind)():
                item.kind = kind
                number += 1
                planted.in_folder = 0  # the items of one find lie in one folder
                planted.add(item, number, 0)
            planted.in_folder = 1
            planted.close()
    for part in (goods, planted):
        for item in part.of.values():
            item.verdicts, item.rules, item.said = {}, {}, {}
        part.judge(os.path.abspath(o.judge), home)
    return goods, planted, fakes


def report(o, goods, planted, fakes):
    genuine, fake = list(dict.fromkeys(goods.of.values())), list(dict.fromkeys(planted.of.values()))
    fired, caught, faults = defaultdict(Counter), defaultdict(Counter), Counter()
    for item in genuine:
        faults.update(set(item.faults))
        for rule, severity in item.rules.items():
            fired[rule][severity] += 1
    for item in fake:
        for rule, severity in item.rules.items():
            caught[rule][severity] += 1
    verdicts = Counter(item.verdict for item in genuine)
    broken = []
    if not o.quiet:
        print("seed %s: %d genuine items in %d photos, %d fakes" % (o.seed, len(genuine), len(goods.of), len(fake)))
        print("\nfaults of the genuine\n" + "\n".join("%7d  %s" % (n, f) for f, n in sorted(faults.items())))
        print("\n%-24s %28s %28s" % ("rule", "genuine   I     W     S     P", "fakes   I     W     S     P"))
        for rule in sorted(set(fired) | set(caught)):
            print("%-24s" % rule + "  " + "".join("%6d" % fired[rule][s] for s in "IWSP")
                  + "    " + "".join("%6d" % caught[rule][s] for s in "IWSP"))
        print("\n%-28s %8s %8s  %s" % ("kind of fake", "caught", "promised", "by"))
    for kind in fakes.KINDS:
        rules, least, share = fakes.promise(kind)
        mine = [i for i in fake if i.kind == kind]
        hits = sum(any(WEIGHT[i.rules.get(r, "I")] >= WEIGHT[least] and r in i.rules for r in rules) for i in mine)
        kept = hits >= share * len(mine)
        if not o.quiet or not kept:
            print("%-28s %7.1f%% %7.1f%%  %s %s%s" % (kind, 100 * hits / len(mine), 100 * share, " or ".join(rules),
                                                  least, "" if kept else "   BROKEN"))
        if not kept:
            broken.append(kind)
            miss = [i for i in mine if not any(WEIGHT[i.rules.get(r, "I")] >= WEIGHT[least] and r in i.rules for r in rules)]
            for i in miss[:o.show]:
                print("    %s %s %s" % (i.symbols, i.typed, i.rules))
    alarms = [i for i in genuine if i.verdict in ADVERSE]
    by_rule = defaultdict(list)
    for i in alarms:
        for rule, severity in i.rules.items():
            if WEIGHT[severity] >= 2:
                by_rule[rule].append(i)
    for rule, items in sorted(by_rule.items()):
        print("\nfalse alarm: %s on %d genuine items" % (rule, len(items)))
        for i in items[:o.show]:
            print("    %s %s %s\n    %s %s: %s\n    tried %s" % (
                i.category, i.symbols, i.typed, i.verdict, i.faults, i.said[rule]["evidence"],
                ["%s%s" % (e["name"], "!" * e["explains"])
                 for e in i.said[rule].get("explanations", [])]))
    proven, suspect = verdicts["LIKELY-COUNTERFEIT"], verdicts["SUSPECT"]
    if proven > 0 or suspect > SUSPECT_BUDGET * len(genuine):
        broken.append("false alarms")
    if "MISSING" in verdicts:
        broken.append("items without an answer")
    print("\n%sgenuine: %s" % ("" if not o.quiet else "seed %s: " % o.seed,
                             ", ".join("%s %d" % v for v in sorted(verdicts.items()))))
    print("LIKELY-COUNTERFEIT %d of %d (budget 0), SUSPECT %d of %d: %.3f %% (budget %.2f %%)" % (
        proven, len(genuine), suspect, len(genuine), 100 * suspect / len(genuine), 100 * SUSPECT_BUDGET))
    print("the budget is kept" if not broken else "the budget is BROKEN: " + ", ".join(broken))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
