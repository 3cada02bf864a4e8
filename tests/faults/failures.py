# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The nth call fails: the disk has an error, is full, or there are no descriptors left; once, and from then on."""

import sys

from killpoints import points_of
from kills import mail_for
from lab import syscalls
from lab.figures import Figures, skip
from lab.options import chance, read_options, rotating_tenth
from lab.oracle import Violation
from lab.profile import DONE, QUEUED, UNCERTAIN, Profile
from lab.programs import World
from lab.service import Service

TITLE = "the nth system call fails"
ERRORS = {
    "EIO": {"openat", "read", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat", "mkdir",
            "mkdirat", "rename"},
    "ENOSPC": {"openat", "write", "pwrite64", "ftruncate", "fallocate", "mkdir", "mkdirat", "fsync", "fdatasync"},
    "EMFILE": {"openat", "socket"},
}
NOT_STORED = 73
STATUSES = {DONE, 65, 66, NOT_STORED, QUEUED, 77, UNCERTAIN}  # app/exitstatus.h


def faults_of(points: list) -> list:
    """(call, error, whether all later ones of its kind fail too)"""
    on_disk = [point for point in points if point.name == "socket" or not point.is_on_socket()]
    return [(point, error, forever) for point in on_disk for error, names in ERRORS.items() if point.name in names
            for forever in (False, True)]


def trial(world, service, mail, fault, name, log, figures) -> tuple:
    point, error, forever = fault
    profile = Profile(world, service, name)
    when = f"{point.nth}{'+' if forever else ''}"
    command = syscalls.inject(profile.send_command(mail), log, point.name, f"error={error}", when)
    status, words = profile.run_and_hear(command)
    figures.note(f"{error}, exit status {status}")
    violations = []
    if status not in STATUSES:
        violations.append(Violation("I3", mail.subject, f"{error} at {point}: the program ended with status {status}"))
    found = profile.records().named(mail.subject)
    copies = service.accepted().get(mail.subject, [])
    # The service is healthy and nobody kills: a request that was out was accepted. One that failed on its way out of
    # the socket was handed over all the same.
    refused = status == NOT_STORED and "in the outbox" not in words
    may_be_uncertain = bool(copies) or "<TCP:" in log.read_text() or any(row.name == "sending" for row in found)
    promise = mail.promise(queued=not refused and (bool(found) or status in (DONE, QUEUED, UNCERTAIN)),
                           claimed_sent=status == DONE, refused=refused, may_be_uncertain=may_be_uncertain)
    violations += profile.judge(promise)
    records = profile.records()
    figures.count([Violation(found.invariant, found.subject, f"{found.what} ({error} at {point})")
                   for found in violations], records, mail.subject)
    return profile, promise, any(row.name == "waiting" for row in records.named(mail.subject))


def experiment(world, options) -> Figures:
    figures = Figures("failures", TITLE)
    service = Service(world)
    random = chance(options)
    log = world.folder / "strace.log"
    faults = faults_of(points_of(world, service, random, figures))
    chosen = rotating_tenth(faults, options)
    print(f"{len(chosen)} of {len(faults)} faults", flush=True)
    later = []
    for number, fault in enumerate(chosen):
        mail = mail_for(world, f"failure {number}", random, number % 2 == 0)
        profile, promise, is_waiting = trial(world, service, mail, fault, f"trial-{number}", log, figures)
        if is_waiting:
            later.append((profile, promise))
    # What could not be written waits a few seconds for its next turn; that has come by now, or comes soon.
    for profile, promise in later:
        figures.violations += profile.judge(promise, until_sent=True)
    figures.notes["faults"] = len(faults)
    figures.notes["sent after a pause"] = len(later)
    return figures


def main() -> int:
    options = read_options(__doc__)
    try:
        with World(options.out / "failures.work", options.bin) as world:
            return experiment(world, options).finish(options.out, world)
    except syscalls.NotAllowed as reason:
        return skip("failures", TITLE, options.out, str(reason))


if __name__ == "__main__":
    sys.exit(main())
