"""The operator's page for those who do not see it, see it badly, or have no mouse: phone, desktop and
the narrowest of phones, dark and light, in each of its languages.

  test_access.py KIOSK SCHEDULE"""
import json
import re
import sys
import os

from access import by_keys, everything, focused, press, silent
from checks import check, equal, finish
from world import Browser, Kiosk, skip_without

skip_without("Xvfb", "chromium|google-chrome")
program, schedule = sys.argv[1:3]
ROOMS = "document.querySelectorAll('.room').length"


def good(page, what):
    for kind, wrong in everything(page).items():
        equal(f"{what}: {kind}", wrong, [])


def dialog(page, what, opener):
    """A dialog has the focus, keeps it, says its name, ends with Escape, and gives the focus back."""
    page.run(f"document.querySelector({json.dumps(opener)}).focus()")
    press(page, "Enter", 13)
    page.ask("Input.dispatchKeyEvent", type="char", text="\r")
    page.wait("document.querySelector('#dialog').open")
    good(page, what)
    check(f"{what}: the focus is in it",
          page.run("document.querySelector('#dialog').contains(document.activeElement)"))
    for _ in range(30):
        press(page, "Tab", 9)
        if not page.run("document.querySelector('#dialog').contains(document.activeElement) || "
                        "document.activeElement === document.body"):
            check(f"{what}: the focus stays in it", False, focused(page))
            break
    press(page, "Escape", 27)
    page.wait("!document.querySelector('#dialog').open")
    check(f"{what}: the focus is back", page.run(
        f"document.activeElement === document.querySelector({json.dumps(opener)})"), focused(page))


def keeps_focus(page, kiosk, what, selector, line, back):
    """Who is on a key when its card is made anew, because of another's change, stays on that key."""
    page.run(f"window.was = document.querySelector({json.dumps(selector)}); was.focus()")
    check(f"{what}: the focus is there", page.run("document.activeElement === was"))
    kiosk.say(line)
    page.wait("!was.isConnected")
    check(f"{what}: the focus is there still", page.run(
        f"document.activeElement === document.querySelector({json.dumps(selector)})"),
        focused(page))
    kiosk.say(back)


# What the checks have to find: a change of the page, and the kind of fault that it is.
BROKEN = [
    ("document.documentElement.lang = ''", "build"),
    ("Object.defineProperty(document, 'title', {get: () => '', set: () => {}})", "build"),
    ("document.querySelector('main').insertAdjacentHTML('beforeend', '<h4>x</h4>')", "build"),
    ("document.querySelector('#redo').id = 'take'", "build"),
    ("document.querySelector('#level-label').textContent = ''", "names"),
    ("document.querySelector('.room [data-key=\"+10\"]').removeAttribute('aria-label'); "
     "document.querySelector('.room [data-key=\"+10\"]').textContent = ''", "names"),
    ("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=/icon.svg>')", "names"),
    ("document.querySelector('main').insertAdjacentHTML('beforeend', '<div tabindex=0>x</div>')",
     "names"),
    ("document.querySelector('#reload').style.minHeight = '20px'", "sizes"),
    ("document.querySelector('#changes-count').style.cssText = 'min-width: 0; width: 20px; padding: 0'",
     "sizes"),
    ("document.querySelector('#event').style.color = '#555'", "contrast"),
    ("document.querySelector('#event').style.opacity = '.5'", "contrast"),
    ("document.querySelector('#event').style.cssText = 'display: block; width: 3000px'", "width"),
]
BROKEN_KEYS = [
    "document.styleSheets[0].insertRule(':focus-visible { outline: none !important }')",
    "document.querySelector('#reload').tabIndex = 5",
    "document.querySelector('#reload').onkeydown = (e) => e.preventDefault()",
]


