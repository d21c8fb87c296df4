/* OpenSSL 3, as Swift is to see it: digests, randomness, and TLS. */
#ifndef NOTICED_OPENSSL_H
#define NOTICED_OPENSSL_H

/* The digest's own calls: those that 3.0 puts in their place look the algorithm up by its name and
   allocate each time, which takes as long again as a digest of a kilobyte. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

/* SHA-256 of so many bytes; the digest has room for 32. Nothing of it can fail. */
static inline void noticed_sha256(const unsigned char *bytes, size_t count, unsigned char *digest) {
  SHA256_CTX state;
  SHA256_Init(&state);
  SHA256_Update(&state, bytes, count);
  SHA256_Final(digest, &state);
}

/* What OpenSSL has as macros, which Swift cannot see. */

static inline int noticed_tls_bounds(SSL_CTX *context, int oldest, int newest) {
  return SSL_CTX_set_min_proto_version(context, oldest) &&
         SSL_CTX_set_max_proto_version(context, newest);
}

/* Beside what their names say: who closes without a word may still read its answer, for requests
   say themselves where they end. */
static inline void noticed_tls_modes(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                                   SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

static inline int noticed_tls_groups(SSL_CTX *context, const char *names) {
  return (int)SSL_CTX_set1_groups_list(context, names);
}

static inline int noticed_tls_signatures(SSL_CTX *context, const char *names) {
  return (int)SSL_CTX_set1_sigalgs_list(context, names);
}

static inline int noticed_tls_add_chain(SSL_CTX *context, X509 *certificate) {
  return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

static inline void noticed_tls_on_name(SSL_CTX *context, int (*choose)(SSL *, int *, void *),
                                       void *argument) {
  SSL_CTX_set_tlsext_servername_callback(context, choose);
  SSL_CTX_set_tlsext_servername_arg(context, argument);
}

static inline long noticed_tls_memory(BIO *memory, char **bytes) {
  return BIO_get_mem_data(memory, bytes);
}

/* The subject as RFC 4514 writes it, in UTF-8, control characters escaped. */
static inline int noticed_tls_print_subject(BIO *memory, const X509 *certificate) {
  return X509_NAME_print_ex(memory, X509_get_subject_name(certificate), 0,
                            XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}

/* Readies the cipher and the code of a session ticket (RFC 5077 §4): 32 bytes of the secret for
   AES-256-CBC, 32 for HMAC-SHA-256. */
static inline int noticed_tls_ticket(EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *code,
                                     const unsigned char *secret, const unsigned char *vector,
                                     int seals) {
  char digest[] = "SHA256";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_octet_string(OSSL_MAC_PARAM_KEY, (void *)(secret + 32), 32),
      OSSL_PARAM_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, sizeof digest - 1),
      OSSL_PARAM_END,
  };
  return EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), NULL, secret, vector, seals) &&
         EVP_MAC_CTX_set_params(code, parameters);
}

#endif
