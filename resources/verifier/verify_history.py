"""Checks a history that mhlead wrote: nothing altered, deleted, put in another order or cut off.

    python3 verify_history.py [history.jsonl] [anchors.jsonl ...] [--anchor NUMBER:HASH]

It needs Python 3 and nothing else: not the passphrase, not the records, not mhlead. Each line of
the history holds the SHA-256 of itself together with the hash of the line before it, so a change
in one line shows there and in the next. What was cut off at the end, and a history written anew
from some line on, shows only beside an anchor: a number and hash that were kept elsewhere, such
as in a backup or on a printed report. The lines name nobody: people and pupils stand in them by
random identifiers. Ends with 0 where all is sound, 1 where it is not, 2 where it was misused.

What this can't see: whether an erasable detail still fits its line, and whether a line was signed
with the store's key. "mhlead verify" checks both, with the passphrase.
"""

import hashlib
import json
import os
import re
import stat
import sys
from pathlib import Path

FORMAT = "mhlead-history/1"
FIRST_PREV = "0" * 64
HASHED = ("seq", "at", "actor", "action", "subject_ref", "detail_commit", "prev")
FIELDS = {*HASHED, "hash"}
HASH = re.compile("[0-9a-f]{64}")
LARGEST_NUMBER = 2**63 - 1


def parsed(line):
    """What a line of JSON holds; a name that stands twice could be read in two ways."""
    try:
        return json.loads(line, object_pairs_hook=names_once)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def names_once(pairs):
    """The object of these names and values."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def is_hash(value):
    """Whether it is a hash as the program writes it."""
    return isinstance(value, str) and HASH.fullmatch(value) is not None


def is_number(value):
    """Whether it can be the number of an event."""
    return type(value) is int and 1 <= value <= LARGEST_NUMBER


def is_event(event):
    """Whether it has the fields of an event, with a number and hashes where they have to be."""
    return (
        isinstance(event, dict)
        and set(event) == FIELDS
        and is_number(event["seq"])
        and is_hash(event["hash"])
        and is_hash(event["prev"])
    )


def hash_of(event):
    """The hash an event must have: SHA-256 of its canonical JSON (RFC 8785) without the hash."""
    fields = {name: event[name] for name in HASHED}
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_events(text):
    """The events in the order they stand, and what can't be read."""
    events, faults = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            event = parsed(line)
        except ValueError:
            faults.append(f"line {number} of the file can't be read")
            continue
        if number == 1 and isinstance(event, dict) and "format" in event:
            if event["format"] != FORMAT:
                faults.append("the file was written by another version; take its own verifier")
            continue
        if number == 1:
            faults.append("the first line of the file is missing")
        if not is_event(event):
            faults.append(f"line {number} of the file is no event")
            continue
        events.append(event)
    if not events:
        faults.append("it holds no event; a store has one from its first minute on")
    return events, faults


def chain_faults(events):
    """What is wrong with the chain itself, each with the number of the event."""
    faults = []
    by_number = {}
    for place, event in enumerate(events):
        if event["seq"] in by_number:
            faults.append(f"event {event['seq']} is there twice")
        by_number[event["seq"]] = event
        if place and event["seq"] < events[place - 1]["seq"]:
            faults.append(f"event {event['seq']} stands after {events[place - 1]['seq']}: reordered")
    for event in by_number.values():
        if hash_of(event) != event["hash"]:
            faults.append(f"event {event['seq']} was altered: its hash does not fit it")
    expected, prev = 1, FIRST_PREV
    for number in sorted(by_number):
        event = by_number[number]
        if number > expected:
            missing = str(expected) if number == expected + 1 else f"{expected} to {number - 1}"
            faults.append(f"deleted: {missing} is missing")
        elif event["prev"] != prev:
            faults.append(f"event {number} does not follow the one before it: altered or exchanged")
        expected, prev = number + 1, event["hash"]
    return faults


def anchor_faults(events, anchors):
    """What the anchors show: a history cut off, rolled back, or written anew."""
    by_number = {event["seq"]: event for event in events}
    last = max(by_number, default=0)
    faults, sound = [], 0
    for number, digest, source in sorted(anchors):
        if number > last:
            faults.append(
                f"cut off or rolled back: it ends at {last}, and {source} knows event {number}"
            )
        elif number in by_number and by_number[number]["hash"] != digest:
            faults.append(
                f"written anew after event {sound}: event {number} is not the one {source} knows"
            )
        elif number in by_number:
            sound = number
    return faults


def read_anchors(text, name):
    """Anchors of a file: a JSON object a line with "seq" and "hash"."""
    anchors = []
    for line in text.splitlines():
        if line.strip():
            fields = parsed(line)
            source = f"{fields.get('from', name)} of {fields.get('at', 'an unknown day')}"
            anchors.append(anchor_of(fields["seq"], fields["hash"], source))
    return anchors


def anchor_of(number, digest, source):
    """An anchor that something can be compared with."""
    if not is_number(number) or not is_hash(digest):
        raise ValueError("an anchor is the number of an event and its hash of 64 characters")
    return number, digest, source


def plain(text):
    """The text without what would steer a terminal: a forged file may hold it to hide a fault."""
    return "".join(one if one.isprintable() else "?" for one in text)


def read_plain(path):
    """The text of a plain file; a pipe or a device might never end."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("it is no plain file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read().decode("utf-8-sig")
    finally:
        os.close(handle)


def check(history_text, anchors=()):
    """Every fault, the number of events, and the newest one; nothing is written."""
    events, faults = read_events(history_text)
    faults += chain_faults(events)
    faults += anchor_faults(events, anchors)
    newest = max(events, key=lambda event: event["seq"], default=None)
    return faults, len(events), newest


def main(arguments):
    """Checks the files named, or those beside this one."""
    if any(word in ("-h", "--help") for word in arguments):
        print(__doc__.strip())
        return 0
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    anchors, names = [], []
    words = list(arguments)
    try:
        while words:
            word = words.pop(0)
            if word == "--anchor":
                number, _, digest = words.pop(0).partition(":")
                digest = digest.strip().lower()
                anchors.append(anchor_of(int(number), digest, "the anchor you gave"))
            else:
                names.append(Path(word))
        here = Path(__file__).resolve().parent
        if not names:
            names = [here / "history.jsonl"]
            names += [path for path in (here / "anchors.jsonl",) if path.exists()]
        history = read_plain(names[0])
        for path in names[1:]:
            anchors += read_anchors(read_plain(path), path.name)
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        print(plain(f"Could not be read: {error}"), file=sys.stderr)
        return 2
    faults, count, newest = check(history, anchors)
    for fault in faults:
        print(plain(f"NOT SOUND: {fault}"))
    if newest is not None:
        print(f"{count} events; the newest is {newest['seq']}, hash {newest['hash']}")
    print(f"{len(anchors)} anchors were compared." if anchors else "No anchor was given: a history "
          "that was cut off at its end would not be noticed.")
    print("Not sound." if faults else "Sound.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
