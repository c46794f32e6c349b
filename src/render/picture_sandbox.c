#include "render/picture_sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#else
#define OUR_ARCH 0
#endif

/* What the loader, malloc, threads, reading and drawing need. */
static const int ALLOWED[] = {
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_pread64,
    SYS_lseek,
    SYS_close,
    SYS_fstat,
    SYS_newfstatat,
    SYS_statx,
    SYS_faccessat,
    SYS_faccessat2,
    SYS_readlinkat,
    SYS_getdents64,
    SYS_fcntl,
    SYS_getcwd,
    SYS_fstatfs,
    SYS_statfs,
    SYS_fadvise64,
    SYS_dup,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_set_robust_list,
    SYS_rseq,
    SYS_set_tid_address,
    SYS_exit,
    SYS_exit_group,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_membarrier,
    SYS_eventfd2,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
    SYS_getrandom,
    SYS_getpid,
    SYS_gettid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_restart_syscall,
    SYS_recvmsg,
    SYS_sendmsg,
    SYS_sendto,
    SYS_recvfrom,
    SYS_ppoll,
    SYS_uname,
    SYS_sysinfo,
    SYS_setitimer,
#ifdef SYS_open
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
    SYS_poll,
    SYS_alarm,
    SYS_arch_prctl,
    SYS_time,
    SYS_getrlimit,
#endif
};

enum { CONDITIONS = 24 };

#define ARGUMENT(n)           (uint32_t)(offsetof(struct seccomp_data, args) + 8 * (n))
#define LOAD(offset)          BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset))
#define IF(value, yes, no)    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), (yes), (no))
#define IF_ANY(bits, yes, no) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (uint32_t)(bits), (yes), (no))
#define ANSWER(what)          BPF_STMT(BPF_RET | BPF_K, (what))
#define REFUSE(error)         (SECCOMP_RET_ERRNO | (error))

/* Calls that depend on an argument: files are opened for reading, threads are made but no
 * processes, and only our own limits are set. */
static size_t add_conditions(struct sock_filter *to) {
    const uint32_t writes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    const struct sock_filter conditions[] = {
        IF(SYS_openat, 0, 4),
        LOAD(ARGUMENT(2)),
        IF_ANY(writes, 0, 1),
        ANSWER(REFUSE(EROFS)),
        ANSWER(SECCOMP_RET_ALLOW),
#ifdef SYS_open
        IF(SYS_open, 0, 4),
        LOAD(ARGUMENT(1)),
        IF_ANY(writes, 0, 1),
        ANSWER(REFUSE(EROFS)),
        ANSWER(SECCOMP_RET_ALLOW),
#endif
        IF(SYS_clone, 0, 4),
        LOAD(ARGUMENT(0)),
        IF_ANY(CLONE_THREAD, 1, 0),
        ANSWER(REFUSE(EPERM)),
        ANSWER(SECCOMP_RET_ALLOW),
        IF(SYS_clone3, 0, 1), /* its flags lie in memory: libc takes clone instead */
        ANSWER(REFUSE(ENOSYS)),
        IF(SYS_prlimit64, 0, 4),
        LOAD(ARGUMENT(0)),
        IF(0, 1, 0),
        ANSWER(REFUSE(EPERM)),
        ANSWER(SECCOMP_RET_ALLOW),
    };
    _Static_assert(countof(conditions) <= CONDITIONS, "room for them");
    memcpy(to, conditions, sizeof conditions);
    return countof(conditions);
}

static bool filter_calls(void) {
    struct sock_filter program[4 + CONDITIONS + 2 * countof(ALLOWED) + 1];
    size_t len = 0;
    program[len++] = (struct sock_filter)LOAD(offsetof(struct seccomp_data, arch));
    program[len++] = (struct sock_filter)IF(OUR_ARCH, 1, 0);
    program[len++] = (struct sock_filter)ANSWER(SECCOMP_RET_KILL_PROCESS);
    program[len++] = (struct sock_filter)LOAD(offsetof(struct seccomp_data, nr));
    len += add_conditions(program + len);
    for (size_t i = 0; i < countof(ALLOWED); i++) {
        program[len++] = (struct sock_filter)IF(ALLOWED[i], 0, 1);
        program[len++] = (struct sock_filter)ANSWER(SECCOMP_RET_ALLOW);
    }
    program[len++] = (struct sock_filter)ANSWER(REFUSE(EPERM));
    struct sock_fprog filter = {.len = (unsigned short)len, .filter = program};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

/* Landlock has no functions in libc. Without it the calls are filtered all the same. */
static void restrict_reading(void) {
    static const char *const FOLDERS[] = {"/usr",       "/lib",         "/lib64",
                                          "/etc",       "/opt",         "/var/cache/fontconfig",
                                          "/proc/self", "/dev/urandom", "/sys/fs/cgroup"};
    struct landlock_ruleset_attr rules = {.handled_access_fs = LANDLOCK_ACCESS_FS_READ_FILE |
                                                               LANDLOCK_ACCESS_FS_READ_DIR};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    if (ruleset < 0)
        return;
    for (size_t i = 0; i < countof(FOLDERS); i++) {
        struct landlock_path_beneath_attr beneath = {
            .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
            .parent_fd = open(FOLDERS[i], O_PATH | O_CLOEXEC)};
        if (beneath.parent_fd < 0)
            continue;
        if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) != 0) {
            beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE; /* it is no folder */
            syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
        }
        close(beneath.parent_fd);
    }
    syscall(SYS_landlock_restrict_self, ruleset, 0);
    close(ruleset);
}

bool picture_sandbox_enter(void) {
    struct rlimit none = {0, 0}, files = {64, 64};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_NOFILE, &files);
    if (OUR_ARCH == 0) {
        errno = ENOSYS;
        return false;
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return false;
    restrict_reading();
    return filter_calls();
}

/* Private memory that can be written, in pages: the sixth number of /proc/self/statm. */
static size_t memory_now(void) {
    char text[128];
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t len = read(fd, text, sizeof text - 1);
    close(fd);
    text[len > 0 ? len : 0] = 0;
    unsigned long pages = 0;
    if (sscanf(text, "%*u %*u %*u %*u %*u %lu", &pages) != 1)
        return 0;
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

void picture_sandbox_limit_memory(size_t bytes) {
#ifndef __SANITIZE_ADDRESS__ /* which takes terabytes of addresses for itself */
    struct rlimit limit;
    if (getrlimit(RLIMIT_DATA, &limit) != 0)
        return;
    limit.rlim_cur = memory_now() + bytes;
    setrlimit(RLIMIT_DATA, &limit);
#else
    (void)bytes;
    (void)memory_now;
#endif
}
