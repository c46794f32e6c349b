/* test_native_display.c: the parts of kiosk's own YAML beside the program: tracks, partners,
 * projects, notices and the display. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "loaded.h"

#define HEAD     "kiosk: 1\nevent: {name: Test, timezone: Europe/Berlin}\nrooms: [hall, annex]\n"
#define DAYS     HEAD "days:\n- {date: 2027-03-05, sessions: [{id: bees, time: 9:00-9:30, title: A}]}\n"
#define TWO_DAYS DAYS "- {date: 2027-03-06, sessions: [{time: 9:00-9:30, title: B}]}\n"

static void assert_findings(const char *name, const Loaded *loaded, const char *expected) {
    if (strcmp(loaded_findings(loaded), expected) != 0) {
        diagnostics_print(&loaded->diagnostics, stderr);
        fail_msg("%s: %s", name, loaded_findings(loaded));
    }
}

static void assert_plain(const Localized *text, const char *expected) {
    if (!str_equal_c(loaded_word(text), expected))
        fail_msg("\"%.*s\" is not \"%s\"", str_arg(loaded_word(text)), expected);
}

/* ---- tracks ---- */

static void colors(void **state) {
    (void)state;
    static const struct {
        const char *color, *findings;
        bool has_color;
        uint32_t value;
    } cases[] = {
        {"\"#ecb64f\"", "", true, 0xECB64F},
        {"ECB64F", "", true, 0xECB64F},
        {"\"#3a7\"", "", true, 0x33AA77},
        {"\"#3a7f\"", "warning bad-color 4:25", false, 0},
        {"red", "warning bad-color 4:25", false, 0},
        {"#ecb64f", "warning unquoted", false, 0},
        {"~", "", false, 0},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        bool is_remark = cases[i].color[0] == '#';
        Loaded loaded =
            load_text(arena_printf(arena,
                                   is_remark ? HEAD "tracks:\n- id: t\n  color: %s\nnotices: [x]\n"
                                             : HEAD "tracks: [{id: t, color: %s}]\nnotices: [x]\n",
                                   cases[i].color));
        assert_findings(cases[i].color, &loaded,
                        is_remark ? "warning cut-by-hash 6:10" : cases[i].findings);
        const Track *track = &loaded.schedule->tracks[0];
        assert_int_equal(track->has_color, cases[i].has_color);
        assert_int_equal(track->color, cases[i].value);
        assert_plain(&track->name, "t");
        loaded_free(&loaded);
        arena_free(arena);
    }
}

/* ---- partners ---- */

static void partners_in_tiers(void **state) {
    (void)state;
    Loaded loaded = load_text(HEAD "partners:\n"
                                   "  platinum:\n"
                                   "  - {id: acme, name: {de: Ackme, en: Acme}, logo: a.png, url: "
                                   "https://a.org}\n"
                                   "  - Globex\n"
                                   "  media: {title: {en: Media}, partners: [Daily]}\n"
                                   "  silver: {title: Silver}\n"
                                   "  community: [{de: Klub, en: Club}, ~, {name: acme}]\n");
    assert_findings("partners", &loaded, "warning duplicate-id 10:40");
    const Schedule *schedule = loaded.schedule;
    static const struct {
        const char *id, *title;
        size_t first, count;
    } tiers[] = {{"platinum", "", 0, 2},
                 {"media", "Media", 2, 1},
                 {"silver", "Silver", 3, 0},
                 {"community", "", 3, 1}};
    assert_int_equal(schedule->tier_count, countof(tiers));
    for (size_t i = 0; i < countof(tiers); i++) {
        assert_true(str_equal_c(schedule->tiers[i].id, tiers[i].id));
        assert_plain(&schedule->tiers[i].title, tiers[i].title);
        assert_int_equal(schedule->tiers[i].first_partner, tiers[i].first);
        assert_int_equal(schedule->tiers[i].partner_count, tiers[i].count);
    }
    assert_int_equal(schedule->partner_count, 4);
    const Partner *acme = &schedule->partners[0];
    assert_true(str_equal_c(acme->logo, "a.png"));
    assert_true(str_equal_c(acme->url, "https://a.org"));
    assert_true(str_equal_c(schedule->partners[1].id, "Globex"));
    assert_int_equal(schedule->partners[2].tier, 1);
    assert_true(str_equal_c(schedule->partners[3].id, "Klub"));
    assert_int_equal(schedule->partners[3].name.count, 2);
    loaded_free(&loaded);

    loaded = load_text(HEAD "partners: [Acme, Globex]\n");
    assert_findings("no tiers", &loaded, "");
    assert_int_equal(loaded.schedule->tier_count, 1);
    assert_true(str_equal_c(loaded.schedule->tiers[0].id, "partners"));
    assert_int_equal(loaded.schedule->partner_count, 2);
    loaded_free(&loaded);

    loaded = load_text(HEAD "partners: [{id: gold, name: Gold, partners: [Acme]}, Globex]\n");
    assert_findings("tiers in a list", &loaded, "error wrong-kind 4:12");
    assert_int_equal(loaded.schedule->partner_count, 1); /* "Gold" is nobody */
    loaded_free(&loaded);

    loaded = load_text(HEAD "partners: Acme\nnotices: [x]\n");
    assert_findings("a text", &loaded, "error wrong-kind 4:11");
    loaded_free(&loaded);
}

