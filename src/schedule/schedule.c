/* schedule.c: the model's small questions: texts by language, rooms, names of kinds. */
#include "schedule/schedule.h"

void schedule_free(Schedule *schedule) {
    if (schedule)
        arena_free(schedule->arena);
}

/* ---- texts ---- */

/* "zh" and "zh-CN" name the same language, "zh-CN" and "zh-TW" do not. */
static bool is_same_language(Str a, Str b) {
    Str shorter = a.len < b.len ? a : b;
    Str longer = a.len < b.len ? b : a;
    return shorter.len > 0 && str_equal_nocase(shorter, str_slice(longer, 0, shorter.len)) &&
           (longer.len == shorter.len || longer.s[shorter.len] == '-');
}

Str localized_in(const Localized *text, Str language) {
    for (size_t i = 0; i < text->count; i++)
        if (language.len && str_equal_nocase(text->items[i].language, language))
            return text->items[i].text;
    for (size_t i = 0; i < text->count; i++)
        if (is_same_language(text->items[i].language, language))
            return text->items[i].text;
    return (Str){0};
}

Str localized_get(const Localized *text, const Str *languages, size_t language_count) {
    for (size_t i = 0; i < language_count; i++) {
        Str found = localized_in(text, languages[i]);
        if (found.len)
            return found;
    }
    for (size_t i = 0; i < text->count; i++)
        if (text->items[i].language.len == 0)
            return text->items[i].text;
    return text->count ? text->items[0].text : (Str){0};
}

/* ---- rooms ---- */

size_t schedule_room_by_id(const Schedule *schedule, Str id) {
    for (size_t i = 0; i < schedule->room_count; i++)
        if (str_equal(schedule->rooms[i].id, id))
            return i;
    return SCHEDULE_NONE;
}

static bool holds(const size_t *rooms, size_t count, size_t room) {
    if (count == 0 || room == SCHEDULE_NONE)
        return true;
    for (size_t i = 0; i < count; i++)
        if (rooms[i] == room)
            return true;
    return false;
}

bool session_is_in_room(const Session *session, size_t room) {
    return holds(session->rooms, session->room_count, room);
}

bool session_was_in_room(const Session *session, size_t room) {
    return holds(session->planned_rooms, session->planned_room_count, room);
}

/* ---- display ---- */

Display display_default(void) {
    static const Str LANGUAGES[] = {{.s = "zh", .len = 2}, {.s = "en", .len = 2}};
    return (Display){
        .views = {VIEW_NOW_NEXT, VIEW_AGENDA, VIEW_SPOTLIGHT, VIEW_PARTNERS},
        .view_count = 4,
        .dwell = {[VIEW_NOW_NEXT] = 12 * MILLIS_SECOND,
                  [VIEW_AGENDA] = 12 * MILLIS_SECOND,
                  [VIEW_SPOTLIGHT] = 20 * MILLIS_SECOND,
                  [VIEW_PARTNERS] = 12 * MILLIS_SECOND},
        .transition = TRANSITION_CROSSFADE,
        .transition_time = 600,
        .languages = LANGUAGES,
        .language_count = countof(LANGUAGES),
    };
}

/* ---- names of kinds ---- */

static const char *const VIEWS[] = {"now_next", "agenda", "spotlight", "partners"};
static const char *const TYPES[] = {"talk", "keynote", "panel", "break", "social", "other"};
static const char *const STATUSES[] = {"confirmed", "cancelled", "moved", "delayed"};
static const char *const LEVELS[] = {"info", "warning", "emergency", "test"};
static const char *const TRANSITIONS[] = {"crossfade", "none"};
_Static_assert(countof(VIEWS) == VIEW_KIND_COUNT, "one name for each view");
_Static_assert(countof(TYPES) == SESSION_TYPE_COUNT, "one name for each type");
_Static_assert(countof(STATUSES) == SESSION_STATUS_COUNT, "one name for each status");
_Static_assert(countof(LEVELS) == NOTICE_LEVEL_COUNT, "one name for each level");
_Static_assert(countof(TRANSITIONS) == TRANSITION_KIND_COUNT, "one name for each transition");

static const char *name_at(const char *const *names, size_t count, size_t index) {
    return index < count ? names[index] : "?";
}

/* Index of the name, or `count`. Case does not matter, "-" and a space are "_". */
static size_t index_of(const char *const *names, size_t count, Str name) {
    for (size_t i = 0; i < count; i++) {
        Str candidate = str_from(names[i]);
        bool is_equal = candidate.len == name.len;
        for (size_t k = 0; is_equal && k < name.len; k++) {
            char c = name.s[k];
            if (c == '-' || c == ' ')
                c = '_';
            else if (c >= 'A' && c <= 'Z')
                c = (char)(c - 'A' + 'a');
            is_equal = c == candidate.s[k];
        }
        if (is_equal)
            return i;
    }
    return count;
}

const char *view_kind_name(ViewKind kind) {
    return name_at(VIEWS, countof(VIEWS), kind);
}

const char *session_type_name(SessionType type) {
    return name_at(TYPES, countof(TYPES), type);
}

const char *session_status_name(SessionStatus status) {
    return name_at(STATUSES, countof(STATUSES), status);
}

const char *notice_level_name(NoticeLevel level) {
    return name_at(LEVELS, countof(LEVELS), level);
}

const char *transition_kind_name(TransitionKind kind) {
    return name_at(TRANSITIONS, countof(TRANSITIONS), kind);
}

ViewKind view_kind_by_name(Str name) {
    return (ViewKind)index_of(VIEWS, countof(VIEWS), name);
}

SessionType session_type_by_name(Str name) {
    return (SessionType)index_of(TYPES, countof(TYPES), name);
}

SessionStatus session_status_by_name(Str name) {
    return (SessionStatus)index_of(STATUSES, countof(STATUSES), name);
}

NoticeLevel notice_level_by_name(Str name) {
    return (NoticeLevel)index_of(LEVELS, countof(LEVELS), name);
}

TransitionKind transition_kind_by_name(Str name) {
    return (TransitionKind)index_of(TRANSITIONS, countof(TRANSITIONS), name);
}
