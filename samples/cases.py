# cases.py - what each sample photograph shows and what an inspector should be told
#
# One C(...) a photograph: its name, the verdict, flags and rules that follow from
# the definitions in doc/ (not from what the program happens to say), one sentence,
# the artwork, the surface it is on, the camera, its time and place, and the values
# typed beside it.  A verdict is the final one, after the batch has been closed.
from artwork import (agri_label, case_label, data_label, energy_label, food_pouch, plain_print, rating_plate,
                     serial_sticker, toy_panel, toy_tag)
from world import GOODS, MAKERS, foreign_serial, lot_row, sc, serials

CASES = []


def C(file, verdict, flags, rules, shows, arts, surface, camera, time=None, place=None, side=(), **more):
    CASES.append(dict(file=file, verdict=verdict, flags=flags, rules=rules, shows=shows, arts=arts,
                      surface=surface, camera=camera, time=time, place=place, side=list(side), **more))


# ---- codes ----

def yymmdd(date):
    return date[2:].replace("-", "")


def gtin14(product, indicator="0"):
    from world import mod10
    body = indicator + GOODS[product]["gtin13"][:12]
    return body + mod10(body)


def gs1(product, lot=None, serial=None, made=None, best=None, expiry=None, gtin=None):
    """GS1 element string in a QR: dates first, then lot, serial last."""
    s = "[01]" + (gtin or gtin14(product))
    for ai, v in (("11", made), ("15", best), ("17", expiry)):
        s += "[%s]%s" % (ai, yymmdd(v)) if v else ""
    for ai, v in (("10", lot), ("21", serial)):
        s += "[%s]%s" % (ai, v) if v else ""
    return ("gs1qr", s)


def link(product, lot=None, serial=None, made=None, expiry=None, host=None, scheme="https", gtin=None):
    """GS1 Digital Link on the maker's host, or on another."""
    s = "%s://%s/01/%s" % (scheme, host or MAKERS[GOODS[product]["maker"]]["host"], gtin or gtin14(product))
    s += "/10/" + lot if lot else ""
    s += "/21/" + serial if serial else ""
    query = ["%s=%s" % (ai, yymmdd(v)) for ai, v in (("11", made), ("17", expiry)) if v]
    return ("qr", s + ("?" + "&".join(query) if query else ""))


def ean(product):
    return ("ean", GOODS[product]["gtin13"])


def bad_check(product):
    """The product's GTIN with its check digit off by three."""
    g = gtin14(product)
    return g[:13] + str((int(g[13]) + 3) % 10)


def art(fn, product, codes, **t):
    return (fn, product, dict(t, codes=codes))


# ---- words that many labels share ----

FRIDGE_ROWS = [("额定电压/频率 Voltage", "220-240 V~ 50 Hz"), ("额定电流 Current", "0.9 A"),
               ("耗电量 Energy", "0.49 kWh/24 h"), ("气候类型 Climate", "SN-N-ST"),
               ("制冷剂 Refrigerant", "R600a 48 g"), ("冷冻能力 Freezing", "3.5 kg/24 h"), ("净重 Net", "54 kg")]


def plate(product, codes, lot=None, serial=None, **t):
    rows = [("型号 Model", GOODS[product]["model"])] + t.pop("rows", FRIDGE_ROWS)
    if lot:
        rows += [("批号 Lot", lot), ("生产日期 Made", t.pop("made", None) or lot_row(lot)["made"])]
    return art(rating_plate, product, codes, rows=rows, sn=serial, **t)


SHORT = (1240, 700)
KETTLE_ROWS = [("额定电压 Voltage", "220-240 V~ 50/60 Hz"), ("额定功率 Power", "1850-2200 W"), ("容量 Capacity", "1.7 L"),
               ("防护等级 IP", "IPX0")]
PLUG_ROWS = [("额定电压 Voltage", "250 V~ 50 Hz"), ("额定电流 Current", "10 A"), ("无线 Radio", "2.4 GHz"),
             ("待机 Standby", "< 0.3 W")]
FAN_ROWS = [("额定电压 Voltage", "220 V~ 50 Hz"), ("额定功率 Power", "55 W"), ("扇叶 Blade", "400 mm"),
            ("噪声 Noise", "≤ 58 dB(A)")]
COOKER_ROWS = [("额定电压 Voltage", "220 V~ 50 Hz"), ("额定功率 Power", "860 W"), ("容积 Volume", "5 L"),
               ("内胆 Inner pot", "铝合金 aluminium")]

PW_TEXT = ["执行标准：GB 6675.1-4  ·  EN 71", "制造商：石丸丸玩具有限公司", "样例省苔溪镇拾贝巷21号",
           "Pebblewhisk Toy Works Ltd., 21 Shibei Lane, Taixi", "Importeur / Importateur: Pebblewhisk Sample B.V.,",
           "Voorbeeldkade 9, 9521 ZZ Voorbeeldstad"]
PANEL_TEXT = ["适用年龄：3岁以上   材质：榉木、水性漆", "Ages 3+. Beech wood, water-based paint.", "Ab 3 Jahren. Buchenholz, Farbe auf Wasserbasis.",
              "Dès 3 ans. Hêtre, peinture à l'eau.", "执行标准：GB 6675.1~.4   合格证：检验员 07",
              "制造商：石丸丸玩具有限公司", "样例省苔溪镇拾贝巷21号   电话：952-000-0107",
              "Pebblewhisk Toy Works Ltd.", "21 Shibei Lane, Taixi, Sample Province", "请保留包装以备查考。Keep for reference."]

SC_TEA = sc("1143309990017")
SC_BISCUIT = sc("1083309990023")
SC_OIL = sc("1023309990041")


def tea_text(shelf="18个月 months"):
    return ["品名：云岫绿茶  Yunxiu green tea", "配料：绿茶鲜叶  Ingredients: green tea leaf", "产品标准号：GB/T 14456.1",
            "生产许可证编号：" + SC_TEA, "净含量：100 g   质量等级：一级", "保质期 Shelf life：" + shelf, "贮存：阴凉干燥，避光密封保存",
            "Store cool, dry and dark.", "生产商：禾雀坞农产有限公司", "地址：样例省穗原县听禾村3号",
            "Verdantlark Farm & Pantry Ltd.", "冲泡：3 g 茶叶，80 ℃ 水 150 mL，2 分钟", "Brew 3 g in 150 mL at 80 °C for 2 minutes.",
            "云岫春山一芽一叶，清香回甘。", "One bud, one leaf, from misty hills."]


def biscuit_text(licence="生产许可证编号：" + SC_BISCUIT, more=()):
    return ["品名：燕麦酥饼  Oat biscuits", "配料：小麦粉、燕麦片、白砂糖、植物油、", "鸡蛋、食用盐、膨松剂（碳酸氢钠）",
            "Wheat flour, oats (30 %), sugar, oil, egg, salt.", "致敏物：含麸质谷物、蛋类  Gluten, egg", "产品标准号：GB/T 20980", licence,
            "净含量：240 g   保质期：9个月", "生产商：禾雀坞农产有限公司", "地址：样例省穗原县听禾村3号", *more]


OIL_TEXT = ["品名：山茶籽油（压榨一级）", "Camellia seed oil, pressed", "配料：油茶籽  Ingredients: camellia seed", "产品标准号：GB/T 11765", "生产许可证编号：" + SC_OIL,
            "净含量：500 mL   保质期：18个月", "非转基因  烹饪、凉拌皆宜", "贮存：阴凉避光，开启后冷藏", "生产商：禾雀坞农产有限公司",
            "地址：样例省穗原县听禾村3号", "Verdantlark Farm & Pantry Ltd."]

