from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.document import (
    BulletList,
    Callout,
    CalloutTone,
    Column,
    FactGrid,
    Heading,
    Paragraph,
    Quote,
    Run,
    SignatureSpace,
    Table,
    plain,
    text_of,
)
from mhlead.domain.errors import TemplateFaulty
from mhlead.domain.template import MOST_ASKED_FOR, MOST_CHARACTERS, examine, parse
from mhlead.domain.template_faults import MOST_FAULTS
from mhlead.domain.template_filling import Value, fill, format_date
from mhlead.domain.template_tree import Field, Kind, Vocabulary

WORDS = Vocabulary(
    (
        Field("pupil name"),
        Field("nhs number"),
        Field("birth date", Kind.DATE),
        Field("sessions", Kind.NUMBER),
        Field("tried", Kind.TABLE),
        Field("worries", Kind.LIST),
        Field("words", Kind.QUOTES),
    )
)
FULL: dict[str, Value] = {
    "pupil name": "Ash Moor",
    "nhs number": "999 023 4175",
    "birth date": date(2013, 3, 2),
    "sessions": 8,
    "tried": Table((Column("What"),), ((plain("Talks"),),)),
    "worries": (plain("Sleep"), plain("Friends")),
    "words": (Quote(plain("I am tired"), "Ash"),),
}


def filled(text: str, values: dict[str, Value] | None = None, required: set[str] = set()):  # noqa: B006
    template = parse(f"[version: 1]\n{text}", WORDS)
    return fill(template, FULL if values is None else values, frozenset(required))


def told(text: str, values: dict[str, Value] | None = None) -> list[str]:
    return [text for block in filled(text, values).blocks for text in block.texts()]


def test_every_construct_becomes_its_block() -> None:
    blocks = filled(
        "# About {pupil name}\n## Why\nOne line\nand **two**.\n\n* first\n* second\n"
        "[risk]\nWhat was said\n* this\n[end]\n[facts: two columns]\nName = {pupil name}\n"
        "= born {birth date}\nNumber = {nhs number}\n[end]\n[table: tried]\n[list: worries]\n"
        "[quotes: words]\nYours,\n[signature]\n"
    ).blocks
    assert blocks == (
        Heading((Run("About "), Run("Ash Moor")), 1),
        Heading(plain("Why"), 2),
        Paragraph((Run("One line"), Run(" "), Run("and "), Run("two", is_strong=True), Run("."))),
        BulletList((plain("first"), plain("second"))),
        Callout(
            (Paragraph(plain("What was said")), BulletList((plain("this"),))), CalloutTone.RISK
        ),
        blocks[5],
        FULL["tried"],
        BulletList((plain("Sleep"), plain("Friends"))),
        Quote(plain("I am tired"), "Ash"),
        Paragraph(plain("Yours,"), keeps_with_next=True),
        SignatureSpace(),
    )
    grid = blocks[5]
    assert isinstance(grid, FactGrid)
    assert list(grid.texts()) == ["Name", "Ash Moor born 2 March 2013", "Number", "999 023 4175"]
    assert (grid.columns, grid.is_tinted) == (2, True)


def test_a_line_breaks_where_it_ends_in_a_backslash() -> None:
    assert told("Ash\\\n{pupil name}\nlast") == ["Ash\nAsh Moor last"]


def test_dates_and_words_take_the_form_asked_for() -> None:
    assert told("{birth date}, {birth date | short date}, {birth date | month}") == [
        "2 March 2013, 02/03/2013, March 2013"
    ]
    assert told("{birth date | weekday date}; {sessions} {sessions | digits}") == [
        "Saturday 2 March 2013; 8 8"
    ]
    assert told("{pupil name | capital}", {"pupil name": "ash"}) == ["Ash"]
    assert format_date(date(2026, 12, 1)) == "1 December 2026"


def test_a_line_whose_optional_value_is_absent_is_left_out_whole() -> None:
    text = "Before.\nNumber {nhs number} of {pupil name}.\nAfter."
    for absent in (None, "", "  "):
        assert told(text, {**FULL, "nhs number": absent}) == ["Before. After."]
    assert told("* a {nhs number}\n* b", {}) == ["b"]
    assert told("[facts]\nNumber = {nhs number}\n[end]", {}) == []
    assert told("[table: tried]\n[list: worries]\n[quotes: words]", {}) == []


