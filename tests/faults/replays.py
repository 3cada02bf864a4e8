# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts without a disk to cut: a run is written down, and each moment is played on with what had been flushed."""

import sys

from kills import mail_for
from lab import replay, syscalls
from lab.figures import Figures, skip
from lab.options import chance, read_options
from lab.oracle import judge
from lab.profile import DONE, Profile
from lab.programs import World
from lab.service import Service

TITLE = "power cut, played back at each flush"


def play(world, service, mail, moment, name, copies, figures):
    """Another start with what was left; the service still knows the mail if it had left by then."""
    profile = Profile(world, service, name)
    replay.write_back(moment.files, profile.data)
    left = profile.records().named(mail.subject)
    figures.note("left: " + (left[0].name if left else "nothing"))
    is_sending = any(row.name == "sending" for row in left)
    # Queued was said when the row had been committed; by the time it leaves, that is long ago.
    promise = mail.promise(queued=moment.is_out or bool(left), may_be_uncertain=is_sending)
    before = len(service.accepted().get(mail.subject, []))
    records = profile.settle()
    again = service.accepted().get(mail.subject, [])[before:]
    violations = judge(promise, records, (copies if moment.is_out else []) + again)
    figures.count(violations, records, mail.subject)


def run_and_play(world, service, options, figures, name):
    log = world.folder / f"{name}.log"
    profile = Profile(world, service, f"{name}-recorded")
    mail = mail_for(world, name, chance(options), True)
    syscalls.expect_strace()
    if profile.run(replay.record(profile.send_command(mail), log)) != DONE:
        raise RuntimeError("strace could not run the program")
    copies = list(service.accepted()[mail.subject])
    moments = replay.moments_of(log, profile.data)
    if not any(moment.is_out for moment in moments):
        raise RuntimeError("the mail was not seen to leave")
    for number, moment in enumerate(moments):
        play(world, service, mail, moment, f"{name}-{number}", copies, figures)


def experiment(world, options) -> Figures:
    figures = Figures("replays", TITLE, 10)
    service = Service(world)
    for number in range(10 if options.full else 1):
        run_and_play(world, service, options, figures, f"run {number}")
    return figures


def main() -> int:
    options = read_options(__doc__)
    try:
        with World(options.out / "replays.work", options.bin) as world:
            return experiment(world, options).finish(options.out, world)
    except syscalls.NotAllowed as reason:
        return skip("replays", TITLE, options.out, str(reason))


if __name__ == "__main__":
    sys.exit(main())
