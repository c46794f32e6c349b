"""The program as it is used: `kiosk overlay` with page, picture file, voctocore and frames at once,
staff's hand, a schedule that changes under it; and a screen that serves the overlay beside.

  test_program.py THREE KIOSK SCHEDULE"""
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request

from common import LIMIT, Folder, check, check_pixels, finish, run
from remote import Picture, wait_until

three, kiosk, schedule = sys.argv[1:4]
PORT, CORE_PORT, SCREEN_PORT = 19890, 19891, 19892
SIZE = ["--size", "1280x720"]
BAR, PANEL = (67, 610), (78, 600)


def fetch(path, port=PORT):
    return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=LIMIT).read()


def overlay(port=PORT):
    return Picture(fetch("/overlay.png", port))


class Core:
    """A voctocore as far as overlays go: a line in, a line out."""

    def __init__(self):
        self.heard = []
        self.listener = socket.create_server(("127.0.0.1", CORE_PORT))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            connection, _ = self.listener.accept()
            with connection, connection.makefile("r") as lines:
                for line in lines:
                    self.heard.append(line.strip())
                    word, value = line.split(maxsplit=1)
                    answer = {"set_overlay": "overlay", "show_overlay": "overlay_visible"}[word]
                    connection.sendall(f"{answer} {value}".encode())


class Kiosk:
    """The program, for as long as the block lasts; what it says on stderr is collected."""

    def __init__(self, words, environment):
        self.words, self.environment, self.said = words, environment, []

    def __enter__(self):
        self.process = subprocess.Popen(self.words, env=self.environment, stderr=subprocess.PIPE)
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()
        return self

    def listen(self):
        for line in self.process.stderr:
            self.said.append(line.decode().strip())

    def counters(self):
        lines = [line for line in self.said if line.startswith("{")]
        return json.loads(lines[-1]) if lines else None

    def __exit__(self, *_):
        self.process.terminate()
        self.result = self.process.wait(LIMIT)
        self.thread.join()
        self.process.stderr.close()


def beside_other_programs(folder, environment):
    day, png, frames = f"{folder}/day.yaml", f"{folder}/kiosk.png", f"{folder}/frames"
    shutil.copy(schedule, day)
    core = Core()

    def live(*words):
        return run([kiosk, "live", *words], env=environment).decode()

    with Kiosk([kiosk, "overlay", *SIZE, "--at", "2019-09-26 09:57:00", "--lang", "zh,en",
                "--http", str(PORT), "--png", png, "--voctocore", f"127.0.0.1:{CORE_PORT}",
                "--frames", f"unix:{frames}", day], environment) as program:
        wait_until("the page", lambda: fetch("/status"))
        empty = wait_until("the picture", overlay)
        check("nothing is shown at 09:57", empty.pixel(*BAR) == (0, 0, 0, 0))
        wait_until("the file", lambda: os.path.exists(png))
        wait_until("voctocore", lambda: "show_overlay false" in core.heard)
        first_time = os.stat(png).st_mtime_ns

        reader = socket.socket(socket.AF_UNIX)
        reader.connect(frames)
        check("Matroska on the socket", reader.recv(4) == b"\x1aE\xdf\xa3")
        throwing = threading.Thread(target=lambda: [None for _ in iter(
            lambda: reader.recv(1 << 20), b"")])
        throwing.start()

        live("lower-third", "show")
        shown = wait_until("the lower third",
                           lambda: (p := overlay()).pixel(*BAR) == (245, 110, 88, 255) and
                           not json.loads(fetch("/status"))["moving"] and p)
        check_pixels("shown by hand: the panel", [shown.pixel(*PANEL)], [(13, 21, 26, 230)], most=1)
        wait_until("voctocore to show it", lambda: core.heard[-1] == "show_overlay true")
        check("voctocore is told the picture's name", "set_overlay kiosk.png" in core.heard)
        in_file = Picture(open(png, "rb").read())
        check("the file has it", in_file.pixel(*BAR)[:3] == (245, 110, 88))
        check("its time has risen by a second",
              os.stat(png).st_mtime_ns >= first_time + 1_000_000_000)

        live("lower-third", "hide")
        wait_until("it to be gone", lambda: overlay().pixel(*BAR) == (0, 0, 0, 0))
        check("hidden by hand", True)

        title = json.loads(fetch("/now.json"))["now"][0]["title"]["en"]
        check("what runs", title == "One OS for the cloud, on every processor", title)
        with open(day) as file:
            text = file.read()
        with open(f"{day}.new", "w") as file:
            file.write(text.replace("One OS for the cloud", "An OS for the cloud"))
        os.rename(f"{day}.new", day)
        wait_until("the change", lambda: json.loads(fetch("/now.json"))["now"][0]["title"]["en"]
                   .startswith("An OS"))
        check("a changed file is followed", True)
        status = json.loads(run([kiosk, "live", "--json", "status"], env=environment))
        check("live status has the overlay", status["status"]["overlay"]["readers"] == 1)

        counters = wait_until("the counters", program.counters)
        check("a line of counters on stderr",
              sorted(counters) == ["dropped", "late", "readers", "sent"] and counters["sent"] > 50,
              str(counters))
    throwing.join()
    reader.close()
    check("it ends cleanly", program.result == 0, str(program.result))
    check("and takes its socket away", not os.path.exists(frames))


