"""How commands begin, as more than one pattern reads them."""

from __future__ import annotations

import re

#: Programs whose first word says which of their many commands is meant.
MANY_COMMANDS = frozenset("git docker podman kubectl helm go cargo minikube kubeadm crictl ctr dotnet flutter".split())
#: How a line begins that is a command: a prompt, or the name of a program.
COMMAND_START = re.compile(
    r"^(?:\$ |# |> |sudo |apt|yum|dnf|brew|pip|pip3|conda|npm|yarn|pnpm|npx|git |docker|kubectl|helm|make\b|cmake|gcc|g\+\+|clang|nvcc|ncu|nsys|nvidia-smi|cuda-\w+|compute-sanitizer|"
    r"python|java\b|javac|mvn|gradle|go |cargo|rustc|node |ls\b|cd |cp |mv |rm |mkdir|chmod|chown|chgrp|find |grep|sed |awk |tar |curl|wget|ssh|scp|rsync|systemctl|service |ps |top\b|kill|export |source |"
    r"echo |cat |head |tail |less |vim |ip |ifconfig|netstat|ss |ping|iptables|mount|umount|df\b|du |ln |touch|adduser|useradd|usermod|groupadd|passwd|su |crontab|"
    r"mysql|mysqldump|redis-cli|psql|mongo|sqlite3|SELECT |INSERT |UPDATE |DELETE |CREATE |ALTER |DROP |SHOW |EXPLAIN |GRANT |USE |SET |"
    r"cuobjdump|nvdisasm|objdump|readelf|ldd|nm |gdb|strace|perf |valgrind|tmux|screen |studykit|anki|jupyter|uv |poetry|pytest|ruff|mypy|\./)"
)