GREEN, RED, BLACK = ((44, 140, 62), "除草剂  HERBICIDE"), ((196, 42, 40), "杀虫剂  INSECTICIDE"), ((24, 24, 26), "杀菌剂  FUNGICIDE")
REG = "PD20259521"


def pest_text(reg=REG):
    return ["农药登记证号：" + reg, "农药生产许可证号：农药生许(浙)9521", "产品标准号：Q/HQW 012-2025", "有效成分含量：20%   剂型：水剂",
            "毒性：低毒    净含量：200 mL", "使用范围：玉米田一年生阔叶杂草", "用药量：每亩 60-80 mL，对水喷雾", "安全间隔期：每季最多使用1次",
            "质量保证期：2年    施药后及时洗手", "禁止在河塘等水体中清洗施药器具", "Wear gloves. Keep out of reach of children.", "Do not contaminate water. Shake before use.", "登记证持有人：禾雀坞农产有限公司", "地址：样例省穗原县听禾村3号"]


def unit_code(reg, production, tail):
    return "1" + reg[-6:] + production + "001" + tail


def trace(code):
    """Trace address and the 32-digit unit code, as the announcement has it."""
    return ("qr", "https://verdantlark.example/trace?code=" + code)


SEED_LIC = "B(农)农种许字(2025)第9521号"
VARIETY = "国审玉20259521"
SEED_TEXT = ["作物种类：玉米    种子类别：杂交种", "品种名称：穗原958", "审定编号：" + VARIETY, "生产经营许可证编号：", "  " + SEED_LIC,
             "检疫证明编号：952100000000123", "净含量：4,200 粒   产地：样例省穗原县", "纯度≥97.0%  净度≥99.0%", "发芽率≥93%  水分≤13.0%",
             "生产商：禾雀坞农产有限公司", "已包衣，切勿食用  Treated seed: do not eat", "贮存：干燥阴凉，防虫防鼠", "适宜种植：样例省中部春播区"]
FERT_TEXT = ["复合肥料  GB/T 15063-2020", "总养分 N+P2O5+K2O ≥ 45%", "含氯（低氯）  缓释型", "净含量：40 kg", "肥料登记：农肥(2024)准字9521号",
             "生产许可：样例省穗原县", "生产商：禾雀坞农产有限公司", "地址：样例省穗原县听禾村3号"]

# ---- surfaces and cameras ----

PANEL = dict(material="painted", extra="screws")
BACK = dict(material="painted", base=(150, 153, 156), extra="slots screws")
STEEL = dict(material="brushed", extra="screws")
BOX = dict(material="carton", extra="tape")
WHITEBOX = dict(material="carton", base=(206, 196, 180), floor="stone", margin=170)
BROWN_ON_FLOOR = dict(material="carton", floor="stone", margin=150)
TABLE = dict(material="wood", lift=10)
DARKTABLE = dict(material="wood", base=(104, 72, 48), lift=10)
CLOTH = dict(material="fabric", lift=12)
RUST = dict(material="fabric", base=(150, 96, 78), lift=12)
BENCH = dict(material="stone", lift=10)
SACK = dict(material="film", base=(226, 224, 214), extra="seam", lift=3, printed=True)
GREENSACK = dict(material="film", base=(198, 214, 190), extra="seam", lift=3, printed=True)

WARM, COOL, NEUTRAL = (1.05, 1.0, 0.90), (0.95, 1.0, 1.05), (1.0, 1.0, 0.98)
LAND, PORT, SQUARE = (1088, 816), (816, 1088), (944, 944)
SHED, DEPOT, PORTSIDE = (9.5210, 9.5210), (9.5203, 9.5187), (9.5301, 9.5402)  # open sea, nobody's address


def cam(size=LAND, fill=0.80, tilt=0.0, lean=(0.03, 0.02), **more):
    return dict(more, size=size, fill=fill, tilt=tilt, lean=lean)


def nth(lot, n):
    return serials(lot)[n]


# ---- appliances ----

s = nth("FR2608A", 11)
C("appliance-01.jpg", "CONSISTENT", "-", "-", "genuine refrigerator: rating plate, GS1 QR and EAN-13 agree with the signed list",
  [plate("fridge260", [gs1("fridge260", "FR2608A", s, "2026-08-05"), ean("fridge260")], "FR2608A", s)],
  PANEL, cam(tilt=-3, colour=COOL), "2026-11-19 09:12:04", SHED, ["ccc=2023950701095210"])
s = nth("FR2609C", 7)
C("appliance-02.jpg", "CONSISTENT", "-", "-", "EU energy label with its register link beside the maker's own link; parallel languages",
  [art(energy_label, "fridge310", [("qr", "https://eprel.ec.europa.eu/qr/9521002")]),
   (serial_sticker, "fridge310", dict(codes=[link("fridge310", "FR2609C", s)], text=["Model FQ-310T", "Lot FR2609C", "S/N", s]), 820, 330, 1.5)],
  dict(material="painted", base=(226, 228, 230)), cam((1280, 960), 0.86, 2, (0.02, -0.03), colour=NEUTRAL), "2026-11-19 09:14:40", SHED)
s = nth("KT2609A", 5)
C("appliance-03.webp", "CONSISTENT", "-", "-", "genuine kettle, base plate photographed on a table, Digital Link QR",
  [plate("kettle", [link("kettle", "KT2609A", s), ean("kettle")], "KT2609A", s, wh=SHORT, rows=KETTLE_ROWS, ground=(232, 233, 236))],
  TABLE, cam(tilt=9, lean=(0.07, 0.03), colour=WARM), "2026-11-19 09:20:11")
s = foreign_serial("kettle a")
C("appliance-04.png", "UNKNOWN", "NOT-LISTED", "-", "kettle whose serial is on no list; the list does not claim to be complete",
  [plate("kettle", [gs1("kettle", "KT2609A", s, "2026-09-02"), ean("kettle")], "KT2609A", s, wh=SHORT, rows=KETTLE_ROWS)],
  BENCH, cam((920, 690), tilt=-5, lean=(0.05, -0.03)), "2026-11-19 09:23:30")
s = foreign_serial("fridge a")
C("appliance-05.jpg", "LIKELY-COUNTERFEIT", "-", "LIST-NOT-ISSUED", "refrigerator whose serial was never issued: its lot is closed and the list complete",
  [plate("fridge260", [gs1("fridge260", "FR2608A", s, "2026-08-05"), ean("fridge260")], "FR2608A", s)],
  BACK, cam(tilt=4, lean=(-0.04, 0.05), hand=0.5), "2026-11-19 09:31:02", DEPOT)
s = nth("FR2608A", 40)
C("appliance-06.jpg", "SUSPECT", "-", "LIST-STATUS", "serial that the maker reported destroyed",
  [plate("fridge260", [gs1("fridge260", "FR2608A", s, "2026-08-05"), ean("fridge260")], "FR2608A", s)],
  PANEL, cam(tilt=2, lean=(0.08, -0.02), gradient=0.3), "2026-11-19 09:33:45", DEPOT)
s = nth("FR2610B", 41)
C("appliance-07.jpg", "CONSISTENT", "STOLEN", "-", "genuine refrigerator, reported stolen",
  [plate("fridge260", [gs1("fridge260", "FR2610B", s, "2026-10-12"), ean("fridge260")], "FR2610B", s)],
  STEEL, cam(tilt=-7, lean=(0.03, 0.06)), "2026-11-19 09:36:20")
s = foreign_serial("fridge new")
C("appliance-08.jpg", "UNKNOWN", "NOT-LISTED", "-", "refrigerator made after the list was issued: absence means nothing",
  [plate("fridge260", [gs1("fridge260", "FR2611A", s, "2026-11-09"), ean("fridge260")], "FR2611A", s, made="2026-11-09")],
  PANEL, cam(tilt=1, lean=(0.02, 0.04), colour=WARM), "2026-11-19 09:40:09")
