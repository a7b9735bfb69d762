"""The environment `.venv` with the locked dependencies, made once and then recognised."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import re
import subprocess
import sys
import venv
from pathlib import Path

STAMP = "mhlead-stamp.txt"


def provide(root: Path) -> Path | None:
    """Makes `.venv` hold the locked dependencies.

    Returns:
        The environment's Python, or None when it could not be made; then the reason has been shown.
    """
    folder = root / ".venv"
    lock = root / "requirements.lock"
    python = python_of(folder)
    wanted = _stamp(lock)
    stamp = folder / STAMP
    if python.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    print("Setting up .venv (once; about 90 MB are fetched) …")
    stamp.unlink(missing_ok=True)
    if not _is_usable(folder):
        # Debian without python3-venv can still do this, since pip stays outside.
        venv.EnvBuilder(clear=True, with_pip=False, symlinks=os.name == "posix").create(folder)
    if not (_install_with_uv(python, lock, folder) or _install_with_pip(python, lock)):
        print("The dependencies could not be installed; the reason stands above.", file=sys.stderr)
        return None
    stamp.write_text(wanted, encoding="utf-8")
    return python


def python_of(folder: Path) -> Path:
    """Where an environment keeps its Python."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _stamp(lock: Path) -> str:
    """What the environment was made from: any difference makes it anew."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest}\nPython {platform.python_version()} {platform.machine()} {sys.base_prefix}\n"


def _is_usable(folder: Path) -> bool:
    """Whether an environment of this very Python version stands there."""
    try:
        settings = (folder / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return False
    made_with = re.search(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", settings, re.MULTILINE)
    same = made_with is not None and tuple(map(int, made_with.groups())) == sys.version_info[:2]
    return same and python_of(folder).exists()


def _pip(python: Path) -> list[str]:
    """A pip that installs into the environment without having to be in it."""
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "--python", str(python)]
    subprocess.run([str(python), "-m", "ensurepip"], check=True, stdout=subprocess.DEVNULL)
    return [str(python), "-m", "pip"]


def _install_with_pip(python: Path, lock: Path) -> bool:
    command = [*_pip(python), "--disable-pip-version-check", "--no-input", "install", "-qq"]
    command += [
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-deps",
        "--requirement",
        str(lock),
    ]
    return subprocess.run(command, check=False).returncode == 0


def _install_with_uv(python: Path, lock: Path, folder: Path) -> bool:
    """The same seven times faster, and removing what the lock no longer names.

    uv doesn't read pip's settings: where those name an index of their own, pip does it.
    """
    if _pip_has_own_index():
        return False
    uv = python.parent / ("uv.exe" if os.name == "nt" else "uv")
    if not uv.exists():
        only_uv = folder / "uv.txt"
        only_uv.write_text(_locked("uv", lock), encoding="utf-8")
        if not _install_with_pip(python, only_uv):
            return False
    command = [str(uv), "pip", "sync", "--quiet", "--python", str(python), "--require-hashes"]
    # Compiled here, since some machines forbid Python to write beside the sources later.
    command += ["--only-binary", ":all:", "--compile-bytecode", str(lock)]
    # Schools inspect TLS: the system's certificates count, not a list of uv's own.
    environment = {
        **os.environ,
        "UV_SYSTEM_CERTS": "1",
        "UV_NO_PROGRESS": "1",
        "UV_HTTP_TIMEOUT": "30",
    }
    return subprocess.run(command, check=False, env=environment).returncode == 0


def _pip_has_own_index() -> bool:
    if importlib.util.find_spec("pip") is None:
        return False
    asked = [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"]
    settings = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return re.search(r"(?<!extra-)index-url|no-index", settings) is not None


def _locked(name: str, lock: Path) -> str:
    """The lock's lines for one package: its version and its hashes."""
    lines: list[str] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}==" if not lines else "    --hash"):
            lines.append(line)
        elif lines:
            break
    return "\n".join(lines) + "\n"
