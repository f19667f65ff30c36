#!/bin/bash
# Whether a stranger can check and read what we keep, without us.
#
#   tests/independent_test.sh PROGRAM [SOURCE_FOLDER]
#
# Makes a case by the command line alone, then turns to programs that are not ours: a checker in
# Python written from docs/format.md, Go's transparency log library, Debian's age and zstd with the
# key on the recovery sheet, sha256sum and openssl, and the program printed in the VERIFY.md of a
# bag. Exit 77 (skipped) where the tools for it are missing.
set -u
export LC_ALL=C.UTF-8
program=${1:?the kotobune program}
source_folder=$(cd "${2:-$(dirname "$0")/..}" && pwd)

skip() { echo "skipped: $*"; exit 77; }
fail() { echo "FAILED: $*" >&2; exit 1; }
[ -x "$program" ] || skip "there is no program at $program"
for tool in age zstd openssl python3 sha256sum; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done

here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
echo "four words and a boat" >"$here/passphrase"
export KOTOBUNE_PASSPHRASE_FILE=$here/passphrase KOTOBUNE_TEST_LOG_N=10
export KOTOBUNE_PACKS=${KOTOBUNE_PACKS:-$source_folder/packs}
case_folder=$here/case

k() { "$program" -C "$case_folder" "$@"; }
json() { python3 -c 'import json,sys; print(eval(sys.argv[1], {"d": json.load(sys.stdin)}))' "$1"; }
must() { "$@" >"$here/out" 2>&1 || { cat "$here/out" >&2; fail "$*"; }; }
# must_refuse CODE COMMAND...: the command ends in an error and names this code.
must_refuse() {
  local code=$1
  shift
  "$@" >"$here/out" 2>&1 && fail "not refused: $*"
  grep -q "$code" "$here/out" || { cat "$here/out" >&2; fail "$* was not refused with $code"; }
}

echo "-- a case, two sources, six files"
must "$program" --json case create "$case_folder" --title "Tarn Valley" --prefix MS --fictional \
  --sheet "$here/sheet"
asked=$(json 'd["asked_group"]' <"$here/out") || fail "case create gave no JSON"
sed -n 's/^ *[0-9][0-9]*  \([0-9A-Za-z]*\)$/\1/p' "$here/sheet" >"$here/groups"
must k case confirm "$(sed -n "${asked}p" "$here/groups")"
{ printf 'AGE-SECRET-KEY-1'; tr -d '\n' <"$here/groups"; echo; } >"$here/root.key"

files=$here/files
mkdir -p "$files"
echo "မနေ့ညက စစ်သားတွေ ရွာထဲ ဝင်လာတယ်။" >"$files/burmese.txt"
for _ in $(seq 4000); do echo "ရွာသားတွေ တောထဲ ပြေးကြတယ်။ They ran."; done >"$files/long.txt"
head -c 300000 /dev/urandom >"$files/recording.bin"
echo "Zawlinhtet told us what he saw." >"$files/named.txt"
echo "She asked us to keep this." >"$files/private.txt"
printf 'x' >"$files/one byte.txt"

must k source add W-01 --role "a teacher" --name "en:Zawlinhtet"
must k source add W-02 --role "a nurse"
must k consent give W-01 --purpose "P11=yes:pseudonym:document copy"
for file in burmese.txt long.txt recording.bin named.txt "one byte.txt"; do
  must k exhibit seal "$files/$file" --source W-01
done
must k exhibit seal "$files/private.txt" --source W-02
must k --json exhibit list
cp "$here/out" "$here/exhibits"
[ "$(json 'len(d["exhibits"])' <"$here/exhibits")" = 6 ] || fail "there are not six exhibits"
number_of() { # of a file, by its hash
  json "[e['number'] for e in d['exhibits'] if e['sha256']=='$(sha256sum <"$1" | cut -c1-64)'][0]" \
    <"$here/exhibits"
}

check_case() {
  [ -f "$source_folder/tests/checker/check_case.py" ] || { echo "no checker in Python"; return; }
  must python3 "$source_folder/tests/checker/check_case.py" "$case_folder" "$here/root.key"
  tail -1 "$here/out"
  grep -q '^ok: ' "$here/out" || fail "the checker in Python did not end with ok"
}
echo "-- the checker in Python, from docs/format.md alone"
check_case

