#include "stream/http_seats.h"

#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "base/steady.h"

#define LOG_MODULE "http"

typedef enum { SEAT_SILENT, SEAT_ASKED, SEAT_FEED, SEAT_KIND_COUNT } SeatKind;

enum { EVENTS_MAX = 16 };

/* [is_known] */
static const size_t SEATS_MAX[SEAT_KIND_COUNT][2] = {
    [SEAT_SILENT] = {HTTP_SILENT_MAX, HTTP_KNOWN_MAX},
    [SEAT_ASKED] = {HTTP_ASKED_MAX, HTTP_KNOWN_MAX},
    [SEAT_FEED] = {HTTP_FEEDS_MAX, HTTP_KNOWN_MAX},
};

/* Who shares what one address gets. */
typedef struct {
    bool is_far; /* not this computer */
    uint8_t bytes[8];
} Neighbourhood;

typedef struct {
    bool is_taken;
    bool is_going; /* it was shut down: the library closes it soon, and it counts no more */
    bool is_known;
    bool was_answered;
    SeatKind kind;
    int fd; /* borrowed: the library's, until it says that the connection is closed */
    struct MHD_Connection *connection; /* borrowed like it */
    Neighbourhood from;
    Millis since;   /* when it became what it is */
    uint64_t order; /* the same, counted */
} Seat;

struct HttpSeats {
    const HttpLibrary *library; /* borrowed */
    Millis silent;              /* for how long nothing may be asked */
    HttpGone *gone;
    void *context;
    int epoll; /* owned: feeds that may hang up, and `wake` */
    int wake;  /* owned: eventfd: there is a deadline, or the end */
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t lock; /* of all that follows */
    bool is_ending;
    Seat seats[HTTP_CONNECTIONS_MAX];
    size_t counts[SEAT_KIND_COUNT][2];
    uint64_t order; /* the last one's */
};

/* ---- seats: under the lock ------------------------------------------------------------------ */

static void set_kind(HttpSeats *seats, Seat *seat, SeatKind kind, bool is_known) {
    if (!seat->is_going) {
        seats->counts[seat->kind][seat->is_known]--;
        seats->counts[kind][is_known]++;
    }
    seat->kind = kind;
    seat->is_known = is_known;
    seat->since = steady_now();
    seat->order = ++seats->order;
}

/* The library sees it as an other side that went away, and closes it. */
static void let_go(HttpSeats *seats, Seat *seat) {
    if (seat->is_going)
        return;
    shutdown(seat->fd, SHUT_RDWR);
    seats->counts[seat->kind][seat->is_known]--;
    seat->is_going = true;
}

