#include "live/words.h"

#include <stdarg.h>

#include "live/follow.h"
#include "live/names.h"

#define INSTANT_MAX INT64_C(253402300800000) /* the year 10000: sums with it do not overflow */

/* ---- JSON ----------------------------------------------------------------------------------- */

static void put(json_t *object, const char *key, json_t *value) {
    json_object_set_new(object, key, value);
}

void word_put_text(json_t *object, const char *key, Str text) {
    if (text.len)
        put(object, key, json_stringn(text.s, text.len));
}

/* Borrowed from `object`. */
Str word_text(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return (Str){0};
    Str text = {.s = json_string_value(value), .len = json_string_length(value)};
    return text.len <= LIVE_TEXT_MAX ? text : (Str){0};
}

static void put_instant(json_t *object, const char *key, Instant at) {
    if (at != INSTANT_NEVER)
        put(object, key, json_integer(at));
}

Instant word_instant(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    bool is_sane = json_is_integer(value) && json_integer_value(value) >= 0 &&
                   json_integer_value(value) < INSTANT_MAX;
    return is_sane ? json_integer_value(value) : INSTANT_NEVER;
}

json_t *word_time(Arena *arena, const Zone *zone, Instant at) {
    if (at == INSTANT_NEVER)
        return json_null();
    LocalTime t = zone_local(zone, at);
    int32_t offset = t.offset_minutes < 0 ? -t.offset_minutes : t.offset_minutes;
    return json_string(arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", t.date.year,
                                    t.date.month, t.date.day, t.hour, t.minute, t.second,
                                    t.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60));
}

/* ---- rooms ---------------------------------------------------------------------------------- */

static LiveRoom room_from(const json_t *object) {
    return (LiveRoom){.id = word_text(object, "id"),
                      .guid = word_text(object, "guid"),
                      .name = word_text(object, "name")};
}

static json_t *room_to_json(const LiveRoom *room) {
    json_t *object = json_object();
    word_put_text(object, "id", room->id);
    word_put_text(object, "guid", room->guid);
    word_put_text(object, "name", room->name);
    return object;
}

static bool read_room(Reading *reading, Str word) {
    LiveOp *op = &reading->out->op;
    if (!name_room(reading, word, &op->room))
        return false;
    op->room_facts =
        follow_room_facts(reading->schedule, schedule_room_by_id(reading->schedule, op->room));
    return true;
}

/* "all" and "*" are no rooms: everywhere. */
static bool read_room_or_all(Reading *reading, Str word) {
    reading->out->op.room = (Str){0};
    if (str_equal_c(word, "all") || str_equal_c(word, "*"))
        return true;
    return read_room(reading, word);
}

static void keep_room(json_t *object, const LiveOp *op) {
    word_put_text(object, "room", op->room);
    if (op->room.len && (op->room_facts.guid.len || op->room_facts.name.len))
        put(object, "room_facts", room_to_json(&op->room_facts));
}

static bool recall_room_or_all(const json_t *object, LiveOp *op) {
    op->room = word_text(object, "room");
    op->room_facts = room_from(json_object_get(object, "room_facts"));
    return true;
}

static bool recall_room(const json_t *object, LiveOp *op) {
    return recall_room_or_all(object, op) && op->room.len > 0;
}

const Word WORD_ROOM = {.key = "room", .read = read_room, .keep = keep_room, .recall = recall_room};
const Word WORD_ROOM_OR_ALL = {
    .key = "room", .read = read_room_or_all, .keep = keep_room, .recall = recall_room_or_all};

/* ---- sessions ------------------------------------------------------------------------------- */

static bool read_session(Reading *reading, Str word) {
    LiveOp *op = &reading->out->op;
    const Session *session = name_session(reading, word);
    if (!session)
        return false;
    op->session = session->id;
    op->session_facts = follow_session_facts(reading->schedule, session);
    return true;
}

void word_keep_facts(json_t *object, const char *key, const LiveSession *facts) {
    if (facts->title.len == 0 && facts->guid.len == 0)
        return;
    json_t *kept = json_object();
    word_put_text(kept, "guid", facts->guid);
    put(kept, "id_is_written", json_boolean(facts->is_id_written));
    put(kept, "room", room_to_json(&facts->room));
    word_put_text(kept, "title", facts->title);
    word_put_text(kept, "speaker", facts->speaker);
    put_instant(kept, "start", facts->start);
    put(object, key, kept);
}

LiveSession word_facts(const json_t *object, const char *key) {
    const json_t *kept = json_object_get(object, key);
    return (LiveSession){.guid = word_text(kept, "guid"),
                         .is_id_written = json_is_true(json_object_get(kept, "id_is_written")),
                         .room = room_from(json_object_get(kept, "room")),
                         .title = word_text(kept, "title"),
                         .speaker = word_text(kept, "speaker"),
                         .start = word_instant(kept, "start")};
}

