"""A venue's box, from power-on to power cut: test_box.py [--jobs N] FOLDER [TEST…]

FOLDER has what tests/box/prepare made. What is measured is printed; it is emulation's time.

Most tests begin where the box shows the day: it is booted once for that ("power_on"), and the state of
the whole machine is kept beside its disk. They run beside each other, each in a process of its own.
"""
import argparse
import os
import re
import resource
import subprocess
import sys
import time

from world import MORNING, VIEW, World, has_picture, ready_at, uptime

RESTARTS = 20 # fifty are tried on cards that are made up (tests/output/test_kms_cards.c)


def test_power_on(folder):
    """From power-on to the right picture; where the other tests begin."""
    world = World.for_others(folder)
    try:
        world.wait_until_ready()
        print(f"  shell {world.shell_after:.0f} s after power-on, picture at {ready_at(world):.1f} s of the "
              "kernel's clock")
        print("  " + world.run("systemctl status --no-pager kiosk | sed -n '3,6p'").strip())
        world.go_to_the_day()
        world.wait_for_picture()
        print("  the screen is the snapshot of its instant, to the pixel")
        assert "getty@tty1" not in world.run("systemctl list-units --state=running --plain"), "a login runs"
        world.keep_for_others()
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


def test_rest(folder):
    """One view is held: only its clock changes. Then a hang, and all views in turn."""
    world = World.ready(folder, "rest")
    try:
        count = ("cat /proc/$(systemctl show -P MainPID kiosk)/task/*/status | "
                 "awk '/^voluntary_ctxt/ {n += $2} END {print n}'")
        world.sleep(20)
        before, start = int(world.run(count)), uptime(world)
        world.sleep(60)
        after, end = int(world.run(count)), uptime(world)
        rate = (after - before) / (end - start) * 60
        print(f"  at rest: {rate:.1f} switches a minute of all threads (the clock's minute and the watchdog are "
              "in it)")
        assert rate < 60, "it does not rest"
        hung(world)
        world.set_options("")
        world.run("systemctl restart kiosk")
        world.wait_until_ready()
        world.wait_for_picture("")
        print("  all views in turn: the right picture")
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


def hung(world):
    """A process that is stopped cannot even notice it: the watchdog ends it."""
    old = world.pid()
    start = uptime(world)
    world.run(f"kill -STOP {old}")
    world.wait_for_another(old)
    ended = int(world.run("systemctl show -P InactiveExitTimestampMonotonic kiosk")) / 1e6 - start
    print(f"  a hang: ended after {ended:.1f} s, live again after {ready_at(world) - start:.1f} s (WatchdogSec=10)")
    assert ended < 11, "a hang is ended within 10 s"


def unchanged_until(world, before, what, is_done):
    """Looks at the screen, which must not change, until that is so. How many looks."""
    end = time.monotonic() + 600
    dumps = 0
    while True:
        dumps += 1
        assert world.box.screen() == before, f"the picture changed: {what}"
        if dumps % 8 == 0 and is_done(): # to ask is work for the box, to look is none
            return dumps
        assert time.monotonic() < end, f"no end: {what}"


LOGIN = "systemctl is-active getty@tty1; true"


def test_restarted(folder):
    """systemctl restart, with an option that is wrong, too: nothing changes. stop gives the console back."""
    world = World.ready(folder, "restarted")
    try:
        world.go_to_the_day()
        before, old = world.wait_for_picture(), world.pid()
        world.run("systemctl restart --no-block kiosk")
        dumps = unchanged_until(world, before, "restarted", lambda: world.is_another(old))
        print(f"  restarted: nothing changed in {dumps} looks at the screen")
        assert world.run(LOGIN).strip() != "active", "a login runs under the picture"
        world.set_options("--veiw agenda")
        world.run("systemctl restart --no-block kiosk")
        count = "systemctl show -P NRestarts kiosk"
        dumps = unchanged_until(world, before, "an option that is wrong", lambda: int(world.run(count)) >= 3)
        world.go_to_the_day() # the page's clock and its bars are those of the picture before
        world.set_options(VIEW)
        old = world.pid()
        dumps += unchanged_until(world, before, "the option is right again", lambda: world.is_another(old))
        world.wait_for_picture()
        print(f"  an option that is wrong: nothing changed in {dumps} looks; mended, it goes on by itself")
        world.run("systemctl stop kiosk")
        world.box.wait_for("a login", lambda: world.run(LOGIN).strip() == "active")
        world.box.wait_for("its text on the screen", lambda: world.colours(world.box.screen()) in range(2, 12))
        world.run("systemctl start kiosk", 1800)
        world.wait_for_picture()
        assert world.run(LOGIN).strip() != "active", "a login runs under the picture"
        print("  stopped: a login on the screen; started: the right picture")
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