static bool is_neighbour(const Neighbourhood *a, const Neighbourhood *b) {
    return a->is_far == b->is_far && memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/* It waits for us: it has said something that nobody has read yet, or is owed an answer. Who does
 * not read what it was sent waits for nobody. */
static bool waits_for_us(const Seat *seat) {
    int bytes = 0;
    switch (seat->kind) {
    case SEAT_SILENT:
        return ioctl(seat->fd, FIONREAD, &bytes) == 0 && bytes > 0;
    case SEAT_ASKED:
        return ioctl(seat->fd, SIOCOUTQ, &bytes) == 0 && bytes == 0;
    case SEAT_FEED:
    case SEAT_KIND_COUNT:
        break;
    }
    return false;
}

/* Who is asked to go. */
typedef struct {
    SeatKind kind;
    bool is_known, was_answered; /* only those that have had an answer */
    const Neighbourhood *from;   /* NULL: from anywhere */
} Search;

static bool is_found(const Seat *seat, const Search *search) {
    return seat->is_taken && !seat->is_going && seat->kind == search->kind &&
           seat->is_known == search->is_known && (seat->was_answered || !search->was_answered) &&
           (!search->from || is_neighbour(&seat->from, search->from));
}

/* The oldest that came after `than` (NULL: of all). */
static Seat *oldest_after(HttpSeats *seats, const Search *search, const Seat *than) {
    Seat *oldest = NULL;
    for (size_t i = 0; i < HTTP_CONNECTIONS_MAX; i++) {
        Seat *seat = &seats->seats[i];
        if (is_found(seat, search) && (!than || seat->order > than->order) &&
            (!oldest || seat->order < oldest->order))
            oldest = seat;
    }
    return oldest;
}

static Seat *oldest_that_does_not_wait(HttpSeats *seats, const Search *search) {
    Seat *seat = oldest_after(seats, search, NULL);
    while (seat && waits_for_us(seat))
        seat = oldest_after(seats, search, seat);
    return seat;
}

/* Among the silent those go first that have had an answer: whoever has just come is about to speak.
 */
static Seat *oldest_of(HttpSeats *seats, SeatKind kind, bool is_known, const Neighbourhood *from) {
    Search search = {
        .kind = kind, .is_known = is_known, .was_answered = kind == SEAT_SILENT, .from = from};
    Seat *seat = oldest_that_does_not_wait(seats, &search);
    if (seat || !search.was_answered)
        return seat;
    search.was_answered = false;
    return oldest_that_does_not_wait(seats, &search);
}

/* Where all wait for us there is one too many for a while: the server works as fast as it can, and
 * beyond HTTP_CONNECTIONS_MAX whoever comes waits to be let in. */
static void make_room(HttpSeats *seats, SeatKind kind, bool is_known) {
    Seat *oldest = NULL;
    if (seats->counts[kind][is_known] >= SEATS_MAX[kind][is_known])
        oldest = oldest_of(seats, kind, is_known, NULL);
    if (oldest)
        let_go(seats, oldest);
}

/* Those of one address that have shown no token. */
static size_t count_from(const HttpSeats *seats, const Neighbourhood *from, bool are_feeds) {
    size_t count = 0;
    for (size_t i = 0; i < HTTP_CONNECTIONS_MAX; i++) {
        const Seat *seat = &seats->seats[i];
        count += seat->is_taken && !seat->is_going && !seat->is_known &&
                 (!are_feeds || seat->kind == SEAT_FEED) && is_neighbour(&seat->from, from);
    }
    return count;
}

/* One address has all that it gets: its oldest silent one goes, or else nobody new comes. */
static bool has_room_for(HttpSeats *seats, const Neighbourhood *from) {
    if (!from->is_far || count_from(seats, from, false) < HTTP_ADDRESS_MAX)
        return true;
    Seat *oldest = oldest_of(seats, SEAT_SILENT, false, from);
    if (oldest)
        let_go(seats, oldest);
    return oldest;
}

static Seat *free_seat(HttpSeats *seats) {
    for (size_t i = 0; i < HTTP_CONNECTIONS_MAX; i++)
        if (!seats->seats[i].is_taken)
            return &seats->seats[i];
    return NULL;
}

/* NULL: it has to go. */
static Seat *take_seat(HttpSeats *seats, struct MHD_Connection *connection, int fd,
                       const Neighbourhood *from) {
    if (!has_room_for(seats, from))
        return NULL;
    make_room(seats, SEAT_SILENT, false);
    Seat *seat = free_seat(seats);
    if (!seat)
        return NULL;
    *seat = (Seat){.is_taken = true,
                   .fd = fd,
                   .connection = connection,
                   .from = *from,
                   .since = steady_now(),
                   .order = ++seats->order};
    seats->counts[SEAT_SILENT][false]++;
    return seat;
}

/* ---- who comes, asks and goes: the server's thread ------------------------------------------ */

static void notice_the_dead(int fd) {
    const int on = 1, idle_s = 5, step_s = 2, tries = 3;
    const unsigned unread_ms = 10000;
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &step_s, sizeof step_s);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &tries, sizeof tries);
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unread_ms, sizeof unread_ms);
}

/* IPv6 gives everybody a /64 of addresses. */
static Neighbourhood neighbourhood_of(const struct sockaddr *address) {
    Neighbourhood from = {0};
    if (address && address->sa_family == AF_INET) {
        const struct in_addr *v4 = &((const struct sockaddr_in *)address)->sin_addr;
        from.is_far = ntohl(v4->s_addr) >> 24 != 127;
        memcpy(from.bytes, v4, 4);
    } else if (address && address->sa_family == AF_INET6) {
        const struct in6_addr *v6 = &((const struct sockaddr_in6 *)address)->sin6_addr;
        bool is_v4 = IN6_IS_ADDR_V4MAPPED(v6);
        from.is_far = is_v4 ? v6->s6_addr[12] != 127 : !IN6_IS_ADDR_LOOPBACK(v6);
        memcpy(from.bytes, is_v4 ? v6->s6_addr + 12 : v6->s6_addr, is_v4 ? 4 : 8);
    }
    return from;
}

