"""population_fakes.py - planted fakes of every kind, and what each rule promises of them

The kinds are those of the domain's lists of frequent errors on fakes and of its rules.
"""
import random

from population_standards import (
    DAY, FORMULA, check_credit, check_gs1, check_hybrid, check_luhn, check_organisation, check_person, check_ppn,
    check_pzn, element_string, months_later, percent, tagged, yymmdd)
from population_world import COVERS, LATIN, NOW, Item

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
        """LIST-NOT-ISSUED P 0.95"""
        # one that happens to look like a serial and a swallowed element is S
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

    # -- medicines --

    def medicine(self, market, plan="complete"):
        while True:
            product, serial, lot = self.one("pharma", plan)
            if product.maker[4] == market:
                return product, serial, lot

    def rx(self, symbols=(), market="eu"):
        item = Item("", "pharma")
        item.market = market
        item.say("rx", "yes")
        for at, (identifier, payload) in enumerate(symbols):
            item.sym(identifier, payload, 0, 160 * at)
        return item

    def serial_left_out(self):
        """PHARMA-FMD S 0.85"""
        # a lot with "21" in it may have swallowed the serial
        product, serial, lot = self.medicine("de")
        return [self.rx([("]d2", element_string([("01", product.gtin), ("17", yymmdd(lot["expiry"])), ("10", lot["lot"])]))])]

    def matrix_with_a_link(self):
        """PHARMA-FMD W 1"""
        return [self.rx([("]d1", "https://verify.example/m?c=%d" % self.rng.randrange(10 ** 9))])]

    def shelf_code_alone(self):
        """PHARMA-WRONG-CARRIER W 1"""
        item = self.rx(market=self.rng.choice(["eu", "us"]))
        item.say("carrier", self.rng.choice(["EAN-13", "QR"]))
        return [item]

    def serials_counted(self):
        """PHARMA-SERIAL-RANDOM S 1"""
        product, _, lot = self.medicine(self.rng.choice(["de", "fr"]), "none")
        first = self.rng.randrange(10 ** 8)
        return self.several(5, lambda item, i: item.sym("]d2", self.code(product, "F%08d" % (first + i), lot)))

    def one_serial_a_lot(self):
        """DUP-SERIAL P 1"""
        product, serial, lot = self.medicine("fr")
        return self.several(3, lambda item, i: item.sym("]d2", self.code(product, serial, lot)))

    def german_code_copied(self):
        """PHARMA-SERIAL-RANDOM P 1"""
        product, serial, lot = self.medicine("de", "none")
        ppn = "11" + product.gtin[5:13]
        data = "[)>\x1e06\x1d9N%s\x1d1T%s\x1dD%s\x1dS%s\x1e\x04" % (ppn + check_ppn(ppn), lot["lot"], yymmdd(lot["expiry"]), "K7%d" % self.rng.randrange(10 ** 8))
        return self.several(2, lambda item, i: item.sym("]d1", data))

    def trace_code_copied(self):
        """PHARMA-SERIAL-RANDOM P 1"""
        trace = "8%019d" % self.rng.randrange(10 ** 19)

        def fill(item, i):
            item.sym("]C0", trace)
            item.say("approval", "国药准字H20051234")
        return self.several(2, fill)

    def pzn_of_another(self):
        """PHARMA-NTIN-DE S 0.98"""
        product, serial, lot = self.medicine("de")
        item = self.rx([("]d2", self.code(product, serial, lot))])
        while True:
            pzn = "%07d" % self.rng.randrange(10 ** 7)
            if check_pzn(pzn) is not None:
                break
        item.say("pzn", pzn + check_pzn(pzn))
        return [item]

    def two_national_numbers(self):
        """PHARMA-NHRN S 1"""
        product, serial, lot = self.medicine("de")
        while True:
            pzn = "%07d" % self.rng.randrange(10 ** 7)
            if check_pzn(pzn) is not None:
                break
        item = self.rx([("]d2", element_string([("01", product.gtin), ("17", yymmdd(lot["expiry"])), ("10", lot["lot"]),
                                                ("21", serial), ("710", pzn + check_pzn(pzn))]))])
        return [item]

    def ppn_made_up(self):
        """PHARMA-PPN S 0.97"""
        digits = "11%08d" % self.rng.randrange(10 ** 8)
        wrong = "%02d" % ((int(check_ppn(digits)) + self.rng.randrange(1, 97)) % 97)
        item = self.rx([("]d1", "[)>\x1e06\x1d9N%s%s\x1d1TL1\x1dD281231\x1dSK8M3XQ\x1e\x04" % (digits, wrong))])
        return [item]

    def pzn_made_up(self):
        """PHARMA-PZN8 W 1"""
        item = Item("", "pharma")
        body = "%07d" % self.rng.randrange(10 ** 7)
        item.say("pzn", body + self.other_digit(check_pzn(body) or ""))
        return [item]

    def cip_made_up(self):
        """PHARMA-CIP13 W 1"""
        item = Item("", "pharma")
        body = "3400%08d" % self.rng.randrange(10 ** 8)
        item.say("cip", body + self.other_digit(check_gs1(body)))
        return [item]

    def billing_form(self):
        """PHARMA-NDC-GTIN W 1"""
        item = Item("", "pharma")
        item.market = "us"
        item.say("ndc", "%05d-%04d-%02d" % tuple(self.rng.randrange(10 ** n) for n in (5, 4, 2)))
        return [item]

    def approval_made_up(self):
        """PHARMA-CN-APPROVAL W 1"""
        item = Item("", "pharma")
        item.say("approval", self.rng.choice(["国药准字H2005%03d" % self.rng.randrange(1000), "国药准字%08d" % self.rng.randrange(10 ** 8),
                                              "国药准字X2005%04d" % self.rng.randrange(10 ** 4)]))
        return [item]

    def other_strength(self):
        """LIST-LOT,LOT-UNKNOWN S 0.9"""
        product, serial, lot = self.one("pharma")
        _, _, other = self.one("food")
        item = Item("", "pharma")
        item.sym("]d2", element_string([("01", product.gtin), ("17", yymmdd(lot["expiry"])), ("10", other["lot"] + "Z"), ("21", serial)]))
        return [item]

    # -- tobacco --

    def carton_code(self, number, company="YCYC", case=None):
        return "%s%02d%s%s" % (case or "61020%09d" % self.rng.randrange(10 ** 9), number, company, "320901100012")

    def cartons_of_one_code(self):
        """TOB-CN32-DUP S 1"""
        text = self.carton_code(self.rng.randrange(1, 51))
        return self.several(3, lambda item, i: item.say("carton", text))

    def case_of_two_companies(self):
        """TOB-CN32-MULTI S 1"""
        case = "61020%09d" % self.rng.randrange(10 ** 9)
        return self.several(2, lambda item, i: item.say("carton", self.carton_code(i + 1, ["YCYC", "SHQJ"][i], case)))

    def carton_above_fifty(self):
        """TOB-CN32 W 1"""
        item = Item("", "tobacco")
        item.say("carton", self.carton_code(self.rng.randrange(51, 100)))
        return [item]

    def shop_of_another_city(self):
        """TOB-CN32-LICENCE S 1"""
        item = Item("", "tobacco")
        item.say("carton", self.carton_code(7))
        item.say("licence", "440106%06d" % self.rng.randrange(200000, 10 ** 6))
        return [item]

    def sorted_years_ago(self):
        """TOB-CN32-DATE W 1"""
        item = Item("", "tobacco")
        item.say("carton", self.carton_code(7, case="%d0620%09d" % (self.rng.randrange(0, 4), self.rng.randrange(10 ** 9))))
        return [item]

    def pack_without_identifier(self):
        """TOB-WRONG-CARRIER W 1"""
        item = Item("", "tobacco")
        item.market = "eu"
        item.sym("]E0", "403381710000" + check_gs1("403381710000"))
        item.say("level", "unit")
        item.say("carrier", self.rng.choice(["EAN-13", "Code 128"]))
        return [item]

    def static_identifier(self):
        """TOB-EU-DUP P 1"""
        ui = "QC%sPRODX01%s14" % ("".join(self.rng.choice(LATIN) for _ in range(14)), yymmdd(NOW - DAY * 40))

        def fill(item, i):
            item.market = "eu"
            item.say("level", "unit")
            item.say("stamp", ui[-8:])
            item.sym("]d1", ui)
        return self.several(3, fill)

    def stamp_before_its_time(self):
        """TOB-EU-TIME W 1"""
        item = Item("", "tobacco")
        item.market = "eu"
        item.say("stamp", "%02d%02d%02d%02d" % (self.rng.choice([14, 15, 16, 17, 33, 35]), self.rng.randrange(1, 13), 11, 8))
        return [item]

    def pack_of_29_made_up(self):
        """TOB-UZ-PACK W 1"""
        item = Item("", "tobacco")
        item.market = "uz"
        body = "0478%09d" % self.rng.randrange(10 ** 9)
        item.say("pack", body + self.other_digit(check_gs1(body)) + "TF&csaNNW1kK0tL")
        return [item]

    def chinese_number_abroad(self):
        """TOB-EAN W 1"""
        item = Item("", "tobacco")
        body = "6901028%05d" % self.rng.randrange(10 ** 5)
        item.sym("]E0", body + check_gs1(body))
        item.say("country", self.rng.choice(["Japan", "Switzerland", "Korea"]))
        return [item]

    # -- fire, building, electrical, chemicals --

    def s_label_copied(self):
        """FIRE-S-DUP S 1"""
        code = "%05dAB%05dCD" % (self.rng.randrange(10 ** 5), self.rng.randrange(10 ** 5))
        return self.several(3, lambda item, i: item.say("slabel", code))

    def s_label_form(self):
        """FIRE-S-FORMAT W 1"""
        item = Item("", "fire")
        item.say("slabel", self.rng.choice(["%05dab%05dcd", "%05dA1%05dCD", "%04dAB%05dCD"]) % (
            self.rng.randrange(1000, 10 ** 4), self.rng.randrange(10 ** 4, 10 ** 5)))
        return [item]

    def tags_of_two_products(self):
        """FIRE-S-AB S 1"""
        item = Item("", "fire")
        item.say("a", "%05dAB%05dCD" % (self.rng.randrange(10 ** 4), self.rng.randrange(10 ** 4)))
        item.say("b", "%05dXY%05dZZ" % (self.rng.randrange(5 * 10 ** 4, 10 ** 5), self.rng.randrange(5 * 10 ** 4, 10 ** 5)))
        return [item]

    def extinguisher_too_old(self):
        """FIRE-EXT-DATES W 1"""
        item = Item("", "fire")
        item.say("extinguisher", "干粉")
        item.say("made", "20%02d-05-01" % self.rng.randrange(5, 15))
        return [item]

    def cylinder_of_another(self):
        """FIRE-EXT-CYL W 1"""
        item = Item("", "fire")
        item.say("cylinder", "AB-%05d" % self.rng.randrange(5 * 10 ** 4))
        item.say("cylinder_label", "ZZ-%05d" % self.rng.randrange(5 * 10 ** 4, 10 ** 5))
        return [item]

    def ce_year_to_come(self):
        """CPR-YEAR W 1"""
        item = Item("", "building")
        item.say("ce_year", "26")
        item.say("made", "202%d" % self.rng.randrange(1, 6))
        return [item]

    def declaration_of_another(self):
        """CPR-DOP S 1"""
        item = Item("", "building")
        item.market = "eu"
        item.say("dop", "%04d-CPR-0456" % self.rng.randrange(5000))
        item.say("dop_paper", "%04d-CPD-9871" % self.rng.randrange(5000, 10 ** 4))
        return [item]

    def no_notified_body(self):
        """CPR-AVCP W 1"""
        item = Item("", "building")
        item.market = "eu"
        item.say("dop", "0123-CPR-0456")
        item.say("avcp", self.rng.choice(["1+", "1", "2+", "3"]))
        item.say("notified", "none")
        return [item]

    def xk_form(self):
        """BM-XK W 1"""
        item = Item("", "building")
        item.say("xk", self.rng.choice(["XK8-001-00012", "XK08-01-00012", "QS08-001-00012"]))
        return [item]

    def rebar_relabelled(self):
        """BM-REBAR W 1"""
        item = Item("", "building")
        item.say("rebar", "3 XX 25")
        item.say("rebar_tag", self.rng.choice(["HRB400E 25", "HRB500 25"]))
        return [item]

    def ce_of_three_digits(self):
        """CE-NB,TOY-CE-NB W 1"""
        item = Item("", "appliances")
        item.say("ce", "CE %03d" % self.rng.randrange(1000))
        item.say("volts", "230")
        return [item]

    def mark_form(self):
        """BIS-CML,BIS-R,FCC-ID,KC-FORM W 1"""
        item = Item("", "electrical")
        key, value = self.rng.choice([("cml", "CM/L-123"), ("bisr", "R-12"), ("fcc", "1AB-XYZ"), ("kc", "K-1")])
        item.say(key, value)
        return [item]

    def formula_made_up(self):
        """OTHER-UFI-CHECK W 0.93"""
        # the domain: one of 31 holds by chance
        item = Item("", "detergents")
        item.say("ufi", "-".join("".join(self.rng.choice(FORMULA) for _ in range(4)) for _ in range(4)))
        return [item]

    # -- software --

    def key(self):
        return "-".join("".join(self.rng.choice("BCDFGHJKMPQRTVWXY2346789") for _ in range(5)) for _ in range(5))

    def key_on_many_boxes(self):
        """SW-KEY-DUP S 1"""
        key = self.key()
        return self.several(3, lambda item, i: item.say("mskey", key if i else key.lower().replace("-", "")))

    def retail_key_in_codes(self):
        """SW-KEY-DUP P 1"""
        key = self.key()

        def fill(item, i):
            item.sym("]Q1", "Product key: " + key)
            item.say("volume", "no")
        return self.several(2, fill)

    def keys_that_run_on(self):
        """SW-ENTROPY S 1"""
        # typed keys that are one character apart may be slips; those of a group are not
        key = self.key()[:-5]
        return self.several(3, lambda item, i: item.say("mskey", key + ["BCDFG", "HJKMP", "QRTVW"][i]))

    def key_form(self):
        """SW-MSKEY-FORMAT W 1"""
        item = Item("", "software")
        item.say("mskey", self.rng.choice([self.key()[:-1], self.key().replace(self.key()[0], "A") + "A", "AAAAA-" + self.key()[6:]]))
        return [item]

    def certificate_off_its_box(self):
        """SW-COA-PAIR S 1"""
        item = Item("", "software")
        item.say("coa_serial", "00123-%03d-789" % self.rng.randrange(500))
        item.say("box_serial", "99887-%03d-554" % self.rng.randrange(500, 1000))
        return [item]

    def dongle_cloned(self):
        """SW-DONGLE-CLONE S 1"""
        serial = "%08X" % self.rng.randrange(16 ** 7, 16 ** 8)
        return self.several(2, lambda item, i: item.say("usb", "ID 096e:0006 X iSerial 3 " + serial))

    def dongle_relabelled(self):
        """SW-DONGLE-ID W 1"""
        item = Item("", "software")
        item.say("usb", "ID 096e:0006 X iSerial 3 A1B2C3D4")
        item.say("dongle", "ZZ%06d" % self.rng.randrange(10 ** 6))
        return [item]

    # -- documents --

    def credit_code_made_up(self):
        """DOC-USCC-CHECK,DOC-USCC-ORG W 0.99"""
        item = Item("", "document")
        item.say("uscc", "91" + "".join(self.rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(16)))
        return [item]

    def credit_code_in_a_code(self):
        """DOC-USCC-ORG S 1"""
        # the outer check made right: the organisation's own is not
        item = Item("", "document")
        organisation = "".join(self.rng.choice("0123456789ABCDEFGH") for _ in range(8))
        wrong = [c for c in "0123456789" if c != check_organisation(organisation)]
        body = "91440105" + organisation + self.rng.choice(wrong)
        item.sym("]Q1", "统一社会信用代码：" + body + check_credit(body))
        return [item]

    def organisation_made_up(self):
        """DOC-ORG-CHECK W 1"""
        item = Item("", "document")
        body = "%08d" % self.rng.randrange(10 ** 8)
        item.say("orgcode", body + self.other_digit(check_organisation(body)))
        return [item]

    def person_made_up(self):
        """DOC-CNID-CHECK W 1"""
        item = Item("", "document")
        body = "11010519%02d0615%03d" % (self.rng.randrange(50, 99), self.rng.randrange(1000))
        item.say("idcard", body + self.other_digit(check_person(body)))
        return [item]

    def person_unborn(self):
        """DOC-CNID-DATE W 1"""
        item = Item("", "document")
        body = "11010519%02d%02d15123" % (self.rng.randrange(50, 99), self.rng.randrange(13, 99))
        item.say("idcard", body + check_person(body))
        return [item]

    def entity_made_up(self):
        """DOC-LEI W 0.95"""
        item = Item("", "document")
        item.say("lei", "5299%016d" % self.rng.randrange(10 ** 16))
        return [item]

    def laboratory_number(self):
        """DOC-CMA W 1"""
        item = Item("", "document")
        item.say("cma", self.rng.choice(["%014d" % self.rng.randrange(10 ** 14), "2199%08d" % self.rng.randrange(10 ** 8)]))
        return [item]

    def laboratory_elsewhere(self):
        """DOC-CMA W 1"""
        item = Item("", "document")
        item.say("cma", "2119%08d" % self.rng.randrange(10 ** 8))
        item.say("lab_address", "北京市朝阳区样例路 1 号")
        return [item]

    def accreditation_form(self):
        """DOC-CNAS W 1"""
        item = Item("", "document")
        item.say("cnas", self.rng.choice(["CNAS 1234", "CNAS L12", "CMAS L1234"]))
        return [item]

    def report_out_of_date(self):
        """DOC-CMA-VALID W 1"""
        item = Item("", "document")
        item.say("cma", "0900%08d" % self.rng.randrange(10 ** 8))
        item.say("issued", "2024-%02d-05" % self.rng.randrange(1, 13))
        return [item]

    def tested_before_received(self):
        """DOC-REPORT-DATES W 1"""
        item = Item("", "document")
        item.say("received", "2025-11-28")
        item.say("tested", "2023-0%d-04" % self.rng.randrange(3, 7))
        return [item]

    def report_for_other_goods(self):
        """DOC-REPORT-REUSE S 1"""
        number = "WT2026-%05d" % self.rng.randrange(10 ** 5)

        def fill(item, i):
            item.say("report", number)
            item.say("product", ["电饭煲", "LED lamp", "儿童三轮车"][i])
        return self.several(3, fill)

    def invoice_without_a_day(self):
        """DOC-CNINV-QR S 1"""
        item = Item("", "document")
        item.sym("]Q1", "01,10,044001900111,%08d,100.00,2026%02d31,%020d,ABCD," % (
            self.rng.randrange(10 ** 8), self.rng.choice([2, 4, 6, 9]), self.rng.randrange(10 ** 20)))
        return [item]

    def invoice_of_another_year(self):
        """DOC-CNINV-E20 S 1"""
        item = Item("", "document")
        item.sym("]Q1", "01,32,,22442%015d,100.00,20250615,,ABCD" % self.rng.randrange(10 ** 15))
        return [item]

    def invoice_of_another_amount(self):
        """DOC-CNINV-AMT W 1"""
        item = Item("", "document")
        item.sym("]Q1", "01,32,,25442%015d,100.00,20250615,,ABCD" % self.rng.randrange(10 ** 15))
        item.say("total", "%d.00" % self.rng.randrange(2000, 9000))
        return [item]

    def saudi_invoice_cut(self):
        """DOC-ZATCA-TLV S 1"""
        item = Item("", "document")
        item.sym("]Q1", tagged("Oat Trading", "3%011d3" % self.rng.randrange(10 ** 11), "2026-01-02T10:20:30Z", "115.00", "15.00"))
        item.say("vat", "15.00")
        return [item]

    def saudi_tax(self):
        """DOC-ZATCA-VAT W 1"""
        item = Item("", "document")
        item.sym("]Q1", tagged("Oat Trading", "3%013d3" % self.rng.randrange(10 ** 13), "2026-01-02T10:20:30Z", "115.00",
                               "%d.00" % self.rng.randrange(30, 60)))
        return [item]

    def licence_of_another(self):
        """DOC-LIC-USCC W 1"""
        item = Item("", "document")
        for key in ("uscc", "licence_uscc"):
            own = "%08d" % self.rng.randrange(10 ** 8)
            body = "91440105" + own + check_organisation(own)
            item.say(key, body + check_credit(body))
        return [item]

    def licence_run_out(self):
        """DOC-LIC-DATES W 1"""
        item = Item("", "document")
        item.say("uscc", "91440105MA0000000A")
        item.say("valid_until", "2019-05-0%d" % self.rng.randrange(1, 9))
        item.say("made", "2026-08-2%d" % self.rng.randrange(1, 9))
        return [item]

    # -- what other lists of errors name --

    def pallet_of_copies(self):
        """DUP-SERIAL S 0.95 of the finds"""
        # a hundred codes copied over and over: the domain promises a repeat among 24 photographs
        # in 95 of 100 seizures
        product, _, _ = self.one("toys", "complete")
        codes = self.rng.sample(product.listed, 100)
        items = [Item("", "toys") for _ in range(24)]
        for item in items:
            serial, lot = self.rng.choice(codes)
            item.sym("]d2", self.code(product, serial, lot))
            item.name = True
        return items

    def pesticide_licence_shared(self):
        """LICENCE-SHARED S 1"""
        number = "农药生许（鲁）%04d" % self.rng.randrange(1, 10 ** 4)

        def fill(item, i):
            item.say("prodlic", number)
            item.say("reg", "PD20040767")
            item.say("maker", ["青麦农化", "禾雀坞作物科技有限公司"][i])
        return self.several(2, fill)

    def provisional_registration(self):
        """AGRI-PEST-REG W 1"""
        item = Item("", "agri")
        item.say("reg", "LS%04d%04d" % (self.rng.randrange(2010, 2017), self.rng.randrange(1, 999)))
        item.say("made", "2025-05-01")
        return [item]

    def wrong_band(self):
        """AGRI-PEST-BAND W 1"""
        item = Item("", "agri")
        item.say("kind", "herbicide")
        item.say("band", self.rng.choice(["red", "black", "blue"]))
        return [item]

    def pesticide_without_code(self):
        """AGRI-PEST-QR-PRESENT W 1"""
        item = Item("", "agri")
        item.say("reg", "PD20040767")
        item.say("qr", "none")
        item.say("made", "2025-0%d-01" % self.rng.randrange(1, 10))
        return [item]

    def licence_of_another_province(self):
        """FOOD-SC-PROVINCE W 1"""
        item = Item("", "food")
        body = "10744%02d%02d%04d" % (5, 3, self.rng.randrange(9999))
        body = "107440503%04d" % self.rng.randrange(9999)
        item.say("sc", "SC" + body + check_hybrid(body))
        item.say("address", "黑龙江省哈尔滨市样例路 8 号")
        return [item]

    def week_54(self):
        """APPL-SERIAL-WEEK W 1"""
        item = Item("", "appliances")
        item.say("volts", "220")
        item.say("week", self.rng.choice(["00", "54", "77"]))
        return [item]

    def ul_approved(self):
        """UL-ELEMENTS W 1"""
        item = Item("", "appliances")
        item.say("volts", "120")
        item.say("mark", "UL")
        item.say("word", self.rng.choice(["APPROVED", "PENDING"]))
        return [item]

    def gs_spelt_out(self):
        """GS1-AI-PARSE,GS1-DATE,GS1-NORMALISED,GS1-CSET82,GS1-AI-GS-LOST,LOT-UNKNOWN I 1"""
        product, serial, lot = self.one()
        item = Item("", product.category)
        item.sym("]Q3", "01%s10%s<GS>21%s" % (product.gtin, lot["lot"], serial))
        return [item]

    # What the domain's lists of errors name, by topic.  The domain promises shares in two
    # places only, copied codes and check digits that hold by chance; elsewhere a rule is
    # promised to see every fake of its kind, but for chance that the words of the kind name.
    TOPICS = (
        ("gs1", "invented_serial invented_serial_linear invented_serial_in_a_link invented_serial_typed copied_named "
                "copied_loose wrong_check_digit lot_of_another expiry_pushed_back lot_invented month_13 expires_before_made "
                "made_tomorrow two_products refund_prefix brackets_in_data gs_spelt_out print_differs"),
        ("indicators", "look_alike_with_product look_alike_alone look_alike_script bare_address hidden_host script_link "
                       "lot_too_large"),
        ("sampling", "pallet_of_copies"),
        ("food", "licence_decoded licence_typed licence_invented licence_shared licence_of_another_province old_mark "
                 "shelf_arithmetic"),
        ("agri", "pesticide_of_another pesticide_by_hand pesticide_copied pesticide_licence_shared pesticide_without_code "
                 "provisional_registration wrong_band seed_three_lines seed_import seed_copied nutrients urea file_symbol "
                 "passport_without_country veterinary_month"),
        ("appliances", "imei_decoded imei_dummy imei_cloned mac_group mac_copied eprel_copy certificate_later "
                       "certificate_short certificate_shared other_mains week_54 ul_approved ce_of_three_digits"),
        ("toys", "baby_toy no_ce no_tracking"),
        ("pharma", "serial_left_out matrix_with_a_link shelf_code_alone serials_counted one_serial_a_lot german_code_copied "
                   "trace_code_copied pzn_of_another two_national_numbers ppn_made_up pzn_made_up cip_made_up billing_form "
                   "approval_made_up other_strength"),
        ("tobacco", "cartons_of_one_code case_of_two_companies carton_above_fifty shop_of_another_city sorted_years_ago "
                    "pack_without_identifier static_identifier stamp_before_its_time pack_of_29_made_up chinese_number_abroad"),
        ("other", "s_label_copied s_label_form tags_of_two_products extinguisher_too_old cylinder_of_another ce_year_to_come "
                  "declaration_of_another no_notified_body xk_form rebar_relabelled mark_form formula_made_up "
                  "key_on_many_boxes retail_key_in_codes keys_that_run_on key_form certificate_off_its_box dongle_cloned "
                  "dongle_relabelled"),
        ("documents", "credit_code_made_up credit_code_in_a_code organisation_made_up person_made_up person_unborn "
                      "entity_made_up laboratory_number laboratory_elsewhere accreditation_form report_out_of_date "
                      "tested_before_received report_for_other_goods invoice_without_a_day invoice_of_another_year "
                      "invoice_of_another_amount saudi_invoice_cut saudi_tax licence_of_another licence_run_out"),
    )
    KINDS = [kind for _, kinds in TOPICS for kind in kinds.split()]
    # Named there, and not planted: no rule can see them, each for the reason given.
    NOT_PLANTED = (
        ("toys", "CE letters too close or too small; no importer; warnings in English only; mark without number", "eyes"),
        ("toys", "set number of another toy; certificate of another factory", "signed register or profile"),
        ("pharma", "fonts that differ", "eyes"),
        ("tobacco", "code printed in several passes, relief without film", "eyes"),
        ("appliances", "mark in colour, letters level, misspelt plate, all logos at once", "eyes"),
        ("appliances", "energy code that leads to a shop page; model that never existed; certificate withdrawn",
         "network, or a signed register"),
        ("food", "day, lot and minute of one genuine pack on all", "genuine packs of a lot are alike"),
        ("agri", "verification site", "the links of indicators"),
        ("documents", "seals that fail or are on two papers", "seals are not read yet"),
    )

    def promise(self, kind):
        """(rules, least severity, share) of the first line of its words."""
        rules, severity, share = getattr(self, kind).__doc__.split()[:3]
        return rules.split(","), severity, float(share)

    def of_finds(self, kind):
        """Is the share one of finds, not of items?"""
        return "of the finds" in getattr(self, kind).__doc__
