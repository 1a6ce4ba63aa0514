# shellcheck shell=bash
# tests/bare/guide.sh: doc/administrator.md, followed to the letter under a
# running systemd. Part of tests/bare/run.
# SPDX-License-Identifier: MIT
#
# The blocks marked ```sh are run in their order. What differs from a real
# machine: the first, which installs packages, is run before systemd; the
# certificate is self-signed; and the network holds this machine alone.

# The number of blocks, or one of them.
guide_block() {
    awk -v want="$1" '
        /^```sh$/ { n++; inside = 1; next }
        /^```/ { inside = 0; next }
        inside && n == want { print }
        END { if (want == "count") print n }' "$source/doc/administrator.md"
}

# A whole release, made from the checkout: it needs no npm.
guide_release() {
    mkdir -p "$system/root/release" &&
        (
            # Made here, where npm is.
            system=$folder copy_checkout /checkout &&
                cd "$folder/checkout" && ./autogen.sh && ./configure && make -s dist
        ) &&
        tar -xf "$folder"/checkout/carebook-*.tar.xz -C "$system/root/release" --strip-components=1
}

guide_packages() {
    inside apt-get -q update &&
        printf '#!/bin/sh\nexit 101\n' >"$system/usr/sbin/policy-rc.d" &&
        chmod 755 "$system/usr/sbin/policy-rc.d" &&
        inside apt-get -q -y --no-install-recommends install systemd-sysv dbus &&
        guide_block 1 | inside env DEBIAN_FRONTEND=noninteractive bash -e &&
        inside apt-get -q -y --no-install-recommends install apache2 libapache2-mod-xsendfile &&
        inside systemctl disable apache2 &&
        rm "$system/usr/sbin/policy-rc.d"
}

guide_boot() {
    local groups group
    groups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
    group=$groups/carebook-bare
    mkdir -p "$group" || return 1
    # shellcheck disable=SC2016 # expanded inside
    (
        echo "$BASHPID" >"$group/cgroup.procs"
        exec unshare --mount --pid --uts --ipc --cgroup --net --fork --kill-child bash -c '
            set -e
            system=$1
            mount --make-rprivate /
            mount --bind "$system" "$system"
            mount -t proc proc "$system/proc"
            mount -t sysfs -o ro sysfs "$system/sys"
            mount -t cgroup2 cgroup2 "$system/sys/fs/cgroup"
            mount -t tmpfs -o mode=755 tmpfs "$system/run"
            mount -t tmpfs -o mode=755 tmpfs "$system/dev"
            for name in null zero full random urandom tty; do
                touch "$system/dev/$name"
                mount --bind "/dev/$name" "$system/dev/$name"
            done
            mkdir "$system/dev/pts" "$system/dev/shm"
            mount -t devpts -o newinstance,ptmxmode=0666 devpts "$system/dev/pts"
            mount -t tmpfs tmpfs "$system/dev/shm"
            ln -s pts/ptmx "$system/dev/ptmx"
            ln -s /proc/self/fd "$system/dev/fd"
            hostname bare
            ip link set lo up 2>/dev/null || chroot "$system" ip link set lo up
            exec chroot "$system" env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin \
                /lib/systemd/systemd --system --log-target=console --show-status=no' - "$system"
    ) >"$folder/boot.log" 2>&1 </dev/null &
    booted=$!
    for _ in {1..100}; do
        sleep 0.5
        first=$(cat "/proc/$booted/task/$booted/children" 2>/dev/null | cut -d ' ' -f 1)
        [ -n "$first" ] || continue
        case $(within systemctl is-system-running 2>/dev/null) in running | degraded) return 0 ;; esac
    done
    tail -n 20 "$folder/boot.log"
    return 1
}

# A command in the booted system; from_here: one of this machine in its network.
within() {
    nsenter --all --root --wd --target "$first" env -i HOME=/root LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
from_here() { nsenter --net --target "$first" "$@"; }

guide_run() {
    local block
    block=$(guide_block "$1")
    echo "$block"
    case $block in
        *certbot*)
            local live=$system/etc/letsencrypt/live/care.example.org
            mkdir -p "$live" &&
                openssl req -x509 -newkey rsa:2048 -nodes -keyout "$live/privkey.pem" \
                    -out "$live/fullchain.pem" -days 2 -subj /CN=care.example.org 2>/dev/null ;;
        *) within bash -ec 'cd /root/release; eval "$1"' - "$block" ;;
    esac
}

