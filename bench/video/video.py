#!/usr/bin/env python3
"""A film of 1080p30 in the window beside mpv, full screen in the same Xvfb.

    bench/video/video.py build/kiosk [--seconds 30] [--film FILE] [--log FILE] [--visits SECONDS]

Says how many frames were on time (asked for when they were due, and there), how much of the
processor each takes with all its processes, and how much memory (PSS). With --visits the film comes
and goes beside a page, each for so long, with crossfades: how many of their frames were late is said
too, and mpv is not asked, which has no such thing. Ratios of one run, since
other work on the machine changes both; what is printed of an idle machine stands in
bench/results.md. Wants Xvfb, ffmpeg with libx264, mpv."""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

DAY = """kiosk: 1
event: {name: Film, timezone: UTC}
display: {%s}
days:
  - date: 2026-05-16
    sessions: [{time: "09:00-18:00", title: All day}]
slides: [{picture: film.mp4, clock: %s}]
"""


def processes(root):
    """The process and all below it."""
    children = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
                children.setdefault(int(fields[1]), []).append(int(name))
            except OSError:
                pass
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def cost(root):
    """Seconds of the processor so far, and megabytes now."""
    ticks = pss = 0
    for pid in processes(root):
        try:
            with open(f"/proc/{pid}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
            if pid == root:  # and what has ended below it
                ticks += int(fields[13]) + int(fields[14])
            with open(f"/proc/{pid}/smaps_rollup") as file:
                pss += int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M).group(1))
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK"), pss / 1024


def late_fades(kiosk, env):
    """The late frames of the crossfades, of all screens."""
    said = subprocess.run([kiosk, "live", "status", "--json"], env=env, capture_output=True,
                          text=True, check=True).stdout
    return sum(int(late) for late in re.findall(r'"late_frames": *(\d+)', said))


def measure(name, argv, env, seconds, log, at_end=None):
    child = subprocess.Popen(argv, env=env, stdout=log, stderr=log)
    time.sleep(4)  # its start is not what is asked
    begin, from_time = cost(child.pid)[0], time.monotonic()
    time.sleep(seconds)
    end, memory = cost(child.pid)
    passed = time.monotonic() - from_time
    if child.poll() is not None:
        sys.exit(f"{name} has ended, with {child.returncode}")
    if at_end:
        at_end()
    child.send_signal(signal.SIGTERM)
    child.wait()
    share = (end - begin) / passed * 100
    print(f"{name}: {share:.0f} % of one processor, {memory:.0f} MB")
    return share, memory


def beside_mpv(own, film, env, seconds):
    with open(os.devnull, "w") as log:
        other = measure("mpv", ["mpv", "--no-config", "--fs", "--vo=x11", "--no-audio",
                                "--loop=inf", "--really-quiet", film], env, seconds, log)
    print(f"processor {own[0] / other[0]:.2f}, memory {own[1] / other[1]:.2f} times mpv's")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kiosk")
    arguments.add_argument("--seconds", type=int, default=30)
    arguments.add_argument("--film")
    arguments.add_argument("--log", default=os.devnull)
    arguments.add_argument("--clock", choices=["yes", "no"], default="yes")
    arguments.add_argument("--visits", type=int)
    options = arguments.parse_args()
    display = "views: [slides], dwell: {slides: 3600}, transition: none"
    if options.visits:
        display = ("views: [slides, now_next], dwell: {slides: %d, now_next: %d}"
                   % (options.visits, options.visits))
    for program in ("Xvfb", "ffmpeg", "mpv"):
        if not shutil.which(program):
            sys.exit(f"skipped: {program} is not installed")
    folder = tempfile.mkdtemp(prefix="kiosk-video-")
    film = os.path.join(folder, "film.mp4")
    if options.film:
        shutil.copy(options.film, film)
    else:
        subprocess.run(
            "ffmpeg -v error -f lavfi -i testsrc2=size=1920x1080:rate=30 -t 10 -c:v libx264"
            f" -preset fast -crf 20 -pix_fmt yuv420p {film}".split(), check=True)
    day = os.path.join(folder, "day.yaml")
    with open(day, "w") as file:
        file.write(DAY % (display, options.clock))
    number = next(n for n in range(60, 200) if not os.path.exists(f"/tmp/.X11-unix/X{n}"))
    server = subprocess.Popen(["Xvfb", f":{number}", "-screen", "0", "1920x1080x24"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    env = dict(os.environ, DISPLAY=f":{number}", SDL_VIDEODRIVER="x11", XDG_RUNTIME_DIR=folder,
               XDG_STATE_HOME=folder, XDG_CACHE_HOME=folder)
    said = os.path.join(folder, "kiosk.log")
    try:
        while not os.path.exists(f"/tmp/.X11-unix/X{number}"):
            time.sleep(0.1)
        with open(said, "w") as log:
            fades = []
            own = measure("kiosk", [options.kiosk, "--renderer", "software", "--at",
                                    "2026-05-16 10:00", "--speed", "1", "--log-level", "debug",
                                    day], env, options.seconds, log,
                          lambda: fades.append(late_fades(options.kiosk, env)))
        if options.visits:
            with open(said) as file:
                print(f"{len(re.findall(' fading to ', file.read()))} crossfades,"
                      f" {fades[0]} of their frames late")
        else:
            beside_mpv(own, film, env, options.seconds)
        with open(said) as file:
            text = file.read()
        with open(options.log, "w") as file:
            file.write(text)
        frames = re.findall(r"film.mp4: (\d+) frames were due, (\d+) came late", text)
        due, late = (sum(int(pair[i]) for pair in frames) for i in (0, 1))
        if due:
            print(f"{due} frames, {late} late: {(due - late) / due * 100:.2f} % on time")
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


main()
