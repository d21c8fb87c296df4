/* Holds N keep-alive connections that have asked once and ask nothing more.
 *
 *   idlers PORT CONNECTIONS PATH [tls]
 *
 * Prints a line when all have their answer; ends, with a reset for each, when its input does. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static SSL_CTX *context;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void raise_limit(int connections) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_max < (rlim_t)connections + 16) {
        fprintf(stderr, "no more than %lu descriptors\n", (unsigned long)files.rlim_max);
        exit(1);
    }
    files.rlim_cur = files.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &files)) die("setrlimit");
}

static void ask(int fd, const char *request) {
    char answer[65536];
    size_t filled = 0;
    SSL *tls = NULL;
    if (context) {
        tls = SSL_new(context);
        SSL_set_fd(tls, fd);
        if (SSL_connect(tls) != 1) die("SSL_connect");
    }
    int length = (int)strlen(request);
    if ((tls ? SSL_write(tls, request, length) : (int)write(fd, request, (size_t)length)) != length)
        die("write");
    for (;;) {
        int room = (int)(sizeof answer - 1 - filled);
        int got = tls ? SSL_read(tls, answer + filled, room)
                      : (int)read(fd, answer + filled, (size_t)room);
        if (got <= 0) die("read");
        filled += (size_t)got;
        answer[filled] = 0;
        char *end = strstr(answer, "\r\n\r\n"), *field = strcasestr(answer, "\ncontent-length:");
        if (end && field && filled >= (size_t)(end + 4 - answer) + (size_t)atol(field + 16)) break;
    }
    /* The descriptor stays open; nothing more is read, so the session may go. */
    SSL_free(tls);
}

int main(int count, char **words) {
    if (count < 4) return 64;
    int connections = atoi(words[2]);
    raise_limit(connections);
    if (count > 4) context = SSL_CTX_new(TLS_client_method());
    int *all = calloc((size_t)connections, sizeof *all);
    char request[512];
    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", words[3]);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((in_port_t)atoi(words[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct linger reset = {.l_onoff = 1, .l_linger = 0};
    /* A server that does not answer fails its load, and not all that would come after it. */
    struct timeval patience = {.tv_sec = 10};
    int one = 1;
    for (int i = 0; i < connections; i++) {
        all[i] = socket(AF_INET, SOCK_STREAM, 0);
        /* The request goes out behind the handshake's last message: Nagle would hold it back until
         * that is acknowledged, which a server that has nothing to say yet puts off for 40 ms. */
        setsockopt(all[i], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        setsockopt(all[i], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (connect(all[i], (struct sockaddr *)&address, sizeof address)) die("connect");
        /* Thousands of closed ones would else wait for a minute each, rounds on end. */
        setsockopt(all[i], SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        ask(all[i], request);
    }
    puts("all are idle");
    fflush(stdout);
    while (getchar() != EOF) {}
    return 0;
}
