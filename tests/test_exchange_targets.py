"""Targets written into a translator's own file: the new text is there, every other byte is as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from duizhao.errors import DuizhaoError
from duizhao.exchange import read_units
from duizhao.exchange.targets import write_targets
from duizhao.model import Sentence, Unit

SDLXLIFF = """<?xml version="1.0" encoding="utf-8"?><xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" \
xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0"><file original="C:\\规划.docx" \
datatype="x-sdlfilterframework2" source-language="zh-CN" target-language="en-US"><header/><body>
<trans-unit id="a0" translate="no"><source><x id="0"/></source></trans-unit>
<trans-unit id="a1"><source>坚持改革。坚持开放。</source><seg-source>\
<mrk mtype="seg" mid="1">坚持改革。</mrk>\
<mrk mtype="seg" mid="2">坚持开放。</mrk></seg-source><target><mrk mtype="seg" mid="1">Uphold reform.</mrk>\
<mrk mtype='seg' mid='2' /></target><sdl:seg-defs><sdl:seg id="1" conf="Translated" locked="true"/>\
<sdl:seg id="2" conf="Draft" origin="tm" percent="88"/></sdl:seg-defs></trans-unit>
<trans-unit id="a2"><source><g id="1">发展。</g></source><seg-source><g id="1">\
<mrk mtype="seg" mid="3">发展。</mrk></g></seg-source></trans-unit>
<trans-unit id="a3"><source>创新<x id="2"/>。</source><seg-source><mrk mtype="seg" mid="4">创新<x id="2"/>。</mrk>\
</seg-source><target><mrk mtype="seg" mid="4">Innovate<x id="2"/>.</mrk></target></trans-unit>
<trans-unit id="a4"><source>协调。绿色。</source><seg-source><mrk mtype="seg" mid="5">协调。</mrk>\
<mrk mtype="seg" mid="6">绿色。</mrk></seg-source></trans-unit>
<trans-unit id="a5"><source>共享。</source><target a=">" ></target></trans-unit>
<trans-unit id="a6"><source>安全。</source><target a="/>"/><alt-trans><target>No.</target></alt-trans></trans-unit>
<trans-unit id="a7"><source>法治。</source></trans-unit>
</body></file></xliff>
"""


def translated(unit: Unit, text: str) -> Unit:
    return replace(unit, en=(Sentence(1, text, 0, len(text), 0),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_new_targets_and_nothing_else(tmp_path: Path, encoding: str) -> None:
    text = SDLXLIFF.replace("utf-8", "utf-16") if encoding == "utf-16" else SDLXLIFF
    original = tmp_path / "a.sdlxliff"
    original.write_bytes(text.encode(encoding))
    units = list(read_units(original))
    assert [u.zh_text for u in units] == [
        *("坚持改革。", "坚持开放。", "发展。", "创新。", "协调。", "绿色。", "共享。", "安全。", "法治。")
    ]
    assert ("sdl:percent", "88") in units[1].props
    outcome = write_targets(
        [translated(u, f"<{u.id}> & 𠀀") for u in units], str(original), str(tmp_path / "b.sdlxliff")
    )
    new = "&lt;{}&gt; &amp; 𠀀".format
    expected = (
        text.replace("<mrk mtype='seg' mid='2' />", f"<mrk mtype='seg' mid='2' >{new(2)}</mrk>")
        .replace(
            'mid="6">绿色。</mrk></seg-source>',
            f'mid="6">绿色。</mrk></seg-source><target><mrk mtype="seg" mid="5">{new(5)}</mrk>'
            f'<mrk mtype="seg" mid="6">{new(6)}</mrk></target>',
        )
        .replace('<target a=">" ></target>', f'<target a=">" >{new(7)}</target>')
        .replace('<target a="/>"/>', f'<target a="/>">{new(8)}</target>')
        .replace("<source>法治。</source>", f"<source>法治。</source><target>{new(9)}</target>")
    )
    assert (tmp_path / "b.sdlxliff").read_bytes() == expected.encode(encoding)
    assert outcome.count == 6
    assert [(r.why, r.count) for r in outcome.remarks] == [
        ("locked segments (left as they were)", 1),
        ("segments with inline codes (left as they were)", 2),
    ]


def test_unchanged_units_leave_the_file_as_it_was(tmp_path: Path) -> None:
    original = tmp_path / "a.sdlxliff"
    original.write_bytes(SDLXLIFF.replace("\n", "\r\n").encode())
    outcome = write_targets(read_units(original), str(original), str(tmp_path / "b.sdlxliff"))
    assert outcome.count == 0
    assert (tmp_path / "b.sdlxliff").read_bytes() == original.read_bytes()


def test_units_of_another_file_are_refused_by_their_source(tmp_path: Path) -> None:
    original = tmp_path / "a.sdlxliff"
    original.write_text(SDLXLIFF, "utf-8")
    other = [Unit(5, (Sentence(1, "别的。", 0, 3, 0),), (Sentence(1, "Other.", 0, 6, 0),)), Unit(99, (), ())]
    outcome = write_targets(other, str(original), str(tmp_path / "b.sdlxliff"))
    assert outcome.count == 0
    assert [r.why for r in outcome.remarks] == [
        "units whose source text is another",
        "units with numbers that the file does not have",
    ]


def test_xliff_2_with_a_prefix(tmp_path: Path) -> None:
    text = (
        '<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="zh-CN">'
        '<x:file id="f"><x:unit id="u"><x:segment><x:source>Reform.</x:source></x:segment>'
        '<x:segment state="initial"><x:source>Open.</x:source><x:target>旧</x:target></x:segment></x:unit>'
        '<x:unit id="v" translate="no"><x:segment><x:source>X</x:source></x:segment></x:unit></x:file></x:xliff>'
    )
    original = tmp_path / "a.xlf"
    original.write_text(text, "utf-8")
    units = [replace(u, zh=(Sentence(1, f"新{u.id}", 0, 2, 0),)) for u in read_units(original)]
    assert write_targets(units, str(original), str(tmp_path / "b.xlf")).count == 2
    assert (tmp_path / "b.xlf").read_text("utf-8") == text.replace(
        "Reform.</x:source>", "Reform.</x:source><x:target>新1</x:target>"
    ).replace("旧", "新2")


def test_broken_file(tmp_path: Path) -> None:
    (tmp_path / "a.xlf").write_text(SDLXLIFF[:-30], "utf-8")
    with pytest.raises(DuizhaoError, match=r"a\.xlf:"):
        write_targets([], str(tmp_path / "a.xlf"), str(tmp_path / "b.xlf"))
    assert not (tmp_path / "b.xlf").exists()
