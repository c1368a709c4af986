"""The segmenter: two streams, the same for every spelling, and two implementations that agree."""

import importlib.util
import random
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search import analysis
from app.search.analysis import Analyzer
from app.search.dictionary import open_analyzer
from app.search.errors import SegmenterMissingError
from app.settings import ROOT, Settings
from app.text.folding import fold, squeeze
from app.text.unseen import seen
from tests.bench import corpus
from tests.search import samples

USER_WORDS = "品牌出海\n关键小事 500\n邵景和 2000 nr\n老旧小区  # 注释\n长三角G60 30\n民呼我为\n"
HAN_RUN = re.compile("[\u4e00-\u9fd5]+")


@pytest.fixture(scope="module")
def both() -> tuple[Analyzer, Analyzer]:
    if importlib.util.find_spec("rjieba") is None:
        pytest.skip("rjieba has no wheel for this machine")
    shipped = (ROOT / "seeds" / "words.txt").read_text(encoding="utf-8")
    return Analyzer("jieba", shipped + USER_WORDS), Analyzer("rjieba", shipped + USER_WORDS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("跨境电商发展", ["跨境", "电商", "发展"]),
        ("RCEP与5G，AI2.0版", ["rcep", "与", "5g", "ai2.0", "版"]),
        ("關鍵", ["关键"]),
        ("ＡＩ", ["ai"]),
        ("𠮷野家", ["𠮷", "野家"]),
        ("，。 \n", []),
        ("推进品牌出海", ["推进", "品牌", "出海", "品牌出海"]),
        ("a" * 65 + " b", ["b"]),
    ],
)
def test_words(analyzer: Analyzer, text: str, words: list[str]) -> None:
    assert analyzer.words(text) == words
    assert analyzer.words("\u200e".join(text)) == words


@pytest.mark.parametrize(
    ("text", "chars"),
    [
        ("首票 TIR＋跨境", "首票tir+跨境"),
        ("關鍵\n「小事」", '关键"小事"'),
        ("𠮷\u200b野，2.0版", "𠮷野,2.0版"),
        ("停\u200e车\u202a\x1b难\U000e0100", "停车难"),
        ("\ud800x", "\ufffdx"),
    ],
)
def test_chars(analyzer: Analyzer, text: str, chars: str) -> None:
    assert analyzer.chars(text) == chars


@given(st.text())
def test_chars_are_every_character_that_shows_something(analyzer: Analyzer, text: str) -> None:
    assert len(analyzer.chars(text)) == len(squeeze(seen(fold(text))))
    assert analyzer.chars(text) == analyzer.chars(fold(text))


@given(st.lists(st.text(max_size=8), max_size=6))
def test_chars_of_a_run_are_a_run_of_the_chars(analyzer: Analyzer, parts: list[str]) -> None:
    for start, end in pairwise(range(len(parts) + 1)):
        assert analyzer.chars("".join(parts[start:end])) in analyzer.chars("".join(parts))


def test_spellings_give_the_same_tokens(analyzer: Analyzer) -> None:
    for one, other in [("關鍵", "关键"), ("ＣＨＩＮＡ", "china"), ("１２１０", "1210"), ("（一）", "(一)")]:
        assert analyzer.words(one) == analyzer.words(other)
        assert analyzer.chars(one) == analyzer.chars(other)


def test_segmenters_agree_on_the_samples(both: tuple[Analyzer, Analyzer]) -> None:
    reference, fast = both
    for text in samples.texts():
        assert reference.words(text) == fast.words(text)


def test_segmenters_agree_on_generated_runs(both: tuple[Analyzer, Analyzer]) -> None:
    """Words of the samples in any order, and characters that hardly make a word."""
    reference, fast = both
    chance = random.Random(20260601)  # noqa: S311
    known = "".join(run for text in samples.texts() for run in HAN_RUN.findall(text)) + USER_WORDS
    known = "".join(HAN_RUN.findall(known))
    for _ in range(3000):
        cut = chance.randrange(len(known) - 12)
        run = known[cut : cut + chance.randint(1, 12)] + "".join(
            chance.choices(known, k=chance.randint(0, 8))
        )
        assert reference.words(run) == fast.words(run)
        run = "".join(chr(chance.randint(0x4E00, 0x9FD5)) for _ in range(chance.randint(1, 12)))
        assert reference.words(run) == fast.words(run)


def test_segmenters_agree_on_a_large_generated_text(both: tuple[Analyzer, Analyzer]) -> None:
    """A million characters: the samples' sentences in any order, words of random characters between."""
    reference, fast = both
    texts = [record.text for record in corpus.records(2500)]
    assert sum(map(len, texts)) > 1_000_000
    for text in texts:
        assert reference.words(text) == fast.words(text)


def test_the_user_dictionary_is_part_of_the_stamp(analyzer: Analyzer) -> None:
    assert Analyzer("jieba", "品牌出海").stamp != Analyzer("jieba", "").stamp


def test_opening_is_quiet_and_leaves_no_file(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    assert Analyzer("jieba").words("停车收费") == ["停车", "收费"]
    assert list(folder.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_settings_choose_the_segmenter(monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_analyzer(Settings(segmenter="jieba")).segmenter == "jieba"
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert open_analyzer(Settings(segmenter="auto")).segmenter == "jieba"
    with pytest.raises(SegmenterMissingError, match="YISHILU_SEGMENTER"):
        open_analyzer(Settings(segmenter="rjieba"))


def test_the_dictionary_is_opened_when_it_is_first_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty megabytes, which a process that only writes what another one has cut has no use for."""
    opened: list[object] = []
    segmenter = analysis._SEGMENTERS["jieba"]
    monkeypatch.setitem(analysis._SEGMENTERS, "jieba", lambda words: opened.append(1) or segmenter(words))
    analyzer = Analyzer("jieba")
    assert analyzer.chars("停车 难") == "停车难"
    assert not opened
    analyzer.load()
    assert analyzer.words("停车") == ["停车"]
    assert opened == [1]
