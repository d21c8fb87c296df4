/* The limit that engines are measured against: one epoll loop a core, SO_REUSEPORT, no more of
 * HTTP/1.1 than the loads need, and that in order.
 *
 *   epoll PORT RECORD-FILE
 *
 * GET /record sends the file, POST /echo its own body back. Per ready connection one recv and one
 * send, whatever is pipelined. What the client does not take waits in a buffer of its connection,
 * which is not read meanwhile. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { INPUT = 4096, OUTPUT = 262144, EVENTS = 256, RECORD = 65536, ANSWER = INPUT + RECORD + 512 };

struct connection {
    int fd;
    int closes;
    size_t filled;
    char *waiting;
    size_t waiting_length;
    char input[INPUT];
};

struct loop {
    int set, listener;
    time_t second;
    char date[64];
    size_t date_length, length;
    char output[OUTPUT];
};

static char record[RECORD];
static size_t record_length;
static int port;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void watch(struct loop *l, struct connection *c, int operation, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = c};
    if (epoll_ctl(l->set, operation, c->fd, &event)) die("epoll_ctl");
}

static void drop(struct connection *c) {
    close(c->fd);
    free(c->waiting);
    free(c);
}

static void put(struct loop *l, const void *bytes, size_t length) {
    memcpy(l->output + l->length, bytes, length);
    l->length += length;
}

#define SAY(l, text) put(l, text, sizeof text - 1)

static void answer(struct loop *l, const char *status, const char *body, size_t length, int closes) {
    char digits[24];
    SAY(l, "HTTP/1.1 ");
    put(l, status, strlen(status));
    put(l, l->date, l->date_length);
    SAY(l, "Content-Type: application/json\r\nContent-Length: ");
    char *first = digits + sizeof digits;
    size_t rest = length;
    do *--first = (char)('0' + rest % 10); while (rest /= 10);
    put(l, first, (size_t)(digits + sizeof digits - first));
    if (closes) SAY(l, "\r\nConnection: close\r\n\r\n");
    else SAY(l, "\r\n\r\n");
    put(l, body, length);
}

/* Answers the request that begins at `from`: its length, 0 while it is incomplete, -1 when refused. */
static ssize_t take(struct loop *l, struct connection *c, char *from, size_t length) {
    char *end = memmem(from, length, "\r\n\r\n", 4);
    if (!end) return length == INPUT ? -1 : 0;
    size_t body_length = 0, head_length = (size_t)(end + 4 - from);
    char *line = memchr(from, '\r', length);
    if (line - from < 14 || memcmp(line - 9, " HTTP/1.1", 9) != 0) return -1;
    int has_host = 0;
    for (char *field = line + 2; field < end;) {
        char *stop = memchr(field, '\r', (size_t)(end + 1 - field));
        char *colon = memchr(field, ':', (size_t)(stop - field));
        if (stop[1] != '\n' || !colon || colon == field || colon[-1] == ' ') return -1;
        size_t name = (size_t)(colon - field);
        char *value = colon + 1;
        while (value < stop && *value == ' ') value++;
        if (name == 4 && !strncasecmp(field, "host", 4)) has_host++;
        if (name == 17 && !strncasecmp(field, "transfer-encoding", 17)) return -1;
        if (name == 10 && !strncasecmp(field, "connection", 10))
            c->closes |= stop - value == 5 && !strncasecmp(value, "close", 5);
        if (name == 14 && !strncasecmp(field, "content-length", 14)) {
            if (value == stop) return -1;
            for (body_length = 0; value < stop; value++) {
                if (*value < '0' || *value > '9' || body_length > INPUT) return -1;
                body_length = body_length * 10 + (size_t)(*value - '0');
            }
        }
        field = stop + 2;
    }
    if (has_host != 1 || head_length + body_length > INPUT) return -1;
    if (length < head_length + body_length) return 0;
    if (!memcmp(from, "GET /record ", 12)) answer(l, "200 OK", record, record_length, c->closes);
    else if (!memcmp(from, "POST /echo ", 11)) answer(l, "200 OK", end + 4, body_length, c->closes);
    else answer(l, "404 Not Found", "", 0, c->closes);
    return (ssize_t)(head_length + body_length);
}