s = nth("SP2607A", 88)
C("appliance-09.jpg", "CONSISTENT", "GUESSABLE-SERIAL", "-", "smart plug whose maker counts its serials: listed, but easily guessed",
  [plate("plug", [gs1("plug", "SP2607A", s), ean("plug")], "SP2607A", s, wh=SHORT, rows=PLUG_ROWS, left=1)],
  DARKTABLE, cam(tilt=-11, lean=(0.06, 0.05), colour=WARM), "2026-11-19 09:44:51", None, ["mac=D0:95:21:00:13:58"])
s = nth("FN2505A", 21)
C("appliance-10.jpg", "CONSISTENT", "STALE-DATA", "-", "genuine fan of 2025; the list that knows it has passed its date",
  [plate("fan", [gs1("fan", "FN2505A", s, "2025-05-20"), ean("fan")], "FN2505A", s, wh=SHORT, rows=FAN_ROWS)],
  WHITEBOX, cam(tilt=3), "2026-11-19 09:48:00")
s = nth("FR2609C", 19)
C("appliance-11.jpg", "SUSPECT", "-", "APPL-EPREL-URL", "energy label whose link only looks like the register's",
  [art(energy_label, "fridge310", [("qr", "https://eprel.ec.europa.eu.energy-label.example/qr/9521002")])],
  dict(material="painted", base=(218, 220, 222)), cam(PORT, 0.86, -2, (0.04, 0.02)), "2026-11-19 09:52:17", None, ["model=FQ-310T", "ccc=2024950701095211"])
s = nth("FR2610B", 12)
for k, (t, shake) in enumerate((("2026-11-19 10:02:10", (0, 0, 0)), ("2026-11-19 10:02:13", (9, -6, 0.25)))):
    C("appliance-%d.jpg" % (12 + k), "CONSISTENT", "-", "-",
      "one refrigerator, two shots three seconds apart (%s of the burst)" % ("first", "second")[k],
      [plate("fridge260", [gs1("fridge260", "FR2610B", s, "2026-10-12"), ean("fridge260")], "FR2610B", s)],
      BACK, cam(tilt=-2, lean=(0.05, -0.03), shake=shake), t, DEPOT, seed="appliance-12", noise_seed=k)
C("appliance-14.png", "PLAUSIBLE", "-", "-", "rice cooker without serial or list: certificate number typed, EAN-13 read",
  [plate("cooker", [ean("cooker")], wh=SHORT, rows=COOKER_ROWS + [("CCC 证书 No.", "2022950711952101"), ("执行标准", "GB 4706.19")], bar=150)],
  RUST, cam((920, 690), 0.82, 6, (0.05, 0.02)), "2026-11-19 10:08:44", None, ["ccc=2022950711952101", "model=FQ-R5"])
C("appliance-15.jpg", "PLAUSIBLE", "-", "-", "case of six kettles: ITF-14 of the case and GS1-128 with the lot, no serial",
  [art(case_label, "kettle", [("itf", gtin14("kettle", "1")), ("gs1-128", "[01]%s[10]KT2610B" % gtin14("kettle", "1"))],
       rows=[("品名 Product", "电热水壶 Electric kettle FQ-K17"), ("数量 Quantity", "6"), ("批号 Lot", "KT2610B"), ("毛重 Gross", "9.8 kg")], bar=140)],
  BROWN_ON_FLOOR, cam(fill=0.84, tilt=1.5, lean=(0.04, 0.03)), "2026-11-19 10:15:26", PORTSIDE)
s = nth("FR2608A", 63)
for k, (surf, camera, t) in enumerate((
        (PANEL, cam(tilt=2, lean=(0.02, 0.05)), "2026-11-19 10:31:00"),
        (BACK, cam(tilt=-6, lean=(0.05, 0.0), colour=WARM), "2026-11-19 10:31:40"),
        (STEEL, cam(tilt=3, lean=(-0.03, 0.06), hand=0.4), "2026-11-19 10:33:05"))):
    C("appliance-%d.jpg" % (16 + k), "LIKELY-COUNTERFEIT", "DUPLICATE-HERE", "DUP-SERIAL",
      "one serial on three named refrigerators: at least two are copies (%d of 3)" % (k + 1),
      [plate("fridge260", [gs1("fridge260", "FR2608A", s, "2026-08-05"), ean("fridge260")], "FR2608A", s)],
      surf, camera, t, DEPOT, ["item=pallet-4-no-%d" % (k + 1)])
C("appliance-19.jpg", "UNREADABLE", "-", "-", "the codes are cut off at the edge of the picture",
  [plate("fridge310", [gs1("fridge310", "FR2609C", nth("FR2609C", 30), "2026-09-18"), ean("fridge310")], "FR2609C", nth("FR2609C", 30))],
  PANEL, cam(fill=0.95, tilt=-3, shift=(-0.235, 0.05)), "2026-11-19 10:40:12")
s = nth("FR2609C", 44)
C("appliance-20.jpg", "SUSPECT", "-", "URL-BRAND", "link to a host one letter off the maker's; the serial in it was copied",
  [plate("fridge310", [link("fridge310", "FR2609C", s, host="frostqui1l.example"), ean("fridge310")], "FR2609C", s, left=1)],
  PANEL, cam(tilt=5, lean=(0.04, 0.04)), "2026-11-19 10:44:30", DEPOT)
s = nth("KT2610B", 17)
C("appliance-21.jpg", "CONSISTENT", "-", "URL-HTTP", "genuine kettle whose printed link has no TLS",
  [plate("kettle", [link("kettle", "KT2610B", s, scheme="http"), ean("kettle")], "KT2610B", s, wh=SHORT, rows=KETTLE_ROWS, ground=(228, 229, 231))],
  CLOTH, cam(tilt=-8, lean=(0.06, -0.04)), "2026-11-19 10:47:55")
s, s2 = nth("FR2610B", 50), nth("FR2610B", 51)
C("appliance-22.jpg", "CONSISTENT", "-", "-", "the neighbouring unit's sticker is in view as well; both are listed",
  [(serial_sticker, "fridge260", dict(codes=[gs1("fridge260", "FR2610B", s, "2026-10-12")], text=["FQ-260D", "Lot FR2610B", "S/N", s])),
   (serial_sticker, "fridge260", dict(codes=[gs1("fridge260", "FR2610B", s2, "2026-10-12")], text=["FQ-260D", "Lot FR2610B", "S/N", s2]), 140, 500, -2.5)],
  dict(material="carton", base=(196, 178, 152), extra="tape"), cam(LAND, 0.84, 2, (0.03, 0.02)), "2026-11-19 10:52:41", PORTSIDE)

# ---- toys ----

s = nth("PB2608A", 9)
C("toy-01.jpg", "CONSISTENT", "-", "-", "genuine stacking toy: hang tag with the maker's link, certificate and standard typed",
  [art(toy_tag, "pebbles", [link("pebbles", "PB2608A", s), ean("pebbles")], text=PW_TEXT, beside=["Lot PB2608A", "S/N " , s, "扫码验证", "Scan me"])],
  CLOTH, cam(PORT, 0.86, 5, (0.03, 0.03)), "2026-11-19 13:05:12", None, ["ccc=2024952206095213", "gb=GB 6675.2-2014"])
s = nth("PS2606B", 14)
C("toy-02.png", "CONSISTENT", "-", "-", "genuine snail: box panel with GS1 QR and EAN-13",
  [art(toy_panel, "snail", [gs1("snail", "PS2606B", s, "2026-06-09"), ean("snail")], text=PANEL_TEXT)],
  dict(material="wood", floor=None), cam((920, 690), 0.86, -4, (0.05, 0.02)), "2026-11-19 13:08:50")
