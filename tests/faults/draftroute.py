# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The draft route broken at each of its calls: cut, refused, unanswered, forgotten by the service, killed."""

import itertools
import sys
import time

from lab.figures import Figures
from lab.options import chance, read_options
from lab.oracle import Violation, quiet
from lab.profile import DONE, QUEUED, UNCERTAIN, Mail, Profile
from lab.programs import World
from lab.service import Service

ADELE = "adele@practice.example"
LONGEST_DOUBT = 60  # seconds
# A call and the how manieth of its kind; the mail has a small file and one of two parts.
CALLS = [("create", 1), ("attach", 1), ("session", 1), ("part", 1), ("part", 2), ("list", 1), ("send", 1)]
CUTS = {
    "request cut in its head": {"cutRequestAt": 40},
    "request cut in its body": {"cutRequestAt": 2000},
    "answer lost": {"closeAfterAccept": True},
    "answer lost, reset": {"closeAfterAccept": True, "rst": True},
    "answer cut": {"cutAnswerAt": 60},
    "nothing carried out": {"closeBefore": True, "rst": True},
}
ANSWERS = {
    "401": {"status": 401, "code": "InvalidAuthenticationToken"},
    "404": {"status": 404, "code": "ErrorItemNotFound"},
    "429": {"status": 429, "code": "ApplicationThrottled", "headers": {"Retry-After": "1"}},
    "500, carried out": {"status": 500, "code": "UnknownError", "accept": True},
    "503": {"status": 503, "code": "ErrorServerBusy"},
    "200 from a portal": {"status": 200, "body": "<html>Welcome</html>", "bare": True},
    "drafts gone": {"lose": "drafts"},
    "uploads gone": {"lose": "uploads"},
    "uploads expired": {"lose": "time"},
    "capitals": {"capitals": True},
}
KILLS = {"killed before": {"hang": True}, "killed after": {"hang": True, "accept": True}}
OFTEN = ["request cut in its body", "answer lost", "nothing carried out", "503", "drafts gone"]


def rule(call, nth, action) -> dict:
    return {"match": {"call": call, "nth": nth}, "action": {**action, "times": 1}}


def plan(options) -> list:
    """(call, nth, name of the fault). The kills always; of the rest in CI those that most often go wrong."""
    faults = [*CUTS, *ANSWERS] if options.full else OFTEN
    names = [*KILLS, *faults]
    return [(call, nth, name) for (call, nth), name in itertools.product(CALLS, names)]


def kill_when_reached(service, process) -> bool:
    end = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < end:
        if service.rules()[0]["used"]:
            World.kill(process)
            return True
        time.sleep(0.01)
    World.kill(process)
    return False


def doubt_that_stays(profile, mail) -> list:
    """What the service accepted is in its mailbox, where the program may look: a while later it must know."""
    end = time.monotonic() + LONGEST_DOUBT
    while any(row.name == "uncertain" for row in profile.records().named(mail.subject)):
        if time.monotonic() > end:
            return [Violation("I4", mail.subject, "uncertain, although it can be found in the mailbox")]
        time.sleep(1)
        profile.run(profile.command("outbox", "flush"))
    return []


def trial(service, profile, mail, spot, figures):
    call, nth, name = spot
    service.set_faults(rule(call, nth, {**CUTS, **ANSWERS, **KILLS}[name]))
    if name in KILLS:
        process = profile.start(profile.send_command(mail))
        was_reached = kill_when_reached(service, process)
        status = process.returncode
    else:
        status = profile.run(profile.send_command(mail))
        was_reached = bool(service.rules()[0]["used"])
    service.clear_faults()
    figures.note("met" if was_reached else f"not met: {call} {nth}, {name}")
    found = profile.records().named(mail.subject)
    promise = mail.promise(queued=bool(found) or status in (DONE, QUEUED, UNCERTAIN), claimed_sent=status == DONE,
                           may_be_uncertain=call == "send")
    violations = profile.judge(promise)
    if service.accepted().get(mail.subject):
        violations += doubt_that_stays(profile, mail)
    figures.count(violations, profile.records(), mail.subject)
    if not was_reached:
        figures.violations.append(Violation("I5", mail.subject, "the draft route does not make this call"))


def experiment(world, options) -> Figures:
    spots = plan(options)
    figures = Figures("draftroute", "the draft route broken at each call", len(spots))
    service = Service(world)
    service.consent({ADELE: ["Mail.ReadWrite"]})
    random = chance(options)
    small, large = world.folder / "small.bin", world.folder / "large.bin"
    small.write_bytes(random.randbytes(100_000))
    large.write_bytes(random.randbytes(4_000_000))
    before, starts = service.requests(), 0
    for number, spot in enumerate(spots):
        mail = Mail(f"draft {number}: {spot[0]} {spot[1]}, {spot[2]}", "With files.", (small, large))
        profile = Profile(world, service, f"trial-{number}")
        trial(service, profile, mail, spot, figures)
        starts += profile.starts
    figures.violations += quiet(starts, service.requests() - before, (world.folder / "programs.log").stat().st_size)
    return figures


def main() -> int:
    options = read_options(__doc__)
    with World(options.out / "draftroute.work", options.bin) as world:
        return experiment(world, options).finish(options.out, world)


if __name__ == "__main__":
    sys.exit(main())
