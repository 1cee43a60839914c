#!/bin/sh
# Write requirements/*.txt from requirements/*.in: exact versions with hashes, no address of any index.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "uv is needed to choose versions (pip install uv)." >&2; exit 3; }
for name in build runtime test; do
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-annotate --no-strip-extras --custom-compile-command "make lock" "requirements/$name.in" -o "requirements/$name.txt"
done
