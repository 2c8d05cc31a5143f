/* Loaded before everything else, this stands between a process and its disk.

   It counts every call that changes a file below one folder (or opens one to do so), and at the call that
   was asked for it kills the process, leaves a write half done, or answers that the disk is full or broken.
   It can also write down every change, so that a test can work out what a power cut would have left. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum mode { NOTHING, KILL, TEAR, FULL, BROKEN, INTERRUPT };

static char root[4096];
static enum mode mode = NOTHING;
static long calls = 0, chosen = -1;
static int trace = -1;

/* Called by the test, through ctypes. */
void faults_arm(const char *folder, int new_mode, long at) {
    snprintf(root, sizeof root, "%s", folder);
    mode = new_mode;
    chosen = at;
    calls = 0;
}

void faults_trace(const char *folder, int descriptor) {
    snprintf(root, sizeof root, "%s", folder);
    trace = descriptor;
}

long faults_calls(void) { return calls; }

static int below_root(const char *path) { return root[0] && !strncmp(path, root, strlen(root)); }

static const char *path_of(int fd) {
    static char path[4096];
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    return path;
}

static void note(const char *format, ...) {
    if (trace < 0)
        return;
    char line[9000];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    syscall(SYS_write, trace, line, length);
}

static void note_write(const char *path, long long offset, const char *data, size_t size) {
    static char line[2 * 70000];
    if (trace < 0)
        return;
    note("write %lld %s ", offset, path);
    for (size_t start = 0; start < size; start += 60000) {
        size_t part = size - start < 60000 ? size - start : 60000, length = 0;
        for (size_t index = 0; index < part; index++)
            length += snprintf(line + length, 3, "%02x", (unsigned char)data[start + index]);
        syscall(SYS_write, trace, line, length);
    }
    note("\n");
}

/* 0: go on. An errno: fail with it. TORN: do half of it, then die. */
#define TORN -1
static int fate(const char *path, int takes_space, int is_write) {
    if (mode == NOTHING || !below_root(path))
        return 0;
    long call = calls++;
    if (mode == FULL)
        return chosen >= 0 && call >= chosen && takes_space ? ENOSPC : 0;
    if (call != chosen)
        return 0;
    if (mode == BROKEN)
        return EIO;
    if (mode == TEAR && is_write)
        return TORN;
    if (mode == INTERRUPT) {
        raise(SIGINT);
        return 0;
    }
    kill(getpid(), SIGKILL);
    return 0;
}

#define NEXT(name) static __typeof__(name) *next; if (!next) next = dlsym(RTLD_NEXT, #name)
#define FAIL_IF(verdict) do { int why = (verdict); if (why > 0) { errno = why; return -1; } } while (0)

static int opened(const char *path, int flags, int existed, int fd) {
    if (fd >= 0 && trace >= 0 && below_root(path) && (flags & O_CREAT) && !existed)
        note("create %s\n", path);
    if (fd >= 0 && trace >= 0 && below_root(path) && (flags & O_TRUNC) && existed)
        note("truncate 0 %s\n", path);
    return fd;
}

#define OPEN(name)                                                              \
    int name(const char *path, int flags, ...) {                                \
        NEXT(name);                                                             \
        va_list values;                                                         \
        va_start(values, flags);                                                \
        mode_t rights = flags & O_CREAT ? va_arg(values, mode_t) : 0;           \
        va_end(values);                                                         \
        int existed = !access(path, F_OK);                                      \
        if (flags & (O_WRONLY | O_RDWR | O_CREAT))                              \
            FAIL_IF(fate(path, (flags & O_CREAT) && !existed, 0));              \
        return opened(path, flags, existed, next(path, flags, rights));         \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                            \
    int name(int folder, const char *path, int flags, ...) {                    \
        NEXT(name);                                                             \
        va_list values;                                                         \
        va_start(values, flags);                                                \
        mode_t rights = flags & O_CREAT ? va_arg(values, mode_t) : 0;           \
        va_end(values);                                                         \
        int existed = !faccessat(folder, path, F_OK, 0);                        \
        if (flags & (O_WRONLY | O_RDWR | O_CREAT))                              \
            FAIL_IF(fate(path, (flags & O_CREAT) && !existed, 0));              \
        return opened(path, flags, existed, next(folder, path, flags, rights)); \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *data, size_t size) {
    NEXT(write);
    if (mode == NOTHING && trace < 0)
        return next(fd, data, size);
    const char *path = path_of(fd);
    if (!below_root(path))
        return next(fd, data, size);
    int verdict = fate(path, 1, 1);
    if (verdict == TORN) {
        next(fd, data, size / 2);
        kill(getpid(), SIGKILL);
    }
    FAIL_IF(verdict);
    off_t offset = lseek(fd, 0, SEEK_CUR);
    if (fcntl(fd, F_GETFL) & O_APPEND)
        offset = lseek(fd, 0, SEEK_END);
    ssize_t written = next(fd, data, size);
    if (written > 0)
        note_write(path, offset, data, written);
    return written;
}

#define PWRITE(name, offset_t)                                                  \
    ssize_t name(int fd, const void *data, size_t size, offset_t offset) {      \
        NEXT(name);                                                             \
        const char *path = path_of(fd);                                         \
        int verdict = fate(path, 1, 1);                                         \
        if (verdict == TORN) {                                                  \
            next(fd, data, size / 2, offset);                                   \
            kill(getpid(), SIGKILL);                                            \
        }                                                                       \
        FAIL_IF(verdict);                                                       \
        ssize_t written = next(fd, data, size, offset);                         \
        if (written > 0 && below_root(path))                                    \
            note_write(path, offset, data, written);                            \
        return written;                                                         \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define SYNC(name)                                                              \
    int name(int fd) {                                                          \
        NEXT(name);                                                             \
        const char *path = path_of(fd);                                         \
        FAIL_IF(fate(path, 0, 0));                                              \
        int result = next(fd);                                                  \
        if (!result && below_root(path))                                        \
            note("sync %s\n", path);                                            \
        return result;                                                          \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, offset_t)                                                \
    int name(int fd, offset_t size) {                                           \
        NEXT(name);                                                             \
        const char *path = path_of(fd);                                         \
        FAIL_IF(fate(path, 0, 0));                                              \
        int result = next(fd, size);                                            \
        if (!result && below_root(path))                                        \
            note("truncate %lld %s\n", (long long)size, path);                  \
        return result;                                                          \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int unlink(const char *path) {
    NEXT(unlink);
    FAIL_IF(fate(path, 0, 0));
    int result = next(path);
    if (!result && below_root(path))
        note("unlink %s\n", path);
    return result;
}

int rename(const char *from, const char *to) {
    NEXT(rename);
    FAIL_IF(fate(to, 1, 0));
    int result = next(from, to);
    if (!result && below_root(to))
        note("rename %s %s\n", from, to);
    return result;
}

int mkdir(const char *path, mode_t rights) {
    NEXT(mkdir);
    FAIL_IF(fate(path, 1, 0));
    int result = next(path, rights);
    if (!result && below_root(path))
        note("mkdir %s\n", path);
    return result;
}
