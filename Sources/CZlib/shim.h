#include <zlib.h>

/// deflateInit2 is a macro; 31 = the largest window with a gzip wrapper (zlib.h).
static inline int gzip_start(z_stream *stream) {
    return deflateInit2(stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY);
}
