#!/bin/sh
# Holds a running server to its own OpenAPI description: check.sh BINARY [SECONDS]
#
# The description must be valid, and in a minute of generated requests no answer may be a server
# error or fall outside its schema. Prints a line for each thing that holds.
# Exit: 0 all held, 1 one did not, 69 the Python packages cannot be had.
set -eu
binary=$(realpath "$1")
seconds=${2:-60}
here=$(dirname "$(realpath "$0")")
cd "$here/../.."
venv=$PWD/.build/venv

fail() {
    printf 'FAILED: %s\n' "$1"
    exit 1
}

# The packages are installed once for each version of the list.
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 2 \
        -r "$here/requirements.txt" </dev/null || {
        echo 'The Python package index is not reachable, so the API was not held to its description.'
        exit 69
    }
    cp "$here/requirements.txt" "$venv/installed.txt"
fi

folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || :; rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
(cd "$folder" && exec "$binary" serve --listen 127.0.0.1:0 --store memory: --example) \
    2>"$folder/log" &
server=$!
url=''
while [ -z "$url" ]; do
    kill -0 "$server" 2>/dev/null || { cat "$folder/log" && fail 'the server starts'; }
    sleep 0.1
    url=$(sed -n 's/.*listening on \(http:[^ "]*\).*/\1/p' "$folder/log" | head -n 1)
done

curl -sf --max-time 10 -o "$folder/openapi.json" "$url/openapi.json" || fail 'openapi.json is served'
"$venv/bin/openapi-spec-validator" "$folder/openapi.json" || fail 'openapi.json is valid'
echo 'ok: openapi.json is valid'

# What a register takes depends on its other records, which no schema tells: so nothing is asked
# about which requests succeed. No generator makes the lines of an import; its tests do.
checks=not_a_server_error,status_code_conformance,content_type_conformance
checks=$checks,response_headers_conformance,response_schema_conformance
# TRACE is left out of the methods that are tried though no path has them: 501 is what RFC 9110
# §15.6.2 gives to a method that the server has for no resource, and no failure of it.
cat >"$folder/schemathesis.toml" <<'CONFIG'
[phases.coverage]
unexpected-methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"]
CONFIG
cd "$folder"
timeout $((seconds + 240)) "$venv/bin/schemathesis" --no-color run "$folder/openapi.json" --url "$url" \
    --checks "$checks" --exclude-path /v1/import --phases examples,coverage,fuzzing,stateful --max-examples 25 --seed 1 \
    --max-time "$seconds" --request-timeout 10 --continue-on-failure --generation-database none \
    --warnings off >"$folder/report" 2>&1 || {
    grep -vE '^ *$' "$folder/report" | tail -n 150
    tail -n 5 "$folder/log"
    fail "no answer breaks the description in $seconds s of generated requests"
}
grep -E 'test cases|generated|passed' "$folder/report" | tail -n 3
kill -0 "$server" || fail 'the server is alive afterwards'
kill "$server"
wait "$server" || fail 'the server ends with 0 afterwards'
echo "ok: no answer breaks the description in $seconds s of generated requests"
