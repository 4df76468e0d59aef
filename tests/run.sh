#!/bin/sh
# Builds copytrace and passes its tests, from nothing but apt.
set -eu
cd "$(dirname "$0")/.."
.ci/install-packages
cmake --preset release
cmake --build --preset release
ctest --preset release -j "$(nproc)"
