"""Reading and going through lists: the measure, the keys, and what is copied of a whole page."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.addresses import page_types
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

MEASURE = """(() => {
  const words = document.querySelector(".record .prose, .plan-text .prose");
  return words.clientWidth / parseFloat(getComputedStyle(words).fontSize);
})()"""


@pytest.mark.parametrize("width", [768, 820, 900, 1100, 1280, 1440, 1920])
def test_a_line_has_34_to_42_characters(browser: Browser, site: str, width: int) -> None:
    types = page_types(site)
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for name in ("speech", "answer", "section", "exchange", "document", "plan", "delegate"):
        page.goto(site + types[name])
        assert 34 <= page.evaluate(MEASURE) <= 42, (name, width)
    context.close()


HIDDEN = """(() => {
  const legend = document.querySelector(".legend"), hidden = [];
  for (const place of [...document.querySelectorAll(".facing [id]")].slice(0, 30)) {
    location.hash = "";
    location.hash = place.id;
    const top = place.getClientRects()[0].top;
    if (top < legend.getBoundingClientRect().bottom || top > innerHeight) hidden.push([place.id, top]);
  }
  return hidden;
})()"""


def test_no_place_that_a_link_leads_to_lies_under_the_legend(visit: Visit) -> None:
    visit.open(page_types(visit.site)["source"])
    assert visit.page.locator(".facing [id]").count() > 3
    assert visit.page.evaluate(HIDDEN) == []


BESIDE = """[...document.querySelectorAll(".original, .beside .prose, .passage .prose")].map((words) => {
  const style = getComputedStyle(words);
  const room = words.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [room / parseFloat(style.fontSize), words.getBoundingClientRect().left];
})"""


@pytest.mark.parametrize(
    ("width", "least", "columns"), [(820, 34, 1), (1024, 30, 2), (1280, 34, 2), (1920, 34, 2)]
)
def test_original_and_reading_stand_side_by_side_in_lines_that_can_be_read(
    browser: Browser, site: str, width: int, least: int, columns: int
) -> None:
    types = page_types(site)
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for name in ("beside", "source"):
        page.goto(site + types[name])
        measured = page.evaluate(BESIDE)
        assert all(least <= characters <= 42 for characters, _ in measured), (name, measured)
        assert len({left > width / 2 for _, left in measured}) == columns, (name, measured)
    context.close()


def test_escape_leaves_the_search_box_and_keeps_what_was_typed(visit: Visit) -> None:
    visit.open("/")
    box = visit.page.locator("#q")
    expect(box).to_be_focused()
    box.fill("停车")
    expect(visit.page.get_by_role("listbox")).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(box).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(box).not_to_be_focused()
    expect(box).to_have_value("停车")


@pytest.mark.parametrize("path", ["/meetings", "/documents", "/plans", "/delegates", "/departments"])
def test_j_and_k_go_through_every_list(visit: Visit, path: str) -> None:
    visit.open(path)
    page = visit.page
    links = page.locator(".list > li > a, .cards > li h3 a, .names > li > a")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("J")  # as with Caps Lock
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("K")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_contain_text("代表委员")


def test_a_document_is_copied_with_its_speakers_and_source(visit: Visit) -> None:
    visit.open(page_types(visit.site)["document"])
    page = visit.page
    name = page.locator(".record .who .name").first.inner_text()
    words = page.locator(".record .prose p").first.inner_text()
    page.get_by_role("button", name="复制正文与出处").first.click()
    lines = str(page.evaluate("navigator.clipboard.readText()")).splitlines()
    assert any(line.startswith(name) and line.endswith("）：") for line in lines)
    assert words in lines
    assert lines[-1].startswith("——")
    assert lines[-1].endswith(page.locator("#permalink").inner_text())
