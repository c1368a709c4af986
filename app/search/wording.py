"""Of the words of what was asked, those that count."""

_EMPTY = (
    "的 了 着 过 和 与 及 在 是 有 要 对 将 把 被 这 那 个 之 后 来 去 能 不能",
    "请 问 请问 吗 呢 吧 啊 什么 时候 什么时候 怎么 怎样 怎么样 怎么办 如何 为什么 为何 多少 哪 哪里 哪些",
    "能否 能不能 是否 有没有",
)
_EMPTY_WORDS = frozenset(word for line in _EMPTY for word in line.split())


def content(words: list[str]) -> list[str]:
    """The words, each once, without those that only ask or join, unless there are no others."""
    once = list(dict.fromkeys(words))
    return [word for word in once if word not in _EMPTY_WORDS] or once


def outermost(words: list[str]) -> list[str]:
    """The words of two characters and more that are not inside of another one."""
    return [w for w in words if len(w) > 1 and not any(w != other and w in other for other in words)]
