#include "faults.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 64 };

struct faults {
    sqlite3_vfs vfs;  // first: SQLite hands back a pointer to it
    sqlite3_vfs *system;
    char *files[MOST_FILES];
    int file_count;
    faults_event *events;
    int64_t count, room;
    int fail_kinds, fail_result;
    int64_t fail_after, fail_times, failed;
};

typedef struct {
    sqlite3_file base;  // first, as above
    faults *disk;
    int name;
    sqlite3_file *real;
} faulty_file;

static faulty_file *of(sqlite3_file *file) { return (faulty_file *)file; }
static faults *disk_of(sqlite3_vfs *vfs) { return (faults *)vfs; }

static int file_number(faults *disk, const char *path) {
    for (int i = 0; i < disk->file_count; i++)
        if (strcmp(disk->files[i], path) == 0) return i;
    if (disk->file_count == MOST_FILES) abort();
    disk->files[disk->file_count] = strdup(path);
    return disk->file_count++;
}

static void record(faults *disk, int kind, int file, int64_t offset, const void *bytes, int64_t count) {
    if (disk->count == disk->room) {
        disk->room = disk->room ? disk->room * 2 : 256;
        disk->events = realloc(disk->events, (size_t)disk->room * sizeof(faults_event));
        if (!disk->events) abort();
    }
    uint8_t *copy = NULL;
    if (bytes) {
        copy = malloc((size_t)count + 1);
        if (!copy) abort();
        memcpy(copy, bytes, (size_t)count);
    }
    disk->events[disk->count++] = (faults_event){kind, file, offset, count, copy};
}

static int fault(faults *disk, int kind) {
    if (!(disk->fail_kinds & kind)) return SQLITE_OK;
    if (disk->fail_after > 0) {
        disk->fail_after--;
        return SQLITE_OK;
    }
    if (disk->fail_times <= 0) return SQLITE_OK;
    disk->fail_times--;
    disk->failed++;
    return disk->fail_result;
}

// Files

static int faulty_close(sqlite3_file *file) {
    return of(file)->real->pMethods ? of(file)->real->pMethods->xClose(of(file)->real) : SQLITE_OK;
}

static int faulty_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    return of(file)->real->pMethods->xRead(of(file)->real, bytes, count, offset);
}

static int faulty_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    faulty_file *f = of(file);
    int result = fault(f->disk, FAULTS_WRITE);
    int written = result == SQLITE_OK ? count : count / 2;
    int real = f->real->pMethods->xWrite(f->real, bytes, written, offset);
    if (real != SQLITE_OK) return real;
    record(f->disk, FAULTS_WRITE, f->name, offset, bytes, written);
    return result;
}

static int faulty_truncate(sqlite3_file *file, sqlite3_int64 length) {
    faulty_file *f = of(file);
    int result = fault(f->disk, FAULTS_TRUNCATE);
    if (result == SQLITE_OK) result = f->real->pMethods->xTruncate(f->real, length);
    if (result == SQLITE_OK) record(f->disk, FAULTS_TRUNCATE, f->name, length, NULL, 0);
    return result;
}

// The real sync is left out: the test's power cut is made from the record, and waiting for the disk would only be slow.
static int faulty_sync(sqlite3_file *file, int flags) {
    (void)flags;
    faulty_file *f = of(file);
    int result = fault(f->disk, FAULTS_SYNC);
    if (result == SQLITE_OK) record(f->disk, FAULTS_SYNC, f->name, 0, NULL, 0);
    return result;
}

static int faulty_size(sqlite3_file *file, sqlite3_int64 *size) { return of(file)->real->pMethods->xFileSize(of(file)->real, size); }
static int faulty_lock(sqlite3_file *file, int level) { return of(file)->real->pMethods->xLock(of(file)->real, level); }
static int faulty_unlock(sqlite3_file *file, int level) { return of(file)->real->pMethods->xUnlock(of(file)->real, level); }
static int faulty_reserved(sqlite3_file *file, int *is) { return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, is); }
static int faulty_control(sqlite3_file *file, int op, void *arg) { return of(file)->real->pMethods->xFileControl(of(file)->real, op, arg); }
static int faulty_sector(sqlite3_file *file) { return of(file)->real->pMethods->xSectorSize(of(file)->real); }
static int faulty_traits(sqlite3_file *file) { return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real); }

