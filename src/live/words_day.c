/* words_day.c: the words of commands that change a day's sessions and rooms, and of those that say
 * on which screens something is shown. Part of words.h. */
#include <string.h>

#include "base/ascii.h"
#include "live/follow.h"
#include "live/names.h"
#include "live/words.h"

/* ---- sessions ------------------------------------------------------------------------------- */

static bool read_other(Reading *reading, Str word) {
    LiveOp *op = &reading->out->op;
    const Session *session = name_session(reading, word);
    if (!session)
        return false;
    op->other = session->id;
    op->other_facts = follow_session_facts(reading->schedule, session);
    return true;
}

static void keep_other(json_t *object, const LiveOp *op) {
    word_put_text(object, "with", op->other);
    word_keep_facts(object, "with_facts", &op->other_facts);
}

static bool recall_other(const json_t *object, LiveOp *op) {
    op->other = word_text(object, "with");
    op->other_facts = word_facts(object, "with_facts");
    return op->other.len > 0;
}

static void tell_other(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    word_put_text(object, "with", op->other);
}

const Word WORD_OTHER = {.key = "with",
                         .read = read_other,
                         .keep = keep_other,
                         .recall = recall_other,
                         .tell = tell_other};

/* ---- lengths and times ---------------------------------------------------------------------- */

static bool read_length(Reading *reading, Str word) {
    if (str_equal_nocase(word, str_from("until")))
        return true; /* the next word says when */
    return WORD_MINUTES.read(reading, word);
}

static void keep_length(json_t *object, const LiveOp *op) {
    if (op->by)
        WORD_MINUTES.keep(object, op);
}

static bool recall_length(const json_t *object, LiveOp *op) {
    return !json_object_get(object, "by") || WORD_MINUTES.recall(object, op);
}

static void tell_length(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    if (op->by)
        WORD_MINUTES.tell(object, arena, zone, op);
}

const Word WORD_LENGTH = {.key = "minutes",
                          .read = read_length,
                          .keep = keep_length,
                          .recall = recall_length,
                          .tell = tell_length};

static bool read_end(Reading *reading, Str word) {
    return name_time(reading, word, &reading->out->op.end);
}

static void keep_end(json_t *object, const LiveOp *op) {
    if (op->end != INSTANT_NEVER)
        json_object_set_new(object, "end", json_integer(op->end));
}

static bool recall_end(const json_t *object, LiveOp *op) {
    op->end = word_instant(object, "end");
    return true;
}

static void tell_end(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    if (op->end != INSTANT_NEVER)
        json_object_set_new(object, "until", word_time(arena, zone, op->end));
}

const Word WORD_END = {
    .key = "until", .read = read_end, .keep = keep_end, .recall = recall_end, .tell = tell_end};

/* "14:00-14:30", with any dash, or "14:00+30". */
static bool read_span(Reading *reading, Str word) {
    static const char *const DASHES[] = {"–", "—", "-", "~"};
    LiveOp *op = &reading->out->op;
    size_t at = SIZE_MAX, skip = 0;
    for (size_t i = 0; i < countof(DASHES) && at == SIZE_MAX; i++) {
        at = str_find(word, DASHES[i]);
        skip = strlen(DASHES[i]);
    }
    if (at == SIZE_MAX)
        return reading_fail(reading, "\"%.*s\" is no time; write 14:00-14:30", str_arg(word));
    return name_time(reading, str_slice(word, 0, at), &op->start) &&
           name_time(reading, str_slice(word, at + skip, word.len), &op->end);
}

/* The session that was added for it has an id of its own. */
static void keep_span(json_t *object, const LiveOp *op) {
    word_put_text(object, "session", op->session);
    json_object_set_new(object, "start", json_integer(op->start));
    json_object_set_new(object, "end", json_integer(op->end));
}

static bool recall_span(const json_t *object, LiveOp *op) {
    op->start = word_instant(object, "start");
    op->end = word_instant(object, "end");
    op->session = word_text(object, "session");
    return op->session.len > 0 && op->start != INSTANT_NEVER && op->end != INSTANT_NEVER &&
           op->end > op->start;
}

static void tell_span(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    json_object_set_new(object, "start", word_time(arena, zone, op->start));
    json_object_set_new(object, "end", word_time(arena, zone, op->end));
}

const Word WORD_SPAN = {
    .key = "time", .read = read_span, .keep = keep_span, .recall = recall_span, .tell = tell_span};

/* ---- texts ---------------------------------------------------------------------------------- */

static bool read_into(Reading *reading, Str word, const char *what, Str *to) {
    Str text = str_trim(word);
    if (!str_is_utf8(text))
        return reading_fail(reading, "the %s is not UTF-8", what);
    if (text.len > LIVE_TEXT_MAX)
        return reading_fail(reading, "the %s is too long (%zu bytes, at most %d)", what, text.len,
                            LIVE_TEXT_MAX);
    *to = text;
    return text.len ? true : reading_fail(reading, "the %s is empty", what);
}