static void ring(const HttpSeats *seats) {
    uint64_t one = 1;
    if (write(seats->wake, &one, sizeof one) < 0)
        log_debug("wake: %s", strerror(errno));
}

static void welcome(HttpSeats *seats, struct MHD_Connection *connection, void **place) {
    const union MHD_ConnectionInfo *info =
        seats->library->get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (!info)
        return;
    int fd = info->connect_fd;
    info = seats->library->get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    Neighbourhood from = neighbourhood_of(info ? info->client_addr : NULL);
    notice_the_dead(fd);
    pthread_mutex_lock(&seats->lock);
    bool is_first = seats->counts[SEAT_SILENT][false] == 0;
    *place = take_seat(seats, connection, fd, &from);
    pthread_mutex_unlock(&seats->lock);
    if (!*place)
        shutdown(fd, SHUT_RDWR);
    else if (is_first)
        ring(seats);
}

static void see_off(HttpSeats *seats, Seat *seat) {
    pthread_mutex_lock(&seats->lock);
    if (seat->kind == SEAT_FEED)
        epoll_ctl(seats->epoll, EPOLL_CTL_DEL, seat->fd, NULL);
    if (!seat->is_going)
        seats->counts[seat->kind][seat->is_known]--;
    *seat = (Seat){0};
    pthread_mutex_unlock(&seats->lock);
}

void http_seats_notify(void *context, struct MHD_Connection *connection, void **place,
                       enum MHD_ConnectionNotificationCode code) {
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        welcome(context, connection, place);
    else if (*place)
        see_off(context, *place);
}

