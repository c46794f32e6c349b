"""The stream's hub: readers that stay while the kiosk is killed and started again, sockets that
were handed over, and what a hub refuses.

  test_hub.py THREE KIOSK SCHEDULE [RESTARTS]

A reader of raw frames looks at every byte: each frame is one of the two pictures that kiosks bring,
whole, or empty before the first. ffmpeg and GStreamer read on through all restarts."""
import hashlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading

from common import LIMIT, Folder, check, finish
from remote import wait_until

three, kiosk, schedule = sys.argv[1:4]
RESTARTS = int(sys.argv[4]) if len(sys.argv) > 4 else 12
KILLS_OF_OTHERS = RESTARTS if len(sys.argv) > 4 else 4  # each is a start of the kiosk
TCP, SIZE = 19894, ["--size", "320x180", "--view", "lower-third"]
FRAME = 320 * 180 * 4
# One speaker, and the next one; the clock stands.
TIMES = ["2019-09-26 09:55:05", "2019-09-26 10:25:05"]


running = []  # what is to be ended whatever happens


def start(words, environment, ready=None, **more):
    process = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, **more)
    running.append(process)
    lines = []
    for line in process.stderr if ready else ():
        lines.append(line.decode())
        if ready in lines[-1]:
            break
    else:
        if ready:
            raise RuntimeError(f"{' '.join(words)}: {''.join(lines)}")
    drain = threading.Thread(target=lambda: [lines.append(line.decode())
                                             for line in process.stderr], daemon=True)
    drain.start()
    process.lines = lines
    return process


def end(process, how=signal.SIGTERM):
    process.send_signal(how)
    return process.wait(LIMIT)


class Reader(threading.Thread):
    """Takes raw frames off a socket for as long as there are any, and counts each picture."""

    def __init__(self, connection):
        super().__init__(daemon=True)
        self.connection, self.seen, self.last, self.count = connection, {}, None, 0
        self.start()

    def run(self):
        with self.connection, self.connection.makefile("rb") as stream:
            while len(frame := stream.read(FRAME)) == FRAME:
                name = hashlib.sha1(frame).hexdigest() if any(frame) else "nothing"
                self.seen[name] = self.seen.get(name, 0) + 1
                self.last, self.count = name, self.count + 1


def pictures(environment):
    """What kiosks bring at the two times, by the plain way."""
    names = []
    for at in TIMES:
        sender = subprocess.Popen([kiosk, "overlay", *SIZE, "--at", at, "--speed", "0", "--frames",
                                   "-", schedule], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, env=environment)
        frame = sender.stdout.read(FRAME)
        sender.kill()
        sender.wait()
        sender.stdout.close()
        names.append(hashlib.sha1(frame).hexdigest())
    return names


def bring(environment, path, at, more=()):
    return start([kiosk, "overlay", *SIZE, *more, "--at", at, "--speed", "0", "--frames",
                  f"hub:{path}", schedule], environment, "pictures of")


def restarts(environment, folder):
    right, chance = pictures(environment), random.Random(1)
    check("the two pictures differ", len({*right, hashlib.sha1(bytes(FRAME)).hexdigest()}) == 3)
    hub_path, path = f"{folder}/hub", f"{folder}/frames.sock"
    hub = start([kiosk, "stream-hub", *SIZE, "--container", "raw", "--socket", hub_path, "--frames",
                 f"tcp:127.0.0.1:{TCP}", "--frames", f"unix:{path}"], environment, "hub waits")
    over_unix = socket.socket(socket.AF_UNIX)
    over_unix.connect(path)
    readers = [Reader(over_unix), Reader(socket.create_connection(("127.0.0.1", TCP)))]
    for reader in readers:
        wait_until("frames before any kiosk", lambda: reader.count >= 2)
    check("before a kiosk there is nothing", {r.last for r in readers} == {"nothing"})
    for turn in range(RESTARTS):
        sender = bring(environment, hub_path, TIMES[turn % 2])
        for reader in readers:
            wait_until("the picture", lambda: reader.last == right[turn % 2])
        if turn % 4 == 3:
            end(sender)
        else:
            end(sender, signal.SIGKILL)
        # The gap lasts for some frames: none of them is missing.
        for reader in readers:
            until = reader.count + chance.randrange(1, 12)
            wait_until("frames without a kiosk", lambda: reader.count >= until)
            check(f"restart {turn + 1}: the last picture stays", reader.last == right[turn % 2])
    for reader in readers:
        check("no reader was lost and no frame was torn",
              reader.is_alive() and set(reader.seen) <= {"nothing", *right}, str(reader.seen))

    # killed at any moment, in the middle of moving pictures
    for turn in range(RESTARTS):
        before = readers[0].count
        sender = start([kiosk, "overlay", *SIZE, "--at", "2019-09-26 09:54:59", "--speed", "40",
                        "--frames", f"hub:{hub_path}", schedule], environment, "pictures of")
        wait_until("some frames", lambda: readers[0].count >= before + chance.randrange(1, 20))
        end(sender, signal.SIGKILL)
    sender = bring(environment, hub_path, TIMES[0])
    for reader in readers:
        wait_until("the picture", lambda: reader.last == right[0])
        check("readers stay through kills in the middle of a fade", reader.is_alive())

    # what is refused
    other = start([kiosk, "overlay", "--size", "640x360", "--frames", f"hub:{hub_path}", schedule],
                  environment, "another kiosk sends")
    check("a second kiosk waits, and staff are told", other.poll() is None)
    end(sender)
    wait_until("the size's turn", lambda: any("another size" in line for line in other.lines))
    check("another size is refused in words, and the picture stays",
          readers[0].last == right[0] and readers[0].is_alive())
    end(other)
    again = subprocess.run([kiosk, "stream-hub", "--socket", hub_path, "--frames",
                            f"unix:{folder}/2"], env=environment, capture_output=True, timeout=LIMIT)
    check("a second hub at the same path says so", again.returncode == 5 or
          b"a hub is there already" in again.stderr, again.stderr.decode())
    check("a hub ends when it is told to, and takes its sockets away",
          end(hub) == 0 and not os.path.exists(path) and not os.path.exists(hub_path))
    for reader in readers:
        reader.join(LIMIT)
        check("then its readers are told", not reader.is_alive())


