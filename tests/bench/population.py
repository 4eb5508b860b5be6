#!/usr/bin/env python3
"""population.py - genuine goods with the faults of real life, and planted fakes

Makes makers, signed lists (with the assay command itself), a population of genuine
items and one of fakes, has them judged (judge-lines), and holds the outcome against
the budget of false alarms: no LIKELY-COUNTERFEIT and at most 0.05 % SUSPECT among the
genuine, every planted kind caught at the rate its rule promises.

Nothing here is shared with the checks it tests: check digits, element strings, links
and lists are written anew, from the standards.  The same seed gives the same items on
every machine.  Every maker, number and host is invented.

Not in the population, because the program is meant to say SUSPECT: one item
photographed again, unnamed, more than a minute later (the way out is to name it).
Exit status: 0 within the budget, 1 not, 2 could not run.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict

sys.dont_write_bytecode = True  # the folder of the sources is only read

from population_fakes import Fakes
from population_genuine import Genuine
from population_world import NOON, World

SUSPECT_BUDGET = 0.0005
WEIGHT = {"I": 0, "W": 1, "S": 2, "P": 3}
ADVERSE = ("SUSPECT", "LIKELY-COUNTERFEIT")


# ---- to lines, and back ----


def told(text):
    return "".join("\\x%02X" % ord(c) if c < " " or c in "\\\x7f" else c for c in text)


class Batches:
    """Items laid out as photographs: folders of a morning's work."""

    def __init__(self, per_folder):
        self.lines, self.of, self.rows = [], {}, 0
        self.per_folder, self.in_folder, self.folder, self.clock = per_folder, 0, 0, NOON

    def close(self):
        if self.in_folder:
            self.lines.append("")
        self.folder += 1
        self.in_folder = 0

    def add(self, item, number, clock_off):
        if self.in_folder >= self.per_folder:
            self.close()
        for shot in range(item.shots):
            self.clock += item.gap if shot else 20 + item.gap
            name = "f%d/%d-%d.jpg" % (self.folder, number, shot)
            fields = ["file=" + name, "now=%d" % (NOON + clock_off), "time=%d" % self.clock,
                      "look=%d" % (number * 8 + (0 if item.look_same else shot))]
            if item.name:
                fields.append("item=item %d" % number)
            if item.market:
                fields.append("market=" + item.market)
            fields += ["sym=%s %d %d %s" % (i, x, y, told(d)) for i, x, y, d in item.symbols]
            fields += ["typed=%s=%s" % (k, told(v)) for k, v in item.typed]
            self.lines.append("\t".join(fields))
            self.of[name] = item
        self.in_folder += 1

    def judge(self, judge, home):
        """Each item gets: its worst verdict, and every rule with its severity."""
        self.close()
        done = subprocess.run([judge, home], input=("\n".join(self.lines) + "\n").encode(),
                              stdout=subprocess.PIPE)
        if done.returncode != 0:
            sys.exit("population: %s ended with %d" % (judge, done.returncode))
        order = ["PLAUSIBLE", "CONSISTENT", "UNREADABLE", "UNKNOWN", "SUSPECT", "LIKELY-COUNTERFEIT"]
        answers = done.stdout.split(b"\n")
        for line in answers[:-1]:
            said = json.loads(line)
            if said["schema"] == "assay.batch/1":
                for change in said["corrected"]:
                    self.of[change["file"]].verdicts[change["file"]] = change["verdict"]
                for group in said["groups"]:
                    for name in group["files"]:
                        self.heard(self.of[name], group["rule"], group["severity"], group)
                continue
            item = self.of[said["file"]]
            item.verdicts[said["file"]] = said["verdict"]
            for finding in said["findings"]:
                self.heard(item, finding["rule"], finding["severity"], finding)
        for item in set(self.of.values()):
            item.verdict = max(item.verdicts.values(), key=order.index) if item.verdicts else "MISSING"

    @staticmethod
    def heard(item, rule, severity, finding):
        if WEIGHT[severity] >= WEIGHT.get(item.rules.get(rule), -1):
            item.rules[rule] = severity
            item.said[rule] = finding


def main():
    options = argparse.ArgumentParser(description="the budget of false alarms")
    options.add_argument("--assay", required=True)
    options.add_argument("--judge", required=True)
    options.add_argument("--items", type=int, default=20000)
    options.add_argument("--finds", type=int, default=40, help="of each kind of fake")
    options.add_argument("--seed", default="1")
    options.add_argument("--quiet", action="store_true", help="only what breaks the budget")
    options.add_argument("--show", type=int, default=3, help="examples of each false alarm")
    o = options.parse_args()

    world = World(o.seed)
    folder = tempfile.mkdtemp(prefix="assay population ")
    try:
        home = world.build(os.path.abspath(o.assay), folder)
        return report(o, *population(o, world, home))
    finally:
        shutil.rmtree(folder)


