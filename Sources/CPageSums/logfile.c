#include "logfile.h"

#include <stdlib.h>
#include <string.h>

// SQLite's own file layer writes at most 128 KiB in one call, and says nothing of it.
enum { ROOM = 1 << 20, AT_ONCE = 1 << 16, FRAME_HEADER = 24, LOG_HEADER = 32, COMMITTED_SIZE_AT = 4 };

static log_file *of(sqlite3_file *file) { return (log_file *)file; }

// After a failure nothing is kept: SQLite gives the commit up, and the next one begins at a place of its own.
static int hand_on(sqlite3_file *file) {
    log_file *f = of(file);
    int count = f->count, result = SQLITE_OK;
    f->count = 0;
    for (int at = 0; at < count && result == SQLITE_OK; at += AT_ONCE) {
        result = f->real->pMethods->xWrite(f->real, f->bytes + at, count - at < AT_ONCE ? count - at : AT_ONCE, f->offset + at);
    }
    return result;
}

// The header of a commit's last page says how large the database is by then; that of any other page says 0.
static int ends_commit(const unsigned char *bytes, int count, sqlite3_int64 offset) {
    static const unsigned char none[4];
    return count == FRAME_HEADER && offset >= LOG_HEADER && memcmp(bytes + COMMITTED_SIZE_AT, none, sizeof(none)) != 0;
}

static int gather(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    log_file *f = of(file);
    if (f->count && (offset != f->offset + f->count || count > ROOM - f->count)) {
        int result = hand_on(file);
        if (result != SQLITE_OK) return result;
    }
    if (count > ROOM || (!f->bytes && !(f->bytes = malloc(ROOM)))) return f->real->pMethods->xWrite(f->real, bytes, count, offset);
    if (!f->count) f->offset = offset;
    memcpy(f->bytes + f->count, bytes, (size_t)count);
    f->count += count;
    return SQLITE_OK;
}

static int log_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    log_file *f = of(file);
    int is_last = f->ends;
    f->ends = ends_commit(bytes, count, offset);
    int result = gather(file, bytes, count, offset);
    return result == SQLITE_OK && is_last && !f->ends ? hand_on(file) : result;
}

static int log_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    int result = hand_on(file);
    return result == SQLITE_OK ? of(file)->real->pMethods->xRead(of(file)->real, bytes, count, offset) : result;
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size) {
    int result = hand_on(file);
    return result == SQLITE_OK ? of(file)->real->pMethods->xTruncate(of(file)->real, size) : result;
}

static int log_sync(sqlite3_file *file, int flags) {
    int result = hand_on(file);
    return result == SQLITE_OK ? of(file)->real->pMethods->xSync(of(file)->real, flags) : result;
}

static int log_size(sqlite3_file *file, sqlite3_int64 *size) {
    int result = hand_on(file);
    return result == SQLITE_OK ? of(file)->real->pMethods->xFileSize(of(file)->real, size) : result;
}

static int log_close(sqlite3_file *file) {
    int written = hand_on(file);
    free(of(file)->bytes);
    int closed = of(file)->real->pMethods->xClose(of(file)->real);
    return written == SQLITE_OK ? closed : written;
}

static int log_lock(sqlite3_file *file, int level) { return of(file)->real->pMethods->xLock(of(file)->real, level); }
static int log_unlock(sqlite3_file *file, int level) { return of(file)->real->pMethods->xUnlock(of(file)->real, level); }
static int log_reserved(sqlite3_file *file, int *is) { return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, is); }
static int log_control(sqlite3_file *file, int op, void *arg) { return of(file)->real->pMethods->xFileControl(of(file)->real, op, arg); }
static int log_sector(sqlite3_file *file) { return of(file)->real->pMethods->xSectorSize(of(file)->real); }
static int log_traits(sqlite3_file *file) { return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real); }

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = log_close,
    .xRead = log_read,
    .xWrite = log_write,
    .xTruncate = log_truncate,
    .xSync = log_sync,
    .xFileSize = log_size,
    .xLock = log_lock,
    .xUnlock = log_unlock,
    .xCheckReservedLock = log_reserved,
    .xFileControl = log_control,
    .xSectorSize = log_sector,
    .xDeviceCharacteristics = log_traits,
};

int log_open(sqlite3_vfs *system, const char *path, sqlite3_file *file, int flags, int *out) {
    log_file *f = of(file);
    memset(f, 0, sizeof(*f));
    f->real = (sqlite3_file *)(f + 1);
    int result = system->xOpen(system, path, f->real, flags, out);
    if (result != SQLITE_OK) {
        if (f->real->pMethods) f->real->pMethods->xClose(f->real);
        return result;
    }
    f->base.pMethods = &methods;
    return SQLITE_OK;
}
