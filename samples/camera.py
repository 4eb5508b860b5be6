# camera.py - from flat artwork to what a phone would see
#
# surface(): a procedural material with the artwork stuck or printed on it.
# shoot(): perspective, tilt, uneven light, vignetting, glare, blur, noise.
# Everything random comes from the generator handed in: the same seed, the same
# picture (on the same versions of Pillow and numpy).
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SW, SH = 2800, 2200  # of a surface, in pixels


def smooth(rng, h, w, cells_y, cells_x):
    """Smooth noise of about -1..1 with that many bumps down and across."""
    grid = rng.standard_normal((max(2, cells_y), max(2, cells_x))).astype(np.float32)
    img = Image.fromarray(grid, "F").resize((w, h), Image.BICUBIC)
    return np.asarray(img, dtype=np.float32)


def cloud(rng, h, w, cells=4, octaves=5):
    total = np.zeros((h, w), np.float32)
    gain = 1.0
    for _ in range(octaves):
        total += gain * smooth(rng, h, w, cells, cells * w // h)
        cells, gain = cells * 2, gain * 0.55
    return total / 2.0


def tint(field, base, spread):
    """Grey field to colour: base plus spread where the field is high."""
    base, spread = np.array(base, np.float32), np.array(spread, np.float32)
    return base + field[..., None] * spread


def carton(rng, base=(184, 146, 104)):
    y = np.arange(SH, dtype=np.float32)[:, None]
    flutes = np.sin(y / 15.0 * 2 * math.pi + 0.4 * smooth(rng, SH, SW, 8, 4)) * 0.8
    fibre = smooth(rng, SH, SW, SH // 3, SW // 18)
    f = cloud(rng, SH, SW, 3) * 5 + flutes + fibre * 2.6 + smooth(rng, SH, SW, SH // 2, SW // 2) * 2
    out = tint(f, base, (1.0, 0.95, 0.85))
    specks = (rng.random((SH, SW)) > 0.9996).astype(np.float32)
    specks = np.asarray(Image.fromarray((specks * 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(1.6)), np.float32)
    return out - specks[..., None] * 0.9


def wood(rng, base=(158, 112, 70)):
    x = np.arange(SW, dtype=np.float32)[None, :]
    y = np.arange(SH, dtype=np.float32)[:, None]
    bend = smooth(rng, SH, SW, 3, 3) * 60 + smooth(rng, SH, SW, 14, 3) * 9
    rings = np.sin((y + bend) / 46.0) + 0.6 * np.sin((y + bend * 1.6) / 17.0)
    pores = smooth(rng, SH, SW, SH // 4, SW // 90)
    out = tint(rings * 7 + pores * 6 + cloud(rng, SH, SW, 2) * 9, base, (1.0, 0.9, 0.75))
    plank = 560
    for k, top in enumerate(range(int(rng.integers(0, plank)), SH, plank)):
        out[top:top + 5] *= 0.45
        out[top + 5:top + 9] *= 1.08
        out[top + 5:top + plank] *= 1 + float(rng.uniform(-0.07, 0.07))
    return out + 0 * x[..., None]


def fabric(rng, base=(92, 108, 128)):
    x = np.arange(SW, dtype=np.float32)[None, :]
    y = np.arange(SH, dtype=np.float32)[:, None]
    wob = smooth(rng, SH, SW, 30, 40) * 1.6
    weave = np.sin((x + wob) * 2 * math.pi / 9) * np.sin((y + wob) * 2 * math.pi / 9)
    threads = smooth(rng, SH, SW, SH // 9, 20) + smooth(rng, SH, SW, 20, SW // 9)
    folds = smooth(rng, SH, SW, 2, 4)
    return tint(weave * 13 + threads * 5 + folds * 16, base, (1, 1, 1))


def painted(rng, base=(214, 217, 219)):
    peel = smooth(rng, SH, SW, SH // 7, SW // 7) * 1.3
    return tint(cloud(rng, SH, SW, 2, 3) * 3 + peel, base, (1, 1, 1))


def brushed(rng, base=(172, 175, 178)):
    streak = smooth(rng, SH, SW, SH, 10) * 5 + smooth(rng, SH, SW, SH // 3, 5) * 3
    return tint(streak + cloud(rng, SH, SW, 2, 2) * 10, base, (1, 1, 1.02))


def film(rng, base=(232, 228, 214)):
    a = smooth(rng, SH, SW, 5, 8) + 0.5 * smooth(rng, SH, SW, 11, 17)
    ridges = 1 - np.minimum(1, np.abs(a) * 2.2)
    dy = np.gradient(a, axis=0) * 260
    return tint(dy * 3.0 + ridges ** 3 * 9 + cloud(rng, SH, SW, 3, 3) * 3, base, (1, 1, 1))


def stone(rng, base=(134, 132, 128)):
    grit = smooth(rng, SH, SW, SH // 3, SW // 3) * 7
    return tint(cloud(rng, SH, SW, 4, 6) * 14 + grit, base, (1, 1, 0.97))


MATERIAL = dict(carton=carton, wood=wood, fabric=fabric, painted=painted, brushed=brushed,
                film=film, stone=stone)


def to_image(a):
    return Image.fromarray(np.clip(a, 0, 255).astype(np.uint8), "RGB")


def paper(rng, art):
    """Print is never quite flat: slight mottling and soft ink edges."""
    art = art.convert("RGBA")
    rgb = np.asarray(art.convert("RGB").filter(ImageFilter.GaussianBlur(0.7)), np.float32)
    h, w = rgb.shape[:2]
    rgb = rgb * (1 + 0.012 * cloud(rng, h, w, 3, 4)[..., None]) + 9 * (1 - rgb / 255.0)
    wear = Image.new("L", (w, h), 128)  # dust, a crease or two, a thumb mark
    d = ImageDraw.Draw(wear)
    for _ in range(int(rng.integers(12, 40))):
        x, y, r = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(0.8, 2.6)
        d.ellipse([x - r, y - r, x + r, y + r], fill=int(rng.integers(84, 112)))
    for _ in range(int(rng.integers(0, 3))):
        x, y, a, n = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(0, 6.3), rng.uniform(90, 330)
        ex, ey = x + n * math.cos(a), y + n * math.sin(a)
        d.line([x, y, ex, ey], fill=142, width=3)
        d.line([x + 3, y + 3, ex + 3, ey + 3], fill=112, width=3)
    wear = np.asarray(wear.filter(ImageFilter.GaussianBlur(1.3)), np.float32)[..., None]
    rgb = rgb + (wear - 128) * 1.1
    out = to_image(rgb)
    out.putalpha(art.getchannel("A"))
    return out


def shadow_paste(canvas, art, x, y, lift=7, dark=0.5):
    """Paste art with the soft shadow of its edge."""
    alpha = art.getchannel("A")
    pad = 40
    mask = Image.new("L", (art.width + 2 * pad, art.height + 2 * pad), 0)
    mask.paste(alpha.point(lambda v: int(v * dark)), (pad + lift // 2, pad + lift))
    mask = mask.filter(ImageFilter.GaussianBlur(lift))
    canvas.paste(Image.new("RGB", mask.size, (20, 16, 12)), (int(x) - pad, int(y) - pad), mask)
    canvas.paste(art.convert("RGB"), (int(x), int(y)), alpha)


def extras(rng, canvas, kind, box):
    """What else one sees there: tape on a carton, screws and slots on a panel."""
    d = ImageDraw.Draw(canvas, "RGBA")
    x0, y0, x1, y1 = box
    if kind == "tape":
        ty = y0 - 330
        d.rectangle([0, ty, SW, ty + 210], fill=(206, 172, 118, 120))
        d.line([0, ty, SW, ty], fill=(120, 90, 56, 150), width=3)
        d.line([0, ty + 210, SW, ty + 210], fill=(240, 214, 170, 140), width=3)
        d.line([0, ty + 104, SW, ty + 104], fill=(70, 50, 30, 170), width=4)
    elif kind == "screws":
        for cx, cy in ((x0 - 95, y0 - 70), (x1 + 95, y0 - 70), (x0 - 95, y1 + 70), (x1 + 95, y1 + 70)):
            d.ellipse([cx - 30, cy - 26, cx + 34, cy + 38], fill=(0, 0, 0, 60))
            d.ellipse([cx - 28, cy - 28, cx + 28, cy + 28], fill=(150, 152, 155, 255),
                      outline=(96, 98, 100, 255), width=3)
            t = float(rng.uniform(0, math.pi))
            for t in (t, t + math.pi / 2):
                dx, dy = 18 * math.cos(t), 18 * math.sin(t)
                d.line([cx - dx, cy - dy, cx + dx, cy + dy], fill=(52, 54, 57, 255), width=8)
    elif kind == "slots":
        for k in range(16):
            sx = x0 - 140 + k * 96
            d.rounded_rectangle([sx, y0 - 300, sx + 34, y0 - 80], 17, fill=(28, 30, 33, 255))
            d.line([sx + 36, y0 - 280, sx + 36, y0 - 100], fill=(255, 255, 255, 120), width=3)
    elif kind == "seam":
        for k in range(0, SW, 8):
            d.line([k, y1 + 70, k, y1 + 170], fill=(0, 0, 0, 22), width=3)
        d.line([0, y1 + 68, SW, y1 + 68], fill=(255, 255, 255, 90), width=4)


def surface(rng, spec, arts):
    """spec: material, base, extra, floor; arts: [(image, dx, dy, turn)] from the middle.
    Gives the canvas and the box round all artworks."""
    make = MATERIAL[spec.get("material", "carton")]
    canvas = to_image(make(rng, spec["base"]) if "base" in spec else make(rng))
    first = arts[0][0]
    cx, cy = SW // 2, SH // 2
    box = (cx - first.width // 2, cy - first.height // 2, cx + first.width // 2, cy + first.height // 2)
    if spec.get("floor"):  # the goods end within the view: what they stand on shows
        floor = MATERIAL[spec["floor"]](rng)
        floor = to_image(floor).filter(ImageFilter.GaussianBlur(7))
        m = spec.get("margin", 130)
        edge = (box[0] - m, box[1] - m, box[2] + m, box[3] + m)
        shade = Image.new("L", (SW, SH), 0)
        ImageDraw.Draw(shade).rectangle([edge[0] + 26, edge[1] + 40, edge[2] + 60, edge[3] + 80], fill=150)
        floor.paste((14, 12, 10), (0, 0), shade.filter(ImageFilter.GaussianBlur(30)))
        side = canvas.crop(edge).point(lambda v: int(v * 0.62))
        floor.paste(side, (edge[0] + 16, edge[1] + 34))
        mask = Image.new("L", (SW, SH), 0)
        ImageDraw.Draw(mask).rounded_rectangle(edge, spec.get("corner", 8), fill=255)
        floor.paste(canvas, (0, 0), mask.filter(ImageFilter.GaussianBlur(1.2)))
        canvas = floor
    for e in spec.get("extra", "").split():
        extras(rng, canvas, e, box)
    for art, dx, dy, turn in arts:
        art = paper(rng, art)
        if turn:
            art = art.rotate(turn, Image.BICUBIC, expand=True)
        shadow_paste(canvas, art, cx + dx - art.width / 2, cy + dy - art.height / 2,
                     spec.get("lift", 7), 0.05 if spec.get("printed") else 0.5)
    for art, dx, dy, _ in arts[1:]:  # the camera takes in all of it
        box = (min(box[0], cx + dx - art.width // 2), min(box[1], cy + dy - art.height // 2),
               max(box[2], cx + dx + art.width // 2), max(box[3], cy + dy + art.height // 2))
    if "round" in spec:
        canvas = wrap_round(rng, canvas, box, spec["round"], spec.get("bench", "wood"))
    return canvas, box


def wrap_round(rng, canvas, box, half, bench):
    """Bend the surface round an upright tin or bottle of that half width."""
    src = np.asarray(canvas, np.float32)
    back = np.asarray(to_image(MATERIAL[bench](rng)).filter(ImageFilter.GaussianBlur(14)), np.float32)
    cx = SW // 2
    span = 1.18  # radians of the front that are seen, each way
    u = (np.arange(SW) - cx) / half
    inside = np.abs(u) < 1
    theta = np.arcsin(np.clip(u, -1, 1))
    sx = np.clip(cx + theta / math.asin(math.sin(span)) * half * 1.12, 0, SW - 1)
    i0 = np.floor(sx).astype(int)
    t = (sx - i0)[None, :, None].astype(np.float32)
    out = src[:, i0] * (1 - t) + src[:, np.minimum(i0 + 1, SW - 1)] * t
    sag = (46 * (1 - np.cos(theta))).astype(int)  # seen a little from above
    rows = np.arange(SH)[:, None] + sag[None, :]
    out = out[np.clip(rows, 0, SH - 1), np.arange(SW)[None, :]]
    shade = np.clip(0.30 + 0.78 * np.cos(theta - 0.25), 0, 1.12) + 0.16 * np.exp(-((theta + 0.62) / 0.10) ** 2)
    out = out * shade[None, :, None]
    soft = np.clip((1 - np.abs(u)) * half / 3.0, 0, 1)[None, :, None]
    out = out * soft + back * (1 - soft) * np.where(np.abs(u) < 1.5, 0.72, 0.9)[None, :, None]
    return to_image(np.where(inside[None, :, None], out, back * np.clip(
        0.45 + np.abs(u) * 0.35, 0, 1)[None, :, None]))


def homography(dst, src):
    """PIL's eight numbers that take dst corners to src corners."""
    rows, rhs = [], []
    for (x, y), (u, v) in zip(dst, src):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        rhs += [u, v]
    return np.linalg.solve(np.array(rows, float), np.array(rhs, float))


def view(canvas, box, size, fill, tilt, lean, shift, shake=(0.0, 0.0, 0.0)):
    """The camera: fill = part of the frame the label takes; tilt in degrees; lean =
    how much farther the top and the left are than the bottom and the right."""
    w, h = size
    lw, lh = box[2] - box[0], box[3] - box[1]
    vw = max(lw / fill, lh / fill * w / h)
    vh = vw * h / w
    a = math.radians(tilt + shake[2])
    cx = (box[0] + box[2]) / 2 + shift[0] * vw + shake[0]
    cy = (box[1] + box[3]) / 2 + shift[1] * vh + shake[1]
    src = []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        k = 1 - sy * lean[0] - sx * lean[1]
        x, y = sx * vw / 2 * k, sy * vh / 2 * k
        src.append((cx + x * math.cos(a) - y * math.sin(a), cy + x * math.sin(a) + y * math.cos(a)))
    big = (w * 2, h * 2)
    dst = [(0, 0), (big[0], 0), big, (0, big[1])]
    pad = 500
    padded = Image.fromarray(np.pad(np.asarray(canvas), ((pad, pad), (pad, pad), (0, 0)), "reflect"))
    src = [(x + pad, y + pad) for x, y in src]
    return padded.transform(big, Image.PERSPECTIVE, homography(dst, src), Image.BICUBIC).resize(
        size, Image.BOX)


def light(rng, img, spec):
    """Lamp, shadow, vignette, glare, colour of the light, exposure."""
    a = np.asarray(img, np.float32)
    h, w = a.shape[:2]
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    xx, yy = xx / w - 0.5, yy / h - 0.5
    ang = float(rng.uniform(0, 2 * math.pi))
    grad = 1 + spec.get("gradient", 0.16) * 2 * (xx * math.cos(ang) + yy * math.sin(ang))
    lx, ly = rng.uniform(-0.35, 0.35, 2)
    lamp = 0.10 * np.exp(-((xx - lx) ** 2 + (yy - ly) ** 2) / 0.09)
    vig = 1 - spec.get("vignette", 0.34) * (xx ** 2 + yy ** 2) * 1.6
    k = grad * vig + lamp
    if spec.get("hand"):  # the shadow of the phone and the hand that holds it
        m = Image.new("L", (w, h), 0)
        d = ImageDraw.Draw(m)
        s = spec["hand"]
        d.polygon([(w * 0.1, h), (w * 0.32, h * (1 - s)), (w * 0.6, h * (0.96 - s)), (w * 0.82, h)], fill=255)
        m = np.asarray(m.filter(ImageFilter.GaussianBlur(w // 26)), np.float32) / 255
        k = k * (1 - 0.33 * m)
    a = a * k[..., None] * np.array(spec.get("colour", (1.0, 1.0, 1.0)), np.float32) * spec.get("exposure", 0.97)
    for gx, gy, rx, ry, power in spec.get("glare", []):
        g = power * np.exp(-(((xx - gx) / rx) ** 2 + ((yy - gy) / ry) ** 2))
        a = a + g[..., None] * np.array([1.0, 1.0, 0.97])
    return a


def motion(img, length, angle):
    """Blur of a moving hand."""
    n = max(2, int(length))
    size, pad = img.size, int(length)
    img = Image.fromarray(np.pad(np.asarray(img), ((pad, pad), (pad, pad), (0, 0)), "edge"))
    acc = np.zeros((img.height, img.width, 3), np.float32)
    for i in range(n):
        t = (i / (n - 1) - 0.5) * length
        m = (1, 0, t * math.cos(math.radians(angle)), 0, 1, t * math.sin(math.radians(angle)))
        acc += np.asarray(img.transform(img.size, Image.AFFINE, m, Image.BILINEAR), np.float32)
    return to_image(acc / n).crop((pad, pad, pad + size[0], pad + size[1]))


def sensor(rng, a, spec):
    """Lens blur, then noise, then the phone's own sharpening."""
    img = to_image(a)
    if spec.get("blur", 0.5) > 0:
        img = img.filter(ImageFilter.GaussianBlur(spec.get("blur", 0.5)))
    if spec.get("motion"):
        img = motion(img, *spec["motion"])
    a = np.asarray(img, np.float32)
    h, w = a.shape[:2]
    sigma = spec.get("noise", 1.8)
    luma = rng.standard_normal((h, w, 1)).astype(np.float32)
    chroma = rng.standard_normal((h // 2 + 1, w // 2 + 1, 3)).astype(np.float32)
    chroma = chroma.repeat(2, 0).repeat(2, 1)[:h, :w]
    a = a + (luma * sigma + chroma * sigma * 0.45) * (1.15 - a / 420.0)
    img = to_image(a)
    return img.filter(ImageFilter.UnsharpMask(1.4, spec.get("sharpen", 55), 2))


def shoot(rng, canvas, box, spec):
    size = spec.get("size", (1280, 960))
    img = view(canvas, box, size, spec.get("fill", 0.74), spec.get("tilt", 0.0),
               spec.get("lean", (0.03, 0.02)), spec.get("shift", (0.0, 0.0)), spec.get("shake", (0, 0, 0)))
    return sensor(rng, light(rng, img, spec), spec)
