/* Every view, on every shape of screen, at every kind of moment of both bundled days: nothing
 * leaves the screen, no two texts overlap, nothing is cut, nothing is smaller than 1/45 of the
 * height, no character is without a glyph. Looked at as data: the scene's display list. */

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "scene/contrast.h"
#include "views/views.h"
#include "world.h"

typedef struct {
    Arena *arena;
    TextEngine *text;
    const Strings *strings[2];
} Fixture;

static Fixture *fixture(void) {
    static Fixture f;
    if (f.arena)
        return &f;
    f.arena = arena_create();
    f.text = tree_fonts(f.arena);
    f.strings[0] = tree_words(f.arena, "zh");
    f.strings[1] = tree_words(f.arena, "en");
    return &f;
}

static Schedule *load(const char *name) {
    return tree_schedule(fixture()->arena, name);
}

static const struct {
    int32_t width, height;
} SIZES[] = {{1920, 1080}, {3840, 2160}, {1280, 720}, {1080, 1920}, {1080, 1080}, {3840, 1080},
             {800, 480},   {2160, 3840}, {1920, 360}, {1024, 768},  {1080, 2560}};
enum { STRIP = 8 }; /* of SIZES */

static ViewContext context_for(const Schedule *schedule, size_t room, Instant at, size_t size,
                               bool is_english) {
    Fixture *f = fixture();
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

static Rect text_rect(const Draw *draw) {
    const TextLayout *layout = draw->text.layout;
    float left = INFINITY, right = -INFINITY;
    for (size_t i = 0; i < layout->line_count; i++) {
        left = fminf(left, layout->lines[i].x);
        right = fmaxf(right, layout->lines[i].x + layout->lines[i].width);
    }
    return (Rect){draw->text.x + left, draw->text.y, right - left, layout->height};
}

static bool overlap(Rect a, Rect b) {
    /* Line boxes have air above and below their letters: a quarter may be shared. */
    float slack_a = a.height * 0.12f, slack_b = b.height * 0.12f;
    return a.x + 0.5f < b.x + b.width && b.x + 0.5f < a.x + a.width &&
           a.y + slack_a < b.y + b.height - slack_b && b.y + slack_b < a.y + a.height - slack_a;
}

typedef struct {
    size_t pages, cut;
    size_t faults;
} Tally;

static void fault(Tally *tally, const ViewContext *c, const Slide *slide, const char *what,
                  Str text) {
    if (tally->faults++ < 40)
        fprintf(stderr, "%dx%d %s page %zu item %zu at %lld: %s: \"%.*s\"\n", c->width, c->height,
                view_kind_name(slide->view), slide->page, slide->item, (long long)c->at, what,
                str_arg(text));
}

/* The ribbon's labels are the one place where an ellipsis is the design: they carry no text. */
static Str text_of(const Scene *scene, size_t draw) {
    for (size_t i = 0; i < scene->text_count; i++)
        if (scene->texts[i].draw == draw)
            return scene->texts[i].text;
    return (Str){0};
}

enum { LONG_WORD = 16 };

static bool is_letter(Str text, size_t i) {
    return i < text.len && isalpha((unsigned char)text.s[i]);
}

/* A line ends inside a word of Latin letters that is no longer than usual. */
static bool breaks_a_word(const TextLayout *layout, Str text) {
    for (size_t i = 1; i < layout->line_count; i++) {
        size_t from = layout->lines[i].from, to = from;
        if (from == 0 || layout->lines[i - 1].to != from)
            continue;
        while (from > 0 && is_letter(text, from - 1))
            from--;
        while (is_letter(text, to))
            to++;
        if (from < layout->lines[i].from && to > layout->lines[i].from && to - from < LONG_WORD)
            return true;
    }
    return false;
}

static void check_scene(const ViewContext *c, const Slide *slide, Tally *tally) {
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, c->width, c->height);
    view_build(c, slide, &scene);
    tally->pages++;
    Rect *rects = arena_new(arena, Rect, scene.draw_count);
    Str *texts = arena_new(arena, Str, scene.draw_count);
    size_t count = 0;
    float least = fminf((float)c->height, (float)c->width * 16 / 9) / 45;
    for (size_t i = 0; i < scene.draw_count; i++) {
        if (scene.draws[i].kind != DRAW_TEXT)
            continue;
        const TextLayout *layout = scene.draws[i].text.layout;
        Str text = text_of(&scene, i);
        Rect r = text_rect(&scene.draws[i]);
        if (r.x < -0.5f || r.y < -0.5f || r.x + r.width > (float)c->width + 0.5f ||
            r.y + r.height > (float)c->height + 0.5f)
            fault(tally, c, slide, "leaves the screen", text);
        if (layout->size < least - 0.01f)
            fault(tally, c, slide, "too small", text);
        if (layout->missing)
            fault(tally, c, slide, "no glyph", text);
        if (layout->is_cut && text.len)
            fault(tally, c, slide, "cut", text);
        /* The grid's narrow cells do, rather than lose a title's end. */
        if (slide->view != VIEW_GRID && breaks_a_word(layout, text))
            fault(tally, c, slide, "breaks a word", text);
        for (size_t j = 0; j < count; j++)
            if (overlap(r, rects[j])) {
                fault(tally, c, slide, "overlaps", text);
                fault(tally, c, slide, "  with", texts[j]);
            }
        texts[count] = text;
        rects[count++] = r;
    }
    for (size_t i = 0; i < scene.text_count; i++)
        if (scene.texts[i].text.len && scene_contrast(&scene, i) < 4.5f)
            fault(tally, c, slide, "faint", scene.texts[i].text);
    if (scene.draw_count == 0)
        fault(tally, c, slide, "nothing drawn", (Str){0});
    if (scene.next_change <= c->at)
        fault(tally, c, slide, "next change is not in the future", (Str){0});
    arena_free(arena);
}

