#include "check/preflight_fonts.h"

#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/script.h"

#define NOTO_FOLDER "/usr/share/fonts/truetype/noto/" /* of Debian's fonts-noto-core */

/* ---- which package -------------------------------------------------------------------------- */

/* Debian 12's packages, where it is not fonts-noto-core's "Noto Sans" and the script's name. */
static const struct {
    const char *script, *package, *family;
} PACKAGES[] = {
    {"Hani", "fonts-noto-cjk", "Noto Sans CJK"},  {"Hira", "fonts-noto-cjk", "Noto Sans CJK"},
    {"Kana", "fonts-noto-cjk", "Noto Sans CJK"},  {"Bopo", "fonts-noto-cjk", "Noto Sans CJK"},
    {"Hang", "fonts-noto-cjk", "Noto Sans CJK"},  {"Latn", "fonts-dejavu-core", "DejaVu Sans"},
    {"Grek", "fonts-dejavu-core", "DejaVu Sans"}, {"Cyrl", "fonts-dejavu-core", "DejaVu Sans"},
    {"Zyyy", "fonts-symbola", "Symbola"},
};

/* Scripts whose Noto family is called otherwise. */
static const struct {
    const char *script, *family;
} NOTO_NAMES[] = {
    {"Ahom", "Noto Serif Ahom"},
    {"Dogr", "Noto Serif Dogra"},
    {"Hmnp", "Noto Serif Nyiakeng Puachue Hmong"},
    {"Nkoo", "Noto Sans NKo"},
    {"Phag", "Noto Sans PhagsPa"},
    {"Tang", "Noto Serif Tangut"},
    {"Tibt", "Noto Serif Tibetan"},
    {"Yezi", "Noto Serif Yezidi"},
};

static Str noto_family(Arena *arena, uint32_t rune) {
    const char *script = script_code(rune);
    for (size_t i = 0; i < countof(NOTO_NAMES); i++)
        if (strcmp(script, NOTO_NAMES[i].script) == 0)
            return str_from(NOTO_NAMES[i].family);
    return str_printf(arena, "Noto Sans %.*s", str_arg(script_name(arena, rune)));
}

static Str noto_file(Arena *arena, Str family) {
    char *name = arena_new(arena, char, family.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < family.len; i++)
        if (family.s[i] != ' ')
            name[len++] = family.s[i];
    return str_printf(arena, NOTO_FOLDER "%s-Regular.ttf", name);
}

static bool is_used(const TextEngine *engine, Str family) {
    for (size_t i = 0; i < text_face_count(engine); i++)
        if (str_equal(text_face(engine, i).family, family))
            return true;
    return false;
}

static Str install(Arena *arena, const char *package, const char *family) {
    return str_printf(arena,
                      "apt install %s, and describe its %s in fonts/fonts.yaml; or write it with "
                      "other characters",
                      package, family);
}

static Str emoji_hint(const TextEngine *engine) {
    return str_from(is_used(engine, str_from("Noto Color Emoji"))
                        ? "it is newer than the font: take another one"
                        : "apt install fonts-noto-color-emoji");
}

Str font_hint(Arena *arena, const TextEngine *engine, uint32_t rune) {
    if (rune == 0xFFFD)
        return str_from("characters were lost when the file was saved: save it as UTF-8, and type "
                        "them again");
    if (script_is_private(rune))
        return str_from("it has no meaning outside of one font: write another character, or bring "
                        "that font");
    const char *script = script_code(rune);
    if (strcmp(script, "Zsye") == 0)
        return emoji_hint(engine);
    if (strcmp(script, "Zzzz") == 0)
        return str_from("it is no character that is known here: write another");
    if (strcmp(script, "Hani") == 0 && is_used(engine, str_from("Noto Sans CJK SC")))
        return install(arena, "fonts-hanazono", "Hanazono"); /* for rare characters */
    for (size_t i = 0; i < countof(PACKAGES); i++)
        if (strcmp(script, PACKAGES[i].script) == 0)
            return install(arena, PACKAGES[i].package, PACKAGES[i].family);
    Str family = noto_family(arena, rune), file = noto_file(arena, family);
    if (!file_exists(file.s))
        return file_exists(NOTO_FOLDER "NotoSans-Regular.ttf")
                   ? install(arena, "fonts-unifont", "Unifont")
                   : str_printf(arena, "apt install fonts-noto-core, which has %.*s",
                                str_arg(family));
    return is_used(engine, family)
               ? install(arena, "fonts-unifont", "Unifont")
               : str_printf(arena, "describe %.*s in fonts/fonts.yaml: it is in %.*s",
                            str_arg(family), str_arg(file));
}

/* ---- characters in words -------------------------------------------------------------------- */

Str rune_text(Arena *arena, uint32_t rune) {
    char *s = arena_new(arena, char, 5);
    return (Str){.s = s, .len = str_put_rune(s, rune)};
}

