/* test_overlay_plan.c: which lower third is shown when, and what covers the stream: an hour and a
 * day by tables, staff's hand, and what holds for random schedules at every instant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../schedule/fixture.h"
#include "playlist/overlay_plan.h"

static const Date DAYS[] = {{2019, 9, 26}, {2019, 9, 27}};

static const SessionSpec SPECS[] = {
    {.id = "open", .start = 900, .end = 905},
    {.id = "talk", .start = 905, .end = 925},
    {.id = "partners", .start = 925, .end = 955},
    {.id = "coffee", .start = 955, .end = 1010, .type = SESSION_BREAK},
    {.id = "off", .start = 1010, .end = 1020, .status = SESSION_CANCELLED},
    {.id = "secret", .start = 1030, .end = 1100},
    {.id = "panel", .start = 1100, .end = 1200},
    {.id = "elsewhere", .start = 900, .end = 1200, .room = 1},
    {.id = "tomorrow", .day = 1, .start = 900, .end = 930},
};

static const Translation SOME_TEXT = {.text = {.s = "x", .len = 1}};
static const Localized SOME = {.items = &SOME_TEXT, .count = 1};

static Session *find(Schedule *schedule, const char *id) {
    for (size_t i = 0; i < schedule->session_count; i++)
        if (str_equal_c(schedule->sessions[i].id, id))
            return (Session *)&schedule->sessions[i];
    fail_msg("no session \"%s\"", id);
    return NULL;
}

static void give_segments(Arena *arena, Session *session, const int32_t *minutes, size_t count) {
    Segment *segments = arena_new(arena, Segment, count);
    Instant at = session->start;
    for (size_t i = 0; i < count; i++) {
        segments[i] = (Segment){.start = at,
                                .end = at + minutes[i] * MILLIS_MINUTE,
                                .title = SOME,
                                .partner = SCHEDULE_NONE};
        at = segments[i].end;
    }
    session->segments = segments;
    session->segment_count = count;
}

static Schedule *conference(Arena *arena) {
    Schedule *schedule =
        fixture_schedule(arena, "Asia/Shanghai", DAYS, countof(DAYS), SPECS, countof(SPECS));
    static const int32_t MINUTES[] = {10, 5, 5};
    give_segments(arena, find(schedule, "partners"), MINUTES, countof(MINUTES));
    find(schedule, "secret")->do_not_record = true;
    find(schedule, "panel")->speakers = arena_new(arena, Speaker, 3);
    find(schedule, "panel")->speaker_count = 3;
    find(schedule, "talk")->speakers = arena_new(arena, Speaker, 1);
    find(schedule, "talk")->speaker_count = 1;
    return schedule;
}

static Instant at_time(const Schedule *schedule, int32_t wall, int32_t seconds) {
    return fixture_at(schedule->event.zone, DAYS[0], wall) + seconds * MILLIS_SECOND;
}

/* "09:05:12 talk s0 12.0" */
static Str describe(Arena *arena, const Schedule *schedule, const Cue *cue) {
    LocalTime local = zone_local(schedule->event.zone, cue->from);
    Str id =
        cue->session == SCHEDULE_NONE ? str_from("somebody") : schedule->sessions[cue->session].id;
    const char *what = cue->is_strip ? " all" : cue->person ? " else" : "";
    if (cue->speaker != SCHEDULE_NONE)
        what = arena_printf(arena, " name %zu", cue->speaker);
    if (cue->segment != SCHEDULE_NONE)
        what = arena_printf(arena, " part %zu", cue->segment);
    const char *hand = cue->kind == CUE_HAND ? " by hand" : "";
    return str_printf(arena, "%02d:%02d:%02d %.*s%s%s %g", local.hour, local.minute, local.second,
                      str_arg(id), what, hand,
                      cue->until == INSTANT_NEVER ? -1 : (double)(cue->until - cue->from) / 1000);
}

