"""soak.py: a kiosk in simulated time, with faults at random, whose screen is compared all the while.

    soak.py PROGRAM --hours N [--seed N] [--minutes N] [--speed N] [--slow LIBRARY] [--brief]

The window runs on Xvfb, with a stream and the page for browsers beside it. One fault after another
(faults.py) happens to its files, sockets, readers and to itself. Between and during them the
program is stopped at chance moments, and its screen has to be, to the pixel, the snapshot of the
version of the schedule and of the instant that it says it shows. Which version that may be is known:
the last good one, and half a file only when it has stayed for two seconds. With the same seed the
same faults come in the same order.

At rest its descriptors are as many, kind by kind, as after the first rounds, its threads too (but
for those that the first picture to be decoded starts).
Ends with a report, and with 1 when anything was not as it has to be.
"""
import argparse, collections, os, random, re, shutil, signal, subprocess, sys, time

from faults import COMMON, RARE, ROUNDS_TO_CRASH, Faults
from pictures import VIEWS
from program import FONTS, PATIENCE, Program

WARM_ROUNDS = 2  # after them each kind of thing has been there once
LAZY_THREADS = 2  # the window's and the overlay's for pictures, which the first of those starts
MEMORY_MORE = 30  # MiB, beside half of what it had when it was warm


