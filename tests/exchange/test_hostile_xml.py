"""Whatever a file holds, it is read or refused in plain words, in little memory and time."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mhlead.domain.errors import FileUnreadable, ImportRefused
from mhlead.domain.importing import PupilFile
from mhlead.exchange import hardened_xml
from mhlead.exchange.ctf import CtfFiles
from mhlead.services.code_lists import code_lists

DATA = Path(__file__).parents[1] / "data"
SAMPLE = (DATA / "9194998_CTF_9194999_001.xml").read_bytes()
PUPIL = "<Pupil><Surname>Ito</Surname><Forename>Rin</Forename></Pupil>"
MARK = "Zquorn-Secret"


def read(path: Path, content: bytes | str | None = None) -> PupilFile:
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return CtfFiles(code_lists(), lambda: date(2026, 11, 23)).read(path)


def ctf(inside: str, head: str = "") -> str:
    return f"{head}<CTfile><CTFpupilData>{inside}</CTFpupilData></CTfile>"


BOMB = "<!DOCTYPE CTfile [<!ENTITY a '{}'>{}]>".format(
    "ha" * 1000,
    "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)),
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"   \n ", "not-xml"),
        (b"UPN,Surname\nA,B\n", "not-xml"),
        (b"PK\x03\x04 a zip", "not-xml"),
        (b"\x00" * 100, "not-xml"),
        (ctf(PUPIL)[:-20], "not-xml"),
        (ctf(PUPIL) + "<more/>", "not-xml"),
        (ctf("<Pupil><Surname>A\x00B</Surname></Pupil>"), "not-xml"),
        (ctf("<Pupil><Surname>A\x07B</Surname></Pupil>"), "not-xml"),
        (ctf("<Pupil><Surname>A&#0;B</Surname></Pupil>"), "not-xml"),
        ("<?xml version='1.0' encoding='no-such'?>" + ctf(PUPIL), "not-xml"),
        (b"<?xml version='1.0' encoding='utf-8'?><CTfile>\xff\xfe</CTfile>", "not-xml"),
        ("<html><body/></html>", "wrong-root"),
        ("<Pupil/>", "wrong-root"),
        ("<CTfile/>", "no-pupils"),
        ("<CTfile><Pupil><Surname>A</Surname></Pupil></CTfile>", "no-pupils"),
        (ctf(f"<Pupil><Surname>{'&i;'}</Surname></Pupil>", BOMB), "entities"),
        (ctf(PUPIL, "<!DOCTYPE CTfile>"), "entities"),
        (ctf(PUPIL, "<!DOCTYPE CTfile SYSTEM 'http://example.org/x.dtd'>"), "entities"),
        (
            ctf(
                "<Pupil><Surname>&x;</Surname></Pupil>",
                "<!DOCTYPE CTfile [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
            ),
            "entities",
        ),
        (ctf("<Pupil><Surname>&nowhere;</Surname></Pupil>"), "not-xml"),
    ],
    ids=range(21),
)
def test_a_hostile_or_broken_file_is_refused_whole(
    tmp_path: Path, content: bytes | str, code: str
) -> None:
    with pytest.raises(ImportRefused) as caught:
        read(tmp_path / "pupils.xml", content)
    assert caught.value.code == code


def test_a_parameter_entity_never_reaches_another_file(tmp_path: Path) -> None:
    outside = tmp_path / "outside.dtd"
    outside.write_text("<!ENTITY x 'taken'>")
    head = f"<!DOCTYPE CTfile [<!ENTITY % o SYSTEM '{outside.as_uri()}'>%o;]>"
    with pytest.raises(ImportRefused) as caught:
        read(tmp_path / "pupils.xml", ctf("<Pupil><Surname>&x;</Surname></Pupil>", head))
    assert caught.value.code == "entities"


def test_an_inclusion_is_only_an_unknown_element(tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<Surname>taken</Surname>")
    found = read(
        tmp_path / "pupils.xml",
        ctf(
            '<Pupil><Surname>Ito</Surname><Forename>Rin</Forename><xi:include href="other.xml" '
            'xmlns:xi="http://www.w3.org/2001/XInclude"/></Pupil>'
        ),
    )
    assert found.rows[0].label == "Rin Ito"


def test_two_hundred_megabytes_are_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pupils.xml"
    path.write_bytes(b"<CTfile>")
    os.truncate(path, 200_000_000)  # sparse: takes no room on the disk
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    with pytest.raises(ImportRefused) as caught:
        read(path)
    assert caught.value.code == "too-large"


def test_a_file_that_grows_while_it_is_read_meets_the_bound(tmp_path: Path) -> None:
    path = tmp_path / "pupils.xml"
    path.write_bytes(b"x" * 1000)
    with hardened_xml.opened(path, bound=1000) as source:
        path.write_bytes(b"x" * 5000)
        source.read(1000)
        with pytest.raises(ImportRefused):
            source.read(500)


@pytest.mark.parametrize(
    "inside",
    [
        "<Pupil>" + "<a/>" * 150_000 + "</Pupil>",
        "<Pupil/>" * 20_001,
        "<a/>" + "<Pupil><Surname>" + "<b>" * 300 + "</b>" * 300 + "</Surname></Pupil>",
    ],
    ids=["one endless pupil", "too many pupils", "too deep"],
)
def test_a_file_made_to_fill_the_memory_is_refused(tmp_path: Path, inside: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        read(tmp_path / "pupils.xml", ctf(inside))
    assert caught.value.code in {"too-large", "not-xml"}


def test_an_endless_header_is_refused(tmp_path: Path) -> None:
    content = f"<CTfile><Header>{'<a/>' * 150_000}</Header></CTfile>"
    with pytest.raises(ImportRefused) as caught:
        read(tmp_path / "pupils.xml", content)
    assert caught.value.code == "too-large"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_long_file_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "pupils.xml"
    long = PUPIL[:-8] + f"<SuppInfo>{'x' * 100_000}</SuppInfo></Pupil>"
    path.write_text(ctf(long * 500), encoding="utf-8")  # 50 MB
    code = (
        "import sys, resource; from datetime import date; from pathlib import Path;"
        "from mhlead.exchange.ctf import CtfFiles; from mhlead.services.code_lists import *;"
        "files = CtfFiles(code_lists(), lambda: date(2026, 11, 23));"
        "pages = int(Path('/proc/self/statm').read_text().split()[0]);"
        "bound = pages * resource.getpagesize() + 25_000_000;"
        "resource.setrlimit(resource.RLIMIT_AS, (bound, bound));"
        "print(len(files.read(Path(sys.argv[1])).rows))"
    )
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "500"


@pytest.mark.parametrize(
    "content",
    [
        ctf(f"<Pupil><Surname>{MARK}</Forename></Pupil>"),
        ctf(f"<Pupil><{MARK}></Pupil>"),
        ctf(f"<Pupil><Surname>&{MARK};</Surname></Pupil>"),
        f"<{MARK}/>",
        f"<?xml version='1.0' encoding='{MARK}'?><CTfile/>",
    ],
    ids=range(5),
)
def test_no_word_of_the_file_stands_in_the_refusal(tmp_path: Path, content: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        read(tmp_path / f"{MARK}.xml", content)
    error: BaseException | None = caught.value
    while error is not None:
        assert MARK not in repr(error) + str(error)
        assert error.__suppress_context__ or error.__context__ is None
        error = error.__cause__


def test_a_missing_file_a_folder_and_a_pipe_are_unreadable(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / MARK, tmp_path, tmp_path / "pipe", Path("a\x00b")):
        with pytest.raises(FileUnreadable) as caught:
            read(path)
        assert MARK not in repr(caught.value)


def survives(path: Path, content: bytes) -> None:
    try:
        found = read(path, content)
    except ImportRefused:
        return
    for row in found.rows:
        for text in (row.label, row.pupil.surname if row.pupil else ""):
            assert not any(ord(char) < 32 for char in text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    start=st.integers(0, 6000),
    cut=st.integers(0, 200),
    put=st.one_of(st.binary(max_size=30), st.text(alphabet="<>&;!?/\"'=[]ab %", max_size=30)),
)
def test_a_damaged_sample_is_read_or_refused(
    tmp_path: Path, start: int, cut: int, put: bytes | str
) -> None:
    piece = put if isinstance(put, bytes) else put.encode()
    small = SAMPLE[:9000] + b"</CTFpupilData></CTfile>"
    survives(tmp_path / "pupils.xml", small[:start] + piece + small[start + cut :])


NAMES = [
    *("Surname", "DOB", "UPN", "SENhistory", "SENneeds", "SENneed", "SENtypeRank", "Order"),
    *("Contacts", "Contact", "Phones", "Phone", "PhoneNo", "Email", "Address", "PostCode"),
    *("BasicDetails", "Languages", "Type", "Language", "InCare", "LookedAfter", "Pupil"),
]
TREES = st.recursive(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&>")),
    lambda inner: st.lists(st.tuples(st.sampled_from(NAMES), inner), max_size=6).map(
        lambda parts: "".join(f"<{name}>{value}</{name}>" for name, value in parts)
    ),
    max_leaves=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(TREES)
def test_any_tree_of_known_names_gives_rows(tmp_path: Path, tree: str) -> None:
    found = read(tmp_path / "pupils.xml", ctf(f"<Pupil>{tree}</Pupil>"))
    assert len(found.rows) == 1