C("toy-03.jpg", "PLAUSIBLE", "-", "-", "EAN-13 only, nothing else to ask about",
  [art(toy_tag, "whistle", [ean("whistle")], text=PW_TEXT + ["请在成人监护下使用。", "Use under adult supervision.", "ABS, PP   ·   12 g   ·   Lot PB-W-26-31"],
       head=(70, 150, 160), bar=150)],
  TABLE, cam(PORT, 0.84, -9, (0.04, 0.05), colour=WARM), "2026-11-19 13:11:37")
C("toy-04.jpg", "PLAUSIBLE", "-", "-", "link of the maker that names the product but no unit",
  [art(toy_panel, "tram", [link("tram"), ean("tram")], text=[x.replace("榉木、水性漆", "马口铁、弹簧钢").replace("Beech wood, water-based paint", "Tinplate, spring steel")
                                                       .replace("Buchenholz, Farbe auf Wasserbasis", "Weißblech, Federstahl").replace("Hêtre, peinture à l'eau", "Fer-blanc, acier à ressort") for x in PANEL_TEXT], ground=(150, 66, 60))],
  DARKTABLE, cam(tilt=3, lean=(0.06, -0.02), fill=0.86), "2026-11-19 13:14:03")
s = foreign_serial("pebbles")
C("toy-05.jpg", "LIKELY-COUNTERFEIT", "-", "LIST-NOT-ISSUED", "serial never issued, in a lot that is closed",
  [art(toy_tag, "pebbles", [gs1("pebbles", "PB2607C", s, "2026-07-21"), ean("pebbles")], text=PW_TEXT, beside=["Lot PB2607C", "S/N", s])],
  RUST, cam(PORT, 0.86, -4, (0.05, 0.02)), "2026-11-19 13:19:30", PORTSIDE)
s = nth("PB2607C", 42)
C("toy-06.webp", "CONSISTENT", "RECALLED", "-", "genuine toy that the maker called back, this unit by its serial",
  [art(toy_panel, "pebbles", [gs1("pebbles", "PB2607C", s, "2026-07-21"), ean("pebbles")], text=PANEL_TEXT, ground=(98, 112, 168))],
  BENCH, cam(tilt=2, lean=(0.03, 0.06), fill=0.86), "2026-11-19 13:22:48")
C("toy-07.jpg", "SUSPECT", "-", "URL-BRAND", "the brand's name stands as a subdomain of somebody else's domain",
  [art(toy_tag, "pebbles", [link("pebbles", "PB2608A", host="pebblewhisk.example.toy-check.example"), ean("pebbles")], text=PW_TEXT,
       beside=["正品查询", "Verify here:", "pebblewhisk.example", ".toy-check.example"])],
  DARKTABLE, cam(PORT, 0.86, 7, (0.04, -0.03)), "2026-11-19 13:26:01", PORTSIDE)
C("toy-08.jpg", "SUSPECT", "-", "URL-BRAND", "brand plus a word: a verification site that is not the maker's",
  [art(toy_panel, "snail", [("qr", "https://pebblewhisk-verify.example/q?c=88213904"), ean("snail")], text=PANEL_TEXT, ground=(120, 92, 140))],
  TABLE, cam(tilt=-6, lean=(0.05, 0.03), fill=0.86), "2026-11-19 13:29:44", PORTSIDE)
C("toy-09.jpg", "SUSPECT", "-", "GS1-CSUM", "wrong check digit of the GTIN inside a GS1 QR",
  [art(toy_tag, "snail", [gs1("snail", "PS2606B", foreign_serial("snail"), gtin=bad_check("snail"))], text=PW_TEXT, beside=["Lot PS2606B", "扫码验证", "Scan me"], wh=(760, 1120))],
  CLOTH, cam(PORT, 0.84, -6, (0.05, 0.03)), "2026-11-19 13:33:20")
s = nth("WT2609A", 31)
C("toy-10.jpg", "CONSISTENT", "-", "-", "one named toy, the front: box panel",
  [art(toy_panel, "tram", [gs1("tram", "WT2609A", s, "2026-09-15"), ean("tram")], text=PANEL_TEXT, ground=(150, 66, 60))],
  TABLE, cam(tilt=4, lean=(0.04, 0.02), fill=0.86), "2026-11-19 13:37:08", None, ["item=parcel-7-tram"])
C("toy-11.jpg", "CONSISTENT", "-", "-", "the same named toy, the back: sticker with the same serial; no clone",
  [art(serial_sticker, "tram", [link("tram", "WT2609A", s)], text=["PW-330", "Lot WT2609A", "S/N", s], face="italic")],
  dict(material="painted", base=(172, 62, 56)), cam(fill=0.66, tilt=-12, lean=(0.05, 0.04)), "2026-11-19 13:39:55", None, ["item=parcel-7-tram"])
s = nth("PB2608A", 60)
for k, (surf, camera, t) in enumerate(((CLOTH, cam(PORT, 0.86, 2, (0.03, 0.03)), "2026-11-19 14:02:00"),
                                       (RUST, cam(PORT, 0.82, -8, (0.05, 0.0)), "2026-11-19 14:06:30"),
                                       (DARKTABLE, cam(PORT, 0.84, 6, (0.02, 0.05), colour=WARM), "2026-11-19 14:11:15"))):
    C("toy-%d.jpg" % (12 + k), "SUSPECT", "DUPLICATE-HERE", "DUP-SERIAL",
      "one serial in unnamed photos minutes apart: copies, unless they show one item (%d of 3)" % (k + 1),
      [art(toy_tag, "pebbles", [gs1("pebbles", "PB2608A", s, "2026-08-25"), ean("pebbles")], text=PW_TEXT, beside=["Lot PB2608A", "S/N", s])],
      surf, camera, t)
s = nth("PB2608A", 33)
C("toy-15.jpg", "SUSPECT", "-", "LIST-LOT", "serial of one lot in a code that names another lot",
  [art(toy_tag, "pebbles", [gs1("pebbles", "PB2607C", s), ean("pebbles")], text=PW_TEXT, beside=["Lot PB2607C", "S/N", s])],
  BENCH, cam(PORT, 0.86, -3, (0.04, 0.02)), "2026-11-19 14:17:29")
C("toy-16.jpg", "UNREADABLE", "-", "-", "hopelessly out of focus",
  [art(toy_tag, "snail", [gs1("snail", "PS2606B", nth("PS2606B", 40)), ean("snail")], text=PW_TEXT)],
  TABLE, cam(PORT, 0.80, 4, (0.03, 0.03), blur=11.0, sharpen=0), "2026-11-19 14:19:40")
C("toy-17.jpg", "UNREADABLE", "-", "-", "a lamp glares off the film over both codes",
  [art(toy_panel, "snail", [gs1("snail", "PS2606B", nth("PS2606B", 41)), ean("snail")], text=PANEL_TEXT)],
  dict(material="film", base=(120, 160, 170)), cam(tilt=2, fill=0.86, glare=[(0.29, -0.12, 0.17, 0.20, 620), (0.27, 0.16, 0.20, 0.10, 560)]), "2026-11-19 14:21:02")
s = nth("PB2608A", 70)
C("toy-18.jpg", "CONSISTENT", "DIVERTED", "LIST-MARKET", "grey import: a lot made for other markets found on sale in the US",
  [art(toy_tag, "pebbles", [gs1("pebbles", "PB2608A", s, "2026-08-25"), ean("pebbles")], text=PW_TEXT, beside=["Lot PB2608A", "S/N", s])],
  WHITEBOX, cam(PORT, 0.80, 3, (0.04, 0.02)), "2026-11-19 14:30:18", None, ["market=us"])