/* Sends what was put together; keeps what is not taken. Answers whether the connection lives. */
static int flush(struct loop *l, struct connection *c) {
    size_t length = l->length;
    l->length = 0;
    if (length == 0) return 1;
    ssize_t sent = send(c->fd, l->output, length, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return 0;
    if (sent < 0) sent = 0;
    if ((size_t)sent == length) return !c->closes;
    c->waiting_length = length - (size_t)sent;
    c->waiting = malloc(c->waiting_length);
    if (!c->waiting) return 0;
    memcpy(c->waiting, l->output + sent, c->waiting_length);
    watch(l, c, EPOLL_CTL_MOD, EPOLLOUT);
    return 1;
}

/* Answers all that is whole in the buffer, an output buffer at a time. */
static int serve(struct loop *l, struct connection *c) {
    for (int is_full = 1; is_full;) {
        size_t used = 0;
        while (used < c->filled && !c->closes) {
            is_full = l->length + ANSWER > OUTPUT;
            if (is_full) break;
            ssize_t taken = take(l, c, c->input + used, c->filled - used);
            if (taken < 0) {
                c->closes = 1;
                answer(l, "400 Bad Request", "", 0, 1);
            }
            if (taken <= 0) break;
            used += (size_t)taken;
        }
        if (used == c->filled || c->closes) is_full = 0;
        c->filled -= used;
        if (c->filled && used) memmove(c->input, c->input + used, c->filled);
        if (!flush(l, c)) return 0;
        if (c->waiting) return 1;
    }
    return 1;
}

static int receive(struct loop *l, struct connection *c) {
    ssize_t got = recv(c->fd, c->input + c->filled, INPUT - c->filled, 0);
    if (got < 0) return errno == EAGAIN;
    if (got == 0) return 0;
    c->filled += (size_t)got;
    return serve(l, c);
}

static int send_waiting(struct loop *l, struct connection *c) {
    ssize_t sent = send(c->fd, c->waiting, c->waiting_length, MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    c->waiting_length -= (size_t)sent;
    memmove(c->waiting, c->waiting + sent, c->waiting_length);
    if (c->waiting_length) return 1;
    free(c->waiting);
    c->waiting = NULL;
    if (c->closes) return 0;
    watch(l, c, EPOLL_CTL_MOD, EPOLLIN);
    return serve(l, c);
}

static void accept_all(struct loop *l) {
    int fd, one = 1;
    while ((fd = accept4(l->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct connection *c = malloc(sizeof *c);
        if (!c) die("malloc");
        c->fd = fd;
        c->closes = 0;
        c->filled = 0;
        c->waiting = NULL;
        watch(l, c, EPOLL_CTL_ADD, EPOLLIN);
    }
}

static void tell_time(struct loop *l) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (now.tv_sec == l->second) return;
    l->second = now.tv_sec;
    struct tm parts;
    gmtime_r(&now.tv_sec, &parts);
    const char *form = "\r\nDate: %a, %d %b %Y %H:%M:%S GMT\r\n";
    l->date_length = strftime(l->date, sizeof l->date, form, &parts);
}

static void *run(void *argument) {
    struct loop *l = argument;
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(l->set, events, EVENTS, -1);
        tell_time(l);
        for (int i = 0; i < ready; i++) {
            struct connection *c = events[i].data.ptr;
            if (!c) accept_all(l);
            else if (!(c->waiting ? send_waiting(l, c) : receive(l, c))) drop(c);
        }
    }
    return NULL;
}

static struct loop *opened(void) {
    struct loop *l = calloc(1, sizeof *l);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((in_port_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int one = 1;
    l->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(l->listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    setsockopt(l->listener, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
    if (bind(l->listener, (struct sockaddr *)&address, sizeof address)) die("bind");
    if (listen(l->listener, 1024)) die("listen");
    l->set = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(l->set, EPOLL_CTL_ADD, l->listener, &event);
    return l;
}

int main(int count, char **words) {
    if (count != 3) return 64;
    port = atoi(words[1]);
    FILE *file = fopen(words[2], "r");
    if (!file) die(words[2]);
    record_length = fread(record, 1, sizeof record, file);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    pthread_t thread;
    for (long i = 1; i < cores; i++) pthread_create(&thread, NULL, run, opened());
    run(opened());
}
