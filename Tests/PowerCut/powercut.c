#include "powercut.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  sqlite3_file base;
  int file;
} noted_file;

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static lodge_write *noted;
static long count, room;
static char *wanted;
static int is_registered;
static sqlite3_vfs *below;
static sqlite3_vfs above;
static sqlite3_io_methods methods;

static sqlite3_file *inner(sqlite3_file *file) { return (sqlite3_file *)((noted_file *)file + 1); }

/* Returns 0 where there is no memory, which the test then sees as a failed write. */
static int note(int kind, int file, long long offset, int length, const void *bytes) {
  int is_noted = 0;
  pthread_mutex_lock(&guard);
  if (count == room) {
    long next = room ? room * 2 : 1024;
    lodge_write *larger = realloc(noted, (size_t)next * sizeof *larger);
    if (larger) noted = larger, room = next;
  }
  void *copy = length ? malloc((size_t)length) : NULL;
  if (count < room && (copy || !length)) {
    if (length) memcpy(copy, bytes, (size_t)length);
    noted[count++] = (lodge_write){kind, file, offset, length, copy};
    is_noted = 1;
  } else {
    free(copy);
  }
  pthread_mutex_unlock(&guard);
  return is_noted;
}

static int file_close(sqlite3_file *file) {
  sqlite3_file *real = inner(file);
  return real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset) {
  return inner(file)->pMethods->xRead(inner(file), bytes, length, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
  int code = inner(file)->pMethods->xWrite(inner(file), bytes, length, offset);
  if (code != SQLITE_OK) return code;
  return note(LODGE_WRITTEN, ((noted_file *)file)->file, offset, length, bytes) ? code : SQLITE_IOERR_WRITE;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  int code = inner(file)->pMethods->xTruncate(inner(file), size);
  if (code != SQLITE_OK) return code;
  return note(LODGE_TRUNCATED, ((noted_file *)file)->file, size, 0, NULL) ? code : SQLITE_IOERR_TRUNCATE;
}

static int file_sync(sqlite3_file *file, int flags) {
  int code = inner(file)->pMethods->xSync(inner(file), flags);
  if (code != SQLITE_OK) return code;
  return note(LODGE_SYNCED, ((noted_file *)file)->file, 0, 0, NULL) ? code : SQLITE_IOERR_FSYNC;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  return inner(file)->pMethods->xFileSize(inner(file), size);
}

static int file_lock(sqlite3_file *file, int kind) { return inner(file)->pMethods->xLock(inner(file), kind); }

static int file_unlock(sqlite3_file *file, int kind) {
  return inner(file)->pMethods->xUnlock(inner(file), kind);
}

static int file_reserved(sqlite3_file *file, int *result) {
  return inner(file)->pMethods->xCheckReservedLock(inner(file), result);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
  return inner(file)->pMethods->xFileControl(inner(file), operation, argument);
}

static int file_sector(sqlite3_file *file) { return inner(file)->pMethods->xSectorSize(inner(file)); }

static int file_character(sqlite3_file *file) {
  return inner(file)->pMethods->xDeviceCharacteristics(inner(file));
}

static int file_map(sqlite3_file *file, int page, int size, int extends, void volatile **address) {
  return inner(file)->pMethods->xShmMap(inner(file), page, size, extends, address);
}

static int file_shared_lock(sqlite3_file *file, int offset, int number, int flags) {
  return inner(file)->pMethods->xShmLock(inner(file), offset, number, flags);
}

static void file_barrier(sqlite3_file *file) { inner(file)->pMethods->xShmBarrier(inner(file)); }

static int file_unmap(sqlite3_file *file, int deletes) {
  return inner(file)->pMethods->xShmUnmap(inner(file), deletes);
}

static int is_wanted(const char *name) {
  pthread_mutex_lock(&guard);
  int is = name && wanted && strncmp(name, wanted, strlen(wanted)) == 0;
  pthread_mutex_unlock(&guard);
  return is;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *given) {
  (void)vfs;
  int is_store = flags & SQLITE_OPEN_MAIN_DB, is_log = flags & SQLITE_OPEN_WAL;
  if (!(is_store || is_log) || !is_wanted(name)) return below->xOpen(below, name, file, flags, given);
  ((noted_file *)file)->file = is_log ? 1 : 0;
  inner(file)->pMethods = NULL;
  int code = below->xOpen(below, name, inner(file), flags, given);
  file->pMethods = code == SQLITE_OK ? &methods : NULL;
  return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int syncs) {
  (void)vfs;
  return below->xDelete(below, name, syncs);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
  (void)vfs;
  return below->xAccess(below, name, flags, result);
}

static int vfs_path(sqlite3_vfs *vfs, const char *name, int length, char *path) {
  (void)vfs;
  return below->xFullPathname(below, name, length, path);
}

static int vfs_random(sqlite3_vfs *vfs, int length, char *bytes) {
  (void)vfs;
  return below->xRandomness(below, length, bytes);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) {
  (void)vfs;
  return below->xSleep(below, microseconds);
}

static int vfs_time(sqlite3_vfs *vfs, double *time) {
  (void)vfs;
  return below->xCurrentTime(below, time);
}

static int vfs_error(sqlite3_vfs *vfs, int length, char *words) {
  (void)vfs;
  return below->xGetLastError(below, length, words);
}

static int vfs_time64(sqlite3_vfs *vfs, sqlite3_int64 *time) {
  (void)vfs;
  return below->xCurrentTimeInt64(below, time);
}

int lodge_note_writes(const char *beginning) {
  char *copy = strdup(beginning);
  if (!copy || sqlite3_initialize() != SQLITE_OK) return 0;
  pthread_mutex_lock(&guard);
  free(wanted);
  wanted = copy;
  if (!is_registered) {
    below = sqlite3_vfs_find(NULL);
    methods = (sqlite3_io_methods){
        .iVersion = 2,
        .xClose = file_close,
        .xRead = file_read,
        .xWrite = file_write,
        .xTruncate = file_truncate,
        .xSync = file_sync,
        .xFileSize = file_size,
        .xLock = file_lock,
        .xUnlock = file_unlock,
        .xCheckReservedLock = file_reserved,
        .xFileControl = file_control,
        .xSectorSize = file_sector,
        .xDeviceCharacteristics = file_character,
        .xShmMap = file_map,
        .xShmLock = file_shared_lock,
        .xShmBarrier = file_barrier,
        .xShmUnmap = file_unmap,
    };
    above = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = (int)sizeof(noted_file) + below->szOsFile,
        .mxPathname = below->mxPathname,
        .zName = "lodge-noted",
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_path,
        .xRandomness = vfs_random,
        .xSleep = vfs_sleep,
        .xCurrentTime = vfs_time,
        .xGetLastError = vfs_error,
        .xCurrentTimeInt64 = vfs_time64,
    };
    is_registered = sqlite3_vfs_register(&above, 1) == SQLITE_OK;
  }
  int is = is_registered;
  pthread_mutex_unlock(&guard);
  return is;
}

long lodge_noted_writes(void) {
  pthread_mutex_lock(&guard);
  long number = count;
  pthread_mutex_unlock(&guard);
  return number;
}

lodge_write lodge_noted_write(long number) {
  lodge_write none = {0, 0, 0, 0, NULL};
  pthread_mutex_lock(&guard);
  lodge_write found = number >= 0 && number < count ? noted[number] : none;
  pthread_mutex_unlock(&guard);
  return found;
}

void lodge_forget_writes(void) {
  pthread_mutex_lock(&guard);
  free(wanted);
  wanted = NULL;
  for (long index = 0; index < count; index++) free((void *)noted[index].bytes);
  free(noted);
  noted = NULL;
  count = room = 0;
  pthread_mutex_unlock(&guard);
}
