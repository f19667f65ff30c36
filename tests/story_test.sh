#!/bin/bash
# The first story, kept for ever: a folder of three files is sealed, a source gives her consent, a
# report that quotes her is released, she withdraws, the next check refuses, and one flipped byte is
# found.
#   story_test.sh PROGRAM SOURCE_DIR
set -euo pipefail
K=$(realpath "$1")
export KOTOBUNE_PACKS=$2/packs KOTOBUNE_TEST_LOG_N=10
D=$(mktemp -d)
trap 'rm -rf "$D"' EXIT
cd "$D"
mkdir in
echo "four words and a boat" > pass
export KOTOBUNE_PASSPHRASE_FILE=$D/pass
fail() { echo "story: $*" >&2; exit 1; }

echo "In March soldiers slept in the classrooms of the school for eleven days." > in/a.txt
printf 'ကျောင်းကို စစ်သားများ သုံးခဲ့သည်။\n' > in/b.txt
head -c 900000 /dev/urandom > in/c.bin
: > in/empty.txt
ln -s a.txt in/link.txt

"$K" case create case --title Story --prefix MS --fictional > sheet.txt
group=$(grep -o 'group [0-9]*' sheet.txt | head -1 | cut -d' ' -f2)
code=$(awk -v g="$group" '$1 == g && NF == 2 { print $2 }' sheet.txt)
export KOTOBUNE_CASE=$D/case
if "$K" exhibit seal in > early.txt 2>&1; then fail "sealed before the sheet was confirmed"; fi
grep -q E0611 early.txt || fail "the refusal before the sheet has another code"
"$K" case confirm "$code"
"$K" source add W-01 --role "a teacher" --name "en:Hla Hla Nwe"

# Three are sealed; the empty file and the link are refused by name.
if "$K" exhibit seal in --source W-01 > sealed.txt; then fail "an empty file was sealed"; fi
for word in E0701 E0703 "3 sealed"; do
  grep -q "$word" sealed.txt || fail "no $word: $(cat sealed.txt)"
done
"$K" exhibit seal in > again.txt || true
grep -q "3 sealed before" again.txt || fail "sealing again: $(cat again.txt)"

"$K" search classrooms | grep -q MS-0001 || fail "English words are not found"
"$K" search စစ်သားများ | grep -q MS-0002 || fail "Burmese words are not found"

cat > draft.md <<'M'
---
title: "Nobody came"
profile: mission-report
audience: public
standard: reasonable-suspicion
language: en
---
# Findings

::: finding {#school grade=reasonable-suspicion}
In March soldiers used the school as a barracks for eleven days
[@MS-0001 p1 "slept in the classrooms"].
:::
M
if "$K" report check draft.md > check.txt; then fail "checked without any consent"; fi
grep -q "CO-1" check.txt || fail "no consent is not CO-1: $(cat check.txt)"
"$K" consent give W-01 --purpose "P3=yes:pseudonym:text quote+paraphrase" --given 2026-01-01
"$K" report check draft.md > check.txt || fail "$(cat check.txt)"
"$K" report build draft.md --release out --to "the public" > built.txt || fail "$(cat built.txt)"
[ -s out/report.docx ] && [ -s out/report.html ] || fail "the release wrote no files"

# Her name must not leave, in whatever spelling.
sed 's/In March soldiers/In March, Daw Hla Hla Nwe said, soldiers/' draft.md > named.md
if "$K" report check named.md > named.txt; then fail "a protected name passed"; fi
grep -q "PR-1" named.txt || fail "a protected name is not PR-1: $(cat named.txt)"
if grep -q "Hla Hla" named.txt; then fail "the refusal prints the name"; fi

"$K" consent withdraw W-01 --purpose P3 > withdrawn.txt
grep -q "Nobody came" withdrawn.txt || fail "the withdrawal does not name the disclosure"
if "$K" report check draft.md > check.txt; then fail "a withdrawn consent stops nothing"; fi
grep -q "CO-2" check.txt || fail "$(cat check.txt)"
"$K" report build draft.md --draft-to draft > draft.txt || fail "no internal draft"
grep -q "not releasable" draft/draft.html || fail "the draft has no banner"

"$K" case verify > verify.txt || fail "$(cat verify.txt)"
# Only the recording is that large; the practice pack in force is an object too.
big=$(find case/objects -type f -size +700k | head -1)
printf '\x55' | dd of="$big" bs=1 seek=100000 conv=notrunc status=none
set +e
"$K" case verify > verify.txt
verdict=$?
set -e
[ $verdict -eq 4 ] || fail "one altered byte ends with $verdict, not 4"
grep -q "MS-0003" verify.txt || fail "the altered exhibit is not named: $(cat verify.txt)"
echo "wrong passphrase here" > pass
if "$K" case show 2> wrong.txt; then fail "a wrong passphrase opened the case"; fi
grep -q E0604 wrong.txt || fail "$(cat wrong.txt)"
echo "the story holds"
