#!/usr/bin/env bash
# Opens a workbook in LibreOffice and compares its cells with what `hotline run` prints as CSV.
# Usage: workbook_test.sh PROGRAM PROJECT. Exit code 77: LibreOffice is missing.
set -euo pipefail
program=$1 project=$2

if ! command -v soffice >/dev/null; then
  echo "skipped: there is no soffice (apt-get install libreoffice-calc-nogui)"
  exit 77
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$project"

fail() {
  echo "error: $*"
  exit 1
}

"$program" run scenarios/ciam/2013.toml --replications 4 --quiet --format csv \
  --xlsx "$folder/x.xlsx" >"$folder/summary.csv" 2>"$folder/err" || {
  cat "$folder/err"
  grep -q "built without workbooks" "$folder/err" && exit 77
  fail "the workbook was not written"
}

# The workbook of another command, in Spanish, with its charts as a picture.
"$program" compare scenarios/textbook/mm1.toml --with 'agents[0].count=2' --replications 3 --quiet \
  --xlsx "$folder/c.xlsx" --lang es >/dev/null 2>"$folder/err" || fail "$(cat "$folder/err")"
soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to pdf \
  --outdir "$folder" "$folder/c.xlsx" >"$folder/log" 2>&1 || fail "$(cat "$folder/log")"
[[ $(head -c 4 "$folder/c.pdf") == %PDF ]] || fail "the comparison was not drawn"

# Tabs between fields, UTF-8, values rather than what is shown, every sheet a file of its own.
filter='csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false,false,false,false,-1'
soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to "$filter" \
  --outdir "$folder" "$folder/x.xlsx" "$folder/c.xlsx" >"$folder/log" 2>&1 || fail "$(cat "$folder/log")"

for sheet in Summary Intervals Days Groups Roster Measures Scenario; do
  [[ -s $folder/x-$sheet.csv ]] || fail "LibreOffice found no sheet $sheet"
done

for sheet in Diferencias Comparación Escenario; do
  [[ -s $folder/c-$sheet.csv ]] || fail "LibreOffice found no sheet $sheet"
done
grep -q '^nivel de servicio' "$folder/c-Diferencias.csv" || fail "no differences in Spanish"

# Every measure that both have, of all calls, types, agents, groups and the house.
awk -v sheet="$folder/x-Measures.csv" '
  BEGIN { FS = "," }
  NR > 1 {
    scope = $1
    gsub("_", " ", scope)
    if ($5 != "") expected[scope "|" $2 "|" $3] = $5
  }
  END {
    FS = "\t"
    while ((getline <sheet) > 0) {
      gsub("\"", "")
      key = $1 "|" $2 "|" $4
      if (!(key in expected)) continue
      ++seen
      value = $6 ~ /%$/ ? $6 / 100 : $6 + 0
      off = value - expected[key]
      size = expected[key] < 0 ? -expected[key] : expected[key]
      if (off > 1e-9 * (1 + size) || -off > 1e-9 * (1 + size)) {
        print "error: " key " is " $6 ", not " expected[key]
        bad = 1
      }
    }
    print seen " measures compared"
    if (seen < 200) { print "error: too few"; bad = 1 }
    exit bad
  }' "$folder/summary.csv"

grep -q '^"*2013-07-04' "$folder/x-Days.csv" || fail "no dates: $(sed -n 2p "$folder/x-Days.csv")"
(($(wc -l <"$folder/x-Days.csv") == 167)) || fail "the days are not 166"
(($(wc -l <"$folder/x-Intervals.csv") == 169)) || fail "the intervals are not 7 x 24"
grep -q 'seed         = 2013' "$folder/x-Scenario.csv" || fail "the scenario is not there"
grep -q $'^operators\tmorning' "$folder/x-Roster.csv" || fail "the roster is not there"
