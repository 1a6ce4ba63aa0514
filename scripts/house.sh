# shellcheck shell=bash
# scripts/house.sh: start and stop a whole Carebook in a folder of its own:
# MariaDB, the programs, the courier, the porter, a mail catcher and a web server.
# SPDX-License-Identifier: MIT
#
# Sourced by ../demo and ../tests/lib/stage, which set:
#
#   HOUSE            the folder (absolute)
#   HOUSE_BIN        where carebook and carebook-courier are
#   HOUSE_LIBEXEC    where carebook-<program> are
#   HOUSE_SHARE      templates/, static/, sql/, forms/ and httpd-conf/ stand in here
#   HOUSE_SERVER     nginx or apache
#   HOUSE_PORT       the web server's port on 127.0.0.1
#   HOUSE_USER       the account to run everything as, when we are root
#   HOUSE_SPEED      durable, or quick: a database that need not survive a crash
#   HOUSE_PROCESSES  so many processes of each program; empty: as listed
#   HOUSE_CONF       more lines for carebook.conf
#   HOUSE_WRAP       words to put before each program: valgrind, say
#
# Nothing here is ever stopped by its name: each server is started in a
# session of its own, and its process id and start time are written down in
# HOUSE/state. Everything runs as one unprivileged account. Sockets are in a
# short folder under /tmp, since a socket's path must not exceed 107 bytes.

HOUSE_SCRIPTS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

house_fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    return 1
}

# --- accounts and folders --------------------------------------------------

# How to run a command as the house's account, in a clean environment.
house_as() {
    local -a env=(env -i "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        "LANG=C.UTF-8" "HOME=$HOUSE" "CAREBOOK_CONF=$HOUSE/etc/carebook.conf")
    local name
    for name in ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS TZ; do
        [ -z "${!name+set}" ] || env+=("$name=${!name}")
    done
    if [ "$(id -u)" = 0 ] && [ "${HOUSE_USER:-root}" != root ]; then
        HOUSE_AS=(setpriv "--reuid=$HOUSE_USER" "--regid=$(id -g "$HOUSE_USER")"
            --clear-groups --inh-caps=-all --no-new-privs -- "${env[@]}")
    else
        HOUSE_AS=("${env[@]}")
    fi
}

# The name of the account that everything runs as.
house_account() {
    if [ "$(id -u)" = 0 ] && [ -n "${HOUSE_USER:-}" ]; then
        echo "$HOUSE_USER"
    else
        id -un
    fi
}

# Whether the house's account can read what lies at a path.
house_reaches() {
    "${HOUSE_AS[@]}" test -r "$1" && { [ ! -d "$1" ] || "${HOUSE_AS[@]}" test -x "$1"; }
}

# A path must not contain what means something in a configuration file.
house_check_path() {
    case $1 in
        *[\"\\\$\`*?\[\]{}]* | *$'\n'*)
            house_fail "the path '$1' holds a character that the web servers' configuration cannot: \" \\ \$ \` * ? [ ] { }"
            return 1 ;;
    esac
}

house_make_folders() {
    local account name run
    house_check_path "$HOUSE" || return 1
    account=$(house_account)
    mkdir -p "$HOUSE"
    for name in db etc etc/passwords files log mail state tmp web; do
        mkdir -p "$HOUSE/$name"
    done
    # The sockets' folder has a name that nobody can foresee.
    run=$(readlink "$HOUSE/run" 2>/dev/null || :)
    if [ ! -d "$run" ] || [ "$(stat -c %U "$run")" != "$account" ]; then
        run=$(mktemp -d /tmp/carebook-XXXXXX)
        ln -sfn "$run" "$HOUSE/run"
    fi
    # Mails hold links that let people in.
    chmod 700 "$HOUSE"/{db,etc,files,log,mail,state,tmp,web} "$run"
    if [ "$(id -u)" = 0 ] && [ "$account" != root ]; then
        chown -h "$account" "$HOUSE" "$HOUSE"/{db,etc,etc/passwords,files,log,mail,state,tmp,web} "$run"
    fi
    HOUSE_RUN=$run
    house_reaches "$HOUSE/db" ||
        house_fail "the account '$account' cannot reach $HOUSE: a folder above it is closed to others. Choose another with --dir."
}

# --- processes -------------------------------------------------------------

# When a process started (clock ticks since boot): tells it from a later
# process that got the same number.
house_started_at() {
    local line
    line=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    # The name in parentheses may contain spaces.
    line=${line##*) }
    # shellcheck disable=SC2086
    set -- $line
    echo "${20}"
}

# The process id of a service, if it runs.
house_pid() {
    local pid began
    read -r pid began 2>/dev/null <"$HOUSE/state/$1.pid" || return 1
    [ -n "$pid" ] && [ "$(house_started_at "$pid")" = "$began" ] || return 1
    case $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null) in Z*|'') return 1 ;; esac
    echo "$pid"
}

# house_spawn NAME COMMAND...: start a service in a session of its own.
house_spawn() {
    local name=$1 pid
    shift
    (
        # No lock and no pipe of ours may be held open by a server.
        for fd in /proc/self/fd/*; do
            fd=${fd##*/}
            [ "$fd" -le 2 ] || eval "exec $fd>&-" 2>/dev/null
        done
        cd "$HOUSE/tmp" || exit 1
        exec setsid "${HOUSE_AS[@]}" "$@"
    ) </dev/null >>"$HOUSE/log/$name.log" 2>&1 &
    pid=$!
    printf '%s %s\n' "$pid" "$(house_started_at "$pid")" >"$HOUSE/state/$name.pid"
    disown "$pid"
}

