#ifndef FAULTS_H
#define FAULTS_H

#include <stdint.h>

// A SQLite VFS over the system's that can fail on demand, and that remembers every change of a file, so that a test can
// build what a disk may hold after a power cut. One recorder serves the connections of one thread.

typedef struct faults faults;

enum faults_kind {
    FAULTS_WRITE = 1,
    FAULTS_SYNC = 2,
    FAULTS_TRUNCATE = 4,
    FAULTS_DELETE = 8,
    FAULTS_MARK = 16,
};

typedef struct {
    int kind;
    int file;              // see faults_name
    int64_t offset;        // of a write; the new length of a truncation; the number of a mark
    int64_t count;
    const uint8_t *bytes;  // of a write; owned by the recorder
} faults_event;

// Registers the VFS under `name`, which must be unused. Null: no memory.
faults *faults_create(const char *name);
// Unregisters it; all its connections must be closed.
void faults_destroy(faults *disk);

// Calls of `kinds` (or-ed) succeed `after` times, then `times` of them give `result` (SQLITE_IOERR_WRITE, SQLITE_FULL …); a write that fails leaves its first half.
void faults_fail(faults *disk, int kinds, int64_t after, int64_t times, int result);
// Calls succeed again.
void faults_heal(faults *disk);
// Calls that have failed so far.
int64_t faults_failed(const faults *disk);

// Remembers, between the changes, that the test saw something: a commit acknowledged.
void faults_mark(faults *disk, int64_t number);
int64_t faults_count(const faults *disk);
faults_event faults_get(const faults *disk, int64_t index);
const char *faults_name(const faults *disk, int file);

#endif
