/* The overlay's layers as data, with both bundled schedules, on every shape of picture: type within
 * the title safe area, panels within the action safe area and the rows that a strip is sent of,
 * nothing cut or missing or overlapping; and coming and going as functions of the instant. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "views/overlay.h"
#include "world.h"

typedef struct {
    Arena *arena;
    TextEngine *text;
    const Strings *strings[2];
    Schedule *schedules[2];
} Fixture;

static const char *const FILES[] = {"schedules/2019-09-26-apsara.yaml",
                                    "schedules/2026-05-16-opensource-days.yaml"};

static int set_up(void **state) {
    static Fixture f;
    f.arena = arena_create();
    f.text = tree_fonts(f.arena);
    for (int i = 0; i < 2; i++) {
        f.strings[i] = tree_words(f.arena, i ? "en" : "zh");
        f.schedules[i] = tree_schedule(f.arena, FILES[i]);
    }
    *state = &f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < 2; i++)
        schedule_free(f->schedules[i]);
    text_engine_free(f->text);
    arena_free(f->arena);
    return 0;
}

static const struct {
    int32_t width, height;
} SIZES[] = {{1920, 1080}, {1280, 720}, {3840, 2160}, {1080, 1920}, {1080, 1080}};

static ViewContext context_for(Fixture *f, const Schedule *schedule, size_t room, Instant at,
                               size_t size, bool is_english) {
    return (ViewContext){
        .schedule = schedule,
        .room = room,
        .at = at,
        .width = SIZES[size].width,
        .height = SIZES[size].height,
        .theme = theme_builtin(),
        .strings = {f->strings[is_english], f->strings[!is_english]},
        .languages = {str_from(is_english ? "en" : "zh"), str_from(is_english ? "zh" : "en")},
        .language_count = 2,
        .zone = zone_utc(),
        .text = f->text,
    };
}

typedef struct {
    Arena *arena;
    Scene scene;
    OverlayLayer layer;
} Built;

static Built build(const ViewContext *context, OverlayView view, const CueHand *hand) {
    Built built = {.arena = arena_create()};
    built.scene = scene_create(built.arena, context->width, context->height);
    OverlayCaptions captions = {
        .lines = {str_from("Captions stay readable, and stay where they are: "
                           "a second line follows the first one when that is full, 公平，公平。")},
        .count = context->schedule ? 1 : 0,
        .at = context->at - MILLIS_SECOND};
    OverlayMoment moment = {.context = context,
                            .hand = hand ? *hand : cue_hand_none(),
                            .captions = &captions,
                            .is_strip = true};
    built.layer = overlay_build(&moment, view, &built.scene);
    return built;
}

typedef struct {
    size_t looked_at, shown, faults;
} Tally;

static void fault(Tally *tally, const ViewContext *c, OverlayView view, const char *what,
                  const Draw *draw) {
    if (tally->faults++ < 30)
        fprintf(stderr, "%dx%d %s at %lld: %s: %g,%g %gx%g\n", c->width, c->height,
                overlay_view_name(view), (long long)c->at, what, (double)draw->bounds.x,
                (double)draw->bounds.y, (double)draw->bounds.width, (double)draw->bounds.height);
}

static Rect ink_of(const Draw *draw) {
    const TextLayout *layout = draw->text.layout;
    float left = INFINITY, right = -INFINITY;
    for (size_t i = 0; i < layout->line_count; i++) {
        left = fminf(left, layout->lines[i].x);
        right = fmaxf(right, layout->lines[i].x + layout->lines[i].width);
    }
    return (Rect){draw->text.x + left, draw->text.y, right - left, layout->height};
}

static bool is_within(Rect r, const ViewContext *c, float safe) {
    float x = (float)c->width * safe - 0.5f, y = (float)c->height * safe - 0.5f;
    return r.x >= x && r.y >= y && r.x + r.width <= (float)c->width - x &&
           r.y + r.height <= (float)c->height - y;
}

static bool overlap(Rect a, Rect b) {
    float slack_a = a.height * 0.12f, slack_b = b.height * 0.12f;
    return a.x + 0.5f < b.x + b.width && b.x + 0.5f < a.x + a.width &&
           a.y + slack_a < b.y + b.height - slack_b && b.y + slack_b < a.y + a.height - slack_a;
}

static bool has_words(const Scene *scene, size_t draw) {
    for (size_t i = 0; i < scene->text_count; i++)
        if (scene->texts[i].draw == draw)
            return scene->texts[i].text.len > 0;
    return false;
}

static void check_text(Tally *tally, const ViewContext *c, OverlayView view, const Scene *scene,
                       size_t index) {
    const Draw *draw = &scene->draws[index];
    const TextLayout *layout = draw->text.layout;
    Rect ink = ink_of(draw);
    Draw seen = {.bounds = ink};
    if (!is_within(ink, c, OVERLAY_TITLE_SAFE))
        fault(tally, c, view, "type outside of the title safe area", &seen);
    if (layout->missing)
        fault(tally, c, view, "a character that no font has", &seen);
    if (layout->size < fminf((float)c->width, (float)c->height) / 45 - 0.01f)
        fault(tally, c, view, "too small", &seen);
    /* The bug has one line for a title, and the ribbon's labels are marks, not texts. */
    bool may_be_cut = view == OVERLAY_VIEW_BUG || !has_words(scene, index);
    if (layout->is_cut && !may_be_cut)
        fault(tally, c, view, "cut", &seen);
    for (size_t i = 0; i < index; i++)
        if (scene->draws[i].kind == DRAW_TEXT && overlap(ink, ink_of(&scene->draws[i])))
            fault(tally, c, view, "type over type", &seen);
}

