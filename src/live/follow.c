#include "live/follow.h"

#include <string.h>

#include "base/case.h"

#define LIKE_AT_THE_SAME_TIME 0.6
#define LIKE_ELSEWHERE        0.75

enum { RUNES_MAX = 200 }; /* of a title that is compared; what is longer differs before */

/* ---- titles --------------------------------------------------------------------------------- */

typedef struct {
    uint32_t runes[RUNES_MAX];
    size_t count;
} Runes;

static Runes runes_of(Str text) {
    Runes runes = {.count = 0};
    for (size_t at = 0; at < text.len && runes.count < RUNES_MAX;)
        runes.runes[runes.count++] = str_next_rune(text, &at);
    return runes;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* How many characters have to be put in, left out or changed (Levenshtein). */
static size_t distance(const Runes *a, const Runes *b) {
    size_t row[RUNES_MAX + 1];
    for (size_t k = 0; k <= b->count; k++)
        row[k] = k;
    for (size_t i = 1; i <= a->count; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t k = 1; k <= b->count; k++) {
            size_t changed = corner + (a->runes[i - 1] != b->runes[k - 1]);
            corner = row[k];
            row[k] = least(changed, least(row[k], row[k - 1]) + 1);
        }
    }
    return row[b->count];
}

static double likeness_of_folded(Str a, Str b) {
    Runes left = runes_of(a), right = runes_of(b);
    size_t longer = left.count > right.count ? left.count : right.count;
    return longer ? 1 - (double)distance(&left, &right) / (double)longer : 0;
}

double follow_likeness(Str a, Str b) {
    Arena *scratch = arena_create();
    double likeness = likeness_of_folded(str_fold_name(scratch, a), str_fold_name(scratch, b));
    arena_free(scratch);
    return likeness;
}

static Str next_word(Str *text) {
    size_t end = str_find(*text, " ");
    Str word = str_slice(*text, 0, end);
    *text = end == SIZE_MAX ? (Str){0} : str_slice(*text, end + 1, text->len);
    return word;
}

/* The next digit, or what counts in Chinese: "第二场", "（下）". 0: none. */
static uint32_t next_digit(Str *text) {
    static const uint32_t COUNTING[] = {U'一', U'二', U'三', U'四', U'五', U'六', U'七',
                                        U'八', U'九', U'十', U'上', U'中', U'下'};
    for (size_t at = 0; at < text->len;) {
        uint32_t rune = str_next_rune(*text, &at);
        bool is_digit = rune >= '0' && rune <= '9';
        for (size_t i = 0; i < countof(COUNTING); i++)
            is_digit = is_digit || rune == COUNTING[i];
        if (!is_digit)
            continue;
        *text = str_slice(*text, at, text->len);
        return rune;
    }
    *text = (Str){0};
    return 0;
}

/* The next word that counts without digits: "Teil II", "Talks B". Empty: none. */
static Str next_ordinal(Str *text) {
    while (text->len) {
        Str word = next_word(text);
        bool is_roman = word.len > 0;
        for (size_t i = 0; i < word.len; i++)
            is_roman = is_roman && strchr("ivx", word.s[i]);
        if (is_roman || word.len == 1)
            return word;
    }
    return (Str){0};
}

static bool have_same_numbers(Str a, Str b) {
    Str left_text = a, right_text = b;
    for (uint32_t digit = 1; digit;) {
        digit = next_digit(&left_text);
        if (digit != next_digit(&right_text))
            return false;
    }
    for (Str ordinal = {.len = 1}; ordinal.len;) {
        ordinal = next_ordinal(&a);
        if (!str_equal(ordinal, next_ordinal(&b)))
            return false;
    }
    return true;
}

/* All words of `part`, in their order, are words of `whole`. */
static bool has_words_of(Str whole, Str part) {
    while (part.len) {
        Str wanted = next_word(&part);
        bool is_found = false;
        while (!is_found && whole.len) {
            Str word = next_word(&whole);
            /* "Keynote:" is that word too. */
            is_found = word.len >= wanted.len &&
                       str_equal(str_slice(word, 0, wanted.len), wanted) &&
                       (word.len == wanted.len || strchr(":,;.-!?", word.s[wanted.len]));
        }
        if (!is_found)
            return false;
    }
    return true;
}

