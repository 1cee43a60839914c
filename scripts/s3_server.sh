#!/bin/sh
# Build the S3 server that tests talk to, VersityGW, into .tools/bin. docs/decisions.md says why this one.
set -eu
cd "$(dirname "$0")/.."
version=v1.8.0
toolchain=1.26.3
target=.tools/bin/versitygw
stamp=.tools/versitygw.version
[ -x $target ] && [ "$(cat $stamp 2>/dev/null)" = $version ] && exit 0

fail() { echo "Không dựng được máy chủ S3 / the S3 server could not be built: $1" >&2; exit 3; }
command -v go >/dev/null || fail "Go is not installed"

minor=$(go env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
if [ "${minor:-0}" -ge 25 ]; then
    go=go
elif [ "${minor:-0}" -ge 21 ]; then
    go=go
    export GOTOOLCHAIN=go$toolchain
else
    # Too old to fetch a newer Go by itself; it can still download one as a module.
    case "$(uname -m)" in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; *) fail "no Go $toolchain for $(uname -m)" ;; esac
    module=golang.org/toolchain@v0.0.1-go$toolchain.linux-$arch
    echo "Tải Go $toolchain / fetching Go $toolchain …"
    (cd / && GOFLAGS=-mod=mod go mod download $module) || fail "Go $toolchain cannot be fetched"
    mkdir -p .tools && rm -rf .tools/go
    cp -r "$(go env GOMODCACHE)/$module" .tools/go
    chmod -R u+w .tools/go
    chmod -R +x .tools/go/bin .tools/go/pkg/tool
    find .tools/go/src -name _go.mod | while read -r file; do mv "$file" "${file%_go.mod}go.mod"; done
    go=$(pwd)/.tools/go/bin/go
    unset GOROOT
fi

mkdir -p .tools
echo "Dựng máy chủ S3 để kiểm thử / building the S3 server for tests (about 2 minutes) …"
log=.tools/build.log
GOBIN="$(pwd)/.tools/bin" CGO_ENABLED=0 nice "$go" install \
    "github.com/versity/versitygw/cmd/versitygw@$version" >$log 2>&1 || fail "$(tail -n 3 $log)"
echo $version > $stamp
