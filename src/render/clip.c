#include "render/clip.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/steady.h"
#include "render/image_file.h"
#include "render/rows_video.h"

#define LOG_MODULE "video"

enum {
    SLOTS = 4,                 /* frames that wait to be shown */
    SILENT_MS = 15000,         /* ClipOrder.silence */
    UNASKED_MS = 3000,         /* ClipOrder.unasked */
    UNSHOWN_MS = 180000,       /* made ready, and never shown */
    JUDGED = 10 * VIDEO_RATE,  /* so many frames are looked at together … */
    FAR = 2 * VIDEO_RATE,      /* so many frames are not run after */
    LATE_MAX = JUDGED * 3 / 4, /* … and so many of them late are too heavy */
    NOT_FOUND = 127,
    MEMORY_MAX = 1536, /* MiB, of addresses */
    SAID_MAX = 512
};

struct Clip {
    ClipOrder order;      /* its texts are owned */
    pthread_mutex_t lock; /* of all below but the thread's own */
    pthread_cond_t change;
    pthread_mutex_t calling; /* held while `ready` is called */
    ClipState state;
    bool is_doubted;         /* the file may be another one */
    bool is_replaced;        /* it is */
    bool is_ending, is_over; /* nobody wants it; its thread has ended: the last of the two frees */
    char why[DECODE_WHY_MAX];
    uint8_t *slots[SLOTS]; /* owned; a ring of frames as they came (rows_video.h) */
    size_t first, count;
    uint64_t next;    /* number in the stream of the first that waits */
    uint8_t *current; /* owned: what was handed out last */
    uint64_t shown;   /* its number, from 1; 0: none */
    bool is_played;   /* one behind the first was asked for */
    Image image;      /* borrows `current` */
    bool is_based;
    int64_t base;    /* what the stream's first frame was asked for as */
    Millis asked_at; /* steady clock */
    pid_t pid;       /* its group's too; 0: none, or it is being waited for */
    ClipStatistics statistics;
    uint64_t judged, judged_late, judged_index;

    /* The thread's own. */
    char *file; /* owned */
    FileStamp stamp;
    int out, err; /* owned: read ends; -1: none */
    char said[SAID_MAX + 1];
    size_t said_len;
};

/* ---- the process ---------------------------------------------------------------------------- */

/* Scales as FIT_PAGE_… says (picture_fit.c), then cuts or frames to the box. */
static void write_filter(const PictureBox *box, char *text, size_t size) {
    int w = box->width, h = box->height;
    char fill[64], whole[64];
    snprintf(fill, sizeof fill, "max(%d/(iw*sar)\\,%d/ih)", w, h);
    snprintf(whole, sizeof whole, "min(%d/(iw*sar)\\,%d/ih)", w, h);
    char factor[512];
    if (box->fit == FIT_PAGE_COVER)
        snprintf(factor, sizeof factor, "%s", fill);
    else if (box->fit == FIT_PAGE_AUTO)
        snprintf(factor, sizeof factor, "if(gte(%s\\,0.875*%s)\\,%s\\,%s)", whole, fill, fill,
                 whole);
    else
        snprintf(factor, sizeof factor, "%s", whole);
    snprintf(text, size,
             "scale=w='max(1\\,round(iw*sar*min(2\\,%s)))':h='max(1\\,round(ih*min(2\\,%s)))':"
             "out_color_matrix=bt709:out_range=tv,format=yuv420p,"
             "setsar=1,crop='min(iw\\,%d)':'min(ih\\,%d)',pad=%d:%d:-1:-1:color=black,fps=%d",
             factor, factor, w, h, w, h, VIDEO_RATE);
}

static void limit(unsigned resource, rlim_t most) {
    setrlimit(resource, &(struct rlimit){.rlim_cur = most, .rlim_max = most});
}

