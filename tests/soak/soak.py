"""soak.py: a kiosk in simulated time, with faults at random, whose screen is compared all the while.

    soak.py PROGRAM --hours N [--seed N] [--minutes N] [--speed N]

The window runs on Xvfb, with a stream and the page for browsers beside it. One fault after another
happens to its files, sockets and readers. Between and during them the program is stopped at chance
moments, and its screen has to be the snapshot of the instant that it says it shows, to the pixel,
made of the last good version of the schedule. What is on the screen while staff's changes or an
emergency hold has no snapshot; there only the answers are looked at.

Ends with a report, and with 1 when anything was not as it has to be. The seed is printed first;
the same seed has the same faults in the same order.
"""
import argparse, collections, json, os, random, re, shutil, signal, socket, struct
import subprocess, sys, tempfile, threading, time, zlib

WIDTH, HEIGHT = 480, 270
START = "2026-05-16 08:00"
ANSWER_MAX = 5.0  # seconds; a loaded machine is no fault, a loop that stands is
PATIENCE = 60.0
DESCRIPTORS_MORE = 100  # the seats of page and socket; who left is noticed by and by
HEALS_WITHIN = 3.0  # a file counts as written after 0.3 s of quiet


def schedule(days, edition):
    out = ["kiosk: 1", "event: {name: Soak, timezone: UTC, language: en, logo: logo.svg}",
           "rooms: [{id: main, name: Main Hall}, {id: side, name: Side Room}]",
           "partners: {gold: [{name: Acme, logo: acme.svg}, {name: Umbrella}]}", "days:"]
    for day in range(days):
        date = time.strftime("%Y-%m-%d", time.gmtime(1778889600 + day * 86400))
        out.append(f"  - date: {date}\n    sessions:")
        for hour in range(9, 21):
            for room in ("main", "side"):
                title = f"Talk {hour} in {room}, edition {edition}"
                out.append(f"      - {{id: {room}{hour}, time: \"{hour:02}:00-{hour:02}:45\", "
                           f"room: {room}, title: \"{title}\"}}")
    return "\n".join(out) + "\n"


