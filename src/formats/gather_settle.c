/* gather_settle.c: from times as a file writes them to instants: the zone, the hour at which the
 * conference day changes, days and identities. */
#include <string.h>

#include "formats/gather_zone.h"
#include "formats/languages.h"
#include "formats/local_day.h"
#include "formats/source_hash.h"

enum { DAYS_MAX = 400, DAY_MINUTES = 24 * 60, CHANGE_MAX = 720, YEAR_MIN = 1971, YEAR_MAX = 2099 };
#define LENGTH_MAX (100 * MILLIS_HOUR) /* what native YAML can say */

/* ---- instants ---- */

static const Zone *zone_of(const Gather *gather, const When *when) {
    return when->zone ? when->zone : gather->draft.event.zone;
}

static Instant to_instant(const Gather *gather, const When *when, const IsoTime *time) {
    return time->offset != ISO_NO_OFFSET
               ? gather_iso_instant(time)
               : zone_instant(zone_of(gather, when), time->date, time->minutes, NULL);
}

/* The start of the file's own night, for times that come without a date. */
static int32_t stated_change(const Gather *gather) {
    return gather->has_day_change && gather->day_change <= CHANGE_MAX ? gather->day_change
                                                                      : DAY_CHANGE_USUAL;
}

/* The day of sessions that say none: the first that any session says, else today. */
static Date usual_day(Gather *gather) {
    for (size_t i = 0; i < gather->draft.session_count; i++) {
        const When *when = &gather->whens[i];
        Date date = when->day.year ? when->day : when->start.date;
        if (date.year) {
            gather->is_undated = false;
            return date;
        }
    }
    return zone_conference_date(gather->draft.event.zone, gather->input->now, DAY_CHANGE_USUAL);
}

/* Gives a start without a date the day's, or the day after for what is before day_change. */
static void settle_date(Gather *gather, When *when) {
    if (when->start.date.year)
        return;
    Date day = when->day.year ? when->day : gather->usual_day;
    when->start.date = when->start.minutes < stated_change(gather) ? date_add(day, 1) : day;
}

static void settle_end(Gather *gather, When *when, DraftSession *open) {
    Session *session = &open->session;
    open->has_end = false;
    if (when->has_end) {
        IsoTime end = when->end;
        if (!end.date.year) {
            bool is_next = end.minutes <= when->start.minutes;
            end.date = is_next ? date_add(when->start.date, 1) : when->start.date;
            end.offset = when->start.offset;
        }
        session->end = to_instant(gather, when, &end);
        open->has_end = session->end > session->start;
        if (session->end < session->start)
            diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "end-before-start", session->at,
                            "correct the end",
                            "the session ends before it starts; its end is not "
                            "used");
    }
    if (!open->has_end && when->length > 0) { /* whole seconds: tables have fractions of a day */
        session->end = session->start + when->length - when->length % MILLIS_SECOND;
        open->has_end = true;
    }
    if (open->has_end && session->end - session->start < MILLIS_MINUTE) {
        session->end = session->start + MILLIS_MINUTE;
        diagnostics_add(gather->diagnostics, SEVERITY_NOTE, "short-session", session->at, NULL,
                        "the session lasts less than a minute; it is shown for one");
    }
    if (open->has_end && session->end - session->start > LENGTH_MAX) {
        session->end = session->start + LENGTH_MAX;
        diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "long-session", session->at,
                        "make it one session for each day",
                        "the session lasts longer than 100 hours; it is cut there");
    }
}

/* ---- where the day changes ---- */

/* Minutes after midnight of the day under which the file lists it; INT32_MIN when it is listed
 * under none, or under one that it is not on. */
static int32_t minutes_on_day(Date day, LocalTime local) {
    bool is_same = day.year == local.date.year && day.month == local.date.month &&
                   day.day == local.date.day; /* as nearly always */
    int32_t days = is_same ? 0 : day.year ? date_diff(day, local.date) : -2;
    return days < -1 || days > 1 ? INT32_MIN : days * DAY_MINUTES + local.hour * 60 + local.minute;
}

/* The file lists sessions under days. The change must lie where that is true: after the start of
 * all that is counted to the day before, and not after the start of any that opens a day. */
