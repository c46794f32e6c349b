/* shift.c: a copy of a schedule at another time, for --demo. */
#include <string.h>

#include "schedule/room_index.h"

typedef struct {
    Arena *arena;
    Millis shift;
} Copier;

/* A copy of an array of plain structs; what they point to is copied by the caller. */
static void *copy_array(const Copier *copier, const void *items, size_t size, size_t align,
                        size_t count) {
    void *copy = arena_alloc(copier->arena, size, align, count);
    if (count)
        memcpy(copy, items, size * count);
    return copy;
}

static void copy_str(const Copier *copier, Str *text) {
    *text = str_copy(copier->arena, *text);
}

static void copy_text(const Copier *copier, Localized *text) {
    *text = localized_copy(copier->arena, text);
}

static const size_t *copy_indices(const Copier *copier, const size_t *indices, size_t count) {
    return copy_array(copier, indices, sizeof *indices, _Alignof(size_t), count);
}

static void move(const Copier *copier, Instant *at) {
    if (*at != INSTANT_NEVER && *at != INT64_MIN) /* the latter: a notice that always was */
        *at += copier->shift;
}

static void copy_speaker(const Copier *copier, Speaker *speaker) {
    copy_text(copier, &speaker->name);
    copy_text(copier, &speaker->affiliation);
    copy_text(copier, &speaker->biography);
    copy_str(copier, &speaker->photo);
}

static void copy_session(const Copier *copier, Session *session) {
    copy_str(copier, &session->id);
    copy_str(copier, &session->guid);
    move(copier, &session->start);
    move(copier, &session->end);
    move(copier, &session->planned_start);
    move(copier, &session->planned_end);
    session->rooms = copy_indices(copier, session->rooms, session->room_count);
    session->planned_rooms =
        copy_indices(copier, session->planned_rooms, session->planned_room_count);
    copy_text(copier, &session->title);
    copy_text(copier, &session->subtitle);
    Speaker *speakers = copy_array(copier, session->speakers, sizeof *speakers, _Alignof(Speaker),
                                   session->speaker_count);
    for (size_t i = 0; i < session->speaker_count; i++)
        copy_speaker(copier, &speakers[i]);
    session->speakers = speakers;
    copy_str(copier, &session->language);
    copy_text(copier, &session->note);
    copy_text(copier, &session->abstract);
    copy_str(copier, &session->url);
    copy_str(copier, &session->feedback);
    copy_str(copier, &session->license);
    Segment *segments = copy_array(copier, session->segments, sizeof *segments, _Alignof(Segment),
                                   session->segment_count);
    for (size_t i = 0; i < session->segment_count; i++) {
        move(copier, &segments[i].start);
        move(copier, &segments[i].end);
        copy_text(copier, &segments[i].title);
    }
    session->segments = segments;
}

/* How many calendar days the dates move: as the middle of the first day does. A session at half
 * past ten that is shown at ten to midnight is shown today, not tomorrow. */
static int32_t shift_in_days(const Schedule *schedule, Millis shift) {
    for (size_t i = 0; i < schedule->day_count; i++) {
        const Day *day = &schedule->days[i];
        if (day->session_count == 0)
            continue;
        Instant first = INSTANT_NEVER, last = INT64_MIN;
        for (size_t k = 0; k < day->session_count; k++) {
            const Session *session = &schedule->sessions[day->first_session + k];
            first = instant_min(first, session->start);
            last = instant_max(last, session->end);
        }
        Date date = zone_conference_date(schedule->event.zone, first + (last - first) / 2 + shift,
                                         schedule->event.day_change);
        return date_diff(day->date, date);
    }
    return (int32_t)(shift / (24 * MILLIS_HOUR));
}

