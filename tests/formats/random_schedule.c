#include "random_schedule.h"
#include "../splitmix.h"

#include <string.h>

enum { ROOMS_MAX = 5, TRACKS_MAX = 3, PARTNERS_MAX = 6, SESSIONS_MAX = 24, LANGUAGES = 4 };

typedef struct {
    uint64_t state;
    Draft draft;
    Diagnostics diagnostics;
} Random;

static size_t below(Random *random, size_t limit) {
    return splitmix_below(&random->state, limit);
}

static bool chance(Random *random, size_t percent) {
    return below(random, 100) < percent;
}

static int32_t between(Random *random, int32_t least, int32_t most) {
    return least + (int32_t)below(random, (size_t)(most - least + 1));
}

/* ---- texts ---- */

/* What YAML, or a reader of it, could take for something else. */
static const char *const PIECES[] = {
    "a",
    "Bees",
    "09:05",
    "no",
    "~",
    "null",
    "2020",
    "1e3",
    ": ",
    " #",
    "#",
    "-",
    "- ",
    "?",
    "? ",
    ",",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "\\",
    "\\n",
    "%",
    "@",
    "`",
    "&",
    "*",
    "!",
    "|",
    ">",
    "=",
    " ",
    "  ",
    "\t",
    "开幕",
    "：",
    "（伯瑜）",
    "é",
    "😀",
    "«",
    "…",
    "\xC2\xA0",
    "\xE3\x80\x80",
    "\xE2\x80\x8B",
    " (x)",
    " ()",
    "---",
    "...",
    "zh: ",
    "<b>",
    "&amp;",
    "kiosk:",
    "\xE2\x80\xA8",
    "مرحبا",
    "0x1F",
    "+1",
    ".5",
    "yes",
    "to: be",
    "۱۲",
};

static bool is_odd(uint32_t rune) {
    return rune <= ' ' || rune == 0xA0 || rune == 0x3000 || rune == 0x200B || rune == 0x2028;
}

/* Without white space at the ends, which no format keeps. */
static Str trimmed(Str text) {
    size_t from = 0;
    while (from < text.len) {
        size_t behind = from;
        if (!is_odd(str_next_rune(text, &behind)))
            break;
        from = behind;
    }
    size_t end = from;
    for (size_t i = from; i < text.len;)
        if (!is_odd(str_next_rune(text, &i)))
            end = i;
    return str_slice(text, from, end - from);
}

static Str random_word(Random *random) {
    Arena *arena = random->draft.arena;
    const char *text = "";
    size_t count = 1 + below(random, 5);
    for (size_t i = 0; i < count; i++)
        text = arena_printf(arena, "%s%s", text, PIECES[below(random, countof(PIECES))]);
    Str word = trimmed(str_from(text));
    return word.len ? word : str_from("x");
}

static Str random_lines(Random *random) {
    Arena *arena = random->draft.arena;
    Str text = random_word(random);
    while (chance(random, 40)) {
        Str line = random_word(random);
        text = str_printf(arena, "%.*s%s\n%s%s%.*s", str_arg(text), chance(random, 20) ? " " : "",
                          chance(random, 30) ? "\n" : "", chance(random, 20) ? "  " : "",
                          str_arg(line));
    }
    return trimmed(text);
}

/* In one language or in several, each once. */
static Localized random_text(Random *random, Str (*make)(Random *)) {
    static const char *const TAGS[LANGUAGES] = {"zh", "en", "zh-TW", "und"};
    size_t count = chance(random, 60) ? 0 : 1 + below(random, LANGUAGES);
    Translation *items = arena_new(random->draft.arena, Translation, LANGUAGES);
    size_t first = below(random, LANGUAGES);
    for (size_t i = 0; i < (count ? count : 1); i++) {
        items[i].language = count ? str_from(TAGS[(first + i) % LANGUAGES]) : (Str){0};
        items[i].text = make(random);
    }
    return (Localized){.items = items, .count = count ? count : 1};
}

static Localized some_text(Random *random, size_t percent, Str (*make)(Random *)) {
    return chance(random, percent) ? random_text(random, make) : (Localized){0};
}

static Str some_word(Random *random, size_t percent) {
    return chance(random, percent) ? random_word(random) : (Str){0};
}

