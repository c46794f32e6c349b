/* Contrast by pixels: each page is drawn without its texts, in every theme and with event colours
 * that are hard on them, and each text compared with the pixels that it would stand on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "own_resources.h"
#include "picture/moment.h"
#include "picture/screen.h"
#include "picture/source.h"
#include "scene/contrast.h"

enum { WIDTH = 960, HEIGHT = 540, LINE = 4 };

typedef struct {
    const char *what;
    float least; /* that the theme promises */
    size_t texts, faint;
} Count;

static Color opaque_over(Color above, Color under) {
    float share = (float)(above >> 24) / 255;
    Color mixed = 0xFF000000;
    for (int shift = 0; shift < 24; shift += 8) {
        float a = (float)(under >> shift & 0xFF), b = (float)(above >> shift & 0xFF);
        mixed |= (Color)(a + (b - a) * share + 0.5f) << shift;
    }
    return mixed;
}

/* The least contrast over the middle of the text's box, where its letters are; all but the
 * hundredth of the pixels that is worst, since the line of now may pass behind. */
static float measured(const Scene *scene, const SceneText *text, const Pixmap *ground) {
    const Draw *draw = &scene->draws[text->draw];
    Rect r = draw->bounds;
    int32_t top = (int32_t)(r.y + r.height * 0.25f), bottom = (int32_t)(r.y + r.height * 0.75f);
    int32_t left = (int32_t)fmaxf(r.x, 0), right = (int32_t)fminf(r.x + r.width, WIDTH - 1);
    size_t buckets[211] = {0}, count = 0; /* by tenths of the ratio */
    for (int32_t y = top < 0 ? 0 : top; y <= bottom && y < HEIGHT; y++)
        for (int32_t x = left; x <= right; x++) {
            Color under = 0xFF000000 | ground->pixels[(size_t)y * WIDTH + (size_t)x];
            float ratio = color_contrast(opaque_over(draw->text.color, under), under);
            buckets[(size_t)(ratio * 10)]++;
            count++;
        }
    size_t passed = 0, bucket = 0;
    while (bucket < countof(buckets) - 1 && (passed += buckets[bucket]) <= count / 20)
        bucket++;
    return count ? (float)(bucket + 1) / 10 : 21;
}

static void look_at(Screen *screen, const Scene *shown, Count *count) {
    Arena *arena = arena_create();
    Scene bare = *shown;
    bare.draws = arena_new(arena, Draw, shown->draw_count);
    for (size_t i = 0; i < shown->draw_count; i++) {
        bare.draws[i] = shown->draws[i];
        Draw *draw = &bare.draws[i];
        if (draw->kind == DRAW_TEXT)
            draw->text.color = 0;
        else if (draw->kind == DRAW_RECT && fminf(draw->bounds.width, draw->bounds.height) < LINE)
            draw->rect.fill = draw->rect.border = 0; /* through what is cancelled, at now */
    }
    Pixmap ground = pixmap_create(WIDTH, HEIGHT);
    renderer_draw(screen_renderer(screen), &bare, &ground);
    for (size_t i = 0; i < shown->text_count; i++) {
        const SceneText *text = &shown->texts[i];
        if (!text->text.len || !shown->draws[text->draw].text.layout->line_count)
            continue;
        float ratio = measured(shown, text, &ground), foreseen = scene_contrast(shown, i);
        count->texts++;
        if (ratio < count->least - 0.1f || foreseen > ratio + 0.3f) {
            count->faint++;
            print_message("%s: \"%.*s\" has %.1f, foreseen were %.1f\n", count->what,
                          str_arg(text->text), (double)ratio, (double)foreseen);
        }
    }
    pixmap_free(&ground);
    arena_free(arena);
}

static void look_at_day(const Resources *resources, Schedule *schedule, Str folder, size_t room,
                        const char *theme, Count *count) {
    static const char *const TIMES[] = {"2026-05-16 08:10", "2026-05-16 10:10", "2026-05-16 11:20",
                                        "2026-05-16 12:40", "2026-05-17 02:40"};
    ScreenSettings settings = {
        .resources = resources, .width = WIDTH, .height = HEIGHT, .theme = str_from(theme)};
    Screen *screen = screen_create(&settings);
    assert_non_null(screen);
    screen_set_schedule(screen, schedule, room, folder);
    for (size_t i = 0; i < countof(TIMES); i++)
        for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++) {
            Moment moment;
            assert_true(moment_parse(str_from(TIMES[i]), &moment));
            Instant at = moment_resolve(&moment, schedule, zone_utc(), 0);
            Slide slide = screen_slide_at(screen, (ScreenHold){.is_held = true, .view = view}, at);
            screen_compose(screen, &slide, at);
            look_at(screen, screen_scene(screen), count);
        }
    screen_free(screen);
}

static void every_text_can_be_read(void **state) {
    (void)state;
    static const struct {
        const char *theme;
        float least;
    } THEMES[] = {{"dark", 4.5f}, {"light", 4.5f}, {"contrast", 7}, {"warm", 4.5f}};
    static const uint32_t COLORS[] = {0xFFEE00, 0xC8452F, 0xFFFFFF};
    Resources resources = own_resources();
    SourceSettings settings = {.resources = &resources,
                               .path =
                                   TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml"};
    Source *source = source_open(&settings, 0, NULL);
    assert_non_null(source->schedule);
    size_t texts = 0, faint = 0;
    for (size_t i = 0; i < countof(THEMES); i++) {
        Schedule own = *source->schedule;
        own.event.has_color = true;
        own.event.color = COLORS[i % countof(COLORS)];
        Count count = {.what = THEMES[i].theme, .least = THEMES[i].least};
        for (size_t room = 0; room < 2; room++)
            look_at_day(&resources, &own, source->loaded->folder, room ? 0 : SCHEDULE_NONE,
                        THEMES[i].theme, &count);
        texts += count.texts;
        faint += count.faint;
    }
    print_message("%zu texts looked at\n", texts);
    assert_true(texts > 1000);
    assert_int_equal(faint, 0);
    source_close(source);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_text_can_be_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
