#include "live/command.h"

#include <string.h>

#include "schedule/now_next.h"

enum { NAMES_LISTED = 16 };

typedef struct {
    Arena *arena;
    const Schedule *schedule; /* may be NULL */
    Instant now;
    const Str *words; /* behind the verb */
    size_t count;
    Command *out;
    Str *problem;
} Parse;

#define FAIL(parse, ...) (*(parse)->problem = str_printf((parse)->arena, __VA_ARGS__), false)

/* ---- names ---------------------------------------------------------------------------------- */

/* `"x"; did you mean "y"?` or nothing. */
static Str suggestion(Arena *arena, Str word, const Str *names, size_t count) {
    const Str *nearest = str_nearest(word, names, count);
    return nearest ? str_printf(arena, "; did you mean \"%.*s\"?", str_arg(*nearest)) : (Str){0};
}

static Str list_of(Arena *arena, const Str *names, size_t count) {
    Str text = {0};
    for (size_t i = 0; i < count && i < NAMES_LISTED; i++)
        text = str_printf(arena, "%.*s%s%.*s", str_arg(text), i ? ", " : "", str_arg(names[i]));
    return count > NAMES_LISTED ? str_printf(arena, "%.*s, …", str_arg(text)) : text;
}

static bool is_named(const Localized *text, Str name) {
    for (size_t i = 0; i < text->count; i++)
        if (str_equal_nocase(text->items[i].text, name))
            return true;
    return false;
}

static bool need_schedule(Parse *parse) {
    return parse->schedule ? true : FAIL(parse, "no schedule is shown");
}

/* The id of the room that is meant. */
static bool room_named(Parse *parse, Str word, Str *id) {
    const Schedule *schedule = parse->schedule;
    if (!need_schedule(parse))
        return false;
    for (size_t i = 0; i < schedule->room_count; i++)
        if (str_equal_nocase(schedule->rooms[i].id, word) ||
            is_named(&schedule->rooms[i].name, word)) {
            *id = str_copy(parse->arena, schedule->rooms[i].id);
            return true;
        }
    Str *ids = arena_new(parse->arena, Str, schedule->room_count);
    for (size_t i = 0; i < schedule->room_count; i++)
        ids[i] = schedule->rooms[i].id;
    Str near = suggestion(parse->arena, word, ids, schedule->room_count);
    return FAIL(parse, "there is no room \"%.*s\"%.*s%s the rooms are %.*s", str_arg(word),
                str_arg(near), near.len ? "" : ";",
                str_arg(list_of(parse->arena, ids, schedule->room_count)));
}

/* "all" and "*" are no rooms: everywhere. */
static bool room_or_all(Parse *parse, Str word, Str *id) {
    *id = (Str){0};
    if (str_equal_c(word, "all") || str_equal_c(word, "*"))
        return true;
    return room_named(parse, word, id);
}

static const Session *session_by_id(const Schedule *schedule, Str id) {
    for (size_t i = 0; i < schedule->session_count; i++)
        if (str_equal(schedule->sessions[i].id, id))
            return &schedule->sessions[i];
    return NULL;
}

static bool starts_nocase(Str text, Str with) {
    return with.len && with.len <= text.len && str_equal_nocase(str_slice(text, 0, with.len), with);
}

static bool matches(const Session *session, Str word) {
    if (starts_nocase(session->id, word))
        return true;
    for (size_t i = 0; i < session->title.count; i++)
        if (starts_nocase(session->title.items[i].text, word))
            return true;
    return false;
}

/* A sentence with the sessions that `word` could mean. */
static bool say_ambiguous(Parse *parse, Str word, const Session *const *found, size_t count) {
    Str *ids = arena_new(parse->arena, Str, count);
    for (size_t i = 0; i < count; i++)
        ids[i] = found[i]->id;
    return FAIL(parse, "\"%.*s\" could be %.*s", str_arg(word),
                str_arg(list_of(parse->arena, ids, count)));
}

