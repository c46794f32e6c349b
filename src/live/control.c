#include "live/control.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/files.h"
#include "base/log.h"
#include "base/unix_listener.h"

#define LOG_MODULE "control"

enum { NAMES_TRIED = 20, ANSWER_MAX = 4 * 1024 * 1024 };

/* Of the epoll's data; those of clients lie between. */
#define LISTENER_ID UINT64_C(0)
#define MORE_ID     UINT64_MAX

typedef struct {
    int fd;        /* owned; 0: this place is free */
    uint64_t id;   /* never used again */
    pid_t process; /* that connected */
    char line[CONTROL_LINE_MAX];
    size_t len;
    bool is_waiting; /* a line was handed over: one at a time */
    bool is_ended;   /* it has said all that it will */
    bool is_deaf;    /* and will not hear: its lines are still obeyed */
    char *out;       /* owned: what it has not read yet */
    size_t out_len, out_at;
    uint64_t spoke; /* when it was last heard, by the order of events */
} Client;

struct Control {
    int epoll; /* owned */
    int more;  /* owned: eventfd, set while a whole line waits that was received already */
    UnixListener listener;
    bool is_full; /* nobody can be let in: who connects waits to be accepted */
    Client clients[CONTROL_CLIENTS_MAX];
    size_t turn; /* whose turn it is; 0: a round begins */
    uint64_t next_id;
};

/* ---- the socket ----------------------------------------------------------------------------- */

/* A folder of this user's. */
static bool is_ours(const char *folder) {
    struct stat info;
    return lstat(folder, &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == geteuid();
}

Str control_folder(Arena *arena) {
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    if (runtime && *runtime == '/')
        return str_printf(arena, "%s/kiosk", runtime);
    /* What logind would have said; and without logind what is the user's own. */
    const char *user = arena_printf(arena, "/run/user/%u", (unsigned)geteuid());
    if (is_ours(user))
        return str_printf(arena, "%s/kiosk", user);
    if (geteuid() == 0)
        return str_from("/run/kiosk");
    const char *home = getenv("HOME");
    return home && *home == '/' ? str_printf(arena, "%s/.local/state/kiosk/run", home) : (Str){0};
}

/* The folder is ours alone: somebody else's is not to be trusted. */
bool control_folder_make(const char *folder) {
    struct stat info;
    if (mkdir(folder, 0700) != 0 && errno == ENOENT) {
        Arena *scratch = arena_create();
        folder_make(path_folder(scratch, str_from(folder)).s);
        arena_free(scratch);
    }
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        log_warning("%s: %s; no socket is opened there", folder, strerror(errno));
        return false;
    }
    if (lstat(folder, &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != geteuid() ||
        (info.st_mode & 077) != 0) {
        log_warning("%s is not a folder of our own, closed to others; no socket is opened there",
                    folder);
        return false;
    }
    return true;
}

/* The first name that is free, of NAME, NAME-2, … False with errno set. */
static bool open_listener(Control *control, const char *folder, const char *name) {
    Arena *scratch = arena_create();
    bool is_open = false, is_taken = true;
    for (int number = 1; number <= NAMES_TRIED && is_taken && !is_open; number++) {
        const char *suffix = number > 1 ? arena_printf(scratch, "-%d", number) : "";
        const char *path = arena_printf(scratch, "%s/%s%s.sock", folder, name, suffix);
        is_open = unix_listener_open(&control->listener, path, 0600);
        is_taken = errno == EADDRINUSE || errno == EEXIST;
    }
    int error = errno;
    arena_free(scratch);
    errno = error;
    return is_open;
}

static Str name_of(const Control *control) {
    Str file = path_name(str_from(control->listener.path));
    return str_slice(file, 0, file.len - strlen(".sock"));
}

Str control_name(const Control *control, Arena *arena) {
    return str_copy(arena, name_of(control));
}

/* So that nobody speaks to one of two kiosks and means the other. */
static void tell_own_name(const Control *control, const char *name) {
    Str own = name_of(control);
    if (!str_equal_c(own, name))
        log_warning("another kiosk is called \"%s\" already: for \"kiosk live\" this one is "
                    "\"%.*s\"; give it a name of its own with --screen NAME",
                    name, str_arg(own));
}

/* ---- clients -------------------------------------------------------------------------------- */

static void listen_to(const Control *control, int fd, uint32_t events, uint64_t id, int how) {
    struct epoll_event event = {.events = events, .data.u64 = id};
    epoll_ctl(control->epoll, how, fd, &event);
}

static void drop(Client *client) {
    if (client->fd > 0)
        close(client->fd); /* leaves the epoll set by that */
    free(client->out);
    *client = (Client){0};
}

/* Whoever could not be let in is, since a place is free, or somebody can be let go. */
static void listen_again(Control *control) {
    if (control->is_full)
        listen_to(control, control->listener.fd, EPOLLIN, LISTENER_ID, EPOLL_CTL_MOD);
    control->is_full = false;
}

static Client *client_of(Control *control, uint64_t id) {
    for (size_t i = 0; i < CONTROL_CLIENTS_MAX; i++)
        if (control->clients[i].fd > 0 && control->clients[i].id == id)
            return &control->clients[i];
    return NULL;
}

/* What is waited for: to be read when it has not read, to speak when we are ready to listen. */
static void wait_for(const Control *control, Client *client) {
    uint32_t events = 0;
    if (client->is_deaf)
        return;
    if (client->out)
        events |= EPOLLOUT;
    if (!client->is_waiting && !client->out && !client->is_ended)
        events |= EPOLLIN;
    listen_to(control, client->fd, events, client->id, EPOLL_CTL_MOD);
}

/* ---- who is let go when all places are taken ------------------------------------------------ */

/* What letting it go would cost, least first. */
typedef enum { IT_HAS_ASKED_NOTHING, IT_DOES_NOT_READ, IT_WAITS_FOR_US } Loss;

static bool has_line(const Client *client) {
    return client->len == sizeof client->line || memchr(client->line, '\n', client->len) ||
           (client->is_ended && client->len > 0);
}

static Loss loss_of(const Client *client) {
    if (client->is_waiting || has_line(client))
        return IT_WAITS_FOR_US;
    return client->out ? IT_DOES_NOT_READ : IT_HAS_ASKED_NOTHING;
}

static size_t places_of(const Control *control, pid_t process) {
    size_t count = 0;
    for (size_t i = 0; i < CONTROL_CLIENTS_MAX; i++)
        count += control->clients[i].fd > 0 && control->clients[i].process == process;
    return count;
}

/* Of the process that has most places the one that loses least, and of those the one that has been
 * silent for longest. Who waits for an answer goes only for another one of its own process; NULL:
 * all wait. */
static Client *whom_to_let_go(Control *control) {
    Client *found = NULL;
    size_t most = 0;
    for (size_t i = 0; i < CONTROL_CLIENTS_MAX; i++) {
        Client *client = &control->clients[i];
        size_t places = places_of(control, client->process);
        Loss loss = loss_of(client);
        if (loss == IT_WAITS_FOR_US && places == 1)
            continue;
        bool is_better = !found || places > most;
        if (found && places == most)
            is_better =
                loss != loss_of(found) ? loss < loss_of(found) : client->spoke < found->spoke;
        if (is_better) {
            found = client;
            most = places;
        }
    }
    return found;
}

/* A free place, or that of who can be let go; NULL: there is none. */
static Client *place_for_one(Control *control) {
    for (size_t i = 0; i < CONTROL_CLIENTS_MAX; i++)
        if (control->clients[i].fd <= 0)
            return &control->clients[i];
    return whom_to_let_go(control);
}

/* The process at the other end, when it is one of this user's or root's; 0: it is not. */
static pid_t trusted_process(int fd) {
    struct ucred peer;
    socklen_t len = sizeof peer;
    bool is_known = getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) == 0;
    return is_known && (peer.uid == geteuid() || peer.uid == 0) ? peer.pid : 0;
}

