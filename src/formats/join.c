#include "formats/join.h"

#include <string.h>

#include "base/case.h"
#include "formats/draft.h"

enum { SESSIONS_MAX = 20 * 1000 };

typedef struct {
    Draft draft;
    Diagnostics *diagnostics; /* borrowed */
    Arena *scratch;           /* owned */
    const JoinPart *parts;
    size_t count;
    size_t *rooms, *tracks;   /* of the part that is being read: what they are in the whole */
    size_t **sessions;        /* of each part: SCHEDULE_NONE: it was there already */
    size_t *part_of;          /* of each session of the whole */
    const Session **original; /* of the same */
    size_t kept, kept_capacity, original_capacity;
} Join;

static bool is_same_name(Arena *scratch, Str a, Str b) {
    return str_equal(str_fold_name(scratch, a), str_fold_name(scratch, b));
}

static bool is_same_text(Arena *scratch, const Localized *a, const Localized *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (is_same_name(scratch, a->items[i].text, b->items[k].text))
                return true;
    return a->count == 0 && b->count == 0;
}

static Str title_of(const Session *session) {
    return session->title.count ? session->title.items[0].text : session->id;
}

/* "extra.yaml:5", where a session stands. */
static Str place(const Join *join, size_t part, Position at) {
    Str name = join->parts[part].name;
    return at.line ? str_printf(join->scratch, "%.*s:%d", str_arg(name), (int)at.line) : name;
}

/* What stands in another file than the first has no place in messages about the whole: its line
 * would be looked for in the wrong file. */
static Localized placed(size_t part, Localized text) {
    if (part > 0)
        text.at = (Position){0};
    return text;
}

/* ---- rooms and tracks ---- */

static bool is_same_room(const Join *join, const Room *a, const Room *b) {
    if (a->guid.len && b->guid.len)
        return str_equal(a->guid, b->guid);
    bool is_by_id = is_same_name(join->scratch, a->id, b->id);
    for (size_t i = 0; i < a->name.count && !is_by_id; i++)
        is_by_id = is_same_name(join->scratch, a->name.items[i].text, b->id);
    for (size_t i = 0; i < b->name.count && !is_by_id; i++)
        is_by_id = is_same_name(join->scratch, b->name.items[i].text, a->id);
    return is_by_id || (a->name.count && is_same_text(join->scratch, &a->name, &b->name));
}

static void join_rooms(Join *join, size_t part) {
    Draft *draft = &join->draft;
    const Schedule *schedule = join->parts[part].schedule;
    join->rooms = arena_new(join->scratch, size_t, schedule->room_count);
    size_t before = draft->room_count; /* those of one part are as different as it says */
    for (size_t i = 0; i < schedule->room_count; i++) {
        const Room *room = &schedule->rooms[i];
        size_t found = 0;
        while (found < before && !is_same_room(join, &draft->rooms[found], room))
            found++;
        join->rooms[i] = found < before ? found : draft->room_count;
        if (found == before) {
            *(Room *)arena_push(draft->arena, &draft->rooms, &draft->room_count,
                                &draft->room_capacity, sizeof(Room), _Alignof(Room)) = *room;
            Room *added = &draft->rooms[draft->room_count - 1];
            added->name = placed(part, added->name);
            added->way = placed(part, added->way);
            added->at = added->name.at;
            continue;
        }
        Room *known = &draft->rooms[found]; /* what only the later part says */
        known->capacity = known->capacity ? known->capacity : room->capacity;
        known->way = known->way.count ? known->way : room->way;
        known->guid = known->guid.len ? known->guid : room->guid;
    }
}

