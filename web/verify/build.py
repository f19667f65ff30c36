#!/usr/bin/env python3
"""Makes verify.html of verify.ts and verify.css: one page, no network, its own script alone.

  build.py [--check]    needs esbuild (Debian: apt install esbuild); --check: is verify.html theirs?
"""
import base64
import hashlib
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
NOTE = "Made by web/verify/build.py of verify.ts, which can be read beside it."


def digest(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def made():
    script = subprocess.run(
        ["esbuild", "--target=es2020", "--charset=utf8", str(HERE / "verify.ts")],
        check=True, capture_output=True, text=True).stdout
    script = "\n" + script.replace("</", "<\\/")
    style = "\n" + (HERE / "verify.css").read_text()
    policy = (f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; "
              "base-uri 'none'; form-action 'none'")
    return (f'<!DOCTYPE html>\n<!-- {NOTE} -->\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n<title>Check these exhibits</title>\n'
            f"<style>{style}</style>\n</head>\n<body>\n<noscript><p>This page computes in your "
            "browser and needs JavaScript. Without it, follow VERIFY.md.</p></noscript>\n"
            f"<script>{script}</script>\n</body>\n</html>\n")


def main():
    page = HERE / "verify.html"
    if "--check" not in sys.argv:
        page.write_text(made())
        return
    if not shutil.which("esbuild"):
        print("skipped: esbuild is not here")
        sys.exit(77)
    if page.read_text() != made():
        sys.exit("verify.html was not made of verify.ts: run web/verify/build.py")


main()
