#!/usr/bin/env python3
"""read: what is read of pictures with known text, beside zbarimg and ZXingReader (make bench-read).

usage: read.py ASSAY [--photos DIR] [--angles 0,20,45,90,180] [--only GROUP...] [--jobs N]
               [--each N] [--no-peers] [--wrong] [--table FILE]

DIR holds folders GROUP-N of pictures (png, jpg, webp), the text of each beside it (.txt, or
.bin for bytes); a picture without, in a group falsepositives or nothing, holds no code.
Without --photos: the photographs of samples/ and the labels of labels.py, drawn into a
temporary folder.  Turned copies are made with ImageMagick's convert on white.

Printed for each group and reader: pictures read right / of all, m misread (something was
read and none of it is right), x extra (right, and something else that is no code of the
picture), mean milliseconds of a whole process, peak memory of it in MiB.  What is missing
(peers, convert, zint, Pillow) is named and gone without.  Only ratios of one run travel.
--table writes the counts on the labels, which anybody can repeat, as Markdown.
"""
import argparse, os, re, shutil, subprocess, sys, tempfile, threading, time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
EMPTY = ("falsepositives", "nothing")
TIMEOUT = 60  # s; a reader that takes longer has read nothing


# ---- comparing payloads ----

def holds(gtin):
    return sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(reversed(gtin))) % 10 == 0


def upca_of(upce):
    """The twelve digits an eight-digit UPC-E stands for: where its last digit puts the zeros."""
    middle, last = upce[1:7], int(upce[6])
    keep, tail = (2, upce[6]) if last < 3 else (last, "") if last < 5 else (5, "")
    rest = middle[keep:5] if last < 5 else upce[6]
    middle = middle[:keep] + (tail + "0" * (10 - keep - len(tail) - len(rest))) + rest
    return upce[0] + middle + upce[7]


def texts(payload):
    """The texts that bytes may stand for: UTF-8, else the character sets codes carry unsaid."""
    try:
        return [payload.decode()]
    except UnicodeDecodeError:
        found = [payload.decode("latin-1")]
    for name in ("shift_jis", "gb18030", "big5"):
        try:
            found.append(payload.decode(name))
        except UnicodeDecodeError:
            pass
    return found


def spellings(payload):
    """What a payload may be compared as: two say the same if they share one of these."""
    found = {payload}
    for text in texts(payload):
        text = text.replace("\r\n", "\n").removesuffix("\n")
        for gs in ("<GS>", "{GS}", "\u241d"):
            text = text.replace(gs, "\x1d")
        text = re.sub(r"^\](C1|e0|d2|Q3|J1)", "", text).lstrip("\x1d")
        found.add(text)
        plain = re.sub(r"\((\d{2,4})\)", r"\1", text) if text.startswith("(") else text
        if plain[:2].isdigit():
            found.add("elements " + plain.replace("\x1d", ""))
        code = re.sub(r"^(\d{8}|\d{12,13}) ?(\d{5}|\d{2})$", r"\1", text) if len(text) > 14 else text
        code = re.sub(r"^(\d{8}|\d{12,13}) (\d{5}|\d{2})$", r"\1", code)
        code = re.sub(r"^01(\d{14})$", r"\1", code)
        if re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", code):
            if holds(code):
                found.add("gtin " + code.zfill(14))
            if len(code) == 8 and code[0] in "01" and holds(upca_of(code)):
                found.add("gtin " + upca_of(code).zfill(14))
        inner = re.fullmatch(r"[A-Da-d]([0-9$:/.+-]+)[A-Da-d]", text)  # Codabar's start and stop
        found.add("codabar " + (inner.group(1) if inner else text))
    return found


# ---- readers: how each is called, and the payloads in what it prints ----

def unescape(field):
    """Of assay: \\\\ \\t \\n \\r \\xHH."""
    named = {b"t": b"\t", b"n": b"\n", b"r": b"\r", b"\\": b"\\"}
    return re.sub(rb"\\(x[0-9a-fA-F]{2}|.)",
                  lambda m: bytes([int(m[1][1:], 16)]) if m[1][:1] == b"x" else named.get(m[1], m[1]), field)


