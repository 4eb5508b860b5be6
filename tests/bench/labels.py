#!/usr/bin/python3
# labels.py - hard pictures of labels with known text, for measuring the reader
#
#   labels.py OUT [--each N] [--only CLASS...] [--sheet FILE.png]
#   labels.py --samples FILE.tsv      what each photograph of samples/ carries
#
# Writes OUT/CLASS-LEVEL/SYMBOL-K.png and .txt beside it (the payload, FNC1 in the middle
# as GS).  Each class spoils the picture in one way, at level 1 (mild) to 3 (severe); the
# numbers stand in the table below.  Pictures of class "nothing" hold no code.  Every
# picture has its own seed, the SHA-256 of "CLASS-LEVEL/SYMBOL-K": with the same versions
# of zint, Pillow and numpy the same bytes come out.  All GTINs have the prefix 952, which
# GS1 keeps for examples.  Wants Debian's zint, python3-pil, python3-numpy.
import argparse
import hashlib
import io
import math
import os
import re
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "samples"))
sys.dont_write_bytecode = True

import artwork  # noqa: E402
from camera import cloud, homography, motion, smooth, to_image  # noqa: E402

SIZE = (800, 600)
CODE_FILL = 0.62  # of the picture's width that a linear code takes; a matrix: of its height

# ---- what is printed ----


def mod10(body):
    total = sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(reversed(body)))
    return body + str(-total % 10)


def letters(rng, n, of="ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"):
    return "".join(of[int(i)] for i in rng.integers(0, len(of), n))


def digits(rng, n):
    return letters(rng, n, "0123456789")


def gtin14(rng):
    return mod10("0952" + digits(rng, 9))


def elements(rng):
    """Lot and serial behind the GTIN: as zint wants it, and as it is read."""
    g, lot, serial = gtin14(rng), letters(rng, 6), letters(rng, 9)
    return f"[01]{g}[10]{lot}[21]{serial}", f"01{g}10{lot}\x1d21{serial}"


# name: (zint's name, options, made from the generator -> (for zint, as read))
SYMBOLS = {
    "ean13": ("EANX", (), lambda r: (lambda g: (g[:12], g))(mod10("952" + digits(r, 9)))),
    "ean8": ("EANX", (), lambda r: (lambda g: (g[:7], g))(mod10("952" + digits(r, 4)))),
    "upca": ("UPCA", (), lambda r: (lambda g: (g[:11], g))(mod10("0952" + digits(r, 7)))),
    "code128": ("CODE128", (), lambda r: (lambda t: (t, t))(letters(r, 3) + "-" + digits(r, 8))),
    "gs1128": ("GS1_128", (), elements),
    "itf14": ("INTERLEAVED2OF5", (), lambda r: (lambda g: (g, g))(gtin14(r))),
    "databar": ("DBAR_EXP", (), lambda r: (lambda g, w: (f"[01]{g}[3103]{w}", f"01{g}3103{w}"))(
        mod10("9952" + digits(r, 9)), "00" + digits(r, 4))),
    "databarstk": ("DBAR_EXPSTK", ("--cols=2",), elements),
    "pdf417": ("PDF417", ("--cols=4", "--secure=3"), lambda r: (lambda t: (t, t))(
        letters(r, 18) + " " + digits(r, 12))),
    "qr": ("QRCODE", ("--secure=2",), lambda r: (lambda t: (t, t))(
        "https://id.example.com/01/" + gtin14(r) + "/21/" + letters(r, 10))),
    "gs1qr": ("QRCODE", ("--gs1", "--secure=2"), elements),
    "datamatrix": ("DATAMATRIX", ("--square",), lambda r: (lambda t: (t, t))(letters(r, 14) + "-" + digits(r, 6))),
    "gs1dm": ("DATAMATRIX", ("--gs1", "--square"), elements),
}
MATRIX = ("qr", "gs1qr", "datamatrix", "gs1dm", "databarstk", "pdf417")
QUIET = {"qr": 4, "gs1qr": 4, "datamatrix": 2, "gs1dm": 2, "databarstk": 2, "pdf417": 2}  # modules; bars: 11