s = nth("PS2606B", 22)
for k, (fn, extra, surf, camera, t) in enumerate((
        (toy_panel, dict(text=PANEL_TEXT, ground=(86, 134, 96)), TABLE, cam(tilt=-3, fill=0.86, lean=(0.05, 0.02)), "2026-11-19 14:40:05"),
        (serial_sticker, dict(text=["PW-205", "Lot PS2606B", "S/N", s], face="italic"), dict(material="painted", base=(88, 140, 98)),
         cam(fill=0.62, tilt=8, lean=(0.03, 0.05)), "2026-11-19 14:40:41"))):
    C("toy-%d.jpg" % (19 + k), "CONSISTENT", "DUPLICATE-HERE", "DUP-SERIAL",
      "two sides of one unnamed toy, 36 seconds apart (%s): noted, not held against it" % ("panel", "sticker")[k],
      [art(fn, "snail", [gs1("snail", "PS2606B", s, "2026-06-09")], **extra)], surf, camera, t)
s = nth("PS2605R", 8)
C("toy-21.jpg", "CONSISTENT", "RECALLED", "-", "genuine toy of a lot that was recalled as a whole",
  [art(toy_tag, "snail", [gs1("snail", "PS2605R", s, "2026-05-18"), ean("snail")], text=PW_TEXT, beside=["Lot PS2605R", "S/N", s], head=(96, 150, 92))],
  CLOTH, cam(PORT, 0.86, 1, (0.05, 0.02)), "2026-11-19 14:45:33")

for k, s in enumerate(serials("WT2610P") + [foreign_serial("tram")]):
    C("toy-%d.jpg" % (22 + k), "UNKNOWN" if k == 2 else "CONSISTENT", "NOT-LISTED" if k == 2 else "-", "LOT-QUANTITY",
      "trial lot of two units, of which three turn up: one too many, and the lot is still open (%d of 3)" % (k + 1),
      [art(toy_panel, "tram", [gs1("tram", "WT2610P", s, "2026-10-26"), ean("tram")], text=PANEL_TEXT, ground=((150, 66, 60), (146, 62, 58), (158, 76, 60))[k])],
      (TABLE, DARKTABLE, BENCH)[k], cam(tilt=(3, -7, 5)[k], fill=0.84, lean=((0.04, 0.02), (0.02, 0.05), (0.05, -0.02))[k]), "2026-11-19 14:5%d:20" % (1 + 2 * k))

# ---- food ----

s = nth("TE2609A", 3)
C("food-01.jpg", "CONSISTENT", "-", "-", "genuine tea on a tin: GS1 QR with lot, dates and serial; licence number typed",
  [art(food_pouch, "tea", [gs1("tea", "TE2609A", s, "2026-09-03", expiry="2028-03-02"), ean("tea")], text=tea_text(),
       nutrition=False, inkjet="20260903\nTE2609A\nEXP 20280302", codes_y=640)],
  dict(material="painted", base=(58, 92, 62), round=668, bench="wood"), cam(PORT, 0.66, 0, (0.03, 0.01), shift=(0, 0.02)), "2026-11-20 08:40:00", None, ["sc=" + SC_TEA])
C("food-02.jpg", "PLAUSIBLE", "-", "-", "biscuits: EAN-13, licence number, date and shelf life that fit each other",
  [art(food_pouch, "biscuit", [ean("biscuit")], text=biscuit_text(), ground=(253, 244, 222), dark=(150, 88, 40),
       inkjet="MFG 2026.10.08\nEXP 2027.07.07\nBC2610A 0941")],
  SACK, cam(PORT, 0.84, -4, (0.04, 0.03)), "2026-11-20 08:43:15", None,
  ["sc=" + SC_BISCUIT, "made=2026-10-08", "expiry=2027-07-08", "shelf_life=9M"])
bad = SC_TEA[:-1] + str((int(SC_TEA[-1]) + 4) % 10)
C("food-03.jpg", "SUSPECT", "-", "FOOD-SC-CHECK", "licence number with a wrong check digit, encoded in the QR itself",
  [art(food_pouch, "tea", [("qr", "生产许可证编号：" + bad), ean("tea")], text=[x.replace(SC_TEA, bad) for x in tea_text()], nutrition=False,
       dark=(70, 82, 44), inkjet="20260911\nTE2609K")],
  TABLE, cam(PORT, 0.84, 6, (0.05, 0.02), colour=WARM), "2026-11-20 08:47:50")
slip = SC_TEA[:9] + str((int(SC_TEA[9]) + 1) % 10) + SC_TEA[10:]
s = nth("TE2609A", 17)
C("food-04.jpg", "CONSISTENT", "-", "FOOD-SC-CHECK", "genuine tea; the inspector mistyped one digit of the licence number",
  [art(food_pouch, "tea", [gs1("tea", "TE2609A", s, "2026-09-03", expiry="2028-03-02"), ean("tea")], text=tea_text(),
       nutrition=False, inkjet="20260903\nTE2609A\nEXP 20280302", codes_y=640)],
  DARKTABLE, cam(PORT, 0.86, -3, (0.06, 0.02)), "2026-11-20 08:52:09", None, ["sc=" + slip])
s = nth("TE2609A", 25)
C("food-05.jpg", "SUSPECT", "-", "LIST-EXPIRY", "expiry in the code is a year later than the maker's record of the lot",
  [art(food_pouch, "tea", [gs1("tea", "TE2609A", s, expiry="2029-03-02"), ean("tea")], text=tea_text("30个月 months"),
       nutrition=False, inkjet="TE2609A\nEXP 20290302", codes_y=640)],
  BENCH, cam(PORT, 0.86, 2, (0.03, 0.05)), "2026-11-20 08:56:31", PORTSIDE)
C("food-06.jpg", "SUSPECT", "-", "GS1-DATE-ORDER,FOOD-DATE-ORDER", "best before lies before the date of manufacture, both in one code",
  [art(food_pouch, "oil", [gs1("oil", made="2026-09-20", best="2026-03-19"), ean("oil")], text=OIL_TEXT, ground=(252, 248, 226),
       dark=(120, 96, 30), inkjet="20260920\nOL2609X")],
  TABLE, cam(PORT, 0.84, 3, (0.04, -0.02)), "2026-11-20 09:01:12")
s = nth("TE2504Z", 6)
C("food-07.jpg", "CONSISTENT", "EXPIRED", "-", "genuine tea past its date",
  [art(food_pouch, "tea", [gs1("tea", "TE2504Z", s, "2025-04-15", expiry="2026-10-14"), ean("tea")], text=tea_text(),
       nutrition=False, inkjet="20250415\nTE2504Z\nEXP 20261014", codes_y=640)],
  BOX, cam(PORT, 0.84, 5, (0.03, 0.03), colour=WARM), "2026-11-20 09:04:47")
s = nth("BC2608D", 10)
C("food-08.jpg", "CONSISTENT", "-", "-", "best before without a day (day 00): the end of that month, as the lot record says",
  [art(food_pouch, "biscuit", [("gs1qr", "[01]%s[15]270500[10]BC2608D[21]%s" % (gtin14("biscuit"), s)), ean("biscuit")], text=biscuit_text(),
       ground=(253, 244, 222), dark=(150, 88, 40), inkjet="BEST BEFORE\nEND 05 2027\nBC2608D")],
  SACK, cam(PORT, 0.86, 3, (0.04, -0.02)), "2026-11-20 09:08:20")
s = next(x for x in serials("TE2609A")[30:] if not any(a.isdigit() and b.isdigit() for a, b in zip(x, x[1:])))
C("food-09.jpg", "CONSISTENT", "-", "GS1-AI-GS-LOST", "the printer lost the separator behind the serial: of the two readings one is listed",
  [art(food_pouch, "tea", [("gs1qr", "[01]%s[17]280302[21]%s10TE2609A" % (gtin14("tea"), s)), ean("tea")], text=tea_text(),
       nutrition=False, inkjet="20260903\nTE2609A\nEXP 20280302", codes_y=640)],
  TABLE, cam(PORT, 0.86, -2, (0.05, 0.02)), "2026-11-20 09:12:03")
