#include "stream/caption_feed.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_write.h"
#include "base/log.h"
#include "base/unix_listener.h"
#include "stream/caption_text.h"

#define LOG_MODULE "captions"

enum {
    READ_MAX = 16384, /* at a time: what comes faster than that is nobody's speech */
    STEP_MS = 40,     /* between two pictures */
    QUIET_MS = 400,   /* after which a word is taken to be whole */
};

struct CaptionFeed {
    CaptionPlace place;
    CaptionTaker taker;
    void *context;
    UnixListener listener; /* UNIX */
    int input;             /* owned: the writer, or the FIFO; -1: nobody writes */
    int end;               /* eventfd */
    CaptionText text;
    uint64_t faults_told;
    bool is_whole; /* all that was written is shown */
    pthread_t thread;
};

bool caption_place_parse(Arena *arena, Str value, CaptionPlace *out, Str *problem) {
    bool is_unix = str_starts(value, "unix:"), is_fifo = str_starts(value, "fifo:");
    Str path = str_slice(value, strlen("unix:"), value.len);
    *problem = str_from("write where captions come from: unix:PATH or fifo:PATH");
    if ((!is_unix && !is_fifo) || path.len == 0 || memchr(path.s, 0, path.len))
        return false;
    if (is_unix && path.len > UNIX_PATH_MAX) {
        *problem = str_printf(arena, "the path of a socket has at most %d bytes, this one has %zu",
                              (int)UNIX_PATH_MAX, path.len);
        return false;
    }
    *out = (CaptionPlace){.kind = is_unix ? CAPTIONS_UNIX : CAPTIONS_FIFO,
                          .path = str_copy(arena, path).s};
    return true;
}

static void accept_writer(CaptionFeed *feed) {
    int writer = accept4(feed->listener.fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (writer < 0)
        return;
    if (feed->input >= 0)
        close(feed->input);
    feed->input = writer;
    feed->text.pending_len = 0; /* half a character of the former one */
    if (feed->text.is_open)
        caption_text_add(&feed->text, (const uint8_t *)"\n", 1);
    log_info("a captioner has come");
}

/* False: the writer has gone. */
static bool read_some(CaptionFeed *feed) {
    uint8_t bytes[READ_MAX];
    ssize_t len = read(feed->input, bytes, sizeof bytes);
    if (len < 0)
        return errno == EAGAIN || errno == EINTR;
    if (len == 0)
        return false;
    caption_text_add(&feed->text, bytes, (size_t)len);
    feed->is_whole = false;
    if (feed->text.faults && !feed->faults_told) {
        feed->faults_told = feed->text.faults;
        log_warning("%s: what a captioner writes is not UTF-8; such bytes are left out",
                    feed->place.path);
    }
    return true;
}

static void show(CaptionFeed *feed, bool is_quiet) {
    OverlayCaptions shown = caption_text_shown(&feed->text, is_quiet);
    feed->is_whole = is_quiet || !feed->text.is_open;
    feed->taker(feed->context, &shown);
}

/* True: it is to end. */
static bool wait_for_end(const CaptionFeed *feed, int millis) {
    struct pollfd end = {.fd = feed->end, .events = POLLIN};
    return poll(&end, 1, millis) > 0;
}

static void *run(void *context) {
    CaptionFeed *feed = context;
    for (;;) {
        struct pollfd fds[] = {
            {.fd = feed->end, .events = POLLIN},
            {.fd = feed->place.kind == CAPTIONS_UNIX ? feed->listener.fd : -1, .events = POLLIN},
            {.fd = feed->input, .events = POLLIN}};
        int count = poll(fds, 3, feed->is_whole ? -1 : QUIET_MS);
        if (fds[0].revents)
            return NULL;
        if (count == 0) {
            show(feed, true);
            continue;
        }
        bool is_news = false;
        if (fds[2].revents) {
            is_news = read_some(feed);
            if (!is_news) {
                log_info("the captioner has gone");
                close(feed->input);
                feed->input = -1;
            }
        }
        if (fds[1].revents)
            accept_writer(feed);
        if (is_news)
            show(feed, false);
        if (wait_for_end(feed, STEP_MS)) /* whatever comes, however fast */
            return NULL;
    }
}

static bool open_unix(CaptionFeed *feed, Arena *arena, Str *problem) {
    if (unix_listener_open(&feed->listener, feed->place.path, 0600))
        return true;
    *problem = str_printf(arena, "--captions unix:%s: %s", feed->place.path,
                          errno == EADDRINUSE ? "another program listens there"
                          : errno == EEXIST   ? "something else than a socket is there"
                                              : file_error_words(errno));
    return false;
}

static bool open_fifo(CaptionFeed *feed, Arena *arena, Str *problem) {
    struct stat status;
    if (mkfifo(feed->place.path, 0600) != 0 && errno != EEXIST) {
        *problem =
            str_printf(arena, "--captions fifo:%s: %s", feed->place.path, file_error_words(errno));
        return false;
    }
    /* For writing, too: it has no end when a writer goes. */
    feed->input = open(feed->place.path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    bool is_open = feed->input >= 0;
    bool is_fifo = is_open && fstat(feed->input, &status) == 0 && S_ISFIFO(status.st_mode);
    if (!is_fifo)
        *problem =
            str_printf(arena, "--captions fifo:%s: %s", feed->place.path,
                       is_open ? "something else than a FIFO is there" : file_error_words(errno));
    return is_fifo;
}

static void free_feed(CaptionFeed *feed) {
    unix_listener_close(&feed->listener);
    if (feed->input >= 0)
        close(feed->input);
    if (feed->end >= 0)
        close(feed->end);
    free(feed);
}

CaptionFeed *caption_feed_start(const CaptionPlace *place, CaptionTaker taker, void *context,
                                Arena *arena, Str *problem) {
    CaptionFeed *feed = calloc(1, sizeof *feed);
    if (!feed)
        abort();
    *feed = (CaptionFeed){.place = *place,
                          .taker = taker,
                          .context = context,
                          .listener.fd = -1,
                          .input = -1,
                          .end = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
                          .is_whole = true};
    bool is_open = place->kind == CAPTIONS_UNIX ? open_unix(feed, arena, problem)
                                                : open_fifo(feed, arena, problem);
    int error = is_open && feed->end < 0 ? errno : 0;
    if (is_open && !error)
        error = pthread_create(&feed->thread, NULL, run, feed);
    if (error)
        *problem = str_printf(arena, "captions cannot be read: %s", strerror(error));
    if (!is_open || error) {
        free_feed(feed);
        return NULL;
    }
    return feed;
}

void caption_feed_stop(CaptionFeed *feed) {
    if (!feed)
        return;
    uint64_t one = 1;
    if (write(feed->end, &one, sizeof one) == sizeof one)
        pthread_join(feed->thread, NULL);
    free_feed(feed);
}
