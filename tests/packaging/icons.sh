#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: icons.sh FOLDER ID: well-formed, self-contained, square, and drawn at every size that desktops ask for.
set -euo pipefail
for tool in xmllint rsvg-convert; do
    command -v $tool >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for icon in "$1/scalable/$2.svg" "$1/symbolic/$2-symbolic.svg"; do
    xmllint --noout --nonet "$icon"
    if grep -Eiq '<(script|image|foreignObject|text)|href=' "$icon"; then
        echo "$icon needs something from outside"
        exit 1
    fi
    for size in 16 22 24 32 48 64 128 256 512; do
        rsvg-convert -w $size -h $size "$icon" -o "$work/icon.png"
        # Bytes 17 to 24 of a PNG are its width and height.
        drawn=$(od -An -tu1 -j16 -N8 "$work/icon.png" | awk '{ print $3 * 256 + $4, $7 * 256 + $8 }')
        [[ $drawn == "$size $size" ]] || { echo "$icon at $size is $drawn"; exit 1; }
        [[ $(stat -c %s "$work/icon.png") -gt 80 ]] || { echo "$icon at $size is empty"; exit 1; }
    done
done
