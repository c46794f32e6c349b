"""The operator's page in a real Chromium, on a phone and on a desktop at once: each tap is seen on
the other one, and on the screen.

  test_page.py KIOSK SCHEDULE"""
import json
import os
import sys
import time

from access import everything
from checks import check, equal, finish
from world import Browser, Kiosk, Picture, skip_without, wait_until

skip_without("Xvfb", "chromium|google-chrome")
program, schedule = sys.argv[1:3]
pictures = os.environ.get("KIOSK_PICTURES")

ROOMS = "document.querySelectorAll('.room').length"
MAIN = '[data-room="main"]'


def text_has(selector, text):
    return f"document.querySelector({json.dumps(selector)})?.textContent.includes({json.dumps(text)})"


def is_full(room):
    return f"document.querySelector('[data-room={room}] [data-key=full]')?.ariaPressed === 'true'"


def screen(kiosk, name):
    path = os.path.join(kiosk.folder, name)
    kiosk.live("screenshot", path)
    return Picture(open(path, "rb").read())


def share_of(picture, colour, tolerance=24):
    """Of a row of points, how many have that colour."""
    points = [picture.pixel(x, y) for y in range(20, picture.height, 40)
              for x in range(20, picture.width, 40)]
    near = [p for p in points if all(abs(a - b) <= tolerance for a, b in zip(p, colour))]
    return len(near) / len(points)


def can_be_used(page, what):
    for kind, wrong in everything(page).items():
        equal(f"{what}: {kind}", wrong, [])


