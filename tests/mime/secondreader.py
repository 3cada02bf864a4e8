#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a mail from standard input with Python's own reader and prints what it found as JSON."""
import email
import email.policy
import hashlib
import json
import sys

octets = sys.stdin.buffer.read()
mail = email.message_from_bytes(octets, policy=email.policy.default)


def people(field):
    value = mail[field]
    return [[each.display_name, each.addr_spec] for each in value.addresses] if value else []


def tree(part):
    kind = part.get_content_type()
    if part.is_multipart():
        return {"type": kind, "parts": [tree(each) for each in part.iter_parts()]}
    content = part.get_payload(decode=True)
    return {
        "type": kind,
        "encoding": part["Content-Transfer-Encoding"],
        "charset": part.get_content_charset(),
        "disposition": part.get_content_disposition(),
        "name": part.get_filename(),
        "id": part["Content-ID"],
        "text": content.decode("utf-8") if kind.startswith("text/") and not part.get_filename() else None,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


lines = octets.split(b"\r\n")
print(json.dumps({
    "subject": mail["Subject"],
    "from": people("From"), "to": people("To"), "cc": people("Cc"), "bcc": people("Bcc"), "replyTo": people("Reply-To"),
    "fields": {name: str(mail[name]) for name in (
        "Date", "Message-ID", "In-Reply-To", "References", "Importance", "Disposition-Notification-To",
        "Return-Receipt-To", "MIME-Version") if mail[name] is not None},
    "names": [name for name, _ in mail.items()],
    "body": tree(mail),
    "defects": [type(each).__name__ for part in mail.walk() for each in part.defects],
    "longest": max(len(line) for line in lines),
    "bare": octets.replace(b"\r\n", b"").count(b"\n") + octets.replace(b"\r\n", b"").count(b"\r"),
    "eightBit": any(octet > 127 for octet in octets),
}))
