# shellcheck shell=bash
# tests/lib/tap.sh: what a test written in bash says, in TAP.
# SPDX-License-Identifier: MIT

tap_count=0
tap_failed=0

# ok STATUS WHAT
ok() {
    tap_count=$((tap_count + 1))
    if [ "$1" = 0 ]; then
        echo "ok $tap_count - $2"
    else
        echo "not ok $tap_count - $2"
        tap_failed=$((tap_failed + 1))
    fi
}

# check WHAT COMMAND...: what it says is shown only when it fails.
check() {
    local what=$1 out status=0
    shift
    out=$("$@" 2>&1) || status=$?
    ok $status "$what"
    [ $status = 0 ] || printf '%s\n' "$out" | tail -n 20 | sed 's/^/    # /'
}

# is GOT WANTED WHAT
is() {
    local status=0
    [ "$1" = "$2" ] || status=1
    ok $status "$3"
    [ $status = 0 ] || printf '    # got    %s\n    # wanted %s\n' "$1" "$2"
}

# like TEXT PATTERN WHAT: PATTERN is bash's extended regular expression.
like() {
    local status=0
    [[ $1 =~ $2 ]] || status=1
    ok $status "$3"
    [ $status = 0 ] || printf '%s\n' "$1" | head -n 20 | sed "s/^/    # /; \$a\\    # does not match $2"
}

skip() {
    tap_count=$((tap_count + 1))
    echo "ok $tap_count - $1 # SKIP $2"
}

# The last command of a test.
done_testing() {
    echo "1..$tap_count"
    [ "$tap_failed" = 0 ]
}
