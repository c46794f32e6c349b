"""The overlay through ffmpeg: raw and Matroska, by pipe, FIFO and sockets; what --print prints, run
as it stands; and glyphs over white, grey and black against the same drawn on them directly.

  test_ffmpeg.py THREE KIOSK SCHEDULE"""
import subprocess
import sys

from common import (DARK, Beside, Folder, LIMIT, Three, check, check_pixels, distance, finish,
                    middle_pixels, run, shell, skip_unless)

three, kiosk, schedule = sys.argv[1:4]
skip_unless("ffmpeg")

BLUE = ["-f", "lavfi", "-i", "color=c=0x0000C8:s=96x48:r=30,format=rgb24"]
RAW = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", "96x48", "-r", "30"]
MKV = ["-f", "matroska"]


def mixed(source, overlay="overlay=format=rgb", frames=5, **more):
    """The last of some frames of the overlay over blue."""
    out = run(["ffmpeg", "-v", "error", "-nostdin"] + BLUE + source +
              ["-filter_complex", f"[0][1]{overlay},format=rgb24[v]", "-map", "[v]",
               "-frames:v", str(frames), "-f", "rawvideo", "-"], **more)
    return middle_pixels(out[-96 * 48 * 3:])


def by_pipe(container, alpha, overlay="overlay=format=rgb"):
    with Three(three, "-", container, alpha, stdout=subprocess.PIPE) as sender:
        source = (MKV if container == "mkv" else RAW) + ["-i", "-"]
        return mixed(source, overlay, stdin=sender.process.stdout)


check_pixels("raw by pipe", by_pipe("raw", "straight"))
check_pixels("Matroska by pipe", by_pipe("mkv", "straight"))
check_pixels("premultiplied, and said so",
             by_pipe("raw", "premultiplied", "overlay=format=rgb:alpha=premultiplied"))
wrong = by_pipe("raw", "premultiplied")
check("premultiplied that is taken for straight has dark edges (the test can fail)",
      distance(wrong[1], DARK) <= 3 and distance(wrong[1], (128, 0, 100)) > 50, str(wrong[1]))

with Folder() as folder:
    for container, source in (("raw", RAW), ("mkv", MKV)):
        fifo, socket = f"{folder}/{container}.fifo", f"{folder}/{container}.sock"
        with Three(three, fifo, container):
            check_pixels(f"{container} by FIFO", mixed(source + ["-i", fifo]))
            check_pixels(f"{container} by FIFO, a second reader", mixed(source + ["-i", fifo]))
        with Three(three, f"unix:{socket}", container):
            check_pixels(f"{container} by UNIX socket", mixed(source + ["-i", f"unix:{socket}"]))
    with Three(three, "tcp:127.0.0.1:19881", "mkv"):
        check_pixels("Matroska by TCP", mixed(MKV + ["-i", "tcp://127.0.0.1:19881"]))
        check_pixels("Matroska by TCP, again", mixed(MKV + ["-i", "tcp://127.0.0.1:19881"]))

# ---- the program itself, by the recipes that it prints --------------------------------------------

AT = ["--at", "2019-09-26 09:55:05", "--speed", "0"]
SIZE = ["--size", "1920x1080"]
FRAME = 1920 * 1080 * 3


def recipe(*options):
    return run([kiosk, "overlay", "--print", "ffmpeg", *AT, *SIZE, *options, schedule]).decode()


def through(script, colour):
    beside = [line[4:] for line in script.splitlines() if line.startswith("#   ")]
    with Beside(beside):
        return shell(script,
                     CAMERA=f"-v error -f lavfi -i color=c={colour}:s=1920x1080:r=30,format=rgb24",
                     RESULT="-frames:v 4 -pix_fmt rgb24 -f rawvideo -")[-FRAME:]


def largest_difference(a, b):
    return max(abs(x - y) for x, y in zip(a, b)) if a != b else 0


def drawn_on(background):
    """The first frame that the program sends when it lays the overlay on a colour itself."""
    sender = subprocess.Popen([kiosk, "overlay", *AT, *SIZE, "--background", background, "--frames",
                               "-", schedule], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    rgba = sender.stdout.read(1920 * 1080 * 4)
    sender.stdout.close()
    check("the program ends when its reader has gone", sender.wait(LIMIT) == 0)
    rgb = bytearray(FRAME)
    for channel in range(3):
        rgb[channel::3] = rgba[channel::4]
    return bytes(rgb)


for name, colour, background in (("white", "0xffffff", "#ffffff"), ("grey", "0x808080", "#808080"),
                                 ("black", "0x000000", "#000000")):
    direct = drawn_on(background)
    for options in ((), ("--strip",), ("--container", "mkv"),
                    ("--frames", "tcp:127.0.0.1:19884")):
        frame = through(recipe(*options), colour)
        ink = sum(1 for at in range(0, FRAME, 999) if frame[at] != frame[0])
        off = largest_difference(frame, direct)
        check(f"glyphs over {name} {' '.join(options)}: as drawn on it", off <= 2 and ink > 20,
              f"off by {off}")

finish()
