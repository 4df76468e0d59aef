#!/bin/sh
# From a fresh checkout to findings: builds copytrace, indexes some forty packages of the npm
# registry, composes a project that copies from them, and scans it.
set -eu
cd "$(dirname "$0")/../.."
say() { printf '\n\033[1m%s\033[0m\n' "$1"; }

.ci/install-packages

say "Building"
cmake --preset release --log-level=WARNING
cmake --build --preset release --target copytrace copytrace-index

work=build/release/sample
rm -rf "$work"
mkdir -p "$work"
programs=build/release/bin
packages=build/release/npm/SAMPLE  # installed by the configure step from tests/sample's lock file

say "Indexing the packages that tests/sample/corpus.jsonl names"
$programs/copytrace index add --manifest $packages/corpus.jsonl --store $work/store

say "Composing a project that copies from them"
node tests/sample/compose.mjs tests/sample/plan.json $packages/node_modules $work

say "Scanning it: copytrace scan $work/project --store $work/store"
$programs/copytrace scan $work/project --store $work/store --color always --fail-on none

say "Next"
echo "  $programs/copytrace show ID         both sides of one of these findings"
echo "  $programs/copytrace index add DIRECTORY --store STORE"
echo "  $programs/copytrace scan PATH --store STORE"
