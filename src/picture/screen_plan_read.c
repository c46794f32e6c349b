/* screen_plan_read.c: screens.yaml as plans of screens, and what of it the schedule does not have.
 * Part of screen_plan.h. */
#include <string.h>

#include "base/files.h"
#include "formats/fields.h"
#include "formats/timer_look.h"
#include "picture/screen_plan.h"

static const char *const KEYS[] = {"host",    "tags",      "room",  "rooms", "rotate",
                                   "display", "size",      "views", "dwell", "partners",
                                   "theme",   "languages", "timer", "arrow", "dark"};

typedef struct {
    Fields fields;
    Arena *arena;
    ScreenPlan *items;
    size_t count, capacity;
} Reader;

static void report(Reader *reader, Severity severity, Position at, const char *hint,
                   const char *what, Str word) {
    diagnostics_add(reader->fields.diagnostics, severity, "bad-value", at, hint, what,
                    str_arg(word));
}

/* The words of a list, or of one with commas. Returns how many. */
static size_t read_words(Reader *reader, const Node *node, const char *what, Str *words,
                         Position *places, size_t most) {
    size_t count, found = 0;
    const Node *const *items = fields_list(&node, &count);
    for (size_t i = 0; i < count; i++) {
        Str rest = fields_word(&reader->fields, items[i], what);
        while (rest.len) {
            size_t comma = items[i]->is_quoted ? SIZE_MAX : str_find(rest, ",");
            Str word = str_trim(str_slice(rest, 0, comma));
            rest = comma == SIZE_MAX ? (Str){0} : str_slice(rest, comma + 1, rest.len);
            if (word.len && found == most) {
                report(reader, SEVERITY_WARNING, items[i]->at, "leave some out",
                       "more than can be kept; \"%.*s\" is left out", word);
            } else if (word.len) {
                if (places)
                    places[found] = items[i]->at;
                words[found++] = word;
            }
        }
    }
    return found;
}

static void read_languages(Reader *reader, const Node *node, ScreenPlan *plan) {
    Str words[SCREEN_WORDS_MAX];
    Position places[SCREEN_WORDS_MAX];
    size_t count = read_words(reader, node, "languages", words, places, SCREEN_WORDS_MAX);
    for (size_t i = 0; i < count; i++)
        if (fields_is_language(words[i]))
            plan->languages[plan->language_count++] = words[i];
        else
            report(reader, SEVERITY_WARNING, places[i], "write tags such as zh, en, ja, de",
                   "\"%.*s\" is not a language", words[i]);
}

static void read_rotate(Reader *reader, const Node *node, ScreenPlan *plan) {
    size_t count;
    const Node *const *items = fields_list(&node, &count);
    for (size_t i = 0; i < count && i < DISPLAYS_MAX; i++) {
        int32_t degrees = 0;
        if (!fields_number(&reader->fields, items[i], "rotate", 0, 270, &degrees) ||
            degrees % 90 != 0) {
            report(reader, SEVERITY_ERROR, items[i]->at, "write 0, 90, 180 or 270",
                   "\"%.*s\" is no turn", items[i]->scalar);
            continue;
        }
        plan->rotates[plan->rotate_count++] = degrees;
    }
}

static void read_displays(Reader *reader, const Node *node, ScreenPlan *plan) {
    size_t count;
    const Node *const *items = fields_list(&node, &count);
    plan->has_displays = node != NULL;
    if (count == 1 && str_equal_c(items[0]->scalar, "all")) {
        plan->displays.is_all = true;
        return;
    }
    for (size_t i = 0; i < count && i < DISPLAYS_MAX; i++) {
        int32_t number;
        if (!fields_number(&reader->fields, items[i], "display", 0, 63, &number))
            continue;
        bool is_twice = false;
        for (size_t k = 0; k < plan->displays.count; k++)
            is_twice |= plan->displays.numbers[k] == number;
        if (is_twice)
            report(reader, SEVERITY_WARNING, items[i]->at, "each has one picture; leave it out",
                   "display %.*s stands here twice", items[i]->scalar);
        else
            plan->displays.numbers[plan->displays.count++] = number;
    }
    plan->has_displays = plan->displays.count > 0;
}

