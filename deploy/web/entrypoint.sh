#!/bin/sh
# Starts a container of Handoff: what must be right before the application runs is made right here, in this order:
#
#   preflight → *_FILE secrets → wait_db → [lock: pending? → backup → migrate] → collectstatic → exec "$@"
#
# Each stage logs to stderr, `entrypoint event=… stage=… msg="a sentence"`; stdout is the command's own. After a stage
# that failed nothing starts. Exit codes are those of sysexits.h: 64 a wrong flag or no command, 69 the database did
# not come, 73 a folder cannot be written, 74 no good backup, 75 another one took too long, 78 a wrong configuration,
# 127 no such command, 143 stopped by TERM; otherwise the code of the stage that failed.
set -eu

lib=${HANDOFF_LIB:-/usr/local/lib/handoff}
python=${HANDOFF_PYTHON:-python}
SECRETS_DIR=${SECRETS_DIR:-/data/secrets}
stage=preflight
running=

main() {
    clock
    started=$now
    trap 'stop TERM 143' TERM
    trap 'stop INT 130' INT
    check_command "$@"
    check_flags
    check_debug
    check_secrets
    check_secret_key
    check_addresses

    if [ "$WAIT_FOR_DB" = true ]; then
        run wait_db "Waiting until the database answers." wait_db.py
    fi
    if [ "$MIGRATE_ON_START" = true ]; then
        run schema "Looking whether the database has to be brought up to date." upgrade.py
    elif [ "$WAIT_FOR_MIGRATIONS" = true ]; then
        run wait_migrations "Waiting until web has brought the database up to date." wait_migrations.py
    fi
    if [ "$COLLECTSTATIC_ON_START" = true ]; then
        run static "Looking whether the static files are those of this build." static_files.py
    elif shows_pages "$@"; then
        run static_check "Looking at the static files without touching them." static_files.py --check
    fi

    clock
    name=$(printf '%s' "$1" | tr -c '[:alnum:]_./-' '_')
    log "event=start stage=total status=ok command=$name duration_ms=$((now - started))" "All is ready; starting $name."
    trap - TERM INT
    exec "$@"
}

check_command() {
    [ $# -gt 0 ] || die 64 reason=no_command "Say what to run, such as gunicorn config.wsgi."
    command -v -- "$1" >/dev/null || die 127 reason=unknown_command "There is no such command in this image."
}

check_flags() {
    for name in MIGRATE_ON_START COLLECTSTATIC_ON_START AUTO_BACKUP WAIT_FOR_MIGRATIONS; do
        check_boolean "$name" false
    done
    check_boolean WAIT_FOR_DB true
    check_boolean DEBUG false
    check_boolean SSL_REDIRECT ""
    check_boolean JOINED_ASSETS ""
    check_number DB_WAIT_TIMEOUT 60
    check_number MIGRATE_LOCK_TIMEOUT 600
    check_number MIGRATIONS_WAIT_TIMEOUT 900
    check_number BACKUP_KEEP 14
    check_number STATIC_KEEP_DAYS 30
}

# check_boolean NAME DEFAULT: exports true or false, or nothing where it is unset and has no default.
check_boolean() {
    eval "value=\${$1:-$2}"
    case $value in
        true | True | TRUE | yes | on | 1) value=true ;;
        false | False | FALSE | no | off | 0) value=false ;;
        "") return 0 ;;
        *) die 64 "reason=not_a_boolean variable=$1" "$1 is neither true nor false." ;;
    esac
    eval "export $1=\$value"
}

check_number() {
    eval "value=\${$1:-$2}"
    case $value in
        *[!0-9]* | ?????????*) die 64 "reason=not_a_number variable=$1" "$1 must be a whole number." ;;
    esac
    eval "export $1=\$value"
}

check_debug() {
    [ "$DEBUG" = true ] && [ "${HANDOFF_ENV:-production}" != development ] || return 0
    die 78 reason=debug_in_production "DEBUG shows everybody our secrets; only HANDOFF_ENV=development may have it."
}

