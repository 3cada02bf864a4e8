#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: run.sh FILE.mjs   Ends with 77 (skipped) and a reason where a tool is missing; with SENDOFF_E2E=required, as
# `./dev test` sets it, that is a failure.
cd "$(dirname "$0")" || exit 1
missing() {
    echo "SKIPPED: $1"
    [ "$SENDOFF_E2E" = required ] && exit 1
    exit 77
}
command -v node >/dev/null || missing "there is no node"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || missing "node is older than 20"
[ -d node_modules/oidc-provider ] || missing "node_modules is not there: run npm ci in tests/e2e"
[ -x /usr/bin/chromium ] || [ -x /usr/bin/chromium-browser ] || [ -x /usr/bin/google-chrome ] || missing "there is no Chromium"
exec env NODE_NO_WARNINGS=1 node --test --test-reporter=spec "$@"
