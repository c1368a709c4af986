"""Which words can be a topic: nouns of the dictionary that people would search for, and no filler.

jieba's dictionary tags each word with its part of speech; the user dictionary of the seeds holds nothing
but terms of the trade, so each of its words counts. A word of neither is a chance of the segmentation (有句,
条龙) and no topic; who misses one adds it to the user dictionary.
"""

from functools import lru_cache
from importlib.resources import files

from app.text.folding import fold

_NOUNS = frozenset(("n", "nz", "nt", "vn", "an", "j"))
_PHRASES = frozenset(("l", "n"))
"""Tags of longer words, which are often mistaken: of these the last two characters must be a noun too."""
_COUNTED = frozenset("一二三四五六七八九十百千万亿两几每各这那某第首其我你他她它们的了和与在是不有无被将把")
"""A word with one of these counts, points or joins. Terms that have one are in the user dictionary."""

ALSO = frozenset(
    """
    停车 充电 养老 就业 创业 托育 退税 招商 招工 参保 就医 就诊 急救 清淤 防汛 防洪
    治水 供水 供电 供热 节水 排污 出海 通关 配送 快递 海关 幼儿园 青少年 夜市 非遗
    助餐 助残 禁毒 普法 征地 拆迁 限行 养殖 种植 采摘 研学 康养 文旅 医养 城管 环卫
    公厕 电梯 消防 噪音 扰民 入学 升学 择校 减负 双减
    """.split()  # noqa: SIM905
)
"""Verbs and names of things that people do search for, tagged otherwise."""

FILLERS = frozenset(
    """
    方面 问题 情况 工作 部门 单位 有关部门 主管部门 意见 建议 意见建议 措施 举措 水平
    能力 机制 体系 环境 条件 基础 作用 阶段 步伐 规模 面积 总面积 建筑面积 平方米 因素
    原因 根本原因 关键环节 组成部分 特点 优势 重点 难点 痛点 目标 任务 过程 领域 内容
    方式 方法 方案 解决方案 程度 数量 比例 方向 专家学者 针对性 积极性 标志性 连续性
    专业性 政策性 共性 意愿 影响力 吸引力 生产力 动能 高地 高起点 快速增长 发展潜力
    发展势头 管理水平 服务水平 平均水平 服务质量 功能定位 覆盖范围 覆盖全国 地域 本土
    本土化 所在国 精心策划 经济效益 长效机制 保障机制 联动机制 激励机制 关键作用 分类管理
    新篇章 总书记 委员 代表 同志 领导 老话 俗话 前段时间 书面报告 总结经验 符合条件
    投入使用 开展业务 下功夫 被誉为 无法 全程 阶段性 链条 架构 刀刃 书写 记忆 习惯 浪潮
    助力 抱团 关心 联系 设备 工作人员 工作日 统一 定期 迫切希望 调研 运动 传播 专职
    加工型 创新型 科技型 智能 行业 群体 团体 权力 责任 义务 精神 思想 理念 理想信念
    形势 格局 战略 模式 路径 载体 平台 抓手 举例 成果 成效 成绩 效果 效益 质量 标准
    要求 需求 市场需求 满足需要 资源 力量 中坚力量 队伍 结构 网络 系统 项目 服务项目
    具体 时间 时候 地方 地区 周边地区 区域 范围 空间 社会 国家 全国 全省 全市 我市
    本市 城市 群众 市民 人民 人员 基层人员 普通职工 大家 家庭 生活 活动 经济 事业 产业
    企业 公司 商人 外国人 外国商人 全球华人 乡亲们 亲历者 参与者 劳动者 观察员 父母 家属
    病人 老师 教师 学期 教学 高龄 同质化 专业化 网络化 集团化 全球化 工业化 个性化
    精品化 教育 管理 服务 发展 建设 保护 利用 改革 创新 合作 开发 加工 技术支持
    初级阶段 会员单位 方阵 切入点 内生 上将 关长 头部 会同 进村 年度 年底 上半年 下半年
    本届 会议 报告 讲话 文件 政策 规定 法律法规 规划 计划 任期 议案 提案 发言 同比
    充分调动 充分利用 统筹规划 良好环境 标志 潜力 主体 板块 势头 关键 要素 思维 样本
    背景 策略 内涵 台阶 根基 号角 吹响 典范 书记 篇章 市委 省委 基本 起点 大势 进程
    突破 优化 节点 层面 客人 会用 先用 发给 前段 眉睫 虚报 参差 合理 个性 个人 实体
    结构性 系统地 多元化 培育 压实 考核 创新能力 国际 市场 集团 基层 轻量化 数据 孩子
    人数 小时 价格 人次 大提速 人财物 长足发展 先发 势在必行 知易 丝绸 花落 助推 谋划
    重构 重塑 优先 留人 替代 规格 个别 市政府 全会 立体化 系统化 实体化 区域性 抢救性
    代表性 全球性 局限 突围 营造 绘制 融合 分阶段 故事 价值 观念 传统观念 差异 口碑
    利益 素质 势能 成长 健康成长 创设 研究 关切 借势 乘势 世界 国人 华人 兄弟 起家
    引力 亲历 见证者 主力军 前景 信念 理想 政治 本原 障碍 办法 设计 布局 流动 专业
    会签 事项 适用范围 高频词 带队 人头 材料 主任 科长 局长 市长 大局
    """.split()  # noqa: SIM905
)
"""Nouns that everybody uses and nobody searches for."""


def is_topic(word: str, dictionary: str) -> bool:
    """Whether a word, folded, can be a topic; `dictionary` is the text of the user dictionary."""
    if word in FILLERS:
        return False
    return word in ALSO or word in _own(dictionary) or word in _nouns()


@lru_cache(maxsize=4)
def _own(dictionary: str) -> frozenset[str]:
    lines = (line.split("#")[0].split() for line in dictionary.splitlines())
    return frozenset(fold(line[0]) for line in lines if line)


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """The nouns of jieba's dictionary of two and more characters."""
    tags: dict[str, str] = {}
    with (files("jieba") / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, _, tag = line.split()
            if len(word) > 1 and not _COUNTED.intersection(word):
                tags[word] = tag
    nouns = frozenset(word for word, tag in tags.items() if tag in _NOUNS)
    return frozenset(
        word
        for word, tag in tags.items()
        if (word in nouns and (len(word) < 4 or tag not in _PHRASES))
        or (tag in _PHRASES and len(word) > 3 and word[-2:] in nouns)
    )
