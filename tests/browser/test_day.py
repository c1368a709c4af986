"""A day's tasks, as staff do them: find, quote, follow one person, print, compare with the original."""

import csv
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.addresses import page_types
from tests.browser.conftest import Visit
from tests.browser.serving import WIDTHS

pytestmark = pytest.mark.browser

TOPIC = "停车"
DAYS = [(width, theme) for width in WIDTHS for theme in ("light", "dark")]


@pytest.fixture(params=DAYS, ids=str)
def desk(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    """A laptop and a phone, each in light and in dark."""
    width, theme = request.param
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=theme)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    made = Visit(context, site)
    yield made
    context.close()
    assert made.complaints == []


def _clipboard(visit: Visit) -> str:
    return str(visit.page.evaluate("navigator.clipboard.readText()"))


def _tab_to(visit: Visit, link: Locator) -> None:
    """Go on by the tabulator until the link has the focus."""
    for _ in range(120):
        if link.evaluate("link => link === document.activeElement"):
            return
        visit.page.keyboard.press("Tab")
    pytest.fail(f"no way to {link} by keyboard")


def test_all_cppcc_speeches_of_a_year_are_found_and_exported_by_keyboard(desk: Visit) -> None:
    page = desk.page
    desk.open("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(TOPIC)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q="))
    for where, part in ((".tabs", "body=cppcc"), (".facets", "kind=speech"), (".trend", "year=")):
        links = page.locator(f"{where} a[href*='{part}']")
        counts = [int(link.locator(".count").inner_text() or 0) for link in links.all()]
        fullest = links.nth(counts.index(max(counts)))
        part = re.search(f"{part}[^&]*", fullest.get_attribute("href") or "")[0]  # type: ignore[index]
        _tab_to(desk, fullest)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(part))
        desk.check_layout()
    year = part.removeprefix("year=")
    hits = {link.get_attribute("href") or "" for link in page.locator(".hit h2 a").all()}
    found = int(page.locator(".summary strong").first.inner_text())
    assert found == len(hits) > 1
    _tab_to(desk, page.locator(".exports").get_by_role("link", name="CSV"))
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    with open(taken.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == found
    addresses = {urlsplit(row["链接"]).path for row in rows}
    assert addresses == {urlsplit(hit).path for hit in hits}
    for row in rows:
        assert (row["机构"], row["类型"], row["日期"][:4]) == ("政协", "发言", year)
        assert TOPIC in row["全文"] + row["标题"]


def test_a_match_is_marked_and_in_view_and_leads_to_the_next(desk: Visit) -> None:
    page = desk.page
    desk.open(f"/search?q={TOPIC}&kind=section")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".hit").nth(1).get_by_role("heading").get_by_role("link")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".hit").nth(0).get_by_role("heading").get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/r/"))
    desk.check_layout()
    first = page.locator("mark#match")
    expect(first).to_have_text(TOPIC)
    expect(first).to_be_in_viewport()
    expect(first).to_be_focused()


def test_the_link_citation_and_text_of_one_answer_are_copied(desk: Visit) -> None:
    page = desk.page
    desk.open(f"/search?q={TOPIC}&kind=answer")
    page.locator(".hit h2 a").first.click()
    page.wait_for_url(re.compile("/r/"))
    permalink = page.locator("#permalink").inner_text()
    words = page.locator(".record.focus .prose p").first.inner_text()
    page.get_by_role("button", name="复制引文").click()
    assert permalink in _clipboard(desk)
    page.get_by_role("button", name="复制正文与出处").click()
    copied = _clipboard(desk)
    assert copied.startswith(words)
    assert copied.splitlines()[-1].startswith("——")
    assert copied.endswith(permalink)
    page.get_by_role("button", name="复制链接").click()
    page.goto(_clipboard(desk))
    expect(page.locator(".record.focus .prose p").first).to_have_text(words)


def test_one_delegate_over_three_years(desk: Visit) -> None:
    page = desk.page
    desk.open(page_types(desk.site)["delegate"])
    name = page.get_by_role("heading", level=1).inner_text()
    years = [link.inner_text() for link in page.locator(".timeline .year a").all()[:3]]
    assert len(years) == 3
    for year in years:
        page.locator(".timeline .year").get_by_role("link", name=year).click()
        page.wait_for_url(re.compile(f"year={year[:4]}"))
        desk.check_layout()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        assert {heading.inner_text() for heading in page.locator(".flow section .group[id]").all()} == {year}
        assert page.locator("article.record").count() >= 1
    page.locator(".topics a").first.click()
    page.wait_for_url(re.compile(r"/search\?q=.*person="))
    assert page.locator(".hit").count() >= 1


def test_a_passage_is_compared_with_its_original(desk: Visit) -> None:
    page = desk.page
    desk.open(f"/search?q={TOPIC}&kind=speech")
    page.locator(".hit h2 a").first.click()
    page.get_by_role("link", name="对照原文").click()
    page.wait_for_url(re.compile("/original"))
    desk.check_layout()
    original = "".join(page.locator(".original mark").all_inner_texts())
    read = "".join(page.locator(".prose p").all_inner_texts())
    assert re.sub(r"\s", "", original) == re.sub(r"\s", "", read)
    page.get_by_role("link", name="看整份原文").click()
    page.wait_for_url(re.compile("/sources/.*#"))
    expect(page.locator(f"[id='{page.url.partition('#')[2]}']")).to_be_in_viewport()


# Paper has one width and one theme: the slowest of the tasks, and the least told apart by the four.
@pytest.mark.parametrize("desk", [(1440, "light"), (390, "dark")], indirect=True, ids=str)
@pytest.mark.parametrize("kind", ["exchange", "speech", "plan"])
def test_on_paper_there_are_text_source_and_link(desk: Visit, kind: str) -> None:
    page = desk.page
    desk.open(page_types(desk.site)[kind])
    words = page.locator(".prose p").first.inner_text()
    title = page.get_by_role("heading", level=1).inner_text()
    printed = _squeezed(_text(page.pdf(format="A4")))
    assert _squeezed(words)[:30] in printed
    assert _squeezed(title)[:12] in printed
    assert _squeezed(page.locator("link[rel=canonical]").get_attribute("href") or "") in printed
    if kind != "plan":
        assert _squeezed(page.locator(".facts dd").first.inner_text()) in printed
    assert "跳到正文" not in printed
    assert "检索全库" not in printed


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def _squeezed(text: str) -> str:
    """Without white space, and with the marks of line ends that a PDF's text may have left out."""
    return re.sub(r"[\s\ufffe\u00ad]", "", text)
