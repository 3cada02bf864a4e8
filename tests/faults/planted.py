# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proof of the proof: programs with an old mistake put back in, each of which must be found."""

import sys
from pathlib import Path

import draftroute
import kills
import powercuts
import replays
from lab import syscalls
from lab.disk import Disk, NotAllowed
from lab.figures import Figures, skip
from lab.killer import AWAITING, Killer
from lab.options import chance, read_options
from lab.profile import Mail, Profile
from lab.programs import World
from lab.service import Service, on_send

MOST_TRIALS = 12
TITLE = "planted mistake: "


def by_killing(world, service, options, figures):
    """While the answer is awaited: the mail is accepted, and the program does not know it yet."""
    random = chance(options)
    killer = Killer(service, random)
    for number in range(MOST_TRIALS):
        mail = kills.mail_for(world, f"kill {number}", random, False)
        kills.trial(world, service, killer, mail, f"trial-{number}", figures, AWAITING)
        if figures.violations:
            return


def by_losing_the_answer(world, service, options, figures):
    """The service accepts, and the connection ends without an answer."""
    for number in range(MOST_TRIALS):
        mail = Mail(f"lost answer {number}", f"Mail {number}")
        service.set_faults(on_send(closeAfterAccept=True, rst=number % 2 == 0, times=6))
        profile = Profile(world, service, f"trial-{number}")
        profile.run(profile.send_command(mail))
        service.clear_faults()
        figures.count(profile.judge(mail.promise(queued=True, may_be_uncertain=True)))
        if figures.violations:
            return


def by_cutting_the_power(world, service, options, figures):
    random = chance(options)
    killer = Killer(service, random)
    with Disk(world.folder) as disk:
        for number in range(MOST_TRIALS):
            mail = kills.mail_for(world, f"cut {number}", random, False)
            powercuts.trial(world, service, disk, killer, mail, f"trial-{number}", figures, AWAITING)
            if figures.violations:
                return


def by_playing_back(world, service, options, figures):
    replays.run_and_play(world, service, options, figures, "run")


def by_killing_after_the_draft(world, service, options, figures):
    """The draft is there, and the program does not know which it is."""
    service.consent({draftroute.ADELE: ["Mail.ReadWrite"]})
    large = world.folder / "large.bin"
    large.write_bytes(chance(options).randbytes(3_100_000))
    spot = draftroute.Spot(draftroute.SENT, "create", 1, "killed after")
    draftroute.Trial(world, service, spot, "trial-0", (large,), figures, False).run()


MISTAKES = {
    "plainpost": ("a plain post", by_losing_the_answer, {"I2"}),
    "latecommit": ("committed after the request", by_killing, {"I2", "I3"}),
    "normalsync": ("synchronous=NORMAL", by_cutting_the_power, {"I1", "I2", "I3"}),
    "normalsync-replayed": ("synchronous=NORMAL, played back", by_playing_back, {"I1", "I2", "I3"}),
    "draftanew": ("a draft that is not announced", by_killing_after_the_draft, {"I9"}),
    "startover": ("sending becomes waiting at start", by_killing, {"I2"}),
}


def find(mistake: str, program: Path, options) -> int:
    title, experiment, invariants = MISTAKES[mistake]
    figures = Figures(f"planted-{mistake}", TITLE + title)
    try:
        with World(options.out / f"planted-{mistake}.work", options.bin, program) as world:
            experiment(world, Service(world), options, figures)
    except (NotAllowed, syscalls.NotAllowed) as reason:
        return skip(figures.name, figures.title, options.out, str(reason))
    if options.may_be_cured and not figures.violations:
        return skip(figures.name, figures.title, options.out, "this Qt does not repeat a plain post")
    return figures.finish_as_planted(options.out, invariants)


def main() -> int:
    options = read_options(__doc__, ("--mistake", {"choices": sorted(MISTAKES), "required": True}),
                           ("--program", {"type": Path, "required": True}),
                           ("--may-be-cured", {"action": "store_true"}))
    return find(options.mistake, options.program.resolve(), options)


if __name__ == "__main__":
    sys.exit(main())
