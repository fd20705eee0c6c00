/* Stands between the program and the C library: counts what is asked of the files below one
 * folder, and at a chosen call kills the process, fails, writes only half, or records everything.
 *
 * Loaded with LD_PRELOAD, armed through the functions named shim_*; sleeps until then. State is one
 * process's own, so that a fork arms itself and its parent stays as it was. The journal lies in
 * memory that the parent shares, so that it outlives a process that was killed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind {
    MARK, OPEN, CREATE, READ, WRITE, SYNC, TRUNCATE, RENAME, UNLINK, MKDIR, RMDIR, SEND, ALTER,
    LINK, EXCHANGE
};
enum action { PASS, KILL_BEFORE, KILL_AFTER, KILL_TORN, FAIL, SHORT, STOP, JUMP, ZEROS, FLIP };

struct journal {
    uint64_t size;     /* bytes of the journal, this head included */
    uint64_t used;     /* bytes written so far */
    uint64_t calls;    /* calls counted so far, marks included */
    uint64_t fired;    /* how often the plan was carried out */
    uint64_t contents; /* keep what is written, not only where */
    uint64_t lost;     /* entries that found no room */
};

struct entry {
    uint32_t size, kind, path, other; /* bytes of the entry, kind, bytes of the two paths */
    int64_t offset, length;
    uint64_t number; /* of the call, those that failed counted too */
};

#define FILES 4096
static char *held[FILES]; /* path of each open file below the folder */
static char root[512], scope[512];
static size_t root_length, scope_length;
static struct journal *journal;
static int armed, action, failure;
static pid_t armed_by; /* a child that shares our memory until it runs another program is not it */
static int64_t ahead, ahead_later; /* seconds the clock is ahead, now and from a JUMP on */
static pthread_mutex_t counting = PTHREAD_MUTEX_INITIALIZER;
static uint64_t at;
static uint32_t kinds, lasting; /* sets of kinds: what the plan is for, what fails ever after */
static int failing;
static char joined[8192];

#define NEXT(name)                                                                                 \
    static __typeof__(&name) next;                                                                 \
    if (!next) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

void shim_arm(struct journal *to, const char *folder, int what, uint64_t call, uint32_t which,
              int error, uint32_t ever_after, const char *below)
{
    journal = to;
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    snprintf(scope, sizeof scope, "%s", below);
    scope_length = strlen(scope);
    action = what, at = call, kinds = which, failure = error, lasting = ever_after;
    failing = 0;
    armed_by = getpid();
    armed = 1;
}

/* What the clock on the wall says from now on, and after the call at which the plan jumps. Time
   that the machine has run stays what it is, as when somebody sets the clock. */
void shim_set_clock(int64_t seconds, int64_t later) { ahead = seconds, ahead_later = later; }

void shim_disarm(void) { armed = 0; }

static int ours(const char *path)
{
    return armed && path && !strncmp(path, root, root_length) &&
           (path[root_length] == '/' || !path[root_length]);
}

static int scoped(const char *path) { return !strncmp(path, scope, scope_length); }

/* The absolute path of a name beside an open folder; the name itself where that is unknown. */
static const char *beside(int folder, const char *name)
{
    if (!armed || !name || name[0] == '/' || folder < 0 || folder >= FILES || !held[folder])
        return name;
    snprintf(joined, sizeof joined, "%s/%s", held[folder], name);
    return joined;
}

static void noted(enum kind kind, const char *path, const char *other, int64_t offset,
                  int64_t length, const void *content)
{
    size_t a = strlen(path), b = other ? strlen(other) : 0;
    size_t c = content && journal->contents ? (size_t)length : 0;
    size_t size = (sizeof(struct entry) + a + b + c + 7) & ~(size_t)7;
    if (journal->used + size > journal->size) {
        journal->lost++;
        return;
    }
    struct entry *entry = (struct entry *)((char *)journal + journal->used);
    *entry = (struct entry){(uint32_t)size, kind, (uint32_t)a, (uint32_t)b, offset, length,
                            journal->calls};
    char *text = (char *)(entry + 1);
    memcpy(text, path, a);
    if (b) memcpy(text + a, other, b);
    if (c) memcpy(text + a + b, content, c);
    journal->used += size;
}

static void keep(enum kind kind, const char *path, const char *other, int64_t offset,
                 int64_t length, const void *content)
{
    pthread_mutex_lock(&counting);
    noted(kind, path, other, offset, length, content);
    pthread_mutex_unlock(&counting);
}

/* Whether the plan's turn has come with this call, or, once something fails for good, FAIL (a medium
   that lies goes on lying). */