static void check_cues(Arena *arena, const Schedule *schedule, size_t room, Instant from,
                       Instant until, const char *const *wanted, size_t wanted_count) {
    size_t count;
    const Cue *cues = overlay_cues(arena, schedule, room, from, until, &count);
    for (size_t i = 0; i < count || i < wanted_count; i++) {
        Str got = i < count ? describe(arena, schedule, &cues[i]) : str_from("nothing");
        const char *want = i < wanted_count ? wanted[i] : "nothing";
        if (!str_equal_c(got, want))
            fail_msg("cue %zu: got \"%.*s\", want \"%s\"", i, str_arg(got), want);
    }
}

static void the_day_has_these_lower_thirds(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    static const char *const WANTED[] = {
        "09:00:00 open 12",         "09:05:00 talk name 0 12",     "09:15:00 talk name 0 12",
        "09:25:00 partners 12",     "09:35:00 partners part 1 12", "09:40:00 partners part 2 12",
        "09:50:00 partners 12", /* the last part goes on */
        "11:00:00 panel name 0 12", "11:00:12 panel name 1 12",    "11:00:24 panel name 2 12",
        "11:10:00 panel name 0 12", "11:10:12 panel name 1 12",    "11:10:24 panel name 2 12",
        "11:20:00 panel name 0 12", "11:20:12 panel name 1 12",    "11:20:24 panel name 2 12",
        "11:30:00 panel name 0 12", "11:30:12 panel name 1 12",    "11:30:24 panel name 2 12",
        "11:40:00 panel name 0 12", "11:40:12 panel name 1 12",    "11:40:24 panel name 2 12",
        "11:50:00 panel name 0 12", "11:50:12 panel name 1 12",    "11:50:24 panel name 2 12",
    };
    check_cues(arena, schedule, 0, schedule->days[0].from, schedule->days[0].until, WANTED,
               countof(WANTED));
    static const char *const OTHER[] = {"09:00:00 elsewhere 12", "09:10:00 elsewhere 12",
                                        "09:20:00 elsewhere 12"};
    check_cues(arena, schedule, 1, at_time(schedule, 900, 0), at_time(schedule, 930, 0), OTHER,
               countof(OTHER));
    arena_free(arena);
}

/* The hour is walked a tenth of a second at a time: what is on is exactly what was planned. */
static void an_hour_shows_what_is_planned(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    Instant from = at_time(schedule, 900, 0), until = at_time(schedule, 1000, 0);
    size_t count, begun = 0, seen = 0;
    const Cue *cues = overlay_cues(arena, schedule, 0, from, until, &count);
    assert_int_equal(count, 7);
    CueHand hand = cue_hand_none();
    for (Instant at = from; at < until; at += 100) {
        Cue cue;
        bool is_on = overlay_cue_at(schedule, 0, &hand, at, &cue, NULL);
        bool is_planned = false;
        for (size_t i = 0; i < count; i++)
            is_planned |= cues[i].from <= at && at < cues[i].until;
        assert_int_equal(is_on, is_planned);
        begun += is_on && cue.from == at;
        seen += is_on;
    }
    assert_int_equal(begun, 7);
    assert_int_equal(seen, 7 * 120);
    arena_free(arena);
}

