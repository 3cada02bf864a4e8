# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at random moments, most of them about the moment a mail leaves."""

import sys
import time

from lab.figures import Figures
from lab.killer import Killer, calibrate
from lab.options import chance, read_options
from lab.oracle import quiet
from lab.profile import DONE, QUEUED, UNCERTAIN, Mail, Profile
from lab.programs import World
from lab.service import Service


def trial(world, service, killer, mail, name, figures, way=""):
    profile = Profile(world, service, name)
    size_before = service.ledger_size()
    begin = time.monotonic()
    process = profile.start(profile.send_command(mail))
    figures.note(killer.strike(process, begin, size_before, way))
    status = process.returncode
    found = profile.records().named(mail.subject)
    was_sending = any(row.name == "sending" for row in found)
    figures.note("killed in " + (found[0].name if found else "nothing queued yet") if status < 0 else "ended before")
    promise = mail.promise(queued=bool(found) or status in (DONE, QUEUED, UNCERTAIN), claimed_sent=status == DONE,
                           may_be_uncertain=was_sending or status == UNCERTAIN)
    violations = profile.judge(promise)
    figures.count(violations, profile.records(), mail.subject)
    return profile.starts


def mail_for(world, title, random, has_file) -> Mail:
    files = ()
    if has_file:
        file = world.folder / f"{title}.bin"
        file.write_bytes(random.randbytes(random.randrange(1, 200_000)))
        files = (file,)
    return Mail(title, f"A mail: {random.random()}", files)


def experiment(world, options, trials, name="kills") -> Figures:
    figures = Figures(name, "kill -9 at random moments", trials)
    service = Service(world)
    random = chance(options)
    killer = Killer(service, random)
    calibrate(world, service, killer)
    before, starts = service.requests(), 0
    for number in range(trials):
        mail = mail_for(world, f"kill {number}", random, number % 3 == 0)
        starts += trial(world, service, killer, mail, f"trial-{number}", figures)
    figures.violations += quiet(starts, service.requests() - before, (world.folder / "programs.log").stat().st_size)
    return figures


def main() -> int:
    options = read_options(__doc__)
    with World(options.out / "kills.work", options.bin) as world:
        return experiment(world, options, 1_000 if options.full else 200).finish(options.out, world)


if __name__ == "__main__":
    sys.exit(main())