/* ---- projects ---- */

static void projects(void **state) {
    (void)state;
    Loaded loaded = load_text(DAYS "projects:\n"
                                   "- name: libbee\n"
                                   "  tagline: {en: Faster hives}\n"
                                   "  description: |\n"
                                   "    One line.\n"
                                   "    Another.\n"
                                   "  highlights: [a, {en: b}, ~, c]\n"
                                   "  url: https://b.org\n"
                                   "  logo: b.svg\n"
                                   "  session: bees\n"
                                   "- {name: wasp, highlights: one, session: beese}\n"
                                   "- {tagline: nameless}\n"
                                   "- {name: ant, session: zoo}\n");
    assert_findings("projects", &loaded,
                    "warning unknown-session 16:42; error missing-name 17:3; warning "
                    "unknown-session 18:24");
    assert_true(str_equal_c(loaded.diagnostics.items[0].hint, "did you mean \"bees\"?"));
    assert_int_equal(loaded.schedule->project_count, 3);
    const Project *project = &loaded.schedule->projects[0];
    assert_plain(&project->name, "libbee");
    assert_plain(&project->tagline, "Faster hives");
    assert_plain(&project->description, "One line.\nAnother.");
    assert_int_equal(project->highlight_count, 3);
    assert_plain(&project->highlights[2], "c");
    assert_true(str_equal_c(project->url, "https://b.org"));
    assert_true(str_equal_c(project->logo, "b.svg"));
    assert_int_equal(project->session, 0);
    assert_int_equal(loaded.schedule->projects[1].highlight_count, 1);
    assert_true(loaded.schedule->projects[1].session == SCHEDULE_NONE);
    loaded_free(&loaded);
}

/* ---- notices ---- */

static const char *notice_times(const Loaded *loaded) {
    const Schedule *schedule = loaded->schedule;
    Date day = {2027, 3, 5};
    const char *text = "";
    for (size_t i = 0; i < schedule->notice_count; i++)
        text = arena_printf(
            loaded->arena, "%s%s%s-%s", text, i ? " " : "",
            loaded_clock(loaded->arena, schedule->event.zone, day, schedule->notices[i].from),
            loaded_clock(loaded->arena, schedule->event.zone, day, schedule->notices[i].until));
    return text;
}