/* What happens around the edges, one schedule each. */
static void edges(void **state) {
    (void)state;
    static const struct {
        const char *name;
        SessionSpec specs[3];
        size_t count, room;
        const char *wanted[6];
        size_t wanted_count;
    } CASES[] = {
        {"the next session has its own name",
         {{.id = "a", .start = 900, .end = 930}, {.id = "b", .start = 920, .end = 925}},
         2,
         0,
         {"09:00:00 a 12", "09:10:00 a 12", "09:20:00 b 12"},
         3},
        {"a session that goes on after another one does not begin again",
         {{.id = "a", .start = 900, .end = 945}, {.id = "b", .start = 930, .end = 932}},
         2,
         0,
         {"09:00:00 a 12", "09:10:00 a 12", "09:20:00 a 12", "09:30:00 b 12", "09:40:00 a 12"},
         5},
        {"not at the last moment: the end is no time for a name",
         {{.id = "a", .start = 900, .end = 910}},
         1,
         0,
         {"09:00:00 a 12"},
         1},
        {"where it was moved to, not where it was",
         {{.id = "a",
           .start = 900,
           .end = 905,
           .room = 1,
           .status = SESSION_MOVED,
           .was_elsewhere = true}},
         1,
         0,
         {0},
         0},
        {"when it starts late, then",
         {{.id = "a",
           .start = 910,
           .end = 915,
           .status = SESSION_DELAYED,
           .planned_start = 900,
           .planned_end = 905}},
         1,
         0,
         {"09:10:00 a 12"},
         1},
        {"a session in all rooms",
         {{.id = "a", .start = 900, .end = 905, .room = FIXTURE_EVERYWHERE}},
         1,
         2,
         {"09:00:00 a 12"},
         1},
        {"of all rooms, the one that began last",
         {{.id = "a", .start = 900, .end = 915},
          {.id = "b", .start = 900, .end = 915, .room = 1},
          {.id = "c", .start = 905, .end = 908, .room = 2}},
         3,
         SCHEDULE_NONE,
         {"09:00:00 a 12", "09:05:00 c 12", "09:10:00 a 12"},
         3},
        {"a party needs no names",
         {{.id = "a", .start = 900, .end = 915, .type = SESSION_SOCIAL}},
         1,
         0,
         {0},
         0},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        print_message("%s\n", CASES[i].name);
        Schedule *schedule =
            fixture_schedule(arena, "Asia/Shanghai", DAYS, 1, CASES[i].specs, CASES[i].count);
        check_cues(arena, schedule, CASES[i].room, schedule->days[0].from, schedule->days[0].until,
                   CASES[i].wanted, CASES[i].wanted_count);
        arena_free(arena);
    }
}

static void what_cuts_a_name_short(void **state) {
    (void)state;
    Arena *arena = arena_create();
    static const SessionSpec TWO[] = {{.id = "a", .start = 900, .end = 945},
                                      {.id = "b", .start = 920, .end = 921}};
    Schedule *schedule = fixture_schedule(arena, "Asia/Shanghai", DAYS, 1, TWO, countof(TWO));
    Session *a = find(schedule, "a"), *b = find(schedule, "b");
    a->speakers = arena_new(arena, Speaker, 20);
    a->speaker_count = 2;
    /* Another session begins: five seconds are enough to read a name, two are not. */
    b->start += 5 * MILLIS_SECOND;
    static const char *const FIVE[] = {"09:20:00 a name 0 5", "09:20:05 b 12"};
    check_cues(arena, schedule, 0, at_time(schedule, 920, 0), at_time(schedule, 921, 0), FIVE,
               countof(FIVE));
    b->start -= 3 * MILLIS_SECOND;
    static const char *const TWO_SECONDS[] = {"09:20:02 b 12"};
    check_cues(arena, schedule, 0, at_time(schedule, 920, 0), at_time(schedule, 925, 0),
               TWO_SECONDS, countof(TWO_SECONDS));
    /* A long list of names is not taken up in its middle after another session. */
    a->speaker_count = 20;
    b->start = at_time(schedule, 919, 0);
    static const char *const MIDDLE[] = {"09:19:00 b 12"};
    check_cues(arena, schedule, 0, at_time(schedule, 919, 0), at_time(schedule, 930, 0), MIDDLE,
               countof(MIDDLE));
    /* The end of a session elsewhere changes nothing. */
    a->speaker_count = 2;
    b->start = at_time(schedule, 850, 0);
    b->end = at_time(schedule, 900, 0) + 12 * MILLIS_SECOND;
    static const char *const BOTH[] = {"09:00:00 a name 0 12", "09:00:12 a name 1 12"};
    check_cues(arena, schedule, SCHEDULE_NONE, at_time(schedule, 900, 0), at_time(schedule, 905, 0),
               BOTH, countof(BOTH));
    arena_free(arena);
}

static const Speaker SOMEBODY = {.name = {.items = &SOME_TEXT, .count = 1}};

