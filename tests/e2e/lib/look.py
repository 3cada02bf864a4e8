# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What assistive technology sees of an application: one JSON list of {role, name, description, text, x, y, width, height,
focused, enabled, showing}, the whole tree in order. usage: look.py PID
look.py PID NAME LENGTH: puts LENGTH letters into the text field of that name, as dictation or a paste would, at once."""
import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def describe(node):
    states = node.get_state_set()
    entry = {
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "text": "",
        "focused": states.contains(Atspi.StateType.FOCUSED),
        "enabled": states.contains(Atspi.StateType.ENABLED),
        "showing": states.contains(Atspi.StateType.SHOWING),
    }
    try:
        text = node.get_text_iface()
        if text:
            entry["text"] = Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
    except GLib.Error:
        pass
    try:
        place = node.get_extents(Atspi.CoordType.SCREEN)
        entry.update(x=place.x, y=place.y, width=place.width, height=place.height)
    except GLib.Error:
        pass
    return entry


def walk(node, found, depth=0):
    if node is None or depth > 40 or len(found) > 4000:
        return
    try:
        found.append(describe(node))
        for index in range(node.get_child_count()):
            walk(node.get_child_at_index(index), found, depth + 1)
    except GLib.Error:
        pass  # it went away while we looked


def application_of(pid):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        try:
            if application and application.get_process_id() == pid:
                return application
        except GLib.Error:
            continue
    return None


def field_named(node, name):
    if node.get_name() == name and node.get_editable_text_iface():
        return node
    for index in range(node.get_child_count()):
        found = field_named(node.get_child_at_index(index), name)
        if found:
            return found
    return None


def main():
    Atspi.init()
    application = application_of(int(sys.argv[1]))
    if len(sys.argv) > 2:
        field = field_named(application, sys.argv[2])
        Atspi.EditableText.set_text_contents(field.get_editable_text_iface(), "x" * int(sys.argv[3]))
        return
    found = []
    walk(application, found)
    json.dump(found, sys.stdout)


main()