def test_killed(folder):
    """kill -9: the last picture stands; the next process goes on with it, and leaves nothing behind."""
    world = World.ready(folder, "killed")
    try:
        world.wait_for_picture()
        framebuffers = world.framebuffers()
        times, dumps = [], 0
        for i in range(RESTARTS):
            # As if it were the first one within a minute, and within one minute of the page's clock.
            world.run(f"rm -f /var/lib/kiosk/kiosk.runs; date -s '{MORNING}' >/dev/null")
            before, old = world.box.screen(), world.pid()
            # The clock was set: a second for what that moves. To look takes time from the box, so every other
            # one is timed, and not looked at.
            kill = f"sleep 1; read up rest </proc/uptime; kill -9 {old}; echo $up >/run/killed"
            if i % 2:
                world.run(f"{kill}; sleep 2")
                times.append(ready_at(world) - float(world.run("cat /run/killed")))
            else:
                world.run(f"{{ {kill}; }} &")
                dumps += unchanged_until(world, before, f"kill -9, number {i + 1}", lambda: world.is_another(old))
            assert world.box.screen() == before, f"the picture changed after start {i + 1}"
        world.wait_for_picture()
        assert world.framebuffers() == framebuffers, "framebuffers of dead processes are left"
        times.sort()
        print(f"  {RESTARTS} times kill -9: nothing changed in {dumps} looks at the screen; live again after "
              f"{times[0]:.2f} to {times[-1]:.2f} s, {times[len(times) // 2]:.2f} in the middle; "
              f"{framebuffers} framebuffers as before")
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


def test_console(folder):
    """Ctrl+Alt+F2 shows a login, Ctrl+Alt+F1 the kiosk again; its keys go to nobody else."""
    world = World.ready(folder, "console")
    try:
        box = world.box
        logins = world.run("ls /run/systemd/sessions 2>/dev/null | wc -l")
        for _ in range(2):
            world.key("ctrl", "alt", "f2")
            box.wait_for("the second console", lambda: "tty2" in world.run("cat /sys/class/tty/tty0/active"))
            box.wait_for("its text on the screen", lambda: world.colours(box.screen()) in range(2, 12))
            world.sleep(2)
            assert world.colours(box.screen()) in range(2, 12), "the kiosk draws over the console"
            world.key("ctrl", "alt", "f1")
            box.wait_for("the first console", lambda: "tty1" in world.run("cat /sys/class/tty/tty0/active"))
            world.wait_for_picture()
        print("  another console and back, twice: its text, then the right picture")
        for letter in "root":
            world.key(letter)
        world.key("ret")
        assert world.run("ls /run/systemd/sessions 2>/dev/null | wc -l") == logins, "somebody logged in"
        assert "getty@tty1" not in world.run("systemctl list-units --state=running --plain"), "a login runs"
        # A key of staff's does what it is for.
        world.key("1")
        world.wait_for_picture("--view now_next")
        print("  a key reaches the kiosk, and no login")
        world.run("systemctl stop kiosk")
        box.wait_for("the console's text", lambda: world.colours(box.screen()) in range(1, 12))
        print("  stopped: the console has its display again")
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


def test_crashes(folder):
    """What kills it again and again is held back, on the box too; and two kiosks want one card."""
    world = World.ready(folder, "crashes")
    try:
        world.box.wait_for("what stands on the screen is kept", lambda: "yes" in world.run(
            "test -e /var/lib/kiosk/kiosk.proven && echo yes; true"))
        world.run("cp /etc/kiosk/day.yaml /run/good.yaml; "
                  "sed -i '0,/title:/s//title: Hostile and/' /etc/kiosk/day.yaml; kiosk live reload; true")
        for _ in range(3):
            old = world.pid()
            world.run(f"kill -SEGV {old}")
            world.wait_for_another(old)
            assert has_picture(world.box, None), "the screen is black"
        status = world.run("kiosk live status; true")
        assert "ended 3 times" in status and "the last good schedule is shown" in status, status
        print("  after three faults: " + [line for line in status.splitlines() if "ended 3" in line][0][10:])
        assert "ended 3 times" in world.run("systemctl show -P StatusText kiosk")

        name = world.run("ls /sys/class/drm | sed -n 's/^card[0-9]*-//p' | head -n 1").strip()
        world.run(f"systemctl start kiosk@{name}")
        said = world.run(f"systemctl show -P StatusText kiosk@{name}").strip()
        assert f"kiosk (process {world.pid()}) shows on the card of {name}" in said, said
        print("  a second one: " + said)
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