/* Seconds after 11:00, in the panel of three; -1: never. */
static const struct {
    const char *name;
    int32_t wall, shown, hidden;
    bool is_by_hand;
    int32_t at;
    const char *wanted; /* NULL: nothing */
} HANDS[] = {
    {"nothing by hand", 1100, -1, -1, false, 60, NULL},
    {"by hand alone, nothing said", 1100, -1, -1, true, 5, NULL},
    {"shown: at once", 1100, 100, -1, false, 100, "11:01:40 panel name 0 by hand 12"},
    {"shown: not before", 1100, 100, -1, false, 99, NULL},
    {"shown: the next name follows", 1100, 100, -1, false, 112, "11:01:52 panel name 1 by hand 12"},
    {"shown: round and round", 1100, 100, -1, false, 137, "11:02:16 panel name 0 by hand 12"},
    {"shown: still there at the next planned one", 1100, 100, -1, false, 601,
     "11:09:52 panel name 2 by hand 12"},
    {"shown: gone with the session", 1100, 100, -1, false, 3600, NULL},
    {"shown while it is on: goes on", 1100, 5, -1, false, 13, "11:00:12 panel name 1 by hand 12"},
    {"shown while it is on: stays", 1100, 5, -1, false, 37, "11:00:36 panel name 0 by hand 12"},
    {"shown by hand alone", 1100, 5, -1, true, 6, "11:00:05 panel name 0 by hand 12"},
    {"a single name stays as it is", 905, 100, -1, false, 700, "09:06:40 talk name 0 by hand 1100"},
    {"hidden: moves out", 1100, -1, 4, false, 4, "11:00:00 panel name 0 4.4"},
    {"hidden: has gone", 1100, -1, 4, false, 5, NULL},
    {"hidden: the names after it too", 1100, -1, 4, false, 13, NULL},
    {"hidden: the next planned one comes", 1100, -1, 4, false, 601, "11:10:00 panel name 0 12"},
    {"shown, then hidden", 1100, 100, 130, false, 130, "11:02:04 panel name 2 by hand 6.4"},
    {"shown, then hidden: gone", 1100, 100, 130, false, 131, NULL},
    {"shown, then hidden: planned ones come", 1100, 100, 130, false, 613,
     "11:10:12 panel name 1 12"},
    {"hidden, then shown", 1100, 8, 4, false, 9, "11:00:08 panel name 0 by hand 12"},
    {"hidden in a part of a session", 925, -1, 602, false, 602, "09:35:00 partners part 1 2.4"},
    {"shown in a part: the session's", 925, 602, -1, false, 603, "09:35:02 partners by hand 1198"},
    {"nothing runs: nothing to show", 955, 100, -1, false, 101, NULL},
    {"not to be recorded: nothing to show", 1030, 100, -1, false, 101, NULL},
    {"shown in the break: not in the talk after it", 1025, 10, -1, true, 2200, NULL},
};

/* The same for one of them, all at once, and somebody else. */
static const struct {
    const char *name;
    int32_t wall, shown, hidden, at;
    HandWho who;
    size_t speaker;
    const char *wanted; /* NULL: nothing */
} OTHERS[] = {
    {"one of them: alone, to the end", 1100, 100, -1, 700, HAND_ONE, 2,
     "11:01:40 panel name 2 by hand 3500"},
    {"one of them while another is on: at once", 1100, 5, -1, 6, HAND_ONE, 1,
     "11:00:05 panel name 1 by hand 3595"},
    {"one that is not there: as planned", 1100, 100, -1, 101, HAND_ONE, 3, NULL},
    {"one of them: gone with the session", 1100, 100, -1, 3600, HAND_ONE, 2, NULL},
    {"one of them, hidden", 1100, 100, 130, 130, HAND_ONE, 2, "11:01:40 panel name 2 by hand 30.4"},
    {"all in a strip", 1100, 100, -1, 700, HAND_STRIP, 0, "11:01:40 panel all by hand 3500"},
    {"a strip of one is that one", 905, 100, -1, 700, HAND_STRIP, 0,
     "09:06:40 talk name 0 by hand 1100"},
    {"somebody else", 1100, 100, -1, 700, HAND_PERSON, 0, "11:01:40 somebody else by hand 3500"},
    {"somebody else while nothing runs: until it is hidden", 955, 100, -1, 200, HAND_PERSON, 0,
     "09:56:40 somebody else by hand -1"},
    {"in the next session the planned ones come", 955, 100, -1, 3920, HAND_PERSON, 0,
     "11:00:12 panel name 1 12"},
    {"somebody else, hidden", 955, 100, 200, 201, HAND_PERSON, 0, NULL},
};

