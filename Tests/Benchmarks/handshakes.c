/* Full TLS handshakes, one request each, over and over from some threads, and times them.
 *
 *   handshakes PORT THREADS SECONDS PATH
 *
 * No session is resumed. Prints one line of JSON; a time is that from connect to the whole answer. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 64, LATENCIES = 200000 };

struct work {
    pthread_t thread;
    size_t done, failed;
    float *latencies;
};

static SSL_CTX *context;
static struct sockaddr_in address = {.sin_family = AF_INET};
static char request[512];
static double end;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Whether a 200 came whole; the server closes behind it. */
static int ask_once(void) {
    int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1, is_answered = 0, got;
    struct linger reset = {.l_onoff = 1, .l_linger = 0};
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    SSL *tls = SSL_new(context);
    char answer[16384];
    SSL_set_fd(tls, fd);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 && SSL_connect(tls) == 1
        && SSL_write(tls, request, (int)strlen(request)) > 0) {
        got = SSL_read(tls, answer, sizeof answer);
        is_answered = got > 12 && !memcmp(answer + 9, "200", 3);
        while (got > 0) got = SSL_read(tls, answer, sizeof answer);
    }
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    SSL_free(tls);
    close(fd);
    return is_answered;
}

static void *run(void *argument) {
    struct work *mine = argument;
    while (mine->done < LATENCIES) {
        double start = now();
        if (start >= end) break;
        if (!ask_once()) mine->failed++;
        mine->latencies[mine->done++] = (float)(now() - start);
    }
    return NULL;
}

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

int main(int count, char **words) {
    int threads = count == 5 ? atoi(words[2]) : 0;
    if (threads < 1 || threads > THREADS) return 64;
    address.sin_port = htons((in_port_t)atoi(words[1]));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    snprintf(request, sizeof request,
             "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", words[4]);
    context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
    double start = now();
    end = start + atof(words[3]);
    static struct work all[THREADS];
    for (int i = 0; i < threads; i++) {
        all[i].latencies = calloc(LATENCIES, sizeof(float));
        pthread_create(&all[i].thread, NULL, run, &all[i]);
    }
    size_t done = 0, failed = 0;
    float *latencies = calloc((size_t)threads * LATENCIES, sizeof *latencies);
    for (int i = 0; i < threads; i++) {
        pthread_join(all[i].thread, NULL);
        memcpy(latencies + done, all[i].latencies, all[i].done * sizeof *latencies);
        done += all[i].done;
        failed += all[i].failed;
    }
    double seconds = now() - start;
    if (done == 0) return 1;
    qsort(latencies, done, sizeof *latencies, ascending);
    printf("{\"requests\": %zu, \"failed\": %zu, \"seconds\": %.4f, \"p50\": %.7f, \"p99\": %.7f, "
           "\"p999\": %.7f}\n", done, failed, seconds, latencies[done / 2],
           latencies[done * 99 / 100], latencies[done * 999 / 1000]);
    return 0;
}
