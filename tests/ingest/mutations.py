"""Papers that change at random: what is printed, how a reader divides it, and both again and again.

A sentence keeps its number when characters of it change; whoever divides or orders the sentences anew keeps
them. So it can be said afterwards where the words of each record are, without asking what is being tested.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from random import Random

from app.parse import types
from app.parse.types import Body, Genre, Parse, Role
from app.text.spans import Span

NAMES = ("周小舟", "秦文", "章远", "沈江", "吴桐", "陆一帆", "温如玉", "尉迟明")
UNITS = ("水利局", "商务局", "民政局", "交通局")
COMMON = (
    "谢谢大家。",
    "我完全赞同这个报告。",
    "下面我就会前调研的情况，代表本组各位同志提出三点意见和建议，不当之处请批评指正。",
    "感谢各位代表一直以来对我们工作的关心和支持，下一步我们将认真研究并尽快落实。",
)
"""Sentences that many say: nobody's record is known by them."""
_PLACES = ("北坡", "老城区", "南湾", "河东新区", "火车站", "东门市场", "西渠", "大学城", "工业园", "青石巷")
_THINGS = (
    "路灯",
    "机井",
    "公交车",
    "行道树",
    "充电桩",
    "食堂",
    "校门",
    "电梯",
    "泵站",
    "雨棚",
    "停车位",
    "诊所",
)
_WOES = ("去年坏了一半", "一直没有人管", "排队要等三天", "比规划少了许多", "夜里关得太早", "收费比邻县高")
_WISHES = (
    "建议明年汛期前修好",
    "希望由街道统一受理",
    "应当列入民生实事",
    "请有关部门限期答复",
    "可以先行试点再推开",
)
_CHARS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


@dataclass(eq=False)
class Sentence:
    """What somebody said in one breath."""

    number: int
    text: str


@dataclass
class Part:
    """A record as a reader sees it: its kind, its label or heading, its sentences."""

    kind: str
    label: str
    sentences: list[Sentence]


@dataclass
class Article:
    """A document as a reader sees it."""

    title: str
    body: Body
    held: str
    parts: list[Part]


@dataclass
class Paper:
    """A file. `printed` is all that stands in it, whether a reader takes it for a record or not."""

    name: str
    media_type: str
    articles: list[Article]
    printed: list[str | Sentence] = field(default_factory=list)
    mark: str = ""

    def print(self) -> "Paper":
        """Print it anew: what no part holds is not in it any more."""
        self.printed = []
        for article in self.articles:
            self.printed.append(article.title)
            for part in article.parts:
                self.printed += [f"{part.label}：", *part.sentences]
        return self

    @property
    def text(self) -> str:
        """Its decoded text."""
        return self.mark + "".join(f"{_words(line)}\n" for line in self.printed)

    def read(self) -> Parse:
        """The reading: each sentence of a part where it stands."""
        places: dict[int, Span] = {}
        at = len(self.mark)
        for line in self.printed:
            words = _words(line)
            if isinstance(line, Sentence):
                places[id(line)] = Span(at, at + len(words))
            at += len(words) + 1
        segments, at = [], 0
        for start, end in sorted(places[id(one)] for part in self.parts() for one in part.sentences):
            segments += [(at, start, Role.LABEL), (start, end, Role.TEXT)]
            at = end
        segments.append((at, len(self.text), Role.LABEL))
        documents = [_document(article, places) for article in self.articles]
        return Parse(len(self.text), documents, [one for one in segments if one[0] < one[1]], [])

    def parts(self) -> Iterator[Part]:
        """Every part of every article."""
        return (part for article in self.articles for part in article.parts)


def _words(line: str | Sentence) -> str:
    return line.text if isinstance(line, Sentence) else line


def _document(article: Article, places: dict[int, Span]) -> types.Document:
    kinds = {part.kind for part in article.parts}
    genre = Genre.PLAN if "section" in kinds else Genre.SPEECHES if kinds <= {"speech"} else Genre.QA
    document = types.Document(genre=genre, title=article.title, body=article.body, held=article.held)
    exchange = 0
    for number, part in enumerate(article.parts):
        exchange += part.kind == "question"
        record = _record(part, exchange, number)
        record.text = "\n".join(one.text for one in part.sentences)
        record.spans = [places[id(one)] for one in part.sentences]
        document.records.append(record)
    return document


