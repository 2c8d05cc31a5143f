"""What a line begins with as its label, and what stands behind it."""

from __future__ import annotations

import re

from studykit.prose import MASK

#: "流：一个执行队列"; several names in code may share one explanation.
COLON = re.compile(
    rf"^(?P<head>{MASK}(?:\s*[,，、/]\s*{MASK})+|(?:[^：:，,。；\n（(]|[（(][^）)\n]*[）)]){{1,60}}?)\s*(?:：|:(?=\s|[^\x00-\x7f]))\s*(?P<body>\S.*)$",
    re.DOTALL,
)
#: A label and what stands behind its dash, or its colon: "流 —— 一个执行队列", "流：一个执行队列".
DASH = re.compile(r"^(?P<head>[^：:，,。\n—–-]{1,40}?)\s*(?:——|—|–|\s-{1,2}\s)\s*(?P<body>\S.*)$", re.DOTALL)