static void check_layer(Tally *tally, const ViewContext *c, OverlayView view, const CueHand *hand) {
    Built built = build(c, view, hand);
    int32_t from, until;
    overlay_view_rows(view, c->height, &from, &until);
    tally->looked_at++;
    tally->shown += built.layer.opacity > 0;
    for (size_t i = 0; built.layer.opacity > 0 && i < built.scene.draw_count; i++) {
        const Draw *draw = &built.scene.draws[i];
        bool is_page = view == OVERLAY_VIEW_SLATE || view == OVERLAY_VIEW_TITLE;
        bool is_full = is_page || draw->bounds.width >= (float)c->width - 0.5f;
        if (draw->kind == DRAW_TEXT)
            check_text(tally, c, view, &built.scene, i);
        else if (!is_full && !is_within(draw->bounds, c, OVERLAY_ACTION_SAFE))
            fault(tally, c, view, "outside of the action safe area", draw);
        Rect rows = draw->kind == DRAW_TEXT ? ink_of(draw) : draw->bounds;
        if (rows.y < (float)from && !is_page)
            fault(tally, c, view, "above its rows", draw);
        if (rows.y + rows.height > (float)until && !is_page)
            fault(tally, c, view, "below its rows", draw);
    }
    if (built.scene.next_change <= c->at)
        fault(tally, c, view, "next change is not to come", &(Draw){0});
    arena_free(built.arena);
}

/* One name, all in a strip, and somebody whose name is long. */
static void check_by_hand(Tally *tally, const ViewContext *c) {
    static const char NAME[] =
        "Prof. Dr. Maria-Magdalena Freifrau von und zu Musterhausen-Beispiel";
    static const Translation LONG = {.text = {.s = NAME, .len = sizeof NAME - 1}};
    static const Translation LINE = {.text = {.s = "Moderation", .len = 10}};
    static const Speaker PERSON = {.name = {.items = &LONG, .count = 1},
                                   .affiliation = {.items = &LINE, .count = 1}};
    for (HandWho who = HAND_ONE; who <= HAND_PERSON; who++) {
        CueHand hand = cue_hand_none();
        hand.shown = c->at - MILLIS_SECOND;
        hand.who = who;
        hand.person = &PERSON;
        check_layer(tally, c, OVERLAY_VIEW_LOWER_THIRD, &hand);
    }
}

