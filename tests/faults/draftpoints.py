# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 on entering each persistence call of a mail that goes as a draft, from queueing it to recording its end."""

import sys

import killpoints
from draftroute import ADELE
from lab import syscalls
from lab.figures import Figures, skip
from lab.options import chance, read_options, rotating_tenth
from lab.oracle import nothing_left
from lab.profile import Mail
from lab.programs import World
from lab.service import Service

TITLE = "the draft route, kill -9 at each commit"
LARGE = 3_100_000  # goes up in a session of one part


def large_mail(world, title, random) -> Mail:
    file = world.folder / "large.bin"
    if not file.exists():
        file.write_bytes(random.randbytes(LARGE))
    return Mail(title, f"A mail: {random.random()}", (file,))


def experiment(world, options) -> Figures:
    figures = Figures("draftpoints", TITLE)
    service = Service(world)
    service.consent({ADELE: ["Mail.ReadWrite"]})
    random = chance(options)
    log = world.folder / "strace.log"
    points = killpoints.points_of(world, service, random, figures, make_mail=large_mail)
    chosen = rotating_tenth([point for point in points if not point.is_on_socket()], options)
    print(f"{len(chosen)} of {len(points)} points", flush=True)
    for number, point in enumerate(chosen):
        killpoints.trial(world, service, large_mail(world, f"point {number}", random), point, f"trial-{number}", log, figures,
                         lambda subject, rows: nothing_left(subject, rows, service.drafts()))
    return figures


def main() -> int:
    options = read_options(__doc__)
    try:
        with World(options.out / "draftpoints.work", options.bin) as world:
            return experiment(world, options).finish(options.out, world)
    except syscalls.NotAllowed as reason:
        return skip("draftpoints", TITLE, options.out, str(reason))


if __name__ == "__main__":
    sys.exit(main())
