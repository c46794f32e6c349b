/* page.c: the frame of a page and the pieces that views share. */
#include "views/page.h"

#include <math.h>

#include "base/case.h"
#include "base/isolate.h"
#include "base/language.h"
#include "views/memo.h"

Page page_create(const ViewContext *context, const Slide *slide, Scene *scene) {
    const Schedule *schedule = context->schedule;
    Page page = {
        .context = context,
        .schedule = schedule,
        .slide = slide,
        .theme = context->theme,
        .scene = scene,
        .arena = scene->arena,
        .room = schedule_door(schedule, context->room),
    };
    page.metrics = metrics_create(context->width, context->height, context->theme,
                                  schedule ? schedule->display.safe_area : 0);
    page.state = memo_day_state(context, page.room);
    page.is_hello = context->hello && page.state.kind == DAY_NO_SCHEDULE;
    page.day = schedule_day_bounds(schedule, context->at);
    page.body = page.metrics.content;
    page.banner_top = page.metrics.height;
    page.moved = SCHEDULE_NONE;
    page.is_alone = schedule && schedule->display.second_language == SECOND_NONE;
    return page;
}

/* ---- texts ---------------------------------------------------------------------------------- */

Str page_language(const Page *page, size_t index) {
    return index < page->context->language_count ? page->context->languages[index] : (Str){0};
}

Str page_text(const Page *page, const Localized *text) {
    return localized_get(text, page->context->languages, page->context->language_count);
}

bool page_has_second(const Page *page) {
    return page->context->language_count > 1 && !page->is_alone;
}

Str page_second_text(const Page *page, const Localized *text) {
    if (!page_has_second(page))
        return (Str){0};
    return localized_beside(text, page_text(page, text), page_language(page, 1));
}

Str page_word(const Page *page, StringId id) {
    return strings_get(page->context->strings[0], id);
}

Str page_second_word(const Page *page, StringId id) {
    if (!page_has_second(page))
        return (Str){0};
    Str second = strings_get(page->context->strings[1], id);
    return str_equal(second, page_word(page, id)) ? (Str){0} : second;
}

static const Zone *zone_of(const Page *page) {
    return page->schedule ? page->schedule->event.zone : page->context->zone;
}

Str page_time(const Page *page, Instant at) {
    bool twelve_hour = page->schedule && page->schedule->display.twelve_hour;
    return strings_time(page->arena, page->context->strings[0], zone_local(zone_of(page), at),
                        twelve_hour);
}

/* "Sunday 02:00"; a date where weekdays come again. */
static Str with_weekday(const Page *page, Instant at, size_t language, bool is_short) {
    const Strings *strings = page->context->strings[language];
    Date today = zone_local(zone_of(page), page->context->at).date;
    LocalTime then = zone_local(zone_of(page), at);
    int32_t days = date_diff(today, then.date);
    Str day = days > -7 && days < 7 ? strings_weekday(strings, then.date, is_short)
                                    : strings_date(page->arena, strings, then.date);
    return str_printf(page->arena, "%.*s %.*s", str_arg(day), str_arg(page_time(page, at)));
}

Str page_day_time(const Page *page, Instant at) {
    Date today = zone_local(zone_of(page), page->context->at).date;
    Date then = zone_local(zone_of(page), at).date;
    if (date_compare(today, then) == 0)
        return page_time(page, at);
    return with_weekday(page, at, 0, false);
}

/* Longer than this the two clock times alone could be of any days. */
#define SPAN_PLAIN_MAX (20 * MILLIS_HOUR)

Str page_span(const Page *page, Instant start, Instant end) {
    if (end - start > SPAN_PLAIN_MAX)
        return str_printf(page->arena, "%.*s – %.*s", str_arg(with_weekday(page, start, 0, true)),
                          str_arg(with_weekday(page, end, 0, true)));
    Str from = page_time(page, start), to = page_time(page, end);
    return str_printf(page->arena, "%.*s – %.*s", str_arg(from), str_arg(to));
}

/* `text` with its spaces made unbreakable: a name stays on one line. */
static Str unbroken(const Page *page, Str text) {
    char *out = arena_new(page->arena, char, text.len * 2 + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.s[i] == ' ') {
            out[len++] = (char)0xC2; /* U+00A0 */
            out[len++] = (char)0xA0;
        } else {
            out[len++] = text.s[i];
        }
    return (Str){.s = out, .len = len};
}