static void every_picture_is_in_order(void **state) {
    Fixture *f = *state;
    Tally tallies[OVERLAY_VIEW_COUNT] = {0};
    size_t faults = 0;
    for (size_t s = 0; s < 2; s++)
        for (size_t room = 0; room < f->schedules[s]->room_count; room++) {
            const Day *day = &f->schedules[s]->days[0];
            size_t count;
            const Instant *changes =
                schedule_day_changes(f->arena, f->schedules[s], 0, room, &count);
            (void)day;
            for (size_t i = 0; i < count; i++)
                for (size_t size = 0; size < countof(SIZES); size++)
                    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++) {
                        Instant at = changes[i] + (i % 2 ? MILLIS_SECOND : -4 * MILLIS_MINUTE);
                        if (view == OVERLAY_VIEW_QR)
                            at = changes[i] + LINK_AFTER + MILLIS_SECOND;
                        ViewContext c = context_for(f, f->schedules[s], room, at, size, i % 3 == 0);
                        check_layer(&tallies[view], &c, view, NULL);
                        if (view == OVERLAY_VIEW_LOWER_THIRD)
                            check_by_hand(&tallies[view], &c);
                    }
        }
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++) {
        print_message("%s: %zu looked at, %zu shown\n", overlay_view_name(view),
                      tallies[view].looked_at, tallies[view].shown);
        faults += tallies[view].faults;
        bool is_rare =
            view == OVERLAY_VIEW_NOTICE || view == OVERLAY_VIEW_TICKER || view == OVERLAY_VIEW_QR;
        assert_true(tallies[view].shown > (is_rare ? 0 : 20));
    }
    assert_int_equal(faults, 0);
}

/* Letters of other widths: another version of the usual font, or an event's own. */
static void other_fonts_are_in_order(void **state) {
    Fixture *f = *state;
    static const char *const FAMILIES[] = {"Inter", "Noto Sans", "Noto Sans Mono"};
    TextEngine *usual = f->text;
    Tally tally = {0};
    for (size_t family = 0; family < countof(FAMILIES); family++) {
        f->text = tree_fonts_as(f->arena, FAMILIES[family]);
        for (size_t s = 0; s < 2; s++) {
            size_t count;
            const Instant *changes = schedule_day_changes(f->arena, f->schedules[s], 0, 0, &count);
            for (size_t i = 0; i < count; i++)
                for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++) {
                    Instant at = changes[i] + (i % 2 ? MILLIS_SECOND : -4 * MILLIS_MINUTE);
                    size_t size = (i + view) % countof(SIZES);
                    ViewContext c = context_for(f, f->schedules[s], 0, at, size, i % 3 == 0);
                    check_layer(&tally, &c, view, NULL);
                    if (view == OVERLAY_VIEW_LOWER_THIRD)
                        check_by_hand(&tally, &c);
                }
        }
        text_engine_free(f->text);
    }
    f->text = usual;
    print_message("other fonts: %zu looked at, %zu shown\n", tally.looked_at, tally.shown);
    assert_true(tally.shown > 100);
    assert_int_equal(tally.faults, 0);
}

/* Each look, at each place, large and small, in every shape of picture. */
static void looks_are_in_order_everywhere(void **state) {
    Fixture *f = *state;
    Tally tally = {0};
    Theme own = *theme_builtin();
    const Schedule *schedule = f->schedules[0];
    Instant start = zone_instant(schedule->event.zone, schedule->days[0].date, 11 * 60 + 15, NULL);
    for (int look = 0; look < THIRD_LOOK_COUNT; look++)
        for (int place = 0; place < THIRD_PLACE_COUNT; place++)
            for (int second = 0; second < THIRD_SECOND_COUNT; second++)
                for (size_t size = 0; size < countof(SIZES); size++) {
                    own.overlay = (OverlayLook){.look = (ThirdLook)look,
                                                .place = (ThirdPlace)place,
                                                .second = (ThirdSecond)second,
                                                .size = size == 1   ? 0.8f
                                                        : size == 2 ? 1.1f
                                                                    : 1,
                                                .width = 1400,
                                                .offset_x = size < 3 ? (float)place * 40 : 0,
                                                .has_strip = second == 1};
                    ViewContext c =
                        context_for(f, schedule, 0, start + 8 * MILLIS_SECOND, size, second % 2);
                    c.theme = &own;
                    check_layer(&tally, &c, OVERLAY_VIEW_LOWER_THIRD, NULL);
                    check_by_hand(&tally, &c);
                }
    print_message("looks: %zu looked at, %zu shown\n", tally.looked_at, tally.shown);
    assert_true(tally.shown > 900);
    assert_int_equal(tally.faults, 0);
}

