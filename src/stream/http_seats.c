#include "stream/http_seats.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/steady.h"

typedef enum { SEAT_FREE, SEAT_SILENT, SEAT_ASKED, SEAT_FEED } SeatKind;

typedef struct {
    SeatKind kind;
    int fd; /* borrowed: the library's, until it says that the connection is closed */
    Millis since;
} Seat;

struct HttpSeats {
    const HttpLibrary *library; /* borrowed */
    pthread_mutex_t lock;
    Seat seats[HTTP_CONNECTIONS_MAX];
    size_t counts[SEAT_FEED + 1];
};

HttpSeats *http_seats_create(const HttpLibrary *library) {
    HttpSeats *seats = calloc(1, sizeof *seats);
    if (!seats)
        abort();
    seats->library = library;
    pthread_mutex_init(&seats->lock, NULL);
    return seats;
}

void http_seats_free(HttpSeats *seats) {
    pthread_mutex_destroy(&seats->lock);
    free(seats);
}

static void set_kind(HttpSeats *seats, Seat *seat, SeatKind kind) {
    seats->counts[seat->kind]--;
    seats->counts[kind]++;
    seat->kind = kind;
}

/* The library sees it as an other side that went away, and closes it. */
static void let_go(const Seat *seat) {
    shutdown(seat->fd, SHUT_RDWR);
}

/* Under the lock. */
static Seat *oldest_silent(HttpSeats *seats) {
    Seat *oldest = NULL;
    for (size_t i = 0; i < HTTP_CONNECTIONS_MAX; i++) {
        Seat *seat = &seats->seats[i];
        if (seat->kind == SEAT_SILENT && (!oldest || seat->since < oldest->since))
            oldest = seat;
    }
    return oldest;
}

static void notice_the_dead(int fd) {
    const int on = 1, idle_s = 5, step_s = 2, tries = 3;
    const unsigned unread_ms = 10000;
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &step_s, sizeof step_s);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &tries, sizeof tries);
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unread_ms, sizeof unread_ms);
}

/* Under the lock. */
static Seat *take_seat(HttpSeats *seats, int fd) {
    if (seats->counts[SEAT_SILENT] >= HTTP_SILENT_MAX) {
        Seat *oldest = oldest_silent(seats);
        let_go(oldest);
        set_kind(seats, oldest, SEAT_ASKED); /* no more one that could be let go */
    }
    for (size_t i = 0; i < HTTP_CONNECTIONS_MAX; i++) {
        Seat *seat = &seats->seats[i];
        if (seat->kind != SEAT_FREE)
            continue;
        seats->counts[SEAT_SILENT]++;
        *seat = (Seat){.kind = SEAT_SILENT, .fd = fd, .since = steady_now()};
        return seat;
    }
    return NULL;
}

void http_seats_notify(void *context, struct MHD_Connection *connection, void **place,
                       enum MHD_ConnectionNotificationCode code) {
    HttpSeats *seats = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            seats->library->get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (!info)
            return;
        notice_the_dead(info->connect_fd);
        pthread_mutex_lock(&seats->lock);
        *place = take_seat(seats, info->connect_fd);
        pthread_mutex_unlock(&seats->lock);
        return;
    }
    Seat *seat = *place;
    if (!seat)
        return;
    pthread_mutex_lock(&seats->lock);
    seats->counts[seat->kind]--;
    *seat = (Seat){0};
    pthread_mutex_unlock(&seats->lock);
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
    if (seat->kind == SEAT_SILENT)
        set_kind(seats, seat, SEAT_ASKED);
    pthread_mutex_unlock(&seats->lock);
}

bool http_seats_feed(HttpSeats *seats, struct MHD_Connection *connection) {
    Seat *seat = seat_of(seats, connection);
    if (!seat)
        return false;
    pthread_mutex_lock(&seats->lock);
    bool has_room = seats->counts[SEAT_FEED] < HTTP_FEEDS_MAX;
    if (has_room)
        set_kind(seats, seat, SEAT_FEED);
    pthread_mutex_unlock(&seats->lock);
    return has_room;
}

/* While there is nothing to send the library does not look at a feed's connection. */
static bool has_gone(const Seat *seat) {
    struct pollfd fd = {.fd = seat->fd, .events = POLLRDHUP};
    return poll(&fd, 1, 0) > 0;
}

void http_seats_tick(HttpSeats *seats) {
    Millis now = steady_now();
    pthread_mutex_lock(&seats->lock);
    for (size_t i = 0; i < HTTP_CONNECTIONS_MAX; i++) {
        const Seat *seat = &seats->seats[i];
        if ((seat->kind == SEAT_SILENT && now - seat->since > HTTP_SILENT_S * MILLIS_SECOND) ||
            (seat->kind == SEAT_FEED && has_gone(seat)))
            let_go(seat);
    }
    pthread_mutex_unlock(&seats->lock);
}