static enum action counted(enum kind kind, const char *path)
{
    uint64_t number = ++journal->calls;
    uint32_t bit = 1u << kind;
    if (failing && (lasting & bit) && scoped(path)) {
        journal->fired++;
        return action == ZEROS || action == FLIP ? (enum action)action : FAIL;
    }
    /* A call of another kind at that place leaves its turn to the next one that fits. */
    if (!at || number < at || journal->fired || !(kinds & bit) || !scoped(path)) return PASS;
    journal->fired++;
    if (lasting) failing = 1;
    return action;
}

/* What is to be done with the call: PASS, or the plan's action when its turn has come. */
static enum action turn(enum kind kind, const char *path)
{
    pthread_mutex_lock(&counting);
    enum action what = counted(kind, path);
    pthread_mutex_unlock(&counting);
    if (what == KILL_BEFORE) kill(getpid(), SIGKILL);
    if (what == STOP) {
        keep(kind, path, NULL, 0, 0, NULL); /* where it stands */
        kill(getpid(), SIGSTOP);
    }
    if (what == JUMP) ahead = ahead_later;
    return what;
}

static void finish(enum action what)
{
    if (what == KILL_AFTER || what == KILL_TORN) kill(getpid(), SIGKILL);
}

void shim_mark(const char *label)
{
    if (!armed) return;
    finish(turn(MARK, scope));
    keep(MARK, label, NULL, 0, 0, NULL);
}

uint64_t shim_calls(void) { return armed ? journal->calls : 0; }

static void remember(int file, const char *path)
{
    if (file < 0 || file >= FILES) return;
    free(held[file]);
    held[file] = strdup(path);
}

static const char *path_of(int file)
{
    return armed && file >= 0 && file < FILES ? held[file] : NULL;
}

/* ---- opening ---- */

#define OPENING(CALL)                                                                              \
    if (!ours(path)) return CALL;                                                                  \
    int made = (flags & O_CREAT) && access(path, F_OK) != 0;                                       \
    int cut = (flags & O_TRUNC) && !made;                                                          \
    int alters = (flags & O_ACCMODE) != O_RDONLY;                                                  \
    enum kind kind = made ? CREATE : cut ? TRUNCATE : alters ? ALTER : OPEN;                       \
    enum action what = turn(kind, path);                                                           \
    if (what == FAIL) { errno = failure; return -1; }                                              \
    int file = CALL;                                                                               \
    if (file >= 0) {                                                                               \
        keep(kind, path, NULL, 0, 0, NULL);                                                        \
        remember(file, path);                                                                      \
    }                                                                                              \
    finish(what);                                                                                  \
    return file

#define MODE                                                                                       \
    mode_t mode = 0;                                                                               \
    if (flags & (O_CREAT | __O_TMPFILE)) {                                                         \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode = va_arg(more, mode_t);                                                               \
        va_end(more);                                                                              \
    }

int open(const char *path, int flags, ...)
{
    NEXT(open);
    MODE
    OPENING(next(path, flags, mode));
}

int open64(const char *path, int flags, ...)
{
    NEXT(open64);
    MODE
    OPENING(next(path, flags, mode));
}

int openat(int folder, const char *name, int flags, ...)
{
    NEXT(openat);
    MODE
    const char *path = beside(folder, name);
    OPENING(next(folder, name, flags, mode));
}

int openat64(int folder, const char *name, int flags, ...)
{
    NEXT(openat64);
    MODE
    const char *path = beside(folder, name);
    OPENING(next(folder, name, flags, mode));
}

int close(int file)
{
    NEXT(close);
    if (armed && file >= 0 && file < FILES && held[file] && getpid() == armed_by) {
        free(held[file]);
        held[file] = NULL;
    }
    return next(file);
}

/* ---- reading ---- */

/* A medium that gives back something else: zeros from a byte of the file on, as one of less capacity
   than it says, or that one byte changed. The number of the byte stands where an error would. */
static void belie(enum action what, off_t offset, ssize_t done, const struct iovec *to, int pieces)
{
    if (what != ZEROS && what != FLIP) return;
    off_t here = offset;
    for (int piece = 0; piece < pieces && here < offset + done; piece++) {
        char *bytes = to[piece].iov_base;
        for (size_t n = 0; n < to[piece].iov_len && here < offset + done; n++, here++) {
            if (what == ZEROS && here >= failure) bytes[n] = 0;
            if (what == FLIP && here == failure) bytes[n] ^= 1;
        }
    }
}

