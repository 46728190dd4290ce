# Two commands are enough: `make demo` and `make test`. Each sets up what it needs in .venv, from requirements.lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK ?= requirements.lock
READY := $(VENV)/.ready-$(basename $(LOCK))
LOCKED := uv pip compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --extra dev

.PHONY: demo test slow check truth bench garbage weights models lock clean

demo: $(READY)  ## build the made-up company's book and open it in the browser
	$(BIN)/regard demo demo-book

test: $(READY)  ## the tests, but those of `make slow`
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"

slow: $(READY)  ## tests that build a whole world or measure at size
	$(BIN)/python -m pytest -n 2 --dist loadfile -m slow

check: $(READY)  ## style, types, direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

truth: $(READY)  ## measure the numbers of docs/validity.md (needs REGARD_EVAL_DATA)
	$(BIN)/python -m pytest -m truth tests
	$(BIN)/python -m bench.truth all --data "$$REGARD_EVAL_DATA"

bench: $(READY)  ## measure speed (needs REGARD_EVAL_DATA and Debian's maildir-utils)
	$(BIN)/python -m bench.speed --data "$$REGARD_EVAL_DATA"
	$(BIN)/python -m bench.metadata
	@echo "Made-up mail by the million (about 25 minutes of CPU, 9 GB): $(BIN)/python -m bench.scale --messages 100000 1000000 --check"
	@echo "The same from a quarter of the reading: --times 4. Deals at size: $(BIN)/python -m bench.deals_scale"

garbage: $(READY)  ## ten thousand files with things wrong with them of each kind of source (REGARD_EVAL_DATA adds awkward ones)
	$(BIN)/python -m bench.mutated

weights: $(READY)  ## fit the shipped weights again (needs REGARD_EVAL_DATA)
	$(BIN)/python -m bench.weights --data "$$REGARD_EVAL_DATA"

models: $(READY)  ## train the small text models again (needs REGARD_EVAL_DATA)
	$(BIN)/python -m bench.models --data "$$REGARD_EVAL_DATA"
	$(BIN)/python -m bench.expects --write --data "$$REGARD_EVAL_DATA"

lock:  ## write the locks anew (needs uv); requirements-spark.lock is the same with the extra `spark`
	$(LOCKED) pyproject.toml -o requirements.lock
	$(LOCKED) --extra spark --constraints requirements.lock pyproject.toml -o requirements-spark.lock

$(READY): $(LOCK) pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Regard needs Python 3.11 or later")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src  # where none may be written later, every command would compile all anew
	$(BIN)/python -m regard.surfaces.patterns
	touch $(READY)

clean:
	rm -rf $(VENV) demo-book
