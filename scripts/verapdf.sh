#!/bin/sh
# Fetch veraPDF, the validator of PDF/A that tests use, into .tools/verapdf (Java and Maven are needed).
set -eu
cd "$(dirname "$0")/.."
target=.tools/verapdf
stamp=$target/.hoso
wanted=$(sha256sum tests/verapdf/pom.xml | cut -c1-64)
[ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && exit 0

fail() { echo "Không tải được veraPDF / veraPDF could not be fetched: $1" >&2; exit 3; }
command -v java >/dev/null || fail "Java is not installed"
command -v mvn >/dev/null || fail "Maven is not installed"

echo "Tải veraPDF để kiểm thử / fetching veraPDF for tests …"
mkdir -p .tools && rm -rf $target
log=.tools/verapdf.log
mvn -B -q -f tests/verapdf/pom.xml org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$(pwd)/$target" \
    >$log 2>&1 || fail "$(tail -n 3 $log)"
echo "$wanted" > $stamp
