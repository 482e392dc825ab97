# make run: set up, read the two seeds, check them, show what came out. make test: every check there is.
# make bench-quality: generated reports of every edition, format and peculiarity, and how well each is read.
# make bench: how long everything takes beside its yardstick, into bench/results.md; make bench SIZES=100 takes minutes.
# make front: the browser parts that ship in the wheel, anew from src/front; only who changes these needs node and npm.
# make test-front: whether those that are committed are what that gives.
# make test-openrefine: OpenRefine, started headless, reconciles and extends a table with gongkai serve.
# make test-virtuoso: Virtuoso loads the shards as they are and answers the named queries as the store does.
# make pictures: the pictures of the docs, taken anew from the running program.
# make bench-faults: a hundred builds of 300 reports, killed at random moments, and what each left behind.
# make fuzz: inputs that nobody would write, for SECONDS=600 on JOBS processes; what fails is kept in build/fuzz.
# make bench-places: names of places as people write them, and how many are led to the right division, by class.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE := gongkai.db
FONTS := fonts-wqy-zenhei fonts-arphic-uming
FONT_FILES := /usr/share/fonts/truetype/wqy/wqy-zenhei.ttc /usr/share/fonts/truetype/arphic/uming.ttc
CHROMIUM := /usr/bin/chromium
SIZES := 100 1000 10000

SECONDS ?= 600
JOBS ?= $(shell nproc)

.PHONY: run test setup setup-dev golden fonts browser pictures bench bench-quality bench-places bench-faults fuzz front test-front openrefine test-openrefine virtuoso test-virtuoso clean

run: setup
	$(BIN)/gongkai build --store $(STORE)
	@echo; echo "Reports in the store"; echo
	@$(BIN)/gongkai query reports --store $(STORE)
	@echo; echo "How every numeral was accounted for"; echo
	@$(BIN)/gongkai query numbers --store $(STORE)
	@echo; echo "Checks: what does not add up"; echo
	@$(BIN)/gongkai check --store $(STORE)
	@echo; echo "One question: how were requests for information answered?"; echo
	@$(BIN)/gongkai query outcomes --store $(STORE)

# Three at a time on two cores, since many wait for a server or a browser; neighbours share what they set up.
test: setup-dev browser fonts
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 3 --dist worksteal

setup: $(VENV)/.installed

setup-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

golden: setup-dev
	$(BIN)/pytest tests/test_golden.py --update-golden

# The generated PDFs embed these; without them a font is named that readers bring along.
fonts:
	@ls $(FONT_FILES) >/dev/null 2>&1 || apt-get install --yes --quiet $(FONTS) >/dev/null 2>&1 \
		|| echo "fonts: cannot install $(FONTS); run apt-get install as root, or go on with a named font only" >&2

# The tests of the pages need a browser, and axe-core, which judges whether everybody can use them.
browser:
	@test -x $(CHROMIUM) || apt-get install --yes --quiet chromium fonts-noto-cjk >/dev/null 2>&1 \
		|| echo "browser: cannot install chromium; run apt-get install as root, or go on without the tests of the pages" >&2
	@test ! -f src/front/package.json || test -d src/front/node_modules/axe-core || npm ci --prefix src/front --silent \
		|| echo "browser: cannot install axe-core; npm is needed" >&2

pictures: setup-dev browser
	$(BIN)/python tests/pictures.py

bench: setup-dev fonts
	@cd tests && ../$(BIN)/python -m bench $(SIZES)

bench-quality: setup-dev fonts
	@cd tests && ../$(BIN)/python -m generator.quality

bench-places: setup-dev
	@cd tests && ../$(BIN)/python -m places

bench-faults: setup-dev fonts
	@cd tests && ../$(BIN)/python -m faults

fuzz: setup-dev
	@cd tests && ../$(BIN)/python -m fuzz --seconds $(SECONDS) --jobs $(JOBS)

front:
	cd src/front && npm ci --ignore-scripts --no-audit --no-fund && node build.mjs

test-front: front
	git diff --exit-code --stat -- src/gongkai/pages/static/vendor

openrefine:
	@command -v openrefine >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& apt-get install --yes --quiet --no-install-recommends openrefine >/dev/null; } \
		|| { echo "test-openrefine: openrefine is not there and cannot be installed; as root: apt-get install openrefine" >&2; exit 2; }

test-openrefine: setup-dev openrefine
	$(BIN)/pytest tests/openrefine/check_openrefine.py

virtuoso:
	@command -v virtuoso-t >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& apt-get install --yes --quiet --no-install-recommends virtuoso-opensource-7 virtuoso-opensource-7-bin >/dev/null; } \
		|| { echo "test-virtuoso: virtuoso is not there and cannot be installed; as root: apt-get install virtuoso-opensource" >&2; exit 2; }

test-virtuoso: setup-dev virtuoso
	$(BIN)/pytest tests/virtuoso/check_virtuoso.py

clean:
	rm -rf $(VENV) $(STORE) build/fuzz .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
