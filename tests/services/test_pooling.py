"""A round by files: the totals alone come out, and whatever does not fit is told by its school."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooling import message_of
from mhlead.services import pooling, pooling_area
from mhlead.wording import sentence_for
from tests.pool_rounds import PASSPHRASE, Area, OpenBooks, Tools, masks_of, plan, pupils_of

Change = Callable[[dict[str, Any]], None]
SCHOOLS = ("100001", "100002", "100003", "100004", "100005")
HERE, MISSING = SCHOOLS[:4], SCHOOLS[4]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Area:
    """A whole round in which one school never answers."""
    area = Area(tmp_path_factory.mktemp("round"), SCHOOLS)
    area.make_roster()
    for school in HERE:
        area.contribute(school)
    area.ask(HERE)
    for school in HERE:
        area.finish(school)
    return area


@pytest.fixture
def area(done: Area, tmp_path: Path) -> Area:
    """A copy of it to spoil."""
    copied = Area(tmp_path / "round", SCHOOLS)
    shutil.copytree(done.folder, copied.folder)
    copied.seen = done.seen
    return copied


@pytest.fixture
def fresh(tmp_path: Path) -> Area:
    """Four schools with a roster, before anything was given."""
    found = Area(tmp_path, HERE)
    found.make_roster()
    return found


def sent(area: Area, schools: Sequence[str] = HERE) -> list[Path]:
    return [area.path(f"{kind}-{s}") for kind in ("contribution", "answer") for s in schools]


def refused(work: Callable[[], object]) -> PoolRefused:
    with pytest.raises(PoolRefused) as error:
        work()
    return error.value


def changed(path: Path, change: Change) -> Path:
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_the_totals_are_those_of_all_who_answered(done: Area) -> None:
    assert done.missing == (MISSING,)
    document = done.total(sent(done))
    expected: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for axis in ("year", "sen"):
        expected += Counter((p["need"], p[axis]) for s in HERE for p in pupils_of(int(s)))
        found += Counter((p["need"], p[axis]) for p in document["microdata"])
    assert found == expected
    assert document["format"] == "sdc-protect/1"
    assert document["rule"] == plan()["rule"]


def test_no_file_that_is_sent_names_a_number_of_a_school(done: Area) -> None:
    for path in sent(done):
        document = json.loads(path.read_text())
        assert set(document) == {
            "format",
            "kind",
            "round",
            "school",
            "bound_to",
            "masked",
            "signature",
        }


def test_the_same_question_gets_the_same_answer(area: Area) -> None:
    for kind, again in (("contribution", area.contribute), ("answer", area.finish)):
        before = area.path(f"{kind}-{HERE[0]}").read_bytes()
        assert again(HERE[0]).read_bytes() == before


# ---- what the pooler notices -----------------------------------------------------------------


def flip(name: str) -> Change:
    def change(document: dict[str, Any]) -> None:
        last = document[name][-1]
        document[name] = document[name][:-1] + ("0" if last != "0" else "1")

    return change


def put(**parts: Any) -> Change:
    return lambda document: document.update(parts)


ALTERED: dict[str, tuple[str, Change, str]] = {
    "masked": ("contribution", flip("masked"), "signature"),
    "masked answer": ("answer", flip("masked"), "signature"),
    "signature": ("answer", flip("signature"), "signature"),
    "another round": ("contribution", put(round="summer-2026"), "other-round"),
    "another roster": ("contribution", flip("bound_to"), "bound-elsewhere"),
    "another request": ("answer", flip("bound_to"), "bound-elsewhere"),
    "another school": ("contribution", put(school="100009"), "not-in-roster"),
    "a number more": ("contribution", lambda d: put(masked=d["masked"] + "00" * 8)(d), "other-lay"),
    "half a number": ("contribution", lambda d: put(masked=d["masked"][:-2])(d), "field"),
    "no number": ("answer", put(masked=""), "field"),
    "a number as it is": ("answer", put(masked=[1, 2, 3]), "field"),
    "large letters": ("answer", lambda d: put(masked=d["masked"].upper() + "AA" * 8)(d), "field"),
    "a field more": ("answer", put(note="Jo"), "unknown-field"),
    "no school": ("answer", lambda d: d.pop("school"), "field"),
    "a fraction": ("answer", put(masked=0.5), "not-whole"),
    "another form": ("answer", put(format="mhlead-pool/2"), "not-pool-file"),
    "another kind": ("answer", put(kind="roster"), "unknown-field"),
    "no kind": ("answer", put(kind=[]), "not-pool-file"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_an_altered_file_is_told(name: str, area: Area) -> None:
    kind, change, code = ALTERED[name]
    changed(area.path(f"{kind}-{HERE[1]}"), change)
    error = refused(lambda: area.total(sent(area)))
    assert error.code.startswith(code)
    if code not in ("field", "not-whole", "unknown-field", "not-pool-file"):
        assert sentence_for(error).startswith(f"School {error.school}: ")


def test_files_left_out_repeated_or_taken_from_elsewhere_are_told(area: Area) -> None:
    files = sent(area)
    for at, code in ((0, "contribution-missing"), (4, "answer-missing")):
        error = refused(lambda at=at: area.total(files[:at] + files[at + 1 :]))
        assert (error.code, error.school) == (code, HERE[0])
        error = refused(lambda at=at: area.total([*files, files[at]]))
        assert (error.code, error.school) == ("file-twice", HERE[0])
    assert refused(lambda: area.total([*files, area.path("roster")])).code == "other-kind"
    area.contribute(MISSING)
    late = area.path(f"contribution-{MISSING}")
    error = refused(lambda: area.total([*files, late]))
    assert (error.code, error.school) == ("not-asked", MISSING)


def test_another_contribution_of_a_school_than_the_one_asked_about_is_told(area: Area) -> None:
    """It is signed and bound rightly: somebody used a copy of the pool book."""
    book = Tools().files.read_book(Tools().books.read(area.book(HERE[0]), PASSPHRASE) or b"")
    roster = area.tools.files.read(area.path("roster"))
    cells = len(roster.layout.cells)
    made = masks_of(1).contribution(book.rounds[0].secret, roster, HERE[0], (1,) * cells)
    area.path(f"contribution-{HERE[0]}").write_bytes(area.tools.files.write(made))
    error = refused(lambda: area.total(sent(area)))
    assert (error.code, error.school) == ("other-contribution", HERE[0])


def test_answers_that_do_not_belong_together_open_nothing(
    area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(area.tools.masks), "is_signed", lambda *_: True)
    changed(area.path(f"answer-{HERE[1]}"), flip("masked"))
    assert refused(lambda: area.total(sent(area))).code in ("does-not-open", "totals-disagree")


def test_noise_is_not_taken_for_pupils_where_there_is_one_table_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can contradict it there but its size."""
    area = Area(tmp_path, HERE[:3], tools=Tools(books=OpenBooks()))
    area.make_roster(plan(releases=[{"id": "R", "tables": [["need", "year", "sen"]]}]))
    for school in area.schools:
        area.contribute(school)
    area.ask(area.schools)
    for school in area.schools:
        area.finish(school)
    monkeypatch.setattr(type(area.tools.masks), "is_signed", lambda *_: True)
    path = area.path(f"answer-{HERE[1]}")
    whole = json.loads(area.path(f"answer-{HERE[0]}").read_text())["masked"]
    changed(path, put(masked=whole))
    assert refused(lambda: area.total(sent(area, HERE[:3]))).code == "does-not-open"


