/* slides.c: a page of the house's: a picture over the whole screen with the clock left in, or a few
 * words with a code. Which one is due is the playlist's. */
#include <math.h>

#include "base/media.h"
#include "views/page.h"

/* On whatever the picture has: the same in every theme. */
#define PLATE_COLOR 0xE6101317u
#define PLATE_TEXT  0xFFF4F1E9u

static const SlideContent *slide_of(const Page *page) {
    const Schedule *schedule = page->schedule;
    return schedule && page->slide->item < schedule->slide_count
               ? &schedule->slides[page->slide->item]
               : NULL;
}

/* Its picture, when it is one that can be drawn. */
static Str picture_of(const Page *page) {
    const SlideContent *slide = slide_of(page);
    Str picture = slide && slide->picture.len ? page_picture(page, slide->picture) : (Str){0};
    return picture.len || !slide || !slide->poster.len ? picture
                                                       : page_picture(page, slide->poster);
}

Draw view_slide_picture(const SlideContent *slide, bool is_poster, int32_t width, int32_t height) {
    static const ImageFit FITS[] = {[SLIDE_FIT_AUTO] = FIT_PAGE_AUTO,
                                    [SLIDE_FIT_COVER] = FIT_PAGE_COVER,
                                    [SLIDE_FIT_CONTAIN] = FIT_PAGE_CONTAIN};
    _Static_assert(countof(FITS) == SLIDE_FIT_COUNT, "one for each fit");
    return (Draw){.kind = DRAW_IMAGE,
                  .bounds = {0, 0, (float)width, (float)height},
                  .image = {.path = is_poster ? slide->poster : slide->picture,
                            .origin = IMAGE_SCHEDULE,
                            .fit = FITS[slide->fit],
                            .opacity = 1}};
}

/* ---- a picture ------------------------------------------------------------------------------ */

static float plate_margin(const Page *page) {
    const Rect *content = &page->metrics.content;
    return fmaxf(dp(page, page->metrics.shape == SHAPE_STRIP ? 16 : 48),
                 fminf(content->x, content->y) / 2);
}

/* One line on a dark plate. `bottom`: the plate's lower edge; 0: it is at the top, where the clock
 * is. */
static void plate(Page *page, Str text, Position at, float size, bool is_clock, float bottom) {
    float margin = plate_margin(page), pad = dp(page, is_clock ? 28 : 24);
    TextLook look = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.color = PLATE_TEXT;
    look.is_live = is_clock;
    if (!is_clock)
        look_may_shrink(page, &look, 28);
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL,
                       (BoxStyle){.left = pad,
                                  .right = pad,
                                  .top = dp(page, is_clock ? 8 : 6),
                                  .bottom = dp(page, is_clock ? 8 : 6),
                                  .fill = PLATE_COLOR,
                                  .radius_left = dp(page, 16),
                                  .radius_right = dp(page, 16)});
    box_text(&layout, row, text, at, look, (BoxStyle){.can_shrink = true});
    float width =
        fminf(page_width(page, text, &look) + 2 * pad + 1, page->metrics.width - 2 * margin);
    float height = ceilf(layout_height(&layout, width));
    bool is_left = is_clock == page_is_mirrored(page);
    float x = is_left ? margin : page->metrics.width - margin - width;
    page_draw(page, &layout, (Rect){x, bottom > 0 ? bottom - height : margin, width, height});
}

static void clock_plate(Page *page) {
    scene_changes_at(page->scene, page_next_minute(page));
    plate(page, page_time(page, page->context->at), (Position){0},
          page->metrics.shape == SHAPE_STRIP ? 46 : 72, true, 0);
}

/* Its first frame is seen while it fades in; then it goes on by the clock, so that screens show the
 * same frame. */
static void play(Page *page, Draw *draw) {
    const Display *display = &page->schedule->display;
    bool is_faded = display->transition == TRANSITION_CROSSFADE;
    Instant start = page->slide->began + (is_faded ? display->transition_time : 0);
    draw->image.showing = page->slide->began;
    Millis passed = page->context->at - start;
    if (passed < 0) {
        scene_changes_at(page->scene, start);
        return;
    }
    page->scene->is_playing = true;
    draw->image.frame = (uint64_t)passed * VIDEO_RATE / MILLIS_SECOND;
    Millis next = ((Millis)draw->image.frame + 1) * MILLIS_SECOND;
    scene_changes_at(page->scene, start + (next + VIDEO_RATE - 1) / VIDEO_RATE);
}

