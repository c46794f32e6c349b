#!/usr/bin/env python3
"""From death to live picture: bench/restart.py [KIOSK] [TIMES]

Kills a full-screen kiosk (1920x1080, Xvfb) with SIGKILL and starts it again at once, as the box's
service does, until its first picture is on the screen. Time is that of the wall, so it means something on
an idle machine only; the processor's time beside it means something always.
"""
import os
import select
import signal
import subprocess
import sys
import time

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
kiosk = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else f"{HOME}/build/kiosk"
times = int(sys.argv[2]) if len(sys.argv) > 2 else 20


def processor_ms(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 // os.sysconf("SC_CLK_TCK")


def start(display, runtime):
    process = subprocess.Popen(
        [kiosk, "--log-level", "debug", "--at", "09:30",
         f"{HOME}/schedules/2019-09-26-apsara.yaml"],
        env={**os.environ, "DISPLAY": display, "SDL_VIDEODRIVER": "x11", "KIOSK_DATA": HOME,
             "XDG_RUNTIME_DIR": runtime},
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    for line in process.stderr:
        if b"first frame" in line:
            return process
    sys.exit("it does not come up")


def drain(process):
    while select.select([process.stderr], [], [], 0)[0] and os.read(process.stderr.fileno(), 65536):
        pass


def main():
    folder = f"/tmp/kiosk-restart-{os.getpid()}"
    os.mkdir(folder, 0o700)
    ours, theirs = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1920x1080x24", "-noreset"],
                              pass_fds=[theirs], stderr=subprocess.DEVNULL)
    display = ":" + os.read(ours, 16).decode().strip()
    wall, processor = [], []
    process = start(display, folder)
    for _ in range(times):
        time.sleep(0.5)  # it draws ahead
        drain(process)
        begun = time.monotonic()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process = start(display, folder)
        wall.append((time.monotonic() - begun) * 1000)
        processor.append(processor_ms(process.pid))
    process.kill()
    process.wait()
    server.kill()
    server.wait()
    subprocess.run(["rm", "-r", folder], check=True)
    wall.sort()
    processor.sort()
    print(f"{times} times: from SIGKILL to the first picture of the next process "
          f"{wall[0]:.0f} / {wall[len(wall) // 2]:.0f} / {wall[-1]:.0f} ms (least, median, most); "
          f"processor {processor[len(processor) // 2]} ms")


main()
