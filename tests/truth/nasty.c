#include "nasty.h"

#include "../splitmix.h"

typedef struct {
    Arena *arena;
    uint64_t seed;
    Str text;
} Writer;

static size_t pick(Writer *w, size_t limit) {
    return splitmix_below(&w->seed, limit);
}

static bool chance(Writer *w, size_t one_in) {
    return pick(w, one_in) == 0;
}

#define put(w, ...) ((w)->text = str_printf((w)->arena, __VA_ARGS__))

static void add(Writer *w, Str more) {
    w->text = str_printf(w->arena, "%.*s%.*s", str_arg(w->text), str_arg(more));
}

/* Each with two dates between which its clocks change, forward and back. */
static const struct {
    const char *zone;
    Date dates[2];
} PLACES[] = {
    {"Europe/Berlin", {{2026, 3, 28}, {2026, 10, 24}}},
    {"America/New_York", {{2026, 3, 7}, {2026, 10, 31}}},
    {"Australia/Lord_Howe", {{2026, 10, 3}, {2026, 4, 4}}}, /* by half an hour */
    {"Africa/Casablanca", {{2026, 3, 21}, {2026, 2, 14}}},
    {"America/Santiago", {{2026, 9, 5}, {2026, 4, 4}}}, /* at midnight */
    {"Asia/Shanghai", {{2026, 5, 16}, {2026, 9, 26}}},
    {"UTC", {{2026, 12, 31}, {2028, 2, 28}}},
};

static const int LENGTHS[] = {0,  1,   5,   20,  30,  30,  45,  45,  60,   60,   90,   91,
                              95, 120, 180, 240, 241, 300, 480, 720, 1380, 1440, 1500, 2900};
static const char *const CHANGES[] = {"00:00", "04:00", "04:00", "04:00", "06:00", "02:30"};
static const char *const TYPES[] = {"talk",  "talk",  "talk",   "keynote",
                                    "panel", "break", "social", "other"};
static const char LONG[] = "A rather long title that goes on and on for more than one line of any "
                           "screen there is";
static const char *const WORDS[] = {
    "Rust", "After lunch", "Break the build", "午餐", "云上的一百个集群", "Party", "Ω", LONG};

static int start_minute(Writer *w) {
    switch (pick(w, 5)) {
    case 0: /* the small hours */
        return (int)(1380 + pick(w, 360));
    case 1: /* full hours of a crowded morning */
        return (int)(540 + 60 * pick(w, 4));
    default:
        return (int)(240 + 5 * pick(w, 240));
    }
}

static Str clock_of(Writer *w, int minute) {
    return str_printf(w->arena, "%02d:%02d", minute / 60, minute % 60);
}

static void write_session(Writer *w, size_t rooms, size_t number) {
    int start = start_minute(w), length = LENGTHS[pick(w, countof(LENGTHS))];
    Arena *a = w->arena;
    if (chance(w, 14))
        add(w, str_printf(a, "      - {all_day: yes, "));
    else if (start + length < 1740 && chance(w, 2))
        add(w, str_printf(a, "      - {start: \"%.*s\", end: \"%.*s\", ",
                          str_arg(clock_of(w, start)), str_arg(clock_of(w, start + length))));
    else
        add(w, str_printf(a, "      - {start: \"%.*s\", duration: %d, ",
                          str_arg(clock_of(w, start)), length));
    add(w, str_printf(a, "id: s%zu, title: \"%s %zu\"", number, WORDS[pick(w, countof(WORDS))],
                      number));
    if (!chance(w, 8))
        add(w, str_printf(a, ", room: r%zu", pick(w, rooms)));
    else if (chance(w, 2))
        add(w, str_printf(a, ", rooms: [r%zu, r%zu]", pick(w, rooms), pick(w, rooms)));
    else if (chance(w, 4))
        add(w, str_from(", room: Nowhere in the list"));
    add(w, str_printf(a, ", type: %s", TYPES[pick(w, countof(TYPES))]));
    switch (pick(w, 8)) {
    case 0:
        add(w, str_from(", status: cancelled"));
        break;
    case 1:
        add(w, str_printf(a, ", status: moved, was: {room: r%zu}", pick(w, rooms)));
        break;
    case 2:
        add(w, str_printf(a, ", status: moved, was: {room: r%zu, start: \"%.*s\"}", pick(w, rooms),
                          str_arg(clock_of(w, start_minute(w)))));
        break;
    case 3:
        add(w, str_printf(a, ", status: delayed, was: {start: \"%.*s\"}",
                          str_arg(clock_of(w, start > 260 ? start - 20 : start))));
        break;
    default:
        break;
    }
    for (size_t i = pick(w, 5), k = 0; k < i && i < 4; k++)
        add(w, str_printf(a, "%sPerson %zu (Company %zu)%s", k ? ", " : ", speakers: [", k, number,
                          k + 1 == i ? "]" : ""));
    if (chance(w, 6))
        add(w, str_from(", do_not_record: yes"));
    if (chance(w, 4))
        add(w, str_from(", url: \"https://example.org/talks/17\", language: de"));
    if (chance(w, 6))
        add(w, str_from(", note: \"Bring a laptop\""));
    if (length >= 45 && chance(w, 6))
        add(w, str_from(", segments: [{title: One, minutes: 20}, {title: Two, minutes: 20}]"));
    add(w, str_from("}\n"));
}

