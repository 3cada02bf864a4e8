# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each kind of answer to a mail: status, headers and body. What is no proof of a refusal must not be taken for one."""

import itertools
import json
import sys
from pathlib import Path

from lab.exchange import Exchange, Exchanges, answer_of
from lab.figures import Figures
from lab.options import read_options
from lab.oracle import Violation
from lab.programs import World

REFUSALS = {400, 401, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 416, 421, 422, 423, 424, 426, 428, 429,
            431, 451}
UNDECIDED = {408, 425, 499}
STATUSES = [200, 201, 202, 203, 204, 205, 206, 207, 226, 299, 300, 301, 302, 303, 304, 305, 307, 308, 399,
            *sorted(REFUSALS | UNDECIDED),
            500, 501, 502, 503, 504, 505, 507, 508, 509, 511, 520, 529, 598, 599, 600, 799, 999]
ID = "request-id: 9f1c2d3e-0000-4000-8000-000000000002"
HEADERS = {
    "Graph": [ID, "Content-Type: application/json"],
    "no id": ["Content-Type: application/json"],
    "Graph, later": [ID, "Content-Type: application/json", "Retry-After: 7"],
    "no id, later": ["Content-Type: text/html", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT"],
    "leads away": [ID, "Location: http://127.0.0.1:9/elsewhere", "WWW-Authenticate: Bearer error=\"invalid_token\""],
    "strange": ["Content-Type: text/plain", "Retry-After: -1e99", "X-" + "y" * 900 + ": z"],
}


def error(code: str) -> bytes:
    return json.dumps({"error": {"code": code, "message": "So it is.", "innerError": {}}}).encode()


BODIES = {
    "empty": b"",
    "Graph's error": error("ErrorInvalidRecipients"),
    "unknown error": error("SomethingNew"),
    "throttled": error("ApplicationThrottled"),
    "cut JSON": error("ErrorAccessDenied")[:30],
    "page": b"<html><title>Sign in to the network</title></html>",
    "list": b"[]",
    "octets": bytes(range(256)),
}
OBJECTS = {"Graph's error", "unknown error", "throttled"}


def is_proven_refusal(status: int, headers: str, body: str) -> bool:
    """Who refused is known: Graph itself, by its id and its kind of body."""
    if status not in REFUSALS:
        return False
    has_id = ID in HEADERS[headers]
    if status in (401, 403, 429):
        return has_id or body in OBJECTS
    return has_id and (body in OBJECTS or body == "cut JSON")


def exchanges_of_matrix() -> tuple:
    exchanges, refusals = [], set()
    for status, headers, body in itertools.product(STATUSES, HEADERS, BODIES):
        proven = is_proven_refusal(status, headers, body)
        # The worse case each: who answers without proof has accepted the mail, unless the answer looks like success.
        accepted = status == 202 or not (proven or 200 <= status < 300)
        name = f"{status}, {headers}, {body}"
        octets = answer_of(status, HEADERS[headers], b"" if status in (204, 304) else BODIES[body])
        exchanges.append(Exchange(name, octets, accepted=accepted))
        if proven:
            refusals.add(name)
    return exchanges, refusals


def ends_of(name: str, refusals: set) -> set:
    """Where it may end, a day later and with a healthy service: what waited has been sent."""
    if name.startswith("202"):
        return {"accepted"}
    return {"accepted", "needs-user"} if name in refusals else {"uncertain"}


def experiment(world, options) -> Figures:
    exchanges, refusals = exchanges_of_matrix()
    figures = Figures("answers", "answer matrix: status, headers, body", 1_000)

    def expect(exchange, rows, _seen):
        name = rows[0].name if rows else "nothing"
        figures.note(name)
        good = ends_of(exchange.subject, refusals)
        return [] if name in good else [Violation("I3", exchange.subject, f"{name}, not {' or '.join(sorted(good))}")]

    with Exchanges(world, options.exchange, figures) as runner:
        runner.run(exchanges, expect)
    return figures


def main() -> int:
    options = read_options(__doc__, ("--exchange", {"type": Path, "required": True}))
    options.exchange = options.exchange.resolve()
    with World(options.out / "answers.work", options.bin) as world:
        return experiment(world, options).finish(options.out, world)


if __name__ == "__main__":
    sys.exit(main())
