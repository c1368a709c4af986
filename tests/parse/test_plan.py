"""The headings of plans: small texts beside the outline a person sees in them."""

from app.parse import read
from app.parse.types import Genre, Section


def outline(text: str) -> list[str]:
    """Each section as its level, number and title, and the words below it."""
    (document,) = [document for document in read(text).documents if document.genre is Genre.PLAN]
    return [
        f"{r.level} {r.number} {r.title}: {r.text}".replace("\n", "/")
        for r in document.records
        if isinstance(r, Section)
    ]


def title(text: str) -> str | None:
    return read(text).documents[0].title


DECIMAL = """\
临沅市停车设施专项规划（2025—2030年）
（公示稿）2025年9月
1 总则
1.1 规划目的
为缓解停车供需矛盾，编制本规划。
1.2 规划范围
规划范围总面积约68平方公里，其中老城区
12.6平方公里为重点研究区域。
2 现状
2.1 供给
截至2024年底，共有停车泊位9.8万个。
"""


def test_decimals_are_headings_and_a_line_that_begins_with_a_decimal_is_text() -> None:
    assert outline(DECIMAL) == [
        "1 1 总则: ",
        "2 1.1 规划目的: 为缓解停车供需矛盾，编制本规划。",
        "2 1.2 规划范围: 规划范围总面积约68平方公里，其中老城区12.6平方公里为重点研究区域。",
        "1 2 现状: ",
        "2 2.1 供给: 截至2024年底，共有停车泊位9.8万个。",
    ]


BOXED = """\
临沅市数字乡村建设三年行动方案

1、行动目标
到2027年，行政村网络通达率100%，农产品网络零售额达到30亿元。
2、重点工程
（1）数字基建工程
新建基站860座，优先覆盖产业集聚村。
专栏1　数字基建
（1）基站：每年三百座。
（2）终端：每年一千套。
（3）电网：每年九十公里。
（2）智慧农业工程
围绕水稻、对虾、冬枣三大产业，建设数字农场15个。
专栏2　数字农场建设计划
年份　　　2025年　　2026年　　2027年
水稻　　　1　　　　　2　　　　　2
3、组织保障
每季度调度一次。
"""


def test_a_box_ends_where_the_numbers_of_the_text_go_on() -> None:
    heads = [line.partition(":")[0] for line in outline(BOXED)]
    assert heads == [
        "1 1、 行动目标",
        "1 2、 重点工程",
        "2 （1） 数字基建工程",
        "2 （2） 智慧农业工程",
        "1 3、 组织保障",
    ]
    assert outline(BOXED)[2].endswith("/（3）电网：每年九十公里。")


LETTER = """\
临沅市人民政府关于印发临沅市夜间经济行动方案的通知
临政发〔2025〕17号

各镇人民政府、街道办事处，市政府各部门：
现将《临沅市夜间经济行动方案》印发给你们，请认真贯彻执行。
临沅市人民政府
2025年8月30日

临沅市夜间经济行动方案

一、行动目标
到2027年，建成夜间消费街区5个，夜间消费占比达到45%。
二、重点任务
完善夜间公交，延长博物馆开放时间，规范外摆经营。

附件：1.夜间经济重点项目表
　　　2.夜间经济领导小组成员名单
"""


def test_the_letter_that_sent_a_plan_out_and_its_list_of_annexes_are_in_no_section() -> None:
    assert title(LETTER) == "临沅市夜间经济行动方案"
    assert [line.rpartition("，")[2] for line in outline(LETTER)] == [
        "夜间消费占比达到45%。",
        "规范外摆经营。",
    ]


FOREWORD = """\
临沅市养老服务规划
目录
前言
一、基础
二、目标
三、任务
前言
本规划依据国家有关政策编制。
一、基础
养老机构36家。
二、目标
床位达到8000张。
三、任务
建设社区食堂。
结束语
规划实施情况每年向社会公布。
"""


def test_contents_without_leaders_repeat_headings_and_unnumbered_ones_are_kept() -> None:
    assert outline(FOREWORD) == [
        "0  前言: 本规划依据国家有关政策编制。",
        "1 一、 基础: 养老机构36家。",
        "1 二、 目标: 床位达到8000张。",
        "1 三、 任务: 建设社区食堂。",
        "1  结束语: 规划实施情况每年向社会公布。",
    ]


