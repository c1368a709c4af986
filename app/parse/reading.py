"""What a reader of a genre works with: the source, and where it notes roles and findings."""

from collections.abc import Iterable, Sequence

from app.parse.layout import Paragraph
from app.parse.ledger import Ledger
from app.parse.types import Finding, Role
from app.text.mapped import Mapped, concatenated
from app.text.spans import Span, joined


class Reading:
    """One reading of one source in progress."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.ledger = Ledger(source)
        self.findings: list[Finding] = []

    def claim(self, piece: Mapped, role: Role) -> None:
        """Give the characters of `piece` a role."""
        self.ledger.claim(piece.spans(self.source), role)

    def claim_all(self, paragraphs: Iterable[Paragraph], role: Role) -> None:
        """Give text paragraphs a role; noise among them keeps its own."""
        for paragraph in paragraphs:
            self.claim(paragraph.body, paragraph.role or role)

    def text(self, paragraphs: Sequence[Mapped]) -> tuple[str, list[Span]]:
        """A record's text (one paragraph a line) and spans, claimed as text."""
        body = concatenated([piece for piece in paragraphs if piece.text], "\n")
        spans = joined(body.spans(self.source))
        self.ledger.claim(spans, Role.TEXT)
        return body.text, spans

    def find(self, code: str, message: str, piece: Mapped) -> None:
        """Note something to check at the place of `piece`."""
        spans = piece.spans(self.source)
        if spans:
            self.findings.append(Finding(code, message, spans[0].start, spans[-1].end))