static void keep_session(json_t *object, const LiveOp *op) {
    word_put_text(object, "session", op->session);
    word_keep_facts(object, "session_facts", &op->session_facts);
}

static bool recall_session(const json_t *object, LiveOp *op) {
    op->session = word_text(object, "session");
    op->session_facts = word_facts(object, "session_facts");
    return op->session.len > 0;
}

const Word WORD_SESSION = {
    .key = "session", .read = read_session, .keep = keep_session, .recall = recall_session};

/* ---- minutes -------------------------------------------------------------------------------- */

static bool read_by(Reading *reading, Str word) {
    Str digits = word;
    bool is_signed = digits.len && (digits.s[0] == '+' || digits.s[0] == '-');
    if (is_signed)
        digits = str_slice(digits, 1, digits.len);
    if (digits.len > 1 && str_ends(digits, "m"))
        digits.len--;
    int64_t minutes;
    if (!name_number(digits, LIVE_DELAY_MAX / MILLIS_MINUTE, &minutes) || minutes == 0)
        return reading_fail(reading,
                            "\"%.*s\" is no delay; write minutes, from 1 to %lld, such as +10",
                            str_arg(word), (long long)(LIVE_DELAY_MAX / MILLIS_MINUTE));
    reading->out->op.by = (word.s[0] == '-' ? -minutes : minutes) * MILLIS_MINUTE;
    return true;
}

static void keep_by(json_t *object, const LiveOp *op) {
    put(object, "by", json_integer(op->by));
}

static bool recall_by(const json_t *object, LiveOp *op) {
    const json_t *by = json_object_get(object, "by");
    op->by = json_is_integer(by) ? json_integer_value(by) : 0;
    return op->by != 0 && op->by <= LIVE_DELAY_MAX && op->by >= -LIVE_DELAY_MAX;
}

static void tell_minutes(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    put(object, "minutes", json_integer(op->by / MILLIS_MINUTE));
}

const Word WORD_MINUTES = {
    .key = "minutes", .read = read_by, .keep = keep_by, .recall = recall_by, .tell = tell_minutes};

static bool read_force(Reading *reading, Str word) {
    reading->out->op.is_forced = str_equal_c(word, "force") || str_equal_c(word, "--force");
    return reading->out->op.is_forced
               ? true
               : reading_fail(reading, "\"%.*s\" is not understood; only \"force\" can stand there",
                              str_arg(word));
}

static void keep_force(json_t *object, const LiveOp *op) {
    if (op->is_forced)
        put(object, "forced", json_true());
}

static bool recall_force(const json_t *object, LiveOp *op) {
    op->is_forced = json_is_true(json_object_get(object, "forced"));
    return true;
}

static void tell_force(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_force(object, op);
}

const Word WORD_FORCE = {.key = "force",
                         .read = read_force,
                         .keep = keep_force,
                         .recall = recall_force,
                         .tell = tell_force};

/* ---- times ---------------------------------------------------------------------------------- */

static bool read_start(Reading *reading, Str word) {
    return name_time(reading, word, &reading->out->op.start);
}

static void keep_start(json_t *object, const LiveOp *op) {
    put_instant(object, "start", op->start);
}

static bool recall_start(const json_t *object, LiveOp *op) {
    op->start = word_instant(object, "start");
    return true;
}

static void tell_start(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    if (op->start != INSTANT_NEVER)
        put(object, "start", word_time(arena, zone, op->start));
}

const Word WORD_START = {.key = "start",
                         .read = read_start,
                         .keep = keep_start,
                         .recall = recall_start,
                         .tell = tell_start};

static bool read_until(Reading *reading, Str word) {
    LiveOp *op = &reading->out->op;
    if (!name_time(reading, word, &op->until))
        return false;
    return op->until > reading->now
               ? true
               : reading_fail(reading, "%.*s is past: it would never be seen", str_arg(word));
}

static void keep_until(json_t *object, const LiveOp *op) {
    put_instant(object, "until", op->until);
}

static bool recall_until(const json_t *object, LiveOp *op) {
    op->until = word_instant(object, "until");
    return true;
}

static void tell_until(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    put(object, "until", word_time(arena, zone, op->until));
}

const Word WORD_UNTIL = {.key = "until",
                         .read = read_until,
                         .keep = keep_until,
                         .recall = recall_until,
                         .tell = tell_until};

/* ---- texts ---------------------------------------------------------------------------------- */

static bool read_note(Reading *reading, Str word) {
    Str text = str_trim(word);
    if (!str_is_utf8(text))
        return reading_fail(reading, "the text is not UTF-8");
    if (text.len > LIVE_TEXT_MAX)
        return reading_fail(reading, "the text is too long (%zu bytes, at most %d)", text.len,
                            LIVE_TEXT_MAX);
    reading->out->op.text = text;
    return true;
}

