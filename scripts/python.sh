#!/bin/sh
# Print the Python to use: 3.11 or later, able to make virtual environments. PYTHON=… chooses another.
set -eu
for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3; do
    path=$(command -v "$name") || continue
    if "$path" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "$path"
        exit 0
    fi
done
echo "Cần Python 3.11 trở lên (với venv) / Python 3.11 or later with venv is needed." >&2
exit 3