class Soak(Faults, Program):
    def __init__(self, options):
        Program.__init__(self, options, min(int(options.hours / 24) + 2, 60))
        self.random = random.Random(options.seed)
        self.faults = collections.Counter()
        self.readers, self.worst_page = [], 0.0
        self.warm, self.last, self.since_start = None, None, 0
        self.logo = ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
                     "<path d='M0 0h9v9z' fill='#c00'/></svg>")
        if options.slow:
            self.more_env = {"LD_PRELOAD": os.path.abspath(options.slow),
                             "SLOW_FILES": "emergency.txt:700:" + self.path("slow-now"),
                             "FULL_DISK": self.path("disk-full"),
                             "ASAN_OPTIONS": "verify_asan_link_order=0"}

    # ---- what it costs --------------------------------------------------------------------------

    def descriptors(self):
        kinds = collections.Counter()
        folder = f"/proc/{self.kiosk.pid}/fd"
        for name in os.listdir(folder):
            try:
                target = os.readlink(os.path.join(folder, name))
            except OSError:
                continue
            if not target.startswith(self.fonts()):  # opened when a text needs them, and kept
                kinds[re.sub(r"[:\[(].*", "", target)] += 1
        return kinds

    def usage(self):
        status = open(f"/proc/{self.kiosk.pid}/status").read()
        number = lambda key: int(re.search(key + r":\s+(\d+)", status).group(1))
        return {"memory": number("VmRSS") // 1024, "threads": number("Threads"),
                "wake-ups": number("voluntary_ctxt_switches"), "descriptors": self.descriptors()}

    def judge(self):
        """With nobody connected it has what it had, kind by kind, when it was warm."""
        for reader in self.readers:
            reader.close()
        self.readers = []
        if not self.warm or self.options.brief:
            return
        warm = self.warm

        def is_as_before():
            self.last = self.usage()
            return (not self.last["descriptors"] - warm["descriptors"] and
                    self.last["threads"] <= warm["threads"] + LAZY_THREADS)
        if not self.wait_for(is_as_before, "as few descriptors and threads as after warming up"):
            self.fail(f"warm: {warm}\nnow: {self.last}")
        if self.last["memory"] > warm["memory"] * 3 // 2 + MEMORY_MORE:
            self.fail(f"memory grows: {warm['memory']} MiB when warm, {self.last['memory']} now")

    def warm_up(self):
        """What is there while nobody is connected, at most, in a second of looking."""
        for reader in self.readers:
            reader.close()
        self.readers = []
        self.ask("screenshot " + self.path("shot.png"))  # the first one has a descriptor made
        end = time.monotonic() + 1.5
        self.warm = self.usage()
        self.warm["descriptors"] = self.descriptors()
        while time.monotonic() < end:
            now = self.usage()
            self.warm["descriptors"] &= now["descriptors"]
            self.read_log()
            time.sleep(0.05)

    # ---- the run --------------------------------------------------------------------------------

    def settle(self):
        """The plan as the file has it, without changes, is what it shows."""
        self.wait_version()
        self.wait_for(lambda: not self.status().get("changes"), "no changes")

    def run(self):
        self.write("logo.svg", self.logo)
        self.write("acme.svg", self.logo)
        self.put_good()
        self.open_display()
        self.start()
        began = time.monotonic()
        real = self.options.hours * 3600 / self.options.speed
        if self.options.minutes:
            real = min(real, self.options.minutes * 60)
        order, rounds = [], 0
        while time.monotonic() - began < real and len(self.failures) < 5:
            if not order:
                order = [*COMMON, RARE[rounds % len(RARE)]]
                self.random.shuffle(order)
                if rounds % ROUNDS_TO_CRASH == ROUNDS_TO_CRASH - 1:
                    order.append(Faults.crash)
                rounds += 1
            fault = order.pop()
            name = fault(self)
            if not name:
                continue
            self.faults[name] += 1
            self.settle()
            self.compare("after " + name, is_changing=True)
            self.since_start += 1
            if not self.warm and self.since_start >= WARM_ROUNDS * len(COMMON):
                self.warm_up()
        hours = (time.monotonic() - began) * self.options.speed / 3600
        self.judge()
        for view in VIEWS:
            if self.faults["hold"] >= len(VIEWS) and not self.compared[view]:
                self.fail(f"{view} was never compared")
        self.end()
        self.report(hours)

    def end(self):
        self.kiosk.send_signal(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while self.kiosk.poll() is None and time.monotonic() < end:
            self.read_log()
            time.sleep(0.01)
        self.read_log()
        if self.kiosk.poll() is None:
            self.fail("SIGTERM does not end it")
        elif self.kiosk.returncode:
            self.fail(f"the program ended with {self.kiosk.returncode}\n" +
                      "\n".join(list(self.lines)[-40:]))

    def report(self, hours):
        print(f"soak: seed {self.options.seed}: {hours:.1f} simulated hours, "
              f"{sum(self.faults.values())} faults, {sum(self.compared.values())} comparisons, "
              f"{self.answers} answers, the slowest {self.worst_answer * 1000:.0f} ms, of the page "
              f"{self.worst_page * 1000:.0f} ms")
        for title, counter in (("faults", self.faults), ("compared", self.compared)):
            print(f"  {title}: " + ", ".join(f"{name} {n}" for name, n in sorted(counter.items())))
        if self.warm and self.last:
            print("  usage: " + ", ".join(
                f"{key} {self.warm[key]} to {self.last[key]}" for key in ("memory", "threads",
                                                                          "wake-ups")) +
                  f", descriptors {sum(self.warm['descriptors'].values())} to "
                  f"{sum(self.last['descriptors'].values())}")
        print("soak: " + (f"{len(self.failures)} FAILURES" if self.failures else "all survived"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--hours", type=float, default=5)
    parser.add_argument("--minutes", type=float, default=0, help="of real time, at most")
    parser.add_argument("--speed", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--brief", action="store_true",
                        help="does not judge what it uses: for that it has to run longer")
    parser.add_argument("--keep", default=".", help="where pictures that differ are kept")
    parser.add_argument("--slow", default="", help="tests/support/slow_files.c, as a library")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    options.seed = options.seed or random.SystemRandom().randrange(1, 1 << 31)
    if not shutil.which("Xvfb"):
        print("skipped: Xvfb is not installed")
        return 77
    if not os.path.exists(FONTS):
        print(f"skipped: {FONTS} is not installed")
        return 77
    print(f"soak: seed {options.seed}", flush=True)
    soak = Soak(options)
    try:
        soak.run()
    finally:
        soak.close()
    return 1 if soak.failures else 0


sys.exit(main())
