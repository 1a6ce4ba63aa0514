# shellcheck shell=bash
# scripts/packages.sh: which Debian packages are missing, and bring them.
# SPDX-License-Identifier: MIT
#
# Sourced by ../demo and ../check.

PACKAGES_SCRIPTS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# packages_missing PURPOSE...: the packages that are wanted and not there.
packages_missing() {
    local purpose package command wanted=" $* "
    while read -r purpose package command; do
        case $purpose in '' | '#'*) continue ;; esac
        [[ $wanted == *" $purpose "* ]] || continue
        if [ -n "$command" ] && command -v "$command" >/dev/null; then
            continue
        fi
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            echo "$package"
    done <"$PACKAGES_SCRIPTS/packages" | sort -u
}

# packages_bring PURPOSE...: install what is missing, as root or by sudo.
packages_bring() {
    local -a missing
    mapfile -t missing < <(packages_missing "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "This is not Debian: these packages, or their like, are missing: ${missing[*]}" >&2
        return 1
    fi
    echo "Installing ${#missing[@]} packages: ${missing[*]}"
    if [ "$(id -u)" = 0 ]; then
        "$PACKAGES_SCRIPTS/install-packages" "${missing[@]}"
    elif command -v sudo >/dev/null; then
        sudo "$PACKAGES_SCRIPTS/install-packages" "${missing[@]}"
    else
        cat >&2 <<TEXT
Installing packages needs root, and there is no sudo here. As root, run

    $PACKAGES_SCRIPTS/install-packages ${missing[*]}

and then start this again.
TEXT
        return 1
    fi
}
