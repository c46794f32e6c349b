"""A venue's box, from power-on to power cut: test_box.py FOLDER [TEST…]

FOLDER has what tests/box/prepare made. What is measured is printed; it is emulation's time.
"""
import os
import re
import subprocess
import sys
import time

from box import Box, difference, png_to_rgb

# The clock of the box: the bundled day. It is set when the box runs, for systemd lets none start before
# the day on which systemd was built.
MORNING = "2019-09-26 02:00:10"  # UTC: 10:00 at the venue
DRM = "/sys/kernel/debug/dri/0"


class World:
    """A box that runs, and what one wants to know of it."""

    def __init__(self, folder, name, **settings):
        self.folder = os.path.abspath(folder)
        image = settings.pop("image", f"{self.folder}/disk.img")
        self.box = Box(f"{self.folder}/{name}", image, f"{self.folder}/vmlinuz", f"{self.folder}/initrd",
                       **settings)
        self.run = self.box.run
        self.shell_after = self.box.wait_for_shell()

    def pid(self):
        return int(self.run("systemctl show -P MainPID kiosk") or 0)

    def is_ready(self):
        return "active" == self.run("systemctl show -P ActiveState kiosk").strip()

    def wait_until_ready(self):
        self.box.wait_for("kiosk.service is active", self.is_ready)

    def go_to_the_day(self):
        self.run(f"date -s '{MORNING}' >/dev/null")

    def set_options(self, options):
        self.run(f"sed -i 's,^KIOSK_OPTIONS=.*,KIOSK_OPTIONS=\"{options}\",' /etc/default/kiosk")

    def snapshot(self, options=""):
        """What the program says that a screen shows at this moment; on the box, with its fonts."""
        now = self.run("TZ=Asia/Shanghai date +%Y-%m-%dT%H:%M:%S").strip()
        self.run(f"kiosk snapshot {options} --at {now} -o /run/share/snapshot.png /etc/kiosk/day.yaml "
                 "2>/run/snapshot.log")
        with open(f"{self.box.share}/snapshot.png", "rb") as file:
            return png_to_rgb(file.read())

    def wait_for_picture(self, options="", limit=1200):
        """Until the screen is what the snapshot of the same instant is, to the pixel."""
        def is_same():
            screen = self.box.screen()
            self.last = screen
            return difference(screen, self.snapshot(options)) == 0
        return self.box.wait_for("the screen is the snapshot of its instant", is_same, limit, 0.5)

    def framebuffers(self):
        return self.run(f"cat {DRM}/framebuffer").count("allocated by")

    def end(self):
        self.box.cut_power()


def uptime(world):
    return float(world.run("cut -d' ' -f1 /proc/uptime"))


def ready_at(world):
    return int(world.run("systemctl show -P ActiveEnterTimestampMonotonic kiosk")) / 1e6


def test_picture(folder):
    """Power-on to picture; rest; kill -9; a hang."""
    world = World(folder, "picture")
    try:
        world.wait_until_ready()
        print(f"  shell {world.shell_after:.0f} s after power-on, picture at {ready_at(world):.1f} s of the "
              "kernel's clock")
        print("  " + world.run("systemctl status --no-pager kiosk | sed -n '3,6p'").strip())
        world.go_to_the_day()
        world.wait_for_picture()
        print("  the screen is the snapshot of its instant, to the pixel")
        assert "getty@tty1" not in world.run("systemctl list-units --state=running --plain"), "a login runs"
        at_rest(world)
        killed(world)
        hung(world)
    except Exception:
        print(world.run("journalctl -u kiosk --no-pager | tail -n 40", is_checked=False))
        raise
    finally:
        world.end()


def at_rest(world):
    """One view is held: only its clock changes."""
    world.set_options("--view agenda")
    world.run("systemctl restart kiosk")
    world.wait_until_ready()
    time.sleep(20)
    count = ("cat /proc/$(systemctl show -P MainPID kiosk)/task/*/status | "
             "awk '/^voluntary_ctxt/ {n += $2} END {print n}'")
    before, start = int(world.run(count)), uptime(world)
    time.sleep(60)
    after, end = int(world.run(count)), uptime(world)
    rate = (after - before) / (end - start) * 60
    print(f"  at rest: {rate:.1f} switches a minute of all threads (the clock's minute and the watchdog are in it)")
    assert rate < 60, "it does not rest"


