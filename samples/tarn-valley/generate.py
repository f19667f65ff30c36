#!/usr/bin/env python3
"""Makes the 31 originals of the practice mission "Tarn Valley" (fictional) in a folder.

    python3 samples/tarn-valley/generate.py TARGET

Same input, same bytes out: no clock, no chance, no library beyond Python's own. The texts are kept
in git as they are; what is binary (PDF, pictures, sound) is made here so that git stays small.
Refuses to write over a file that differs, and to leave the mission incomplete.
"""
import json
import math
import pathlib
import struct
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
FICTIONAL = 'FICTIONAL - practice mission "Tarn Valley". No person, place or event here is real.'
LINES_A_PAGE = 46


# --- PDF -----------------------------------------------------------------------------------------
# Object 1 catalog, 2 pages, 3 font, then a page and its content stream for each page. Helvetica is
# one of the fourteen fonts every reader has, so nothing is embedded; that limits us to Latin text.

def pdf_string(text):
    encoded = text.encode("cp1252").decode("latin-1")
    return encoded.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def page_stream(lines, number, total):
    fixed = any("  " in line.strip() for line in lines)  # a table needs letters of one width
    out = ["BT", f"/{'F2' if fixed else 'F1'} {8 if fixed else 11} Tf", "56 790 Td", "15 TL"]
    for line in [FICTIONAL, ""] + lines:
        out.append(f"({pdf_string(line)}) Tj T*")
    out += ["ET", "BT", "/F1 9 Tf", f"270 36 Td ({number} / {total}) Tj", "ET"]
    return "\n".join(out).encode("latin-1")


def make_pdf(source):
    pages = [part.strip("\n").split("\n") for part in source.split("=== page\n")]
    assert all(len(lines) <= LINES_A_PAGE for lines in pages), "a page holds 46 lines"
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode()]
    for font in ("Helvetica", "Courier"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} "
                       "/Encoding /WinAnsiEncoding >>".encode())
    for index, lines in enumerate(pages):
        stream = page_stream(lines, index + 1, len(pages))
        objects.append(("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
                        "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
                        f"/Contents {6 + 2 * index} 0 R >>").encode())
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += (b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            % (len(objects) + 1, xref))
    return bytes(out)


# --- PNG -----------------------------------------------------------------------------------------

def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def make_sketch_map():
    """The valley as someone would draw it: the river, the school, three villages. 480 x 320."""
    width, height = 480, 320
    villages = [(110, 80), (250, 170), (400, 250)]
    rows = bytearray()
    for y in range(height):
        rows.append(0)  # filter: none
        for x in range(width):
            river = abs(y - (60 + x * 0.5 + 14 * math.sin(x / 40))) < 5
            village = any((x - vx) ** 2 + (y - vy) ** 2 < 196 for vx, vy in villages)
            school = 80 <= x <= 96 and 50 <= y <= 62
            colour = ((90, 40, 40) if school else (60, 60, 60) if village
                      else (120, 160, 210) if river else (240, 236, 222))
            rows += bytes(colour)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    note = b"Comment\0" + FICTIONAL.encode()
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"tEXt", note)
            + png_chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + png_chunk(b"IEND", b""))


# --- JPEG ----------------------------------------------------------------------------------------
# A baseline JPEG of flat 8 x 8 blocks needs only the mean (DC) of each block: two coded numbers.
# Grey, one component; all quantization steps are 8, so a DC of n is a mean of 128 + n.

DC_BITS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]  # the table of ITU-T T.81, K.3
DC_CODES = {0: "00", 1: "010", 2: "011", 3: "100", 4: "101", 5: "110", 6: "1110", 7: "11110",
            8: "111110", 9: "1111110", 10: "11111110", 11: "111111110"}


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def make_jpeg(shades, exif):
    """shades: rows of block means, 0-255."""
    bits, last = [], 0
    for row in shades:
        for shade in row:
            value = shade - 128
            difference, last = value - last, value
            size = abs(difference).bit_length()
            bits.append(DC_CODES[size])
            if size:
                coded = difference if difference > 0 else difference + (1 << size) - 1
                bits.append(format(coded, f"0{size}b"))
            bits.append("0")  # end of block, the only symbol of our AC table
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    scan = bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8)).replace(b"\xff", b"\xff\0")
    height, width = len(shades) * 8, len(shades[0]) * 8
    return (b"\xff\xd8" + segment(0xE1, exif) + segment(0xFE, FICTIONAL.encode())
            + segment(0xDB, b"\0" + bytes([8] * 64))
            + segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
            + segment(0xC4, b"\0" + bytes(DC_BITS) + bytes(range(12)))
            + segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\0")
            + segment(0xDA, b"\1\1\0\0\x3f\0") + scan + b"\xff\xd9")


def ifd(entries, start):
    """An image file directory: entries (tag, type, count, payload), and its overflow data."""
    body, overflow = struct.pack("<H", len(entries)), b""
    data_at = start + 2 + 12 * len(entries) + 4
    for tag, kind, count, payload in entries:
        if len(payload) > 4:
            at = data_at + len(overflow)
            overflow += payload + b"\0" * (len(payload) % 2)
            payload = struct.pack("<I", at)
        body += struct.pack("<HHI", tag, kind, count) + payload.ljust(4, b"\0")
    return body + struct.pack("<I", 0) + overflow