/* In place of the header, which is over the picture. */
void slides_header(Page *page) {
    Str picture = picture_of(page);
    if (picture.len == 0) {
        page_header(page);
        return;
    }
    const SlideContent *slide = slide_of(page);
    Draw draw = view_slide_picture(slide, false, page->context->width, page->context->height);
    scene_image(page->scene, draw.bounds, IMAGE_SCHEDULE, picture, draw.image.fit, 1);
    if (media_is_video(picture))
        play(page, &page->scene->draws[page->scene->draw_count - 1]);
    if (!slide->has_no_clock)
        clock_plate(page);
}

static void caption(Page *page, const SlideContent *slide) {
    Str first = page_text(page, &slide->caption);
    Str second = page_has_second(page) ? page_second_text(page, &slide->caption) : (Str){0};
    if (first.len == 0)
        return;
    float bottom = page->has_notice ? page->banner_top - dp(page, 24)
                                    : page->metrics.height - plate_margin(page);
    plate(page, page_join(page, first, second), slide->caption.at, 36, false, bottom);
}

/* ---- words ---------------------------------------------------------------------------------- */

/* How large everything is, and how far apart, by what there is room for. */
typedef struct {
    float heading, value, label;
    float air; /* above each line, in values; the first one has it twice */
    bool has_second;
    bool is_row;     /* the lines stand side by side: for pairs on a page that is wide */
    bool is_stacked; /* where each line has its own: not on a strip, which would break it */
    int32_t lines;   /* of text in each heading, and in each line of the slide; 0: two */
} WordsPlan;

static const WordsPlan PLANS[] = {
    {.heading = 160, .value = 92, .label = 40, .air = 0.6f, .has_second = true},
    {.heading = 160, .value = 92, .label = 40, .air = 0.6f, .has_second = true, .is_row = true},
    {.heading = 160, .value = 92, .label = 40, .air = 0.3f, .has_second = true},
    {.heading = 136, .value = 80, .label = 40, .air = 0.3f, .has_second = true},
    {.heading = 112, .value = 64, .label = 36, .air = 0.3f, .has_second = true},
    {.heading = 92, .value = 64, .label = 36, .air = 0.3f, .has_second = true},
    {.heading = 136, .value = 80, .label = 40, .air = 0.3f, .is_stacked = true},
    {.heading = 112, .value = 64, .label = 36, .air = 0.3f, .is_stacked = true},
    /* Whole sentences: more lines of large type rather than two of small. */
    {.heading = 112, .value = 64, .label = 36, .air = 0.6f, .is_stacked = true, .lines = 4},
    {.heading = 92, .value = 56, .label = 32, .air = 0.3f, .lines = 4},
    {.heading = 76, .value = 46, .label = 28, .air = 0.2f, .lines = 4},
    {.heading = 60, .value = 36, .label = 28, .air = 0.2f, .lines = 6},
};

static TextLook sized(const Page *page, float size, FontWeight weight, ColorRole color,
                      size_t language, int32_t lines) {
    TextLook look = page_type(page, size, weight, color, language);
    look.style.line_height = 1.14f;
    look.max_lines = lines;
    look.is_balanced = true;
    return look;
}

/* A tall page has room for more of them. */
static int32_t text_lines(const Page *page, const WordsPlan *plan) {
    return plan->lines == 0 ? 2 : page_is_tall(page) ? plan->lines + 2 : plan->lines;
}

/* In the column `lines`, or in one of its own beside the others. */
static void put_line(const Page *page, Layout *layout, Box *lines, Str label, Str value, Str second,
                     Position at, const WordsPlan *plan, float scale) {
    Box *column =
        plan->is_row ? box_column(layout, lines, (BoxStyle){.width = size_grow(1)}) : lines;
    float space = plan->is_row ? 0 : dp(page, plan->value * scale * plan->air);
    TextLook above =
        sized(page, fmaxf(28, plan->label * scale), WEIGHT_SEMIBOLD, COLOR_MUTED, 0, 1);
    box_space_above(box_text(layout, column, label, at, above, (BoxStyle){0}), space);
    bool is_one_line = label.len && !plan->is_row;
    TextLook look = sized(page, fmaxf(28, plan->value * scale), WEIGHT_BOLD, COLOR_TEXT, 0,
                          is_one_line ? 1 : text_lines(page, plan));
    if (label.len)
        look.style.letter_spacing = 0; /* what is copied by hand */
    box_space_above(box_text(layout, column, value, at, look, (BoxStyle){0}),
                    label.len ? dp(page, 4) : space);
    TextLook other = sized(page, fmaxf(28, plan->value * scale * 0.6f), WEIGHT_SEMIBOLD,
                           COLOR_MUTED, 1, is_one_line ? 1 : text_lines(page, plan));
    if (plan->has_second)
        box_space_above(box_text(layout, column, second, at, other, (BoxStyle){0}), dp(page, 4));
}

