"""A key never comes to name somebody else: whoever is named no more is gone, and the page says why."""

import pytest
from readings import TREES, WELLS, document, speech
from shelf import Archive, Shelf

from app.archive import keys

_SHORT = "同意报告，没有意见。"


def by_speaker(archive: Archive) -> dict[tuple[str, str], str]:
    """(Who, words) of each record → its key."""
    texts = {row["key"]: row["text"] for row in archive.rows["Record"]}
    return {
        (row["printed"], texts[row["record_key"]]): row["record_key"] for row in archive.rows["Attribution"]
    }


@pytest.mark.parametrize("words", [TREES, _SHORT])
def test_who_is_taken_out_of_those_who_said_the_same_is_gone(shelf: Shelf, words: str) -> None:
    records = [speech("周小舟", words), speech("秦文", words), speech("章远", WELLS)]
    shelf.ingest(shelf.put("a.txt", document(*records)))
    before = Archive(shelf.settings)
    shelf.ingest(shelf.put("a.txt", document(*records[1:])))
    after = Archive(shelf.settings)
    was, now = by_speaker(before), by_speaker(after)
    gone = was.pop(("周小舟", words))
    assert now == was
    assert after.leads[gone] is None
    (person,) = [row["key"] for row in before.rows["Person"] if row["name"] == "周小舟"]
    assert after.leads[person] is None


def test_those_who_said_the_same_keep_their_keys_in_another_order(shelf: Shelf) -> None:
    records = [speech("周小舟", TREES), speech("秦文", WELLS), speech("章远", TREES)]
    shelf.ingest(shelf.put("a.txt", document(*records)))
    before = by_speaker(Archive(shelf.settings))
    shelf.ingest(shelf.put("a.txt", document(*records[::-1])))
    assert by_speaker(Archive(shelf.settings)) == before


def test_who_was_never_meant_is_gone_and_the_page_names_the_record(shelf: Shelf) -> None:
    shelf.ingest(shelf.put("a.txt", document(speech("李敏", TREES), speech("秦文", WELLS))))
    before = Archive(shelf.settings)
    shelf.ingest(shelf.put("a.txt", document(speech("李慜", TREES), speech("秦文", WELLS))))
    after = Archive(shelf.settings)
    (person,) = [row["key"] for row in before.rows["Person"] if row["name"] == "李敏"]
    assert after.leads[person] is None
    assert keys.named_in(after.reason(person)) == [after.keys[TREES]] == [before.keys[TREES]]
    assert "李慜" in after.reason(person)
