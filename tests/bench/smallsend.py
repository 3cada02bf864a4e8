#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One small mail from the command line: `sendoff --send` against a Node script with Microsoft's own JavaScript SDK and
against `m365 outlook mail send`. Whole processes, from start to end, in turns, against the same service over TLS.

Each makes one POST of sendMail. The SDK script and m365 are given an access token that is good for an hour. Sendoff has
only what it always has: it reads its refresh token from the keychain, gets a new access token from the service (one
request and one connection more), puts the new refresh token back, and writes the mail to its outbox, on disk, before it
leaves. m365's own look for updates and its reports home are switched off."""
import argparse
import json
import os
import statistics
import sys

from room import Room, enter, expect, here


def give_m365_a_connection(home, token):
    """As a sign-in leaves it behind, with an access token that is still good."""
    connection = {'active': True, 'name': 'bench', 'authType': 'deviceCode', 'certificateType': 0, 'tenant': 'common',
                  'cloudType': 'Public', 'identityName': 'adele@contoso.example', 'appId': '7d4f1c1e-52a6-4b57-9d0e-3a1c5be0a94d',
                  'accessTokens': {'https://graph.microsoft.com': {'expiresOn': '2099-01-01T00:00:00.000Z', 'accessToken': token}}}
    with open(os.path.join(home, '.cli-m365-connection.json'), 'w', encoding='utf8') as file:
        json.dump(connection, file)
    folder = os.path.join(home, '.config/configstore')
    os.makedirs(folder)
    with open(os.path.join(folder, 'cli-m365-config.json'), 'w', encoding='utf8') as file:
        json.dump({'disableTelemetry': True}, file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--program', required=True)
    parser.add_argument('--runs', type=int, default=15)
    options = parser.parse_args()
    m365 = os.path.join(here, 'node_modules/@pnp/cli-microsoft365/dist/index.js')
    if not os.path.exists(m365):
        sys.exit('the packages to compare with are not there: ./dev bench fetches them')
    folder = enter()
    rows = {'SDK script': [], 'm365': [], 'sendoff': []}
    with Room(folder, options.program) as room:
        token = room.tell('grant', rights=['Mail.Send'])['token']
        give_m365_a_connection(room.environment['HOME'], token)
        room.environment.update(BENCH_TOKEN=token, CLIMICROSOFT365_NOUPDATE='1')
        to, text = 'ana@example.org', 'See you at nine.'
        for turn in range(options.runs + 1):
            subject = f'Meeting {turn}'
            commands = {
                'SDK script': ['node', os.path.join(here, 'sdksend.mjs'), to, subject, text],
                'm365': ['node', m365, 'outlook', 'mail', 'send', '--to', to, '--subject', subject, '--bodyContents', text],
                'sendoff': [options.program, '--send', '--to', to, '--subject', subject, '--body', text],
            }
            for name, command in commands.items():
                spent, seen = room.run(command)
                expect(f'mails by {name}', seen['mails'], [subject])
                expect(f'requests by {name}', seen['requests'], 2 if name == 'sendoff' else 1)
                if turn:  # the first run only warms the caches
                    rows[name].append(spent)
    medians = {name: (statistics.median(run.wall for run in runs), statistics.median(run.cpu for run in runs),
                      statistics.median(run.peak_mib for run in runs)) for name, runs in rows.items()}
    print(f"\nOne small mail  {'wall':>12}{'CPU':>12}{'peak memory':>14}   (medians of {options.runs} runs, in turns; load {os.getloadavg()[0]:.1f})")
    for name, (wall, cpu, peak) in medians.items():
        print(f'{name:14}{wall * 1000:11.0f} ms{cpu * 1000:9.0f} ms{peak:10.0f} MiB')
    for name, goals in (('SDK script', 'goals: wall and CPU at most 1'), ('m365', 'goal: CPU at most 0.2')):
        wall, cpu, peak = (ours / theirs for ours, theirs in zip(medians['sendoff'], medians[name]))
        print(f"{'÷ ' + name:14}{wall:14.2f}{cpu:12.2f}{peak:14.2f}   {goals}")
    print('sendoff includes the keychain, a token refresh at the service and the write to its outbox; the others hold a token.')


main()
