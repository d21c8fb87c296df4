#!/bin/sh
# Builds the image, runs it as hardened as a careful user would, asks it for the example, stops it,
# starts it again over the same volume, and leaves nothing behind but the cached layers.
#
# Prints a line for each thing that holds. Exit: 0 all held, 1 one did not, 69 no engine to be had.
set -eu
cd "$(dirname "$0")/../.."
. Tests/Container/engine.sh

folder=$(mktemp -d)
name=noticed-check-$$
image=localhost/noticed:check

clean_up() {
    $ENGINE rm -f "$name" >/dev/null 2>&1 || :
    $ENGINE volume rm -f "$name" >/dev/null 2>&1 || :
    rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

fail() {
    printf 'FAILED: %s\n' "$1"
    $ENGINE logs "$name" 2>&1 | tail -n 20
    exit 1
}
holds() { printf 'ok: %s\n' "$1"; }

# Starts a container over the volume and waits until its own health check passes.
start() {
    # podman's health timers need systemd: the check is run by hand below.
    no_timer=
    [ "$ENGINE" = docker ] || no_timer=--no-healthcheck
    # shellcheck disable=SC2086
    $ENGINE run -d --name "$name" $no_timer --read-only --cap-drop=ALL \
        --security-opt=no-new-privileges -p 127.0.0.1::8470 -v "$name:/var/lib/noticed" \
        "$image" serve --open --example >/dev/null || fail 'the container starts'
    tries=0
    until $ENGINE exec "$name" noticed healthcheck >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 150 ] || fail 'the container becomes healthy within 30 s'
        sleep 0.2
    done
    url=http://$($ENGINE port "$name" 8470/tcp | head -n 1)
}

# Stops the container: SIGTERM, ten seconds, exit code 0.
stop() {
    $ENGINE stop -t 10 "$name" >/dev/null
    code=$($ENGINE inspect --format '{{.State.ExitCode}}' "$name")
    [ "$code" = 0 ] || fail "the container ends with 0 on SIGTERM, not with $code"
    $ENGINE rm "$name" >/dev/null
}

if [ "$ENGINE" = podman ]; then
    if [ "$(id -u)" != 0 ] || ! command -v podman >/dev/null || ! command -v mmdebstrap >/dev/null
    then
        echo 'No container engine: install Docker, or run this as root, where podman will do.'
        exit 69
    fi
    configure_podman "$folder"
    podman rm -af >/dev/null 2>&1 || :
fi

build_image "$image" "$folder" >"$folder/log" 2>&1 || {
    tail -n 40 "$folder/log"
    fail 'the image builds'
}
holds 'the image builds'

for fact in '{{.Config.User}}=10001:10001' '{{.Config.Healthcheck.Test}}=[CMD noticed healthcheck]' \
    '{{.Config.Volumes}}=map[/var/lib/noticed:{}]'; do
    found=$($ENGINE inspect --type image --format "${fact%%=*}" "$image")
    [ "$found" = "${fact#*=}" ] || fail "the image says ${fact#*=}, not $found"
done
holds 'the image names its user, its health check and its volume'

start
holds 'it is healthy on a read-only root, without capabilities, as user 10001'

curl -sf --max-time 10 "$url/v1/notice-requests?limit=1" >"$folder/answer" || :
grep -q '"id"' "$folder/answer" || fail 'the example register is served'
holds 'the example register is served'

python3 -B Tests/Container/walk.py README.md "${url#http://}" >"$folder/walk" || {
    cat "$folder/walk"
    fail "the README's walk-through prints what the README shows"
}
holds "the README's walk-through prints what the README shows"

curl -sf --max-time 10 -X PUT -H 'Content-Type: application/json' \
    -d '{"title":"A note","type":"other","when":"2021-01-05"}' "$url/v1/events/kept" >/dev/null ||
    fail 'a record is stored'
stop
holds 'SIGTERM ends it with exit code 0'

start
curl -sf --max-time 10 "$url/v1/events/kept" >/dev/null || fail 'a record outlives the container'
stop
holds 'a record outlives its container, in the volume'