static Instant at_wall(const Schedule *schedule, size_t day, int32_t wall, Millis more) {
    return zone_instant(schedule->event.zone, schedule->days[day].date,
                        wall / 100 * 60 + wall % 100, NULL) +
           more;
}

static bool has_text(const Scene *scene, const char *text) {
    for (size_t i = 0; i < scene->text_count; i++)
        if (str_find(scene->texts[i].text, text) != SIZE_MAX)
            return true;
    return false;
}

/* Moments of the days: which view shows what. */
static void staff_name_anybody(void **state) {
    Fixture *f = *state;
    static const Translation NAME = {.text = {.s = "Dr. Ad Hoc", .len = 10}};
    static const Speaker PERSON = {.name = {.items = &NAME, .count = 1}};
    static const struct {
        HandWho who;
        const char *texts[4]; /* that are there, as many as there are */
        const char *missing;
    } CASES[] = {
        {HAND_ONE, {"刘将", "Kata 容器"}, "韩伟东"},
        {HAND_STRIP, {"韩伟东", "刘将", "Kata 容器"}, "Dr. Ad Hoc"},
        {HAND_PERSON, {"Dr. Ad Hoc"}, "Kata 容器"},
    };
    Instant at = at_wall(f->schedules[0], 0, 1120, 0);
    for (size_t i = 0; i < countof(CASES); i++) {
        CueHand hand = cue_hand_none();
        hand.shown = at - 3 * MILLIS_SECOND;
        hand.who = CASES[i].who;
        hand.speaker = 1;
        hand.person = &PERSON;
        ViewContext c = context_for(f, f->schedules[0], 0, at, 0, false);
        Built built = build(&c, OVERLAY_VIEW_LOWER_THIRD, &hand);
        assert_true(built.layer.opacity == 1);
        for (size_t k = 0; k < countof(CASES[i].texts) && CASES[i].texts[k]; k++)
            if (!has_text(&built.scene, CASES[i].texts[k]))
                fail_msg("case %zu: no \"%s\"", i, CASES[i].texts[k]);
        assert_false(has_text(&built.scene, CASES[i].missing));
        arena_free(built.arena);
    }
}

