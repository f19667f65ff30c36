"""What the workbench holds in memory while nobody works: locked, and with a case open."""
import http.cookiejar
import re
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path

import tools

PASSPHRASE = "a boat of words for measuring"


def memory_mib(pid):
    """(RSS, PSS) in MiB"""
    found = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _, rest = line.partition(":")
        if name in ("Rss", "Pss"):
            found[name] = int(rest.split()[0]) / 1024
    return found["Rss"], found["Pss"]


def unlock(address, folder):
    """As a browser would: the entry key, the form of the page, the passphrase. True: it is open."""
    browser = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    browser.open(address).read()
    base = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(address))
    page = browser.open(f"{base}/unlock?folder={urllib.parse.quote(str(folder))}").read().decode()
    token = re.search(r'name="csrf" value="([^"]*)"', page)[1]
    fields = {"csrf": token, "folder": str(folder), "passphrase": PASSPHRASE}
    request = urllib.request.Request(f"{base}/unlock", urllib.parse.urlencode(fields).encode(),
                                     {"Origin": base, "Sec-Fetch-Site": "same-origin"})
    return browser.open(request).url.startswith(f"{base}/case")


def section(programs, program, packs, fast):
    place = fast / "kotobune-bench-serve"
    tools.remove(place)
    tools.run([str(programs / "bench_fold"), "make", str(place), "10000"])
    tools.run([str(programs / "bench_desk"), "open", str(place), str(packs)])
    server = subprocess.Popen([str(program), "-C", str(place), "serve", "--port", "0"],
                              stdout=subprocess.PIPE, text=True,
                              env={"KOTOBUNE_PACKS": str(packs), "PATH": "/usr/bin:/bin"})
    try:
        address = ""
        while not address:
            line = server.stdout.readline()
            if not line:
                raise SystemExit("kotobune serve ended at once")
            found = re.search(r"http://\S+", line)
            address = found[0] if found else ""
        time.sleep(1)
        rows = [("locked", *(f"{one:.1f}" for one in memory_mib(server.pid)))]
        if not unlock(address, place):
            raise SystemExit("the case did not open")
        time.sleep(2)
        state = "a case of 10,000 records open"
        rows.append((state, *(f"{one:.1f}" for one in memory_mib(server.pid))))
    finally:
        server.terminate()
        server.wait()
        tools.remove(place)
    return ("## Idle memory of `kotobune serve`\n\nBar: 60 MB. PSS counts a shared page once among "
            "all that share it.\n\n" + tools.table(("state", "RSS MiB", "PSS MiB"), rows))
