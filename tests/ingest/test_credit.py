"""A key never comes to name somebody else: whoever is named no more is gone, and the page says why."""

from readings import TREES, WELLS, document, speech
from shelf import Archive, Shelf

from app.archive import keys


def test_who_was_never_meant_is_gone_and_the_page_names_the_record(shelf: Shelf) -> None:
    shelf.ingest(shelf.put("a.txt", document(speech("李敏", TREES), speech("秦文", WELLS))))
    before = Archive(shelf.settings)
    shelf.ingest(shelf.put("a.txt", document(speech("李慜", TREES), speech("秦文", WELLS))))
    after = Archive(shelf.settings)
    (person,) = [row["key"] for row in before.rows["Person"] if row["name"] == "李敏"]
    assert after.leads[person] is None
    assert keys.named_in(after.reason(person)) == [after.keys[TREES]] == [before.keys[TREES]]
    assert "李慜" in after.reason(person)
