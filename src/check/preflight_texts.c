#include "check/preflight_texts.h"

#include <stdlib.h>
#include <string.h>

#include "check/preflight_fonts.h"

enum { QUOTE_RUNES = 30, RUNES_NAMED = 3 };

/* All of one kind that belong to one place of the file. */
typedef struct {
    const SurveyText *text; /* the worst of them */
    TextPlace place;
    uint32_t sizes, views;
} Group;

typedef struct {
    Arena *arena;
    const SurveyPlan *plan;
    Diagnostics *diagnostics;
} FindingWriter;

Str size_words(Arena *arena, ScreenSize size) {
    return str_printf(arena, "%dx%d", (int)size.width, (int)size.height);
}

/* "a", "a and b", "a, b and c" */
static Str join(Arena *arena, Str list, Str item, size_t index, size_t count) {
    const char *between = index == 0 ? "" : index + 1 == count ? " and " : ", ";
    return str_printf(arena, "%.*s%s%.*s", str_arg(list), between, str_arg(item));
}

/* "at 1920x1080 in now_next and agenda" */
static Str where_words(const FindingWriter *writer, uint32_t sizes, uint32_t views) {
    Arena *arena = writer->arena;
    size_t size_count = (size_t)__builtin_popcount(sizes), size = 0;
    size_t view_count = (size_t)__builtin_popcount(views), view = 0;
    Str where = str_from("at "), names = {0};
    for (size_t i = 0; i < writer->plan->size_count; i++)
        if (sizes & 1u << i) {
            Str words = size_words(arena, writer->plan->sizes[i]);
            where = join(arena, where, words, size++, size_count);
        }
    for (ViewKind i = 0; i < VIEW_KIND_COUNT; i++)
        if (views & 1u << i)
            names = join(arena, names, str_from(view_kind_name(i)), view++, view_count);
    return str_printf(arena, "%.*s in %.*s", str_arg(where), str_arg(names));
}

/* ---- one kind each -------------------------------------------------------------------------- */

static void write_cut(const FindingWriter *writer, const Group *group, Str where) {
    const TextFault *fault = &group->text->fault;
    Arena *arena = writer->arena;
    const char *what = group->place.what;
    const char *hint = strcmp(what, "title") == 0 ? "shorten it, or give a part of it as subtitle"
                       : strcmp(what, "list of speakers") == 0
                           ? "name fewer, or write their names shorter"
                       : strcmp(what, "project's url") == 0 ? "use a shorter address"
                                                            : "shorten it";
    Str seen = text_tail(arena, str_slice(fault->text, 0, fault->shown), QUOTE_RUNES);
    Str lost = text_head(arena, str_slice(fault->text, fault->shown, fault->text.len), QUOTE_RUNES);
    if (seen.len)
        diagnostics_add(writer->diagnostics, SEVERITY_WARNING, "text-cut", group->place.at, hint,
                        "the %s is cut %.*s: \"%.*s\" is seen, \"%.*s\" is lost", what,
                        str_arg(where), str_arg(seen), str_arg(lost));
    else
        diagnostics_add(writer->diagnostics, SEVERITY_WARNING, "text-cut", group->place.at, hint,
                        "the %s has no room %.*s: \"%.*s\" is lost", what, str_arg(where),
                        str_arg(lost));
}

/* All of them in one finding, at the one that is worst: they are of one cause, the colours. */
static void write_faint(const FindingWriter *writer, const Group *groups, size_t count) {
    const Group *worst = NULL;
    size_t texts = 0;
    for (size_t i = 0; i < count; i++) {
        if (groups[i].text->fault.kind != FAULT_FAINT)
            continue;
        texts++;
        if (!worst || groups[i].text->fault.contrast < worst->text->fault.contrast)
            worst = &groups[i];
    }
    if (!worst)
        return;
    Str text = text_head(writer->arena, worst->text->fault.text, QUOTE_RUNES);
    Str where = where_words(writer, worst->sizes, worst->views);
    Str others = texts > 1
                     ? str_printf(writer->arena, ", and %zu other texts have too little", texts - 1)
                     : (Str){0};
    diagnostics_add(
        writer->diagnostics, SEVERITY_WARNING, "text-faint", worst->place.at,
        "choose lighter or darker colours in the theme",
        "the %s \"%.*s\" has a contrast of %.1f:1 as it is drawn %.*s; 4.5:1 is needed%.*s",
        worst->place.what, str_arg(text), (double)worst->text->fault.contrast, str_arg(where),
        str_arg(others));
}

static void write_minimum(const FindingWriter *writer, const Group *group, Str where) {
    diagnostics_add(writer->diagnostics, SEVERITY_NOTE, "text-small", group->place.at,
                    "a shorter one is set larger",
                    "the %s just fits, in the smallest type that it may have (%.0f pixels) %.*s",
                    group->place.what, (double)group->text->fault.size, str_arg(where));
}

static void write_outside(const FindingWriter *writer, const Group *group, Str where) {
    Str text = text_head(writer->arena, group->text->fault.text, QUOTE_RUNES);
    diagnostics_add(writer->diagnostics, SEVERITY_WARNING, "text-outside", group->place.at,
                    "shorten it", "the %s \"%.*s\" leaves the screen %.*s", group->place.what,
                    str_arg(text), str_arg(where));
}

static void write_left_out(const FindingWriter *writer, const Group *group, Str where) {
    diagnostics_add(writer->diagnostics, SEVERITY_NOTE, "text-left-out", group->place.at,
                    "shorten it, or the other texts of the project",
                    "the %s is left out %.*s: there is no room for it", group->place.what,
                    str_arg(where));
}