/* "A / B", with breaks only behind the strokes. */
static Str first_speakers(const Page *page, const Session *session, size_t count) {
    if (session->speaker_count == 1)
        return page_text(page, &session->speakers[0].name);
    Str all = {0};
    for (size_t i = 0; i < count; i++) {
        Str name = page_isolate(page, unbroken(page, page_text(page, &session->speakers[i].name)));
        all = all.len ? str_printf(page->arena, "%.*s\u00A0/ %.*s", str_arg(all), str_arg(name))
                      : name;
    }
    return all;
}

Str page_speakers(const Page *page, const Session *session) {
    return first_speakers(page, session, session->speaker_count);
}

Str page_speakers_within(const Page *page, const Session *session, const TextStyle *style,
                         float width) {
    Str names = page_speakers(page, session);
    for (size_t shown = session->speaker_count; shown-- > 1;) {
        if (text_width(page->context->text, names, style) <= width)
            break;
        names = str_printf(page->arena, "%.*s +%zu", str_arg(first_speakers(page, session, shown)),
                           session->speaker_count - shown);
    }
    return names;
}

Str page_rooms(const Page *page, const size_t *rooms, size_t count) {
    Str all = {0};
    for (size_t i = 0; i < count; i++)
        all = page_join(page, all, page_text(page, &page->schedule->rooms[rooms[i]].name));
    return all;
}

Str page_isolate(const Page *page, Str text) {
    return isolate_text(page->arena, text, page_is_mirrored(page));
}

Str page_join(const Page *page, Str a, Str b) {
    if (!a.len || !b.len)
        return a.len ? a : b;
    return str_printf(page->arena, "%.*s\u00A0· %.*s", str_arg(page_isolate(page, a)),
                      str_arg(page_isolate(page, b)));
}

Str page_url_shown(Str url) {
    size_t scheme = str_find(url, "://");
    if (scheme != SIZE_MAX)
        url = str_slice(url, scheme + 3, url.len);
    if (str_starts(url, "www."))
        url = str_slice(url, 4, url.len);
    if (str_ends(url, "/"))
        url.len--;
    return url;
}

/* ---- looks ---------------------------------------------------------------------------------- */

float px(const Page *page, float units) {
    return metrics_px(&page->metrics, units);
}

Color page_color(const Page *page, ColorRole role) {
    return page->theme->colors[role];
}

TextLook page_look(const Page *page, TypeRole role, FontWeight weight, ColorRole color,
                   size_t language) {
    return (TextLook){
        .style =
            metrics_style(&page->metrics, page->theme, role, weight, page_language(page, language)),
        .color = page_color(page, color),
    };
}

/* ---- pieces --------------------------------------------------------------------------------- */

void page_tag(const Page *page, Box *box, const Session *session, SceneRole role, size_t room) {
    box_tag(box, (SceneTag){.role = role,
                            .session = (size_t)(session - page->schedule->sessions),
                            .room = room});
}

bool page_is_mirrored(const Page *page) {
    return language_is_rtl(page_language(page, 0));
}

Layout page_layout(const Page *page) {
    Layout layout = layout_create(page->arena, page->context->text, &page->metrics);
    layout.is_mirrored = page_is_mirrored(page);
    return layout;
}

void page_draw(Page *page, Layout *layout, Rect bounds) {
    layout_draw(layout, bounds, page->scene);
}

bool page_is_tall(const Page *page) {
    return page->metrics.shape == SHAPE_PORTRAIT || page->metrics.shape == SHAPE_SQUARE;
}

#define MINUTES_TOLD_MAX (90 * MILLIS_MINUTE)