with Kiosk(program, schedule, "2026-05-16 10:40") as kiosk, Browser() as browser:
    begun = time.monotonic()
    phone = browser.page(kiosk.url(), 390, 844, is_phone=True)
    phone.wait(ROOMS)
    print(f"first load: {time.monotonic() - begun:.2f} s")
    desk = browser.page(kiosk.url(), 1440, 900)
    desk.wait(ROOMS)
    light = browser.page(kiosk.url(), 1440, 900, scheme="light")
    light.wait(ROOMS)
    can_be_used(phone, "phone")
    can_be_used(desk, "desktop")
    can_be_used(light, "light")
    equal("rooms", phone.run(ROOMS), 4)
    if pictures:
        phone.picture(f"{pictures}/phone.png")
        desk.picture(f"{pictures}/desk.png")
        light.picture(f"{pictures}/light.png")

    # Two taps: the room is open, +10. Both see it.
    phone.tap(f'{MAIN} [data-key="+10"]')
    phone.wait(text_has(MAIN, "11:25"))
    desk.wait(text_has(MAIN, "11:25"))
    phone.wait(text_has("#toast.up", "ends 11:25 now"))
    phone.tap("#toast button")
    desk.wait(text_has(MAIN, "11:15"))

    # A room is full: on the other page and for the kiosk.
    desk.tap('[data-room="r2"] [data-key="full"]')
    phone.wait(is_full("r2"))
    wait_until("the kiosk knows", lambda: "room r2 full" in kiosk.live("list"), 20)
    phone.wait(text_has("#change-list", "room r2 full"))
    desk.wait(text_has("#change-list li:first-child", "room r2 full"))
    desk.tap("#change-list li:first-child button")
    phone.wait(f"!{text_has('#change-list', 'room r2 full')}")

    # A word to whoever speaks in the main hall.
    desk.tap(f'{MAIN} [data-key="more"]')
    desk.tap('#dialog [data-key="say"]')
    desk.wait(text_has("#dialog-title", "Main Hall") + " && document.querySelector('#dialog').open")
    can_be_used(desk, "say")
    desk.type("#dialog-body label:nth-of-type(2) input", "Two minutes left")
    desk.tap("#dialog-go")
    phone.wait(text_has(MAIN, "Two minutes left"))
    desk.wait("!document.querySelector('#dialog').open")
    desk.tap(f'{MAIN} [data-key="more"]')
    desk.tap('#dialog [data-key="say"]')
    desk.tap('#dialog [data-key="clear"]')
    phone.wait(f"!{text_has(MAIN, 'Two minutes left')}")

    # A page of words between the others, drawn before it goes out.
    desk.tap("#show-slide")
    desk.type("#dialog-body label:nth-of-type(1) input", "Lunch")
    desk.type("#dialog-body label:nth-of-type(2) textarea", "Second floor")
    desk.wait("document.querySelector('#dialog .drawn:not([hidden])')?.naturalWidth > 300")
    can_be_used(desk, "slide")
    if pictures:
        desk.picture(f"{pictures}/slide.png")
    desk.tap("#dialog-go")
    phone.wait(text_has("#change-list", "Lunch"))
    desk.wait("!document.querySelector('#dialog').open")
    kiosk.say("undo")

    # A stale click: the page still shows what it knew when somebody else was faster.
    state = kiosk.now()
    version = next(r for r in state["rooms"] if r["id"] == "r3")["version"]
    kiosk.say("delay r3 +5")
    code, answer = kiosk.say("delay r3 +5", room_seen="r3", seen=version)
    equal("a stale click is refused", code, 409)
    desk.wait(text_has('[data-room="r3"]', "11:20"))

    # The same from the page: the tap is on its way while somebody else is faster. Refused, and told.
    phone.ask("Fetch.enable", patterns=[{"urlPattern": "*/api/live"}])
    phone.tap(f'{MAIN} [data-key="+10"]')
    phone.wait("true")
    wait_until("the tap on its way", lambda: phone.run("1") and bool(phone.paused))
    kiosk.say("note panel \"somebody was faster\"")
    kiosk.say("delay main +5")
    phone.ask("Fetch.continueRequest", requestId=phone.paused[0])
    phone.ask("Fetch.disable")
    phone.wait(text_has("#toast.up.bad", "changed meanwhile"))
    phone.wait(text_has("#toast", "page: delay main +5"))
    phone.wait(text_has(MAIN, "11:20"))
    equal("nothing else is done", [c["name"] for c in kiosk.now()["status"]["changes"]][-1],
          "delay main +5")
    kiosk.say("undo")
    phone.wait(text_has(MAIN, "11:15"))

    # A phone that slept, and one that had no network: they know what was said meanwhile.
    phone.ask("Page.setWebLifecycleState", state="frozen")
    kiosk.say("room lab full")
    desk.wait(is_full("lab"))
    phone.ask("Page.setWebLifecycleState", state="active")
    phone.wait(is_full("lab"))
    light.ask("Network.enable")
    offline = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    light.ask("Network.emulateNetworkConditions", offline=True, **offline)
    light.run("document.dispatchEvent(new Event('visibilitychange'))")
    light.wait("!document.querySelector('#dot').classList.contains('on')")
    kiosk.say("room lab open")
    light.ask("Network.emulateNetworkConditions", offline=False, **offline)
    light.wait("document.querySelector('#dot').classList.contains('on')")
    light.wait(f"!({is_full('lab')})")
    kiosk.say("undo")
    kiosk.say("undo")

    # An emergency: letting go too early sends nothing.
    desk.type("#emergency-texts textarea", "请立即离场")
    desk.wait(text_has("#preview-text", "请立即离场"))
    desk.wait("document.querySelector('#preview.is-drawn img')?.naturalWidth > 300")
    desk.tap("#raise")
    equal("a tap is not enough", kiosk.now()["notices"], [])
    desk.run("document.querySelector('#emergency').scrollIntoView()")
    if pictures:
        desk.picture(f"{pictures}/preview.png")
    calm = share_of(screen(kiosk, "calm.png"), (179, 21, 12))
    desk.hold("#raise", "!document.querySelector('#alarm').hidden")
    phone.wait(text_has("#alarm", "请立即离场"))
    wait_until("red on the screen", lambda: share_of(screen(kiosk, "red.png"), (0xB3, 0x15, 0x0C), 60)
               > 0.5, 20)
    check("and not before", calm < 0.1, calm)
    phone.hold("#lift", "document.querySelector('#alarm').hidden")
    wait_until("the screen is as before", lambda: share_of(screen(kiosk, "again.png"), (179, 21, 12))
               < 0.1, 20)

    # A notice in two languages, by the dialog.
    desk.tap("#to-all")
    desk.wait("document.querySelector('#dialog').open")
    can_be_used(desk, "dialog")
    desk.type("#dialog-body label:nth-of-type(2) textarea", "午餐在二层")
    desk.type("#dialog-body label:nth-of-type(3) textarea", "Lunch is upstairs")
    desk.wait("document.querySelector('#dialog .drawn:not([hidden])')?.naturalWidth > 300")
    if pictures:
        desk.picture(f"{pictures}/notice.png")
    desk.tap("#dialog-go")
    wait_until("the notice", lambda: "Lunch is upstairs" in json.dumps(kiosk.now()["notices"]))
    desk.wait("!document.querySelector('#dialog').open")

    # A schedule is sent: its mistakes are on the page, and it is taken when somebody says so.
    with open(kiosk.schedule, encoding="utf-8") as file:
        old = file.read()
    bad = os.path.join(kiosk.folder, "sent.txt")
    with open(bad, "w", encoding="utf-8") as file:
        file.write(old.replace("room: main", "room: mian", 1))
    desk.choose("#upload", bad)
    desk.wait(text_has("#dialog .findings", "mian"))
    desk.wait(text_has("#dialog .findings", "37:15"))
    can_be_used(desk, "findings")
    if pictures:
        desk.picture(f"{pictures}/findings.png")
    desk.tap("#dialog-cancel")
    equal("cancelled, nothing is changed", open(kiosk.schedule, encoding="utf-8").read(), old)
    desk.choose("#upload", bad)
    desk.wait("document.querySelector('#dialog').open && " + text_has("#dialog .findings", "mian"))
    desk.tap("#dialog-go")
    desk.wait(text_has("#toast", ".bak"))
    equal("it is taken", open(kiosk.schedule, encoding="utf-8").read(),
          open(bad, encoding="utf-8").read())
    phone.wait(ROOMS + " === 5")
    with open(kiosk.schedule, "w", encoding="utf-8") as file:
        file.write(old)
    phone.wait(ROOMS + " === 4")

    # What this screen is called and shows, by whoever stands in front of it.
    phone.tap("#this-screen")
    phone.wait("document.querySelector('#dialog').open")
    can_be_used(phone, "this screen")
    phone.type("#dialog-body input", "two words")
    phone.tap("#dialog-go")
    phone.wait(text_has("#dialog-error", "letters, digits"))
    phone.run("document.querySelector('#dialog-body input').value = ''")
    phone.type("#dialog-body input", "door")
    phone.run("document.querySelector('#dialog-body select').value = 'r2'")
    phone.tap("#dialog-go")
    phone.wait(text_has("#toast", "r2"))
    plan = os.path.join(kiosk.folder, "screens.yaml")
    check("it stands beside the schedule", all(word in open(plan).read() for word in ("door:", "room: r2")))
    os.unlink(plan)

    # The kiosk is away, and comes back: the page goes on by itself.
    kiosk.stop()
    phone.wait("!document.querySelector('#dot').classList.contains('on')")
    kiosk.start()
    phone.wait("document.querySelector('#dot').classList.contains('on')")
    kiosk.say("room main full")
    phone.wait(is_full("main"))

    # A token that was scanned is wiped from the address, and lets in.
    token = kiosk.token("mei", "operate")
    guest = browser.page(kiosk.url("/"), 390, 844, is_phone=True)
    guest.wait("!document.querySelector('#login').hidden")
    can_be_used(guest, "login")
    scanned = browser.page(kiosk.url(f"/#token={token}"), 390, 844, is_phone=True)
    scanned.wait(ROOMS)
    equal("the address", scanned.run("location.href"), kiosk.url("/"))
    scanned.wait(text_has("#link-text", "mei"))
    # Whoever may not raise an emergency sees what it would look like.
    scanned.type("#emergency-texts textarea", "请立即离场")
    scanned.wait("document.querySelector('#preview.is-drawn img')?.naturalWidth > 300")
    check("and cannot raise it", scanned.run("document.querySelector('#raise').disabled"))
    for page, name in ((phone, "phone"), (desk, "desk"), (light, "light"), (scanned, "scanned")):
        equal(f"no exception on {name}", page.complaints, [])

