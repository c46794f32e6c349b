/* The overlay's page server, asked over sockets of this computer: every address, events that come
 * when a picture is published, raw frames that end with the last one, tokens and names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <errno.h>
#include <netinet/in.h>
#include <png.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/steady.h"
#include "stream/overlay_http.h"
#include "stream/picture_frame.h"

enum { WIDTH = 40, HEIGHT = 30 };

typedef struct {
    Arena *arena;
    PictureBoard *board;
    OverlayHttp *http;
    uint16_t port;
    bool has_screen;
} Fixture;

static char *status(void *context) {
    (void)context;
    return strdup("{\"sent\":1}");
}

static char *now(void *context) {
    (void)context;
    return strdup("{\"now\":[]}");
}

static bool screen(void *context, Pixmap *out) {
    const Fixture *f = context;
    if (!f->has_screen)
        return false;
    *out = pixmap_create(8, 4);
    for (int i = 0; i < 32; i++)
        out->pixels[i] = 0xff102030;
    return true;
}

static void serve(Fixture *f, const char *host, const char *token) {
    HttpSettings settings = {
        .address = {.host = host, .token = token},
        .source = {.context = f, .status = status, .now = now, .screen = screen},
        .board = f->board,
        .index_page = str_from("<p>index"),
        .overlay_page = str_from("<p>overlay"),
    };
    Str problem = {0};
    f->http = overlay_http_start(&settings, f->arena, &problem);
    if (!f->http)
        fail_msg("%.*s", str_arg(problem));
    Str url = overlay_http_url(f->http, f->arena);
    f->port = (uint16_t)atoi(strrchr(str_copy(f->arena, url).s, ':') + 1);
    assert_true(f->port > 0);
}

static int set_up(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    f->arena = arena_create();
    f->board = board_create(WIDTH, HEIGHT);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    overlay_http_stop(f->http);
    board_free(f->board);
    arena_free(f->arena);
    free(f);
    return 0;
}

/* A half-transparent red rectangle of `width` at (5, 7). */
static void publish(Fixture *f, int32_t width, bool is_moving) {
    BoardPicture *picture = board_begin(f->board);
    memset(picture->pixels.pixels, 0, sizeof(uint32_t) * WIDTH * HEIGHT);
    for (int32_t y = 7; y < 11; y++)
        for (int32_t x = 5; x < 5 + width; x++)
            picture->pixels.pixels[y * WIDTH + x] = 0x80800000;
    board_publish(f->board, picture, is_moving);
}

/* From that address of this computer. */
static int ask_from(Fixture *f, uint32_t from, const char *path, const char *more) {
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(from)};
    assert_int_equal(bind(descriptor, (struct sockaddr *)&own, sizeof own), 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(f->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct timeval limit = {.tv_sec = 20}; /* a test that hangs is to fail */
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    assert_int_equal(connect(descriptor, (struct sockaddr *)&address, sizeof address), 0);
    char request[512];
    int len = snprintf(request, sizeof request, "%s HTTP/1.0\r\n%s\r\n", path, more);
    assert_int_equal(write(descriptor, request, (size_t)len), len);
    return descriptor;
}

static int ask(Fixture *f, const char *path, const char *more) {
    return ask_from(f, INADDR_LOOPBACK, path, more);
}

typedef struct {
    int code;
    char head[2048];
    uint8_t body[65536];
    size_t len;
} Answer;

static void read_head(int descriptor, Answer *answer) {
    size_t len = 0;
    *answer = (Answer){0};
    while (len + 1 < sizeof answer->head && !strstr(answer->head, "\r\n\r\n")) {
        if (read(descriptor, answer->head + len, 1) != 1)
            break;
        answer->head[++len] = 0;
    }
    sscanf(answer->head, "HTTP/1.%*d %d", &answer->code);
}

static void get(Fixture *f, const char *path, const char *more, Answer *answer) {
    int descriptor = ask(f, path, more);
    read_head(descriptor, answer);
    ssize_t got;
    while ((got = read(descriptor, answer->body + answer->len,
                       sizeof answer->body - answer->len - 1)) > 0)
        answer->len += (size_t)got;
    close(descriptor);
}

static void every_address_answers(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *path;
        int code;
        const char *type, *body;
    } CASES[] = {
        {"GET /", 200, "text/html", "index"},
        {"GET /overlay", 200, "text/html", "overlay"},
        {"GET /status", 200, "application/json", "{\"sent\":1}"},
        {"GET /now.json", 200, "application/json", "{\"now\":[]}"},
        {"GET /overlay.png", 503, "text/plain", "no picture yet"},
        {"GET /screen.png", 503, "text/plain", "no screen"},
        {"GET /elsewhere", 404, "text/plain", "/overlay.png"},
        {"GET /overlay/", 404, "text/plain", "there is"},
        {"GET /../../etc/passwd", 404, "text/plain", "there is"},
        {"HEAD /status", 200, "application/json", ""},
        {"POST /status", 405, "text/plain", "only GET"},
    };
    serve(f, "127.0.0.1", NULL);
    for (size_t i = 0; i < countof(CASES); i++) {
        static Answer answer;
        get(f, CASES[i].path, "", &answer);
        answer.body[answer.len] = 0;
        if (answer.code != CASES[i].code || !strstr(answer.head, CASES[i].type) ||
            !strstr((char *)answer.body, CASES[i].body))
            fail_msg("%s: %d %s %s", CASES[i].path, answer.code, answer.head, answer.body);
        if (!strstr(answer.head, "no-store"))
            fail_msg("%s may be kept by a browser", CASES[i].path);
    }
}

