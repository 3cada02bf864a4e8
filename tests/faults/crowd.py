# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Twenty programs at once on one profile with fifty queued mails: each is accepted once."""

import sys

from lab.figures import Figures
from lab.options import read_options
from lab.oracle import Violation
from lab.profile import ANSWERS, Mail, Profile
from lab.programs import World
from lab.service import Service, on_send

PROGRAMS, QUEUED, NEW = 20, 50, 5
SIGN_IN_NEEDED = 77


def fill(world) -> tuple:
    """A profile whose mails wait for a sign-in; the next start has one."""
    service = Service(world, "refusing")
    service.set_faults(on_send(status=401, code="InvalidAuthenticationToken"))
    profile = Profile(world, service, "filled")
    mails = [Mail(f"queued {number}", f"Mail {number}") for number in range(QUEUED)]
    for mail in mails:
        status = profile.run(profile.send_command(mail))
        if status != SIGN_IN_NEEDED:
            raise AssertionError(f"{mail.subject} was not queued: exit status {status}")
    return profile, mails


def play(world, filled, mails, number, figures):
    service = Service(world, f"service-{number}")
    profile = Profile(world, service, f"round-{number}", copy_of=filled)
    new = [Mail(f"new {at}", f"New mail {at}") for at in range(NEW)]
    commands = [profile.send_command(mail) for mail in new]
    commands += [profile.command("outbox", "flush")] * (PROGRAMS - NEW)
    programs = [profile.start(command) for command in commands]
    statuses = [world.wait(program) for program in programs]
    strange = [status for status in statuses if status not in ANSWERS]
    if strange:
        figures.violations.append(Violation("I3", f"round {number}", f"exit statuses {strange}"))
    records = profile.settle()
    accepted = service.accepted()
    for mail in mails + new:
        violations = profile.compare(mail.promise(queued=True), records)
        if len(accepted.get(mail.subject, [])) != 1 and not violations:
            violations.append(Violation("I5", mail.subject, "it was not sent"))
        figures.count(violations, records, mail.subject)
    figures.note("rounds")
    service.stop()


def experiment(world, options) -> Figures:
    rounds = 100 if options.full else 5
    figures = Figures("crowd", "20 programs at once, 50 queued mails", rounds * (QUEUED + NEW))
    filled, mails = fill(world)
    for number in range(rounds):
        play(world, filled, mails, number, figures)
    return figures


def main() -> int:
    options = read_options(__doc__)
    with World(options.out / "crowd.work", options.bin) as world:
        return experiment(world, options).finish(options.out, world)


if __name__ == "__main__":
    sys.exit(main())