#define READING(CALL)                                                                              \
    const char *path = path_of(file);                                                              \
    if (!path) return CALL;                                                                        \
    enum action what = turn(READ, path);                                                           \
    if (what == FAIL) { errno = failure; return -1; }                                              \
    if (what == SHORT && size > 1) size /= 2;                                                      \
    ssize_t done = CALL;                                                                           \
    keep(READ, path, NULL, 0, done, NULL);                                                         \
    finish(what);                                                                                  \
    return done

ssize_t read(int file, void *to, size_t size)
{
    NEXT(read);
    READING(next(file, to, size));
}

ssize_t pread(int file, void *to, size_t size, off_t offset)
{
    NEXT(pread);
    READING(next(file, to, size, offset));
}

ssize_t pread64(int file, void *to, size_t size, off64_t offset)
{
    NEXT(pread64);
    READING(next(file, to, size, offset));
}

#define READING_PIECES(CALL, OFFSET)                                                               \
    const char *path = path_of(file);                                                              \
    if (!path) return CALL;                                                                        \
    off_t where = OFFSET;                                                                          \
    enum action what = turn(READ, path);                                                           \
    if (what == FAIL) { errno = failure; return -1; }                                              \
    ssize_t done = CALL;                                                                           \
    belie(what, where, done, to, pieces);                                                          \
    keep(READ, path, NULL, 0, done, NULL);                                                         \
    finish(what);                                                                                  \
    return done

ssize_t readv(int file, const struct iovec *to, int pieces)
{
    NEXT(readv);
    READING_PIECES(next(file, to, pieces), lseek(file, 0, SEEK_CUR));
}

ssize_t preadv(int file, const struct iovec *to, int pieces, off_t offset)
{
    NEXT(preadv);
    READING_PIECES(next(file, to, pieces, offset), offset);
}

ssize_t preadv64(int file, const struct iovec *to, int pieces, off64_t offset)
{
    NEXT(preadv64);
    READING_PIECES(next(file, to, pieces, offset), offset);
}

ssize_t preadv2(int file, const struct iovec *to, int pieces, off_t offset, int flags)
{
    NEXT(preadv2);
    READING_PIECES(next(file, to, pieces, offset, flags), offset);
}

ssize_t preadv64v2(int file, const struct iovec *to, int pieces, off64_t offset, int flags)
{
    NEXT(preadv64v2);
    READING_PIECES(next(file, to, pieces, offset, flags), offset);
}

/* ---- writing ---- */

static off_t place(int file)
{
    struct stat found;
    int flags = fcntl(file, F_GETFL);
    if (flags >= 0 && (flags & O_APPEND) && !fstat(file, &found)) return found.st_size;
    return lseek(file, 0, SEEK_CUR);
}

#define WRITING(CALL, OFFSET)                                                                      \
    const char *path = path_of(file);                                                              \
    if (!path) return CALL;                                                                        \
    off_t where = OFFSET;                                                                          \
    enum action what = turn(WRITE, path);                                                          \
    if (what == FAIL) { errno = failure; return -1; }                                              \
    if ((what == SHORT || what == KILL_TORN) && size > 1) size /= 2;                               \
    ssize_t done = CALL;                                                                           \
    if (done > 0) keep(WRITE, path, NULL, where, done, from);                                      \
    finish(what);                                                                                  \
    return done

ssize_t write(int file, const void *from, size_t size)
{
    NEXT(write);
    WRITING(next(file, from, size), place(file));
}

ssize_t pwrite(int file, const void *from, size_t size, off_t offset)
{
    NEXT(pwrite);
    WRITING(next(file, from, size, offset), offset);
}

ssize_t pwrite64(int file, const void *from, size_t size, off64_t offset)
{
    NEXT(pwrite64);
    WRITING(next(file, from, size, offset), offset);
}

/* Copying inside the kernel would pass the record by: whoever copies is sent to read and write. */
ssize_t sendfile(int to, int from, off_t *offset, size_t size)
{
    NEXT(sendfile);
    if (!path_of(to)) return next(to, from, offset, size);
    enum action what = turn(SEND, path_of(to));
    errno = what == FAIL ? failure : ENOTSOCK;
    return -1;
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t size)
{
    NEXT(sendfile64);
    if (!path_of(to)) return next(to, from, offset, size);
    enum action what = turn(SEND, path_of(to));
    errno = what == FAIL ? failure : ENOTSOCK;
    return -1;
}

ssize_t copy_file_range(int from, off64_t *here, int to, off64_t *there, size_t size,
                        unsigned flags)
{
    NEXT(copy_file_range);
    if (!path_of(to)) return next(from, here, to, there, size, flags);
    enum action what = turn(SEND, path_of(to));
    errno = what == FAIL ? failure : EXDEV;
    return -1;
}

