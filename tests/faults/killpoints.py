# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 on entering each persistence and socket call between queueing a mail and recording what became of it."""

import sys

from kills import mail_for
from lab import syscalls
from lab.figures import Figures, skip
from lab.options import chance, read_options, rotating_tenth
from lab.profile import DONE, QUEUED, UNCERTAIN, Profile
from lab.programs import World
from lab.service import Service

TITLE = "kill -9 at each system call"


def small_mail(world, title, random):
    return mail_for(world, title, random, True)


def points_of(world, service, random, figures, rounds=2, make_mail=small_mail) -> list:
    """Each (name, nth) once; two runs, since threads do not run alike twice."""
    found = {}
    syscalls.expect_strace()
    log = world.folder / "watched.log"
    for number in range(rounds):
        mail = make_mail(world, f"watched {number}", random)
        profile = Profile(world, service, f"watched-{number}")
        if profile.run(syscalls.watch(profile.send_command(mail), log)) != DONE:
            raise RuntimeError("strace could not run the program")
        calls, hidden = syscalls.calls_of_sending(log, profile.data)
        for call in calls:
            found.setdefault((call.name, call.nth), call)
    figures.notes.update({"calls": len(found), "calls hidden behind those of another thread": hidden})
    return list(found.values())


def trial(world, service, mail, point, name, log, figures, look_at_service=None):
    profile = Profile(world, service, name)
    status = profile.run(syscalls.inject(profile.send_command(mail), log, point.name, "signal=SIGKILL", point.nth))
    found = profile.records().named(mail.subject)
    was_sending = any(row.name == "sending" for row in found)
    was_killed = status < 0
    figures.note(f"killed in {found[0].name if found else 'nothing queued yet'}" if was_killed else "was not reached")
    promise = mail.promise(queued=bool(found) or status in (DONE, QUEUED, UNCERTAIN), claimed_sent=status == DONE,
                           may_be_uncertain=was_sending or status == UNCERTAIN)
    violations = profile.judge(promise)
    records = profile.records()
    if look_at_service:
        violations += look_at_service(mail.subject, records.named(mail.subject))
    figures.count(violations, records, mail.subject)


def experiment(world, options) -> Figures:
    figures = Figures("killpoints", TITLE)
    service = Service(world)
    random = chance(options)
    log = world.folder / "strace.log"
    points = points_of(world, service, random, figures)
    chosen = rotating_tenth(points, options)
    print(f"{len(chosen)} of {len(points)} points", flush=True)
    for number, point in enumerate(chosen):
        trial(world, service, small_mail(world, f"point {number}", random), point, f"trial-{number}", log, figures)
    return figures


def main() -> int:
    options = read_options(__doc__)
    try:
        with World(options.out / "killpoints.work", options.bin) as world:
            return experiment(world, options).finish(options.out, world)
    except syscalls.NotAllowed as reason:
        return skip("killpoints", TITLE, options.out, str(reason))


if __name__ == "__main__":
    sys.exit(main())