def test_a_heading_without_anything_under_it_is_left_out() -> None:
    assert told("# Title\n## One\n{nhs number}\n## Two\ntext\n## Three", {}) == [
        "Title",
        "Two",
        "text",
    ]


def test_a_required_value_that_is_missing_is_a_red_gap_and_is_named_once() -> None:
    text = "Number {nhs number}, {nhs number}.\n\n[table: tried]"
    result = filled(text, {}, {"nhs number", "tried"})
    assert result.missing == ("nhs number", "tried")
    first, second = result.blocks
    assert isinstance(first, Paragraph)
    assert [run for run in first.runs if run.is_missing] == [
        Run("[missing: nhs number]", is_missing=True)
    ] * 2
    assert second == Paragraph((Run("[missing: tried]", is_missing=True),))


def test_a_condition_follows_whether_there_is_a_value() -> None:
    text = "[if {nhs number}]\nhas\n[else]\nhas none\n[end]\n[if no {tried}]\nnothing\n[end]"
    assert told(text) == ["has"]
    assert told(text, {}) == ["has none", "nothing"]
    assert filled(text, {}, {"nhs number"}).blocks[0] == Paragraph(plain("has"))


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "suggestion"),
    [
        ("Dear {recipent},", 2, 7, "unknown-field", ""),
        ("ok\n  {pupil nam}", 3, 4, "unknown-field", "pupil name"),
        ("{pupil name.__class__}", 2, 2, "unknown-field", "pupil name"),
        ("{pupil name | long date}", 2, 14, "unknown-format", ""),
        ("{birth date | longdate}", 2, 14, "unknown-format", "long date"),
        ("{tried}", 2, 2, "wrong-kind", "[table: tried]"),
        ("[table: worries]", 2, 9, "wrong-kind", "[list: worries]"),
        ("[tabel: tried]", 2, 2, "unknown-block", "table"),
        ("[if {pupil name}", 2, 1, "stray-sign", "[["),
        ("[for x in y]", 2, 2, "unknown-block", ""),
        ("{pupil name", 2, 1, "unclosed-field", "}"),
        ("a } b", 2, 3, "stray-sign", "}}"),
        ("**open", 2, 7, "unclosed-strong", "**"),
        ("[if {tried}]\ntext", 2, 1, "unclosed-block", "[end]"),
        ("[end]", 2, 1, "unexpected-end", ""),
        ("[else]", 2, 1, "unexpected-else", ""),
        ("[notice]\n[else]\n[end]", 3, 1, "unexpected-else", ""),
        ("[facts]\nno label\n[end]", 3, 1, "no-label", "="),
        ("[facts]\n[if {tried}]\n[end]", 3, 1, "unclosed-block", "[end]"),
        ("[facts]\n[table: tried]\n[end]", 3, 1, "no-label", "="),
        ("[if {tried}]\n" * 9, 8, 1, "too-deep", ""),
        ("[version: soon]", 2, 2, "no-version", "[version: 1]"),
        ("[if pupil name]\nx\n[end]", 2, 2, "no-condition", "[if {field}]"),
        ("[ tabel: tried]", 2, 3, "unknown-block", "table"),
        ("[if  {tride}]\nx\n[end]", 2, 7, "unknown-field", "tried"),
        ("[risk]\n[table: tried]\n[end]", 3, 1, "not-on-a-tint", ""),
        ("[risk]\n[if {tried}]\n# Heading\n[end]\n[end]", 4, 1, "not-on-a-tint", ""),
        ("[risk]\n[notice]\nx\n[end]\n[end]", 3, 1, "not-on-a-tint", ""),
        ("[risk]\n[facts]\na = b\n[end]\n[end]", 3, 1, "not-on-a-tint", ""),
        ("[facts]\nName of {pupil name} = x\n[end]", 3, 1, "label-not-plain", ""),
        ("{pupil name}" * (MOST_ASKED_FOR + 1), 2, 1, "too-much", ""),
        ("[table: tried]\n" * (MOST_ASKED_FOR + 1), MOST_ASKED_FOR + 2, 1, "too-much", ""),
    ],
)
def test_a_fault_is_told_with_its_place(
    text: str, line: int, column: int, code: str, suggestion: str
) -> None:
    with pytest.raises(TemplateFaulty) as fault:
        parse(f"[version: 1]\n{text}", WORDS)
    found = fault.value
    assert (found.line, found.column, found.code, found.suggestion) == (
        line,
        column,
        code,
        suggestion,
    )


