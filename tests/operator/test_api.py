"""The interface by HTTP, as a Stream Deck, curl or an attacker would use it.

  test_api.py KIOSK SCHEDULE"""
import json
import os
import re
import socket
import stat
import sys
import tempfile
import threading
import time

from checks import check, equal, finish
from world import Kiosk, Picture, skip_without, wait_until

skip_without("Xvfb")
program, schedule = sys.argv[1:3]
AT = "2026-05-16 10:40"


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def raw(kiosk, text, timeout=10):
    """What is answered to these bytes."""
    with socket.create_connection(("127.0.0.1", kiosk.port), timeout=timeout) as link:
        link.sendall(text)
        got = b""
        try:
            while b"\r\n\r\n" not in got:
                more = link.recv(4096)
                if not more:
                    break
                got += more
        except TimeoutError:
            pass
        return got


def events(kiosk, headers=""):
    link = socket.create_connection(("127.0.0.1", kiosk.port), timeout=20)
    link.sendall(f"GET /api/events HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
    return link, link.makefile("rb")


def next_state(lines):
    for line in lines:
        if line.startswith(b"data: "):
            return json.loads(line[6:])
    raise RuntimeError("the events have ended")


def commands(kiosk):
    code, answer = kiosk.say("delay main +10")
    equal("a line", (code, answer["ok"]), (200, True))
    check("the answer has the new time", "ends 11:25 now (+10 in total)" in answer["message"], answer)
    equal("words of the path", kiosk.code("/api/live/delay/main/+5", method="POST"), 200)
    equal("and an empty object", kiosk.code("/api/live/room/r2/full", {}), 200)
    code, body, _ = kiosk.call("/api/live", {"command": {"do": "cancel", "session": "panel"}})
    equal("an object", (code, json.loads(body)["ok"]), (200, True))
    code, body, _ = kiosk.call("/api/live", {"do": "undo"})
    check("an object alone", "taken back: cancel" in body.decode(), body)
    code, answer = kiosk.say("delay mian +10")
    equal("what makes no sense", (code, answer["ok"]), (400, False))
    check("is told", "did you mean \"main\"?" in answer["error"], answer)
    check("the socket has the same list", "room r2 full" in kiosk.live("list"), kiosk.live("list"))
    check("with its sender", "page" in kiosk.live("list"))
    state = kiosk.now()
    rooms = {room["id"]: room for room in state["rooms"]}
    equal("the room is full", rooms["r2"]["state"], "full")
    equal("and late", rooms["main"]["now"][0]["late"], 15)
    names = [change["name"] for change in state["status"]["changes"]]
    equal("the changes", names, ["delay main +10", "delay main +5", "room r2 full"])
    answer = kiosk.say('say main "Louder" --screen nowhere')[1]
    check("to one screen's stage timer",
          '"Louder" on the stage timer on screen nowhere,' in answer["message"], answer)
    check("which is not this one", "stage" not in kiosk.now()["rooms"][0], kiosk.now()["rooms"][0])
    kiosk.say("undo")
    equal("to the stage", kiosk.say('say main "Two minutes" --blink')[0], 200)
    stage = {room["id"]: room.get("stage") for room in kiosk.now()["rooms"]}
    equal("there alone", stage, {"main": {"text": "Two minutes", "blinks": True, "black": False},
                                 "r2": None, "r3": None, "lab": None})
    kiosk.say("say main --blackout")
    check("black", kiosk.now()["rooms"][0]["stage"]["black"])
    kiosk.say("say main --clear")
    check("nothing any more", "stage" not in kiosk.now()["rooms"][0], kiosk.now()["rooms"][0])
    rooms = {room["id"]: room for room in kiosk.now()["rooms"]}
    before = len(kiosk.now()["status"]["changes"])
    # A click that was meant for another state of the room changes nothing.
    seen = rooms["main"]["version"]
    equal("a fresh click", kiosk.say("delay main +5", room_seen="main", seen=seen)[0], 200)
    code, answer = kiosk.say("delay main +5", room_seen="main", seen=seen)
    equal("a stale one", code, 409)
    check("says so", "changed meanwhile" in answer["error"], answer)
    equal("and nothing is lost", len(kiosk.now()["status"]["changes"]), before + 1)
    fresh = {room["id"]: room for room in kiosk.now()["rooms"]}
    equal("another room's version stays", fresh["r3"]["version"], rooms["r3"]["version"])


def reading(kiosk):
    equal("health", kiosk.code("/health"), 200)
    kiosk.say("move panel r2 10:45")
    code, body, _ = kiosk.call("/health")
    equal("health with a clash", code, 503)
    check("has reasons", "overlaps" in body.decode(), body)
    kiosk.say("undo")
    code, body, headers = kiosk.call("/api/screen/0.png")
    equal("a picture", (code, body[:4]), (200, b"\x89PNG"))
    check("is small", len(body) <= 60000, len(body))
    equal("of no such display", kiosk.code("/api/screen/7.png"), 404)
    code, body, _ = kiosk.call("/button/main.png?size=288")
    equal("a key", (code, Picture(body).width), (200, 288))
    before = Picture(body).pixel(5, 5)
    kiosk.say("room main full")
    after = Picture(kiosk.call("/button/main.png?size=288")[1]).pixel(5, 5)
    check("has another ground when the room is full", before != after, (before, after))
    kiosk.say("undo")
    equal("of no such room", kiosk.code("/button/nowhere.png"), 404)
    for path in ("/", "/operator.css", "/operator.js", "/parts.js", "/words.js", "/icon.svg"):
        code, body, headers = kiosk.call(path)
        equal(path, code, 200)
        check(path + " is not guessed", headers["X-Content-Type-Options"] == "nosniff")
    size = sum(len(kiosk.call(p)[1]) for p in ("/", "/operator.css", "/operator.js", "/parts.js",
                                               "/words.js", "/icon.svg"))
    check("the page is under 100 kB", size < 100000, size)
    print(f"the page has {size} bytes")


def shared(kiosk):
    """Many who ask for the state share one; who has changed something gets a newer one."""
    first = kiosk.now()["made"]
    begun = time.monotonic()
    for _ in range(20):
        together([lambda: kiosk.code("/api/state")] * 15)
    least = 1 + (time.monotonic() - begun) / 0.2
    made = kiosk.now()["made"] - first
    check("300 questions cost few states", made <= 2 * least + 4, f"{made}, {least:.0f} by time")
    for i in range(5):
        kiosk.say(f"room r3 {i}/100")
        equal("what was just said is in it", kiosk.now()["rooms"][2]["inside"], i)
        kiosk.live("room", "r3", f"{i}/90")
        equal("by the socket, too", kiosk.now()["rooms"][2]["places"], 90)
        kiosk.say("undo")
        kiosk.live("undo")


def screenshot(kiosk, name):
    path = os.path.join(kiosk.folder, name)
    kiosk.live("screenshot", path)
    return Picture(open(path, "rb").read())


def pixels(picture):
    return [picture.pixel(x, y) for y in range(0, picture.height, 7)
            for x in range(0, picture.width, 7)]


def together(calls):
    """What all of them answer, called at once."""
    answers = []
    threads = [threading.Thread(target=lambda call=call: answers.append(call())) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def previews(kiosk):
    """The picture that a command would make is drawn, and nothing is done."""
    before, state = pixels(screenshot(kiosk, "before.png")), kiosk.now()
    line = 'notice --zh "请立即离场" --en "Leave the building" --level test'
    code, body, headers = kiosk.preview({"line": line}, 640)
    equal("a preview", (code, headers["Content-Type"], body[:4]), (200, "image/png", b"\x89PNG"))
    check("is small", len(body) <= 60000, len(body))
    code, body, _ = kiosk.preview({"line": line, "display": 0})
    drawn = pixels(Picture(body))
    check("is not what is shown", drawn != before)
    equal("the screen is as it was", pixels(screenshot(kiosk, "after.png")), before)
    equal("nothing is kept", kiosk.now()["status"].get("changes"), state["status"].get("changes"))
    equal("it can be raised", kiosk.say(line)[0], 200)
    equal("and looks like that, to the pixel", pixels(screenshot(kiosk, "raised.png")), drawn)
    code, body, _ = kiosk.preview({"line": "lift test"})
    equal("lifting it, too", pixels(Picture(body)), before)
    kiosk.say("lift test")
    line = 'slide "Lunch" "Second floor"'
    code, body, _ = kiosk.preview({"line": line})
    drawn = pixels(Picture(body))
    check("a slide is drawn, whatever is shown", code == 200 and drawn != before)
    equal("it is sent", kiosk.say(line)[0], 200)
    kiosk.say("hold slides")
    wait_until("the slide as it was drawn", lambda: pixels(screenshot(kiosk, "slide.png")) == drawn)
    kiosk.say("undo")
    kiosk.say("undo")
    for line, why in (("delay mian +10", "did you mean"), ("status", "nothing to draw"),
                      ("hold agenda", "nothing to draw"), ("undo 999", "999"),
                      ("screenshot /tmp/x.png", "only be named there")):
        code, body, _ = kiosk.preview({"line": line})
        check(f"no preview of {line}", code == 400 and why in body.decode(), (code, body))
    equal("on no such display", kiosk.preview({"line": "delay main +5", "display": 9})[0], 400)
    equal("by GET nothing is drawn", kiosk.code("/api/preview"), 405)
    wait_until("too many at once", lambda: any(b"from all together" in body for body in together(
        [lambda: kiosk.call("/api/preview", {"line": "delay main +5"})[1]] * 30)))


def sent(kiosk, data, name="new.yaml", **more):
    """What is answered to a schedule that is sent; not too often."""
    def send():
        code, body, _ = kiosk.call(f"/api/schedule?name={name}", data, headers={
            "Content-Type": "application/octet-stream", **more.get("headers", {})})
        return code != 429 and (code, json.loads(body))
    return wait_until("an answer to the file", send)


def decided(kiosk, what, id_, **more):
    code, body, _ = kiosk.call(f"/api/schedule/{what}", {"id": id_}, **more)
    return code, json.loads(body)


def uploads(kiosk):
    """A schedule that is sent is checked, and taken whole when somebody says so."""
    with open(kiosk.schedule, "rb") as file:
        old = file.read()
    before, shown = set(os.listdir(kiosk.folder)), kiosk.now()["event"]
    bad = old.replace(b"room: main", b"room: mian", 1)
    code, answer = sent(kiosk, bad)
    equal("a file with a mistake is checked", (code, answer["usable"]), (200, True))
    own = json.loads(kiosk.check(bad))
    def places(report):  # the command asks the world's clock whether the days are past
        return [[finding.get(key) for key in ("line", "column", "code", "message")]
                for finding in report["findings"] if finding["code"] != "days-past"]
    equal("the findings are those of kiosk check", places(answer["report"]), places(own))
    check("with the mistake's place", any(f.get("line") and f["column"] and "mian" in f["message"]
                                          for f in answer["report"]["findings"]), answer["report"])
    equal("under the sender's name", {f["file"] for f in answer["report"]["findings"]
                                      if "line" in f}, {"new.yaml"})
    equal("cancelled", decided(kiosk, "cancel", answer["id"])[0], 200)
    code, late = decided(kiosk, "take", answer["id"])
    check("is not taken any more", code == 409 and "send it first" in late["error"], late)
    code, answer = sent(kiosk, b"\x00\x01 nothing", "no.yaml")
    equal("what is no schedule", (code, answer["usable"]), (200, False))
    check("is not taken", decided(kiosk, "take", answer["id"])[0] == 409)
    equal("the file is as it was", open(kiosk.schedule, "rb").read(), old)
    equal("and alone", set(os.listdir(kiosk.folder)), before)
    new = old.replace(b"zh: \xe5\xbc\x80\xe6\xba\x90", b"zh: Renamed ", 1)
    check("another name", new != old)
    first = sent(kiosk, new, "a.yaml")[1]
    second = sent(kiosk, new + b"\n# again\n", "../../etc/b.yaml")[1]
    equal("a path is only a name", second["name"], "b.yaml")
    check("another file was sent since", decided(kiosk, "take", first["id"])[0] == 409)
    code, answer = decided(kiosk, "take", second["id"])
    equal("taken", code, 200)
    check("says what is kept", ".bak" in answer["message"] and "32 sessions" in answer["message"],
          answer)
    equal("it is the file now", open(kiosk.schedule, "rb").read(), new + b"\n# again\n")
    kept = [f for f in os.listdir(kiosk.folder) if f.endswith(".bak")]
    equal("what it was is kept", [open(os.path.join(kiosk.folder, f), "rb").read() for f in kept],
          [old])
    wait_until("it is shown", lambda: "Renamed" in kiosk.now()["event"])
    code, answer = sent(kiosk, new, "c.yaml")
    with open(kiosk.schedule, "wb") as file:
        file.write(old)
    was = answer["id"]
    wait_until("the old one again", lambda: kiosk.now()["event"] == shown)
    code, answer = decided(kiosk, "take", was)
    check("not over what somebody else has changed", code == 409 and "changed since" in
          answer["error"], (code, answer))
    equal("a form does not send one", kiosk.code("/api/schedule", new, headers={
        "Content-Type": "multipart/form-data"}), 415)
    equal("nor JSON", kiosk.code("/api/schedule", {"id": was}), 415)
    equal("not by GET", kiosk.code("/api/schedule/take"), 405)
    got = raw(kiosk, b"POST /api/schedule HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                     b"application/octet-stream\r\nContent-Length: 8388609\r\n\r\n")
    check("too long", b" 413 " in got, got[:80])
    wait_until("an empty one", lambda: kiosk.code("/api/schedule", b"", method="POST") == 400)


def first_schedule():
    """A box that has none is given one: there is nothing to keep, not even a folder."""
    kiosk = Kiosk(program, schedule, AT, is_empty=True)
    with kiosk:
        with open(schedule, "rb") as file:
            data = file.read()
        check("nothing is shown", not kiosk.now().get("event"))
        # The page answers before the kiosk has found that nothing is there.
        wait_until("it is looked at", lambda: sent(kiosk, data, "first.yaml")[1].get("usable"))
        code, answer = sent(kiosk, data, "first.yaml")
        check("not there yet", not os.path.exists(kiosk.schedule))
        code, answer = decided(kiosk, "take", answer["id"])
        check("taken, and nothing is kept", code == 200 and "32 sessions" in answer["message"] and
              ".bak" not in answer["message"], answer)
        equal("whole", open(kiosk.schedule, "rb").read(), data)
        equal("and alone", os.listdir(os.path.dirname(kiosk.schedule)), ["schedule"])
        wait_until("it is shown", lambda: kiosk.now().get("event"))
        code, answer = sent(kiosk, data + b"\n# again\n", "second.yaml")
        check("the next one keeps it", ".bak" in decided(kiosk, "take", answer["id"])[1]["message"])
        own_name_and_room(kiosk)
        equal("it ends", kiosk.stop(), 0)


def own_name_and_room(kiosk):
    """Who stands in front of it says what it is called and which room it shows."""
    plan = os.path.join(os.path.dirname(kiosk.schedule), "screens.yaml")

    def put(name, room, **more):
        code, body, _ = kiosk.call("/api/screen", {"name": name, "room": room}, **more)
        return code, json.loads(body)

    def own_room():
        return [line[4:].strip() for line in kiosk.live("status").splitlines() if line.startswith("room ")]

    for name, room, words in (("two words", "main", "letters, digits"), ("", "main", "letters"),
                              ("door", "mian", "mian"), ("a" * 41, "", "at most 40")):
        code, answer = put(name, room)
        check(f"{name!r} in {room!r} is refused", code == 409 and words in answer["error"], answer)
    check("nothing was written", not os.path.exists(plan))
    code, answer = put("main-door", "main")
    check("it is", code == 200 and "main-door" in answer["message"], answer)
    wait_until("it shows that room", lambda: own_room() == ["main"])
    equal("another one", put("door-2", "r2")[0], 200)
    wait_until("it shows that one", lambda: own_room() == ["r2"])
    equal("all of them", put("foyer", "")[0], 200)
    wait_until("it shows all", lambda: own_room() == [])
    equal("by POST alone", kiosk.code("/api/screen"), 405)
    kiosk.stop()
    kiosk.start()
    wait_until("commands know it by its name", lambda: "shows" in kiosk.live("--screen", "foyer", "status"))
    with open(plan) as file:
        written = file.read()
    with open(plan, "w") as file:
        file.write("# by hand\n" + written)
    code, answer = put("other", "main")
    check("what people wrote is theirs", code == 409 and "change it there" in answer["error"], answer)
    with open(plan, "w") as file:
        file.write(written + "elsewhere: {host: another-box, room: main}\n")
    code, answer = put("other", "main")
    check("another computer's too", code == 409 and "elsewhere" in answer["error"], answer)


def told_at_once(kiosk):
    link, lines = events(kiosk)
    first = next_state(lines)
    times = []
    for i in range(20):
        begun = time.monotonic()
        saying = threading.Thread(target=kiosk.say, args=(f"room r3 {i}/100",))
        saying.start()
        while True:
            state = next_state(lines)
            if {r["id"]: r for r in state["rooms"]}["r3"].get("inside") == i:
                break
        times.append(time.monotonic() - begun)
        saying.join()
        check("versions rise", state["version"] > first["version"])
    # What the socket said is told, too.
    kiosk.live("note", "panel", "bring water")
    while "bring water" not in json.dumps(next_state(lines)):
        pass
    link.close()
    times.sort()
    print(f"a change is told after {times[10] * 1000:.1f} ms (median), {times[-1] * 1000:.1f} ms "
          "at most")


def neighbours(kiosk):
    """Another kiosk of this machine is told of while somebody listens, with its picture."""
    link, lines = events(kiosk)
    equal("nobody else yet", next_state(lines)["neighbours"], [])
    other = kiosk.neighbour("second")

    def heard(question):
        while True:
            list_ = next_state(lines)["neighbours"]
            if question(list_):
                return list_
    told = heard(lambda list_: list_ and list_[0].get("screens"))[0]
    equal("its name", (told["name"], told["there"]), ("second", True))
    equal("what it shows", told["screens"][0]["screen"]["width"], 640)
    wait_until("its picture", lambda: kiosk.code("/api/neighbour/second.png") == 200)
    small = os.path.join(kiosk.folder, "small.png")
    kiosk.live("--screen", "second", "screenshot", small, "--width", "320")
    wait_until("the picture that it has", lambda: pixels(Picture(kiosk.call(
        "/api/neighbour/second.png")[1])) == pixels(Picture(open(small, "rb").read())))
    wait_until("no more files", lambda: all(
        f.endswith(".sock") for f in os.listdir(os.path.join(kiosk.folder, "kiosk"))))
    equal("of no such screen", kiosk.code("/api/neighbour/third.png"), 404)
    equal("no path", kiosk.code("/api/neighbour/..%2f..%2fetc%2fpasswd"), 404)
    kiosk.say("hold agenda --screen second")
    told = heard(lambda list_: list_[0]["screens"][0]["slot"]["held"])[0]
    equal("it is held there", told["screens"][0]["slot"]["view"], "agenda")
    check("and not here", not kiosk.now()["status"]["screens"][0]["slot"]["held"])
    kiosk.say("undo")
    other.kill()
    other.wait()
    heard(lambda list_: list_[0]["there"] is False)
    link.close()


def from_another_computer(kiosk):
    there = f"127.0.0.1:{kiosk.port}"
    check("--host speaks to it", "17 of 100" in kiosk.live("--host", there, "room", "r3", "17/100"))
    check("behind the command, too", "room r3 17/100" in kiosk.live("list", "--host", there))
    check("its status is printed", "host " in kiosk.live("--host", there, "status"))
    check("nobody there is said", "127.0.0.1:9" in kiosk.live("--host", "127.0.0.1:9", "list"))


def attacks(kiosk):
    before = len(kiosk.now()["status"]["changes"])
    evil = {"Host": "evil.example"}
    equal("another name for us", kiosk.code("/api/state", headers=evil), 403)
    equal("a page of the web", kiosk.code("/api/live", {"line": "undo"},
                                          headers={"Origin": "http://evil.example"}), 403)
    equal("a page without an origin", kiosk.code("/api/live", {"line": "undo"},
                                                 headers={"Origin": "null"}), 403)
    equal("our own page", kiosk.code("/api/live", {"line": "list"},
                                     headers={"Origin": kiosk.url()}), 200)
    equal("a form", kiosk.code("/api/live", b"line=undo", headers={
        "Content-Type": "application/x-www-form-urlencoded"}), 415)
    equal("GET changes nothing", kiosk.code("/api/live/undo"), 405)
    equal("nor does another method", kiosk.code("/api/live", {"line": "undo"}, method="PUT"), 405)
    equal("what is not there", kiosk.code("/../../etc/passwd"), 404)
    equal("a long body", kiosk.code("/api/live", b'{"line":"' + b"x" * 70000 + b'"}'), 413)
    equal("no JSON", kiosk.code("/api/live", b"{"), 400)
    equal("a list", kiosk.code("/api/live", b"[]"), 400)
    path = os.path.join(kiosk.folder, "taken.png")
    equal("a file of the kiosk's", kiosk.say(f"screenshot {path}")[0], 400)
    check("is not written", not os.path.exists(path))
    kiosk.say('{"do": "note", "session": "panel", "text": "x", "sender": "mei"}')
    equal("no other sender", kiosk.now()["status"]["changes"][-1]["sender"], "page")
    got = raw(kiosk, b"GET /api/state HTTP/1.1\r\n" + b"X: " + b"y" * 100000 + b"\r\n\r\n")
    check("a long head is refused", got == b"" or b" 431 " in got or b" 400 " in got
          or b" 413 " in got, got[:80])
    long = b'{"line": "list"}' + b" " * 80000  # would be fine if it were shorter
    head = (b"POST /api/live HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n")
    got = raw(kiosk, head + b"%x\r\n" % len(long) + long + b"\r\n0\r\n\r\n", 5)
    check("a long body in chunks", b" 200 " not in got, got[:80])
    # Fifty that only connect, and as many that say half of a head.
    idle = [socket.create_connection(("127.0.0.1", kiosk.port)) for _ in range(50)]
    half = [socket.create_connection(("127.0.0.1", kiosk.port)) for _ in range(50)]
    for link in half:
        link.sendall(b"GET /api/st")
    equal("who asks is answered", kiosk.code("/api/state"), 200)
    for link in idle + half:
        link.close()
    check("nothing was changed by all that",
          len(kiosk.now()["status"]["changes"]) <= before + 1)


def often(kiosk):
    """Ten commands a second, forty at once: more are refused, and looking goes on."""
    wait_until("too many commands", lambda: any(b"too many commands" in body for body in together(
        [lambda: kiosk.call("/api/live", {"line": "list"})[1]] * 60)))
    equal("looking goes on", kiosk.code("/api/state"), 200)
    wait_until("a command again", lambda: kiosk.code("/api/live", {"line": "list"}) == 200)


def heads(kiosk):
    """What a browser is told not to do with what it gets."""
    for path in ("/", "/operator.js", "/api/state", "/api/me", "/nowhere"):
        told = kiosk.call(path)[2]
        wanted = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
                  "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
        equal(path, {key: told[key] for key in wanted}, wanted)
        policy = told["Content-Security-Policy"]
        for part in ("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
            check(f"{path}: {part}", part in policy and "unsafe" not in policy, policy)


def log_of(kiosk):
    with open(kiosk.log.name, encoding="utf-8") as file:
        return file.read()


def tokens(kiosk):
    token = {role: kiosk.token(role + "-person", role) for role in ("view", "operate", "alarm")}
    path = os.path.join(kiosk.state(), "operator.tokens")
    equal("the file is ours alone", stat.S_IMODE(os.stat(path).st_mode), 0o600)
    text = open(path).read()
    check("and has no token in it", not any(secret in text for secret in token.values()), text)
    equal("nobody", kiosk.code("/api/state"), 401)
    equal("the page itself is no secret", kiosk.code("/"), 200)
    equal("view looks", kiosk.code("/api/state", headers=bearer(token["view"])), 200)
    equal("and does nothing", kiosk.code("/api/live", {"line": "undo"},
                                         headers=bearer(token["view"])), 403)
    as_operator = bearer(token["operate"])
    equal("view draws nothing", kiosk.code("/api/preview", {"line": "delay main +5"},
                                           headers=bearer(token["view"])), 403)
    equal("operate changes", kiosk.code("/api/live", {"line": "delay main +5"},
                                        headers=as_operator), 200)
    for line in ('notice "Leave" --level emergency', 'notice "Leave" --level test', "lift",
                 "lift emergency"):
        equal(f"but not {line}", kiosk.code("/api/live", {"line": line}, headers=as_operator), 400)
    wait_until("a preview again", lambda: kiosk.code(
        "/api/preview", {"line": "delay main +5"}, headers=as_operator) == 200)
    # What it looks like may be seen by whoever may not raise it; nothing is changed by that.
    line = 'notice "Leave" --level emergency'
    given = wait_until("its picture", lambda: (lambda answer: answer[0] != 429 and answer)(
        kiosk.call("/api/preview?width=1280", {"line": line}, headers=as_operator)))
    equal("operate sees an emergency before", (given[0], given[1][:4]), (200, b"\x89PNG"))
    equal("and none is raised", (json.loads(kiosk.call("/api/state", headers=as_operator)[1])
                                 ["notices"]), [])
    drawn = pixels(Picture(given[1]))
    equal("alarm raises", kiosk.code("/api/live", {"line": 'notice "Leave" --level emergency'},
                                     headers=bearer(token["alarm"])), 200)
    state = json.loads(kiosk.call("/api/state", headers=as_operator)[1])
    equal("it is seen", state["notices"][0]["level"], "emergency")
    equal("as it was drawn", pixels(screenshot(kiosk, "raised.png")), drawn)
    equal("operate draws its end, too", pixels(Picture(wait_until("a picture", lambda: (
        lambda answer: answer[0] == 200 and answer[1])(kiosk.call(
            "/api/preview?width=1280", {"line": "lift emergency"}, headers=as_operator)))))
        != drawn, True)
    number = state["status"]["changes"][-1]["number"]
    equal("operate does not lift it", kiosk.code("/api/live", {"line": f"lift {number}"},
                                                 headers=as_operator), 400)
    equal("alarm lifts", kiosk.code("/api/live", {"line": "lift emergency"},
                                    headers=bearer(token["alarm"])), 200)
    equal("the sender is the token's name", state["status"]["changes"][-1]["sender"],
          "alarm-person")
    with open(kiosk.schedule, "rb") as file:
        data = file.read()
    equal("view sends no schedule", kiosk.code("/api/schedule", data, headers={
        "Content-Type": "application/octet-stream", **bearer(token["view"])}), 403)
    notice = b"notices:\n  - {text: Leave, level: emergency, from: 2026-05-16 10:00, until: 2026-05-16 18:00}\n"
    alarm = re.sub(rb"(?m)^notices:\n", notice, data)
    check("an emergency in a file", alarm != data)
    id_ = sent(kiosk, alarm, headers=as_operator)[1]["id"]
    code, answer = decided(kiosk, "take", id_, headers=as_operator)
    check("operate raises none by a file", code == 409 and "neither raise" in answer["error"], answer)
    equal("alarm does", decided(kiosk, "take", id_, headers=bearer(token["alarm"]))[0], 200)
    def levels():
        state = json.loads(kiosk.call("/api/state", headers=as_operator)[1])
        return [notice["level"] for notice in state["notices"]]
    wait_until("it is seen", lambda: levels() == ["emergency"])
    id_ = sent(kiosk, data, headers=as_operator)[1]["id"]
    equal("operate lifts none", decided(kiosk, "take", id_, headers=as_operator)[0], 409)
    equal("alarm does that, too", decided(kiosk, "take", id_, headers=bearer(token["alarm"]))[0],
          200)
    code, _, headers = kiosk.call("/api/login", {"token": token["view"]})
    cookie = headers["Set-Cookie"]
    equal("logging in", code, 200)
    check("the cookie is safe", "HttpOnly" in cookie and "SameSite=Strict" in cookie, cookie)
    equal("and lets in", kiosk.code("/api/me", headers={"Cookie": cookie.split(";")[0]}), 200)
    lost = kiosk.token("lost", "alarm")
    equal("a new token", kiosk.code("/api/me", headers=bearer(lost)), 200)
    again = kiosk.token("lost", "view")
    equal("its former word is no good any more", kiosk.code("/api/me", headers=bearer(lost)), 401)
    equal("the new one is", kiosk.code("/api/me", headers=bearer(again)), 200)
    with open(path, encoding="utf-8") as file:
        kept = [line for line in file if not line.startswith("lost ")]
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(kept)
    equal("a line that is removed lets nobody in", kiosk.code("/api/me", headers=bearer(again)), 401)
    equal("a token in the address is none", kiosk.code(f"/api/me?token={token['alarm']}"), 401)
    # Lines are written beside the loop that answers.
    wait_until("a wrong token is logged", lambda: "a wrong token was tried" in log_of(kiosk))
    log = log_of(kiosk)
    check("an action is logged with its sender", "from alarm-person" in log and "from operate-person"
          in log, log)
    for secret in (*token.values(), lost, again):
        check("no token is in the log", secret not in log and secret[6:] not in log)
    os.chmod(path, 0o644)
    os.utime(path)
    equal("a file that others can read lets nobody in", kiosk.code("/api/me"), 401)
    equal("not even by its tokens", kiosk.code("/api/me", headers=as_operator), 401)
    os.chmod(path, 0o600)
    os.utime(path)
    codes = [kiosk.code("/api/state", headers=bearer("kiosk-wrong")) for _ in range(8)]
    equal("wrong tokens", codes[0], 401)
    check("have to wait", 429 in codes, codes)
    wait_until("the end of that", lambda: kiosk.code(
        "/api/state", headers=bearer(token["view"])) == 200)


kiosk = Kiosk(program, schedule, AT, "--log-level", "debug")
with tempfile.NamedTemporaryFile("w") as kiosk.log, kiosk:
    commands(kiosk)
    reading(kiosk)
    shared(kiosk)
    previews(kiosk)
    uploads(kiosk)
    told_at_once(kiosk)
    neighbours(kiosk)
    from_another_computer(kiosk)
    attacks(kiosk)
    heads(kiosk)
    often(kiosk)
    tokens(kiosk)
    equal("it ends", kiosk.stop(), 0)
first_schedule()
finish()
