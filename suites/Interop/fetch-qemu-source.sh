#!/usr/bin/env bash
# Fetches the schema files of Debian's source package `qemu` into .cache/qemu-source, for the interop lane.
# Nothing of it is committed. Prints the folder on success; on failure says why and exits 1.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$PWD/.cache/qemu-source
if [ -f "$target/qapi/qapi-schema.json" ]; then
  echo "$target"
  exit 0
fi
command -v apt-get >/dev/null || { echo "no apt-get: cannot fetch Debian's source package qemu" >&2; exit 1; }
command -v xz >/dev/null || { echo "no xz: cannot unpack Debian's source package qemu (package xz-utils)" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/parts" "$work/lists/partial" "$work/download"
# The machine's own package sources, asked for source packages, in a private apt state: its configuration stays as it is.
for file in /etc/apt/sources.list.d/*.sources; do
  [ -f "$file" ] && sed 's/^Types:.*/Types: deb-src/' "$file" > "$work/parts/$(basename "$file")"
done
if [ -f /etc/apt/sources.list ]; then
  sed -n 's/^deb /deb-src /p' /etc/apt/sources.list > "$work/parts/main.list"
fi
apt=(apt-get -q -o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$work/parts" -o "Dir::State::lists=$work/lists" -o "Dir::Cache::srcpkgcache=" -o "Dir::Cache::pkgcache=" -o "APT::Sandbox::User=root")
"${apt[@]}" update >"$work/log" 2>&1 || { tail -n 5 "$work/log" >&2; echo "apt-get update for source packages failed" >&2; exit 1; }
(cd "$work/download" && "${apt[@]}" source --download-only qemu) >"$work/log" 2>&1 || { tail -n 5 "$work/log" >&2; echo "apt-get source qemu failed" >&2; exit 1; }
mkdir -p "$work/tree"
tar -xf "$work"/download/qemu_*.orig.tar.* -C "$work/tree" --strip-components=1 --wildcards \
  '*/qapi/*.json' '*/qga/qapi-schema.json' '*/tests/qapi-schema/*'
mkdir -p "$(dirname "$target")"
rm -rf "$target"
mv "$work/tree" "$target"
echo "$target"