Str page_minutes_left(const Page *page, const Session *session, size_t language) {
    if (session->end - page->context->at > MINUTES_TOLD_MAX) {
        page_changes_at(page, session->end - MINUTES_TOLD_MAX);
        bool is_today = date_compare(zone_local(zone_of(page), page->context->at).date,
                                     zone_local(zone_of(page), session->end).date) == 0;
        Str time = is_today ? page_time(page, session->end)
                            : with_weekday(page, session->end, language, false);
        return strings_fill(page->arena, page->context->strings[language], STRING_UNTIL, "time",
                            time);
    }
    int64_t left = (session->end - page->context->at + MILLIS_MINUTE - 1) / MILLIS_MINUTE;
    return strings_count(page->arena, page->context->strings[language], STRING_MINUTES_LEFT, left);
}

Instant page_next_minute(const Page *page) {
    Instant at = page->context->at;
    Millis into = ((at % MILLIS_MINUTE) + MILLIS_MINUTE) % MILLIS_MINUTE;
    return at - into + MILLIS_MINUTE;
}

size_t page_index(Page *page, size_t pages) {
    const Slide *slide = page->slide;
    if (!page->has_notice || pages < 2)
        return slide->page % pages;
    Millis step = NOTICE_STEP;
    if (slide->until != INSTANT_NEVER && slide->until - slide->from < step * (Millis)pages)
        step = (slide->until - slide->from) / (Millis)pages + 1;
    Instant since = slide->until == INSTANT_NEVER ? 0 : slide->from;
    int64_t turn = (page->context->at - since) / step;
    page_changes_at(page, since + (turn + 1) * step);
    size_t index = (size_t)(turn < 0 ? 0 : turn) % pages;
    scene_identify(page->scene, &index, sizeof index);
    return index;
}

void page_changes_at(const Page *page, Instant at) {
    if (at > page->context->at)
        scene_changes_at(page->scene, at);
}

/* The frieze: on the canvas. */
enum { FRIEZE_HEIGHT = 40 };

/* A picture fills the page. The veil over it is the ground's colour, thicker where texts begin. */
enum { VEIL_THICK = 93, VEIL_THIN = 72 }; /* per cent */

static Color blended(Color under, Color above, float share) {
    Color mixed = 0xFF000000;
    for (int shift = 0; shift < 24; shift += 8) {
        float a = (float)(under >> shift & 0xFF), b = (float)(above >> shift & 0xFF);
        mixed |= (Color)(a + (b - a) * share + 0.5f) << shift;
    }
    return mixed;
}

/* The thinnest veil through which every text is read on whatever the picture has: on white in a
 * dark theme, on black in a light one. */
static float veil_share(const Theme *theme, int per_cent) {
    static const ColorRole TEXTS[] = {COLOR_TEXT,   COLOR_MUTED, COLOR_DIM,
                                      COLOR_ACCENT, COLOR_NEXT,  COLOR_GOLD};
    Color worst = theme_is_light(theme) ? 0xFF000000 : 0xFFFFFFFF;
    for (; per_cent < 100; per_cent++) {
        Color ground = blended(worst, theme->ground, (float)per_cent / 100);
        bool is_good = true;
        for (size_t i = 0; i < countof(TEXTS); i++)
            is_good &= color_contrast(theme->colors[TEXTS[i]], ground) >= theme->contrast * 1.02f;
        if (is_good)
            break;
    }
    return (float)per_cent / 100;
}

static void background_picture(const Page *page, Rect all) {
    const ThemePicture *picture = &page->theme->picture;
    Str path =
        picture->origin == IMAGE_SCHEDULE ? page_picture(page, picture->path) : picture->path;
    if (path.len == 0)
        return;
    Color ground = page->theme->ground;
    bool is_mirrored = page_is_mirrored(page);
    scene_image(page->scene, all, picture->origin, path, FIT_COVER, 1);
    scene_gradient(page->scene, all, color_fade(ground, veil_share(page->theme, VEIL_THICK)),
                   color_fade(ground, veil_share(page->theme, VEIL_THIN)), is_mirrored ? 260 : 100,
                   1);
}

void page_background(Page *page) {
    const Metrics *m = &page->metrics;
    Rect all = {0, 0, m->width, m->height};
    scene_glow(page->scene, all, page_color(page, COLOR_BACKGROUND_FROM),
               page_color(page, COLOR_BACKGROUND), page_is_mirrored(page), m->width * 0.744f,
               m->height * 0.806f);
    background_picture(page, all);
    if (page->theme->pattern.path.len == 0 || m->shape == SHAPE_STRIP)
        return;
    float height = px(page, FRIEZE_HEIGHT);
    scene_image(page->scene, (Rect){0, m->height - height, m->width, height},
                page->theme->pattern.origin, page->theme->pattern.path, FIT_REPEAT, 1);
}

