#include "render/clip_sound.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/steady.h"

#define LOG_MODULE "video"

enum { UNSAID_MS = 1000, NOT_FOUND = 127 };

struct ClipSound {
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t change;
    char *program, *file;      /* owned */
    Millis said_at;            /* steady clock: it was shown then */
    pid_t pid;                 /* its group's too; 0: none, or it is being waited for */
    bool is_quiet;             /* it was not shown for long */
    bool is_unwanted, is_over; /* nobody has it; its thread has ended: the last of the two frees */
};

static void destroy(ClipSound *sound) {
    pthread_mutex_destroy(&sound->lock);
    pthread_cond_destroy(&sound->change);
    free(sound->program);
    free(sound->file);
    free(sound);
}

/* Frees it, or leaves that to whoever still has it. */
static void leave(ClipSound *sound, bool *self, const bool *other) {
    pthread_mutex_lock(&sound->lock);
    *self = true;
    bool is_last = *other;
    pthread_cond_broadcast(&sound->change);
    pthread_mutex_unlock(&sound->lock);
    if (is_last)
        destroy(sound);
}

/* Between fork and exec, in the child. */
static void become(const char *const *argv) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
        _exit(NOT_FOUND);
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    _exit(NOT_FOUND);
}

/* Called with the lock held. */
static void kill_process(const ClipSound *sound) {
    if (sound->pid <= 0)
        return;
    kill(-sound->pid, SIGKILL);
    kill(sound->pid, SIGKILL); /* it may not have made its group yet */
}

/* Until it is not shown any more. */
static void wait_for_end(ClipSound *sound) {
    pthread_mutex_lock(&sound->lock);
    Millis left;
    while (!sound->is_unwanted && (left = sound->said_at + UNSAID_MS - steady_now()) > 0) {
        struct timespec until = steady_after(left);
        pthread_cond_timedwait(&sound->change, &sound->lock, &until);
    }
    sound->is_quiet = true;
    pthread_mutex_unlock(&sound->lock);
}

static void *run(void *context) {
    ClipSound *sound = context;
    const char *argv[] = {sound->program, "-v",    "quiet",     "-nodisp",
                          "-vn",          "-loop", "0",         "-protocol_whitelist",
                          "file,pipe",    "-i",    sound->file, NULL};
    pthread_mutex_lock(&sound->lock);
    bool is_wanted = !sound->is_unwanted;
    pid_t pid = is_wanted ? fork() : 0;
    if (is_wanted && pid == 0)
        become(argv);
    sound->pid = pid > 0 ? pid : 0;
    pthread_mutex_unlock(&sound->lock);
    if (pid < 0)
        log_warning("%s: %s; it is shown without sound", sound->file, strerror(errno));
    wait_for_end(sound);
    pthread_mutex_lock(&sound->lock);
    kill_process(sound);
    sound->pid = 0;
    pthread_mutex_unlock(&sound->lock);
    int state = 0;
    while (pid > 0 && waitpid(pid, &state, 0) < 0 && errno == EINTR)
        continue;
    if (pid > 0 && WIFEXITED(state) && WEXITSTATUS(state) == NOT_FOUND)
        log_warning("%s: %s is not installed (apt install ffmpeg); it is shown without sound",
                    sound->file, sound->program);
    leave(sound, &sound->is_over, &sound->is_unwanted);
    return NULL;
}

ClipSound *clip_sound_start(const char *program, const char *file) {
    ClipSound *sound = memory_must(calloc(1, sizeof *sound));
    sound->program = memory_must(strdup(program ? program : "ffplay"));
    sound->file = memory_must(strdup(file));
    sound->said_at = steady_now();
    pthread_mutex_init(&sound->lock, NULL);
    steady_condition_init(&sound->change);
    pthread_t thread;
    int error = pthread_create(&thread, NULL, run, sound);
    if (error) {
        log_error("%s; videos have no sound", strerror(error));
        sound->is_over = sound->is_quiet = true;
    } else {
        pthread_detach(thread);
    }
    return sound;
}

bool clip_sound_go_on(ClipSound *sound) {
    pthread_mutex_lock(&sound->lock);
    sound->said_at = steady_now();
    bool is_heard = !sound->is_quiet;
    pthread_mutex_unlock(&sound->lock);
    return is_heard;
}

void clip_sound_stop(ClipSound *sound) {
    if (!sound)
        return;
    pthread_mutex_lock(&sound->lock);
    kill_process(sound);
    pthread_mutex_unlock(&sound->lock);
    leave(sound, &sound->is_unwanted, &sound->is_over);
}