static CueHand hand_of(Instant base, int32_t shown, int32_t hidden) {
    CueHand hand = cue_hand_none();
    if (shown >= 0)
        hand.shown = base + shown * MILLIS_SECOND;
    if (hidden >= 0)
        hand.hidden = base + hidden * MILLIS_SECOND;
    return hand;
}

static void check_hand(Arena *arena, const Schedule *schedule, const CueHand *hand, Instant at,
                       const char *name, const char *wanted) {
    Cue cue;
    bool is_on = overlay_cue_at(schedule, 0, hand, at, &cue, NULL);
    Str got = is_on ? describe(arena, schedule, &cue) : str_from("nothing");
    const char *want = wanted ? wanted : "nothing";
    if (!str_equal_c(got, want))
        fail_msg("%s: got \"%.*s\", want \"%s\"", name, str_arg(got), want);
}

static void staff_show_and_hide(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    for (size_t i = 0; i < countof(HANDS); i++) {
        Instant base = at_time(schedule, HANDS[i].wall, 0);
        CueHand hand = hand_of(base, HANDS[i].shown, HANDS[i].hidden);
        hand.is_by_hand = HANDS[i].is_by_hand;
        check_hand(arena, schedule, &hand, base + HANDS[i].at * MILLIS_SECOND, HANDS[i].name,
                   HANDS[i].wanted);
    }
    for (size_t i = 0; i < countof(OTHERS); i++) {
        Instant base = at_time(schedule, OTHERS[i].wall, 0);
        CueHand hand = hand_of(base, OTHERS[i].shown, OTHERS[i].hidden);
        hand.who = OTHERS[i].who;
        hand.speaker = OTHERS[i].speaker;
        hand.person = hand.who == HAND_PERSON ? &SOMEBODY : NULL;
        check_hand(arena, schedule, &hand, base + OTHERS[i].at * MILLIS_SECOND, OTHERS[i].name,
                   OTHERS[i].wanted);
    }
    arena_free(arena);
}

/* From one name to the next, and round. */
static void the_next_name_follows(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    CueHand hand = cue_hand_none();
    Instant at = at_time(schedule, 1105, 0);
    size_t speaker = 9;
    for (size_t i = 0; i < 5; i++, at += MILLIS_SECOND) {
        assert_true(overlay_next_name(schedule, 0, &hand, at, &speaker));
        assert_int_equal(speaker, i % 3);
        hand.shown = at;
        hand.who = HAND_ONE;
        hand.speaker = speaker;
    }
    hand = cue_hand_none();
    assert_true(overlay_next_name(schedule, 0, &hand, at_time(schedule, 1100, 13), &speaker));
    assert_int_equal(speaker, 2); /* the planned ones have come to the second */
    assert_false(overlay_next_name(schedule, 0, &hand, at_time(schedule, 956, 0), &speaker));
    assert_false(overlay_next_name(schedule, 0, &hand, at_time(schedule, 900, 0), &speaker));
    arena_free(arena);
}

static const struct {
    int32_t wall;
    SlateKind slate;
} SLATES[] = {
    {800, SLATE_SOON},     {859, SLATE_SOON},          {900, SLATE_NONE},
    {925, SLATE_NONE},     {955, SLATE_BREAK},         {1010, SLATE_BREAK},
    {1029, SLATE_BREAK},   {1030, SLATE_NOT_RECORDED}, {1059, SLATE_NOT_RECORDED},
    {1100, SLATE_NONE},    {1159, SLATE_NONE},         {1200, SLATE_THANKS},
    {2500, SLATE_THANKS},  {2800, SLATE_SOON},         {3330, SLATE_THANKS},
    {5300, SLATE_WAITING},
};

