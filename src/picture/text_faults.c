#include "picture/text_faults.h"

#include <math.h>

#include "base/shorten.h"
#include "scene/contrast.h"

static bool leaves_screen(const Scene *scene, const Draw *draw) {
    const TextLayout *layout = draw->text.layout;
    const float slack = 0.5f;
    float left = INFINITY, right = -INFINITY;
    for (size_t i = 0; i < layout->line_count; i++) {
        left = fminf(left, layout->lines[i].x);
        right = fmaxf(right, layout->lines[i].x + layout->lines[i].width);
    }
    if (layout->line_count == 0)
        return false;
    return draw->text.x + left < -slack || draw->text.y < -slack ||
           draw->text.x + right > (float)scene->width + slack ||
           draw->text.y + layout->height > (float)scene->height + slack;
}

/* U+FFFD stands where a character was lost: fonts have it, readers do not want it. */
static bool has_lost_characters(Str text) {
    return str_find(text, "\uFFFD") != SIZE_MAX;
}

/* How much of the text is seen, in bytes. */
static size_t shown_bytes(const TextLayout *layout) {
    return layout->line_count ? layout->lines[layout->line_count - 1].to : 0;
}

const TextFault *scene_faults(Arena *arena, const Scene *scene, size_t *count) {
    TextFault *faults = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *text = &scene->texts[i];
        const Draw *draw = &scene->draws[text->draw];
        const TextLayout *layout = draw->text.layout;
        if (text->text.len == 0)
            continue;
        float contrast = scene_contrast(scene, i);
        const bool is[FAULT_KIND_COUNT] = {
            [FAULT_MISSING] = layout->missing > 0 || has_lost_characters(text->text),
            [FAULT_CUT] = layout->is_cut,
            [FAULT_OUTSIDE] = leaves_screen(scene, draw),
            [FAULT_FAINT] = contrast < TEXT_CONTRAST_LEAST,
            [FAULT_MINIMUM] = layout->is_at_minimum && !layout->is_cut,
        };
        for (FaultKind kind = 0; kind < FAULT_KIND_COUNT; kind++) {
            if (!is[kind])
                continue;
            TextFault *fault =
                arena_push(arena, &faults, count, &capacity, sizeof *faults, _Alignof(TextFault));
            *fault = (TextFault){.kind = kind,
                                 .text = text->text,
                                 .at = text->at,
                                 .shown = shown_bytes(layout),
                                 .size = layout->size,
                                 .contrast = contrast,
                                 .rune = layout->missing ? layout->first_missing : 0xFFFD};
        }
    }
    return faults;
}

const char *fault_kind_words(FaultKind kind) {
    static const char *const WORDS[] = {
        [FAULT_MISSING] = "no glyph",          [FAULT_CUT] = "cut",
        [FAULT_OUTSIDE] = "leaves the screen", [FAULT_LEFT_OUT] = "left out",
        [FAULT_MINIMUM] = "smallest type",     [FAULT_FAINT] = "faint",
    };
    _Static_assert(countof(WORDS) == FAULT_KIND_COUNT, "words for each kind");
    return WORDS[kind];
}

/* Line breaks and tabs would break the message's own line. */
static Str on_one_line(Arena *arena, Str text) {
    char *copy = arena_copy(arena, text.s, text.len);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)copy[i] < 0x20)
            copy[i] = ' ';
    return (Str){.s = copy, .len = text.len};
}

Str text_head(Arena *arena, Str text, size_t characters) {
    return shorten_marked(arena, on_one_line(arena, text), characters);
}

Str text_tail(Arena *arena, Str text, size_t characters) {
    text = on_one_line(arena, text);
    Str tail = shorten_tail(text, characters);
    return tail.len == text.len ? text : str_printf(arena, "…%.*s", str_arg(tail));
}
