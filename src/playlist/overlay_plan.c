/* overlay_plan.c: lower thirds, slates and titles as functions of schedule, room and instant.
 *
 * A session is cut into blocks: one from its start, one from each segment. A block begins with a
 * cue, which comes back every ten minutes as long as the block goes on. All names of one cue
 * follow each other and are called an appearance here. */
#include "playlist/overlay_plan.h"

/* A name that would be cut shorter by what follows is not begun. */
#define SEEN_MIN (3 * MILLIS_SECOND)

typedef struct {
    CueKind kind;
    size_t session, segment;
    size_t names;        /* at least 1 */
    bool is_strip;       /* all names at once */
    Millis stays;        /* that one of them does */
    Instant from, until; /* until: when the block, or the session, ends */
    bool is_endless;     /* by hand: the names go round until then */
    const CueHand *hand; /* by hand: who; else NULL */
} Appearance;

CueHand cue_hand_none(void) {
    return (CueHand){.shown = INSTANT_NEVER, .hidden = INSTANT_NEVER};
}

static void lower(Instant *next_change, Instant at, Instant change) {
    if (next_change && change > at && change < *next_change)
        *next_change = change;
}

static bool takes_place(const Session *session, size_t room) {
    return session->status != SESSION_CANCELLED && session_is_in_room(session, room);
}

/* Sessions that people are introduced in. */
static bool has_cues(const Session *session, size_t room) {
    return takes_place(session, room) && !session->do_not_record && !session->is_all_day &&
           session->type != SESSION_BREAK && session->type != SESSION_SOCIAL;
}

static bool runs_at(const Session *session, Instant at) {
    return session->start <= at && at < session->end;
}

/* The session that is introduced at `at`: of several that run, the one that began last. */
static size_t session_at(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    size_t found = SCHEDULE_NONE;
    for (size_t i = 0; schedule && i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        if (!has_cues(session, room))
            continue;
        lower(next_change, at, session->start);
        lower(next_change, at, session->end);
        if (runs_at(session, at) &&
            (found == SCHEDULE_NONE || session->start > schedule->sessions[found].start))
            found = i;
    }
    return found;
}

/* When another session takes the place of `session`, which is introduced at `at`. */
static Instant session_until(const Schedule *schedule, size_t room, size_t session, Instant at) {
    Instant until = schedule->sessions[session].end;
    for (size_t i = 0; i < schedule->session_count; i++)
        if (has_cues(&schedule->sessions[i], room))
            lower(&until, at, schedule->sessions[i].start);
    return until;
}

static bool segment_has_cue(const Session *session, const Segment *segment) {
    return segment->start > session->start && segment->start < session->end &&
           (segment->title.count || segment->partner != SCHEDULE_NONE);
}

static Millis stays(const CueHand *hand) {
    return hand->stays ? hand->stays : CUE_TIME;
}

static size_t name_count(const Session *session, const CueHand *hand) {
    size_t most = (size_t)(CUE_AGAIN / stays(hand));
    if (session->speaker_count == 0 || hand->shows_strip)
        return 1;
    return session->speaker_count < most ? session->speaker_count : most;
}

/* The appearance that began last at or before `at` in the session, over or not. */
static Appearance planned_in(const Schedule *schedule, size_t index, const CueHand *hand,
                             Instant at, Instant *next_change) {
    const Session *session = &schedule->sessions[index];
    Instant from = session->start, until = session->end;
    size_t segment = SCHEDULE_NONE;
    for (size_t i = 0; i < session->segment_count; i++) {
        Instant start = session->segments[i].start;
        if (!segment_has_cue(session, &session->segments[i]))
            continue;
        lower(next_change, at, start);
        if (start <= at && start >= from) {
            from = start;
            segment = i;
        } else if (start > at) {
            until = instant_min(until, start);
        }
    }
    if (segment == SCHEDULE_NONE) { /* behind the session's title */
        from += hand->opening;
        lower(next_change, at, from);
    }
    Millis passed = at < from ? 0 : (at - from) / CUE_AGAIN * CUE_AGAIN;
    lower(next_change, at, from + passed + CUE_AGAIN);
    Appearance planned = {
        .kind = CUE_SESSION,
        .session = index,
        .segment = SCHEDULE_NONE,
        .names = name_count(session, hand),
        .is_strip = hand->shows_strip && session->speaker_count > 1,
        .stays = stays(hand),
        .from = from + passed,
        .until = until,
    };
    if (segment != SCHEDULE_NONE && passed == 0) {
        planned.kind = CUE_SEGMENT;
        planned.is_strip = false;
        planned.segment = segment;
        planned.names = 1;
    }
    return planned;
}

