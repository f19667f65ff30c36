"""Sealing beside other programs over the same files, round by round, so that what else the machine
does hits all of them alike."""
import os
from pathlib import Path

import make_mix
import tools

RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
SECRET = {"RESTIC_PASSWORD": "benchmark", "BORG_PASSPHRASE": "benchmark",
          "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes"}


def kotobune(programs, mix, out, core):
    answer = tools.run_json([str(programs / "bench_seal"), str(out / "case"), str(mix)], core=core)
    parts = (answer["seal"], answer["publish"])
    return (sum(part["wall_us"] for part in parts) / 1e6,
            sum(part["cpu_us"] for part in parts) / 1e6)


def sha256sum(_, mix, _out, core):
    return tools.run(["sh", "-c", f"find '{mix}' -type f -print0 | xargs -0 sha256sum > /dev/null"],
                     core=core)[:2]


def tar_age(_, mix, out, core):
    return tools.run(["sh", "-c", f"tar -c -C '{mix}' . | age -r {RECIPIENT} > '{out}/x.age' && "
                                  f"sync '{out}/x.age'"], core=core)[:2]


def homes(out):
    """Caches of the others go where the output goes, and away with it."""
    return {**SECRET, "HOME": str(out), "XDG_CACHE_HOME": str(out / "cache"),
            "BORG_BASE_DIR": str(out / "borg-home"), "TMPDIR": str(out)}


def restic(_, mix, out, core):
    env = homes(out)
    tools.run(["restic", "init", "-q", "-r", str(out / "restic")], env=env)
    return tools.run(["restic", "backup", "-q", "-r", str(out / "restic"), str(mix)], env=env,
                     core=core)[:2]


def borg(_, mix, out, core):
    env = homes(out)
    tools.run(["borg", "init", "-e", "repokey-blake2", str(out / "borg")], env=env)
    return tools.run(["borg", "create", f"{out}/borg::one", str(mix)], env=env, core=core)[:2]


def dd(_, mix, out, core):
    """What the disk does with one file of the same size."""
    size = sum(path.stat().st_size for path in Path(mix).rglob("*") if path.is_file())
    return tools.run(["dd", "if=/dev/zero", f"of={out}/dd", "bs=1M", f"count={size >> 20}",
                      "conv=fsync", "status=none"], core=core)[:2]


PEERS = {"kotobune": kotobune, "sha256sum": sha256sum, "tar \\| age": tar_age,
         "restic backup": restic, "borg create": borg}


DISK_PEERS = {"dd conv=fsync": dd}


def measure(programs, mix, out, rounds, core, peers):
    """{name: [(wall, cpu), ...]}; the files were read once before, so they are warm."""
    taken = {name: [] for name in peers}
    for _ in range(rounds):
        for name, peer in peers.items():
            tools.remove(out)
            out.mkdir(parents=True)
            os.sync()
            taken[name].append(peer(programs, mix, out, core))
    tools.remove(out)
    return taken


def rows(taken, size):
    ours = tools.median([wall for wall, _ in taken["kotobune"]])
    for name, times in taken.items():
        wall = tools.median([one for one, _ in times])
        cpu = tools.median([one for _, one in times])
        yield (name, f"{wall:.2f}", f"{min(w for w, _ in times):.2f}", f"{cpu:.2f}",
               f"{size / wall / 1e6:.0f}", f"{size / cpu / 1e6:.0f}", f"{wall / ours:.2f}")


HEADER = ("program", "wall s", "best", "CPU s", "MB/s", "MB per CPU s", "time, ours = 1")


def section(programs, fast, disk, scale, rounds, wanted):
    mix = fast / "kotobune-bench-mix"
    tools.remove(mix)
    made = make_mix.make(mix, scale)
    size = made["bytes"]
    out = [f"## Sealing\n\n{made['files']} files, {size / 1e6:.0f} MB, scale {scale:g}; "
           f"median of {rounds} rounds."]
    for title, folder, core, on_disk in (("tmpfs, one core", fast, 0, False),
                                         ("tmpfs, both cores", fast, None, False),
                                         ("disk, both cores", disk, None, True)):
        before = tools.load()
        peers = {**PEERS, **(DISK_PEERS if on_disk else {})}
        taken = measure(programs, mix, folder / "kotobune-bench-out", rounds, core,
                        {name: peer for name, peer in peers.items() if name in wanted})
        out.append(f"### To {title} (load {before} to {tools.load()})\n\n" +
                   tools.table(HEADER, list(rows(taken, size))))
    tools.remove(mix)
    return "\n\n".join(out)