static bool read_text(Reading *reading, Str word) {
    return str_trim(word).len ? read_note(reading, word)
                              : reading_fail(reading, "the notice has no text");
}

static void keep_text(json_t *object, const LiveOp *op) {
    word_put_text(object, "text", op->text);
}

static bool recall_note(const json_t *object, LiveOp *op) {
    op->text = word_text(object, "text");
    return true;
}

const Word WORD_NOTE = {.key = "text", .read = read_note, .keep = keep_text, .recall = recall_note};
const Word WORD_TEXT = {.key = "text", .read = read_text, .keep = keep_text, .recall = recall_note};

/* ---- names of the program ------------------------------------------------------------------- */

static bool fail_unknown(Reading *reading, const char *what, const char *plural, Str word,
                         const Str *names, size_t count) {
    Str near = name_suggestion(reading->arena, word, names, count);
    return reading_fail(reading, "there is no %s \"%.*s\"%.*s%s the %s are %.*s", what,
                        str_arg(word), str_arg(near), near.len ? "" : ";", plural,
                        str_arg(name_list(reading->arena, names, count)));
}

static bool read_level(Reading *reading, Str word) {
    NoticeLevel *level = &reading->out->op.level;
    *level = notice_level_by_name(word);
    if (*level != NOTICE_LEVEL_COUNT)
        return true;
    Str names[NOTICE_LEVEL_COUNT];
    for (size_t i = 0; i < NOTICE_LEVEL_COUNT; i++)
        names[i] = str_from(notice_level_name((NoticeLevel)i));
    return fail_unknown(reading, "level", "levels", word, names, countof(names));
}

static void keep_level(json_t *object, const LiveOp *op) {
    put(object, "level", json_string(notice_level_name(op->level)));
}

static bool recall_level(const json_t *object, LiveOp *op) {
    op->level = notice_level_by_name(word_text(object, "level"));
    return op->level != NOTICE_LEVEL_COUNT;
}

static void tell_level(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_level(object, op);
}

const Word WORD_LEVEL = {.key = "level",
                         .read = read_level,
                         .keep = keep_level,
                         .recall = recall_level,
                         .tell = tell_level};

static bool read_view(Reading *reading, Str word) {
    ViewKind *view = &reading->out->op.view;
    *view = view_kind_by_name(word);
    if (*view != VIEW_KIND_COUNT)
        return true;
    Str names[VIEW_KIND_COUNT];
    for (size_t i = 0; i < VIEW_KIND_COUNT; i++)
        names[i] = str_from(view_kind_name((ViewKind)i));
    return fail_unknown(reading, "view", "views", word, names, countof(names));
}

static void keep_view(json_t *object, const LiveOp *op) {
    put(object, "view", json_string(view_kind_name(op->view)));
}

static bool recall_view(const json_t *object, LiveOp *op) {
    op->view = view_kind_by_name(word_text(object, "view"));
    return op->view != VIEW_KIND_COUNT;
}

static void tell_view(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_view(object, op);
}

const Word WORD_VIEW = {
    .key = "view", .read = read_view, .keep = keep_view, .recall = recall_view, .tell = tell_view};

static bool read_change_number(Reading *reading, Str word) {
    int64_t number = 0;
    if (!name_number(word, LIVE_OPS_MAX, &number) || number == 0)
        return reading_fail(reading, "\"%.*s\" is no change's number; \"list\" has them",
                            str_arg(word));
    reading->out->op.number = (int32_t)number;
    return true;
}

const Word WORD_NUMBER = {.key = "number", .read = read_change_number};

/* ---- of commands that are no changes -------------------------------------------------------- */

static bool read_path(Reading *reading, Str word) {
    reading->out->path = word;
    return word.len && word.s[0] == '/'
               ? true
               : reading_fail(reading, "\"%.*s\": the file needs its whole path, from / on",
                              str_arg(word));
}

const Word WORD_PATH = {.key = "file", .is_path = true, .read = read_path};

/* A display's number, counted from 0. */
static bool read_display(Reading *reading, Str word) {
    int64_t number = 0;
    bool is_number = name_number(word, 99, &number);
    reading->out->display = (int32_t)number;
    return is_number
               ? true
               : reading_fail(reading, "\"%.*s\" is no display; write its number, counted from 0",
                              str_arg(word));
}

const Word WORD_DISPLAY = {.key = "display", .read = read_display};

static bool read_width(Reading *reading, Str word) {
    enum { WIDTH_MIN = 64, WIDTH_MAX = 16384 };
    int64_t width = 0;
    bool is_width = name_number(word, WIDTH_MAX, &width) && width >= WIDTH_MIN;
    reading->out->width = (int32_t)width;
    return is_width ? true
                    : reading_fail(reading, "\"%.*s\" is no width; write --width 320, in pixels",
                                   str_arg(word));
}

const Word WORD_WIDTH = {.key = "width", .read = read_width};
