#include "live/kind_extend.h"

#include "live/delay.h"
#include "live/describe.h"
#include "live/follow.h"
#include "live/kind_delay.h"
#include "schedule/now_next.h"

/* By how much the session is to end later than now. */
static Millis length_of(const LiveOp *op, const Session *session) {
    return op->end == INSTANT_NEVER ? op->by : op->end - session->end;
}

static bool check_length(Reading *reading, const Session *session) {
    const LiveOp *op = &reading->out->op;
    Str title = describe_title(reading->schedule, session);
    Str end = describe_time(reading->arena, reading->schedule, session->end);
    if ((op->by == 0) == (op->end == INSTANT_NEVER))
        return reading_fail(reading, "say by how much, or until when: extend %.*s +10, or until %s",
                            str_arg(session->id), "14:30");
    Millis by = length_of(op, session);
    if (by == 0)
        return reading_fail(reading, "\"%.*s\" ends at %.*s already", str_arg(title), str_arg(end));
    if (by > LIVE_DELAY_MAX)
        return reading_fail(reading, "\"%.*s\" would end more than %d hours later than %.*s",
                            str_arg(title), (int)(LIVE_DELAY_MAX / MILLIS_HOUR), str_arg(end));
    if (session->end + by <= session->start)
        return reading_fail(
            reading, "\"%.*s\" would end before it starts, at %.*s", str_arg(title),
            str_arg(describe_time(reading->arena, reading->schedule, session->start)));
    if (session->end + by <= reading->now)
        return reading_fail(reading, "\"%.*s\" would be over already; it ends at %.*s",
                            str_arg(title), str_arg(end));
    return true;
}

bool extend_check(Reading *reading) {
    const Session *session = describe_session(reading->schedule, &reading->out->op);
    if (!session)
        return reading_fail(reading, "there is no such session today");
    if (session->status == SESSION_CANCELLED)
        return reading_fail(reading, "\"%.*s\" is cancelled",
                            str_arg(describe_title(reading->schedule, session)));
    return check_length(reading, session);
}

bool break_check(Reading *reading) {
    const Schedule *schedule = reading->schedule;
    LiveOp *op = &reading->out->op;
    size_t day = schedule ? schedule_day_at(schedule, reading->now) : SCHEDULE_NONE;
    const Session *found = NULL;
    for (size_t i = 0; day != SCHEDULE_NONE && i < schedule->days[day].session_count; i++) {
        const Session *session = &schedule->sessions[schedule->days[day].first_session + i];
        bool is_meant = session->type == SESSION_BREAK && session->status != SESSION_CANCELLED &&
                        !session->is_all_day && session->end > reading->now;
        if (!is_meant)
            continue;
        bool is_at_once = found && session->start < found->end && found->start < session->end;
        if (is_at_once)
            return reading_fail(reading,
                                "there are several breaks at once: say which, \"extend %.*s +10\" "
                                "or \"extend %.*s +10\"",
                                str_arg(found->id), str_arg(session->id));
        found = found ? found : session;
    }
    if (!found)
        return reading_fail(reading, "no break is to come today");
    op->session = found->id;
    op->session_facts = follow_session_facts(schedule, found);
    return check_length(reading, found);
}

void extend_apply(Work *work, const LiveOp *op) {
    Session *session = work_session(work, op);
    if (!session || session->status == SESSION_CANCELLED)
        return;
    Instant at = instant_max(session->start, instant_min(op->at, session->end - 1));
    Delay delay = {.room = SCHEDULE_NONE, .by = length_of(op, session), .at = at};
    work_delay(work, &delay, session);
}

Str extend_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op) {
    if (!before || !after)
        return str_from("no schedule is shown");
    Str text = delay_effect_text(arena, before, after, op);
    return text.len ? text : str_from("nothing changes");
}