static void settle_day_change(Gather *gather, int32_t earliest, int32_t latest) {
    Draft *draft = &gather->draft;
    int32_t stated = stated_change(gather);
    int32_t above = latest == INT32_MIN ? INT32_MIN : latest - DAY_MINUTES; /* change > above */
    bool is_stated_good = stated > above && stated <= earliest;
    bool is_usual_good = DAY_CHANGE_USUAL > above && DAY_CHANGE_USUAL <= earliest;
    draft->event.day_change = stated;
    /* pretalx writes the hour at which the first session of a day may begin. As long as a day of a
     * kiosk began then, the screens would still be in yesterday when the doors open. */
    if (is_usual_good && (!is_stated_good || stated > 6 * 60))
        draft->event.day_change = DAY_CHANGE_USUAL;
    else if (!is_stated_good && above < earliest && above < CHANGE_MAX && earliest >= 0)
        draft->event.day_change = above >= 0 ? above + 1 : 0;
    if (draft->event.day_change != DAY_CHANGE_USUAL && draft->event.day_change % 5 &&
        (draft->event.day_change / 60 + 1) * 60 <= earliest)
        draft->event.day_change = (draft->event.day_change / 60 + 1) * 60;
}

/* ---- days ---- */

/* The day of the session, or SCHEDULE_NONE when there are too many, or it is none that a file can
 * name: a start at 0:00 of 1970 is on the night of the day before. */
static size_t find_day(Gather *gather, const Session *session) {
    Draft *draft = &gather->draft;
    for (size_t i = draft->day_count; i-- > 0;) /* mostly that of the session before */
        if (draft->days[i].from <= session->start && session->start < draft->days[i].until)
            return i;
    if (draft->day_count == DAYS_MAX)
        return SCHEDULE_NONE;
    Date date = zone_conference_date(draft->event.zone, session->start, draft->event.day_change);
    if (date.year < YEAR_MIN || date.year > YEAR_MAX)
        return SCHEDULE_NONE;
    bool is_undated = gather->is_undated && date_compare(date, gather->usual_day) == 0;
    return draft_day(draft, date, is_undated, session->at);
}

/* ---- the screen's languages ---- */

/* The language in which most sessions are held; may be empty. */
static Str most_spoken(const Gather *gather) {
    for (size_t i = 0; i < gather->spoken_count; i++)
        if (gather->spoken[i].sessions * 2 > gather->draft.session_count)
            return gather->spoken[i].tag;
    return (Str){0};
}

/* ---- the whole ---- */

/* What the local times of all sessions tell. */
typedef struct {
    int32_t earliest, latest; /* minutes after midnight of the day under which one is listed */
    size_t disagreeing, first_disagreeing;
    LocalDay day; /* of the session before */
} Heard;

/* From the day's first instant to its last, as far as is known where it changes. */
static void settle_all_day(Gather *gather, size_t index) {
    const Event *event = &gather->draft.event;
    DraftSession *open = &gather->draft.sessions[index];
    Session *session = &open->session;
    Date date = gather->whens[index].start.date;
    session->start = zone_instant(event->zone, date, event->day_change, NULL);
    session->end = zone_instant(event->zone, date_add(date, 1), event->day_change, NULL);
    session->planned_start = session->start;
    session->planned_end = session->end;
    session->planned_rooms = session->rooms;
    session->planned_room_count = session->room_count;
    open->has_end = true;
}

/* Makes the start and end instants. */
static void settle_times(Gather *gather, size_t index, Heard *heard) {
    When *when = &gather->whens[index];
    DraftSession *open = &gather->draft.sessions[index];
    Session *session = &open->session;
    if (when->is_all_day) {
        settle_all_day(gather, index);
        return;
    }
    settle_date(gather, when);
    session->start = to_instant(gather, when, &when->start);
    settle_end(gather, when, open);
    session->planned_start = session->start;
    session->planned_end = session->end; /* 0 where it is open: as long as it will be */
    session->planned_rooms = session->rooms;
    session->planned_room_count = session->room_count;
    LocalTime local = local_day_time(&heard->day, gather->draft.event.zone, session->start);
    if (gather_disagrees(when, local.offset_minutes) && heard->disagreeing++ == 0)
        heard->first_disagreeing = index;
    int32_t minutes = minutes_on_day(when->day, local);
    if (minutes == INT32_MIN)
        return;
    heard->earliest = minutes < heard->earliest ? minutes : heard->earliest;
    heard->latest = minutes > heard->latest ? minutes : heard->latest;
}

