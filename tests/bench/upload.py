#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An attachment of 149 MiB over TLS: `sendoff --send` against one curl that puts the very same parts to the same server.

Speed and CPU time are those of the upload itself, as the service sees it: from the head of the first part to the last
octet of the last one, with the CPU time of the whole client process read at the same two moments. So what comes before
(start, sign-in, Sendoff's own copy of the file and its checksum) does not blur how well it transfers; the whole process
is shown beside it. curl keeps one connection and is spared its pause for "100 Continue"."""
import argparse
import hashlib
import os
import statistics
import sys

from room import Room, enter, expect

part_size = 3276800
size = 149 * 1024 * 1024


def make_file(folder):
    """The attachment, and the same in parts for curl."""
    whole, hash_, parts = os.path.join(folder, 'report.bin'), hashlib.sha256(), []
    with open(whole, 'wb') as file:
        for first in range(0, size, part_size):
            piece = os.urandom(min(part_size, size - first))
            parts.append((os.path.join(folder, f'part-{len(parts)}'), first, len(piece)))
            with open(parts[-1][0], 'wb') as part:
                part.write(piece)
            file.write(piece)
            hash_.update(piece)
    return whole, hash_.hexdigest(), parts


def curl_command(folder, url, parts):
    config = os.path.join(folder, 'curl.config')
    with open(config, 'w', encoding='ascii') as file:
        file.write('\nnext\n'.join(
            f'url = "{url}"\nupload-file = "{part}"\nheader = "Content-Range: bytes {first}-{first + length - 1}/{size}"\n'
            'header = "Expect:"\nsilent\nshow-error\nfail' for part, first, length in parts))
    return ['curl', '--config', config]


def check(name, upload, sha256, parts):
    expect(f'SHA-256 by {name}', upload and upload['sha256'], sha256)
    expect(f'parts by {name}', upload['parts'], len(parts))
    expect(f'connections by {name}', upload['connections'], 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--program', required=True)
    parser.add_argument('--runs', type=int, default=5)
    options = parser.parse_args()
    folder = enter()
    rows = {'curl': [], 'sendoff': []}
    small = []
    with Room(folder, options.program) as room:
        whole, sha256, parts = make_file(folder)
        room.tell('grant', rights=['Mail.Send', 'Mail.ReadWrite'])
        mail = [options.program, '--send', '--to', 'ana@example.org', '--body', 'See the file.', '--subject']
        for turn in range(options.runs + 1):
            spent_small, seen = room.run([*mail, f'Small {turn}'])
            expect('small mails', seen['mails'], [f'Small {turn}'])
            spent_curl, seen = room.run(curl_command(folder, room.tell('open', size=size)['url'], parts))
            by_curl = seen['upload']
            check('curl', by_curl, sha256, parts)
            spent, seen = room.run([*mail, f'Big {turn}', '--attach', whole])
            expect('big mails', seen['mails'], [f'Big {turn}'])
            check('sendoff', seen['upload'], sha256, parts)
            if turn:  # the first run only warms the caches
                rows['curl'].append((by_curl, spent_curl))
                rows['sendoff'].append((seen['upload'], spent))
                small.append(spent_small)
    show(rows, small)


def show(rows, small):
    def median(runs, figure):
        return statistics.median(figure(upload, spent) for upload, spent in runs)

    count = len(small)
    figures = {name: (median(runs, lambda upload, _: size / upload['seconds'] / 1e6), median(runs, lambda upload, _: upload['cpu']),
                      median(runs, lambda _, spent: spent.wall), median(runs, lambda _, spent: spent.cpu),
                      median(runs, lambda _, spent: spent.peak_mib)) for name, runs in rows.items()}
    print(f"\n149 MiB up      {'throughput':>12}{'its CPU':>12}{'whole wall':>14}{'whole CPU':>12}{'peak memory':>14}"
          f'   (medians of {count} runs, in turns; load {os.getloadavg()[0]:.1f})')
    for name, (speed, cpu, wall, whole_cpu, peak) in figures.items():
        print(f'{name:14}{speed:9.0f} MB/s{cpu * 1000:9.0f} ms{wall * 1000:11.0f} ms{whole_cpu * 1000:9.0f} ms{peak:10.0f} MiB')
    speed, cpu, wall, whole_cpu, _ = (ours / theirs for ours, theirs in zip(figures['sendoff'], figures['curl']))
    print(f"{'÷ curl':14}{speed:14.2f}{cpu:12.2f}{wall:14.2f}{whole_cpu:12.2f}{'':14}   goals: throughput at least 0.8, its CPU at most 1.5")
    small_peak = statistics.median(spent.peak_mib for spent in small)
    print(f"{'− small mail':14}{'':52}{figures['sendoff'][4] - small_peak:10.1f} MiB   goal: at most 16 MiB over the {small_peak:.0f} MiB of a small mail")
    print('sendoff\'s whole process includes its own copy of the file, flushed to the disk, and two checksums of it.')


main()