static const struct {
    const char *name;
    size_t schedule, room;
    int32_t wall;
    Millis more;
    OverlayView view;
    float opacity;
    const char *text; /* NULL: none to look for */
} MOMENTS[] = {
    {"a speaker", 0, 0, 955, 3000, OVERLAY_VIEW_LOWER_THIRD, 1, "智彻"},
    {"his affiliation", 0, 0, 955, 3000, OVERLAY_VIEW_LOWER_THIRD, 1, "阿里云智能资深技术专家"},
    {"his title", 0, 0, 955, 3000, OVERLAY_VIEW_LOWER_THIRD, 1, "Alibaba Cloud Linux 项目"},
    {"the other language", 0, 0, 955, 3000, OVERLAY_VIEW_LOWER_THIRD, 1, "Zhiche"},
    {"not before the start", 0, 0, 954, 59999, OVERLAY_VIEW_LOWER_THIRD, 0, NULL},
    {"not after twelve seconds", 0, 0, 955, 12000, OVERLAY_VIEW_LOWER_THIRD, 0, NULL},
    {"a part", 0, 0, 1005, 3000, OVERLAY_VIEW_LOWER_THIRD, 1, "Intel · ARM"},
    {"the second speaker", 0, 0, 1115, 15000, OVERLAY_VIEW_LOWER_THIRD, 1, "刘将"},
    {"again after ten minutes", 0, 0, 1125, 15000, OVERLAY_VIEW_LOWER_THIRD, 1, "刘将"},
    {"a session without names", 0, 0, 900, 3000, OVERLAY_VIEW_LOWER_THIRD, 1, "开场"},
    {"the bug's clock", 0, 0, 957, 0, OVERLAY_VIEW_BUG, 1, "09:57"},
    {"the bug: now", 0, 0, 957, 0, OVERLAY_VIEW_BUG, 1, "Alibaba Cloud Linux 项目"},
    {"the bug: next, five minutes before", 0, 0, 1020, 0, OVERLAY_VIEW_BUG, 1, "10:25"},
    {"the bug in a break", 1, 0, 1010, 0, OVERLAY_VIEW_BUG, 1, "10:30"},
    {"countdown", 0, 0, 855, 0, OVERLAY_VIEW_COUNTDOWN, 1, "5:00"},
    {"countdown, a second on", 0, 0, 855, 1000, OVERLAY_VIEW_COUNTDOWN, 1, "4:59"},
    {"countdown, between seconds", 0, 0, 855, 1, OVERLAY_VIEW_COUNTDOWN, 1, "5:00"},
    {"no countdown hours before", 0, 0, 759, 0, OVERLAY_VIEW_COUNTDOWN, 0, NULL},
    {"no countdown while something runs", 0, 0, 901, 0, OVERLAY_VIEW_COUNTDOWN, 0, NULL},
    {"slate before", 0, 0, 855, 0, OVERLAY_VIEW_SLATE, 1, "即将开始"},
    {"slate while something runs", 0, 0, 930, 0, OVERLAY_VIEW_SLATE, 0, NULL},
    {"slate in a break", 1, 0, 1010, 0, OVERLAY_VIEW_SLATE, 1, NULL},
    {"slate after", 0, 0, 1205, 0, OVERLAY_VIEW_SLATE, 1, "感谢"},
    {"slate over what is not recorded", 1, 2, 1040, 0, OVERLAY_VIEW_SLATE, 1, "第一个补丁之后"},
    {"it is there when that begins", 1, 2, 1030, 0, OVERLAY_VIEW_SLATE, 1, "第一个补丁之后"},
    {"and no name over it", 1, 2, 1030, 3000, OVERLAY_VIEW_LOWER_THIRD, 0, NULL},
    {"no notice", 1, 0, 1000, 0, OVERLAY_VIEW_NOTICE, 0, NULL},
    {"a notice", 1, 0, 1200, 0, OVERLAY_VIEW_NOTICE, 1, "午餐在二层"},
    {"the ticker", 1, 0, 1200, 0, OVERLAY_VIEW_TICKER, 1, "午餐在二层"},
    {"the ticker without a notice", 1, 0, 1000, 0, OVERLAY_VIEW_TICKER, 0, NULL},
    {"the wordmark", 1, 0, 1000, 0, OVERLAY_VIEW_LOGO, 1, "开源开放日"},
    {"no code when a session begins", 1, 0, 1030, 3000, OVERLAY_VIEW_QR, 0, NULL},
    {"a code after a minute", 1, 0, 1031, 1000, OVERLAY_VIEW_QR, 1, "了解本场"},
    {"half a minute", 1, 0, 1031, 31000, OVERLAY_VIEW_QR, 0, NULL},
    {"again after ten", 1, 0, 1041, 1000, OVERLAY_VIEW_QR, 1, "了解本场"},
    {"and at the end", 1, 0, 1114, 31000, OVERLAY_VIEW_QR, 1, "了解本场"},
    {"no code without a link", 1, 1, 1031, 1000, OVERLAY_VIEW_QR, 0, NULL},
    {"a title", 1, 0, 1030, 0, OVERLAY_VIEW_TITLE, 1, "调度器里的公平"},
    {"who", 1, 0, 1030, 5000, OVERLAY_VIEW_TITLE, 1, "Ingrid Solberg"},
    {"whose event", 1, 0, 1030, 5000, OVERLAY_VIEW_TITLE, 1, "开源开放日"},
    {"where", 1, 0, 1030, 5000, OVERLAY_VIEW_TITLE, 1, "主会场"},
    {"when", 1, 0, 1030, 5000, OVERLAY_VIEW_TITLE, 1, "2026-05-16"},
    {"no title later", 1, 0, 1030, 9000, OVERLAY_VIEW_TITLE, 0, NULL},
    {"no title of a break", 1, 0, 1005, 3000, OVERLAY_VIEW_TITLE, 0, NULL},
    {"no title of what is not recorded", 1, 2, 1030, 3000, OVERLAY_VIEW_TITLE, 0, NULL},
};