def beside_a_screen(folder, environment):
    if not shutil.which("Xvfb"):
        print("skipped: a screen beside, because Xvfb is not installed")
        return
    reader, writer = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "800x600x24",
                               "-nolisten", "tcp"], pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        environment = {**environment, "DISPLAY": f":{told.readline().strip()}"}
    moment = ["--at", "2019-09-26 09:55:05", "--lang", "zh,en"]
    try:
        with Kiosk([kiosk, "--windowed", "640x360", "--view", "agenda", *moment, "--speed", "0",
                    "--overlay", "lower-third", "--overlay-size", "1280x720", "--http",
                    str(SCREEN_PORT), schedule], environment) as program:
            wait_until("the page", lambda: fetch("/status", SCREEN_PORT))
            wait_until("the lower third",
                       lambda: overlay(SCREEN_PORT).pixel(*BAR)[:3] == (245, 110, 88))
            check("the overlay beside a screen", True)
            run([kiosk, "snapshot", "--view", "agenda", *moment, "--size", "640x360", "-o",
                 f"{folder}/snapshot.png", schedule])
            wanted = Picture(open(f"{folder}/snapshot.png", "rb").read())

            def differing():
                got = Picture(fetch("/screen.png", SCREEN_PORT))
                return sum(got.pixel(x, y)[:3] != wanted.pixel(x, y)[:3]
                           for y in range(360) for x in range(640))

            check("/screen.png is what is on the window, pixel for pixel", differing() == 0)
        check("the screen ends cleanly", program.result == 0, str(program.result))
    finally:
        server.terminate()
        server.wait(LIMIT)


def refusals(folder):
    """Each of these ends at once, with code 1 or 4 and a line that says what to do."""
    occupied = socket.create_server(("127.0.0.1", 19893))
    cases = [
        (["--view", "lower-thirt"], 1, "lower-third"),
        (["--http", "0.0.0.0:19894"], 1, "--token"),
        (["--frames", "tcp:0.0.0.0:19894"], 1, "127.0.0.1"),
        (["--frames", "tcp:127.0.0.1:19893"], 4, "another"),
        (["--frames", f"{folder}/no/such/folder"], 4, "No such file"),
        (["--png", folder], 4, "no file"),
        (["--voctocore", "localhost"], 1, "--png"),
        (["--container", "mkv", "--pixels", "rgba"], 1, "bgra"),
        (["--print", "obs", "--frames", "-"], 1, "tcp:127.0.0.1:9880"),
    ]
    for words, code, said in cases:
        done = subprocess.run([kiosk, "overlay", *words, schedule], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=LIMIT)
        check(f"refused: {' '.join(words)}", done.returncode == code and
              said in done.stderr.decode(), f"{done.returncode} {done.stderr.decode()[:200]}")
    occupied.close()


def a_missing_room(folder, environment):
    """It is waited for, and staff are told."""
    waiting = subprocess.Popen([kiosk, "overlay", "--room", "nowhere", "--http", "19895", schedule],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    said = b""
    while b"nowhere" not in said:
        line = waiting.stderr.readline()
        if not line:
            break
        said += line
    check("a missing room is told", b"nowhere" in said, said.decode()[:200])
    check("and waited for", waiting.poll() is None)
    waiting.terminate()
    waiting.communicate(timeout=LIMIT)


with Folder() as folder:
    os.mkdir(f"{folder}/run", 0o700)
    environment = {**os.environ, "XDG_RUNTIME_DIR": f"{folder}/run",
                   "XDG_STATE_HOME": f"{folder}/state"}
    beside_other_programs(folder, environment)
    beside_a_screen(folder, environment)
    refusals(folder)
    a_missing_room(folder, environment)

finish()