size_t overlay_session_at(const Schedule *schedule, size_t room, Instant at) {
    return session_at(schedule, room, at, NULL);
}

static bool is_over(const Appearance *appearance, Instant at) {
    Instant end = appearance->from + (Millis)appearance->names * appearance->stays;
    return at >= appearance->until || (!appearance->is_endless && at >= end);
}

/* What is planned for `at`; false when nothing is. */
static bool planned_at(const Schedule *schedule, size_t room, const CueHand *hand, Instant at,
                       Appearance *out, Instant *next_change) {
    size_t session = session_at(schedule, room, at, next_change);
    if (session == SCHEDULE_NONE)
        return false;
    *out = planned_in(schedule, session, hand, at, next_change);
    if (at < out->from)
        return false;
    /* It began before another session took the place, which is over by now. */
    if (session_at(schedule, room, out->from, NULL) != session)
        return false;
    out->until = instant_min(out->until, session_until(schedule, room, session, out->from));
    return !is_over(out, at);
}

/* What staff's "show" means at `at`, not before it was said. */
static bool shown_at(const Schedule *schedule, size_t room, const CueHand *hand, Instant at,
                     Appearance *out) {
    size_t session = session_at(schedule, room, hand->shown, NULL);
    bool has_session = session != SCHEDULE_NONE, is_person = hand->who == HAND_PERSON;
    if (session_at(schedule, room, at, NULL) != session || (!has_session && !is_person))
        return false;
    bool is_one = hand->who != HAND_IN_TURN;
    if (hand->who == HAND_ONE && hand->speaker >= schedule->sessions[session].speaker_count)
        return false;
    *out = (Appearance){
        .kind = CUE_HAND,
        .session = is_person ? SCHEDULE_NONE : session,
        .segment = SCHEDULE_NONE,
        .names = is_one ? 1 : name_count(&schedule->sessions[session], hand),
        .is_strip = hand->who == HAND_STRIP || (hand->who == HAND_IN_TURN && hand->shows_strip),
        .stays = stays(hand),
        .from = hand->shown,
        .until = has_session ? session_until(schedule, room, session, hand->shown) : INSTANT_NEVER,
        .is_endless = true,
        .hand = hand,
    };
    if (is_one)
        return !is_over(out, at);
    /* Names that are on the stream already stay and go on. */
    Appearance planned;
    bool was_hidden = hand->hidden != INSTANT_NEVER && hand->hidden < hand->shown;
    if (!hand->is_by_hand && planned_at(schedule, room, hand, hand->shown, &planned, NULL) &&
        planned.kind == CUE_SESSION && !(was_hidden && hand->hidden >= planned.from))
        out->from = planned.from;
    return !is_over(out, at);
}

/* The name that an appearance shows at `at`. */
static bool name_at(const Appearance *appearance, const Session *session, Instant at, Cue *cue) {
    size_t name = (size_t)((at - appearance->from) / appearance->stays);
    bool is_alone = appearance->names == 1;
    *cue = (Cue){
        .kind = appearance->kind,
        .session = appearance->session,
        .segment = appearance->segment,
        .speaker = SCHEDULE_NONE,
        .from = appearance->from,
        .until = appearance->until,
    };
    if (!is_alone || !appearance->is_endless) {
        cue->from += (Millis)name * appearance->stays;
        cue->until = instant_min(cue->until, cue->from + appearance->stays);
    }
    HandWho who = appearance->hand ? appearance->hand->who : HAND_IN_TURN;
    cue->person = who == HAND_PERSON ? appearance->hand->person : NULL;
    cue->is_strip = appearance->is_strip && session && session->speaker_count > 1;
    if (who == HAND_ONE)
        cue->speaker = appearance->hand->speaker;
    else if (appearance->kind != CUE_SEGMENT && session && session->speaker_count && !cue->is_strip)
        cue->speaker = is_alone ? 0 : name % appearance->names;
    return cue->until - cue->from >= SEEN_MIN;
}

