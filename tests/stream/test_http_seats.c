/* test_http_seats.c: who gets a seat at the page, and who loses his, without a server: connections
 * are sockets of this test and come from wherever it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "stream/http_seats.h"

enum { CONNECTIONS = 600, PATIENCE_MS = 60000 };

/* A connection as the library has it. */
typedef struct {
    int ours, theirs;
    struct sockaddr_storage address;
    void *seat;
    union MHD_ConnectionInfo info;
    _Atomic int gone;
} Connection;

typedef struct {
    HttpLibrary library;
    HttpSeats *seats;
    Connection all[CONNECTIONS];
    size_t count;
} World;

static const union MHD_ConnectionInfo *get_info(struct MHD_Connection *opaque,
                                                enum MHD_ConnectionInfoType type, ...) {
    Connection *connection = (Connection *)opaque;
    union MHD_ConnectionInfo *info = &connection->info;
    if (type == MHD_CONNECTION_INFO_CONNECTION_FD)
        info->connect_fd = connection->ours;
    else if (type == MHD_CONNECTION_INFO_CLIENT_ADDRESS)
        info->client_addr = (struct sockaddr *)&connection->address;
    else
        info->socket_context = connection->seat;
    return info;
}

static void gone(void *context, struct MHD_Connection *connection) {
    (void)context;
    ((Connection *)connection)->gone++;
}

static World *open_world(Millis silent) {
    World *world = calloc(1, sizeof *world);
    world->library.get_connection_info = get_info;
    world->seats = http_seats_create(&world->library, silent, gone, world);
    return world;
}

/* So that nobody's time is over when this computer is busy. */
static int set_up(void **state) {
    *state = open_world(MILLIS_HOUR);
    return 0;
}

static int set_up_impatient(void **state) {
    *state = open_world(100);
    return 0;
}

static struct MHD_Connection *opaque(Connection *connection) {
    return (struct MHD_Connection *)connection;
}

static void leave(World *world, Connection *connection) {
    http_seats_notify(world->seats, opaque(connection), &connection->seat,
                      MHD_CONNECTION_NOTIFY_CLOSED);
    connection->seat = NULL;
    close(connection->ours);
    close(connection->theirs);
}

static int tear_down(void **state) {
    World *world = *state;
    for (size_t i = 0; i < world->count; i++)
        leave(world, &world->all[i]);
    http_seats_free(world->seats);
    free(world);
    return 0;
}

static Connection *come(World *world, const char *from) {
    Connection *connection = &world->all[world->count++];
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, from, &v4.sin_addr) == 1)
        memcpy(&connection->address, &v4, sizeof v4);
    else if (inet_pton(AF_INET6, from, &v6.sin6_addr) == 1)
        memcpy(&connection->address, &v6, sizeof v6);
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    connection->ours = ends[0];
    connection->theirs = ends[1];
    http_seats_notify(world->seats, opaque(connection), &connection->seat,
                      MHD_CONNECTION_NOTIFY_STARTED);
    return connection;
}

static bool is_let_go(const Connection *connection) {
    struct pollfd fd = {.fd = connection->theirs, .events = POLLRDHUP};
    return poll(&fd, 1, 0) > 0 && (fd.revents & (POLLRDHUP | POLLHUP));
}

static void the_oldest_silent_one_makes_room(void **state) {
    World *world = *state;
    for (size_t i = 0; i < HTTP_SILENT_MAX; i++)
        come(world, "127.0.0.1");
    assert_false(is_let_go(&world->all[0]));
    http_seats_asked(world->seats, opaque(&world->all[0])); /* it is silent no more */
    Connection *fits = come(world, "127.0.0.1"), *more = come(world, "127.0.0.1");
    assert_false(is_let_go(&world->all[0]));
    assert_true(is_let_go(&world->all[1]));
    assert_false(is_let_go(&world->all[2]));
    assert_false(is_let_go(fits) || is_let_go(more));
    /* What was answered is silent again, as the youngest. */
    http_seats_answered(world->seats, opaque(&world->all[0]), NULL,
                        MHD_REQUEST_TERMINATED_COMPLETED_OK);
    assert_true(is_let_go(&world->all[2]));
    assert_false(is_let_go(&world->all[0]) || is_let_go(&world->all[3]));
}

