"""After each action on the operator's page, on a phone and on a desktop, both pages' thumbnails of
the screens are what the screens show: the pixels of the X servers' own memory, made small.

What a small picture's pixel is (the mean of what lies under it, cut to a whole number) is worked
out here once more; the browser may differ by TOLERANCE of 255 in a channel.

  test_pixels.py KIOSK SCHEDULE"""
import base64
import json
import os
import struct
import subprocess
import sys
import time

from checks import check, equal, finish
from world import Browser, Kiosk, skip_without, wait_until

skip_without("Xvfb", "chromium|google-chrome")
program, schedule = sys.argv[1:3]
TOLERANCE = 1
MAIN = '[data-room="main"]'
OWN = "#screen-cards .screen:not([data-screen]) img"
STAGE = '#screen-cards [data-screen="stage"] img'
ALARM = "!document.querySelector('#alarm').hidden"

# What an image of the page is made of: its width, and its pixels as base64.
PIXELS = """(async () => { const image = document.querySelector(%s);
  if (!image || !image.complete || !image.naturalWidth) return null;
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, canvas.width, canvas.height).data;
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return [canvas.width, btoa(text)]; })()"""


class Screen:
    """What an X server shows, at the upper left, in a file of its own (XWD)."""

    def __init__(self, folder, width, height):
        self.path, self.width, self.height = os.path.join(folder, "Xvfb_screen0"), width, height
        self.small, self.of = {}, None

    def pixels(self):
        with open(self.path, "rb") as file:
            data = file.read()
        head = struct.unpack(">25I", data[:100])
        line, start = head[12], head[0] + head[19] * 12
        return [data[start + y * line:start + y * line + 4 * self.width]
                for y in range(self.height)]

    def reduced(self, width):
        """Red, green and blue of the picture at that width, one plane behind the other."""
        rows = self.pixels()
        if rows != self.of:
            self.small, self.of = {}, rows
        if width not in self.small:
            self.small[width] = self.reduce(rows, width)
        return self.small[width]

    def reduce(self, rows, width):
        height = width * self.height // self.width
        edges = [x * self.width // width for x in range(width + 1)]
        sizes = [b - a for a, b in zip(edges, edges[1:])]
        planes = [[], [], []]
        for y in range(height):
            under = rows[y * self.height // height:(y + 1) * self.height // height]
            for plane, channel in zip(planes, (2, 1, 0)):  # BGRX
                column = [sum(points) for points in zip(*(row[channel::4] for row in under))]
                plane.extend(sum(column[a:a + n]) // (n * len(under))
                             for a, n in zip(edges, sizes))
        return [value for plane in planes for value in plane]


def thumbnail(page, selector):
    """Its width and planes, as in Screen.reduced."""
    told = page.run(PIXELS % json.dumps(selector))
    if not told:
        return None
    data = base64.b64decode(told[1])
    return told[0], [value for channel in range(3) for value in data[channel::4]]


def differs(page, selector, screen):
    seen = thumbnail(page, selector)
    if not seen:
        return 255
    return max(map(lambda a, b: abs(a - b), seen[1], screen.reduced(seen[0])))


class Watch:
    """The screens and the pages; `done` is called when an action has been done."""

    def __init__(self, pages, screens):
        self.pages, self.screens = pages, screens
        self.before = self.now()
        self.count = 0

    def now(self):
        return {selector: screen.pixels() for selector, screen in self.screens.items()}

    def done(self, what, changes=OWN, is_as=None):
        """`changes`: the screen that looks different now; None: none has to. `is_as`: what Watch.now
        gave when all of them looked as they are to look now."""
        if changes and not is_as:
            wait_until(f"{what}: another picture", lambda: self.screens[changes].pixels() !=
                       self.before[changes], every=0.02)
        if is_as:
            wait_until(f"{what}: the picture of before", lambda: self.now() == is_as, every=0.02)
        for name, page in self.pages.items():
            for selector, screen in self.screens.items():
                wait_until(f"{what}: {selector} on the {name}",
                           lambda: differs(page, selector, screen) <= TOLERANCE, 30)
        self.before = self.now()
        self.count += 1
        if "KIOSK_VERBOSE" in os.environ:
            print(f"{time.monotonic():.1f} {what}", flush=True)
        return self.before


def x_server(folder, width, height):
    """Its process, and its number."""
    os.mkdir(folder)
    read, write = os.pipe()
    process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0",
                                f"{width}x{height}x24", "-nolisten", "tcp", "-fbdir", folder],
                               pass_fds=[write], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number:
        return process, ":" + number.readline().strip()


def say_on_stage(page, *, text=None, key=None):
    page.tap(f'{MAIN} [data-key="more"]')
    page.tap('#dialog [data-key="say"]')
    if text:
        page.type("#dialog-body label:nth-of-type(2) input", text)
    page.tap("#dialog-go" if text else f'#dialog [data-key="{key}"]')
    page.wait("!document.querySelector('#dialog').open")


def send(page):
    page.tap("#dialog-go")
    page.wait("!document.querySelector('#dialog').open")


def key_of_more(page, number):
    """One of the keys of "More", counted from 1."""
    page.tap(f'{MAIN} [data-key="more"]')
    page.tap(f"#dialog .keys button:nth-of-type({number})")


def undo_newest(page, name):
    """The newest of the day's changes, which has `name` in it."""
    page.wait(f"document.querySelector('#change-list li')?.textContent.includes({json.dumps(name)})")
    page.tap("#change-list li:first-child button")


def walk(kiosk, watch, phone, desk):
    calm = watch.done("at first", changes=None)
    # Rooms.
    phone.tap(f'{MAIN} [data-key="+10"]')
    watch.done("delay")
    undo_newest(phone, "delay main +10")
    watch.done("its undo", is_as=calm)
    phone.tap(f'{MAIN} [data-key="+15"]')
    phone.wait("document.querySelector('#toast.up button:not([hidden])')")
    phone.tap("#toast button")  # it is there for ten seconds
    phone.wait("!document.querySelector('#change-list li')")
    watch.done("delay and undo by the toast", is_as=calm)
    desk.tap(f'{MAIN} [data-key="+5"]')
    late = watch.done("delay by the desktop")
    key_of_more(phone, 1)  # -5
    watch.done("five minutes less", is_as=calm)
    undo_newest(desk, "delay main -5")
    watch.done("that taken back", is_as=late)
    undo_newest(desk, "delay main +5")
    watch.done("both", is_as=calm)
    key_of_more(desk, 2)  # extend
    watch.done("extend")
    undo_newest(phone, "extend")
    watch.done("no extension", is_as=calm)
    key_of_more(phone, 3)  # cancel
    watch.done("cancel")
    key_of_more(desk, 3)  # restore
    watch.done("restore", is_as=calm)
    phone.tap(f'{MAIN} [data-key="move"]')
    phone.run("document.querySelector('#dialog-body select').value = 'r2'")
    phone.type("#dialog-body input", "11:30")
    send(phone)
    watch.done("move")
    undo_newest(desk, "move")
    watch.done("moved back", is_as=calm)
    desk.tap(f'{MAIN} [data-key="more"]')
    desk.type("#dialog-body input", "Bring a laptop")
    send(desk)
    watch.done("note", changes=None)
    undo_newest(desk, "note")
    watch.done("no note", changes=None, is_as=calm)
    phone.tap(f'{MAIN} [data-key="full"]')
    watch.done("full")
    desk.tap(f'{MAIN} [data-key="full"]')
    watch.done("open again")
    undo_newest(desk, "room main open")
    undo_newest(phone, "room main full")
    watch.done("room as before", is_as=calm)
    # The stage.
    say_on_stage(desk, text="Two minutes left")
    watch.done("say", changes=STAGE)
    say_on_stage(phone, key="clear")
    watch.done("clear", is_as=calm)
    # A schedule that is sent.
    with open(kiosk.schedule, encoding="utf-8") as file:
        text = file.read().replace("zh: 主会场", "zh: 大会场", 1)
    sent = os.path.join(kiosk.folder, "sent.yaml")
    with open(sent, "w", encoding="utf-8") as file:
        file.write(text)
    desk.choose("#upload", sent)
    desk.wait("document.querySelector('#dialog').open && !document.querySelector('#dialog-go').hidden")
    send(desk)
    watch.done("upload taken")
    # Screens.
    own = "#screen-cards .screen:not([data-screen]) .pair button:nth-of-type"
    phone.tap(own + "(2)")
    watch.done("next page")
    desk.tap(own + "(1)")
    desk.wait("document.querySelectorAll('#change-list li').length > 0")
    watch.done("hold", changes=None)
    desk.tap("#show-slide")
    desk.type("#dialog-body label:nth-of-type(1) input", "Lunch")
    send(desk)
    watch.done("slide", changes=None)
    kiosk.say("hold slides")
    watch.done("slide that is held")
    phone.tap(own + "(1)")
    watch.done("release")
    # Notices and emergencies.
    before = watch.before
    phone.tap("#bar-notice")
    phone.type("#dialog-body label:nth-of-type(3) textarea", "Lunch is upstairs")
    send(phone)
    watch.done("notice")
    undo_newest(desk, "notice")
    watch.done("lifted", is_as=before)
    for page, other, level in ((desk, phone, "emergency"), (phone, desk, "test")):
        page.run(f"document.querySelector('#level').value = '{level}'; "
                 "document.querySelector('#level').onchange()")
        page.type("#emergency-texts textarea", "请立即离场")
        page.hold("#raise", ALARM)
        watch.done(level, changes=STAGE)
        other.wait(ALARM)
        other.hold("#lift", "document.querySelector('#alarm').hidden")
        watch.done(f"{level} lifted", is_as=before)


def look(kiosk, browser, screens):
    """The walk, on two pages; the second kiosk is there already."""
    began = time.monotonic()
    desk = browser.page(kiosk.url(), 1440, 900)
    phone = browser.page(kiosk.url(), 390, 844, is_phone=True)
    for page in (desk, phone):
        page.ask("Emulation.setFocusEmulationEnabled", enabled=True)  # nobody looks at a hidden page
        page.wait("!document.hidden")
        page.wait(f"document.querySelector({json.dumps(STAGE)})")
    watch = Watch({"phone": phone, "desktop": desk}, screens)
    walk(kiosk, watch, phone, desk)
    for name, page in watch.pages.items():
        equal(f"no exception on the {name}", page.complaints, [])
    print(f"{watch.count} actions in {time.monotonic() - began:.1f} s")


with Kiosk(program, schedule, "2026-05-16 10:40") as kiosk, Browser() as browser:
    folders = [os.path.join(kiosk.folder, name) for name in ("x-own", "x-stage")]
    servers, stage = [], None
    try:
        servers.append(x_server(folders[0], 1280, 720))
        servers.append(x_server(folders[1], 640, 360))
        kiosk.stop()
        kiosk.environment["DISPLAY"] = servers[0][1]
        kiosk.start()
        kiosk.environment["DISPLAY"] = servers[1][1]
        stage = kiosk.neighbour("stage", "--view", "timer", "--room", "main")
        look(kiosk, browser, {OWN: Screen(folders[0], 1280, 720),
                              STAGE: Screen(folders[1], 640, 360)})
    finally:
        if stage:
            stage.terminate()
            equal("the stage's kiosk ends", stage.wait(30), 0)
        kiosk.stop()
        for process, _ in servers:
            process.kill()
            process.wait()
finish()