# The files are read by whoever needs the value, so that it does not get into the environment; here they are checked.
check_secrets() {
    stage=secrets
    for name in SECRET_KEY DATABASE_URL REDIS_URL EMAIL_URL REDIS_PASSWORD \
        POSTGRES_HOST POSTGRES_PORT POSTGRES_DB POSTGRES_USER POSTGRES_PASSWORD; do
        eval "value=\${$name:-} file=\${${name}_FILE:-}"
        [ -n "$file" ] || continue
        [ -z "$value" ] ||
            die 78 "reason=set_twice variable=$name" "$name and ${name}_FILE are both set; leave one of them."
        [ -r "$file" ] ||
            die 78 "reason=unreadable_file variable=${name}_FILE" "The file that ${name}_FILE names cannot be read."
        [ -s "$file" ] ||
            die 78 "reason=empty_file variable=${name}_FILE" "The file that ${name}_FILE names is empty."
    done
}

check_secret_key() {
    key=${SECRET_KEY:-}
    if [ -n "${SECRET_KEY_FILE:-}" ]; then
        key=$(cat "$SECRET_KEY_FILE")
    fi
    case $key in
        "") check_secrets_folder ;;
        [Cc]hange* | [Ss]ample* | [Ee]xample* | django-insecure*)
            die 78 "reason=sample variable=SECRET_KEY" "SECRET_KEY is a sample that everybody knows."
            ;;
    esac
    [ -z "$key" ] || [ ${#key} -ge 32 ] ||
        die 78 "reason=short variable=SECRET_KEY" "SECRET_KEY must have at least 32 random characters."
    unset key value
}

# An empty SECRET_KEY: web writes one to the volume, the others wait for it there.
check_secrets_folder() {
    if [ -e "$SECRETS_DIR/secret_key" ]; then
        [ -r "$SECRETS_DIR/secret_key" ] ||
            die 78 "reason=unreadable_file variable=SECRET_KEY" "The key in the volume for secrets cannot be read."
    elif [ "$MIGRATE_ON_START" = true ]; then
        [ -w "$SECRETS_DIR" ] || die 78 "reason=no_secrets_volume variable=SECRET_KEY" \
            "SECRET_KEY is empty, and there is no volume to keep a new one in."
    elif [ "$WAIT_FOR_MIGRATIONS" = true ]; then
        [ -d "$SECRETS_DIR" ] || die 78 "reason=no_secrets_volume variable=SECRET_KEY" \
            "SECRET_KEY is empty, and there is no volume to find it in."
    else
        die 78 "reason=missing variable=SECRET_KEY" "SECRET_KEY is empty; set it, or start web first, which makes one."
    fi
}

# SITE_URL and mail, as the settings take them: gunicorn would try again and again with what they refuse.
check_addresses() {
    code=0
    words=$("$python" -I -S "${HANDOFF_APP:-/app}/config/addresses.py" 2>&1) || code=$?
    [ "$code" -ne 78 ] || die 78 "reason=malformed variable=${words%% *}" "$words"
}

# Workers, the live process and one-offs show no pages and need no static files.
shows_pages() {
    case "$*" in
        *runserver*) return 0 ;;
        *celery* | *asgi* | *manage.py* | *config.assets*) return 1 ;;
    esac
}

# run STAGE SENTENCE TOOL [ARGUMENT]: a child with `wait`, since a shell hears no signal while a foreground one runs.
run() {
    stage=$1
    log "event=stage_start stage=$stage" "$2"
    clock
    begun=$now
    shift 2
    tool=$lib/$1
    shift
    code=0
    running=yes
    "$python" "$tool" "$@" >&2 &
    wait "$!" || code=$?
    running=
    clock
    if [ "$code" -ne 0 ]; then
        log "event=stage_end stage=$stage status=failed exit=$code duration_ms=$((now - begun))" \
            "This stage failed, so nothing is started; the lines above say why."
        exit "$code"
    fi
    log "event=stage_end stage=$stage status=ok duration_ms=$((now - begun))"
}

stop() {
    trap '' TERM INT
    if [ -n "$running" ]; then
        kill -TERM "${!:-}" 2>/dev/null || :
        wait "${!:-}" || :
    fi
    log "event=stopped signal=$1 stage=$stage exit=$2" "Stopped by a signal before the application was started."
    exit "$2"
}

die() {
    code=$1
    shift
    log "event=fatal stage=$stage exit=$code $1" "$2"
    exit "$code"
}

# log FIELDS [SENTENCE]
log() {
    printf 'entrypoint %s%s\n' "$1" "${2:+ msg=\"$2\"}" >&2
}

# Milliseconds of the clock that nobody can set, as `now`.
clock() {
    read -r now _ </proc/uptime
    now=$((${now%.*} * 1000 + (1${now#*.} - 100) * 10))
}

main "$@"