static Seat *seat_of(const HttpSeats *seats, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        seats->library->get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

void http_seats_asked(HttpSeats *seats, struct MHD_Connection *connection) {
    Seat *seat = seat_of(seats, connection);
    if (!seat)
        return;
    pthread_mutex_lock(&seats->lock);
    if (seat->kind == SEAT_SILENT && !seat->is_going) {
        make_room(seats, SEAT_ASKED, seat->is_known);
        set_kind(seats, seat, SEAT_ASKED, seat->is_known);
    }
    pthread_mutex_unlock(&seats->lock);
}

void http_seats_known(HttpSeats *seats, struct MHD_Connection *connection) {
    Seat *seat = seat_of(seats, connection);
    if (!seat)
        return;
    pthread_mutex_lock(&seats->lock);
    if (!seat->is_known && !seat->is_going) {
        make_room(seats, seat->kind, true);
        set_kind(seats, seat, seat->kind, true);
    }
    pthread_mutex_unlock(&seats->lock);
}

bool http_seats_feed(HttpSeats *seats, struct MHD_Connection *connection) {
    Seat *seat = seat_of(seats, connection);
    if (!seat)
        return false;
    pthread_mutex_lock(&seats->lock);
    bool is_known = seat->is_known;
    size_t share = seat->from.is_far ? HTTP_FEEDS_FAR_MAX : HTTP_FEEDS_NEAR_MAX;
    bool has_room = !seat->is_going &&
                    seats->counts[SEAT_FEED][is_known] < SEATS_MAX[SEAT_FEED][is_known] &&
                    (is_known || count_from(seats, &seat->from, true) < share);
    if (has_room) {
        set_kind(seats, seat, SEAT_FEED, is_known);
        /* While there is nothing to send the library does not look at it. */
        struct epoll_event event = {.events = EPOLLRDHUP | EPOLLONESHOT,
                                    .data.u64 = (uint64_t)(seat - seats->seats)};
        epoll_ctl(seats->epoll, EPOLL_CTL_ADD, seat->fd, &event);
    }
    pthread_mutex_unlock(&seats->lock);
    return has_room;
}

void http_seats_answered(void *context, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode code) {
    HttpSeats *seats = context;
    Seat *seat = seat_of(seats, connection);
    (void)request, (void)code;
    if (!seat)
        return;
    pthread_mutex_lock(&seats->lock);
    bool is_first = seats->counts[SEAT_SILENT][seat->is_known] == 0;
    if (seat->kind == SEAT_FEED)
        epoll_ctl(seats->epoll, EPOLL_CTL_DEL, seat->fd, NULL);
    if (!seat->is_going && seat->kind != SEAT_SILENT) {
        make_room(seats, SEAT_SILENT, seat->is_known);
        set_kind(seats, seat, SEAT_SILENT, seat->is_known);
        seat->was_answered = true;
    }
    pthread_mutex_unlock(&seats->lock);
    if (is_first)
        ring(seats);
}

/* ---- who has gone without a word: the seats' own thread ------------------------------------- */

/* Under the lock. Lets those go that were silent for too long; returns for how long nobody is. */
static int silent_for_too_long(HttpSeats *seats) {
    Millis now = steady_now(), next = INT64_MAX;
    for (size_t i = 0; i < HTTP_CONNECTIONS_MAX; i++) {
        Seat *seat = &seats->seats[i];
        if (!seat->is_taken || seat->is_going || seat->kind != SEAT_SILENT)
            continue;
        Millis left = seat->since + seats->silent - now;
        if (left <= 0)
            let_go(seats, seat);
        else
            next = left < next ? left : next;
    }
    return next == INT64_MAX ? -1 : (int)next;
}

static void hang_up(HttpSeats *seats, size_t i) {
    pthread_mutex_lock(&seats->lock);
    Seat *seat = &seats->seats[i];
    struct pollfd fd = {.fd = seat->fd, .events = POLLRDHUP};
    bool has_gone = seat->is_taken && seat->kind == SEAT_FEED && poll(&fd, 1, 0) > 0;
    struct MHD_Connection *connection = seat->connection;
    if (has_gone)
        let_go(seats, seat);
    pthread_mutex_unlock(&seats->lock);
    if (has_gone)
        seats->gone(seats->context, connection);
}

static void *run(void *context) {
    HttpSeats *seats = context;
    for (;;) {
        pthread_mutex_lock(&seats->lock);
        bool is_ending = seats->is_ending;
        int wait = silent_for_too_long(seats);
        pthread_mutex_unlock(&seats->lock);
        if (is_ending)
            return NULL;
        struct epoll_event events[EVENTS_MAX];
        int count = epoll_wait(seats->epoll, events, EVENTS_MAX, wait);
        uint64_t times;
        for (int i = 0; i < count; i++)
            if (events[i].data.u64 < HTTP_CONNECTIONS_MAX)
                hang_up(seats, (size_t)events[i].data.u64);
            else if (read(seats->wake, &times, sizeof times) < 0)
                log_debug("wake: %s", strerror(errno));
    }
}

HttpSeats *http_seats_create(const HttpLibrary *library, Millis silent, HttpGone *gone,
                             void *context) {
    HttpSeats *seats = calloc(1, sizeof *seats);
    if (!seats)
        abort();
    seats->library = library;
    seats->silent = silent;
    seats->gone = gone;
    seats->context = context;
    seats->epoll = epoll_create1(EPOLL_CLOEXEC);
    seats->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&seats->lock, NULL);
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = HTTP_CONNECTIONS_MAX};
    int error = epoll_ctl(seats->epoll, EPOLL_CTL_ADD, seats->wake, &event) == 0 ? 0 : errno;
    if (!error)
        error = pthread_create(&seats->thread, NULL, run, seats);
    seats->has_thread = !error;
    if (error)
        log_warning("%s; connections of the page that have gone are not noticed", strerror(error));
    return seats;
}

void http_seats_free(HttpSeats *seats) {
    pthread_mutex_lock(&seats->lock);
    seats->is_ending = true;
    pthread_mutex_unlock(&seats->lock);
    ring(seats);
    if (seats->has_thread)
        pthread_join(seats->thread, NULL);
    close(seats->epoll);
    close(seats->wake);
    pthread_mutex_destroy(&seats->lock);
    free(seats);
}
