# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge of every experiment: what was promised, what is on the disk, and what the service accepted.

I1 no loss, I2 no silent duplicate, I3 no lie, I4 bounded doubt, I5 progress, I6 drafts, I7 quiet, I8 nothing twice,
I9 nothing left behind, I10 a reason.
"""

from dataclasses import dataclass

from lab.evidence import Records, sha256

NOT_SENT = {"waiting", "preparing", "needs-user", "cancelled"}
UNSETTLED = {"preparing", "sending"}

LOST, DUPLICATE, FALSE_STATE = "lost", "duplicates", "false states"
COLUMN = {"I1": LOST, "I2": DUPLICATE, "I3": FALSE_STATE, "I4": FALSE_STATE, "I5": FALSE_STATE, "I6": LOST,
          "I7": FALSE_STATE, "I8": DUPLICATE, "I9": FALSE_STATE, "I10": FALSE_STATE}


@dataclass(frozen=True)
class Promise:
    """What was asked of the program for one mail, and what it said."""
    subject: str
    body: str
    attachments: tuple = ()  # SHA-256 in hex
    queued: bool = False  # it was said or seen to be queued
    claimed_sent: bool = False  # it said "accepted"
    refused: bool = False  # it said that it could not be stored, and that it is in no outbox
    may_be_uncertain: bool = False  # its last octet may have been out, or the program died while sending
    as_draft: bool = False  # it was seen among the drafts


@dataclass(frozen=True)
class Violation:
    invariant: str
    subject: str
    what: str

    @property
    def column(self) -> str:
        return COLUMN[self.invariant]

    def __str__(self):
        return f"{self.invariant} {self.subject}: {self.what}"


def judge(promise: Promise, records: Records, copies: list) -> list:
    """`copies`: what the ledger has of it. `records`: after one more start against a healthy service."""
    rows = records.named(promise.subject)
    found = [*no_loss(promise, rows, records), *no_duplicate(rows, copies), *no_lie(promise, rows, copies),
             *bounded_doubt(promise, rows), *progress(rows), *draft_kept(promise, records)]
    return [Violation(invariant, promise.subject, what) for invariant, what in found]


def no_loss(promise: Promise, rows: list, records: Records):
    if records.damage:
        yield "I1", f"the database is damaged: {records.damage}"
    if promise.queued and len(rows) != 1:
        yield "I1", f"it was queued and is there {len(rows)} times"
    for row in rows:
        if row.body != promise.body or row.attachments != promise.attachments:
            yield "I1", "its content is another one"
        if promise.queued and not row.intact and row.name not in ("accepted", "cancelled"):
            yield "I1", "its attachments are not in the spool any more"


def no_duplicate(rows: list, copies: list):
    allowed = 1 + sum(row.sent_again for row in rows)
    if len(copies) > allowed:
        yield "I2", f"accepted {len(copies)} times, {allowed} allowed"


def no_lie(promise: Promise, rows: list, copies: list):
    if promise.claimed_sent and not copies:
        yield "I3", "the program said that it was sent, and the service never accepted it"
    if promise.refused and copies:
        yield "I3", "the program said that it could not be stored, and the service accepted it"
    if not rows and copies:
        yield "I3", "it was accepted, and the outbox does not know it"
    for row in rows:
        if row.name == "accepted" and not row.state.get("saidByPerson") and not copies:
            yield "I3", "the outbox says accepted, and the service never accepted it"
        if row.name in NOT_SENT and not row.state.get("mayHaveBeenSent") and not row.sent_again and copies:
            yield "I3", f"the outbox says {row.name}, and the service accepted it {len(copies)} times"
    for copy in copies:
        if copy.body_sha256 != sha256(promise.body.encode()) or copy.attachments != promise.attachments:
            yield "I3", "what was accepted is not what was written"


def bounded_doubt(promise: Promise, rows: list):
    for row in rows:
        if row.name == "uncertain" and not promise.may_be_uncertain:
            yield "I4", "uncertain, although no complete request can have been out"


def progress(rows: list):
    for row in rows:
        if row.name in UNSETTLED:
            yield "I5", f"still {row.name} after another start"


def draft_kept(promise: Promise, records: Records):
    if promise.as_draft and not any(draft["subject"] == promise.subject and draft["body"] == promise.body
                                    for draft in records.drafts):
        yield "I6", "the draft is gone"


def overdue(records: Records, now_ms: int) -> list:
    """Rows whose time has come and that nobody has sent: with a healthy service there must be none (I5)."""
    return [row for row in records.rows if row.name == "waiting" and (row.not_before or 0) <= now_ms]


CARRIED_OUT = {200, 201}
ENDED = {"accepted", "cancelled"}


def nothing_twice(subject: str, calls: list) -> list:
    """What the service has of a file does not go there once more: a part by its range, a small file whole."""
    parts = [call.get("range", call["call"]) for call in calls
             if call["call"] in ("part", "attach") and call["status"] in CARRIED_OUT]
    return [Violation("I8", subject, f"{part} was brought {parts.count(part)} times")
            for part in dict.fromkeys(parts) if parts.count(part) > 1]


def nothing_left(subject: str, rows: list, drafts: list) -> list:
    """Never two drafts of a mail at the service, and none once it is sent or cancelled."""
    allowed = 0 if rows and all(row.name in ENDED for row in rows) else 1
    count = drafts.count(subject)
    return [Violation("I9", subject, f"{count} drafts at the service, {allowed} allowed")] if count > allowed else []


def has_reason(subject: str, shown: list) -> list:
    """`shown`: the outbox as a person sees it. Whatever did not arrive says why."""
    return [Violation("I10", subject, f"{mail['state']}, without a reason") for mail in shown
            if mail["subject"] == subject and mail["state"] not in ENDED and not mail["reason"]]


REQUESTS_A_START = 20  # sign-in takes seven, a mail one, a look at the mailbox one
LOG_OCTETS_A_START = 20_000


def quiet(starts: int, requests: int, log_octets: int) -> list:
    """No storm of requests or of log lines, whatever went wrong."""
    found = []
    if requests > starts * REQUESTS_A_START:
        found.append(Violation("I7", "all", f"{requests} requests in {starts} starts"))
    if log_octets > starts * LOG_OCTETS_A_START:
        found.append(Violation("I7", "all", f"{log_octets} octets of log in {starts} starts"))
    return found