static void put(int fd, const char *text) {
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

/* Its words are there, and the server has not come to them yet. */
static void who_has_spoken_is_heard_first(void **state) {
    World *world = *state;
    for (size_t i = 0; i < HTTP_SILENT_MAX; i++)
        come(world, "127.0.0.1");
    put(world->all[0].theirs, "GET / HTTP/1.1\r\n\r\n");
    put(world->all[2].theirs, "GET / HT");
    come(world, "127.0.0.1");
    come(world, "127.0.0.1");
    assert_true(is_let_go(&world->all[1]) && is_let_go(&world->all[3]));
    assert_false(is_let_go(&world->all[0]) || is_let_go(&world->all[2]));
    /* Read, and silent again: now it is its turn. */
    char bytes[64];
    assert_true(recv(world->all[2].ours, bytes, sizeof bytes, 0) > 0);
    come(world, "127.0.0.1");
    assert_true(is_let_go(&world->all[2]));
    assert_false(is_let_go(&world->all[0]) || is_let_go(&world->all[4]));
}

/* Its words are on their way: whoever has had an answer goes before it. */
static void who_has_just_come_is_given_time(void **state) {
    World *world = *state;
    for (size_t i = 0; i < HTTP_SILENT_MAX; i++)
        come(world, "127.0.0.1");
    for (size_t i = 20; i < 40; i++) {
        http_seats_asked(world->seats, opaque(&world->all[i]));
        http_seats_answered(world->seats, opaque(&world->all[i]), NULL,
                            MHD_REQUEST_TERMINATED_COMPLETED_OK);
    }
    for (size_t i = 20; i < 40; i++) {
        assert_false(is_let_go(&world->all[i]));
        come(world, "127.0.0.1");
        assert_true(is_let_go(&world->all[i]));
    }
    assert_false(is_let_go(&world->all[0]));
    come(world, "127.0.0.1");
    assert_true(is_let_go(&world->all[0]));
}

/* And when all have, nobody goes as long as there are places at all. */
static void when_all_have_spoken_nobody_goes(void **state) {
    World *world = *state;
    for (size_t i = 0; i < HTTP_CONNECTIONS_MAX; i++)
        put(come(world, "127.0.0.1")->theirs, "GET / HTTP/1.1\r\n\r\n");
    for (size_t i = 0; i < HTTP_CONNECTIONS_MAX; i++)
        assert_false(is_let_go(&world->all[i]));
    assert_true(is_let_go(come(world, "127.0.0.1"))); /* the library would not have let it in */
}

/* Whoever asks and does not read. */
static void the_oldest_that_asked_and_does_not_read_makes_room(void **state) {
    World *world = *state;
    for (size_t i = 0; i < HTTP_ASKED_MAX; i++)
        http_seats_asked(world->seats, opaque(come(world, "127.0.0.1")));
    put(world->all[3].ours, "HTTP/1.1 200 OK");
    put(world->all[5].ours, "HTTP/1.1 200 OK");
    http_seats_asked(world->seats, opaque(come(world, "127.0.0.1")));
    assert_true(is_let_go(&world->all[3]));
    http_seats_asked(world->seats, opaque(come(world, "127.0.0.1")));
    assert_true(is_let_go(&world->all[5]));
    /* All others are owed an answer, and get it. */
    http_seats_asked(world->seats, opaque(come(world, "127.0.0.1")));
    for (size_t i = 0; i < world->count; i++)
        assert_true(is_let_go(&world->all[i]) == (i == 3 || i == 5));
}

static void strangers_take_no_seats_of_the_known(void **state) {
    World *world = *state;
    Connection *known = come(world, "10.0.0.1"), *feed = come(world, "10.0.0.1");
    Connection *silent = come(world, "10.0.0.1");
    http_seats_asked(world->seats, opaque(silent));
    http_seats_known(world->seats, opaque(silent));
    http_seats_answered(world->seats, opaque(silent), NULL, MHD_REQUEST_TERMINATED_COMPLETED_OK);
    http_seats_asked(world->seats, opaque(feed));
    http_seats_known(world->seats, opaque(feed));
    assert_true(http_seats_feed(world->seats, opaque(feed)));
    http_seats_asked(world->seats, opaque(known));
    http_seats_known(world->seats, opaque(known));
    put(known->ours, "HTTP/1.1 200 OK"); /* a slow reader */
    for (size_t i = 0; i < HTTP_ASKED_MAX + 20; i++) {
        Connection *stranger = come(world, "127.0.0.1");
        http_seats_asked(world->seats, opaque(stranger));
        put(stranger->ours, "HTTP/1.1 200 OK"); /* which it does not read */
    }
    for (size_t i = 0; i < HTTP_SILENT_MAX + 20; i++)
        come(world, "127.0.0.1");
    size_t seated = 0;
    for (size_t i = 0; i < HTTP_FEEDS_MAX + 20; i++)
        seated +=
            http_seats_feed(world->seats, opaque(come(world, i % 2 ? "127.0.0.1" : "127.0.0.2")));
    assert_int_equal(seated, HTTP_FEEDS_MAX);
    assert_false(is_let_go(known) || is_let_go(silent) || is_let_go(feed));
    /* And there is a feed for one more of them. */
    Connection *late = come(world, "127.0.0.1");
    http_seats_asked(world->seats, opaque(late));
    http_seats_known(world->seats, opaque(late));
    assert_true(http_seats_feed(world->seats, opaque(late)));
}

static void an_address_gets_some_of_the_seats(void **state) {
    World *world = *state;
    /* All of one /64 are one. */
    for (int i = 0; i < HTTP_ADDRESS_MAX; i++) {
        come(world, "192.0.2.7");
        come(world, i % 2 ? "2001:db8::1" : "2001:db8::ffff:2");
    }
    assert_false(is_let_go(&world->all[0]) || is_let_go(&world->all[1]));
    come(world, "192.0.2.7");
    assert_true(is_let_go(&world->all[0]));
    assert_false(is_let_go(&world->all[1]) || is_let_go(&world->all[2]));
    come(world, "2001:db8::3");
    assert_true(is_let_go(&world->all[1]));
    come(world, "192.0.2.8");
    come(world, "2001:db8:0:1::1");
    assert_false(is_let_go(&world->all[2]) || is_let_go(&world->all[3]));
    /* None of whose connections is silent: nobody new comes. */
    for (int i = 0; i < HTTP_ADDRESS_MAX; i++) {
        Connection *one = come(world, "192.0.2.9");
        http_seats_asked(world->seats, opaque(one));
        assert_true(http_seats_feed(world->seats, opaque(one)) == (i < HTTP_FEEDS_FAR_MAX));
    }
    Connection *refused = come(world, "192.0.2.9"), *other = come(world, "192.0.2.10");
    assert_true(is_let_go(refused));
    assert_false(is_let_go(other));
    /* This computer's own are never counted. */
    for (size_t i = 0; i < 2 * HTTP_ADDRESS_MAX; i++)
        assert_false(is_let_go(come(world, i % 2 ? "127.0.0.1" : "::1")));
}

/* Nobody alone takes all feeds, this computer's own neither. */
static void an_address_gets_some_of_the_feeds(void **state) {
    World *world = *state;
    size_t near = 0, far = 0;
    Connection *first = NULL;
    for (size_t i = 0; i < HTTP_FEEDS_MAX + 10; i++) {
        Connection *one = come(world, "127.0.0.1");
        first = first ? first : one;
        near += http_seats_feed(world->seats, opaque(one));
    }
    assert_int_equal(near, HTTP_FEEDS_NEAR_MAX);
    assert_false(is_let_go(first));
    assert_true(http_seats_feed(world->seats, opaque(come(world, "127.0.0.2"))));
    for (size_t i = 0; i < HTTP_FEEDS_MAX; i++)
        far += http_seats_feed(world->seats, opaque(come(world, "192.0.2.7")));
    assert_int_equal(far, HTTP_FEEDS_MAX - HTTP_FEEDS_NEAR_MAX - 1);
    /* With a token there are other seats, and one that has gone leaves its own. */
    Connection *known = come(world, "127.0.0.1");
    http_seats_asked(world->seats, opaque(known));
    http_seats_known(world->seats, opaque(known));
    assert_true(http_seats_feed(world->seats, opaque(known)));
    Connection *late = come(world, "127.0.0.1");
    assert_false(http_seats_feed(world->seats, opaque(late)));
    http_seats_answered(world->seats, opaque(first), NULL, MHD_REQUEST_TERMINATED_COMPLETED_OK);
    assert_true(http_seats_feed(world->seats, opaque(late)));
}

/* Waits for what another thread does. */
static void wait_until_gone(const Connection *connection) {
    struct pollfd fd = {.fd = connection->theirs, .events = POLLRDHUP};
    assert_int_equal(poll(&fd, 1, PATIENCE_MS), 1);
}

static void a_feed_that_hangs_up_is_noticed(void **state) {
    World *world = *state;
    Connection *stays = come(world, "127.0.0.1"), *goes = come(world, "127.0.0.1");
    assert_true(http_seats_feed(world->seats, opaque(stays)));
    assert_true(http_seats_feed(world->seats, opaque(goes)));
    shutdown(goes->theirs, SHUT_WR);
    wait_until_gone(goes);
    while (!goes->gone)
        poll(NULL, 0, 1);
    assert_int_equal(goes->gone, 1);
    assert_int_equal(stays->gone, 0);
    assert_false(is_let_go(stays));
}

static void who_says_nothing_is_let_go(void **state) {
    World *world = *state;
    Connection *asks;
    do { /* in time */
        asks = come(world, "127.0.0.1");
        http_seats_asked(world->seats, opaque(asks));
    } while (is_let_go(asks));
    wait_until_gone(come(world, "127.0.0.1"));
    assert_false(is_let_go(asks));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_oldest_silent_one_makes_room),
        TEST(who_has_spoken_is_heard_first),
        TEST(who_has_just_come_is_given_time),
        TEST(when_all_have_spoken_nobody_goes),
        TEST(the_oldest_that_asked_and_does_not_read_makes_room),
        TEST(strangers_take_no_seats_of_the_known),
        TEST(an_address_gets_some_of_the_seats),
        TEST(an_address_gets_some_of_the_feeds),
        TEST(a_feed_that_hangs_up_is_noticed),
        cmocka_unit_test_setup_teardown(who_says_nothing_is_let_go, set_up_impatient, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
