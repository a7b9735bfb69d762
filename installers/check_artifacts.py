"""Builds wheel and source archive, looks into both, installs each clean and runs its self-test.

Nothing is fetched: the build backend and the dependencies come from the locked environment, which
the clean environments see through a path file, without the checkout.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

from virtual_environment import python_of

ROOT = Path(__file__).resolve().parents[1]


class Faulty(Exception):
    """An artefact that may not be offered; the text says what is wrong with it."""


def main() -> int:
    """Builds and checks; 0 when both artefacts are whole and start."""
    with tempfile.TemporaryDirectory(prefix="mhlead-artifacts-") as temporary:
        folder = Path(temporary)
        try:
            sdist = build(ROOT, folder / "sdist", "sdist")
            check_sdist(sdist)
            # As whoever packages it does: the wheel comes from the archive, not from the checkout.
            wheel = build(_unpacked(sdist, folder), folder / "wheel", "wheel")
            check_wheel(wheel)
            check_installed(wheel, folder / "installed")
        except Faulty as fault:
            print(f"FAULTY: {fault}", file=sys.stderr)
            return 1
        print(
            f"{sdist.name} and {wheel.name} hold what they should; the installed copy checks out."
        )
    return 0


def build(source: Path, to: Path, kind: str) -> Path:
    """The wheel ("wheel") or source archive ("sdist") of a tree, made without fetching anything."""
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", str(to)]
    done = subprocess.run([*command, str(source)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Faulty(f"the {kind} does not build:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    [built] = to.iterdir()
    return built


def _unpacked(sdist: Path, folder: Path) -> Path:
    with tarfile.open(sdist) as archive:
        # Python before 3.11.4 has no filter; the archive is our own either way.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder / "source")  # noqa: S202
    [tree] = (folder / "source").iterdir()
    return tree


def check_sdist(sdist: Path) -> None:
    """The archive holds all that is needed to build and test, and no more.

    Raises:
        Faulty: something is missing or does not belong there.
    """
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "requirements.lock", "README.md", "LICENSE", "CHANGELOG.md"}
    wanted |= {"installers/dev.py", "tests/conftest.py"} | _files("mhlead") | _files("resources")
    _compare(sdist.name, wanted, names)
    tops = {name.partition("/")[0] for name in names}
    allowed = {"mhlead", "resources", "installers", "tests", "PKG-INFO", ".gitignore"}
    _refuse(sdist.name, tops - allowed - {name for name in wanted if "/" not in name})


def check_wheel(wheel: Path) -> None:
    """The wheel holds the package and its shipped files, and neither tests nor installers.

    Raises:
        Faulty: something is missing or does not belong there.
    """
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {f"mhlead/_{name}" for name in _files("resources")}
    _compare(wheel.name, _files("mhlead") | shipped, names)
    foreign = {n for n in names if not n.startswith("mhlead/") and ".dist-info/" not in n}
    _refuse(wheel.name, foreign)


def _files(top: str) -> set[str]:
    """The names of what a folder of the checkout holds, without what Python makes."""
    paths = (path for path in (ROOT / top).rglob("*") if path.is_file())
    names = (path.relative_to(ROOT).as_posix() for path in paths)
    return {name for name in names if "__pycache__" not in name and not name.endswith(".pyc")}


def _compare(artefact: str, wanted: set[str], held: set[str]) -> None:
    if missing := sorted(wanted - held):
        raise Faulty(f"{artefact} lacks {len(missing)} files, such as {', '.join(missing[:5])}")


def _refuse(artefact: str, foreign: set[str]) -> None:
    if foreign:
        raise Faulty(f"{artefact} should not hold {', '.join(sorted(foreign)[:5])}")


def check_installed(wheel: Path, folder: Path) -> None:
    """A copy installed from the wheel alone passes its own self-test, away from the checkout.

    Raises:
        Faulty: it does not install or does not check out.
    """
    venv.EnvBuilder(with_pip=False, symlinks=os.name == "posix").create(folder)
    python = python_of(folder)
    _install(wheel, python)
    found = _run(folder, str(python), "-c", "import mhlead; print(mhlead.__file__)").strip()
    if not Path(found).is_relative_to(folder.resolve()):
        raise Faulty(f"the installed program runs from {found}")
    program = python.with_name("mhlead.exe" if os.name == "nt" else "mhlead")
    print(_run(folder, str(program), "--check").strip())


def _install(wheel: Path, python: Path) -> None:
    uv = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    command = [str(uv), "pip", "install", "--quiet", "--offline", "--no-deps", "--no-cache"]
    command += ["--python", str(python), str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Faulty(f"the wheel does not install:\n{done.stderr}")
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    locked = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(own, "locked-dependencies.pth").write_text("\n".join(sorted(locked)), encoding="utf-8")


def _run(folder: Path, *command: str) -> str:
    """What a command prints, run in a folder of its own and without the checkout on its path."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_"))}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Faulty(f"{' '.join(command[1:])} fails:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