static void slates_of_the_day(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    for (size_t i = 0; i < countof(SLATES); i++) {
        size_t session;
        Instant at = at_time(schedule, SLATES[i].wall, 0);
        SlateKind got = overlay_slate_at(schedule, 0, at, &session, NULL);
        if (got != SLATES[i].slate)
            fail_msg("at %d: slate %d, not %d", SLATES[i].wall, got, SLATES[i].slate);
        assert_int_equal(session != SCHEDULE_NONE, got == SLATE_NOT_RECORDED);
    }
    assert_int_equal(overlay_slate_at(NULL, 0, 0, NULL, NULL), SLATE_WAITING);
    Cue cue;
    CueHand hand = cue_hand_none();
    assert_false(overlay_cue_at(NULL, SCHEDULE_NONE, &hand, 0, &cue, NULL));
    arena_free(arena);
}

static uint64_t random_below(uint64_t *seed, uint64_t below) {
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (*seed >> 33) % below;
}

static Schedule *random_schedule(Arena *arena, uint64_t *seed) {
    SessionSpec specs[8];
    size_t count = 1 + (size_t)random_below(seed, countof(specs));
    for (size_t i = 0; i < count; i++) {
        int32_t start = (int32_t)random_below(seed, 120),
                length = 1 + (int32_t)random_below(seed, 50);
        int32_t end = start + length;
        specs[i] = (SessionSpec){
            .id = "s",
            .start = 900 + start / 60 * 100 + start % 60,
            .end = 900 + end / 60 * 100 + end % 60,
            .room = (size_t)random_below(seed, 2),
            .type = (SessionType)random_below(seed, SESSION_TYPE_COUNT),
            .status = random_below(seed, 8) ? SESSION_CONFIRMED : SESSION_CANCELLED,
        };
    }
    Schedule *schedule = fixture_schedule(arena, "Asia/Shanghai", DAYS, 1, specs, count);
    for (size_t i = 0; i < count; i++) {
        Session *session = (Session *)&schedule->sessions[i];
        session->speaker_count = (size_t)random_below(seed, 4);
        session->speakers = arena_new(arena, Speaker, session->speaker_count);
        session->do_not_record = random_below(seed, 6) == 0;
        int32_t minutes[4];
        for (size_t k = 0; k < countof(minutes); k++)
            minutes[k] = (int32_t)random_below(seed, 15);
        give_segments(arena, session, minutes, (size_t)random_below(seed, countof(minutes) + 1));
    }
    return schedule;
}

typedef struct {
    bool is_on;
    Cue cue;
    SlateKind slate;
    size_t covered;
} Answer;

static Answer answer_at(const Schedule *schedule, size_t room, const CueHand *hand, Instant at,
                        Instant *next) {
    Answer answer = {0};
    answer.is_on = overlay_cue_at(schedule, room, hand, at, &answer.cue, next);
    if (!answer.is_on)
        answer.cue = (Cue){0};
    answer.slate = overlay_slate_at(schedule, room, at, &answer.covered, next);
    return answer;
}

static bool is_same(const Answer *a, const Answer *b) {
    return a->is_on == b->is_on && a->slate == b->slate && a->covered == b->covered &&
           a->cue.session == b->cue.session && a->cue.speaker == b->cue.speaker &&
           a->cue.segment == b->cue.segment && a->cue.from == b->cue.from &&
           a->cue.until == b->cue.until && a->cue.kind == b->cue.kind;
}

/* Nothing differs before the next change that was told, whatever staff do; a cue lies around the
 * instant that it was asked for; and what must not be recorded has no name on it. */