def test_a_request_for_too_few_or_with_two_files_of_one_is_not_made(area: Area) -> None:
    assert refused(lambda: area.ask(HERE[:2])).code == "too-few-answered"
    error = refused(lambda: area.ask([*HERE, HERE[0]]))
    assert (error.code, error.school) == ("file-twice", HERE[0])


def test_a_key_file_that_was_altered_or_repeated_is_told(area: Area) -> None:
    keys = [area.path(f"key-{school}") for school in SCHOOLS]

    def roster() -> object:
        made = pooling_area.make_roster
        return made(area.tools, area.path("plan"), date(2026, 9, 1), date(2026, 12, 18), keys)

    keys.append(keys[0])
    error = refused(roster)
    assert (error.code, error.school) == ("school-twice", HERE[0])
    keys.pop()
    changed(keys[0], flip("agree"))
    error = refused(roster)
    assert (error.code, error.school) == ("signature", HERE[0])
    del keys[2:]
    changed(keys[0], flip("agree"))
    assert refused(roster).code in ("too-few-schools", "signature")


# ---- what a school notices -------------------------------------------------------------------


def test_only_one_request_of_a_round_is_answered(area: Area) -> None:
    area.ask(HERE[:3])
    error = refused(lambda: area.finish(HERE[0]))
    assert (error.code, error.school) == ("answered-already", HERE[0])
    assert "refused" in sentence_for(error)


