"""population_genuine.py - genuine goods of every category, with the faults of real life

Between printer and report: separators lost, caps lock and other keyboards, slips,
full-width digits, day 00, double photographs and bursts, cases and neighbours in view,
distributors' stickers, old stock, open lots, contract makers, parallel imports.
"""
import datetime
import random

from population_standards import (
    DAY, GS, check_97, check_credit, check_gs1, check_hybrid, check_luhn, check_organisation, check_person,
    check_ppn, element_string, formula_identifier, months_later, percent, tagged, yymmdd)
from population_world import CATEGORIES, COVERS, EU, LATIN, MAKERS, NOW, Item

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
        other = self.rng.choice("0123456789" if c.isdigit() else LATIN if ord(c) < 0x2E80 else "雀翎麦实电")
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
            item.say("ccc", self.type_text(item, self.ccc(product, made, rng.choice(["0701", "0703", "1606", "0901"]))))
        if cn and rng.random() < 0.3:
            item.say("cel", "%s-%02d-%06d-%014d" % (months_later(made, -rng.randrange(1, 40)).strftime("%Y%m"),
                     rng.randrange(1, 40), rng.randrange(10 ** 6), rng.randrange(10 ** 13)))
        if not cn and rng.random() < 0.4:
            item.sym("]Q1", "https://eprel.ec.europa.eu/qr/%d" % rng.randrange(100000, 2500000), 210, 210)
        if rng.random() < 0.15:
            imei = "35%012d" % rng.randrange(10 ** 12)
            imei += check_luhn(imei)
            item.say("imei", self.type_text(item, imei))
            if rng.random() < 0.3:
                item.say("imei_box", self.type_text(item, imei))
        if rng.random() < 0.15:
            # a factory's address: neither the group nor the local bit
            firm = self.world.firms[product.maker[0]]
            firm.mac += rng.choice([1, 1, 1, 2, 40])
            mac = "%s%06X" % (firm.oui, firm.mac % 2 ** 24)
            mac = rng.choice([mac, ":".join(mac[i:i + 2] for i in range(0, 12, 2)).lower()])
            item.say("mac", self.slip(mac) if self.chance(item, 0.03, "typing slip") else mac)
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

    def ccc(self, product, made, family):
        """The maker's certificate of that class, where it is old enough; else one of its others."""
        number = self.world.firms[product.maker[0]].ccc[family]
        if int(number[:4]) > made.year:
            number = "%04d%s" % (made.year, number[4:])
        return number

    def toys(self, item, product, lot):
        rng, made = self.rng, lot["made"]
        if product.maker[4] == "cn":
            if rng.random() < 0.4:
                item.say("ccc", self.type_text(item, self.ccc(product, made, rng.choice(["2201", "2202", "2206"]))))
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
            item.say("maker", self.world.firms[product.maker[0]].names[0])
            item.say("place", "Place")
            item.say("date", made.strftime(rng.choice(["%Y-%m", "%Y-%m-%d"])))
            item.say("batch", "B%d" % rng.randrange(99))

    def food(self, item, product, lot):
        rng, made = self.rng, lot["made"]
        if product.maker[4] == "cn":
            sc = self.world.firms[product.maker[0]].sc
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
                item.say("prodlic", self.type_text(item, self.world.firms[product.maker[0]].prodlic))
            if rng.random() < 0.3:
                kind, band = rng.choice([("herbicide", "green"), ("insecticide", "red"), ("fungicide", "black"), ("除草剂", "绿色")])
                item.say("kind", kind)
                item.say("band", band)
            if rng.random() < 0.2:
                item.say("batch", yymmdd(made) + rng.choice(["", "-02"]))
        elif what == "seed":
            unit = "%06d%03d%011d" % (410102, rng.randrange(1, 999), rng.randrange(10 ** 11))
            end = rng.choice(["\r\n", "\n"])
            firm = self.world.firms[product.maker[0]]
            lines = ["青麦%d" % rng.randrange(1, 99), rng.choice([firm.names[5], firm.names[6]]), unit, "https://%s/s?id=%s" % (product.maker[3], unit)]
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

    # -- the newer categories --

    def shelf(self, product):
        """What the cartons of one case, the dongles of one carton share."""
        rng = self.rng
        self.case = "%d%02d%02d%09d" % (6, rng.randrange(1, 12), rng.randrange(1, 29), rng.randrange(10 ** 9))
        self.carton = rng.randrange(1, 40)
        self.company = rng.choice(["YCYC", "SHYC", "CSYC", "GZYC"])
        self.retailer = "%06d%d%05d" % (rng.choice([320901, 310115, 430102, 440106]), rng.choice([1, 2]), rng.randrange(10 ** 5))
        self.stamp = NOW - DAY * rng.randrange(3, 900)
        self.trace = 8 * 10 ** 19 + rng.randrange(10 ** 19)
        self.certificate = rng.randrange(10 ** 10)

    def medicine(self, item, product, serial, lot):
        """The codes of a pack of medicine, by the law of its market."""
        rng, market = self.rng, product.maker[4]
        made, expiry = lot["made"], lot["expiry"]
        if market == "cn":
            self.trace += rng.choice([1, 1, 1, 7])  # running is right there
            item.sym(rng.choice(["]C0", "]C1", "]Q1"]), str(self.trace))
            item.sym("]E0", product.gtin[1:], 0, 160)
            return "apart"
        parts = [("17", self.dated(item, expiry)), ("10", lot["lot"]), ("21", serial)]
        rng.shuffle(parts)
        if market == "de" and rng.random() < 0.3:  # the German form, of IFA
            ppn = "11" + product.gtin[5:13]
            item.sym("]d1", "[)>\x1e06\x1d9N%s\x1d1T%s\x1dD%s\x1dS%s\x1e\x04" % (
                ppn + check_ppn(ppn), lot["lot"], yymmdd(expiry), serial))
            return "ifa"
        item.sym("]d2", element_string([("01", product.gtin)] + parts,
                                       rng.randrange(2) if self.chance(item, 0.02, "separator lost") else None))
        if rng.random() < 0.3:
            item.sym("]E0", product.gtin[1:], 0, 160)
        return "gs1"

    def pharma(self, item, product, lot):
        rng, market = self.rng, product.maker[4]
        if market == "cn":
            if rng.random() < 0.6:
                item.say("approval", self.type_text(item, rng.choice([
                    "国药准字H2005%04d", "国药准字 Z1098%04d", "国药准字HJ2021%04d", "国药准字Z2016%04d",
                    "国药准字S2019%04d", "H2013%04d", "国药准字J2014%04d"]) % rng.randrange(1000), slips=rng.random() < 0.5))
            return
        if rng.random() < 0.4:
            item.say("rx", rng.choice(["yes", "1", "是"]))
        if market == "de" and rng.random() < 0.4:
            pzn = product.gtin[5:13]
            item.say("pzn", self.type_text(item, rng.choice(["%s", "PZN-%s", "PZN - %s", "PZN%s"]) % (
                pzn.lstrip("0") if rng.random() < 0.2 else pzn)))
            if rng.random() < 0.2:
                item.sym("]A0", "-" + pzn, 300, 300)
        if market == "fr" and rng.random() < 0.4:
            item.say("cip", self.type_text(item, product.gtin[1:5] + " " + product.gtin[5:]))
        if market == "us" and rng.random() < 0.4:
            ndc = product.gtin[3:13]
            item.say("ndc", self.type_text(item, rng.choice(["%s-%s-%s", "NDC %s-%s-%s"]) % (ndc[:5], ndc[5:8], ndc[8:])))
        if self.chance(item, 0.03, "old stock"):  # made and sold before the law asked for a code
            item.symbols = [("]E0", 0, 0, product.gtin[1:])]
            item.typed = [(k, v) for k, v in item.typed if k == "rx"]
            item.say("made", "2018-%02d-05" % rng.randrange(1, 13))
            item.say("carrier", "EAN-13")
        elif market in EU and self.chance(item, 0.02, "blister"):  # the unit dose names product, lot and expiry
            item.symbols = [("]d2", 0, 0, element_string([("01", product.gtin), ("17", yymmdd(lot["expiry"])), ("10", lot["lot"])]))]
            item.typed = []
        elif market in EU and self.chance(item, 0.02, "parallel import"):
            # the importer's code over the original, whose text is still legible
            item.typed = [(k, v) for k, v in item.typed if k not in ("pzn", "cip")]
            item.say("country", rng.choice(["Greece", "Romania", "Spain"]))

    def pack(self, item, product, serial, lot):
        """What stands on tobacco of that market."""
        rng = self.rng
        what = rng.choice(["cn", "cn", "eu", "eu", "ru", "uz"])
        if product.maker[4] == "cn":
            what = "cn"
        item.market = what if rng.random() < 0.7 or what == "eu" else None
        if what == "cn":
            item.sym("]E0", product.gtin[1:])
            self.carton += 1
            text = self.case + "%02d" % (self.carton % 50 + 1) + rng.choice(["", " ", "\n"]) + self.company + self.retailer
            if rng.random() < 0.1:
                text = text.lower()
            item.say("carton", self.type_text(item, text))
            if rng.random() < 0.3:
                item.say("licence", self.type_text(item, self.retailer))
            if rng.random() < 0.2:
                item.say("country", rng.choice(["中国", "China", "CN"]))
        elif what == "eu":
            stamp = yymmdd(self.stamp) + "%02d" % rng.randrange(24)
            ui = "QC" + "".join(rng.choice(LATIN + LATIN.lower()) for _ in range(14)) + product.gtin[5:12]
            apart = rng.random() < 0.2
            item.sym(rng.choice(["]d1", "]d1", "]J0", "]Q1"]), ui + ("" if apart else stamp))
            if rng.random() < 0.3:
                item.sym("]E0", product.gtin[1:], 0, 160)
            if apart or rng.random() < 0.2:
                item.say("stamp", self.type_text(item, rng.choice([stamp, stamp[:6] + " " + stamp[6:]])))
            if rng.random() < 0.3:
                item.say("level", "unit")
                item.say("carrier", rng.choice(["Data Matrix", "DotCode", "DM"]))
            elif self.chance(item, 0.03, "old stock"):  # on sale without a code until May 2020
                item.symbols = [("]E0", 0, 0, product.gtin[1:])]
                item.typed = []
                item.say("carrier", "EAN-13")
                item.say("made", "2018-11-%02d" % rng.randrange(1, 29))
            elif rng.random() < 0.1:
                item.say("ui", ui + ("" if apart else stamp))
        else:
            body = "%s%011d" % ("478" if what == "uz" else "460", rng.randrange(10 ** 11))
            gtin = "0" + body[:12] + check_gs1("0" + body[:12])
            cset = LATIN + LATIN.lower() + "!%&*+-./:;<=>?_"
            item.sym("]d1", gtin + "".join(rng.choice(cset) for _ in range(15)))
        return what

    def tobacco(self, item, product, lot):
        pass

    def fire(self, item, product, lot):
        rng, firm = self.rng, self.world.firms[product.maker[0]]
        if rng.random() < 0.7:
            firm.s_label += rng.choice([1, 1, 1, 5])
            n = firm.s_label
            code = "%05d%s%05d%s" % (n // 10 ** 5 % 10 ** 5, "AB", n % 10 ** 5, "CD")
            code = rng.choice([code, code[:5] + " " + code[5:7] + " " + code[7:12] + " " + code[12:]])
            key = rng.choice(["slabel", "slabel", "a"])
            item.say(key, self.type_text(item, code))
            if key == "a" and rng.random() < 0.5:
                item.say("b", self.type_text(item, code))
        if rng.random() < 0.5:
            item.say("extinguisher", rng.choice(["干粉", "ABC powder", "CO2", "二氧化碳", "foam", "水基"]))
            made = lot["made"]
            if product.plan == "none":  # met years later
                made = NOW - DAY * rng.randrange(30, 365 * 11)
                item.symbols = [s for s in item.symbols if s[0] == "]E0"]
            item.typed = [t for t in item.typed if t[0] not in ("made", "lot")]
            self.type_day(item, "made", made)
            if rng.random() < 0.4:
                self.type_day(item, "serviced", made + DAY * rng.randrange(300, 2000))
        if rng.random() < 0.3:
            number = "%s-%05d" % (rng.choice(["AB", "K", "2024"]), rng.randrange(10 ** 5))
            item.say("cylinder", self.type_text(item, number))
            item.say("cylinder_label", self.type_text(item, rng.choice([number, number.replace("-", " "), number.replace("-", "")])))
        if rng.random() < 0.2:
            item.say("ccc", self.type_text(item, self.ccc(product, lot["made"], "1804")))

    def building(self, item, product, lot):
        rng, firm, made = self.rng, self.world.firms[product.maker[0]], lot["made"]
        if product.maker[4] == "eu":
            # the year is that of the first affixing; labels for the new year are printed early
            year = made.year - rng.choice([0, 0, 0, 1, 2, 5])
            if self.chance(item, 0.01, "label of the new year"):
                year = made.year + 1
            item.say("ce_year", rng.choice(["%02d" % (year % 100), str(year)]))
            if rng.random() < 0.6:
                item.say("dop", self.type_text(item, firm.dop))
                if rng.random() < 0.5:
                    item.say("dop_paper", self.type_text(item, rng.choice([firm.dop, firm.dop, "DoP " + firm.dop, "No. " + firm.dop,
                                                                          firm.dop.replace("-", " "), firm.dop.replace("/", "-")])))
            if rng.random() < 0.4:
                system = rng.choice(["1+", "1", "2+", "3", "4"])
                item.say("avcp", system)
                item.say("notified", "none" if system == "4" else "%04d" % rng.randrange(9999))
        else:
            if rng.random() < 0.5:
                item.say("xk", self.type_text(item, rng.choice([firm.xk, firm.xk.replace("-", ""), firm.xk.replace("-", " ")])))
            if rng.random() < 0.4:
                size, grade = rng.choice([12, 16, 20, 25, 32]), rng.choice([4, 5])
                item.say("rebar", "%d%s XX %d" % (grade, rng.choice(["", "E"]), size))
                item.say("rebar_tag", rng.choice(["HRB%d00 %d", "HRB%d00E %d", "HRBF%d00 Φ%d", "HRB%d00-%d"]) % (grade, size))

    def electrical(self, item, product, lot):
        rng = self.rng
        for key, forms in (("cml", ["CM/L-%07d", "CM/L %010d", "CML-%08d"]), ("bisr", ["R-%08d", "R-%010d"]),
                           ("fcc", ["2ABCD-X%d", "FCC ID: XYZ%d", "A4R%05d"]),
                           ("kc", ["HU%05d-24001", "R-C-ABC-MODEL%d", "MSIP-CRM-XYZ-%d", "R-R-Oat-K%d"])):
            if rng.random() < 0.3:
                item.say(key, self.type_text(item, rng.choice(forms) % rng.randrange(10 ** 5)))

    def detergents(self, item, product, lot):
        rng, firm = self.rng, self.world.firms[product.maker[0]]
        firm.ufi = firm.ufi or formula_identifier(rng)
        if rng.random() < 0.8:
            item.say("ufi", self.type_text(item, rng.choice(["%s", "UFI: %s", "UFI %s"]) % rng.choice([firm.ufi, formula_identifier(rng)])))

    def apparel(self, item, product, lot):
        pass

    def product_key(self):
        letters = "BCDFGHJKMPQRTVWXY2346789"
        key = [self.rng.choice(letters) for _ in range(25)]
        if self.rng.random() < 0.5:
            key[self.rng.randrange(1, 25)] = "N"
        return "-".join("".join(key[i:i + 5]) for i in range(0, 25, 5))

    def software(self, item, product, lot):
        rng, firm = self.rng, self.world.firms[product.maker[0]]
        what = rng.choice(["retail", "retail", "volume", "dongle"])
        if what == "retail":
            key = self.product_key()
            if rng.random() < 0.3:
                item.sym(rng.choice(["]Q1", "]C0"]), rng.choice([key, key.replace("-", ""), "Product Key: " + key]), 300, 300)
            if rng.random() < 0.7:
                item.say("mskey", self.type_text(item, key))
        elif what == "volume":
            firm.volume_key = firm.volume_key or self.product_key()
            item.say("mskey", self.type_text(item, firm.volume_key, slips=False))
            item.say("volume", "yes")
        else:
            serial = "%08X" % rng.randrange(2 ** 32)
            if self.chance(item, 0.3, "device without a serial"):
                serial = rng.choice(["0", "000000000001", "00000000", "123456789", "AAAAAAAA"])
            item.say("usb", rng.choice(["Bus 001 Device 004: ID 096e:0006 X idVendor 0x096e idProduct 0x0006 iSerial 3 %s",
                                        "idVendor=096E idProduct=0006 SerialNumber=%s", "ID 096e:0006 X iSerial %s"]) % serial)
            if rng.random() < 0.5 and len(serial) == 8:
                item.say("dongle", self.type_text(item, serial))
            if rng.random() < 0.3:
                item.say("usb_id", "096E:0006")
        if rng.random() < 0.4:
            self.certificate += 1
            number = "%05d-%03d-%03d-%03d" % (12, self.certificate // 10 ** 6 % 1000, self.certificate // 1000 % 1000, self.certificate % 1000)
            item.say("coa_serial", self.type_text(item, number))
            item.say("box_serial", self.type_text(item, rng.choice([number, number.replace("-", "")])))

    def credit_code(self):
        rng = self.rng
        own = "".join(rng.choice("0123456789") for _ in range(7)) + rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY")
        own = rng.choice(["MA", ""]) + own
        own = own[:8] + check_organisation(own[:8])
        body = rng.choice(["91", "91", "92", "93", "12", "52"]) + rng.choice(["440105", "310115", "370800", "110108"]) + own
        return body + check_credit(body)

    def document(self, item):
        """Papers: reports, invoices, licences."""
        rng = self.rng
        what = rng.choice(["report", "report", "invoice", "saudi", "licence", "person", "organisation"])
        day = NOW - DAY * rng.randrange(5, 900)
        if what == "report":
            # one laboratory's report for a family of goods, shown for each of them
            firm = rng.choice(list(self.world.firms.values()))
            kind = {"W": "LED lamp %d W", "J": "电水壶 HK-%d", "N": "儿童三轮车 %d 型"}[firm.report[0]]
            item.say("report", self.type_text(item, firm.report))
            item.say("product", self.type_text(item, kind % rng.choice([3, 5, 12, 18])))
            if rng.random() < 0.5:
                item.say("pages", "12")
            if rng.random() < 0.5:
                item.say("cma", self.type_text(item, "%02d0019%06d" % (int(firm.report[-7:-5]) if firm.report[-7:-5].isdigit() else 21, 345678)))
            if rng.random() < 0.3:
                item.say("cnas", self.type_text(item, rng.choice(["CNAS L1234", "CNAS L12345", "CNAS IB0123"])))
            received, tested, issued = day, day + DAY * rng.randrange(0, 20), day + DAY * rng.randrange(20, 40)
            self.type_day(item, "received", received)
            self.type_day(item, "tested", tested)
            self.type_day(item, "issued", issued)
            if self.chance(item, 0.3, "type test"):  # goods made long after the sample was tested
                self.type_day(item, "made", issued + DAY * rng.randrange(1, 700))
            elif rng.random() < 0.5:
                self.type_day(item, "made", received - DAY * rng.randrange(1, 90))
        elif what == "invoice":
            kind, date = rng.choice(["01", "04", "10"]), day.strftime("%Y%m%d")
            amount = "%.2f" % (rng.randrange(100, 10 ** 7) / 100 * rng.choice([1, 1, 1, -1]))
            if rng.random() < 0.5:
                check = "" if kind == "01" else "%020d" % rng.randrange(10 ** 20)
                text = "01,%s,%s,%08d,%s,%s,%s,%04X%s" % (kind, rng.choice(["%012d", "%010d"]) % rng.randrange(10 ** 10), rng.randrange(10 ** 8),
                                                         amount, date, check, rng.randrange(2 ** 16), rng.choice(["", ","]))
            else:
                number = "%02d%02d%d%015d" % (day.year % 100, rng.choice([11, 31, 44, 32]), rng.choice([1, 2, 0]), rng.randrange(10 ** 15))
                text = "01,%s,,%s,%s,%s,,%04X%s" % (rng.choice(["31", "32"]), number, amount, date, rng.randrange(2 ** 16), rng.choice(["", ","]))
                if rng.random() < 0.3:
                    item.say("number", self.type_text(item, number))
                    item.say("date", day.isoformat())
            item.sym("]Q1", text)
            if rng.random() < 0.3:
                item.say(rng.choice(["amount", "total"]), amount)
        elif what == "saudi":
            net = rng.randrange(100, 10 ** 6)
            vat = (net * 15 + 50) // 100
            item.sym("]Q1", tagged("Oat Trading", "3%013d3" % rng.randrange(10 ** 13), day.strftime("%Y-%m-%dT10:20:30Z"),
                                   "%.2f" % ((net + vat) / 100), "%.2f" % (vat / 100)))
        elif what == "licence":
            code = self.credit_code()
            item.say("uscc", self.type_text(item, code))
            item.say("licence_uscc", self.type_text(item, code))
            self.type_day(item, "valid_from", day - DAY * 400)
            item.say("valid_until", rng.choice(["长期", (day + DAY * 1400).isoformat(), (day + DAY * 1400).isoformat()]))
            self.type_day(item, "made", day)
        elif what == "person":
            body = "%s%04d%02d%02d%03d" % (rng.choice(["110105", "440106"]), rng.randrange(1940, 2006), rng.randrange(1, 13),
                                           rng.randrange(1, 29), rng.randrange(1000))
            item.say("idcard", self.type_text(item, body + check_person(body)))
        else:
            code = self.credit_code()
            if rng.random() < 0.4:
                item.sym("]Q1", "统一社会信用代码：%s;名称：样例有限公司" % code)
            else:
                item.say("uscc", self.type_text(item, code))
            if rng.random() < 0.3:
                item.say("orgcode", self.type_text(item, rng.choice(["%s-%s", "%s%s"]) % (code[8:16], code[16])))
            if rng.random() < 0.3:
                lei = "5299%014d" % rng.randrange(10 ** 14)
                item.say("lei", self.type_text(item, lei + check_97(lei)))

    # -- an item, whole --

    def make(self):
        """The items of one find: mostly one, sometimes a case or a shelf of one product."""
        rng = self.rng
        category = rng.choice(CATEGORIES)
        if category == "general":
            item = Item("", category)
            self.general(item)
            return [item]
        if category == "document":
            item = Item("", category)
            self.document(item)
            return [self.shots(item)]
        product = rng.choice(self.world.of(category))
        n = rng.choice([1] * 12 + [2, 3, 5, 9])
        self.shelf(product)  # what the items of one find have in common
        return [self.one(category, product) for _ in range(n)]

    def one(self, category, product):
        rng = self.rng
        item = Item("", category)
        serial, lot = self.unit(item, product)
        item.market = product.maker[4] if rng.random() < 0.5 else None
        how = (self.medicine if category == "pharma" else self.pack if category == "tobacco" else self.code)(
            item, product, serial, lot)
        getattr(self, category)(item, product, lot)
        self.firm(item, product)
        if item.market and self.chance(item, 0.01, "parallel import"):
            item.market = rng.choice(["cn", "eu"] if category != "pharma" else ["de", "fr"] if product.maker[4] in EU
                                     else [item.market])
        if rng.random() < 0.08:
            self.link_beside(item, product)
        if self.chance(item, 0.02, "distributor's label"):
            self.distributor(item)
        # beside a code of its own: else nobody could tell whose code is in view
        if how in ("gs1", "link") and len(item.symbols) > 1 and self.chance(item, 0.06, "neighbour in view"):
            other = rng.choice(self.world.of(category))
            serial, lot = self.unit(item, other)
            item.sym("]d2", element_string([("01", other.gtin), ("10", lot["lot"]), ("21", serial)]), 1500, 900)
        if self.chance(item, 0.03, "case and unit codes"):
            body = rng.choice("12345") + product.gtin[1:13]
            case = body + check_gs1(body)
            item.sym(rng.choice(["]C1", "]I1"]), "01" + case + "10" + lot["lot"], 0, 700)
            if item.symbols[-1][0] == "]I1":
                item.symbols[-1] = ("]I1", 0, 700, case)
        return self.shots(item)

    def shots(self, item):
        rng = self.rng
        if self.chance(item, 0.04, "burst"):
            item.shots, item.gap, item.look_same = rng.randrange(2, 6), 3, True
        elif self.chance(item, 0.05, "double photograph"):
            item.shots, item.gap = rng.randrange(2, 5), 12
        if self.chance(item, 0.15, "named"):
            item.name = True
        return item

    def distributor(self, item):
        """A sticker over the maker's label: article numbers of the wholesaler, his own price code."""
        rng = self.rng
        what = rng.randrange(4)
        if what == 0:
            item.sym("]C0", "ART-%06d" % rng.randrange(10 ** 6), 40, 420)
        elif what == 1:
            body = "2%011d" % rng.randrange(10 ** 11)
            item.sym("]E0", body + check_gs1(body), 40, 420)
        elif what == 2:
            item.sym("]Q1", "https://wholesale.example/a/%d" % rng.randrange(10 ** 6), 40, 420)
        else:
            item.sym("]C0", "%018d" % rng.randrange(10 ** 18), 40, 420)

    def firm(self, item, product):
        """Maker and licence numbers as printed: the same on all goods of one maker."""
        rng, firm = self.rng, self.world.firms[product.maker[0]]
        if rng.random() >= 0.3:
            return
        other = rng.choice([m for m in MAKERS if m[1] == product.maker[1]])
        if other is not product.maker and self.chance(item, 0.1, "made under contract"):
            # the licence is the contract maker's, the name the owner's of the brand
            item.say("contract", rng.choice(["受托方：", "made by "]) + firm.names[0])
            firm = self.world.firms[other[0]]
        item.say("maker", self.type_text(item, rng.choice(firm.names)))

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
