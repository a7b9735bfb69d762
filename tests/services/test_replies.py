"""A service's reply proposes a move; nothing is believed unseen and nothing is kept by reading."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from mhlead.domain.codes import Channel, ReferralState
from mhlead.domain.errors import SlipRefused
from mhlead.domain.slip import SlipFinding
from mhlead.services.replies import ReplyProposal, read_reply
from mhlead.services.sending import Sent, send_letter
from mhlead.services.slips import preview_slip
from tests.builders import School, make_school
from tests.parts.replies import fill, last_page_alone
from tests.parts.slips import write_slip


class Sending:
    """A referral that was sent, and its letter."""

    def __init__(self, school: School) -> None:
        self.school, self.referral = school, school.referral()
        self.letter = school.issue(self.referral.id)[0].letter
        today = school.clock.today()
        sent = Sent(Channel.POST, today, "Northmoor", today + timedelta(days=9), "Ring")
        send_letter(school.session, self.letter.id, sent)

    def reply(self, tmp_path: Path, texts: dict[str, str], *ticks: str) -> ReplyProposal:
        return self.read(tmp_path, fill(self.letter.pdf, texts, ticks))

    def read(self, tmp_path: Path, raw: bytes) -> ReplyProposal:
        path = tmp_path / "reply.pdf"
        path.write_bytes(raw)
        return read_reply(self.school.session, self.school.adapters.reply_files, path)


@pytest.fixture
def sent(school: School) -> Sending:
    return Sending(school)


@pytest.mark.parametrize(
    ("ticks", "state"),
    [
        (("received",), ReferralState.ACKNOWLEDGED),
        (("received", "need_more"), ReferralState.RETURNED_FOR_INFORMATION),
        (("received", "accepted"), ReferralState.WAITING_FOR_ASSESSMENT),
        (("not_accepted",), ReferralState.NOT_ACCEPTED),
        (("accepted", "not_accepted"), None),
        (("ring",), None),
    ],
)
def test_what_is_ticked_proposes_one_move_or_none(
    sent: Sending, tmp_path: Path, ticks: tuple[str, ...], state: ReferralState | None
) -> None:
    assert sent.reply(tmp_path, {}, *ticks).state is state


def test_words_day_and_reason_are_filled_in(sent: Sending, tmp_path: Path) -> None:
    sent.school.clock.forward(7)
    texts = {
        "why": "Needs are met by the school’s team.",
        "instead": "Kooth, and the school nurse.",
        "answered_by": "Dr Helen Ashby",
        "telephone": "01632 960733, mornings",
        "answered_on": "25/11/2026",
    }
    got = sent.reply(tmp_path, texts, "not_accepted", "why_L02", "ring", "rating_3")
    assert got.referral_id == sent.referral.id
    assert (got.state, got.reason_code) == (ReferralState.NOT_ACCEPTED, "L02")
    assert got.happened_on is not None
    assert got.happened_on.isoformat() == "2026-11-25"
    assert got.words.split("\n") == [
        "On their reply slip: Not accepted, Please ring us",
        "Because: Another service is better placed",
        "In their words: Needs are met by the school’s team.",
        "They suggest instead: Kooth, and the school nurse.",
        "Answered by: Dr Helen Ashby",
        "Whom to ring: 01632 960733, mornings",
        "Their date: 25/11/2026",
        "Of use to them: 3 of 4",
    ]
    with sent.school.session.reading() as work:
        assert work.get(type(sent.referral), sent.referral.id).state is ReferralState.SENT


@pytest.mark.parametrize("typed", ["1 May 2026", "25/12/2026", "soon", "31/02/2026", ""])
def test_a_day_that_cannot_be_right_is_left_to_the_lead(
    sent: Sending, tmp_path: Path, typed: str
) -> None:
    got = sent.reply(tmp_path, {"answered_on": typed}, "received")
    assert got.happened_on is None
    assert not typed or f"Their date: {typed}" in got.words


def test_two_reasons_are_words_and_no_code(sent: Sending, tmp_path: Path) -> None:
    got = sent.reply(tmp_path, {}, "not_accepted", "why_L01", "why_L05", "rating_1", "rating_4")
    assert got.reason_code == ""
    assert "Because: Below our threshold, Information missing" in got.words
    assert "Of use" not in got.words


def test_the_page_alone_says_the_same(sent: Sending, tmp_path: Path) -> None:
    raw = last_page_alone(fill(sent.letter.pdf, {"wait": "Six weeks"}, ["accepted"]))
    got = sent.read(tmp_path, raw)
    assert got.state is ReferralState.WAITING_FOR_ASSESSMENT
    assert "Expected wait: Six weeks" in got.words


def test_an_answer_that_cannot_follow_proposes_no_state(sent: Sending, tmp_path: Path) -> None:
    other = sent.school.referral(sent.school.case(sent.school.pupil("Bo", "Li")))
    letter = sent.school.issue(other.id)[0].letter  # issued, never sent
    got = sent.read(tmp_path, fill(letter.pdf, {}, ["accepted"]))
    assert got.referral_id == other.id
    assert got.state is None


def test_hostile_text_comes_back_bounded_and_plain(sent: Sending, tmp_path: Path) -> None:
    texts = {"needed": "a\u202eb\u200bc\x07" + "x" * 9000, "answered_by": "line\none"}
    got = sent.reply(tmp_path, texts, "need_more")
    assert "What they need: abcx" in got.words
    assert len(got.words) < 2000
    assert "Answered by: line one" in got.words
    assert SlipFinding.CLEANED in got.findings
    assert SlipFinding.CUT in got.findings


def test_what_a_slip_never_has_is_told_and_left(sent: Sending, tmp_path: Path) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.Root["/OpenAction"] = pdf.make_indirect(script)
        pdf.Root.AcroForm.Fields[0].Kids.append(
            pdf.make_indirect(Dictionary(T=String("pupil_name"), FT=Name.Tx, V=String("Mallory")))
        )

    raw = changed(fill(sent.letter.pdf, {}, ["received"]), spoil)
    got = sent.read(tmp_path, raw)
    assert {SlipFinding.SCRIPT, SlipFinding.OTHER_FIELDS} <= set(got.findings)
    assert "Mallory" not in got.words


def changed(raw: bytes, change: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        change(pdf)
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("mhlead-reply-1", "other-form"),
        ("mhlead-reply-1-zz", "other-form"),
        ("mhlead-reply-2-4642", "newer"),
        (f"mhlead-reply-1-{b'FBA/26/9999'.hex()}", "unknown-reference"),
        ("mhlead-slip-1", "unfilled"),
    ],
)
def test_another_name_of_the_form_is_refused(
    sent: Sending, tmp_path: Path, name: str, code: str
) -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.Fields[0]["/T"] = String(name)

    raw = changed(fill(sent.letter.pdf, {}, ["received"]), rename)
    reads = preview_slip if name == "mhlead-slip-1" else read_reply
    path = tmp_path / "reply.pdf"
    path.write_bytes(raw)
    files: Any = sent.school.adapters.slip_files
    with pytest.raises(SlipRefused) as refusal:
        reads(sent.school.session, files, path)
    assert refusal.value.code in {code, "too-many-pages"}


def test_an_untouched_letter_and_a_concern_slip_are_no_replies(
    sent: Sending, tmp_path: Path
) -> None:
    with pytest.raises(SlipRefused) as refusal:
        sent.read(tmp_path, sent.letter.pdf)
    assert refusal.value.code == "unfilled"
    slip = write_slip(tmp_path / "slip.pdf", {"seen": "Cried."})
    with pytest.raises(SlipRefused) as refusal:
        read_reply(sent.school.session, sent.school.adapters.reply_files, slip)
    assert refusal.value.code == "other-form"


def test_another_school_s_referral_is_not_taken_for_ours(sent: Sending, tmp_path: Path) -> None:
    stranger = make_school(tmp_path / "other")
    try:
        path = tmp_path / "reply.pdf"
        path.write_bytes(fill(sent.letter.pdf, {}, ["received"]))
        with pytest.raises(SlipRefused) as refusal:
            read_reply(stranger.session, stranger.adapters.reply_files, path)
        assert refusal.value.code == "unknown-reference"
    finally:
        stranger.session.store.close()


def test_fields_without_end_are_refused(sent: Sending, tmp_path: Path) -> None:
    def flood(pdf: pikepdf.Pdf) -> None:
        many = Array([Dictionary(T=String(f"f{n}")) for n in range(400)])
        pdf.Root.AcroForm.Fields[0]["/Kids"] = many

    with pytest.raises(SlipRefused) as refusal:
        sent.read(tmp_path, changed(sent.letter.pdf, flood))
    assert refusal.value.code == "unusual"