Str nasty_schedule(Arena *arena, uint64_t seed) {
    Writer writer = {.arena = arena, .seed = seed}, *w = &writer;
    size_t place = pick(w, countof(PLACES)), rooms = 1 + pick(w, 7), number = 0;
    Date date = date_add(PLACES[place].dates[pick(w, 2)], -(int32_t)pick(w, 2));
    put(w, "kiosk: 1\nevent: {name: Nasty, timezone: %s, day_change: \"%s\"}\nrooms:\n",
        PLACES[place].zone, CHANGES[pick(w, countof(CHANGES))]);
    for (size_t i = 0; i < rooms; i++)
        add(w,
            str_printf(arena, "  - {id: r%zu, name: Hall %zu%s}\n", i, i,
                       chance(w, 2) ? (i && seed % 2 ? ", capacity: 120, overflow: r0"
                                                     : ", way: \"2nd floor, left\", capacity: 120")
                                    : ""));
    add(w, str_from("display: {languages: [zh, en]}\ndays:\n"));
    size_t days = 1 + pick(w, 4);
    for (size_t d = 0; d < days; d++) {
        add(w, str_printf(arena, "  - date: %04d-%02d-%02d\n    sessions:\n", date.year, date.month,
                          date.day));
        size_t sessions = 1 + pick(w, chance(w, 4) ? 40 : 12);
        for (size_t i = 0; i < sessions; i++)
            write_session(w, rooms, number++);
        date = date_add(date, chance(w, 6) ? 0 : chance(w, 4) ? 2 : chance(w, 12) ? 40 : 1);
    }
    if (chance(w, 2))
        add(w, str_from("projects:\n  - {name: Kata, tagline: Boxes, session: s0}\n"
                        "  - {name: Nydus, session: s1}\n"));
    if (chance(w, 4))
        add(w, str_printf(arena,
                          "notices:\n  - {text: Lunch is late, level: %s, from: \"%.*s\", until: "
                          "\"23:00\"}\n",
                          chance(w, 4) ? "emergency" : "warning",
                          str_arg(clock_of(w, (int)(480 + pick(w, 600))))));
    return w->text;
}

LiveState *nasty_changes(const Schedule *plan, uint64_t seed) {
    if (seed % 3 == 0 || plan->session_count == 0)
        return NULL;
    uint64_t random = seed;
    const Session *any = &plan->sessions[splitmix_below(&random, plan->session_count)];
    const Day *day = &plan->days[any->day];
    LiveState *state = live_create(day->date);
    for (size_t i = 1 + splitmix_below(&random, 5); i > 0; i--) {
        size_t index = day->first_session + splitmix_below(&random, day->session_count);
        const Session *s = &plan->sessions[index];
        size_t room = splitmix_below(&random, plan->room_count ? plan->room_count : 1);
        LiveOp op = {.kind = (LiveKind)splitmix_below(&random, LIVE_NOTICE + 1),
                     .at = s->start - 10 * MILLIS_MINUTE,
                     .session = s->id,
                     .by = ((Millis)splitmix_below(&random, 60) - 10) * MILLIS_MINUTE,
                     .start = INSTANT_NEVER,
                     .until = s->end,
                     .text = str_from("Said by staff"),
                     .level = NOTICE_INFO};
        if (plan->room_count && op.kind != LIVE_NOTICE)
            op.room = plan->rooms[room].id;
        if (op.kind == LIVE_MOVE && splitmix_below(&random, 3) == 0)
            op.start = s->start + (Millis)splitmix_below(&random, 600) * MILLIS_MINUTE;
        if (op.kind == LIVE_MOVE && !plan->room_count)
            continue;
        if (op.kind == LIVE_ROOM) { /* full, closed, a text, or a count */
            op.condition = (RoomState)(i % ROOM_STATE_COUNT);
            op.people = seed % 2 ? (int32_t)(seed % 300) : -1;
            op.places = 240;
            op.text = seed % 4 ? (Str){0} : op.text;
        }
        if (op.kind == LIVE_ADD) {
            op.start = s->end;
            op.end = s->end + 30 * MILLIS_MINUTE;
        }
        if (op.kind == LIVE_SAY) {
            op.text = str_from("Whispered to the stage");
            op.until = INSTANT_NEVER;
            op.is_blinking = seed % 2;
            op.is_black = seed % 5 == 0;
        }
        live_do(state, &op);
    }
    return state;
}