/* ---- facts ---------------------------------------------------------------------------------- */

static Str first_text(const Localized *text) {
    return text->count ? text->items[0].text : (Str){0};
}

LiveRoom follow_room_facts(const Schedule *schedule, size_t room) {
    if (room == SCHEDULE_NONE)
        return (LiveRoom){0};
    const Room *facts = &schedule->rooms[room];
    return (LiveRoom){.id = facts->id, .guid = facts->guid, .name = first_text(&facts->name)};
}

/* Where it is planned; SCHEDULE_NONE: everywhere. */
static size_t planned_room(const Session *session) {
    return session->planned_room_count ? session->planned_rooms[0] : SCHEDULE_NONE;
}

LiveSession follow_session_facts(const Schedule *schedule, const Session *session) {
    return (LiveSession){.guid = session->guid,
                         .is_id_written = session->is_id_written,
                         .room = follow_room_facts(schedule, planned_room(session)),
                         .title = first_text(&session->title),
                         .speaker = session->speaker_count ? first_text(&session->speakers[0].name)
                                                           : (Str){0},
                         .start = session->planned_start};
}

/* ---- rooms ---------------------------------------------------------------------------------- */

static size_t room_with_guid(const Schedule *schedule, Str guid) {
    for (size_t i = 0; guid.len && i < schedule->room_count; i++)
        if (str_equal(schedule->rooms[i].guid, guid))
            return i;
    return SCHEDULE_NONE;
}

/* The one room that is called so. */
static size_t room_named(const Schedule *schedule, Str name) {
    Arena *scratch = arena_create();
    Str wanted = str_fold_name(scratch, name);
    size_t found = SCHEDULE_NONE, count = 0;
    for (size_t i = 0; i < schedule->room_count; i++)
        for (size_t k = 0; k < schedule->rooms[i].name.count; k++) {
            Str text = schedule->rooms[i].name.items[k].text;
            if (found == i || !str_equal(str_fold_name(scratch, text), wanted))
                continue;
            found = i;
            count++;
        }
    arena_free(scratch);
    return count == 1 ? found : SCHEDULE_NONE;
}

static size_t find_room(const Schedule *schedule, Str id, const LiveRoom *facts) {
    size_t room = room_with_guid(schedule, facts->guid);
    if (room == SCHEDULE_NONE && id.len)
        room = schedule_room_by_id(schedule, id);
    if (room == SCHEDULE_NONE && facts->name.len)
        room = room_named(schedule, facts->name);
    return room;
}

size_t follow_room(const Schedule *schedule, const LiveOp *op) {
    return op->room.len ? find_room(schedule, op->room, &op->room_facts) : SCHEDULE_NONE;
}

/* ---- sessions ------------------------------------------------------------------------------- */

/* A search for one op's session. */
typedef struct {
    Arena *scratch;
    const Schedule *schedule;
    const LiveOp *op;
    Str title;         /* folded */
    size_t room;       /* SCHEDULE_NONE: everywhere */
    size_t first, end; /* the day's sessions */
} Search;

static size_t by_guid(const Search *search) {
    Str guid = search->op->session_facts.guid;
    for (size_t i = 0; guid.len && i < search->schedule->session_count; i++)
        if (str_equal(search->schedule->sessions[i].guid, guid))
            return i;
    return SCHEDULE_NONE;
}

static size_t by_id(const Search *search) {
    for (size_t i = 0; i < search->schedule->session_count; i++)
        if (str_equal(search->schedule->sessions[i].id, search->op->session))
            return i;
    return SCHEDULE_NONE;
}

/* The file says that these are two. */
static bool is_another(const Search *search, const Session *session) {
    Str guid = search->op->session_facts.guid;
    return guid.len && session->guid.len && !str_equal(guid, session->guid);
}