def population(o, world, home):
    source, fakes = Genuine(world, o.seed), Fakes(world, o.seed)
    clocks = random.Random("clock %s" % o.seed)
    goods, planted = Batches(150), Batches(1)
    number = 0
    while number < o.items:
        for item in source.make():
            off = 0
            if clocks.random() < 0.03:
                off = clocks.choice([-86400, 86400])
                item.faults.append("clock off by a day")
            goods.add(item, number, off)
            number += 1
    number = 10 ** 7
    for kind in fakes.KINDS:
        for _ in range(o.finds):
            find = number
            for item in getattr(fakes, kind)():
                item.kind, item.find = kind, find
                number += 1
                planted.in_folder = 0  # the items of one find lie in one folder
                planted.add(item, number, 0)
            planted.in_folder = 1
            planted.close()
    for part in (goods, planted):
        for item in part.of.values():
            item.verdicts, item.rules, item.said = {}, {}, {}
        part.judge(os.path.abspath(o.judge), home)
    return goods, planted, fakes


def report(o, goods, planted, fakes):
    genuine, fake = list(dict.fromkeys(goods.of.values())), list(dict.fromkeys(planted.of.values()))
    fired, caught, faults = defaultdict(Counter), defaultdict(Counter), Counter()
    for item in genuine:
        faults.update(set(item.faults))
        for rule, severity in item.rules.items():
            fired[rule][severity] += 1
    for item in fake:
        for rule, severity in item.rules.items():
            caught[rule][severity] += 1
    verdicts = Counter(item.verdict for item in genuine)
    broken = []
    if not o.quiet:
        print("seed %s: %d genuine items in %d photos, %d fakes" % (o.seed, len(genuine), len(goods.of), len(fake)))
        print("\nfaults of the genuine\n" + "\n".join("%7d  %s" % (n, f) for f, n in sorted(faults.items())))
        print("\n%-24s %28s %28s" % ("rule", "genuine   I     W     S     P", "fakes   I     W     S     P"))
        for rule in sorted(set(fired) | set(caught)):
            print("%-24s" % rule + "  " + "".join("%6d" % fired[rule][s] for s in "IWSP")
                  + "    " + "".join("%6d" % caught[rule][s] for s in "IWSP"))
        print("\nnot planted")
        for where, what, why in fakes.NOT_PLANTED:
            print("%-11s %s: %s" % (where, what, why))
        print("\n%-11s %-28s %8s %8s  %s" % ("topic", "kind of fake", "caught", "promised", "by"))
    topic = {kind: name for name, kinds in fakes.TOPICS for kind in kinds.split()}
    for kind in fakes.KINDS:
        rules, least, share = fakes.promise(kind)
        mine = [i for i in fake if i.kind == kind]
        seen = {i: any(WEIGHT[i.rules.get(r, "I")] >= WEIGHT[least] and r in i.rules for r in rules) for i in mine}
        units = defaultdict(bool)  # a find of many, where the promise is of finds
        for i in mine:
            units[i.find if fakes.of_finds(kind) else i] |= seen[i]
        hits, n = sum(units.values()), len(units)
        # where chance has a part, three standard deviations of it are no broken promise
        kept = hits >= share * n - 3 * (n * share * (1 - share)) ** 0.5
        if not o.quiet or not kept:
            print("%-11s %-28s %7.1f%% %7.1f%%  %s %s%s" % (topic[kind], kind, 100 * hits / n, 100 * share, " or ".join(rules),
                                                  least, "" if kept else "   BROKEN"))
        if not kept:
            broken.append(kind)
            miss = [i for i in mine if not seen[i]]
            for i in miss[:o.show]:
                print("    %s %s %s" % (i.symbols, i.typed, i.rules))
    alarms = [i for i in genuine if i.verdict in ADVERSE]
    by_rule = defaultdict(list)
    for i in alarms:
        for rule, severity in i.rules.items():
            if WEIGHT[severity] >= 2:
                by_rule[rule].append(i)
    for rule, items in sorted(by_rule.items()):
        print("\nfalse alarm: %s on %d genuine items" % (rule, len(items)))
        for i in items[:o.show]:
            print("    %s %s %s\n    %s %s: %s\n    tried %s" % (
                i.category, i.symbols, i.typed, i.verdict, i.faults, i.said[rule]["evidence"],
                ["%s%s" % (e["name"], "!" * e["explains"])
                 for e in i.said[rule].get("explanations", [])]))
    proven, suspect = verdicts["LIKELY-COUNTERFEIT"], verdicts["SUSPECT"]
    if proven > 0 or suspect > SUSPECT_BUDGET * len(genuine):
        broken.append("false alarms")
    if "MISSING" in verdicts:
        broken.append("items without an answer")
    print("\n%sgenuine: %s" % ("" if not o.quiet else "seed %s: " % o.seed,
                             ", ".join("%s %d" % v for v in sorted(verdicts.items()))))
    print("LIKELY-COUNTERFEIT %d of %d (budget 0), SUSPECT %d of %d: %.3f %% (budget %.2f %%)" % (
        proven, len(genuine), suspect, len(genuine), 100 * suspect / len(genuine), 100 * SUSPECT_BUDGET))
    print("the budget is kept" if not broken else "the budget is BROKEN: " + ", ".join(broken))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