/* "1080x1920" */
static void read_size(Reader *reader, const Node *node, ScreenPlan *plan) {
    Str word = fields_word(&reader->fields, node, "size");
    char text[32] = {0};
    int width = 0, height = 0, end = 0;
    if (!word.len)
        return;
    memcpy(text, word.s, word.len < sizeof text - 1 ? word.len : sizeof text - 1);
    if (sscanf(text, "%5dx%5d%n", &width, &height, &end) == 2 && (size_t)end == word.len &&
        width >= 32 && height >= 32 && width <= 16384 && height <= 16384) {
        plan->width = width;
        plan->height = height;
        return;
    }
    report(reader, SEVERITY_ERROR, node->at, "write a width and a height such as 1920x1080",
           "\"%.*s\" is no size", word);
}

static const char *view_at(size_t index) {
    return view_kind_name((ViewKind)index);
}

static size_t find_view(Str name) {
    return view_kind_by_name(name);
}

static void add_view(Reader *reader, ScreenPlan *plan, Str name, Position at, const Node *dwell) {
    ViewKind view = view_kind_by_name(name);
    if (view == VIEW_KIND_COUNT) {
        const Node word = {.kind = NODE_SCALAR, .at = at, .scalar = name};
        fields_choice(&reader->fields, &word, "view", view_at, VIEW_KIND_COUNT, find_view,
                      VIEW_KIND_COUNT);
        return;
    }
    if (plan->view_count < sizeof plan->views / sizeof *plan->views)
        plan->views[plan->view_count++] = view;
    if (dwell)
        fields_dwell(&reader->fields, dwell, &plan->dwell[view]);
}

/* [now_next, agenda], or with how long each stays: [now_next: 20, agenda: 10]. */
static void read_views(Reader *reader, const Node *node, ScreenPlan *plan) {
    size_t count;
    const Node *const *items = fields_list(&node, &count);
    for (size_t i = 0; i < count; i++) {
        if (items[i]->kind == NODE_MAP) {
            for (size_t k = 0; k < items[i]->count; k++)
                add_view(reader, plan, items[i]->entries[k].key, items[i]->entries[k].key_at,
                         items[i]->entries[k].value);
            continue;
        }
        Str word = fields_word(&reader->fields, items[i], "view");
        if (word.len)
            add_view(reader, plan, word, items[i]->at, NULL);
    }
}

static void read_dwell(Reader *reader, const Node *node, ScreenPlan *plan) {
    Millis all;
    if (!node)
        return;
    if (node->kind == NODE_SCALAR) {
        if (fields_dwell(&reader->fields, node, &all))
            for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
                plan->dwell[view] = plan->dwell[view] ? plan->dwell[view] : all;
        return;
    }
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        ViewKind view = view_kind_by_name(node->entries[i].key);
        const Node word = {
            .kind = NODE_SCALAR, .at = node->entries[i].key_at, .scalar = node->entries[i].key};
        if (view == VIEW_KIND_COUNT)
            fields_choice(&reader->fields, &word, "view", view_at, VIEW_KIND_COUNT, find_view,
                          VIEW_KIND_COUNT);
        else
            fields_dwell(&reader->fields, node->entries[i].value, &plan->dwell[view]);
    }
}

/* ---- arrows ---- */

static const char *arrow_at(size_t index) {
    return arrow_name((Arrow)index);
}

static size_t find_arrow(Str name) {
    return arrow_by_name(name);
}

static Arrow read_one_arrow(Reader *reader, const Node *node) {
    return (Arrow)fields_choice(&reader->fields, node, "way", arrow_at, ARROW_COUNT, find_arrow,
                                ARROW_NONE);
}

/* "left", or by room: {main: left, r2: up, exit: right}. */
static void read_arrows(Reader *reader, const Node *node, ScreenPlan *plan) {
    if (!node)
        return;
    if (node->kind == NODE_SCALAR) {
        plan->ways.own = read_one_arrow(reader, node);
        return;
    }
    RoomWay *rooms = arena_new(reader->arena, RoomWay, node->count);
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        const NodeEntry *entry = &node->entries[i];
        Arrow arrow = read_one_arrow(reader, entry->value);
        if (str_equal_c(entry->key, "exit"))
            plan->ways.exit = arrow;
        else if (str_equal_c(entry->key, "own"))
            plan->ways.own = arrow;
        else
            rooms[plan->ways.room_count++] = (RoomWay){
                .room = str_copy(reader->arena, entry->key), .at = entry->key_at, .arrow = arrow};
    }
    plan->ways.rooms = rooms;
}

/* ---- a screen ---- */

