#!/usr/bin/env bash
# Write constraints.txt from a fresh environment: names and versions only, no addresses, no local build tags.
# duckdb stays at 1.5: BI tools cannot open files that a later one wrote.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=$(mktemp -d)
python3.11 -m venv "$environment"
"$environment/bin/pip" install --quiet torch==2.13.0 "duckdb<2"
"$environment/bin/pip" install --quiet -e ".[dev,eval]"
"$environment/bin/pip" freeze --exclude-editable | sed -E 's/\+[a-z0-9.]+$//' | sort -f > constraints.txt
rm -rf "$environment"