static void join_tracks(Join *join, size_t part) {
    Draft *draft = &join->draft;
    const Schedule *schedule = join->parts[part].schedule;
    join->tracks = arena_new(join->scratch, size_t, schedule->track_count);
    for (size_t i = 0; i < schedule->track_count; i++) {
        const Track *track = &schedule->tracks[i];
        size_t found = 0;
        while (found < draft->track_count &&
               !is_same_name(join->scratch, draft->tracks[found].id, track->id) &&
               !is_same_text(join->scratch, &draft->tracks[found].name, &track->name))
            found++;
        join->tracks[i] = found;
        if (found == draft->track_count)
            *(Track *)arena_push(draft->arena, &draft->tracks, &draft->track_count,
                                 &draft->track_capacity, sizeof(Track), _Alignof(Track)) = *track;
        else if (!draft->tracks[found].has_color && track->has_color) {
            draft->tracks[found].has_color = true;
            draft->tracks[found].color = track->color;
        }
    }
}

static const size_t *map_rooms(Join *join, const size_t *rooms, size_t count) {
    size_t *mapped = arena_new(join->draft.arena, size_t, count);
    for (size_t i = 0; i < count; i++)
        mapped[i] = join->rooms[rooms[i]];
    return mapped;
}

/* ---- partners ---- */

static size_t find_tier(const Draft *draft, Str id) {
    size_t found = 0;
    while (found < draft->tier_count && !str_equal(draft->tiers[found].id, id))
        found++;
    return found;
}

static size_t find_partner(const Draft *draft, Str id) {
    size_t found = 0;
    while (found < draft->partner_count && !str_equal(draft->partners[found].id, id))
        found++;
    return found;
}

/* The partners of all parts, tier by tier, as they stand in a schedule. */
static void join_partners(Join *join) {
    Draft *draft = &join->draft;
    for (size_t part = 0; part < join->count; part++)
        for (size_t i = 0; i < join->parts[part].schedule->tier_count; i++) {
            const Tier *tier = &join->parts[part].schedule->tiers[i];
            if (find_tier(draft, tier->id) < draft->tier_count)
                continue;
            Tier *joined = arena_push(draft->arena, &draft->tiers, &draft->tier_count,
                                      &draft->tier_capacity, sizeof *joined, _Alignof(Tier));
            *joined = *tier;
            joined->partner_count = 0;
        }
    for (size_t i = 0; i < draft->tier_count; i++) {
        draft->tiers[i].first_partner = draft->partner_count;
        for (size_t part = 0; part < join->count; part++) {
            const Schedule *schedule = join->parts[part].schedule;
            for (size_t k = 0; k < schedule->partner_count; k++) {
                const Partner *partner = &schedule->partners[k];
                if (!str_equal(schedule->tiers[partner->tier].id, draft->tiers[i].id) ||
                    find_partner(draft, partner->id) < draft->partner_count)
                    continue;
                Partner *joined =
                    arena_push(draft->arena, &draft->partners, &draft->partner_count,
                               &draft->partner_capacity, sizeof *joined, _Alignof(Partner));
                *joined = *partner;
                joined->tier = i;
                joined->name = placed(part, joined->name);
                joined->at = part ? (Position){0} : joined->at;
                draft->tiers[i].partner_count++;
            }
        }
    }
}

/* The people of all parts; of several with one word the first counts. */
static void join_people(Join *join) {
    Draft *draft = &join->draft;
    for (size_t part = 0; part < join->count; part++) {
        const Schedule *schedule = join->parts[part].schedule;
        for (size_t i = 0; i < schedule->person_count; i++) {
            const KnownPerson *person = &schedule->people[i];
            size_t same = 0;
            while (same < draft->person_count && !str_equal(draft->people[same].id, person->id))
                same++;
            if (same < draft->person_count)
                continue;
            KnownPerson *joined =
                arena_push(draft->arena, &draft->people, &draft->person_count,
                           &draft->person_capacity, sizeof *joined, _Alignof(KnownPerson));
            *joined = *person;
            joined->at = part ? (Position){0} : joined->at;
        }
    }
}

