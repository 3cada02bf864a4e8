#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: metainfo.sh FILE VERSION: valid by the strictest reading, and its newest release is the version being built.
set -euo pipefail
command -v appstreamcli >/dev/null || { echo "skipped: appstreamcli is not installed"; exit 77; }

appstreamcli validate --no-net --strict --pedantic --explain "$1"
newest=$(grep -o '<release version="[^"]*"' "$1" | head -n 1 | cut -d'"' -f2)
[[ $newest == "$2" ]] || { echo "the newest release is $newest, not $2"; exit 1; }
