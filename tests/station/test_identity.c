/* test_identity.c: what a box is called before anybody named it is the same ever after. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../live/folder.h"
#include "base/files.h"
#include "base/log.h"
#include "station/greeting.h"
#include "station/identity.h"

typedef struct {
    Arena *arena;
    char folder[PATH_MAX];
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    log_set_level(LOG_ERROR);
    world->arena = arena_create();
    folder_fresh(world->folder, sizeof world->folder, "identity");
    *context = world;
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    arena_free(world->arena);
    folder_remove(world->folder);
    free(world);
    return 0;
}

static size_t count_of(Str text, char sign) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.s[i] == sign;
    return count;
}

static void a_number_has_four_words_and_a_code(void **context) {
    World *world = *context;
    Identity first = identity_of(world->arena, 0);
    assert_true(str_equal_c(first.code, "222 222"));
    assert_true(str_equal_c(identity_of(world->arena, (1U << IDENTITY_BITS) - 1).code, "ZZZ ZZZ"));
    assert_true(str_equal_c(identity_of(world->arena, 1).code, "222 223"));
    for (uint32_t number = 0; number < 1000; number++) {
        Identity identity = identity_of(world->arena, number);
        assert_int_equal(count_of(identity.name, ' '), 3);
        assert_true(identity.name.len <= 36);
        Identity next = identity_of(world->arena, number + 1);
        assert_false(str_equal(identity.name, next.name));
    }
}

static void it_is_kept(void **context) {
    World *world = *context;
    Str folder = str_from(folder_file(world->folder, "state"));
    folder = str_copy(world->arena, folder);
    Identity first = identity_take(world->arena, folder);
    Identity again = identity_take(world->arena, folder);
    assert_true(str_equal(first.code, again.code));
    assert_true(str_equal(first.name, again.name));
    struct stat file;
    assert_int_equal(stat(path_join(world->arena, folder, "box").s, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
}

/* Of a file that is none of ours a new one is made; one that was written down is taken. */
static void a_broken_file_is_replaced(void **context) {
    World *world = *context;
    const char *path = folder_file(world->folder, "box");
    file_put(path, "kiosk-box 1 222223\n");
    assert_true(str_equal_c(identity_take(world->arena, str_from(world->folder)).code, "222 223"));
    static const char *const BROKEN[] = {"", "kiosk-box 1 ", "kiosk-box 1 22222\n",
                                         "kiosk-box 1 222201\n", "222223\n"};
    for (size_t i = 0; i < countof(BROKEN); i++) {
        file_put(path, BROKEN[i]);
        Identity made = identity_take(world->arena, str_from(world->folder));
        assert_true(
            str_equal(identity_take(world->arena, str_from(world->folder)).code, made.code));
    }
}

static void without_a_place_it_is_the_systems(void **context) {
    World *world = *context;
    if (access("/etc/machine-id", R_OK) != 0)
        skip();
    Identity first = identity_take(world->arena, (Str){0});
    assert_true(str_equal(first.code, identity_take(world->arena, (Str){0}).code));
    /* The folder's place is taken by a file. */
    file_put(folder_file(world->folder, "state"), "x");
    Str folder = str_copy(world->arena, str_from(folder_file(world->folder, "state")));
    log_set_level(LOG_ERROR);
    assert_true(str_equal(first.code, identity_take(world->arena, folder).code));
}

static void a_code_leads_only_where_others_get_to(void **context) {
    World *world = *context;
    static const struct {
        const char *host, *own, *address, *url;
        bool is_encrypted;
    } CASES[] = {
        {NULL, "192.0.2.31", "192.0.2.31", "", false},
        {NULL, "", "", "", false},
        {"127.0.0.1", "192.0.2.31", "192.0.2.31", "", false},
        {"::1", "", "", "", false},
        {"0.0.0.0", "192.0.2.31", "http://192.0.2.31:8711", "http://192.0.2.31:8711", false},
        {"::", "2001:db8::1", "https://[2001:db8::1]:8711", "https://[2001:db8::1]:8711", true},
        {"0.0.0.0", "", "", "", false},
        {"192.0.2.7", "192.0.2.31", "http://192.0.2.7:8711", "http://192.0.2.7:8711", false},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        GreetingSettings settings = {
            .page_host = CASES[i].host, .page_port = 8711, .is_encrypted = CASES[i].is_encrypted};
        ViewHello hello = greeting_make(world->arena, &settings, str_from(CASES[i].own));
        if (!str_equal_c(hello.address, CASES[i].address) || !str_equal_c(hello.url, CASES[i].url))
            fail_msg("case %zu: \"%.*s\", \"%.*s\"", i, str_arg(hello.address), str_arg(hello.url));
    }
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(a_number_has_four_words_and_a_code),
        test(it_is_kept),
        test(a_broken_file_is_replaced),
        test(without_a_place_it_is_the_systems),
        test(a_code_leads_only_where_others_get_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