static void moments_of_the_days(void **state) {
    Fixture *f = *state;
    for (size_t i = 0; i < countof(MOMENTS); i++) {
        const Schedule *schedule = f->schedules[MOMENTS[i].schedule];
        Instant at = at_wall(schedule, 0, MOMENTS[i].wall, MOMENTS[i].more);
        ViewContext c = context_for(f, schedule, MOMENTS[i].room, at, 0, false);
        Built built = build(&c, MOMENTS[i].view, NULL);
        if (built.layer.opacity != MOMENTS[i].opacity)
            fail_msg("%s: opacity %g", MOMENTS[i].name, (double)built.layer.opacity);
        if (MOMENTS[i].text && !has_text(&built.scene, MOMENTS[i].text))
            fail_msg("%s: no \"%s\"", MOMENTS[i].name, MOMENTS[i].text);
        if (built.layer.is_moving)
            fail_msg("%s: moves", MOMENTS[i].name);
        bool is_page =
            MOMENTS[i].view == OVERLAY_VIEW_SLATE || MOMENTS[i].view == OVERLAY_VIEW_TITLE;
        bool is_cover = is_page && MOMENTS[i].opacity == 1;
        assert_int_equal(built.layer.is_cover, is_cover);
        arena_free(built.arena);
    }
}

/* Width of the lower third's panel and how dense its type is; both 0 when it is not there. */
static void panel_at(Fixture *f, Instant at, float *width, float *ink, bool *is_moving) {
    ViewContext c = context_for(f, f->schedules[0], 0, at, 0, false);
    Built built = build(&c, OVERLAY_VIEW_LOWER_THIRD, NULL);
    *width = *ink = 0;
    *is_moving = built.layer.is_moving;
    for (size_t i = 0; built.layer.opacity > 0 && i < built.scene.draw_count; i++) {
        const Draw *draw = &built.scene.draws[i];
        if (i == 0)
            *width = draw->bounds.width;
        if (draw->kind == DRAW_TEXT)
            *ink = fmaxf(*ink, (float)(draw->text.color >> 24) / 255);
    }
    if (built.layer.is_moving)
        assert_int_equal(built.scene.next_change, at + 1);
    arena_free(built.arena);
}

static void a_lower_third_opens_and_leaves_as_it_came(void **state) {
    Fixture *f = *state;
    Instant start = at_wall(f->schedules[0], 0, 955, 0), end = start + 12000;
    float full, dense, width, ink, before = 0, before_ink = 0;
    bool is_moving;
    panel_at(f, start + 5000, &full, &dense, &is_moving);
    assert_true(full > 500 && dense == 1 && !is_moving);
    for (Millis ms = 1; ms <= CUE_MOTION; ms++) {
        panel_at(f, start + ms, &width, &ink, &is_moving);
        assert_true(width >= before && ink >= before_ink);
        assert_true(width - before < full * 0.05f);   /* no jump */
        assert_true(ink == 0 || width > full * 0.9f); /* type only where the panel is */
        assert_int_equal(is_moving, ms < CUE_MOTION);
        before = width;
        before_ink = ink;
        float back, back_ink;
        panel_at(f, end - ms, &back, &back_ink, &is_moving);
        assert_float_equal(back, width, 0.01);
        assert_float_equal(back_ink, ink, 0.01);
        assert_true(is_moving);
    }
    assert_float_equal(before, full, 0.5);
    panel_at(f, end - CUE_MOTION - 1, &width, &ink, &is_moving);
    assert_false(is_moving);
}

