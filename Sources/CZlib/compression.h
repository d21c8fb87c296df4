/* zlib, as Swift is to see it: the calls that begin a stream are macros. */
#ifndef NOTICED_ZLIB_H
#define NOTICED_ZLIB_H

#include <zlib.h>

/* 16 beyond the window's 15 bits asks for gzip's frame (RFC 1952), nothing else. */
static inline int noticed_begin_gzip(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

static inline int noticed_begin_gunzip(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}

#endif
