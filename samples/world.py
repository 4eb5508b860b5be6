# world.py - the invented makers, goods, lots and serials behind the samples
#
# Every name, number, host and address here is made up: GS1 prefix 952 is the one
# for demonstrations, hosts end in .example, places do not exist.  The same seeds
# give the same serials, so the photographs and the lists agree.
# make-samples.py imports it; nothing else does.
import random

BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I L O U


def mod10(digits):
    """GS1 check digit of a key without it."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str((10 - total % 10) % 10)


def mod11_10(digits):
    """GB/T 17710 check digit of SC and JY numbers."""
    p = 10
    for d in digits:
        s = (p + int(d)) % 10 or 10
        p = 2 * s % 11
    return str((11 - p) % 10)


def sc(first13):
    return "SC" + first13 + mod11_10(first13)


MAKERS = {
    "frostquill": dict(
        prefix="9521001", host="frostquill.example", categories=["appliances"],
        name="Frostquill Appliances", en="FROSTQUILL", zh="霜翎",
        firm_zh="霜翎电器有限公司", firm_en="Frostquill Appliances Co., Ltd.",
        address_zh="样例省云岫市折柳路9号", address_en="9 Zheliu Road, Yunxiu, Sample Province"),
    "pebblewhisk": dict(
        prefix="9521002", host="pebblewhisk.example", categories=["toys"],
        name="Pebblewhisk Toys", en="Pebblewhisk", zh="石丸丸",
        firm_zh="石丸丸玩具有限公司", firm_en="Pebblewhisk Toy Works Ltd.",
        address_zh="样例省苔溪镇拾贝巷21号", address_en="21 Shibei Lane, Taixi, Sample Province"),
    "verdantlark": dict(
        prefix="9521003", host="verdantlark.example", categories=["food", "agri"],
        name="Verdantlark Farm and Pantry", en="VERDANTLARK", zh="禾雀坞",
        firm_zh="禾雀坞农产有限公司", firm_en="Verdantlark Farm & Pantry Ltd.",
        address_zh="样例省穗原县听禾村3号", address_en="3 Tinghe Village, Suiyuan, Sample Province"),
}

# Makers whom nobody admitted: no list, no key.  Their goods show the newer categories.
MAKERS.update({
    "mothwillow": dict(
        host="mothwillow.example", name="Mothwillow Medicines", en="MOTHWILLOW", zh="蛾柳",
        firm_zh="蛾柳药业有限公司", firm_en="Mothwillow Medicines Ltd.",
        address_zh="样例省柳塘市问药路7号", address_en="7 Wenyao Road, Liutang, Sample Province"),
    "cinderfinch": dict(
        host="cinderfinch.example", name="Cinderfinch", en="CINDERFINCH", zh="烬雀",
        firm_zh="烬雀实业有限公司", firm_en="Cinderfinch Works Ltd.",
        address_zh="样例省炉桥镇石巷2号", address_en="2 Stone Lane, Luqiao, Sample Province"),
})

# key: maker, GTIN without check digit, category, names, model
GOODS = {}


def goods(key, maker, body, zh, en, model, **more):
    GOODS[key] = dict(maker=maker, gtin13=body + mod10(body), zh=zh, en=en, model=model, **more)


goods("fridge260", "frostquill", "952100110001", "双门冷藏冷冻箱", "Refrigerator-freezer", "FQ-260D")
goods("fridge310", "frostquill", "952100110002", "三门冷藏冷冻箱", "Refrigerator-freezer", "FQ-310T")
goods("kettle", "frostquill", "952100120001", "电热水壶", "Electric kettle", "FQ-K17")
goods("plug", "frostquill", "952100130001", "智能插座", "Smart plug", "FQ-P3")
goods("fan", "frostquill", "952100140001", "落地扇", "Pedestal fan", "FQ-F40")
goods("cooker", "frostquill", "952100150001", "电饭煲", "Rice cooker", "FQ-R5")
goods("pebbles", "pebblewhisk", "952100210001", "叠叠石积木", "Stacking pebbles", "PW-101")
goods("snail", "pebblewhisk", "952100210002", "拖拉小蜗牛", "Pull-along snail", "PW-205")
goods("tram", "pebblewhisk", "952100220001", "发条小电车", "Wind-up tram", "PW-330")
goods("whistle", "pebblewhisk", "952100230001", "鸟鸣水哨", "Water bird whistle", "PW-012")
goods("tea", "verdantlark", "952100310001", "云岫绿茶", "Yunxiu green tea", "100 g")
goods("biscuit", "verdantlark", "952100310002", "燕麦酥饼", "Oat biscuits", "240 g")
goods("oil", "verdantlark", "952100320001", "山茶籽油", "Camellia seed oil", "500 mL")
goods("maize", "verdantlark", "952100350001", "穗原958玉米种子", "Hybrid maize seed", "4,200 粒")
goods("herbicide", "verdantlark", "952100360001", "禾净·二氯例草", "Herbicide, sample active", "200 mL")
goods("fertiliser", "verdantlark", "952100370001", "复合肥料", "Compound fertiliser", "40 kg")

goods("tablets", "mothwillow", "952100410001", "样例片剂", "Sample tablets 20 mg", "28 片 tablets")
goods("german", "mothwillow", "415009521953", "样例片剂", "Mustertabletten 20 mg", "28 Tabletten")
goods("cigarettes", "mothwillow", "952100420001", "样例卷烟", "Sample cigarettes", "200 支")
goods("extinguisher", "cinderfinch", "952100510001", "手提式干粉灭火器", "Dry powder extinguisher", "MFZ/ABC4")
goods("door", "cinderfinch", "952100520001", "建筑用岩棉板", "Mineral wool board", "CF-MW80")
goods("adapter", "cinderfinch", "952100530001", "电源适配器", "Power adapter", "CF-A65")
goods("software", "cinderfinch", "952100540001", "样例制图软件", "Sample drawing software", "5.2")
goods("cleaner", "cinderfinch", "952100550001", "样例除垢剂", "Sample limescale remover", "750 mL")
goods("licence", "cinderfinch", "952100570001", "营业执照（副本）", "Business licence", "")
goods("paper", "cinderfinch", "952100560001", "检验报告", "Test report", "")

# Lists: scope, when issued, when it ends, completeness; then lots.
# lot: product, lot, made, expiry, markets, closed, recalled, stolen, serials to make
LISTS = {}


def serial_list(name, maker, scope, title, as_of, expires, complete, lots, style="random"):
    LISTS[name] = dict(maker=maker, scope=scope, title=title, as_of=as_of, expires=expires,
                       complete=complete, lots=lots, style=style)


FAR = "2099-12-31"
CN_EU = "CN DE FR IT ES NL"
serial_list("frostquill-fridges", "frostquill", "95210011", "霜翎冰箱 Frostquill refrigerators",
            "2026-11-01", FAR, "2026-10-31", [
                ("fridge260", "FR2608A", "2026-08-05", "", CN_EU, 1, 0, 0, 120),
                ("fridge260", "FR2610B", "2026-10-12", "", CN_EU, 1, 0, 0, 90),
                ("fridge310", "FR2609C", "2026-09-18", "", CN_EU, 1, 0, 0, 80)])
serial_list("frostquill-kettles", "frostquill", "95210012", "霜翎水壶 Frostquill kettles",
            "2026-11-01", FAR, "", [
                ("kettle", "KT2609A", "2026-09-02", "", CN_EU, 0, 0, 0, 90),
                ("kettle", "KT2610B", "2026-10-20", "", "CN", 0, 0, 0, 60)])
serial_list("frostquill-plugs", "frostquill", "95210013", "霜翎插座 Frostquill smart plugs",
            "2026-11-01", FAR, "", [
                ("plug", "SP2607A", "2026-07-14", "", CN_EU, 0, 0, 0, 150)], style="counted")
serial_list("frostquill-fans", "frostquill", "95210014", "霜翎风扇 Frostquill fans (2025)",
            "2025-06-30", "2026-06-30", "", [
                ("fan", "FN2505A", "2025-05-20", "", CN_EU, 0, 0, 0, 70)])
serial_list("pebblewhisk-wooden", "pebblewhisk", "95210021", "石丸丸木制玩具 Pebblewhisk wooden toys",
            "2026-11-01", FAR, "2026-10-31", [
                ("pebbles", "PB2607C", "2026-07-21", "", CN_EU, 1, 0, 0, 90),
                ("pebbles", "PB2608A", "2026-08-25", "", CN_EU, 1, 0, 0, 90),
                ("snail", "PS2605R", "2026-05-18", "", CN_EU, 1, 1, 0, 60),
                ("snail", "PS2606B", "2026-06-09", "", "CN", 1, 0, 0, 60)])
serial_list("pebblewhisk-trams", "pebblewhisk", "95210022", "石丸丸发条玩具 Pebblewhisk wind-up toys",
            "2026-11-01", FAR, "", [
                ("tram", "WT2609A", "2026-09-15", "", CN_EU, 0, 0, 0, 80),
                ("tram", "WT2610P", "2026-10-26", "", CN_EU, 0, 0, 0, 2)])
serial_list("verdantlark-pantry", "verdantlark", "95210031", "禾雀坞茶点 Verdantlark tea and biscuits",
            "2026-11-01", FAR, "2026-10-31", [
                ("tea", "TE2504Z", "2025-04-15", "2026-10-14", CN_EU, 1, 0, 0, 50),
                ("tea", "TE2609A", "2026-09-03", "2028-03-02", CN_EU, 1, 0, 0, 90),
                ("biscuit", "BC2608D", "2026-08-31", "2027-05-31", CN_EU, 1, 0, 0, 70),
                ("biscuit", "BC2610A", "2026-10-08", "2027-07-07", "CN", 1, 0, 0, 70)])
serial_list("verdantlark-oil", "verdantlark", "95210032", "禾雀坞食用油 Verdantlark oils",
            "2026-11-01", FAR, "", [
                ("oil", "OL2609B", "2026-09-20", "2028-03-19", CN_EU, 0, 0, 0, 80)])
serial_list("verdantlark-seed", "verdantlark", "95210035", "禾雀坞种子 Verdantlark seed",
            "2026-11-01", FAR, "2026-10-31", [
                ("maize", "MZ2603A", "2026-03-10", "2027-12-31", "CN", 1, 0, 0, 90)])
serial_list("verdantlark-crop", "verdantlark", "95210036", "禾雀坞植保 Verdantlark crop protection",
            "2026-11-01", FAR, "", [
                ("herbicide", "HB2607A", "2026-07-02", "2028-07-01", "CN", 0, 0, 0, 80)])

# (lot, n-th serial): what became of it; all others are "made" or "sold"
STATUS = {("FR2608A", 40): "destroyed", ("FR2610B", 41): "stolen", ("PB2607C", 42): "recalled",
          ("HB2607A", 43): "destroyed", ("KT2609A", 44): "stolen"}


def random_serial(rng, length=13):
    while True:
        s = "".join(rng.choice(BASE32) for _ in range(length))
        # a letter at both ends: a lost separator then reads one way only
        if s[0].isalpha() and s[-1].isalpha() and any(c.isdigit() for c in s):
            return s


def serials(lot):
    """All serials of a lot, in the order of manufacture; always the same."""
    for entry in LISTS.values():
        for row in entry["lots"]:
            if row[1] == lot:
                rng = random.Random("serials " + lot)
                if entry["style"] == "counted":
                    return ["SP%07d" % (1204 + i) for i in range(row[8])]
                return [random_serial(rng) for _ in range(row[8])]
    raise KeyError(lot)


def foreign_serial(tag):
    """A serial of the same look that no list holds."""
    return random_serial(random.Random("foreign " + tag))


def lot_row(lot):
    for entry in LISTS.values():
        for row in entry["lots"]:
            if row[1] == lot:
                return dict(product=row[0], lot=row[1], made=row[2], expiry=row[3], markets=row[4])
    raise KeyError(lot)


def write_csv(folder):
    """The spreadsheets the makers would keep, one pair a list."""
    import os
    names = []
    for name, entry in LISTS.items():
        rows, lots = ["gtin,serial,lot,status"], ["gtin,lot,made,expiry,markets,units,closed,recalled,stolen"]
        for product, lot, made, expiry, markets, closed, recalled, stolen, n in entry["lots"]:
            gtin = "0" + GOODS[product]["gtin13"]
            yes = lambda v: "yes" if v else ""
            lots.append(",".join([gtin, lot, made, expiry, markets, str(n), yes(closed),
                                  yes(recalled), yes(stolen)]))
            for i, serial in enumerate(serials(lot)):
                status = STATUS.get((lot, i), "sold" if i % 3 == 0 else "made")
                rows.append(",".join([gtin, serial, lot, status]))
        for suffix, lines in ((".csv", rows), ("-lots.csv", lots)):
            with open(os.path.join(folder, name + suffix), "w", newline="") as f:
                f.write("\n".join(lines) + "\n")
            names.append(name + suffix)
    return sorted(names)