Box *page_clock(const Page *page, Layout *layout, Box *parent) {
    TextLook look = page_look(page, TYPE_CLOCK, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.is_live = true;
    look.style.line_height = 1.0f;
    scene_changes_at(page->scene, page_next_minute(page));
    return box_text(layout, parent, page_time(page, page->context->at), (Position){0}, look,
                    (BoxStyle){0});
}

void page_strip_clock(Page *page) {
    if (page->metrics.shape != SHAPE_STRIP)
        return;
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.main = PLACE_END});
    page_clock(page, &layout, row);
    Rect body = page->body;
    page_draw(page, &layout, body);
    TextLook look = page_look(page, TYPE_CLOCK, WEIGHT_BOLD, COLOR_TEXT, 0);
    float width =
        ceilf(text_width(page->context->text, str_from("00:00"), &look.style)) + px(page, 64);
    if (page_is_mirrored(page))
        page->body.x += width;
    page->body.width -= width;
}

Str page_picture(const Page *page, Str path) {
    const ViewContext *context = page->context;
    for (size_t i = 0; i < context->missing_picture_count; i++)
        if (str_equal(context->missing_pictures[i], path))
            return (Str){0};
    return path;
}

ThemePicture page_sign(const Page *page) {
    const ThemePicture *logo = &page->theme->logo;
    bool is_there = logo->origin != IMAGE_SCHEDULE || page_picture(page, logo->path).len;
    return logo->path.len && is_there ? *logo : page->theme->mark;
}

/* The logo's slot: on the canvas. */
enum { LOGO_WIDTH = 400, LOGO_HEIGHT = 64 };

/* The mark stands before the names, a logo beside the clock, where it may be wide. */
static void header_sign(const Page *page, Layout *layout, Box *row, bool is_before) {
    ThemePicture sign = page_sign(page);
    const ThemePicture *logo = &page->theme->logo;
    bool is_wide = sign.path.len && str_equal(sign.path, logo->path) &&
                   sign.origin == logo->origin && !page_is_tall(page);
    if (sign.path.len == 0 || is_before == is_wide)
        return;
    float width = px(page, is_wide ? LOGO_WIDTH : LOGO_HEIGHT);
    page_logo(page, layout, row, sign, is_wide ? FIT_SIGN_RIGHT : FIT_SIGN,
              (BoxStyle){.width = size_fixed(width), .height = size_fixed(px(page, LOGO_HEIGHT))});
}

/* What stands first in the header, and after it, smaller and where there is room. */
typedef struct {
    Str first, second;
    Position first_at, second_at;
    size_t second_language;
} HeaderNames;

/* At a door its room and the event; else the event in both languages. */
static HeaderNames header_names(const Page *page) {
    const Schedule *schedule = page->schedule;
    if (!schedule || page->is_hello)
        return (HeaderNames){.first = str_from(page->is_hello ? "kiosk" : "")};
    const Localized *event = &schedule->event.name;
    if (page->room == SCHEDULE_NONE || !schedule->rooms[page->room].name.count)
        return (HeaderNames){.first = page_text(page, event),
                             .second = page_second_text(page, event),
                             .first_at = event->at,
                             .second_at = event->at,
                             .second_language = 1};
    const Localized *room = &schedule->rooms[page->room].name;
    return (HeaderNames){.first = page_text(page, room),
                         .second = page_text(page, event),
                         .first_at = room->at,
                         .second_at = event->at};
}

static TextLook header_look(const Page *page, float size, FontWeight weight, ColorRole color,
                            size_t language) {
    TextLook look = page_look(page, TYPE_SUBTITLE, weight, color, language);
    look.style.size =
        fmaxf(page->metrics.min_type, size * page->metrics.unit * page->theme->type_scale);
    look.style.letter_spacing = size >= 46 ? -0.015f : 0;
    look.style.line_height = 1.22f;
    look.max_lines = page_is_tall(page) ? 2 : 1;
    look.spare_lines = page_is_tall(page);
    return look;
}