static void check_pixel(const Answer *answer, int32_t width, int32_t height, int32_t x, int32_t y,
                        const uint8_t *wanted) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_memory(&image, answer->body, answer->len));
    image.format = PNG_FORMAT_RGBA;
    assert_int_equal(image.width, width);
    assert_int_equal(image.height, height);
    uint8_t *bytes = malloc(PNG_IMAGE_SIZE(image));
    assert_true(png_image_finish_read(&image, NULL, bytes, 0, NULL));
    assert_memory_equal(bytes + 4 * (y * width + x), wanted, 4);
    free(bytes);
}

static void pictures_have_straight_alpha(void **state) {
    Fixture *f = *state;
    static Answer answer;
    serve(f, "127.0.0.1", NULL);
    publish(f, 10, false);
    get(f, "GET /overlay.png", "", &answer);
    assert_int_equal(answer.code, 200);
    check_pixel(&answer, WIDTH, HEIGHT, 6, 8, (uint8_t[]){255, 0, 0, 128});
    check_pixel(&answer, WIDTH, HEIGHT, 0, 0, (uint8_t[]){0, 0, 0, 0});
    check_pixel(&answer, WIDTH, HEIGHT, 20, 8, (uint8_t[]){0, 0, 0, 0});
    publish(f, 20, false); /* the newest one, not the first that was asked for */
    get(f, "GET /overlay.png", "", &answer);
    check_pixel(&answer, WIDTH, HEIGHT, 20, 8, (uint8_t[]){255, 0, 0, 128});
    f->has_screen = true;
    get(f, "GET /screen.png", "", &answer);
    check_pixel(&answer, 8, 4, 3, 3, (uint8_t[]){0x10, 0x20, 0x30, 255});
}

/* Reads until `text` has come, and everything after it stays unread. */
static void wait_for(int descriptor, const char *text) {
    char got[4096] = "";
    size_t len = 0;
    while (!strstr(got, text)) {
        if (len + 1 >= sizeof got || read(descriptor, got + len, 1) != 1)
            fail_msg("waited for \"%s\", got \"%s\"", text, got);
        got[++len] = 0;
    }
}