/* Today's sessions, or all when today has none. */
static void sessions_today(const Parse *parse, size_t *first, size_t *count) {
    const Schedule *schedule = parse->schedule;
    size_t day = schedule_day_at(schedule, parse->now);
    *first = day == SCHEDULE_NONE ? 0 : schedule->days[day].first_session;
    *count = day == SCHEDULE_NONE ? schedule->session_count : schedule->days[day].session_count;
}

/* By id; else the one of today whose id or title begins so. */
static bool session_named(Parse *parse, Str word, Str *id) {
    const Schedule *schedule = parse->schedule;
    if (!need_schedule(parse))
        return false;
    const Session *exact = session_by_id(schedule, word);
    size_t first, count, found_count = 0;
    sessions_today(parse, &first, &count);
    const Session **found = arena_new(parse->arena, const Session *, count);
    Str *ids = arena_new(parse->arena, Str, count);
    for (size_t i = 0; i < count; i++) {
        const Session *session = &schedule->sessions[first + i];
        ids[i] = session->id;
        if (!exact && matches(session, word))
            found[found_count++] = session;
    }
    if (found_count > 1)
        return say_ambiguous(parse, word, found, found_count);
    if (!exact && found_count == 0) {
        Str near = suggestion(parse->arena, word, ids, count);
        return FAIL(parse, "there is no session \"%.*s\" today%.*s%s%.*s", str_arg(word),
                    str_arg(near), near.len ? "" : "; there are ",
                    str_arg(near.len ? (Str){0} : list_of(parse->arena, ids, count)));
    }
    *id = str_copy(parse->arena, exact ? exact->id : found[0]->id);
    return true;
}

/* ---- numbers and times ---------------------------------------------------------------------- */

static bool read_number(Str word, int64_t max, int64_t *out) {
    int64_t value = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.s[i] < '0' || word.s[i] > '9')
            return false;
        value = value * 10 + (word.s[i] - '0');
        if (value > max)
            return false;
    }
    *out = value;
    return word.len > 0;
}

/* Minutes after midnight from "9:05", "09.05", "0905"; up to 28:00 for what is after midnight. */
static bool read_minutes(Str word, int64_t *minutes) {
    size_t colon = 0;
    while (colon < word.len && word.s[colon] != ':' && word.s[colon] != '.')
        colon++;
    size_t skip = 1;
    if (colon == word.len && word.len == 4) {
        colon = 2;
        skip = 0;
    }
    int64_t hour, minute;
    Str tail = str_slice(word, colon + skip, word.len);
    if (tail.len != 2 || !read_number(str_slice(word, 0, colon), 28, &hour) ||
        !read_number(tail, 59, &minute))
        return false;
    *minutes = hour * 60 + minute;
    return true;
}

static bool time_of(Parse *parse, Str word, Instant *at) {
    int64_t minutes;
    if (word.len && word.s[0] == '+' &&
        read_number(str_slice(word, 1, word.len), 24 * 60, &minutes)) {
        *at = parse->now + minutes * MILLIS_MINUTE;
        return true;
    }
    if (!read_minutes(word, &minutes))
        return FAIL(parse, "\"%.*s\" is no time; write 14:05, or +30 for in half an hour",
                    str_arg(word));
    const Zone *zone = parse->schedule ? parse->schedule->event.zone : zone_utc();
    int32_t change = parse->schedule ? parse->schedule->event.day_change : 240;
    size_t day = parse->schedule ? schedule_day_at(parse->schedule, parse->now) : SCHEDULE_NONE;
    Date date = day != SCHEDULE_NONE ? parse->schedule->days[day].date
                                     : zone_conference_date(zone, parse->now, change);
    if (minutes < change)
        minutes += 24 * 60; /* 01:30 is in the night that follows */
    *at = zone_instant(zone, date, (int32_t)minutes, NULL);
    return true;
}

/* ---- the commands --------------------------------------------------------------------------- */

static bool is_count(Parse *parse, size_t least, size_t most, const char *usage) {
    if (parse->count >= least && parse->count <= most)
        return true;
    return FAIL(parse, "write: %s", usage);
}

