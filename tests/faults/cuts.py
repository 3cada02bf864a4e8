# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection ends at octet k of the request and of the answer, in peace and with a reset, with and without TLS."""

import itertools
import sys
from pathlib import Path

from lab.exchange import Exchange, Exchanges, answer_of
from lab.figures import Figures
from lab.options import read_options
from lab.programs import World

ACCEPTED = answer_of(202, ["request-id: 9f1c2d3e-0000-4000-8000-000000000001", "Date: Mon, 02 Nov 2026 10:00:00 GMT"],
                     phrase="Accepted")
BODY_STEP, BIG_STEP = 16, 97_003
BIG = "A long mail. " * 160_000  # 2 MB: more than the buffers of sockets hold


def subject_of(kind, what, k="probe") -> str:
    """Of one length, so that all requests of a kind are equally long."""
    return f"{'https' if kind['tls'] else 'http '} {kind['end']} {what} {k:>8}"


def cuts_of_request(head, total, options) -> list:
    return [k for k in range(total + 1) if options.full or k <= head + 2 or k >= total - 2 or k % BODY_STEP == 0]


def cuts_of(exchanges, kind, options) -> list:
    def cut(what, k, **where):
        return Exchange(subject_of(kind, what, k), ACCEPTED, **kind, **where)

    probe = exchanges.run([cut("request", "probe")])[0]
    cuts = [cut("request", k, read_at_most=k) for k in cuts_of_request(probe["head"], probe["octets"], options)]
    cuts += [cut("answer", k, answer_at_most=k) for k in range(len(ACCEPTED) + 1)]
    step = BIG_STEP if options.full else 5 * BIG_STEP
    return cuts + [cut("big request", k, read_at_most=k, body=BIG) for k in range(0, len(BIG), step)]


def experiment(world, options) -> Figures:
    figures = Figures("cuts", "cut at octet k, FIN and RST, HTTP and TLS")
    with Exchanges(world, options.exchange, figures) as exchanges:
        for tls, end in itertools.product((False, True), ("FIN", "RST")):
            kind = {"tls": tls, "end": end}
            cuts = cuts_of(exchanges, kind, options)
            seen = exchanges.run(cuts)
            figures.note("cuts that are proof that nothing was sent", sum(not facts["handedOver"] for facts in seen))
    return figures


def main() -> int:
    options = read_options(__doc__, ("--exchange", {"type": Path, "required": True}))
    options.exchange = options.exchange.resolve()
    with World(options.out / "cuts.work", options.bin) as world:
        return experiment(world, options).finish(options.out, world)


if __name__ == "__main__":
    sys.exit(main())
