#ifndef PAGESUMS_H
#define PAGESUMS_H

#include <stdint.h>

// A SQLite VFS that keeps a checksum in the last eight bytes of every page of a database file, and refuses to read a page
// that does not match: SQLite itself notices a changed byte only where it breaks the structure of a page.
//
// It applies to databases whose header reserves eight bytes a page (set SQLITE_FCNTL_RESERVE_BYTES before the first write);
// logs and journals have checksums of their own and are passed through.

enum { PAGESUMS_RESERVED = 8 };

// The name of a VFS that keeps checksums over the VFS `base` (null: the system's). Registered at the first call; null: no memory.
const char *pagesums_over(const char *base);

// Reads a closed or checkpointed database file page by page, the pages in no table too. Returns how many do not match, and the
// number of the first of them; 0 also for a database without checksums; -1: it cannot be read.
int64_t pagesums_check(const char *path, int64_t *first);

#endif
