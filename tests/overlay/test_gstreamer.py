"""The overlay through GStreamer: raw frames by pipe, FIFO and TCP, and what --print prints. (Its
Matroska reader knows no pixels with alpha.)

  test_gstreamer.py THREE KIOSK SCHEDULE"""
import subprocess
import sys

from common import (DARK, Beside, Folder, Three, check, check_pixels, distance, finish, middle_pixels, run, shell,
                    skip_unless)

three, kiosk, schedule = sys.argv[1:4]
skip_unless("gst-launch-1.0", "gst-inspect-1.0")
for element in ("compositor", "rawvideoparse", "tcpclientsrc"):
    if subprocess.run(["gst-inspect-1.0", element], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL).returncode:
        print(f"skipped: GStreamer's {element} is not installed")
        sys.exit(77)

RAW = "rawvideoparse use-sink-caps=false width=96 height=48 format=rgba framerate=30/1"
BLUE = "videotestsrc pattern=solid-color foreground-color=0xff0000c8 "
# The overlay never ends: some frames are enough.
LAST = "identity eos-after=13 ! videoconvert ! video/x-raw,format=RGB ! fdsink"


def mixed(source, **more):
    """The last of some frames of the overlay over blue."""
    line = (f"compositor name=mix sink_0::zorder=0 sink_1::zorder=1 "
            f"! video/x-raw,format=RGBA,width=96,height=48,framerate=30/1 ! {LAST} "
            f"{BLUE} ! video/x-raw,format=RGBA,width=96,height=48,framerate=30/1 ! mix.sink_0 "
            f"{source} ! {RAW} ! queue ! mix.sink_1")
    out = run(["gst-launch-1.0", "-q"] + line.split(), **more)
    return middle_pixels(out[-96 * 48 * 3:])


def by_pipe(alpha):
    with Three(three, "-", "raw", alpha, stdout=subprocess.PIPE) as sender:
        return mixed("fdsrc", stdin=sender.process.stdout)


check_pixels("by pipe", by_pipe("straight"))
wrong = by_pipe("premultiplied")
check("premultiplied that is taken for straight has dark edges (the test can fail)",
      distance(wrong[1], DARK) <= 3 and distance(wrong[1], (128, 0, 100)) > 50, str(wrong[1]))
with Three(three, "tcp:127.0.0.1:19882"):
    check_pixels("by TCP", mixed("tcpclientsrc host=127.0.0.1 port=19882"))
    check_pixels("by TCP, again", mixed("tcpclientsrc host=127.0.0.1 port=19882"))
with Folder() as folder, Three(three, f"{folder}/fifo"):
    check_pixels("by FIFO", mixed(f"filesrc location={folder}/fifo"))

# ---- the program itself, by the recipe that it prints ---------------------------------------------

AT = ["--at", "2019-09-26 09:55:05", "--speed", "0", "--size", "1280x720"]
FRAME = 1280 * 720 * 3


def pixel(frame, x, y):
    at = (y * 1280 + x) * 3
    return tuple(frame[at:at + 3])


def printed(options):
    """The last frame of what the printed command makes; its own command runs beside for sockets."""
    script = run([kiosk, "overlay", "--print", "gstreamer", *AT, *options, schedule]).decode()
    with Folder() as folder:
        result = LAST.replace("fdsink", f"filesink location={folder}/result")
        beside = [line[4:] for line in script.splitlines() if line.startswith("#   ")]
        with Beside(beside):
            shell(script, CAMERA=f"{BLUE} ! video/x-raw,width=1280,height=720,framerate=30/1",
                  RESULT=result)
        with open(f"{folder}/result", "rb") as file:
            return file.read()[-FRAME:]


for options in ((), ("--strip",), ("--frames", "tcp:127.0.0.1:19883")):
    frame = printed(options)
    name = f"as printed {' '.join(options)}"
    check_pixels(name + ": the camera where nothing is", [pixel(frame, 1000, 600)], [(0, 0, 200)])
    check_pixels(name + ": the bar", [pixel(frame, 67, 610)], [(245, 110, 88)])
    # The panel is the background (11, 16, 20), nine tenths dense.
    check_pixels(name + ": the panel", [pixel(frame, 78, 600)], [(18, 17, 39)])

finish()