static void events_come_with_each_picture(void **state) {
    Fixture *f = *state;
    static Answer answer;
    serve(f, "127.0.0.1", NULL);
    publish(f, 10, false);
    int first = ask(f, "GET /overlay/events", ""), second = ask(f, "GET /overlay/events", "");
    read_head(first, &answer);
    assert_non_null(strstr(answer.head, "text/event-stream"));
    wait_for(first,
             "retry: 500\ndata: {\"number\":1,\"moving\":false,\"width\":40,\"height\":30}\n\n");
    wait_for(second, "\"number\":1,");
    assert_int_equal(overlay_http_listeners(f->http), 2);
    publish(f, 11, true);
    wait_for(first, "data: {\"number\":2,\"moving\":true,");
    wait_for(second, "\"number\":2,");
    overlay_http_tick(f->http);
    wait_for(first, ":\n\n");
    close(second);
    publish(f, 12, false);
    wait_for(first, "\"number\":3,\"moving\":false");
    /* Stopping lets the one go that waits. */
    overlay_http_stop(f->http);
    f->http = NULL;
    char rest;
    while (read(first, &rest, 1) == 1)
        continue;
    close(first);
}

static int connect_only(const Fixture *f, const char *bytes) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(f->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(descriptor, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(send(descriptor, bytes, strlen(bytes), MSG_NOSIGNAL), (ssize_t)strlen(bytes));
    return descriptor;
}

/* An index page, and how long it took. */
static Millis get_page(Fixture *f) {
    static Answer answer;
    Millis before = steady_now();
    get(f, "GET /", "", &answer);
    assert_int_equal(answer.code, 200);
    return steady_now() - before;
}

/* ---- attacks from this computer, which no address tells apart from a good client ------------- */

enum { GOOD_QUESTIONS = 10, ATTACKERS_MAX = 10000 };

/* How many connections a process may have that is both sides. */
static size_t attackers(size_t wanted) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    size_t most = (size_t)limit.rlim_cur > 2000 ? (size_t)limit.rlim_cur - 1000 : 500;
    return wanted < most ? wanted : most;
}

/* Begins to connect, and says `bytes` when it can. */
static int attack(const Fixture *f, const char *bytes) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(f->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0)
        fail_msg("an attacker cannot connect: %s", strerror(errno));
    if (send(descriptor, bytes, strlen(bytes), MSG_NOSIGNAL) < 0)
        return descriptor; /* thrown out already */
    return descriptor;
}

/* They come, the good client asks among them and afterwards; what it waited for is told, not
 * judged: a machine that is busy is no defect. That it is answered is. */
