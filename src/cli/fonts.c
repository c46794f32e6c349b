/* fonts.c: `kiosk fonts`, the faces that texts are set in. */
#include "cli/commands.h"

int command_fonts(const Options *options) {
    static const char *const ROLES[] = {
        [FONT_DISPLAY] = "display", [FONT_BODY] = "body", [FONT_MONO] = "mono"};
    static const char *const WEIGHTS[] = {[WEIGHT_REGULAR] = "regular",
                                          [WEIGHT_MEDIUM] = "medium",
                                          [WEIGHT_SEMIBOLD] = "semibold",
                                          [WEIGHT_BOLD] = "bold"};
    _Static_assert(countof(ROLES) == FONT_ROLE_COUNT, "a name for each role");
    _Static_assert(countof(WEIGHTS) == WEIGHT_COUNT, "a name for each weight");
    (void)options;
    Arena *arena = arena_create();
    Resources resources = resources_find(arena);
    TextEngine *engine = resources_text_engine(&resources, (Str){0});
    for (size_t i = 0; engine && i < text_face_count(engine); i++) {
        TextFace face = text_face(engine, i);
        printf("%-8s %-9s %-28.*s %-24.*s %.*s", ROLES[face.role], WEIGHTS[face.weight],
               str_arg(face.family), str_arg(face.scripts), str_arg(face.path));
        if (face.face_index)
            printf(" (face %d)", face.face_index);
        putchar('\n');
    }
    int code = engine ? EXIT_FINE : EXIT_FONTS;
    text_engine_free(engine);
    arena_free(arena);
    return code;
}