/* With what was kept of the pages before it the page is the same. */
static void check_memo(const ViewContext *c, ViewMemo *memo, const Slide *slide, Tally *tally) {
    Arena *arena = arena_create();
    Scene plain = scene_create(arena, c->width, c->height);
    Scene scene = scene_create(arena, c->width, c->height);
    ViewContext keeping = *c;
    keeping.memo = memo;
    view_build(c, slide, &plain);
    view_build(&keeping, slide, &scene);
    if (scene_hash(&scene) != scene_hash(&plain) || scene.next_change != plain.next_change)
        fault(tally, c, slide, "is another page with a memo", (Str){0});
    arena_free(arena);
}

static void check_view(const ViewContext *c, ViewKind view, Tally *tally) {
    ViewMemo *memo = view_memo_create(fixture()->arena);
    size_t pages = view_page_count(c, view);
    size_t items = view == VIEW_SPOTLIGHT && c->schedule ? c->schedule->project_count : 1;
    for (size_t page = 0; page < pages; page++)
        for (size_t item = 0; item < (items ? items : 1); item++) {
            Slide slide = {.view = view, .page = page, .item = item, .until = INSTANT_NEVER};
            check_scene(c, &slide, tally);
            check_memo(c, memo, &slide, tally);
        }
    view_memo_free(memo);
}

static void check_moments(const char *name, size_t room, const Instant *at, size_t count) {
    Schedule *schedule = load(name);
    Tally tally = {0};
    for (size_t i = 0; i < count; i++)
        for (size_t size = 0; size < countof(SIZES); size++)
            for (int english = 0; english < 2; english++) {
                ViewContext c = context_for(schedule, room, at[i], size, english);
                for (int view = 0; view < VIEW_KIND_COUNT; view++)
                    if (i == 0 || view == VIEW_NOW_NEXT)
                        check_view(&c, (ViewKind)view, &tally);
            }
    schedule_free(schedule);
    print_message("%zu pages looked at\n", tally.pages);
    assert_int_equal(tally.faults, 0);
}