def of_assay(out):
    lines = [line.split(b"\t") for line in out.split(b"\n")]
    return [[unescape(f[1])] for f in lines if len(f) >= 4]


def of_zbarimg(out):
    import base64
    found = []
    for kind, data in re.findall(rb"<data([^>]*)><!\[CDATA\[(.*?)\]\]></data>", out, re.S):
        found.append([base64.b64decode(data) if b"base64" in kind else data])
    return found


def of_zxing(out):
    """Its text and its bytes: either may be what is meant."""
    found = []
    for text, data in re.findall(rb'^Text: +"(.*?)"\nBytes: +([0-9A-F ]*)$', out, re.S | re.M):
        found.append([text, bytes.fromhex(data.decode())])
    return found


def readers(assay, peers):
    zbar, zxing = shutil.which("zbarimg"), shutil.which("ZXingReader")
    yield "assay", [assay, "decode", "--tsv", "--jobs", "1"], of_assay
    if peers and zbar:
        yield "zbarimg", [zbar, "-q", "--nodbus", "--xml"], of_zbarimg
    if peers and zxing:
        yield "ZXing", [zxing], of_zxing
    if peers and not zbar:
        print("zbarimg not found (package zbar-tools): gone without")
    if peers and not zxing:
        print("ZXingReader not found (package zxing-cpp-tools): gone without")


# A small process starts the readers, so that the memory of this one is not counted as theirs.
RUNNER = r"""
import os, signal, sys, time
out = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
null = os.open(os.devnull, os.O_RDWR)
acts = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
for line in sys.stdin:
    words = [bytes.fromhex(w) for w in line.split()]
    os.ftruncate(out, 0)
    os.lseek(out, 0, 0)
    start = time.perf_counter()
    pid = os.posix_spawn(words[0], words, os.environ, file_actions=acts)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
    signal.alarm(%d)
    _, status, used = os.wait4(pid, 0)
    signal.alarm(0)
    print(time.perf_counter() - start, used.ru_maxrss, flush=True)
""" % TIMEOUT


class Runner:
    def __init__(self, folder, name):
        self.out = os.path.join(folder, name)
        self.process = subprocess.Popen([sys.executable, "-I", "-S", "-c", RUNNER, self.out], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, argv):
        self.process.stdin.write(" ".join(os.fsencode(a).hex() for a in argv) + "\n")
        self.process.stdin.flush()
        seconds, kib = self.process.stdout.readline().split()
        with open(self.out, "rb") as f:
            return f.read(), float(seconds) * 1000, int(kib) / 1024

    def close(self):
        self.process.stdin.close()
        self.process.wait()


# ---- pictures ----

def truth_of(path):
    """The text beside a picture; "a.webp.png" was "a.webp" and has "a.txt"."""
    stem = path
    while os.path.splitext(stem)[1].lower() in PICTURES:
        stem = os.path.splitext(stem)[0]
        for ending in (".txt", ".bin"):
            if os.path.exists(stem + ending):
                with open(stem + ending, "rb") as f:
                    return [f.read()]
    return None


def pictures_of(root, only):
    """(group, name, path, texts) of a tree; texts [] where nothing is to be read."""
    found = []
    for folder in sorted(os.listdir(root)):
        group = re.sub(r"-\d+$", "", folder)
        if not os.path.isdir(os.path.join(root, folder)) or (only and group not in only and folder not in only):
            continue
        for name in sorted(os.listdir(os.path.join(root, folder))):
            path = os.path.join(root, folder, name)
            truth = truth_of(path)
            if not name.lower().endswith(PICTURES) or (truth is None and group not in EMPTY):
                continue
            found.append((group, folder + "/" + name, path, truth or []))
    return found


def pictures_of_samples(only):
    table, photos = os.path.join(HERE, "samples.tsv"), os.path.join(HERE, "..", "..", "samples", "photos")
    found = []
    if only and "samples" not in only:
        return found
    with open(table, "rb") as f:
        for line in f.read().splitlines():
            fields = line.split(b"\t")
            path = os.path.join(photos, fields[0].decode())
            if not line.startswith(b"#") and os.path.exists(path):
                found.append(("samples", "samples/" + fields[0].decode(), path, [unescape(t) for t in fields[1:]]))
    return found