void page_header(Page *page) {
    const Metrics *m = &page->metrics;
    if (m->shape == SHAPE_STRIP)
        return;
    bool is_narrow = page_is_tall(page);
    Layout layout = page_layout(page);
    float gap = px(page, 24);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
    header_sign(page, &layout, row, true);
    Box *names =
        is_narrow ? box_column(&layout, row, (BoxStyle){.width = size_grow(1)})
                  : box_row(&layout, row,
                            (BoxStyle){.width = size_grow(1), .gap = gap, .cross = PLACE_BASELINE});
    HeaderNames texts = header_names(page);
    TextLook first = header_look(page, is_narrow ? 56 : 46, WEIGHT_BOLD, COLOR_TEXT, 0);
    first.style.min_size = fmaxf(m->min_type, 32 * m->unit);
    first.is_balanced = true;
    box_text(&layout, names, texts.first, texts.first_at, first, (BoxStyle){.can_shrink = true});
    TextLook second = header_look(page, 32, WEIGHT_SEMIBOLD, COLOR_MUTED, texts.second_language);
    second.style.min_size = is_narrow ? m->min_type : second.style.size;
    bool has_logo = page->theme->logo.path.len > 0;
    float room = m->content.width - px(page, (has_logo ? LOGO_WIDTH : LOGO_HEIGHT) + 72 + 340);
    float wanted = text_width(page->context->text, texts.first, &first.style) +
                   text_width(page->context->text, texts.second, &second.style);
    if (is_narrow || wanted <= room)
        box_text(&layout, names, texts.second, texts.second_at, second,
                 (BoxStyle){.can_shrink = true});
    header_sign(page, &layout, row, false);
    page_clock(page, &layout, row);
    float height = fmaxf(px(page, 104), layout_height(&layout, m->content.width));
    page_draw(page, &layout, (Rect){m->content.x, m->content.y, m->content.width, height});
    float below = m->content.y + height + px(page, m->shape == SHAPE_PORTRAIT ? 48 : 32);
    page->body.height -= below - page->body.y;
    page->body.y = below;
}

Box *page_chip_text(const Page *page, Layout *layout, Box *parent, Str word, Str second,
                    ColorRole color) {
    Box *row = box_row(layout, parent, (BoxStyle){.gap = px(page, 14), .cross = PLACE_CENTER});
    float dot = px(page, 16);
    box_space(layout, row,
              (BoxStyle){.width = size_fixed(dot),
                         .height = size_fixed(dot),
                         .fill = page_color(page, color),
                         .radius_left = dot / 2,
                         .radius_right = dot / 2});
    Box *words = box_row(
        layout, row, (BoxStyle){.gap = px(page, 14), .cross = PLACE_BASELINE, .can_shrink = true});
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_BOLD, color, 0);
    look.style.letter_spacing = 0.03f;
    look.style.line_height = 1.2f;
    look.style.min_size = look.style.size; /* labels of neighbours stay alike */
    look.max_lines = 1;
    box_text(layout, words, word, (Position){0}, look, (BoxStyle){.can_shrink = true});
    if (second.len) {
        TextLook other = look;
        other.style.weight = WEIGHT_SEMIBOLD;
        other.style.language = page_language(page, 1);
        other.style.letter_spacing = 0.12f;
        Str upper = str_upper(page->arena, second, page_language(page, 1));
        box_text(layout, words, upper, (Position){0}, other, (BoxStyle){.can_shrink = true});
    }
    return row;
}

Box *page_chip(const Page *page, Layout *layout, Box *parent, StringId word, ColorRole color) {
    return page_chip_text(page, layout, parent, page_word(page, word), page_second_word(page, word),
                          color);
}

Box *page_line(const Page *page, Layout *layout, Box *parent, float thickness) {
    return box_space(layout, parent,
                     (BoxStyle){.width = size_grow(1),
                                .height = size_fixed(px(page, thickness)),
                                .fill = page_color(page, COLOR_LINE)});
}