def png_pixels(path):
    """Rows of RGB of an 8-bit PNG."""
    data = open(path, "rb").read()
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", data[at + 8:at + 18])
        if kind == b"IDAT":
            packed += data[at + 8:at + 8 + size]
        at += 12 + size
    step = {2: 3, 6: 4}[colour]
    raw, rows, before = zlib.decompress(packed), [], bytearray(width * step)
    for y in range(height):
        start = y * (width * step + 1)
        how, row = raw[start], bytearray(raw[start + 1:start + 1 + width * step])
        for i in range(len(row) if how else 0):
            a = row[i - step] if i >= step else 0
            b, c = before[i], before[i - step] if i >= step else 0
            if how == 4:
                p = a + b - c
                near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            else:
                near = (0, a, b, (a + b) // 2)[how]
            row[i] = (row[i] + near) & 255
        rows.append(bytes(row) if step == 3 else bytes(v for i, v in enumerate(row) if i % 4 != 3))
        before = row
    return rows


def difference(a, b):
    """The area (left, top, right, bottom) in which two pictures differ; None: they do not."""
    rows = [y for y in range(HEIGHT) if a[y] != b[y]]
    if not rows:
        return None
    columns = [i // 3 for y in rows for i in range(WIDTH * 3) if a[y][i] != b[y][i]]
    return min(columns), rows[0], max(columns) + 1, rows[-1] + 1


class Soak:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.folder = tempfile.mkdtemp(prefix="kiosk-soak-")
        self.faults, self.compared = collections.Counter(), collections.Counter()
        self.worst_answer, self.answers, self.failures = 0.0, 0, []
        self.lines, self.log_lock = collections.deque(maxlen=20000), threading.Lock()
        self.line_count, self.stage = 0, None
        self.edition = 0
        self.days = min(int(options.hours / 24) + 2, 60)
        self.day, self.good = self.path("day.yaml"), self.path("good.yaml")
        self.readers = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        beside = self.path("." + name + ".new")
        with open(beside, "w") as file:
            file.write(text)
        os.rename(beside, self.path(name))

    def fail(self, text):
        self.failures.append(text)
        print("soak: FAILED:", text, flush=True)

    # ---- the program ----------------------------------------------------------------------------

    def start(self):
        self.write("good.yaml", schedule(self.days, 0))
        shutil.copy(self.good, self.day)
        self.write("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
                               "<path d='M0 0h9v9z' fill='#c00'/></svg>")
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24",
             "-nolisten", "tcp", "-fbdir", self.folder], pass_fds=[write],
            stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as numbers:
            display = numbers.readline().strip()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        env = dict(os.environ, DISPLAY=":" + display, SDL_VIDEODRIVER="x11",
                   DBUS_SESSION_BUS_ADDRESS="", XDG_RUNTIME_DIR=self.folder,
                   XDG_CACHE_HOME=self.folder, XDG_STATE_HOME=self.folder,
                   KIOSK_DATA=os.getcwd(), TZ="UTC")
        self.env = env
        self.kiosk = subprocess.Popen(
            [self.options.program, "--log-level", "debug", "--renderer", "software", "--windowed",
             f"{WIDTH}x{HEIGHT}", "--at", START, "--speed", str(self.options.speed), "--state",
             self.path("state"), "--screen", "soak", "--overlay", "bug,lower-third", "--overlay-size",
             "320x180", "--http", str(self.port), "--frames", "unix:" + self.path("frames"),
             "--fps", "5", self.day], env=env, stderr=subprocess.PIPE)
        threading.Thread(target=self.read_log, daemon=True).start()
        self.wait_for(lambda: self.stage and self.stage[0] == "shown", "the first picture")

    def read_log(self):
        for line in self.kiosk.stderr:
            line = line.decode(errors="replace").rstrip()
            found = re.search(r"stage: (showing|shown|fading to) .* at (\d{4}-\d\d-\d\d"
                              r"T[^ ]+)", line)
            with self.log_lock:
                self.lines.append(line)
                self.line_count += 1
                if found:
                    self.stage = found.groups()

    def said(self, words, since):
        with self.log_lock:
            new = list(self.lines)[-(self.line_count - since):] if self.line_count > since else []
        return any(words in line for line in new)

    def wait_for(self, is_so, what):
        end = time.monotonic() + PATIENCE
        while not is_so():
            if self.kiosk.poll() is not None:
                raise SystemExit(f"soak: the program ended with {self.kiosk.returncode}, waiting "
                                 f"for {what}:\n" + "\n".join(list(self.lines)[-20:]))
            if time.monotonic() > end:
                self.fail(f"{what}: not within {PATIENCE:.0f} s")
                return
            time.sleep(0.01)

    def ask(self, line):
        start = time.monotonic()
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(ANSWER_MAX)
                while True:
                    try:
                        client.connect(self.path("kiosk/soak.sock"))
                        break
                    except BlockingIOError:  # so many others wait to be heard
                        if time.monotonic() - start > ANSWER_MAX:
                            raise
                        time.sleep(0.001)
                client.sendall(line.encode() + b"\n")
                answer = b""
                while not answer.endswith(b"\n"):
                    part = client.recv(65536)
                    if not part:
                        break
                    answer += part
        except OSError as error:
            self.fail(f'"{line}" is not answered: {error}')
            return {}
        took = time.monotonic() - start
        if line == "status":
            self.answers += 1
            self.worst_answer = max(self.worst_answer, took)
        return json.loads(answer or "{}")

    # ---- the screen -----------------------------------------------------------------------------

    def screen(self):
        """Rows of RGB, read until they stand still."""
        last = None
        while True:
            data = open(self.path("Xvfb_screen0"), "rb").read()
            if data == last:
                break
            last = data
            time.sleep(0.03)
        head = struct.unpack(">25I", data[:100])
        at = head[0] + head[19] * 12
        rows = []
        for y in range(HEIGHT):
            row = data[at + y * head[12]:at + y * head[12] + WIDTH * 4]
            rgb = bytearray(WIDTH * 3)
            rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
            rows.append(bytes(rgb))
        return rows

    def compare(self, when, heals_within=0.0):
        """What just happened may take so long (seconds) to be over; during it, nothing may."""
        end = time.monotonic() + heals_within
        while not self.is_right(when, heals_within, time.monotonic() >= end):
            time.sleep(0.1)

    def is_right(self, when, heals_within, is_last):
        for _ in range(200):
            os.kill(self.kiosk.pid, signal.SIGSTOP)
            while open(f"/proc/{self.kiosk.pid}/stat").read().rsplit(")", 1)[1].split()[0] != "T":
                time.sleep(0.001)
            count = -1
            while count != self.line_count:  # what it wrote is read
                count = self.line_count
                time.sleep(0.01)
            if self.stage[0] == "shown":
                break
            os.kill(self.kiosk.pid, signal.SIGCONT)
            time.sleep(self.random.uniform(0.002, 0.05))
        else:
            self.fail("never a picture that stands")
            return True
        shown, stage = self.screen(), self.stage
        os.kill(self.kiosk.pid, signal.SIGCONT)
        picture = self.path("snapshot.png")
        made = subprocess.run(
            [self.options.program, "snapshot", "--size", f"{WIDTH}x{HEIGHT}", "--at", stage[1],
             "-o", picture, self.good], env=self.env, capture_output=True, text=True)
        if made.returncode:
            self.fail("snapshot: " + made.stderr)
            return True
        with self.log_lock:
            view = next((m.group(1) for m in (re.search(r"stage: shown (\S+)", line)
                         for line in reversed(self.lines)) if m), "?")
        area = difference(shown, png_pixels(picture))
        # While a file is bad staff's mark may be in the lower right corner.
        is_mark = area and heals_within == 0 and area[0] > WIDTH - 16 and area[1] > HEIGHT - 16
        is_right = area is None or is_mark
        if not is_right and is_last:
            kept = os.path.join(self.options.keep, f"soak-{len(self.failures)}.png")
            shutil.copy(picture, kept)
            self.fail(f"{when}: the screen is not the snapshot of {stage[1]} in {area} "
                      f"({kept})")
        self.compared[view] += 1
        return is_right or is_last

    # ---- faults: each ends with everything as it was --------------------------------------------

    def in_place(self, name, put, text):
        put(self.path(name))
        self.ask("status")
        if name == "day.yaml":
            self.compare(put.__name__)
        if os.path.isdir(self.path(name)) and not os.path.islink(self.path(name)):
            os.rmdir(self.path(name))
        elif os.path.lexists(self.path(name)) and name == "emergency.txt":
            os.unlink(self.path(name))
        if text is not None:
            self.write(name, text)

    def bad_file(self):
        def gone(path):
            if os.path.lexists(path):
                os.unlink(path)

        def pipe(path):
            gone(path)
            os.mkfifo(path)

        def folder(path):
            gone(path)
            os.mkdir(path)

        def half(path):
            text = open(self.good).read()
            self.write(os.path.basename(path), text[:self.random.randrange(len(text) // 2)])

        def broken(path):
            self.write(os.path.basename(path), "days: [" + chr(0x7f) * 50)

        def loop(path):
            gone(path)
            os.symlink(os.path.basename(path), path)

        put = self.random.choice([gone, pipe, folder, half, broken, loop])
        name = self.random.choice(["day.yaml", "day.yaml", "acme.svg"])
        self.in_place(name, put, open(self.good).read() if name == "day.yaml" else None)
        return f"{name}: {put.__name__}"

    def bad_picture(self):
        text = self.random.choice([
            "<svg xmlns='http://www.w3.org/2000/svg'><path stroke='red' stroke-dasharray='1' "
            "d='M0 0H99999999'/></svg>", "<svg", "\x89PNG\r\n\x1a\n", "GIF89a" + "\xff" * 99])
        self.write("acme.svg", text)
        self.ask("status")
        self.write("acme.svg", "")
        return "picture"

    def edit(self):
        self.edition += 1
        self.write("good.yaml", schedule(self.days, self.edition))
        self.write("day.yaml", open(self.good).read())
        return "edit"

    def emergency(self):
        since = self.line_count
        self.edition += 1  # the log says nothing twice
        text = f"Leave by door {self.edition}"
        self.write("emergency.txt", text)
        self.wait_for(lambda: self.said("emergency.txt: " + text, since), "an emergency")
        self.ask("status")
        os.unlink(self.path("emergency.txt"))
        return "emergency"

    def staff(self):
        line = self.random.choice(["delay main +5", "notice \"Shoes\"", "hold agenda",
                                   "delay all +10"])
        undo = {"h": "release", "n": "lift info", "d": "undo"}[line[0]]
        done = self.ask(line).get("ok")
        self.ask("status")
        if done:
            self.ask(undo)
        return "staff's change"

    def flood(self):
        clients = []
        for _ in range(200):
            client = socket.socket(socket.AF_UNIX)
            client.setblocking(False)
            try:
                client.connect(self.path("kiosk/soak.sock"))
                client.send(b"statu" * self.random.randrange(1, 400))
            except OSError:
                pass
            clients.append(client)
        for client in clients[:150]:
            client.close()
        clients = clients[150:]
        for client in clients:
            client.close()
        self.wait_for(lambda: "version" in json.dumps(self.ask("status")), "a seat after a flood")
        return "socket flood"

    def page(self):
        clients = []
        for i in range(60):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", self.port))
            clients.append(client)
        for client in clients:
            try:
                client.send(self.random.choice([b"GET / HT", b"GET /events HTTP/1.1\r\n\r\n",
                                                b"\0" * 999, b"GET /now.json HTTP/1.1\r\n\r\n"]))
            except OSError:
                pass
        self.ask("status")
        for client in clients:
            client.close()
        return "page flood"

    def reader(self):
        """Of the stream: connects and does not read, reads a little, or goes."""
        client = socket.socket(socket.AF_UNIX)
        client.settimeout(1)
        try:
            client.connect(self.path("frames"))
            if self.random.random() < 0.5:
                client.recv(self.random.randrange(1, 100000))
        except OSError:
            pass
        self.readers.append(client)
        while len(self.readers) > self.random.randrange(3):
            self.readers.pop(0).close()
        self.ask("status")
        return "stream reader"

    def pause(self):
        os.kill(self.kiosk.pid, signal.SIGSTOP)
        time.sleep(self.random.uniform(0.05, 0.5))
        os.kill(self.kiosk.pid, signal.SIGCONT)
        self.ask("status")
        return "time leaps"

    def hang_up(self):
        os.kill(self.kiosk.pid, signal.SIGHUP)
        self.ask("status")
        return "SIGHUP"

    # ---- what it costs --------------------------------------------------------------------------

    def usage(self):
        root = f"/proc/{self.kiosk.pid}"
        status = open(root + "/status").read()
        number = lambda key: int(re.search(key + r":\s+(\d+)", status).group(1))
        return {"memory": number("VmRSS") // 1024, "descriptors": len(os.listdir(root + "/fd")),
                "threads": number("Threads"), "wake-ups": number("voluntary_ctxt_switches")}

    def run(self):
        self.start()
        began = time.monotonic()
        real = self.options.hours * 3600 / self.options.speed
        if self.options.minutes:
            real = min(real, self.options.minutes * 60)
        warm, count = None, 0
        faults = [self.bad_file, self.bad_file, self.bad_picture, self.edit, self.emergency,
                  self.staff, self.flood, self.page, self.reader, self.pause, self.hang_up]
        order = []
        while time.monotonic() - began < real and len(self.failures) < 5:
            if not order:
                order = faults[:]
                self.random.shuffle(order)
            fault = order.pop()
            name = fault()
            self.faults[name] += 1
            self.settle()
            self.compare("after " + name, heals_within=HEALS_WITHIN)
            count += 1
            if count == 2 * len(faults):
                warm = self.usage()
        hours = (time.monotonic() - began) * self.options.speed / 3600
        for reader in self.readers:
            reader.close()
        now = self.usage()
        self.judge(warm, now)
        self.kiosk.send_signal(signal.SIGTERM)
        try:
            if self.kiosk.wait(PATIENCE):
                self.fail(f"the program ended with {self.kiosk.returncode}\n" +
                          "\n".join(list(self.lines)[-40:]))
        except subprocess.TimeoutExpired:
            self.fail("SIGTERM does not end it")
        self.report(hours, warm, now)

    def settle(self):
        """The plan as the file has it is on the screen."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = json.dumps(self.ask("status"))
            if '"changes": []' in answer or '"changes"' not in answer:
                break
            time.sleep(0.02)

    def judge(self, warm, now):
        if not warm:
            return
        limits = {"memory": warm["memory"] // 2 + 30, "descriptors": DESCRIPTORS_MORE, "threads": 6}
        for what, limit in limits.items():
            if now[what] > warm[what] + limit:
                self.fail(f"{what} grows: {warm[what]} after warming up, {now[what]} at the end")

    def report(self, hours, warm, now):
        print(f"soak: seed {self.options.seed}: {hours:.1f} simulated hours, "
              f"{sum(self.faults.values())} faults, {sum(self.compared.values())} comparisons, "
              f"{self.answers} answers, the slowest {self.worst_answer * 1000:.0f} ms")
        for title, counter in (("faults", self.faults), ("compared", self.compared)):
            print(f"  {title}: " + ", ".join(f"{name} {n}" for name, n in sorted(counter.items())))
        if warm:
            print("  usage: " + ", ".join(f"{key} {warm[key]} to {now[key]}" for key in now))
        print("soak: " + (f"{len(self.failures)} FAILURES" if self.failures else "all survived"))

    def close(self):
        for child in (getattr(self, "kiosk", None), getattr(self, "server", None)):
            if child and child.poll() is None:
                child.kill()
                child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--hours", type=float, default=5)
    parser.add_argument("--minutes", type=float, default=0, help="of real time, at most")
    parser.add_argument("--speed", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", default=".", help="where pictures that differ are kept")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    options.seed = options.seed or random.SystemRandom().randrange(1, 1 << 31)
    if not shutil.which("Xvfb"):
        print("skipped: Xvfb is not installed")
        return 77
    print(f"soak: seed {options.seed}", flush=True)
    soak = Soak(options)
    try:
        soak.run()
    finally:
        soak.close()
    return 1 if soak.failures else 0


sys.exit(main())
