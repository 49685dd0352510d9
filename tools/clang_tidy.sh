#!/bin/sh
# tools/clang_tidy.sh BUILD JOBS: clang-tidy over every source of the compile commands that lives in src/ or include/.
set -eu
cd "$(dirname "$0")/.."
git ls-files 'src/*.cpp' | grep -v _fuzz.cpp | xargs -P "$2" -n 4 clang-tidy-19 -p "$1" --quiet
