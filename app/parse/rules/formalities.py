"""What official documents, forms, minutes and transcripts print around the words."""

import re

from app.parse.rules.rule import rule

RELEASE = rule(
    "release",
    r"^\(?此件(?:主动公开|公开发布|依申请公开|删减后公开|不予公开).{0,6}\)?$|^(?:抄\s?送|抄\s?报|分\s?送|主\s?送|报\s?送|印\s?发)[:：]|办公室\s*\d{4}年\d{1,2}月\d{1,2}日印发$|^\S{4,30}(?:印发)?\s+共印\s?\d{1,5}\s?份$|^附[件表]\s?[\d一二三四五]?\s?:|^\d{4}年\d{1,2}月\d{1,2}日印发$"
    r"|^附件下载\s?:|^\(共印\s?\d{1,5}\s?份\)$|^\((?:全文|详见|全文详见)[^()]{2,24}(?:网|网站|版|客户端)\)$",
    "Lines below an official document that say who may see it and who has it.",
    (
        "（此件公开发布）",
        "抄送：市委各部门。",
        "（共印80份）",
        "（全文详见市人大官网）",
        "临沅市人民政府办公室 2025年3月8日印发",
        "附件：名单（略）",
    ),
    ("此件事情办结后公开。",),
)
DOCUMENT_TABLE = rule(
    "document_table",
    r"^(?:索引号|信息公开选项|发文机关|发文字号|文号|成文日期|发布日期|发布时间|公开日期|来源|主题分类|公开方式|有效性|组配分类|发布机构|信息来源)\s?:"
    r"|^\S{2,10}[〔\[(]\d{4}[〕\])]\s?\d{1,4}号(?:\s+(?:联系|签发|电话).{0,40})?$"
    r"|^(?:\d{4}年)?第\s?\d{1,5}\s?号(?:重点)?(?:提案|建议|议案)$",
    "The table at the head of an official document, and its number; the number of a proposal.",
    (
        "索引号：LY-2023-0417　　主题分类：交通运输",
        "临政发〔2023〕11号",
        "发文机关：临沅市人民政府",
        "第0017号提案",
    ),
    ("文号的编排规则如下：", "主题分类的方法有三种"),
)
TIME_STAMP = rule(
    "time_stamp",
    r"^[\[(【]?\d{1,2}:\d{2}(?::\d{2})?[\])】]?$",
    "Transcripts of a broadcast have the time between the turns.",
    ("10:05", "[10:05:32]", "（9：30）", "【14:52】"),
    ("10:05 主持人宣布开始。",),
)
SPEECH_NUMBER = rule(
    "speech_number",
    r"^[(【\[](?:编号|序号|材料|发言|no\.?)\s?[一二三四五六七八九十\d]{1,3}[)】\]]$|^[(【]?(?:大会|书面|口头)?(?:交流|书面|口头)?发言(?:材料)?(?:之|\s?第|\s)?[(]?[一二三四五六七八九十\d]{1,3}[)]?[)】]?$",
    "The number of a speech among those of a plenary, above its title.",
    ("【编号07】", "大会发言材料之三", "书面发言之十二", "【大会发言 3】"),
    ("大会发言摘登", "发言材料"),
)
ATTENDANCE = rule(
    "attendance",
    r"^(?:出\s*席|列\s*席|缺\s*席|请\s*假|记\s*录|记录人|整理人|参加人员|参会人员|与会人员|会议时间|会议地点|播出时间|播出平台|时\s*间|地\s*点|供稿|地\s*址"
    r"|联\s*系\s*人|联系电话|咨询电话|电\s*话|传\s*真|邮\s*编|出席者?|日\s*期|速记|校对|核对|缺席者|签发人|类别标记|主题词|议\s*题|写信日期|来信(?:日期|时间)|留言(?:日期|时间)|受理(?:编号|日期|时间)|办理(?:状态|进度)|信件类[别型]|嘉\s*宾|发布人|答复人|访谈嘉宾)\s?:"
    r"|^(?:登记|填表|填报|审核|经办|制表|统计|录入|记录|整理|核稿|供稿|联络|报送|审签|核发|拟稿|打印|校核)(?:人员?|者|单位|日期|时间)\s?:[^。;!?]{0,60}$"
    r"|^[^。,;!?]{2,24}\s(?:联系|咨询|监督)?电话\s?:[\s\d-]*$|^(?:\(?0\d{2,3}\)?[-\s]?)?\d{7,8}$",
    "The lines around minutes that say when, where and who.",
    (
        "出席：李四维　王五",
        "会议时间：2023年2月6日上午",
        "联系人：李四维　电话：",
        "0571-81234567",
        "填表人：某县政协办　李四维　填报日期：2022年7月29日",
    ),
    ("地点选在哪里，要听群众的。",),
)
STAGE_DIRECTION = rule(
    "stage_direction",
    r"^[(\[【](?=[^)\]】]{0,20}(?:掌声|鼓掌|笑声|播放|大屏幕|短片|插播|亮牌|举牌|休会|起立|举手|直播|录音|审阅|响起|速记|测评|评议|打分|满意度|得分|全文另发|(?:作|做)[^()]{0,6}(?:发布|报告|介绍),))"
    r"[^)\]】。]{2,30}[)\]】]$",
    "What happened in the room, in brackets on a line of its own.",
    ("（掌声）", "（播放暗访短片）", "【现场举牌】", "[直播结束]", "（根据现场录音整理，未经审阅）"),
    ("（一）现场办公",),
)
CONTENTS_LINE = rule(
    "contents_line",
    r"(?:\.{4,}|…{2,}|·{4,})\s?\d{1,4}$|^目\s*[录次]$",
    "A line of a table of contents: leaders and a page number. It repeats a heading and is none itself.",
    ("第一章 总则……………………3", "一、发展基础.............12", "目  录"),
    ("我市快递业务量增长较快……全国第2",),
)
CONTENTS_HEAD = re.compile(r"^目\s*[录次]$")
TABLE_LEFT_OUT = rule(
    "table_left_out",
    r"^(?:[表图]|专栏)\s?\d{1,3}(?:-\d{1,2})?\s.{2,40}(?:略\)?|单位\s?:\s?\S{0,6})$|^(?:单位\s?:\s?)?[万亿]元$",
    "The title of a table that is not printed, or of which only the unit is.",
    ("表1　应急物资储备计划（单略）",),
    ("表1　应急物资储备计划", "图书采购从略"),
)
ANNEX_LIST = re.compile(r"^附[件表]\s?\d?\s?:")
ANNEX_ITEM = re.compile(r"^(?:附件\s?)?\d{1,2}\s?[.、:]\s?\S")