/* Opacity of a layer through the instants around `from`: rises or falls, and says that it moves. */
static void check_fade(Fixture *f, size_t schedule, size_t room, OverlayView view, Instant from,
                       bool rises) {
    float before = rises ? 0 : 1;
    for (Millis ms = 0; ms <= CUE_MOTION; ms += 10) {
        ViewContext c = context_for(f, f->schedules[schedule], room, from + ms, 0, false);
        Built built = build(&c, view, NULL);
        float opacity = built.layer.opacity;
        assert_true(rises ? opacity >= before : opacity <= before);
        assert_true(fabsf(opacity - before) < 0.12f);
        assert_int_equal(built.layer.is_moving, ms < CUE_MOTION);
        before = opacity;
        arena_free(built.arena);
    }
    assert_true(before == (rises ? 1 : 0));
}

static void slates_and_notices_fade(void **state) {
    Fixture *f = *state;
    const Schedule *days = f->schedules[1];
    check_fade(f, 0, 0, OVERLAY_VIEW_SLATE, at_wall(f->schedules[0], 0, 1200, 0), true);
    check_fade(f, 0, 0, OVERLAY_VIEW_SLATE, at_wall(f->schedules[0], 0, 900, 0), false);
    check_fade(f, 0, 0, OVERLAY_VIEW_COUNTDOWN, at_wall(f->schedules[0], 0, 800, 0), true);
    check_fade(f, 0, 0, OVERLAY_VIEW_COUNTDOWN, at_wall(f->schedules[0], 0, 900, 0), false);
    Instant session = at_wall(days, 0, 1030, 0);
    check_fade(f, 1, 0, OVERLAY_VIEW_TITLE, session - CUE_MOTION, true);
    check_fade(f, 1, 0, OVERLAY_VIEW_TITLE, session + TITLE_TIME, false);
    check_fade(f, 1, 0, OVERLAY_VIEW_QR, session + LINK_AFTER, true);
    check_fade(f, 1, 0, OVERLAY_VIEW_QR, session + LINK_AFTER + LINK_TIME, false);
    check_fade(f, 1, 0, OVERLAY_VIEW_TICKER, days->notices[0].from, true);
    check_fade(f, 1, 0, OVERLAY_VIEW_TICKER, days->notices[0].until, false);
    check_fade(f, 1, 0, OVERLAY_VIEW_NOTICE, days->notices[0].from, true);
    check_fade(f, 1, 0, OVERLAY_VIEW_NOTICE, days->notices[0].until, false);
}

/* Where a text stands; negative: nowhere. */
static float row_of(const Scene *scene, const char *text) {
    for (size_t i = 0; i < scene->text_count; i++)
        if (str_find(scene->texts[i].text, text) != SIZE_MAX)
            return scene->draws[scene->texts[i].draw].bounds.y;
    return -1;
}