def killed(world):
    """kill -9: the last picture stands; the next process goes on with it, and leaves nothing behind."""
    world.wait_for_picture("--view agenda")
    framebuffers = world.framebuffers()
    times = []
    for i in range(10):
        # not across a minute: the picture is to stay the same
        seconds = int(world.run("date +%S"))
        if seconds > 25:
            world.run(f"sleep {61 - seconds}")
            time.sleep(3)
        before, old = world.box.screen(), world.pid()
        start = uptime(world)
        world.run(f"kill -9 {old}")
        dumps, end = 0, time.monotonic() + 240
        while True:
            screen = world.box.screen()
            dumps += 1
            changed = difference(screen, before)
            assert changed == 0, f"{changed} pixels changed, {dumps} pictures after kill -9"
            if dumps % 10 == 0 and world.is_ready() and world.pid() not in (0, old):
                break
            assert time.monotonic() < end, "it does not come back"
        times.append(ready_at(world) - start)
    assert world.framebuffers() == framebuffers, "framebuffers of dead processes are left"
    print(f"  10 times kill -9: nothing changed on the screen; live again after "
          f"{min(times):.2f} to {max(times):.2f} s; {framebuffers} framebuffers as before")


def hung(world):
    """A process that is stopped cannot even notice it: the watchdog ends it."""
    world.wait_until_ready()
    old = world.pid()
    start = uptime(world)
    world.run(f"kill -STOP {old}")
    world.box.wait_for("the watchdog", lambda: world.pid() not in (0, old) and world.is_ready())
    ended = int(world.run("systemctl show -P InactiveExitTimestampMonotonic kiosk")) / 1e6 - start
    print(f"  a hang: ended after {ended:.1f} s, live again after {ready_at(world) - start:.1f} s (WatchdogSec=10)")
    assert ended < 11, "a hang is ended within 10 s (and started again 0.1 s later)"


def test_crashes(folder):
    """What kills it again and again is held back, on the box too; and two kiosks want one card."""
    world = World(folder, "crashes")
    try:
        world.wait_until_ready()
        world.go_to_the_day()
        world.wait_for_picture()
        world.box.wait_for("what stands on the screen is kept", lambda: "yes" in world.run(
            "test -e /var/lib/kiosk/kiosk.proven && echo yes; true"))
        world.run("cp /etc/kiosk/day.yaml /run/good.yaml; "
                  "sed -i '0,/title:/s//title: Hostile and/' /etc/kiosk/day.yaml; kiosk live reload; true")
        for _ in range(3):
            old = world.pid()
            world.run(f"kill -SEGV {old}")
            world.box.wait_for("it is started again", lambda: world.pid() not in (0, old) and world.is_ready(),
                               pause=0.2)
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
        print(world.run("journalctl -u 'kiosk*' --no-pager | tail -n 40", is_checked=False))
        raise
    finally:
        world.end()


def test_plugging(folder):
    """A display that is switched off and on; the card goes and comes back as another one."""
    world = World(folder, "plugging", devices=())
    try:
        box = world.box
        world.wait_until_ready()
        assert "no graphics card" in world.run("systemctl show -P StatusText kiosk")
        assert int(world.run("systemctl show -P NRestarts kiosk")) == 0, "it was restarted for want of a display"
        print("  without a card it waits: " + world.run("systemctl show -P StatusText kiosk").strip())
        for i in range(3):
            box.command("device_add", driver="secondary-vga", id=f"late{i}", bus="behind",
                        edid=True, xres=1280 if i % 2 else 1920, yres=720 if i % 2 else 1080)
            start = time.monotonic()
            screen = box.wait_for("a picture on the card that came", lambda: has_picture(box, f"late{i}"), 1200)
            print(f"  card plugged in: {screen[0]}x{screen[1]} after {time.monotonic() - start:.1f} s; "
                  + world.run("ls /dev/dri | tr '\\n' ' '").strip())
            unplug_connector(world, f"late{i}")
            box.command("device_del", id=f"late{i}")
            box.wait_for("the card is gone", lambda: "card" not in world.run("ls /dev/dri 2>/dev/null; true"), 1200)
        assert int(world.run("systemctl show -P NRestarts kiosk")) == 0, "it did not live through it"
    except Exception:
        print(world.run("journalctl -u kiosk --no-pager | tail -n 40", is_checked=False))
        raise
    finally:
        world.end()