/* False when it has gone. */
static bool hear(Control *control, Client *client) {
    for (;;) {
        size_t room = sizeof client->line - client->len;
        if (room == 0)
            return true;
        ssize_t got = recv(client->fd, client->line + client->len, room, 0);
        if (got < 0)
            return errno == EAGAIN || errno == EINTR;
        if (got == 0) {
            client->is_ended = true;
            return client->len > 0;
        }
        client->len += (size_t)got;
        client->spoke = ++control->next_id;
    }
}

/* As many as there are places; the others are welcomed in the next round. */
static void welcome(Control *control) {
    for (size_t i = 0; i < CONTROL_CLIENTS_MAX; i++) {
        Client *client = place_for_one(control);
        control->is_full = !client;
        if (!client) {
            listen_to(control, control->listener.fd, 0, LISTENER_ID, EPOLL_CTL_MOD);
            return;
        }
        int fd = accept4(control->listener.fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0)
            return;
        pid_t process = trusted_process(fd);
        if (!process) {
            close(fd);
            continue;
        }
        drop(client);
        client->fd = fd;
        client->id = client->spoke = ++control->next_id;
        client->process = process;
        listen_to(control, fd, EPOLLIN, client->id, EPOLL_CTL_ADD);
        if (!hear(control, client))
            drop(client);
    }
}

/* ---- what they say, and are told ------------------------------------------------------------ */

/* False when it has gone. */
static bool tell(Client *client) {
    while (client->out_at < client->out_len) {
        ssize_t put = send(client->fd, client->out + client->out_at,
                           client->out_len - client->out_at, MSG_NOSIGNAL);
        if (put < 0)
            return errno == EAGAIN || errno == EINTR;
        client->out_at += (size_t)put;
    }
    free(client->out);
    client->out = NULL;
    client->out_len = client->out_at = 0;
    return true;
}

/* A whole line of the client's that is not empty, taken out of its buffer. What is longer than a
 * line may be is cut off with it. */
