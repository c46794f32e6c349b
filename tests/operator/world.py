"""A kiosk with an operator's page on a display of its own, and browsers to look at it."""
import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "overlay"))
from remote import Picture, WebSocket, wait_until  # noqa: E402,F401


def skip_without(*programs):
    for names in programs:
        if not any(shutil.which(name) for name in names.split("|")):
            print(f"skipped: {names} is not installed")
            sys.exit(77)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Kiosk:
    """`kiosk SCHEDULE --operator …` in an X server of its own, at a time that stands still."""

    def __init__(self, program, schedule, at, *more, host="127.0.0.1", tls=None, is_empty=False):
        self.folder = tempfile.mkdtemp(prefix="kiosk-operator-")
        os.chmod(self.folder, 0o700)
        self.schedule = os.path.join(self.folder, os.path.basename(schedule))
        if is_empty:  # neither it nor its folder is there yet
            self.schedule = os.path.join(self.folder, "show", "schedule")
        else:
            shutil.copy(schedule, self.schedule)
        self.program, self.port, self.host = program, free_port(), host
        self.environment = dict(os.environ, XDG_RUNTIME_DIR=self.folder, HOME=self.folder)
        self.log = None  # a file for what it says
        self.tls = tls  # an ssl.SSLContext: it is served by https
        self.at, self.more, self.process, self.x = at, list(more), None, None

    def state(self):
        return os.path.join(self.folder, "state")

    def __enter__(self):
        read, write = os.pipe()
        self.x = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x720x24",
                                   "-nolisten", "tcp"], pass_fds=[write],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            self.environment["DISPLAY"] = ":" + number.readline().strip()
        self.start()
        return self

    def start(self):
        self.process = subprocess.Popen(
            [self.program, self.schedule, "--windowed", "1280x720", "--at", self.at, "--speed", "0",
             "--state", self.state(), "--operator", f"{self.host}:{self.port}", *self.more],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=self.log)
        wait_until("the page", lambda: self.process.poll() is None and self.code("/") == 200)

    def neighbour(self, name, *more):
        """Another kiosk on the same display, of the same machine and the same day."""
        return subprocess.Popen([self.program, self.schedule, "--windowed", "640x360", "--at", self.at,
                                 "--speed", "0", "--state", self.state(), "--screen", name, *more],
                                env=self.environment, stdout=subprocess.DEVNULL)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        self.x.kill()
        self.x.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def live(self, *words):
        done = subprocess.run([self.program, "live", *words], env=self.environment,
                              capture_output=True, text=True)
        return done.stdout.strip() or done.stderr.strip()

    def token(self, name, role):
        return subprocess.run([self.program, "operator", "--state", self.state(), "token", name,
                               role], env=self.environment, capture_output=True, text=True,
                              check=True).stdout.strip()

    def url(self, path=""):
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}{path}"

    def call(self, path, body=None, method=None, headers=None, timeout=20):
        """The code, the answer's bytes and its headers."""
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        given = {"Content-Type": "application/json"} if data is not None else {}
        given.update(headers or {})
        request = urllib.request.Request(self.url(path), data=data, headers=given, method=method)
        try:
            with urllib.request.urlopen(request, timeout=timeout, context=self.tls) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read(), error.headers

    def code(self, path, *args, **more):
        return self.call(path, *args, **more)[0]

    def say(self, line, **more):
        code, body, _ = self.call("/api/live", {"line": line, **more})
        return code, json.loads(body)

    def check(self, data):
        """What `kiosk check --json` says of it, beside the schedule."""
        path = os.path.join(self.folder, "beside.yaml")
        with open(path, "wb") as file:
            file.write(data)
        done = subprocess.run([self.program, "check", "--json", path], env=self.environment,
                              capture_output=True, text=True)
        os.unlink(path)
        return done.stdout

    def preview(self, body, width=1280):
        """The code, the picture's bytes and the headers, when there were not too many before."""
        return wait_until("a preview", lambda: (lambda answer: answer[0] != 429 and answer)(
            self.call(f"/api/preview?width={width}", body)))

    def now(self):
        return json.loads(self.call("/api/state")[1])


class Browser:
    """A Chromium; its pages are tabs."""

    def __enter__(self):
        self.home = tempfile.mkdtemp(prefix="kiosk-chromium-")
        program = shutil.which("chromium") or shutil.which("google-chrome")
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--lang=en", "--accept-lang=en", "--remote-debugging-port=0",
             f"--user-data-dir={self.home}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.port = wait_until("Chromium", self.find_port)
        return self

    def find_port(self):
        if self.process.poll() is not None:
            raise SystemExit("Chromium has ended")
        name = f"{self.home}/DevToolsActivePort"
        return os.path.exists(name) and int((open(name).read().split() or ["0"])[0])

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def page(self, url, width, height, is_phone=False, scheme="dark"):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/json/new?about:blank",
                                         method="PUT")
        target = json.load(urllib.request.urlopen(request))
        return Page(self.port, "/" + target["webSocketDebuggerUrl"].split("/", 3)[3], url, width,
                    height, is_phone, scheme)


class Page:
    def __init__(self, port, path, url, width, height, is_phone, scheme):
        self.socket, self.number = WebSocket(port, path), 0
        self.complaints, self.paused = [], []
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=is_phone)
        self.ask("Emulation.setEmulatedMedia",
                 features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask("Runtime.enable")
        self.ask("Page.enable")
        self.ask("Page.navigate", url=url)

    def ask(self, method, **parameters):
        self.number += 1
        self.socket.send({"id": self.number, "method": method, "params": parameters})
        while True:
            answer = self.socket.receive()
            if answer.get("method") == "Fetch.requestPaused":
                self.paused.append(answer["params"]["requestId"])
            if answer.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(answer["params"])[:600])
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def close(self):
        """Of one host a browser keeps six connections, and each page listens on one."""
        self.ask("Page.navigate", url="about:blank")
        self.socket.socket.close()

    def run(self, code):
        result = self.ask("Runtime.evaluate", expression=code, returnByValue=True,
                          awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:600])
        return result["result"].get("value")

    def wait(self, code, seconds=40):
        return wait_until(code, lambda: self.run(code), seconds)

    def place(self, selector):
        box = self.run(f"""(() => {{ const e = document.querySelector({json.dumps(selector)});
            if (!e) return null; e.scrollIntoView({{block: "center"}});
            const r = e.getBoundingClientRect();
            return [r.x + r.width / 2, r.y + r.height / 2, r.width, r.height]; }})()""")
        if not box or not box[2] or not box[3]:
            raise RuntimeError(f"{selector} is not to be seen")
        return box[0], box[1]

    def mouse(self, kind, x, y):
        self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1,
                 clickCount=1)

    def tap(self, selector):
        x, y = self.place(selector)
        self.mouse("mousePressed", x, y)
        self.mouse("mouseReleased", x, y)

    def hold(self, selector, question):
        """Presses until the question is answered with true."""
        x, y = self.place(selector)
        self.mouse("mousePressed", x, y)
        self.wait(question)
        self.mouse("mouseReleased", x, y)

    def choose(self, selector, path):
        """The file that a person picks."""
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        node = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("DOM.setFileInputFiles", files=[path], nodeId=node)

    def type(self, selector, text):
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self.ask("Input.insertText", text=text)

    def picture(self, name):
        data = self.ask("Page.captureScreenshot", format="png")["data"]
        with open(name, "wb") as file:
            file.write(base64.b64decode(data))
