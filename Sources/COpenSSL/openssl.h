/* OpenSSL 3, as Swift is to see it: what libcrypto offers for digests and randomness. */
#ifndef NOTICED_OPENSSL_H
#define NOTICED_OPENSSL_H

/* The digest's own calls: those that 3.0 puts in their place look the algorithm up by its name and
   allocate each time, which takes as long again as a digest of a kilobyte. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

/* SHA-256 of so many bytes; the digest has room for 32. Nothing of it can fail. */
static inline void noticed_sha256(const unsigned char *bytes, size_t count, unsigned char *digest) {
  SHA256_CTX state;
  SHA256_Init(&state);
  SHA256_Update(&state, bytes, count);
  SHA256_Final(digest, &state);
}

#endif
