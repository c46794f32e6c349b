/* equal.h: are two schedules the same? All but the arena, the hash, the name of the source and the
 * places in it. Says where they first differ. Shared by the tests of what is read and written. */
#pragma once

#include <stdio.h>

#include "schedule/schedule.h"

typedef struct {
    char where[400]; /* "sessions[3].title", when they differ */
} Difference;

static inline bool differ(Difference *difference, const char *part, size_t index,
                          const char *field) {
    snprintf(difference->where, sizeof difference->where, "%s[%zu].%s", part, index, field);
    return false;
}

static inline bool localized_equal(const Localized *a, const Localized *b) {
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!str_equal(a->items[i].language, b->items[i].language) ||
            !str_equal(a->items[i].text, b->items[i].text))
            return false;
    return true;
}

static inline bool indices_equal(const size_t *a, size_t a_count, const size_t *b, size_t b_count) {
    if (a_count != b_count)
        return false;
    for (size_t i = 0; i < a_count; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

/* Compares one member, by value, text or word, and leaves the function when it differs. */
#define SAME(part, index, field)                                                                   \
    do {                                                                                           \
        if (a->field != b->field)                                                                  \
            return differ(difference, part, index, #field);                                        \
    } while (0)
#define SAME_TEXT(part, index, field)                                                              \
    do {                                                                                           \
        if (!localized_equal(&a->field, &b->field))                                                \
            return differ(difference, part, index, #field);                                        \
    } while (0)
#define SAME_WORD(part, index, field)                                                              \
    do {                                                                                           \
        if (!str_equal(a->field, b->field))                                                        \
            return differ(difference, part, index, #field);                                        \
    } while (0)

static inline bool event_equal(const Event *a, const Event *b, Difference *difference) {
    SAME_TEXT("event", 0, name);
    SAME_WORD("event", 0, zone_name);
    SAME_TEXT("event", 0, venue);
    SAME("event", 0, day_change);
    SAME_WORD("event", 0, logo);
    SAME_WORD("event", 0, logo_on_light);
    SAME_WORD("event", 0, background);
    SAME("event", 0, has_color);
    SAME("event", 0, color);
    SAME("event", 0, has_second_color);
    SAME("event", 0, second_color);
    SAME_WORD("event", 0, url);
    SAME_WORD("event", 0, license);
    SAME_WORD("event", 0, language);
    return true;
}

static inline bool speakers_equal(const Session *a, const Session *b, size_t i,
                                  Difference *difference) {
    SAME("session", i, speaker_count);
    for (size_t k = 0; k < a->speaker_count; k++) {
        SAME_TEXT("session", i, speakers[k].name);
        SAME_TEXT("session", i, speakers[k].affiliation);
        SAME_TEXT("session", i, speakers[k].biography);
        SAME_WORD("session", i, speakers[k].photo);
    }
    SAME("session", i, segment_count);
    for (size_t k = 0; k < a->segment_count; k++) {
        SAME("session", i, segments[k].start);
        SAME("session", i, segments[k].end);
        SAME("session", i, segments[k].partner);
        SAME_TEXT("session", i, segments[k].title);
    }
    return true;
}

static inline bool session_equal(const Session *a, const Session *b, size_t i,
                                 Difference *difference) {
    SAME_WORD("session", i, id);
    SAME_WORD("session", i, guid);
    SAME("session", i, day);
    SAME("session", i, start);
    SAME("session", i, end);
    SAME("session", i, planned_start);
    SAME("session", i, planned_end);
    if (!indices_equal(a->rooms, a->room_count, b->rooms, b->room_count))
        return differ(difference, "session", i, "rooms");
    if (!indices_equal(a->planned_rooms, a->planned_room_count, b->planned_rooms,
                       b->planned_room_count))
        return differ(difference, "session", i, "planned_rooms");
    SAME_TEXT("session", i, title);
    SAME_TEXT("session", i, subtitle);
    SAME_TEXT("session", i, abstract);
    SAME_TEXT("session", i, note);
    SAME("session", i, track);
    SAME("session", i, type);
    SAME("session", i, status);
    SAME_WORD("session", i, language);
    SAME_WORD("session", i, url);
    SAME_WORD("session", i, feedback);
    SAME_WORD("session", i, license);
    SAME("session", i, do_not_record);
    SAME("session", i, is_all_day);
    return speakers_equal(a, b, i, difference);
}

static inline bool rooms_equal(const Schedule *left, const Schedule *right,
                               Difference *difference) {
    for (size_t i = 0; i < left->room_count; i++) {
        const Room *a = &left->rooms[i], *b = &right->rooms[i];
        SAME_WORD("rooms", i, id);
        SAME_WORD("rooms", i, guid);
        SAME_TEXT("rooms", i, name);
        SAME("rooms", i, capacity);
        SAME_TEXT("rooms", i, way);
        SAME_WORD("rooms", i, overflow);
    }
    for (size_t i = 0; i < left->track_count; i++) {
        const Track *a = &left->tracks[i], *b = &right->tracks[i];
        SAME_WORD("tracks", i, id);
        SAME_TEXT("tracks", i, name);
        SAME("tracks", i, has_color);
        SAME("tracks", i, color);
    }
    return true;
}

static inline bool days_equal(const Schedule *left, const Schedule *right, Difference *difference) {
    for (size_t i = 0; i < left->day_count; i++) {
        const Day *a = &left->days[i], *b = &right->days[i];
        if (date_compare(a->date, b->date) != 0)
            return differ(difference, "days", i, "date");
        SAME("days", i, is_undated);
        SAME("days", i, from);
        SAME("days", i, until);
        SAME_TEXT("days", i, title);
        SAME("days", i, first_session);
        SAME("days", i, session_count);
    }
    for (size_t i = 0; i < left->session_count; i++)
        if (!session_equal(&left->sessions[i], &right->sessions[i], i, difference))
            return false;
    return true;
}

static inline bool projects_equal(const Schedule *left, const Schedule *right,
                                  Difference *difference) {
    for (size_t i = 0; i < left->project_count; i++) {
        const Project *a = &left->projects[i], *b = &right->projects[i];
        SAME_TEXT("projects", i, name);
        SAME_TEXT("projects", i, tagline);
        SAME_TEXT("projects", i, description);
        SAME("projects", i, highlight_count);
        for (size_t k = 0; k < a->highlight_count; k++)
            SAME_TEXT("projects", i, highlights[k]);
        SAME_WORD("projects", i, url);
        SAME_WORD("projects", i, logo);
        SAME("projects", i, session);
    }
    return true;
}

static inline bool partners_equal(const Schedule *left, const Schedule *right,
                                  Difference *difference) {
    for (size_t i = 0; i < left->tier_count; i++) {
        const Tier *a = &left->tiers[i], *b = &right->tiers[i];
        SAME_WORD("tiers", i, id);
        SAME_TEXT("tiers", i, title);
        SAME("tiers", i, first_partner);
        SAME("tiers", i, partner_count);
    }
    for (size_t i = 0; i < left->partner_count; i++) {
        const Partner *a = &left->partners[i], *b = &right->partners[i];
        SAME_WORD("partners", i, id);
        SAME_TEXT("partners", i, name);
        SAME_WORD("partners", i, logo);
        SAME_WORD("partners", i, url);
        SAME("partners", i, tier);
    }
    return true;
}

static inline bool people_equal(const Schedule *left, const Schedule *right,
                                Difference *difference) {
    for (size_t i = 0; i < left->person_count; i++) {
        const KnownPerson *a = &left->people[i], *b = &right->people[i];
        SAME_WORD("people", i, id);
        SAME_TEXT("people", i, who.name);
        SAME_TEXT("people", i, who.affiliation);
        SAME_TEXT("people", i, who.biography);
        SAME_WORD("people", i, who.photo);
    }
    return true;
}

static inline bool notices_equal(const Schedule *left, const Schedule *right,
                                 Difference *difference) {
    for (size_t i = 0; i < left->notice_count; i++) {
        const Notice *a = &left->notices[i], *b = &right->notices[i];
        SAME_TEXT("notices", i, text);
        SAME("notices", i, from);
        SAME("notices", i, until);
        SAME("notices", i, level);
        if (!indices_equal(a->rooms, a->room_count, b->rooms, b->room_count))
            return differ(difference, "notices", i, "rooms");
    }
    return true;
}

static inline bool slides_equal(const Schedule *left, const Schedule *right,
                                Difference *difference) {
    for (size_t i = 0; i < left->slide_count; i++) {
        const SlideContent *a = &left->slides[i], *b = &right->slides[i];
        if (!a->feed != !b->feed)
            return differ(difference, "slides", i, "feed");
        if (a->feed) {
            SAME_WORD("slides", i, feed->address);
            SAME("slides", i, feed->shown_max);
            SAME("slides", i, feed->age_max);
            SAME("slides", i, feed->silence_max);
            SAME("slides", i, feed->word_count);
            for (size_t k = 0; k < a->feed->word_count; k++)
                SAME_WORD("slides", i, feed->words[k]);
        }
        SAME_WORD("slides", i, picture);
        SAME_WORD("slides", i, poster);
        SAME_TEXT("slides", i, caption);
        SAME_TEXT("slides", i, heading);
        SAME("slides", i, line_count);
        for (size_t k = 0; k < a->line_count; k++) {
            SAME_TEXT("slides", i, lines[k].label);
            SAME_TEXT("slides", i, lines[k].value);
        }
        SAME_WORD("slides", i, qr);
        SAME_WORD("slides", i, ssid);
        SAME_WORD("slides", i, password);
        SAME("slides", i, fit);
        SAME("slides", i, has_no_clock);
        SAME("slides", i, dwell);
        SAME("slides", i, weight);
        SAME("slides", i, day_count);
        for (size_t k = 0; k < a->day_count; k++)
            SAME("slides", i, days[k].day);
        SAME("slides", i, from);
        SAME("slides", i, until);
        SAME("slides", i, begins);
        SAME("slides", i, ends);
        SAME("slides", i, is_for_foyer);
        SAME("slides", i, name_count);
        for (size_t k = 0; k < a->name_count; k++)
            SAME_WORD("slides", i, names[k]);
        if (!indices_equal(a->rooms, a->room_count, b->rooms, b->room_count))
            return differ(difference, "slides", i, "rooms");
    }
    return true;
}

static inline bool display_equal(const Display *a, const Display *b, Difference *difference) {
    SAME("display", 0, view_count);
    for (size_t i = 0; i < a->view_count; i++)
        SAME("display", i, views[i]);
    for (size_t i = 0; i < VIEW_KIND_COUNT; i++)
        SAME("display", i, dwell[i]);
    SAME("display", 0, door_share);
    SAME("display", 0, foyer_share);
    SAME("display", 0, transition);
    SAME("display", 0, transition_time);
    SAME("display", 0, language_count);
    for (size_t i = 0; i < a->language_count; i++)
        SAME_WORD("display", i, languages[i]);
    SAME("display", 0, second_language);
    SAME_TEXT("display", 0, partners_title);
    SAME_WORD("display", 0, theme);
    SAME("timer", 0, timer.amber);
    SAME("timer", 0, timer.red);
    SAME("timer", 0, timer.over);
    SAME("timer", 0, timer.counts_parts);
    SAME("timer", 0, timer.hides_clock);
    SAME("timer", 0, timer.hides_bar);
    SAME("timer", 0, timer.hides_next);
    SAME("timer", 0, timer.hides_people);
    SAME("display", 0, safe_area);
    SAME("display", 0, twelve_hour);
    return true;
}

static inline bool counts_equal(const Schedule *a, const Schedule *b, Difference *difference) {
    SAME("schedule", 0, room_count);
    SAME("schedule", 0, track_count);
    SAME("schedule", 0, day_count);
    SAME("schedule", 0, session_count);
    SAME("schedule", 0, project_count);
    SAME("schedule", 0, tier_count);
    SAME("schedule", 0, partner_count);
    SAME("schedule", 0, notice_count);
    SAME("schedule", 0, slide_count);
    return true;
}

static inline bool schedule_equal(const Schedule *a, const Schedule *b, Difference *difference) {
    return counts_equal(a, b, difference) && event_equal(&a->event, &b->event, difference) &&
           rooms_equal(a, b, difference) && days_equal(a, b, difference) &&
           projects_equal(a, b, difference) && partners_equal(a, b, difference) &&
           people_equal(a, b, difference) && notices_equal(a, b, difference) &&
           slides_equal(a, b, difference) && display_equal(&a->display, &b->display, difference);
}