/* "网络 Network" */
static Str both_words(const Page *page, Str first, Str second) {
    return second.len ? str_printf(page->arena, "%.*s %.*s", str_arg(page_isolate(page, first)),
                                   str_arg(page_isolate(page, second)))
                      : first;
}

static Str word(const Page *page, StringId id) {
    return both_words(page, page_word(page, id),
                      page_has_second(page) ? page_second_word(page, id) : (Str){0});
}

static void put_words(const Page *page, Layout *layout, const SlideContent *slide,
                      const WordsPlan *plan, bool is_last) {
    bool has_second = page_has_second(page);
    float scale = page->metrics.shape == SHAPE_SQUARE ? 0.75f : 1;
    Box *column = box_column(layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = is_last});
    TextLook heading = sized(page, fmaxf(28, plan->heading * scale), WEIGHT_BOLD, COLOR_TEXT, 0,
                             text_lines(page, plan));
    if (is_last)
        look_may_shrink(page, &heading, 28);
    box_text(layout, column, page_text(page, &slide->heading), slide->heading.at, heading,
             (BoxStyle){0});
    TextLook second =
        sized(page, fmaxf(28, plan->heading * scale * 0.575f), WEIGHT_SEMIBOLD, COLOR_MUTED, 1, 1);
    if (plan->has_second && has_second)
        box_space_above(box_text(layout, column, page_second_text(page, &slide->heading),
                                 slide->heading.at, second, (BoxStyle){0}),
                        dp(page, 8));
    WordsPlan lines = *plan;
    if (slide->line_count > 3)
        lines.value = fminf(lines.value, 64);
    if (slide->ssid.len == 0 && slide->line_count == 0)
        return;
    BoxStyle style = {.is_stretched = !plan->is_row, .gap = plan->is_row ? dp(page, 64) : 0};
    Box *below = plan->is_row ? box_row(layout, column, style) : box_column(layout, column, style);
    box_space_above(below, dp(page, lines.value * scale * lines.air * (plan->is_row ? 2 : 1)));
    if (slide->ssid.len)
        put_line(page, layout, below, word(page, STRING_NETWORK), slide->ssid, (Str){0}, slide->at,
                 &lines, scale);
    if (slide->password.len)
        put_line(page, layout, below, word(page, STRING_PASSWORD), slide->password, (Str){0},
                 slide->at, &lines, scale);
    for (size_t i = 0; i < slide->line_count; i++) {
        const SlideLine *line = &slide->lines[i];
        Str label = both_words(page, page_text(page, &line->label),
                               has_second ? page_second_text(page, &line->label) : (Str){0});
        put_line(page, layout, below, line->label.count ? label : (Str){0},
                 page_text(page, &line->value),
                 has_second ? page_second_text(page, &line->value) : (Str){0}, line->value.at,
                 &lines, scale);
    }
}

/* Two or three pairs of label and value can stand beside each other where no code is. */
static bool can_be_row(const Page *page, const SlideContent *slide) {
    bool is_paired = slide->ssid.len == 0 && slide->qr.len == 0 && slide->line_count >= 2 &&
                     slide->line_count <= 3;
    for (size_t i = 0; is_paired && i < slide->line_count; i++)
        is_paired = slide->lines[i].label.count > 0;
    return is_paired && !page_is_tall(page);
}

/* ---- words on a strip: side by side --------------------------------------------------------- */

/* What is narrow keeps its width, and no word is broken for the sentences beside it. `width`: what
 * it takes in one line, of `columns` that share the strip. */
static Box *beside(const Page *page, Layout *layout, Box *row, bool is_first, Str text,
                   const TextLook *look, float width, size_t columns) {
    if (!is_first)
        box_space(layout, row,
                  (BoxStyle){.width = size_fixed(dp(page, 2)),
                             .height = size_fixed(dp(page, 96)),
                             .fill = page_color(page, COLOR_LINE)});
    bool can_shrink = width > page->metrics.width / (float)(2 * columns);
    float least = ceilf(text_min_width(page->context->text, text, &look->style));
    return box_column(layout, row, (BoxStyle){.can_shrink = can_shrink, .min_width = least});
}