/* A name that no other thing of the list has. */
static Localized own_name(Random *random, const char *kind, size_t index) {
    Localized name = random_text(random, random_word);
    for (size_t i = 0; i < name.count; i++) {
        Translation *item = (Translation *)&name.items[i];
        item->text = str_printf(random->draft.arena, "%s %zu%c %.*s", kind, index, (char)('a' + i),
                                str_arg(item->text));
    }
    return name;
}

#define PUSH(draft, list, Type)                                                                    \
    ((Type *)arena_push((draft)->arena, &(draft)->list##s, &(draft)->list##_count,                 \
                        &(draft)->list##_capacity, sizeof(Type), _Alignof(Type)))

/* ---- rooms, tracks, partners ---- */

static void add_rooms(Random *random) {
    Draft *draft = &random->draft;
    size_t count = below(random, ROOMS_MAX + 1), tracks = below(random, TRACKS_MAX + 1);
    for (size_t i = 0; i < count; i++)
        *PUSH(draft, room, Room) =
            (Room){.id = str_printf(draft->arena, "r%zu%s", i, chance(random, 20) ? ": x" : ""),
                   .guid = chance(random, 20) ? str_printf(draft->arena, "guid: %zu", i) : (Str){0},
                   .name = own_name(random, "Room", i),
                   .capacity = chance(random, 30) ? between(random, 1, 1000) : 0,
                   .way = some_text(random, 20, random_word)};
    for (size_t i = 1; i < count; i++)
        if (chance(random, 20))
            draft->rooms[i].overflow = draft->rooms[i - 1].id;
    for (size_t i = 0; i < tracks; i++) {
        bool has_color = chance(random, 50);
        *PUSH(draft, track, Track) =
            (Track){.id = str_printf(draft->arena, "t%zu", i),
                    .name = own_name(random, "Track", i),
                    .has_color = has_color,
                    .color = has_color ? (uint32_t)below(random, 0x1000000) : 0};
    }
}

static void add_partners(Random *random) {
    Draft *draft = &random->draft;
    size_t tiers = below(random, 3);
    for (size_t i = 0; i < tiers; i++) {
        size_t count = below(random, PARTNERS_MAX / 2 + 1);
        *PUSH(draft, tier, Tier) = (Tier){.id = str_printf(draft->arena, "tier %zu", i),
                                          .title = some_text(random, 30, random_word),
                                          .first_partner = draft->partner_count,
                                          .partner_count = count};
        for (size_t k = 0; k < count; k++)
            *PUSH(draft, partner, Partner) =
                (Partner){.id = str_printf(draft->arena, "p%zu", draft->partner_count),
                          .name = own_name(random, "Partner", draft->partner_count),
                          .logo = some_word(random, 30),
                          .url = some_word(random, 30),
                          .tier = i};
    }
}

/* Some of the rooms, each once. */
static const size_t *some_rooms(Random *random, size_t *count) {
    size_t *rooms = arena_new(random->draft.arena, size_t, ROOMS_MAX);
    size_t all = random->draft.room_count;
    *count = 0;
    size_t wanted = all == 0 || chance(random, 20) ? 0 : chance(random, 80) ? 1 : all;
    size_t first = all ? below(random, all) : 0;
    for (size_t i = 0; i < wanted; i++)
        rooms[(*count)++] = (first + i) % all;
    return rooms;
}

/* ---- sessions ---- */

static const Speaker *some_speakers(Random *random, size_t *count) {
    *count = below(random, 4);
    Speaker *speakers = arena_new(random->draft.arena, Speaker, *count);
    for (size_t i = 0; i < *count; i++)
        speakers[i] = (Speaker){.name = random_text(random, random_word),
                                .affiliation = some_text(random, 40, random_word),
                                .biography = some_text(random, 20, random_lines),
                                .photo = some_word(random, 20)};
    return speakers;
}

static void add_segments(Random *random, Session *session) {
    size_t count = below(random, 4);
    Segment *segments = arena_new(random->draft.arena, Segment, count);
    Instant at = session->start;
    for (size_t i = 0; i < count; i++) {
        /* A gap needs a time, and native YAML has none for what is beyond the conference day. */
        Instant late = at + between(random, 0, 10) * MILLIS_MINUTE;
        if (chance(random, 30) && late < random->draft.days[session->day].until)
            at = late;
        Instant end = at + between(random, 1, 30) * MILLIS_MINUTE;
        if (end > session->end)
            break;
        size_t partners = random->draft.partner_count;
        bool has_partner = partners && chance(random, 40);
        segments[session->segment_count++] =
            (Segment){.start = at,
                      .end = end,
                      .title = random_text(random, random_word),
                      .partner = has_partner ? below(random, partners) : SCHEDULE_NONE};
        at = end;
    }
    session->segments = segments;
}

static Instant random_start(Random *random, Date date) {
    int32_t change = random->draft.event.day_change;
    return zone_instant(random->draft.event.zone, date, between(random, change, change + 1439),
                        NULL);
}

static Millis random_length(Random *random) {
    return chance(random, 5)    ? between(random, 1, 6000) * MILLIS_MINUTE
           : chance(random, 10) ? between(random, 61, 9999) * MILLIS_SECOND
                                : between(random, 1, 180) * MILLIS_MINUTE;
}

static void make_all_day(const Draft *draft, Session *session) {
    session->is_all_day = true;
    session->start = session->planned_start = draft->days[session->day].from;
    session->end = session->planned_end = draft->days[session->day].until;
    session->planned_rooms = session->rooms;
    session->planned_room_count = session->room_count;
    session->segment_count = 0;
}

static void add_session(Random *random, size_t day, size_t index) {
    Draft *draft = &random->draft;
    Date date = draft->days[day].date;
    Session session = {.day = day, .at = {.line = (int32_t)index + 1, .column = 1, .span = 1}};
    session.id = str_printf(draft->arena, "s%zu%s", index, chance(random, 10) ? " #1" : "");
    if (chance(random, 20))
        session.guid = str_printf(draft->arena, "guid-%zu", index);
    session.start = random_start(random, date);
    session.end = session.start + random_length(random);
    session.type = (SessionType)below(random, SESSION_TYPE_COUNT);
    session.status = (SessionStatus)below(random, SESSION_STATUS_COUNT);
    session.title = some_text(random, session.type == SESSION_BREAK ? 50 : 100, random_word);
    session.subtitle = some_text(random, 20, random_word);
    session.note = some_text(random, 20, random_lines);
    session.abstract = some_text(random, 40, random_lines);
    session.language = some_word(random, 20);
    session.url = some_word(random, 20);
    session.feedback = some_word(random, 10);
    session.license = some_word(random, 10);
    session.do_not_record = chance(random, 20);
    session.track = draft->track_count && chance(random, 50) ? below(random, draft->track_count)
                                                             : SCHEDULE_NONE;
    session.rooms = some_rooms(random, &session.room_count);
    session.speakers = some_speakers(random, &session.speaker_count);
    session.planned_start = session.start;
    session.planned_end = session.end;
    session.planned_rooms = session.rooms;
    session.planned_room_count = session.room_count;
    if (chance(random, 15)) {
        session.planned_start = random_start(random, date);
        session.planned_end = session.planned_start + random_length(random);
    }
    if (chance(random, 15))
        session.planned_rooms = some_rooms(random, &session.planned_room_count);
    if (chance(random, 30))
        add_segments(random, &session);
    if (chance(random, 5))
        make_all_day(draft, &session);
    draft_add_session(draft, &session)->has_end = true;
}

static void add_days(Random *random, Instant now) {
    /* Days on which the clocks change among them. */
    static const Date DATES[] = {{2026, 3, 29}, {2026, 10, 25}, {2026, 5, 16},
                                 {2026, 2, 28}, {2026, 11, 1},  {2028, 2, 29}};
    Draft *draft = &random->draft;
    size_t count = 1 + below(random, 3), index = 0;
    bool is_undated = chance(random, 10);
    for (size_t i = 0; i < count; i++) {
        Date date = DATES[below(random, countof(DATES))];
        if (is_undated && i == 0)
            date = zone_conference_date(draft->event.zone, now, draft->event.day_change);
        size_t known = draft->day_count;
        size_t day = draft_day(draft, date, is_undated && i == 0, (Position){0});
        if (day < known)
            continue;
        draft->days[day].title = some_text(random, 40, random_word);
        size_t sessions = below(random, SESSIONS_MAX / 3);
        for (size_t k = 0; k < sessions; k++)
            add_session(random, day, index++);
    }
    if (draft->session_count == 0)
        add_session(random, 0, index);
}

/* ---- the rest ---- */

static void add_projects(Random *random) {
    Draft *draft = &random->draft;
    size_t count = below(random, 3);
    for (size_t i = 0; i < count; i++) {
        DraftProject open = {.project = {.name = random_text(random, random_word),
                                         .tagline = some_text(random, 50, random_word),
                                         .description = some_text(random, 50, random_lines),
                                         .url = some_word(random, 50),
                                         .logo = some_word(random, 30)}};
        open.project.highlight_count = below(random, 3);
        Localized *highlights = arena_new(draft->arena, Localized, open.project.highlight_count);
        for (size_t k = 0; k < open.project.highlight_count; k++)
            highlights[k] = random_text(random, random_word);
        open.project.highlights = highlights;
        if (chance(random, 40))
            open.session_id = draft->sessions[below(random, draft->session_count)].session.id;
        *PUSH(draft, project, DraftProject) = open;
    }
}

static void add_notices(Random *random) {
    Draft *draft = &random->draft;
    size_t count = below(random, 3);
    for (size_t i = 0; i < count; i++) {
        Notice notice = {.text = random_text(random, random_lines),
                         .level = (NoticeLevel)below(random, NOTICE_LEVEL_COUNT),
                         .from = INT64_MIN,
                         .until = INSTANT_NEVER};
        /* From the night in which clocks are put back: 2026-10-25 00:00 UTC. */
        Instant night = INT64_C(1792886400000);
        if (chance(random, 50))
            notice.from = night + between(random, 0, 600) * MILLIS_MINUTE;
        if (chance(random, 50))
            notice.until = night + between(random, 0, 60000) * MILLIS_MINUTE;
        notice.rooms = some_rooms(random, &notice.room_count);
        *PUSH(draft, notice, Notice) = notice;
    }
}

static void add_slide_words(Random *random, SlideContent *slide) {
    slide->heading = some_text(random, 100, random_word);
    size_t count = below(random, SLIDE_LINES_MAX + 1);
    SlideLine *lines = arena_new(random->draft.arena, SlideLine, count);
    for (size_t i = 0; i < count; i++) {
        lines[i].value = some_text(random, 100, random_word);
        lines[i].label = some_text(random, 30, random_word);
    }
    slide->lines = lines;
    slide->line_count = count;
    slide->qr = some_word(random, 30);
    slide->ssid = some_word(random, 30);
    slide->password = slide->ssid.len ? some_word(random, 60) : (Str){0};
}

static const NewsFeed *some_feed(Random *random) {
    Arena *arena = random->draft.arena;
    NewsFeed *feed = arena_new(arena, NewsFeed, 1);
    Str *words = arena_new(arena, Str, 1);
    *words = some_word(random, 50);
    *feed = (NewsFeed){.address = some_word(random, 100),
                       .shown_max = (int32_t)between(random, 1, FEED_ITEMS_MAX),
                       .fetched = INT64_MIN,
                       .age_max = between(random, 0, 6000) * MILLIS_MINUTE,
                       .silence_max = between(random, 0, 6000) * MILLIS_MINUTE,
                       .words = words,
                       .word_count = words->len > 0};
    return feed;
}

static void add_slides(Random *random) {
    Draft *draft = &random->draft;
    int32_t change = draft->event.day_change;
    for (size_t i = below(random, 5); i > 0; i--) {
        SlideContent slide = {.from = -1,
                              .until = -1,
                              .begins = INT64_MIN,
                              .ends = INSTANT_NEVER,
                              .weight = (int32_t)between(random, 1, SLIDE_WEIGHT_MAX),
                              .fit = (SlideFit)below(random, SLIDE_FIT_COUNT),
                              .has_no_clock = chance(random, 20),
                              .is_for_foyer = chance(random, 20)};
        if (chance(random, 20))
            slide.feed = some_feed(random);
        if (slide.feed)
            slide.heading = some_text(random, 50, random_word);
        else if (chance(random, 50))
            slide.picture = some_word(random, 100);
        else
            add_slide_words(random, &slide);
        if (chance(random, 40))
            slide.from = change + (int32_t)between(random, 0, 600);
        if (chance(random, 40))
            slide.until = change + (int32_t)between(random, 601, 1439);
        Date *days = arena_new(draft->arena, Date, 1);
        *days = (Date){2026, 5, 1 + (int32_t)below(random, 28)};
        slide.days = days;
        slide.day_count = chance(random, 30);
        slide.dwell = chance(random, 30) ? between(random, 1000, 99999) : 0;
        slide.rooms = some_rooms(random, &slide.room_count);
        Str *names = arena_new(draft->arena, Str, 1);
        *names = some_word(random, 30);
        slide.names = names;
        slide.name_count = names->len > 0;
        *PUSH(draft, slide, SlideContent) = slide;
    }
}

static void set_event(Random *random) {
    static const char *const ZONES[] = {"Asia/Shanghai", "Europe/Berlin", "America/New_York",
                                        "UTC",           "Etc/GMT-8",     "Asia/Kathmandu"};
    Event *event = &random->draft.event;
    event->zone_name = str_from(ZONES[below(random, countof(ZONES))]);
    event->zone = zone_open(random->draft.arena, event->zone_name);
    event->name = some_text(random, 80, random_word);
    event->venue = some_text(random, 50, random_word);
    event->day_change = chance(random, 60) ? 240 : between(random, 0, 720);
    event->logo = some_word(random, 30);
    event->logo_on_light = some_word(random, 30);
    event->background = some_word(random, 30);
    event->has_color = chance(random, 30);
    event->color = event->has_color ? (uint32_t)below(random, 0x1000000) : 0;
    event->has_second_color = chance(random, 30);
    event->second_color = event->has_second_color ? (uint32_t)below(random, 0x1000000) : 0;
    event->url = some_word(random, 30);
    event->license = some_word(random, 12);
}

static void set_display(Random *random) {
    static const char *const TAGS[] = {"zh", "en", "zh-TW", "ja", "de"};
    Display *display = &random->draft.display;
    size_t count = 1 + below(random, countof(TAGS));
    Str *languages = arena_new(random->draft.arena, Str, count);
    for (size_t i = 0; i < count; i++)
        languages[i] = str_from(TAGS[i]);
    display->languages = languages;
    display->language_count = count;
    if (chance(random, 50)) {
        display->view_count = 1 + below(random, countof(display->views));
        for (size_t i = 0; i < display->view_count; i++)
            display->views[i] = (ViewKind)below(random, VIEW_KIND_COUNT);
    }
    for (size_t i = 0; i < VIEW_KIND_COUNT; i++)
        if (chance(random, 20))
            display->dwell[i] = between(random, 1000, 99999);
    if (chance(random, 30))
        display->door_share = (int32_t)between(random, 0, CYCLE_SHARE_MAX);
    if (chance(random, 30))
        display->transition = TRANSITION_NONE;
    if (chance(random, 30))
        display->transition_time = between(random, 0, 5000);
    display->timer = (TimerLook){.amber = between(random, 0, 999999),
                                 .red = between(random, 0, 10) * MILLIS_MINUTE,
                                 .over = between(random, 0, 100) * MILLIS_MINUTE,
                                 .counts_parts = chance(random, 30),
                                 .hides_clock = chance(random, 30),
                                 .hides_bar = chance(random, 30),
                                 .hides_next = chance(random, 30),
                                 .hides_people = chance(random, 30)};
    display->second_language = (SecondLanguage)below(random, SECOND_LANGUAGE_COUNT);
    display->partners_title = some_text(random, 30, random_word);
    display->theme = some_word(random, 30);
    if (chance(random, 30))
        display->safe_area = (float)between(random, 0, 100) / 1000.0F;
    display->twelve_hour = chance(random, 20);
}

static void add_people(Random *random) {
    size_t count;
    const Speaker *speakers = some_speakers(random, &count);
    for (size_t i = 0; i < count; i++) {
        Draft *draft = &random->draft;
        KnownPerson *place =
            arena_push(draft->arena, &draft->people, &draft->person_count, &draft->person_capacity,
                       sizeof *place, _Alignof(KnownPerson));
        *place = (KnownPerson){.id = str_printf(draft->arena, "seat %zu", i), .who = speakers[i]};
    }
}

Schedule *random_schedule(uint64_t seed, Instant now) {
    Random random = {.state = seed};
    Arena *findings = arena_create();
    random.diagnostics = diagnostics_create(findings, (Str){0}, (Str){0});
    random.draft = draft_create(&random.diagnostics);
    set_event(&random);
    set_display(&random);
    add_rooms(&random);
    add_partners(&random);
    add_days(&random, now);
    add_projects(&random);
    add_notices(&random);
    add_slides(&random);
    add_people(&random);
    Schedule *schedule = draft_finish(&random.draft, 0, (Str){0});
    arena_free(findings);
    return schedule;
}
