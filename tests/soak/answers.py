"""answers.py: how long `status` takes at worst while the kiosk is attacked, one attack after another.

    answers.py PROGRAM [--seconds N] [--size WxH] [--slow LIBRARY] [--only NAME]...

The window on Xvfb, a stream and the page for browsers beside it, at the clock's own speed. Another
process asks for the status all the while as `kiosk live status` does, by a connection of its own
each time. Behind each worst time stands what the machine itself did meanwhile: by how much a sleep
of one millisecond was late at worst in the process that asks. On a machine with other work the two
are to be read together. Nothing is judged here; doc/promises.md says what is promised.
"""
import argparse, errno, json, os, signal, socket, subprocess, sys, threading, time

from faults import PICTURES, large_png
from pictures import schedule
from program import PATIENCE, Program

HEAD = b" HTTP/1.1\r\nHost: 127.0.0.1\r\n"
LARGE_DAYS = 40  # 960 sessions, as many as a large conference has


class Answers(Program):
    def __init__(self, options):
        Program.__init__(self, options, 1, *map(int, options.size.split("x")))
        self.logo = ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
                     "<path d='M0 0h9v9z' fill='#c00'/></svg>")
        self.clients, self.count = [], 0
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.operator = probe.getsockname()[1]
        if options.slow:
            self.more_env = {"LD_PRELOAD": os.path.abspath(options.slow),
                             "SLOW_FILES": "emergency.txt:700:" + self.path("slow-now"),
                             "ASAN_OPTIONS": "verify_asan_link_order=0"}

    def arguments(self, at):
        return ["--windowed", self.options.size, "--at", "2026-05-16 10:00", "--state", self.path("state"),
                "--screen", "soak", "--renderer", "software", "--overlay", "bug,lower-third",
                "--overlay-size", "1280x720", "--http", str(self.port), "--frames",
                "unix:" + self.path("frames"), "--fps", "25", "--operator",
                f"127.0.0.1:{self.operator}", self.file("day.yaml")]

    # ---- one step of each attack; they are called again and again ---------------------------------

    def nothing(self):
        time.sleep(0.05)

    def page_turns(self):
        self.ask("next")

    def views_held(self):
        for view in ("grid", "agenda", "spotlight", "partners", "now_next"):
            self.ask("hold " + view)
        self.ask("release")

    def emergencies(self):
        self.count += 1
        self.write("emergency.txt", f"Leave by door {self.count}")
        time.sleep(0.05)
        os.unlink(self.file("emergency.txt"))
        time.sleep(0.05)

    def notices(self):
        self.count += 1
        self.ask(f'notice "Number {self.count}"')

    def screenshots(self):
        self.count += 1
        threads = [threading.Thread(target=self.ask, args=(
            f"screenshot {self.path(f'shot-{i}.png')}",)) for i in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def replaced(self, days):
        self.edition += 1
        self.write("day.yaml", schedule(days, self.edition))
        time.sleep(0.02)

    def files_replaced(self):
        self.replaced(1)

    def large_files_replaced(self):
        if not hasattr(self, "large"):
            self.large = [schedule(LARGE_DAYS, edition) for edition in range(2)]
        self.count += 1
        self.write("day.yaml", self.large[self.count % 2])
        time.sleep(0.02)

    def files_reloaded(self):
        self.replaced(1)
        self.ask("reload")

    def hang_ups(self):
        os.kill(self.kiosk.pid, signal.SIGHUP)
        time.sleep(0.01)

    def huge_file(self):
        self.count += 1
        self.write("day.yaml", "<schedule>" + "<day>" * 3000000 + " " * self.count)
        time.sleep(0.5)

    def pictures_replaced(self):
        self.count += 1
        self.write("acme.svg", self.logo.replace("#c00", f"#{self.count % 4096:03x}"))
        time.sleep(0.02)

    def hostile_pictures(self):
        names = sorted(PICTURES)
        name = names[self.count % len(names)]
        if PICTURES[name] is None:
            PICTURES[name] = large_png()
        content = PICTURES[name]
        # Of other bytes each time, because what was given up is not tried again.
        end = str(self.count)
        self.write("acme.svg", content + (end if isinstance(content, str) else end.encode()))
        self.count += 1
        time.sleep(0.3)

    def slow_disk(self):
        if not self.options.slow:
            return False
        open(self.path("slow-now"), "w").close()
        self.write("emergency.txt", "")
        self.write("acme.svg", self.logo)
        time.sleep(0.3)
        os.unlink(self.path("slow-now"))
        os.unlink(self.file("emergency.txt"))

    def connect_to_page(self, request, count):
        for _ in range(count):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", self.port))
            self.clients.append(client)
        for client in self.clients[-count:]:
            try:
                client.send(request)
            except OSError:
                pass
        while len(self.clients) > 400:
            self.clients.pop(0).close()

    def half_requests(self):
        self.connect_to_page(b"GET / HT", 100)

    def event_streams(self):
        self.connect_to_page(b"GET /events" + HEAD + b"\r\n", 100)

    def questions(self):
        self.connect_to_page(b"GET /now.json" + HEAD + b"\r\n", 100)

    def page_pictures(self):
        self.connect_to_page(b"GET /overlay.png" + HEAD + b"\r\n", 20)
        time.sleep(0.01)

    def arguments_of_750(self):
        self.connect_to_page(b"GET /?" + b"&".join(b"a%d=1" % i for i in range(750)) + HEAD +
                             b"\r\n", 100)

    def silent_readers(self):
        client = socket.socket(socket.AF_UNIX)
        client.settimeout(1)
        try:
            client.connect(self.path("frames"))
            client.recv(1000)
        except OSError:
            pass
        self.clients.append(client)
        while len(self.clients) > 8:
            self.clients.pop(0).close()

    def flood_of_status(self):
        for _ in range(8):
            self.status()

    def operators_pictures(self):
        """Pictures of the screen and states, asked for by the operator's page."""
        asked = (b"GET /api/screen/0.png" + HEAD + b"\r\n") * 4
        for _ in range(20):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", self.operator))
            self.clients.append(client)
        for client in self.clients[-20:]:
            try:
                client.send(asked)
            except OSError:
                pass
        while len(self.clients) > 40:
            self.clients.pop(0).close()
        time.sleep(0.05)

    def lines_without_end(self):
        """One client that asks faster than it can be answered, and reads."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(PATIENCE)
            client.connect(self.path("kiosk/soak.sock"))
            reader = threading.Thread(target=self.read_all, args=(client,), daemon=True)
            reader.start()
            end = time.monotonic() + min(1, self.options.seconds)
            try:
                while time.monotonic() < end:
                    client.sendall(b"list\n" * 1000)
            except OSError:
                pass
            client.shutdown(socket.SHUT_RDWR)
            reader.join()

    @staticmethod
    def read_all(client):
        try:
            while client.recv(1 << 16):
                pass
        except OSError:
            pass

    def half_lines(self):
        for _ in range(32):
            client = socket.socket(socket.AF_UNIX)
            client.setblocking(False)
            try:
                client.connect(self.path("kiosk/soak.sock"))
                client.send(b"statu" * 100)
            except OSError:
                pass
            self.clients.append(client)
        while len(self.clients) > 64:
            self.clients.pop(0).close()
        time.sleep(0.001)

    # ---- the measurement --------------------------------------------------------------------------

    def ask_all_the_while(self, end, out):
        """The other process: what each answer took, and how late the machine was; in seconds."""
        times, lost, late = [], 0, 0.0
        while not os.path.exists(end):
            start = time.perf_counter()
            time.sleep(0.001)
            begin = time.perf_counter()
            late = max(late, begin - start - 0.001)
            answer = b""
            try:
                with socket.socket(socket.AF_UNIX) as client:
                    client.settimeout(PATIENCE)
                    while client.connect_ex(self.path("kiosk/soak.sock")) == errno.EAGAIN:
                        time.sleep(0.0005)  # so many others wait to be heard
                    client.sendall(b"status\n")
                    while not answer.endswith(b"\n"):
                        part = client.recv(65536)
                        if not part:
                            break
                        answer += part
            except OSError:
                pass
            if answer.endswith(b"\n"):
                times.append(time.perf_counter() - begin)
            else:
                lost += 1
        with open(out, "w") as file:
            json.dump([times, lost, late], file)

    def measure(self, name, attack):
        end, out = self.path("end"), self.path("times")
        child = os.fork()
        if child == 0:
            try:
                self.ask_all_the_while(end, out)
            finally:
                os._exit(0)
        began, steps = time.monotonic(), 0
        while time.monotonic() - began < self.options.seconds:
            if attack() is False:
                break
            steps += 1
        open(end, "w").close()
        os.waitpid(child, 0)
        os.unlink(end)
        for client in self.clients:
            client.close()
        self.clients = []
        with open(out) as file:
            times, lost, late = json.load(file)
        times = sorted(times) or [0]
        at = lambda share: times[min(int(len(times) * share), len(times) - 1)] * 1000
        print(f"{name:22} {steps:6} {len(times):7} {lost:5} {at(0.5):8.1f} {at(0.99):8.1f} "
              f"{times[-1] * 1000:8.1f} {late * 1000:8.1f}", flush=True)
        self.write("acme.svg", self.logo)
        self.write("day.yaml", schedule(1, 0))
        self.status()

    def run(self):
        self.write("logo.svg", self.logo)
        self.write("acme.svg", self.logo)
        self.put_good()
        self.open_display()
        self.start()
        print(f"{'attack':22} {'times':>6} {'answers':>7} {'lost':>5} {'median':>8} {'99 %':>8} "
              f"{'worst':>8} {'machine':>8}   (ms)")
        for attack in ATTACKS:
            name = attack.__name__.replace("_", " ")
            if self.options.only and name not in self.options.only:
                continue
            self.measure(name, lambda: attack(self))


ATTACKS = [Answers.nothing, Answers.page_turns, Answers.views_held, Answers.notices,
           Answers.emergencies, Answers.screenshots, Answers.files_replaced,
           Answers.large_files_replaced, Answers.files_reloaded, Answers.hang_ups,
           Answers.huge_file, Answers.pictures_replaced, Answers.hostile_pictures,
           Answers.slow_disk, Answers.half_requests, Answers.event_streams, Answers.questions,
           Answers.page_pictures, Answers.arguments_of_750, Answers.operators_pictures, Answers.silent_readers,
           Answers.flood_of_status, Answers.lines_without_end, Answers.half_lines]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=5, help="for each attack")
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--slow", default="", help="tests/support/slow_files.c, as a library")
    parser.add_argument("--only", action="append", default=[], help="an attack's name; many times")
    options = parser.parse_args()
    options.program, options.keep = os.path.abspath(options.program), "."
    answers = Answers(options)
    try:
        answers.run()
    finally:
        answers.close()
    return 1 if answers.failures else 0


sys.exit(main())
