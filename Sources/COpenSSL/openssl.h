/* OpenSSL 3, as Swift is to see it: what libcrypto offers for digests and randomness. */
#ifndef NOTICED_OPENSSL_H
#define NOTICED_OPENSSL_H

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#endif
