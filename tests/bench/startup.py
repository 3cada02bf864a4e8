#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long until one can type, and how much memory, as ratios against a bare Qt window in the same run.

A run starts the program on an X server of its own, waits for its window, presses a key again and again as an impatient
person would, and stops the watch when the picture of the window answers a key. Then it lets the program settle and reads
its proportional set size (PSS). Both programs take turns, so that noise of the machine hits both."""
import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from Xlib import X, XK, display
from Xlib.ext import xtest


def picture(window):
    g = window.get_geometry()
    return bytes(window.get_image(0, 0, g.width, g.height, X.ZPixmap, 0xFFFFFFFF).data)


def top_window(screen):
    """The newest mapped top-level window of a real size; Qt also makes tiny helper windows."""
    for child in reversed(screen.root.query_tree().children):
        try:
            attributes, g = child.get_attributes(), child.get_geometry()
        except Exception:  # gone between the two calls
            continue
        if attributes.map_state == X.IsViewable and g.width > 200 and g.height > 200:
            return child
    return None


def pss_mib(pid):
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as rollup:
        for line in rollup:
            if line.startswith('Pss:'):
                return int(line.split()[1]) / 1024
    raise RuntimeError('no PSS')


def one_run(command, number, home, settle):
    connection = display.Display(f':{number}')
    screen = connection.screen()
    key = connection.keysym_to_keycode(XK.string_to_keysym('a'))
    environment = {'PATH': os.environ['PATH'], 'HOME': home, 'DISPLAY': f':{number}', 'LC_ALL': 'C.UTF-8',
                   'XDG_RUNTIME_DIR': os.path.join(home, 'run'), 'QT_QPA_PLATFORM': 'xcb',
                   'DBUS_SESSION_BUS_ADDRESS': os.environ.get('DBUS_SESSION_BUS_ADDRESS', 'disabled:')}
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        window, shown = None, None
        while time.perf_counter() - begin < 20:
            if window is None:
                window = top_window(screen)
                if window is None:
                    time.sleep(0.001)
                    continue
                shown = time.perf_counter() - begin
                before = None
            try:
                now = picture(window)
                seen = time.perf_counter() - begin  # before the comparing, which takes its own time
            except Exception:  # not ready to be read yet
                continue
            # Nothing painted yet: one colour everywhere.
            if before is None:
                if now.count(now[:4]) < len(now) // 4:
                    before = now
                    xtest.fake_input(connection, X.KeyPress, key)
                    xtest.fake_input(connection, X.KeyRelease, key)
                    connection.sync()
                continue
            changed = sum(1 for a, b in zip(before[::4], now[::4]) if a != b) if now != before else 0
            # A blinking caret changes some 20 pixels, a letter more; what only finishes painting comes before.
            if changed > 24:
                time.sleep(settle)
                return shown * 1000, seen * 1000, pss_mib(process.pid)
        raise RuntimeError(f'{command[0]}: no window to type in within 20 s')
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--reference', required=True)
    parser.add_argument('--program', required=True)
    parser.add_argument('--runs', type=int, default=12)
    parser.add_argument('--settle', type=float, default=3.0)
    options = parser.parse_args()
    if not shutil.which('Xvfb'):
        sys.exit('Xvfb is needed')
    read_end, write_end = os.pipe()
    xvfb = subprocess.Popen(['Xvfb', '-displayfd', str(write_end), '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset'],
                            pass_fds=[write_end], stderr=subprocess.DEVNULL)
    number = int(os.read(read_end, 16).split()[0])
    home = tempfile.mkdtemp(prefix='sendoff-bench-')
    os.mkdir(os.path.join(home, 'run'), 0o700)
    figures = {'reference': [], 'sendoff': []}
    try:
        for run in range(options.runs + 1):
            for name, command in (('reference', [options.reference]), ('sendoff', [options.program])):
                figure = one_run(command, number, home, options.settle if run else 0.2)
                if run:  # the first run only warms the caches
                    figures[name].append(figure)
    finally:
        xvfb.terminate()
        shutil.rmtree(home, ignore_errors=True)
    print(f"{'':12}{'window shown':>16}{'typed letter':>16}{'settled PSS':>16}   (medians of {options.runs} runs)")
    medians = {name: [statistics.median(f[i] for f in rows) for i in range(3)] for name, rows in figures.items()}
    for name, (shown, typed, pss) in medians.items():
        print(f'{name:12}{shown:13.1f} ms{typed:13.1f} ms{pss:12.1f} MiB')
    shown, typed, pss = (b / a for a, b in zip(medians['reference'], medians['sendoff']))
    print(f"{'ratio':12}{shown:16.2f}{typed:16.2f}{pss:16.2f}   goals: typed at most 1.5, PSS at most 1.7")


main()
