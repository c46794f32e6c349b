"""faults.py: what happens to the kiosk. Each fault ends with everything as it was before.

The names of the table at the end are those of the report."""
import os, shutil, signal, socket, struct, subprocess, time, zlib

from pictures import VIEWS
from program import PATIENCE, SETTLES_IN


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def gone(path):
    remove(path)


def folder(path):
    remove(path)
    os.mkdir(path)


def cut_short(path):
    os.truncate(path, 1000)


def put_back(source, path):
    """Beside it and renamed, as packages are: never over what is open."""
    shutil.copy(source, path + ".beside")
    os.rename(path + ".beside", path)


def in_place(make):
    """What takes a file's place at once: there is no moment without the one or the other."""
    def put(path):
        remove(path + ".beside")
        make(path + ".beside", path)
        if os.path.isdir(path) and not os.path.islink(path):
            remove(path)
        os.rename(path + ".beside", path)
    put.__name__ = make.__name__
    return put


@in_place
def pipe(beside, path):
    os.mkfifo(beside)


@in_place
def loop(beside, path):
    os.symlink(os.path.basename(path), beside)


@in_place
def device(beside, path):
    os.symlink("/dev/zero", beside)


@in_place
def full_disk(beside, path):
    os.symlink("/dev/full", beside)


@in_place
def no_rights(beside, path):
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT, 0))


STAND_INS = [gone, pipe, folder, loop, device, full_disk, no_rights]