static bool parse_delay(Parse *parse) {
    if (!is_count(parse, 2, 3, "delay ROOM +10 [force]"))
        return false;
    LiveOp *op = &parse->out->op;
    op->is_forced = parse->count == 3;
    Str word = parse->words[1], digits = word;
    if (op->is_forced && !str_equal_c(parse->words[2], "force") &&
        !str_equal_c(parse->words[2], "--force"))
        return FAIL(parse, "\"%.*s\" is not understood; only \"force\" can stand there",
                    str_arg(parse->words[2]));
    bool is_signed = digits.len && (digits.s[0] == '+' || digits.s[0] == '-');
    if (is_signed)
        digits = str_slice(digits, 1, digits.len);
    if (digits.len > 1 && str_ends(digits, "m"))
        digits.len--;
    int64_t minutes;
    if (!read_number(digits, LIVE_DELAY_MAX / MILLIS_MINUTE, &minutes) || minutes == 0)
        return FAIL(parse, "\"%.*s\" is no delay; write minutes, from 1 to %lld, such as +10",
                    str_arg(word), (long long)(LIVE_DELAY_MAX / MILLIS_MINUTE));
    op->by = (word.s[0] == '-' ? -minutes : minutes) * MILLIS_MINUTE;
    return need_schedule(parse) && room_or_all(parse, parse->words[0], &op->room);
}

static bool parse_session_only(Parse *parse) {
    if (!is_count(parse, 1, 1,
                  parse->out->op.kind == LIVE_CANCEL ? "cancel SESSION" : "restore SESSION"))
        return false;
    return session_named(parse, parse->words[0], &parse->out->op.session);
}

static bool parse_move(Parse *parse) {
    LiveOp *op = &parse->out->op;
    return is_count(parse, 2, 3, "move SESSION ROOM [HH:MM]") &&
           session_named(parse, parse->words[0], &op->session) &&
           room_named(parse, parse->words[1], &op->room) &&
           (parse->count < 3 || time_of(parse, parse->words[2], &op->start));
}

static bool check_text(Parse *parse, Str text) {
    if (!str_is_utf8(text))
        return FAIL(parse, "the text is not UTF-8");
    if (text.len > LIVE_TEXT_MAX)
        return FAIL(parse, "the text is too long (%zu bytes, at most %d)", text.len, LIVE_TEXT_MAX);
    return true;
}

static bool parse_note(Parse *parse) {
    LiveOp *op = &parse->out->op;
    if (!is_count(parse, 2, 2, "note SESSION \"text\" (\"\" takes it away)"))
        return false;
    op->text = str_trim(parse->words[1]);
    return check_text(parse, op->text) && session_named(parse, parse->words[0], &op->session);
}

static bool level_named(Parse *parse, Str word, NoticeLevel *level) {
    *level = notice_level_by_name(word);
    if (*level != NOTICE_LEVEL_COUNT)
        return true;
    Str names[NOTICE_LEVEL_COUNT];
    for (size_t i = 0; i < NOTICE_LEVEL_COUNT; i++)
        names[i] = str_from(notice_level_name((NoticeLevel)i));
    Str near = suggestion(parse->arena, word, names, countof(names));
    return FAIL(parse, "there is no level \"%.*s\"%.*s%s the levels are %.*s", str_arg(word),
                str_arg(near), near.len ? "" : ";",
                str_arg(list_of(parse->arena, names, countof(names))));
}

static bool parse_notice_option(Parse *parse, Str name, Str value) {
    LiveOp *op = &parse->out->op;
    if (str_equal_c(name, "--until") || str_equal_c(name, "until")) {
        if (!time_of(parse, value, &op->until))
            return false;
        return op->until > parse->now
                   ? true
                   : FAIL(parse, "%.*s is past: the notice would never be seen", str_arg(value));
    }
    if (str_equal_c(name, "--level") || str_equal_c(name, "level"))
        return level_named(parse, value, &op->level);
    if (str_equal_c(name, "--room") || str_equal_c(name, "room"))
        return room_or_all(parse, value, &op->room);
    return FAIL(parse,
                "\"%.*s\" is not understood; there are --until, --level and --room "
                "(and the text stands in quotation marks)",
                str_arg(name));
}