C("food-10.jpg", "SUSPECT", "-", "DATE-FUTURE,FOOD-DATE-FUTURE", "made a month after the day of the inspection",
  [art(food_pouch, "oil", [gs1("oil", made="2026-12-22", best="2028-06-21"), ean("oil")], text=OIL_TEXT, ground=(252, 248, 226),
       dark=(120, 96, 30), inkjet="20261222\nOL2612C")],
  WHITEBOX, cam(PORT, 0.80, -5, (0.04, 0.03)), "2026-11-20 09:16:44")
C("food-11.jpg", "SUSPECT", "-", "FOOD-QS-AFTER-2018", "the abolished QS number on goods made in 2026",
  [art(food_pouch, "oil", [gs1("oil", "OL2609B", made="2026-09-20"), ean("oil")],
       text=[("QS 3309 0201 0041   （质量安全）" if "许可" in x else x) for x in OIL_TEXT], ground=(252, 248, 226), dark=(104, 70, 34), inkjet="20260920\nOL2609B")],
  DARKTABLE, cam(PORT, 0.86, 4, (0.05, 0.03)), "2026-11-20 09:20:36", None, ["qs=QS330902010041"])
C("food-12.png", "PLAUSIBLE", "-", "-", "old stock of 2017 with the QS number that was right then",
  [art(food_pouch, "oil", [ean("oil")], text=[("QS 3309 0201 0041   （质量安全）" if "许可" in x else x) for x in OIL_TEXT], ground=(240, 232, 204),
       dark=(92, 78, 40), inkjet="20170502\nOL1705A")],
  RUST, cam((690, 920), 0.84, -7, (0.03, 0.04), colour=WARM), "2026-11-20 09:24:05", None, ["qs=QS330902010041", "made=2017-05-02"])
C("food-13.jpg", "UNREADABLE", "-", "-", "far too dark",
  [art(food_pouch, "tea", [gs1("tea", "TE2609A", nth("TE2609A", 50)), ean("tea")], text=tea_text(), nutrition=False)],
  DARKTABLE, cam(PORT, 0.80, 3, (0.04, 0.02), exposure=0.021, noise=6.5, blur=1.6, sharpen=0, vignette=0.8), "2026-11-20 09:27:51")
C("food-14.jpg", "UNREADABLE", "-", "-", "the file ends in the middle: a copy that was broken off",
  [art(food_pouch, "biscuit", [gs1("biscuit", "BC2610A", nth("BC2610A", 30)), ean("biscuit")], text=biscuit_text(), ground=(253, 244, 222), dark=(150, 88, 40))],
  SACK, cam(PORT, 0.84, -2, (0.03, 0.02)), "2026-11-20 09:30:10", truncate=0.30)
C("food-15.jpg", "UNREADABLE", "-", "-", "the side of a case without any code",
  [art(plain_print, "biscuit", [])], dict(material="carton", extra="tape", printed=True), cam(fill=0.86, tilt=-2, lean=(0.03, 0.03)), "2026-11-20 09:33:27", PORTSIDE)
s = nth("OL2609B", 20)
C("food-16.webp", "CONSISTENT", "-", "-", "genuine oil on a round bottle, phone held sideways (EXIF orientation)",
  [art(food_pouch, "oil", [gs1("oil", "OL2609B", s, "2026-09-20"), ean("oil")], text=OIL_TEXT, ground=(252, 248, 226), dark=(120, 96, 30), nutrition=False,
       inkjet="20260920\nOL2609B")],
  dict(material="painted", base=(196, 178, 96), round=668, bench="wood"), cam(PORT, 0.66, -1, (0.03, 0.0), shift=(0, 0.02)), "2026-11-20 09:37:40", turned=True)
s = nth("BC2610A", 12)
C("food-17.jpg", "CONSISTENT", "-", "-", "blurred beyond reading, but the inspector typed product, serial and lot",
  [art(food_pouch, "biscuit", [gs1("biscuit", "BC2610A", s, "2026-10-08"), ean("biscuit")], text=biscuit_text(), ground=(253, 244, 222), dark=(150, 88, 40),
       inkjet="MFG 2026.10.08\nEXP 2027.07.07\nBC2610A 0941")],
  SACK, cam(PORT, 0.84, 2, (0.03, 0.02), motion=(46, 28), blur=2.5, sharpen=0), "2026-11-20 09:41:18", None,
  ["gtin=" + GOODS["biscuit"]["gtin13"], "serial=" + s, "lot=BC2610A"])
s = foreign_serial("oil")
C("food-18.jpg", "UNKNOWN", "NOT-LISTED", "-", "oil whose serial is not on the list, which does not claim to be complete",
  [art(food_pouch, "oil", [link("oil", "OL2609B", s), ean("oil")], text=OIL_TEXT, ground=(252, 248, 226), dark=(120, 96, 30), nutrition=False,
       inkjet="20260920\nOL2609B")],
  BENCH, cam(PORT, 0.86, -6, (0.04, 0.04)), "2026-11-20 09:45:02")
s = nth("TE2609A", 61)
C("food-19.jpg", "CONSISTENT", "-", "-", "genuine tea, packed for export in four languages, crumpled and in poor light",
  [art(food_pouch, "tea", [link("tea", "TE2609A", s, expiry="2028-03-02"), ean("tea")],
       text=["云岫绿茶 / Green tea / Thé vert / Grüner Tee", "配料：绿茶 / Ingredients: green tea", "Ingrédients : thé vert / Zutaten: Grüntee",
             "生产许可证编号：" + SC_TEA, "净含量 Net Wt. Poids net: 100 g", "保质期 18个月 / Shelf life 18 months", "À conserver au sec. / Trocken lagern.",
             "禾雀坞农产有限公司  样例省穗原县听禾村3号", "Verdantlark Farm & Pantry Ltd."], nutrition=False, inkjet="TE2609A\nEXP 20280302", codes_y=600)],
  dict(material="film", base=(96, 124, 90), lift=6), cam(PORT, 0.84, 8, (0.04, 0.04), gradient=0.36, noise=4.5, colour=WARM, hand=0.42), "2026-11-20 09:49:33", None, ["sc=" + SC_TEA])
C("food-20.jpg", "PLAUSIBLE", "-", "-", "case of biscuits: GS1-128 with lot and best before, no serial",
  [art(case_label, "biscuit", [("gs1-128", "[01]%s[15]270707[10]BC2610A" % gtin14("biscuit", "2")), ("itf", gtin14("biscuit", "2"))],
       rows=[("品名 Product", "燕麦酥饼 Oat biscuits 240 g"), ("数量 Quantity", "24"), ("批号 Lot", "BC2610A"), ("最佳食用期 Best before", "2027-07-07")], bar=140)],
  BOX, cam(fill=0.86, tilt=-1.5, lean=(0.03, -0.03)), "2026-11-20 09:53:08", PORTSIDE)

C("food-21.jpg", "SUSPECT", "-", "LOT-UNKNOWN", "a lot of August that the complete list of that time does not have",
  [art(food_pouch, "tea", [gs1("tea", "TE2608X", made="2026-08-12", expiry="2028-02-11"), ean("tea")], text=tea_text(),
       nutrition=False, inkjet="20260812\nTE2608X\nEXP 20280211", codes_y=640)],
  CLOTH, cam(PORT, 0.84, -6, (0.04, 0.02)), "2026-11-20 09:58:15", PORTSIDE)

# ---- agricultural inputs ----