# A name on the stream: anybody's, the running session's, and none any more. The clock runs here,
# since a name comes and goes in time.
streaming = Kiosk(program, schedule, "2026-05-16 10:40", "--speed", "1", "--overlay", "lower-third",
                  "--overlay-size", "640x360", "--room", "main", "--by-hand")
streaming.more += ["--png", os.path.join(streaming.folder, "stream.png")]
with streaming as kiosk, Browser() as browser:
    page = browser.page(kiosk.url(), 1440, 900)
    page.wait(ROOMS)

    def drawn():
        """How many points of the stream's picture are seen; it is replaced as a whole."""
        picture = Picture(open(os.path.join(kiosk.folder, "stream.png"), "rb").read())
        return sum(1 for row in picture.rows for alpha in row[3::4] if alpha)

    wait_until("the stream's picture", lambda: drawn() == 0)
    page.tap("#show-third")
    can_be_used(page, "name")
    page.type("#dialog-body input[list]", "Ada Lovelace")
    page.type("#dialog-body label:nth-of-type(2) input", "Analytical Engines")
    page.tap("#dialog-go")
    page.wait(text_has("#toast.up", "is shown"))
    wait_until("the name", lambda: drawn() > 1000)
    page.tap("#show-third")
    page.tap('#dialog [data-key="hide"]')
    wait_until("no name", lambda: drawn() == 0)
    page.tap("#show-third")
    page.tap('#dialog [data-key="nextname"]')
    wait_until("the session's first name", lambda: drawn() > 1000)
    equal("no exception", page.complaints, [])

