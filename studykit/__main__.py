"""``python -m studykit`` is ``studykit``."""

import sys

from studykit.commands import main

sys.exit(main())