# What is plugged in, one after another: televisions of other sizes, and a switch box that hides its own.
PLUGGED = (
    ({"edid": True, "xres": 1920, "yres": 1080}, (1920, 1080)),
    ({"edid": True, "xres": 3840, "yres": 2160}, (3840, 2160)),
    ({"edid": True, "xres": 1280, "yres": 720}, (1280, 720)),
    ({"edid": False}, None),
)


def test_plugging(folder):
    """A display that is switched off and on; the card goes and comes back as another one."""
    world = World(folder, "plugging", devices=())
    try:
        box = world.box
        world.wait_until_ready()
        assert "no graphics card" in world.run("systemctl show -P StatusText kiosk")
        assert int(world.run("systemctl show -P NRestarts kiosk")) == 0, "it was restarted for want of a display"
        print("  without a card it waits: " + world.run("systemctl show -P StatusText kiosk").strip())
        world.go_to_the_day()
        for i, (settings, size) in enumerate(PLUGGED):
            box.command("device_add", driver="secondary-vga", id=f"late{i}", bus="behind", vgamem_mb=128, **settings)
            box.wait_for("the card", lambda: "card" in world.run("ls /dev/dri 2>/dev/null; true"), pause=0.1)
            start = uptime(world)
            screen = world.wait_for_picture(device=f"late{i}")
            print(f"  card plugged in ({'with' if settings['edid'] else 'without'} EDID): right at {screen[0]}x{screen[1]} within "
                  f"{uptime(world) - start:.1f} s; " + world.run("ls /dev/dri | tr '\\n' ' '").strip())
            assert size in (None, screen[:2]), "it has another mode than the display prefers"
            if i == 0:
                off_and_on(world, f"late{i}")
            pull_out(world, f"late{i}")
        assert int(world.run("systemctl show -P NRestarts kiosk")) == 0, "it did not live through it"
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


def pull_out(world, device):
    """A kernel that is still busy with the slot forgets that the card was to go: it is asked again. qemu
    ends itself if another one comes before it has let go of the memory of this one."""
    def is_there():
        return "vga.vram" in world.box.command("x-query-ramblock")["human-readable-text"]
    look = "ls /dev/dri 2>/dev/null | grep -q card || { echo gone; break; }; sleep 1"
    for _ in range(20):
        try:
            world.box.command("device_del", id=device)
        except RuntimeError as error: # it is at it, or busy
            print(f"  {error}")
        if "gone" in world.run(f"for i in $(seq 15); do {look}; done; true"):
            world.box.wait_for("qemu has let go of it", lambda: not is_there(), 60)
            return
    raise TimeoutError("the card does not go")


def off_and_on(world, device):
    """A television is switched off and on again; the kernel sends no word of what is written there."""
    path = "/sys/class/drm/" + world.run("ls /sys/class/drm | grep -m1 '^card[0-9]*-'").strip()
    tell = "udevadm trigger --action=change --subsystem-match=drm"
    world.run(f"echo off >{path}/status; {tell}")
    world.box.wait_for("it knows that the display is off", lambda: "no display" in
                       world.run("systemctl show -P StatusText kiosk"))
    start = uptime(world)
    world.run(f"echo detect >{path}/status; {tell}")
    world.wait_for_picture(device=device)
    print(f"  television off and on: the right picture within {uptime(world) - start:.1f} s")


def test_clock(folder):
    """The clock is wrong at boot and set later; there is no network at all; dark hours.

    On a card that shows only what it is told has changed."""
    world = World(folder, "clock", rtc="2001-01-01T00:00:00",
                  devices=("virtio-vga,id=card,edid=on,xres=1920,yres=1080",))
    try:
        world.wait_until_ready()
        assert world.run("ls /sys/class/net").split() == ["lo"], "there is a network"
        world.go_to_the_day()
        world.wait_for_picture()
        print("  a clock that was years off was set: the right picture")
        world.run("date -s '2019-09-26 06:30:10' >/dev/null")
        world.wait_for_picture()
        world.run("date -s '2019-09-26 02:00:10' >/dev/null")
        world.wait_for_picture()
        print("  set on by hours and back again: the right picture")
        dark_hours(world)
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