# An item of a feed that does not belong on the screens: one tap, and it is off all of them.
news = Kiosk(program, schedule, "2026-05-16 10:40")
with open(news.schedule, "a") as file:
    file.write("\nslides: [{feed: news.json}]\n")
with open(os.path.join(news.folder, "news.json"), "w") as file:
    json.dump({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
        {"id": str(i), "title": f"Headline {name}", "date_published": f"2026-05-16T0{i}:00:00Z"}
        for i, name in enumerate(["one", "two", "three"])]}, file)
with news as kiosk, Browser() as browser:
    kiosk.live("hold", "slides")
    page = browser.page(kiosk.url(), 1440, 900)
    page.wait("document.querySelectorAll('#news-list li').length === 3")
    can_be_used(page, "news")
    two = next(item for item in json.loads(kiosk.live("status", "--json"))["status"]["feeds"][0]["items"]
               if item["text"] == "Headline two")
    before = screen(kiosk, "news-before.png")
    page.tap(f"[data-item='{two['number']}'] button")
    page.wait(f"!document.querySelector(\"[data-item='{two['number']}'] button\")")
    wait_until("the item is off the screen",
               lambda: screen(kiosk, "news-after.png").rows != before.rows)
    items = json.loads(kiosk.live("status", "--json"))["status"]["feeds"][0]["items"]
    equal("what is shown", sorted(item["text"] for item in items if item["shown"]),
          ["Headline one", "Headline three"])
    # And back, by the list of changes.
    page.tap("#change-list li:first-child button")
    page.wait("document.querySelectorAll('#news-list button').length === 3")
    wait_until("it is on the screen again",
               lambda: screen(kiosk, "news-again.png").rows == before.rows)
    # Who may only look has no button that does anything.
    looking = browser.page(kiosk.url("/#token=" + kiosk.token("vera", "view")), 390, 844)
    looking.wait("document.querySelectorAll('#news-list button').length === 3")
    check("it cannot be tapped", looking.run("document.querySelector('#news-list button').disabled"))
    equal("no exception on news", page.complaints + looking.complaints, [])
finish()