static bool take_line(Client *client, Arena *arena, Str *line) {
    if (client->fd <= 0 || client->is_waiting || client->out)
        return false;
    size_t from = 0;
    while (from < client->len && strchr(" \t\r\n", client->line[from]) && client->line[from])
        from++;
    client->len -= from;
    memmove(client->line, client->line + from, client->len);
    if (!has_line(client))
        return false;
    const char *end = memchr(client->line, '\n', client->len);
    size_t len = end ? (size_t)(end - client->line) : client->len;
    size_t used = end ? len + 1 : len;
    *line = str_trim((Str){.s = arena_copy(arena, client->line, len), .len = len});
    memmove(client->line, client->line + used, client->len - used);
    client->len -= used;
    return true;
}

static void attend(Control *control, const struct epoll_event *event) {
    Client *client = client_of(control, event->data.u64);
    if (!client)
        return;
    bool is_there = true;
    if (event->events & EPOLLIN)
        is_there = hear(control, client);
    if (is_there && client->out && (event->events & EPOLLOUT))
        is_there = tell(client);
    if (event->events & (EPOLLERR | EPOLLHUP)) { /* would be reported for ever */
        client->is_ended = client->is_deaf = true;
        listen_to(control, client->fd, 0, client->id, EPOLL_CTL_DEL);
    }
    if (!is_there || (client->is_deaf && client->len == 0 && !client->is_waiting))
        drop(client);
    else
        wait_for(control, client);
    listen_again(control);
}

/* Says that a line waits which no descriptor tells of, or that none does any more. */
static void set_more(const Control *control, bool is_more) {
    uint64_t one = 1;
    ssize_t done =
        is_more ? write(control->more, &one, sizeof one) : read(control->more, &one, sizeof one);
    if (done < 0 && errno != EAGAIN)
        log_warning("%s: a command may be late", strerror(errno));
}

static void begin_round(Control *control) {
    struct epoll_event events[CONTROL_CLIENTS_MAX + 2];
    int count = epoll_wait(control->epoll, events, countof(events), 0);
    for (int i = 0; i < count; i++)
        if (events[i].data.u64 == MORE_ID)
            set_more(control, false);
        else if (events[i].data.u64 != LISTENER_ID)
            attend(control, &events[i]);
    /* When it is known who has asked for something. */
    for (int i = 0; i < count; i++)
        if (events[i].data.u64 == LISTENER_ID)
            welcome(control);
}

bool control_take(Control *control, Arena *arena, ControlRequest *out) {
    if (control->turn == 0)
        begin_round(control);
    while (control->turn < CONTROL_CLIENTS_MAX) {
        Client *client = &control->clients[control->turn++];
        if (take_line(client, arena, &out->line)) {
            client->is_waiting = true;
            out->client = client->id;
            wait_for(control, client);
            return true;
        }
        if (client->fd > 0 && client->is_ended && client->len == 0 && !client->out &&
            !client->is_waiting) {
            drop(client);
            listen_again(control);
        }
    }
    control->turn = 0;
    return false;
}

void control_answer(Control *control, uint64_t id, Str json) {
    Client *client = client_of(control, id);
    if (!client)
        return;
    listen_again(control);
    client->is_waiting = false;
    size_t len = json.len < ANSWER_MAX ? json.len : 0;
    client->out = malloc(len + 1);
    if (!client->out) {
        drop(client);
        return;
    }
    memcpy(client->out, json.s ? json.s : "", len);
    client->out[len] = '\n';
    client->out_len = len + 1;
    client->out_at = 0;
    if (!tell(client) || (client->is_ended && !client->out && client->len == 0)) {
        drop(client);
        return;
    }
    wait_for(control, client);
    if (!client->out && has_line(client))
        set_more(control, true);
}

/* ---- beginning and end ---------------------------------------------------------------------- */

Control *control_open(const char *folder, const char *name) {
    if (!*folder) {
        log_warning("neither XDG_RUNTIME_DIR nor HOME is set; there is no remote control");
        return NULL;
    }
    if (!control_folder_make(folder))
        return NULL;
    Control *control = calloc(1, sizeof *control);
    if (!control)
        return NULL;
    control->epoll = epoll_create1(EPOLL_CLOEXEC);
    control->more = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (control->epoll < 0 || control->more < 0 || !open_listener(control, folder, name)) {
        log_warning("%s/%s.sock: %s; there is no remote control", folder, name, strerror(errno));
        control_close(control);
        return NULL;
    }
    listen_to(control, control->listener.fd, EPOLLIN, LISTENER_ID, EPOLL_CTL_ADD);
    listen_to(control, control->more, EPOLLIN, MORE_ID, EPOLL_CTL_ADD);
    tell_own_name(control, name);
    log_info("listening on %s", control->listener.path);
    return control;
}

void control_close(Control *control) {
    if (!control)
        return;
    for (size_t i = 0; i < CONTROL_CLIENTS_MAX; i++)
        drop(&control->clients[i]);
    unix_listener_close(&control->listener);
    if (control->more >= 0)
        close(control->more);
    if (control->epoll >= 0)
        close(control->epoll);
    free(control);
}

int control_fd(const Control *control) {
    return control->epoll;
}

const char *control_path(const Control *control) {
    return control->listener.path;
}
