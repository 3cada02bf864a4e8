# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chooses a moment in the life of a program that sends, waits for it, and kills."""

import statistics
import time

from lab.profile import Mail, Profile
from lab.programs import World
from lab.service import on_send

ANSWER_DELAY = 0.03  # seconds between acceptance and the answer: a window that is wide enough to be hit
ANY_TIME, NEAR_ACCEPTANCE, AWAITING = "any time", "near acceptance", "while the answer is awaited"
PATIENCE = 60


class Killer:
    def __init__(self, service, random):
        service.set_faults(on_send(delayMs=int(ANSWER_DELAY * 1000)))
        self._service = service
        self._random = random
        self._sent_after = [0.08]
        self._ended_after = [0.15]

    def watch(self, process, begin, size_before):
        """Learns how long an undisturbed run takes."""
        self._await(process, lambda: self._service.ledger_size() > size_before)
        self._sent_after.append(time.monotonic() - begin)
        process.wait(PATIENCE)
        self._ended_after.append(time.monotonic() - begin)

    def strike(self, process, begin, size_before, way="") -> str:
        way = way or self._random.choices([ANY_TIME, NEAR_ACCEPTANCE, AWAITING], [25, 40, 35])[0]
        if way == ANY_TIME:
            self._until(begin + self._random.uniform(0, 1.1 * statistics.median(self._ended_after[-9:])))
        elif way == NEAR_ACCEPTANCE:
            middle = statistics.median(self._sent_after[-9:])
            self._until(begin + middle + self._random.uniform(-0.03, 0.01))
        else:
            self._await(process, lambda: self._service.ledger_size() > size_before)
            self._until(time.monotonic() + self._random.uniform(0, 1.2 * ANSWER_DELAY))
        World.kill(process)
        return way

    @staticmethod
    def _until(moment):
        time.sleep(max(0, moment - time.monotonic()))

    @staticmethod
    def _await(process, condition):
        end = time.monotonic() + PATIENCE
        while process.poll() is None and not condition() and time.monotonic() < end:
            time.sleep(0.0005)


def calibrate(world, service, killer, root=None, rounds=5):
    for number in range(rounds):
        profile = Profile(world, service, f"undisturbed-{number}", root)
        size = service.ledger_size()
        begin = time.monotonic()
        killer.watch(profile.start(profile.send_command(Mail(f"undisturbed {number}", "x"))), begin, size)
