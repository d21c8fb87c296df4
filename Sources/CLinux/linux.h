/* Linux calls that the Glibc module leaves out, and constants that it imports with the wrong type. */
#ifndef NOTICED_LINUX_H
#define NOTICED_LINUX_H

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <sys/timerfd.h>
#include <sys/un.h>

/* The event bits as plain numbers: the enumeration is imported as a type of its own. */
static const uint32_t notice_epoll_in = EPOLLIN;
static const uint32_t notice_epoll_out = EPOLLOUT;
static const uint32_t notice_epoll_gone = EPOLLERR | EPOLLHUP;
static const uint32_t notice_epoll_exclusive = 1u << 28;

/* Declared under _GNU_SOURCE only, which the importer does not set. */
int accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags);
int pthread_setname_np(pthread_t thread, const char *name);

#endif
