/* fonts_builtin.c: the fonts of Debian's packages, for when there is no fonts.yaml.
 *
 * fonts/fonts.yaml says the same in words; tests/text/test_fonts_config.c compares the two. */
#include "text/fonts_config.h"

#include <string.h>

#define INTER "/usr/share/fonts/opentype/inter/"
#define CJK   "/usr/share/fonts/opentype/noto/NotoSansCJK-"
#define NOTO  "/usr/share/fonts/truetype/noto/"
#define CORE  "fonts-noto-core"

enum { SCRIPTS_MAX = 6 };

typedef struct {
    const char *name;
    const char *package;
    const char *files[WEIGHT_COUNT];
    int32_t face_index;
    const char *feature;
    const char *scripts[SCRIPTS_MAX];
} BuiltinFamily;

#define NOTO_SANS(family, file, ...)                                                               \
    {                                                                                              \
        .name = "Noto Sans " family, .package = CORE, .scripts = {__VA_ARGS__},                    \
        .files = {[WEIGHT_REGULAR] = NOTO "NotoSans" file "-Regular.ttf",                          \
                  [WEIGHT_BOLD] = NOTO "NotoSans" file "-Bold.ttf"},                               \
    }

/* The first three begin the roles' chains; the others follow in every role, in this order. */
static const BuiltinFamily FAMILIES[] = {
    {
        .name = "Inter Display",
        .package = "fonts-inter",
        .files = {[WEIGHT_REGULAR] = INTER "InterDisplay-Regular.otf",
                  [WEIGHT_MEDIUM] = INTER "InterDisplay-Medium.otf",
                  [WEIGHT_SEMIBOLD] = INTER "InterDisplay-SemiBold.otf",
                  [WEIGHT_BOLD] = INTER "InterDisplay-Bold.otf"},
        .feature = "cv11",
        .scripts = {"Latn", "Grek", "Cyrl"},
    },
    {
        .name = "Inter",
        .package = "fonts-inter",
        .files = {[WEIGHT_REGULAR] = INTER "Inter-Regular.otf",
                  [WEIGHT_MEDIUM] = INTER "Inter-Medium.otf",
                  [WEIGHT_SEMIBOLD] = INTER "Inter-SemiBold.otf",
                  [WEIGHT_BOLD] = INTER "Inter-Bold.otf"},
        .feature = "cv11",
        .scripts = {"Latn", "Grek", "Cyrl"},
    },
    {
        .name = "Noto Sans Mono",
        .package = "fonts-noto-mono",
        .files = {[WEIGHT_REGULAR] = NOTO "NotoSansMono-Regular.ttf",
                  [WEIGHT_BOLD] = NOTO "NotoSansMono-Bold.ttf"},
        .scripts = {"Latn", "Grek", "Cyrl"},
    },
    {
        .name = "Noto Sans CJK SC",
        .package = "fonts-noto-cjk",
        .files = {[WEIGHT_REGULAR] = CJK "Regular.ttc", [WEIGHT_BOLD] = CJK "Bold.ttc"},
        .face_index = 2,
        .scripts = {"Hani", "Hira", "Kana", "Bopo", "Hang"},
    },
    {
        .name = "Noto Sans CJK JP",
        .package = "fonts-noto-cjk",
        .files = {[WEIGHT_REGULAR] = CJK "Regular.ttc", [WEIGHT_BOLD] = CJK "Bold.ttc"},
    },
    {
        .name = "Noto Color Emoji",
        .package = "fonts-noto-color-emoji",
        .files = {[WEIGHT_REGULAR] = NOTO "NotoColorEmoji.ttf"},
        .scripts = {"Zsye"},
    },
    {
        .name = "Noto Sans",
        .package = CORE,
        .files = {[WEIGHT_REGULAR] = NOTO "NotoSans-Regular.ttf",
                  [WEIGHT_BOLD] = NOTO "NotoSans-Bold.ttf"},
    },
    NOTO_SANS("Arabic", "Arabic", "Arab"),
    NOTO_SANS("Hebrew", "Hebrew", "Hebr"),
    NOTO_SANS("Thai", "Thai", "Thai"),
    NOTO_SANS("Devanagari", "Devanagari", "Deva"),
    NOTO_SANS("Armenian", "Armenian", "Armn"),
    NOTO_SANS("Bengali", "Bengali", "Beng"),
    NOTO_SANS("Ethiopic", "Ethiopic", "Ethi"),
    NOTO_SANS("Georgian", "Georgian", "Geor"),
    NOTO_SANS("Gujarati", "Gujarati", "Gujr"),
    NOTO_SANS("Gurmukhi", "Gurmukhi", "Guru"),
    NOTO_SANS("Kannada", "Kannada", "Knda"),
    NOTO_SANS("Khmer", "Khmer", "Khmr"),
    NOTO_SANS("Lao", "Lao", "Laoo"),
    NOTO_SANS("Malayalam", "Malayalam", "Mlym"),
    NOTO_SANS("Myanmar", "Myanmar", "Mymr"),
    NOTO_SANS("Oriya", "Oriya", "Orya"),
    NOTO_SANS("Sinhala", "Sinhala", "Sinh"),
    NOTO_SANS("Tamil", "Tamil", "Taml"),
    NOTO_SANS("Telugu", "Telugu", "Telu"),
    {
        .name = "Noto Serif Tibetan",
        .package = CORE,
        .files = {[WEIGHT_REGULAR] = NOTO "NotoSerifTibetan-Regular.ttf",
                  [WEIGHT_BOLD] = NOTO "NotoSerifTibetan-Bold.ttf"},
        .scripts = {"Tibt"},
    },
    {
        .name = "Noto Sans Mongolian",
        .package = CORE,
        .files = {[WEIGHT_REGULAR] = NOTO "NotoSansMongolian-Regular.ttf"},
        .scripts = {"Mong"},
    },
    {
        .name = "Noto Sans Symbols",
        .package = CORE,
        .files = {[WEIGHT_REGULAR] = NOTO "NotoSansSymbols-Regular.ttf",
                  [WEIGHT_BOLD] = NOTO "NotoSansSymbols-Bold.ttf"},
    },
    {
        .name = "Noto Sans Symbols 2",
        .package = CORE,
        .files = {[WEIGHT_REGULAR] = NOTO "NotoSansSymbols2-Regular.ttf"},
    },
    {
        .name = "Noto Sans Math",
        .package = CORE,
        .files = {[WEIGHT_REGULAR] = NOTO "NotoSansMath-Regular.ttf"},
    },
};