static void when_notices_are_shown(void **state) {
    (void)state;
    static const struct {
        const char *name, *text, *findings, *expected;
    } cases[] = {
        {"on the only day", DAYS "notices: [{text: x, from: 11:45, until: 13:00}]", "",
         "11:45-13:00"},
        {"until it is lifted", DAYS "notices: [{text: x, from: 11:45}]", "", "11:45-never"},
        {"from the day's start", DAYS "notices: [{text: x, until: 11:45}]", "", "04:00-11:45"},
        {"always", DAYS "notices: [{text: x}, y]", "", "always-never always-never"},
        {"until a date", DAYS "notices: [{text: x, until: 2027-03-06 13:00}]", "", "always-13:00+"},
        {"from a date", DAYS "notices: [{text: x, from: 2027-03-06 13:00}]", "", "13:00+-never"},
        {"after midnight", DAYS "notices: [{text: x, from: 23:00, until: 1:00}]", "",
         "23:00-01:00+"},
        {"dates", DAYS "notices: [{text: x, from: 2027-03-05 11:45, until: 2027-03-06T13:00}]", "",
         "11:45-13:00+"},
        {"elsewhere's time",
         DAYS "notices: [{text: x, from: 2027-03-05T11:45Z, until: "
              "2027-03-05T21:45+09:00}]",
         "", "12:45-13:45"},
        {"a date, then a time", DAYS "notices: [{text: x, from: 2027-03-06 11:45, until: 13:00}]",
         "", "11:45+-13:00+"},
        {"a time, then a date", DAYS "notices: [{text: x, from: 11:45, until: 2027-03-06 13:00}]",
         "", "11:45+-13:00+"},
        {"each day", TWO_DAYS "notices: [{text: x, from: 11:45, until: 13:00}]", "",
         "11:45-13:00 11:45+-13:00+"},
        {"each day, no end", TWO_DAYS "notices: [{text: x, from: 11:45}]", "",
         "11:45-04:00+ 11:45+-04:00?"},
        {"one of the days",
         TWO_DAYS "notices: [{text: x, date: 2027-03-06, from: 11:45, until: 13:00}]", "",
         "11:45+-13:00+"},
        {"a whole day", TWO_DAYS "notices: [{text: x, date: 2027-03-06}]", "", "04:00+-04:00?"},
        {"no days: today", HEAD "notices: [{text: x, from: 11:45, until: 13:00}]", "",
         "11:45-13:00"},
        {"the wrong way round is for the checks",
         DAYS "notices: [{text: x, from: 13:00, until: 11:45}]", "", "13:00-11:45"},
        {"a bad time", DAYS "notices: [{text: x, from: 1145, until: 13:00}]", "error bad-time 6:27",
         ""},
        {"a bad date", DAYS "notices: [{text: x, date: soon, from: 11:45}]", "error bad-date 6:27",
         ""},
        {"no text", DAYS "notices: [{from: 11:45}]", "error missing-text 6:11", ""},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Loaded loaded = load_text(cases[i].text);
        assert_findings(cases[i].name, &loaded, cases[i].findings);
        if (strcmp(notice_times(&loaded), cases[i].expected) != 0)
            fail_msg("%s: %s", cases[i].name, notice_times(&loaded));
        loaded_free(&loaded);
    }
}

static void what_notices_say(void **state) {
    (void)state;
    Loaded loaded =
        load_text(DAYS "notices:\n"
                       "- {text: {de: Feuer, en: Fire}, level: emergency, rooms: [annex]}\n"
                       "- {text: x, level: tset}\n"
                       "- {de: Hallo, en: Hello}\n");
    assert_findings("notices", &loaded, "warning unknown-value 8:20");
    const Notice *notices = loaded.schedule->notices;
    assert_int_equal(notices[0].level, NOTICE_EMERGENCY);
    assert_int_equal(notices[0].text.count, 2);
    assert_int_equal(notices[0].room_count, 1);
    assert_int_equal(notices[0].rooms[0], 1);
    assert_int_equal(notices[0].at.line, 7);
    assert_int_equal(notices[1].level, NOTICE_INFO);
    assert_int_equal(notices[1].room_count, 0);
    assert_plain(&notices[2].text, "Hallo");
    loaded_free(&loaded);
}

/* ---- display ---- */

