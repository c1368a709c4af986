"""Every page type, as a reader without JavaScript gets it."""

from tests.web.city import City
from tests.web.client import Client


def addresses(rows: City) -> list[str]:
    return [
        "/",
        "/search",
        "/search?q=停车",
        "/search?q=没有这种话",
        "/documents",
        "/documents?body=npc&genre=qa",
        f"/documents/{rows.speeches.key}",
        f"/documents/{rows.qa.key}",
        f"/documents/{rows.untitled.key}",
        f"/r/{rows.speech.key}",
        f"/r/{rows.speech.key}@1",
        f"/r/{rows.hostile.key}",
        f"/r/{rows.answers[0].key}",
        f"/r/{rows.section.key}",
        f"/qa/{rows.question.key}",
        "/delegates",
        f"/delegates/{rows.npc_person.key}",
        "/departments",
        f"/departments/{rows.bureau.key}",
        f"/departments/{rows.party.key}",
        "/plans",
        f"/plans/{rows.plan.key}",
        f"/sources/{rows.source.sha256}",
        "/coverage",
    ]


def test_every_page_stands(client: Client, rows: City) -> None:
    for address in addresses(rows):
        client.page(address)
