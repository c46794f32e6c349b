"""Speaking to programs that are controlled by WebSocket (OBS, Chromium), and reading the PNGs that
they answer with. Nothing but Python's own library."""
import base64
import json
import os
import socket
import struct
import time
import zlib


def wait_until(what, question, seconds=40, every=0.1):
    """The first answer that is not None or False."""
    end = time.monotonic() + seconds
    while True:
        try:
            answer = question()
        except (OSError, RuntimeError):
            answer = None
        if answer not in (None, False):
            return answer
        if time.monotonic() > end:
            raise RuntimeError(f"waited {seconds} s for {what}")
        time.sleep(every)


class WebSocket:
    """A client (RFC 6455) for messages of text."""

    def __init__(self, port, path="/"):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=40)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                             "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
                             ).encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.buffer += self.more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise RuntimeError(head.decode())

    def more(self):
        got = self.socket.recv(1 << 20)
        if not got:
            raise RuntimeError("the connection is closed")
        return got

    def take(self, count):
        while len(self.buffer) < count:
            self.buffer += self.more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def send(self, message, opcode=1):
        data = json.dumps(message).encode() if opcode == 1 else message
        mask = os.urandom(4)
        size = len(data)
        if size < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
        elif size < 65536:
            head = struct.pack("!BBH", 0x80 | opcode, 0xFE, size)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0xFF, size)
        body = bytes(b ^ mask[i % 4] for i, b in enumerate(data))
        self.socket.sendall(head + mask + body)

    def receive(self):
        text = b""
        while True:
            first, size = self.take(2)
            size &= 0x7F
            if size == 126:
                size = struct.unpack("!H", self.take(2))[0]
            elif size == 127:
                size = struct.unpack("!Q", self.take(8))[0]
            data = self.take(size)
            if first & 0xF == 9:
                self.send(data, 10)
            elif first & 0xF in (0, 1):
                text += data
                if first & 0x80:
                    return json.loads(text)
            elif first & 0xF == 8:
                raise RuntimeError("the connection is closed")


class Picture:
    """An 8-bit RGB or RGBA PNG."""

    def __init__(self, data):
        at, packed = 8, b""
        while at < len(data):
            size, kind = struct.unpack("!I4s", data[at:at + 8])
            body = data[at + 8:at + 8 + size]
            if kind == b"IHDR":
                self.width, self.height, depth, colour, _, _, interlaced = struct.unpack(
                    "!IIBBBBB", body)
                if depth != 8 or colour not in (2, 6) or interlaced:
                    raise RuntimeError(f"a PNG of depth {depth}, colour {colour}")
                self.channels = 4 if colour == 6 else 3
            elif kind == b"IDAT":
                packed += body
            at += size + 12
        self.rows = self.unfilter(zlib.decompress(packed))

    def unfilter(self, raw):
        """PNG, 9.2: each row is told as differences to its neighbours."""
        step, length, rows = self.channels, self.width * self.channels, []
        above = bytearray(length)
        for y in range(self.height):
            kind = raw[y * (length + 1)]
            row = bytearray(raw[y * (length + 1) + 1:(y + 1) * (length + 1)])
            for i in range(length if kind else 0):
                left = row[i - step] if i >= step else 0
                up = above[i]
                corner = above[i - step] if i >= step else 0
                if kind == 1:
                    guess = left
                elif kind == 2:
                    guess = up
                elif kind == 3:
                    guess = (left + up) // 2
                else:
                    estimate = left + up - corner
                    near = [abs(estimate - left), abs(estimate - up), abs(estimate - corner)]
                    guess = (left, up, corner)[near.index(min(near))]
                row[i] = (row[i] + guess) & 0xFF
            rows.append(row)
            above = row
        return rows

    def pixel(self, x, y):
        return tuple(self.rows[y][x * self.channels:(x + 1) * self.channels])
