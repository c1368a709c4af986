"""On whose behalf a speech is made: a party or people's organisation, or a sector of the CPPCC."""

import re
from dataclasses import dataclass
from typing import Literal

from app.text.folding import fold, squeeze

OrganisationKind = Literal["party", "sector"]

PARTIES = {
    "民革": ("中国国民党革命委员会", "国民党革命委员会", "民革"),
    "民盟": ("中国民主同盟", "民主同盟", "民盟"),
    "民建": ("中国民主建国会", "民主建国会", "民建"),
    "民进": ("中国民主促进会", "民主促进会", "民进"),
    "农工党": ("中国农工民主党", "农工民主党", "农工党"),
    "致公党": ("中国致公党", "致公党"),
    "九三学社": ("九三学社",),
    "台盟": ("台湾民主自治同盟", "台盟"),
}
"""The eight democratic parties (as 中国共产党统一战线工作条例 lists them), by their short names."""

GROUPS = {
    "工商联": ("工商业联合会", "工商联"),
    "总工会": ("总工会", "工会联合会", "工会"),
    "共青团": ("中国共产主义青年团", "共产主义青年团", "共青团", "团市委", "团县委", "团区委"),
    "妇联": ("妇女联合会", "妇联"),
    "青联": ("青年联合会", "青联"),
    "科协": ("科学技术协会", "科协"),
    "台联": ("台湾同胞联谊会", "台胞联谊会", "台联"),
    "侨联": ("归国华侨联合会", "侨联"),
}
"""People's organisations that are sectors of the CPPCC too (政协章程, article 20)."""

SECTORS = {
    "无党派人士": ("无党派民主人士", "无党派", "无党派爱国人士"),
    "中共": ("中国共产党",),
    "文化艺术": ("文艺", "文化"),
    "科学技术": ("科技",),
    "社会科学": ("社科", "哲学社会科学"),
    "医药卫生": ("医卫", "卫生", "医疗卫生", "卫生健康"),
    "新闻出版": ("新闻",),
    "农业": ("农业和农村", "农业农村"),
    "社会福利和社会保障": ("社会福利", "社会福利与社会保障", "福利保障"),
    "少数民族": ("民族",),
    "对外友好": ("对外友好人士",),
    "特邀人士": ("特邀", "特别邀请人士", "特别邀请"),
    "环境资源": ("资源环境", "环境和资源"),
}
"""Sectors that go by several names: the one of the CPPCC's own list, and shorter or local ones."""

_SECTOR_OF = {other: name for name, others in SECTORS.items() for other in (name, *others)}
_SECTOR_OF |= {other: name for name, others in GROUPS.items() for other in (name, *others)}
SECTOR = re.compile(r"(?P<name>.{2,}?)(?:界别|界)(?:(?:的|政协)?委员)?(?:小?组|活动组|代表)?")
_ROOF = re.compile(r".*政协(?=.{2,})")
_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{1,3}[省市县区]|[市县区])(?=.{2,})")


@dataclass(frozen=True)
class Organisation:
    """The organisation a filter names: one for all local committees of a party, and for one sector."""

    name: str
    kind: OrganisationKind


def organisation(printed: str, kind: str | None) -> Organisation:
    """The organisation meant by what is printed, such as 民革某市委会 (民革) or 政协教育界别 (教育界别).

    `kind` is what the reading took it for; a party's own sector counts as the party, that of a people's
    organisation as a sector. An organisation that is none of these keeps its printed name.
    """
    shown = squeeze(fold(printed))
    bare = _ROOF.sub("", shown)
    sector = SECTOR.fullmatch(bare)
    name = sector["name"] if sector else bare
    if party := _named_by(name, PARTIES):
        return Organisation(party, "party")
    known = _SECTOR_OF.get(name) or _SECTOR_OF.get(_PLACE.sub("", name))
    if sector or kind == "sector" or known == "无党派人士":
        return Organisation(f"{known or name}界别", "sector")
    return Organisation(_in(shown, PARTIES) or _in(shown, GROUPS) or squeeze(printed), "party")


def is_party(name: str) -> bool:
    """Whether this is one of the eight parties, of which one can be in one only."""
    return name in PARTIES


def _named_by(name: str, table: dict[str, tuple[str, ...]]) -> str | None:
    return next((short for short, names in table.items() if name in names), None)


def _in(name: str, table: dict[str, tuple[str, ...]]) -> str | None:
    # 人民建设 and 人民进步 hold no party.
    return next(
        (short for short, names in table.items() if re.search(f"(?<!人)(?:{'|'.join(names)})", name)), None
    )