/* The segments of a part's session, with the whole's partners. */
static void map_segments(Join *join, const Schedule *schedule, Session *session) {
    Segment *segments = arena_new(join->draft.arena, Segment, session->segment_count);
    for (size_t i = 0; i < session->segment_count; i++) {
        segments[i] = session->segments[i];
        if (segments[i].partner != SCHEDULE_NONE)
            segments[i].partner =
                find_partner(&join->draft, schedule->partners[segments[i].partner].id);
    }
    session->segments = segments;
}

/* ---- sessions ---- */

static bool share_room(const Session *a, const Session *b) {
    for (size_t i = 0; i < a->room_count; i++)
        if (session_is_in_room(b, a->rooms[i]))
            return true;
    return a->room_count == 0 && b->room_count == 0;
}

static bool is_same_session(const Join *join, const Session *a, const Session *b) {
    if (a->guid.len && b->guid.len)
        return str_equal(a->guid, b->guid);
    bool is_near = (a->is_id_written && b->is_id_written && str_equal(a->id, b->id)) ||
                   (a->start == b->start && share_room(a, b));
    return is_near && is_same_text(join->scratch, &a->title, &b->title);
}

/* The session of an earlier part that this one is, or SCHEDULE_NONE. */
static size_t find_session(const Join *join, const Session *session, size_t before) {
    for (size_t i = 0; i < before; i++)
        if (is_same_session(join, &join->draft.sessions[i].session, session))
            return i;
    return SCHEDULE_NONE;
}

static bool are_same_rooms(const Session *a, const Session *b) {
    bool are_same = a->room_count == b->room_count;
    for (size_t i = 0; are_same && i < a->room_count; i++)
        are_same = session_is_in_room(b, a->rooms[i]);
    return are_same;
}

static void report_same(Join *join, size_t known, size_t part, const Session *session,
                        Position at) {
    const Session *first = &join->draft.sessions[known].session;
    bool is_equal = first->start == session->start && first->end == session->end &&
                    are_same_rooms(first, session) && first->status == session->status;
    Str there = place(join, join->part_of[known], join->original[known]->at);
    Str here = place(join, part, at);
    diagnostics_add(join->diagnostics, is_equal ? SEVERITY_NOTE : SEVERITY_WARNING,
                    is_equal ? "joined" : "conflict", (Position){0},
                    is_equal ? NULL : "make them agree, or take one of them out",
                    is_equal ? "\"%.*s\" stands in %.*s and in %.*s"
                             : "\"%.*s\" stands in %.*s and, with another time, room or state, in "
                               "%.*s; the first one counts",
                    str_arg(title_of(session)), str_arg(there), str_arg(here));
}

/* Two sessions of different sources in one room at one time: one of them is out of date. */
static void report_overlaps(Join *join, size_t part, const Session *session, Position at,
                            size_t before) {
    for (size_t i = 0; i < before; i++) {
        const Session *other = &join->draft.sessions[i].session;
        bool are_at_once = other->start < session->end && session->start < other->end &&
                           !other->is_all_day && !session->is_all_day &&
                           other->status != SESSION_CANCELLED &&
                           session->status != SESSION_CANCELLED;
        if (!are_at_once || other->room_count == 0 || session->room_count == 0 ||
            !share_room(other, session))
            continue;
        diagnostics_add(join->diagnostics, SEVERITY_WARNING, "conflict", (Position){0},
                        "one of them is at another time, or in another room",
                        "\"%.*s\" (%.*s) and \"%.*s\" (%.*s) are in the same room at the same time",
                        str_arg(title_of(other)),
                        str_arg(place(join, join->part_of[i], join->original[i]->at)),
                        str_arg(title_of(session)), str_arg(place(join, part, at)));
    }
}

/* An id that no session of an earlier part has. */
static Str free_id(const Join *join, Str wish, size_t before) {
    Str id = wish;
    for (size_t n = 2, i = 0; i < before; i++)
        if (str_equal(join->draft.sessions[i].session.id, id)) {
            id = str_printf(join->draft.arena, "%.*s-%zu", str_arg(wish), n++);
            i = SIZE_MAX; /* from the beginning */
        }
    return id;
}

