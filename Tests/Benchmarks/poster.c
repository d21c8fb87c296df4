/* Sends POSTs over N keep-alive connections, one in flight on each, and times the answers.
 *
 *   poster PORT CONNECTIONS SECONDS REQUEST-FILE
 *
 * The file holds a whole request with a run of '#' in its body: each request gets a number of its
 * own there, so that no two bodies are alike. Prints one line of JSON. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 65536, LATENCIES = 4000000 };

struct connection {
    int fd;
    size_t filled;
    double sent;
    char buffer[BUFFER];
};

static char request[BUFFER];
static size_t request_length;
static char *mark;
static int mark_length;
static unsigned long next_number;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void read_request(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) die(path);
    request_length = fread(request, 1, sizeof request - 1, file);
    fclose(file);
    mark = strchr(request, '#');
    if (!mark) {
        fprintf(stderr, "%s: no mark in the body\n", path);
        exit(1);
    }
    mark_length = (int)strspn(mark, "#");
    /* Runs against one register must not repeat each other's numbers. */
    next_number = (unsigned long)time(NULL) * 1000000UL;
}

static void send_next(struct connection *c) {
    char digits[32];
    snprintf(digits, sizeof digits, "%0*lu", mark_length, next_number++);
    memcpy(mark, digits + strlen(digits) - (size_t)mark_length, (size_t)mark_length);
    c->sent = now();
    if (send(c->fd, request, request_length, MSG_NOSIGNAL) != (ssize_t)request_length) die("send");
}

/* The length of the whole answer in the buffer, 0 while it is incomplete. */
static size_t answer_length(struct connection *c) {
    c->buffer[c->filled] = 0;
    char *end = strstr(c->buffer, "\r\n\r\n");
    if (!end) return 0;
    size_t length = (size_t)(end + 4 - c->buffer);
    char *field = strcasestr(c->buffer, "\ncontent-length:");
    if (field && field < end) length += (size_t)atol(field + 16);
    return length <= c->filled ? length : 0;
}

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

int main(int count, char **words) {
    if (count != 5) return 64;
    int connections = atoi(words[2]);
    read_request(words[4]);
    struct connection *all = calloc((size_t)connections, sizeof *all);
    float *latencies = malloc(sizeof *latencies * LATENCIES);
    int set = epoll_create1(0), one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((in_port_t)atoi(words[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int i = 0; i < connections; i++) {
        all[i].fd = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(all[i].fd, (struct sockaddr *)&address, sizeof address)) die("connect");
        setsockopt(all[i].fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
        epoll_ctl(set, EPOLL_CTL_ADD, all[i].fd, &event);
    }
    double start = now(), end = start + atof(words[3]);
    unsigned long done = 0, refused = 0;
    for (int i = 0; i < connections; i++) send_next(&all[i]);
    /* What is in flight at the end is still waited for, so that all that was sent is counted. */
    for (int open = connections; open > 0;) {
        struct epoll_event events[64];
        int ready = epoll_wait(set, events, 64, 30000);
        if (ready <= 0) die("no answer for 30 s");
        for (int i = 0; i < ready; i++) {
            struct connection *c = events[i].data.ptr;
            ssize_t got = recv(c->fd, c->buffer + c->filled, BUFFER - 1 - c->filled, 0);
            if (got <= 0) die("recv");
            c->filled += (size_t)got;
            if (!answer_length(c)) continue;
            if (strncmp(c->buffer + 9, "201", 3) != 0 && refused++ == 0)
                fprintf(stderr, "%.*s\n", (int)c->filled, c->buffer);
            c->filled = 0;
            if (done < LATENCIES) latencies[done] = (float)(now() - c->sent);
            done++;
            if (now() < end) send_next(c);
            else open--;
        }
    }
    double seconds = now() - start;
    size_t kept = done < LATENCIES ? done : LATENCIES;
    qsort(latencies, kept, sizeof *latencies, ascending);
    printf("{\"requests\": %lu, \"refused\": %lu, \"seconds\": %.4f, \"p50\": %.7f, \"p99\": %.7f}\n",
           done, refused, seconds, latencies[kept / 2], latencies[kept * 99 / 100]);
    return 0;
}
