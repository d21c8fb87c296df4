/* Sends requests in turn over N keep-alive connections, one in flight on each, and times the answers.
 *
 *   asker PORT CONNECTIONS SECONDS REQUEST-FILE
 *
 * The file holds whole requests, each behind a line with its length. They are sent over and over until
 * the time is up; with 0 seconds each is sent once. An answer has a Content-Length, or is chunked and
 * has no trailers. Prints one line of JSON, times in seconds. */
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

enum { BUFFER = 1 << 23, LATENCIES = 4000000 };

struct connection {
    int fd;
    size_t filled;
    double sent;
    char *buffer;
};

struct request {
    char *bytes;
    size_t length;
};

static struct request *requests;
static size_t request_count, next_request;
static int is_once;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void read_requests(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) die(path);
    size_t length, room = 0;
    while (fscanf(file, "%zu", &length) == 1 && fgetc(file) == '\n') {
        if (request_count == room) {
            room = room ? room * 2 : 1024;
            requests = realloc(requests, room * sizeof *requests);
        }
        char *bytes = malloc(length);
        if (fread(bytes, 1, length, file) != length) die(path);
        requests[request_count++] = (struct request){bytes, length};
    }
    fclose(file);
    if (request_count == 0) {
        fprintf(stderr, "%s: no request\n", path);
        exit(1);
    }
}

/* Whether another request was sent: the file may have come to its end. */
static int send_next(struct connection *c) {
    if (next_request == request_count) {
        if (is_once) return 0;
        next_request = 0;
    }
    struct request *one = &requests[next_request++];
    c->filled = 0;
    c->sent = now();
    if (send(c->fd, one->bytes, one->length, MSG_NOSIGNAL) != (ssize_t)one->length) die("send");
    return 1;
}

static int is_whole(struct connection *c) {
    c->buffer[c->filled] = 0;
    char *end = memmem(c->buffer, c->filled, "\r\n\r\n", 4);
    if (!end) return 0;
    char *field = strcasestr(c->buffer, "\ncontent-length:");
    if (field && field < end)
        return (size_t)(end + 4 - c->buffer) + (size_t)atol(field + 16) <= c->filled;
    return c->filled > 7 && memcmp(c->buffer + c->filled - 7, "\r\n0\r\n\r\n", 7) == 0;
}

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static double share(float *latencies, size_t count, double part) {
    size_t place = (size_t)((double)count * part);
    return count ? latencies[place < count ? place : count - 1] : 0;
}

int main(int count, char **words) {
    if (count != 5) return 64;
    int connections = atoi(words[2]), open = 0, one = 1;
    double duration = atof(words[3]);
    is_once = duration == 0;
    read_requests(words[4]);
    struct connection *all = calloc((size_t)connections, sizeof *all);
    float *latencies = malloc(sizeof *latencies * LATENCIES);
    int set = epoll_create1(0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((in_port_t)atoi(words[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int i = 0; i < connections; i++) {
        all[i].buffer = malloc(BUFFER);
        all[i].fd = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(all[i].fd, (struct sockaddr *)&address, sizeof address)) die("connect");
        setsockopt(all[i].fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
        epoll_ctl(set, EPOLL_CTL_ADD, all[i].fd, &event);
    }
    double start = now(), end = start + duration;
    unsigned long done = 0, failed = 0, bytes = 0;
    for (int i = 0; i < connections; i++) open += send_next(&all[i]);
    /* What is in flight at the end is still waited for, so that all that was sent is counted. */
    while (open > 0) {
        struct epoll_event events[64];
        int ready = epoll_wait(set, events, 64, 30000);
        if (ready <= 0) die("no answer for 30 s");
        for (int i = 0; i < ready; i++) {
            struct connection *c = events[i].data.ptr;
            ssize_t got = recv(c->fd, c->buffer + c->filled, BUFFER - 1 - c->filled, 0);
            if (got <= 0) die("recv");
            c->filled += (size_t)got;
            if (!is_whole(c)) continue;
            double took = now() - c->sent;
            if (c->buffer[9] != '2' && failed++ == 0)
                fprintf(stderr, "%.*s\n", (int)c->filled, c->buffer);
            bytes += c->filled;
            if (done < LATENCIES) latencies[done] = (float)took;
            done++;
            if (!(is_once || now() < end) || !send_next(c)) open--;
        }
    }
    double seconds = now() - start;
    size_t kept = done < LATENCIES ? done : LATENCIES;
    qsort(latencies, kept, sizeof *latencies, ascending);
    printf("{\"requests\": %lu, \"failed\": %lu, \"seconds\": %.6f, \"bytes\": %lu, \"p50\": %.8f, "
           "\"p99\": %.8f, \"p999\": %.8f}\n",
           done, failed, seconds, bytes, share(latencies, kept, 0.5), share(latencies, kept, 0.99),
           share(latencies, kept, 0.999));
    return 0;
}
