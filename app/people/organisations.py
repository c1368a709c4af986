"""On whose behalf a speech is made: a party or people's organisation, or a sector of the CPPCC."""

import re
from dataclasses import dataclass
from typing import Literal

from app.text.folding import fold, squeeze

OrganisationKind = Literal["party", "sector"]

PARTIES = {
    "民革": ("国民党革命委员会", "民革"),
    "民盟": ("民主同盟", "民盟"),
    "民建": ("民主建国会", "民建"),
    "民进": ("民主促进会", "民进"),
    "农工党": ("农工民主党", "农工党"),
    "致公党": ("致公党",),
    "九三学社": ("九三学社",),
    "台盟": ("台湾民主自治同盟", "台盟"),
    "工商联": ("工商业联合会", "工商联"),
}
"""The eight democratic parties and 工商联 (as 统一战线工作条例 lists them), by their short names."""

_SECTOR = re.compile(r"(?:.*政协)?(.{2,}?)(?:界别|界)(?:委员)?(?:小?组|活动组)?")
_ROOF = re.compile(r".*政协(?=.{2,})")


@dataclass(frozen=True)
class Organisation:
    """The organisation a filter names: one for all local committees of a party, and for one sector."""

    name: str
    kind: OrganisationKind


def organisation(printed: str, kind: str | None) -> Organisation:
    """The organisation meant by what is printed, such as 民革某市委会 (民革) or 政协教育界别 (教育界别).

    `kind` is what the reading took it for; a party's own sector counts as the party. An organisation that
    is none of the parties keeps its printed name.
    """
    folded = squeeze(fold(printed))
    sector = _SECTOR.fullmatch(folded)
    if sector and (party := _party_exactly(sector[1])):
        return Organisation(party, "party")
    if sector:
        return Organisation(f"{sector[1]}界别", "sector")
    if kind == "sector":
        return Organisation(_ROOF.sub("", squeeze(printed)), "sector")
    return Organisation(_party_in(folded) or squeeze(printed), "party")


def _party_exactly(name: str) -> str | None:
    # 工商联 is a sector of the CPPCC by that name, with members of every party.
    return next((party for party, names in PARTIES.items() if party != "工商联" and name in names), None)


def _party_in(name: str) -> str | None:
    # 人民建设 and 人民进步 hold no party.
    return next(
        (party for party, names in PARTIES.items() if re.search(f"(?<!人)(?:{'|'.join(names)})", name)), None
    )
