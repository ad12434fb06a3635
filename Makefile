# `make run` opens Custodian; `make test` proves it. Everything installs into .venv, nothing elsewhere.
PY := .venv/bin/python

.PHONY: run test check bench screenshots

run: .venv/.runtime
	@$(PY) -m custodian serve --open

test: .venv/.development
	@tools/browser >/dev/null
	@$(PY) -m pytest

check: .venv/.development
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@tools/browser >/dev/null
	@$(PY) -m pytest

bench: .venv/.development
	@tools/browser >/dev/null
	@for part in bench/[a-z]*.py; do echo; echo "$$part"; $(PY) -m bench.$$(basename $$part .py) || exit 1; done

screenshots: .venv/.development
	@tools/browser >/dev/null
	@$(PY) -m docs.screenshots

# A stamp is newer than what it was made from, so the second `make run` installs nothing.
.venv/.runtime: requirements.txt
	@tools/python >/dev/null
	@tools/environment requirements.txt
	@touch $@

.venv/.development: requirements.txt requirements-dev.txt
	@tools/python >/dev/null
	@tools/environment requirements-dev.txt
	@touch $@ .venv/.runtime