/* Of what there may be one of for each display. */
static void check_count(Reader *reader, const ScreenPlan *plan, size_t count, const char *what,
                        Position at) {
    size_t displays = plan->displays.count;
    if (count < 2 || !plan->has_displays || plan->displays.is_all || count == displays)
        return;
    diagnostics_add(reader->fields.diagnostics, SEVERITY_WARNING, "bad-value", at,
                    "write one for all, or one for each", "%zu %s for %zu display%s", count, what,
                    displays, displays == 1 ? "" : "s");
}

/* Two screens on one computer: the first one is it. */
static void check_host(Reader *reader, const ScreenPlan *plan) {
    for (size_t i = 0; plan->host.len && i < reader->count; i++)
        if (str_equal_nocase(reader->items[i].host, plan->host)) {
            diagnostics_add(reader->fields.diagnostics, SEVERITY_WARNING, "bad-value",
                            plan->host_at, "give one of them another host",
                            "the computer \"%.*s\" is the screen \"%.*s\" already, which is "
                            "what it shows",
                            str_arg(plan->host), str_arg(reader->items[i].name));
            return;
        }
}

static void read_dark(Reader *reader, const Node *node, ScreenPlan *plan) {
    DarkHours *dark = &plan->dark;
    if (!node || !fields_range(&reader->fields, node, &dark->from, &dark->until))
        return;
    dark->from %= 24 * 60;
    dark->until %= 24 * 60;
    dark->is_set = dark->from != dark->until;
}

static void read_screen(Reader *reader, const NodeEntry *entry) {
    const Node *node = entry->value;
    ScreenPlan plan = {.name = str_copy(reader->arena, entry->key), .at = entry->key_at};
    if (plan.name.len == 0)
        report(reader, SEVERITY_ERROR, entry->key_at, "write one before the colon",
               "a screen has no name%.*s", (Str){0});
    for (size_t i = 0; i < reader->count; i++)
        if (str_equal_nocase(reader->items[i].name, plan.name))
            report(reader, SEVERITY_ERROR, entry->key_at, "give it another name",
                   "there is another screen \"%.*s\"", plan.name);
    if (!node_is_null(node)) {
        if (!fields_open(&reader->fields, node, "a screen", KEYS, sizeof KEYS / sizeof *KEYS))
            return;
        const Node *host = fields_get(node, "host");
        plan.host = fields_word(&reader->fields, host, "host");
        plan.host_at = host ? host->at : (Position){0};
        check_host(reader, &plan);
        plan.tag_count =
            read_words(reader, fields_get(node, "tags"), "tags", plan.tags, NULL, SCREEN_WORDS_MAX);
        const Node *rooms = fields_get(node, "rooms");
        const Node *room = fields_get(node, "room"), *rotate = fields_get(node, "rotate");
        plan.room_count = read_words(reader, rooms ? rooms : room, "room", plan.rooms,
                                     plan.rooms_at, SCREEN_ROOMS_MAX);
        if (room && rooms)
            report(reader, SEVERITY_WARNING, room->at, "delete one of the two; rooms counts",
                   "room and rooms are the same%.*s", (Str){0});
        read_rotate(reader, rotate, &plan);
        read_displays(reader, fields_get(node, "display"), &plan);
        check_count(reader, &plan, plan.room_count, "rooms", plan.rooms_at[0]);
        check_count(reader, &plan, plan.rotate_count, "turns", rotate ? rotate->at : (Position){0});
        read_size(reader, fields_get(node, "size"), &plan);
        read_views(reader, fields_get(node, "views"), &plan);
        read_dwell(reader, fields_get(node, "dwell"), &plan);
        plan.tier_count = read_words(reader, fields_get(node, "partners"), "partners", plan.tiers,
                                     plan.tiers_at, SCREEN_WORDS_MAX);
        const Node *theme = fields_get(node, "theme"), *timer = fields_get(node, "timer");
        plan.theme = fields_word(&reader->fields, theme, "theme");
        plan.theme_at = theme ? theme->at : (Position){0};
        read_languages(reader, fields_get(node, "languages"), &plan);
        plan.has_timer = timer != NULL;
        plan.timer = timer_look_default();
        timer_look_read(&reader->fields, timer, &plan.timer);
        read_arrows(reader, fields_get(node, "arrow"), &plan);
        read_dark(reader, fields_get(node, "dark"), &plan);
    }
    ScreenPlan *place = arena_push(reader->arena, &reader->items, &reader->count, &reader->capacity,
                                   sizeof *place, _Alignof(ScreenPlan));
    *place = plan;
}