static void place_texts(Join *join, size_t part, Session *session) {
    if (part == 0)
        return;
    session->title = placed(part, session->title);
    session->subtitle = placed(part, session->subtitle);
    session->note = placed(part, session->note);
    session->abstract = placed(part, session->abstract);
    Speaker *speakers = arena_new(join->draft.arena, Speaker, session->speaker_count);
    for (size_t i = 0; i < session->speaker_count; i++)
        speakers[i] = (Speaker){.name = placed(part, session->speakers[i].name),
                                .affiliation = placed(part, session->speakers[i].affiliation),
                                .biography = placed(part, session->speakers[i].biography),
                                .photo = session->speakers[i].photo};
    session->speakers = speakers;
    session->at = (Position){0};
}

static void join_sessions(Join *join, size_t part) {
    const Schedule *schedule = join->parts[part].schedule;
    Draft *draft = &join->draft;
    size_t before = draft->session_count;
    join->sessions[part] = arena_new(join->scratch, size_t, schedule->session_count);
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *original = &schedule->sessions[i];
        Session session = *original;
        session.rooms = map_rooms(join, original->rooms, original->room_count);
        session.planned_rooms =
            map_rooms(join, original->planned_rooms, original->planned_room_count);
        if (original->track != SCHEDULE_NONE)
            session.track = join->tracks[original->track];
        map_segments(join, schedule, &session);
        place_texts(join, part, &session);
        size_t known = find_session(join, &session, before);
        join->sessions[part][i] = known;
        if (known != SCHEDULE_NONE) {
            report_same(join, known, part, &session, original->at);
            continue;
        }
        report_overlaps(join, part, &session, original->at, before);
        const Day *day = &schedule->days[original->day];
        session.day = draft_day(draft, day->date, day->is_undated, day->at);
        Day *joined = &draft->days[session.day];
        joined->title = joined->title.count ? joined->title : day->title;
        session.id = free_id(join, session.id, before);
        DraftSession *open = draft_add_session(draft, &session);
        if (!open)
            return;
        open->session.end = session.end;
        open->has_end = true;
        size_t *part_of = arena_push(join->scratch, &join->part_of, &join->kept,
                                     &join->kept_capacity, sizeof *part_of, _Alignof(size_t));
        *part_of = part;
        size_t originals = join->kept - 1;
        const Session **place_of =
            arena_push(join->scratch, &join->original, &originals, &join->original_capacity,
                       sizeof *place_of, _Alignof(const Session *));
        *place_of = original;
        join->sessions[part][i] = draft->session_count - 1;
    }
}

/* ---- projects and notices ---- */

static void join_projects(Join *join, size_t part) {
    Draft *draft = &join->draft;
    const Schedule *schedule = join->parts[part].schedule;
    for (size_t i = 0; i < schedule->project_count; i++) {
        DraftProject *joined =
            arena_push(draft->arena, &draft->projects, &draft->project_count,
                       &draft->project_capacity, sizeof *joined, _Alignof(DraftProject));
        *joined = (DraftProject){.project = schedule->projects[i]};
        joined->project.name = placed(part, joined->project.name);
        joined->project.tagline = placed(part, joined->project.tagline);
        joined->project.description = placed(part, joined->project.description);
        joined->project.at = joined->project.name.at;
        size_t session = joined->project.session;
        if (session != SCHEDULE_NONE)
            joined->session_id = draft->sessions[join->sessions[part][session]].session.id;
    }
}

