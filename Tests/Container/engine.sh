# shellcheck shell=sh
# Where images are built and run. Sourced by check.sh.
#
# With a Docker engine this is `docker` and nothing else. Without one, podman stands in, for the same
# Dockerfile and with no registry: the two images that the Dockerfile starts from are made here, from
# the distribution's own packages and the toolchain of this machine, under the same names, in a
# storage of our own that nobody else sees.

# The engine's program.
ENGINE=podman
if command -v docker >/dev/null && docker info >/dev/null 2>&1; then ENGINE=docker; fi

cache=$PWD/.build/container
base=localhost/debian:bookworm-slim
builder=localhost/swift:6.3-bookworm

# Writes podman's settings into folder $1 and points podman at them.
configure_podman() {
    files=$(awk '/^Max open files/ { print $5 }' /proc/self/limits)
    rm -rf "$cache/run"
    mkdir -p "$cache/run"
    # No systemd: cgroups by hand, events and logs into files. runc: crun fails under hybrid cgroups.
    cat >"$1/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=$files:$files", "nproc=4096:4096"]
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
tmp_dir = "$cache/run/tmp"
CONF
    cat >"$1/storage.conf" <<CONF
[storage]
driver = "overlay"
graphroot = "$cache/storage"
runroot = "$cache/run/containers"
CONF
    export CONTAINERS_CONF="$1/containers.conf" CONTAINERS_STORAGE_CONF="$1/storage.conf"
    # The folder of the toolchain that `swift` is part of: two above the program itself.
    toolchain=$(dirname "$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")")
}

# Makes the two images that the Dockerfile starts from, unless they are there.
make_bases() {
    if ! podman image exists "$base"; then
        # This machine's own mirrors where it is a bookworm too, else the default ones.
        sources=$(grep -lsw bookworm /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list |
            head -n 1)
        # shellcheck disable=SC2086
        mmdebstrap -q --variant=minbase --include=ca-certificates bookworm - $sources |
            podman import -q - "$base"
    fi
    podman image exists "$builder" || podman build -q --isolation=chroot --network=host \
        --pull=never -t "$builder" - <<DOCKERFILE
FROM $base
RUN apt-get update -q && apt-get install -qy --no-install-recommends binutils gcc g++ git \
libc6-dev libcurl4 libedit2 libncurses6 libpython3.11 libxml2 libz3-4 tzdata zlib1g-dev pkg-config
ENV PATH=$toolchain/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
DOCKERFILE
}

# Lays out this clone's copies of the packages it depends on below folder $1, with git settings that
# lead there: the build in the image then needs no network for them.
lend_packages() {
    swift package resolve
    printf '[safe]\n\tdirectory = *\n' >"$1/gitconfig"
    for copy in .build/repositories/*/; do
        url=$(git -C "$copy" config remote.origin.url)
        printf '[url "/packages/%s"]\n\tinsteadOf = %s\n' "$(basename "$copy")" "$url" >>"$1/gitconfig"
    done
}

# Builds the image $1 from the Dockerfile; $2 is a folder for what only the build needs.
build_image() {
    if [ "$ENGINE" = docker ]; then
        docker build -t "$1" .
        return
    fi
    make_bases
    lend_packages "$2"
    # Without `--format docker` the HEALTHCHECK is dropped.
    podman build --isolation=chroot --network=host --pull=never --format docker \
        -v "$toolchain:$toolchain:ro" -v "$PWD/.build/repositories:/packages:ro" \
        -v "$2/gitconfig:/etc/gitconfig:ro" -t "$1" .
}
