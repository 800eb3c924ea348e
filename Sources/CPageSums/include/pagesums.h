#ifndef PAGESUMS_H
#define PAGESUMS_H

#include <stdbool.h>
#include <stdint.h>

// A SQLite VFS that keeps a checksum in the last eight bytes of every page of a database file, and refuses to read a page
// that does not match: SQLite itself notices a changed byte only where it breaks the structure of a page.
//
// It applies to databases whose header reserves eight bytes a page (set SQLITE_FCNTL_RESERVE_BYTES before the first write);
// logs and journals have checksums of their own and are passed through, a log's pages in as few writes as can be (logfile.h).

struct sqlite3;

enum { PAGESUMS_RESERVED = 8 };

// The name of a VFS that keeps checksums over the VFS `base` (null: the system's). Registered at the first call; null: no memory.
const char *pagesums_over(const char *base);

typedef struct {
    bool is_database;  // It begins as a database with checksums does; else nothing else is known.
    int64_t wrong;     // Pages that are not as they were written …
    int64_t first;     // … and the number of the first of them.
    int64_t expected;  // Bytes that the file has by its header …
    int64_t actual;    // … and that it has.
} pagesums_result;

// Reads a database file page by page, the pages in no table too: one that nobody in this process has open, or the one of an open
// connection, whose log must be checkpointed. False: it cannot be read.
bool pagesums_check(const char *path, pagesums_result *result);
bool pagesums_check_open(struct sqlite3 *connection, pagesums_result *result);

#endif