/* 2019-09-26 at hour:minute in Shanghai. */
static Instant shanghai(int32_t hour, int32_t minute) {
    Arena *arena = arena_create();
    const Zone *zone = zone_open(arena, str_from("Asia/Shanghai"));
    Instant at = zone_instant(zone, (Date){2019, 9, 26}, hour * 60 + minute, NULL);
    arena_free(arena);
    return at;
}

static void apsara_fits_every_screen(void **state) {
    (void)state;
    Instant at[] = {shanghai(10, 8),  shanghai(7, 12),  shanghai(8, 55),  shanghai(9, 2),
                    shanghai(9, 12),  shanghai(9, 40),  shanghai(10, 40), shanghai(11, 0),
                    shanghai(11, 20), shanghai(11, 59), shanghai(12, 1)};
    check_moments("schedules/2019-09-26-apsara.yaml", SCHEDULE_NONE, at, countof(at));
}

static void open_source_days_fit_every_screen(void **state) {
    (void)state;
    Schedule *schedule = load("schedules/2026-05-16-opensource-days.yaml");
    size_t count;
    const Instant *changes =
        schedule_day_changes(fixture()->arena, schedule, 0, SCHEDULE_NONE, &count);
    Instant at[12];
    size_t used = 0;
    for (size_t i = 0; i < count && used < countof(at); i += 1 + count / countof(at))
        at[used++] = changes[i] + MILLIS_MINUTE;
    check_moments("schedules/2026-05-16-opensource-days.yaml", SCHEDULE_NONE, at, used);
    for (size_t room = 0; room < schedule->room_count; room++)
        check_moments("schedules/2026-05-16-opensource-days.yaml", room, at, used);
    schedule_free(schedule);
}

/* Twelve rooms through the day, in both orders of languages and from the right; and that a page has
 * no more rows than can be read. */
static void the_grid_fits_every_screen(void **state) {
    (void)state;
    Fixture *f = fixture();
    Schedule *schedule = load("tests/views/cases/twelve-rooms.yaml");
    const Strings *arabic = tree_words(f->arena, "ar");
    Tally tally = {0};
    Instant begin = schedule->sessions[1].start - 30 * MILLIS_MINUTE;
    for (Instant at = begin; at < begin + 7 * MILLIS_HOUR; at += 7 * MILLIS_MINUTE)
        for (size_t size = 0; size < countof(SIZES); size++) {
            ViewContext c = context_for(schedule, SCHEDULE_NONE, at, size, at / 7 % 2 == 0);
            if (at / MILLIS_MINUTE % 3 == 0) {
                c.strings[0] = arabic;
                c.languages[0] = str_from("ar");
            }
            check_view(&c, VIEW_GRID, &tally);
        }
    ViewContext c = context_for(schedule, SCHEDULE_NONE, begin, 0, true);
    assert_int_equal(view_page_count(&c, VIEW_GRID), 1);
    c = context_for(schedule, SCHEDULE_NONE, begin, STRIP, true);
    assert_true(view_page_count(&c, VIEW_GRID) > 2);
    schedule_free(schedule);
    assert_int_equal(tally.faults, 0);
}

