/* schedule.c: the model's small questions: texts by language, rooms, names of kinds. */
#include "schedule/schedule.h"

#include "base/case.h"
#include "base/language.h"

void schedule_free(Schedule *schedule) {
    if (schedule)
        arena_free(schedule->arena);
}

/* ---- texts ---- */

/* The text that serves best for the language, from `least` on. */
static Str best_text(const Localized *text, Str language, LanguageMatch least) {
    Str best = {0};
    for (size_t i = 0; i < text->count; i++) {
        LanguageMatch match = language_match(language, text->items[i].language);
        if (match < least)
            continue;
        best = text->items[i].text;
        least = match + 1; /* of two that serve as well the first */
    }
    return best;
}

Localized localized_copy(Arena *arena, const Localized *text) {
    Translation *items = arena_new(arena, Translation, text->count);
    for (size_t i = 0; i < text->count; i++)
        items[i] = (Translation){.language = str_copy(arena, text->items[i].language),
                                 .text = str_copy(arena, text->items[i].text)};
    return (Localized){.items = items, .count = text->count, .at = text->at};
}

Str localized_in(const Localized *text, Str language) {
    return best_text(text, language, LANGUAGE_OTHER_REGION);
}

static Str without_language(const Localized *text) {
    for (size_t i = 0; i < text->count; i++)
        if (text->items[i].language.len == 0)
            return text->items[i].text;
    return (Str){0};
}

Str localized_beside(const Localized *text, Str first, Str language) {
    Str second = localized_in(text, language);
    if (second.len == 0)
        second = without_language(text);
    return str_equal(second, first) ? (Str){0} : second;
}

static Str first_of(const Localized *text, const Str *languages, size_t count,
                    LanguageMatch least) {
    Str found = {0};
    for (size_t i = 0; i < count && found.len == 0; i++)
        found = best_text(text, languages[i], least);
    return found;
}

Str localized_get(const Localized *text, const Str *languages, size_t language_count) {
    Str found = first_of(text, languages, language_count, LANGUAGE_OTHER_REGION);
    if (found.len == 0)
        found = without_language(text);
    if (found.len == 0)
        found = first_of(text, languages, language_count, LANGUAGE_OTHER_SCRIPT);
    return found.len || text->count == 0 ? found : text->items[0].text;
}

/* ---- rooms ---- */

size_t schedule_room_by_id(const Schedule *schedule, Str id) {
    for (size_t i = 0; i < schedule->room_count; i++)
        if (str_equal(schedule->rooms[i].id, id))
            return i;
    for (size_t i = 0; i < schedule->room_count; i++)
        if (id.len && str_equal(schedule->rooms[i].guid, id))
            return i;
    return SCHEDULE_NONE;
}

/* True when one of the room's words is `folded`. */
static bool is_folded(Arena *scratch, const Room *room, Str folded) {
    if (str_equal(str_fold_name(scratch, room->id), folded))
        return true;
    for (size_t i = 0; i < room->name.count; i++)
        if (str_equal(str_fold_name(scratch, room->name.items[i].text), folded))
            return true;
    return false;
}

size_t schedule_room_named(const Schedule *schedule, Str name) {
    size_t room = schedule_room_by_id(schedule, name);
    if (room != SCHEDULE_NONE)
        return room;
    Arena *scratch = arena_create();
    Str folded = str_fold_name(scratch, name);
    for (size_t i = 0; i < schedule->room_count && room == SCHEDULE_NONE; i++)
        if (folded.len && str_equal(str_fold_name(scratch, schedule->rooms[i].id), folded))
            room = i;
    for (size_t i = 0; i < schedule->room_count && room == SCHEDULE_NONE; i++)
        if (folded.len && is_folded(scratch, &schedule->rooms[i], folded))
            room = i;
    arena_free(scratch);
    return room;
}