static bool parse_notice(Parse *parse) {
    LiveOp *op = &parse->out->op;
    if (!is_count(parse, 1, 7,
                  "notice \"text\" [--until HH:MM] [--level info|warning|emergency|test] "
                  "[--room ROOM]"))
        return false;
    op->level = NOTICE_INFO;
    bool has_text = false;
    for (size_t i = 0; i < parse->count; i++) {
        Str word = parse->words[i];
        if (!str_starts(word, "--") && !has_text) {
            op->text = str_trim(word);
            has_text = true;
        } else if (i + 1 == parse->count) {
            return FAIL(parse, "after \"%.*s\" something is missing", str_arg(word));
        } else if (!parse_notice_option(parse, word, parse->words[++i])) {
            return false;
        }
    }
    if (op->text.len == 0)
        return FAIL(parse, "the notice has no text");
    return check_text(parse, op->text);
}

static bool parse_lift(Parse *parse) {
    parse->out->op.level = NOTICE_LEVEL_COUNT;
    return is_count(parse, 0, 1, "lift [info|warning|emergency|test]") &&
           (parse->count == 0 || level_named(parse, parse->words[0], &parse->out->op.level));
}

static bool parse_hold(Parse *parse) {
    if (!is_count(parse, 1, 1, "hold now_next|agenda|spotlight|partners"))
        return false;
    parse->out->op.view = view_kind_by_name(parse->words[0]);
    if (parse->out->op.view != VIEW_KIND_COUNT)
        return true;
    Str names[VIEW_KIND_COUNT];
    for (size_t i = 0; i < VIEW_KIND_COUNT; i++)
        names[i] = str_from(view_kind_name((ViewKind)i));
    Str near = suggestion(parse->arena, parse->words[0], names, countof(names));
    return FAIL(parse, "there is no view \"%.*s\"%.*s%s the views are %.*s",
                str_arg(parse->words[0]), str_arg(near), near.len ? "" : ";",
                str_arg(list_of(parse->arena, names, countof(names))));
}

static bool parse_nothing(Parse *parse) {
    if (parse->count == 0)
        return true;
    return FAIL(parse, "\"%.*s\" is too much: the command stands alone", str_arg(parse->words[0]));
}

/* A display's number, counted from 0. */
static bool parse_display(Parse *parse, Str word) {
    bool is_number = word.len > 0 && word.len <= 2;
    parse->out->display = 0;
    for (size_t i = 0; is_number && i < word.len; i++) {
        is_number = word.s[i] >= '0' && word.s[i] <= '9';
        parse->out->display = parse->out->display * 10 + (word.s[i] - '0');
    }
    return is_number ? true
                     : FAIL(parse, "\"%.*s\" is no display; write its number, counted from 0",
                            str_arg(word));
}

static bool parse_screenshot(Parse *parse) {
    if (!is_count(parse, 1, 2, "screenshot FILE.png [DISPLAY]"))
        return false;
    if (parse->count == 2 && !parse_display(parse, parse->words[1]))
        return false;
    parse->out->text = parse->words[0];
    if (parse->out->text.len == 0 || parse->out->text.s[0] != '/')
        return FAIL(parse, "\"%.*s\": the file needs its whole path, from / on",
                    str_arg(parse->out->text));
    return true;
}

static bool parse_lower_third(Parse *parse) {
    if (!is_count(parse, 1, 1, "lower-third show|hide"))
        return false;
    parse->out->is_on = str_equal_c(parse->words[0], "show");
    if (parse->out->is_on || str_equal_c(parse->words[0], "hide"))
        return true;
    return FAIL(parse, "write: lower-third show|hide");
}