# house_wait NAME SECONDS COMMAND...: until the command succeeds; fails at
# once, with the end of its log, when the service has ended.
house_wait() {
    local name=$1 until=$((SECONDS + $2))
    shift 2
    while ! "$@" >/dev/null 2>&1; do
        if ! house_pid "$name" >/dev/null; then
            house_fail "$name has ended. The end of $HOUSE/log/$name.log:"
            tail -n 15 "$HOUSE/log/$name.log" | sed 's/^/    /' >&2
            return 1
        fi
        if [ $SECONDS -ge "$until" ]; then
            house_fail "$name does not answer. Its log: $HOUSE/log/$name.log"
            return 1
        fi
        sleep 0.05
    done
}

# house_end NAME [SIGNAL [SECONDS]]: stop a service and all that it started.
house_end() {
    local name=$1 signal=${2:-TERM} tenths=$((${3:-10} * 10)) pid
    if pid=$(house_pid "$name"); then
        kill -s "$signal" "$pid" 2>/dev/null || :
        while [ "$tenths" -gt 0 ] && house_pid "$name" >/dev/null; do
            sleep 0.1
            tenths=$((tenths - 1))
        done
        # What is left of its group: itself, or children that it left behind.
        kill -s KILL -- "-$pid" 2>/dev/null || :
        while house_pid "$name" >/dev/null; do sleep 0.05; done
    fi
    rm -f "$HOUSE/state/$name.pid"
}

# The names of all services that have a state file, in the order of stopping.
house_services() {
    local name
    for name in web courier porter; do
        [ ! -e "$HOUSE/state/$name.pid" ] || echo $name
    done
    for name in "$HOUSE"/state/program-*.pid; do
        [ ! -e "$name" ] || basename "$name" .pid
    done
    for name in mail db; do
        [ ! -e "$HOUSE/state/$name.pid" ] || echo $name
    done
}

# --- the database ----------------------------------------------------------

house_db_init() {
    [ ! -d "$HOUSE/db/mysql" ] || return 0
    # Its temporary files are its own: another server that starts clears them away from a shared folder.
    "${HOUSE_AS[@]}" env TMPDIR="$HOUSE/tmp" mariadb-install-db --no-defaults --datadir="$HOUSE/db" \
        --auth-root-authentication-method=socket --auth-root-socket-user="$(house_account)" \
        --skip-test-db --skip-name-resolve --innodb-log-file-size=32M --innodb-use-native-aio=0 \
        >"$HOUSE/log/db-init.log" 2>&1 || {
        { grep -iE 'error|fail|cannot|denied' "$HOUSE/log/db-init.log" || tail -n 15 "$HOUSE/log/db-init.log"; } >&2
        # Half a data folder would look like a whole one the next time.
        find "$HOUSE/db" -mindepth 1 -delete
        house_fail "MariaDB could not make its data folder $HOUSE/db"
    }
}