def has_picture(box, device):
    """A page is there: not black, not a console's few colours."""
    try:
        screen = box.screen(device)
    except RuntimeError:
        return None
    return screen if len(set(screen[2][i:i + 3] for i in range(0, len(screen[2]), 3 * 97))) > 40 else None


def unplug_connector(world, device):
    """A television is switched off and on again; the kernel sends no word of what is written there."""
    path = "/sys/class/drm/" + world.run("ls /sys/class/drm | grep -m1 '^card[0-9]*-'").strip()
    tell = "udevadm trigger --action=change --subsystem-match=drm"
    world.run(f"echo off >{path}/status; {tell}")
    world.box.wait_for("it knows that the display is off", lambda: "no display" in
                       world.run("systemctl show -P StatusText kiosk"), 1200)
    start = uptime(world)
    world.run(f"echo detect >{path}/status; {tell}")
    world.box.wait_for("a picture again", lambda: has_picture(world.box, device), 1200)
    print(f"  television off and on: picture within {uptime(world) - start:.1f} s")


def test_clock(folder):
    """The clock is wrong at boot and set later; there is no network at all."""
    world = World(folder, "clock", rtc="2001-01-01T00:00:00")
    try:
        world.wait_until_ready()
        world.go_to_the_day()
        world.wait_for_picture()
        print("  a clock that was years off was set: the right picture")
        world.run("date -s '2019-09-26 06:30:10' >/dev/null")
        world.wait_for_picture()
    finally:
        world.end()


def test_read_only(folder):
    """The root is read-only from the start, as on boxes that are switched off at the wall."""
    world = World(folder, "read-only", append="rootflag=ro")
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
        world.box.wait_for("it is started again", lambda: world.pid() not in (0, old) and world.is_ready())
        assert "Coffee" in world.run("kiosk live status; true"), "what staff said is lost with the process"
    finally:
        world.end()


def test_full_disk(folder):
    world = World(folder, "full-disk")
    try:
        world.wait_until_ready()
        world.run("dd if=/dev/zero of=/fill bs=1M 2>/dev/null; dd if=/dev/zero of=/fill2 bs=1k 2>/dev/null; sync; true")
        world.go_to_the_day()
        world.run("systemctl restart kiosk")
        world.wait_until_ready()
        world.wait_for_picture()
        print("  " + world.run("df / | tail -n 1").strip() + ": the right picture after a restart")
    finally:
        world.end()


def test_power_cuts(folder, cuts=10):
    """The plug is pulled while staff's changes are written: what is there afterwards is whole."""
    image = os.path.abspath(f"{folder}/cut.qcow2")
    if os.path.exists(image):
        os.unlink(image)
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b",
                    os.path.abspath(f"{folder}/disk.img"), image], check=True)
    live = "kiosk live"
    for cut in range(cuts):
        world = World(folder, "power-cuts", image=image, is_throwaway=False)
        try:
            world.wait_until_ready()
            kept = world.run(f"{live} status; true")
            damage = [line for line in kept.splitlines() if "cannot be read" in line or "damaged" in line]
            assert not damage, damage
            if cut:
                assert "delay" in kept or "+" in kept, f"staff's changes are lost:\n{kept}"
            world.run(f"{live} delay all +1")
            world.run(f"(while :; do {live} delay all +5; {live} delay all +7; done) >/dev/null 2>&1 &")
            time.sleep(2 + 1.7 * cut % 5)
        finally:
            world.end()
    print(f"  {cuts} power cuts while changes were written: each time state and picture were whole")


TESTS = {name[5:]: call for name, call in list(globals().items()) if name.startswith("test_")}


def main(folder, *names):
    wrong = [name for name in names if name not in TESTS]
    if wrong:
        sys.exit(f"no test {wrong[0]}; there are: {', '.join(TESTS)}")
    for name in names or TESTS:
        start = time.monotonic()
        print(f"{name}: {TESTS[name].__doc__.splitlines()[0] if TESTS[name].__doc__ else ''}", flush=True)
        TESTS[name](folder)
        print(f"  passed, {time.monotonic() - start:.0f} s", flush=True)
    print("test-box: all passed")


main(*sys.argv[1:])
