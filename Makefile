# Two commands for a fresh machine: `make demo` and `make test`. Each first makes .venv, once.
# Another Python:  make test PYTHON=python3.12
# Nothing outside this folder changes, except that root on Debian gets the packages it lacks:
# Python's venv module, and the PDF tools and Unicode tables that some tests compare with.

PYTHON ?= python3
VENV := .venv
LOWEST := .venv-lowest
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
APT := DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120
NEWER := import sys; sys.exit(sys.version_info < (3, 11))

# command:package, for the tests that read our PDFs with other people's programs, and the browser
TOOLS := pdftotext:poppler-utils mutool:mupdf-tools qpdf:qpdf chromium:chromium
UNICODE := /usr/share/unicode/BidiCharacterTest.txt

.DEFAULT_GOAL := help
.PHONY: help demo test test-lowest tools clean

help:
	@echo "make demo    build the starter campaign into out/demo"
	@echo "make test    run every check and every test"
	@echo "make test-lowest   the suite with the lowest versions that pyproject.toml allows"
	@echo "make clean   remove .venv, out/ and the caches"

demo: $(VENV)/.runs
	@test -f out/demo-campaign/campaign.toml || $(BIN)/campaignkit init out/demo-campaign
	$(BIN)/campaignkit build out/demo-campaign/campaign.toml -o out/demo

# Everything is run even when something fails, so that one run tells all; pytest speaks last.
test: $(VENV)/.tests tools
	@failed=; \
	for step in "ruff check" "ruff format --check" "mypy" "pytest -n auto --dist loadfile"; do \
	  echo "== $$step"; \
	  $(BIN)/python -m $$step || failed="$$failed; $$step"; \
	done; \
	test -z "$$failed" || { echo "Failed$$failed"; exit 1; }

# The suite with the lowest version of everything that pyproject.toml allows, in an environment of
# its own; without the browser, whose parts are not ours.
test-lowest: $(VENV)/.tests
	@test -d $(LOWEST) || $(PYTHON) -m venv $(LOWEST)
	@$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct \
	  --editable '.[test]'
	@$(LOWEST)/bin/python -m pytest --ignore tests/browser --ignore tests/test_notebooks.py

clean:
	rm -rf $(VENV) $(LOWEST) out .mypy_cache .ruff_cache .pytest_cache .hypothesis

# -- set-up: each step leaves a stamp in .venv, so that it is done once ---------------------------

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no $(PYTHON) here. campaignkit needs Python 3.11 or newer: install it,"; \
	  echo "or say where it is:  make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c '$(NEWER)' 2>/dev/null || { \
	  echo "$(PYTHON) is $$($(PYTHON) --version 2>&1 | head -n 1). campaignkit needs Python 3.11 or newer."; \
	  echo "Say where it is:  make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	  package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing $$package, which this Python lacks."; \
	    { $(APT) update && $(APT) install --no-install-recommends $$package; } </dev/null >/dev/null || true; \
	  fi; \
	  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$(PYTHON) cannot make a virtual environment: its venv module is not installed."; \
	    echo "On Debian or Ubuntu, as root:  apt-get install $$package"; \
	    echo "Then run make again."; exit 1; }; \
	fi
	@$(BIN)/python -c 'import pip; $(NEWER)' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.runs: $(VENV)/.made pyproject.toml
	@$(call install,.)
	@touch $@

$(VENV)/.tests: $(VENV)/.made pyproject.toml
	@$(call install,.[test])
	@touch $(VENV)/.runs $@

define install
echo "Installing campaignkit and what it needs into $(VENV): a minute or two, once."; \
$(PIP) install --quiet --editable '$(1)' </dev/null || { \
  echo "That did not work; pip's reason stands above. This step needs the network, once;"; \
  echo "afterwards nothing here does. Run make again when it is there."; exit 1; }
endef

# axe-core, which looks for barriers in the studio, beside the tests that use it. Without npm, or
# the network, those tests say that they are skipped.
AXE := tests/browser/node_modules/axe-core/axe.min.js

tools:
	@test -f $(AXE) || ! command -v npm >/dev/null || \
	  npm install --silent --no-save --no-package-lock --prefix tests/browser axe-core >/dev/null 2>&1 || true
	@missing=; \
	for pair in $(TOOLS); do \
	  command -v $${pair%%:*} >/dev/null || missing="$$missing $${pair##*:}"; \
	done; \
	test -f $(UNICODE) || missing="$$missing unicode-data"; \
	test -n "$$missing" || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing for the tests:$$missing"; \
	  { $(APT) update && $(APT) install --no-install-recommends $$missing; } </dev/null >/dev/null \
	    && exit 0; \
	fi; \
	echo "Not installed:$$missing. Tests that read with them will say that they are skipped."; \
	echo "On Debian or Ubuntu, as root:  apt-get install$$missing"
