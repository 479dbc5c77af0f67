# Everything runs inside the locked environment that ./run finds or makes.
.DEFAULT_GOAL := help
.PHONY: help serve test check audit train evaluate benchmark drills doors

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

serve: ## from a fresh checkout to the page at http://127.0.0.1:8080
	@./run steadyhand serve

# Files of tests side by side, on at most four processors: each process loads the assistant once, about half a GB.
PYTEST_OPTIONS ?= -n auto --maxprocesses 4 --dist loadfile

test: ## the whole test suite; REQUIRE_ALL=1 makes a missing browser a failure
	@./run steadyhand train
	@./run python -m pytest $(PYTEST_OPTIONS)

check: ## format, lint, types, imports, content
	@./run ruff check .
	@./run mypy
	@./run lint-imports
	@./run steadyhand content check

train: ## train the assistant if anything changed
	@./run steadyhand train

evaluate: ## measure understanding on the held-out sets, write reports/
	@./run steadyhand evaluate

audit: ## known holes in what is installed; exit status 3 means that it could not look
	@./run steadyhand audit-dependencies

benchmark: ## speed, memory, start and training time
	@./run python -m benchmarks.speed

drills: ## an hour: kill the service 200 times, take its storage away (as root), measure sealing; count what was lost
	@./run python -m benchmarks.survival --kills 200 --turns 20000
	@./run python -m benchmarks.storage_faults --plain --seconds 60
	@./run python -m benchmarks.sealing

doors: ## an hour: 20,000 generated requests, 2,000 swapped ids, 500 scripts in every field, the time of a failed sign-in
	@./run python -m benchmarks.many_requests
	@./run python -m benchmarks.id_swaps
	@./run python -m benchmarks.sign_in_time
	@STEADYHAND_PAYLOADS=500 ./run python -m pytest -q tests/browser/test_injection.py