static void join_notices(Join *join, size_t part) {
    Draft *draft = &join->draft;
    const Schedule *schedule = join->parts[part].schedule;
    for (size_t i = 0; i < schedule->notice_count; i++) {
        Notice *joined = arena_push(draft->arena, &draft->notices, &draft->notice_count,
                                    &draft->notice_capacity, sizeof *joined, _Alignof(Notice));
        *joined = schedule->notices[i];
        joined->text = placed(part, joined->text);
        joined->at = joined->text.at;
        joined->rooms = map_rooms(join, joined->rooms, joined->room_count);
    }
}

static void join_slides(Join *join, size_t part) {
    Draft *draft = &join->draft;
    const Schedule *schedule = join->parts[part].schedule;
    for (size_t i = 0; i < schedule->slide_count && draft->slide_count < SLIDES_MAX; i++) {
        SlideContent *joined =
            arena_push(draft->arena, &draft->slides, &draft->slide_count, &draft->slide_capacity,
                       sizeof *joined, _Alignof(SlideContent));
        *joined = schedule->slides[i];
        joined->caption = placed(part, joined->caption);
        joined->heading = placed(part, joined->heading);
        joined->at = part ? (Position){0} : joined->at;
        joined->rooms = map_rooms(join, joined->rooms, joined->room_count);
    }
}

/* ---- event and display ---- */

static void join_event(Join *join) {
    Draft *draft = &join->draft;
    Event event = join->parts[0].schedule->event;
    draft->display = join->parts[0].schedule->display;
    draft->overlay = join->parts[0].schedule->overlay;
    bool has_display = !draft->display.is_language_guessed && draft->display.theme.len;
    for (size_t part = 1; part < join->count; part++) {
        const Schedule *schedule = join->parts[part].schedule;
        const Event *other = &schedule->event;
        if (event.is_zone_assumed && !other->is_zone_assumed) {
            event.zone = other->zone;
            event.zone_name = other->zone_name;
            event.is_zone_assumed = false;
        }
        if (!event.name.count)
            event.name = other->name;
        event.venue = event.venue.count ? event.venue : other->venue;
        event.logo = event.logo.len ? event.logo : other->logo;
        event.logo_on_light = event.logo_on_light.len ? event.logo_on_light : other->logo_on_light;
        event.background = event.background.len ? event.background : other->background;
        event.url = event.url.len ? event.url : other->url;
        event.license = event.license.len ? event.license : other->license;
        if (!event.has_color && other->has_color) {
            event.has_color = true;
            event.color = other->color;
        }
        if (!event.has_second_color && other->has_second_color) {
            event.has_second_color = true;
            event.second_color = other->second_color;
        }
        event.language = event.language.len ? event.language : other->language;
        draft->overlay = overlay_look_over(&schedule->overlay, &draft->overlay);
        if (!has_display && draft->display.is_language_guessed &&
            !schedule->display.is_language_guessed)
            draft->display = schedule->display;
        if (!draft->display.partners_title.count)
            draft->display.partners_title = schedule->display.partners_title;
    }
    draft->event = event;
}

/* ---- the whole ---- */

Schedule *schedule_join(const JoinPart *parts, size_t count, Diagnostics *diagnostics) {
    Join join = {.draft = draft_create(diagnostics),
                 .diagnostics = diagnostics,
                 .scratch = arena_create(),
                 .parts = parts,
                 .count = count};
    join.draft.session_max = SESSIONS_MAX;
    join.sessions = arena_new(join.scratch, size_t *, count);
    join_event(&join);
    join_partners(&join);
    join_people(&join);
    for (size_t part = 0; part < count; part++) {
        join_rooms(&join, part);
        join_tracks(&join, part);
        join_sessions(&join, part);
        join_projects(&join, part);
        join_notices(&join, part);
        join_slides(&join, part);
    }
    Schedule *schedule = draft_finish(&join.draft, STR_HASH_SEED, parts[0].name);
    for (size_t part = 0; part < count; part++)
        schedule->hash = str_hash(schedule->hash, &parts[part].schedule->hash, sizeof(uint64_t));
    arena_free(join.scratch);
    return schedule;
}
