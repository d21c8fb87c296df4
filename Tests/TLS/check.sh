#!/bin/sh
# Has sslscan look at a running server's TLS: check.sh BINARY
#
# Nothing that it finds may be weak: only TLS 1.2 and 1.3, only suites of authenticated encryption
# with forward secrecy, no compression, no renegotiation. Where nginx is installed it is looked at
# with the same certificate, and may offer no stronger lowest grade than the server.
# Prints a line for each thing that holds.
# Exit: 0 all held, 1 one did not, 69 there is no sslscan or openssl.
set -eu
binary=$(realpath "$1")
for tool in sslscan openssl; do
    command -v "$tool" >/dev/null || {
        echo "There is no $tool, so nobody looked for weak TLS."
        exit 69
    }
done

fail() {
    printf 'FAILED: %s\n' "$1"
    exit 1
}

folder=$(mktemp -d)
server=''
trap 'kill $server 2>/dev/null || :; rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
cd "$folder"
for kind in ec rsa; do
    case $kind in
    ec) key='ec -pkeyopt ec_paramgen_curve:P-256' ;;
    rsa) key=rsa:2048 ;;
    esac
    # shellcheck disable=SC2086 # Words are meant to be split.
    openssl req -x509 -newkey $key -nodes -keyout $kind.key -out $kind.pem -days 90 \
        -subj "/CN=$kind.example" -addext "subjectAltName=DNS:$kind.example" 2>/dev/null
done

"$binary" serve --listen "unix:$folder/plain" --tls-listen 127.0.0.1:0 --store memory: \
    --tls-certificate ec.pem --tls-key ec.key --tls-certificate rsa.pem --tls-key rsa.key 2>log &
server=$!
port=''
while [ -z "$port" ]; do
    kill -0 "$server" 2>/dev/null || { cat log && fail 'the server starts'; }
    sleep 0.1
    port=$(sed -n 's|.*listening on https://127.0.0.1:\([0-9]*\).*|\1|p' log)
done

# What is not to be seen in a scan: old versions, suites without authenticated encryption or forward
# secrecy, small groups, compression, renegotiation, and signatures by SHA-1.
weak() {
    grep -E '(SSLv[23]|TLSv1\.[01]) +enabled' "$1" || :
    grep -E '^ *<cipher ' "$1" | grep -vE 'cipher="(TLS_|ECDHE-[A-Z]+-(AES[0-9]+-GCM|CHACHA20))' || :
    grep -E '<protocol type="(ssl|tls)" version="(2|3|1\.[01])" enabled="1"' "$1" || :
    grep -E '<compression supported="1"|<renegotiation supported="1" secure="0"' "$1" || :
    grep -E '<heartbleed [^>]*vulnerable="1"|strength="(weak|null|anonymous|medium)"' "$1" || :
    grep -iE '<(connection-)?signature-algorithm [^>]*(sha1|md5)' "$1" || :
}

for kind in ec rsa; do
    sslscan --no-colour --show-sigs --xml=$kind.xml --sni-name=$kind.example "127.0.0.1:$port" \
        >$kind.txt
    [ "$(grep -c '<cipher ' $kind.xml)" -ge 6 ] || { cat $kind.txt && fail 'sslscan sees the suites'; }
    found=$(weak $kind.xml)
    [ -z "$found" ] || { printf '%s\n' "$found" && fail "sslscan finds nothing weak ($kind)"; }
    echo "ok: sslscan finds nothing weak with the certificate of $kind.example"
done

# What OpenSSL's client is refused.
refused() {
    ! openssl s_client -connect "127.0.0.1:$port" "$@" </dev/null >client.txt 2>&1
}
refused -tls1_1 -cipher ALL:@SECLEVEL=0 || fail 'TLS 1.1 is refused'
refused -tls1_2 -cipher AES128-SHA:AES256-SHA || fail 'suites without forward secrecy are refused'
refused -alpn h2 || fail 'a client that speaks HTTP/2 only is refused'
grep -q 'no application protocol' client.txt || fail 'it is told why (RFC 7301)'
echo 'ok: old versions, old suites and other protocols are refused'

nginx=$(command -v nginx || { test -x /usr/sbin/nginx && echo /usr/sbin/nginx; } || :)
if [ -n "$nginx" ]; then
    cat >nginx.conf <<CONFIG
daemon off; pid $folder/nginx.pid; error_log $folder/nginx.log; worker_processes 1;
events {}
http { access_log off;
  client_body_temp_path $folder/1; proxy_temp_path $folder/2; fastcgi_temp_path $folder/3;
  uwsgi_temp_path $folder/4; scgi_temp_path $folder/5;
  server { listen unix:$folder/nginx.sock; }
  server { listen 127.0.0.1:$((port + 1)) ssl; ssl_certificate $folder/ec.pem;
    ssl_certificate_key $folder/ec.key; ssl_protocols TLSv1.2 TLSv1.3; } }
CONFIG
    "$nginx" -e "$folder/nginx.log" -c "$folder/nginx.conf" 2>/dev/null &
    other=$!
    server="$server $other"
    sleep 0.5
    if kill -0 "$other" 2>/dev/null; then
        sslscan --no-colour --show-sigs --xml=nginx.xml --sni-name=ec.example \
            "127.0.0.1:$((port + 1))" >nginx.txt
        ours=$(weak ec.xml | wc -l)
        theirs=$(weak nginx.xml | wc -l)
        [ "$theirs" -ge "$ours" ] || fail 'nginx with the same certificate is no better'
        echo "ok: nginx with the same certificate is no better: $theirs weak points there, $ours here"
    fi
fi
