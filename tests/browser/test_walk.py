"""The main job in a real browser: find by topic, keep to one body, send the link, read one delegate."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

TOPIC = "停车"


def test_search_filter_open_copy_and_read_a_delegate(visit: "Visit") -> None:
    page = visit.page
    visit.open("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(TOPIC)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q="))
    visit.check_layout()
    everything = page.locator(".hit").count()
    assert everything > 1
    expect(page.locator(".hit mark").first).to_have_text(TOPIC)

    page.get_by_role("navigation", name="机构").get_by_role("link", name="政协").click()
    page.wait_for_url(re.compile("body=cppcc"))
    visit.check_layout()
    bodies = set(page.locator(".hit .body").all_inner_texts())
    assert bodies == {"政协"}

    hit = page.locator(".hit", has=page.get_by_text("发言", exact=True)).first
    name = hit.get_by_role("heading").inner_text().split("发言")[0]
    hit.get_by_role("heading").get_by_role("link").click()
    page.wait_for_url(re.compile("/r/"))
    visit.check_layout()
    expect(page.locator(".record.focus mark, h1").first).to_be_visible()
    expect(page.get_by_role("link", name="返回检索结果")).to_have_attribute("href", re.compile("body=cppcc"))

    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    permalink = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"{visit.site}/r/[2-9b-z]{{5}}-[2-9b-z]{{5}}", permalink)
    page.goto(permalink)
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)

    page.locator(".record.focus .who a").first.click()
    page.wait_for_url(re.compile("/delegates/"))
    visit.check_layout()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.locator("article.record").count() >= 1


def test_the_link_to_one_answer_opens_on_it(visit: "Visit") -> None:
    page = visit.page
    visit.open("/search?kind=answer")
    page.locator(".hit h2 a").first.click()
    page.get_by_role("link", name="看整场问答").first.click()
    page.wait_for_url(re.compile("/qa/.*#"))
    visit.check_layout()
    key = page.url.partition("#")[2]
    expect(page.locator(f"[id='{key}']")).to_be_in_viewport()
    button = page.locator(f"[id='{key}']").get_by_role("button", name="复制链接")
    button.click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{visit.site}/r/{key}"


def test_the_slash_key_goes_to_the_search_box(visit: "Visit") -> None:
    visit.open("/documents")
    visit.page.keyboard.press("/")
    expect(visit.page.locator("#quick")).to_be_focused()
    assert visit.page.locator("#quick").input_value() == ""


@pytest.mark.parametrize(
    "address",
    ["/", "/search", f"/search?q={TOPIC}", "/documents", "/delegates", "/departments", "/plans", "/coverage"],
)
def test_no_page_is_wider_than_the_window(visit: "Visit", address: str) -> None:
    visit.open(address)
    links = visit.page.locator("main a[href^='/documents/'], main a[href^='/plans/'], main a[href^='/r/']")
    for target in {link.get_attribute("href") for link in links.all()[:2]}:
        visit.open(target or "/")


def test_a_source_shows_the_place_of_a_record(visit: "Visit") -> None:
    page = visit.page
    visit.open("/search?kind=speech")
    page.locator(".hit h2 a").first.click()
    page.get_by_role("link", name="在原文中查看此处").click()
    page.wait_for_url(re.compile("/sources/.*#"))
    visit.check_layout()
    expect(page.locator(f"[id='{page.url.partition('#')[2]}']")).to_be_in_viewport()


def test_everything_works_without_scripts(visit: "Visit") -> None:
    browser = visit.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{visit.site}/search?q={TOPIC}")
    page.locator(".hit h2 a").first.click()
    expect(page.locator("#permalink")).to_be_visible()
    expect(page.locator("button.copy").first).to_be_hidden()
    context.close()
