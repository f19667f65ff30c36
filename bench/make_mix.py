#!/usr/bin/env python3
"""Makes the mix of files that sealing is measured on: 8 "videos" of 128 MiB, 200 "photos" of 1 to
4 MB, 40,000 documents of 0.2 to 400 kB, 2.1 GB together. The same seed gives the same bytes.

  make_mix.py FOLDER [--scale 1.0]     scale divides the numbers of files, and of a small mix the
                                       size of the videos too
"""
import argparse
import json
import random
from pathlib import Path

VIDEOS, VIDEO_BYTES = 8, 128 << 20
PHOTOS, PHOTO_BYTES = 200, (1_000_000, 4_000_000)
DOCUMENTS, DOCUMENT_BYTES = 40_000, (200, 400_000)
# Small documents are many and large ones few: exponent chosen so that the mean is 14 kB and the
# whole mix 2.13 GB.
SKEW = 4.35
WORDS = ("on that day the soldiers came to village and school we were told to wait by river "
         "statement of witness taken before two members report about what was seen heard "
         "house road bridge market morning evening people family district officer order").split()


def make_videos(folder, dice, scale):
    count = max(1, round(VIDEOS * scale))
    size = VIDEO_BYTES if scale * VIDEOS >= 1 else int(VIDEO_BYTES * scale * VIDEOS)
    for number in range(count):
        with open(folder / f"video-{number:02}.mp4", "wb") as out:
            out.write(b"\0\0\0\x20ftypisom")
            left = size - 12
            while left > 0:  # what a camera compressed no one compresses again: random bytes
                step = min(left, 4 << 20)
                out.write(dice.randbytes(step))
                left -= step


def make_photos(folder, dice, scale):
    for number in range(max(1, round(PHOTOS * scale))):
        size = dice.randint(*PHOTO_BYTES)
        (folder / f"photo-{number:04}.jpg").write_bytes(b"\xff\xd8\xff\xe0" +
                                                        dice.randbytes(size - 4))


def make_documents(folder, dice, scale):
    """Half of them text that compresses, half as dense as a DOCX or a scan."""
    text = " ".join(dice.choices(WORDS, k=400_000)).encode()
    dense = dice.randbytes(4 << 20)
    low, high = DOCUMENT_BYTES
    for number in range(max(1, round(DOCUMENTS * scale))):
        size = int(low * (high / low) ** (dice.random() ** SKEW))
        below = folder / f"{number // 500:03}"
        below.mkdir(exist_ok=True)
        pool, ending = (text, "txt") if number % 2 else (dense, "dat")
        start = dice.randrange(len(pool) - size)
        head = b"document %d, fictional\n" % number  # no two are equal
        (below / f"document-{number:05}.{ending}").write_bytes(
            (head + pool[start:start + size])[:max(size, len(head))])


def make(folder, scale=1.0, seed=20250320):
    folder = Path(folder)
    dice = random.Random(seed)
    for name, maker in (("videos", make_videos), ("photos", make_photos),
                        ("documents", make_documents)):
        (folder / name).mkdir(parents=True)
        maker(folder / name, dice, scale)
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {"files": len(files), "bytes": sum(path.stat().st_size for path in files)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--scale", type=float, default=1.0)
    chosen = parser.parse_args()
    print(json.dumps(make(chosen.folder, chosen.scale)))


if __name__ == "__main__":
    main()
