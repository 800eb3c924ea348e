#include "pagesums.h"

#include "logfile.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HEADER = 100, RESERVED_AT = 20, SMALLEST_PAGE = 512, LARGEST_PAGE = 65536 };

typedef struct pagesums {
    sqlite3_vfs vfs;  // first: SQLite hands back a pointer to it
    char *base;       // null: the system's
    struct pagesums *next;
} pagesums;

typedef struct {
    sqlite3_file base;  // first, as above
    sqlite3_file *real;
    unsigned char *page;  // room for one page to be written
    int applies;
} sums_file;

// One multiplication a word, chained, so that each bit of the page reaches the sum; the page's place is in it, so that pages
// cannot change places.
static uint64_t checksum(const unsigned char *page, int count, int64_t offset) {
    uint64_t sum = 0x9E3779B97F4A7C15u ^ (uint64_t)offset;
    for (int i = 0; i < count - PAGESUMS_RESERVED; i += 8) {
        uint64_t word;
        memcpy(&word, page + i, 8);
        sum = (sum ^ word) * 0xBF58476D1CE4E5B9u;
        sum ^= sum >> 29;
    }
    return sum;
}

static int is_page(int count, int64_t offset) {
    return count >= SMALLEST_PAGE && count <= LARGEST_PAGE && (count & (count - 1)) == 0 && offset % count == 0;
}

static int matches(const unsigned char *page, int count, int64_t offset) {
    uint64_t sum = checksum(page, count, offset);
    return memcmp(&sum, page + count - PAGESUMS_RESERVED, PAGESUMS_RESERVED) == 0;
}

static sums_file *of(sqlite3_file *file) { return (sums_file *)file; }
static sqlite3_vfs *root(sqlite3_vfs *vfs) { return sqlite3_vfs_find(((pagesums *)vfs)->base); }

// Files

static int sums_close(sqlite3_file *file) {
    free(of(file)->page);
    return of(file)->real->pMethods->xClose(of(file)->real);
}

static int sums_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    int result = of(file)->real->pMethods->xRead(of(file)->real, bytes, count, offset);
    if (result != SQLITE_OK || !of(file)->applies || !is_page(count, offset)) return result;
    if (matches(bytes, count, offset)) return SQLITE_OK;
    sqlite3_log(SQLITE_IOERR_DATA, "checksum of page %lld", (long long)(offset / count + 1));
    return SQLITE_IOERR_DATA;
}

static int sums_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    sums_file *f = of(file);
    if (offset == 0 && is_page(count, offset)) f->applies = ((const unsigned char *)bytes)[RESERVED_AT] == PAGESUMS_RESERVED;
    if (!f->applies || !is_page(count, offset)) return f->real->pMethods->xWrite(f->real, bytes, count, offset);
    if (!f->page && !(f->page = malloc(LARGEST_PAGE))) return SQLITE_IOERR_NOMEM;
    memcpy(f->page, bytes, (size_t)count);
    uint64_t sum = checksum(f->page, count, offset);
    memcpy(f->page + count - PAGESUMS_RESERVED, &sum, PAGESUMS_RESERVED);
    return f->real->pMethods->xWrite(f->real, f->page, count, offset);
}

static int sums_truncate(sqlite3_file *file, sqlite3_int64 size) { return of(file)->real->pMethods->xTruncate(of(file)->real, size); }
static int sums_sync(sqlite3_file *file, int flags) { return of(file)->real->pMethods->xSync(of(file)->real, flags); }
static int sums_size(sqlite3_file *file, sqlite3_int64 *size) { return of(file)->real->pMethods->xFileSize(of(file)->real, size); }
static int sums_lock(sqlite3_file *file, int level) { return of(file)->real->pMethods->xLock(of(file)->real, level); }
static int sums_unlock(sqlite3_file *file, int level) { return of(file)->real->pMethods->xUnlock(of(file)->real, level); }
static int sums_reserved(sqlite3_file *file, int *is) { return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, is); }
static int sums_control(sqlite3_file *file, int op, void *arg) { return of(file)->real->pMethods->xFileControl(of(file)->real, op, arg); }
static int sums_sector(sqlite3_file *file) { return of(file)->real->pMethods->xSectorSize(of(file)->real); }
static int sums_traits(sqlite3_file *file) { return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real); }
static int sums_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **to) {
    return of(file)->real->pMethods->xShmMap(of(file)->real, page, size, extend, to);
}
static int sums_shm_lock(sqlite3_file *file, int offset, int n, int flags) {
    return of(file)->real->pMethods->xShmLock(of(file)->real, offset, n, flags);
}
static void sums_shm_barrier(sqlite3_file *file) { of(file)->real->pMethods->xShmBarrier(of(file)->real); }
static int sums_shm_unmap(sqlite3_file *file, int delete) { return of(file)->real->pMethods->xShmUnmap(of(file)->real, delete); }

// Without xFetch: pages in mapped memory would not be read through here.
static const sqlite3_io_methods methods = {
    2, sums_close, sums_read, sums_write, sums_truncate, sums_sync, sums_size, sums_lock, sums_unlock, sums_reserved,
    sums_control, sums_sector, sums_traits, sums_shm_map, sums_shm_lock, sums_shm_barrier, sums_shm_unmap, NULL, NULL,
};

// The file system

// A new file will have checksums: who opens one reserves the bytes. An old one says in its header.
static int applies_to(sqlite3_file *real) {
    unsigned char header[HEADER];
    int result = real->pMethods->xRead(real, header, HEADER, 0);
    if (result == SQLITE_IOERR_SHORT_READ) return 1;
    return result == SQLITE_OK && header[RESERVED_AT] == PAGESUMS_RESERVED;
}

