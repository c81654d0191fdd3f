#!/usr/bin/env bash
# Fetches the schema files and the Python client library of Debian's source package `qemu` into .cache/qemu-source, for the interop lane.
# Nothing of it is committed. Prints the folder on success; on failure says why and exits 1.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$PWD/.cache/qemu-source
wanted=('*/VERSION' '*/qapi/*.json' '*/qga/qapi-schema.json' '*/tests/qapi-schema/*' '*/python/qemu/qmp/*')
if [ -f "$target/.complete" ] && [ "$(cat "$target/.complete")" = "${wanted[*]}" ]; then
  echo "$target"
  exit 0
fi

fail() { echo "fetch-qemu-source.sh: $*" >&2; exit 1; }
command -v apt-get >/dev/null || fail "no apt-get: cannot fetch Debian's source package qemu"
command -v xz >/dev/null || fail "no xz: cannot unpack Debian's source package qemu (install xz-utils)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/parts" "$work/lists/partial" "$work/download" "$work/tree"
# The machine's own package sources, asked for source packages, in a private apt state: its configuration stays as it is.
for file in /etc/apt/sources.list.d/*.sources; do
  [ -f "$file" ] && sed 's/^Types:.*/Types: deb-src/' "$file" > "$work/parts/$(basename "$file")"
done
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -f "$file" ] && sed -n 's/^deb\(-src\)\? /deb-src /p' "$file" | sort -u > "$work/parts/$(basename "$file" .list).list"
done
[ -n "$(cat "$work"/parts/*)" ] || fail "/etc/apt names no package sources"

apt=(apt-get -q -o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$work/parts" -o "Dir::State::lists=$work/lists" -o "Dir::Cache::srcpkgcache=" -o "Dir::Cache::pkgcache=" -o "APT::Sandbox::User=root")
"${apt[@]}" update >"$work/log" 2>&1 || { tail -n 5 "$work/log" >&2; fail "apt-get update for source packages failed"; }
(cd "$work/download" && "${apt[@]}" source --download-only qemu) >"$work/log" 2>&1 || { tail -n 5 "$work/log" >&2; fail "apt-get source qemu failed"; }
archive=$(find "$work/download" -name 'qemu_*.orig.tar.?z' | head -n 1)
[ -n "$archive" ] || fail "the source package qemu holds no qemu_*.orig.tar.xz"
tar -xf "$archive" -C "$work/tree" --strip-components=1 --wildcards "${wanted[@]}" 2>"$work/log" || { tail -n 5 "$work/log" >&2; fail "$(basename "$archive") lacks some of: ${wanted[*]}"; }
for schema in qapi storage-daemon/qapi qga; do
  [ -f "$work/tree/$schema/qapi-schema.json" ] || fail "$(basename "$archive") holds no $schema/qapi-schema.json"
done
echo "${wanted[*]}" > "$work/tree/.complete"
mkdir -p "$(dirname "$target")"
rm -rf "$target"
mv "$work/tree" "$target"
echo "$target"