/* What holds at a door beside its plan, with an arrow and without, under a banner too. */
static void the_states_of_a_door_fit_every_screen(void **state) {
    (void)state;
    static const RoomWay WAYS[] = {{.room = {.s = "here", .len = 4}, .arrow = ARROW_LEFT}};
    static const Translation WHERE[] = {
        {.text = {.s = "Watch the stream in Hall 3 · 80 seats free", .len = 43}}};
    static const Translation LATER[] = {{.text = {.s = "Lunch is late", .len = 13}}};
    Schedule *schedule = load("tests/views/cases/door-states.yaml");
    Notice notice = {.text = {.items = LATER, .count = 1}, .level = NOTICE_WARNING};
    Instant at = schedule->sessions[1].planned_start - 10 * MILLIS_MINUTE;
    notice.from = at - 1;
    notice.until = at + MILLIS_HOUR;
    Tally tally = {0};
    for (size_t i = 0; i < 4 * schedule->room_count * countof(SIZES); i++) {
        size_t size = i / 4 % countof(SIZES), room = i / 4 / countof(SIZES);
        Room *told = (Room *)&schedule->rooms[room]; /* in the schedule's own arena */
        told->state = str_equal_c(told->id, "full")     ? ROOM_FULL
                      : str_equal_c(told->id, "closed") ? ROOM_CLOSED
                                                        : ROOM_OPEN;
        if (told->state == ROOM_FULL)
            told->state_text = (Localized){.items = WHERE, .count = countof(WHERE)};
        schedule->notices = &notice;
        schedule->notice_count = i % 4 == 3;
        ViewContext c = context_for(schedule, room, at, size, i % 2);
        if (i % 4)
            c.ways = (ScreenWays){.own = ARROW_UP, .rooms = WAYS, .room_count = countof(WAYS)};
        check_view(&c, VIEW_NOW_NEXT, &tally);
    }
    schedule->notice_count = 0;
    schedule_free(schedule);
    assert_int_equal(tally.faults, 0);
}

/* Right-to-left, Thai, Devanagari, Korean and emoji on one day, under a banner and under the full
 * screens of an emergency and its test. */
static const char MIXED[] =
    "kiosk: 1\n"
    "event: {name: {ar: مؤتمر المصادر المفتوحة, en: Open Source Summit}, timezone: Asia/Shanghai}\n"
    "rooms: [{id: main, name: {ar: القاعة الرئيسية, en: Main Hall}}]\n"
    "days:\n"
    "  - date: 2019-09-26\n"
    "    sessions:\n"
    "      - {time: 10:00-11:00, title: {ar: مرحبا بكم في مؤتمر SDL 2024, en: Welcome to SDL 2024},\n"
    "         do_not_record: yes, speakers: [{name: ליאת כהן, affiliation: {ar: جامعة القاهرة, en: Cairo University}}]}\n"
    "      - {time: 11:00-12:00, title: 한국어 환영합니다, speakers: [ยินดีต้อนรับ, हिन्दी में]}\n"
    "      - {time: 12:00-13:00, title: \"🎉 欢迎 👨‍👩‍👧 C++\", status: cancelled}\n"
    "partners: {gold: [أكمي, Globex, 木兰]}\n"
    "projects: [{name: مشروع, tagline: نظام تشغيل واحد للسحابة, url: \"https://example.org/a\"}]\n"
    "notices:\n"
    "  - {text: {ar: الغداء في الطابق الثاني, en: Lunch is on floor 2}, from: 10:05, until: 10:10}\n"
    "  - {text: {ar: أخلوا المبنى, en: Leave the building}, from: 10:10, until: 10:20, level: emergency}\n"
    "  - {text: {ar: أخلوا المبنى, en: Leave the building}, from: 10:20, until: 10:30, level: test}\n"
    "display: {languages: [ar, en]}\n";

static void pages_of_every_script_fit(void **state) {
    (void)state;
    Fixture *f = fixture();
    Str source = str_from(MIXED), name = str_from("mixed.yaml");
    Diagnostics diagnostics = diagnostics_create(f->arena, name, source);
    Schedule *schedule =
        schedule_load(&(FormatInput){.source = source, .source_name = name}, &diagnostics);
    diagnostics_print(&diagnostics, stderr);
    assert_non_null(schedule);
    assert_int_equal(diagnostics.count, 0);
    const Strings *arabic = tree_words(f->arena, "ar");
    static const int32_t MINUTES[] = {7, 15, 25, 40, 70, 130};
    Tally tally = {0};
    for (size_t i = 0; i < countof(MINUTES); i++)
        for (size_t size = 0; size < countof(SIZES); size++) {
            ViewContext c = context_for(schedule, 0, shanghai(10, MINUTES[i]), size, true);
            c.strings[1] = c.strings[0];
            c.strings[0] = arabic;
            c.languages[0] = str_from("ar");
            c.languages[1] = str_from("en");
            for (int view = 0; view < VIEW_KIND_COUNT; view++)
                check_view(&c, (ViewKind)view, &tally);
        }
    schedule_free(schedule);
    assert_int_equal(tally.faults, 0);
}

