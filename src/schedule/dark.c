#include "schedule/dark.h"

#include "schedule/now_next.h"

#define LIGHT_BEFORE (30 * MILLIS_MINUTE)

enum { DAY_MINUTES = 24 * 60 };

static void lower(Instant *next_change, Instant at, Instant change) {
    if (next_change && change > at && change < *next_change)
        *next_change = change;
}

bool schedule_is_dark(const Schedule *schedule, size_t room, Instant at, Instant *next_change) {
    if (!schedule || !schedule->display.dark.is_set)
        return false;
    const DarkHours *dark = &schedule->display.dark;
    const Zone *zone = schedule->event.zone;
    LocalTime local = zone_local(zone, at);
    int32_t minute = local.hour * 60 + local.minute;
    bool is_over_night = dark->from > dark->until;
    bool is_dark = is_over_night ? minute >= dark->from || minute < dark->until
                                 : minute >= dark->from && minute < dark->until;
    for (int day = 0; day < 2; day++) {
        Date date = date_add(local.date, day);
        lower(next_change, at, zone_instant(zone, date, dark->from % DAY_MINUTES, NULL));
        lower(next_change, at, zone_instant(zone, date, dark->until % DAY_MINUTES, NULL));
    }
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *session = &schedule->sessions[i];
        if (session->is_all_day || !session_takes_place(session, room))
            continue;
        Instant from = session->start - LIGHT_BEFORE;
        lower(next_change, at, from);
        lower(next_change, at, session->end);
        is_dark = is_dark && !(from <= at && at < session->end);
    }
    return is_dark;
}