typedef struct {
    uint32_t *items;
    size_t count, capacity;
} Runes;

static void add_rune(const FindingWriter *writer, Runes *runes, uint32_t rune) {
    for (size_t i = 0; i < runes->count; i++)
        if (runes->items[i] == rune)
            return;
    uint32_t *place = arena_push(writer->arena, &runes->items, &runes->count, &runes->capacity,
                                 sizeof *place, _Alignof(uint32_t));
    *place = rune;
}

/* The characters of the text that no font has. */
static void find_missing(const FindingWriter *writer, const TextFault *fault, Runes *runes) {
    size_t before = runes->count;
    for (size_t at = 0; at < fault->text.len;) {
        uint32_t rune = str_next_rune(fault->text, &at);
        if (rune == 0xFFFD ||
            text_missing(writer->plan->text, rune_text(writer->arena, rune), FONT_DISPLAY, NULL))
            add_rune(writer, runes, rune);
    }
    if (runes->count == before) /* known, or missing only in company: a part of an emoji */
        add_rune(writer, runes, fault->rune);
}

static void write_missing(const FindingWriter *writer, const Group *groups, size_t count) {
    Runes runes = {0};
    Str words = {0};
    for (size_t i = 0; i < count; i++)
        find_missing(writer, &groups[i].text->fault, &runes);
    size_t named = runes.count > RUNES_NAMED ? RUNES_NAMED : runes.count;
    bool is_all = named == runes.count;
    for (size_t i = 0; i < named; i++)
        words = join(writer->arena, words, rune_words(writer->arena, runes.items[i]), i,
                     is_all ? named : 0);
    if (!is_all)
        words = str_printf(writer->arena, "%.*s and %zu more", str_arg(words), runes.count - named);
    Str hint = font_hint(writer->arena, writer->plan->text, runes.items[0]);
    bool is_placed = groups->place.at.line > 0;
    diagnostics_add(
        writer->diagnostics, SEVERITY_ERROR, "no-glyph", groups->place.at, hint.s,
        "%s%s what no font can show: %.*s",
        is_placed ? "the " : "the program's own words (or texts whose place is not known) have",
        is_placed ? arena_printf(writer->arena, "%s has", groups->place.what) : "", str_arg(words));
}

/* The first of them stands for all. */
static void write_group(const FindingWriter *writer, const Group *group, size_t count) {
    Str where = where_words(writer, group->sizes, group->views);
    switch (group->text->fault.kind) {
    case FAULT_MISSING:
        write_missing(writer, group, count);
        break;
    case FAULT_CUT:
        write_cut(writer, group, where);
        break;
    case FAULT_OUTSIDE:
        write_outside(writer, group, where);
        break;
    case FAULT_LEFT_OUT:
        write_left_out(writer, group, where);
        break;
    case FAULT_FAINT: /* see write_faint */
        break;
    case FAULT_MINIMUM:
        write_minimum(writer, group, where);
        break;
    case FAULT_KIND_COUNT:
        break;
    }
}

/* ---- by place ------------------------------------------------------------------------------- */

static int compare_texts(Str a, Str b) {
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.s, b.s, len) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* Groups that are one stand together; the worst first. */
static int compare_groups(const void *left, const void *right) {
    const Group *a = left, *b = right;
    const TextFault *x = &a->text->fault, *y = &b->text->fault;
    if (a->place.at.line != b->place.at.line)
        return a->place.at.line < b->place.at.line ? -1 : 1;
    if (a->place.at.column != b->place.at.column)
        return a->place.at.column < b->place.at.column ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (a->place.at.line > 0 && x->shown != y->shown)
        return x->shown < y->shown ? -1 : 1;
    return compare_texts(x->text, y->text);
}

/* The program's own words, and files without lines, go by the text, but for what no font has. */
static bool is_one(const Group *a, const Group *b) {
    return a->text->fault.kind == b->text->fault.kind && a->place.at.line == b->place.at.line &&
           a->place.at.column == b->place.at.column &&
           (a->place.at.line > 0 || a->text->fault.kind == FAULT_MISSING ||
            str_equal(a->text->fault.text, b->text->fault.text));
}

void preflight_texts(const Survey *survey, const SurveyPlan *plan, const TextPlaces *places,
                     Diagnostics *diagnostics) {
    Arena *arena = arena_create();
    FindingWriter writer = {.arena = arena, .plan = plan, .diagnostics = diagnostics};
    Group *groups = arena_new(arena, Group, survey->text_count);
    for (size_t i = 0; i < survey->text_count; i++) {
        const SurveyText *text = &survey->texts[i];
        groups[i] = (Group){.text = text,
                            .place = text_place_of(places, text->fault.at, text->fault.text),
                            .sizes = text->sizes,
                            .views = text->views};
    }
    if (survey->text_count > 1)
        qsort(groups, survey->text_count, sizeof *groups, compare_groups);
    for (size_t i = 0, next; i < survey->text_count; i = next) {
        for (next = i + 1; next < survey->text_count && is_one(&groups[i], &groups[next]); next++) {
            groups[i].sizes |= groups[next].sizes;
            groups[i].views |= groups[next].views;
        }
        write_group(&writer, &groups[i], next - i);
    }
    if (!plan->is_theme_pale)
        write_faint(&writer, groups, survey->text_count);
    arena_free(arena);
}
