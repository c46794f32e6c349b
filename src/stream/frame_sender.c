#include "stream/frame_sender.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/steady.h"

#define LOG_MODULE "frames"

#define SECOND       INT64_C(1000000000)
#define REPORT_EVERY (10 * SECOND)
#define FIFO_EVERY   (SECOND / 5) /* how often a FIFO is tried while nobody reads it */

/* A picture that was sent so often has come to rest. */
enum { REST_TICKS = 4 };

struct FrameSender {
    SenderSettings settings;
    PictureBoard *board; /* borrowed */
    FrameSink *sinks[FRAME_TARGETS_MAX];
    FramePool *pool;
    FrameBytes *frame; /* what is sent; NULL: none yet */
    uint64_t number;   /* of the picture that it was made from */
    uint32_t ticks;    /* that it was sent at */
    Pacer pacer;
    int wake; /* eventfd: a new picture, or the end */
    int over; /* eventfd, see frame_sender_descriptor */
    bool has_fifo, is_over;
    atomic_bool is_ending;
    int64_t next_report;
    pthread_t thread;
    pthread_mutex_t mutex; /* guards the counters */
    SenderCounters counters;
};

static void signal_event(int descriptor) {
    uint64_t one = 1;
    if (write(descriptor, &one, sizeof one) < 0)
        return; /* it is readable already */
}

static void on_picture(void *context) {
    const FrameSender *sender = context;
    signal_event(sender->wake);
}

static void update_counters(FrameSender *sender) {
    SenderCounters counters = {.late = sender->pacer.late, .skipped = sender->pacer.skipped};
    size_t over = 0;
    for (size_t i = 0; i < sender->settings.target_count; i++) {
        FrameCounters own = frame_sink_counters(sender->sinks[i]);
        counters.sent += own.sent;
        counters.dropped += own.dropped;
        counters.readers += own.readers;
        over += frame_sink_is_over(sender->sinks[i]);
    }
    pthread_mutex_lock(&sender->mutex);
    sender->counters = counters;
    pthread_mutex_unlock(&sender->mutex);
    if (over == sender->settings.target_count && !sender->is_over) {
        sender->is_over = true;
        signal_event(sender->over);
    }
}

SenderCounters frame_sender_counters(FrameSender *sender) {
    pthread_mutex_lock(&sender->mutex);
    SenderCounters counters = sender->counters;
    pthread_mutex_unlock(&sender->mutex);
    return counters;
}

Str sender_counters_json(Arena *arena, const SenderCounters *counters) {
    return str_printf(arena, "{\"sent\":%llu,\"dropped\":%llu,\"late\":%llu,\"readers\":%zu}",
                      (unsigned long long)counters->sent, (unsigned long long)counters->dropped,
                      (unsigned long long)counters->late, counters->readers);
}

static void report(FrameSender *sender, int64_t now) {
    if (now < sender->next_report)
        return;
    sender->next_report += REPORT_EVERY;
    if (sender->next_report <= now)
        sender->next_report = now + REPORT_EVERY;
    Arena *arena = arena_create();
    SenderCounters counters = frame_sender_counters(sender);
    log_plain(sender_counters_json(arena, &counters));
    arena_free(arena);
}

/* The newest picture becomes the frame. */
static void take_picture(FrameSender *sender) {
    if (board_number(sender->board, NULL) == sender->number)
        return; /* also before the first one: both are 0 */
    const BoardPicture *picture = board_take(sender->board);
    const SenderSettings *settings = &sender->settings;
    FrameBytes *frame = frame_bytes_take(sender->pool);
    size_t width = (size_t)settings->width;
    frame_bytes_fill(frame, picture->pixels.pixels + (size_t)settings->first_row * width);
    frame_bytes_drop(sender->frame);
    sender->frame = frame;
    sender->number = picture->number;
    sender->ticks = 0;
    board_give_back(sender->board, picture);
}

static size_t serve(FrameSender *sender) {
    size_t readers = 0;
    for (size_t i = 0; i < sender->settings.target_count; i++) {
        frame_sink_serve(sender->sinks[i]);
        readers += frame_sink_counters(sender->sinks[i]).readers;
    }
    return readers;
}

static void send_tick(FrameSender *sender, int64_t now) {
    int64_t tick = pacer_begin(&sender->pacer, now);
    const FrameRate *rate = &sender->settings.rate;
    int64_t units = tick * rate->scale;
    uint64_t millis =
        (uint64_t)(units / rate->rate * 1000 + units % rate->rate * 1000 / rate->rate);
    if (sender->ticks < REST_TICKS && ++sender->ticks == REST_TICKS)
        frame_bytes_seal(sender->frame);
    for (size_t i = 0; i < sender->settings.target_count; i++)
        frame_sink_offer(sender->sinks[i], sender->frame, millis);
}

