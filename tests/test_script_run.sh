#!/bin/sh
# test_script_run.sh: script/run asks before it installs, where there is somebody to ask.
#
#   test_script_run.sh SCRIPT/RUN
#
# It runs in a tree where installing and building only leave a mark, on a terminal that script(1)
# makes.
set -eu
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
if ! command -v script >/dev/null; then
    echo "skipped: script(1), of bsdutils, is not installed"
    exit 0
fi
mkdir "$tree/script" "$tree/build" "$tree/bin"
cp "$1" "$tree/script/run"
cat >"$tree/script/deps" <<'EOF'
#!/bin/sh
case "$1" in
--missing) [ -e missing ] && echo libsdl2-dev || : ;;
*) touch installed ;;
esac
EOF
printf '#!/bin/sh\n' >"$tree/script/build"
printf '#!/bin/sh\necho "$@" >ran\n' >"$tree/build/kiosk"
printf '#!/bin/sh\ncat "%s/user"\n' "$tree" >"$tree/bin/id"
chmod +x "$tree/script/deps" "$tree/script/build" "$tree/build/kiosk" "$tree/bin/id"

# NAME  USER  MISSING?  CI  ANSWER  ARGUMENTS  WANTED (installed, or refused)
check() {
    rm -f "$tree/installed" "$tree/ran" "$tree/missing"
    echo "$2" >"$tree/user"
    [ "$3" = no ] || touch "$tree/missing"
    printf '%s\n' "$5" | env PATH="$tree/bin:$PATH" CI="$4" DISPLAY=:0 \
        script -qec "script/run $6" /dev/null >"$tree/said" 2>&1 || :
    got=refused
    [ ! -e "$tree/installed" ] || got=installed
    if [ "$got" != "$7" ] || { [ "$got" = installed ] && [ "$(cat "$tree/ran")" != "--demo" ]; }; then
        echo "$1: $got, not $7; it said:" >&2
        cat "$tree/said" >&2
        exit 1
    fi
}
cd "$tree"
check "yes"                 1000 yes ""   y   ""      installed
check "no"                  1000 yes ""   n   ""      refused
check "silence"             1000 yes ""   ""  ""      refused
check "--yes does not ask"  1000 yes ""   n   --yes   installed
check "root is not asked"   0    yes ""   n   ""      installed
check "CI is not asked"     1000 yes true n   ""      installed
check "nothing is missing"  1000 no  ""   n   ""      installed
grep -q "libsdl2-dev" "$tree/said" && exit 1
check "no"                  1000 yes ""   n   ""      refused
grep -q "libsdl2-dev" "$tree/said"