static void among(Fixture *f, const char *what, const char *bytes, const char *more,
                  size_t wanted) {
    static int all[ATTACKERS_MAX];
    size_t count = attackers(wanted);
    Millis worst = 0;
    for (size_t i = 0; i < count; i++) {
        all[i] = attack(f, bytes);
        if (i % (count / GOOD_QUESTIONS + 1) != 0)
            continue;
        Millis took = get_page(f);
        worst = took > worst ? took : worst;
    }
    for (int turn = 0; turn < GOOD_QUESTIONS; turn++) {
        for (size_t i = 0; *more && i < count; i++)
            if (send(all[i], more, strlen(more), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
                continue;
        Millis took = get_page(f);
        worst = took > worst ? took : worst;
    }
    print_message("%zu %s: a good client waits for %d ms at most\n", count, what, (int)worst);
    for (size_t i = 0; i < count; i++)
        close(all[i]);
}

static void who_asks_is_answered_among_those_who_do_not(void **state) {
    Fixture *f = *state;
    serve(f, "127.0.0.1", NULL);
    publish(f, 10, false);
    among(f, "half requests", "GET / HTTP/1.1\r\nHost: loc", "", 48);
    among(f, "connections that say nothing", "", "", ATTACKERS_MAX);
    among(f, "slow heads", "GET / HTTP/1.1\r\nHost: loc", "a", 600);
    among(f, "floods of events", "GET /overlay/events HTTP/1.1\r\nHost: localhost\r\n\r\n", "",
          1000);
    among(f, "questions whose answers nobody reads",
          "GET /overlay.png HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /overlay.png HTTP/1.1\r\nHost: localhost\r\n\r\n", 1000);
}

static void listeners_have_seats_of_their_own(void **state) {
    Fixture *f = *state;
    enum { MANY = 80, SEATS = 48 };
    int feeds[MANY];
    static Answer answer;
    size_t seated = 0;
    serve(f, "127.0.0.1", NULL);
    publish(f, 10, false);
    for (size_t i = 0; i < MANY; i++) {
        feeds[i] = ask(f, "GET /overlay/events", "");
        read_head(feeds[i], &answer);
        seated += answer.code == 200;
    }
    assert_int_equal(seated, SEATS);
    get_page(f);
    /* Nobody takes all of them alone. */
    int other = ask_from(f, INADDR_LOOPBACK + 1, "GET /overlay/events", "");
    read_head(other, &answer);
    assert_int_equal(answer.code, 200);
    close(other);
    /* Those that hang up make room at once, though they could be written to. */
    for (size_t i = 0; i < MANY; i++)
        shutdown(feeds[i], SHUT_WR);
    Millis until = steady_now() + 20 * MILLIS_SECOND;
    while (overlay_http_listeners(f->http) > 0 && steady_now() < until)
        sched_yield();
    assert_int_equal(overlay_http_listeners(f->http), 0);
    for (size_t i = 0; i < MANY; i++)
        close(feeds[i]);
}

static void a_long_question_is_answered(void **state) {
    Fixture *f = *state;
    static Answer answer;
    static char line[16384];
    size_t len = (size_t)snprintf(line, sizeof line, "GET /?a0=0");
    for (int i = 1; i < 750; i++)
        len += (size_t)snprintf(line + len, sizeof line - len, "&a%d=%d", i, i);
    snprintf(line + len, sizeof line - len, " HTTP/1.0\r\n\r\n");
    serve(f, "127.0.0.1", NULL);
    int descriptor = connect_only(f, line);
    read_head(descriptor, &answer);
    assert_int_equal(answer.code, 200);
    close(descriptor);
}

static uint32_t number_at(const uint8_t *bytes, size_t at) {
    return (uint32_t)bytes[at] | (uint32_t)bytes[at + 1] << 8 | (uint32_t)bytes[at + 2] << 16 |
           (uint32_t)bytes[at + 3] << 24;
}

static void read_frame(int descriptor, uint8_t *frame, size_t most) {
    size_t len = 0, wanted = FRAME_HEAD;
    while (len < wanted) {
        ssize_t got = read(descriptor, frame + len, wanted - len);
        if (got <= 0)
            fail_msg("the frame ends after %zu of %zu bytes", len, wanted);
        len += (size_t)got;
        if (len == FRAME_HEAD)
            wanted = FRAME_HEAD + 4 * (size_t)number_at(frame, 24) * number_at(frame, 28);
        assert_true(wanted <= most);
    }
}

static void frames_come_while_it_moves(void **state) {
    Fixture *f = *state;
    static Answer answer;
    static uint8_t frame[65536];
    serve(f, "127.0.0.1", NULL);
    publish(f, 3, true);
    int descriptor = ask(f, "GET /overlay/frames", "");
    read_head(descriptor, &answer);
    for (uint32_t i = 0; i < 5; i++) {
        read_frame(descriptor, frame, sizeof frame);
        assert_memory_equal(frame, "KFR1", 4);
        assert_int_equal(number_at(frame, 4), (i + 1) | (i == 4 ? FRAME_LAST : 0));
        assert_int_equal(number_at(frame, 8), WIDTH);
        assert_int_equal(number_at(frame, 12), HEIGHT);
        assert_int_equal(number_at(frame, 16), 5);
        assert_int_equal(number_at(frame, 20), 7);
        assert_int_equal(number_at(frame, 24), 3 + i);
        assert_int_equal(number_at(frame, 28), 4);
        for (size_t at = FRAME_HEAD; at < FRAME_HEAD + 4 * (3 + i) * 4; at += 4)
            assert_memory_equal(frame + at, ((uint8_t[]){255, 0, 0, 128}), 4);
        if (i < 4)
            publish(f, 4 + (int32_t)i, i < 3);
    }
    /* At rest the stream is over. */
    assert_int_equal(read(descriptor, frame, 1), 0);
    close(descriptor);
    /* Nothing on it: a head alone. */
    publish(f, 0, false);
    descriptor = ask(f, "GET /overlay/frames", "");
    read_head(descriptor, &answer);
    read_frame(descriptor, frame, sizeof frame);
    assert_int_equal(number_at(frame, 24), 0);
    assert_int_equal(read(descriptor, frame, 1), 0);
    close(descriptor);
}

static void a_token_is_asked_for(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *path, *more;
        int code;
    } CASES[] = {
        {"GET /status", "", 403},
        {"GET /status?token=", "", 403},
        {"GET /status?token=secre", "", 403},
        {"GET /status?token=secretx", "", 403},
        {"GET /status?token=secret", "", 200},
        {"GET /overlay/events?token=wrong", "", 403},
        {"GET /status", "Authorization: Bearer secret\r\n", 200},
        {"GET /status", "Authorization: Bearer other\r\n", 403},
        {"GET /status?token=secret", "Host: stream.example.org\r\n", 200},
    };
    serve(f, "0.0.0.0", "secret");
    for (size_t i = 0; i < countof(CASES); i++) {
        static Answer answer;
        get(f, CASES[i].path, CASES[i].more, &answer);
        if (answer.code != CASES[i].code)
            fail_msg("%s %s: %d", CASES[i].path, CASES[i].more, answer.code);
    }
}

static void other_names_are_refused(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *host;
        int code;
    } CASES[] = {
        {"127.0.0.1:8707", 200}, {"localhost", 200},           {"localhost:1", 200},
        {"[::1]:8707", 200},     {"evil.example.org", 403},    {"evil.example.org:8707", 403},
        {"127.0.0.1.evil", 403}, {"localhost.evil:8707", 403},
    };
    serve(f, "127.0.0.1", NULL);
    for (size_t i = 0; i < countof(CASES); i++) {
        static Answer answer;
        get(f, "GET /status", arena_printf(f->arena, "Host: %s\r\n", CASES[i].host), &answer);
        if (answer.code != CASES[i].code)
            fail_msg("%s: %d", CASES[i].host, answer.code);
    }
}

