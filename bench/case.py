"""Folding a case into its index, and opening it."""
import tools


def seconds(step, which):
    return step[which + "_us"] / 1e6


def fold(programs, fast, sizes, rounds):
    program = str(programs / "bench_fold")
    rows = []
    before = tools.load()
    for size in sizes:
        place = fast / "kotobune-bench-fold"
        tools.remove(place)
        each = tools.run_json([program, "make", str(place), str(size)])["bytes_each"]
        taken = [tools.run_json([program, "rebuild", str(place)])
                 for _ in range(rounds if size <= 300_000 else 1)]
        cpu = tools.median([seconds(one["fold"], "cpu") for one in taken])
        read = tools.median([seconds(one["read"], "cpu") for one in taken])
        wall = tools.median([seconds(one["fold"], "wall") for one in taken])
        rows.append((f"{size:,}", each, f"{read:.2f}", f"{cpu:.2f}", f"{wall:.2f}",
                     f"{cpu * 1e6 / size:.1f}",
                     f"{max(o['fold']['peak_kib'] for o in taken) / 1024:.0f}",
                     f"{taken[0]['index_bytes'] / 1e6:.0f}"))
        tools.remove(place)
    return (f"## Fold and rebuild of the index (load {before} to {tools.load()})\n\n"
            "`read`: decrypt, decompress, prove each record against the log. `rebuild`: the same, "
            "and parse, project, index, into an encrypted database. Bar: 1 M in 20 s of CPU.\n\n" +
            tools.table(("records", "bytes each", "read CPU s", "rebuild CPU s", "wall s",
                         "CPU us a record", "peak MiB", "index MB"), rows))


def opening(programs, packs, fast, sizes, rounds):
    fold_program, desk_program = str(programs / "bench_fold"), str(programs / "bench_desk")
    rows = []
    before = tools.load()
    cases = [(10_000, 2000), (10_000, 10)] + [(size, 2000) for size in sizes if size == 100_000]
    if max(sizes) < 10_000:  # a small run, to see that it runs
        cases = [(size, 100) for size in sizes]
    for records, per_commit in cases:
        place = fast / "kotobune-bench-open"
        tools.remove(place)
        tools.run([fold_program, "make", str(place), str(records), str(per_commit)])
        tools.run([desk_program, "open", str(place), str(packs)])  # fills the index
        tools.run([desk_program, "open", str(place), str(packs)])
        parts = [tools.run_json([fold_program, "open", str(place)]) for _ in range(rounds)]
        whole = [tools.run_json([desk_program, "open", str(place), str(packs)])
                 for _ in range(rounds)]
        key = tools.median([seconds(one["key"], "wall") for one in parts])
        ms = [tools.median([seconds(one[step], "wall") for one in parts]) * 1e3
              for step in ("vault", "index", "news")]
        all_ms = (tools.median([seconds(one["desk"], "wall") for one in whole]) - key) * 1e3
        cpu_ms = (tools.median([seconds(one["desk"], "cpu") for one in whole]) -
                  tools.median([seconds(one["key"], "cpu") for one in parts])) * 1e3
        rows.append((f"{records:,}", records // per_commit, f"{ms[0] - key * 1e3:.1f}",
                     f"{ms[1]:.1f}", f"{ms[2]:.1f}", f"{all_ms:.1f}", f"{cpu_ms:.1f}",
                     f"{max(one['rss_kib'] for one in whole) / 1024:.1f}"))
        tools.remove(place)
    return (f"## Opening a clean case (load {before} to {tools.load()})\n\n"
            "Without the derivation of the key, which takes a second on purpose. `all`: vault, "
            "index, practice pack, and the question what is new. Bar: 100 ms.\n\n" +
            tools.table(("records", "commits", "vault ms", "index ms", "news ms", "all ms",
                         "all, CPU ms", "RSS MiB"), rows))
