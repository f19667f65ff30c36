#!/bin/sh
# The stranger in a real browser. Skipped (77) where node, Chromium or the two packages are missing.
#   browser_test.sh PROGRAM SOURCE_DIR
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$1
source_dir=$2
skip() { echo "browser: skipped, $1"; exit 77; }
command -v node >/dev/null 2>&1 || skip "there is no node (apt: nodejs)"
chromium=$(command -v chromium || command -v chromium-browser || true)
[ -n "$chromium" ] || skip "there is no Chromium (apt: chromium)"
[ -d "$here/node_modules/playwright-core" ] || skip "run npm ci in tests/browser first"
export KOTOBUNE_PACKS="$source_dir/packs" KOTOBUNE_TEST_LOG_N=10 CHROMIUM="$chromium"
if [ -z "${KOTOBUNE_BROWSER_SAMPLE:-}" ]; then
  made=$(mktemp -d)
  trap 'rm -rf "$made"' EXIT
  echo "four words and a boat" >"$made/pass"
  KOTOBUNE_PASSPHRASE_FILE=$made/pass python3 -B "$source_dir/samples/tarn-valley/make.py" \
    "$made/tarn-valley" --program "$program"
  export KOTOBUNE_BROWSER_SAMPLE="$made/tarn-valley" KOTOBUNE_BROWSER_SAMPLE_PASSPHRASE="$made/pass"
fi
node "$here/verify_page.mjs" "$program"
node "$here/stranger.mjs" "$program"
