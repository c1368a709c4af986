"""One record, one exchange, one change of any length: every page stays light, and every link arrives."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.archive.db import migrate, open_engine, session_factory
from app.archive.models import Record
from app.main import create_app
from app.search import reindex
from app.settings import Settings
from app.web.contexts.beside import spans_of
from app.web.contexts.wording import Wanted, comparison, wording
from app.web.diff import diff
from app.web.paging import Part, part, text_starts
from tests.web.client import SITE, Client
from tests.web.factory import Factory, by

HEAVIEST = 100_000
SENTENCE = "建议把老城区的泊位、充电设施和社区养老服务一并规划，分年度落实到责任单位。"
PARAGRAPHS = [f"第{n}段。" + SENTENCE * (1 + n % 9) for n in range(1000)]
PARAGRAPHS[700] = "这里第一次说到渡口的栏杆。" + PARAGRAPHS[700]
SOLID = SENTENCE * 5_200


class Lengthy:
    """A record of more than 200,000 characters in paragraphs, one without any, and a long exchange."""

    def __init__(self, folder: Path) -> None:
        settings = Settings(data=folder)
        engine = open_engine(settings)
        migrate(engine)
        factory = Factory()
        factory.run()
        text = "\n".join(PARAGRAPHS)
        assert len(text) > 180_000
        factory.source(f"题目\n{text}\n{SOLID}\n")
        person = factory.person("江晚舟", "npc", ("2024", None))
        speeches = factory.document("发言", "speeches", "npc", year=2025)
        self.record: Record = factory.record(speeches, "speech", text, by("speaker", "江晚舟", person))
        self._span(factory, 3, 3 + len(text))
        factory.revised(self.record, *self._earlier())
        self.solid: Record = factory.record(speeches, "speech", SOLID, by("speaker", "江晚舟", person))
        self._span(factory, 4 + len(text), 4 + len(text) + len(SOLID))
        qa = factory.document("问答", "qa", "npc", year=2024)
        question = factory.record(
            qa, "question", SENTENCE * 50, by("asker", "江晚舟", person), exchange_key="self", topic="停车"
        )
        self.answers: list[Record] = [
            factory.record(
                qa,
                "answer",
                f"第{n}答。" + SENTENCE * (n % 60),
                by("respondent", f"第{n}局"),
                exchange_key=question.key,
            )
            for n in range(200)
        ]
        self.exchange = question.key
        asked = factory.record(qa, "question", SOLID, by("asker", "江晚舟", person), exchange_key="self")
        self.reply = factory.record(qa, "answer", SOLID, by("respondent", "某局"), exchange_key=asked.key)
        factory.save(engine)
        with session_factory(engine)() as session:
            reindex(session, settings)
        engine.dispose()
        self.client = Client(create_app(settings))

    def _earlier(self) -> tuple[str, ...]:
        changed = [one.replace("充电", "加油") if n % 50 == 0 else one for n, one in enumerate(PARAGRAPHS)]
        return ("\n".join(changed), SENTENCE, "\n".join(reversed(PARAGRAPHS)))

    def _span(self, factory: Factory, start: int, end: int) -> None:
        factory.rows[-2].start, factory.rows[-2].end = start, end  # type: ignore[attr-defined]

    def parts(self, address: str) -> list[str]:
        """The HTML of all parts, by the links from one to the next."""
        found = [self.client.page(address)]
        while link := re.search(r'rel="next" href="([^"]+)">下一页', found[-1]):
            found.append(self.client.page(link[1].replace("&amp;", "&")))
        return found


@pytest.fixture(scope="module")
def lengthy(tmp_path_factory: pytest.TempPathFactory) -> Lengthy:
    return Lengthy(tmp_path_factory.mktemp("lengthy"))


def _words(html: str) -> str:
    """The text of the record on its page."""
    article = html.split("<article")[1].split("</article>")[0]
    prose = article.split('<div class="prose">')[1].split("</div>")[0]
    return "".join(re.findall(r"[^<>\s]+(?=<)", re.sub(r"<[^>]+>", "<>", prose)))


def test_a_record_of_any_length_comes_whole_in_light_parts(lengthy: Lengthy) -> None:
    for record in (lengthy.record, lengthy.solid):
        pages = lengthy.parts(f"/r/{record.key}")
        assert len(pages) > 20
        assert max(len(page.encode()) for page in pages) < HEAVIEST
        assert "".join(map(_words, pages)) == "".join(record.text.split())
        titles = [page.split("<title>")[1].split("</title>")[0] for page in pages]
        assert len(set(titles)) == len(titles)
        canonical = {re.search(r'rel="canonical" href="([^"]+)"', page)[1] for page in pages}  # type: ignore[index]
        assert len(canonical) == len(pages)


def test_each_part_is_cited_by_the_permalink_and_says_it_is_one(lengthy: Lengthy) -> None:
    for html in lengthy.parts(f"/r/{lengthy.record.key}")[::9]:
        assert f'data-copy="{SITE}/r/{lengthy.record.key}"' in html
        assert f"{SITE}/r/{lengthy.record.key}." in html.split('id="citation">')[1].split("</p>")[0]
        assert "复制本页文字与出处" in html
        assert f'id="{lengthy.record.key}"' in html


def test_a_paragraph_has_an_anchor_that_finds_its_part(lengthy: Lengthy) -> None:
    anchors: list[str] = []
    for page in lengthy.parts(f"/r/{lengthy.record.key}"):
        anchors += re.findall(r'<p id="(p-\d+)"', page)
    assert anchors == [f"p-{n}" for n in range(1, len(PARAGRAPHS) + 1)]
    for number in (1, 333, 701, 1000):
        html = lengthy.client.page(f"/r/{lengthy.record.key}?at=p-{number}")
        assert f'<p id="p-{number}">' in html
    assert lengthy.client.get(f"/r/{lengthy.record.key}?at=p-1001").status_code == 200
    for wrong, status in (("part=999", 404), ("part=0", 400), ("part=x", 400)):
        assert lengthy.client.get(f"/r/{lengthy.record.key}?{wrong}").status_code == status


def test_one_who_comes_from_a_search_arrives_at_the_part_with_the_match(lengthy: Lengthy) -> None:
    hits = lengthy.client.page("/search?q=渡口的栏杆")
    link = re.search(rf'href="(/r/{lengthy.record.key}\?q=[^"]+)"', hits)
    assert link
    html = lengthy.client.page(link[1].replace("&amp;", "&"))
    assert '<mark id="match" tabindex="-1" autofocus>渡口的栏杆</mark>' in html
    assert '<p id="p-701">' in html
    back = re.search(r'rel="prev" href="([^"]+)"', html)
    assert back
    before = lengthy.client.page(back[1].replace("&amp;", "&"))
    assert "返回检索结果" in before
    assert "渡口的栏杆" not in before.split("<article")[1]
    everywhere = lengthy.client.page(f"/r/{lengthy.record.key}?q=养老")
    assert "（本页 " in everywhere
    assert len(everywhere.encode()) < HEAVIEST


def test_wordings_that_differ_much_or_little_are_light(lengthy: Lengthy) -> None:
    for number, places in ((1, 20), (2, None), (3, None)):
        pages = lengthy.parts(f"/r/{lengthy.record.key}@{number}")
        assert max(len(page.encode()) for page in pages) < HEAVIEST
        counted = {re.search(r"改动 (\d+) 处", page)[1] for page in pages}  # type: ignore[index]
        assert len(counted) == 1
        assert places is None or int(counted.pop()) > places
    first = lengthy.client.page(f"/r/{lengthy.record.key}@1")
    assert "<del>加油</del><ins>充电</ins>" in first
    assert '<details class="folded"><summary>未改动的' in first


def test_the_original_of_a_long_record_stands_beside_each_part(lengthy: Lengthy) -> None:
    pages = lengthy.parts(f"/r/{lengthy.record.key}/original")
    assert max(len(page.encode()) for page in pages) < HEAVIEST
    printed = ["".join(re.findall(r"<mark>([^<]*)</mark>", page)) for page in pages]
    assert "".join("".join(printed).split()) == "".join(lengthy.record.text.split())
    for page, original in zip(pages, printed, strict=True):
        read = re.sub(r"<[^>]+>|\s", "", page.split('<div class="prose">')[1].split("</div>")[0])
        assert read == "".join(original.split())
    second = lengthy.client.page(f"/r/{lengthy.record.key}?part=2")
    assert f'href="/r/{lengthy.record.key}/original?part=2"' in second


def test_an_exchange_of_any_length_comes_in_light_pages(lengthy: Lengthy) -> None:
    pages = lengthy.parts(f"/qa/{lengthy.exchange}")
    assert len(pages) > 3
    assert max(len(page.encode()) for page in pages) < HEAVIEST
    for record in lengthy.answers:
        assert sum(f'id="{record.key}"' in page for page in pages) == 1
    last = lengthy.answers[-1]
    answer = lengthy.client.page(f"/r/{last.key}")
    assert len(answer.encode()) < HEAVIEST
    assert "另有 " in answer
    link = re.search(rf'href="(/qa/{lengthy.exchange}\?at=[^"#]+)#{last.key}"', answer)
    assert link
    assert f'id="{last.key}"' in lengthy.client.page(link[1])
    for address in (f"/r/{lengthy.reply.key}", f"/qa/{lengthy.reply.exchange_key}"):
        html = lengthy.client.page(address)
        assert len(html.encode()) < HEAVIEST
        assert re.search(r"还有 \d+ 字", html)
    moved = lengthy.client.get(f"/qa/{last.key}").headers["Location"]
    assert f'id="{last.key}"' in lengthy.client.page(moved.partition("#")[0])


TEXT = st.text(alphabet="停车。\n ", max_size=200).map(lambda text: text * 130)


@given(TEXT)
def test_parts_of_a_text_cover_it_once(text: str) -> None:
    starts = text_starts(text)
    parts = [part(starts, len(text), number) for number in range(1, len(starts) + 1)]
    assert "".join(text[one.first : one.end] for one in parts) == text
    assert all(one.end - one.first <= 10_000 for one in parts)
    paragraphs = ["".join(line.split(" ")) for line in text.split("\n") if line.strip()]
    seen = {}
    for one in parts:
        said = wording(text, Wanted(one.number), None, str)
        for offset, paragraph in enumerate(said.paragraphs):
            words = "".join(piece for piece, _ in paragraph).replace(" ", "")
            seen[said.first + offset] = seen.get(said.first + offset, "") + words
    assert [seen[number] for number in sorted(seen)] == paragraphs


SHORT = st.text(alphabet="停车泊位，。；\n", max_size=60)


@given(SHORT, SHORT, st.integers(1, 25))
def test_a_comparison_in_parts_holds_both_wordings(old: str, new: str, size: int) -> None:
    changes = diff(old, new)
    starts = list(range(0, max(len(old), 1), size))
    runs = [
        run
        for number in range(1, len(starts) + 1)
        for run in comparison(changes, part(starts, len(old), number)).runs
    ]
    assert "".join(run.text for run in runs if run.op != "added") == old
    assert "".join(run.text for run in runs if run.op != "removed") == new
    whole = comparison(changes, Part(1, 1, 0, len(old)))
    assert (whole.places == 0) == (old == new)
    assert len(old) - whole.removed + whole.added == len(new)


def test_spans_are_cut_by_their_ink() -> None:
    source = "一 二\n三四。五"
    assert spans_of(source, [(0, 5), (6, 8)], 1, 4) == [(2, 5), (6, 7)]
    assert spans_of(source, [(0, 5), (6, 8)], 0, 9) == [(0, 5), (6, 8)]
