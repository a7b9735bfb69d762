"""Files of a pooling round, in the form mhlead-pool/1: read strictly, written canonically."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooling import (
    FORMAT,
    MOST_SCHOOLS,
    ROUND,
    SCHOOL,
    Contribution,
    FinishAnswer,
    FinishRequest,
    KeyCard,
    Pooled,
    PoolKind,
    Roster,
)
from mhlead.exchange.pool_layout import layout_of
from mhlead.exchange.strict_json import Bounds, parse, plain_name, read_bounded

POOL = Bounds(PoolRefused, largest_bytes=20_000_000, deepest=16)
_HEX = re.compile(r"[0-9a-f]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
KEY_BYTES, SIGNATURE_BYTES, DIGEST_BYTES, CELL_BYTES = 32, 64, 32, 8


def read(path: Path) -> Pooled:
    """Whatever file of a round it is; whether it is signed rightly is for the vault to say.

    Raises:
        FileUnreadable, PoolRefused, TablesRefused.
    """
    return read_bytes(read_bounded(path, POOL))


def read_bytes(raw: bytes) -> Pooled:
    """The same from bytes."""
    document = _fields(parse(raw, POOL))
    if document.pop("format", None) != FORMAT:
        raise PoolRefused("not-pool-file")
    reader = _READERS.get(str(document.pop("kind", "")))
    if reader is None:
        raise PoolRefused("not-pool-file")
    return reader(document)


def write(value: Pooled) -> bytes:
    """The file."""
    body: dict[str, Any] = {"format": FORMAT, "kind": value.kind.value, **value.body()}
    if isinstance(value, KeyCard | Contribution | FinishAnswer):
        body["signature"] = value.signature.hex()
    return (json.dumps(body, sort_keys=True, ensure_ascii=True, indent=1) + "\n").encode()


def _key(document: Mapping[str, Any]) -> KeyCard:
    _only(document, ("round", "school", "agree", "sign", "signature"))
    return _card(_round(document), document)


def _card(round_id: str, document: Mapping[str, Any]) -> KeyCard:
    school = _school(document)
    agree, sign = (_bytes(document, name, KEY_BYTES, school) for name in ("agree", "sign"))
    return KeyCard(
        round_id, school, agree, sign, _bytes(document, "signature", SIGNATURE_BYTES, school)
    )


def _roster(document: Mapping[str, Any]) -> Roster:
    _only(document, ("round", "least", "first_on", "last_on", "tables", "schools"))
    round_id = _round(document)
    cards = []
    for one in _items(document, "schools"):
        fields = _fields(one, "schools")
        _only(fields, ("round", "school", "agree", "sign", "signature"))
        cards.append(_card(_round(fields), fields))
    least = document.get("least")
    if type(least) is not int:
        raise PoolRefused("field", field="least")
    tables = _fields(document.get("tables"), "tables")
    first_on, last_on = (_day(document, name) for name in ("first_on", "last_on"))
    return Roster(round_id, layout_of(tables, first_on, last_on), tuple(cards), least)


def _masked(kind: type[Contribution] | type[FinishAnswer], document: Mapping[str, Any]) -> Pooled:
    _only(document, ("round", "school", "bound_to", "masked", "signature"))
    school = _school(document)
    masked = _bytes(document, "masked", None, school)
    if not masked or len(masked) % CELL_BYTES:
        raise PoolRefused("field", school, "masked")
    return kind(
        _round(document),
        school,
        _bytes(document, "bound_to", DIGEST_BYTES, school).hex(),
        masked,
        _bytes(document, "signature", SIGNATURE_BYTES, school),
    )


def _request(document: Mapping[str, Any]) -> FinishRequest:
    _only(document, ("round", "roster", "answered"))
    answered = []
    for pair in _items(document, "answered"):
        if not isinstance(pair, list) or len(pair) != 2:
            raise PoolRefused("field", field="answered")
        told = {"school": pair[0], "digest": pair[1]}
        school = _school(told)
        answered.append((school, _bytes(told, "digest", DIGEST_BYTES, school).hex()))
    roster = _bytes(document, "roster", DIGEST_BYTES).hex()
    return FinishRequest(_round(document), roster, tuple(answered))


_READERS: dict[str, Callable[[Mapping[str, Any]], Pooled]] = {
    PoolKind.KEY: _key,
    PoolKind.ROSTER: _roster,
    PoolKind.CONTRIBUTION: lambda document: _masked(Contribution, document),
    PoolKind.REQUEST: _request,
    PoolKind.ANSWER: lambda document: _masked(FinishAnswer, document),
}


def _fields(value: Any, name: str = "") -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PoolRefused("field" if name else "not-pool-file", field=name)
    return value


def _only(document: Mapping[str, Any], known: Iterable[str]) -> None:
    # A field that nobody reads would be outside the signature.
    for name in document:
        if name not in set(known):
            raise PoolRefused("unknown-field", field=plain_name(name))


def _items(document: Mapping[str, Any], name: str) -> list[Any]:
    found = document.get(name)
    if not isinstance(found, list) or len(found) > MOST_SCHOOLS:
        raise PoolRefused("field", field=name)
    return found


def _round(document: Mapping[str, Any]) -> str:
    found = document.get("round")
    if not isinstance(found, str) or not ROUND.fullmatch(found):
        raise PoolRefused("field", field="round")
    return found


def _school(document: Mapping[str, Any]) -> str:
    found = document.get("school")
    if not isinstance(found, str) or not SCHOOL.fullmatch(found):
        raise PoolRefused("field", field="school")
    return found


def _bytes(document: Mapping[str, Any], name: str, size: int | None, school: str = "") -> bytes:
    found = document.get(name)
    is_hex = isinstance(found, str) and len(found) % 2 == 0 and _HEX.fullmatch(found)
    if not is_hex or size not in (None, len(str(found)) // 2):
        raise PoolRefused("field", school, name)
    return bytes.fromhex(str(found))


def _day(document: Mapping[str, Any], name: str) -> date:
    found = document.get(name)
    try:
        if isinstance(found, str) and _DAY.fullmatch(found):
            return date.fromisoformat(found)
    except ValueError:
        pass
    raise PoolRefused("field", field=name)
