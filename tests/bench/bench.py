#!/usr/bin/env python3
"""bench: what assay costs, side by side with zbarimg in one run (make bench).

Prints the machine, the corpus, and for each figure the minimum and the median of several
runs.  Times are whole processes, start included.  Wants zbarimg (zbar-tools) and convert
(imagemagick); what is missing is named and left out.  Only ratios of one run travel.

usage: bench.py ASSAY HOME PHOTOS [RUNS]
"""
import json, os, resource, shutil, statistics, subprocess, sys, tempfile, time


def show(name, seconds, note=""):
    low, mid = min(seconds), statistics.median(seconds)
    print(f"{name:44}{low * 1000:10.1f}{mid * 1000:10.1f} ms  {note}")


def run(argv):
    start = time.perf_counter()
    done = subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode not in (0, 1, 3, 4):  # 4: zbarimg read nothing in some picture
        sys.exit(f"bench: {' '.join(argv[:3])} ... ended with {done.returncode}")
    return time.perf_counter() - start


def first_line(argv):
    start = time.perf_counter()
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as p:
        line = p.stdout.readline()
        took = time.perf_counter() - start
        p.stdout.read()
    if json.loads(line)["schema"] != "assay.result/1":
        sys.exit("bench: the first line is no result")
    return took


def peak(argv):
    """Largest resident set of the process and all it waited for, MiB, in a fresh parent."""
    code = ("import resource,subprocess,sys;"
            "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    out = subprocess.run([sys.executable, "-c", code] + argv, capture_output=True, text=True, check=True)
    return int(out.stdout) / 1024


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    assay, home, photos = sys.argv[1:4]
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 7
    files = sorted(os.path.join(photos, f) for f in os.listdir(photos)
                   if f.rsplit(".", 1)[-1] in ("jpg", "png", "webp"))
    scan = [assay, "scan", "--jsonl", "--as-of", "2026-11-20", "--lang", "en", "--home", home]
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo")
                  if line.startswith("model name")), "unknown processor")
    print(f"machine: {model}, {os.cpu_count()} cores")
    print(f"corpus:  {len(files)} photos, {sum(map(os.path.getsize, files)) / 1e6:.1f} MB")
    print(f"{'':44}{'min':>10}{'median':>10}")

    easy = next(f for f in files if f.endswith(".jpg"))
    show("cold start to the first verdict", [first_line(scan + [easy]) for _ in range(runs)],
         "goal 200 ms")

    zbar = shutil.which("zbarimg")
    if not zbar:
        print("zbarimg not found (package zbar-tools): no side by side")
    times = {"assay, 1 worker": [], "assay, 2 workers": [], "zbarimg": []}
    for _ in range(runs):  # taken in turns, so that noise falls on all alike
        times["assay, 1 worker"].append(run(scan + ["--jobs", "1"] + files))
        times["assay, 2 workers"].append(run(scan + ["--jobs", "2"] + files))
        if zbar:
            times["zbarimg"].append(run([zbar, "-q", "--nodbus"] + files))
    for name, seconds in times.items():
        if seconds:
            show(name, seconds, f"{len(files) / statistics.median(seconds):.1f} photos a second")
    one, two = (statistics.median(times[f"assay, {n}"]) for n in ("1 worker", "2 workers"))
    print(f"two workers are {one / two:.2f} times as fast as one")
    if zbar:
        print(f"one worker takes {one / statistics.median(times['zbarimg']):.2f} times zbarimg's time")

    convert = shutil.which("convert")
    if not convert:
        return print("convert not found (package imagemagick): no 12-megapixel photo")
    with tempfile.TemporaryDirectory() as d:
        for name, options in (("easy", []), ("hopeless", ["-blur", "0x40"])):
            big = os.path.join(d, name + ".jpg")
            subprocess.run([convert, easy, "-auto-orient", "-resize", "4000x3000!"] + options
                           + ["-quality", "88", big], check=True)
            show(f"12-megapixel JPEG, {name}", [run(scan + [big]) for _ in range(runs)])
            print(f"{'  peak memory of a worker':44}{peak(scan + [big]):10.1f} MiB            goal 64 MiB")


if __name__ == "__main__":
    main()
