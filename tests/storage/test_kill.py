from __future__ import annotations

import importlib.util
import signal
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "installers" / "kill_test.py"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_nothing_confirmed_is_lost_when_the_program_is_killed(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("kill_test", SCRIPT)
    kill_test = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "kill_test", kill_test)
    spec.loader.exec_module(kill_test)
    tally = kill_test.run(20, 1, tmp_path)
    assert tally.kills == 20
    assert tally.confirmed > 20
    assert (tally.lost, tally.torn, tally.unsound) == (0, 0, 0)