static bool read_title(Reading *reading, Str word) {
    return read_into(reading, word, "title", &reading->out->op.text);
}

static void keep_title(json_t *object, const LiveOp *op) {
    word_put_text(object, "title", op->text);
}

static bool recall_title(const json_t *object, LiveOp *op) {
    op->text = word_text(object, "title");
    return op->text.len > 0;
}

const Word WORD_TITLE = {
    .key = "title", .read = read_title, .keep = keep_title, .recall = recall_title};

static bool read_speaker(Reading *reading, Str word) {
    return read_into(reading, word, "speaker's name", &reading->out->op.speaker);
}

static void keep_speaker(json_t *object, const LiveOp *op) {
    word_put_text(object, "speaker", op->speaker);
}

static bool recall_speaker(const json_t *object, LiveOp *op) {
    op->speaker = word_text(object, "speaker");
    return true;
}

static void tell_speaker(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_speaker(object, op);
}

const Word WORD_SPEAKER = {.key = "speaker",
                           .read = read_speaker,
                           .keep = keep_speaker,
                           .recall = recall_speaker,
                           .tell = tell_speaker};

static bool read_affiliation(Reading *reading, Str word) {
    if (str_starts(word, "(") && str_ends(word, ")"))
        word = str_slice(word, 1, word.len - 2);
    return read_into(reading, word, "affiliation", &reading->out->op.affiliation);
}

static void keep_affiliation(json_t *object, const LiveOp *op) {
    word_put_text(object, "affiliation", op->affiliation);
}

static bool recall_affiliation(const json_t *object, LiveOp *op) {
    op->affiliation = word_text(object, "affiliation");
    return true;
}

const Word WORD_AFFILIATION = {.key = "affiliation",
                               .read = read_affiliation,
                               .keep = keep_affiliation,
                               .recall = recall_affiliation};

/* ---- a text in several languages ------------------------------------------------------------ */

/* "de", "zh-Hant", "pt-BR": two or three letters, and what follows a hyphen. */
static bool is_language(Str key) {
    size_t letters = 0;
    while (letters < key.len && ascii_is_lower(key.s[letters]))
        letters++;
    if (letters < 2 || letters > 3 || (letters < key.len && key.s[letters] != '-'))
        return false;
    for (size_t i = letters; i < key.len; i++)
        if (key.s[i] != '-' && !ascii_is_letter(key.s[i]) && !ascii_is_digit(key.s[i]))
            return false;
    return true;
}

static bool read_language(Reading *reading, Str key, Str word) {
    LiveOp *op = &reading->out->op;
    Str text;
    if (!read_into(reading, word, "text", &text))
        return false;
    for (size_t i = 0; i < op->text_count; i++)
        if (str_equal(op->texts[i].language, key))
            return reading_fail(reading, "\"%.*s\" is said twice", str_arg(key));
    if (op->text_count == LIVE_TEXTS_MAX)
        return reading_fail(reading, "more than %d languages are too many", LIVE_TEXTS_MAX);
    op->texts[op->text_count++] =
        (LiveText){.language = str_copy(reading->arena, key), .text = text};
    return true;
}

static void keep_languages(json_t *object, const LiveOp *op) {
    if (op->text_count == 0)
        return;
    json_t *texts = json_array();
    for (size_t i = 0; i < op->text_count; i++) {
        json_t *text = json_object();
        word_put_text(text, "language", op->texts[i].language);
        word_put_text(text, "text", op->texts[i].text);
        json_array_append_new(texts, text);
    }
    json_object_set_new(object, "texts", texts);
}

static bool recall_languages(const json_t *object, LiveOp *op) {
    const json_t *texts = json_object_get(object, "texts");
    size_t count = json_array_size(texts);
    for (size_t i = 0; i < count && op->text_count < LIVE_TEXTS_MAX; i++) {
        LiveText text = {.language = word_text(json_array_get(texts, i), "language"),
                         .text = word_text(json_array_get(texts, i), "text")};
        if (text.text.len)
            op->texts[op->text_count++] = text;
    }
    return true;
}

static bool recall_some_language(const json_t *object, LiveOp *op) {
    return recall_languages(object, op) && (op->text.len > 0 || op->text_count > 0);
}

static void tell_languages(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_languages(object, op);
}

const Word WORD_LANGUAGE = {.key = "de|en|…",
                            .is_key = is_language,
                            .read_as = read_language,
                            .keep = keep_languages,
                            .recall = recall_some_language,
                            .tell = tell_languages};