def test_only_one_contribution_is_made(fresh: Area) -> None:
    fresh.contribute(HERE[0])
    path = fresh.tables(HERE[1])
    error = refused(lambda: fresh.contribute(HERE[0], counted=path))
    assert (error.code, error.school) == ("contributed-already", HERE[0])


def test_a_request_that_leaves_the_school_out_gets_no_answer(fresh: Area) -> None:
    for school in HERE:
        fresh.contribute(school)
    fresh.ask(HERE[1:])
    error = refused(lambda: fresh.finish(HERE[0]))
    assert (error.code, error.school) == ("not-counted", HERE[0])


def test_a_request_that_names_too_few_or_another_contribution_gets_no_answer(area: Area) -> None:
    area.contribute(MISSING)
    request = area.path("request")
    whole = request.read_text()
    changed(request, lambda d: d["answered"].pop(0) and d["answered"].pop(0))
    assert refused(lambda: area.finish(HERE[3])).code == "too-few-answered"
    request.write_text(whole)
    changed(request, lambda d: d["answered"].append([MISSING, "00" * 32]))
    error = refused(lambda: area.finish(MISSING))
    assert (error.code, error.school) == ("other-contribution", MISSING)
    changed(request, put(roster="00" * 32))
    assert refused(lambda: area.finish(MISSING)).code == "other-roster"


def test_the_roster_has_to_be_the_one_others_have(fresh: Area) -> None:
    heard = fresh.seen.fingerprint
    other = heard[:-1] + ("0" if heard[-1] != "0" else "1")
    assert refused(lambda: fresh.contribute(HERE[0], heard=other)).code == "fingerprint"
    for rang in ([HERE[1]], [HERE[1], HERE[1]], [HERE[0], HERE[1]], []):
        assert refused(lambda rang=rang: fresh.contribute(HERE[0], rang=rang)).code == "ring-two"
    error = refused(lambda: fresh.contribute(HERE[0], rang=[*HERE[1:], "100009"]))
    assert (error.code, error.school) == ("not-in-roster", "100009")


def test_a_key_put_in_the_place_of_the_own_one_is_told(fresh: Area) -> None:
    """The pooler makes a key of its own for a school, and reads that fingerprint out to it."""
    secret = b"\x07" * 32
    false = masks_of(1).card(secret, fresh.round_id, HERE[0])
    fresh.path(f"key-{HERE[0]}").write_bytes(fresh.tools.files.write(false))
    keys = [fresh.path(f"key-{school}") for school in HERE]
    seen, raw = pooling_area.make_roster(
        fresh.tools, fresh.path("plan"), fresh.first_on, fresh.last_on, keys
    )
    fresh.path("roster").write_bytes(raw)
    error = refused(lambda: fresh.contribute(HERE[0], heard=seen.fingerprint))
    assert (error.code, error.school) == ("own-key", HERE[0])


