"""Whatever is done in whatever order, every open pupil is held; and dropping a guard shows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from mhlead.services import cases, endings, referrals
from tests.services import life_machine
from tests.services.life_machine import Life, make_template

STEPS_IN_ONE = 50
NEAR = 60
"""How often an act near the guard that was dropped stands on the list of acts besides."""

NO_AND_CLOSED = ("open_case", "start_referral", "issue", "run_its_course", "close_case")


@pytest.fixture(autouse=True, scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory) -> None:
    Life.home = tmp_path_factory.mktemp("lives")
    make_template(Life.home / "template")


def lived(steps: int) -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=max(1, steps // STEPS_IN_ONE),
            stateful_step_count=STEPS_IN_ONE,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(900)
def test_no_order_of_acts_leaves_a_pupil_without_a_holder(request: pytest.FixtureRequest) -> None:
    lived(request.config.getoption("steps"))


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("module", "guard", "dropped", "likely"),
    [
        (cases, "check_holder", lambda *_: None, ("leave", "hand_over")),
        (endings, "_unsettled", lambda *_: [], NO_AND_CLOSED),
        (referrals, "_plan_of", lambda *_: None, ("run_its_course",)),
    ],
    ids=["who has left holds nothing", "what follows a no", "a plan for who waits"],
)
def test_dropping_one_guard_is_found(
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    guard: str,
    dropped: object,
    likely: tuple[str, ...],
) -> None:
    """The same acts as above; those near the guard come more often, so that it is found sooner."""
    monkeypatch.setattr(module, guard, dropped)
    monkeypatch.setattr(life_machine, "OFTEN", [*life_machine.OFTEN, *(likely * NEAR)])
    with pytest.raises(AssertionError):
        lived(6000)  # it ends with the first that is found


TOUCH_NO_HOLDER = {
    "agenda": "what was printed, and one line of a meeting",
    "chase_times": "suggests days",
    "copies": "what another copy has; a case or referral that goes on here is never changed by it",
    "criteria": "answers of a check",
    "data_protection": "what was printed",
    "delivery": "that a letter was seen to have arrived",
    "directory_file": "what was saved",
    "envelopes": "what was printed",
    "family_gate": "answers about who may be written to",
    "importing": "pupils alone: no case comes in",
    "baton": "which copy may be written to",
    "batches": "letters, each written as a single one is",
    "letters.parts": "what a letter leaves out",
    "letters.issuing": "what was printed; its letters are written here by hand",
    "letters.log": "what was printed, saved and sent",
    "letters.wordings": "words of letters",
    "health": "the search, built anew",
    "keyholders": "who can unlock",
    "links": "a pupil's part in what several share",
    "needs": "words for needs",
    "clock_trust": "that the date is right",
    "older_copy": "that an older copy is here",
    "pupils": "a pupil without a case",
    "scores": "a score of a questionnaire",
    "service_forms": "blank forms of services, and what goes where in them",
    "school": "the school itself, and files beside the store",
    "school_year": "days of the year",
    "ledger": "what was told about numbers",
    "releases": "what was told about numbers",
    "release_figures": "what was told about numbers",
    "commissioner_rule": "the rule numbers are told by",
    "pooling_school": "keys and answers of rounds with other schools",
    "requests": "what left for a request for data",
    "second_look": "that a copy was looked through",
    "disposal_list": "a closed case, as `retention` does, and the list beside the backups",
    "retention": "how long records are kept, and what goes with its case, which is closed",
    "records": "brings back one wording",
    "kept_papers": "what was printed",
    "recovery_sheets": "who can unlock",
    "restricting": "who is shown an entry",
    "status_enquiry": "what was printed",
    "unlocking": "what was noted",
    "where_to_turn": "what was printed",
}
"""Modules of which not every act is lived through, and what the rest of them writes."""


def test_every_act_upon_cases_and_referrals_is_lived_through(checkout: Path) -> None:
    lived_through = (checkout / "tests/services/life_machine.py").read_text(encoding="utf-8")
    services = checkout / "mhlead/services"
    modules = {
        ".".join(path.relative_to(services).with_suffix("").parts): path
        for path in sorted(services.rglob("*.py"))
    }
    assert set(TOUCH_NO_HOLDER) <= set(modules)
    found = [
        f"{module}.{name}"
        for module, path in modules.items()
        if module not in TOUCH_NO_HOLDER
        for name in _acts(path)
    ]
    left_out = [act for act in found if f"{act}(" not in lived_through]
    assert left_out == [], "let tests/services/life_machine.py do it, or say why it need not"
    assert len(found) > 30


def _acts(path: Path) -> list[str]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    functions = [one for one in module.body if isinstance(one, ast.FunctionDef)]
    return [one.name for one in functions if _writes(one)]


def _writes(one: ast.FunctionDef) -> bool:
    """Whether it is an act of the services: given a session, it tells what it touched."""
    if one.name.startswith("_") or one.returns is None:
        return False
    names = [argument.arg for argument in one.args.args]
    return names[:1] == ["session"] and "Changes" in ast.unparse(one.returns)
