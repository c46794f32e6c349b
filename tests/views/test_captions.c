/* test_captions.c: captions word by word in four scripts and more, through hours of speech: what
 * was read stays where it stands, line by line, and each line moves up whole. */
#include <stdio.h>
#include <string.h>

#include "../splitmix.h"
#include "base/settled.h"
#include "views/overlay.h"
#include "world.h"

typedef struct {
    Arena *arena;
    TextEngine *text;
    const Strings *strings;
} Fixture;

static int set_up(void **state) {
    static Fixture f;
    f.arena = arena_create();
    f.text = tree_fonts(f.arena);
    f.strings = tree_words(f.arena, "en");
    *state = &f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    text_engine_free(f->text);
    arena_free(f->arena);
    return 0;
}

typedef struct {
    Str rows[2];
    float y[2];
    size_t count;
} Rows;

static Rows rows_of(Fixture *f, Arena *arena, const OverlayCaptions *captions, int32_t width,
                    int32_t height) {
    ViewContext context = {.room = SCHEDULE_NONE,
                           .at = captions->at,
                           .width = width,
                           .height = height,
                           .theme = theme_builtin(),
                           .strings = {f->strings},
                           .languages = {str_from("en")},
                           .language_count = 1,
                           .zone = zone_utc(),
                           .text = f->text};
    OverlayMoment moment = {.context = &context, .hand = cue_hand_none(), .captions = captions};
    Scene scene = scene_create(arena, width, height);
    overlay_build(&moment, OVERLAY_VIEW_CAPTIONS, &scene);
    Rows rows = {0};
    for (size_t i = 0; i < scene.text_count && rows.count < 2; i++) {
        const Draw *draw = &scene.draws[scene.texts[i].draw];
        assert_false(draw->text.layout->is_cut);
        assert_int_equal(draw->text.layout->line_count, 1);
        assert_int_equal(draw->text.layout->missing, 0);
        rows.rows[rows.count] = str_copy(arena, scene.texts[i].text);
        rows.y[rows.count++] = draw->text.y;
    }
    return rows;
}

static bool begins_with(Str text, Str begin) {
    return text.len >= begin.len && memcmp(text.s, begin.s, begin.len) == 0;
}

static const char *const WORDS[][12] = {
    {"fairness ", "is ", "easy, ", "until ", "you ", "try ", "to ", "(really) ", "define ", "what ",
     "it's ", "like. "},
    {"公平", "的", "调度", "器，", "每个", "任务", "都", "有", "处理器", "时间。", "“真的”",
     "吗？"},
    {"عادل ", "لكل ", "مهمة ", "في ", "Linux ", "النظام، ", "ولكن ", "ما ", "معنى ", "العدل ",
     "بين ", "المهام. "},
    {"हर ", "काम ", "के ", "लिए ", "न्याय ", "आसान ", "लगता ", "है, ", "पर ", "क्या ", "मतलब ", "है। "},
    {"ทุก", "งาน", "ต้อง", "ได้รับ", "เวลา", "ของ", "หน่วย", "ประมวลผล", "อย่าง", "ยุติธรรม ", "จริง",
     "หรือ "},
    {"公平な", "スケジューラは、", "すべての", "タスクに", "時間を", "与える。", "でも",
     "「公平」とは", "何", "でしょう", "か？", "難しい"},
};

/* Twenty words a second for two minutes each, at every third word a look. */
static void what_was_read_stays(void **state) {
    Fixture *f = *state;
    static const int32_t SIZES[][2] = {{1920, 1080}, {1280, 720}, {1080, 1920}};
    size_t scrolled = 0;
    for (size_t script = 0; script < countof(WORDS); script++)
        for (size_t size = 0; size < countof(SIZES); size++) {
            uint64_t random = 19 + script;
            Str line = {0};
            size_t seen = 0;
            Arena *arena = arena_create();
            Rows before = {0};
            Arena *kept = arena_create();
            for (int word = 0; word < 400; word++) {
                if (line.len > 560) { /* as caption_text.h ends a line */
                    arena_reset(kept);
                    line = (Str){0};
                    seen = 0;
                    before = (Rows){0};
                }
                const char *next = WORDS[script][splitmix_below(&random, 12)];
                line = str_printf(kept, "%.*s%s", str_arg(line), next);
                size_t settled = settled_length(line);
                seen = settled > seen ? settled : seen;
                Str shown = {.s = line.s, .len = seen};
                OverlayCaptions captions = {.lines = {shown}, .count = 1, .at = MILLIS_HOUR};
                if (shown.len == 0)
                    continue;
                arena_reset(arena);
                Rows now = rows_of(f, arena, &captions, SIZES[size][0], SIZES[size][1]);
                bool goes_on = now.count >= before.count &&
                               (before.count < 2 || str_equal(now.rows[0], before.rows[0])) &&
                               (before.count == 0 || begins_with(now.rows[before.count - 1],
                                                                 before.rows[before.count - 1]));
                bool has_scrolled = before.count == 2 && begins_with(now.rows[0], before.rows[1]);
                if (!goes_on && !has_scrolled)
                    fail_msg("script %zu, %dx%d: \"%.*s\" / \"%.*s\" became \"%.*s\" / \"%.*s\"",
                             script, SIZES[size][0], SIZES[size][1], str_arg(before.rows[0]),
                             str_arg(before.rows[1]), str_arg(now.rows[0]), str_arg(now.rows[1]));
                scrolled += !goes_on;
                before = now;
                for (size_t i = 0; i < now.count; i++)
                    before.rows[i] = str_copy(kept, now.rows[i]);
            }
            arena_free(kept);
            arena_free(arena);
        }
    assert_true(scrolled > 150);
}

/* Lines as they were broken by who writes; each script begins at its own side. */
static void lines_stand_below_each_other(void **state) {
    Fixture *f = *state;
    OverlayCaptions captions = {.lines = {str_from("gone"), str_from("first"), str_from("second")},
                                .count = 3,
                                .at = MILLIS_HOUR};
    Rows rows = rows_of(f, f->arena, &captions, 1920, 1080);
    assert_int_equal(rows.count, 2);
    assert_true(str_ends(rows.rows[0], "first") && str_ends(rows.rows[1], "second"));
    assert_true(rows.y[1] > rows.y[0] + 40);
    captions.count = 2;
    rows = rows_of(f, f->arena, &captions, 1920, 1080);
    assert_true(str_ends(rows.rows[0], "gone") && str_ends(rows.rows[1], "first"));
    captions.count = 0;
    assert_int_equal(rows_of(f, f->arena, &captions, 1920, 1080).count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_read_stays),
        cmocka_unit_test(lines_stand_below_each_other),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