def test_two_of_the_schools_that_were_rung_have_to_be_in_the_request(fresh: Area) -> None:
    """Else all others in it may be the pooler's inventions."""
    fresh.contribute(HERE[0], rang=[HERE[1], HERE[2]])
    for school in HERE[2:]:
        fresh.contribute(school)
    fresh.ask([HERE[0], HERE[2], HERE[3]])
    assert refused(lambda: fresh.finish(HERE[0])).code == "rung-missing"
    fresh.finish(HERE[0], rang=[HERE[3]])


def test_a_second_round_may_not_tell_one_school_by_the_difference(tmp_path: Path) -> None:
    schools = tuple(f"{100001 + n}" for n in range(7))

    def finished(round_id: str, here: Sequence[str], **days: date) -> Area:
        area = Area(tmp_path, schools, round_id, Tools(books=OpenBooks()), **days)
        area.make_roster()
        for school in here:
            area.contribute(school)
        area.ask(here)
        area.finish(here[0])
        return area

    finished("one", schools)
    finished("same-schools-again", schools)
    error = refused(lambda: finished("one-less", schools[:-1]))
    assert (error.code, error.school) == ("few-differ", schools[0])
    overlap = {"first_on": date(2026, 12, 18), "last_on": date(2027, 3, 31)}
    assert refused(lambda: finished("overlap", schools[:-2], **overlap)).code == "few-differ"
    finished("three-less", schools[:-3])
    finished("later", schools[:-1], first_on=date(2027, 1, 1), last_on=date(2027, 3, 31))


OWN: dict[str, tuple[dict[str, Any], str]] = {
    "a dimension less": (
        {"dimensions": {"need": ["Anxiety", "Low mood", "Other"], "sen": ["yes", "no"]}},
        "other-tables",
    ),
    "another category": (
        {"dimensions": plan()["dimensions"] | {"sen": ["yes", "no", "unknown"]}},
        "other-tables",
    ),
}


@pytest.mark.parametrize("name", OWN)
def test_other_tables_are_not_contributed(name: str, fresh: Area) -> None:
    changes, code = OWN[name]
    names = plan() | changes
    pupil = {axis: categories[0] for axis, categories in names["dimensions"].items()}
    document = names | {"microdata": [pupil], "releases": [{"id": "R", "tables": [["need"]]}]}
    path = fresh.path("own")
    path.write_text(json.dumps(document))
    assert refused(lambda: fresh.contribute(HERE[0], counted=path)).code == code


def test_categories_in_another_order_are_counted_by_their_names(fresh: Area) -> None:
    layout = fresh.tools.files.read(fresh.path("roster")).layout
    pupils = pupils_of(1)
    turned = {axis: names[::-1] for axis, names in plan()["dimensions"].items()}
    files = []
    for dimensions in (plan()["dimensions"], turned):
        path = fresh.path(f"own-{len(files)}")
        path.write_text(json.dumps(plan(dimensions=dimensions, microdata=pupils)))
        files.append(path)
    from mhlead.main import LazyTableFiles

    one, two = (pooling.counts_of(layout, LazyTableFiles().read(path)) for path in files)
    assert one == two
    assert sum(one) == 2 * len(pupils)


def test_a_pupil_where_nobody_can_be_is_told(tmp_path: Path) -> None:
    area = Area(tmp_path, HERE[:3])
    area.make_roster(plan(structural_zeros=[{"need": "Other", "sen": "yes"}]))
    path = area.path("own")
    path.write_text(json.dumps(plan(microdata=[{"need": "Other", "sen": "yes", "year": "7 to 9"}])))
    assert refused(lambda: area.contribute(HERE[0], counted=path)).code == "impossible"


