"""A Debian in qemu with a display and no desktop: boot it, ask its root shell, read its screen.

The image is the caller's. Everything is software emulation: nothing here may depend on how fast it is.
The guest's clock counts its instructions, a thousand million a second (-icount), and goes with ours only
while it sleeps: on a busy machine its watchdogs are as patient as on an idle one, and what is measured on
its clock is that of such a processor, which is a slow one.
"""
import atexit
import json
import os
import re
import shlex
import socket
import subprocess
import time

DISPLAY = "bochs-display,id=card,vgamem=32M,edid=on,xres=1920,yres=1080"


def overlay(path, base):
    """A disk that begins as the other one, which must not change any more. Returns its path."""
    if os.path.exists(path):
        os.unlink(path)
    kind = "raw" if base.endswith(".img") else "qcow2"
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", kind, "-b", os.path.abspath(base), path],
                   check=True)
    return path


class Box:
    """`disks`: paths; what is written to them stays when is_throwaway is False. `memory`: a file of
    save_to, of a box with the same devices and the same number of disks; it goes on from there."""

    def __init__(self, folder, disks, kernel, initrd, *, append="", rtc=None, is_throwaway=True, memory=None,
                 megabytes=1024, devices=(DISPLAY,)):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        qmp, shell = f"{folder}/qmp", f"{folder}/shell"
        for path in (qmp, shell):
            if os.path.exists(path):
                os.unlink(path)
        command = [
            "qemu-system-x86_64", "-M", "q35", "-accel", "tcg,thread=single", "-icount", "shift=0,align=off,sleep=on",
            # no_timer_check: on a busy machine the kernel takes an emulated timer for a broken one.
            # Mesa's and others' code for newer ones is where emulation goes wrong
            "-cpu", "Nehalem", "-smp", "1", "-m", str(megabytes), "-display", "none", "-nodefaults", "-no-reboot",
            "-kernel", kernel, "-initrd", initrd,
            "-append", "console=ttyS0 quiet loglevel=4 no_timer_check vt.global_cursor_default=0 consoleblank=0 " + append,
            "-serial", f"file:{folder}/console.log", "-serial", f"unix:{shell},server=on,wait=off",
            "-qmp", f"unix:{qmp},server=on,wait=off",
            "-device", "pcie-root-port,id=behind,chassis=1,mem-reserve=64M,pref32-reserve=256M"]
        for disk in disks:
            command += ["-drive", f"file={disk},if=virtio,format={'raw' if disk.endswith('.img') else 'qcow2'},"
                                  f"cache=writeback,snapshot={'on' if is_throwaway else 'off'}"]
        for device in devices:
            command += ["-device", device]
        command += ["-rtc", (f"base={rtc}," if rtc else "") + "clock=vm"]
        if memory:
            command += ["-incoming", f"exec:cat {shlex.quote(memory)}"]
        self.started = time.monotonic()
        with open(f"{folder}/qemu.log", "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        atexit.register(self.process.kill) # whatever becomes of the test
        self.qmp = self._connect(qmp).makefile("rw")
        self.qmp.readline()
        self.command("qmp_capabilities")
        if memory:
            self.wait_for("what was written down is read",
                          lambda: self.command("query-status")["status"] != "inmigrate", pause=0.1)
            self.command("cont") # it was stopped for being written down
        self.shell, self.rest, self.count = self._connect(shell), b"", 0

    def _connect(self, path):
        for _ in range(600):
            try:
                connection = socket.socket(socket.AF_UNIX)
                connection.connect(path)
                return connection
            except OSError:
                connection.close()
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"qemu does not run; see {self.folder}/qemu.log")

    def command(self, name, **arguments):
        """One of QMP's."""
        self.qmp.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        self.qmp.flush()
        while True:
            answer = json.loads(self.qmp.readline())
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise RuntimeError(f"{name}: {answer['error']}")

    def run(self, text, limit=900, is_checked=True):
        """What root's shell answers. It is raw: no echo, no prompt."""
        self.count += 1
        mark = f"END-{self.count}-"
        self.shell.sendall(f"{{ {text}\n}} 2>&1 </dev/null; echo {mark}$?-\n".encode())
        pattern = re.compile(rb"(?s)(.*?)" + mark.encode() + rb"(\d+)-\r?\n")
        end = time.monotonic() + limit
        while True:
            match = pattern.search(self.rest)
            if match:
                self.rest = self.rest[match.end():]
                said = match.group(1).decode(errors="replace")
                if is_checked and match.group(2) != b"0":
                    raise RuntimeError(f"{text}: ended with {match.group(2).decode()}: {said}")
                return said
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"{text}: no end within {limit} s: {self.rest!r}")
            self.shell.settimeout(left)
            try:
                more = self.shell.recv(1 << 16)
            except TimeoutError:
                continue
            if not more:
                raise RuntimeError("qemu has ended")
            self.rest += more

    def wait_for(self, what, is_so, limit=1200, pause=1.0):
        """Polls until is_so() is true, and returns that."""
        end = time.monotonic() + limit
        while True:
            answer = is_so()
            if answer:
                return answer
            if time.monotonic() > end:
                raise TimeoutError(f"not within {limit} s: {what}")
            time.sleep(pause)

    def wait_for_shell(self, limit=1500):
        def is_there():
            try:
                return self.run("echo there", 10) != ""
            except (TimeoutError, RuntimeError): # none yet, or the first words met a terminal that echoes
                return False
        self.wait_for("a shell", is_there, limit, 0.1)
        return time.monotonic() - self.started

    def save_to(self, path):
        """Writes down the state of the whole machine but its disks, and ends it."""
        self.command("stop")
        self.command("migrate", uri=f"exec:cat >{shlex.quote(path)}")
        state = self.wait_for("the machine is written down", lambda: self._migration() in ("completed", "failed") and
                              self._migration(), pause=0.2)
        self.command("quit")
        self.process.wait()
        self.shell.close()
        if state != "completed":
            raise RuntimeError(f"the machine cannot be written down; see {self.folder}/qemu.log")

    def _migration(self):
        return self.command("query-migrate").get("status")

    def screen(self, device=None):
        """What the display shows: (width, height, RGB bytes)."""
        path = f"{self.folder}/screen.ppm"
        arguments = {"device": device} if device else {}
        self.command("screendump", filename=path, **arguments)
        return read_ppm(path)

    def cut_power(self):
        self.process.kill()
        self.process.wait()
        self.shell.close()


def read_ppm(path):
    with open(path, "rb") as file:
        data = file.read()
    head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    return int(head.group(1)), int(head.group(2)), data[head.end():]


def png_to_rgb(png):
    """(width, height, RGB bytes), by ImageMagick."""
    ppm = subprocess.run(["convert", "png:-", "-depth", "8", "ppm:-"], input=png, capture_output=True,
                         check=True).stdout
    head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", ppm)
    return int(head.group(1)), int(head.group(2)), ppm[head.end():]