/* Between fork and exec, in the child: calls that may be made there alone. */
static void become(const Clip *clip, const char *const *argv, const int *out, const int *err) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, 64);
    limit(RLIMIT_AS, (rlim_t)MEMORY_MAX * 1024 * 1024);
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || dup2(out[1], 1) < 0 || dup2(err[1], 2) < 0)
        _exit(NOT_FOUND);
    execvp(clip->order.program, (char *const *)(uintptr_t)argv);
    _exit(NOT_FOUND);
}

static bool start_process(Clip *clip) {
    char filter[2048];
    write_filter(&clip->order.box, filter, sizeof filter);
    const char *argv[] = {clip->order.program,
                          "-v",
                          "error",
                          "-nostdin",
                          "-protocol_whitelist",
                          "file,pipe",
                          "-threads",
                          "2",
                          "-stream_loop",
                          "-1",
                          "-i",
                          clip->file,
                          "-map",
                          "0:v:0",
                          "-vf",
                          filter,
                          "-f",
                          "rawvideo",
                          "-pix_fmt",
                          "yuv420p",
                          "pipe:1",
                          NULL};
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0)
        return false;
    if (pipe2(err, O_CLOEXEC) != 0) {
        close(out[0]);
        close(out[1]);
        return false;
    }
    fcntl(out[0], F_SETPIPE_SZ, 1024 * 1024); /* fewer turns; a smaller one does, too */
    pid_t pid = fork();
    if (pid == 0)
        become(clip, argv, out, err);
    close(out[1]);
    close(err[1]);
    pthread_mutex_lock(&clip->lock);
    clip->pid = pid > 0 ? pid : 0;
    pthread_mutex_unlock(&clip->lock);
    clip->out = out[0];
    clip->err = err[0];
    clip->said_len = 0;
    fcntl(clip->out, F_SETFL, O_NONBLOCK);
    fcntl(clip->err, F_SETFL, O_NONBLOCK);
    if (pid > 0)
        return true;
    close(clip->out);
    close(clip->err);
    clip->out = clip->err = -1;
    return false;
}

/* What it says of itself; only the beginning is kept. */
static void hear(Clip *clip) {
    char text[512];
    ssize_t len;
    while ((len = read(clip->err, text, sizeof text)) > 0) {
        size_t room = SAID_MAX - clip->said_len;
        size_t kept = (size_t)len < room ? (size_t)len : room;
        memcpy(clip->said + clip->said_len, text, kept);
        clip->said_len += kept;
    }
}

/* With all that it has started; called with the lock held, and not once it is waited for: its
 * number may be another one's then. */
static void kill_process(const Clip *clip) {
    if (clip->pid <= 0)
        return;
    kill(-clip->pid, SIGKILL);
    kill(clip->pid, SIGKILL); /* it may not have made its group yet */
}

/* Its state as waitpid has it. */
static int end_process(Clip *clip) {
    int state = 0;
    hear(clip);
    pthread_mutex_lock(&clip->lock);
    pid_t pid = clip->pid;
    kill_process(clip);
    clip->pid = 0;
    pthread_mutex_unlock(&clip->lock);
    while (pid > 0 && waitpid(pid, &state, 0) < 0 && errno == EINTR)
        continue;
    close(clip->out);
    close(clip->err);
    clip->out = clip->err = -1;
    return state;
}

/* The first line that it said, without the file's name. */
static void write_said(Clip *clip, char *why) {
    clip->said[clip->said_len] = 0;
    char *end = strchr(clip->said, '\n');
    if (end)
        *end = 0;
    const char *line = clip->said;
    size_t len = strlen(clip->file);
    if (strncmp(line, clip->file, len) == 0 && line[len] == ':')
        line += len + 1;
    while (*line == ' ')
        line++;
    snprintf(why, DECODE_WHY_MAX, "ffmpeg cannot play it%s%.120s", *line ? ": " : "", line);
}

/* ---- the thread ----------------------------------------------------------------------------- */

typedef enum { FRAME_READ, FRAME_ENDED, FRAME_SILENT, FRAME_UNWANTED } FrameOutcome;

static bool is_ending(Clip *clip) {
    pthread_mutex_lock(&clip->lock);
    bool is = clip->is_ending;
    pthread_mutex_unlock(&clip->lock);
    return is;
}

