"""Brings text from a file of anybody's into plain, composed form."""

from __future__ import annotations

import unicodedata

_JOINED = ("\u0600", "\u1fff")  # scripts in which a joiner is part of the spelling


def cleaned(raw: str, *, is_line: bool) -> tuple[str, bool]:
    """The text in composed form, without controls and signs that hide or turn other text.

    Args:
        raw: As it stood in the file.
        is_line: Lines are joined into one.

    Returns:
        The text, and whether something was taken out of it.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " ")
    text = unicodedata.normalize("NFC", text)
    kept = "".join(char for at, char in enumerate(text) if _is_kept(text, at, char))
    lines = [" ".join(line.split()) for line in kept.split("\n")]
    if is_line:
        return " ".join(line for line in lines if line), kept != text
    return "\n".join(lines).strip(), kept != text


def _is_kept(text: str, at: int, char: str) -> bool:
    if char == "\n":
        return True
    if char in "\u200c\u200d":  # Persian and Indian names need them between their letters
        around = text[at - 1 : at] + text[at + 1 : at + 2]
        return len(around) == 2 and all(_JOINED[0] <= one <= _JOINED[1] for one in around)
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
