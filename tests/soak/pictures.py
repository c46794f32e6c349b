"""pictures.py: pixels of PNG files and of Xvfb, and the day that the soak shows. No process is here."""
import re, struct, time, zlib

WIDTH, HEIGHT = 480, 270
VIEWS = ["now_next", "agenda", "grid", "spotlight", "partners"]
FIRST_DAY = 1778889600  # 2026-05-16
MASK = (1 << 64) - 1


def schedule(days, edition, notice=None):
    out = ["kiosk: 1", "event: {name: Soak, timezone: UTC, language: en, logo: logo.svg}",
           "rooms: [{id: main, name: Main Hall}, {id: side, name: Side Room}]",
           "partners: {gold: [{name: Acme, logo: acme.svg}, {name: Umbrella}]}",
           f"projects: [{{name: Anvil, tagline: 'Edition {edition}', url: 'https://a.example'}}]",
           f"display: {{views: [{', '.join(VIEWS)}]}}"]
    if notice:
        out.append(f"notices: [{{level: {notice[0]}, text: \"{notice[1]}\"}}]")
    out.append("days:")
    for day in range(days):
        date = time.strftime("%Y-%m-%d", time.gmtime(FIRST_DAY + day * 86400))
        out.append(f"  - date: {date}\n    sessions:")
        for hour in range(9, 21):
            for room in ("main", "side"):
                title = f"Talk {hour} in {room}, edition {edition}"
                out.append(f"      - {{id: {room}{hour}, time: \"{hour:02}:00-{hour:02}:45\", "
                           f"room: {room}, title: \"{title}\"}}")
    return "\n".join(out) + "\n"


def source_hash(data):
    """What the program calls the bytes of a file: src/formats/source_hash.c, for the second time."""
    first, second = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
    lanes = [1, 2, 3, 4]
    whole = len(data) // 64 * 64
    for at in range(0, whole, 64):
        words = struct.unpack_from("<8Q", data, at)
        for i in range(4):
            product = (lanes[i] ^ words[2 * i]) * (first ^ words[2 * i + 1])
            lanes[i] = (product ^ product >> 64) & MASK
    value = 0xCBF29CE484222325
    for byte in data[whole:]:
        value = (value ^ byte) * 0x100000001B3 & MASK
    value ^= len(data)
    for lane in lanes:
        value ^= lane
        value = (value ^ value >> 30) * first & MASK
        value = (value ^ value >> 27) * second & MASK
        value ^= value >> 31
    return f"{value:016x}"


def png_pixels(path):
    """Rows of RGB of an 8-bit PNG."""
    with open(path, "rb") as file:
        data = file.read()
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", data[at + 8:at + 18])
        if kind == b"IDAT":
            packed += data[at + 8:at + 8 + size]
        at += 12 + size
    step = {2: 3, 6: 4}[colour]
    raw, rows, before = zlib.decompress(packed), [], bytearray(width * step)
    for y in range(height):
        start = y * (width * step + 1)
        how, row = raw[start], bytearray(raw[start + 1:start + 1 + width * step])
        for i in range(len(row) if how else 0):
            a = row[i - step] if i >= step else 0
            b, c = before[i], before[i - step] if i >= step else 0
            if how == 4:
                p = a + b - c
                near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            else:
                near = (0, a, b, (a + b) // 2)[how]
            row[i] = (row[i] + near) & 255
        rows.append(bytes(row) if step == 3 else bytes(v for i, v in enumerate(row) if i % 4 != 3))
        before = row
    return rows


def png_write(path, rows):
    """Rows of RGB as a PNG."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) +
                   chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) +
                   chunk(b"IEND", b""))


def screen_pixels(path):
    """Rows of RGB of a screen that Xvfb keeps in a file (-fbdir)."""
    with open(path, "rb") as file:
        data = file.read()
    head = struct.unpack(">25I", data[:100])
    at = head[0] + head[19] * 12
    rows = []
    for y in range(HEIGHT):
        row = data[at + y * head[12]:at + y * head[12] + WIDTH * 4]
        rgb = bytearray(WIDTH * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        rows.append(bytes(rgb))
    return rows


def difference(a, b):
    """The area (left, top, right, bottom) in which two pictures differ; None: they do not."""
    rows = [y for y in range(HEIGHT) if a[y] != b[y]]
    if not rows:
        return None
    columns = [i // 3 for y in rows for i in range(WIDTH * 3) if a[y][i] != b[y][i]]
    return min(columns), rows[0], max(columns) + 1, rows[-1] + 1


def stage_of(line):
    """(what, view, page, instant, hash of the schedule) of a line of the log about the screen."""
    found = re.search(r"stage: (showing|shown|fading to) (\S+) page (\d+) .* at (\d{4}-\d\d-\d\d"
                      r"T\S+) until \S+ of ([0-9a-f]{16})", line)
    return found.groups() if found else None
