#!/usr/bin/python3
# make-samples.py - draws samples/photos and writes what is expected of each
#
#   samples/make-samples.py            everything
#   samples/make-samples.py food-03    only photographs whose name begins so
#
# Wants Debian's python3-pil, python3-numpy, zint, fonts-dejavu-core,
# fonts-dejavu-extra and fonts-noto-cjk.  world.py has the makers and serials,
# cases.py the photographs, artwork.py the labels, camera.py the camera.  Every
# picture has its own fixed seed: with the same versions of those packages the same
# bytes come out.  Rewrites photos/, serials/, expected.tsv, lists.tsv and files.mk beside it.
import hashlib
import io
import os
import sys
from multiprocessing import Pool

import numpy as np
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

from cases import CASES  # noqa: E402
from camera import shoot, surface  # noqa: E402
from world import GOODS, LISTS, MAKERS, write_csv  # noqa: E402

QUALITY = dict(jpg=58, webp=58)


def generator(name):
    return np.random.default_rng(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big"))


def exif_of(case):
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Sample", "Sample phone 9"
    if case.get("turned"):
        exif[0x0112] = 6  # upright after a quarter turn clockwise
    when = case["time"]
    if when:
        stamp = when.replace("-", ":")
        exif[0x0132] = stamp
        exif[0x8769] = {0x9003: stamp, 0x9004: stamp, 0x9011: "+08:00", 0x9010: "+08:00"}
    if case["place"]:
        def dms(v):
            whole = int(v)
            minutes = int((v - whole) * 60)
            return (whole, minutes, round(((v - whole) * 60 - minutes) * 60, 2))
        lat, lon = case["place"]
        exif[0x8825] = {1: "N", 2: dms(lat), 3: "E", 4: dms(lon)}
    return exif.tobytes()


def take(case):
    rng = generator(case.get("seed", case["file"]))
    kind = case["file"].rsplit(".", 1)[1]
    if kind == "png":  # a PNG pays for every speck: as from a camera in good light
        case["camera"].setdefault("noise", 0.6)
    arts = []
    for fn, product, t, *where in case["arts"]:
        g = GOODS[product]
        drawn = fn(g, MAKERS[g["maker"]], t)
        if "scale" in case:  # small goods, seen from afar
            drawn = drawn.resize([round(v * case["scale"]) for v in drawn.size], Image.LANCZOS)
        arts.append((drawn, *(where or (0, 0, 0))))
    canvas, box = surface(rng, case["surface"], arts)
    if "noise_seed" in case:  # burst: the same scene, another instant of the sensor
        light_rng = generator(case["seed"] + " light")
        img = _shoot_pair(light_rng, generator("%s %d" % (case["seed"], case["noise_seed"])), canvas, box, case["camera"])
    else:
        img = shoot(rng, canvas, box, case["camera"])
    if case.get("turned"):
        img = img.transpose(Image.ROTATE_90)
    out = io.BytesIO()
    exif = exif_of(case)
    if kind == "jpg":
        img.save(out, "JPEG", quality=case.get("quality", QUALITY["jpg"]), exif=exif, subsampling=2, optimize=True)
    elif kind == "webp":
        img.save(out, "WEBP", quality=QUALITY["webp"], method=6, exif=exif)
    else:  # a PNG of a photograph is large: fewer tones, as a chat program would send it
        img = img.quantize(144, Image.MEDIANCUT, dither=Image.NONE)
        img.save(out, "PNG", optimize=True, exif=exif)
    data = out.getvalue()
    if "truncate" in case:
        data = data[:int(len(data) * case["truncate"])]
    with open(os.path.join(HERE, "photos", case["file"]), "wb") as f:
        f.write(data)
    return case["file"], len(data)


def _shoot_pair(light_rng, noise_rng, canvas, box, spec):
    from camera import light, sensor, view
    img = view(canvas, box, spec["size"], spec["fill"], spec["tilt"], spec["lean"],
               spec.get("shift", (0.0, 0.0)), spec.get("shake", (0, 0, 0)))
    return sensor(noise_rng, light(light_rng, img, spec), spec)


def side_file(case):
    path = os.path.join(HERE, "photos", case["file"] + ".label")
    if case["side"]:
        with open(path, "w") as f:
            f.write("# typed from the label\n" + "".join(s + "\n" for s in case["side"]))
        return [case["file"] + ".label"]
    if os.path.exists(path):
        os.remove(path)
    return []


def write_make(rows):
    """The files of samples/, for the Makefile: no wildcard may decide what is shipped."""
    with open(os.path.join(HERE, "files.mk"), "w") as f:
        f.write("# files.mk - every file of the samples; written by make-samples.py\n")
        f.write("SAMPLE_FILES =" + "".join(" \\\n\tsamples/" + r for r in rows) + "\n")


def main():
    wanted = sys.argv[1:]
    os.makedirs(os.path.join(HERE, "photos"), exist_ok=True)
    os.makedirs(os.path.join(HERE, "serials"), exist_ok=True)
    cases = sorted(CASES, key=lambda c: c["file"].encode())
    assert len({c["file"] for c in cases}) == len(cases)
    todo = [c for c in cases if not wanted or any(c["file"].startswith(w) for w in wanted)]
    with Pool(2) as pool:
        total = 0
        for name, size in pool.imap(take, todo):
            total += size
            print("%8d  %s" % (size, name))
    print("%8d  together" % total)
    files = ["serials/" + n for n in write_csv(os.path.join(HERE, "serials"))]
    for case in cases:
        files += ["photos/" + case["file"]] + ["photos/" + n for n in side_file(case)]
    files += ["lists/%s.asl" % n for n in sorted(LISTS)]
    with open(os.path.join(HERE, "expected.tsv"), "w") as f:
        f.write("# expected.tsv - file, final verdict, flags, rules that must speak, what it shows; written by make-samples.py\n")
        for c in cases:
            f.write("\t".join([c["file"], c["verdict"], c["flags"], c["rules"], c["shows"]]) + "\n")
    with open(os.path.join(HERE, "lists.tsv"), "w") as f:
        for name, e in LISTS.items():
            f.write("\t".join([name, e["maker"], e["scope"], e["as_of"], e["expires"],
                               e["complete"] or "-", e["title"]]) + "\n")
    files += ["README.md", "expected.tsv", "lists.tsv", "expected-batch.json", "make-samples.py", "make-world.sh",
              "world.py", "cases.py", "artwork.py", "camera.py"]
    write_make(sorted(f for f in files if os.path.exists(os.path.join(HERE, f))))


if __name__ == "__main__":
    main()