static void copy_program(const Copier *copier, Schedule *copy, int32_t days_moved) {
    Day *days = copy_array(copier, copy->days, sizeof *days, _Alignof(Day), copy->day_count);
    for (size_t i = 0; i < copy->day_count; i++) {
        days[i].date = date_add(days[i].date, days_moved);
        move(copier, &days[i].from);
        move(copier, &days[i].until);
        copy_text(copier, &days[i].title);
    }
    copy->days = days;
    Session *sessions = copy_array(copier, copy->sessions, sizeof *sessions, _Alignof(Session),
                                   copy->session_count);
    for (size_t i = 0; i < copy->session_count; i++)
        copy_session(copier, &sessions[i]);
    copy->sessions = sessions;
    Notice *notices =
        copy_array(copier, copy->notices, sizeof *notices, _Alignof(Notice), copy->notice_count);
    for (size_t i = 0; i < copy->notice_count; i++) {
        copy_text(copier, &notices[i].text);
        move(copier, &notices[i].from);
        move(copier, &notices[i].until);
        notices[i].rooms = copy_indices(copier, notices[i].rooms, notices[i].room_count);
    }
    copy->notices = notices;
}

/* Its times are those of the world, which no plan moves. */
static const NewsFeed *copy_feed(const Copier *copier, const NewsFeed *feed) {
    NewsFeed *copy = copy_array(copier, feed, sizeof *feed, _Alignof(NewsFeed), 1);
    copy_str(copier, &copy->address);
    copy_str(copier, &copy->title);
    copy_str(copier, &copy->problem);
    NewsItem *items =
        copy_array(copier, feed->items, sizeof *items, _Alignof(NewsItem), feed->item_count);
    for (size_t i = 0; i < feed->item_count; i++) {
        copy_str(copier, &items[i].id);
        copy_str(copier, &items[i].author);
        copy_str(copier, &items[i].title);
        copy_str(copier, &items[i].text);
        copy_str(copier, &items[i].picture);
    }
    copy->items = items;
    Str *words = copy_array(copier, feed->words, sizeof *words, _Alignof(Str), feed->word_count);
    for (size_t i = 0; i < feed->word_count; i++)
        copy_str(copier, &words[i]);
    copy->words = words;
    return copy;
}

static void copy_slides(const Copier *copier, Schedule *copy) {
    SlideContent *slides =
        copy_array(copier, copy->slides, sizeof *slides, _Alignof(SlideContent), copy->slide_count);
    const NewsFeed *feed = NULL, *copied = NULL; /* the pages of one follow each other */
    for (size_t i = 0; i < copy->slide_count; i++) {
        SlideContent *slide = &slides[i];
        if (slide->feed && slide->feed != feed) {
            feed = slide->feed;
            copied = copy_feed(copier, feed);
        }
        slide->feed = slide->feed ? copied : NULL;
        copy_str(copier, &slide->name);
        copy_str(copier, &slide->title);
        copy_str(copier, &slide->picture);
        copy_str(copier, &slide->poster);
        copy_text(copier, &slide->caption);
        copy_text(copier, &slide->heading);
        SlideLine *lines =
            copy_array(copier, slide->lines, sizeof *lines, _Alignof(SlideLine), slide->line_count);
        for (size_t k = 0; k < slide->line_count; k++) {
            copy_text(copier, &lines[k].label);
            copy_text(copier, &lines[k].value);
        }
        slide->lines = lines;
        copy_str(copier, &slide->qr);
        copy_str(copier, &slide->ssid);
        copy_str(copier, &slide->password);
        slide->days =
            copy_array(copier, slide->days, sizeof *slide->days, _Alignof(Date), slide->day_count);
        move(copier, &slide->begins);
        move(copier, &slide->ends);
        slide->moved += copier->shift;
        slide->rooms = copy_indices(copier, slide->rooms, slide->room_count);
        Str *names =
            copy_array(copier, slide->names, sizeof *names, _Alignof(Str), slide->name_count);
        for (size_t k = 0; k < slide->name_count; k++)
            copy_str(copier, &names[k]);
        slide->names = names;
    }
    copy->slides = slides;
}

static void copy_places(const Copier *copier, Schedule *copy) {
    Room *rooms = copy_array(copier, copy->rooms, sizeof *rooms, _Alignof(Room), copy->room_count);
    for (size_t i = 0; i < copy->room_count; i++) {
        copy_str(copier, &rooms[i].id);
        copy_str(copier, &rooms[i].guid);
        copy_text(copier, &rooms[i].name);
        copy_text(copier, &rooms[i].way);
        copy_text(copier, &rooms[i].state_text);
    }
    copy->rooms = rooms;
    Track *tracks =
        copy_array(copier, copy->tracks, sizeof *tracks, _Alignof(Track), copy->track_count);
    for (size_t i = 0; i < copy->track_count; i++) {
        copy_str(copier, &tracks[i].id);
        copy_text(copier, &tracks[i].name);
    }
    copy->tracks = tracks;
}

