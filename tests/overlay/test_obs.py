"""The overlay in a real OBS: the scene collection that --print prints, with a blue picture below and
beside it the picture of three parts, looked at through obs-websocket; OBS finding its way back
after the sender has died; and OBS going on, by TCP and by a UNIX socket, while one kiosk after the
other is ended and started behind a hub.

  test_obs.py THREE KIOSK SCHEDULE

KIOSK_OBS_RESTARTS is how often (4), KIOSK_OBS_GAP how many seconds there is no kiosk in between, at
most (0; else 0.2 at least, short ones more often)."""
import base64
import json
import os
import random
import subprocess
import sys
import threading
import time

from common import (DARK, LIMIT, Beside, Folder, Three, check, check_pixels, distance, finish, run,
                    skip_unless)
from remote import Picture, WebSocket, wait_until

three, kiosk, schedule = sys.argv[1:4]
if not os.environ.get("KIOSK_TEST_OBS"):
    print("skipped: OBS is started by script/test --obs alone")
    sys.exit(77)
skip_unless("obs", "Xvfb")

KIOSK_PORT, THREE_PORT, CONTROL_PORT = 19885, 19886, 14455
WIDTH, HEIGHT = 1280, 720
RESTARTS = int(os.environ.get("KIOSK_OBS_RESTARTS", "4"))
GAP = float(os.environ.get("KIOSK_OBS_GAP", "0"))
AT = ["--at", "2019-09-26 09:55:05", "--speed", "0", "--size", f"{WIDTH}x{HEIGHT}"]


def printed_for(frames):
    return json.loads(run([kiosk, "overlay", "--print", "obs", *AT, "--frames", frames, schedule]))


def collection(home):
    """What is printed, with blue below, a second scene of the same kind for the three parts, and the
    source that is printed for a UNIX socket."""
    printed = printed_for(f"tcp:127.0.0.1:{KIOSK_PORT}")
    source, scene = printed["sources"]
    by_unix = printed_for(f"unix:{home}/frames")["sources"][0]
    by_unix["name"] = "by UNIX socket"
    blue = {"id": "color_source_v3", "versioned_id": "color_source_v3", "name": "blue",
            "settings": {"color": 0xFFC80000, "width": WIDTH, "height": HEIGHT}}
    parts = json.loads(json.dumps(source).replace(str(KIOSK_PORT), str(THREE_PORT)))
    parts["name"] = "parts"
    below = {"name": "blue", "id": 90, "visible": True}
    proof = json.loads(json.dumps(scene))
    proof["name"] = "proof"
    item = proof["settings"]["items"][0]
    item["name"], item["bounds"] = "parts", {"x": 96.0, "y": 48.0}  # as large as they are
    for each in (scene, proof):
        each["settings"]["items"].insert(0, dict(below))
        each["settings"]["id_counter"] = 100
    second = json.loads(json.dumps(scene))
    second["name"] = "second"
    second["settings"]["items"][1]["name"] = "by UNIX socket"
    printed["sources"] = [blue, source, by_unix, parts, scene, second, proof]
    printed["scene_order"] += [{"name": "second"}, {"name": "proof"}]
    printed["name"] = "K"
    return printed


def make_home(home):
    base = f"{home}/.config/obs-studio"
    os.makedirs(f"{base}/basic/profiles/K")
    os.makedirs(f"{base}/basic/scenes")
    with open(f"{base}/global.ini", "w") as file:
        file.write("[General]\nFirstRun=true\nPre23Defaults=false\n"
                   "[Basic]\nProfile=K\nProfileDir=K\nSceneCollection=K\nSceneCollectionFile=K\n"
                   "[BasicWindow]\nSysTrayEnabled=false\n"
                   f"[OBSWebSocket]\nFirstLoad=false\nServerEnabled=true\nServerPort={CONTROL_PORT}\n"
                   "AlertsEnabled=false\nAuthRequired=false\n")
    with open(f"{base}/basic/profiles/K/basic.ini", "w") as file:
        file.write(f"[General]\nName=K\n[Video]\nBaseCX={WIDTH}\nBaseCY={HEIGHT}\nOutputCX={WIDTH}\n"
                   f"OutputCY={HEIGHT}\nFPSType=0\nFPSCommon=30\n")
    with open(f"{base}/basic/scenes/K.json", "w") as file:
        json.dump(collection(home), file)