const Word WORD_LANGUAGE_MAYBE = {.key = "de|en|…",
                                  .is_key = is_language,
                                  .read_as = read_language,
                                  .keep = keep_languages,
                                  .recall = recall_languages,
                                  .tell = tell_languages};

/* ---- a room's state ------------------------------------------------------------------------- */

/* "231/240", or "231". */
static bool read_count(Str word, LiveOp *op) {
    size_t slash = str_find(word, "/");
    int64_t people, places = 0;
    bool has_places = slash != SIZE_MAX;
    if (!name_number(has_places ? str_slice(word, 0, slash) : word, 999999, &people) ||
        (has_places &&
         (!name_number(str_slice(word, slash + 1, word.len), 999999, &places) || places == 0)))
        return false;
    op->people = (int32_t)people;
    op->places = (int32_t)places;
    return true;
}

/* Nothing but digits and what stands between them: no word for people at a door. */
static bool looks_like_count(Str word) {
    bool has_digit = false;
    for (size_t i = 0; i < word.len; i++) {
        has_digit |= ascii_is_digit(word.s[i]);
        if (!ascii_is_digit(word.s[i]) && !memchr("/+-., %", word.s[i], 7))
            return false;
    }
    return has_digit;
}

static bool read_condition(Reading *reading, Str word) {
    LiveOp *op = &reading->out->op;
    word = str_trim(word);
    RoomState condition = room_state_by_name(word);
    if (condition != ROOM_STATE_COUNT) {
        op->condition = condition;
        return true;
    }
    if (read_count(word, op))
        return true;
    if (looks_like_count(word))
        return reading_fail(reading,
                            "%.*s is no count; write how many are inside, or of how many: 231/240",
                            str_arg(word));
    return read_into(reading, word, "text", &op->text);
}

static void keep_condition(json_t *object, const LiveOp *op) {
    json_object_set_new(object, "state", json_string(room_state_name(op->condition)));
    word_put_text(object, "text", op->text);
    word_put_text(object, "session", op->about);
    if (op->people >= 0)
        json_object_set_new(object, "people", json_integer(op->people));
    if (op->places > 0)
        json_object_set_new(object, "places", json_integer(op->places));
}

static int32_t number_of(const json_t *object, const char *key, int32_t otherwise) {
    const json_t *value = json_object_get(object, key);
    bool is_sane = json_is_integer(value) && json_integer_value(value) >= 0 &&
                   json_integer_value(value) <= 999999;
    return is_sane ? (int32_t)json_integer_value(value) : otherwise;
}

static bool recall_condition(const json_t *object, LiveOp *op) {
    op->condition = room_state_by_name(word_text(object, "state"));
    op->text = word_text(object, "text");
    op->about = word_text(object, "session");
    op->people = number_of(object, "people", -1);
    op->places = number_of(object, "places", 0);
    return op->condition != ROOM_STATE_COUNT;
}

static void tell_condition(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_condition(object, op);
}

const Word WORD_CONDITION = {.key = "state",
                             .read = read_condition,
                             .keep = keep_condition,
                             .recall = recall_condition,
                             .tell = tell_condition};

/* ---- which notice --------------------------------------------------------------------------- */

static bool read_notice(Reading *reading, Str word) {
    int64_t number;
    if (!name_number(word, INT32_MAX, &number) || number == 0)
        return WORD_LEVEL.read(reading, word);
    reading->out->op.number = (int32_t)number;
    return true;
}

const Word WORD_NOTICE = {.key = "level", .read = read_notice};

/* ---- on which screens ----------------------------------------------------------------------- */

static bool read_screen(Reading *reading, Str word) {
    return read_into(reading, word, "screen's name", &reading->out->op.screen);
}

static void keep_screen(json_t *object, const LiveOp *op) {
    word_put_text(object, "screen", op->screen);
}

static bool recall_screen(const json_t *object, LiveOp *op) {
    op->screen = word_text(object, "screen");
    return true;
}

static void tell_screen(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_screen(object, op);
}

const Word WORD_SCREEN = {.key = "screen",
                          .read = read_screen,
                          .keep = keep_screen,
                          .recall = recall_screen,
                          .tell = tell_screen};

static bool read_group(Reading *reading, Str word) {
    return read_into(reading, word, "group's name", &reading->out->op.group);
}

static void keep_group(json_t *object, const LiveOp *op) {
    word_put_text(object, "group", op->group);
}

static bool recall_group(const json_t *object, LiveOp *op) {
    op->group = word_text(object, "group");
    return true;
}

static void tell_group(json_t *object, Arena *arena, const Zone *zone, const LiveOp *op) {
    (void)arena;
    (void)zone;
    keep_group(object, op);
}

const Word WORD_GROUP = {.key = "group",
                         .read = read_group,
                         .keep = keep_group,
                         .recall = recall_group,
                         .tell = tell_group};