bool overlay_cue_at(const Schedule *schedule, size_t room, const CueHand *hand, Instant at,
                    Cue *cue, Instant *next_change) {
    Appearance appearance, by_hand;
    if (hand->shown != INSTANT_NEVER)
        lower(next_change, at, hand->shown);
    if (hand->hidden != INSTANT_NEVER)
        lower(next_change, at, hand->hidden);
    bool has_shown = hand->shown <= at, has_hidden = hand->hidden <= at;
    bool is_shown =
        planned_at(schedule, room, hand, at, &appearance, next_change) && !hand->is_by_hand;
    if (has_shown && shown_at(schedule, room, hand, at, &by_hand) &&
        !(has_hidden && hand->hidden > hand->shown && is_shown && appearance.from > hand->hidden)) {
        appearance = by_hand;
        is_shown = true;
    }
    if (!is_shown)
        return false;
    bool is_hidden = has_hidden && hand->hidden >= appearance.from &&
                     !(appearance.kind == CUE_HAND && hand->shown > hand->hidden);
    const Session *session =
        appearance.session == SCHEDULE_NONE ? NULL : &schedule->sessions[appearance.session];
    if (!name_at(&appearance, session, is_hidden ? hand->hidden : at, cue)) {
        lower(next_change, at, cue->until);
        return false;
    }
    if (is_hidden)
        cue->until = instant_min(cue->until, hand->hidden + CUE_MOTION);
    lower(next_change, at, cue->until);
    return at < cue->until;
}

bool overlay_next_name(const Schedule *schedule, size_t room, const CueHand *hand, Instant at,
                       size_t *speaker) {
    Cue cue;
    size_t session = session_at(schedule, room, at, NULL);
    if (session == SCHEDULE_NONE || schedule->sessions[session].speaker_count == 0)
        return false;
    bool is_shown = overlay_cue_at(schedule, room, hand, at, &cue, NULL) &&
                    cue.session == session && cue.speaker != SCHEDULE_NONE;
    *speaker = is_shown ? (cue.speaker + 1) % schedule->sessions[session].speaker_count : 0;
    return true;
}

const Cue *overlay_cues(Arena *arena, const Schedule *schedule, size_t room, Instant from,
                        Instant until, size_t *count) {
    Cue *cues = NULL;
    size_t capacity = 0;
    CueHand hand = cue_hand_none();
    *count = 0;
    for (Instant at = from; at < until;) {
        Cue cue;
        Instant next = INSTANT_NEVER;
        if (overlay_cue_at(schedule, room, &hand, at, &cue, &next) && cue.from == at) {
            Cue *place = arena_push(arena, &cues, count, &capacity, sizeof *cues, _Alignof(Cue));
            *place = cue;
        }
        at = next;
    }
    return cues ? cues : arena_new(arena, Cue, 0);
}

size_t overlay_title_at(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    size_t index = session_at(schedule, room, at, next_change);
    if (index == SCHEDULE_NONE)
        return SCHEDULE_NONE;
    Instant until = schedule->sessions[index].start + TITLE_TIME;
    lower(next_change, at, until);
    return at < until ? index : SCHEDULE_NONE;
}

size_t overlay_link_at(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    size_t index = session_at(schedule, room, at, next_change);
    if (index == SCHEDULE_NONE)
        return SCHEDULE_NONE;
    const Session *session = &schedule->sessions[index];
    Instant last = session->end - LINK_TIME, first = session->start + LINK_AFTER;
    lower(next_change, at, last);
    lower(next_change, at, first);
    if (at >= last)
        return index;
    if (at < first)
        return SCHEDULE_NONE;
    Instant from = first + (at - first) / CUE_AGAIN * CUE_AGAIN;
    lower(next_change, at, from + LINK_TIME);
    lower(next_change, at, from + CUE_AGAIN);
    return at < from + LINK_TIME ? index : SCHEDULE_NONE;
}

SlateKind overlay_slate_at(const Schedule *schedule, size_t room, Instant at, size_t *session,
                           Instant *next_change) {
    if (session)
        *session = SCHEDULE_NONE;
    for (size_t i = 0; schedule && i < schedule->session_count; i++) {
        const Session *s = &schedule->sessions[i];
        if (!s->do_not_record || s->is_all_day || !takes_place(s, room))
            continue;
        lower(next_change, at, s->start);
        lower(next_change, at, s->end);
        if (!runs_at(s, at))
            continue;
        if (session)
            *session = i;
        return SLATE_NOT_RECORDED;
    }
    DayState state = day_state_at(schedule, room, at);
    lower(next_change, at, state.next_change);
    switch (state.kind) {
    case DAY_RUNNING:
        return SLATE_NONE;
    case DAY_BREAK:
    case DAY_GAP:
        return SLATE_BREAK;
    case DAY_BEFORE:
        return SLATE_SOON;
    case DAY_AFTER:
    case DAY_OVER:
        return SLATE_THANKS;
    case DAY_NO_SCHEDULE:
    case DAY_FAR:
    case DAY_NO_SESSIONS:
    case DAY_STATE_COUNT:
        break;
    }
    return SLATE_WAITING;
}