static void addresses_are_read(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *text, *token, *host; /* NULL: refused */
        uint16_t port;
    } CASES[] = {
        {"8707", "", "127.0.0.1", 8707},
        {"127.0.0.1:80", "", "127.0.0.1", 80},
        {"localhost:80", "", "127.0.0.1", 80},
        {"[::1]:8707", "", "::1", 8707},
        {"0.0.0.0:8707", "", NULL, 0},
        {"0.0.0.0:8707", "word", "0.0.0.0", 8707},
        {"192.168.1.5:8707", "", NULL, 0},
        {"[::]:8707", "", NULL, 0},
        {"8707", "word", "127.0.0.1", 8707},
        {"", "", NULL, 0},
        {"0", "", NULL, 0},
        {"127.0.0.1", "", NULL, 0},
        {"example.org:80", "word", NULL, 0},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        HttpAddress address;
        Str problem = {0};
        bool is_read = http_address_parse(f->arena, str_from(CASES[i].text),
                                          str_from(CASES[i].token), &address, &problem);
        if (is_read != (CASES[i].host != NULL) || (!is_read && problem.len == 0))
            fail_msg("\"%s\": %s", CASES[i].text, is_read ? "taken" : "refused");
        if (is_read && (strcmp(address.host, CASES[i].host) != 0 || address.port != CASES[i].port))
            fail_msg("\"%s\": %s %u", CASES[i].text, address.host, address.port);
    }
}

static void a_port_in_use_is_said(void **state) {
    Fixture *f = *state;
    serve(f, "127.0.0.1", NULL);
    HttpSettings settings = {.address = {.host = "127.0.0.1", .port = f->port}, .board = f->board};
    Str problem = {0};
    assert_null(overlay_http_start(&settings, f->arena, &problem));
    assert_true(str_find(problem, "another program") != SIZE_MAX);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(who_asks_is_answered_among_those_who_do_not),
        TEST(listeners_have_seats_of_their_own),
        TEST(a_long_question_is_answered),
        TEST(every_address_answers),
        TEST(pictures_have_straight_alpha),
        TEST(events_come_with_each_picture),
        TEST(frames_come_while_it_moves),
        TEST(a_token_is_asked_for),
        TEST(other_names_are_refused),
        TEST(addresses_are_read),
        TEST(a_port_in_use_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