static void views_and_dwell(void **state) {
    (void)state;
    static const struct {
        const char *keys, *findings;
        size_t view_count;
        ViewKind first, last;
        Millis now, spotlight;
    } cases[] = {
        {"theme: dark", "", 5, VIEW_NOW_NEXT, VIEW_PARTNERS, 12000, 20000},
        {"views: [partners, now-next]", "", 2, VIEW_PARTNERS, VIEW_NOW_NEXT, 12000, 20000},
        {"views: agenda", "", 1, VIEW_AGENDA, VIEW_AGENDA, 12000, 20000},
        {"views: [now_next, agenda, now_next]", "", 3, VIEW_NOW_NEXT, VIEW_NOW_NEXT, 12000, 20000},
        {"views: [clock]", "warning unknown-value 6:19", 5, VIEW_NOW_NEXT, VIEW_PARTNERS, 12000,
         20000},
        {"views: [agenda,agenda,agenda,agenda,agenda,agenda,agenda,agenda,agenda,agenda,agenda,"
         "agenda,agenda,agenda,agenda,agenda,partners]",
         "warning too-many 6:131", 16, VIEW_AGENDA, VIEW_AGENDA, 12000, 20000},
        {"dwell: 8", "", 5, VIEW_NOW_NEXT, VIEW_PARTNERS, 8000, 8000},
        {"dwell: 1m", "", 5, VIEW_NOW_NEXT, VIEW_PARTNERS, 60000, 60000},
        {"dwell: {default: 8}", "", 5, VIEW_NOW_NEXT, VIEW_PARTNERS, 8000, 8000},
        {"dwell: {spotlight: 30s}", "", 5, VIEW_NOW_NEXT, VIEW_PARTNERS, 12000, 30000},
        {"dwell: {default: 10, spotlight: 0.5}", "error bad-duration 6:43", 5, VIEW_NOW_NEXT,
         VIEW_PARTNERS, 10000, 10000},
        {"dwell: 12000", "error bad-duration 6:18", 5, VIEW_NOW_NEXT, VIEW_PARTNERS, 12000, 20000},
        {"dwell: {default: 8, spotlight: 61m}", "error bad-duration 6:42", 5, VIEW_NOW_NEXT,
         VIEW_PARTNERS, 8000, 8000},
        {"dwell: {spotligth: 30}", "warning unknown-key 6:19", 5, VIEW_NOW_NEXT, VIEW_PARTNERS,
         12000, 20000},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Loaded loaded = load_text(arena_printf(arena, DAYS "display: {%s}\n", cases[i].keys));
        assert_findings(cases[i].keys, &loaded, cases[i].findings);
        const Display *display = &loaded.schedule->display;
        if (display->view_count != cases[i].view_count || display->views[0] != cases[i].first ||
            display->views[display->view_count - 1] != cases[i].last ||
            display->dwell[VIEW_NOW_NEXT] != cases[i].now ||
            display->dwell[VIEW_SPOTLIGHT] != cases[i].spotlight)
            fail_msg("%s: %zu views, %lld, %lld", cases[i].keys, display->view_count,
                     (long long)display->dwell[VIEW_NOW_NEXT],
                     (long long)display->dwell[VIEW_SPOTLIGHT]);
        loaded_free(&loaded);
        arena_free(arena);
    }
}

/* How much of the cycle is for what runs: doors and foyers together, or each. */
static void shares_of_the_cycle(void **state) {
    (void)state;
    static const struct {
        const char *keys, *findings;
        int32_t door, foyer;
    } cases[] = {
        {"theme: dark", "", 60, 50},
        {"cycle: 70%", "", 70, 70},
        {"cycle: 0%", "", 0, 0},
        {"cycle: 0.5", "", 50, 50},
        {"cycle: {door: 90%}", "", 90, 50},
        {"cycle: {door: 80%, foyer: 30%}", "", 80, 30},
        {"cycle: 95%", "warning bad-value 6:18", 60, 50},
        {"cycle: {foyer: half}", "warning bad-value 6:26", 60, 50},
        {"cycle: {doors: 50%}", "warning unknown-key 6:19", 60, 50},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Loaded loaded = load_text(arena_printf(arena, DAYS "display: {%s}\n", cases[i].keys));
        assert_findings(cases[i].keys, &loaded, cases[i].findings);
        const Display *display = &loaded.schedule->display;
        if (display->door_share != cases[i].door || display->foyer_share != cases[i].foyer)
            fail_msg("%s: %d and %d per cent", cases[i].keys, display->door_share,
                     display->foyer_share);
        loaded_free(&loaded);
        arena_free(arena);
    }
}

