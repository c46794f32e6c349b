"""A box that runs, and what the tests want to know of it and do with it."""
import datetime
import os
import subprocess

from box import Box, overlay, png_to_rgb

# The clock of the box: the bundled day. It is set when the box runs, for systemd lets none start before
# the day on which systemd was built.
MORNING = "2019-09-26 02:00:10"  # UTC: 10:00 at the venue
VIEW = "--view agenda" # as prepare has it
VENUE = datetime.timezone(datetime.timedelta(hours=8))
DRM = "/sys/kernel/debug/dri/0"


class World:
    """`disks`: of an earlier one, to go on with; else one that begins as the prepared one."""

    def __init__(self, folder, name, *, disks=None, is_throwaway=True, **settings):
        self.folder = os.path.abspath(folder)
        self.disks = disks or [f"{self.folder}/disk.img"]
        self.box = Box(f"{self.folder}/{name}", self.disks, f"{self.folder}/vmlinuz", f"{self.folder}/initrd",
                       is_throwaway=is_throwaway, **settings)
        self.run, self.last = self.box.run, None
        self.shell_after = self.box.wait_for_shell()

    @classmethod
    def for_others(cls, folder):
        """One that is booted, and kept by keep_for_others."""
        disk = overlay(f"{os.path.abspath(folder)}/ready.qcow2", f"{folder}/disk.img")
        return cls(folder, "power_on", disks=[disk], is_throwaway=False)

    def keep_for_others(self):
        self.run("sync")
        self.box.save_to(f"{self.folder}/ready.memory")

    @classmethod
    def ready(cls, folder, name, is_throwaway=True):
        """One that goes on where keep_for_others was called. Its disk is its own, and its name is not
        used again, when it is not thrown away."""
        folder = os.path.abspath(folder)
        disk, number = f"{folder}/ready.qcow2", 0
        if not is_throwaway:
            while os.path.exists(disk):
                number += 1
                disk = f"{folder}/{name}-{number}.qcow2"
            overlay(disk, f"{folder}/ready.qcow2")
        return cls(folder, name, disks=[disk], is_throwaway=is_throwaway, memory=f"{folder}/ready.memory")

    def pid(self):
        return int(self.run("systemctl show -P MainPID kiosk") or 0)

    def wait_until_ready(self):
        self.run("systemctl start kiosk", 1800) # it is being started already: waits for that

    def is_another(self, old):
        """The service has another process than that, which has shown its first picture. Asks as little
        as it can: in emulation each process takes long."""
        pid = self.run("p=; read p 2>/dev/null </sys/fs/cgroup/system.slice/kiosk.service/cgroup.procs; echo $p")
        if pid.strip() in ("", str(old)):
            return False
        said = self.run("systemctl show -p ActiveState -p MainPID kiosk")
        now = dict(line.split("=", 1) for line in said.split())
        return now["ActiveState"] == "active" and int(now["MainPID"]) not in (0, old)

    def wait_for_another(self, old):
        self.box.wait_for("it is started again", lambda: self.is_another(old), pause=0.2)

    def sleep(self, seconds):
        """On the box's clock."""
        self.run(f"sleep {seconds}")

    def key(self, *names):
        """Pressed together on the keyboard."""
        self.box.command("send-key", keys=[{"type": "qcode", "data": name} for name in names])

    def go_to_the_day(self):
        self.run(f"date -s '{MORNING}' >/dev/null")

    def set_options(self, options):
        self.run(f"sed -i 's,^KIOSK_OPTIONS=.*,KIOSK_OPTIONS=\"{options}\",' /etc/default/kiosk")

    def snapshot(self, second, size, options=VIEW):
        """What the program says that a screen shows at that moment: the box's own, with its fonts and the
        schedule that the box has at first, run here, where it takes no emulation's time."""
        now = datetime.datetime.fromtimestamp(second, VENUE).strftime("%Y-%m-%dT%H:%M:%S")
        picture = f"/tmp/{os.path.basename(self.box.folder)}.png"
        root = f"{self.folder}/root"
        subprocess.run(["chroot", root, "sh", "-c", f"kiosk snapshot {options} --size {size[0]}x{size[1]} --at {now} "
                        f"-o {picture} /etc/kiosk/day.yaml"], check=True, stderr=subprocess.PIPE)
        with open(root + picture, "rb") as file:
            return png_to_rgb(file.read())

    def wait_for_picture(self, options=VIEW, limit=1200, device=None):
        """Until the screen is what the snapshot of an instant is, to the pixel: of a second between one
        just before and one just after the look at it. The screen."""
        known, self.last = {}, None

        def seconds():
            return int(self.run("date +%s"))

        def is_same():
            before = seconds()
            try:
                screen = self.box.screen(device)
            except RuntimeError: # a card that has no picture yet
                return None
            is_moving, self.last = screen != self.last, screen
            if is_moving: # a crossfade: a snapshot of that would be for nothing
                return None
            for second in range(before, seconds() + 1):
                key = second, screen[:2]
                if key not in known:
                    known[key] = self.snapshot(second, screen[:2], options)
                if screen == known[key]:
                    return screen
            return None
        return self.box.wait_for("the screen is the snapshot of its instant", is_same, limit, 0.2)

    @staticmethod
    def colours(screen):
        """Roughly how many: a console's text has few, a page has many."""
        return len(set(screen[2][i:i + 3] for i in range(0, len(screen[2]), 3)))

    def framebuffers(self):
        return self.run(f"cat {DRM}/framebuffer").count("allocated by")

    def tell(self):
        """What is known when a test has failed."""
        try:
            print(self.run("journalctl -u 'kiosk*' --no-pager | tail -n 40", 120, is_checked=False), flush=True)
        except (OSError, RuntimeError):
            print("  the box does not answer", flush=True)

    def end(self):
        self.box.cut_power()


def uptime(world):
    return float(world.run("cut -d' ' -f1 /proc/uptime"))


def ready_at(world):
    return int(world.run("systemctl show -P ActiveEnterTimestampMonotonic kiosk")) / 1e6


def has_picture(box, device):
    """A page is there: not black, not a console's few colours."""
    try:
        screen = box.screen(device)
    except RuntimeError:
        return None
    return screen if len(set(screen[2][i:i + 3] for i in range(0, len(screen[2]), 3 * 97))) > 40 else None