LAYOUTS: dict[str, tuple[dict[str, Any], str]] = {
    "two releases": ({"releases": plan()["releases"] * 2}, "one-release"),
    "a ring": (
        {"releases": [{"id": "R", "tables": [["need", "sen"], ["sen", "year"], ["year", "need"]]}]},
        "ring",
    ),
    "unused": ({"releases": [{"id": "R", "tables": [["need", "sen"]]}]}, "unused-dimension"),
    "split": ({"structural_zeros": [{"year": "7 to 9", "sen": "yes"}]}, "split-zero"),
    "a fraction": ({"rule": {"threshold": 4.5}}, "not-whole"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_tables_that_cannot_be_pooled_are_refused(name: str, tmp_path: Path) -> None:
    changes, code = LAYOUTS[name]
    area = Area(tmp_path, HERE[:3])
    assert refused(lambda: area.make_roster(plan(**changes))).code == code


def test_a_period_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    area = Area(tmp_path, HERE[:3], first_on=date(2026, 9, 2), last_on=date(2026, 9, 1))
    assert refused(area.make_roster).code == "period"


# ---- the pool book ---------------------------------------------------------------------------


def test_the_pool_book_opens_with_its_passphrase_alone(area: Area) -> None:
    book = area.book(HERE[0])
    raw = book.read_bytes()
    wrong = "another fictional passphrase here"
    key = pooling.make_key
    for broken, passphrase, code in (
        (raw, wrong, "book-passphrase"),
        (raw[:-4] + b'0"}', PASSPHRASE, "not-book"),
        (raw.replace(b'"t":2', b'"t":3'), PASSPHRASE, "book-passphrase"),
        (raw.replace(b'"t":2', b'"t":99'), PASSPHRASE, "not-book"),
        (b"{}", PASSPHRASE, "not-book"),
    ):
        book.write_bytes(broken)
        error = refused(lambda p=passphrase: key(area.tools, book, p, HERE[0], "autumn-2026"))
        assert error.code == code
    book.write_bytes(raw)
    secret = area.tools.files.read_book(area.tools.books.read(book, PASSPHRASE)).rounds[0].secret
    assert secret.hex().encode() not in raw
    assert "secret" not in repr(area.tools.files.read_book(area.tools.books.read(book, PASSPHRASE)))


def test_a_book_is_of_one_school_and_held_by_one_program(area: Area) -> None:
    key = pooling.make_key
    book = area.book(HERE[0])
    error = refused(lambda: key(area.tools, book, PASSPHRASE, HERE[1], "autumn-2026"))
    assert (error.code, error.school) == ("other-book", HERE[0])
    with area.tools.books.held(book):
        error = refused(lambda: key(area.tools, book, PASSPHRASE, HERE[0], "autumn-2026"))
    assert error.code == "book-in-use"
    nowhere = area.folder / "nothing.book"
    finish = pooling.finish
    paths = {"roster": area.path("roster"), "request": area.path("request")}
    assert refused(lambda: finish(area.tools, nowhere, PASSPHRASE, **paths)).code == "no-book"


def test_a_key_is_of_its_round_and_made_once(fresh: Area) -> None:
    before = fresh.path(f"key-{HERE[0]}").read_bytes()
    assert fresh.make_keys()[0].read_bytes() == before
    other = Area(fresh.folder, HERE[:1], "spring-2027").make_keys()[0]
    one, two = (json.loads(path) for path in (before, other.read_bytes()))
    assert not {one["agree"], one["sign"]} & {two["agree"], two["sign"]}
    for school, round_id, code in (
        ("Fernbrook Academy", "autumn-2026", "school-code"),
        (HERE[0], "Autumn term", "round-name"),
    ):
        error = refused(
            lambda s=school, r=round_id: pooling.make_key(
                fresh.tools, fresh.book(HERE[0]), PASSPHRASE, s, r
            )
        )
        assert error.code == code


def test_what_is_signed_names_what_it_is(done: Area) -> None:
    files = [done.path("roster"), done.path("request"), *sent(done)]
    messages = {message_of(done.tools.files.read(path)) for path in files}
    assert len(messages) == len(files)
    assert all(b'"format":"mhlead-pool/1","kind":"' in message for message in messages)