enum { FIRST_SHARED = 3 }; /* index of the first family that is in every chain */

static const struct {
    size_t first; /* index into FAMILIES */
    float line_height;
} ROLES[FONT_ROLE_COUNT] = {
    [FONT_DISPLAY] = {0, 1.2f},      [FONT_BODY] = {1, 1.45f},
    [FONT_MONO] = {2, 1.4f},         [FONT_TEXT] = {0, 1.2f},
    [FONT_DIGITS] = {0, 1.2f},       [FONT_OVERLAY_HEADING] = {0, 1.2f},
    [FONT_OVERLAY_TEXT] = {0, 1.2f}, [FONT_OVERLAY_DIGITS] = {0, 1.2f},
};

static FontFamily family_from(Arena *arena, const BuiltinFamily *builtin) {
    FontFamily family = {.name = str_from(builtin->name), .package = str_from(builtin->package)};
    for (size_t i = 0; i < WEIGHT_COUNT; i++)
        family.files[i] = (FontFile){str_from(builtin->files[i]), builtin->face_index};
    if (builtin->feature) {
        Str *features = arena_new(arena, Str, 1);
        features[0] = str_from(builtin->feature);
        family.features = features;
        family.feature_count = 1;
    }
    Str *scripts = arena_new(arena, Str, SCRIPTS_MAX);
    while (family.script_count < SCRIPTS_MAX && builtin->scripts[family.script_count]) {
        scripts[family.script_count] = str_from(builtin->scripts[family.script_count]);
        family.script_count++;
    }
    family.scripts = scripts;
    return family;
}

const FontsConfig *fonts_config_builtin(Arena *arena) {
    FontFamily *families = arena_new(arena, FontFamily, countof(FAMILIES));
    for (size_t i = 0; i < countof(FAMILIES); i++)
        families[i] = family_from(arena, &FAMILIES[i]);

    FontsConfig *config = arena_new(arena, FontsConfig, 1);
    config->families = families;
    config->family_count = countof(FAMILIES);
    for (size_t role = 0; role < FONT_ROLE_COUNT; role++) {
        size_t count = 1 + countof(FAMILIES) - FIRST_SHARED;
        size_t *chain = arena_new(arena, size_t, count);
        chain[0] = ROLES[role].first;
        for (size_t i = 1; i < count; i++)
            chain[i] = FIRST_SHARED + i - 1;
        config->roles[role] = (FontRoleConfig){
            .chain = chain, .chain_count = count, .line_height = ROLES[role].line_height};
    }
    return config;
}