code = unit_code(REG, "1", "730518264097351862940")
C("agri-01.jpg", "PLAUSIBLE", "-", "-", "herbicide: the unit code's digits fit the registration number on the label",
  [art(agri_label, "herbicide", [trace(code), ean("herbicide")], text=pest_text(), band=GREEN, caption="扫码追溯  Trace", inkjet="20260702\nHB2607A")],
  dict(material="painted", base=(222, 224, 218), round=790, bench="stone"), cam(SQUARE, 0.66, 1, (0.03, 0.0), shift=(0, 0.02)), "2026-11-20 10:20:00", None, ["reg=" + REG])
code = unit_code("PD20187746", "1", "204816357290461835702")
C("agri-02.jpg", "SUSPECT", "-", "AGRI-PEST-REG-MATCH", "unit code of another registration than the one printed",
  [art(agri_label, "herbicide", [trace(code), ean("herbicide")], text=pest_text(), band=GREEN, caption="扫码追溯  Trace", inkjet="20260702\nHB2607A")],
  dict(material="painted", base=(222, 224, 218), round=790, bench="wood"), cam(SQUARE, 0.66, -2, (0.03, 0.0), shift=(0, 0.02)), "2026-11-20 10:24:18", PORTSIDE, ["reg=" + REG])
code = unit_code(REG, "7", "918273640519283746501")
C("agri-03.jpg", "SUSPECT", "-", "AGRI-PEST-UNIT", "unit code whose production digit does not exist",
  [art(agri_label, "herbicide", [trace(code), ean("herbicide")], text=pest_text(), band=GREEN, caption="扫码追溯  Trace", inkjet="20260702\nHB2607A")],
  BENCH, cam(SQUARE, 0.84, 5, (0.04, 0.03)), "2026-11-20 10:28:40", None, ["reg=" + REG])
C("agri-04.png", "PLAUSIBLE", "-", "-", "maize seed: the four lines of the seed code in order, licence and approval typed",
  [art(agri_label, "maize", [("qr", "品种名称：穗原958\r\n生产经营者名称：禾雀坞农产有限公司\r\n单元识别代码：95210035000000104217\r\n追溯网址：https://verdantlark.example/seed"), ean("maize")],
       text=SEED_TEXT, dark=(196, 132, 24), caption="种子信息  Seed data", qr=380)],
  SACK, cam((800, 800), 0.84, -3, (0.03, 0.03)), "2026-11-20 10:33:02", None, ["seedlic=" + SEED_LIC, "variety=" + VARIETY])
C("agri-05.jpg", "SUSPECT", "-", "AGRI-SEED-QR", "seed bag whose code is a bare link",
  [art(agri_label, "maize", [("qr", "https://verdantlark.example/seed/promo"), ean("maize")], text=SEED_TEXT, dark=(176, 112, 34), caption="扫码有礼  Scan to win")],
  GREENSACK, cam(SQUARE, 0.84, 4, (0.05, 0.02)), "2026-11-20 10:37:25", None, ["seedlic=" + SEED_LIC, "variety=" + VARIETY])
s = nth("MZ2603A", 5)
C("agri-06.jpg", "CONSISTENT", "-", "-", "genuine seed: GS1-128 with lot and serial under the label",
  [art(agri_label, "maize", [("gs1-128", "[01]%s[10]MZ2603A[21]%s" % (gtin14("maize"), s))], text=SEED_TEXT, dark=(196, 132, 24), wh=(1500, 900), bar=150, size=30)],
  SACK, cam((1600, 1200), 0.90, 1, (0.02, 0.01), sharpen=70), "2026-11-20 10:41:50", None, ["seedlic=" + SEED_LIC])
C("agri-07.jpg", "PLAUSIBLE", "-", "-", "compound fertiliser 15-15-15, total 45: the sum is right",
  [art(agri_label, "fertiliser", [ean("fertiliser")], text=FERT_TEXT, dark=(40, 84, 150), big="15-15-15", bar=150, size=31)],
  GREENSACK, cam(SQUARE, 0.82, -5, (0.06, 0.02)), "2026-11-20 10:45:31", None, ["npk=15-15-15", "total=45"])
s = nth("HB2607A", 30)
C("agri-08.webp", "CONSISTENT", "-", "-", "genuine herbicide: GS1 QR listed beside the unit code of the trace scheme",
  [art(agri_label, "herbicide", [trace(unit_code(REG, "1", "385720461930572846105")), gs1("herbicide", "HB2607A", s, "2026-07-02")], text=pest_text(),
       band=GREEN, qr=310, codes_y=140, inkjet="20260702 HB2607A")],
  dict(material="carton", base=(210, 204, 190)), cam(SQUARE, 0.86, -2, (0.03, 0.05)), "2026-11-20 10:49:14", None, ["reg=" + REG])
s = nth("HB2607A", 43)
C("agri-09.jpg", "SUSPECT", "-", "LIST-STATUS", "herbicide whose serial was reported destroyed, back on sale",
  [art(agri_label, "herbicide", [gs1("herbicide", "HB2607A", s, "2026-07-02"), ean("herbicide")], text=pest_text(), band=GREEN, inkjet="20260702\nHB2607A")],
  DARKTABLE, cam(SQUARE, 0.84, 6, (0.04, 0.03)), "2026-11-20 10:53:47", PORTSIDE)
C("agri-10.jpg", "UNREADABLE", "-", "-", "photographed from too far away",
  [art(agri_label, "fertiliser", [ean("fertiliser")], text=FERT_TEXT, dark=(40, 84, 150), big="15-15-15", bar=110, size=31)],
  dict(material="film", base=(198, 214, 190), floor="stone", margin=60, corner=60), cam((900, 900), 0.26, -4, (0.05, 0.02), blur=1.2, noise=4.0, sharpen=0), "2026-11-20 10:57:20", scale=0.55)
s = foreign_serial("maize")
C("agri-11.jpg", "LIKELY-COUNTERFEIT", "-", "LIST-NOT-ISSUED", "seed with a serial that was never issued, in a closed lot",
  [art(agri_label, "maize", [link("maize", "MZ2603A", s), ean("maize")], text=SEED_TEXT, dark=(196, 132, 24), caption="扫码验证  Verify")],
  SACK, cam(SQUARE, 0.84, -4, (0.03, 0.04)), "2026-11-20 11:01:09", PORTSIDE, ["variety=" + VARIETY])
s = nth("MZ2603A", 40)
C("agri-12.jpg", "CONSISTENT", "-", "-", "genuine seed, the maker's link photographed instead of the seed code: no fault of the bag",
  [art(agri_label, "maize", [link("maize", "MZ2603A", s), ean("maize")], text=SEED_TEXT, dark=(196, 132, 24), caption="扫码验证  Verify")],
  GREENSACK, cam(SQUARE, 0.84, 2, (0.05, 0.02)), "2026-11-20 11:04:36", None, ["seedlic=" + SEED_LIC, "variety=" + VARIETY])

# ---- the newer categories: nobody admitted their makers, so that form and agreement are all there is ----

def pack(product, serial, lot="MW2609", expiry="2028-09-30", **t):
    code = "[01]%s[17]%s[10]%s[21]%s" % (gtin14(product), yymmdd(expiry), lot, serial)
    return art(data_label, product, [("gs1dm", code)], text=t.pop("text", ["每片含样例成分 20 mg  Sample active 20 mg", "用法：遵医嘱  As prescribed",
               "Mothwillow Medicines Ltd.", "7 Wenyao Road, Liutang"]), big=["PC  " + gtin14(product), "SN  " + serial, "Lot " + lot, "EXP " + expiry[:7]],
               **t)


SMALL = (912, 684)
C("pharma-01.jpg", "PLAUSIBLE", "-", "-", "prescription pack of the EU: product, serial, lot and expiry in one Data Matrix",
  [pack("tablets", "K8M3XQ71P2ZD")], WHITEBOX, cam(SMALL, tilt=2), "2026-11-20 10:05:10", None, ["market=eu", "rx=yes"])
