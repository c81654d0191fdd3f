#!/usr/bin/env bash
# Builds everything and runs the test lanes. With root and apt it installs what a lane lacks; without, it names
# each lane it skips and why. --all (what CI uses) makes a lane that cannot run a failure.
#   ./run-tests.sh [--all] [LANE...]      lanes: unit conformance browser interop
set -euo pipefail
cd "$(dirname "$0")"

all=false
lanes=()
for argument in "$@"; do
  case $argument in
    --all) all=true ;;
    unit|conformance|browser|interop) lanes+=("$argument") ;;
    *) echo "run-tests.sh: unknown argument '$argument' (lanes: unit conformance browser interop)" >&2; exit 2 ;;
  esac
done
[ ${#lanes[@]} -gt 0 ] || lanes=(unit conformance browser interop)

passed=0 failed=0 skipped=0
results=$PWD/reports/tests
rm -rf "$results"
mkdir -p "$results"

say() { printf '== %s\n' "$*"; }

# Adds the counters of a .trx file to the totals.
count() {
  local counters
  counters=$(grep -o '<Counters [^>]*>' "$1") || { failed=$((failed + 1)); return; }
  number() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  local total executed ok
  total=$(number total) executed=$(number executed) ok=$(number passed)
  passed=$((passed + ok)) failed=$((failed + executed - ok)) skipped=$((skipped + total - executed))
}

# Runs one test project, with further options of dotnet test; a crash of the runner itself counts as a failure.
project() {
  local lane=$1 folder=$2 code=0
  shift 2
  say "lane $lane"
  dotnet test "$folder" -c Release --no-build --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$lane.trx" --logger "console;verbosity=minimal" "$@" || code=$?
  # What a test measured or counted, for whoever reads the log.
  grep -oh 'figure: .*' "$results/$lane.trx" 2>/dev/null | sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' || true
  local before=$failed
  if [ -f "$results/$lane.trx" ]; then count "$results/$lane.trx"; else failed=$((failed + 1)); fi
  if [ $code -ne 0 ] && [ "$before" -eq "$failed" ]; then failed=$((failed + 1)); fi
}

# A lane that cannot run: one skipped test that is named, or a failure under --all.
cannot() {
  say "lane $1 skipped: $2"
  if $all; then failed=$((failed + 1)); else skipped=$((skipped + 1)); fi
}

# Makes a page that is one of the reports: done is a passed test, an error a failed one, no tool for it a skipped one.
rendered() {
  local name=$1 page=$2
  shift 2
  if ! $generator; then cannot "$name" "ReportGenerator could not be restored; see $results/tools.log"; return; fi
  if "$@" >"$results/$name.log" 2>&1 && [ -f "$page/index.html" ]; then
    passed=$((passed + 1))
    say "$name: $(sed -n 's/^ *Line coverage: *//p' "$page/Summary.txt") of lines, $(sed -n 's/^ *Branch coverage: *//p' "$page/Summary.txt") of branches; $page/index.html"
  else
    tail -n 5 "$results/$name.log"
    failed=$((failed + 1))
  fi
}

# Coverage of our own code by the unit tests.
unit() {
  project unit suites/Unit --collect "XPlat Code Coverage" --settings suites/Unit/coverage.runsettings
  rendered code-coverage reports/code-coverage dotnet tool run reportgenerator "-reports:$results/*/coverage.cobertura.xml" \
    "-targetdir:reports/code-coverage" "-title:qmp-harness" "-reporttypes:Html;TextSummary;Cobertura" "-verbosity:Warning"
}

# Every case on the emulator, by NUnit and by the tool itself, whose reports are kept.
conformance() {
  local tool=(dotnet src/Harness.Cli/bin/Release/net10.0/qmp-harness.dll)
  project conformance suites/Conformance
  if "${tool[@]}" run -q --report-dir reports/latest; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  rendered spec-coverage reports/latest/coverage "${tool[@]}" report coverage reports/latest/results.ndjson
}

install() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
  say "installing $*"
  apt-get update -q >"$results/apt.log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >>"$results/apt.log" 2>&1 || {
    tail -n 5 "$results/apt.log"
    return 1
  }
}

interop() {
  if ! command -v qemu-system-x86_64 >/dev/null || ! command -v qemu-img >/dev/null || ! command -v xz >/dev/null || ! command -v python3 >/dev/null; then
    install qemu-system-x86 qemu-utils xz-utils python3 || { cannot interop "qemu-system-x86_64, qemu-img or python3 are not installed (Debian: qemu-system-x86 qemu-utils python3) and could not be"; return; }
  fi
  # Debian ends the installation of slurm-wlm without starting anything: there is no configuration. The lane brings its own.
  command -v slurmctld >/dev/null || install slurm-wlm munge || { cannot interop "Slurm is not installed (Debian: slurm-wlm munge) and could not be"; return; }
  command -v npm >/dev/null || install nodejs npm || { cannot interop "node and npm are not installed (Debian: nodejs npm) and could not be"; return; }
  local source schemas ajv
  source=$(suites/Interop/fetch-qemu-source.sh) || { cannot interop "QEMU's schema files could not be fetched"; return; }
  schemas=$(suites/Interop/fetch-report-schemas.sh) || { cannot interop "the schemas of JUnit and SARIF could not be fetched"; return; }
  ajv=$(node_packages ajv ajv@8.20.0 @open-rpc/meta-schema@1.14.9)
  [ -n "$ajv" ] || { cannot interop "Ajv could not be had from npm; see $results/npm.log"; return; }
  QEMU_SOURCE=$source REPORT_SCHEMAS=$schemas AJV=$ajv project interop suites/Interop
}

# Installs packages of npm in a folder below .cache and prints its node_modules; nothing where they are not to be had.
node_packages() {
  local folder=$PWD/.cache/$1
  shift
  [ "$(cat "$folder/.packages" 2>/dev/null)" = "$*" ] || {
    npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts --silent "$@" >"$results/npm.log" 2>&1 || return 0
    echo "$*" >"$folder/.packages"
  }
  printf '%s' "$folder/node_modules"
}

browser() {
  command -v chromium >/dev/null || install chromium || { cannot browser "chromium is not installed (Debian: chromium) and could not be"; return; }
  command -v npm >/dev/null || install npm || say "npm is not installed: no axe-core"
  # axe-core checks accessibility; a tree without it (no npm, no registry) skips those tests, which is a failure under --all.
  local axe
  axe=$(node_packages axe axe-core@4.14.1)
  [ -n "$axe" ] || cannot browser/axe "axe-core could not be had from npm; see $results/npm.log"
  AXE_CORE=${axe:+$axe/axe-core/axe.min.js} CHROMIUM=$(command -v chromium) project browser suites/Browser
}

say "build"
dotnet build Harness.sln -c Release --nologo -v quiet
generator=true
dotnet tool restore >"$results/tools.log" 2>&1 || generator=false
for lane in "${lanes[@]}"; do
  "$lane"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
