#include <zlib.h>

/// deflateInit2 is a macro; 31 = the largest window with a gzip wrapper (zlib.h).
static inline int gzip_start(z_stream *stream) {
    return deflateInit2(stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY);
}

/// inflateInit2 is a macro; -15 = the largest window, with no wrapper, as in a zip archive.
static inline int raw_inflate_start(z_stream *stream) {
    return inflateInit2(stream, -15);
}
