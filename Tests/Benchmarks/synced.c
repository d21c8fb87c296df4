/* The least that a durable write can cost: write and fdatasync of the same bytes, one by one.
 *
 *   synced append|overwrite FILE LENGTH SECONDS    alone; prints one line of JSON
 *   synced serve FILE LENGTH                       as a server: prints its port, then answers each
 *                                                  request of one connection at a time after one
 *                                                  write and one fdatasync of LENGTH bytes
 *
 * `overwrite` goes over a file that is there already, as a kept write-ahead log does; then a write
 * changes no file size, which an append must make durable too. `serve` appends. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 65536, PREPARED = 64 << 20 };

static char bytes[BUFFER];

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void store(int fd, size_t length) {
    if (write(fd, bytes, length) != (ssize_t)length || fdatasync(fd)) die("write");
}

static void prepare(int fd) {
    static char block[1 << 20];
    for (int i = 0; i < PREPARED / (int)sizeof block; i++)
        if (write(fd, block, sizeof block) != (ssize_t)sizeof block) die("write");
    if (fsync(fd) || lseek(fd, 0, SEEK_SET)) die("fsync");
}

static void alone(int fd, size_t length, double seconds, int over) {
    if (over) prepare(fd);
    unsigned long done = 0, room = PREPARED / length;
    double start = now();
    while (now() < start + seconds) {
        store(fd, length);
        if (++done % room == 0 && over && lseek(fd, 0, SEEK_SET)) die("lseek");
    }
    printf("{\"requests\": %lu, \"seconds\": %.4f}\n", done, now() - start);
}

static void serve(int fd, size_t length) {
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 16)) die("listen");
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    char answer[BUFFER], request[BUFFER];
    int head = snprintf(answer, sizeof answer, "HTTP/1.1 201 Created\r\nContent-Length: %zu\r\n\r\n", length);
    memset(answer + head, 'x', length);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        size_t filled = 0;
        ssize_t got;
        while ((got = recv(client, request + filled, BUFFER - 1 - filled, 0)) > 0) {
            filled += (size_t)got;
            request[filled] = 0;
            char *end = strstr(request, "\r\n\r\n");
            if (!end || filled < (size_t)(end + 4 - request) + length) continue;
            filled = 0;
            store(fd, length);
            if (send(client, answer, (size_t)head + length, MSG_NOSIGNAL) < 0) break;
        }
        close(client);
    }
}

int main(int count, char **words) {
    if (count < 4) return 64;
    size_t length = (size_t)atol(words[3]);
    if (length == 0 || length > BUFFER / 2) return 64;
    memset(bytes, 'x', sizeof bytes);
    int fd = open(words[2], O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0) die(words[2]);
    if (strcmp(words[1], "serve") == 0) serve(fd, length);
    else if (count == 5) alone(fd, length, atof(words[4]), strcmp(words[1], "overwrite") == 0);
    else return 64;
    return 0;
}