def checks_find(browser, url):
    """Whoever cannot fail says nothing: each fault is made, and has to be found."""
    for code, kind in BROKEN:
        page = browser.page(url, 1440, 900)
        page.wait(ROOMS)
        page.run(code)
        check(f"found: {code}", everything(page)[kind] != [])
        page.close()
    for code in BROKEN_KEYS:
        page = browser.page(url, 1440, 900)
        page.wait(ROOMS)
        page.run(code)
        check(f"found: {code}", by_keys(page) != [])
        page.close()
    page = browser.page(url, 1440, 900)
    page.wait(ROOMS)
    page.run("document.querySelector('#toast').removeAttribute('role'); "
             "document.querySelector('#toast').removeAttribute('aria-live')")
    check("found: a silent toast", silent(page, ["#toast"]) != [])
    page.close()


with open(os.path.join(os.path.dirname(__file__), "..", "..", "assets", "operator", "words.js"),
          encoding="utf-8") as file:
    languages = re.findall(r'^  "?([a-zA-Z-]+)"?: \{', file.read(), re.M)

with Kiosk(program, schedule, "2026-05-16 10:40") as kiosk, Browser() as browser:
    kiosk.say('notice "Lunch is upstairs"')
    kiosk.say("room r2 full")
    kiosk.say("delay main +5")
    kiosk.say("move panel r2 10:45")  # a problem on the page
    for name, width, height, is_phone, scheme in (
            ("phone", 390, 844, True, "dark"), ("phone, light", 390, 844, True, "light"),
            ("narrow", 320, 640, True, "dark"), ("desk", 1440, 900, False, "dark"),
            ("desk, light", 1440, 900, False, "light")):
        page = browser.page(kiosk.url(), width, height, is_phone=is_phone, scheme=scheme)
        page.wait(ROOMS)
        good(page, name)
        equal(f"{name}: keys", by_keys(page), [])
        equal(f"{name}: what speaks", silent(page, [
            "#toast", "#alarm", "#link", "#dialog-error", "#login-error"]), [])
        dialog(page, f"{name}, notice", "[data-room='r2'] [data-key='notice']"
               if name.startswith("desk") else "#bar-notice")
        kiosk.say('notice "Leave" --level test')
        page.wait("!document.querySelector('#alarm').hidden")
        good(page, f"{name}, a test")
        equal(f"{name}, a test: keys", by_keys(page), [])
        kiosk.say("lift test")
        page.wait("document.querySelector('#alarm').hidden")
        equal(f"{name}: no exception", page.complaints, [])
        if name != "desk, light":
            page.close()
    keeps_focus(page, kiosk, "a screen", ".screen .pair button:nth-child(2)", "hold agenda",
                "release")
    keeps_focus(page, kiosk, "a room", "[data-room='r3'] [data-key='+10']", "delay r3 +5", "undo")
    kiosk.say('notice "Leave" --level test')
    page.wait("!document.querySelector('#alarm').hidden")
    keeps_focus(page, kiosk, "an alarm", "#lift", 'notice "Leave now" --level test', "lift test")
    # A message is spoken: the region is there before, and its text changes.
    page.tap('[data-room="r3"] [data-key="+10"]')
    page.wait("document.querySelector('#toast.up')")
    good(page, "a toast")
    checks_find(browser, kiosk.url())
    for language in languages:
        page.ask("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage=language)
        page.ask("Page.reload")
        page.wait(f"document.documentElement.lang === {json.dumps(language)} && {ROOMS}")
        good(page, language)
        words = page.run("import('/words.js').then((m) => Object.keys(m.WORDS.en).filter((key) => "
                         f"!(key in m.WORDS[{json.dumps(language)}])))")
        equal(f"{language}: all words", words, [])
        page.ask("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1,
                 mobile=True)
        good(page, language + " on a phone")
        page.ask("Emulation.setDeviceMetricsOverride", width=1440, height=900, deviceScaleFactor=1,
                 mobile=False)
    kiosk.token("mei", "view")
    page = browser.page(kiosk.url(), 390, 844, is_phone=True)
    page.wait("!document.querySelector('#login').hidden")
    good(page, "login")
    equal("login: keys", by_keys(page), [])
    equal("it ends", kiosk.stop(), 0)
finish()