ScreenPlans screen_plans_read(Arena *arena, Str source, bool is_schedule,
                              Diagnostics *diagnostics) {
    Reader reader = {.fields = {.arena = arena, .diagnostics = diagnostics}, .arena = arena};
    Arena *scratch = arena_create();
    const Node *root = document_parse(scratch, source, diagnostics);
    const Node *screens = root ? fields_get(root, "screens") : NULL;
    if (root && !screens && !is_schedule)
        screens = root;
    if (screens && screens->kind != NODE_MAP) {
        report(&reader, SEVERITY_ERROR, screens->at, "write NAME: {room: main} for each screen",
               "the screens are not named%.*s", (Str){0});
        screens = NULL;
    }
    for (size_t i = 0; screens && i < screens->count; i++)
        if (screens != root || !str_equal_c(screens->entries[i].key, "kiosk"))
            read_screen(&reader, &screens->entries[i]);
    arena_free(scratch);
    return (ScreenPlans){.items = reader.items, .count = reader.count};
}

/* ---- what the schedule has ------------------------------------------------------------------ */

static void report_unknown(Diagnostics *diagnostics, const ScreenPlan *plan, const char *what,
                           Str word, Position at, const Str *names, size_t count) {
    Arena *scratch = arena_create();
    const Str *near = str_nearest(word, names, count);
    Str list = {0};
    for (size_t i = 0; i < count; i++)
        list = str_printf(scratch, "%.*s%s%.*s", str_arg(list), i ? ", " : "", str_arg(names[i]));
    diagnostics_add(diagnostics, SEVERITY_ERROR, "unknown-value", at,
                    near    ? arena_printf(scratch, "did you mean \"%.*s\"?", str_arg(*near))
                    : count ? arena_printf(scratch, "there are %.*s", str_arg(list))
                            : "the schedule has none; leave it out",
                    "screen %.*s: there is no %s \"%.*s\"", str_arg(plan->name), what,
                    str_arg(word));
    arena_free(scratch);
}

static void check_rooms(const ScreenPlan *plan, const Schedule *schedule,
                        Diagnostics *diagnostics) {
    Arena *scratch = arena_create();
    Str *names = arena_new(scratch, Str, schedule->room_count);
    for (size_t i = 0; i < schedule->room_count; i++)
        names[i] = schedule->rooms[i].id;
    for (size_t i = 0; i < plan->room_count; i++)
        if (!str_equal_c(plan->rooms[i], "all") &&
            schedule_room_named(schedule, plan->rooms[i]) == SCHEDULE_NONE)
            report_unknown(diagnostics, plan, "room", plan->rooms[i], plan->rooms_at[i], names,
                           schedule->room_count);
    for (size_t i = 0; i < plan->ways.room_count; i++)
        if (schedule_room_by_id(schedule, plan->ways.rooms[i].room) == SCHEDULE_NONE)
            report_unknown(diagnostics, plan, "room", plan->ways.rooms[i].room,
                           plan->ways.rooms[i].at, names, schedule->room_count);
    arena_free(scratch);
}

void screen_plans_check(const ScreenPlans *plans, const Schedule *schedule, Str themes,
                        Diagnostics *diagnostics) {
    static const Str THEMES[] = {{.s = "dark", .len = 4},
                                 {.s = "light", .len = 5},
                                 {.s = "contrast", .len = 8},
                                 {.s = "warm", .len = 4}};
    Arena *scratch = arena_create();
    Str *tiers = arena_new(scratch, Str, schedule->tier_count);
    for (size_t i = 0; i < schedule->tier_count; i++)
        tiers[i] = schedule->tiers[i].id;
    for (size_t i = 0; i < plans->count; i++) {
        const ScreenPlan *plan = &plans->items[i];
        check_rooms(plan, schedule, diagnostics);
        for (size_t k = 0; k < plan->tier_count; k++) {
            bool is_there = false;
            for (size_t t = 0; t < schedule->tier_count; t++)
                is_there |= str_equal_nocase(tiers[t], plan->tiers[k]);
            if (!is_there)
                report_unknown(diagnostics, plan, "tier of partners", plan->tiers[k],
                               plan->tiers_at[k], tiers, schedule->tier_count);
        }
        bool is_own = plan->theme.len && str_find(plan->theme, ".") == SIZE_MAX;
        if (is_own && themes.len &&
            !file_exists(
                path_join(scratch, themes, str_printf(scratch, "%.*s.yaml", str_arg(plan->theme)).s)
                    .s))
            report_unknown(diagnostics, plan, "theme", plan->theme, plan->theme_at, THEMES,
                           sizeof THEMES / sizeof *THEMES);
    }
    arena_free(scratch);
}
