"""Checking and building reports that cite."""
import make_report
import tools


def section(programs, packs, fast, rounds, scale):
    program = str(programs / "bench_desk")
    sizes = ((30, 200), (300, 2000)) if scale >= 1 else ((3, 20),)
    rows = []
    before = tools.load()
    for pages, citations in sizes:
        place = fast / "kotobune-bench-report"
        tools.remove(place)
        make_report.make(place, pages, citations)
        tools.run([program, "make", str(place / "case"), str(place / "exhibits"), str(packs)])
        taken = [tools.run_json([program, "report", str(place / "case"), str(packs),
                                 str(place / "report.md")]) for _ in range(rounds)]
        text = (place / "report.md").read_text()
        rows.append((pages, citations, f"{len(text.split()):,}") +
                    tuple(f"{tools.median([o[step][which] for o in taken]) / 1e6:.2f}"
                          for step in ("check", "build") for which in ("wall_us", "cpu_us")) +
                    (f"{max(o['build']['peak_kib'] for o in taken) / 1024:.0f}",
                     taken[0]["errors"], taken[0]["warnings"], taken[0]["docx_bytes"] // 1024))
        tools.remove(place)
    return (f"## Reports (load {before} to {tools.load()})\n\n"
            "`build`: the check again, then DOCX and HTML of the internal draft. Bars for 300 "
            "pages: check 1 s, DOCX 3 s.\n\n" +
            tools.table(("pages", "citations", "words", "check wall s", "CPU s", "build wall s",
                         "CPU s", "peak MiB", "errors", "warnings", "DOCX KiB"), rows))