WRAPPED = """\
临沅市促进民营经济高质量发
展行动方案
（2025—2027年）
为促进民营经济高质量发展，
结合实际，制定本方案。
一、总体目标
到2027年，民营经济增加值占
全市生产总值的比重达到68%左
右，民间投资年均增长8%以上。
二、优化公平竞争和依法平等
保护的营商环境
（一）破除市场准入壁垒。全
面落实市场准入负面清单，清理
隐性门槛，每年开展两次专项清
理行动。
（二）健全与民营企业常态化
沟通机制
市领导每人联系5家企业，每
季度召开座谈会。
"""


def test_title_and_headings_over_two_narrow_lines_are_joined_and_kept_from_the_text() -> None:
    assert title(WRAPPED) == "临沅市促进民营经济高质量发展行动方案（2025—2027年）"
    assert outline(WRAPPED) == [
        "0  : 为促进民营经济高质量发展，结合实际，制定本方案。",
        "1 一、 总体目标: 到2027年，民营经济增加值占全市生产总值的比重达到68%左右，民间投资年均增长8%以上。",
        "1 二、 优化公平竞争和依法平等保护的营商环境: ",
        "2 （一） 破除市场准入壁垒: 全面落实市场准入负面清单，清理隐性门槛，每年开展两次专项清理行动。",
        "2 （二） 健全与民营企业常态化沟通机制: 市领导每人联系5家企业，每季度召开座谈会。",
    ]


THROUGH = """\
中共临沅市委关于制定临沅市第十五个五年规划的建议
（2025年11月28日中共临沅市第八届委员会第十次全体会议通过）

一、形势
1．成就。经济总量迈上新台阶。
2．挑战。机遇与挑战并存。
二、产业
坚持实体经济。
3．传统产业。推动技术改造升级。
三、强化要素保障。
（一）土地。将用地纳入年度计划。
（二）人才。支持职业院校开设专业。
四、本建议自发布之日起施行，由市委办公室解释。
附件
重点任务清单
1.建设码头。
"""


def test_numbers_through_chapters_headings_that_are_sentences_and_a_number_before_plain_text() -> None:
    assert title(THROUGH) == "中共临沅市委关于制定临沅市第十五个五年规划的建议"
    assert outline(THROUGH) == [
        "1 一、 形势: ",
        "2 1． 成就: 经济总量迈上新台阶。",
        "2 2． 挑战: 机遇与挑战并存。",
        "1 二、 产业: 坚持实体经济。",
        "2 3． 传统产业: 推动技术改造升级。",
        "1 三、 强化要素保障: ",
        "2 （一） 土地: 将用地纳入年度计划。",
        "2 （二） 人才: 支持职业院校开设专业。",
        "1 四、 : 本建议自发布之日起施行，由市委办公室解释。",
    ]
    assert "annex" in {finding.code for finding in read(THROUGH).findings}


PAGED = """\
临沅市国土空间总体规划（2021—2035年）
第一章  总  则
第 1 条  规划目的
为统筹全域国土空间开发保护，制定本规划。
- 1 -
临沅市国土空间总体规划
第 2 条  规划依据
（1）《中华人民共和国土地管理法》；
（2）《中华人民共和国城乡规划法》。
- 2 -
临沅市国土空间总体规划
第二章  目标
第 3 条  城市性质
滨海工贸名城。
"""


def test_clauses_with_titles_are_sections_and_the_head_of_each_page_is_not_text() -> None:
    assert outline(PAGED) == [
        "1 第一章 总  则: ",
        "2 第 1 条 规划目的: 为统筹全域国土空间开发保护，制定本规划。",
        "2 第 2 条 规划依据: （1）《中华人民共和国土地管理法》；/（2）《中华人民共和国城乡规划法》。",
        "1 第二章 目标: ",
        "2 第 3 条 城市性质: 滨海工贸名城。",
    ]


SWAPPED = """\
临沅市推进科技创新三年行动方案
目录
一、目标	1
二、任务	4
本方案依据国家有关政策制定。
一、目标
（一）农业
1.秸秆利用
建设收储点56个。
3.粪污还田
配套管网43公里。
2.农膜回收
每公斤补助0.8元。
二、任务
建设园区。
"""


