"""What the help says of the program is so, as far as a test can see."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from mhlead.ui.help_places import TOPIC_OF
from mhlead.wording.help_topics import HelpKind, help_topics

MOST_WORDS = 140
"""Read in about half a minute."""
QUOTED = re.compile("“([^”]+)”")


def said_by(modules: dict[str, ast.Module]) -> str:
    """Every text of the window and of the wording, accelerators taken out."""
    texts = (
        node.value.replace("&", "")
        for path, module in modules.items()
        if path.startswith(("mhlead/ui/", "mhlead/wording/"))
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return "\n".join(texts)


def test_what_the_help_puts_in_quotation_marks_stands_in_the_program(
    modules: dict[str, ast.Module],
) -> None:
    said = said_by(modules)
    quoted = {
        one for topic in help_topics() for text in topic.lines for one in QUOTED.findall(text)
    }
    assert len(quoted) > 40
    assert {one for one in quoted if one not in said} == set()


def test_a_topic_is_short_and_leads_to_topics_that_are_there() -> None:
    topics = {one.key: one for one in help_topics()}
    assert len(topics) == len(help_topics())
    long = {key: len(" ".join(one.lines).split()) for key, one in topics.items()}
    assert {key: count for key, count in long.items() if count > MOST_WORDS} == {}
    assert all(one.name and one.lines for one in topics.values())
    links = [part for one in topics.values() for part in one.parts]
    to_topics = {part.target for part in links if part.kind is HelpKind.TO_TOPIC}
    assert to_topics <= set(topics)


def test_each_page_that_has_a_topic_is_there(modules: dict[str, ast.Module]) -> None:
    classes = {
        node.name
        for path, module in modules.items()
        if path.startswith("mhlead/ui/")
        for node in module.body
        if isinstance(node, ast.ClassDef)
    }
    assert set(TOPIC_OF) <= classes
    assert set(TOPIC_OF.values()) <= {one.key for one in help_topics()}


def test_keys_are_bound_in_one_place(checkout: Path, modules: dict[str, ast.Module]) -> None:
    window = (path for path in modules if path.startswith("mhlead/ui/"))
    binding = [path for path in window if "QShortcut(" in (checkout / path).read_text("utf-8")]
    assert binding == ["mhlead/ui/keys.py"]
