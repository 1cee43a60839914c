#!/bin/sh
# Bring this folder to the point where a purpose works: setup.sh run|check|test|bench
# What is up to date is left alone: stamps hold a hash of what each step was made from.
set -eu
cd "$(dirname "$0")/.."
purpose="$1"

./scripts/packages.sh "$purpose"
python=$(./scripts/python.sh)

hash_of() { cat "$@" | sha256sum | cut -c1-64; }
done_before() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

pip_install() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input "$@" || {
        echo "Không cài được thư viện Python / Python packages could not be installed." >&2
        exit 3
    }
}

runtime="$(pwd) $python $(hash_of requirements/build.txt requirements/runtime.txt)"
if ! done_before .venv/.hoso-runtime "$runtime"; then
    echo "Chuẩn bị môi trường Python / preparing the Python environment (.venv) …"
    rm -rf .venv
    "$python" -m venv .venv
    pip_install --require-hashes -r requirements/build.txt -r requirements/runtime.txt
    echo "$runtime" > .venv/.hoso-runtime
fi
package=$(hash_of pyproject.toml src/hoso/__init__.py)
if ! done_before .venv/.hoso-package "$package"; then
    pip_install --no-deps --no-build-isolation --editable .
    echo "$package" > .venv/.hoso-package
fi
[ "$purpose" != run ] || exit 0

tools=$(hash_of requirements/test.txt)
if ! done_before .venv/.hoso-test "$tools"; then
    echo "Cài công cụ kiểm thử / installing test tools …"
    pip_install --require-hashes -r requirements/test.txt
    echo "$tools" > .venv/.hoso-test
fi
[ "$purpose" != check ] || exit 0

if [ "$purpose" = test ]; then
    ./scripts/s3_server.sh
    ./scripts/verapdf.sh
fi
fonts=samples/fonts
letters=$(hash_of $fonts/package-lock.json)
if ! done_before $fonts/node_modules/.hoso "$letters"; then
    echo "Cài phông chữ cho mẫu thử / installing the fonts of the sample maker …"
    (cd $fonts && npm ci --silent --no-audit --no-fund --ignore-scripts) || {
        echo "Không cài được phông chữ / the fonts could not be installed (npm ci in $fonts)." >&2
        exit 3
    }
    echo "$letters" > $fonts/node_modules/.hoso
fi