static void the_next_change_is_true(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 25; round++) {
        Arena *arena = arena_create();
        Schedule *schedule = random_schedule(arena, &seed);
        size_t room = random_below(&seed, 3) ? (size_t)random_below(&seed, 2) : SCHEDULE_NONE;
        CueHand hand = cue_hand_none();
        hand.is_by_hand = random_below(&seed, 4) == 0;
        hand.who = (HandWho)random_below(&seed, 4);
        hand.speaker = random_below(&seed, 3);
        hand.person = &SOMEBODY;
        Instant base = at_time(schedule, 850, 0);
        if (random_below(&seed, 2))
            hand.shown = base + (Instant)random_below(&seed, 120 * 60) * 1000 + 137;
        if (random_below(&seed, 2))
            hand.hidden = base + (Instant)random_below(&seed, 120 * 60) * 1000 + 521;
        Instant next = base;
        Answer answer = {0};
        for (Instant at = base; at < base + 150 * MILLIS_MINUTE; at += 50) {
            bool is_due = at >= next;
            Instant told = INSTANT_NEVER;
            Answer now = answer_at(schedule, room, &hand, at, &told);
            assert_true(told > at);
            if (is_due) {
                next = told;
            } else if (!is_same(&answer, &now)) {
                fail_msg("round %d: differs at %lld, before the next change %lld", round,
                         (long long)(at - base), (long long)(next - base));
            }
            answer = now;
            if (!now.is_on)
                continue;
            assert_true(now.cue.from <= at && at < now.cue.until);
            if (now.cue.session == SCHEDULE_NONE) {
                assert_ptr_equal(now.cue.person, &SOMEBODY);
                continue;
            }
            const Session *session = &schedule->sessions[now.cue.session];
            assert_false(session->do_not_record);
            assert_true(session->status != SESSION_CANCELLED);
            assert_true(now.cue.from >= session->start && now.cue.until <= session->end);
        }
        arena_free(arena);
    }
}

/* The names come when the title has gone: nothing is shown that is covered. */
static void names_follow_the_title(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Schedule *schedule = conference(arena);
    CueHand hand = cue_hand_none();
    hand.opening = TITLE_TIME;
    Instant start = at_time(schedule, 905, 0), end = at_time(schedule, 925, 0);
    for (Instant at = start; at < end; at += 100) {
        Instant next = INSTANT_NEVER;
        Cue cue;
        bool is_title = overlay_title_at(schedule, 0, at, &next) != SCHEDULE_NONE;
        bool is_name = overlay_cue_at(schedule, 0, &hand, at, &cue, &next);
        Millis since = (at - start) % CUE_AGAIN;
        assert_int_equal(is_title, at < start + TITLE_TIME);
        assert_int_equal(is_name, since >= TITLE_TIME && since < TITLE_TIME + CUE_TIME);
        assert_true(next > at && next <= end);
    }
    assert_int_equal(overlay_title_at(schedule, 0, start - 1, NULL), SCHEDULE_NONE);
    assert_int_equal(overlay_title_at(schedule, 0, at_time(schedule, 1030, 1), NULL),
                     SCHEDULE_NONE); /* is not recorded */
    assert_int_equal(overlay_title_at(schedule, 0, at_time(schedule, 955, 1), NULL),
                     SCHEDULE_NONE); /* a pause */
    arena_free(arena);
}

/* The code: after a minute, every ten, and at the end. */
static void codes_of_a_session(void **state) {
    (void)state;
    Arena *arena = arena_create();
    const Schedule *schedule = conference(arena);
    Instant start = at_time(schedule, 1100, 0), end = at_time(schedule, 1200, 0);
    for (Instant at = start; at < end; at += 500) {
        Instant next = INSTANT_NEVER;
        bool is_shown = overlay_link_at(schedule, 0, at, &next) != SCHEDULE_NONE;
        Millis since = (at - start + CUE_AGAIN - LINK_AFTER) % CUE_AGAIN;
        bool is_due = (at >= start + LINK_AFTER && since < LINK_TIME) || at >= end - LINK_TIME;
        assert_int_equal(is_shown, is_due);
        assert_true(next > at && next <= end);
    }
    assert_int_equal(overlay_link_at(schedule, 0, at_time(schedule, 1040, 0), NULL),
                     SCHEDULE_NONE); /* is not recorded */
    assert_int_equal(overlay_link_at(NULL, 0, start, NULL), SCHEDULE_NONE);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_day_has_these_lower_thirds),
        cmocka_unit_test(an_hour_shows_what_is_planned),
        cmocka_unit_test(edges),
        cmocka_unit_test(what_cuts_a_name_short),
        cmocka_unit_test(staff_show_and_hide),
        cmocka_unit_test(the_next_name_follows),
        cmocka_unit_test(slates_of_the_day),
        cmocka_unit_test(names_follow_the_title),
        cmocka_unit_test(codes_of_a_session),
        cmocka_unit_test(the_next_change_is_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