def test_a_template_needs_a_version_and_an_end() -> None:
    with pytest.raises(TemplateFaulty) as fault:
        parse("text", WORDS)
    assert fault.value.code == "no-version"
    with pytest.raises(TemplateFaulty) as fault:
        parse("x" * (MOST_CHARACTERS + 1), WORDS)
    assert fault.value.code == "too-long"


def test_every_fault_is_told_at_once_and_the_rest_is_read_on() -> None:
    text = "# {nam} and {pupil nam}\n[if {tride}]\n[nobody] in a line\n[end]\n[lst: worries]"
    template, faults = examine(text, WORDS, 1)
    assert template is None
    assert [(one.line, one.column, one.length, one.code, one.suggestion) for one in faults] == [
        (1, 4, 3, "unknown-field", ""),
        (1, 14, 9, "unknown-field", "pupil name"),
        (2, 6, 5, "unknown-field", "tried"),
        (3, 1, 8, "stray-sign", "[["),
        (5, 2, 3, "unknown-block", "list"),
    ]
    assert len(examine("{x}\n" * 1000, WORDS, 1)[1]) == MOST_FAULTS


def test_a_name_that_the_reader_may_not_be_told_is_said_to_be_kept_from_them() -> None:
    narrow = Vocabulary((Field("pupil name"),), frozenset({"words"}))
    faults = examine("{words} [quotes: words]\n[quotes: words]", narrow, 1)[1]
    assert [one.code for one in faults] == ["not-for-reader", "stray-sign", "not-for-reader"]


def test_on_a_tinted_ground_stand_paragraphs_bullets_and_lists() -> None:
    (callout,) = filled("[risk]\nOne\n* two\n[list: worries]\n[end]").blocks
    assert isinstance(callout, Callout)
    assert [type(block) for block in callout.blocks] == [Paragraph, BulletList, BulletList]


SYNTAX = st.lists(
    st.sampled_from(
        [
            *("{nhs number}", "{", "}", "{{", "[if {tried}]", "[end]", "[[", "]", "**", "# ", "* "),
            *(
                "[table: tried]",
                "[missing: x]",
                "|",
                "=",
                "\\",
                " ",
                "a",
                "é",
                "\u202e",
                "{0}",
                "%s",
            ),
        ]
    ),
    min_size=1,
).map("".join)


@given(SYNTAX.filter(str.strip))
def test_a_value_made_of_template_syntax_comes_back_as_typed(value: str) -> None:
    values: dict[str, Value] = {
        "pupil name": value,
        "nhs number": "999",
        "worries": (plain(value),),
        "words": (Quote(plain(value), value),),
        "tried": Table((Column("What"),), ((plain(value),),)),
    }
    text = (
        "# {pupil name}\n**{pupil name}**\n\n* {pupil name}\n[list: worries]\n[quotes: words]\n"
        "[table: tried]\n[facts]\nName = {pupil name}\n[end]"
    )
    assert told(text, values) == [value] * 3 + [value, value, value, "What", value, "Name", value]


@given(st.text(st.sampled_from("{}[]*#=|\\: \nifendtabltrcsvopusign"), max_size=80))
def test_any_text_is_a_template_or_a_fault_with_its_place(text: str) -> None:
    try:
        template = parse(f"[version: 1]\n{text}", WORDS)
    except TemplateFaulty as found:
        place = (found.line, found.column)
        assert min(place) >= 1
        return
    assert fill(template, FULL).missing == ()


@given(st.text(st.characters(exclude_characters="\\\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")))
def test_any_words_can_be_written_in_a_template(words: str) -> None:
    for sign in "{}[]":
        words = words.replace(sign, sign * 2)
    if "**" in words or not words.strip() or words != words.strip():
        return
    plain_words = words
    for sign in "{}[]":
        plain_words = plain_words.replace(sign * 2, sign)
    assert told(f"x {words}") == [f"x {plain_words}"]


def test_runs_of_text_are_never_joined_into_one_another() -> None:
    block = filled("a {pupil name} b").blocks[0]
    assert isinstance(block, Paragraph)
    assert [run.text for run in block.runs] == ["a ", "Ash Moor", " b"]
    assert text_of(block.runs) == "a Ash Moor b"