static int faulty_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **to) {
    return of(file)->real->pMethods->xShmMap(of(file)->real, page, size, extend, to);
}
static int faulty_shm_lock(sqlite3_file *file, int offset, int n, int flags) {
    return of(file)->real->pMethods->xShmLock(of(file)->real, offset, n, flags);
}
static void faulty_shm_barrier(sqlite3_file *file) { of(file)->real->pMethods->xShmBarrier(of(file)->real); }
static int faulty_shm_unmap(sqlite3_file *file, int delete) { return of(file)->real->pMethods->xShmUnmap(of(file)->real, delete); }

static const sqlite3_io_methods methods = {
    2, faulty_close, faulty_read, faulty_write, faulty_truncate, faulty_sync, faulty_size, faulty_lock, faulty_unlock,
    faulty_reserved, faulty_control, faulty_sector, faulty_traits, faulty_shm_map, faulty_shm_lock, faulty_shm_barrier, faulty_shm_unmap,
    NULL, NULL,
};

// The file system

static int faulty_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
    faulty_file *f = of(file);
    faults *disk = disk_of(vfs);
    f->disk = disk;
    f->real = (sqlite3_file *)(f + 1);
    f->name = file_number(disk, path ? path : "(temporary)");
    int result = disk->system->xOpen(disk->system, path, f->real, flags, out);
    f->base.pMethods = f->real->pMethods ? &methods : NULL;
    return result;
}

static int faulty_delete(sqlite3_vfs *vfs, const char *path, int sync) {
    faults *disk = disk_of(vfs);
    int result = fault(disk, FAULTS_DELETE);
    if (result == SQLITE_OK) result = disk->system->xDelete(disk->system, path, 0);
    if (result == SQLITE_OK) record(disk, FAULTS_DELETE, file_number(disk, path), sync, NULL, 0);
    return result;
}

static int faulty_access(sqlite3_vfs *vfs, const char *path, int flags, int *out) {
    return disk_of(vfs)->system->xAccess(disk_of(vfs)->system, path, flags, out);
}
static int faulty_full_path(sqlite3_vfs *vfs, const char *path, int count, char *out) {
    return disk_of(vfs)->system->xFullPathname(disk_of(vfs)->system, path, count, out);
}
static int faulty_randomness(sqlite3_vfs *vfs, int count, char *out) {
    return disk_of(vfs)->system->xRandomness(disk_of(vfs)->system, count, out);
}
static int faulty_sleep(sqlite3_vfs *vfs, int microseconds) { return disk_of(vfs)->system->xSleep(disk_of(vfs)->system, microseconds); }
static int faulty_time(sqlite3_vfs *vfs, double *out) { return disk_of(vfs)->system->xCurrentTime(disk_of(vfs)->system, out); }
static int faulty_last_error(sqlite3_vfs *vfs, int count, char *out) {
    return disk_of(vfs)->system->xGetLastError(disk_of(vfs)->system, count, out);
}

faults *faults_create(const char *name) {
    faults *disk = calloc(1, sizeof(faults));
    if (!disk) return NULL;
    disk->system = sqlite3_vfs_find(NULL);
    disk->vfs = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = (int)sizeof(faulty_file) + disk->system->szOsFile,
        .mxPathname = disk->system->mxPathname,
        .zName = strdup(name),
        .xOpen = faulty_open,
        .xDelete = faulty_delete,
        .xAccess = faulty_access,
        .xFullPathname = faulty_full_path,
        .xRandomness = faulty_randomness,
        .xSleep = faulty_sleep,
        .xCurrentTime = faulty_time,
        .xGetLastError = faulty_last_error,
    };
    sqlite3_vfs_register(&disk->vfs, 0);
    return disk;
}

void faults_destroy(faults *disk) {
    sqlite3_vfs_unregister(&disk->vfs);
    for (int64_t i = 0; i < disk->count; i++) free((void *)disk->events[i].bytes);
    for (int i = 0; i < disk->file_count; i++) free(disk->files[i]);
    free(disk->events);
    free((void *)disk->vfs.zName);
    free(disk);
}

void faults_fail(faults *disk, int kinds, int64_t after, int64_t times, int result) {
    disk->fail_kinds = kinds;
    disk->fail_after = after;
    disk->fail_times = times;
    disk->fail_result = result;
}

void faults_heal(faults *disk) { disk->fail_kinds = 0; }
int64_t faults_failed(const faults *disk) { return disk->failed; }
void faults_mark(faults *disk, int64_t number) { record(disk, FAULTS_MARK, -1, number, NULL, 0); }
int64_t faults_count(const faults *disk) { return disk->count; }
faults_event faults_get(const faults *disk, int64_t index) { return disk->events[index]; }
const char *faults_name(const faults *disk, int file) { return disk->files[file]; }