def dark_hours(world):
    """The display is switched off, and on again for whom the day begins."""
    power = "cat /sys/class/drm/card0-*/dpms"
    assert world.run(power).strip() == "On"
    world.run("printf 'box: {dark: 22:00-07:00}\\n' >/etc/kiosk/screens.yaml; kiosk live reload; "
              "date -s '2019-09-26 15:30:00' >/dev/null")
    world.box.wait_for("the display is off", lambda: world.run(power).strip() == "Off")
    world.go_to_the_day()
    world.box.wait_for("the display is on", lambda: world.run(power).strip() == "On")
    world.wait_for_picture()
    print("  dark hours: the display is off, and on again with the right picture")


def test_read_only(folder):
    """The root is read-only from the start, as on boxes that are switched off at the wall."""
    world = World(folder, "read_only", append="rootflag=ro")
    try:
        assert " ro," in world.run("grep ' / ' /proc/mounts")
        world.wait_until_ready()
        world.go_to_the_day()
        world.wait_for_picture()
        print("  read-only root: the right picture")
        status = world.run("kiosk live status; true")
        assert "PROBLEM   the disk is read-only" in status, status
        print("  " + status.splitlines()[-1].strip())
        world.run("kiosk live notice '\"Coffee is in hall 2\"'")
        old = world.pid()
        world.run(f"kill -9 {old}")
        world.wait_for_another(old)
        assert "Coffee" in world.run("kiosk live status; true"), "what staff said is lost with the process"
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


def test_full_disk(folder):
    """Not a byte is left: a restart has the right picture, and who changes something is told."""
    world = World.ready(folder, "full_disk")
    try:
        world.run("fallocate -l $(($(df --output=avail -B1 / | tail -n 1) - 4194304)) /fill; "
                  "dd if=/dev/zero of=/fill2 bs=64k 2>/dev/null; dd if=/dev/zero of=/fill3 bs=1k 2>/dev/null; "
                  "sync; true")
        assert "100%" in world.run("df / | tail -n 1"), world.run("df /")
        # systemd makes the new process's /tmp on the disk, and may not have taken away the former one's yet:
        # then it tries again.
        old = world.pid()
        world.run("systemctl restart kiosk; true")
        world.wait_for_another(old)
        world.wait_for_picture()
        print("  " + world.run("df / | tail -n 1").strip() + ": the right picture after a restart")
        said = world.run("kiosk live notice '\"Coffee is in hall 2\"'; true")
        assert "could not be written down" in said, said
        print("  " + said.strip().splitlines()[-1])
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


def test_hello(folder):
    """A box that nobody has told anything: it says what it is called, and is given its day by its page."""
    world = World.ready(folder, "hello")
    try:
        fresh = "/var/lib/kiosk/show/schedule"
        world.run(f"sed -i 's,^KIOSK_SCHEDULE=.*,KIOSK_SCHEDULE={fresh},' /etc/default/kiosk")
        world.set_options(VIEW + " --operator 8711")
        names = []
        for _ in range(2):
            world.run("systemctl restart kiosk")
            names += [line for line in world.run("kiosk live status; true").splitlines() if line.startswith("box")]
        assert len(names) == 2 and names[0] == names[1] and "code" in names[0], names
        world.box.wait_for("the hello page", lambda: has_picture(world.box, None))
        print("  without a schedule: " + names[0])
        day = "/etc/kiosk/day.yaml"
        answer = post(world, "/api/schedule?name=day.yaml", "application/octet-stream", day)
        number = re.search(r'"id":"([0-9a-f]+)"', answer)[1]
        assert '"ok":true' in post(world, "/api/schedule/take", "application/json", f'{{"id":"{number}"}}')
        assert world.run(f"cmp {day} {fresh}") == ""
        world.wait_for_picture()
        print("  a schedule that was sent to its page: the right picture")
        room = "a"
        answer = post(world, "/api/screen", "application/json", f'{{"name":"door","room":"{room}"}}')
        assert '"ok":true' in answer, answer
        world.wait_for_picture(f"{VIEW} --room {room}")
        print("  its name and its room: the right picture")
        old = world.pid()
        world.run(f"kill -9 {old}")
        world.wait_for_another(old)
        world.wait_for_picture(f"{VIEW} --room {room}")
        assert "shows" in world.run("kiosk live --screen door status")
    except Exception:
        world.tell()
        raise
    finally:
        world.end()


# bash speaks HTTP well enough: post PATH KIND FILE
POST = r"""
exec 3<>/dev/tcp/127.0.0.1/8711
printf 'POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nConnection: close\r\nContent-Length: %s\r\n\r\n' \
    "$1" "$2" "$(stat -c %s "$3")" >&3
cat "$3" >&3
cat <&3
"""