Str rune_words(Arena *arena, uint32_t rune) {
    return str_printf(arena, "%.*s (U+%04X, %.*s)", str_arg(rune_text(arena, rune)), rune,
                      str_arg(script_name(arena, rune)));
}

/* ---- the scripts of a schedule -------------------------------------------------------------- */

typedef struct {
    Arena *arena;
    TextEngine *engine;
    uint8_t *seen; /* a bit for each code point */
    ScriptUse *uses;
    size_t count, capacity;
} Gathering;

static void add_rune(Arena *arena, uint32_t **list, size_t *count, size_t *capacity,
                     uint32_t rune) {
    uint32_t *place = arena_push(arena, list, count, capacity, sizeof *place, _Alignof(uint32_t));
    *place = rune;
}

static ScriptUse *use_of(Gathering *gathering, uint32_t rune) {
    const char *code = script_code(rune);
    for (size_t i = 0; i < gathering->count; i++)
        if (strcmp(gathering->uses[i].code, code) == 0)
            return &gathering->uses[i];
    ScriptUse *use = arena_push(gathering->arena, &gathering->uses, &gathering->count,
                                &gathering->capacity, sizeof *use, _Alignof(ScriptUse));
    *use = (ScriptUse){.name = script_name(gathering->arena, rune), .code = code};
    return use;
}

static void gather_rune(Gathering *gathering, uint32_t rune) {
    uint8_t *byte = &gathering->seen[rune / 8];
    if (rune > 0x10FFFF || script_is_blank(rune) || *byte & 1 << rune % 8)
        return;
    *byte |= (uint8_t)(1 << rune % 8);
    ScriptUse *use = use_of(gathering, rune);
    add_rune(gathering->arena, &use->runes, &use->count, &use->capacity, rune);
    if (text_missing(gathering->engine, rune_text(gathering->arena, rune), FONT_DISPLAY, NULL))
        add_rune(gathering->arena, &use->missing, &use->missing_count, &use->missing_capacity,
                 rune);
}

static void gather(Gathering *gathering, const Localized *text) {
    for (size_t i = 0; i < text->count; i++)
        for (size_t at = 0; at < text->items[i].text.len;)
            gather_rune(gathering, str_next_rune(text->items[i].text, &at));
}

static void gather_session(Gathering *gathering, const Session *session) {
    gather(gathering, &session->title);
    gather(gathering, &session->subtitle);
    gather(gathering, &session->note);
    for (size_t i = 0; i < session->speaker_count; i++) {
        gather(gathering, &session->speakers[i].name);
        gather(gathering, &session->speakers[i].affiliation);
    }
    for (size_t i = 0; i < session->segment_count; i++)
        gather(gathering, &session->segments[i].title);
}

static void gather_project(Gathering *gathering, const Project *project) {
    gather(gathering, &project->name);
    gather(gathering, &project->tagline);
    gather(gathering, &project->description);
    for (size_t i = 0; i < project->highlight_count; i++)
        gather(gathering, &project->highlights[i]);
}

static int compare_uses(const void *a, const void *b) {
    const ScriptUse *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
                                : strcmp(x->code, y->code);
}

const ScriptUse *script_uses(Arena *arena, TextEngine *engine, const Schedule *schedule,
                             size_t *count) {
    Gathering gathering = {
        .arena = arena, .engine = engine, .seen = arena_new(arena, uint8_t, 0x110000 / 8)};
    gather(&gathering, &schedule->event.name);
    gather(&gathering, &schedule->event.venue);
    for (size_t i = 0; i < schedule->room_count; i++) {
        gather(&gathering, &schedule->rooms[i].name);
        gather(&gathering, &schedule->rooms[i].way);
    }
    for (size_t i = 0; i < schedule->day_count; i++)
        gather(&gathering, &schedule->days[i].title);
    for (size_t i = 0; i < schedule->session_count; i++)
        gather_session(&gathering, &schedule->sessions[i]);
    for (size_t i = 0; i < schedule->project_count; i++)
        gather_project(&gathering, &schedule->projects[i]);
    for (size_t i = 0; i < schedule->tier_count; i++)
        gather(&gathering, &schedule->tiers[i].title);
    for (size_t i = 0; i < schedule->partner_count; i++)
        gather(&gathering, &schedule->partners[i].name);
    for (size_t i = 0; i < schedule->notice_count; i++)
        gather(&gathering, &schedule->notices[i].text);
    if (gathering.count > 1)
        qsort(gathering.uses, gathering.count, sizeof *gathering.uses, compare_uses);
    *count = gathering.count;
    return gathering.uses;
}

size_t script_covered(const ScriptUse *use, TextEngine *engine, size_t face) {
    size_t covered = 0;
    for (size_t i = 0; i < use->count; i++)
        covered += text_face_has(engine, face, use->runes[i]);
    return covered;
}
