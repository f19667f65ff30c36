#!/usr/bin/env python3
"""Holds every #include against src/LAYERS: the arrows between rooms and the doors to dangers.

Tests obey the arrows of their room, but not the doors: a test may look at the outside directly.
"""
import re
from pathlib import Path

from house import ROOT, Complaints, files, text_of

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)


def read_layers(complaints):
    rooms, doors = {}, []
    layers = Path("src/LAYERS")
    for number, line in enumerate(text_of(layers).splitlines(), 1):
        line = line.split("#", 1)[0].strip()
        if not line:
            continue
        door = re.fullmatch(r"only: (\S+): (.+)", line)
        if door:
            doors.append((door[1], door[2].split()))
            continue
        room = re.fullmatch(r"([a-z]+):(.*)", line)
        if not room:
            complaints.add(layers, number, f"neither a room nor a door: {line}")
            continue
        arrows = room[2].split()
        for arrow in arrows:
            # Bottom first: an arrow to a room further down would be a circle sooner or later.
            if arrow not in rooms:
                complaints.add(layers, number, f"{room[1]} names {arrow}, which is not above it")
        rooms[room[1]] = set(arrows) | {room[1]}
    for prefix, owners in doors:
        for owner in owners:
            if owner.split("/")[0] not in rooms:
                complaints.add(layers, 0, f"the door {prefix} belongs to an unknown room {owner}")
    return rooms, doors


def check_quoted(path, line, room, header, rooms, complaints):
    if ".." in Path(header).parts:
        complaints.add(path, line, f'"{header}" goes up with ..')
        return
    target = header.split("/")[0]
    if "/" not in header or target not in rooms:
        complaints.add(path, line, f'"{header}" is not a full path from src/')
    elif target not in rooms[room]:
        complaints.add(path, line, f"{room} may not include {target}: no such arrow in src/LAYERS")
    # A header that CMake makes has its pattern in the room: x.h.in.
    elif not any((ROOT / "src" / (header + end)).exists() for end in ("", ".in")):
        complaints.add(path, line, f'"{header}" does not exist')


def check_doors(path, line, room, header, doors, complaints):
    inside = path.relative_to("src").as_posix()
    for prefix, owners in doors:
        if header.startswith(prefix) and room not in owners and inside not in owners:
            complaints.add(path, line, f"<{header}> may be included only by {', '.join(owners)}")


def main():
    complaints = Complaints()
    rooms, doors = read_layers(complaints)
    arrows = 0
    for path in files():
        if path.parts[0] != "src" or path.suffix not in (".h", ".cpp"):
            continue
        room = path.parts[1]
        if room not in rooms:
            complaints.add(path, 0, f"there is no room {room} in src/LAYERS")
            continue
        text = text_of(path) or ""
        for found in INCLUDE.finditer(text):
            arrows += 1
            line = text.count("\n", 0, found.start(2)) + 1
            if found[1] == '"':
                check_quoted(path, line, room, found[2], rooms, complaints)
            if not path.name.endswith("_test.cpp"):
                check_doors(path, line, room, found[2], doors, complaints)
    complaints.finish(f"{arrows} includes in {len(rooms)} rooms, each along an arrow")


main()