def post(world, path, kind, what):
    """What the operator's page answers on the box itself; `what` is JSON, or a file there."""
    file = what if what.startswith("/") else "/run/body"
    if file != what:
        world.run(f"printf %s '{what}' >{file}")
    world.run(f"cat >/run/post <<'END'{POST}END")
    return world.run(f"bash /run/post '{path}' {kind} {file}")


CUTS = 10


def test_power_cuts(folder):
    """The plug is pulled while staff's changes are written: what is there afterwards is whole."""
    live = "kiosk live"
    disks = []
    for cut in range(CUTS):
        world = World.ready(folder, "power_cuts", is_throwaway=False)
        disks.append(world.disks[0])
        try:
            world.run(f"{live} delay all +1; sync")
            world.run(f"(while :; do {live} delay all +5; {live} delay all +7; done) >/dev/null 2>&1 &")
            world.sleep(0.5 + 0.13 * cut)
        finally:
            world.end()
    # The last one is booted; of the others the state is what a boot would find: their journal is
    # played back, and the kiosk is started with it.
    world = World(folder, "after_cuts", disks=disks[::-1])
    try:
        world.wait_until_ready()
        world.go_to_the_day()
        whole(world, CUTS)
        for cut in range(CUTS - 1):
            disk = f"/dev/vd{chr(ord('b') + cut)}"
            world.run(f"systemctl stop kiosk; mount {disk} /mnt; mount --bind /mnt/var/lib/kiosk /var/lib/kiosk; "
                      "systemctl start kiosk")
            whole(world, CUTS - 1 - cut)
            world.run("systemctl stop kiosk; umount /var/lib/kiosk /mnt")
    except Exception:
        world.tell()
        raise
    finally:
        world.end()
    print(f"  {CUTS} power cuts while changes were written: each time state and picture were whole")


def whole(world, cut):
    world.wait_until_ready()
    kept = world.run("kiosk live status; true")
    damage = [line for line in kept.splitlines() if "cannot be read" in line or "damaged" in line]
    assert not damage, f"cut {cut}: {damage}"
    assert "delay" in kept or "+" in kept, f"cut {cut}: staff's changes are lost:\n{kept}"
    world.box.wait_for("a picture", lambda: has_picture(world.box, None))


TESTS = {name[5:]: call for name, call in list(globals().items()) if name.startswith("test_")}


def run_one(folder, name):
    start = time.monotonic()
    print(f"{name}: {TESTS[name].__doc__.splitlines()[0]}", flush=True)
    TESTS[name](folder)
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"  passed, {time.monotonic() - start:.0f} s, of a processor "
          f"{sum(one.ru_utime + one.ru_stime for one in spent):.0f} s", flush=True)


def run_beside(folder, names, jobs):
    """Each in a process of its own; what it says is printed when it ends. Those that failed."""
    waiting, running, failed = list(names), [], []
    while waiting or running:
        while waiting and len(running) < jobs:
            name = waiting.pop(0)
            with open(f"{folder}/{name}.log", "wb") as log:
                running.append((name, subprocess.Popen(
                    [sys.executable, "-Bu", os.path.abspath(__file__), "--alone", folder, name], stdout=log,
                    stderr=subprocess.STDOUT)))
        for name, process in list(running):
            if process.poll() is None:
                continue
            running.remove((name, process))
            with open(f"{folder}/{name}.log") as log:
                print(log.read(), end="", flush=True)
            if process.returncode:
                print(f"  FAILED: {name}", flush=True)
                failed.append(name)
        time.sleep(0.2)
    return failed


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    arguments.add_argument("--alone", action="store_true")
    arguments.add_argument("--from-ready", action="store_true", help="not booted again for the others")
    arguments.add_argument("folder")
    arguments.add_argument("tests", nargs="*")
    options = arguments.parse_args()
    wrong = [name for name in options.tests if name not in TESTS]
    if wrong:
        sys.exit(f"no test {wrong[0]}; there are: {', '.join(TESTS)}")
    if options.alone:
        run_one(options.folder, options.tests[0])
        return
    start = time.monotonic()
    names = [name for name in options.tests or TESTS if name != "power_on"]
    failed = [] if options.from_ready else run_beside(options.folder, ["power_on"], 1)
    failed += [] if failed else run_beside(options.folder, names, options.jobs)
    if failed:
        sys.exit(f"test-box: FAILED: {', '.join(failed)}")
    print(f"test-box: all passed, {time.monotonic() - start:.0f} s")


main()
