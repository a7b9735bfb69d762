/* Records everything a program does to the files below one folder, in the order it was done.
 *
 * Loaded before the C library (LD_PRELOAD). POWER_ROOT names the folder, POWER_LOG the record.
 * POWER_FULL_AT=n makes the n-th write below the folder fail with ENOSPC, and each one after it
 * while the file POWER_FULL_WHILE is there; so a full disk can be had without a small disk.
 *
 * One entry: kind (1 byte), inode, offset (8 bytes each), lengths of path, second path and data
 * (4 bytes each), then these three. Kinds: C made, W written, T cut to a length, S synced,
 * U removed, R renamed, D names of a folder synced.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int record = -1;
static char root[PATH_MAX];
static size_t root_length;
static long full_at, writes;
static const char *full_while;

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static ssize_t plain_write(int fd, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    return real(fd, data, size);
}

static int plain_open(const char *path, int flags, int mode) {
    static int (*real)(const char *, int, ...);
    if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    return real(path, flags, mode);
}

__attribute__((constructor)) static void begin(void) {
    const char *below = getenv("POWER_ROOT"), *log = getenv("POWER_LOG");
    if (!below || !realpath(below, root)) return;
    root_length = strlen(root);
    if (log) record = plain_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const char *at = getenv("POWER_FULL_AT");
    full_at = at ? atol(at) : 0;
    full_while = getenv("POWER_FULL_WHILE");
}

static int is_below(const char *path) {
    return root_length && !strncmp(path, root, root_length) &&
           (path[root_length] == '/' || !path[root_length]);
}

/* The whole path of a name, links in its folder followed; the name itself need not exist. */
static int whole(int folder, const char *name, char *into) {
    char joined[PATH_MAX], at[64], *slash;
    if (name[0] != '/' && folder != AT_FDCWD) {
        snprintf(at, sizeof at, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(at, joined, sizeof joined - 1);
        if (length < 0) return 0;
        joined[length] = 0;
        strncat(joined, "/", sizeof joined - strlen(joined) - 1);
        strncat(joined, name, sizeof joined - strlen(joined) - 1);
    } else {
        snprintf(joined, sizeof joined, "%s", name);
    }
    slash = strrchr(joined, '/');
    if (!slash || slash == joined) {
        snprintf(into, PATH_MAX, "%s", joined);
        return is_below(into);
    }
    *slash = 0;
    if (!realpath(joined, into)) return 0;
    strncat(into, "/", PATH_MAX - strlen(into) - 1);
    strncat(into, slash + 1, PATH_MAX - strlen(into) - 1);
    return is_below(into);
}

static int known(int fd, char *path, struct stat *about) {
    char at[64];
    snprintf(at, sizeof at, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(at, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path) && !fstat(fd, about);
}

static void note(char kind, uint64_t inode, uint64_t offset, const char *path, const char *other,
                 const void *data, size_t size) {
    if (record < 0) return;
    uint32_t lengths[3] = {(uint32_t)strlen(path), (uint32_t)strlen(other), (uint32_t)size};
    size_t total = 1 + 16 + 12 + lengths[0] + lengths[1] + size;
    char *entry = malloc(total), *at = entry;
    *at++ = kind;
    memcpy(at, &inode, 8);
    memcpy(at + 8, &offset, 8);
    memcpy(at + 16, lengths, 12);
    at += 28;
    memcpy(at, path, lengths[0]);
    memcpy(at + lengths[0], other, lengths[1]);
    if (size) memcpy(at + lengths[0] + lengths[1], data, size);
    pthread_mutex_lock(&lock);
    for (size_t done = 0; done < total;) {
        ssize_t now = plain_write(record, entry + done, total - done);
        if (now <= 0) abort();
        done += (size_t)now;
    }
    pthread_mutex_unlock(&lock);
    free(entry);
}

static int is_full(int fd) {
    char path[PATH_MAX];
    struct stat about;
    if (!full_at || !known(fd, path, &about)) return 0;
    long now = __sync_add_and_fetch(&writes, 1);
    return now == full_at || (now > full_at && full_while && !access(full_while, F_OK));
}

static int opened(int fd, int flags, const char *path, int was_there) {
    struct stat about;
    int kept = errno;
    if (fd >= 0 && !fstat(fd, &about) && S_ISREG(about.st_mode)) {
        if (!was_there && (flags & O_CREAT)) note('C', about.st_ino, 0, path, "", "", 0);
        else if (flags & O_TRUNC) note('T', about.st_ino, 0, path, "", "", 0);
    }
    errno = kept;
    return fd;
}

#define MODE(flags, mode) \
    int mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); \
        mode = va_arg(more, int); va_end(more); }

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        MODE(flags, mode) REAL(name); \
        char full[PATH_MAX]; \
        if (!whole(AT_FDCWD, path, full)) return real(path, flags, mode); \
        int was_there = !access(full, F_OK); \
        return opened(real(path, flags, mode), flags, full, was_there); }