static void put_beside(const Page *page, Layout *layout, Box *row, Str label, Str value,
                       Position at, const WordsPlan *plan, size_t columns) {
    TextLook above = sized(page, fmaxf(28, plan->label), WEIGHT_SEMIBOLD, COLOR_MUTED, 0, 1);
    TextLook look = sized(page, fmaxf(28, plan->value * 0.7f), WEIGHT_BOLD, COLOR_TEXT, 0,
                          text_lines(page, plan));
    look_may_shrink(page, &look, 28);
    if (label.len)
        look.style.letter_spacing = 0; /* what is copied by hand */
    float width = fmaxf(page_width(page, value, &look), page_width(page, label, &above));
    Box *column = beside(page, layout, row, false, value, &look, width, columns);
    box_text(layout, column, label, at, above, (BoxStyle){0});
    box_text(layout, column, value, at, look, (BoxStyle){0});
}

static void put_strip(const Page *page, Layout *layout, const SlideContent *slide,
                      const WordsPlan *plan, bool is_last) {
    bool has_second = plan->has_second && page_has_second(page);
    Box *row = box_row(
        layout, NULL, (BoxStyle){.gap = dp(page, 40), .cross = PLACE_CENTER, .is_fitted = is_last});
    size_t columns = 1 + slide->line_count;
    columns += slide->ssid.len ? 1 : 0;
    columns += slide->password.len ? 1 : 0;
    Str words = page_text(page, &slide->heading);
    TextLook heading = sized(page, fmaxf(28, plan->heading * 0.6f), WEIGHT_BOLD, COLOR_TEXT, 0,
                             text_lines(page, plan));
    look_may_shrink(page, &heading, 28);
    Box *first = beside(page, layout, row, true, words, &heading, page_width(page, words, &heading),
                        columns);
    box_text(layout, first, words, slide->heading.at, heading, (BoxStyle){0});
    TextLook second =
        sized(page, fmaxf(28, plan->heading * 0.34f), WEIGHT_SEMIBOLD, COLOR_MUTED, 1, 1);
    if (has_second)
        box_text(layout, first, page_second_text(page, &slide->heading), slide->heading.at, second,
                 (BoxStyle){.drop = 3});
    if (slide->ssid.len)
        put_beside(page, layout, row, word(page, STRING_NETWORK), slide->ssid, slide->at, plan,
                   columns);
    if (slide->password.len)
        put_beside(page, layout, row, word(page, STRING_PASSWORD), slide->password, slide->at, plan,
                   columns);
    for (size_t i = 0; i < slide->line_count; i++) {
        const SlideLine *line = &slide->lines[i];
        Str label = line->label.count ? page_text(page, &line->label) : (Str){0};
        Str value = page_text(page, &line->value);
        if (has_second)
            value = page_join(page, value, page_second_text(page, &line->value));
        put_beside(page, layout, row, label, value, line->value.at, plan, columns);
    }
}

static bool can_try(const Page *page, const SlideContent *slide, const WordsPlan *plan) {
    if (page->metrics.shape == SHAPE_STRIP)
        return !plan->is_row && !plan->is_stacked;
    return !plan->is_row || can_be_row(page, slide);
}

static void draw_words(Page *page, const SlideContent *slide, Rect bounds) {
    for (size_t step = 0; step < countof(PLANS); step++) {
        bool is_last = step + 1 == countof(PLANS);
        if (!can_try(page, slide, &PLANS[step]))
            continue;
        Layout layout = page_layout(page);
        if (page->metrics.shape == SHAPE_STRIP)
            put_strip(page, &layout, slide, &PLANS[step], is_last);
        else
            put_words(page, &layout, slide, &PLANS[step], is_last);
        if (!is_last &&
            (layout_height(&layout, bounds.width) > bounds.height || layout_is_cut(&layout)))
            continue;
        page_draw(page, &layout, bounds);
        return;
    }
}

/* Of the text, with a sign before what means something in it. */
static Str wifi_escaped(Arena *arena, Str text) {
    char *out = arena_alloc(arena, 1, 1, 2 * text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.s[i] == '\\' || text.s[i] == ';' || text.s[i] == ',' || text.s[i] == ':' ||
            text.s[i] == '"')
            out[len++] = '\\';
        out[len++] = text.s[i];
    }
    return (Str){.s = out, .len = len};
}

