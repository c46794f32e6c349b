#!/bin/sh
# test_skips.sh: what tests/skips does to a tree of ctest's whose tests are skipped in every way.
#
#   test_skips.sh TESTS CTEST    (the folder of tests/skips; the ctest to run)
set -eu
skips=$1/skips ctest=$2
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
testfile=$tree/CTestTestfile.cmake
cat >"$testfile" <<'EOF'
add_test([=[all/good]=] "/bin/echo" "fine, nothing was skipped: all is here")
add_test([=[all/cmocka]=] "/bin/printf" "%s\\n" "[  SKIPPED ] the_one" "[  SKIPPED ] 1 test(s), listed below:" "[  SKIPPED ] the_one")
set_tests_properties([=[all/cmocka]=] PROPERTIES  WORKING_DIRECTORY "/")
add_test([=[all/code]=] "/bin/sh" "-c" "echo skipped: no OBS here; exit 77")
set_tests_properties([=[all/code]=] PROPERTIES  SKIP_RETURN_CODE "77" TIMEOUT "9")
add_test([=[all/words]=] "/bin/printf" "%s\\n" "before" "skipped: no valgrind here")
set_tests_properties([=[all/words]=] PROPERTIES  SKIP_REGULAR_EXPRESSION "skipped: no" TIMEOUT "9")
EOF
run() { # sets code to ctest's exit code
    code=0
    "$ctest" --test-dir "$tree" >"$tree/said" 2>&1 || code=$?
}
expect() { # WHAT WANTED GOT
    [ "$2" != "$3" ] || return 0
    printf '%s: wanted\n%s\ngot\n%s\n' "$1" "$2" "$3" >&2
    exit 1
}

run
expect "a skip that is allowed: ctest's exit code" 0 "$code"
expect "the list" "3 skipped:
  all/cmocka: the_one
  all/code: no OBS here
  all/words: no valgrind here" "$("$skips" list "$tree/Testing/Temporary/LastTest.log")"

cp "$testfile" "$tree/keep"
: >"$tree/expected"
KIOSK_SKIPS_EXPECTED=$tree/expected "$skips" forbid "$testfile"
run
[ "$code" != 0 ] || expect "a skip that is forbidden: ctest's exit code" "not 0" "$code"
expect "what fails" "all/cmocka all/code all/words" \
    "$(sed -n 's/^.* - \(all[^ ]*\) (Failed).*/\1/p' "$tree/said" | tr '\n' ' ' | sed 's/ $//')"

cp "$tree/keep" "$testfile"
printf 'cmocka # on purpose\ncode\nall/words\n' >"$tree/expected"
KIOSK_SKIPS_EXPECTED=$tree/expected "$skips" forbid "$testfile"
run
expect "skips that are expected: ctest's exit code" 0 "$code"
