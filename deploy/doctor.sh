#!/bin/sh
# `make doctor`: prints in one go what an operator would be asked for. Whatever is broken, it goes on; every secret of
# .env, every password in an address and every link that lets somebody in is blacked out.
set -u

cd "$(dirname "$0")/.." || exit 73
compose=${COMPOSE:-docker compose}

main() {
    title "Machine"
    uname -srm
    docker version --format 'Docker {{.Client.Version}}, engine {{.Server.Version}}' 2>&1
    $compose version 2>&1 | head -n 1
    git describe --always --dirty 2>/dev/null
    title "Containers"
    $compose ps --all 2>&1
    title "Why a container is not healthy"
    unhealthy
    title "What /health/ says"
    $compose exec -T web python -I -S /usr/local/lib/handoff/probe.py 8000 /health/ 2>&1
    title "Inside"
    if ! $compose exec -T web python /usr/local/lib/handoff/doctor.py 2>&1; then
        $compose run --rm -T --no-deps -e WAIT_FOR_DB=false cli python /usr/local/lib/handoff/doctor.py 2>&1
    fi
    title "Last lines of the logs"
    for service in $($compose config --services 2>/dev/null | sort); do
        printf -- '--- %s\n' "$service"
        $compose logs --no-color --tail=25 "$service" 2>&1
    done
}

title() {
    printf '\n== %s\n' "$1"
}

unhealthy() {
    for container in $($compose ps --all --quiet 2>/dev/null); do
        docker inspect --format '{{if .State.Health}}{{if ne .State.Health.Status "healthy"}}{{.Name}}: {{.State.Health.Status}}{{range .State.Health.Log}}
  {{.ExitCode}} {{.Output}}{{end}}{{end}}{{end}}' "$container" 2>&1
    done | grep -v '^ *$'
}

# Literally, whatever signs a secret has: no pattern is made of it.
without_secrets() {
    awk '
        FILENAME == ".env" {
            at = index($0, "=")
            name = substr($0, 1, at - 1)
            value = substr($0, at + 1)
            if (at && name ~ /^[A-Z_]*(KEY|PASSWORD|SECRET|TOKEN|URL)$/ && name != "SITE_URL" && length(value) > 3)
                secrets[++count] = value
            next
        }
        {
            for (i = 1; i <= count; i++)
                while (at = index($0, secrets[i]))
                    $0 = substr($0, 1, at - 1) "[secret]" substr($0, at + length(secrets[i]))
            gsub(/:\/\/[^ \/@]*@/, "://[secret]@")
            gsub(/\/(setup|invitations|reset\/key)\/[^ "\/]+/, "/[secret link]")
            print
        }
    ' "$@"
}

if [ -f .env ]; then
    main | without_secrets .env -
else
    echo "There is no .env; cp .env.example .env, or make env, writes one."
    main | without_secrets -
fi