static void copy_projects(const Copier *copier, Schedule *copy) {
    Project *projects = copy_array(copier, copy->projects, sizeof *projects, _Alignof(Project),
                                   copy->project_count);
    for (size_t i = 0; i < copy->project_count; i++) {
        Project *project = &projects[i];
        copy_text(copier, &project->name);
        copy_text(copier, &project->tagline);
        copy_text(copier, &project->description);
        Localized *highlights = copy_array(copier, project->highlights, sizeof *highlights,
                                           _Alignof(Localized), project->highlight_count);
        for (size_t k = 0; k < project->highlight_count; k++)
            copy_text(copier, &highlights[k]);
        project->highlights = highlights;
        copy_str(copier, &project->url);
        copy_str(copier, &project->logo);
    }
    copy->projects = projects;
}

static void copy_partners(const Copier *copier, Schedule *copy) {
    Tier *tiers = copy_array(copier, copy->tiers, sizeof *tiers, _Alignof(Tier), copy->tier_count);
    for (size_t i = 0; i < copy->tier_count; i++) {
        copy_str(copier, &tiers[i].id);
        copy_text(copier, &tiers[i].title);
    }
    copy->tiers = tiers;
    Partner *partners = copy_array(copier, copy->partners, sizeof *partners, _Alignof(Partner),
                                   copy->partner_count);
    for (size_t i = 0; i < copy->partner_count; i++) {
        copy_str(copier, &partners[i].id);
        copy_text(copier, &partners[i].name);
        copy_str(copier, &partners[i].logo);
        copy_str(copier, &partners[i].url);
    }
    copy->partners = partners;
}

static void copy_people(const Copier *copier, Schedule *copy) {
    KnownPerson *people =
        copy_array(copier, copy->people, sizeof *people, _Alignof(KnownPerson), copy->person_count);
    for (size_t i = 0; i < copy->person_count; i++) {
        copy_str(copier, &people[i].id);
        copy_speaker(copier, &people[i].who);
    }
    copy->people = people;
}

static void copy_event(const Copier *copier, Event *event) {
    copy_text(copier, &event->name);
    copy_str(copier, &event->zone_name);
    copy_str(copier, &event->language);
    const Zone *zone = zone_open(copier->arena, zone_name(event->zone));
    event->zone = zone ? zone : zone_utc();
    copy_text(copier, &event->venue);
    copy_str(copier, &event->logo);
    copy_str(copier, &event->logo_on_light);
    copy_str(copier, &event->background);
    copy_str(copier, &event->url);
    copy_str(copier, &event->license);
}

Schedule *schedule_shifted(const Schedule *schedule, Millis shift) {
    Copier copier = {.arena = arena_create(), .shift = shift};
    Schedule *copy = arena_new(copier.arena, Schedule, 1);
    *copy = *schedule;
    copy->arena = copier.arena;
    copy_str(&copier, &copy->source_name);
    copy_event(&copier, &copy->event);
    copy_places(&copier, copy);
    copy_program(&copier, copy, shift_in_days(schedule, shift));
    copy_slides(&copier, copy);
    copy_projects(&copier, copy);
    copy_partners(&copier, copy);
    copy_people(&copier, copy);
    Str *languages = copy_array(&copier, copy->display.languages, sizeof *languages, _Alignof(Str),
                                copy->display.language_count);
    for (size_t i = 0; i < copy->display.language_count; i++)
        copy_str(&copier, &languages[i]);
    copy->display.languages = languages;
    copy_text(&copier, &copy->display.partners_title);
    copy_str(&copier, &copy->display.theme);
    copy_str(&copier, &copy->overlay.picture);
    for (size_t use = 0; use < FONT_FILES_COUNT; use++)
        for (size_t weight = 0; weight < FONT_FILES_WEIGHTS; weight++)
            copy_str(&copier, &copy->overlay.fonts[use].files[weight]);
    copy->room_index = room_index_create(copy);
    return copy;
}
