#ifndef LOGFILE_H
#define LOGFILE_H

#include <sqlite3.h>

// The file of a write-ahead log, which gathers what is written to it one after the other and hands it on in one call: SQLite writes each
// page of a commit by itself, and its header before it, and each call costs as much as the copy of several pages.
//
// What is gathered is handed on with the last page of a commit, and before anything else is done with the file: before it is synced, read,
// measured, cut or closed. Nobody looks for a page before its commit is whole, so nobody misses what is still here.

typedef struct {
    sqlite3_file base;  // first: SQLite hands back a pointer to it
    sqlite3_file *real;
    unsigned char *bytes;
    int count;
    int ends;  // The page that is written next ends a commit.
    sqlite3_int64 offset;
} log_file;

int log_open(sqlite3_vfs *system, const char *path, sqlite3_file *file, int flags, int *out);

#endif