/* Takes out the sessions without a day. */
static void leave_out_rest(Gather *gather) {
    Draft *draft = &gather->draft;
    size_t kept = 0;
    Position at = {0};
    for (size_t i = 0; i < draft->session_count; i++)
        if (draft->sessions[i].session.day != SCHEDULE_NONE)
            draft->sessions[kept++] = draft->sessions[i];
        else if (at.line == 0)
            at = draft->sessions[i].session.at;
    size_t count = draft->session_count - kept;
    if (draft->day_count == DAYS_MAX)
        diagnostics_add(gather->diagnostics, SEVERITY_ERROR, "too-large", (Position){0}, NULL,
                        "more than %d days; %zu sessions are left out", DAYS_MAX, count);
    else
        diagnostics_add(gather->diagnostics, SEVERITY_ERROR, "bad-date", at, NULL,
                        "%zu session%s before %d or behind %d %s left out", count,
                        count == 1 ? "" : "s", YEAR_MIN, YEAR_MAX, count == 1 ? "is" : "are");
    draft->session_count = kept;
}

/* Goes through the sessions once, with the change that is likely, since they are many: only where
 * it has to be another one are their days looked for again. */
static void settle_sessions(Gather *gather) {
    Draft *draft = &gather->draft;
    Heard heard = {.earliest = INT32_MAX, .latest = INT32_MIN};
    bool has_rest = false;
    gather->usual_day = usual_day(gather);
    draft->event.day_change = DAY_CHANGE_USUAL;
    for (size_t i = 0; i < draft->session_count; i++) {
        Session *session = &draft->sessions[i].session;
        settle_times(gather, i, &heard);
        session->day = find_day(gather, session);
        has_rest = has_rest || session->day == SCHEDULE_NONE;
    }
    settle_day_change(gather, heard.earliest, heard.latest);
    if (draft->event.day_change != DAY_CHANGE_USUAL) {
        draft->day_count = 0;
        has_rest = false;
        for (size_t i = 0; i < draft->session_count; i++) {
            Session *session = &draft->sessions[i].session;
            if (session->is_all_day)
                settle_all_day(gather, i);
            session->day = find_day(gather, session);
            has_rest = has_rest || session->day == SCHEDULE_NONE;
        }
    }
    if (heard.disagreeing)
        diagnostics_add(gather->diagnostics, SEVERITY_WARNING, "offset",
                        draft->sessions[heard.first_disagreeing].session.at, NULL,
                        "the time says another offset than %.*s has then (%zu session%s); the "
                        "offset counts",
                        str_arg(draft->event.zone_name), heard.disagreeing,
                        heard.disagreeing == 1 ? "" : "s");
    if (has_rest)
        leave_out_rest(gather);
}

Schedule *gather_finish(Gather *gather, const char *what) {
    Draft *draft = &gather->draft;
    if (gather->unscheduled)
        diagnostics_add(gather->diagnostics, SEVERITY_NOTE, "unscheduled", gather->unscheduled_at,
                        NULL, "%zu session%s without a time %s left out", gather->unscheduled,
                        gather->unscheduled == 1 ? "" : "s",
                        gather->unscheduled == 1 ? "was" : "were");
    if (gather->hidden)
        diagnostics_add(gather->diagnostics, SEVERITY_NOTE, "hidden", gather->hidden_at, NULL,
                        "%zu session%s left out: withdrawn, rejected or not published",
                        gather->hidden, gather->hidden == 1 ? " is" : "s are");
    if (draft->session_count == 0) {
        if (!diagnostics_has_errors(gather->diagnostics))
            diagnostics_add(gather->diagnostics, SEVERITY_ERROR, "empty", (Position){0}, NULL,
                            "the file is %s, but there is no session with a time in it", what);
        gather_free(gather);
        return NULL;
    }
    gather_settle_zone(gather);
    settle_sessions(gather);
    if (draft->session_count == 0) {
        gather_free(gather);
        return NULL;
    }
    draft_settle_languages(draft, gather->languages, gather->language_count, most_spoken(gather),
                           gather->diagnostics);
    uint64_t hash = gather->is_hashed ? gather->hash : source_hash(gather->input->source);
    Schedule *schedule = draft_finish(draft, hash, gather->input->source_name);
    arena_free(gather->scratch);
    arena_free(gather->whole_texts);
    gather->scratch = gather->whole_texts = NULL;
    return schedule;
}
