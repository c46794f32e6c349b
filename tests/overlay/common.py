"""What the tests with other programs share: the picture of three parts, starting and ending
programs, comparing pixels, and skipping with a clear line."""
import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77  # for ctest
WIDTH, HEIGHT = 96, 48
LIMIT = 40  # seconds that a program may take

# Over blue (0, 0, 200): nothing, straight red at 128/255, opaque green.
RIGHT = [(0, 0, 200), (128, 0, 100), (0, 255, 0)]
# Premultiplied red that is taken for straight: its edges are too dark.
DARK = (64, 0, 100)

# Kiosks of these tests have their sockets here, not beside a service's.
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="kiosk-overlay-run-")
atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)


def skip_unless(*programs):
    for program in programs:
        if not shutil.which(program):
            print(f"skipped: {program} is not installed")
            sys.exit(SKIPPED)


def middle_pixels(frame, width=WIDTH, height=HEIGHT, channels=3):
    """The pixel in the middle of each third."""
    pixels = []
    for third in range(3):
        at = ((height // 2) * width + width * (2 * third + 1) // 6) * channels
        pixels.append(tuple(frame[at:at + channels]))
    return pixels


def distance(a, b):
    return max(abs(x - y) for x, y in zip(a, b))


failures = 0


def check(name, is_right, detail=""):
    global failures
    print(f"{'ok' if is_right else 'FAILED'}: {name} {detail}")
    if not is_right:
        failures += 1


def check_pixels(name, got, wanted=None, most=2):
    wanted = wanted or RIGHT
    off = max(distance(a, b) for a, b in zip(got, wanted)) if len(got) == len(wanted) else 999
    check(name, off <= most, f"{got}, off by {off}")


def finish():
    sys.exit(1 if failures else 0)


class Three:
    """The program that sends the picture, for as long as the block lasts."""

    def __init__(self, program, target, container="raw", alpha="straight", page="0", mirrored=False,
                 stdout=None):
        words = [program, target, container, alpha, str(page)] + ["mirrored"] * mirrored
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                                        stdout=stdout)

    def __enter__(self):
        line = self.process.stderr.readline()
        if line != b"ready\n":
            raise RuntimeError(line.decode() + self.process.stderr.read().decode())
        return self

    def say(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __exit__(self, *_):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass  # it was killed
        try:
            self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process.stderr.close()
        if self.process.stdout:
            self.process.stdout.close()


class Folder:
    """A folder that is gone afterwards."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="kiosk-overlay-")
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


class Beside:
    """Shell commands that run as long as the block lasts. They are there when they say what they
    send."""

    def __init__(self, lines):
        self.lines = lines

    def __enter__(self):
        self.processes = []
        for line in self.lines:
            process = subprocess.Popen(["sh", "-c", f"exec {line}"], stderr=subprocess.PIPE,
                                       stdout=subprocess.DEVNULL)
            self.processes.append(process)
            while not re.search(b"(frames|pictures) of", said := process.stderr.readline()):
                if not said:
                    raise RuntimeError(f"ended: {line}")

    def __exit__(self, *_):
        for process in self.processes:
            process.terminate()
            process.wait(LIMIT)
            process.stderr.close()


def run(words, **more):
    """What the program writes; it must end well, and in time."""
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT,
                          **more)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)[:200]}\n{done.stderr.decode()[-2000:]}")
    return done.stdout


def shell(script, **variables):
    """Runs what --print printed."""
    return run(["sh", "-c", script], env={**os.environ, **variables})