static void no_schedule_has_a_picture(void **state) {
    (void)state;
    Tally tally = {0};
    for (size_t size = 0; size < countof(SIZES); size++) {
        ViewContext c = context_for(NULL, SCHEDULE_NONE, shanghai(10, 0), size, false);
        for (int view = 0; view < VIEW_KIND_COUNT; view++)
            check_view(&c, (ViewKind)view, &tally);
    }
    assert_int_equal(tally.faults, 0);
}

/* What a box without a schedule says to whoever sets it up, in all languages, with long names and
 * addresses, and without. */
static void a_screen_that_is_new_says_so(void **state) {
    (void)state;
    static const ViewHello HELLOS[] = {
        {.name = {"velvet compass mountain thirteen", 32},
         .code = {"WWW WWW", 7},
         .address = {"https://[2001:db8:85a3:1234:5678:8a2e:370:7334]:18711", 53},
         .url = {"https://[2001:db8:85a3:1234:5678:8a2e:370:7334]:18711", 53},
         .clock = HELLO_CLOCK_ROUGH,
         .clock_error_ms = 16000},
        {.name = {"foyer", 5}, .code = {"222 222", 7}},
        {.name = {"the-screen-beside-the-second-staircase-left", 43},
         .code = {"K7F 42Q", 7},
         .address = {"192.0.2.31", 10},
         .clock = HELLO_CLOCK_IN_STEP,
         .clock_error_ms = 12},
    };
    Fixture *f = fixture();
    Tally tally = {0};
    static const char *const LANGUAGES[] = {"ar", "de", "fr", "ja", "ru", "zh-Hant"};
    for (size_t size = 0; size < countof(SIZES); size++)
        for (size_t i = 0; i < countof(HELLOS) * countof(LANGUAGES); i++) {
            ViewContext c = context_for(NULL, SCHEDULE_NONE, shanghai(10, 0), size, true);
            const char *tag = LANGUAGES[i % countof(LANGUAGES)];
            c.strings[1] = c.strings[0];
            c.strings[0] = tree_words(f->arena, tag);
            c.languages[1] = c.languages[0];
            c.languages[0] = str_from(tag);
            c.hello = &HELLOS[i / countof(LANGUAGES)];
            check_view(&c, VIEW_NOW_NEXT, &tally);
        }
    print_message("%zu pages looked at\n", tally.pages);
    assert_int_equal(tally.faults, 0);
}

/* A theme's larger type on every view, through a day of four rooms and at one of their doors. */
static void larger_type_fits_every_screen(void **state) {
    (void)state;
    Fixture *f = fixture();
    Str file = tree_file(f->arena, "assets/themes/contrast.yaml");
    Diagnostics diagnostics = diagnostics_create(f->arena, str_from("contrast.yaml"), file);
    const Theme *large = theme_load(f->arena, file, &diagnostics);
    assert_true(large->type_scale > 1);
    Schedule *schedule = load("schedules/2026-05-16-opensource-days.yaml");
    Schedule *states = load("tests/views/cases/door-states.yaml");
    Instant begin = schedule->days[0].from + 4 * MILLIS_HOUR;
    Tally tally = {0};
    for (size_t size = 0; size < countof(SIZES); size++) {
        for (Instant at = begin; at < begin + 10 * MILLIS_HOUR; at += 97 * MILLIS_MINUTE)
            for (size_t i = 0; i < 2; i++) {
                ViewContext c = context_for(schedule, i ? 1 : SCHEDULE_NONE, at, size, i);
                c.theme = large;
                for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
                    check_view(&c, view, &tally);
            }
        for (size_t room = 0; room < states->room_count; room++) {
            Instant at = states->sessions[1].planned_start - 10 * MILLIS_MINUTE;
            ViewContext c = context_for(states, room, at, size, room % 2);
            c.theme = large;
            check_view(&c, VIEW_NOW_NEXT, &tally);
        }
    }
    schedule_free(states);
    schedule_free(schedule);
    assert_int_equal(tally.faults, 0);
}

