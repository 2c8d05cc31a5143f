"""Text in a page: JSON that no parser of HTML trips over, and long texts deflated."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode, b64encode

#: Would end a script element or, in old engines, a string.
RISKY = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
RAW_DEFLATE = -15


def to_json(value: object) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def safe_json(value: object) -> str:
    """Compact JSON to stand in a script element of its own."""
    return to_json(value).translate(RISKY)


def pack(text: str) -> str:
    """``text`` deflated (without a header) and in base64: what ``DecompressionStream("deflate-raw")`` reads."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, RAW_DEFLATE)
    return b64encode(squeeze.compress(text.encode()) + squeeze.flush()).decode()


def unpack(packed: str) -> str:
    """The text again. Raises :class:`ValueError` for what :func:`pack` has not made."""
    try:
        return zlib.decompress(b64decode(packed, validate=True), RAW_DEFLATE).decode()
    except zlib.error as error:
        raise ValueError(str(error)) from error


def block(page: str, name: str) -> str:
    """What stands in the script element of ``page`` with this id; empty if there is none."""
    found = re.search(rf'<script [^>]*\bid="{re.escape(name)}"[^>]*>([^<]*)</script>', page)
    return found[1] if found else ""