static bool is_title(const Search *search, const Session *session) {
    for (size_t i = 0; i < session->title.count; i++)
        if (str_equal(str_fold_name(search->scratch, session->title.items[i].text), search->title))
            return true;
    return false;
}

/* Both have speakers, and they are others. */
static bool has_other_speakers(const Search *search, const Session *session) {
    Str wanted = str_fold_name(search->scratch, search->op->session_facts.speaker);
    for (size_t i = 0; i < session->speaker_count; i++) {
        const Localized *name = &session->speakers[i].name;
        for (size_t k = 0; k < name->count; k++)
            if (str_equal(str_fold_name(search->scratch, name->items[k].text), wanted))
                return false;
    }
    return wanted.len && session->speaker_count;
}

static bool is_like(const Search *search, const Session *session) {
    if (has_other_speakers(search, session))
        return false;
    bool is_same_time = session->planned_start == search->op->session_facts.start;
    for (size_t i = 0; i < session->title.count; i++) {
        Str title = str_fold_name(search->scratch, session->title.items[i].text);
        double likeness = likeness_of_folded(title, search->title);
        if (is_same_time &&
            (likeness >= LIKE_AT_THE_SAME_TIME || has_words_of(title, search->title) ||
             has_words_of(search->title, title)))
            return true;
        if (likeness >= LIKE_ELSEWHERE && have_same_numbers(title, search->title))
            return true;
    }
    return false;
}

static bool is_in_room(const Search *search, const Session *session) {
    if (search->room == SCHEDULE_NONE)
        return session->planned_room_count == 0;
    return session->planned_room_count > 0 && session_was_in_room(session, search->room);
}

/* Of those in the room for which `fits` holds, the one that is nearest in time; of two that are
 * equally near neither. */
static size_t nearest(const Search *search,
                      bool (*fits)(const Search *search, const Session *session)) {
    size_t found = SCHEDULE_NONE;
    Millis best = INT64_MAX;
    bool is_tie = false;
    for (size_t i = search->first; i < search->end; i++) {
        const Session *session = &search->schedule->sessions[i];
        Millis away = session->planned_start - search->op->session_facts.start;
        away = away < 0 ? -away : away;
        if (away > best || !is_in_room(search, session) || !fits(search, session))
            continue;
        is_tie = away == best;
        found = i;
        best = away;
    }
    return is_tie ? SCHEDULE_NONE : found;
}

static bool is_like_and_the_same(const Search *search, const Session *session) {
    return !is_another(search, session) && is_like(search, session);
}

static size_t find(const Search *search) {
    const LiveSession *facts = &search->op->session_facts;
    size_t index = by_guid(search);
    if (index != SCHEDULE_NONE)
        return index;
    size_t named = by_id(search);
    if (facts->title.len == 0) /* a change of a version that kept the id alone */
        return named;
    bool is_named =
        named != SCHEDULE_NONE && !is_another(search, &search->schedule->sessions[named]);
    if (is_named && (is_title(search, &search->schedule->sessions[named]) ||
                     is_like(search, &search->schedule->sessions[named])))
        return named;
    bool has_room = facts->room.id.len == 0 || search->room != SCHEDULE_NONE;
    index = has_room ? nearest(search, is_title) : SCHEDULE_NONE;
    if (index != SCHEDULE_NONE)
        return index;
    if (is_named && facts->is_id_written)
        return named; /* another title, but the file says that it is the same */
    return has_room ? nearest(search, is_like_and_the_same) : SCHEDULE_NONE;
}

size_t follow_session(const Schedule *schedule, const LiveOp *op, Date day) {
    Search search = {.schedule = schedule, .op = op, .scratch = arena_create()};
    search.title = str_fold_name(search.scratch, op->session_facts.title);
    search.room = find_room(schedule, op->session_facts.room.id, &op->session_facts.room);
    for (size_t i = 0; i < schedule->day_count; i++)
        if (date_compare(schedule->days[i].date, day) == 0) {
            search.first = schedule->days[i].first_session;
            search.end = search.first + schedule->days[i].session_count;
        }
    size_t index = find(&search);
    arena_free(search.scratch);
    return index;
}
