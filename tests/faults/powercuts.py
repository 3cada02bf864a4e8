# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power goes while a mail is queued and sent: a disk of its own forgets what was not flushed."""

import sys
import time

from kills import mail_for
from lab.disk import Disk, NotAllowed
from lab.evidence import read_records
from lab.figures import Figures, skip
from lab.killer import Killer, calibrate
from lab.options import chance, read_options
from lab.profile import DONE, QUEUED, UNCERTAIN, Profile
from lab.programs import World
from lab.service import Service

TITLE = "power cut on ext4"


def was_acknowledged(rows) -> bool:
    """A row that has taken a second step: the commit of the first one had returned by then. What is merely seen may
    still be on its way to the disk."""
    return any(row.revision > 1 for row in rows)


def trial(world, service, disk, killer, mail, name, figures, way=""):
    disk.make()
    profile = Profile(world, service, name, disk.root)
    size_before = service.ledger_size()
    begin = time.monotonic()
    process = profile.start(profile.send_command(mail))
    figures.note(killer.strike(process, begin, size_before, way))
    status = process.returncode
    seen = read_records(profile.data).named(mail.subject)
    disk.cut_power()
    disk.unmount()
    disk.mount()
    left = profile.records().named(mail.subject)
    figures.note("left: " + (left[0].name if left else "nothing"))
    promise = mail.promise(queued=was_acknowledged(seen) or status in (DONE, QUEUED, UNCERTAIN),
                           claimed_sent=status == DONE,
                           may_be_uncertain=status == UNCERTAIN or any(row.name == "sending" for row in seen + left))
    if not left and not profile.data.exists():  # the folder itself was not on the disk yet
        profile = Profile(world, service, name, disk.root)
    elif not (profile.data / "service.json").exists() or not (profile.data / "service.json").read_bytes():
        (profile.data / "service.json").write_bytes(service.ready_line)
    violations = profile.judge(promise)
    figures.count(violations, profile.records(), mail.subject)


def experiment(world, options, trials, name="powercuts") -> Figures:
    figures = Figures(name, TITLE, trials)
    service = Service(world)
    random = chance(options)
    killer = Killer(service, random)
    with Disk(world.folder) as disk:
        disk.make()
        calibrate(world, service, killer, disk.root)
        for number in range(trials):
            mail = mail_for(world, f"cut {number}", random, number % 3 == 0)
            trial(world, service, disk, killer, mail, f"trial-{number}", figures)
    return figures


def main() -> int:
    options = read_options(__doc__)
    try:
        with World(options.out / "powercuts.work", options.bin) as world:
            return experiment(world, options, 500 if options.full else 20).finish(options.out, world)
    except NotAllowed as reason:
        return skip("powercuts", TITLE, options.out, str(reason))


if __name__ == "__main__":
    sys.exit(main())
