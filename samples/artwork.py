# artwork.py - the printed things: rating plates, tags, pouches, case labels
#
# Each function draws one piece of flat artwork as an RGBA picture, codes included.
# Codes come from the zint command; every code has its quiet zone and whole-pixel
# modules.  No real mark, brand or place is drawn.
import os
import subprocess
import tempfile

from PIL import Image, ImageDraw, ImageFont

NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-%s.ttc"
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVu%s.ttf"
SC = 2  # the simplified Chinese face of the collection
_fonts = {}


def font(size, face="text"):
    """text and bold hold Chinese and Latin letters; the others Latin only."""
    key = (size, face)
    if key not in _fonts:
        if face in ("text", "bold"):
            _fonts[key] = ImageFont.truetype(NOTO % ("Bold" if face == "bold" else "Regular"), size, index=SC)
        else:
            name = dict(serif="Serif-Bold", sans="Sans-Bold", narrow="SansCondensed-Bold",
                        mono="SansMono", monobold="SansMono-Bold", italic="Serif-BoldItalic")[face]
            _fonts[key] = ImageFont.truetype(DEJAVU % name, size)
    return _fonts[key]


# ---- codes ----

def zint(kind, data, *options):
    """Modules of a code as a small picture, one pixel a module, no quiet zone."""
    with tempfile.TemporaryDirectory() as tmp:
        out = os.path.join(tmp, "code.png")
        cmd = ["zint", "-b", kind, "--scale=0.5", "--notext", "-o", out, *options]
        if "--binary" in options:
            path = os.path.join(tmp, "data")
            with open(path, "wb") as f:
                f.write(data.encode("utf-8"))
            cmd += ["-i", path]
        else:
            cmd += ["-d", data]
        subprocess.run(cmd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        img = Image.open(out).convert("L")
    ink = img.point(lambda v: 255 if v < 128 else 0)
    return img.crop(ink.getbbox())


def qr(spec, size):
    """spec: ("gs1qr", "[01]...") or ("qr", text); size: wanted width in pixels."""
    kind, data = spec
    if kind == "gs1qr":
        mods = zint("QRCODE", data, "--gs1", "--gs1nocheck", "--secure=2")
    else:
        mods = zint("QRCODE", data, "--binary", "--secure=2")
    n = mods.width
    step = max(3, round(size / (n + 8)))
    out = Image.new("L", ((n + 8) * step,) * 2, 255)
    out.paste(mods.resize((n * step, n * step), Image.NEAREST), (4 * step, 4 * step))
    return out


def matrix(spec, size):
    """spec: as for qr(), or ("gs1dm", "[01]...") or ("dm", text): Data Matrix."""
    kind, data = spec
    if kind in ("qr", "gs1qr"):
        return qr(spec, size)
    mods = zint("DATAMATRIX", data, "--square", *(["--gs1", "--gs1nocheck"] if kind == "gs1dm" else ["--binary"]))
    n = mods.width
    step = max(4, round(size / (n + 4)))
    out = Image.new("L", ((n + 4) * step,) * 2, 255)
    out.paste(mods.resize((n * step, n * step), Image.NEAREST), (2 * step, 2 * step))
    return out


def bars(spec, width, height, text=True):
    """spec: ("ean", 13 digits), ("gs1-128", "[01]..."), ("itf", 14 digits)."""
    kind, data = spec
    if kind == "ean":
        mods = zint("EANX", data[:12])
    elif kind == "itf":
        mods = zint("INTERLEAVED2OF5", data)
    else:
        mods = zint("GS1_128", data)
    row = [mods.getpixel((x, mods.height // 2)) < 128 for x in range(mods.width)]
    quiet = 11
    step = max(2, round(width / (len(row) + 2 * quiet)))
    total = (len(row) + 2 * quiet) * step
    under = (step * 11 if kind == "ean" else 34) if text else 0
    out = Image.new("L", (total, height + under), 255)
    d = ImageDraw.Draw(out)
    for i, black in enumerate(row):
        if black:
            guard = kind == "ean" and (i < 3 or 45 <= i < 50 or i >= 92)
            x = (quiet + i) * step
            d.rectangle([x, 0, x + step - 1, height - 1 + (step * 5 if guard and text else 0)], fill=0)
    if text and kind == "ean":
        f = font(step * 9, "mono")
        y = height + step
        d.text(((quiet - 9) * step, y), data[0], font=f, fill=0)
        for i in range(6):
            d.text(((quiet + 4 + 7 * i) * step, y), data[1 + i], font=f, fill=0)
            d.text(((quiet + 51 + 7 * i) * step, y), data[7 + i], font=f, fill=0)
    elif text:
        shown = data.replace("[", "(").replace("]", ")")
        f = font(26, "mono")
        d.text((total / 2, height + 6), shown, font=f, fill=0, anchor="ma")
    if kind == "itf":  # bearer bars
        framed = Image.new("L", (total, height + under + 16), 255)
        framed.paste(out, (0, 8))
        fd = ImageDraw.Draw(framed)
        fd.rectangle([0, 0, total - 1, 7], fill=0)
        fd.rectangle([0, height + 8, total - 1, height + 15], fill=0)
        if text:
            fd.rectangle([0, height + 16, total - 1, framed.height], fill=255)
            fd.text((total / 2, height + 18), data, font=font(26, "mono"), fill=0, anchor="ma")
        out = framed
    return out


def dots(text, cell=4, ink=(34, 34, 52)):
    """Ink-jet print: dots from a small bitmap font, ASCII only."""
    f = ImageFont.load_default()
    lines = text.split("\n")
    w = max(f.getsize(s)[0] for s in lines)
    small = Image.new("1", (w, 11 * len(lines)), 0)
    d = ImageDraw.Draw(small)
    for i, s in enumerate(lines):
        d.text((0, 11 * i), s, font=f, fill=1)
    out = Image.new("RGBA", (small.width * cell, small.height * cell), (0, 0, 0, 0))
    d = ImageDraw.Draw(out)
    r = cell * 0.56
    for y in range(small.height):
        for x in range(small.width):
            if small.getpixel((x, y)):
                cx, cy = (x + 0.5) * cell, (y + 0.5) * cell
                d.ellipse([cx - r, cy - r, cx + r, cy + r], fill=ink + (235,))
    return out


# ---- drawing helpers ----

def sheet(w, h, fill=(255, 255, 255), radius=14, edge=None):
    img = Image.new("RGBA", (w, h), (0, 0, 0, 0))
    ImageDraw.Draw(img).rounded_rectangle([0, 0, w - 1, h - 1], radius, fill=fill + (255,),
                                          outline=edge, width=3 if edge else 0)
    return img


def put(img, code, x, y):
    """The dark of a code, printed on a light and even ground."""
    img.paste((12, 12, 14), (int(x), int(y)), code.point(lambda v: 255 - v))


def lines(d, x, y, rows, f, fill=(20, 20, 22), gap=1.32):
    for s in rows:
        d.text((x, y), s, font=f, fill=fill)
        y += int(f.size * gap)
    return y


def table(d, x, y, w, rows, size=25, split=0.5, ink=(25, 25, 28)):
    """Two columns with rules between, as rating plates have."""
    f, step = font(size), int(size * 1.62)
    d.line([x, y, x + w, y], fill=ink, width=2)
    for left, right in rows:
        d.text((x + 8, y + size * 0.12), left, font=f, fill=ink)
        d.text((x + w * split, y + size * 0.12), right, font=f, fill=ink)
        y += step
        d.line([x, y, x + w, y], fill=ink, width=1)
    return y


def class_two(d, x, y, s, ink=(20, 20, 22)):
    """Double insulation: a square in a square."""
    d.rectangle([x, y, x + s, y + s], outline=ink, width=4)
    d.rectangle([x + s // 4, y + s // 4, x + s - s // 4, y + s - s // 4], outline=ink, width=4)


def warning_sign(d, x, y, s, fill=(250, 205, 30)):
    d.polygon([(x + s / 2, y), (x + s, y + s * 0.88), (x, y + s * 0.88)], fill=fill, outline=(20, 20, 20))
    d.line([(x + s / 2, y + 3), (x + s - 4, y + s * 0.86), (x + 4, y + s * 0.86), (x + s / 2, y + 3)],
           fill=(20, 20, 20), width=5)
    d.text((x + s / 2, y + s * 0.52), "!", font=font(int(s * 0.55), "sans"), fill=(20, 20, 20), anchor="mm")


def up_arrows(d, x, y, s, ink=(46, 36, 28)):
    for k in (0, 1):
        ax = x + k * s * 0.75
        d.polygon([(ax + s * 0.3, y), (ax + s * 0.6, y + s * 0.4), (ax, y + s * 0.4)], fill=ink)
        d.rectangle([ax + s * 0.21, y + s * 0.4, ax + s * 0.39, y + s * 0.86], fill=ink)
    d.rectangle([x - 4, y + s * 0.93, x + s * 1.42, y + s], fill=ink)


def snowflake(d, x, y, r, ink):
    import math
    for k in range(6):
        a = math.pi / 3 * k
        ex, ey = x + r * math.cos(a), y + r * math.sin(a)
        d.line([x, y, ex, ey], fill=ink, width=max(3, r // 9))
        for s in (-0.5, 0.5):
            bx, by = x + r * 0.6 * math.cos(a), y + r * 0.6 * math.sin(a)
            d.line([bx, by, bx + r * 0.35 * math.cos(a + s), by + r * 0.35 * math.sin(a + s)],
                   fill=ink, width=max(3, r // 10))


def snail(d, x, y, s, body, shell):
    d.rounded_rectangle([x, y + s * 0.68, x + s * 1.25, y + s * 0.86], int(s * 0.09), fill=body)
    d.ellipse([x + s * 1.05, y + s * 0.42, x + s * 1.37, y + s * 0.76], fill=body)
    for k in (1.14, 1.27):
        d.line([x + s * k, y + s * 0.5, x + s * (k + 0.06), y + s * 0.22], fill=body, width=6)
    for k, c in ((0.5, shell), (0.36, body), (0.22, shell)):
        d.ellipse([x + s * (0.55 - k), y + s * (0.4 - k * 0.8), x + s * (0.55 + k), y + s * (0.4 + k * 0.8)], fill=c)


def tram(d, x, y, s, body, trim):
    d.rounded_rectangle([x, y, x + s * 1.7, y + s * 0.74], int(s * 0.14), fill=body)
    d.rectangle([x, y + s * 0.44, x + s * 1.7, y + s * 0.52], fill=trim)
    for k in range(5):
        d.rounded_rectangle([x + s * (0.12 + k * 0.31), y + s * 0.1, x + s * (0.34 + k * 0.31), y + s * 0.37], 6, fill=(226, 240, 246))
    for k in (0.32, 0.62, 1.08, 1.38):
        d.ellipse([x + s * (k - 0.11), y + s * 0.66, x + s * (k + 0.11), y + s * 0.88], fill=(60, 56, 54))
    d.line([x + s * 0.85, y, x + s * 1.1, y - s * 0.22], fill=(60, 56, 54), width=6)


def bird(d, x, y, s, body, wing):
    d.ellipse([x, y + s * 0.2, x + s * 0.95, y + s * 0.85], fill=body)
    d.ellipse([x + s * 0.66, y, x + s * 1.12, y + s * 0.46], fill=body)
    d.polygon([(x + s * 1.08, y + s * 0.16), (x + s * 1.34, y + s * 0.26), (x + s * 1.08, y + s * 0.34)], fill=wing)
    d.polygon([(x + s * 0.1, y + s * 0.42), (x - s * 0.34, y + s * 0.2), (x - s * 0.2, y + s * 0.6)], fill=wing)
    d.ellipse([x + s * 0.16, y + s * 0.36, x + s * 0.62, y + s * 0.68], fill=wing)
    d.ellipse([x + s * 0.9, y + s * 0.14, x + s * 0.97, y + s * 0.21], fill=(30, 30, 30))


def toy(d, x, y, s, model):
    """The toy itself, about 1.4 s wide and s high."""
    if model == "PW-205":
        snail(d, x, y, s, (244, 214, 130), (150, 70, 60))
    elif model == "PW-330":
        tram(d, x, y + s * 0.1, s * 0.8, (186, 60, 50), (250, 226, 150))
    elif model == "PW-012":
        bird(d, x + s * 0.2, y + s * 0.1, s * 0.85, (250, 214, 110), (226, 120, 70))
    else:
        for k, c in enumerate(((250, 226, 150), (120, 190, 170), (90, 110, 170))):
            d.ellipse([x + k * s * 0.1, y + s * (0.66 - k * 0.32), x + s * (1.25 - k * 0.1), y + s * (1.0 - k * 0.32)], fill=c)


def leaves(d, x, y, s, green=(66, 122, 58)):
    for a, b in ((0, -1), (0.55, -0.45), (-0.55, -0.45)):
        ex, ey = x + a * s, y + b * s
        mx, my = (x + ex) / 2, (y + ey) / 2
        nx, ny = (ey - y) * 0.24, -(ex - x) * 0.24
        d.polygon([(x, y), (mx + nx, my + ny), (ex, ey), (mx - nx, my - ny)], fill=green)
        d.line([x, y, ex, ey], fill=(235, 245, 225), width=3)


# ---- artwork, one function a kind of label ----

def rating_plate(g, m, t):
    """Metal-look or white plate of an appliance: table left, codes right."""
    w, h = t.get("wh", (1240, 860))
    img = sheet(w, h, t.get("ground", (246, 247, 248)), 22, (60, 62, 66))
    d = ImageDraw.Draw(img)
    ink = (18, 20, 24)
    snowflake(d, 84, 84, 44, (28, 86, 138))
    d.text((146, 34), m["en"], font=font(62, "narrow"), fill=(20, 62, 110))
    d.text((146 + font(62, "narrow").getlength(m["en"]) + 24, 30), m["zh"], font=font(58, "bold"), fill=(20, 62, 110))
    d.text((40, 132), g["zh"] + "  " + g["en"], font=font(36, "bold"), fill=ink)
    tx = w * 0.38 if t.get("left") else 36
    y = table(d, tx, 192, w * 0.62 - 36, t["rows"], t.get("size", 27), 0.52)
    y += 12
    y = lines(d, tx + 4, y, t.get("foot", [m["firm_zh"], m["firm_en"], m["address_zh"], m["address_en"],
                                       "中国样例制造  Made in Sample Land"]), font(22), ink)
    class_two(d, w - 120, 34, 66)
    cx, cy = (30 if t.get("left") else w * 0.64), (190 if t.get("left") else 122)
    for kind in t["codes"]:
        if kind[0] in ("qr", "gs1qr"):
            code = qr(kind, t.get("qr", 330))
            put(img, code, cx + (w * 0.36 - 24 - code.width) / 2, cy)
            cy += code.height + 4
        else:
            code = bars(kind, min(420, int(w * 0.36) - 20), t.get("bar", 110))
            put(img, code, cx + (w * 0.36 - 24 - code.width) / 2, cy)
            cy += code.height + 10
        if kind[0] in ("qr", "gs1qr") and t.get("caption"):
            d.text((cx + (w * 0.36 - 24) / 2, cy), t["caption"], font=font(23), fill=ink, anchor="ma")
            cy += 36
    if t.get("sn"):
        d.text((cx + (w * 0.36 - 24) / 2, cy + 2), "S/N " + t["sn"], font=font(25, "monobold"), fill=ink, anchor="ma")
        cy += 44
    if "R600a" in str(t["rows"]):
        warning_sign(d, cx + 18, cy + 26, 78)
        lines(d, cx + 112, cy + 30, ["易燃制冷剂，勿近火源", "Flammable refrigerant", "Do not pierce or burn"], font(23), ink)
    return img


def energy_label(g, m, t):
    """The A to G scale, a link at the top right, the figures below."""
    w, h = 720, 1240
    img = sheet(w, h, (255, 255, 255), 10, (30, 70, 150))
    d = ImageDraw.Draw(img)
    d.rectangle([0, 0, w, 108], fill=(24, 66, 148))
    d.text((30, 22), "ENERG", font=font(58, "sans"), fill=(255, 255, 255))
    d.text((270, 34), "能效  Energy", font=font(34, "bold"), fill=(255, 225, 60))
    code = qr(t["codes"][0], 230)
    put(img, code, w - code.width - 16, 116)
    d.text((28, 136), m["en"], font=font(40, "narrow"), fill=(20, 20, 24))
    d.text((28, 196), g["model"], font=font(40, "narrow"), fill=(20, 20, 24))
    d.text((28, 256), m["zh"] + " " + g["zh"], font=font(30), fill=(20, 20, 24))
    colours = [(0, 150, 70), (80, 175, 60), (190, 210, 40), (250, 230, 20), (250, 180, 20),
               (235, 105, 25), (220, 30, 35)]
    for i, (letter, c) in enumerate(zip("ABCDEFG", colours)):
        y, ln = 372 + i * 68, 190 + i * 44
        d.polygon([(28, y), (28 + ln, y), (28 + ln + 30, y + 28), (28 + ln, y + 56), (28, y + 56)], fill=c)
        d.text((44, y + 4), letter, font=font(42, "sans"), fill=(255, 255, 255))
        if letter == t.get("grade", "C"):
            d.polygon([(w - 150, y - 14), (w - 30, y - 14), (w - 30, y + 70), (w - 150, y + 70), (w - 192, y + 28)],
                      fill=(20, 20, 22))
            d.text((w - 92, y + 28), letter, font=font(62, "sans"), fill=(255, 255, 255), anchor="mm")
    d.line([28, 868, w - 28, 868], fill=(24, 66, 148), width=4)
    d.text((w / 2, 886), t.get("kwh", "178"), font=font(92, "sans"), fill=(20, 20, 24), anchor="ma")
    d.text((w / 2, 1002), "kWh/annum   千瓦时/年", font=font(30), fill=(20, 20, 24), anchor="ma")
    for i, s in enumerate(t.get("figures", ["181 L", "79 L", "36 dB"])):
        x = 130 + i * 230
        d.rounded_rectangle([x - 90, 1068, x + 90, 1196], 16, outline=(24, 66, 148), width=4)
        d.text((x, 1132), s, font=font(42, "sans"), fill=(20, 20, 24), anchor="mm")
    return img


def case_label(g, m, t):
    """Shipping label of a carton: large words, wide linear codes."""
    w, h = t.get("wh", (1330, 900))
    img = sheet(w, h, (252, 252, 250), 6)
    d = ImageDraw.Draw(img)
    ink = (16, 16, 18)
    d.rectangle([14, 14, w - 15, h - 15], outline=ink, width=4)
    d.text((44, 34), m["en"], font=font(64, "narrow"), fill=ink)
    d.text((w - 44, 34), m["zh"], font=font(62, "bold"), fill=ink, anchor="ra")
    d.line([14, 128, w - 15, 128], fill=ink, width=4)
    y = 146
    for left, right in t["rows"]:
        d.text((44, y), left, font=font(32), fill=ink)
        d.text((w * 0.40, y), right, font=font(34, "bold"), fill=ink)
        y += 52
    d.line([14, y + 8, w - 15, y + 8], fill=ink, width=3)
    y += 26
    for kind in t["codes"]:
        if kind[0] in ("qr", "gs1qr"):
            code = qr(kind, t.get("qr", 250))
            put(img, code, w - code.width - 26, 140)
            continue
        code = bars(kind, w - 120, t.get("bar", 150))
        put(img, code, (w - code.width) / 2, y)
        y += code.height + 20
    return img


def toy_tag(g, m, t):
    """Upright hang tag: coloured head, warning in many languages, codes below."""
    w, h = t.get("wh", (760, 1230))
    head = t.get("head", (236, 118, 74))
    img = sheet(w, h, (255, 252, 244), 44)
    d = ImageDraw.Draw(img)
    d.rounded_rectangle([0, 0, w - 1, 300], 44, fill=head)
    d.rectangle([0, 200, w - 1, 300], fill=head)
    d.ellipse([w / 2 - 28, 20, w / 2 + 28, 76], fill=(120, 110, 100), outline=(250, 240, 220), width=6)
    d.text((44, 92), m["en"], font=font(66, "italic"), fill=(255, 255, 255))
    d.text((46, 186), m["zh"] + "  " + g["zh"], font=font(44, "bold"), fill=(255, 246, 225))
    toy(d, w - 222, 120, 122, g["model"])
    ink = (40, 34, 30)
    d.text((44, 318), g["en"] + "   " + g["model"] + "   3+", font=font(38, "bold"), fill=ink)
    warning_sign(d, 44, 382, 84)
    y = lines(d, 150, 380, t.get("warn", ["警告：含小零件，不适合3岁以下儿童。", "Warning: small parts. Not for under 3.",
                                          "Achtung: Kleinteile. Attention : petites pièces."]), font(27), ink)
    y = lines(d, 44, y + 14, t.get("text", []), font(25), ink)
    codes = list(t["codes"])
    y += 8
    for kind in codes:
        if kind[0] in ("qr", "gs1qr"):
            code = qr(kind, t.get("qr", 300))
            put(img, code, 40, y)
            lines(d, 60 + code.width, y + 30, t.get("beside", []), font(26), ink)
            y += code.height + 10
        else:
            code = bars(kind, 480, t.get("bar", 110))
            put(img, code, (w - code.width) / 2, min(y, h - code.height - 22))
            y += code.height + 8
    return img


def toy_panel(g, m, t):
    """Back of a toy's box: coloured ground, white field with text and codes."""
    w, h = 1280, 880
    ground = t.get("ground", (62, 128, 150))
    img = sheet(w, h, ground, 4)
    d = ImageDraw.Draw(img)
    for k in range(9):
        d.ellipse([k * 160 - 60, h - 150 + (k % 2) * 40, k * 160 + 130, h + 70], fill=tuple(min(255, c + 24) for c in ground))
    d.text((44, 26), m["en"], font=font(72, "italic"), fill=(255, 250, 235))
    d.text((w - 44, 26), g["zh"] + " " + m["zh"], font=font(60, "bold"), fill=(255, 236, 170), anchor="ra")
    d.rounded_rectangle([36, 134, w - 37, h - 40], 30, fill=(255, 255, 255))
    ink = (36, 36, 40)
    y = lines(d, 66, 156, t["text"], font(26), ink)
    warning_sign(d, 66, h - 180, 96)
    toy(d, 500, h - 345, 150, g["model"])
    lines(d, 180, h - 178, ["警告：3岁以下儿童不宜。", "Warning: not for children under 3."], font(27, "bold"), ink)
    x, y = w - 60, 154
    for kind in t["codes"]:
        code = qr(kind, t.get("qr", 320)) if kind[0] in ("qr", "gs1qr") else bars(kind, 430, 120)
        put(img, code, x - code.width, y)
        y += code.height + 14
    return img


def food_pouch(g, m, t):
    """Back of a pouch or a box of food: facts, nutrition, dates, codes."""
    w, h = t.get("wh", (1000, 1240))
    ground, dark = t.get("ground", (250, 247, 236)), t.get("dark", (52, 92, 60))
    img = sheet(w, h, ground, 8)
    d = ImageDraw.Draw(img)
    d.rectangle([0, 0, w, 150], fill=dark)
    leaves(d, 86, 134, 104, (190, 214, 150))
    d.text((178, 14), m["en"], font=font(54, "serif"), fill=(250, 248, 232))
    d.text((178, 80), m["zh"] + " · " + g["zh"], font=font(46, "bold"), fill=(238, 222, 160))
    d.text((w - 34, 92), g["model"], font=font(36, "bold"), fill=(250, 248, 232), anchor="ra")
    ink = (38, 34, 26)
    y = lines(d, 40, 172, t["text"], font(t.get("size", 29)), ink)
    if t.get("nutrition", True):
        nx = 40
        y += 10
        d.text((nx, y), "营养成分表  Nutrition", font=font(26, "bold"), fill=ink)
        y = table(d, nx, y + 40, w * 0.52, [("项目 per 100 g", "每100克   NRV"), ("能量 energy", t.get("energy", "1840 kJ  22%")),
                                             ("蛋白质 protein", "8.2 g  14%"), ("脂肪 fat", "17.5 g  29%"),
                                             ("钠 sodium", "210 mg  11%")], 23, 0.52, ink)
    codes = list(t["codes"])
    cy = t.get("codes_y", 640)
    leaves(d, w - 175, 600, 150, tuple((3 * c + k) // 4 for c, k in zip(ground, dark)))
    for kind in codes:
        if kind[0] in ("qr", "gs1qr"):
            code = qr(kind, t.get("qr", 310))
            put(img, code, w - code.width - 40, cy)
            cy += code.height + 10
        else:
            code = bars(kind, 430, t.get("bar", 120))
            put(img, code, 40, h - code.height - 30)
    if t.get("inkjet"):
        jet = dots(t["inkjet"], t.get("cell", 4))
        img.alpha_composite(jet, (w - jet.width - 36, h - jet.height - 34))
    return img


def agri_label(g, m, t):
    """Label of a bottle or a bag: facts, a colour band of the kind of product, codes."""
    w, h = t.get("wh", (1120, 980))
    img = sheet(w, h, (255, 255, 252), 6)
    d = ImageDraw.Draw(img)
    dark = t.get("dark", (30, 92, 62))
    pale = tuple((c + 5 * 255) // 6 for c in dark)
    for k in range(3 if all(c[0] != "gs1-128" for c in t["codes"]) else 0):
        leaves(d, w * (0.57 + 0.14 * k), h - 150, 170 - 24 * (k % 2), pale)
    d.rectangle([0, 0, w, 128], fill=dark)
    d.text((34, 12), m["zh"], font=font(56, "bold"), fill=(255, 255, 255))
    d.text((36, 82), m["en"], font=font(28, "narrow"), fill=(225, 240, 225))
    d.text((w - 34, 14), g["zh"], font=font(60, "bold"), fill=(255, 238, 150), anchor="ra")
    d.text((w - 34, 86), g["en"] + "  " + g["model"], font=font(28), fill=(225, 240, 225), anchor="ra")
    ink = (24, 28, 24)
    y = lines(d, 36, 146, t["text"], font(t.get("size", 29)), ink)
    if t.get("big"):
        d.text((36, y + 6), t["big"], font=font(104, "sans"), fill=dark)
        y += 140
    band = t.get("band")
    bottom = h - (92 if band else 20)
    if band:
        d.rectangle([0, h - 74, w, h], fill=band[0])
        d.text((w / 2, h - 38), band[1], font=font(44, "bold"), fill=(255, 255, 255), anchor="mm")
    cy = t.get("codes_y", 150)
    for kind in t["codes"]:
        if kind[0] in ("qr", "gs1qr"):
            code = qr(kind, t.get("qr", 330))
            put(img, code, w - code.width - 30, cy)
            cy += code.height + 2
            if t.get("caption"):
                d.text((w - 30 - code.width / 2, cy), t["caption"], font=font(24), fill=ink, anchor="ma")
                cy += 44
        elif kind[0] == "gs1-128":
            code = bars(kind, w - 80, t.get("bar", 120))
            put(img, code, (w - code.width) / 2, bottom - code.height)
        else:
            code = bars(kind, 440, t.get("bar", 110))
            put(img, code, 30, bottom - code.height)
    if t.get("inkjet"):
        jet = dots(t["inkjet"], t.get("cell", 4))
        img.alpha_composite(jet, (w - jet.width - 36, bottom - jet.height))
    return img


def data_label(g, m, t):
    """Words, and the codes of the newer categories beside them: Data Matrix, QR, Code 128."""
    w, h = t.get("wh", (1180, 540))
    ground, band, ink = t.get("ground", (250, 250, 248)), t.get("band", (44, 86, 120)), (18, 20, 24)
    img = sheet(w, h, ground, 16, (90, 92, 96))
    d = ImageDraw.Draw(img)
    d.rounded_rectangle([0, 0, w - 1, 96], 16, fill=band + (255,))
    d.text((28, 20), m["en"] + "  " + m["zh"], font=font(46, "bold"), fill=(250, 250, 250))
    d.text((w - 28, 26), g["model"], font=font(36, "bold"), fill=(250, 250, 250), anchor="ra")
    d.text((28, 114), g["zh"] + "  " + g["en"], font=font(32, "bold"), fill=ink)
    y = lines(d, 28, 168, t.get("text", []), font(25), ink, 1.4)
    lines(d, 28, y + 10, t.get("big", []), font(34, "monobold"), ink, 1.35)
    right, y = w - 28, 116
    for kind in t["codes"]:
        if kind[0] in ("dm", "gs1dm", "qr", "gs1qr"):
            code = matrix(kind, t.get("code", 250))
        else:
            code = bars(kind, t.get("bars", 420), t.get("bar", 110))
        put(img, code, right - code.width, y)
        y += code.height + 16
    return img


def plain_print(g, m, t):
    """The front of a carton or a box: words and no code at all."""
    w, h = t.get("wh", (1300, 900))
    img = Image.new("RGBA", (w, h), (0, 0, 0, 0))
    d = ImageDraw.Draw(img)
    ink = t.get("ink", (52, 40, 30)) + (225,)
    d.text((w / 2, 70), m["en"], font=font(130, t.get("face", "narrow")), fill=ink, anchor="ma")
    d.text((w / 2, 240), m["zh"] + " " + g["zh"], font=font(92, "bold"), fill=ink, anchor="ma")
    d.text((w / 2, 376), g["en"] + "  " + g["model"], font=font(56, "narrow"), fill=ink, anchor="ma")
    up_arrows(d, 190, 560, 170, ink)
    d.rounded_rectangle([560, 560, 760, 730], 10, outline=ink, width=8)
    d.line([600, 600, 720, 690], fill=ink, width=8)
    d.line([720, 600, 600, 690], fill=ink, width=8)
    d.text((1000, 590), "小心轻放", font=font(66, "bold"), fill=ink, anchor="ma")
    d.text((1000, 676), "FRAGILE", font=font(54, "narrow"), fill=ink, anchor="ma")
    return img


def serial_sticker(g, m, t):
    """The small sticker on the thing itself: one code and its text."""
    w, h = t.get("wh", (820, 420))
    img = sheet(w, h, t.get("ground", (250, 250, 250)), 18)
    d = ImageDraw.Draw(img)
    code = qr(t["codes"][0], h - 50)
    put(img, code, 20, (h - code.height) // 2)
    x = 40 + code.width
    d.text((x, 36), m["en"], font=font(42, t.get("face", "narrow")), fill=(20, 20, 24))
    d.text((x, 92), m["zh"] + " " + g["zh"], font=font(36, "bold"), fill=(20, 20, 24))
    lines(d, x, 156, t["text"], font(28), (20, 20, 24), 1.45)
    return img
