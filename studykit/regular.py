"""The bytes of a file that may turn out to be anything: a pipe, a device, a link."""

from __future__ import annotations

import errno
import os
import stat


def regular_bytes(path: bytes, most: int) -> bytes:
    """What a regular file holds, at most ``most`` bytes of it; a link is not followed.

    Never waits, though the file became a pipe just now. Raises ``OSError`` for what is not a regular file,
    as for what cannot be read.
    """
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):  # not every system has every one
        flags |= getattr(os, name, 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        # Room for ``most`` bytes is made before they are read: it takes longer than to read a small file.
        data = file.read(min(most, status.st_size + 1))
        return data if len(data) <= status.st_size else data + file.read(most - len(data))  # it grew just now
