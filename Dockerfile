# The image of noticed: one static-runtime binary on a small Debian, as a user of its own.
#
#   docker build -t noticed .
#   docker run --rm -p 127.0.0.1:8470:8470 -v noticed:/var/lib/noticed noticed serve --open --example
#
# Nothing outside the volume is written, so that `--read-only --cap-drop=ALL
# --security-opt=no-new-privileges` may be added to the second line.

FROM swift:6.3-bookworm AS build
RUN apt-get update -q \
    && apt-get install -qy --no-install-recommends libsqlite3-dev libssl-dev pkg-config \
        zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
RUN swift package resolve
COPY . .
# A newer compiler's new warning must not stop a build: warnings stay warnings.
ENV NOTICED_WARNINGS=keep
RUN swift build -c release --static-swift-stdlib --product noticed \
    && strip -o /noticed .build/release/noticed

FROM debian:bookworm-slim
RUN apt-get update -q \
    && apt-get install -qy --no-install-recommends ca-certificates libsqlite3-0 libssl3 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 noticed \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/noticed \
        --shell /usr/sbin/nologin noticed \
    && install -d -o noticed -g noticed -m 0750 /var/lib/noticed
COPY --from=build /noticed /usr/local/bin/noticed
# Defaults that fit a container; flags after `serve` beat them.
ENV NOTICED_LISTEN=0.0.0.0:8470 NOTICED_STORE=sqlite:/var/lib/noticed/register.db
USER 10001:10001
WORKDIR /var/lib/noticed
VOLUME /var/lib/noticed
EXPOSE 8470
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s CMD ["noticed", "healthcheck"]
ENTRYPOINT ["noticed"]
CMD ["serve"]