static FrameOutcome read_frame(Clip *clip, uint8_t *bytes) {
    size_t len = video_frame_bytes(clip->order.box.width, clip->order.box.height), got = 0;
    Millis heard_at = steady_now();
    while (got < len) {
        ssize_t part = read(clip->out, bytes + got, len - got);
        if (part > 0) {
            got += (size_t)part;
            heard_at = steady_now();
            continue;
        }
        if (part == 0)
            return FRAME_ENDED;
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN)
            return FRAME_ENDED;
        hear(clip);
        if (is_ending(clip))
            return FRAME_UNWANTED;
        if (steady_now() - heard_at > clip->order.silence)
            return FRAME_SILENT;
        struct pollfd fds[] = {{.fd = clip->out, .events = POLLIN}};
        poll(fds, 1, 100);
    }
    return FRAME_READ;
}

static bool is_other_file(const Clip *clip) {
    FileStamp stamp = {0};
    const char *why;
    free(image_path_find(clip->order.folder, clip->order.path, &stamp, &why));
    return !file_stamp_equal(&stamp, &clip->stamp);
}

/* Waits for a place for the next frame; NULL: it is not wanted any more. */
static uint8_t *wait_for_place(Clip *clip) {
    pthread_mutex_lock(&clip->lock);
    bool is_wanted = true;
    while (clip->count == SLOTS && is_wanted && !clip->is_ending && !clip->is_doubted) {
        Millis patience = clip->is_played ? clip->order.unasked : UNSHOWN_MS;
        Millis left = clip->asked_at + patience - steady_now();
        is_wanted = left > 0 && clip->state != CLIP_STILL;
        if (is_wanted) {
            struct timespec until = steady_after(left);
            pthread_cond_timedwait(&clip->change, &clip->lock, &until);
        }
    }
    is_wanted &= !clip->is_ending && clip->state != CLIP_STILL;
    bool is_doubted = clip->is_doubted;
    clip->is_doubted = false;
    uint8_t *slot = clip->slots[(clip->first + clip->count) % SLOTS];
    pthread_mutex_unlock(&clip->lock);
    bool is_replaced = is_wanted && is_doubted && is_other_file(clip);
    if (is_replaced) {
        pthread_mutex_lock(&clip->lock);
        clip->is_replaced = true;
        pthread_mutex_unlock(&clip->lock);
    }
    return is_wanted && !is_replaced ? slot : NULL;
}

static void say_ready(Clip *clip) {
    pthread_mutex_lock(&clip->calling);
    if (clip->order.ready)
        clip->order.ready(clip->order.context);
    pthread_mutex_unlock(&clip->calling);
}

static void keep_frame(Clip *clip) {
    pthread_mutex_lock(&clip->lock);
    clip->count++;
    bool is_first = clip->state == CLIP_STARTING;
    if (is_first)
        clip->state = CLIP_PLAYING;
    pthread_cond_broadcast(&clip->change);
    pthread_mutex_unlock(&clip->lock);
    if (is_first)
        say_ready(clip);
}

/* It does not go on; with `why` when that is a fault. */
static void stop(Clip *clip, const char *why) {
    pthread_mutex_lock(&clip->lock);
    bool is_news = clip->state == CLIP_STARTING || clip->state == CLIP_PLAYING;
    if (is_news)
        clip->state = clip->shown || clip->count ? CLIP_STILL : CLIP_BROKEN;
    if (why && !clip->why[0])
        snprintf(clip->why, sizeof clip->why, "%s", why);
    pthread_cond_broadcast(&clip->change);
    pthread_mutex_unlock(&clip->lock);
    if (is_news)
        say_ready(clip);
}

static void destroy(Clip *clip) {
    for (size_t i = 0; i < SLOTS; i++)
        free(clip->slots[i]);
    free(clip->current);
    pthread_mutex_destroy(&clip->lock);
    pthread_mutex_destroy(&clip->calling);
    pthread_cond_destroy(&clip->change);
    free(clip->file);
    free((char *)(uintptr_t)clip->order.folder.s);
    free((char *)(uintptr_t)clip->order.path.s);
    free(clip);
}