static const struct {
    const char *name;
    CommandKind kind;
    LiveKind live;
    bool (*parse)(Parse *parse);
} VERBS[] = {
    {"delay", COMMAND_LIVE, LIVE_DELAY, parse_delay},
    {"cancel", COMMAND_LIVE, LIVE_CANCEL, parse_session_only},
    {"restore", COMMAND_LIVE, LIVE_RESTORE, parse_session_only},
    {"move", COMMAND_LIVE, LIVE_MOVE, parse_move},
    {"note", COMMAND_LIVE, LIVE_NOTE, parse_note},
    {"undo", COMMAND_LIVE, LIVE_UNDO, parse_nothing},
    {"notice", COMMAND_LIVE, LIVE_NOTICE, parse_notice},
    {"lift", COMMAND_LIVE, LIVE_LIFT, parse_lift},
    {"hold", COMMAND_LIVE, LIVE_HOLD, parse_hold},
    {"release", COMMAND_LIVE, LIVE_RELEASE, parse_nothing},
    {"next", COMMAND_NEXT, LIVE_KIND_COUNT, parse_nothing},
    {"status", COMMAND_STATUS, LIVE_KIND_COUNT, parse_nothing},
    {"screenshot", COMMAND_SCREENSHOT, LIVE_KIND_COUNT, parse_screenshot},
    {"reload", COMMAND_RELOAD, LIVE_KIND_COUNT, parse_nothing},
    {"lower-third", COMMAND_LOWER_THIRD, LIVE_KIND_COUNT, parse_lower_third},
    {"help", COMMAND_HELP, LIVE_KIND_COUNT, parse_nothing},
};

const char *command_help(void) {
    return "delay ROOM|all +10         what runs and what follows there starts later;\n"
           "                           -5 takes time back, \"-5 force\" starts before the plan\n"
           "cancel SESSION             it stays visible, as cancelled\n"
           "move SESSION ROOM [14:30]  to another room, and time\n"
           "note SESSION \"text\"        a line under it; \"\" takes it away\n"
           "restore SESSION            as the file has it\n"
           "undo                       takes the last change back\n"
           "notice \"text\" [--until 15:00|+20] [--level info|warning|emergency|test] [--room "
           "ROOM]\n"
           "lift [LEVEL]               takes notices away\n"
           "hold VIEW                  one view stays: now_next, agenda, spotlight, partners\n"
           "release                    the cycle goes on\n"
           "next                       the next page, now\n"
           "status                     what is shown, and how the kiosk is\n"
           "screenshot FILE.png [1]    what is on the screen, or on that display\n"
           "reload                     reads the schedule again\n"
           "lower-third show|hide      of the overlay\n";
}

bool command_parse(Arena *arena, Str line, const Schedule *schedule, Instant now, Command *out,
                   Str *problem) {
    const Str *words;
    size_t count;
    *problem = (Str){0};
    *out = (Command){.kind = COMMAND_KIND_COUNT,
                     .display = -1,
                     .op = {.kind = LIVE_KIND_COUNT,
                            .at = now,
                            .start = INSTANT_NEVER,
                            .until = INSTANT_NEVER,
                            .level = NOTICE_LEVEL_COUNT,
                            .view = VIEW_KIND_COUNT}};
    Parse parse = {
        .arena = arena, .schedule = schedule, .now = now, .out = out, .problem = problem};
    if (!command_split(arena, line, &words, &count, problem))
        return false;
    if (count == 0)
        return FAIL(&parse, "say what is to be done; \"help\" lists it");
    parse.words = words + 1;
    parse.count = count - 1;
    Str names[countof(VERBS)];
    for (size_t i = 0; i < countof(VERBS); i++) {
        names[i] = str_from(VERBS[i].name);
        if (!str_equal_nocase(words[0], names[i]))
            continue;
        out->kind = VERBS[i].kind;
        out->op.kind = VERBS[i].live;
        return VERBS[i].parse(&parse);
    }
    Str near = suggestion(arena, words[0], names, countof(VERBS));
    Str list = near.len ? (Str){0} : list_of(arena, names, countof(VERBS));
    return FAIL(&parse, "\"%.*s\" is no command%.*s%s%.*s", str_arg(words[0]), str_arg(near),
                near.len ? "" : "; there are ", str_arg(list));
}
