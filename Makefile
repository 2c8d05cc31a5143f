# make deck   an Anki deck of notes/, on a machine that has Python 3.11 or later
# make test   everything that must hold before a change goes in
# make search the properties that hold for any text, tried on thousands of new ones
# make lint   format, style and types only
# make clean  remove what the above made; decks/ and graphs/ stay

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: deck test search lint system clean

deck: $(VENV)/installed
	@$(BIN)/studykit deck

test: lint system $(VENV)/axe
	$(BIN)/python -m pytest

search: $(VENV)/installed-test
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=search

lint: $(VENV)/installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The stamps below say what was installed; a changed pyproject.toml installs anew.
$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/installed-test: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[test,fast,optimize]'
	@touch $@ $(VENV)/installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "studykit needs Python 3.11 or later as '$(PYTHON)'; another one: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "No virtual environment can be made. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

# The tests look at pages and cards in Chromium, with Chinese fonts, and stop the program at every call of the system
# with a shim in C.
system:
	@if command -v chromium >/dev/null && command -v gcc >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then \
	  exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then root=; else root='sudo -n'; fi; \
	if command -v apt-get >/dev/null && $$root true 2>/dev/null; then \
	  $$root env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get -qq update && apt-get -qq install -y \
	    --no-install-recommends chromium fontconfig fonts-noto-cjk gcc libc6-dev' </dev/null >/dev/null; \
	else \
	  echo "The tests need Chromium, Chinese fonts and gcc (Debian: chromium fontconfig fonts-noto-cjk gcc)." >&2; exit 1; \
	fi

# axe-core looks at the explorer for what would keep somebody out; without npm that one test is skipped.
$(VENV)/axe: | $(BIN)/python
	@if command -v npm >/dev/null; then npm install --silent --no-fund --no-audit --prefix $@ axe-core@4 >/dev/null; fi

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
