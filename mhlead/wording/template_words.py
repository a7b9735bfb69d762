"""What is wrong with the wording of a letter, in sentences; and what its fields are for."""

from __future__ import annotations

from mhlead.domain.letter_wording import WordingProblem

_PROBLEMS: dict[str, str] = {
    "unknown-field": "There is no field called “{wrong}”.",
    "not-for-reader": "The field “{wrong}” can’t stand in this letter: its reader is not told "
    "that.",
    "unknown-format": "“{wrong}” is no way to write this field.",
    "wrong-kind": "“{wrong}” can’t stand here in this way.",
    "unknown-block": "There is no part called “{wrong}”.",
    "no-condition": "A condition names one field, in curly brackets.",
    "unclosed-field": "This field has no closing bracket.",
    "unclosed-strong": "Bold words begin here and do not end. Write ** behind them as well.",
    "unclosed-block": "This part has no end. Write [end] in a line of its own behind it.",
    "unexpected-end": "There is no part that this could end.",
    "unexpected-else": "There is no condition that this could belong to.",
    "not-on-a-tint": "On a tinted ground stand only paragraphs, bullets and lists. This would be "
    "missing from the letter: move it behind the [end].",
    "stray-sign": "A bracket stands alone here. A part such as [end] needs a line of its own; to "
    "print the bracket itself, write it twice.",
    "no-label": "Between [facts] and [end], each line is a label, an equals sign and what is told.",
    "label-not-plain": "A label is plain words; fields and bold words go behind the equals sign.",
    "too-deep": "Parts stand within parts too many times here. Please take one level away.",
    "too-much": "This asks for more fields, tables and lists than a letter can hold. Please "
    "shorten it.",
    "too-long": "This is longer than a letter’s wording can be. Please shorten it.",
    "no-version": "This part says a version, which the program counts by itself. Please take it "
    "out.",
    "no-subject": "The letter has no subject. Begin a line with # and a space, and write it there.",
    "hidden-character": "A character that nobody can see stands here. Please take it out.",
    "unprintable": "This character can’t be printed. Please write it otherwise.",
    "not-a-heading": "This prints as it is typed. A subject begins with # and a space, a heading "
    "with ## and a space, a bullet with * and a space.",
    "pupil-named": "“{wrong}” looks like a pupil’s name or number. This wording goes into the "
    "letters of all pupils.",
    "not-told": "The letter no longer tells: {wrong}. Our wording does.",
}
_UNNAMED = (
    (" called “{wrong}”", " of that name"),
    (" field “{wrong}”", " field"),
    ("“{wrong}”", "It"),
    (" tells: {wrong}.", " tells something that it should."),
)
"""How a sentence speaks of words that are not at hand."""
_LEADS = {
    "unknown-field": "Did you mean {{{suggestion}}}?",
    "unknown-block": "Did you mean [{suggestion}]?",
    "unknown-format": "Did you mean “{suggestion}”?",
    "wrong-kind": "Write {suggestion} instead.",
    "no-condition": "Write [if {{field name}}].",
}
_MENDABLE = {
    "unknown-field": "{suggestion}",
    "unknown-format": " {suggestion}",
    "unknown-block": "{suggestion}",
}
"""What takes the place of the wrong words, where that is certain enough to be done with one key."""


def problem_words(problem: WordingProblem, text: str, told: str = "") -> str:
    """The sentence for a problem.

    Args:
        problem: What is wrong.
        text: The wording, for the words that are wrong; they stand on the screen alone.
        told: What a fact that is no longer told is called.
    """
    sentence = _PROBLEMS.get(problem.code, "This can’t be used. Please check it.")
    wrong = told if problem.code == "not-told" else wrong_words(problem, text)
    return f"{sentence.replace('{wrong}', wrong)} {_lead(problem)}".strip()


def place_words(problem: WordingProblem) -> str:
    """Where a problem is: "Line 3, character 12"; "" where it is about the whole."""
    if not problem.line or not problem.length:
        return ""
    return f"Line {problem.line}, character {problem.column}"


def wrong_words(problem: WordingProblem, text: str) -> str:
    """The very words a problem is about."""
    lines = text.splitlines()
    if not 0 < problem.line <= len(lines):
        return ""
    start = problem.column - 1
    return lines[problem.line - 1][start : start + problem.length].strip()


def mended(problem: WordingProblem) -> str:
    """What would stand in place of the wrong words; "" where a person has to decide."""
    form = _MENDABLE.get(problem.code, "")
    return form.format(suggestion=problem.suggestion) if form and problem.suggestion else ""


def template_fault(code: str, suggestion: str) -> str:
    """The sentence for a fault whose words are not at hand."""
    problem = WordingProblem(0, 0, 0, code, suggestion)
    sentence = _PROBLEMS.get(code, "This can’t be used. Please check it.")
    for named, unnamed in _UNNAMED:
        sentence = sentence.replace(named, unnamed)
    return f"{sentence} {_lead(problem)}".strip()


def _lead(problem: WordingProblem) -> str:
    form = _LEADS.get(problem.code, "") if problem.suggestion else ""
    return form.format(suggestion=problem.suggestion)
