"""The web pages in a real browser: what is shown, filters, search, keys; and that hostile text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import CHROMIUM, Browser
from duizhao.model import Sentence, Span, Unit
from duizhao.reports.candidates import write as write_candidates
from duizhao.reports.findings import write as write_findings
from duizhao.reports.marks import visible
from duizhao.reports.sidebyside import write_html
from report_samples import HOSTILE, candidates, finding, hostile, ordinary

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
# A rendered row is one that has a height: `hidden` in the source says nothing about what the eye sees.
SHOWN = "[...document.querySelectorAll('article')].filter(a => a.getBoundingClientRect().height > 0)"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    pytest.importorskip("websocket")
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Browser]:
    """The browser; afterwards the page must have said nothing on the console (errors, refused scripts, alerts)."""
    browser.said.clear()
    yield browser
    assert browser.said == []


def units() -> list[Unit]:
    """320 units: every tenth doubtful, every twentieth without English, two of them moved, one very long."""
    made = []
    for number in range(1, 321):
        zh = f"第{number}条　园区应当完善配套设施。"
        en = f"Article {number}. Parks shall improve their supporting facilities."
        if number == 7:
            zh, en = "很长的句子" * 2000, "x" * 9000 + " supercalifragilistic " * 300
        made.append(
            Unit(
                number,
                (Sentence(number, zh, 0, len(zh), number),),
                () if number % 20 == 0 else (Sentence(number, en, 0, len(en), number, "heading"),),
                score=0.6 if number % 10 == 5 else 0.99,
                block=1 if number in (30, 31) else 0,
            )
        )
    return made


def open_units(page: Browser, tmp_path: Path) -> None:
    write_html(units(), tmp_path / "u.html", "规划.zh.txt · plan.en.txt")
    page.open(tmp_path / "u.html")


def open_findings(page: Browser, tmp_path: Path, findings: list) -> None:
    write_findings(findings, tmp_path / "f.html", "html", title="plan", checked="plan.en.txt")
    page.open(tmp_path / "f.html")


def shown(page: Browser) -> int:
    return int(page.js(f"{SHOWN}.length"))


def focused(page: Browser) -> str:
    return str(page.js("document.activeElement.id || document.activeElement.tagName"))


def test_units_are_shown_beside_each_other(page: Browser, tmp_path: Path) -> None:
    open_units(page, tmp_path)
    assert shown(page) == 320
    assert page.js("document.title") == "规划.zh.txt · plan.en.txt"
    left, right = page.js(
        "[...document.querySelectorAll('#u2 div[lang]')].map(d => d.getBoundingClientRect())"
        ".map(b => [b.x, b.y, b.right])"
    )
    assert left[1] == right[1]
    assert left[2] <= right[0]
    assert page.js("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("value", "count"), [("check", 32), ("alone", 16), ("moved", 2), ("", 320)])
def test_unit_filters(page: Browser, tmp_path: Path, value: str, count: int) -> None:
    open_units(page, tmp_path)
    page.click(f'[data-filter=kind] button[value="{value}"]')
    assert shown(page) == count
    assert page.js("document.querySelector('[aria-pressed=true]').value") == value
    assert page.js("document.getElementById('count').textContent") == ("" if count == 320 else f"{count} of 320")


def test_keys_walk_through_what_is_shown(page: Browser, tmp_path: Path) -> None:
    open_units(page, tmp_path)
    page.press("j")
    assert focused(page) == "u1"
    page.press("j", "j", "k")
    assert focused(page) == "u2"
    page.press(*"j" * 25, *"k" * 10)  # back up, below the head that stays in sight
    assert focused(page) == "u17"
    top, bottom = page.js("(b => [b.top, b.bottom])(document.activeElement.getBoundingClientRect())")
    assert page.js("document.querySelector('header').getBoundingClientRect().bottom") <= top
    assert bottom <= page.js("innerHeight")
    page.press(*"k" * 10)  # a sentence taller than the window is read from its beginning
    assert focused(page) == "u7"
    assert 0 < page.js("document.activeElement.getBoundingClientRect().top") < 200
    page.click('[data-filter=kind] button[value="alone"]')
    page.press("j", "j")
    assert focused(page) == "u40"
    page.press("k", "k", "k")
    assert focused(page) == "u20"


def test_search_by_key_in_either_language(page: Browser, tmp_path: Path) -> None:
    open_units(page, tmp_path)
    page.press("/")
    assert focused(page) == "INPUT"
    page.type("ARTICLE 31.")
    assert shown(page) == 1
    assert page.js("CSS.highlights.get('found').size") == 1
    page.press("j")  # a letter, not a command
    assert page.js("document.querySelector('input').value") == "ARTICLE 31.j"
    page.press("Escape")
    assert shown(page) == 320
    page.press("/")
    page.type("第３１２条")  # full-width digits
    assert page.js(f"{SHOWN}.map(a => a.id).join()") == "u312"
    page.press("Escape", "/")
    page.type("nowhere")
    assert shown(page) == 0
    assert page.js("document.getElementById('none').getBoundingClientRect().height") > 0


def test_findings_are_grouped_and_marked(page: Browser, tmp_path: Path) -> None:
    open_findings(page, tmp_path, ordinary())
    assert shown(page) == 5
    heads = page.js(
        "[...document.querySelectorAll('h2')].map(h => h.textContent.split(' ').slice(0, 2).join(' '))"
    )
    assert heads == ["error DZ102", "warning DZ201", "warning DZ401", "info DZ301"]
    marks = page.js("[...document.querySelector('article').querySelectorAll('mark')].map(m => m.textContent)")
    assert marks == ["10万亿元", "10 billion yuan"]
    assert "10 trillion yuan" in page.js("document.querySelector('article .then').textContent")


def test_finding_filters_add_up(page: Browser, tmp_path: Path) -> None:
    open_findings(page, tmp_path, ordinary())
    page.click('[data-filter=severity] button[value="warning"]')
    assert shown(page) == 2
    assert page.js("[...document.querySelectorAll('section')].filter(s => s.offsetHeight > 0).length") == 2
    choose = "(s => { s.value = [...s.options].find(o => o.text.startsWith(%r)).value; s.onchange(); })"
    page.js(choose % "notice.en.txt" + "(document.querySelector('[data-filter=file]'))")
    assert shown(page) == 1
    page.js(choose % "DZ102" + "(document.querySelector('[data-filter=code]'))")
    assert shown(page) == 0
    page.click('[data-filter=severity] button[value=""]')
    page.js(choose % "all files" + "(document.querySelector('[data-filter=file]'))")
    assert shown(page) == 2


def test_a_page_begins_with_what_is_grave(page: Browser, tmp_path: Path) -> None:
    write_findings(ordinary(), tmp_path / "f.html", "html", show="warning")
    page.open(tmp_path / "f.html")
    assert shown(page) == 4
    assert page.js("document.querySelector('[data-filter=severity] [aria-pressed=true]').value") == "grave"
    page.click('[data-filter=severity] button[value=""]')
    assert shown(page) == 5
    page.click('[data-filter=severity] button[value="info"]')
    assert shown(page) == 1


def test_english_alone_has_the_suggestion_beside_it(page: Browser, tmp_path: Path) -> None:
    open_findings(page, tmp_path, [finding(n, zh="", zh_span=None) for n in (1, 2)])
    left, right = page.js(
        "['article p[lang=en]', 'article .then'].map(s => document.querySelector(s).getBoundingClientRect())"
        ".map(b => [b.top, b.left, b.right])"
    )
    assert left[2] <= right[1]
    assert abs(left[0] - right[0]) < 8
    assert page.js("document.querySelectorAll('p[lang=zh]').length") == 0


def test_findings_in_the_order_of_the_text(page: Browser, tmp_path: Path) -> None:
    open_findings(page, tmp_path, [finding(n, severity="error" if n % 2 else "warning") for n in (12, 3, 101, 2)])
    places = f"{SHOWN}.map(a => a.querySelector('.place').textContent.match(/unit (\\d+)/)[1]).join()"
    assert page.js(places) == "3,101,2,12"
    page.click('[data-filter=order] button[value="at"]')
    assert page.js(places) == "2,3,12,101"
    page.press("j", "j")
    assert "unit 3 " in page.js("document.activeElement.textContent")
    page.click('[data-filter=order] button[value=""]')
    assert page.js(places) == "3,101,2,12"


def test_hostile_text_stays_text(page: Browser, tmp_path: Path) -> None:
    open_findings(page, tmp_path, hostile())
    assert shown(page) == len(HOSTILE)
    said = page.js("[...document.querySelectorAll('.what')].map(e => e.textContent)")
    assert sorted(said) == sorted(visible(text) for text in HOSTILE)
    assert page.js("document.scripts.length") == 1
    assert page.js("document.querySelectorAll('article *').length < 200")


def test_the_policy_lets_no_other_script_run(browser: Browser, tmp_path: Path) -> None:
    browser.said.clear()
    open_findings(browser, tmp_path, ordinary())
    browser.js(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); const i = new Image(); i.src = 'https://example.org/x.png';"
        " document.body.append(i); })()"
    )
    assert browser.js("window.ran") is None
    assert any("Content Security Policy" in line for line in browser.said)


def test_candidates(page: Browser, tmp_path: Path) -> None:
    write_candidates(candidates(), tmp_path / "c.html", "html")
    page.open(tmp_path / "c.html")
    assert shown(page) == 3
    first = page.js("[...document.querySelector('article').querySelectorAll('mark')].map(m => m.textContent)")
    assert first == ["低空 经济", "低空经济", "low-altitude economy", "Low-Altitude Economies"]
    assert page.js("document.querySelector('article .place meter').value") == 0.97
    assert page.js("[...document.querySelectorAll('.others meter')].map(m => m.value)") == [4, 1]
    page.click('[data-filter=status] button[value="suspect"]')
    assert page.js(f"{SHOWN}[0].querySelector('.then').textContent") == "suspect: 航天 is space, not aviation"
    page.click('[data-filter=status] button[value=""]')
    page.click('[data-filter=order] button[value="often"]')
    assert page.js(f"{SHOWN}[0].querySelector('.term').textContent") == "航天强国"


def test_dark_and_print(page: Browser, tmp_path: Path) -> None:
    open_findings(page, tmp_path, ordinary())
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.js(ground) == "rgb(255, 255, 255)"
    page.media(prefers_color_scheme="dark")
    assert contrast(page, ".what") > 7
    assert all(contrast(page, selector) > 4.5 for selector in (".dim", ".place", "h2 .badge", "mark"))
    page.media("print")
    assert page.js("document.querySelector('.tools').offsetHeight") == 0
    assert shown(page) == 5
    page.media()
    assert all(contrast(page, selector) > 4.5 for selector in (".dim", ".place", "h2 .badge", "mark"))


def contrast(page: Browser, selector: str) -> float:
    """The least contrast of elements with their ground (WCAG 2.1, relative luminance)."""
    pairs = page.js(
        f"[...document.querySelectorAll({selector!r})].map(e => {{ let g = e; while (g && "
        "getComputedStyle(g).backgroundColor === 'rgba(0, 0, 0, 0)') g = g.parentElement;"
        " return [getComputedStyle(e).color, getComputedStyle(g ?? document.body).backgroundColor]; })"
    )
    assert pairs

    def luminance(colour: str) -> float:
        parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    return min(
        (max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in ((luminance(x), luminance(y)) for x, y in pairs)
    )


def test_a_narrow_window_puts_the_sides_below_each_other(page: Browser, tmp_path: Path) -> None:
    page.call("Emulation.setDeviceMetricsOverride", width=400, height=800, deviceScaleFactor=1, mobile=False)
    try:
        open_findings(page, tmp_path, [*ordinary(), *hostile()])
        assert page.js("document.documentElement.scrollWidth <= innerWidth")
        zh, en = page.js(
            "[...document.querySelectorAll('.pair p')].slice(0, 2).map(p => p.getBoundingClientRect().top)"
        )
        assert en > zh
    finally:
        page.call("Emulation.clearDeviceMetricsOverride")


def test_every_control_can_be_told_and_reached(page: Browser, tmp_path: Path) -> None:
    open_findings(page, tmp_path, ordinary())
    nameless = page.js(
        "[...document.querySelectorAll('button, select, input, [role=group]')]"
        ".filter(e => !(e.getAttribute('aria-label') || e.textContent.trim())).length"
    )
    assert nameless == 0
    seen = set()
    for _ in range(12):
        page.press("Tab")
        seen.add(page.js("document.activeElement.tagName"))
    assert {"A", "BUTTON", "SELECT", "INPUT"} <= seen


def test_the_folder_that_all_files_share_is_left_out(page: Browser, tmp_path: Path) -> None:
    open_findings(page, tmp_path, [finding(1, file="/some/in/a.en.txt"), finding(2, file="/some/in/sub/b.en.txt")])
    places = page.js(
        "[...document.querySelectorAll('.place')].map(p => `${p.textContent.split(':')[0]}|${p.title}`)"
    )
    assert places == ["a.en.txt|/some/in/a.en.txt", "sub/b.en.txt|/some/in/sub/b.en.txt"]


def test_a_whole_sentence_is_not_marked(page: Browser, tmp_path: Path) -> None:
    whole = finding(1, zh="未译。", zh_span=Span(0, 3), en="", en_span=None)
    open_findings(page, tmp_path, [whole, finding(2)])
    marks = page.js("[...document.querySelectorAll('article')].map(a => a.querySelectorAll('mark').length)")
    assert marks == [0, 2]


def test_filters_without_a_choice_are_left_out(page: Browser, tmp_path: Path) -> None:
    open_findings(page, tmp_path, [finding(1), finding(2)])
    assert page.js("[...document.querySelectorAll('[data-filter]')].map(f => f.dataset.filter)") == ["order"]
    open_findings(page, tmp_path, [])
    assert page.js("document.getElementById('none').offsetHeight") > 0