/* Frees it with the thread's end, or leaves that to whoever still has it. */
static void leave(Clip *clip, bool *self, const bool *other) {
    pthread_mutex_lock(&clip->lock);
    *self = true;
    bool is_last = *other;
    pthread_cond_broadcast(&clip->change);
    pthread_mutex_unlock(&clip->lock);
    if (is_last)
        destroy(clip);
}

static void play(Clip *clip) {
    char why[DECODE_WHY_MAX] = {0};
    const char *why_not = "";
    clip->file = image_path_find(clip->order.folder, clip->order.path, &clip->stamp, &why_not);
    if (!clip->file) {
        stop(clip, why_not);
        return;
    }
    if (!start_process(clip)) {
        snprintf(why, sizeof why, "no process for it: %s", strerror(errno));
        stop(clip, why);
        return;
    }
    FrameOutcome outcome = FRAME_READ;
    uint8_t *slot = NULL;
    while (outcome == FRAME_READ && (slot = wait_for_place(clip))) {
        outcome = read_frame(clip, slot);
        if (outcome == FRAME_READ)
            keep_frame(clip);
    }
    int state = end_process(clip);
    if (outcome == FRAME_SILENT)
        snprintf(why, sizeof why, "ffmpeg gave no picture for %lld s, and was ended",
                 (long long)(clip->order.silence / MILLIS_SECOND));
    else if (outcome == FRAME_ENDED && WIFEXITED(state) && WEXITSTATUS(state) == NOT_FOUND)
        snprintf(why, sizeof why, "%s is not installed; apt install ffmpeg", clip->order.program);
    else if (outcome == FRAME_ENDED)
        write_said(clip, why);
    stop(clip, why[0] ? why : NULL);
}

static void *run(void *context) {
    Clip *clip = context;
    play(clip);
    leave(clip, &clip->is_over, &clip->is_ending);
    return NULL;
}

/* ---- from outside --------------------------------------------------------------------------- */

static Str keep(Str text) {
    char *copy = memory_must(malloc(text.len + 1));
    if (text.len)
        memcpy(copy, text.s, text.len);
    copy[text.len] = 0;
    return (Str){copy, text.len};
}

Clip *clip_open(const ClipOrder *order) {
    Clip *clip = memory_must(calloc(1, sizeof *clip));
    clip->order = *order;
    clip->order.folder = keep(order->folder);
    clip->order.path = keep(order->path);
    clip->order.program = order->program ? order->program : "ffmpeg";
    if (order->silence == 0)
        clip->order.silence = SILENT_MS;
    if (order->unasked == 0)
        clip->order.unasked = UNASKED_MS;
    clip->out = clip->err = -1;
    clip->asked_at = steady_now();
    pthread_mutex_init(&clip->lock, NULL);
    pthread_mutex_init(&clip->calling, NULL);
    steady_condition_init(&clip->change);
    size_t bytes = video_frame_bytes(order->box.width, order->box.height);
    for (size_t i = 0; i < SLOTS; i++)
        clip->slots[i] = memory_must(malloc(bytes));
    clip->current = memory_must(malloc(bytes));
    pthread_t thread;
    int error = pthread_create(&thread, NULL, run, clip);
    if (error) {
        log_error("%s; videos are not played", strerror(error));
        abort();
    }
    pthread_detach(thread);
    return clip;
}

void clip_close(Clip *clip) {
    if (!clip)
        return;
    pthread_mutex_lock(&clip->calling); /* `ready` is not called any more */
    clip->order.ready = NULL;
    pthread_mutex_unlock(&clip->calling);
    pthread_mutex_lock(&clip->lock);
    kill_process(clip); /* the thread may wait for the next frame's place a while */
    pthread_mutex_unlock(&clip->lock);
    leave(clip, &clip->is_ending, &clip->is_over);
}

