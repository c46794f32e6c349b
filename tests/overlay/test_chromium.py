"""The overlay's page in a real Chromium, as a browser source has it: every pixel over a transparent
background, at rest and while it moves; and after the kiosk was killed and started again.

  test_chromium.py THREE KIOSK SCHEDULE"""
import base64
import json
import os
import shutil
import subprocess
import sys
import urllib.request

from common import HEIGHT, LIMIT, WIDTH, Folder, Three, check, finish
from remote import Picture, WebSocket, wait_until

three, kiosk, schedule = sys.argv[1:4]
program = shutil.which("chromium") or shutil.which("google-chrome")
if not program:
    print("skipped: chromium is not installed")
    sys.exit(77)

PORT = 19887
PARTS = [(0, 0, 0, 0), (255, 0, 0, 128), (0, 255, 0, 255)]


class Browser:
    def __init__(self, home):
        self.home = home

    def __enter__(self):
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--force-color-profile=srgb", "--remote-debugging-port=0",
             f"--user-data-dir={self.home}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = wait_until("Chromium", self.port)
        pages = wait_until("its page", lambda: [
            page for page in json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list"))
            if page["type"] == "page"])
        path = "/" + pages[0]["webSocketDebuggerUrl"].split("/", 3)[3]
        self.socket, self.number = WebSocket(port, path), 0
        self.ask("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT,
                 deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setDefaultBackgroundColorOverride",
                 color={"r": 0, "g": 0, "b": 0, "a": 0})
        return self

    def port(self):
        if self.process.poll() is not None:
            raise SystemExit("Chromium has ended")
        name = f"{self.home}/DevToolsActivePort"
        return os.path.exists(name) and int((open(name).read().split() or ["0"])[0])

    def ask(self, method, **parameters):
        self.number += 1
        self.socket.send({"id": self.number, "method": method, "params": parameters})
        while True:
            answer = self.socket.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(str(answer["error"]))
                return answer["result"]

    def value(self, expression):
        return self.ask("Runtime.evaluate", expression=expression)["result"].get("value")

    def picture(self):
        return Picture(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def wrong_pixels(picture, parts):
    """How many pixels are not as they must be; all of them when it is another picture."""
    if (picture.width, picture.height) != (WIDTH, HEIGHT):
        return WIDTH * HEIGHT
    if picture.channels == 3:
        return WIDTH * HEIGHT
    return sum(picture.pixel(x, y) != parts[x * 3 // WIDTH]
               for y in range(HEIGHT) for x in range(WIDTH))


def settles(browser, parts):
    """Waits for a picture that is right in every pixel; the last one when there is none."""
    found = []

    def look():
        found[:] = [wrong_pixels(browser.picture(), parts)]
        return found[0] == 0

    try:
        wait_until("the picture", look, 15)
    except RuntimeError:
        pass
    return found[0]


with Folder() as home, Browser(home) as browser:
    with Folder() as folder:
        sender = Three(three, f"{folder}/fifo", page=PORT)
        with sender:
            browser.ask("Page.navigate", url=f"http://127.0.0.1:{PORT}/overlay")
            check("at rest: every pixel", settles(browser, PARTS) == 0)
            check("at rest it is an image", browser.value("still.hidden") is False)

            sender.say("mr")
            wrong = settles(browser, PARTS[::-1])
            check("moving: every pixel", wrong == 0, f"{wrong} wrong")
            check("while it moves it is a canvas", browser.value("canvas.hidden") is False)
            sender.say("m")
            check("moving: the next frame", settles(browser, PARTS) == 0)
            sender.say("-r")
            check("at rest again: every pixel", settles(browser, PARTS[::-1]) == 0)
            wait_until("the image", lambda: browser.value("still.hidden") is False)
            check("at rest again it is an image", True)

            sender.kill()
            check("the kiosk is gone: the picture stays", settles(browser, PARTS[::-1]) == 0)
        with Three(three, f"{folder}/fifo2", page=PORT) as sender:
            check("it is back: the page finds it", settles(browser, PARTS) == 0)
            sender.say("mr")
            check("and moves again", settles(browser, PARTS[::-1]) == 0)

finish()
