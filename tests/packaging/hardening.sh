#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: hardening.sh PROGRAM: position independent, read-only relocations bound at start, no executable stack, stack
# protector in use, and no library path of the machine that built it. Every fault is named, not only the first.
set -euo pipefail
command -v readelf >/dev/null || { echo "skipped: readelf is not installed"; exit 77; }

export LC_ALL=C
header=$(readelf --file-header --wide "$1")
segments=$(readelf --segments --wide "$1")
dynamic=$(readelf --dynamic --wide "$1")
symbols=$(readelf --dyn-syms --wide "$1")
status=0
fault() { echo "$1"; status=1; }

grep -Eq 'Type: +DYN' <<<"$header" || fault "not a position independent program"
grep -q 'GNU_RELRO' <<<"$segments" || fault "no RELRO"
grep -Eq '\(BIND_NOW\)|\(FLAGS\).*BIND_NOW|\(FLAGS_1\).*NOW' <<<"$dynamic" || fault "no BIND_NOW: RELRO is partial"
grep -Eq 'GNU_STACK .* RW +0x' <<<"$segments" || fault "executable stack"
! grep -Eq '\(R(UN)?PATH\)' <<<"$dynamic" || fault "RPATH or RUNPATH is set"
grep -q '__stack_chk_fail' <<<"$symbols" || fault "no stack protector"
exit $status