/* Sleeps until something is to be served, at most `nanos`. */
static void sleep_for(const FrameSender *sender, int64_t nanos) {
    struct pollfd fds[FRAME_TARGETS_MAX + 1] = {{.fd = sender->wake, .events = POLLIN}};
    for (size_t i = 0; i < sender->settings.target_count; i++)
        fds[i + 1] =
            (struct pollfd){.fd = frame_sink_descriptor(sender->sinks[i]), .events = POLLIN};
    struct timespec timeout = {.tv_sec = (time_t)(nanos / SECOND), .tv_nsec = nanos % SECOND};
    ppoll(fds, sender->settings.target_count + 1, &timeout, NULL);
    uint64_t times;
    if ((fds[0].revents & POLLIN) && read(sender->wake, &times, sizeof times) < 0)
        log_debug("wake: %s", strerror(errno));
}

static void *run(void *context) {
    FrameSender *sender = context;
    bool was_resting = true;
    while (!atomic_load(&sender->is_ending)) {
        size_t readers = serve(sender);
        if (readers)
            take_picture(sender);
        bool is_resting = !sender->frame || readers == 0;
        int64_t now = steady_nanoseconds();
        if (!is_resting && was_resting)
            pacer_resume(&sender->pacer, now);
        was_resting = is_resting;
        if (!is_resting && pacer_wait(&sender->pacer, now) == 0)
            send_tick(sender, now);
        update_counters(sender);
        report(sender, now);
        now = steady_nanoseconds();
        int64_t wait = sender->next_report - now;
        int64_t most =
            is_resting ? sender->has_fifo ? FIFO_EVERY : wait : pacer_wait(&sender->pacer, now);
        wait = most < wait ? most : wait;
        if (wait > 0)
            sleep_for(sender, wait);
    }
    return NULL;
}

static bool open_sinks(FrameSender *sender, Arena *arena, Str *problem) {
    const SenderSettings *settings = &sender->settings;
    for (size_t i = 0; i < settings->target_count; i++) {
        FrameSinkSettings sink = {.target = settings->targets[i],
                                  .container = settings->container,
                                  .video = {.width = settings->width,
                                            .height = settings->row_count,
                                            .rate = settings->rate.rate,
                                            .scale = settings->rate.scale}};
        sender->sinks[i] = frame_sink_open(&sink, arena, problem);
        if (!sender->sinks[i])
            return false;
        sender->has_fifo |= frame_sink_is_silent(sender->sinks[i]);
    }
    return true;
}

static void free_sender(FrameSender *sender) {
    for (size_t i = 0; i < FRAME_TARGETS_MAX; i++)
        frame_sink_close(sender->sinks[i]);
    frame_bytes_drop(sender->frame);
    frame_pool_free(sender->pool);
    if (sender->wake >= 0)
        close(sender->wake);
    if (sender->over >= 0)
        close(sender->over);
    pthread_mutex_destroy(&sender->mutex);
    free(sender);
}

FrameSender *frame_sender_start(const SenderSettings *settings, PictureBoard *board, Arena *arena,
                                Str *problem) {
    FrameSender *sender = calloc(1, sizeof *sender);
    if (!sender)
        abort();
    *sender = (FrameSender){
        .settings = *settings,
        .board = board,
        .pool = frame_pool_create((size_t)settings->width * (size_t)settings->row_count * 4,
                                  settings->layout),
        .pacer = pacer_start(settings->rate, settings->start),
        .wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
        .over = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
        .next_report = steady_nanoseconds() + REPORT_EVERY,
    };
    pthread_mutex_init(&sender->mutex, NULL);
    /* A reader that goes away is told by write's error. */
    signal(SIGPIPE, SIG_IGN);
    int error = 0;
    if (sender->wake < 0 || sender->over < 0)
        error = errno;
    else if (!open_sinks(sender, arena, problem)) {
        free_sender(sender);
        return NULL;
    }
    board_listen(board, on_picture, sender);
    if (!error)
        error = pthread_create(&sender->thread, NULL, run, sender);
    if (error) {
        *problem = str_printf(arena, "frames cannot be sent: %s", strerror(error));
        board_unlisten(board, on_picture, sender);
        free_sender(sender);
        return NULL;
    }
    return sender;
}

void frame_sender_stop(FrameSender *sender) {
    if (!sender)
        return;
    board_unlisten(sender->board, on_picture, sender);
    atomic_store(&sender->is_ending, true);
    signal_event(sender->wake);
    pthread_join(sender->thread, NULL);
    free_sender(sender);
}

int frame_sender_descriptor(const FrameSender *sender) {
    return sender->over;
}