def other_programs(environment, folder):
    """ffmpeg and GStreamer read on while one kiosk after the other is killed."""
    hub_path = f"{folder}/hub2"
    programs = {"ffmpeg": ("mkv", "ffmpeg", ["-v", "error", "-nostdin", "-f", "matroska", "-i",
                                             f"tcp://127.0.0.1:{TCP + 1}", "-pix_fmt", "rgba", "-f",
                                             "rawvideo", "-"]),
                "GStreamer": ("raw", "gst-launch-1.0",
                              ["-q", "tcpclientsrc", "host=127.0.0.1", f"port={TCP + 1}", "!",
                               "rawvideoparse", "width=320", "height=180", "format=rgba", "!",
                               "fdsink"])}
    right = pictures(environment)
    for name, (container, program, words) in programs.items():
        if not shutil.which(program):
            print(f"skipped: {program} is not installed")
            continue
        hub = start([kiosk, "stream-hub", *SIZE, "--socket", hub_path, "--container", container,
                     "--frames", f"tcp:127.0.0.1:{TCP + 1}"], environment, "hub waits")
        reader = start([program, *words], environment, stdout=subprocess.PIPE)
        for turn in range(KILLS_OF_OTHERS):
            sender = bring(environment, hub_path, TIMES[turn % 2])
            for _ in range(300):
                frame = reader.stdout.read(FRAME)
                if hashlib.sha1(frame).hexdigest() == right[turn % 2] or not frame:
                    break
            check(f"{name} sees the picture after {turn} kills",
                  hashlib.sha1(frame).hexdigest() == right[turn % 2])
            end(sender, signal.SIGKILL)
        end(reader, signal.SIGKILL)
        reader.stdout.close()
        end(hub)


def handed_over(environment, folder):
    """Listeners that outlive the program, as systemd's do."""
    tcp = socket.create_server(("127.0.0.1", TCP + 2))
    http = socket.create_server(("127.0.0.1", TCP + 3))
    local = socket.socket(socket.AF_UNIX)
    local.bind(f"{folder}/given")
    local.listen()

    def hand_over():
        os.environ.clear()
        os.environ.update(environment)
        os.environ["LISTEN_PID"], os.environ["LISTEN_FDS"] = str(os.getpid()), "3"
        spare = [os.dup2(own.fileno(), 50 + i) for i, own in enumerate((local, tcp, http))]
        for i, fd in enumerate(spare):
            os.dup2(fd, 3 + i)
        os.execv(kiosk, words)

    words = [kiosk, "overlay", *SIZE, "--at", TIMES[0], "--speed", "0", "--container", "raw",
             "--frames", f"tcp:127.0.0.1:{TCP + 2}", "--frames", f"unix:{folder}/given", "--http",
             str(TCP + 3), schedule]
    # A reader comes before the program is there, and is not refused.
    early = socket.create_connection(("127.0.0.1", TCP + 2))
    for turn in range(3):
        early_page = socket.create_connection(("127.0.0.1", TCP + 3))
        early_page.sendall(f"GET /now.json HTTP/1.1\r\nHost: 127.0.0.1:{TCP + 3}\r\n"
                           "Connection: close\r\n\r\n".encode())
        process = os.fork()
        if process == 0:
            hand_over()
        over_unix = socket.socket(socket.AF_UNIX)
        over_unix.connect(f"{folder}/given")
        for name, connection in (("TCP", early), ("UNIX socket", over_unix)):
            frame = connection.makefile("rb").read(FRAME)
            check(f"a frame by the {name} that was handed over", len(frame) == FRAME)
        early_page.settimeout(LIMIT)
        check("the page too", early_page.recv(100).startswith(b"HTTP/1.1 200"))
        early.close()
        over_unix.close()
        os.kill(process, signal.SIGKILL if turn != 1 else signal.SIGTERM)
        os.waitpid(process, 0)
        early = socket.create_connection(("127.0.0.1", TCP + 2)) # not refused in the gap
        early_page.close()
    check("the path of a socket that was handed over stays", os.path.exists(f"{folder}/given"))


with Folder() as folder:
    environment = {**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder}
    try:
        restarts(environment, folder)
        other_programs(environment, folder)
        handed_over(environment, folder)
    finally:
        for process in running:
            process.kill()
finish()
