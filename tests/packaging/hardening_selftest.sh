#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
# A checker that never complains proves nothing: programs built soft on purpose must each be caught, a hard one passed.
set -euo pipefail
for tool in readelf c++; do
    command -v $tool >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
checker=$(dirname "${BASH_SOURCE[0]}")/hardening.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/program.cpp" <<'END'
#include <cstdio>
int main(int argc, char **argv)
{
    char name[64];
    std::snprintf(name, sizeof name, "%s", argv[argc - 1]);
    return std::puts(name) < 0;
}
END

# try EXPECTED FLAG…: builds with the hard flags and then FLAG…, which soften one of them.
try() {
    local expected=$1 said
    shift
    c++ -O1 -fPIE -pie -fstack-protector-strong -Wl,-z,relro,-z,now "$@" "$work/program.cpp" -o "$work/program" 2>/dev/null
    said=$("$checker" "$work/program" || true)
    [[ $said == "$expected" ]] || { echo "with $*: said '$said', not '$expected'"; exit 1; }
}
try ""
try "not a position independent program" -fno-pie -no-pie
try "no BIND_NOW: RELRO is partial" -Wl,-z,lazy
try "no RELRO" -Wl,-z,norelro
try "executable stack" -Wl,-z,execstack
try "RPATH or RUNPATH is set" -Wl,-rpath,/opt/elsewhere
try "no stack protector" -fno-stack-protector
