"""program.py: the kiosk under test: started, stopped, asked, and compared with its snapshots."""
import collections, fcntl, json, os, shutil, signal, socket, subprocess, tempfile, time

from pictures import (HEIGHT, WIDTH, difference, png_pixels, png_write, schedule, screen_pixels,
                      source_hash, stage_of)

FONTS = "/usr/share/fonts/opentype/inter"
START = "2026-05-16 08:00"
PATIENCE = 120.0  # seconds; a loaded machine is no fault, a program that stands is
SETTLES_IN = 2.0  # what looks like half a file is believed when it has stayed so long
PIPE_BYTES = 1 << 20
VERSIONS_KEPT = 12


class Program:
    def __init__(self, options, days, width=WIDTH, height=HEIGHT):
        self.options, self.days = options, days
        self.width, self.height = width, height
        self.folder = tempfile.mkdtemp(prefix="kiosk-soak-")
        self.event = self.path("event")
        os.mkdir(self.event)
        self.lines, self.line_count, self.rest = collections.deque(maxlen=2000), 0, b""
        self.stage, self.views = None, collections.Counter()
        self.compared, self.failures = collections.Counter(), []
        self.worst_answer, self.answers = 0.0, 0
        self.versions = collections.OrderedDict()  # by hash: a file with the same bytes
        self.edition, self.notice, self.held = 0, None, None
        self.kiosk = self.server = None
        self.more_env = {}
        self.env = dict(os.environ, SDL_VIDEODRIVER="x11", DBUS_SESSION_BUS_ADDRESS="",
                        XDG_RUNTIME_DIR=self.folder, XDG_CACHE_HOME=self.folder,
                        XDG_STATE_HOME=self.folder, KIOSK_DATA=self.path("data"), TZ="UTC")

    def path(self, name):
        return os.path.join(self.folder, name)

    def fonts(self):
        return os.path.join(self.path("data"), "fonts")

    def file(self, name):
        return os.path.join(self.event, name)

    def write(self, name, text):
        """Whole and at once, as editors do."""
        beside = self.file("." + name + ".new")
        with open(beside, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        os.rename(beside, self.file(name))

    def know(self, text):
        """Text is a version that may be seen from now on; its hash."""
        data = text if isinstance(text, bytes) else text.encode()
        name = source_hash(data)
        if name not in self.versions:
            self.versions[name] = data
            while len(self.versions) > VERSIONS_KEPT:
                self.versions.popitem(last=False)
        else:
            self.versions.move_to_end(name)
        return name

    def put_good(self):
        self.good_text = schedule(self.days, self.edition)
        self.good = self.know(self.good_text)
        self.write("day.yaml", self.good_text)

    def fail(self, text):
        self.failures.append(text)
        print("soak: FAILED:", text, flush=True)

    # ---- its life -------------------------------------------------------------------------------

    def open_server(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{self.width}x{self.height}x24",
             "-nolisten", "tcp", "-fbdir", self.folder], pass_fds=[write],
            stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as numbers:
            self.env["DISPLAY"] = ":" + numbers.readline().strip()

    def open_display(self):
        self.open_server()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        # Of their own, so that a long run is of one version of them, and fonts can be taken away.
        shutil.copytree("assets", os.path.join(self.path("data"), "assets"))
        os.mkdir(self.fonts())
        files = []
        for weight in ("Regular", "Medium", "SemiBold", "Bold"):
            shutil.copy(f"{FONTS}/Inter-{weight}.otf", self.fonts())
            files.append(f"{weight.lower()}: Inter-{weight}.otf")
        with open(os.path.join(self.fonts(), "fonts.yaml"), "w") as file:
            file.write("families: {Inter: {%s}}\nroles:\n" % ", ".join(files))
            for role in ("display", "body", "mono"):
                file.write(f"  {role}: {{families: [Inter]}}\n")

    def arguments(self, at):
        return ["--renderer", "software", "--windowed", f"{self.width}x{self.height}", "--at", at,
                "--speed", str(self.options.speed), "--state", self.path("state"), "--screen",
                "soak", "--overlay", "bug,lower-third", "--overlay-size", "320x180", "--http",
                str(self.port), "--frames", "unix:" + self.path("frames"), "--fps", "5",
                self.file("day.yaml")]

    def start(self, at=START):
        read, write = os.pipe()
        fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        os.set_blocking(read, False)
        self.log, self.stage, self.rest = read, None, b""
        self.kiosk = subprocess.Popen(
            [self.options.program, "--log-level", "debug", *self.arguments(at)],
            env=dict(self.env, **self.more_env), stderr=write)
        os.close(write)
        self.wait_for(lambda: self.stage and self.stage[0] == "shown", "the first picture")

    def kill(self):
        self.kiosk.kill()
        self.kiosk.wait()
        os.close(self.log)

    def read_log(self):
        """All that was written until now."""
        while True:
            try:
                part = os.read(self.log, 1 << 16)
            except BlockingIOError:
                return
            if not part:
                return
            *whole, self.rest = (self.rest + part).split(b"\n")
            for line in whole:
                line = line.decode(errors="replace")
                self.lines.append(line)
                self.line_count += 1
                self.stage = stage_of(line) or self.stage

    def said(self, words, since):
        new = list(self.lines)[-(self.line_count - since):] if self.line_count > since else []
        return any(words in line for line in new)

    def wait_for(self, is_so, what):
        end = time.monotonic() + PATIENCE
        while True:
            self.read_log()
            if is_so():
                return True
            if self.kiosk.poll() is not None:
                raise SystemExit(f"soak: the program ended with {self.kiosk.returncode}, waiting "
                                 f"for {what}:\n" + "\n".join(list(self.lines)[-20:]))
            if time.monotonic() > end:
                self.fail(f"{what}: not within {PATIENCE:.0f} s")
                return False
            time.sleep(0.01)

    # ---- what it says ---------------------------------------------------------------------------

    def ask(self, line):
        start = time.monotonic()
        self.read_log()
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(PATIENCE)
                while True:
                    try:
                        client.connect(self.path("kiosk/soak.sock"))
                        break
                    except BlockingIOError:  # so many others wait to be heard
                        if time.monotonic() - start > PATIENCE:
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
            if self.kiosk.poll() is not None:
                raise SystemExit(f"soak: the program ended with {self.kiosk.returncode}, asked for "
                                 f"{line}:\n" + "\n".join(list(self.lines)[-20:]))
            self.fail(f'"{line}" is not answered: {error}')
            return {}
        if line == "status":
            self.answers += 1
            self.worst_answer = max(self.worst_answer, time.monotonic() - start)
        return json.loads(answer or "{}")

    def status(self):
        return self.ask("status").get("status", {})

    def version(self):
        """The hash of the schedule that it says it shows."""
        return self.status().get("schedule", {}).get("hash")

    def wait_version(self):
        return self.wait_for(lambda: self.version() == self.good, "the version on disk")

    # ---- what it shows --------------------------------------------------------------------------

    def stop(self):
        """Stops it while a picture stands that it has told of; False: there is none."""
        for _ in range(2000):
            os.kill(self.kiosk.pid, signal.SIGSTOP)
            while open(f"/proc/{self.kiosk.pid}/stat").read().rsplit(")", 1)[1].split()[0] != "T":
                time.sleep(0.0005)
            self.read_log()
            if self.stage[0] == "shown":
                return True
            os.kill(self.kiosk.pid, signal.SIGCONT)
            time.sleep(self.random.uniform(0.001, 0.03))
        return False

    def snapshot(self, stage):
        """The picture as it has to be; a path, or None after a failure."""
        _, view, page, at, version = stage
        if version not in self.versions:
            self.fail(f"it shows {version}, which nobody wrote; known: {list(self.versions)}")
            return None
        text = self.versions[version]
        if self.notice:
            text = text.replace(b"\ndays:", b"\nnotices: [{level: %s, text: \"%s\"}]\ndays:" % tuple(
                word.encode() for word in self.notice), 1)
        self.write("of.yaml", text)
        picture = self.path("snapshot.png")
        held = ["--view", view, "--page", page] if self.held else []
        made = subprocess.run(
            [self.options.program, "snapshot", "--size", f"{WIDTH}x{HEIGHT}", "--at", at, *held,
             "-o", picture, self.file("of.yaml")], env=self.env, capture_output=True, text=True)
        if made.returncode:
            self.fail("snapshot: " + made.stderr)
            return None
        return picture

    def compare(self, when, is_changing=False):
        """The screen is the snapshot of what it says it shows. While something is changing
        (pictures that are decoded, words over the view) it has to become that."""
        end = time.monotonic() + (PATIENCE if is_changing else 0)
        while True:
            if not self.stop():
                self.fail(f"{when}: never a picture that stands")
                return
            stage = self.stage
            shown = screen_pixels(self.path("Xvfb_screen0"))
            os.kill(self.kiosk.pid, signal.SIGCONT)
            picture = self.snapshot(stage)
            area = difference(shown, png_pixels(picture)) if picture else None
            # While a file is bad staff's mark may be in the lower right corner.
            is_mark = area and area[0] > WIDTH - 16 and area[1] > HEIGHT - 16
            if not area or is_mark:
                self.compared[stage[1]] += 1
                return
            if time.monotonic() >= end:
                kept = os.path.join(self.options.keep, f"soak-{len(self.failures)}.png")
                shutil.copy(picture, kept)
                png_write(kept[:-4] + "-got.png", shown)
                self.fail(f"{when}: the screen is not the snapshot of {' '.join(stage)} in {area} "
                          f"({kept})")
                return
            self.read_log()
            time.sleep(0.05)

    def close(self):
        for child in (self.kiosk, self.server):
            if child and child.poll() is None:
                child.kill()
                child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
