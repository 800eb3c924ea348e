#include <libwebsockets.h>
#include <sys/socket.h>
#include <openssl/ssl.h>


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
