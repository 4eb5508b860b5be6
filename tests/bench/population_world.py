"""population_world.py - invented makers, their products and signed lists, and an item

The lists are built by the assay command itself; what stands in them is made up here.
"""
import datetime
import os
import random
import subprocess
import sys

from population_standards import DAY, check_gs1, check_hybrid, check_pzn, months_later, yymmdd

NOW = datetime.date(2026, 11, 20)
COVERS = datetime.date(2026, 10, 31)  # the complete lists
ISSUED = datetime.date(2026, 11, 1)
NOON = 1795176000  # 2026-11-20 12:00 UTC

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
    ("quillmoth", ["pharma"], "4150012", "quillmoth.example", "de"),     # 4150 + PZN
    ("veilthistle", ["pharma"], "3400930", "veilthistle.example", "fr"),  # a CIP
    ("ashpipit", ["pharma"], "0305910", "ashpipit.example", "us"),       # 03 + NDC
    ("redcelandine", ["pharma"], "6920317", "redcelandine.example", "cn"),
    ("smokewren", ["tobacco"], "6901028", "smokewren.example", "cn"),
    ("drabgull", ["tobacco"], "4033817", "drabgull.example", "eu"),
    ("cinderhare", ["fire"], "6945120", "cinderhare.example", "cn"),
    ("slateotter", ["building"], "6932044", "slateotter.example", "cn"),
    ("chalkmartin", ["building"], "5410338", "chalkmartin.example", "eu"),
    ("amberlouse", ["electrical"], "8901463", "amberlouse.example", "in"),
    ("copperjay", ["electrical"], "8803317", "copperjay.example", "kr"),
    ("penloach", ["software"], "0794512", "penloach.example", "us"),
    ("solventmoth", ["detergents"], "5904177", "solventmoth.example", "eu"),  # chemicals
    ("velvetrook", ["apparel"], "5012876", "velvetrook.example", "gb"),       # goods
]
CATEGORIES = ["general", "appliances", "toys", "food", "agri", "pharma", "tobacco", "fire",
              "building", "electrical", "software", "document", "detergents", "apparel"]
EU = ("eu", "de", "fr")
LOTS = 12
PER_LOT = 60


class Product:
    """One product of a maker.  plan: what its list claims."""

    def __init__(self, rng, maker, number, plan):
        self.maker, self.plan, self.category = maker, plan, rng.choice(maker[1])
        body = maker[2] + "%d%04d" % (["complete", "partial", "none"].index(plan) + 1, number)
        if maker[2].startswith("4150"):  # the PZN inside has a check digit of its own
            body = body[:8] + "%03d" % (10 * number)
            while check_pzn(body[4:]) is None:
                body = body[:10] + str(int(body[10]) + 1)
            body += check_pzn(body[4:])
        self.gtin = "0" + body + check_gs1("0" + body)
        self.style = rng.choice(["random", "random", "lower", "long", "running", "zeros"])
        if self.category == "pharma" and maker[4] in EU:  # drawn at random, letters and digits
            self.style = rng.choice(["random", "random", "long", "zeros"])
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
            markets = rng.choice(["", "", maker[4].upper() if maker[4] not in EU else "DE FR IT"])
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


class Firm:
    """What stands on every label of one maker."""

    def __init__(self, rng, maker):
        brand, name = maker[0].capitalize(), "".join(rng.choice("霜翎石丸丘雀灯苔榆獾鹭麦杉鸢橡") for _ in range(3))
        trade = {"appliances": "电器", "toys": "玩具", "food": "食品", "agri": "农化", "pharma": "药业"}.get(maker[1][0], "实业")
        town = rng.choice(["中山", "青岛", "宁波", "佛山"])
        self.names = [brand, brand.upper(), "%s Co., Ltd." % brand, "%s (%s) Ltd" % (brand, "Ningbo")]
        if maker[4] == "cn":
            self.names += [name + trade, name + trade + "有限公司", "%s%s（%s）有限公司" % (name, trade, town),
                           "%s市%s%s有限公司" % (town, name, trade), "%s %s%s" % (brand, name, trade)]
        body = "1%02d44%02d%02d%04d" % (rng.randrange(1, 32), rng.randrange(1, 20), rng.randrange(1, 90), rng.randrange(1, 9999))
        self.sc = "SC" + body + check_hybrid(body)
        self.ccc = {family: "%04d%02d%s%06d" % (rng.randrange(2003, 2025), rng.choice([1, 1, 16, 3]), family, rng.randrange(10 ** 6))
                    for family in ("0701", "0703", "1606", "0901", "2201", "2202", "2206", "1804")}
        self.prodlic = "农药生许（%s）%04d" % (rng.choice("鲁冀苏浙川"), rng.randrange(1, 999))
        self.xk = "XK%02d-%03d-%05d" % (rng.randrange(1, 26), rng.randrange(1, 300), rng.randrange(1, 99999))
        self.dop = "%04d-CPR-%d/%04d" % (rng.randrange(9999), rng.randrange(100), rng.randrange(9999))
        self.report = "%s%d-%05d" % (rng.choice(["WT", "JC", "No"]), rng.randrange(2023, 2027), rng.randrange(10 ** 5))
        self.s_label = rng.randrange(10 ** 9)  # the next of its S labels
        self.mac = rng.randrange(2 ** 24)
        self.oui = "%02X%04X" % (rng.randrange(256) & 0xFC, rng.randrange(2 ** 16))
        self.ufi = None
        self.volume_key = None


class World:
    def __init__(self, seed):
        self.rng = random.Random("world %s" % seed)
        self.products = [Product(self.rng, m, n, plan) for m in MAKERS
                         for plan in ("complete", "partial", "none") for n in range(3)]
        self.firms = {m[0]: Firm(random.Random("firm %s %s" % (seed, m[0])), m) for m in MAKERS}

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