ClipState clip_state(Clip *clip) {
    pthread_mutex_lock(&clip->lock);
    ClipState state = clip->state;
    pthread_mutex_unlock(&clip->lock);
    return state;
}

void clip_why(Clip *clip, char why[DECODE_WHY_MAX]) {
    pthread_mutex_lock(&clip->lock);
    memcpy(why, clip->why, DECODE_WHY_MAX);
    pthread_mutex_unlock(&clip->lock);
}

bool clip_is_replaced(Clip *clip) {
    pthread_mutex_lock(&clip->lock);
    bool is = clip->is_replaced;
    pthread_mutex_unlock(&clip->lock);
    return is;
}

void clip_look_again(Clip *clip) {
    pthread_mutex_lock(&clip->lock);
    clip->is_doubted = true;
    pthread_cond_broadcast(&clip->change);
    pthread_mutex_unlock(&clip->lock);
}

void clip_wait(Clip *clip) {
    pthread_mutex_lock(&clip->lock);
    while (clip->state == CLIP_STARTING)
        pthread_cond_wait(&clip->change, &clip->lock);
    pthread_mutex_unlock(&clip->lock);
}

/* Looks at how many come late; called with the lock held. */
static void judge(Clip *clip, bool is_late) {
    clip->statistics.asked++;
    clip->statistics.late += is_late;
    clip->judged++;
    clip->judged_late += is_late;
    if (clip->judged < JUDGED)
        return;
    if (clip->judged_late > LATE_MAX && clip->state == CLIP_PLAYING) {
        clip->state = CLIP_STILL;
        snprintf(clip->why, sizeof clip->why,
                 "it is too heavy for this computer: %d of %d frames "
                 "came late; its last one stays",
                 (int)clip->judged_late, (int)clip->judged);
    }
    clip->judged = clip->judged_late = 0;
}

const Image *clip_frame(Clip *clip, uint64_t wanted, uint64_t *number) {
    pthread_mutex_lock(&clip->lock);
    clip->asked_at = steady_now();
    clip->is_played |= wanted > 0;
    int64_t due = (int64_t)wanted, shown = (int64_t)clip->shown;
    bool is_far = due - clip->base > shown + FAR || due - clip->base < shown - FAR;
    if ((!clip->is_based && clip->count > 0) || (clip->is_based && wanted > 0 && is_far)) {
        /* It begins, or begins again, or was not looked at for a while: it goes on from here. */
        clip->is_based = true;
        clip->base = due - (shown ? shown - 1 : 0);
    }
    uint64_t index = clip->is_based && due > clip->base ? (uint64_t)(due - clip->base) : 0;
    uint64_t last = clip->judged_index;
    /* It is asked for more than once; and for the first one, to know whether there is any. */
    bool is_new = index != last && wanted > 0;
    clip->judged_index = wanted > 0 ? index : last;
    while (clip->count > 0 && clip->next <= index) {
        uint8_t *old = clip->current;
        clip->current = clip->slots[clip->first];
        clip->slots[clip->first] = old;
        clip->first = (clip->first + 1) % SLOTS;
        clip->count--;
        clip->shown = ++clip->next;
    }
    if (is_new && clip->is_based && clip->state == CLIP_PLAYING) {
        uint64_t missed = index > last && last > 0 && index - last < FAR ? index - last - 1 : 0;
        clip->statistics.missed += missed;
        judge(clip, clip->shown < index + 1);
    }
    *number = clip->shown;
    clip->image =
        image_of_video((VideoFrame){clip->current, clip->order.box.width, clip->order.box.height});
    bool is_there = clip->shown > 0;
    pthread_cond_broadcast(&clip->change);
    pthread_mutex_unlock(&clip->lock);
    return is_there ? &clip->image : NULL;
}

ClipStatistics clip_statistics(Clip *clip) {
    pthread_mutex_lock(&clip->lock);
    ClipStatistics statistics = clip->statistics;
    pthread_mutex_unlock(&clip->lock);
    return statistics;
}