/* Many people, long names, tall scripts, in the first language and the second. */
static void what_is_crowded_fits_every_screen(void **state) {
    (void)state;
    Schedule *schedule = load("tests/views/cases/crowded.yaml");
    Instant at = schedule->sessions[0].start + 20 * MILLIS_MINUTE;
    Tally tally = {0};
    for (size_t i = 0; i < 2 * (schedule->room_count + 1) * countof(SIZES); i++) {
        size_t size = i / 2 % countof(SIZES), room = i / 2 / countof(SIZES);
        bool is_foyer = room == schedule->room_count;
        ViewContext c = context_for(schedule, is_foyer ? SCHEDULE_NONE : room, at, size, i % 2);
        check_view(&c, VIEW_NOW_NEXT, &tally);
        if (is_foyer)
            check_view(&c, VIEW_GRID, &tally);
    }
    schedule_free(schedule);
    assert_int_equal(tally.faults, 0);
}

/* Text slides of few words and of many, with a code and without. */
static void check_slides(void) {
    static const char DAY[] =
        "kiosk: 1\nevent: {name: {zh: 开源开放日 2026, en: Open Source Days}, "
        "timezone: Asia/Shanghai}\n"
        "days: [{date: 2026-05-16, sessions: [{time: \"09:00-10:00\", title: A}]}]\n"
        "slides:\n"
        "  - heading: {zh: 无线网络, en: Wi-Fi}\n"
        "    wifi: {ssid: osd2026, password: seven-green-lamps}\n"
        "  - {heading: {zh: 欢迎, en: Welcome to the harbour}}\n"
        "  - heading: {zh: 午餐, en: Lunch}\n"
        "    lines:\n"
        "      - {label: {zh: 地点, en: Where}, value: {zh: 二层餐厅, en: 'Canteen, floor 2'}}\n"
        "      - {label: {zh: 时间, en: When}, value: 12:00–13:30}\n"
        "      - {label: {zh: 素食, en: Vegetarian}, value: {zh: 左侧, en: Queue on the left}}\n"
        "  - heading: {zh: 请把手机调至静音, en: Please silence your telephones}\n"
        "    lines: [One, Two words, The third line has more of them than the others, Four, Five,\n"
        "            {zh: 最后一行, en: The last}]\n"
        "    qr: https://example.org/an/address/that/goes/on/for/a/while\n"
        "  - heading: {zh: 今晚的聚会, en: Tonight's party}\n"
        "    lines: [19:00 江湾码头, 船票在前台领取, Boat leaves 19:30 sharp, Return 23:00]\n"
        "  - heading: The keynote of tomorrow morning begins half an hour later than printed\n"
        "    lines: [{label: Where, value: Main Hall}, Please be there at ten]\n"
        "  - heading: A heading that goes on and on because somebody pasted the first sentence "
        "of the invitation into it\n"
        "    lines: [And a line that goes on as well because the second sentence of it came here]\n"
        "  - heading: Party\n"
        "    lines:\n"
        "      - We meet on the roof terrace after the last session and walk to the river "
        "together, bring a towel and somebody you like\n"
        "      - Food for all is there, drinks are on us until ten, and the music is by people "
        "whom you know from the hall\n"
        "    qr: https://example.org/party\n";
    Schedule *schedule = schedule_of(fixture()->arena, "slides.yaml", str_from(DAY));
    Tally tally = {0};
    assert_int_equal(schedule->slide_count, 8);
    for (size_t i = 0; i < schedule->slide_count * countof(SIZES) * 2; i++) {
        size_t item = i % schedule->slide_count, size = i / schedule->slide_count % countof(SIZES);
        bool is_english = i / schedule->slide_count / countof(SIZES) != 0;
        ViewContext c = context_for(schedule, SCHEDULE_NONE, shanghai(9, 30), size, is_english);
        check_scene(&c, &(Slide){.view = VIEW_SLIDES, .item = item, .until = INSTANT_NEVER},
                    &tally);
    }
    schedule_free(schedule);
    assert_int_equal(tally.faults, 0);
}