/* ---- the rest ---- */

#define STEP(KIND, PATH, OTHER, LENGTH, CALL)                                                      \
    enum action what = turn(KIND, PATH);                                                           \
    if (what == FAIL) { errno = failure; return -1; }                                              \
    int done = CALL;                                                                               \
    if (!done) keep(KIND, PATH, OTHER, 0, LENGTH, NULL);                                           \
    finish(what);                                                                                  \
    return done

#define ON_FILE(KIND, LENGTH, CALL)                                                                \
    const char *path = path_of(file);                                                              \
    if (!path) return CALL;                                                                        \
    STEP(KIND, path, NULL, LENGTH, CALL)

/* A file that was duplicated before another thread synchronises it is known to the system only. */
#define SYNCING(CALL)                                                                              \
    char link[64], found[1024];                                                                    \
    const char *path = path_of(file);                                                              \
    if (armed && !path) {                                                                          \
        snprintf(link, sizeof link, "/proc/self/fd/%d", file);                                     \
        ssize_t length = readlink(link, found, sizeof found - 1);                                  \
        found[length < 0 ? 0 : length] = 0;                                                        \
        if (ours(found)) path = found;                                                             \
    }                                                                                              \
    if (!path) return CALL;                                                                        \
    STEP(SYNC, path, NULL, 0, CALL)

int fsync(int file)
{
    NEXT(fsync);
    SYNCING(next(file));
}

int fdatasync(int file)
{
    NEXT(fdatasync);
    SYNCING(next(file));
}

int syncfs(int file)
{
    NEXT(syncfs);
    SYNCING(next(file));
}

int ftruncate(int file, off_t length)
{
    NEXT(ftruncate);
    ON_FILE(TRUNCATE, length, next(file, length));
}

int ftruncate64(int file, off64_t length)
{
    NEXT(ftruncate64);
    ON_FILE(TRUNCATE, length, next(file, length));
}

#define ON_PATH(KIND, OTHER, CALL)                                                                 \
    if (!ours(path)) return CALL;                                                                  \
    STEP(KIND, path, OTHER, 0, CALL)

int rename(const char *path, const char *other)
{
    NEXT(rename);
    ON_PATH(RENAME, other, next(path, other));
}

/* Both names beside folders would share one buffer, so the first is kept apart. */
#define RENAMING(KIND, CALL)                                                                       \
    char first[sizeof joined];                                                                     \
    snprintf(first, sizeof first, "%s", beside(from, name));                                       \
    const char *path = first, *other = beside(to, target);                                         \
    ON_PATH(KIND, other, CALL)

int renameat(int from, const char *name, int to, const char *target)
{
    NEXT(renameat);
    RENAMING(RENAME, next(from, name, to, target));
}

int renameat2(int from, const char *name, int to, const char *target, unsigned flags)
{
    NEXT(renameat2);
    RENAMING(flags & RENAME_EXCHANGE ? EXCHANGE : RENAME, next(from, name, to, target, flags));
}

int link(const char *path, const char *other)
{
    NEXT(link);
    ON_PATH(LINK, other, next(path, other));
}

int linkat(int from, const char *name, int to, const char *target, int flags)
{
    NEXT(linkat);
    RENAMING(LINK, next(from, name, to, target, flags));
}

int unlink(const char *path)
{
    NEXT(unlink);
    ON_PATH(UNLINK, NULL, next(path));
}

int unlinkat(int folder, const char *name, int flags)
{
    NEXT(unlinkat);
    const char *path = beside(folder, name);
    if (flags & AT_REMOVEDIR) { ON_PATH(RMDIR, NULL, next(folder, name, flags)); }
    ON_PATH(UNLINK, NULL, next(folder, name, flags));
}

int mkdir(const char *path, mode_t mode)
{
    NEXT(mkdir);
    ON_PATH(MKDIR, NULL, next(path, mode));
}

int rmdir(const char *path)
{
    NEXT(rmdir);
    ON_PATH(RMDIR, NULL, next(path));
}

/* ---- the clock on the wall ---- */

int clock_gettime(clockid_t clock, struct timespec *now)
{
    NEXT(clock_gettime);
    int done = next(clock, now);
    if (!done && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += ahead;
    return done;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    NEXT(gettimeofday);
    int done = next(now, zone);
    if (!done) now->tv_sec += ahead;
    return done;
}

time_t time(time_t *told)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told) *told = now.tv_sec;
    return now.tv_sec;
}
