"""What is said of pooling rounds: what was done, and why something was not."""

from __future__ import annotations

from collections.abc import Sequence

from mhlead.domain.letter_phrases import day_words
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.release.dimensions import Dimension
from mhlead.services.pooling_area import Seen
from mhlead.services.pooling_folder import RoundFolder
from mhlead.wording.summary_words import DIMENSION_WORDS, row_words

KEY_MADE = (
    "Wrote {out}: send it to the pooler. The private keys are in {book}; keep it, and make no copy "
    "of it while a round is under way."
)
RING = (
    "Ring two schools that you know, three if you can, and compare every group. The pooler alone "
    "is not enough: it made the list."
)
CONTRIBUTED = (
    "Wrote {out}: send it to the pooler. Nobody can read a number in it. When the finish request "
    "comes, please answer it: without your answer nobody’s counts can be added up."
)
FINISHED = "Wrote {out}: send it to the pooler. No other request of this round will be answered."
TOTAL_MADE = (
    "Added up {schools} schools. Wrote {out}. It holds small numbers and is not for publication: "
    "protect it now with “mhlead protect”."
)
RANGES_MADE = (
    "Added up {summaries} summaries. Wrote {out}: the least and the most of each number. The truth "
    "lies somewhere between, so please quote both."
)
TWO_PASSPHRASES = "Two passphrases are asked for: first the pool book’s, then the store’s."
_SAFE = "Nothing was written."
_CODES: dict[str, str] = {
    "empty": "This file is empty.",
    "too-large": "This file is too large for a file of a pooling round.",
    "not-json": "This is not a file of a pooling round: it can’t be read as JSON.",
    "too-deep": "This is not a file of a pooling round: its parts lie too deep inside each other.",
    "field-twice": "In this file a field is named twice.",
    "unknown-field": "This file has a field that a file of a pooling round can’t have.",
    "not-whole": "This file holds a number that is not whole.",
    "field": "A field in this file is missing or can’t be right.",
    "not-pool-file": "This is not a file of a pooling round of a form that this program reads.",
    "other-kind": "This is a file of another step of the round.",
    "not-book": "This is not a pool book that this program can read.",
    "book-passphrase": "That passphrase does not open this pool book, or the book was changed.",
    "book-in-use": "Another program is working with this pool book. Please wait for it.",
    "no-book": "There is no pool book there. Please make a key first.",
    "other-book": "This pool book belongs to another school.",
    "school-code": "This is no code of a school: capital letters, digits, “/” and “-”, up to 16.",
    "round-name": "This is no name of a round: small letters, digits and “-”, from 3 to 40.",
    "no-key": "In this pool book there is no key for that round.",
    "own-key": "The roster holds another key for this school than its own. Somebody may have put "
    "theirs in its place: don’t contribute, and ring the other schools.",
    "fingerprint": "The fingerprint is not that of this roster. If it was heard rightly, the other "
    "school has another roster: don’t contribute, and ring the other schools.",
    "ring-two": "Please compare the roster’s fingerprint with two other schools in it, and name "
    "them.",
    "rung-missing": "Fewer than two of the schools you rang are in this request, so the pooler "
    "could be reading your counts. Please compare the roster with another school that is in it, "
    "and name it.",
    "contributed-already": "In this round something else was contributed already. The two together "
    "would tell the difference, so corrected counts need a new round.",
    "answered-already": "Another finish request of this round was answered already. Two answers "
    "could tell what one school counted, so this one is refused.",
    "not-counted": "This school is not in the finish request: what it sent was not counted, and "
    "stays masked. There is nothing to answer.",
    "other-contribution": "The finish request names another contribution than the one that was "
    "made.",
    "few-differ": "An earlier round over the same days and kinds of counts had nearly the same "
    "schools. The difference would tell what fewer schools counted than may be told apart. Either "
    "the same schools take part again, or two more are left out.",
    "school-twice": "A school is named twice.",
    "key-twice": "A key stands in two places. Each school makes its own.",
    "bad-key": "This key is none that a school can have made.",
    "too-few-schools": "There are too few schools: at least three are needed, or what one counted "
    "could be told from the rest.",
    "too-many-schools": "There are more schools than a round can have.",
    "too-few-answered": "Too few schools contributed: more than half of the roster is needed, and "
    "at least as many as it says.",
    "not-in-roster": "This school is not in the roster.",
    "signature": "This file is not as the school signed it. Please ask for it again.",
    "file-twice": "There are two files of this school. Please ask which is the right one.",
    "other-round": "This file belongs to another round.",
    "other-roster": "This belongs to another roster of the round.",
    "bound-elsewhere": "This file belongs to another roster or finish request of the round.",
    "other-layout": "This file holds other counts than the round asks for.",
    "contribution-missing": "The contribution of this school is missing here.",
    "answer-missing": "The answer of this school to the finish request is missing. Without it "
    "nothing can be added up, and the round is void: please start a new one if it can’t be had.",
    "not-asked": "This school is not in the finish request.",
    "does-not-open": "What comes out is no count of pupils, so some of these files don’t belong "
    "together. The round is void: please start a new one.",
    "totals-disagree": "These tables contradict each other: they don’t count the same pupils.",
    "nobody": "No school counted anybody.",
    "count": "A count is negative, or larger than a school can have.",
    "impossible": "A pupil is counted where, by the round’s tables, nobody can be.",
    "other-tables": "These files don’t have the same dimensions, categories and tables.",
    "one-release": "For this, a file has to hold exactly one release.",
    "unused-dimension": "Every dimension has to stand in a table.",
    "ring": "These tables form a ring, so no list of pupils can be made from their totals. Please "
    "leave one out.",
    "split-zero": "A cell that can’t be has to lie in one table.",
    "too-many-counts": "These tables have more counts than a round can have.",
    "not-over": "The round counts days that are still to come, so its numbers would change. Please "
    "contribute when its last day is over.",
    "period": "The period ends before it begins.",
    "restored": "This store was restored from a backup since the key of this round was made, so it "
    "can’t know what was given out before. Please make a key for a new round.",
    "no-roster": "There is no roster in this folder. Please put the pooler’s roster there.",
    "no-request": "There is no finish request in this folder. Please put the pooler’s there.",
    "no-totals": "There are no totals in this folder. Please add up first.",
    "unsafe": "No safe choice of what to hide was found for these totals, so nothing may be "
    "published. Please add up more schools, or count by fewer things.",
    "several": "There is more than one roster or finish request in this folder. Please keep each "
    "round in a folder of its own.",
    "no-summary": "There is no summary to add up.",
}


