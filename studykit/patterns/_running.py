"""What running text says about the text itself, and what is therefore no fact."""

from __future__ import annotations

import re
from functools import lru_cache

from studykit.grammar import POINTER
from studykit.patterns import Place
from studykit.terms import SEEN

#: A paragraph about a picture or a made-up case holds no fact to remember.
EXAMPLE = re.compile(
    r"以上代码|上面的?代码|这段代码|上述代码|下面的例子|看到这里|假设(?:当前|现在|有|我们|一个|某|你)|如[上下]图|[上下]图中|图中|本例|这个例子|例子中|示例中"
)
#: An address is a value of somebody's network: no subject, and nothing to recall.
SAMPLE_ADDRESS = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}")
#: Addresses that mean the same everywhere.
KNOWN_ADDRESS = re.compile(r"127\.|0\.0\.0\.0|255\.|224\.|169\.254|(?:10|172\.16|192\.168)[.\d]*/")
#: What a question may not point at: a card shows neither what stood before nor what stands below.
POINTS_BACK = re.compile(
    r"它|这[个种些样时块条类次份张项点段]|这(?=[\u4e00-\u9fff]{2}时)|[将把该]该|[，在对用由从向给]该|此[时前后类种]|上述|(?:^|[，的在对由和与])(?:上面|前面|下面)|以下|如下"
)
#: A sentence that says nothing without what stands below it.
POINTS_BELOW = re.compile(
    r"(?:为|是|有|如下|以下|下面|下列|包括|得到|得|写成|写作|表示|定义|公式|例如|比如|命令|代码|方法|方式)[：:]\s*$"
)


def only_announces(place: Place, text: str) -> bool:
    """Whether a sentence with a colon says nothing itself; a formula or code below may only write out what it says."""
    if not text.rstrip().endswith(("：", ":")) or re.search("[，,；;]", text):
        return False
    below = place.at(1)
    return below is None or below.block.kind not in ("formula", "code") or bool(POINTS_BELOW.search(text))


def is_example(place: Place) -> bool:
    """Whether a block is about a picture or a case that was made up."""
    return any(_speaks_of_one(sentence.text) for sentence in place.prose.sentences[:2])


@lru_cache(SEEN)
def _speaks_of_one(text: str) -> bool:
    return EXAMPLE.search(POINTER.sub("", text)) is not None