static void slides_fit_every_screen(void **state) {
    (void)state;
    check_slides();
}

/* Letters of other widths: another version of the usual font, or an event's own. Nothing of both
 * days is cut for that, on any page. */
static void other_fonts_fit_every_screen(void **state) {
    (void)state;
    static const char *const FAMILIES[] = {"Inter", "Noto Sans"};
    Fixture *f = fixture();
    TextEngine *usual = f->text;
    for (size_t i = 0; i < countof(FAMILIES); i++) {
        f->text = tree_fonts_as(f->arena, FAMILIES[i]);
        Instant apsara[] = {shanghai(10, 8), shanghai(9, 12), shanghai(11, 0)};
        check_moments("schedules/2019-09-26-apsara.yaml", SCHEDULE_NONE, apsara, countof(apsara));
        check_slides();
        Schedule *schedule = load("schedules/2026-05-16-opensource-days.yaml");
        Instant begin = schedule->days[0].from + 5 * MILLIS_HOUR;
        Instant at[] = {begin, begin + 97 * MILLIS_MINUTE, begin + 194 * MILLIS_MINUTE,
                        begin + 388 * MILLIS_MINUTE};
        schedule_free(schedule);
        for (size_t room = 0; room < 3; room++)
            check_moments("schedules/2026-05-16-opensource-days.yaml", room ? room : SCHEDULE_NONE,
                          at, countof(at));
        text_engine_free(f->text);
        f->text = usual;
    }
}

/* Whatever the picture behind the pages has: a veil is as thick as the texts need. */
static void over_a_picture_texts_are_read(void **state) {
    (void)state;
    Schedule *schedule = load("schedules/2019-09-26-apsara.yaml");
    Arena *arena = arena_create();
    Brand brand = {.picture = str_from("hall.jpg")};
    Tally tally = {0};
    for (size_t size = 0; size < countof(SIZES); size++) {
        ViewContext c = context_for(schedule, SCHEDULE_NONE, shanghai(10, 8), size, false);
        c.theme = theme_branded(arena, c.theme, &brand);
        for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
            check_view(&c, view, &tally);
    }
    schedule_free(schedule);
    arena_free(arena);
    assert_int_equal(tally.faults, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(apsara_fits_every_screen),
        cmocka_unit_test(open_source_days_fit_every_screen),
        cmocka_unit_test(the_grid_fits_every_screen),
        cmocka_unit_test(the_states_of_a_door_fit_every_screen),
        cmocka_unit_test(pages_of_every_script_fit),
        cmocka_unit_test(no_schedule_has_a_picture),
        cmocka_unit_test(a_screen_that_is_new_says_so),
        cmocka_unit_test(larger_type_fits_every_screen),
        cmocka_unit_test(what_is_crowded_fits_every_screen),
        cmocka_unit_test(slides_fit_every_screen),
        cmocka_unit_test(other_fonts_fit_every_screen),
        cmocka_unit_test(over_a_picture_texts_are_read),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    text_engine_free(fixture()->text);
    arena_free(fixture()->arena);
    return failed;
}