class Obs:
    """OBS under an X server of its own."""

    def __init__(self, home):
        self.home, self.asked = home, 0

    def __enter__(self):
        reader, writer = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "+extension",
             "GLX", "-nolisten", "tcp"], pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as told:
            display = told.readline().strip()
        environment = {**os.environ, "HOME": self.home, "DISPLAY": f":{display}",
                       "XDG_CONFIG_HOME": f"{self.home}/.config", "XDG_RUNTIME_DIR": self.home,
                       "LIBGL_ALWAYS_SOFTWARE": "1", "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        self.log = open(f"{self.home}/obs.log", "w+")
        self.obs = subprocess.Popen(
            ["obs", "--collection", "K", "--profile", "K", "--scene", "kiosk", "--multi",
             "--minimize-to-tray"], env=environment, stdout=self.log, stderr=self.log)
        self.control = wait_until("OBS", self.connect)
        return self

    def connect(self):
        if self.obs.poll() is not None:
            self.log.seek(0)
            raise SystemExit("OBS has ended:\n" + self.log.read()[-3000:])
        control = WebSocket(CONTROL_PORT)
        control.receive()
        control.send({"op": 1, "d": {"rpcVersion": 1, "eventSubscriptions": 0}})
        return control if control.receive()["op"] == 2 else None

    def ask(self, request, **data):
        self.asked += 1
        self.control.send({"op": 6, "d": {"requestType": request, "requestId": str(self.asked),
                                          "requestData": data}})
        # One that came too late for whoever asked is not taken for this one's.
        while (answer := self.control.receive()["d"])["requestId"] != str(self.asked):
            continue
        if not answer["requestStatus"]["result"]:
            raise RuntimeError(str(answer["requestStatus"]))
        return answer.get("responseData")

    def picture(self, source):
        data = self.ask("GetSourceScreenshot", sourceName=source, imageFormat="png")["imageData"]
        return Picture(base64.b64decode(data.split(",", 1)[1]))

    def __exit__(self, error, *_):
        if error:
            self.log.seek(0)
            print("OBS said:\n" + self.log.read()[-3000:])
        for process in (self.obs, self.server):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(LIMIT)
        self.log.close()


def parts_of(picture):
    return [picture.pixel(16, 24), picture.pixel(48, 24), picture.pixel(80, 24)]


def when_shown(obs, source, wanted):
    """The source's three parts as soon as they are as wanted."""
    return wait_until(f"{source} in OBS",
                      lambda: (got := parts_of(obs.picture(source)))[2][1] == wanted and got)


target = f"tcp:127.0.0.1:{THREE_PORT}"


def through_hub(home, at):
    """The kiosk at that time, whose readers belong to the hub."""
    return " ".join([kiosk, "overlay", "--at", f"'2019-09-26 {at}'", *AT[2:], "--frames",
                     f"hub:{home}/hub", schedule])


class Hub:
    def __init__(self, home):
        self.words = [kiosk, "stream-hub", "--size", f"{WIDTH}x{HEIGHT}", "--socket", f"{home}/hub",
                      "--frames", f"tcp:127.0.0.1:{KIOSK_PORT}", "--frames",
                      f"unix:{home}/frames", "--log-level", "info"]
        self.readers, self.lines = 0, []  # that have ever come; what it said

    def __enter__(self):
        self.process = subprocess.Popen(self.words, stderr=subprocess.PIPE)
        if b"hub waits" not in self.process.stderr.readline():
            raise RuntimeError("the hub has ended")
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()
        return self

    def listen(self):
        for line in self.process.stderr:
            self.readers += b"a reader has come" in line
            self.lines.append(f"{time.monotonic():.1f} {line.decode()}")

    def __exit__(self, error, *_):
        if error:
            print("The hub said:\n" + "".join(self.lines[-30:]))
        self.process.terminate()
        self.process.wait(LIMIT)
        self.thread.join()
        self.process.stderr.close()

with Folder() as home:
    make_home(home)
    with Hub(home) as hub, Three(three, target, "mkv") as sender, Obs(home) as obs:
        obs.ask("SetCurrentProgramScene", sceneName="proof")
        got = when_shown(obs, "parts", 255)
        check_pixels("the source keeps its alpha", got[1:], [(255, 0, 0, 128), (0, 255, 0, 255)])
        check("nothing where nothing is", got[0][3] <= 2, str(got[0]))
        mixed = wait_until("the scene", lambda: (p := parts_of(obs.picture("proof")))[0][2] > 190
                           and p)
        check_pixels("the scene blends as printed", [pixel[:3] for pixel in mixed])

        # The sender dies; another one, with the parts the other way round, takes its place.
        sender.kill()
        with Three(three, target, "mkv", page="0", mirrored=True):
            got = wait_until("OBS to come back",
                             lambda: (p := parts_of(obs.picture("parts")))[0][1] == 255 and p)
            check_pixels("OBS comes back by itself", got[:2], [(0, 255, 0, 255), (255, 0, 0, 128)])

        # Premultiplied, which OBS takes for straight: the test can fail.
        with Three(three, target, "mkv", "premultiplied"):
            wait_until("the third sender", lambda: parts_of(obs.picture("parts"))[2][1] == 255)
            wrong = parts_of(obs.picture("proof"))[1][:3]
            check("premultiplied that is taken for straight has dark edges (the test can fail)",
                  distance(wrong, DARK) <= 3, str(wrong))

        obs.ask("SetCurrentProgramScene", sceneName="kiosk")
        check("before a kiosk there is nothing but blue",
              obs.picture("kiosk").pixel(78, 600)[:3] == (0, 0, 200))
        with Beside([through_hub(home, "09:55:05")]):
            frame = wait_until("the lower third",
                               lambda: (p := obs.picture("kiosk")).pixel(67, 610)[0] > 200 and p)
            check_pixels("the bar of the lower third", [frame.pixel(67, 610)[:3]], [(245, 110, 88)])
            check_pixels("its panel over blue", [frame.pixel(78, 600)[:3]], [(18, 17, 39)])
            check_pixels("blue where nothing is", [frame.pixel(1000, 300)[:3]], [(0, 0, 200)])
        first = obs.picture("kiosk")
        check_pixels("the picture stays when the kiosk has gone", [first.pixel(67, 610)[:3],
                     first.pixel(78, 600)[:3]], [(245, 110, 88), (18, 17, 39)])
        alone = wait_until("the UNIX socket's source", lambda: obs.picture("by UNIX socket"))
        check("the same by UNIX socket", alone.rows == obs.picture("kiosk overlay").rows)
        begun, chance = hub.readers, random.Random(1)
        for turn in range(RESTARTS):
            at = ("10:25:05", "09:55:05")[turn % 2]
            if GAP:
                time.sleep(0.2 * (GAP / 0.2) ** chance.random())
            with Beside([through_hub(home, at)]):
                for source in ("kiosk overlay", "by UNIX socket"):
                    wait_until(f"the kiosk of {at}, turn {turn + 1}, {source}",
                               lambda: (obs.picture(source).rows == alone.rows) == (turn % 2 == 1))
        check(f"OBS goes on through {RESTARTS} restarts, and never connects again",
              hub.readers == begun == 2, f"{begun}, {hub.readers}")

finish()