for k, (surf, tilt) in enumerate(((WHITEBOX, -3), (TABLE, 4))):
    C("pharma-0%d.jpg" % (2 + k), "LIKELY-COUNTERFEIT", "DUPLICATE-HERE", "DUP-SERIAL",
      "one serial on two named packs: at least one is a copy (%d of 2)" % (k + 1),
      [pack("tablets", "7QW2B0VNHT5C")], surf, cam(SMALL, tilt=tilt), "2026-11-20 10:0%d:40" % (7 + k), None,
      ["market=eu", "rx=yes", "item=blister-pack-%d" % (k + 1)])
C("pharma-04.jpg", "SUSPECT", "-", "PHARMA-NTIN-DE", "German pack: the PZN printed beside the code is another product's",
  [pack("german", "XT40PL96QRM8", text=["Rezeptpflichtig", "PZN 12345678", "Mothwillow Medicines Ltd."], band=(96, 70, 120))],
  BENCH, cam(SMALL, tilt=-4), "2026-11-20 10:14:22", None, ["market=de", "rx=yes", "pzn=12345678"])

CARTON = "6102000952100107", "YCYC320900100017"
C("tobacco-01.jpg", "PLAUSIBLE", "-", "-", "carton of China: both lines of the ink code typed, sorted a month before the inspection",
  [art(data_label, "cigarettes", [ean("cigarettes")], text=["条装  Carton", "吸烟有害健康  Smoking harms"], big=list(CARTON), band=(150, 40, 40))],
  TABLE, cam(SMALL, tilt=3), "2026-11-20 10:20:30", None, ["carton=%s %s" % CARTON, "country=中国"])
UI = "QCSMPL7R2M9X4T8W1PRODCODE0126101514"
C("tobacco-02.jpg", "PLAUSIBLE", "-", "-", "pack of the EU: unique identifier in a Data Matrix, time stamp in it and beside it",
  [art(data_label, "cigarettes", [("dm", UI)], text=["20 cigarettes"], big=[UI[:17], UI[17:-8], UI[-8:]], band=(60, 60, 66))],
  DARKTABLE, cam(SMALL, tilt=-5), "2026-11-20 10:22:05", None, ["market=eu", "level=unit", "carrier=Data Matrix", "stamp=26101514"])

FIRE_TEXT = ["执行标准：GB 4351", "灭火剂：ABC 干粉  4 kg", "生产日期：2026-03-12", "Cinderfinch Works Ltd."]
C("fire-01.jpg", "PLAUSIBLE", "-", "-", "extinguisher: S label A on it and B on its papers bear one code",
  [art(data_label, "extinguisher", [ean("extinguisher")], text=FIRE_TEXT, big=["S  95210AB00016CD"], band=(176, 40, 36))],
  STEEL, cam(SMALL, tilt=2), "2026-11-20 10:30:12", None, ["a=95210AB00016CD", "b=95210AB00016CD", "extinguisher=干粉", "made=2026-03-12"])
C("fire-02.jpg", "SUSPECT", "-", "FIRE-S-AB", "extinguisher whose papers bear the tag of another",
  [art(data_label, "extinguisher", [ean("extinguisher")], text=FIRE_TEXT, big=["S  95210AB00017CD"], band=(176, 40, 36))],
  PANEL, cam(SMALL, tilt=-6, colour=COOL), "2026-11-20 10:31:48", None, ["a=95210AB00017CD", "b=30777XY84209ZZ"])

C("building-01.jpg", "SUSPECT", "-", "CPR-DOP", "insulation board: the label names another declaration of performance than the papers",
  [art(data_label, "door", [ean("door")], text=["CE  25   EN 13162:2012", "No. 9521-CPR-0042", "Reaction to fire: A1", "Cinderfinch Works Ltd.", "NB 9521"],
       band=(110, 96, 60))],
  SACK, cam(SMALL, tilt=3), "2026-11-20 10:40:00", None, ["market=eu", "ce_year=25", "made=2026-04-14", "dop=9521-CPR-0042", "dop_paper=DoP 7788-CPD-1931"])
C("electrical-01.jpg", "PLAUSIBLE", "-", "-", "power adapter with the marks of three markets",
  [art(data_label, "adapter", [ean("adapter")], text=["Input 100-240 V~ 50/60 Hz", "Output 20 V = 3.25 A", "IS 13252  R-95210001", "KC  HU95210-26001", "FCC ID 9ABCD-A65"],
       band=(40, 44, 50))],
  CLOTH, cam(SMALL, tilt=-3), "2026-11-20 10:44:18", None, ["bisr=R-95210001", "kc=HU95210-26001", "fcc=9ABCD-A65"])

KEY = "FFFFF-GGGGG-HHHHH-JJJJJ-KKKKK"
C("software-01.jpg", "PLAUSIBLE", "-", "-", "certificate on a box: the key in its code is judged and shown masked; certificate and box agree",
  [art(data_label, "software", [("qr", "Product key: " + KEY)], text=["Certificate of authenticity", "Nr. 00952-100-541", "EXAMPLE - no program takes this key"],
       big=[KEY[:17], KEY[18:]], band=(36, 96, 84))],
  WHITEBOX, cam(SMALL, tilt=2), "2026-11-20 10:50:31", None, ["coa_serial=00952-100-541", "box_serial=00952100541"])
C("software-02.jpg", "PLAUSIBLE", "-", "-", "dongle: what is printed on it is what its USB descriptors say",
  [art(data_label, "software", [("qr", "CF-95210A17")], text=["USB key  USB 2.0", "Vendor 9521  Product 0001"], big=["S/N CF95210A17"], band=(36, 96, 84))],
  BENCH, cam(SMALL, tilt=7), "2026-11-20 10:52:09", None,
  ["dongle=CF95210A17", "usb_id=9521:0001", "usb=ID 9521:0001 Cinderfinch idVendor 0x9521 idProduct 0x0001 iSerial 3 CF95210A17"])

C("document-01.jpg", "PLAUSIBLE", "-", "-", "test report: credit code in the QR code holds, dates in order, laboratory number well formed",
  [art(data_label, "paper", [("qr", "统一社会信用代码：91350100M000100Y43")], text=["报告编号 Report No. YL2026-09521", "收样 2026-03-02  检测 2026-03-05", "签发 2026-03-11  共 12 页",
       "检验机构：样例检测有限公司", "CMA 260019952100"], band=(80, 84, 92))],
  dict(material="wood"), cam(SMALL, tilt=1), "2026-11-20 11:00:00", None,
  ["report=YL2026-09521", "received=2026-03-02", "tested=2026-03-05", "issued=2026-03-11", "pages=12", "cma=260019952100"])
C("document-02.jpg", "SUSPECT", "-", "DOC-USCC-CHECK", "licence whose code holds a credit code with a wrong check character",
  [art(data_label, "licence", [("qr", "统一社会信用代码：91350100M000100Y44")], text=["样例检测有限公司", "类型：有限责任公司", "营业期限：长期"], big=["91350100M000100Y44"], band=(150, 60, 50))],
  dict(material="wood"), cam(SMALL, tilt=-2), "2026-11-20 11:02:00", None, [])
C("chemicals-01.jpg", "PLAUSIBLE", "-", "-", "limescale remover of the EU: formula identifier (UFI) holds",
  [art(data_label, "cleaner", [ean("cleaner")], text=["Gefahr  Danger  危险", "Contains sample acid", "Cinderfinch Works Ltd."], big=["UFI: GMTT-2SQN", "     6FDD-6TV1"], band=(190, 110, 30))],
  TABLE, cam(SMALL, tilt=4), "2026-11-20 11:06:40", None, ["market=eu", "ufi=GMTT-2SQN-6FDD-6TV1"])