static void screen_settings(void **state) {
    (void)state;
    static const struct {
        const char *keys, *findings;
        TransitionKind transition;
        Millis time;
        int safe_per_mille;
        bool twelve_hour;
        const char *theme;
    } cases[] = {
        {"theme: dark", "", TRANSITION_CROSSFADE, 600, 0, false, "dark"},
        {"transition: none", "", TRANSITION_NONE, 600, 0, false, ""},
        {"transition: {kind: crossfade, duration: 0.4}", "", TRANSITION_CROSSFADE, 400, 0, false,
         ""},
        {"transition: {duration: 900ms}", "", TRANSITION_CROSSFADE, 900, 0, false, ""},
        {"transition: {duration: 600}", "warning bad-value 6:34", TRANSITION_CROSSFADE, 5000, 0,
         false, ""},
        {"transition: wipe", "warning unknown-value 6:23", TRANSITION_CROSSFADE, 600, 0, false, ""},
        {"safe_area: 5%", "", TRANSITION_CROSSFADE, 600, 50, false, ""},
        {"safe_area: 0.05", "", TRANSITION_CROSSFADE, 600, 50, false, ""},
        {"safe_area: 3.5 %", "", TRANSITION_CROSSFADE, 600, 35, false, ""},
        {"safe_area: 10%", "", TRANSITION_CROSSFADE, 600, 100, false, ""},
        {"safe_area: 11%", "warning bad-value 6:22", TRANSITION_CROSSFADE, 600, 0, false, ""},
        {"safe_area: 5", "warning bad-value 6:22", TRANSITION_CROSSFADE, 600, 0, false, ""},
        {"safe_area: wide", "warning bad-value 6:22", TRANSITION_CROSSFADE, 600, 0, false, ""},
        {"clock: 12h", "", TRANSITION_CROSSFADE, 600, 0, true, ""},
        {"clock: 24h", "", TRANSITION_CROSSFADE, 600, 0, false, ""},
        {"clock: analogue", "warning unknown-value 6:18", TRANSITION_CROSSFADE, 600, 0, false, ""},
        {"thema: dark", "warning unknown-key 6:11", TRANSITION_CROSSFADE, 600, 0, false, ""},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        Loaded loaded = load_text(arena_printf(arena, DAYS "display: {%s}\n", cases[i].keys));
        assert_findings(cases[i].keys, &loaded, cases[i].findings);
        const Display *display = &loaded.schedule->display;
        int safe = (int)(display->safe_area * 1000 + 0.5F);
        if (display->transition != cases[i].transition ||
            display->transition_time != cases[i].time || safe != cases[i].safe_per_mille ||
            display->twelve_hour != cases[i].twelve_hour ||
            !str_equal_c(display->theme, cases[i].theme))
            fail_msg("%s: %s, %lld ms, safe %d, %d", cases[i].keys,
                     transition_kind_name(display->transition), (long long)display->transition_time,
                     safe, display->twelve_hour);
        loaded_free(&loaded);
        arena_free(arena);
    }
}

static void languages(void **state) {
    (void)state;
    static const struct {
        const char *name, *text, *findings, *expected;
    } cases[] = {
        {"none used: as they look", DAYS, "", "en "},
        {"in the order of the file, not of reading",
         HEAD "notices: [{text: {ja: x, en: y}}]\nrooms: [{id: a, name: {de: z}}]\n",
         "warning duplicate-key 5:1", "ja en de "},
        {"where each stands first, though partners are read before days",
         "kiosk: 1\nevent: {timezone: UTC}\ndays: [{title: {ja: x}}]\nprojects: [{name: {de: y}}]\n"
         "partners: [{ja: z}]\n",
         "", "ja de "},
        {"as the display says", DAYS "notices: [{ja: x}]\ndisplay: {languages: [en, zh-CN]}", "",
         "en zh-CN "},
        {"in one text", DAYS "display:\n  languages: en, de\n", "", "en de "},
        {"one", DAYS "display: {languages: de}\n", "", "de "},
        {"no languages", DAYS "notices: [{ja: x}]\ndisplay: {languages: [Deutsch, 中]}",
         "warning unknown-value 7:23; warning unknown-value 7:32", "ja "},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Loaded loaded = load_text(cases[i].text);
        assert_findings(cases[i].name, &loaded, cases[i].findings);
        const char *got = "";
        for (size_t k = 0; k < loaded.schedule->display.language_count; k++)
            got = arena_printf(loaded.arena, "%s%.*s ", got,
                               str_arg(loaded.schedule->display.languages[k]));
        if (strcmp(got, cases[i].expected) != 0)
            fail_msg("%s: %s", cases[i].name, got);
        loaded_free(&loaded);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colors),
        cmocka_unit_test(partners_in_tiers),
        cmocka_unit_test(projects),
        cmocka_unit_test(when_notices_are_shown),
        cmocka_unit_test(what_notices_say),
        cmocka_unit_test(views_and_dwell),
        cmocka_unit_test(screen_settings),
        cmocka_unit_test(languages),
        cmocka_unit_test(shares_of_the_cycle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