echo "-- Go's transparency log library"
go_path=/usr/share/gocode
if command -v go >/dev/null && [ -d "$go_path/src/golang.org/x/mod/sumdb" ]; then
  must env HOME="$here" GOCACHE="${GOCACHE:-$here/go}" GOFLAGS= GO111MODULE=off GOPATH=$go_path \
    go build -o "$here/verify_log" "$source_folder/tests/go/verify_log.go"
  for log in "$case_folder"/logs/*; do
    must "$here/verify_log" "$log"
    cat "$here/out"
  done
else
  echo "not here (golang-go, golang-golang-x-mod-dev)"
fi

echo "-- age and zstd with the key on the sheet"
# docs/format.md section 9, step by step: grant, manifest, segment, blob.
opened() { age -d -i "$1" "$2" 2>/dev/null; }
find "$case_folder/objects" -type f -size -65k >"$here/small"
while read -r object; do opened "$here/root.key" "$object"; done <"$here/small" >"$here/grant"
for compartment in case main; do
  grep "\"comp\":\"$compartment\"" "$here/grant" | head -1 | json 'd["key"]' \
    >"$here/$compartment.key"
done
grep -q AGE-SECRET-KEY-1 "$here/main.key" || fail "no grant opens with the key on the sheet"
for manifest in "$case_folder"/logs/*/m/*.age; do
  opened "$here/case.key" "$manifest" | head -1
done | python3 -c '
import json, sys
for line in sys.stdin:
    for segment in json.loads(line)["b"]["segs"]:
        print(segment["o"])' >"$here/segments"
while read -r segment; do
  opened "$here/main.key" "$case_folder/objects/${segment:0:2}/$segment" | zstd -dcq 2>/dev/null
done <"$here/segments" >"$here/lines"
for file in recording.bin burmese.txt; do
  want=$(sha256sum <"$files/$file" | cut -c1-64)
  python3 - "$here/lines" "$want" >"$here/places" <<'PYTHON'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
places = {}
for line in lines:
    places.update(line.get("loc", {}))
for line in lines:
    if line.get("k") == "exhibit" and line["b"]["sha256"] == sys.argv[2]:
        for part in places[line["id"]]:
            print(part["o"], part["off"], part["len"])
PYTHON
  [ -s "$here/places" ] || fail "no record of $file in the segments"
  got=$(while read -r object offset size; do
    opened "$here/main.key" "$case_folder/objects/${object:0:2}/$object" |
      tail -c "+$((offset + 1))" | head -c "$size"
  done <"$here/places" | sha256sum | cut -c1-64)
  [ "$got" = "$want" ] || fail "age gives other bytes for $file: $got"
  echo "$file: $got"
done

echo "-- a bag for a court"
must_refuse E1304 k case export "$here/bag"
must_refuse E1603 k case export "$here/bag" --to "The court" --purpose P99
must_refuse E1604 k case export "$here/bag" --to "The court" --exhibit MS-9999
must_refuse E1305 k case export "$here/bag" --to "A newspaper" --purpose P4
[ -e "$here/bag" ] && fail "a refused bag left a folder behind"
must k --json case export "$here/bag" --to "The court"
cp "$here/out" "$here/exported"
[ "$(json 'len(d["exhibits"])' <"$here/exported")" = 4 ] || fail "not four exhibits in the bag"
refused() {
  json "[r['code'] for r in d['refused'] if r['number']=='$(number_of "$1")'][0]" <"$here/exported"
}
[ "$(refused "$files/private.txt")" = CO-1 ] || fail "what nobody agreed to was not kept back"
[ "$(refused "$files/named.txt")" = E1303 ] || fail "a protected name in an original went through"
json 'd["not_searched"]' <"$here/exported" | grep -q "$(number_of "$files/recording.bin")" ||
  fail "it is not said that a recording was not searched"
must_refuse E1306 k case export "$here/bag" --to "The court"
[ -d "$here/bag/records" ] && fail "records went along unasked"
grep -rlq "Zawlinhtet\|$files" "$here/bag" && fail "a name or a path stands in the bag"

check_bag() { # FOLDER; in a place of its own, as an expert would
  (cd "$1" && sha256sum --quiet -c manifest-sha256.txt &&
    sha256sum --quiet -c tagmanifest-sha256.txt &&
    sed -n '/^```python$/,/^```$/p' VERIFY.md | sed '1d;$d' >"$here/check.py" &&
    python3 "$here/check.py")
}
must check_bag "$here/bag"
cat "$here/out"
[ "$(grep -c 'by the commitment stated' "$here/out")" = 4 ] || fail "a missing record is not told"
number=$(number_of "$files/long.txt")
cmp -s "$here/bag/data/$number.txt" "$files/long.txt" || fail "the bag holds other bytes"
oxum=$(cat "$here/bag/data/"* | wc -c).$(find "$here/bag/data" -type f | wc -l)
grep -qx "Payload-Oxum: $oxum" "$here/bag/bag-info.txt" || fail "the Payload-Oxum is not $oxum"

echo "-- the same with records"
must k --json case export "$here/bag2" --to "The court" --with-records --exhibit "$number"
must check_bag "$here/bag2"
cat "$here/out"
grep -qx "$number ok: in the log" "$here/out" || fail "with its record an exhibit is proven whole"

echo "-- a bag altered in one place each"
altered() { # WHAT FILE SED_COMMAND: the program of VERIFY.md must say BAD
  rm -rf "$here/bag3"
  cp -r "$here/bag2" "$here/bag3"
  sed -i "$3" "$here/bag3/$2" || fail "$2 cannot be altered"
  cmp -s "$here/bag2/$2" "$here/bag3/$2" && fail "$2 was not altered"
  (cd "$here/bag3" && python3 "$here/check.py") >"$here/out" 2>&1 && fail "$1 was not noticed"
  echo "$1: $(grep -o 'BAD.*' "$here/out" | head -1)"
}
log=$(ls "$here/bag2/keys")
altered "another original" "data/$number.txt" '1s/They/Thay/'
altered "another record" "records/$number.json" 's/"crit":false/"crit":true/'
altered "another path" "proofs/$number.tlog-proof" '3s/^./@/'
altered "another size" "proofs/$number.tlog-proof" 's/^\([0-9][0-9]*\)$/1\1/'
altered "another signature" "proofs/$number.tlog-proof" '$s/.....$/AAA=/'
altered "another key" "keys/$log" 's/+A[^Z]/+AZ/;t;s/+AZ/+AY/'

echo "-- the case again: the disclosures are in the log"
check_case

echo "-- an original is erased: gone from every object, and the log still verifies"
private=$(number_of "$files/private.txt")
must k exhibit erase "$private" --why "she asked for it" --yes
check_case
grep -q '^ok: .* 5 exhibits' "$here/out" || fail "an erased exhibit is still there"
must k case verify
must_refuse E1604 k exhibit show "$private"
if [ -x "$here/verify_log" ]; then
  for log in "$case_folder"/logs/*; do must "$here/verify_log" "$log"; done
fi
echo "ok"
