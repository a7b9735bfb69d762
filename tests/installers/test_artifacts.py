"""The check of wheel and source archive refuses what is not whole."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

import check_artifacts
from check_artifacts import Faulty


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout."""
    for name in ("mhlead/__init__.py", "resources/templates/letter.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    monkeypatch.setattr(check_artifacts, "ROOT", tmp_path)
    return tmp_path


def wheel_of(folder: Path, *names: str) -> Path:
    path = folder / "x.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path


def sdist_of(folder: Path, *names: str) -> Path:
    path = folder / "x.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in names:
            archive.addfile(tarfile.TarInfo(f"mhlead-1/{name}"), io.BytesIO())
    return path


WHEEL = (
    "mhlead/__init__.py",
    "mhlead/_resources/templates/letter.txt",
    "mhlead-1.dist-info/METADATA",
)
SDIST = (
    *("pyproject.toml", "requirements.lock", "README.md", "LICENSE", "CHANGELOG.md", "PKG-INFO"),
    *("installers/dev.py", "tests/conftest.py"),
    *("mhlead/__init__.py", "resources/templates/letter.txt"),
)


def test_a_whole_wheel_and_archive_pass(tree: Path) -> None:
    check_artifacts.check_wheel(wheel_of(tree, *WHEEL))
    check_artifacts.check_sdist(sdist_of(tree, *SDIST))


@pytest.mark.parametrize("lost", WHEEL[:2])
def test_a_wheel_without_one_of_its_files_is_refused(lost: str, tree: Path) -> None:
    with pytest.raises(Faulty, match="lacks 1 files"):
        check_artifacts.check_wheel(wheel_of(tree, *(name for name in WHEEL if name != lost)))


@pytest.mark.parametrize("foreign", ["tests/conftest.py", "installers/dev.py", "resources/x"])
def test_a_wheel_with_anything_else_is_refused(foreign: str, tree: Path) -> None:
    with pytest.raises(Faulty, match="should not hold"):
        check_artifacts.check_wheel(wheel_of(tree, *WHEEL, foreign))


def test_an_archive_that_lacks_or_adds_something_is_refused(tree: Path) -> None:
    with pytest.raises(Faulty, match=r"lacks 1 files, such as requirements\.lock"):
        check_artifacts.check_sdist(sdist_of(tree, *(n for n in SDIST if n != "requirements.lock")))
    with pytest.raises(Faulty, match="should not hold stores"):
        check_artifacts.check_sdist(sdist_of(tree, *SDIST, "stores/pupils.db"))