guide_get() {
    from_here curl -sS -k -m 30 --resolve care.example.org:443:127.0.0.1 --resolve care.example.org:80:127.0.0.1 \
        -o "$folder/page" -D "$folder/head" -w '%{http_code}' "$@" >"$folder/status"
    cat "$folder/status"
    echo
}
guide_https() { guide_get https://care.example.org/account/sign-in; grep -qx 200 "$folder/status" && grep -q '<form' "$folder/page"; }
guide_cookie() { grep -qi '^set-cookie: __Host-.*; *Secure' "$folder/head"; }
guide_insists() {
    guide_get https://care.example.org/static/carebook.css
    grep -qi '^strict-transport-security: max-age=' "$folder/head" || return 1
    guide_get https://care.example.org/no-such-page
    [ "$(grep -ci '^strict-transport-security: max-age=' "$folder/head")" = 1 ] || return 1
    guide_https && [ "$(grep -ci '^strict-transport-security: max-age=' "$folder/head")" = 1 ]
}
# The guide's other web server, by its own block of commands.
guide_apache() {
    local block
    block=$(awk '/^```/ { if (inside && block ~ /a2enmod/) printf "%s", block; inside = !inside; block = ""; next }
        inside { block = block $0 "\n" }' "$source/doc/administrator.md")
    echo "$block"
    within systemctl disable --now nginx &&
        within cp /usr/local/share/carebook/httpd-conf/apache/carebook-https.conf /etc/apache2/sites-available/carebook.conf &&
        within bash -ec "$block" && guide_https && guide_cookie && guide_redirects && guide_insists
}
guide_redirects() { guide_get http://care.example.org/x; grep -qx 301 "$folder/status" && grep -qi '^location: https://care.example.org/x' "$folder/head"; }
guide_mail() {
    local n
    for n in {1..60}; do
        cat "$folder/mail/"*.eml 2>/dev/null | tr -d '\r' | sed ':a; /=$/ { N; s/=\n//; ba }' | grep -q 'https://care.example.org/account/' && return 0
        sleep 1
    done
    return 1
}
guide_users() {
    local program
    for program in $(awk '!/^[ \t]*(#|$)/ { print $1 }' "$source/httpd-conf/programs"); do
        within ps -eo user:32,args | grep -q "^carebook_$program .*/carebook-$program" || return 1
    done
    ! within ps -eo user:32,args | grep -E '^root .*/carebook-'
}
guide_killed() {
    local pid
    pid=$(within systemctl show -p MainPID --value carebook-account@1.service)
    [ "${pid:-0}" -gt 1 ] && within kill -9 "$pid" && sleep 1 && guide_https &&
        [ "$(within systemctl show -p MainPID --value carebook-account@1.service)" != "$pid" ]
}
guide_database() {
    within systemctl stop mariadb
    guide_get https://care.example.org/profiles/today -H 'Cookie: __Host-session=x'
    grep -qx 503 "$folder/status" && grep -q '<h1' "$folder/page" &&
        within systemctl start mariadb && guide_https
}
# Restarting every process of every program under load loses no request.
guide_restart() {
    (for _ in {1..100}; do guide_get https://care.example.org/account/sign-in; done) >"$folder/codes" &
    local load=$!
    within systemctl restart 'carebook-*@*.service'
    wait $load
    [ "$(grep -vxc 200 "$folder/codes")" = 0 ]
}

try_guide() {
    local n count
    prepare "$folder/second"
    step "guide: a release, made from the checkout" guide_release
    step "guide: 1. packages" guide_packages
    step "guide: systemd boots" guide_boot
    [ -n "${first:-}" ] || return 0
    mkdir -p "$folder/mail"
    from_here /usr/bin/python3 "$source/scripts/mail-catcher" --port 25 --dir "$folder/mail" --ready "$folder/mail-ready" &
    count=$(guide_block count)
    for ((n = 2; n <= count; n++)); do
        step "guide: block $n of $count" guide_run "$n"
    done
    step "guide: the sign-in page under https" guide_https
    step "guide: its cookies are for https alone" guide_cookie
    step "guide: http leads to https" guide_redirects
    step "guide: browsers are told to insist on https, once" guide_insists
    step "guide: the first administrator's invitation came by mail" guide_mail
    step "guide: each program runs as a system user of its own" guide_users
    step "guide: kill -9 of a process, its successor serves" guide_killed
    step "guide: MariaDB stopped and started: a plain page, then service" guide_database
    step "guide: all programs restarted under load, no request lost" guide_restart
    step "guide: Apache in nginx's place" guide_apache
    within journalctl -q -u 'carebook-*' --no-pager >"$folder/journal" 2>&1 || :
}
