"""Whatever is done in whatever order, every open pupil is held; and dropping a guard shows."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from mhlead.services import cases, endings, referrals
from tests.services.life_machine import Life, make_template

STEPS_IN_ONE = 50


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


@pytest.mark.parametrize(
    ("module", "guard", "dropped"),
    [
        (cases, "check_holder", lambda *_: None),
        (endings, "_unsettled", lambda *_: []),
        (referrals, "_plan_of", lambda *_: None),
    ],
    ids=["who has left holds nothing", "what follows a no", "a plan for who waits"],
)
def test_dropping_one_guard_is_found(
    monkeypatch: pytest.MonkeyPatch, module: object, guard: str, dropped: object
) -> None:
    monkeypatch.setattr(module, guard, dropped)
    with pytest.raises(AssertionError):
        lived(6000)  # it ends with the first that is found