class SummaryWords:
    """The summary's own words, for the tables of a round."""

    def dimension(self, dimension: Dimension) -> str:
        """The name of a dimension."""
        return DIMENSION_WORDS[dimension]

    def row(self, dimension: Dimension, part: tuple[int, ...]) -> str:
        """The name of a row."""
        return row_words(dimension, part)


def pool_refusal(error: PoolRefused) -> str:
    """What is wrong, with the school it is about; never with a number."""
    told = _CODES.get(error.code, "This step of the round can’t be taken.")
    about = f"School {error.school}: " if error.school else ""
    field = f" Field: “{error.field}”." if error.field else ""
    return f"{about}{told}{field} {_SAFE}"


def missing_words(missing: Sequence[str]) -> str:
    """Who did not contribute."""
    return f"Not yet: {', '.join(missing)}." if missing else "None is missing."


_MASKS = (
    "Whoever adds up gets a file from each school that looks like random numbers, and is: random "
    "masks stand in it that cancel only when all are added up. They learn the area’s totals, and "
    "nothing of any school; everybody else learns no more."
)
_LIST = (
    "That rests on the list of schools being real. So each school compares a fingerprint by "
    "telephone with two others that it knows: without that, an invented list could single one out."
)
_OFFLINE = (
    "Nobody has to be online, and nobody’s records leave the school. If a school goes silent, "
    "those that did answer are added up, as long as they are more than half. A school answers once."
)
_SMALL = (
    "The totals hold small numbers too. They are protected and attacked like any summary before "
    "they go anywhere."
)
WHAT_THE_POOLER_LEARNS = (_MASKS, _LIST, _OFFLINE, _SMALL)
POOL_STEPS = (
    "Make a folder for the round: what you are sent goes there, and what you make is written into "
    "it. Send your key. When the roster comes, compare its fingerprint and give your counts. When "
    "the finish request comes, answer it."
)
POOLER_STEPS = (
    "Put all keys into one folder and make the roster; send it to every school. Put their files "
    "there as they come, ask those that gave counts to finish, add up their answers, and protect "
    "the totals: only those go out."
)
ANSWERED = (
    "Wrote {name}. Please send it to whoever adds up. No other request of this round will be "
    "answered."
)


def seen_words(seen: Seen) -> str:
    """What a roster says, to be read out."""
    days = f"{day_words(seen.first_on)} to {day_words(seen.last_on)}"
    schools = ", ".join(seen.schools)
    return (
        f"Round {seen.round_id}, {days}: {seen.counts} counts of {len(seen.schools)} schools "
        f"({schools}).\nFingerprint: {seen.fingerprint}"
    )


def folder_words(there: RoundFolder) -> str:
    """What of a round lies in a folder."""
    parts = [
        counted_words(len(there.keys)),
        "the roster" if there.roster else "no roster",
        f"{len(there.contributions)} with counts",
        "the finish request" if there.request else "no finish request",
        f"{len(there.answers)} answered",
    ]
    return f"In the folder: {', '.join(parts)}."


def counted_words(keys: int) -> str:
    """How many keys came."""
    return "1 key" if keys == 1 else f"{keys} keys"