static int sums_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
    sqlite3_vfs *system = root(vfs);
    if (!system) return SQLITE_CANTOPEN;
    if (flags & SQLITE_OPEN_WAL) return log_open(system, path, file, flags, out);
    if (!(flags & SQLITE_OPEN_MAIN_DB)) return system->xOpen(system, path, file, flags, out);
    sums_file *f = of(file);
    memset(f, 0, sizeof(*f));
    f->real = (sqlite3_file *)(f + 1);
    int result = system->xOpen(system, path, f->real, flags, out);
    if (result != SQLITE_OK) {
        if (f->real->pMethods) f->real->pMethods->xClose(f->real);
        return result;
    }
    f->base.pMethods = &methods;
    f->applies = applies_to(f->real);
    return SQLITE_OK;
}

static int sums_delete(sqlite3_vfs *vfs, const char *path, int sync) { return root(vfs)->xDelete(root(vfs), path, sync); }
static int sums_access(sqlite3_vfs *vfs, const char *path, int flags, int *out) { return root(vfs)->xAccess(root(vfs), path, flags, out); }
static int sums_full_path(sqlite3_vfs *vfs, const char *path, int count, char *out) { return root(vfs)->xFullPathname(root(vfs), path, count, out); }
static int sums_randomness(sqlite3_vfs *vfs, int count, char *out) { return root(vfs)->xRandomness(root(vfs), count, out); }
static int sums_sleep(sqlite3_vfs *vfs, int microseconds) { return root(vfs)->xSleep(root(vfs), microseconds); }
static int sums_time(sqlite3_vfs *vfs, double *out) { return root(vfs)->xCurrentTime(root(vfs), out); }
static int sums_last_error(sqlite3_vfs *vfs, int count, char *out) { return root(vfs)->xGetLastError(root(vfs), count, out); }

static pthread_mutex_t registry = PTHREAD_MUTEX_INITIALIZER;
static pagesums *known;

static int same(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

static pagesums *make(const char *base) {
    sqlite3_vfs *system = sqlite3_vfs_find(base);
    pagesums *sums = system ? calloc(1, sizeof(pagesums)) : NULL;
    if (!sums) return NULL;
    char *name = sqlite3_mprintf("pagesums%s%s", base ? "-" : "", base ? base : "");
    sums->base = base ? strdup(base) : NULL;
    sums->vfs = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = (int)(sizeof(sums_file) > sizeof(log_file) ? sizeof(sums_file) : sizeof(log_file)) + system->szOsFile,
        .mxPathname = system->mxPathname,
        .zName = name,
        .xOpen = sums_open,
        .xDelete = sums_delete,
        .xAccess = sums_access,
        .xFullPathname = sums_full_path,
        .xRandomness = sums_randomness,
        .xSleep = sums_sleep,
        .xCurrentTime = sums_time,
        .xGetLastError = sums_last_error,
    };
    if (!name || sqlite3_vfs_register(&sums->vfs, 0) != SQLITE_OK) return NULL;
    return sums;
}

const char *pagesums_over(const char *base) {
    pthread_mutex_lock(&registry);
    // Before anything else of SQLite: its count of memory takes a lock at every allocation, and nobody asks for it. Refused, and no harm
    // done, where SQLite runs already.
    if (!known) sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (sqlite3_initialize() != SQLITE_OK) {
        pthread_mutex_unlock(&registry);
        return NULL;
    }
    pagesums *found = known;
    while (found && !same(found->base, base)) found = found->next;
    if (!found && (found = make(base))) {
        found->next = known;
        known = found;
    }
    pthread_mutex_unlock(&registry);
    return found ? found->vfs.zName : NULL;
}

// Checking

// Reads so many bytes at a place, all of them or none.
typedef int (*read_at)(void *source, void *bytes, int count, int64_t offset);

static int read_file(void *source, void *bytes, int count, int64_t offset) {
    return pread(*(int *)source, bytes, (size_t)count, offset) == count;
}

static int read_open(void *source, void *bytes, int count, int64_t offset) {
    sqlite3_file *real = of(source)->real;
    return real->pMethods->xRead(real, bytes, count, offset) == SQLITE_OK;
}

static uint32_t big_endian(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void check(read_at read, void *source, pagesums_result *result) {
    unsigned char page[LARGEST_PAGE];
    static const char magic[16] = "SQLite format 3";
    if (result->actual < HEADER || !read(source, page, HEADER, 0)) return;
    if (memcmp(page, magic, sizeof(magic)) != 0 || page[RESERVED_AT] != PAGESUMS_RESERVED) return;
    // The size of a page stands in the header, high byte first; 1 stands for 65,536.
    int size = page[16] << 8 | page[17];
    if (size == 1) size = LARGEST_PAGE;
    if (!is_page(size, 0)) return;
    result->is_database = true;
    result->expected = (int64_t)big_endian(page + 28) * size;
    for (int64_t offset = 0; offset + size <= result->actual; offset += size) {
        // SQLite locks this byte and never writes its page.
        if (offset <= 0x40000000 && 0x40000000 < offset + size) continue;
        if (read(source, page, size, offset) && matches(page, size, offset)) continue;
        if (!result->wrong++) result->first = offset / size + 1;
    }
}

bool pagesums_check(const char *path, pagesums_result *result) {
    *result = (pagesums_result){0};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    result->actual = lseek(file, 0, SEEK_END);
    if (result->actual >= 0) check(read_file, &file, result);
    close(file);
    return result->actual >= 0;
}

bool pagesums_check_open(sqlite3 *connection, pagesums_result *result) {
    *result = (pagesums_result){0};
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || file->pMethods != &methods) return false;
    if (file->pMethods->xFileSize(file, &size) != SQLITE_OK) return false;
    result->actual = size;
    check(read_open, file, result);
    return true;
}
