/* test_several_folders.c: sources that lie in folders of their own, each with its pictures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/files.h"
#include "picture/loader.h"
#include "render/image_file.h"

static const char DAY[] = "kiosk: 1\nevent: {name: Day, timezone: Europe/Berlin}\n"
                          "days:\n- date: 2027-03-05\n  sessions:\n"
                          "  - {time: \"09:00-10:00\", title: Bees}\n";
static const char EXTRA[] =
    "kiosk: 1\nevent: {name: Extra}\npartners:\n  gold:\n"
    "    - {name: Acme, logo: acme.svg}\n    - {name: Bee, logo: bee.svg}\n";

typedef struct {
    Arena *arena;
    Str first, other; /* folders */
    Str day, extra;
    LoaderSettings settings;
    const char *also[1];
} World;

static Str write_file(World *world, Str folder, const char *name, const char *text) {
    Str path = path_join(world->arena, folder, name);
    FILE *file = fopen(path.s, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static Str make_folder(Arena *arena) {
    char *path = arena_printf(arena, "%s/several-XXXXXX", TEST_BUILD_DIR);
    assert_non_null(mkdtemp(path));
    return str_from(path);
}

static void remove_folder(Arena *arena, Str folder) {
    const Str *names;
    size_t count;
    assert_true(folder_list(arena, folder.s, &names, &count));
    for (size_t i = 0; i < count; i++)
        remove(path_join(arena, folder, names[i].s).s);
    assert_int_equal(rmdir(folder.s), 0);
}

static void open_world(World *world) {
    world->arena = arena_create();
    world->first = make_folder(world->arena);
    world->other = make_folder(world->arena);
    world->day = write_file(world, world->first, "day.yaml", DAY);
    world->extra = write_file(world, world->other, "extra.yaml", EXTRA);
    write_file(world, world->first, "bee.svg", "<svg/>");
    write_file(world, world->other, "acme.svg", "<svg/>");
    world->also[0] = world->extra.s;
    world->settings = (LoaderSettings){
        .path = world->day.s, .also = world->also, .also_count = 1, .now = INT64_C(1804230000000)};
}

static void close_world(World *world) {
    remove_folder(world->arena, world->first);
    remove_folder(world->arena, world->other);
    arena_free(world->arena);
}

static void assert_found_in(Str folders, const char *name, Str folder) {
    FileStamp stamp;
    const char *why = "";
    char *real = image_path_find(folders, str_from(name), &stamp, &why);
    if (folder.len) {
        assert_non_null(real);
        char *expected = realpath(folder.s, NULL);
        assert_true(str_starts(str_from(real), expected));
        free(expected);
    } else {
        assert_null(real);
        assert_true(*why != 0);
    }
    free(real);
}

static void pictures_lie_beside_each_file(void **state) {
    (void)state;
    World world;
    open_world(&world);
    Loaded *loaded = loader_load(&world.settings);
    assert_int_equal(loaded->remark_count, 0);
    assert_found_in(loaded->folders, "bee.svg", world.first);
    assert_found_in(loaded->folders, "acme.svg", world.other);
    assert_found_in(loaded->folders, "wasp.svg", (Str){0});
    loader_free(loaded);
    close_world(&world);
}

/* Nothing outside of the two is opened. */
static void no_picture_comes_from_elsewhere(void **state) {
    (void)state;
    World world;
    open_world(&world);
    Loaded *loaded = loader_load(&world.settings);
    Str target = path_join(world.arena, world.other, "out.svg");
    assert_int_equal(symlink(TEST_SOURCE_DIR "/assets/images", target.s), 0);
    assert_found_in(loaded->folders, "out.svg", (Str){0});
    assert_found_in(loaded->folders, "../day.yaml", (Str){0});
    assert_found_in(loaded->folders, world.extra.s, (Str){0});
    loader_free(loaded);
    close_world(&world);
}

static void what_lies_beside_both_is_told(void **state) {
    (void)state;
    World world;
    open_world(&world);
    write_file(&world, world.other, "bee.svg", "<svg/>");
    Loaded *loaded = loader_load(&world.settings);
    assert_int_equal(loaded->remark_count, 1);
    assert_true(str_find(loaded->remarks[0], "bee.svg") != SIZE_MAX);
    loader_free(loaded);
    close_world(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_lie_beside_each_file),
        cmocka_unit_test(no_picture_comes_from_elsewhere),
        cmocka_unit_test(what_lies_beside_both_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
