/* work.c: sessions of a schedule while it is being changed. Part of kinds.h. */
#include <string.h>

#include "live/delay.h"
#include "live/follow.h"
#include "live/kinds.h"

Session *work_session_by(Work *work, Str id, const LiveSession *facts) {
    if (!work->plan)
        return NULL;
    LiveOp op = {.session = id, .session_facts = *facts};
    size_t index = follow_session(work->plan, &op, work->date);
    if (index != SCHEDULE_NONE)
        return &work->sessions[index];
    for (size_t i = work->plan->session_count; i < work->copy->session_count; i++)
        if (str_equal(work->sessions[i].id, id))
            return &work->sessions[i];
    return NULL;
}

Session *work_session(Work *work, const LiveOp *op) {
    return work_session_by(work, op->session, &op->session_facts);
}

Session *work_add_session(Work *work) {
    return &work->sessions[work->copy->session_count++];
}

/* Those that staff added stand behind the plan's, not in their day: they are brought together, and
 * put back. */
void work_delay(Work *work, const Delay *delay, const Session *longer) {
    if (work->day == SCHEDULE_NONE)
        return;
    const Day *day = &work->plan->days[work->day];
    size_t added = work->copy->session_count - work->plan->session_count;
    size_t count = day->session_count + added;
    Session *own = work->sessions + day->first_session;
    Session *extra = work->sessions + work->plan->session_count;
    Arena *scratch = arena_create();
    Session *sessions = arena_new(scratch, Session, count);
    Session *planned = arena_new(scratch, Session, count);
    memcpy(sessions, own, day->session_count * sizeof *own);
    memcpy(planned, work->plan->sessions + day->first_session, day->session_count * sizeof *own);
    for (size_t i = 0; i < added; i++) {
        Session *session = &planned[day->session_count + i];
        sessions[day->session_count + i] = *session = extra[i];
        session->start = session->planned_start;
        session->end = session->planned_end;
    }
    Delay own_delay = *delay;
    if (longer)
        own_delay.longer = longer >= extra
                               ? &sessions[day->session_count + (size_t)(longer - extra)]
                               : &sessions[longer - own];
    DelayDay delay_day = {.arena = work->copy->arena,
                          .planned = planned,
                          .sessions = sessions,
                          .count = count,
                          .room_count = work->plan->room_count ? work->plan->room_count : 1};
    delay_apply(&delay_day, &own_delay);
    memcpy(own, sessions, day->session_count * sizeof *own);
    memcpy(extra, sessions + day->session_count, added * sizeof *extra);
    arena_free(scratch);
}

Localized work_texts(Arena *arena, const LiveOp *op) {
    Translation *items = arena_new(arena, Translation, op->text_count + 1);
    Localized text = {.items = items};
    for (size_t i = 0; i < op->text_count; i++)
        items[text.count++] = (Translation){.language = str_copy(arena, op->texts[i].language),
                                            .text = str_copy(arena, op->texts[i].text)};
    if (op->text.len)
        items[text.count++] = (Translation){.text = str_copy(arena, op->text)};
    return text;
}

void work_settle_rooms(Work *work) {
    for (size_t i = 0; i < work->copy->room_count; i++) {
        Room *room = (Room *)&work->copy->rooms[i]; /* our own copy */
        for (size_t k = 0; room->state_session.len && k < work->copy->session_count; k++)
            if (str_equal(work->sessions[k].id, room->state_session))
                room->state_until = work->sessions[k].end;
    }
}