/* What telephones read as a network to join: ZXing's "Barcode Contents", WIFI:. */
static Str code_of(const Page *page, const SlideContent *slide) {
    if (slide->qr.len || slide->ssid.len == 0)
        return slide->qr;
    Str name = wifi_escaped(page->arena, slide->ssid);
    Str password = wifi_escaped(page->arena, slide->password);
    return slide->password.len ? str_printf(page->arena, "WIFI:T:WPA;S:%.*s;P:%.*s;;",
                                            str_arg(name), str_arg(password))
                               : str_printf(page->arena, "WIFI:T:nopass;S:%.*s;;", str_arg(name));
}

/* What stands under the code, or beside it. */
static void put_code_words(const Page *page, Layout *layout, Box *parent, const SlideContent *slide,
                           bool is_under) {
    TextAlign align = is_under ? ALIGN_CENTER : ALIGN_START;
    bool is_join = slide->qr.len == 0;
    Str first = is_join ? page_word(page, STRING_JOIN) : page_url_shown(slide->qr);
    Str second = is_join && page_has_second(page) ? page_second_word(page, STRING_JOIN) : (Str){0};
    TextLook look = sized(page, is_join ? 46 : 36, WEIGHT_BOLD, COLOR_TEXT, 0, is_join ? 1 : 3);
    look.align = align;
    if (is_join)
        look_may_shrink(page, &look, 28);
    TextLook other = sized(page, 36, WEIGHT_SEMIBOLD, COLOR_MUTED, 1, 1);
    other.align = align;
    look_may_shrink(page, &other, 28);
    box_text(layout, parent, first, slide->at, look, (BoxStyle){0});
    box_space_above(box_text(layout, parent, second, slide->at, other, (BoxStyle){0}), dp(page, 4));
}

/* The code at the end of the body, or at its foot where that is tall; returns what is left. */
static Rect draw_code(Page *page, const SlideContent *slide) {
    Rect body = page->body;
    Str code = code_of(page, slide);
    ScreenShape shape = page->metrics.shape;
    if (code.len == 0 || shape == SHAPE_STRIP)
        return body;
    float gap = dp(page, 64), words = dp(page, 140), radius = dp(page, 16), pad = dp(page, 8);
    Layout layout = page_layout(page);
    if (page_is_tall(page)) {
        float side = roundf(fminf(dp(page, shape == SHAPE_SQUARE ? 280 : 520),
                                  fminf(body.height * 0.4f, body.width * 0.5f)));
        Box *row = box_row(&layout, NULL, (BoxStyle){.gap = dp(page, 40), .cross = PLACE_CENTER});
        page_code_card(&layout, row, code, side, radius, pad);
        Box *column = box_column(&layout, row, (BoxStyle){.width = size_grow(1)});
        put_code_words(page, &layout, column, slide, false);
        page_draw(page, &layout, (Rect){body.x, body.y + body.height - side, body.width, side});
        body.height -= side + gap;
        return body;
    }
    float side = roundf(fminf(dp(page, 520), fminf(body.height - words, body.width * 0.4f)));
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    page_code_card(&layout, column, code, side, radius, pad);
    Box *under = box_column(&layout, column, (BoxStyle){.is_stretched = true});
    box_space_above(under, dp(page, 24));
    put_code_words(page, &layout, under, slide, true);
    bool is_mirrored = page_is_mirrored(page);
    page_draw(page, &layout,
              (Rect){is_mirrored ? body.x : body.x + body.width - side, body.y, side, body.height});
    body.width -= side + gap;
    body.x += is_mirrored ? side + gap : 0;
    return body;
}

void view_slides(Page *page) {
    const SlideContent *slide = slide_of(page);
    if (!slide || (slide->picture.len && picture_of(page).len == 0)) {
        view_state(page);
        return;
    }
    if (slide->feed) {
        view_feed(page, slide);
        return;
    }
    uint64_t identity = slide_identity(slide);
    scene_identify(page->scene, &identity, sizeof identity);
    if (slide->picture.len) {
        caption(page, slide);
        return;
    }
    page_strip_clock(page);
    Rect words = draw_code(page, slide);
    draw_words(page, slide, words);
}

Str slides_label(Arena *arena, const Schedule *schedule, const ViewShown *shown) {
    return shown->slide->item < schedule->slide_count
               ? str_copy(arena, schedule->slides[shown->slide->item].name)
               : (Str){0};
}
