#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: desktop.sh FILE: the entry is valid, translated, and hands a link over behind "--".
set -euo pipefail
command -v desktop-file-validate >/dev/null || { echo "skipped: desktop-file-validate is not installed"; exit 77; }

complaints=$(desktop-file-validate "$1")
[[ -z $complaints ]] || { echo "$complaints"; exit 1; }
# A link that starts with a dash must not become an option.
grep -qx 'Exec=sendoff -- %u' "$1" || { echo "Exec does not put -- before %u"; exit 1; }
grep -qx 'MimeType=x-scheme-handler/mailto;' "$1" || { echo "mailto links are not claimed"; exit 1; }
for language in de es fr; do
    for key in GenericName Comment Keywords; do
        grep -q "^$key\[$language\]=." "$1" || { echo "$key has no $language"; exit 1; }
    done
done
