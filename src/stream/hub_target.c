#include "stream/hub_target.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "stream/hub_line.h"

#define LOG_MODULE "hub"

enum { TRY_EVERY_MS = 250 };

struct HubTarget {
    HubTargetSettings settings;
    PictureBoard *board; /* borrowed */
    int wake;            /* owned: eventfd: a new picture, or the end */
    int memory;          /* owned: memfd of one picture */
    uint32_t *shared;    /* owned: that memory */
    HubLine line;        /* to the hub */
    bool is_welcome;
    bool is_busy;     /* the shared memory is the hub's */
    uint64_t number;  /* of the picture that was said last */
    const char *said; /* what is wrong, as it was told to staff; NULL: nothing is */
    atomic_bool is_ending;
    pthread_t thread;
    pthread_mutex_t mutex; /* guards what is below */
    SenderCounters counters;
    bool is_there;
};

static size_t picture_bytes(const HubTarget *target) {
    return (size_t)target->settings.width * (size_t)target->settings.row_count * sizeof(uint32_t);
}

static void ring(HubTarget *target) {
    uint64_t one = 1;
    if (write(target->wake, &one, sizeof one) < 0)
        return; /* it is readable already */
}

static void on_picture(void *context) {
    ring(context);
}

static void set_there(HubTarget *target, bool is_there) {
    pthread_mutex_lock(&target->mutex);
    target->is_there = is_there;
    pthread_mutex_unlock(&target->mutex);
}

/* A thing is told once, and again when it changed meanwhile. */
static void tell(HubTarget *target, const char *what) {
    if (what && (!target->said || strcmp(what, target->said) != 0))
        log_warning("%s: %s; it is tried again", target->settings.path, what);
    target->said = what;
}

static void hang_up(HubTarget *target, const char *why) {
    hub_line_close(&target->line);
    target->is_welcome = target->is_busy = false;
    target->number = 0; /* the next hub begins with the newest */
    set_there(target, false);
    tell(target, why);
}

static void call_hub(HubTarget *target) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, target->settings.path, strlen(target->settings.path));
    target->line = hub_line(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    HubMessage hello = {
        .word = HUB_HELLO, .width = target->settings.width, .height = target->settings.row_count};
    if (target->line.socket < 0 ||
        connect(target->line.socket, (const struct sockaddr *)&address, sizeof address) != 0)
        hang_up(target, errno == ECONNREFUSED || errno == ENOENT
                            ? "no hub is there: start kiosk stream-hub"
                            : strerror(errno));
    else if (!hub_line_say(&target->line, hello, target->memory))
        hang_up(target, "the hub has gone");
}

static void offer_picture(HubTarget *target) {
    const BoardPicture *picture = board_take(target->board);
    size_t first = (size_t)target->settings.first_row * (size_t)target->settings.width;
    memcpy(target->shared, picture->pixels.pixels + first, picture_bytes(target));
    HubMessage message = {.word = HUB_PICTURE, .is_moving = picture->is_moving};
    target->number = picture->number;
    board_give_back(target->board, picture);
    target->is_busy = true;
    if (!hub_line_say(&target->line, message, -1))
        hang_up(target, "the hub has gone");
}

static void hear(HubTarget *target, const HubMessage *message) {
    SenderCounters counters = {.sent = message->sent,
                               .dropped = message->dropped,
                               .late = message->late,
                               .readers = message->readers};
    switch ((HubWord)message->word) {
    case HUB_WELCOME:
        target->is_welcome = true;
        set_there(target, true);
        tell(target, NULL);
        log_info("the hub takes pictures");
        return;
    case HUB_TAKEN:
        target->is_busy = false;
        pthread_mutex_lock(&target->mutex);
        target->counters = counters;
        pthread_mutex_unlock(&target->mutex);
        return;
    case HUB_OTHER_SIZE:
        log_debug("the hub's pictures are of %dx%d", message->width, message->height);
        hang_up(target, "the hub's pictures have another size: give both the same --size, --view "
                        "and --strip");
        return;
    case HUB_HAS_ANOTHER:
        hang_up(target, "another kiosk sends to this hub");
        return;
    case HUB_HELLO:
    case HUB_PICTURE:
        break;
    }
    hang_up(target, "what is there is no hub of this version");
}

/* All that the hub has said. */
static void hear_hub(HubTarget *target) {
    HubMessage message;
    while (target->line.socket >= 0) {
        HubHearing heard = hub_line_hear(&target->line, &message);
        if (heard == HUB_NOTHING_YET)
            return;
        if (heard == HUB_HEARD)
            hear(target, &message);
        else
            hang_up(target, "the hub has gone");
    }
}

static void *run(void *context) {
    HubTarget *target = context;
    while (!atomic_load(&target->is_ending)) {
        if (target->line.socket < 0)
            call_hub(target);
        if (target->is_welcome && !target->is_busy &&
            board_number(target->board, NULL) != target->number)
            offer_picture(target);
        struct pollfd fds[] = {{.fd = target->wake, .events = POLLIN},
                               {.fd = target->line.socket, .events = POLLIN}};
        poll(fds, countof(fds), target->line.socket < 0 ? TRY_EVERY_MS : -1);
        uint64_t times;
        if (fds[0].revents && read(target->wake, &times, sizeof times) < 0)
            continue;
        if (fds[1].revents)
            hear_hub(target);
    }
    return NULL;
}

/* Memory for one picture that the hub may rely upon: it cannot shrink. */
static bool share_memory(HubTarget *target) {
    target->memory = memfd_create("kiosk picture", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (target->memory < 0 || ftruncate(target->memory, (off_t)picture_bytes(target)) != 0 ||
        fcntl(target->memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return false;
    void *memory =
        mmap(NULL, picture_bytes(target), PROT_READ | PROT_WRITE, MAP_SHARED, target->memory, 0);
    target->shared = memory == MAP_FAILED ? NULL : memory;
    return target->shared;
}

static void free_target(HubTarget *target) {
    hub_line_close(&target->line);
    if (target->shared)
        munmap(target->shared, picture_bytes(target));
    if (target->memory >= 0)
        close(target->memory);
    if (target->wake >= 0)
        close(target->wake);
    pthread_mutex_destroy(&target->mutex);
    free(target);
}

HubTarget *hub_target_start(const HubTargetSettings *settings, PictureBoard *board, Arena *arena,
                            Str *problem) {
    HubTarget *target = calloc(1, sizeof *target);
    if (!target)
        abort();
    *target = (HubTarget){.settings = *settings,
                          .board = board,
                          .wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
                          .memory = -1,
                          .line = hub_line(-1)};
    pthread_mutex_init(&target->mutex, NULL);
    int error = target->wake >= 0 && share_memory(target) ? 0 : errno;
    if (!error) {
        board_listen(board, on_picture, target);
        error = pthread_create(&target->thread, NULL, run, target);
        if (error)
            board_unlisten(board, on_picture, target);
    }
    if (!error)
        return target;
    *problem = str_printf(arena, "pictures cannot be shared with the hub: %s", strerror(error));
    free_target(target);
    return NULL;
}

void hub_target_stop(HubTarget *target) {
    if (!target)
        return;
    board_unlisten(target->board, on_picture, target);
    atomic_store(&target->is_ending, true);
    ring(target);
    pthread_join(target->thread, NULL);
    free_target(target);
}

SenderCounters hub_target_counters(HubTarget *target, bool *is_there) {
    pthread_mutex_lock(&target->mutex);
    SenderCounters counters = target->counters;
    *is_there = target->is_there;
    pthread_mutex_unlock(&target->mutex);
    return counters;
}