house_db_start() {
    local -a options=(--no-defaults "--datadir=$HOUSE/db" "--socket=$HOUSE_RUN/db.sock"
        "--pid-file=$HOUSE_RUN/db.pid" "--tmpdir=$HOUSE/tmp" --skip-networking
        --skip-name-resolve --skip-log-bin --character-set-server=utf8mb4
        --default-time-zone=+00:00 --innodb-log-file-size=32M
        --innodb-buffer-pool-size=128M --max-connections=200
        # Several private servers at once use up what the kernel has of it.
        --innodb-use-native-aio=0
        "--lc-messages-dir=/usr/share/mysql")
    if [ "${HOUSE_SPEED:-durable}" = quick ]; then
        options+=(--innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0
            --innodb-flush-method=nosync --innodb-stats-persistent=0)
    fi
    house_spawn db mariadbd "${options[@]}" ${HOUSE_DB_OPTIONS:+"$HOUSE_DB_OPTIONS"}
    house_wait db 60 house_sql 'SELECT 1'
}

# As the database's superuser, who has the name of the house's account; SQL
# comes as an argument or from stdin.
# shellcheck disable=SC2120
house_sql() {
    local -a client=("${HOUSE_AS[@]}" mariadb --no-defaults --batch --skip-column-names
        --default-character-set=utf8mb4 -u "$(house_account)" -S "$HOUSE_RUN/db.sock")
    if [ $# -gt 0 ]; then
        "${client[@]}" -e "$*"
    else
        "${client[@]}"
    fi
}

# The accounts of the programs have passwords here, since all of them run as
# one system account; `carebook migrate` makes the accounts from these files.
house_db_accounts() {
    local name file
    for file in "$HOUSE_SHARE"/sql/grants/*.sql admin.sql; do
        name=$(basename "$file" .sql)
        file=$HOUSE/etc/passwords/$name
        [ -s "$file" ] || (
            umask 077
            head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$file"
        )
        [ "$(id -u)" != 0 ] || chown "$(house_account)" "$file"
    done
    sed -e "s/@AUTHENTICATION@/BY '$(cat "$HOUSE/etc/passwords/admin")'/" \
        "$HOUSE_SHARE/sql/first.sql.in" | house_sql
}

# --- configuration ---------------------------------------------------------

house_programs() {
    awk '!/^[ \t]*(#|$)/ { print $1 }' "$HOUSE_SHARE/httpd-conf/programs"
}

house_processes() {
    if [ -n "${HOUSE_PROCESSES:-}" ]; then
        echo "$HOUSE_PROCESSES"
    else
        awk -v name="$1" '$1 == name { print $2 }' "$HOUSE_SHARE/httpd-conf/programs"
    fi
}

house_write_conf() {
    local smtp
    smtp=$(cat "$HOUSE/state/mail.port" 2>/dev/null || echo 25)
    {
        echo "# Written anew at each start."
        echo "site_url = http://127.0.0.1:$HOUSE_PORT"
        echo "run = $HOUSE_RUN"
        echo "files = $HOUSE/files"
        echo "db_socket = $HOUSE_RUN/db.sock"
        echo "db_password_dir = $HOUSE/etc/passwords"
        echo "smtp_url = smtp://127.0.0.1:$smtp"
        echo "mail_from = carebook@example.org"
        echo "templates = $HOUSE_SHARE/templates"
        echo "static = $HOUSE_SHARE/static"
        echo "sql = $HOUSE_SHARE/sql"
        echo "forms = $HOUSE_SHARE/forms"
        echo "libexec = $HOUSE_LIBEXEC"
        [ -z "${HOUSE_CONF:-}" ] || printf '%s\n' "$HOUSE_CONF"
    } >"$HOUSE/etc/carebook.conf"
}

house_fill() {
    "$HOUSE_SHARE/httpd-conf/fill" "$HOUSE_SHARE/httpd-conf/$1.in" \
        "LISTEN=127.0.0.1:$HOUSE_PORT" "SERVER_NAME=127.0.0.1" \
        "RUN=$HOUSE_RUN" "WORK=$HOUSE/web" "LOG=$HOUSE/log" \
        "STATIC=$HOUSE_SHARE/static" "FILES=$HOUSE/files" "ROOT=$HOUSE_SHARE/httpd-conf/root" \
        "SITE=$HOUSE/etc/$HOUSE_SERVER-site.conf" \
        "APACHE_MODULES=/usr/lib/apache2/modules" >"$HOUSE/etc/$2"
}

# --- the other services ----------------------------------------------------

house_mail_start() {
    rm -f "$HOUSE/state/mail.port"
    # A copy, since the checkout may be closed to the house's account.
    cp "$HOUSE_SCRIPTS/mail-catcher" "$HOUSE/tmp/mail-catcher"
    house_spawn mail /usr/bin/python3 "$HOUSE/tmp/mail-catcher" \
        --dir "$HOUSE/mail" --ready "$HOUSE/state/mail.port"
    house_wait mail 20 test -s "$HOUSE/state/mail.port"
}

# multiwatch starts a program anew whenever it ends, even if it ends often. Told
# to end itself it would send SIGUSR1 to the programs, which is nothing to them.
# shellcheck disable=SC2086 # HOUSE_WRAP is words
house_program_start() {
    house_spawn "program-$1" spawn-fcgi -n -s "$HOUSE_RUN/$1.sock" -M 0600 -b 512 -- \
        /usr/bin/multiwatch -s TERM -r 1000000 -t 1000 -f "$(house_processes "$1")" -- \
        ${HOUSE_WRAP:-} "$HOUSE_LIBEXEC/carebook-$1"
    house_wait "program-$1" 20 test -S "$HOUSE_RUN/$1.sock"
}

house_courier_start() {
    house_spawn courier /usr/bin/multiwatch -s TERM -r 1000000 -t 1000 -f 1 -- \
        "${HOUSE_BIN:?}/carebook-courier"
}

house_porter_start() {
    house_spawn porter /usr/bin/multiwatch -s TERM -r 1000000 -t 1000 -f 1 -- \
        "${HOUSE_BIN:?}/carebook-porter"
}

house_web_start() {
    house_fill "$HOUSE_SERVER/carebook-site.conf" "$HOUSE_SERVER-site.conf" &&
        house_fill "$HOUSE_SERVER/carebook-private.conf" "$HOUSE_SERVER.conf" || return 1
    case $HOUSE_SERVER in
        nginx)
            house_spawn web nginx -p "$HOUSE/web/" -e "$HOUSE/log/nginx-error.log" \
                -c "$HOUSE/etc/nginx.conf" ;;
        apache)
            house_spawn web apache2 -d "$HOUSE/web" -f "$HOUSE/etc/apache.conf" -DFOREGROUND ;;
    esac
    house_wait web 20 house_port_open "$HOUSE_PORT"
}

house_port_open() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# --- the whole -------------------------------------------------------------

# carebook(1), as the house's account.
house_carebook() {
    "${HOUSE_AS[@]}" "$HOUSE_BIN/carebook" --conf "$HOUSE/etc/carebook.conf" "$@"
}

# Everything but what the database holds: that is the caller's to decide
# between house_start_below and house_start_above.
house_start_below() {
    house_mail_start && house_write_conf && house_db_init && house_db_start && house_db_accounts
}

house_start_above() {
    local name
    for name in $(house_programs); do
        house_program_start "$name" || return 1
    done
    house_courier_start && house_porter_start && house_web_start
}

house_stop() {
    local name run
    for name in $(house_services); do
        case $name in
            db) house_end db TERM 60 ;;
            *) house_end "$name" ;;
        esac
    done
    run=$(readlink "$HOUSE/run" 2>/dev/null || :)
    case $run in
        /tmp/carebook-??????) rm -rf "$run" "$HOUSE/run" ;;
    esac
}
