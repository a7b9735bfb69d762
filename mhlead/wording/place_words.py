"""Sentences for a place that a store should not lie in."""

from __future__ import annotations

from mhlead.domain.place import REFUSED, PlaceDoubt, PlaceJudged

_DOUBTS: dict[PlaceDoubt, str] = {
    PlaceDoubt.SYNCED: "This folder is copied to a cloud service, where a store that is in use is "
    "damaged sooner or later.",
    PlaceDoubt.NETWORK: "This folder is on a network drive, where a store that is in use is "
    "damaged sooner or later.",
    PlaceDoubt.IN_STORE: "This folder lies inside another store, and would go with it.",
    PlaceDoubt.TEMPORARY_PROFILE: "Windows has signed you in with a temporary profile: what is "
    "kept in it is gone when you sign out.",
    PlaceDoubt.MANDATORY_PROFILE: "Your Windows profile is put back as it was each time you sign "
    "out, so what is kept in it is gone.",
    PlaceDoubt.CONTAINER_PROFILE: "Your Windows profile is kept in a container on a server "
    "(FSLogix). Please ask the technicians whether it is there on every computer you use.",
    PlaceDoubt.MEMORY: "What is kept in this folder is gone when the computer is switched off.",
}


def place_words(judged: PlaceJudged) -> str:
    """What speaks against the place, and what to do."""
    if judged.doubt is None:
        return ""
    told = _DOUBTS[judged.doubt]
    if judged.better:
        return f"{told} A better place on this computer: {judged.better}"
    if judged.doubt in REFUSED:
        return f"{told} Please ask the technicians for a folder of your own on this computer."
    return f"{told} Please ask the technicians for a folder that stays, before you begin."
