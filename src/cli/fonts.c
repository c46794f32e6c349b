/* fonts.c: `kiosk fonts`, the faces that texts are set in, and what of a schedule they have. */
#include "base/clock.h"
#include "check/preflight_fonts.h"
#include "cli/commands.h"
#include "text/fonts_config.h"

enum { MISSING_NAMED = 12 };

/* "Hani 412/412, Latn 60/60": the scripts of the schedule that the face has characters of. */
static Str covered_words(Arena *arena, TextEngine *engine, size_t face, const ScriptUse *uses,
                         size_t use_count) {
    Str words = {0};
    for (size_t i = 0; i < use_count; i++) {
        size_t covered = script_covered(&uses[i], engine, face);
        if (covered)
            words = str_printf(arena, "%.*s%s%s %zu/%zu", str_arg(words), words.len ? ", " : "",
                               uses[i].code, covered, uses[i].count);
    }
    return words.len ? words : str_from("nothing of the schedule");
}

static void print_faces(TextEngine *engine, const ScriptUse *uses, size_t use_count,
                        bool has_schedule) {
    Arena *arena = arena_create();
    for (size_t i = 0; i < text_face_count(engine); i++) {
        TextFace face = text_face(engine, i);
        printf("%-8s %-9s %-28.*s %-24.*s %.*s", font_role_name(face.role),
               font_weight_name(face.weight), str_arg(face.family), str_arg(face.scripts),
               str_arg(face.path));
        if (face.face_index)
            printf(" (face %d)", (int)face.face_index);
        if (has_schedule)
            printf("  %.*s", str_arg(covered_words(arena, engine, i, uses, use_count)));
        putchar('\n');
    }
    arena_free(arena);
}

/* The family that texts of the script are set in: the first one that names it and has all of it,
 * else the first one that has all of it. */
static Str family_for(TextEngine *engine, const ScriptUse *use) {
    Str family = str_from("several families");
    bool is_found = false;
    for (size_t i = 0; i < text_face_count(engine); i++) {
        TextFace face = text_face(engine, i);
        if (face.role != FONT_DISPLAY || script_covered(use, engine, i) < use->count)
            continue;
        if (str_find(face.scripts, use->code) != SIZE_MAX)
            return face.family;
        if (!is_found)
            family = face.family;
        is_found = true;
    }
    return family;
}

static void print_scripts(TextEngine *engine, const ScriptUse *uses, size_t count, Str path) {
    Arena *arena = arena_create();
    printf("\nscripts of %.*s:\n", str_arg(path));
    for (size_t i = 0; i < count; i++) {
        const ScriptUse *use = &uses[i];
        printf("  %-4s %-26.*s %5zu characters  ", use->code, str_arg(use->name), use->count);
        if (use->missing_count == 0)
            printf("%.*s\n", str_arg(family_for(engine, use)));
        else
            printf("%zu of them in no font\n", use->missing_count);
        for (size_t k = 0; k < use->missing_count && k < MISSING_NAMED; k++)
            printf("       missing: %.*s; %.*s\n", str_arg(rune_words(arena, use->missing[k])),
                   str_arg(font_hint(arena, engine, use->missing[k])));
        if (use->missing_count > MISSING_NAMED)
            printf("       and %zu more\n", use->missing_count - MISSING_NAMED);
    }
    arena_free(arena);
}

int command_fonts(const Options *options) {
    Arena *arena = arena_create();
    Resources resources = resources_find(arena);
    Source *source = NULL;
    if (options->path) {
        SourceSettings settings = options_source(options, &resources, arena);
        Clock clock = clock_system();
        source = source_open(&settings, clock_now(&clock), NULL);
    }
    const Schedule *schedule = source ? source->schedule : NULL;
    Diagnostics findings;
    const FontWish wish = {.folder = source ? source->loaded->folder : (Str){0}};
    TextEngine *engine = resources_text_engine_checked(&resources, &wish, arena, &findings);
    size_t use_count = 0;
    const ScriptUse *uses =
        engine && schedule ? script_uses(arena, engine, schedule, &use_count) : NULL;
    if (engine)
        print_faces(engine, uses, use_count, schedule != NULL);
    if (uses)
        print_scripts(engine, uses, use_count, source->loaded->path);
    if (findings.count)
        putchar('\n');
    diagnostics_print(&findings, stdout);
    if (source && !schedule)
        fprintf(stderr, "kiosk: %.*s\n", str_arg(source->problem));
    int code = !engine ? EXIT_FONTS : source && !schedule ? EXIT_SCHEDULE : EXIT_FINE;
    text_engine_free(engine);
    source_close(source);
    arena_free(arena);
    return code;
}