#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        MODE(flags, mode) REAL(name); \
        char full[PATH_MAX]; \
        if (!whole(folder, path, full)) return real(folder, path, flags, mode); \
        int was_there = !access(full, F_OK); \
        return opened(real(folder, path, flags, mode), flags, full, was_there); }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

static void wrote(int fd, off_t offset, const void *data, ssize_t size) {
    char path[PATH_MAX];
    struct stat about;
    int kept = errno;
    if (size > 0 && known(fd, path, &about) && S_ISREG(about.st_mode))
        note('W', about.st_ino, (uint64_t)offset, path, "", data, (size_t)size);
    errno = kept;
}

ssize_t write(int fd, const void *data, size_t size) {
    if (is_full(fd)) { errno = ENOSPC; return -1; }
    ssize_t done = plain_write(fd, data, size);
    if (done > 0) wrote(fd, lseek(fd, 0, SEEK_CUR) - done, data, done);
    return done;
}

#define PWRITE(name, kind) \
    ssize_t name(int fd, const void *data, size_t size, kind offset) { \
        REAL(name); \
        if (is_full(fd)) { errno = ENOSPC; return -1; } \
        ssize_t done = real(fd, data, size, offset); \
        wrote(fd, (off_t)offset, data, done); \
        return done; }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int fd, const struct iovec *parts, int count) {
    ssize_t done = 0;
    for (int at = 0; at < count; at++) {
        ssize_t now = write(fd, parts[at].iov_base, parts[at].iov_len);
        if (now < 0) return done ? done : now;
        done += now;
        if ((size_t)now < parts[at].iov_len) break;
    }
    return done;
}

#define TRUNCATE(name, kind) \
    int name(int fd, kind length) { \
        REAL(name); \
        int done = real(fd, length); \
        char path[PATH_MAX]; struct stat about; \
        if (!done && known(fd, path, &about)) \
            note('T', about.st_ino, (uint64_t)length, path, "", "", 0); \
        return done; }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int fd) { \
        REAL(name); \
        int done = real(fd); \
        char path[PATH_MAX]; struct stat about; \
        if (!done && known(fd, path, &about)) \
            note(S_ISDIR(about.st_mode) ? 'D' : 'S', about.st_ino, 0, path, "", "", 0); \
        return done; }
SYNC(fsync)
SYNC(fdatasync)

static int removed(int done, const char *path) {
    if (!done) note('U', 0, 0, path, "", "", 0);
    return done;
}

int unlink(const char *path) {
    REAL(unlink);
    char full[PATH_MAX];
    return whole(AT_FDCWD, path, full) ? removed(real(path), full) : real(path);
}

int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    char full[PATH_MAX];
    if ((flags & AT_REMOVEDIR) || !whole(folder, path, full)) return real(folder, path, flags);
    return removed(real(folder, path, flags), full);
}

static void renamed(int done, int from_folder, const char *from, int to_folder, const char *to) {
    char before[PATH_MAX], after[PATH_MAX];
    if (!done && whole(from_folder, from, before) && whole(to_folder, to, after))
        note('R', 0, 0, before, after, "", 0);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    int done = real(from, to);
    renamed(done, AT_FDCWD, from, AT_FDCWD, to);
    return done;
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(renameat);
    int done = real(from_folder, from, to_folder, to);
    renamed(done, from_folder, from, to_folder, to);
    return done;
}
