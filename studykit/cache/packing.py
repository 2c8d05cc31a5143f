"""Records as JSON and back: a record is the list of its fields, in order, so that nothing in it can run."""

from __future__ import annotations

import dataclasses
import json
import typing
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

Unpack = Callable[[Any], Any]


def packed(value: object, level: int = 1) -> bytes:
    """Records, tuples, lists, dictionaries with text as keys, text and numbers, as JSON compressed by zlib."""
    text = json.dumps(value, default=_fields, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level)


def plain(data: bytes) -> Any:
    """What JSON makes of what :func:`packed` made. Raises ``ValueError`` or ``zlib.error`` for anything else."""
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def _fields(record: Any) -> tuple[object, ...]:
    of: Any = type(record)
    fields: tuple[object, ...] = _getter(of)(record)
    return fields


@cache
def _getter(of: Any) -> Callable[[object], Any]:
    """For records of two fields or more, which all of ours are."""
    return attrgetter(*(field.name for field in dataclasses.fields(of)))


@cache
def unpacker(of: Any) -> Unpack:
    """The function that makes a record (or what an annotation names) again of what :func:`plain` gave.

    It raises ``TypeError`` or ``ValueError`` where the data has another shape.
    """
    origin = typing.get_origin(of)
    if dataclasses.is_dataclass(of) and isinstance(of, type):
        return _record(of)
    if origin is tuple:
        inner = typing.get_args(of)[0]
        if inner is str:
            return tuple
        each = unpacker(inner)
        return lambda data: tuple(map(each, data))
    return _as_it_is


def _record(of: type) -> Unpack:
    hints: Mapping[str, object] = typing.get_type_hints(of)
    changed = [(i, unpacker(hints[field.name])) for i, field in enumerate(dataclasses.fields(of))]
    changed = [(i, unpack) for i, unpack in changed if unpack is not _as_it_is]

    def unpack(data: list[Any]) -> object:
        for i, part in changed:
            data[i] = part(data[i])
        return of(*data)

    return unpack


def _as_it_is(data: object) -> object:
    return data
