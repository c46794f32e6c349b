#!/usr/bin/env python3
"""Slides and the stage timer, in a window of 1920x1080 on an Xvfb whose memory is read.

    bench/content/content.py build/kiosk [--seconds 40] [--slides 40]

Says how long a picture that is put into slides/ takes to be seen, from its being renamed into the
folder to the first pixel of its crossfade (each of ten times); what 40 slides of 3840x2160 take in
memory (PSS of the program and all below it, and of that the decoded pictures that are kept, as the
log has them) while they turn every two seconds, and how many frames of their crossfades were late;
and how often the stage timer draws and how often its threads are switched to in a second. What is
printed of an idle machine stands in bench/results.md. Wants Xvfb and ffmpeg."""

import argparse
import json
import mmap
import os
import re
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time

DAY = """kiosk: 1
event: {name: Slides, timezone: UTC}
display: {%s}
rooms: [{id: main, name: Main}]
days:
  - date: 2026-05-16
    sessions: [{time: "09:00-18:00", room: main, title: All day}]
"""


class Screen:
    """An Xvfb whose pixels are in a file: xwd's header, whose first word is its length and whose
    thirteenth is a row's, colours, rows."""

    def __init__(self, folder):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-fbdir", folder],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            self.display = ":" + number.readline().strip()
        with open(os.path.join(folder, "Xvfb_screen0"), "rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        words = struct.unpack(">25I", self.memory[:100])
        self.start, self.row = words[0] + 12 * words[19], words[12]

    def pixel(self, x, y):
        at = self.start + y * self.row + 4 * x
        return self.memory[at:at + 3]

    def end(self):
        self.server.terminate()
        self.server.wait()


def processes(root):
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                waiting += [int(child) for child in file.read().split()]
    return found


def memory(root):
    sum_ = 0
    for pid in processes(root):
        try:
            with open(f"/proc/{pid}/smaps_rollup") as file:
                sum_ += int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M).group(1))
        except OSError:
            pass
    return sum_ / 1024


def switches(root):
    count = 0
    for task in os.listdir(f"/proc/{root}/task"):
        with open(f"/proc/{root}/task/{task}/status") as file:
            count += sum(int(n) for n in re.findall(r"ctxt_switches:\s+(\d+)", file.read()))
    return count


class Kiosk:
    def __init__(self, program, screen, folder, display, *more, log=subprocess.DEVNULL):
        self.program = program
        with open(os.path.join(folder, "day.yaml"), "w") as file:
            file.write(DAY % display)
        self.env = dict(os.environ, DISPLAY=screen.display, SDL_VIDEODRIVER="x11",
                        XDG_RUNTIME_DIR=folder, XDG_STATE_HOME=folder, XDG_CACHE_HOME=folder)
        self.process = subprocess.Popen(
            [program, "--renderer", "software", "--at", "2026-05-16 10:00", "--speed", "1", *more,
             os.path.join(folder, "day.yaml")], env=self.env, stderr=log)
        while not self.status():
            time.sleep(0.1)

    def status(self):
        said = subprocess.run([self.program, "live", "status", "--json"], env=self.env,
                              capture_output=True, text=True).stdout
        return json.loads(said).get("status") if said.startswith("{") else None

    def number(self, name):
        return sum(int(n) for n in re.findall(r'"%s": *(\d+)' % name,
                                              json.dumps(self.status()["screens"])))

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def picture(path, what, size, more=""):
    subprocess.run(f"ffmpeg -v error -y -f lavfi -i {what}:s={size}{more} -frames:v 1 -q:v 2".split()
                   + [path], check=True)


def dropped(program, screen, folder):
    slides = os.path.join(folder, "slides")
    os.mkdir(slides)
    picture(os.path.join(folder, "red.png"), "color=c=red", "1920x1080")
    kiosk = Kiosk(program, screen, folder, "views: [slides], dwell: {slides: 3600}")
    times = []
    for _ in range(10):
        time.sleep(2)
        before, there = screen.pixel(960, 540), os.path.join(slides, "red.png")
        shutil.copy(os.path.join(folder, "red.png"), os.path.join(slides, ".red.new"))
        begun = time.monotonic()
        os.rename(os.path.join(slides, ".red.new"), there)
        while screen.pixel(960, 540) == before and time.monotonic() - begun < 20:
            time.sleep(0.001)
        times.append((time.monotonic() - begun) * 1000)
        os.unlink(there)
    kiosk.end()
    print(f"file dropped to first pixel: {statistics.median(times):.0f} ms in the middle, "
          f"{min(times):.0f} to {max(times):.0f}")


def forty(program, screen, folder, seconds, count):
    slides = os.path.join(folder, "slides")
    shutil.rmtree(slides, ignore_errors=True)
    os.mkdir(slides)
    for i in range(count):
        picture(os.path.join(slides, f"{i:02}.jpg"), f"gradients=nb_colors=8:seed={i}",
                "3840x2160", ",noise=alls=4")
    said = os.path.join(folder, "kiosk.log")
    with open(said, "w") as log:
        kiosk = Kiosk(program, screen, folder, "views: [slides], dwell: {slides: 2}",
                      "--log-level", "debug", log=log)
    most, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        most = max(most, memory(kiosk.process.pid))
        time.sleep(0.5)
    late = kiosk.number("late_frames")
    kiosk.end()
    with open(said) as file:
        text = file.read()
    kept = [int(kib) / 1024 for kib in re.findall(r"is decoded: (\d+) of \d+ KiB kept", text)]
    print(f"{count} slides of 3840x2160: {most:.0f} MB at most, of them {max(kept):.1f} MiB of"
          f" decoded pictures ({len(kept)} were decoded); {text.count(' fading to ')} crossfades,"
          f" {late} of their frames late")


def timer(program, screen, folder, seconds):
    kiosk = Kiosk(program, screen, folder, "views: [now_next]", "--view", "timer", "--room", "main")
    time.sleep(3)
    pictures, switched = kiosk.number("frames"), switches(kiosk.process.pid)
    time.sleep(seconds)
    switched = switches(kiosk.process.pid) - switched
    pictures = kiosk.number("frames") - pictures
    kiosk.end()
    print(f"timer: {pictures / seconds:.2f} pictures and {switched / seconds:.1f} switches a second")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kiosk")
    arguments.add_argument("--seconds", type=int, default=40)
    arguments.add_argument("--slides", type=int, default=40)
    options = arguments.parse_args()
    for program in ("Xvfb", "ffmpeg"):
        if not shutil.which(program):
            sys.exit(f"skipped: {program} is not installed")
    folder = tempfile.mkdtemp(prefix="kiosk-content-")
    screen = Screen(folder)
    try:
        dropped(options.kiosk, screen, folder)
        forty(options.kiosk, screen, folder, options.seconds, options.slides)
        shutil.rmtree(os.path.join(folder, "slides"))
        timer(options.kiosk, screen, folder, options.seconds)
    finally:
        screen.end()
        shutil.rmtree(folder)


main()