Box *page_dots(const Page *page, Layout *layout, Box *parent, size_t index, size_t count,
               size_t dashes, ColorRole color) {
    if (count < 2)
        return NULL;
    Box *row = box_row(layout, parent, (BoxStyle){.gap = px(page, 16), .cross = PLACE_CENTER});
    for (size_t i = 0; i < count && count <= dashes; i++)
        box_space(layout, row,
                  (BoxStyle){.width = size_fixed(px(page, 44)),
                             .height = size_fixed(px(page, 6)),
                             .fill = page_color(page, i == index ? color : COLOR_LINE),
                             .radius_left = px(page, 3),
                             .radius_right = px(page, 3)});
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    look.is_live = true;
    box_text(layout, row, str_printf(page->arena, "%zu / %zu", index + 1, count), (Position){0},
             look, (BoxStyle){0});
    return row;
}

Box *page_bar(const Page *page, Layout *layout, Box *parent, float share, float thickness,
              ColorRole color) {
    float height = px(page, thickness), radius = height / 2;
    Box *bar = box_row(layout, parent,
                       (BoxStyle){.width = size_grow(1),
                                  .height = size_fixed(height),
                                  .fill = page_color(page, COLOR_LINE),
                                  .radius_left = radius,
                                  .radius_right = radius,
                                  .is_stretched = true});
    share = fminf(1, fmaxf(0, share));
    if (share > 0)
        box_space(layout, bar,
                  (BoxStyle){.width = size_grow(share),
                             .height = size_fixed(height),
                             .fill = page_color(page, color),
                             .radius_left = radius,
                             .radius_right = radius});
    if (share < 1)
        box_space(layout, bar, (BoxStyle){.width = size_grow(1 - share)});
    return bar;
}

bool page_is_elsewhere(const Session *session, size_t room) {
    return session->status == SESSION_MOVED && session->room_count > 0 &&
           !session_is_in_room(session, room);
}

Str page_badge_text(const Page *page, const Session *session, size_t room, ColorRole *color) {
    ColorRole ignored;
    color = color ? color : &ignored;
    *color = COLOR_ACCENT;
    switch (session->status) {
    case SESSION_CANCELLED:
        *color = COLOR_GOLD;
        return page_join(page, page_word(page, STRING_CANCELLED),
                         page_second_word(page, STRING_CANCELLED));
    case SESSION_MOVED: {
        *color = COLOR_GOLD;
        Str to = page_rooms(page, session->rooms, session->room_count);
        Str from = page_rooms(page, session->planned_rooms, session->planned_room_count);
        if (room != SCHEDULE_NONE && page_is_elsewhere(session, room))
            return page_join(
                page,
                strings_fill(page->arena, page->context->strings[0], STRING_MOVED_TO, "room", to),
                page_day_time(page, session->start));
        if (room != SCHEDULE_NONE && from.len && !session_was_in_room(session, room))
            return strings_fill(page->arena, page->context->strings[0], STRING_MOVED_FROM, "room",
                                from);
        return page_join(page, page_word(page, STRING_MOVED), page_second_word(page, STRING_MOVED));
    }
    case SESSION_DELAYED:
        *color = COLOR_GOLD;
        return page_join(page, page_word(page, STRING_DELAYED),
                         page_second_word(page, STRING_DELAYED));
    case SESSION_CONFIRMED:
    case SESSION_STATUS_COUNT:
        break;
    }
    return (Str){0};
}

Box *page_badge(const Page *page, Layout *layout, Box *parent, const Session *session,
                size_t room) {
    ColorRole color;
    Str text = page_badge_text(page, session, room, &color);
    if (text.len == 0)
        return NULL;
    TextLook look = page_look(page, TYPE_TINY, WEIGHT_BOLD,
                              color == COLOR_GOLD ? COLOR_ON_WARNING : COLOR_ON_ACCENT, 0);
    look.style.line_height = 1.3f;
    look.max_lines = 1;
    float radius = px(page, 6);
    return box_part(
        box_text(layout, parent, text, session->at, look,
                 (BoxStyle){.left = px(page, 14),
                            .right = px(page, 14),
                            .top = px(page, 3),
                            .bottom = px(page, 3),
                            .fill = page_color(page, color == COLOR_GOLD ? COLOR_WARNING : color),
                            .radius_left = radius,
                            .radius_right = radius,
                            .can_shrink = true}),
        PART_STATUS);
}