def test_contents_with_page_numbers_only_and_two_headings_that_have_changed_places() -> None:
    assert [line.partition(":")[0] for line in outline(SWAPPED)] == [
        "0  ",
        "1 一、 目标",
        "2 （一） 农业",
        "3 1. 秸秆利用",
        "3 3. 粪污还田",
        "3 2. 农膜回收",
        "1 二、 任务",
    ]


OUTER_DIGITS = """\
临沅市民宿产业行动方案
1、 总体要求
(一)发展思路
以古道为依托。
(二)主要目标
建成集聚区。
2、重点任务
(一)优化布局
编制导则。
3、保障
加强考核。
"""


def test_digits_that_head_han_numbers_are_the_outer_ones_and_depth_is_counted_in_place() -> None:
    assert [line.partition(":")[0] for line in outline(OUTER_DIGITS)] == [
        "1 1、 总体要求",
        "2 (一) 发展思路",
        "2 (二) 主要目标",
        "1 2、 重点任务",
        "2 (一) 优化布局",
        "1 3、 保障",
    ]


AGENDA = """\
临沅市第七届人民代表大会第五次会议日程
1月12日（星期一）
一、推选代表团团长
二、审议议程草案
三、召开预备会议
"""


def test_an_agenda_is_no_plan() -> None:
    assert all(document.genre is not Genre.PLAN for document in read(AGENDA).documents)


SENT_OUT = """\
临沅市人民政府关于印发临沅市数字政府规划的通知
各县（市、区）人民政府，市直各部门：
现将《临沅市数字政府规划》印发给你们，请认真组织实施。
第一章　构建数字底座
推动数据资源汇聚
一、建设政务云
新增算力两千个单元。
第二章　优化政务服务
提升群众办事体验
一、整合热线
整合二十一条热线。
"""


def test_a_letter_is_no_preamble_and_chapters_may_stand_on_two_lines() -> None:
    assert outline(SENT_OUT) == [
        "1 第一章 构建数字底座推动数据资源汇聚: ",
        "2 一、 建设政务云: 新增算力两千个单元。",
        "1 第二章 优化政务服务提升群众办事体验: ",
        "2 一、 整合热线: 整合二十一条热线。",
    ]


BRACKETS = """临沅市物流业发展规划
一、现实基础
（1）发展成就
“十三五”期间，物流总额年均增长7.6%。
1.枢纽地位凸显。陆港获批国家基地。
2.市场主体壮大。物流企业增至52家。
（2）主要短板
专用线进园比例仅为三成。
二、保障措施
（一）健全机制。成立领导小组。
"""


def test_brackets_with_digits_may_be_the_outer_numbers_in_a_whole_plan() -> None:
    assert [line.split(":")[0] for line in outline(BRACKETS)] == [
        "1 一、 现实基础",
        "2 （1） 发展成就",
        "3 1. 枢纽地位凸显",
        "3 2. 市场主体壮大",
        "2 （2） 主要短板",
        "1 二、 保障措施",
        "2 （一） 健全机制",
    ]


ON_TWO_LINES = """临沅市人大常委会监督工作计划
一、听取和审议专项工作报告
全年听取和审议专项工作报告十二项，各项工作由有
关工作委员会牵头组织实施，办公室统筹。
（一）听取和审议市人民政府关于农村
环境整治提升五年行动进展情况的报告
重点围绕厕所革命、垃圾分类、污水治理开展监督，
组织部分代表赴各乡镇实地调研，抽查有关情况。
二、全面加强常委会自身建设，不断提高能力，
为现代化建设贡献人大力量
把全过程人民民主贯穿各环节，不断提高判断力、领
悟力和执行力，密切同上级人大的工作联系和指导。

临沅市人大常委会办公室　二〇二五年二月二十日
"""


def test_a_heading_over_two_lines_ends_where_its_second_line_stops_short() -> None:
    titles = [line.split(":")[0] for line in outline(ON_TWO_LINES)]
    assert titles == [
        "1 一、 听取和审议专项工作报告",
        "2 （一） 听取和审议市人民政府关于农村环境整治提升五年行动进展情况的报告",
        "1 二、 全面加强常委会自身建设，不断提高能力，为现代化建设贡献人大力量",
    ]
    assert outline(ON_TWO_LINES)[-1].endswith("联系和指导。")
