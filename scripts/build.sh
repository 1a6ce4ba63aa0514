# shellcheck shell=bash
# scripts/build.sh: configure, make and install in a build folder.
# SPDX-License-Identifier: MIT
#
# Sourced by ../demo and ../check, which set:
#
#   BUILD_SOURCE   the checkout
#   BUILD_USER     the account to build as, when we are root
#   BUILD_LOG      where the compiler's words go

# As the account that owns the checkout.
build_as() {
    if [ "$(id -u)" = 0 ] && [ "${BUILD_USER:-root}" != root ]; then
        setpriv "--reuid=$BUILD_USER" "--regid=$(id -g "$BUILD_USER")" --init-groups \
            -- env "HOME=$(getent passwd "$BUILD_USER" | cut -d: -f6)" "$@"
    else
        "$@"
    fi
}

# Run with its output in the log; show the end of that if it fails.
build_quietly() {
    if ! build_as "$@" >>"$BUILD_LOG" 2>&1 </dev/null; then
        tail -n 30 "$BUILD_LOG" >&2
        printf '%s: this failed: %s\n    The whole log: %s\n' "${0##*/}" "$*" "$BUILD_LOG" >&2
        return 1
    fi
}

# build_tree FOLDER [CONFIGURE OPTION]...: FOLDER below the checkout is
# configured (if it is not, or otherwise) and made. Two builds of one folder
# wait for each other.
build_tree() {
    local folder=$1 options lock
    shift
    options=$*
    if ! build_as mkdir -p "$BUILD_SOURCE/$folder" || ! : >>"$BUILD_SOURCE/$folder/.lock"; then
        echo "${0##*/}: cannot write to $BUILD_SOURCE/$folder: build in a checkout of your own" >&2
        return 1
    fi
    exec {lock}>>"$BUILD_SOURCE/$folder/.lock"
    flock "$lock"
    [ "$(id -u)" != 0 ] || chown "${BUILD_USER:-root}" "$BUILD_SOURCE/$folder/.lock"
    (
        set -e
        cd "$BUILD_SOURCE"
        # What automake would do by itself lacks --install.
        if [ ! -e configure ] || [ ! -e Makefile.in ] || [ -n "$(find configure.ac Makefile.am \
            httpd-conf/local.mk tests/*/local.mk -newer Makefile.in 2>/dev/null)" ]; then
            build_quietly ./autogen.sh
        fi
        cd "$folder"
        # A source's path may hold a space as long as it is not spelt out.
        up=$(realpath --relative-to=. "$BUILD_SOURCE")
        if [ ! -e Makefile ] || [ "$(cat .options 2>/dev/null)" != "$options" ]; then
            build_quietly "$up/configure" "$@"
            printf '%s\n' "$options" | build_as tee .options >/dev/null
        fi
        build_quietly make -j"$(nproc)"
    )
    local result=$?
    exec {lock}>&-
    return $result
}

# build_install FOLDER DESTINATION: `make install` with DESTDIR, in place of
# what an earlier one put there.
build_install() {
    build_quietly make -C "$BUILD_SOURCE/$1" install "DESTDIR=$2"
}
