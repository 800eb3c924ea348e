#include <libwebsockets.h>
#include <sys/socket.h>
#include <openssl/ssl.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <time.h>


/// The user behind a Unix socket, as the kernel noted it at connect (SO_PEERCRED, unix(7));
/// spelt out here because glibc shows `struct ucred` only under _GNU_SOURCE. -1 when there is none.
static inline long long socket_peer_user(int fd) {
    struct { int pid; unsigned int uid; unsigned int gid; } peer;
    socklen_t size = sizeof peer;
    if (getsockopt(fd, SOL_SOCKET, 17 /* SO_PEERCRED */, &peer, &size) != 0 || size != sizeof peer || peer.uid == (unsigned int)-1) return -1;
    return peer.uid;
}

/// LWS_WRITE_RAW is a macro for a case of the enumeration, which Swift does not see.
static const enum lws_write_protocol lws_write_raw = LWS_WRITE_RAW;

/// TLS 1.2 and 1.3, our order of suites, no renegotiation, compression or tickets; spelt here because they are macros.
static const unsigned long tls_options = SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_CIPHER_SERVER_PREFERENCE
    | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET;

/// accept4(2), which glibc shows only under _GNU_SOURCE: what is accepted never blocks, and is no child's.
extern int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags);
static inline int socket_accept(int fd) { return accept4(fd, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC); }

/// 1: a PEM file of a certificate and one of a key that belong together.
static inline int certificate_fits(const char *path, const char *key_path) {
    FILE *file = fopen(path, "re");
    X509 *certificate = file ? PEM_read_X509(file, 0, 0, 0) : 0;
    if (file) fclose(file);
    file = fopen(key_path, "re");
    EVP_PKEY *key = file ? PEM_read_PrivateKey(file, 0, 0, 0) : 0;
    if (file) fclose(file);
    int fits = certificate && key && X509_check_private_key(certificate, key) == 1;
    if (key) EVP_PKEY_free(key);
    if (certificate) X509_free(certificate);
    return fits;
}

/// When the first certificate of a PEM file ends, in seconds since 1970; -1 where there is none.
static inline long long certificate_end(const char *path) {
    FILE *file = fopen(path, "re");
    if (!file) return -1;
    X509 *certificate = PEM_read_X509(file, 0, 0, 0);
    fclose(file);
    if (!certificate) return -1;
    struct tm end = {0};
    int read = ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end);
    X509_free(certificate);
    return read == 1 ? timegm(&end) : -1;
}