def draw_labels(folder, each, only):
    """The labels of labels.py; [] where what draws them is missing."""
    argv = [shutil.which("python3", path="/usr/bin") or sys.executable, os.path.join(HERE, "labels.py"), folder,
            "--each", str(each)]
    done = subprocess.run(argv + (["--only"] + only if only else []), capture_output=True, text=True)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        print(f"no labels drawn (wants zint, python3-pil, python3-numpy): {last}")
        return []
    return pictures_of(folder, None)


def turned(path, angle, folder, convert):
    """The picture turned on white, as PNG; the file itself at 0."""
    if angle == 0:
        return path
    copy = os.path.join(folder, "%d-%d.png" % (threading.get_ident(), angle))
    subprocess.run([convert, path, "-auto-orient", "-alpha", "remove", "-background", "white", "-rotate", str(angle),
                    "-strip", "-define", "png:compression-level=1", "PNG24:" + copy], check=True)
    return copy


# ---- counting ----

class Count:
    def __init__(self):
        self.n = self.known = self.right = self.misread = self.extra = 0
        self.ms, self.mib = 0.0, 0.0

    def add(self, truth, payloads, ms, mib):
        right = False
        other = False
        want = [spellings(t) for t in truth]
        for ways in payloads:
            hit = any(spellings(w) & t for w in ways for t in want)
            right, other = right or hit, other or not hit
        self.n += 1
        self.known += bool(truth)
        self.right += right
        self.misread += other and not right
        self.extra += other and right
        self.ms += ms
        self.mib = max(self.mib, mib)
        return other

    def text(self, costs=True):
        marks = (f" m{self.misread}" if self.misread else "") + (f" x{self.extra}" if self.extra else "")
        score = (f"{self.right}/{self.known}" if self.known else "-") + marks
        return f"{score:14}{self.ms / max(self.n, 1):7.0f} ms{self.mib:6.0f} MiB" if costs else score


def measure(pictures, angles, tools, jobs, wrong, convert):
    counts = defaultdict(Count)  # (group, symbol, angle, reader)
    lock = threading.Lock()
    with tempfile.TemporaryDirectory() as folder:
        local = threading.local()
        runners = []

        def runner():
            if not hasattr(local, "runner"):
                local.runner = Runner(folder, f"out-{threading.get_ident()}")
                runners.append(local.runner)
            return local.runner

        def work(job):
            (group, name, path, truth), angle = job
            picture = turned(path, angle, folder, convert)
            for reader, argv, payloads_of in tools:
                out, ms, mib = runner().run(argv + [picture])
                payloads = payloads_of(out)
                symbol = re.sub(r"-\d+\..*$", "", os.path.basename(name))
                with lock:
                    other = counts[group, symbol, angle, reader].add(truth, payloads, ms, mib)
                    if other and wrong:
                        said = " | ".join(texts(ways[0])[0][:60] for ways in payloads)
                        print(f"  {reader} {angle}° {name}: {said!r} is not {[t[:60] for t in truth]}")

        with ThreadPoolExecutor(jobs) as pool:
            for _ in pool.map(work, [(p, a) for p in pictures for a in angles]):
                pass
        for r in runners:
            r.close()
    return counts


def total(counts, want):
    t = Count()
    for key, c in counts.items():
        if want(*key):
            t.n, t.known, t.right = t.n + c.n, t.known + c.known, t.right + c.right
            t.misread, t.extra = t.misread + c.misread, t.extra + c.extra
            t.ms, t.mib = t.ms + c.ms, max(t.mib, c.mib)
    return t


def show(counts, tools, angles):
    groups = sorted({k[0] for k in counts})
    print(f"{'group':16}{'turned':>7}  " + "".join(f"{name:34}" for name, _, _ in tools))
    for group in groups + ["all"]:
        for angle in angles:
            row = [total(counts, lambda g, s, a, r: group in (g, "all") and a == angle and r == name).text()
                   for name, _, _ in tools]
            print(f"{group:16}{angle:6}°  " + "".join(f"{c:34}" for c in row))