def large_png():
    """8,000 x 8,000 pixels in a few kilobytes."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    rows = zlib.compressobj(9)
    data = b"".join(rows.compress(bytes(3 * 8000 + 1)) for _ in range(8000)) + rows.flush()
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8000, 8000, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", data) + chunk(b"IEND", b""))


SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 99 99'>"
PICTURES = {
    "dashes": SVG + "<path stroke='red' stroke-dasharray='1' d='M0 0H99999999'/></svg>",
    "strokes": SVG + "<path stroke='red' d='M0 0L99 %d'/></svg>" % 9 * 16000,
    "half": "<svg",
    "empty png": "\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a" + b"\xff" * 99,
    "jpeg": b"\xff\xd8\xff\xe0" + b"\0" * 999,
    "webp": b"RIFF\xff\xff\xff\x7fWEBPVP8 " + b"\x9d\x01\x2a" * 99,
    "large png": None,
}
# A machine that has time draws them, one that has much else to do gives them up: the screen and its
# snapshot need not agree.
DEPEND_ON_THE_MACHINE = ["dashes", "strokes", "large png"]


class Faults:
    """Of a Program."""

    # ---- files ----------------------------------------------------------------------------------

    def schedule_is_bad(self):
        put = self.random.choice([*STAND_INS, "broken", "half", "half"])
        if put == "half":
            return self.half_of_the_schedule()
        if put == "broken":
            self.write("day.yaml", "days: [" + chr(0x7f) * 50)
        else:
            put(self.file("day.yaml"))
        name = put if isinstance(put, str) else put.__name__
        if self.version() != self.good:
            self.fail(f"{name}: the last good version is not what it shows")
        self.compare("while the schedule is " + name)
        if self.random.random() < 0.3:
            self.ask("reload")
            self.compare("while the schedule is reloaded and " + name)
        remove(self.file("day.yaml"))
        self.write("day.yaml", self.good_text)
        return "schedule: " + name

    def half_of_the_schedule(self):
        half = self.good_text[:self.random.randrange(len(self.good_text) // 2)]
        self.know(half)
        written = time.monotonic()
        self.write("day.yaml", half)
        for _ in range(3):
            version, now = self.version(), time.monotonic()
            if version != self.good and now - written < SETTLES_IN:
                self.fail("half a file is shown at once")
            self.compare("while the schedule is half")
        self.write("day.yaml", self.good_text)
        return "schedule: half"

    def edited(self):
        self.edition += 1
        self.put_good()
        if self.random.random() < 0.5:
            self.ask("reload")
        return "edit"

    def logo_is_bad(self):
        put = self.random.choice(STAND_INS)
        self.hold("partners")
        put(self.file("acme.svg"))
        self.compare("with a logo that is " + put.__name__, is_changing=True)
        remove(self.file("acme.svg"))
        self.restore_logo()
        return "picture: " + put.__name__

    def picture_is_hostile(self):
        name, content = self.random.choice(sorted(PICTURES.items()))
        if content is None:
            content = PICTURES[name] = large_png()
        self.hold("partners")
        self.write("acme.svg", content)
        self.status()
        if name not in DEPEND_ON_THE_MACHINE:
            self.compare("with a hostile logo, " + name, is_changing=True)
        self.restore_logo()
        return "hostile picture: " + name

    def restore_logo(self):
        """A picture is on the screen a while after it is in its folder. Another page tells nothing
        of it, so the one that has it is held until it is there."""
        self.write("acme.svg", self.logo)
        self.compare("with its logo again", is_changing=True)
        self.let_go()

    def folder_is_gone(self):
        os.rename(self.event, self.path("away"))
        if self.version() != self.good:
            self.fail("the folder is gone, and so is what it showed")
        os.rename(self.path("away"), self.event)
        return "folder gone"

    def state_is_bad(self):
        put = self.random.choice(STAND_INS)
        which = self.random.choice(["state", "lock"])
        files = [os.path.join(self.path("state"), name) for name in os.listdir(self.path("state"))]
        for path in files:
            if path.endswith(".json.lock" if which == "lock" else ".json"):
                put(path)
                self.ask("notice \"Kept or not\"")
                self.status()
                remove(path)
        self.ask("lift info")
        return f"{which} file: {put.__name__}"

    def disk_is_slow(self):
        if not self.options.slow:
            return None
        open(self.path("slow-now"), "w").close()
        self.write("emergency.txt", "")
        self.compare("while the disk is slow", is_changing=False)
        self.status()
        os.unlink(self.path("slow-now"))
        remove(self.file("emergency.txt"))
        return "slow disk"

    def file_is_huge(self):
        text = "<schedule>" + "<day>" * 3000000
        self.write("day.yaml", text)
        self.know(text)
        self.status()
        self.compare("while the schedule is huge")
        self.write("day.yaml", self.good_text)
        return "16 MB of tags"

    def pass_day_change(self):
        """A notice ends with its day (at four): what is said shortly before is over too soon."""
        self.wait_for(lambda: not 1 <= int(self.status()["clock"]["now"][11:13]) < 4,
                      "the day's change")

    # ---- staff and emergencies ------------------------------------------------------------------

    def emergency(self):
        text = "Leave by door " + self.random.choice("ABC")
        self.notice = ("emergency", text)
        self.write("emergency.txt", text)
        self.wait_for(lambda: text in str(self.status().get("over")), "an emergency")
        self.compare("in an emergency", is_changing=True)
        # Whoever is root reads what has no rights, and nothing is in it.
        put = self.random.choice([None, pipe, loop, device, full_disk])
        if put:
            put(self.file("emergency.txt"))
            self.status()
            self.compare("an emergency whose file is " + put.__name__)
        self.notice = None
        remove(self.file("emergency.txt"))
        self.wait_for(lambda: not self.status().get("over"), "the emergency's end")
        return "emergency" + (": " + put.__name__ if put else "")

    def staff_say(self):
        self.pass_day_change()
        self.notice = ("info", "Shoes at the door")
        self.ask(f'notice "{self.notice[1]}"')
        self.compare("with a notice", is_changing=True)
        self.notice = None
        self.ask("lift info")
        return "notice"

    def staff_hold(self):
        view = VIEWS[self.faults["hold"] % len(VIEWS)]  # each in its turn
        self.hold(view)
        self.compare("while it is held", is_changing=True)
        self.let_go()
        return "hold"

    def hold(self, view):
        if not self.ask("hold " + view).get("ok"):
            self.fail("hold " + view)
        self.held = view
        self.wait_for(lambda: self.stage[1] == view and self.stage[0] == "shown", "hold " + view)

    def let_go(self):
        self.ask("release")
        self.held = None

    def staff_change(self):
        line = self.random.choice(["delay main +5", "delay all +10"])
        done = self.ask(line).get("ok")
        self.status()
        if done:
            self.ask("undo")
        return "delay"

    # ---- clients --------------------------------------------------------------------------------

    def socket_flood(self):
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
        for client in clients:
            client.close()
        self.wait_for(lambda: self.status(), "a seat after a flood")
        return "socket flood"

    def page_flood(self):
        """While they are connected whoever asks is answered."""
        name, request = self.random.choice([
            ("half requests", b"GET / HT"), ("event streams", b"GET /events HTTP/1.1\r\n\r\n"),
            ("zeros", b"\0" * 999), ("questions", b"GET /now.json HTTP/1.1\r\nHost: a\r\n\r\n"),
            ("750 arguments", b"GET /?" + b"&".join(b"a%d=1" % i for i in range(750)) +
             b" HTTP/1.1\r\nHost: a\r\n\r\n")])
        clients = []
        for _ in range(200):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", self.port))
            clients.append(client)
        for client in clients:
            try:
                client.send(request)
            except OSError:
                pass
        self.ask_page()
        self.status()
        for client in clients:
            client.close()
        return "page: " + name

    def ask_page(self):
        began = time.monotonic()
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as client:
                    client.sendall(b"GET /now.json HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                   b"Connection: close\r\n\r\n")
                    client.settimeout(PATIENCE)
                    if client.recv(12).startswith(b"HTTP/1.1 200"):
                        break
            except OSError:
                pass
            if time.monotonic() - began > PATIENCE:
                self.fail("the page does not answer")
                break
            time.sleep(0.001)
        self.worst_page = max(self.worst_page, time.monotonic() - began)

    def stream_reader(self):
        """Connects and does not read, reads a little, or goes."""
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
        self.status()
        return "stream reader"

    # ---- the process ----------------------------------------------------------------------------

    def time_leaps(self):
        os.kill(self.kiosk.pid, signal.SIGSTOP)
        time.sleep(self.random.uniform(0.05, 0.5))
        os.kill(self.kiosk.pid, signal.SIGCONT)
        self.status()
        return "time leaps"

    def hang_up(self):
        os.kill(self.kiosk.pid, signal.SIGHUP)
        self.status()
        return "SIGHUP"

    def second_of_the_name(self):
        """Another kiosk with the same name: it has another one, and neither minds."""
        env = dict(self.env, SDL_VIDEODRIVER="dummy")
        other = subprocess.Popen(
            [self.options.program, "--windowed", "160x90", "--renderer", "software", "--screen",
             "soak", self.file("day.yaml")], env=env, stderr=subprocess.DEVNULL)
        self.wait_for(lambda: os.path.exists(self.path("kiosk/soak-2.sock")), "a second name")
        self.status()
        other.send_signal(signal.SIGTERM)
        if other.wait(PATIENCE):
            self.fail("a second kiosk of the same name does not end well")
        return "second of the name"

    def crash(self):
        """Killed, and started again as a supervisor would, with a change that staff made."""
        self.judge()
        before = self.status().get("restarts")
        self.pass_day_change()
        self.ask("notice \"After the crash\"")
        self.begin_again(("info", "After the crash"))
        if self.status().get("restarts") != before + 1:
            self.fail("a crash is not counted")
        self.compare("after a crash", is_changing=True)
        self.notice = None
        self.ask("lift info")
        return "crash"

    def begin_again(self, notice=None):
        """Of the moment at which it is killed; everything has to become warm again."""
        at = self.status()["clock"]["now"][:16].replace("T", " ")
        self.kill()
        self.notice = notice
        self.start(at)
        if any("within a minute" in problem for problem in self.status()["problems"]):
            self.ask("take") # it was killed three times by us, and holds back what was new
        self.warm, self.since_start = None, 0

    def display_is_killed(self):
        """The stream, the page and the socket go on; the screen is there again after a start."""
        self.judge()
        self.server.kill()
        self.server.wait()
        self.wait_for(lambda: "the display's server has ended" in str(self.status()),
                      "word of a display's server that has ended")
        self.ask_page()
        self.stream_reader()
        self.edited()
        self.wait_version()
        self.open_server()
        self.begin_again()
        return "display killed"

    # ---- what the machine has, and then has not ---------------------------------------------------

    def fonts_vanish(self):
        """What is open stays. Whatever was needed for the first time meanwhile is told, and needs
        another start. There is no snapshot without fonts."""
        put = self.random.choice([gone, cut_short])
        kept = self.path("fonts-away")
        shutil.copytree(self.fonts(), kept)
        for name in os.listdir(self.fonts()):
            if name.endswith(".otf"):
                put(os.path.join(self.fonts(), name))
        self.emergency_word("Leave without letters")
        if put is gone:  # else nothing new is shown
            self.hold(self.random.choice(VIEWS))
            self.let_go()
        is_told = "font files" in str(self.status().get("problems"))
        for name in os.listdir(kept):
            if name.endswith(".otf"):
                put_back(os.path.join(kept, name), os.path.join(self.fonts(), name))
        shutil.rmtree(kept)
        if is_told or put is cut_short:
            self.begin_again()
        return "fonts: " + put.__name__

    def emergency_word(self, text):
        self.write("emergency.txt", text)
        self.wait_for(lambda: text in str(self.status().get("over")), "an emergency")
        remove(self.file("emergency.txt"))
        self.wait_for(lambda: not self.status().get("over"), "the emergency's end")

    def disk_is_full(self):
        """Not a byte can be written: what staff say is shown all the same, and they are told."""
        if not self.options.slow:
            return None
        open(self.path("disk-full"), "w").close()
        self.pass_day_change()
        self.notice = ("info", "Said on a full disk")
        self.ask(f'notice "{self.notice[1]}"')
        self.wait_for(lambda: "could not be written down" in str(self.status().get("problems")),
                      "word of a disk that is full")
        if self.ask("screenshot " + self.path("shot.png")).get("ok"):
            self.fail("a screenshot is written to a full disk")
        self.compare("with a full disk", is_changing=True)
        os.unlink(self.path("disk-full"))
        self.wait_for(lambda: "could not be written down" not in str(self.status().get("problems")),
                      "that it is written down after all")
        self.notice = None
        self.ask("lift info")
        return "full disk"


# In each round all of the first and one of the second.
COMMON = [Faults.schedule_is_bad, Faults.schedule_is_bad, Faults.edited, Faults.logo_is_bad,
          Faults.picture_is_hostile, Faults.folder_is_gone, Faults.state_is_bad, Faults.emergency,
          Faults.staff_say, Faults.staff_hold, Faults.staff_change, Faults.socket_flood,
          Faults.page_flood, Faults.page_flood, Faults.stream_reader, Faults.time_leaps,
          Faults.hang_up]
RARE = [Faults.disk_is_slow, Faults.disk_is_full, Faults.fonts_vanish, Faults.file_is_huge,
        Faults.second_of_the_name, Faults.display_is_killed]
ROUNDS_TO_CRASH = 20