const Schedule *schedule_of_no_room(Arena *arena, const Schedule *schedule) {
    Schedule *bare = arena_new(arena, Schedule, 1);
    Notice *notices = arena_new(arena, Notice, schedule->notice_count);
    SlideContent *slides = arena_new(arena, SlideContent, schedule->slide_count);
    *bare = (Schedule){.hash = schedule->hash,
                       .source_name = schedule->source_name,
                       .event = schedule->event,
                       .display = schedule->display,
                       .notices = notices,
                       .slides = slides};
    for (size_t i = 0; i < schedule->notice_count; i++)
        if (schedule->notices[i].room_count == 0)
            notices[bare->notice_count++] = schedule->notices[i];
    for (size_t i = 0; i < schedule->slide_count; i++) {
        const SlideContent *slide = &schedule->slides[i];
        if (slide->room_count == 0 && !slide->is_for_foyer)
            slides[bare->slide_count++] = *slide;
    }
    return bare;
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

size_t schedule_door(const Schedule *schedule, size_t room) {
    return room == SCHEDULE_NONE && schedule && schedule->room_count == 1 ? 0 : room;
}

bool session_was_in_room(const Session *session, size_t room) {
    return holds(session->planned_rooms, session->planned_room_count, room);
}

/* ---- display ---- */

TimerLook timer_look_default(void) {
    return (TimerLook){
        .amber = 5 * MILLIS_MINUTE, .red = 2 * MILLIS_MINUTE, .over = 60 * MILLIS_MINUTE};
}

Display display_default(void) {
    static const Str LANGUAGES[] = {{.s = "zh", .len = 2}, {.s = "en", .len = 2}};
    Display display = {.transition = TRANSITION_CROSSFADE,
                       .transition_time = 600,
                       .languages = LANGUAGES,
                       .language_count = countof(LANGUAGES),
                       .timer = timer_look_default(),
                       .door_share = 60,
                       .foyer_share = 50};
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        display.dwell[view] = view_row(view)->dwell;
    for (size_t place = 1; place <= VIEW_KIND_COUNT; place++)
        for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
            if (view_row(view)->place == place)
                display.views[display.view_count++] = view;
    return display;
}

/* ---- names of kinds ---- */

static const char *const TYPES[] = {"talk", "keynote", "panel", "break", "social", "other"};
static const char *const STATUSES[] = {"confirmed", "cancelled", "moved", "delayed"};
static const char *const LEVELS[] = {"info", "warning", "emergency", "test"};
static const char *const TRANSITIONS[] = {"crossfade", "none"};
static const char *const SECONDS[] = {"auto", "under", "alternate", "none"};
static const char *const ROOM_STATES[] = {"open", "full", "closed"};
static const char *const SLIDE_FITS[] = {"auto", "cover", "contain"};
_Static_assert(countof(TYPES) == SESSION_TYPE_COUNT, "one name for each type");
_Static_assert(countof(STATUSES) == SESSION_STATUS_COUNT, "one name for each status");
_Static_assert(countof(LEVELS) == NOTICE_LEVEL_COUNT, "one name for each level");
_Static_assert(countof(TRANSITIONS) == TRANSITION_KIND_COUNT, "one name for each transition");
_Static_assert(countof(SECONDS) == SECOND_LANGUAGE_COUNT, "one name for each place");
_Static_assert(countof(ROOM_STATES) == ROOM_STATE_COUNT, "one name for each state");
_Static_assert(countof(SLIDE_FITS) == SLIDE_FIT_COUNT, "one name for each fit");

static const char *name_at(const char *const *names, size_t count, size_t index) {
    return index < count ? names[index] : "?";
}

/* Index of the name, or `count`. */
static size_t index_of(const char *const *names, size_t count, Str name) {
    size_t i = 0;
    while (i < count && !str_is_key(name, names[i]))
        i++;
    return i;
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

const char *second_language_name(SecondLanguage second) {
    return name_at(SECONDS, countof(SECONDS), second);
}

const char *room_state_name(RoomState state) {
    return name_at(ROOM_STATES, countof(ROOM_STATES), state);
}

const char *slide_fit_name(SlideFit fit) {
    return name_at(SLIDE_FITS, countof(SLIDE_FITS), fit);
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

SecondLanguage second_language_by_name(Str name) {
    return (SecondLanguage)index_of(SECONDS, countof(SECONDS), name);
}

RoomState room_state_by_name(Str name) {
    return (RoomState)index_of(ROOM_STATES, countof(ROOM_STATES), name);
}

SlideFit slide_fit_by_name(Str name) {
    return (SlideFit)index_of(SLIDE_FITS, countof(SLIDE_FITS), name);
}
