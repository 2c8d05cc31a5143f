"""The whole plug-in framework: a dictionary, filled by the modules of a package when they are imported."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Things by name, one module each, found by walking a package: adding one is adding a file."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._entries: dict[str, T] = {}

    def add(self, name: str, entry: T) -> T:
        if name in self._entries:
            raise ValueError(f"{self._package}: {name!r} is registered twice")
        self._entries[name] = entry
        return entry

    def register(self, name: str) -> Callable[[T], T]:
        return lambda entry: self.add(name, entry)

    def load(self) -> dict[str, T]:
        """Import every module of the package (in order of name) and return all that registered."""
        package = import_module(self._package)
        for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
            import_module(f"{self._package}.{module}")
        return self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __getitem__(self, name: str) -> T:
        return self._entries[name]