def markdown(path, counts, tools, angles, each, pictures):
    names = [name for name, _, _ in tools]

    def rows(title, counts, of):
        keys = sorted({of(k) for k in counts})
        lines = [f"| {title} | pictures | " + " | ".join(f"{n} {a}°" for n in names for a in angles) + " |",
                 "|---|---|" + "---|" * (len(names) * len(angles))]
        for key in keys:
            cells = [total(counts, lambda g, s, a, r: of((g, s)) == key and a == angle and r == name)
                     for name in names for angle in angles]
            lines.append(f"| {key} | {cells[0].n} | " + " | ".join(
                c.text(False).replace(f"/{c.known}", "") for c in cells) + " |")
        return lines

    out = ["# What is read of hard labels", "",
           f"Written by `make bench-read TABLE=FILE READ='--angles {','.join(map(str, angles))}'`; a change of the reader rewrites it. The pictures are drawn by",
           "`tests/bench/labels.py`, which names the classes and what each level does; the seed of a picture is its name,",
           f"{each} a symbol, class and level, {len(pictures)} in all, read at " + ", ".join(f"{a}°" for a in angles) + " (turned on white).",
           "Counted are pictures read right; `m` misread: something was read and none of it is on the label; `x` extra: right, and something else besides. In `nothing` there is no code at all.", "",
           "Peers: zbarimg is zbar's and ZXing is zxing-cpp's command of Debian 12 (packages zbar-tools, zxing-cpp-tools).", "",
           "## By class of difficulty", ""]
    out += rows("class", counts, lambda k: k[0])
    out += ["", "## By symbology (all classes but `nothing`)", ""]
    out += rows("symbol", {k: c for k, c in counts.items() if k[0] != "nothing"}, lambda k: k[1])
    out += ["", "## Time and memory of that run", "",
            f"Mean time of a whole process, as a multiple of {names[min(1, len(names) - 1)]}'s in the same run, and its peak memory in MiB.", "",
            "| reader | time | memory |", "|---|---|---|"]
    base = total(counts, lambda g, s, a, r: r == (names[1] if len(names) > 1 else names[0]))
    for name in names:
        t = total(counts, lambda g, s, a, r: r == name)
        out.append(f"| {name} | {t.ms / base.ms:.2f} | {t.mib:.0f} |")
    temp = path + ".new"
    with open(temp, "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")
    os.replace(temp, path)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("assay")
    ap.add_argument("--photos")
    ap.add_argument("--angles", default="0,20,45,90,180")
    ap.add_argument("--only", nargs="*")
    ap.add_argument("--jobs", type=int, default=1, help="pictures at a time; more than 1 spoils the times")
    ap.add_argument("--each", type=int, default=1)
    ap.add_argument("--no-peers", action="store_true")
    ap.add_argument("--wrong", action="store_true", help="name what was misread")
    ap.add_argument("--table")
    a = ap.parse_args()
    if a.photos and a.table:
        ap.error("the table is of the drawn labels, which anybody can repeat: leave --photos out")

    angles, convert = [int(x) for x in a.angles.split(",")], shutil.which("convert")
    if not convert and angles != [0]:
        print("convert not found (package imagemagick): no turned copies")
        angles = [0]
    tools = list(readers(os.path.abspath(a.assay), not a.no_peers))
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo")
                  if line.startswith("model name")), "unknown processor")
    print(f"machine: {model}, {os.cpu_count()} cores, {a.jobs} at a time")
    with tempfile.TemporaryDirectory() as folder:
        if a.photos:
            pictures = pictures_of(a.photos, a.only)
        else:
            drawn = [o for o in a.only or [] if o != "samples"]
            pictures = draw_labels(folder, a.each, drawn) if drawn or not a.only else []
            if not a.table:
                pictures += pictures_of_samples(a.only)
        if not pictures:
            sys.exit("bench-read: no picture to read")
        print(f"corpus:  {len(pictures)} pictures")
        start = time.time()
        counts = measure(pictures, angles, tools, a.jobs, a.wrong, convert)
        show(counts, tools, angles)
        print(f"took {time.time() - start:.0f} s")
        if a.table:
            markdown(a.table, counts, tools, angles, a.each, pictures)


if __name__ == "__main__":
    main()
