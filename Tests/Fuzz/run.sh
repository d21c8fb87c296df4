#!/bin/sh
# Feeds the readers of hostile bytes with what libFuzzer makes up: run.sh SECONDS [TARGET…]
#
# A target is compiled together with the sources of the module it is for, under the address
# sanitizer, without the package. Seeds lie in Corpus/TARGET; what is found on the way is kept in
# .build/fuzz and gone on from in the next run. Prints a line for each target that holds.
# Exit: 0 all held, 1 something was found, 69 the toolchain has no libFuzzer.
set -eu
here=$(dirname "$(realpath "$0")")
seconds=${1:-60}
[ $# = 0 ] || shift
[ $# -gt 0 ] || set -- requests chunks targets json
root=$(dirname "$(dirname "$here")")
wire=$root/Sources/HTTPWire
made=$root/.build/fuzz
mkdir -p "$made"
# A crash must end at once: the backtracer can hold a pipe open.
export SWIFT_BACKTRACE=enable=no
# Leaks are not looked for: a boxed enum case keeps its case in spare bits of the pointer.
export ASAN_OPTIONS=detect_leaks=0

# compile TARGET SOURCE…: builds one target unless it is newer than all that it is made of.
compile() {
    program=$made/$1
    shift
    if [ -x "$program" ] && [ -z "$(find "$@" "$here/Entry.swift" "$here/run.sh" -newer "$program")" ]
    then
        return 0
    fi
    # In a folder of its own: the compiler leaves the module's files where it stands.
    (cd "$made" && exec swiftc -O -wmo -g -parse-as-library -swift-version 6 -strict-memory-safety \
        -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
        -package-name noticed -module-name Fuzz -sanitize=fuzzer,address \
        "$@" "$here/Entry.swift" -o "$program" >"$program.log" 2>&1 </dev/null) || {
        grep -E 'error|warning: var' "$program.log" | head -n 40
        echo "FAILED: ${program##*/} does not compile"
        exit 1
    }
}

# build TARGET: compiles it with the module that it is for.
build() {
    case $1 in
    requests) compile "$1" "$wire"/*.swift "$here/Requests.swift" "$here/Chunked.swift" ;;
    chunks) compile "$1" "$wire"/*.swift "$here/Chunks.swift" "$here/Chunked.swift" ;;
    targets) compile "$1" "$wire"/*.swift "$here/Targets.swift" ;;
    json) compile "$1" "$root"/Sources/StrictJSON/*.swift "$here/Texts.swift" ;;
    *)
        echo "no target is called $1: requests, chunks, targets, json"
        exit 64
        ;;
    esac
}

if ! find "$(dirname "$(realpath "$(command -v swiftc)")")/../lib" -name 'libclang_rt.fuzzer*' |
    grep -q .; then
    echo 'The Swift that is here has no libFuzzer.'
    exit 69
fi

status=0
for target in "$@"; do
    build "$target"
    kept=$made/corpus/$target
    found=$made/found/$target
    mkdir -p "$kept" "$found"
    log=$made/$target.log
    if timeout $((seconds + 120)) "$made/$target" -max_total_time="$seconds" -max_len=4096 \
        -dict="$here/Corpus/$target.dict" -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$found/" "$kept" "$here/Corpus/$target" >"$log" 2>&1 </dev/null
    then
        count=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        speed=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
        echo "ok: $target: $count executions in $seconds s, $speed a second, found nothing"
    else
        status=1
        grep -E 'does not hold|Fatal error|ERROR|SUMMARY|Test unit written' "$log" || tail -n 40 "$log"
        echo "FAILED: $target: once more with $made/$target $found/…"
    fi
done
exit "$status"