def degrees(value_e7):
    """Degrees, minutes, seconds as three unsigned fractions, out of 1e-7 degrees."""
    value = abs(value_e7)
    whole, rest = divmod(value, 10_000_000)
    minutes, rest = divmod(rest * 60, 10_000_000)
    return struct.pack("<6I", whole, 1, minutes, 1, rest * 60 // 100_000, 100)


def make_exif(taken, model, place_e7=None):
    def text(tag, value):
        data = value.encode() + b"\0"
        return (tag, 2, len(data), data)

    entries = [text(0x010F, "Fictional"), text(0x0110, model), text(0x0132, taken)]
    gps = b""
    if place_e7:
        entries.append((0x8825, 4, 1, b"\0\0\0\0"))
        at = 8 + len(ifd(entries, 8))
        entries[-1] = (0x8825, 4, 1, struct.pack("<I", at))
        north, east = place_e7
        gps = ifd([(0, 1, 4, b"\2\3\0\0"), (1, 2, 2, b"S\0" if north < 0 else b"N\0"),
                   (2, 5, 3, degrees(north)), (3, 2, 2, b"W\0" if east < 0 else b"E\0"),
                   (4, 5, 3, degrees(east))], at)
    return b"Exif\0\0" + b"II*\0" + struct.pack("<I", 8) + ifd(entries, 8) + gps


def yard_shades():
    """A yard: sky, a roof, a wall with a dark door, ground. 60 x 40 blocks."""
    def shade(x, y):
        if y < 12:
            return 210 - y * 2
        if 15 <= x < 45 and y < 18 and abs(x - 30) <= (y - 11) * 3:
            return 90
        if 18 <= x < 42 and 18 <= y < 30:
            return 40 if 28 <= x < 32 and y >= 22 else 170
        return 120 + (x * 7 + y * 13) % 16
    return [[shade(x, y) for x in range(60)] for y in range(40)]


def school_shades():
    """A classroom wall: plaster, a blackboard, soot. 60 x 40 blocks."""
    def shade(x, y):
        if 10 <= x < 40 and 8 <= y < 22:
            return 50
        soot = max(0, 90 - (x - 48) ** 2 - (y - 34) ** 2 // 2)
        return 190 - soot - (x * 5 + y * 3) % 9
    return [[shade(x, y) for x in range(60)] for y in range(40)]


# --- WAV -----------------------------------------------------------------------------------------

def make_recording(seconds):
    """Not a voice: a quiet tone with a pulse every ten seconds, as long as the transcript says.
    4 kHz, 8 bits, one channel. Nobody's voice is imitated for an exercise."""
    rate = 4000

    def second(loud):
        return bytes(128 + round((60 if loud and n < 400 else 10)
                                 * math.sin(2 * math.pi * 220 * n / rate)) for n in range(rate))
    quiet, pulse = second(False), second(True)
    data = b"".join(pulse if n % 10 == 0 else quiet for n in range(seconds))
    info = FICTIONAL.encode().ljust((len(FICTIONAL) + 2) // 2 * 2, b"\0")
    comment = b"INFOICMT" + struct.pack("<I", len(info)) + info
    body = (b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate, 1, 8)
            + b"LIST" + struct.pack("<I", len(comment)) + comment
            + b"data" + struct.pack("<I", len(data)) + data)
    return b"RIFF" + struct.pack("<I", len(body)) + body


# --- the mission ---------------------------------------------------------------------------------

def originals():
    for path in sorted((HERE / "texts").iterdir()):
        yield path.name, path.read_bytes()
    for path in sorted((HERE / "pdf").glob("*.txt")):
        yield path.stem + ".pdf", make_pdf(path.read_text("utf-8"))
    yield "sketch-map.png", make_sketch_map()
    # The yard of W-03, by its GPS. All places of the mission lie in the open ocean.
    yield "photo-yard.jpg", make_jpeg(yard_shades(), make_exif(
        "2025:03:22 16:40:11", "Telephone", (-300123456, 800456789)))
    yield "photo-school.jpg", make_jpeg(school_shades(), make_exif("2025:06:08 10:12:45", "Camera"))
    yield "recording-w02.wav", make_recording(14 * 60)


def main(arguments):
    if len(arguments) != 1:
        print("usage: generate.py TARGET", file=sys.stderr)
        return 2
    target = pathlib.Path(arguments[0])
    target.mkdir(parents=True, exist_ok=True)
    made = dict(originals())
    named = [e["file"] for e in json.loads((HERE / "mission.json").read_text("utf-8"))["exhibits"]]
    if sorted(named) != sorted(made):
        odd = set(named) ^ set(made)
        print(f"mission.json and the originals differ: {sorted(odd)}", file=sys.stderr)
        return 1
    for name in named:
        path = target / name
        if path.exists() and path.read_bytes() != made[name]:
            print(f"{path} exists and differs; choose an empty folder", file=sys.stderr)
            return 1
        path.write_bytes(made[name])
    print(f"{len(named)} originals of the practice mission (fictional) in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
