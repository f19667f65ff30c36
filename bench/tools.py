"""Running a command and knowing what it took; medians; the machine in words."""
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import time
from pathlib import Path


def run(command, env=None, core=None, cwd=None):
    """(wall seconds, CPU seconds of it and its children, last line it printed)"""
    if core is not None:
        command = ["taskset", "-c", str(core)] + command
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    done = subprocess.run(command, env={**os.environ, **(env or {})}, cwd=cwd, check=False,
                          capture_output=True, text=True)
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = done.stdout.strip().splitlines()
    return wall, cpu, lines[-1] if lines else ""


def run_json(command, **options):
    return json.loads(run(command, **options)[2])


def median(values):
    return statistics.median(values)


def remove(path):
    path = Path(path)
    if path.is_dir():
        shutil.rmtree(path)
    elif path.exists():
        path.unlink()


def first_line(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "not installed"
    return (done.stdout + done.stderr).strip().splitlines()[0]


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def machine():
    memory = Path("/proc/meminfo").read_text().split()[1]
    return (f"{os.cpu_count()} x {processor()}, {int(memory) // 1048576} GiB, "
            f"Linux {platform.release()}")


def load():
    return "%.1f" % os.getloadavg()[0]


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])
