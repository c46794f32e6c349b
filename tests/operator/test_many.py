"""Twenty operators at random, each with a page's events; and clients that do not read. Nothing is
lost, and all see the same in the end.

  test_many.py KIOSK SCHEDULE [COMMANDS [SECONDS]]

With SECONDS each says its commands spread over so long a time: by hand, for a figure."""
import glob
import json
import random
import socket
import sys
import threading
import time

from checks import check, equal, finish
from world import Kiosk, skip_without

skip_without("Xvfb")
program, schedule = sys.argv[1:3]
COMMANDS = int(sys.argv[3]) if len(sys.argv) > 3 else 12
SECONDS = float(sys.argv[4]) if len(sys.argv) > 4 else 0
OPERATORS, SLOW = 20, 20


def memory_kib(kiosk):
    for line in open(f"/proc/{kiosk.process.pid}/smaps_rollup"):
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


class Operator(threading.Thread):
    """Says things at random, and remembers what was answered; listens meanwhile."""

    def __init__(self, kiosk, number, token):
        super().__init__()
        self.kiosk, self.chance = kiosk, random.Random(number)
        self.bearer = {"Authorization": f"Bearer {token}"}
        self.name_, self.done, self.undone, self.stale = f"op{number}", 0, 0, 0
        self.link = socket.create_connection(("127.0.0.1", kiosk.port), timeout=60)
        self.link.sendall(f"GET /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                          f"{token}\r\n\r\n".encode())
        self.lines = self.link.makefile("rb")
        self.state, self.is_heard = None, threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()
        self.wait_for(lambda state: True)

    def listen(self):
        """Who does not read is let go after a while: a page reads all the time."""
        for line in self.lines:
            if line.startswith(b"data: "):
                with self.is_heard:
                    self.state = json.loads(line[6:])
                    self.is_heard.notify_all()

    def wait_for(self, question):
        with self.is_heard:
            if not self.is_heard.wait_for(lambda: self.state and question(self.state), 60):
                raise RuntimeError(f"{self.name_} heard nothing of it")

    def run(self):
        for i in range(COMMANDS):
            if SECONDS:
                time.sleep(self.chance.random() * 2 * SECONDS / COMMANDS)
            room = self.chance.choice(self.state["rooms"])
            line = self.chance.choice([
                f"delay {room['id']} +5", f"room {room['id']} \"{self.name_} {i}\"",
                f"note panel \"{self.name_} {i}\"", "undo"])
            body = {"line": line}
            if line.startswith(("delay", "room")):
                body.update(room_seen=room["id"], seen=room["version"])
            code, _, _ = self.kiosk.call("/api/live", body, headers=self.bearer, timeout=60)
            if code == 200 and line == "undo":
                self.undone += 1
            elif code == 200:
                self.done += 1
            elif code == 409:
                self.stale += 1
            elif line != "undo":
                check("answers make sense", False, f"{line}: {code}")

    def end_with(self, wanted):
        """The events come to that state."""
        self.wait_for(lambda state: [c["number"] for c in state["status"]["changes"]] == wanted)
        self.link.shutdown(socket.SHUT_RDWR)


with Kiosk(program, schedule, "2026-05-16 10:40") as kiosk:
    tokens = [kiosk.token(f"op{i}", "operate") for i in range(OPERATORS)]
    bearer = {"Authorization": f"Bearer {tokens[0]}"}
    kiosk.call("/api/state", headers=bearer)
    before = memory_kib(kiosk)
    slow = []
    for i in range(SLOW):  # they ask for events and read none
        link = socket.create_connection(("127.0.0.1", kiosk.port))
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link.sendall(f"GET /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                     f"{tokens[i % OPERATORS]}\r\n\r\n".encode())
        slow.append(link)
    operators = [Operator(kiosk, i, token) for i, token in enumerate(tokens)]
    print(f"{(memory_kib(kiosk) - before) / (SLOW + OPERATORS):.0f} KiB for each client")
    for operator in operators:
        operator.start()
    for operator in operators:
        operator.join()
    # Numbers are given once: the next one says how many there were, whatever was taken back.
    kiosk.call("/api/live", {"line": "delay main +5"}, headers=bearer)
    end = json.loads(kiosk.call("/api/state", headers=bearer)[1])
    changes = end["status"]["changes"]
    done = sum(o.done for o in operators)
    undone = sum(o.undone for o in operators)
    stale = sum(o.stale for o in operators)
    print(f"{done} changes, {undone} taken back, {stale} refused because the room had changed")
    numbers = [c["number"] for c in changes]
    check("nothing is there twice", len(set(numbers)) == len(numbers))
    # Each change that was answered has a number; an undo takes one away, a later note the former.
    equal("nothing is lost", max(numbers), done + 1)
    equal("the socket agrees", [int(line.split()[0]) for line in kiosk.live("list").splitlines()],
          numbers)
    with open(glob.glob(kiosk.state() + "/*.json")[0]) as file:
        equal("the disk agrees", [c["number"] for c in json.load(file)["changes"]], numbers)
    for operator in operators:
        operator.end_with(numbers)
    equal("and so do all pages", {json.dumps(o.state["rooms"], sort_keys=True) for o in operators},
          {json.dumps(end["rooms"], sort_keys=True)})
    for link in slow:
        link.close()
    equal("it ends", kiosk.stop(), 0)
finish()