def printed(rng, symbol, quiet=1.0):
    """One symbol on white at whole-pixel modules of 6 pixels, the text under bars; its payload."""
    kind, options, make = SYMBOLS[symbol]
    data, text = make(rng)
    mods = artwork.zint(kind, data, *options)
    step = 6
    if symbol in MATRIX:
        margin = max(0, round(QUIET[symbol] * quiet * step))
        art = Image.new("L", (mods.width * step + 2 * margin, mods.height * step + 2 * margin), 255)
        art.paste(mods.resize((mods.width * step, mods.height * step), Image.NEAREST), (margin, margin))
        return art, text
    row = [mods.getpixel((x, mods.height // 2)) < 128 for x in range(mods.width)]
    while not row[0]:
        row.pop(0)
    while not row[-1]:
        row.pop()
    margin, high = max(0, round(11 * quiet * step)), min(52, max(26, len(row) // 3)) * step
    if symbol == "databar":
        high = 34 * step
    art = Image.new("L", (len(row) * step + 2 * margin, high + 12 * step), 255)
    d = ImageDraw.Draw(art)
    for i, black in enumerate(row):
        if black:
            d.rectangle([margin + i * step, 0, margin + (i + 1) * step - 1, high - 1], fill=0)
    f = ImageFont.truetype(artwork.DEJAVU % "SansMono", 9 * step)
    d.text((art.width / 2, high + step), text.replace("\x1d", " "), font=f, fill=0, anchor="ma")
    return art, text


# ---- where it is stuck, and how it is seen ----


def surface(rng):
    """What is behind the label: print, carton or film, never quiet."""
    w, h = SIZE[0] * 2, SIZE[1] * 2
    base = float(rng.uniform(90, 190))
    a = base + cloud(rng, h, w, 3, 5) * float(rng.uniform(8, 22))
    img = to_image(np.repeat(a[..., None], 3, 2))
    d = ImageDraw.Draw(img)
    f = ImageFont.truetype(artwork.DEJAVU % "Sans-Bold", 58)
    for _ in range(int(rng.integers(4, 9))):  # other print around
        x, y = rng.uniform(0, w), rng.uniform(0, h)
        d.text((x, y), letters(rng, int(rng.integers(4, 12))), font=f, fill=tuple(int(v) for v in rng.integers(0, 90, 3)))
    return img


def scene(rng, art, symbol, fill=CODE_FILL, shift=(0, 0)):
    """The label in the middle of a surface of twice the picture's size."""
    img = surface(rng)
    want = fill * (SIZE[1] * 2 if symbol in MATRIX else SIZE[0] * 2)
    k = want / art.width
    art = art.resize((round(art.width * k), round(art.height * k)), Image.LANCZOS)
    pad = 26
    label = Image.new("L", (art.width + 2 * pad, art.height + 2 * pad), 250)
    label.paste(art, (pad, pad))
    x, y = (img.width - label.width) // 2 + round(shift[0]), (img.height - label.height) // 2 + round(shift[1])
    img.paste(Image.merge("RGB", [label] * 3), (x, y))
    return img, (x + pad, y + pad, x + pad + art.width, y + pad + art.height)


def warp(img, dst):
    """Corners of the scene to these, and down to the picture's size."""
    w, h = img.size
    m = homography(dst, [(0, 0), (w, 0), (w, h), (0, h)])
    return img.transform(img.size, Image.PERSPECTIVE, m, Image.BICUBIC, fillcolor=(120, 120, 120))


def shrink(img):
    return img.resize(SIZE, Image.BOX)


def tilt(rng, img, degrees):
    """Seen from the side: farther on one edge, by a camera twice the width away."""
    w, h = img.size
    a, way, dist = math.radians(degrees), float(rng.uniform(0, 2 * math.pi)), 2.2 * w
    n = np.array([math.cos(way), math.sin(way)])
    out = []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        p = np.array([sx * w / 2, sy * h / 2])
        along = float(p @ n)
        q = p + n * (along * (math.cos(a) - 1))
        k = dist / (dist + along * math.sin(a))
        out.append((w / 2 + q[0] * k, h / 2 + q[1] * k))
    return warp(img, out)


def turn(img, degrees):
    return img.rotate(degrees, Image.BICUBIC, fillcolor=(120, 120, 120))


def cylinder(rng, img, box, arc):
    """Bent round a can whose axis is upright, the label taking that many degrees of it."""
    a = np.asarray(img, np.float32)
    h, w = a.shape[:2]
    r = (box[2] - box[0]) / math.radians(arc)
    cx = (box[0] + box[2]) / 2
    u = (np.arange(w) - cx) / r
    theta = np.arcsin(np.clip(u, -1, 1))
    sx = np.clip(cx + theta * r, 0, w - 1)
    i = np.floor(sx).astype(int)
    t = (sx - i)[None, :, None].astype(np.float32)
    out = a[:, i] * (1 - t) + a[:, np.minimum(i + 1, w - 1)] * t
    sag = (float(rng.uniform(0.05, 0.16)) * r * (1 - np.cos(theta))).astype(int)
    out = out[np.clip(np.arange(h)[:, None] - sag[None, :], 0, h - 1), np.arange(w)[None, :]]
    out *= (0.35 + 0.65 * np.cos(theta - 0.2))[None, :, None]
    out[:, np.abs(u) >= 1] = 60
    return to_image(out)


def glare(rng, img, power, size, box):
    a = np.asarray(img, np.float32)
    h, w = a.shape[:2]
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    for _ in range(2):
        x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
        rx, ry = size * w * rng.uniform(0.6, 1.4), size * w * rng.uniform(0.4, 1.0)
        g = power * np.exp(-(((xx - x) / rx) ** 2 + ((yy - y) / ry) ** 2))
        a = a + g[..., None]
    return to_image(a)


def contrast(rng, img, span):
    """Black and white pulled together to that many grey levels, in uneven light."""
    a = np.asarray(img, np.float32)
    h, w = a.shape[:2]
    low = float(rng.uniform(15, max(30, 190 - span)))
    light = 1 + 0.25 * smooth(rng, h, w, 2, 3)[..., None]
    return to_image((low + a * span / 255) * light)


def dirt(rng, img, box, cover):
    """Specks, scratches and a smear over that part of the label."""
    d = ImageDraw.Draw(img)
    area = (box[2] - box[0]) * (box[3] - box[1])
    done = 0.0
    while done < cover * area:
        x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
        v = int(rng.choice([25, 70, 150, 225, 240]))
        if rng.random() < 0.3:
            ang, n, wide = rng.uniform(0, math.pi), rng.uniform(60, 260), int(rng.integers(2, 6))
            d.line([x, y, x + n * math.cos(ang), y + n * math.sin(ang)], fill=(v, v, v), width=wide)
            done += n * wide
        else:
            rx, ry = rng.uniform(3, 20), rng.uniform(3, 20)
            d.ellipse([x - rx, y - ry, x + rx, y + ry], fill=(v, v, v))
            done += math.pi * rx * ry
    return img


def blur(img, radius):
    return img.filter(ImageFilter.GaussianBlur(radius)) if radius > 0 else img


def noise(rng, img, sigma):
    a = np.asarray(img, np.float32)
    fine = rng.standard_normal(a.shape).astype(np.float32)
    return to_image(a + fine * sigma)


def jpeg(img, quality):
    out = io.BytesIO()
    img.save(out, "JPEG", quality=quality, subsampling=2)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


# ---- classes of difficulty: one function each, three levels, and what the numbers are ----
# module: the narrowest bar or cell in pixels of the picture, where it matters.


def module_of(art, box):
    return (box[2] - box[0]) / art.width * 6 / 2


def c_plain(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, _ = scene(rng, art, symbol, v)
    return noise(rng, blur(shrink(img), 0.5), 2), text


def c_perspective(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, _ = scene(rng, art, symbol)
    return noise(rng, blur(shrink(tilt(rng, img, v)), 0.5), 2), text


def c_cylinder(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, box = scene(rng, art, symbol)
    return noise(rng, blur(shrink(cylinder(rng, img, box, v)), 0.5), 2), text


def c_rotation(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, _ = scene(rng, art, symbol, 0.55)
    return noise(rng, blur(shrink(turn(img, float(rng.uniform(*v)) * rng.choice([-1, 1]))), 0.5), 2), text


def c_blur(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, box = scene(rng, art, symbol)
    return noise(rng, blur(shrink(img), v * module_of(art, box)), 2), text


def c_motion(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, box = scene(rng, art, symbol)
    way = 0 if symbol in MATRIX else float(rng.uniform(-30, 30))
    return noise(rng, motion(shrink(img), max(2, v * module_of(art, box)), way), 2), text


def c_glare(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, box = scene(rng, art, symbol)
    small = tuple(c // 2 for c in box)
    return noise(rng, glare(rng, blur(shrink(img), 0.5), v[0], v[1], small), 2), text


def c_contrast(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, _ = scene(rng, art, symbol)
    return noise(rng, contrast(rng, blur(shrink(img), 0.6), v), 2.5), text


def c_dirt(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, box = scene(rng, art, symbol)
    return noise(rng, blur(shrink(dirt(rng, img, box, v)), 0.6), 2), text


def c_noise(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, _ = scene(rng, art, symbol)
    return noise(rng, contrast(rng, blur(shrink(img), 0.6), 130), v), text


def c_jpeg(rng, symbol, v):
    art, text = printed(rng, symbol)
    img, _ = scene(rng, art, symbol, 0.5)
    return jpeg(noise(rng, blur(shrink(img), 0.5), 2), v), text


def c_far(rng, symbol, v):
    """The code takes only so many pixels a module."""
    art, text = printed(rng, symbol)
    fill = art.width / 6 * v / (SIZE[1] if symbol in MATRIX else SIZE[0])
    img, _ = scene(rng, art, symbol, fill)
    return noise(rng, blur(shrink(img), 0.4), 2), text


def c_quiet(rng, symbol, v):
    """Of the quiet zone only that part is there, and the edge of the label is dark."""
    art, text = printed(rng, symbol, v)
    framed = Image.new("L", (art.width + 16, art.height + 16), 30)
    framed.paste(art, (8, 8))
    img, _ = scene(rng, framed, symbol)
    return noise(rng, blur(shrink(img), 0.5), 2), text


def c_mixed(rng, symbol, v):
    """Everything a little, as photographs are."""
    art, text = printed(rng, symbol, 0.8)
    img, box = scene(rng, art, symbol, 0.58)
    img = dirt(rng, img, box, 0.01 * v)
    if rng.random() < 0.5:
        img = cylinder(rng, img, box, 40 + 20 * v)
    img = turn(tilt(rng, img, 10 * v), float(rng.uniform(-12, 12)) * v)
    small = tuple(c // 2 for c in box)
    img = glare(rng, blur(shrink(img), 0.15 * v * module_of(art, box) + 0.3), 25 * v, 0.12, small)
    return jpeg(noise(rng, contrast(rng, img, 220 - 40 * v), 2 + v), 80 - 15 * v), text


def c_nothing(rng, symbol, v):
    """No code: stripes, lattices, print; whatever is read here is a misread."""
    img = shrink(surface(rng))
    d = ImageDraw.Draw(img)
    if symbol in MATRIX:
        n, step = int(rng.integers(16, 40)), int(rng.integers(5, 12))
        for y in range(n):
            for x in range(n):
                if rng.random() < 0.5:
                    d.rectangle([150 + x * step, 90 + y * step, 149 + (x + 1) * step, 89 + (y + 1) * step], fill=(20, 20, 20))
    else:
        x = 40.0
        while x < SIZE[0] - 60:
            w = int(rng.integers(1, 5)) * 3
            d.rectangle([x, 120, x + w, 480], fill=(20, 20, 20))
            x += w + int(rng.integers(1, 5)) * 3
    return noise(rng, blur(turn(img, v * float(rng.uniform(-4, 4))), 0.5), 2), None


CLASSES = {  # name: (function, three levels, what the number is)
    "plain": (c_plain, (0.75, 0.6, 0.45), "part of the picture that the code takes"),
    "perspective": (c_perspective, (25, 40, 55), "degrees seen from the side"),
    "cylinder": (c_cylinder, (70, 100, 130), "degrees of the can that the code takes"),
    "rotation": (c_rotation, ((3, 12), (12, 30), (30, 60)), "degrees turned"),
    "blur": (c_blur, (0.5, 0.8, 1.1), "sigma of the blur in modules"),
    "motion": (c_motion, (1.0, 1.8, 2.6), "way of the hand in modules"),
    "glare": (c_glare, ((110, 0.10), (200, 0.14), (330, 0.18)), "grey levels added, radius in picture widths"),
    "contrast": (c_contrast, (70, 42, 24), "grey levels between black and white"),
    "dirt": (c_dirt, (0.02, 0.05, 0.10), "part of the label covered"),
    "noise": (c_noise, (16, 30, 46), "sigma of the noise at 130 grey levels of contrast"),
    "jpeg": (c_jpeg, (25, 12, 6), "quality of the JPEG"),
    "far": (c_far, (2.0, 1.5, 1.15), "pixels a module"),
    "quiet": (c_quiet, (0.5, 0.25, 0.1), "part of the quiet zone that is there"),
    "mixed": (c_mixed, (1, 2, 3), "all of these together"),
    "nothing": (c_nothing, (0, 1, 2), "no code"),
}


def one(cls, level, symbol, k):
    """The picture and its text (None: there is none)."""
    name = f"{cls}-{level}/{symbol}-{k}"
    rng = np.random.default_rng(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big"))
    make, levels, _ = CLASSES[cls]
    return make(rng, symbol, levels[level - 1])


def write(out, only, each, sheet):
    thumbs = []
    for cls in CLASSES:
        if only and cls not in only:
            continue
        for level in (1, 2, 3):
            folder = os.path.join(out, f"{cls}-{level}")
            os.makedirs(folder, exist_ok=True)
            for symbol in SYMBOLS:
                for k in range(1, each + 1):
                    img, text = one(cls, level, symbol, k)
                    base = os.path.join(folder, f"{symbol}-{k}")
                    img.convert("L").save(base + ".png", compress_level=1)
                    if text is not None:
                        with open(base + ".txt", "wb") as f:
                            f.write(text.encode())
                    if k == 1:
                        thumbs.append((f"{cls}-{level} {symbol}", img.resize((200, 150), Image.BOX)))
    if sheet:
        across = len(SYMBOLS)
        page = Image.new("RGB", (across * 204, (len(thumbs) + across - 1) // across * 166), (255, 255, 255))
        d = ImageDraw.Draw(page)
        for i, (name, img) in enumerate(thumbs):
            x, y = i % across * 204, i // across * 166
            page.paste(img, (x, y + 14))
            d.text((x + 2, y + 1), name, fill=(0, 0, 0))
        page.save(sheet)


def samples(path):
    """The text of every code drawn on each photograph of samples/: by drawing it again."""
    from cases import CASES
    from world import GOODS, MAKERS
    drawn, real = [], artwork.zint

    def noted(kind, data, *options):
        if data.startswith("[") and ("--gs1" in options or "GS1" in kind):
            data_read = data.replace("[", "(").replace("]", ")")
        else:
            data_read = data + mod10(data)[-1] if kind == "EANX" else data
        # product keys are masked in what is read, too
        data_read = re.sub(r"\b(\w{5})-\w{5}-\w{5}-\w{5}-(\w{5})\b", r"\1-*****-*****-*****-\2", data_read)
        drawn.append(data_read)
        return real(kind, data, *options)

    artwork.zint = noted
    with open(path, "w", encoding="utf-8") as f:
        f.write("# the text of every code on each photograph of samples/; written by labels.py --samples\n")
        for case in sorted(CASES, key=lambda c: c["file"].encode()):
            drawn.clear()
            for fn, product, t, *_ in case["arts"]:
                fn(GOODS[product], MAKERS[GOODS[product]["maker"]], t)
            texts = [d.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") for d in drawn]
            f.write("\t".join([case["file"]] + texts) + "\n")


def main():
    ap = argparse.ArgumentParser(description="hard pictures of labels with known text")
    ap.add_argument("out", nargs="?")
    ap.add_argument("--each", type=int, default=1, help="pictures of each symbol, class and level")
    ap.add_argument("--only", nargs="*", choices=list(CLASSES))
    ap.add_argument("--sheet", help="a contact sheet of the first of each")
    ap.add_argument("--samples", metavar="FILE")
    a = ap.parse_args()
    if a.samples:
        return samples(a.samples)
    if not a.out:
        ap.error("OUT is missing")
    return write(a.out, a.only, a.each, a.sheet)


if __name__ == "__main__":
    sys.exit(main())
