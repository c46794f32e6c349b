#include "stream/hub.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/unix_listener.h"
#include "stream/hub_line.h"

#define LOG_MODULE "hub"

typedef struct {
    const HubSettings *settings; /* borrowed */
    PictureBoard *board;         /* owned, as all below */
    FrameSender *sender;
    UnixListener listener;
    HubLine kiosk;          /* the one that sends; its socket is -1: none */
    const uint32_t *shared; /* that kiosk's picture; NULL: it was not welcomed yet */
} Hub;

static size_t picture_bytes(const Hub *hub) {
    return (size_t)hub->settings->sender.width * (size_t)hub->settings->sender.row_count *
           sizeof(uint32_t);
}

static void let_kiosk_go(Hub *hub) {
    if (hub->shared) {
        munmap((void *)(uintptr_t)hub->shared, picture_bytes(hub));
        log_plain(str_from("kiosk: the kiosk has gone; its last picture stays"));
    }
    hub->shared = NULL;
    hub_line_close(&hub->kiosk);
}

static void accept_kiosk(Hub *hub) {
    HubLine guest = hub_line(accept4(hub->listener.fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (guest.socket < 0)
        return;
    if (hub->kiosk.socket < 0) {
        hub->kiosk = guest;
        return;
    }
    hub_line_say(&guest, (HubMessage){.word = HUB_HAS_ANOTHER}, -1);
    hub_line_close(&guest);
}

/* The memory that came with HELLO. It must not be able to shrink under us. */
static const uint32_t *map_picture(const Hub *hub, int descriptor) {
    struct stat status;
    if (descriptor < 0 || fstat(descriptor, &status) != 0 ||
        status.st_size < (off_t)picture_bytes(hub) ||
        !(fcntl(descriptor, F_GET_SEALS) & F_SEAL_SHRINK))
        return NULL;
    void *memory = mmap(NULL, picture_bytes(hub), PROT_READ, MAP_SHARED, descriptor, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static bool welcome(Hub *hub, const HubMessage *hello) {
    const SenderSettings *own = &hub->settings->sender;
    HubMessage answer = {.word = HUB_WELCOME, .width = own->width, .height = own->row_count};
    if (hello->width != own->width || hello->height != own->row_count) {
        answer.word = HUB_OTHER_SIZE;
        hub_line_say(&hub->kiosk, answer, -1);
        return false;
    }
    hub->shared = map_picture(hub, hub->kiosk.descriptor);
    if (!hub->shared || !hub_line_say(&hub->kiosk, answer, -1))
        return false;
    log_plain(str_from("kiosk: a kiosk sends"));
    return true;
}

static bool take_picture(Hub *hub, const HubMessage *message) {
    BoardPicture *picture = board_begin(hub->board);
    memcpy(picture->pixels.pixels, hub->shared, picture_bytes(hub));
    board_publish(hub->board, picture, message->is_moving);
    SenderCounters counters = frame_sender_counters(hub->sender);
    return hub_line_say(&hub->kiosk,
                        (HubMessage){.word = HUB_TAKEN,
                                     .readers = (uint32_t)counters.readers,
                                     .sent = counters.sent,
                                     .dropped = counters.dropped,
                                     .late = counters.late},
                        -1);
}

/* All that the kiosk has said. */
static void hear_kiosk(Hub *hub) {
    HubMessage message;
    HubHearing heard;
    while ((heard = hub_line_hear(&hub->kiosk, &message)) == HUB_HEARD) {
        bool goes_on = message.word == HUB_HELLO && !hub->shared    ? welcome(hub, &message)
                       : message.word == HUB_PICTURE && hub->shared ? take_picture(hub, &message)
                                                                    : false;
        if (!goes_on) {
            heard = HUB_GONE;
            break;
        }
    }
    if (heard == HUB_GONE)
        let_kiosk_go(hub);
}

/* Signals that end the process, as a descriptor; they are blocked in all threads from here on. */
static int signals_open(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void serve(Hub *hub, int signals) {
    for (;;) {
        struct pollfd fds[] = {{.fd = signals, .events = POLLIN},
                               {.fd = hub->listener.fd, .events = POLLIN},
                               {.fd = hub->kiosk.socket, .events = POLLIN}};
        if (poll(fds, countof(fds), -1) < 0 && errno != EINTR)
            return;
        if (fds[0].revents)
            return;
        if (fds[2].revents) /* first: the next one may wait for its place */
            hear_kiosk(hub);
        if (fds[1].revents)
            accept_kiosk(hub);
    }
}

static bool open_sender(Hub *hub, Arena *arena) {
    const SenderSettings *settings = &hub->settings->sender;
    hub->board = board_create(settings->width, settings->row_count);
    BoardPicture *nothing = board_begin(hub->board);
    memset(nothing->pixels.pixels, 0, picture_bytes(hub));
    board_publish(hub->board, nothing, false);
    Str problem = {0};
    hub->sender = frame_sender_start(settings, hub->board, arena, &problem);
    if (!hub->sender)
        log_error("%.*s", str_arg(problem));
    return hub->sender;
}

ExitCode hub_run(const HubSettings *settings) {
    Arena *arena = arena_create();
    Hub hub = {.settings = settings, .listener = {.fd = -1}, .kiosk = hub_line(-1)};
    ExitCode code = EXIT_OUTPUT;
    int signals = signals_open();
    if (!unix_listener_open(&hub.listener, settings->path, 0600))
        log_error("%s: %s", settings->path,
                  errno == EADDRINUSE ? "a hub is there already" : strerror(errno));
    else if (open_sender(&hub, arena)) {
        log_plain(
            str_printf(arena, "kiosk: the hub waits at %s for kiosk --frames hub", settings->path));
        serve(&hub, signals);
        code = EXIT_FINE;
    }
    let_kiosk_go(&hub);
    frame_sender_stop(hub.sender);
    board_free(hub.board);
    unix_listener_close(&hub.listener);
    if (signals >= 0)
        close(signals);
    arena_free(arena);
    return code;
}
