/* Records everything a program does to the files below one folder, in the order it was done.
 *
 * Loaded before the C library (LD_PRELOAD). POWER_ROOT names the folder, POWER_LOG the record.
 *
 * A full disk can be had without a small one: power_fill(folder, n) makes the n-th call that needs
 * room below the folder fail with ENOSPC, and every one after it until power_free(). Such calls
 * are: write, a file made longer, a file or folder made, a renaming, a sync. The last two may fail
 * for want of room, but a disk that is full does not refuse each one: only the n-th call does.
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
static char full_root[PATH_MAX];
static long full_at, calls;
static const char *refused_first = "";

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
}

/* The disk of that folder is full at its n-th call that needs room; n = 0 only counts them. */
void power_fill(const char *folder, long at) {
    if (!realpath(folder, full_root)) abort();
    full_at = at;
    calls = 0;
    refused_first = "";
}

/* There is room again; how many calls needed some since power_fill. */
long power_free(void) {
    full_root[0] = 0;
    return calls;
}

/* The name of the call that was the first to be refused, or "". */
const char *power_refused(void) { return refused_first; }

static int lies_in(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static int is_below(const char *path) {
    return root_length && lies_in(path, root);
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
    if (!realpath(joined, into)) { into[0] = 0; return 0; }
    strncat(into, "/", PATH_MAX - strlen(into) - 1);
    strncat(into, slash + 1, PATH_MAX - strlen(into) - 1);
    return is_below(into);
}

/* Whether there is no room for this call, upon a path that `whole` has made. */
static int has_no_room(const char *path, const char *what, int once) {
    if (!full_root[0] || !lies_in(path, full_root)) return 0;
    long now = __sync_add_and_fetch(&calls, 1);
    if (!full_at || now < full_at || (once && now > full_at)) return 0;
    if (!refused_first[0]) refused_first = what;
    errno = ENOSPC;
    return 1;
}

static int is_full(int fd, const char *what) {
    char at[64], path[PATH_MAX];
    if (!full_root[0]) return 0;
    snprintf(at, sizeof at, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(at, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return has_no_room(path, what, !strcmp(what, "sync"));
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

/* A file that is to be made needs room for its name. */
static int may_not_make(int flags, const char *path, int was_there) {
    int makes = (flags & O_TMPFILE) == O_TMPFILE || ((flags & O_CREAT) && !was_there);
    return makes && has_no_room(path, "open", 0);
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        MODE(flags, mode) REAL(name); \
        char full[PATH_MAX]; \
        int below = whole(AT_FDCWD, path, full), was_there = !access(full, F_OK); \
        if (may_not_make(flags, full, was_there)) return -1; \
        if (!below) return real(path, flags, mode); \
        return opened(real(path, flags, mode), flags, full, was_there); }
#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        MODE(flags, mode) REAL(name); \
        char full[PATH_MAX]; \
        int below = whole(folder, path, full), was_there = !access(full, F_OK); \
        if (may_not_make(flags, full, was_there)) return -1; \
        if (!below) return real(folder, path, flags, mode); \
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
    if (is_full(fd, "write")) return -1;
    ssize_t done = plain_write(fd, data, size);
    if (done > 0) wrote(fd, lseek(fd, 0, SEEK_CUR) - done, data, done);
    return done;
}

#define PWRITE(name, kind) \
    ssize_t name(int fd, const void *data, size_t size, kind offset) { \
        REAL(name); \
        if (is_full(fd, "write")) return -1; \
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
        char path[PATH_MAX]; struct stat about; \
        int grows = full_root[0] && !fstat(fd, &about) && length > about.st_size; \
        if (grows && is_full(fd, "ftruncate")) return -1; \
        int done = real(fd, length); \
        if (!done && known(fd, path, &about)) \
            note('T', about.st_ino, (uint64_t)length, path, "", "", 0); \
        return done; }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int fd) { \
        REAL(name); \
        if (is_full(fd, "sync")) return -1; \
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

/* Where the name goes needs room. */
static int may_not_name(int folder, const char *path, const char *what) {
    char full[PATH_MAX];
    if (!full_root[0]) return 0;
    whole(folder, path, full);
    return has_no_room(full, what, 1);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    if (may_not_name(AT_FDCWD, to, "rename")) return -1;
    int done = real(from, to);
    renamed(done, AT_FDCWD, from, AT_FDCWD, to);
    return done;
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(renameat);
    if (may_not_name(to_folder, to, "rename")) return -1;
    int done = real(from_folder, from, to_folder, to);
    renamed(done, from_folder, from, to_folder, to);
    return done;
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    char full[PATH_MAX];
    if (full_root[0] && (whole(AT_FDCWD, path, full), access(full, F_OK)) &&
        has_no_room(full, "mkdir", 0)) return -1;
    return real(path, mode);
}