/* Of several notices two stand above each other, and more take turns: each is seen. */
static void notices_stack_and_take_turns(void **state) {
    Fixture *f = *state;
    static const char *const TEXTS[] = {"Lunch is upstairs", "Water is at the bar",
                                        "A key was found"};
    Schedule day = *f->schedules[1];
    Notice notices[countof(TEXTS)];
    Translation texts[countof(TEXTS)];
    Instant from = at_wall(f->schedules[1], 0, 1000, 0), until = from + 30 * MILLIS_MINUTE;
    for (size_t i = 0; i < countof(TEXTS); i++) {
        texts[i] = (Translation){.text = str_from(TEXTS[i])};
        notices[i] = (Notice){.text = {.items = &texts[i], .count = 1},
                              .from = from + (Instant)i * MILLIS_MINUTE,
                              .until = until,
                              .level = NOTICE_INFO};
    }
    day.notices = notices;
    day.notice_count = countof(TEXTS);
    size_t seen[countof(TEXTS)] = {0};
    for (Instant at = from; at < from + 4 * MILLIS_MINUTE; at += MILLIS_SECOND) {
        size_t due = (size_t)((at - from) / MILLIS_MINUTE) + 1, together = 0;
        due = due < countof(TEXTS) ? due : countof(TEXTS);
        ViewContext c = context_for(f, &day, 0, at + CUE_MOTION, 0, false);
        Built built = build(&c, OVERLAY_VIEW_NOTICE, NULL);
        float rows[countof(TEXTS)];
        for (size_t i = 0; i < countof(TEXTS); i++) {
            rows[i] = row_of(&built.scene, TEXTS[i]);
            together += rows[i] >= 0;
            seen[i] += rows[i] >= 0;
        }
        assert_in_range(together, 1, due < NOTICES_SHOWN ? due : NOTICES_SHOWN);
        if (due == 2) { /* the one that began last stands on top */
            assert_int_equal(together, 2);
            assert_true(rows[1] < rows[0]);
        }
        assert_true(built.layer.opacity == 1 && !built.layer.is_moving);
        arena_free(built.arena);
    }
    for (size_t i = 0; i < countof(TEXTS); i++)
        assert_true(seen[i] > 30);
}

/* Between an instant and the next change that a layer tells, its picture stays the same. */
static void the_next_change_is_true(void **state) {
    Fixture *f = *state;
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++)
        for (size_t s = 0; s < 2; s++) {
            const Schedule *schedule = f->schedules[s];
            Instant at = at_wall(schedule, 0, s ? 1024 : 850, 0);
            Instant end = at + 16 * MILLIS_MINUTE, next = at;
            uint64_t hash = 0;
            float opacity = 0;
            for (; at < end; at += 97) {
                ViewContext c = context_for(f, schedule, s ? 2 : 0, at, 1, false);
                Built built = build(&c, view, NULL);
                bool is_seen = built.layer.opacity > 0;
                uint64_t now = is_seen ? scene_hash(&built.scene) : 0;
                if (at >= next)
                    next = built.scene.next_change;
                else if (now != hash || built.layer.opacity != opacity)
                    fail_msg("%s: differs at %lld, before %lld", overlay_view_name(view),
                             (long long)at, (long long)next);
                hash = now;
                opacity = built.layer.opacity;
                arena_free(built.arena);
            }
        }
}

static void names_are_read(void **state) {
    (void)state;
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++)
        assert_int_equal(overlay_view_by_name(str_from(overlay_view_name(view))), view);
    assert_int_equal(overlay_view_by_name(str_from("lower_third")), OVERLAY_VIEW_LOWER_THIRD);
    const char *const wrong[] = {"", "lower", "lower-thirds", "Bug", "lower third"};
    for (size_t i = 0; i < countof(wrong); i++)
        assert_int_equal(overlay_view_by_name(str_from(wrong[i])), OVERLAY_VIEW_COUNT);
}

static void nothing_planned_has_a_picture_too(void **state) {
    Fixture *f = *state;
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++) {
        ViewContext c = context_for(f, NULL, SCHEDULE_NONE, 0, 0, false);
        Built built = build(&c, view, NULL);
        bool is_shown = view == OVERLAY_VIEW_SLATE || view == OVERLAY_VIEW_BUG;
        assert_int_equal(built.layer.opacity > 0, is_shown);
        arena_free(built.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_picture_is_in_order),
        cmocka_unit_test(looks_are_in_order_everywhere),
        cmocka_unit_test(other_fonts_are_in_order),
        cmocka_unit_test(moments_of_the_days),
        cmocka_unit_test(staff_name_anybody),
        cmocka_unit_test(a_lower_third_opens_and_leaves_as_it_came),
        cmocka_unit_test(slates_and_notices_fade),
        cmocka_unit_test(notices_stack_and_take_turns),
        cmocka_unit_test(the_next_change_is_true),
        cmocka_unit_test(names_are_read),
        cmocka_unit_test(nothing_planned_has_a_picture_too),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
