"""Power-on to picture, three ways in one image: compare.py FOLDER [ROUNDS]

The kiosk on the display itself, the kiosk on an Xorg that xinit starts, and Chromium with the yardstick's
page (bench/page) under cage. FOLDER has what script/test-box --compare made. The same machine is
emulated each time, and all times are those of its own clock, which counts instructions: what is worth
reading is the ratios.
"""
import os
import statistics
import sys

from box import Box, overlay
from world import has_picture

# The unit that is started at boot in place of kiosk.service.
WAYS = {"kms": None, "xorg": "compare-x.service", "chromium": "compare-chromium.service"}
REST = 30 # seconds
# Of qemu's cards the one on which cage starts, too: its pixels can be another program's (PRIME).
DISPLAY = "virtio-vga,id=card,edid=on,xres=1920,yres=1080"


def wait_for_picture(box, way, unit):
    minutes = 40
    while True:
        try:
            return box.wait_for(f"{way}'s picture", lambda: has_picture(box, None), 60, 0.1)
        except TimeoutError: # not asked more often: that, too, is work for the box
            minutes -= 1
            if minutes == 0 or (unit and "failed" in box.run(f"systemctl is-active {unit}; true")):
                raise


def boot(folder, way, unit):
    """One power-on; what was measured, by name."""
    append = f"systemd.mask=kiosk.service systemd.wants={unit}" if unit else ""
    disk = overlay(f"{folder}/{way}.qcow2", f"{folder}/disk.img")
    box = Box(f"{folder}/{way}", [disk], f"{folder}/vmlinuz", f"{folder}/initrd", append=append, megabytes=2048,
              devices=(DISPLAY,))
    try:
        box.wait_for_shell()
        wait_for_picture(box, way, unit)
        picture = float(box.run("cut -d' ' -f1 /proc/uptime"))
        box.run("sleep 20")
        used = ("awk '/^MemTotal/ {t = $2} /^MemAvailable/ {a = $2} END {print (t - a) / 1024}' /proc/meminfo")
        memory = float(box.run(used))
        switches = "awk '/^ctxt/ {print $2}' /proc/stat"
        before, start = int(box.run(switches)), float(box.run("cut -d' ' -f1 /proc/uptime"))
        box.run(f"sleep {REST}")
        after, end = int(box.run(switches)), float(box.run("cut -d' ' -f1 /proc/uptime"))
        box.command("screendump", filename=f"{folder}/{way}.ppm")
        return {"picture": picture, "memory": memory, "switches": (after - before) / (end - start)}
    except Exception:
        print(box.run("journalctl --no-pager | tail -n 60; true", is_checked=False))
        raise
    finally:
        box.cut_power()


def main(folder, rounds="3"):
    folder = os.path.abspath(folder)
    found = {way: [] for way in WAYS}
    for number in range(int(rounds)): # in turn, so that what else the machine does is shared
        for way, unit in WAYS.items():
            one = boot(folder, way, unit)
            found[way].append(one)
            print(f"  round {number + 1}, {way}: picture {one['picture']:.1f} s after the kernel's start, "
                  f"{one['memory']:.0f} MB in use, {one['switches']:.1f} switches a second", flush=True)
    middle = {way: {name: statistics.median(one[name] for one in ones) for name in ones[0]}
              for way, ones in found.items()}
    for way, one in middle.items():
        ratios = ", ".join(f"{name} {one[name] / middle['kms'][name]:.2f}" for name in one)
        print(f"{way}: {one['picture']:.1f} s, {one['memory']:.0f} MB, {one['switches']:.1f} switches a second; "
              f"times kms: {ratios}")


main(*sys.argv[1:])
