"""Words that point at something elsewhere, and words that ask."""

from __future__ import annotations

import re

#: "如下图所示" at the end points at something that a card does not show.
POINTER = re.compile(
    r"[，,]?\s*(?:具体|详细)?(?:如|见|参见)(?:下|上|右|左)?(?:图|表|面|列)?(?:所示|\s*\d+)?[：:。]?\s*$|[，,]\s*见\s*[\w-]+$"
)
#: A subject that only points at something.
PRONOUN = re.compile(
    r"^(?:只是|不过|至于|其余|自身|自己|彼此|双方|这|那|该|此|它|其|他|她|我|你|咱|大家|有人|人们|本文|本节|本章|本书|笔者|作者|上述|上面|下面|以上|以下|前者|后者|两者|二者|三者|之|某|任何人|谁|"
    r"什么|哪|怎|为什么|如何|另一|另外|其他|其它|[第前后][一二两三四五六七八九十几\d]+(?:种|个|点|类|条|步|项|者)?$|一种|一个$|一般$|一些|有些|有的|很多|许多|大多数|大部分|[上下左右][左右]?图|如图|图中|例子|见)"
)
#: 它, and 其 where it is no part of a word.
IT = re.compile(r"^(?:[它他]们?|其)(?!他|它|中|余|次|实)")
#: "能不能 …" asks, wherever it stands.
OPEN_QUESTION = re.compile("有何(?![人时])|能不能|是不是|会不会|要不要|有没有|能否|可否|是否")
#: What asks, and states nothing.
QUESTION = re.compile(r"[?？]|(?:什么|为何|如何|怎么|怎样|哪些|哪个|吗|呢)$")
