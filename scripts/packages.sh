#!/bin/sh
# Make sure that the Debian packages of a purpose are there: packages.sh run|check|test|bench
# Installs what is missing as root or with sudo; elsewhere says in one line what to install (exit 3).
set -eu

run="tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet tesseract-ocr-osd poppler-utils
     fonts-dejavu-core fonts-freefont-ttf fonts-noto-core fonts-texgyre"
servers="postgresql rabbitmq-server redis-server chromium fonts-ocr-b"
# What papers are drawn with, and whom `hoso read` is measured beside.
bench="chromium fonts-ocr-b ocrmypdf"

wanted=""
case "$1" in
    check) ;;
    run) wanted="$run" ;;
    test) wanted="$run $servers" ;;
    bench) wanted="$run $bench" ;;
    *) echo "usage: $0 run|check|test|bench" >&2; exit 5 ;;
esac

missing=""
if command -v dpkg-query >/dev/null; then
    # shellcheck disable=SC2086 # one word per package
    have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null || true)
    for package in $wanted; do
        echo "$have" | grep -qx "installed $package" || missing="$missing $package"
    done
elif [ -n "$wanted" ]; then
    command -v tesseract >/dev/null && command -v pdftoppm >/dev/null || missing=" $wanted"
fi

# These come in many ways, so the program counts and not the package.
if ! ./scripts/python.sh >/dev/null 2>&1; then missing="$missing python3 python3-venv"; fi
if [ "$1" = test ] || [ "$1" = bench ]; then
    command -v npm >/dev/null || missing="$missing npm"
fi
if [ "$1" = test ]; then
    [ -x .tools/bin/versitygw ] || command -v go >/dev/null || missing="$missing golang-go"
    command -v java >/dev/null || missing="$missing default-jre-headless"
    [ -d .tools/verapdf ] || command -v mvn >/dev/null || missing="$missing maven"
fi
[ -n "$missing" ] || exit 0
missing=$(echo $missing)

if ! command -v apt-get >/dev/null; then
    echo "Thiếu chương trình / please install the programs of these Debian packages: $missing" >&2
    exit 3
fi
sudo=""
if [ "$(id -u)" != 0 ]; then
    if [ -t 0 ] && command -v sudo >/dev/null; then sudo="sudo"
    elif sudo -n true 2>/dev/null; then sudo="sudo -n"
    else
        echo "Thiếu gói / missing packages, as root run: apt-get install $missing" >&2
        exit 3
    fi
fi

echo "Cài đặt / installing: $missing"
log=$(mktemp)
policy=/usr/sbin/policy-rc.d
made_policy=""
tidy() {
    [ -z "$made_policy" ] || $sudo rm -f "$policy"
    rm -f "$log"
}
trap tidy EXIT
# Tests start servers of their own: nothing that is installed here may start by itself.
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
    $sudo chmod 755 "$policy"
    made_policy=yes
fi
install() {
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
}
if ! { $sudo apt-get update -q && install; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "Không cài được / could not install: $missing" >&2
    exit 3
fi
