"""Lines of code and their comments, as more than one pattern reads them."""

from __future__ import annotations

import re

#: A comment on its own line; code with a comment behind it; a comment that explains one part ("-R: 递归"); a prompt.
ABOVE = re.compile(r"^\s*(?:#+(?!!)|//+|--)\s*(?P<comment>\S.*)$")
BEHIND = re.compile(r"^(?P<code>\s*\S.*?)\s+(?:#|//|--(?=\s))\s*(?P<comment>\S.*)$")
KEY = re.compile(r"^(?P<key>-{0,2}[A-Za-z][\w-]*)\s*[:：]\s*(?P<told>\S.*)$")
PROMPT = re.compile(r"^\s*(?:\$|>|>>>)\s+")
