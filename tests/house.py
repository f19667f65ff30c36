"""What the lints share: the files of the house and the way to complain."""
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", "build", "node_modules"}


def files():
    """Every file that is, or is about to be, part of the project, as paths relative to ROOT."""
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=False)
    if asked.returncode == 0:
        names = sorted({name for name in asked.stdout.decode().split("\0") if name})
        return [Path(name) for name in names if (ROOT / name).is_file()]
    # A release archive has no history: everything in it is ours.
    return sorted(path.relative_to(ROOT) for path in ROOT.rglob("*")
                  if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts))


def text_of(path):
    """The text of a file, or None where it is not text."""
    raw = (ROOT / path).read_bytes()
    if b"\0" in raw[:8192]:
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


class Complaints:
    def __init__(self):
        self.lines = []

    def add(self, path, line, message):
        self.lines.append(f"{path}:{line}: {message}" if line else f"{path}: {message}")

    def finish(self, praise):
        for line in self.lines:
            print(line)
        print(f"{len(self.lines)} complaints" if self.lines else praise)
        sys.exit(1 if self.lines else 0)