def _record(part: Part, exchange: int, number: int) -> types.Record:
    match part.kind:
        case "speech":
            return types.Speech(speakers=part.label.split("、"))
        case "question":
            return types.Question(exchange=exchange, asker=part.label)
        case "answer":
            return types.Answer(exchange=exchange, respondent=part.label)
        case _:
            return types.Section(title=part.label, ordinal=number + 1)


class Press:
    """Writes papers and changes them. The same seed makes the same papers and the same changes."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311
        self._numbers = count(len(COMMON))

    def chance(self, part: float) -> bool:
        """True so often."""
        return self._random.random() < part

    def sentence(self) -> Sentence:
        """A sentence; one in eight is one that many say."""
        pick = self._random.choice
        if self.chance(0.125):
            number = self._random.randrange(len(COMMON))
            return Sentence(number, COMMON[number])
        number = next(self._numbers)
        what = f"{pick(_PLACES)}的{self._random.randrange(2, 9000)}处{pick(_THINGS)}{pick(_WOES)}"
        return Sentence(number, f"{what}，{pick(_WISHES)}{self._unheard_of()}。")

    def _unheard_of(self) -> str:
        return "" if self.chance(0.5) else "（" + "".join(self._random.choices(_CHARS, k=8)) + "）"

    def part(self, genre: str) -> Part:
        """A record of this genre."""
        sentences = [self.sentence() for _ in range(self._random.randrange(1, 4))]
        if genre == "section":
            headed = [] if self.chance(0.2) else sentences
            return Part(genre, f"第{next(self._numbers)}节{self._random.choice(_THINGS)}", headed)
        if genre == "qa":
            kind = self._random.choice(("question", "answer"))
            return Part(kind, self._random.choice(NAMES if kind == "question" else UNITS), sentences)
        return Part(genre, "、".join(self._random.sample(NAMES, 2 if self.chance(0.1) else 1)), sentences)

    def article(self) -> Article:
        """A document of some genre."""
        genre = self._random.choice(("speech", "speech", "qa", "section"))
        title = f"{self._random.choice(_PLACES)}{self._random.choice(('发言摘编', '问政实录', '三年规划'))}"
        if self.chance(0.7):
            title += f"之{next(self._numbers)}"
        parts = [self.part(genre) for _ in range(self._random.randrange(1, 5))]
        day = f"20{self._random.randrange(18, 27)}-0{self._random.randrange(1, 10)}"
        return Article(title, self._random.choice((Body.NPC, Body.CPPCC)), day, parts)

    def paper(self, name: str, articles: int) -> Paper:
        """A paper with so many articles."""
        return Paper(name, "text/plain", [self.article() for _ in range(articles)]).print()

    def read_otherwise(self, paper: Paper) -> Paper:
        """The same bytes, as another reader divides them."""
        changed = deepcopy(paper)
        for article in changed.articles:
            self._random.choice(_READINGS)(self, changed, article)
        if self.chance(0.15):
            self._random.choice((_cut_page, _join_articles))(self, changed)
        return changed

    def print_otherwise(self, paper: Paper, name: str, media_type: str, often: float = 1) -> Paper:
        """Other bytes: most of it as before, words and order changed here and there."""
        changed = deepcopy(paper)
        changed.name, changed.media_type = name, media_type
        for article in changed.articles:
            if self.chance(often):
                self._random.choice((*_READINGS, *_WORDINGS))(self, changed, article)
        if self.chance(0.2):
            self._random.shuffle(changed.articles)
        return changed.print()

    def copy(self, paper: Paper, name: str) -> Paper:
        """Other bytes, not one word changed."""
        changed = deepcopy(paper)
        changed.name, changed.mark = name, f"{paper.mark}\n"
        return changed

    def pick(self, among: list) -> int:
        """A position."""
        return self._random.randrange(len(among))

    def shuffle(self, parts: list[Part]) -> None:
        """Another order."""
        self._random.shuffle(parts)

    def garble(self, text: str) -> str:
        """One to three characters changed, put in or left out."""
        chars = list(text)
        for _ in range(self._random.randrange(1, 4)):
            at = self.pick(chars)
            chars[at : at + self._random.randrange(2)] = self._random.choices(
                _CHARS, k=self._random.randrange(2)
            )
        return "".join(chars) or text


Change = Callable[[Press, Paper, Article], None]


def _merge(press: Press, _: Paper, article: Article) -> None:
    if len(article.parts) > 1:
        at = press.pick(article.parts[1:])
        article.parts[at].sentences += article.parts.pop(at + 1).sentences


def _split(press: Press, _: Paper, article: Article) -> None:
    at = press.pick(article.parts)
    part = article.parts[at]
    if len(part.sentences) > 1:
        cut = 1 + press.pick(part.sentences[1:])
        label = part.label if press.chance(0.5) and part.kind != "section" else press.part(_genre(part)).label
        article.parts.insert(at + 1, Part(part.kind, label, part.sentences[cut:]))
        del part.sentences[cut:]


def _move_boundary(press: Press, _: Paper, article: Article) -> None:
    if len(article.parts) > 1:
        at = press.pick(article.parts[1:])
        before, after = article.parts[at : at + 2]
        if press.chance(0.5) and len(after.sentences) > 1:
            before.sentences.append(after.sentences.pop(0))
        elif len(before.sentences) > 1:
            after.sentences.insert(0, before.sentences.pop())


def _overlook(press: Press, _: Paper, article: Article) -> None:
    part = article.parts[press.pick(article.parts)]
    if len(part.sentences) > 1:
        del part.sentences[press.pick(part.sentences)]
    elif len(article.parts) > 1:
        article.parts.remove(part)


def _discover(press: Press, paper: Paper, article: Article) -> None:
    """Take in a sentence that was overlooked, at its place."""
    held = {id(one) for part in paper.parts() for one in part.sentences}
    last: Part | None = None
    owners = {id(one): part for part in article.parts for one in part.sentences}
    for line in paper.printed:
        if id(line) in held:
            last = owners.get(id(line))
        elif isinstance(line, Sentence) and last:
            before = next(one for one in paper.printed[: paper.printed.index(line)][::-1] if id(one) in held)
            last.sentences.insert(last.sentences.index(before) + 1, line)
            return


def _relabel(press: Press, _: Paper, article: Article) -> None:
    part = article.parts[press.pick(article.parts)]
    other = press.part(_genre(part))
    if part.kind == other.kind:
        part.label = other.label


def _rekind(press: Press, _: Paper, article: Article) -> None:
    part = article.parts[press.pick(article.parts)]
    if part.kind in ("question", "answer"):
        part.kind = "answer" if part.kind == "question" else "question"


def _retitle(press: Press, _: Paper, article: Article) -> None:
    article.title = press.article().title


def _garble(press: Press, _: Paper, article: Article) -> None:
    for part in article.parts:
        for at, one in enumerate(part.sentences):
            if one.number >= len(COMMON) and press.chance(0.4):
                part.sentences[at] = Sentence(one.number, press.garble(one.text))


def _insert_sentence(press: Press, _: Paper, article: Article) -> None:
    part = article.parts[press.pick(article.parts)]
    part.sentences.insert(press.pick([*part.sentences, None]), press.sentence())


def _insert_part(press: Press, _: Paper, article: Article) -> None:
    article.parts.insert(press.pick([*article.parts, None]), press.part(_genre(article.parts[0])))


def _rewrite(press: Press, _: Paper, article: Article) -> None:
    part = article.parts[press.pick(article.parts)]
    part.sentences = [press.sentence() for _ in part.sentences]


def _reorder(press: Press, _: Paper, article: Article) -> None:
    press.shuffle(article.parts)


def _replace(press: Press, paper: Paper, article: Article) -> None:
    if press.chance(0.2):
        paper.articles[paper.articles.index(article)] = press.article()


def _cut_page(press: Press, paper: Paper) -> None:
    at = press.pick(paper.articles)
    article = paper.articles[at]
    if len(article.parts) > 1:
        cut = 1 + press.pick(article.parts[1:])
        rest = Article(f"{article.title}（续）", article.body, article.held, article.parts[cut:])
        paper.articles.insert(at + 1, rest)
        del article.parts[cut:]


def _join_articles(press: Press, paper: Paper) -> None:
    if len(paper.articles) > 1:
        at = press.pick(paper.articles[1:])
        one, other = paper.articles[at : at + 2]
        if _genre(one.parts[0]) == _genre(other.parts[0]):
            one.parts += other.parts
            del paper.articles[at + 1]


def _genre(part: Part) -> str:
    return "qa" if part.kind in ("question", "answer") else part.kind


_READINGS: tuple[Change, ...] = (
    *(_merge, _split, _move_boundary, _overlook, _discover, _relabel, _rekind, _retitle),
)
"""What another reader makes of the same words."""
_WORDINGS: tuple[Change, ...] = (
    *(_garble, _garble, _insert_sentence, _insert_part, _rewrite, _reorder, _replace),
)
"""What another print has otherwise."""
