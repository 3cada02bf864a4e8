# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The draft route broken at each of its calls, those of a later start among them: cut, refused, unanswered, forgotten by
the service, killed, without power."""

import datetime
import os
import signal
import sys
import time
from dataclasses import dataclass

from lab import replay, syscalls
from lab.figures import Figures
from lab.keychain import add_keychain
from lab.options import chance, read_options, rotating_tenth
from lab.oracle import Violation, has_reason, nothing_left, nothing_twice, quiet
from lab.profile import DONE, QUEUED, UNCERTAIN, Mail, Profile
from lab.programs import World
from lab.service import Service

ADELE = "adele@practice.example"
LONGEST_DOUBT = 60  # seconds
LONGEST_RETRYING = 30
CUTS = {
    "request cut in its head": {"cutRequestAt": 40},
    "request cut in its body": {"cutRequestBody": True},
    "nothing carried out": {"closeBefore": True, "rst": True},
    "answer lost": {"closeAfterAccept": True},
    "answer lost, reset": {"closeAfterAccept": True, "rst": True},
    "answer cut in its head": {"cutAnswerAt": 60},
    "answer cut in its body": {"cutAnswerBody": True},
}
ANSWERS = {
    "401": {"status": 401, "code": "InvalidAuthenticationToken"},
    "404": {"status": 404, "code": "ErrorItemNotFound"},
    "429": {"status": 429, "code": "ApplicationThrottled", "headers": {"Retry-After": "1"}},
    "500, carried out": {"status": 500, "code": "UnknownError", "accept": True},
    "503": {"status": 503, "code": "ErrorServerBusy"},
    "200 from a portal": {"status": 200, "body": "<html>Welcome</html>", "bare": True},
    "redirected": {"redirect": "http://127.0.0.1:9/elsewhere"},
    "drafts gone": {"lose": "drafts"},
    "uploads gone": {"lose": "uploads"},
    "uploads expired": {"lose": "time"},
    "capitals": {"capitals": True},
}
KILLS = {"killed before": {"hang": True}, "killed after": {"hang": True, "accept": True}}
POWER = {f"power cut {when[7:]}": action for when, action in KILLS.items()}
FAULTS = {**CUTS, **ANSWERS, **KILLS, **POWER}
# The service says itself that what it had of a file is gone.
FORGOTTEN = {"drafts gone", "uploads gone", "uploads expired"}
DENIED = {"401", "404"}

WITH_BODY = {"create", "attach", "session", "part"}
WITHOUT_ANSWER_BODY = {"send", "delete", "deleteAttachment"}


@dataclass(frozen=True)
class Story:
    """What has happened when the fault comes, and the calls that follow then."""
    name: str
    calls: tuple
    before: tuple = ()  # call, nth, action: the run before was killed there
    is_cancelled: bool = False
    also: tuple = ()  # rules that hold beside the fault
    pause: float = 0  # seconds until the program looks again
    delay: float = 0  # seconds that the mail is to be kept back
    faults: tuple = ()  # empty: all


@dataclass(frozen=True)
class Spot:
    story: Story
    call: str
    nth: int
    fault: str

    def __str__(self):
        return f"{self.story.name}: {self.call} {self.nth}, {self.fault}"


def rule(call, nth, action) -> dict:
    return {"match": {"call": call, "nth": nth}, "action": {**action, "times": 1}}


# The mail has a small file and one of two parts.
SENT = Story("sent", (("create", 1), ("attach", 1), ("session", 1), ("part", 1), ("part", 2), ("list", 1), ("send", 1)))
AGAIN = Story("started again", (("read", 1), ("list", 1), ("askPart", 1), ("part", 1), ("list", 2), ("send", 1)),
              ("part", 2, KILLS["killed before"]))
NOT_KNOWN = Story("its draft not known", (("find", 1), ("read", 1), ("list", 1)), ("create", 1, KILLS["killed after"]))
TWICE = Story("a file there twice", (("deleteAttachment", 1), ("list", 2)), ("attach", 1, KILLS["killed after"]),
              also=(rule("list", 1, {"keep": 0}),))
UNDONE = Story("cancelled", (("read", 1), ("delete", 1)), ("part", 2, KILLS["killed before"]), is_cancelled=True)
UNDONE_EARLY = Story("cancelled, its draft not known", (("find", 1), ("delete", 1)),
                     ("create", 1, KILLS["killed after"]), is_cancelled=True)
LOOKED_FOR = Story("looked for", (("find", 1),), ("send", 1, KILLS["killed after"]), pause=2.5)
LATER = Story("to be sent later", (("create", 1), ("send", 1)), delay=4,
              faults=(*CUTS, *KILLS, "404", "500, carried out", "503", "drafts gone"))
STORIES = (SENT, AGAIN, NOT_KNOWN, TWICE, UNDONE, UNDONE_EARLY, LOOKED_FOR, LATER)


def fits(call: str, fault: str) -> bool:
    if fault == "request cut in its body":
        return call in WITH_BODY
    return call not in WITHOUT_ANSWER_BODY if fault == "answer cut in its body" else True


def plan(options, has_power) -> list:
    """In CI the kills of the straight way, and each tenth of the rest, another tenth each day."""
    always, rest = [], []
    for story in STORIES:
        faults = story.faults or (FAULTS if story is SENT and has_power else [name for name in FAULTS if name not in POWER])
        for call, nth in story.calls:
            for fault in faults:
                if fits(call, fault):
                    (always if story is SENT and fault in KILLS else rest).append(Spot(story, call, nth, fault))
    return always + rotating_tenth(rest, options)


class Trial:
    def __init__(self, world, service, spot, name, files, figures, has_keychain):
        self.service = service
        self.spot = spot
        self.figures = figures
        self.has_keychain = has_keychain
        self.mail = Mail(f"{name}, {spot}", "With files.", files)
        self.profile = Profile(world, service, name)
        self._world = world
        self._log = world.folder / "recorded.log"
        self._starts_before = 0  # of a profile that lost its power

    @property
    def starts(self) -> int:
        return self._starts_before + self.profile.starts

    def run(self) -> list:
        self.service.forget_calls()
        story = self.spot.story
        due = int(time.time() + story.delay)
        if story.delay:
            moment = datetime.datetime.fromtimestamp(due, datetime.timezone.utc)
            self.mail = Mail(self.mail.subject, self.mail.body, send_at=moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
        command = self.profile.send_command(self.mail)
        if story.before:
            self.break_at(story.before, command)
            if story.is_cancelled:
                self.profile.run(self.profile.command("outbox", "cancel", self.row().id))
            command = self.profile.command("outbox", "flush")
            if story.pause:
                self.profile.run(command)  # from now on it counts
                time.sleep(story.pause)
        status = self.meet_fault(command)
        violations = self.wait_until(due) if story.delay else []
        violations += self.look_at(status if not story.before else None)
        violations += self.try_again()
        self.figures.count(violations, self.profile.records(), self.mail.subject)
        return violations

    def wait_until(self, due) -> list:
        """Nothing is sent before its time."""
        is_early = bool(self.service.accepted().get(self.mail.subject)) and time.time() < due
        time.sleep(max(0.0, due + 0.7 - time.time()))
        return [Violation("I3", self.mail.subject, "sent before its time")] if is_early else []

    def row(self):
        return self.profile.records().named(self.mail.subject)[0]

    def rows(self) -> list:
        return self.profile.records().named(self.mail.subject)

    def break_at(self, where, command):
        self.service.set_faults(rule(*where))
        if not self.kill_when_met(self.profile.start(command)):
            raise RuntimeError(f"{self.spot}: the way there was not taken")
        self.service.clear_faults()

    def meet_fault(self, command) -> int | None:
        """The exit status, if the program ended by itself."""
        story, fault = self.spot.story, self.spot.fault
        self.service.set_faults(*story.also, rule(self.spot.call, self.spot.nth, FAULTS[fault]))
        status = None
        if fault in POWER:
            was_met = self.cut_power_when_met(command)
        elif fault in KILLS:
            was_met = self.kill_when_met(self.profile.start(command))
        else:
            status = self.profile.run(command)
            was_met = self.is_met()
        self.service.clear_faults()
        self.figures.note("met" if was_met else f"not met: {self.spot}")
        if not was_met:
            self.figures.violations.append(Violation("I5", self.mail.subject, "this call is not made"))
        return status

    def is_met(self) -> bool:
        return bool(self.service.rules()[-1]["used"])

    def kill_when_met(self, process, kill=World.kill) -> bool:
        end = time.monotonic() + 20
        was_met = False
        while process.poll() is None and time.monotonic() < end and not was_met:
            was_met = self.is_met()
            time.sleep(0.01)
        kill(process)
        World.kill(process)
        return was_met

    def cut_power_when_met(self, command) -> bool:
        """What is not flushed by then is gone."""
        was_met = self.kill_when_met(self.profile.start(replay.record(command, self._log)), kill_recorded)
        moments = replay.moments_of(self._log, self.profile.data)
        self._log.unlink()
        self._starts_before = self.profile.starts
        # In the same place, which is how the keychain knows it.
        name = self.profile.folder.name
        self.profile.folder.rename(self.profile.folder.with_name(f"{name}-as-it-was"))
        self.profile = Profile(self._world, self.service, name)
        replay.write_back(moments[-1].files if moments else {}, self.profile.data)
        return was_met

    def look_at(self, status) -> list:
        """After one more start in peace."""
        spot = self.spot
        promise = self.mail.promise(queued=True, claimed_sent=status == DONE,
                                    may_be_uncertain=spot.call == "send" or spot.story is LOOKED_FOR)
        if status is not None and status not in (DONE, QUEUED, UNCERTAIN):
            self.figures.note(f"exit status {status}")
        violations = self.profile.judge(promise)
        rows = self.rows()
        self.figures.note("then " + (rows[0].name if rows else "nothing"))
        if any(row.name not in ("accepted", "cancelled") for row in rows):
            violations += has_reason(self.mail.subject, self.profile.shown())
        return violations + self.look_at_service(rows)

    def look_at_service(self, rows) -> list:
        spot = self.spot
        is_denied = spot.fault in DENIED and spot.call in ("part", "askPart")
        # A draft of which the service says that there is none is nobody's any more.
        is_disowned = spot.fault == "404" and spot.call in ("read", "delete")
        violations = [] if is_disowned else nothing_left(self.mail.subject, rows, self.service.drafts())
        if self.has_keychain and spot.story is not TWICE and spot.fault not in FORGOTTEN and not is_denied:
            violations += nothing_twice(self.mail.subject, self.service.calls())
        return violations

    def try_again(self) -> list:
        """As a person would: what is not proven to be sent or in doubt arrives in the end, and once."""
        end = time.monotonic() + LONGEST_RETRYING
        while self.is_open() and time.monotonic() < end:
            self.profile.run(self.profile.command("outbox", "retry", self.row().id))
            if self.is_open():
                time.sleep(0.3)
                self.profile.run(self.profile.command("outbox", "flush"))
        violations = self.doubt_that_stays()
        records = self.profile.records()
        violations += self.profile.compare(self.mail.promise(queued=True, may_be_uncertain=True), records)
        rows = records.named(self.mail.subject)
        if any(row.name not in ("accepted", "cancelled", "uncertain") for row in rows):
            violations.append(Violation("I5", self.mail.subject, f"{rows[0].name}, however often it is tried"))
        violations += self.look_at_service(rows)
        self.figures.note("in the end " + (rows[0].name if rows else "nothing"))
        return violations

    def is_open(self) -> bool:
        return any(row.name in ("waiting", "needs-user") for row in self.rows())

    def doubt_that_stays(self) -> list:
        """What the service accepted is in its mailbox, where the program may look: a while later it must know."""
        end = time.monotonic() + LONGEST_DOUBT
        while self.service.accepted().get(self.mail.subject) and any(row.name == "uncertain" for row in self.rows()):
            if time.monotonic() > end:
                return [Violation("I4", self.mail.subject, "uncertain, although it can be found in the mailbox")]
            time.sleep(1)
            self.profile.run(self.profile.command("outbox", "flush"))
        return []


def kill_recorded(process):
    """Only what is recorded, so that the recorder writes its last lines."""
    for task in os.listdir(f"/proc/{process.pid}/task"):
        with open(f"/proc/{process.pid}/task/{task}/children", encoding="ascii") as children:
            for child in children.read().split():
                os.kill(int(child), signal.SIGKILL)
    process.wait(20)


def may_record() -> bool:
    try:
        syscalls.expect_strace()
    except syscalls.NotAllowed:
        return False
    return True


def experiment(world, options) -> Figures:
    has_power = may_record()
    has_keychain = add_keychain(world)
    spots = [spot for spot in plan(options, has_power)
             if options.only in str(spot) and (has_keychain or spot.story is not AGAIN)]
    figures = Figures("draftroute", "the draft route broken at each call", len(spots))
    if not has_keychain:
        figures.note("no keychain: parts of a broken-off upload may be sent again")
    if not has_power:
        figures.note("no strace: no power cuts")
    service = Service(world)
    service.consent({ADELE: ["Mail.ReadWrite"]})
    random = chance(options)
    small, large = world.folder / "small.bin", world.folder / "large.bin"
    small.write_bytes(random.randbytes(100_000))
    large.write_bytes(random.randbytes(3_500_000))
    before, starts = service.requests(), 0
    for number, spot in enumerate(spots):
        trial = Trial(world, service, spot, f"trial-{number}", (small, large), figures, has_keychain)
        trial.run()
        starts += trial.starts
    figures.violations += quiet(starts, service.requests() - before, (world.folder / "programs.log").stat().st_size)
    return figures


def main() -> int:
    options = read_options(__doc__, ("--only", {"default": "", "help": "those whose names have this in them"}))
    with World(options.out / "draftroute.work", options.bin) as world:
        return experiment(world, options).finish(options.out, world)


if __name__ == "__main__":
    sys.exit(main())
