/* Panels and the fault screen with SDL2_ttf: short lines, no shaping, no engine. Where no font can
 * be opened the letters are those of osd_face.h. */
#include "output/osd.h"

#include <SDL_ttf.h>
#include <string.h>

#include "base/log.h"
#include "output/osd_face.h"
#include "render/canvas.h"

#define LOG_MODULE "osd"

#define GROUND  0xe60b1016u
#define EDGE    0x33ffffffu
#define TEXT    0xfff4f1eau
#define MUTED   0xff9fb0bbu
#define HEADING 0xffeeb44fu
#define CALM    0xff0b1015u
#define AMBER   0xffe0a030u

enum { FONTS_MAX = 8, LINES_MAX = 128 };

typedef struct {
    char *path;     /* owned */
    TTF_Font *font; /* owned; NULL: not opened yet, or not to be opened */
    bool is_broken;
} FontFile;

struct Osd {
    FontFile fonts[FONTS_MAX];
    size_t font_count;
    bool has_ttf; /* TTF_Init was called */
};

Osd *osd_create(const Str *font_paths, size_t count) {
    Osd *osd = SDL_calloc(1, sizeof *osd);
    if (!osd)
        abort();
    for (size_t i = 0; i < count && i < FONTS_MAX; i++) {
        char *path = SDL_calloc(1, font_paths[i].len + 1);
        if (!path)
            abort();
        if (font_paths[i].len)
            memcpy(path, font_paths[i].s, font_paths[i].len);
        osd->fonts[osd->font_count++].path = path;
    }
    return osd;
}

void osd_free(Osd *osd) {
    if (!osd)
        return;
    for (size_t i = 0; i < osd->font_count; i++) {
        if (osd->fonts[i].font)
            TTF_CloseFont(osd->fonts[i].font);
        SDL_free(osd->fonts[i].path);
    }
    if (osd->has_ttf)
        TTF_Quit();
    SDL_free(osd);
}

/* The file's font at that size, opened when first asked for. NULL when it cannot be. */
static TTF_Font *font_open(Osd *osd, FontFile *file, int size) {
    if (file->is_broken)
        return NULL;
    if (!osd->has_ttf && TTF_Init() == 0)
        osd->has_ttf = true;
    if (!file->font && osd->has_ttf)
        file->font = TTF_OpenFont(file->path, size);
    if (!file->font || TTF_SetFontSize(file->font, size) != 0) {
        log_debug("%s: %s", file->path, TTF_GetError());
        file->is_broken = true;
        return NULL;
    }
    return file->font;
}

static TTF_Font *font_first(Osd *osd, int size) {
    TTF_Font *font = NULL;
    for (size_t i = 0; i < osd->font_count && !font; i++)
        font = font_open(osd, &osd->fonts[i], size);
    return font;
}

static bool has_all_glyphs(TTF_Font *font, Str text) {
    for (size_t at = 0; at < text.len;)
        if (!TTF_GlyphIsProvided32(font, str_next_rune(text, &at)))
            return false;
    return true;
}

/* The first font that has every character, so that a Chinese title can stand in a panel; the very
 * first when none has. */
static TTF_Font *font_for(Osd *osd, Str text, int size) {
    for (size_t i = 0; i < osd->font_count; i++) {
        TTF_Font *font = font_open(osd, &osd->fonts[i], size);
        if (font && has_all_glyphs(font, text))
            return font;
    }
    return font_first(osd, size);
}

/* White text, premultiplied, so that it is coverage in every channel. NULL: nothing to draw. */
static SDL_Surface *text_surface(Osd *osd, Str text, int size) {
    TTF_Font *font = text.len ? font_for(osd, text, size) : NULL;
    char *copy = font ? SDL_calloc(1, text.len + 1) : NULL;
    if (!copy)
        return NULL;
    memcpy(copy, text.s, text.len);
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font, copy, (SDL_Color){255, 255, 255, 255});
    SDL_free(copy);
    if (!surface)
        log_debug("cannot draw \"%.*s\": %s", str_arg(text), TTF_GetError());
    return surface;
}

static int text_advance(Osd *osd, Str text, int size) {
    if (!font_first(osd, size))
        return osd_face_advance(text, size);
    TTF_Font *font = text.len ? font_for(osd, text, size) : NULL;
    char *copy = font ? SDL_calloc(1, text.len + 1) : NULL;
    int width = 0;
    if (copy) {
        memcpy(copy, text.s, text.len);
        TTF_SizeUTF8(font, copy, &width, NULL);
        SDL_free(copy);
    }
    return width;
}

/* Draws within `width` (what is longer is faded out at its end) with its baseline at `baseline`. */
static void draw_text(Osd *osd, Canvas *canvas, Str text, int size, int x, int baseline, int width,
                      Color color) {
    if (!font_first(osd, size)) {
        osd_face_draw(canvas, text, size, x, baseline, width, color);
        return;
    }
    SDL_Surface *surface = text_surface(osd, text, size);
    if (!surface)
        return;
    TTF_Font *font = font_for(osd, text, size);
    int top = baseline - TTF_FontAscent(font);
    int drawn = SDL_min(surface->w, width),
        fade = surface->w > width ? SDL_min(2 * size, width) : 0;
    uint8_t *row = SDL_calloc(1, (size_t)surface->w);
    for (int y = 0; row && y < surface->h; y++) {
        const uint8_t *pixels =
            (const uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch;
        for (int i = 0; i < drawn; i++) {
            uint32_t pixel;
            memcpy(&pixel, pixels + 4 * (size_t)i, sizeof pixel);
            int left = drawn - i;
            uint32_t coverage = pixel >> 24;
            row[i] = (uint8_t)(left < fade ? coverage * (uint32_t)left / (uint32_t)fade : coverage);
        }
        canvas_coverage(canvas, row, surface->w, x, top + y, drawn, 1, color);
    }
    SDL_free(row);
    SDL_FreeSurface(surface);
}

/* A line of a panel. */
typedef struct {
    Str label, value;
    bool is_heading;
} Line;

static Line line_split(Str text) {
    size_t tab = str_find(text, "\t");
    if (tab == SIZE_MAX)
        return (Line){.label = text, .is_heading = true};
    return (Line){.label = str_slice(text, 0, tab), .value = str_slice(text, tab + 1, text.len)};
}

typedef struct {
    int size, row, heading_gap, padding, gap; /* pixels */
    int labels, values;                       /* widths of the columns */
    int width, height;
} PanelLayout;

static PanelLayout panel_layout(Osd *osd, const Str *lines, size_t count, int screen_height) {
    int size = SDL_max(screen_height / 50, 13);
    PanelLayout panel = {.size = size,
                         .row = size * 3 / 2,
                         .heading_gap = size * 3 / 4,
                         .padding = size * 5 / 4,
                         .gap = size * 3 / 2};
    int headings = 0, limit = screen_height * 6 / 5;
    for (size_t i = 0; i < count; i++) {
        Line line = line_split(lines[i]);
        int label = text_advance(osd, line.label, size);
        if (line.is_heading) {
            headings = SDL_max(headings, label);
            panel.height += i > 0 ? panel.heading_gap : 0;
        } else {
            panel.labels = SDL_max(panel.labels, label);
            panel.values = SDL_max(panel.values, text_advance(osd, line.value, size));
        }
        panel.height += panel.row;
    }
    panel.values = SDL_max(SDL_min(panel.values, limit - panel.labels - panel.gap), 0);
    int columns = panel.labels + (panel.values ? panel.gap + panel.values : 0);
    panel.width = SDL_min(SDL_max(columns, headings), limit) + 2 * panel.padding;
    panel.height += 2 * panel.padding - (panel.row - size) / 2;
    return panel;
}

static void draw_panel(Osd *osd, Canvas *canvas, const PanelLayout *panel, const Str *lines,
                       size_t count) {
    Rect bounds = {0, 0, (float)panel->width, (float)panel->height};
    float radius = (float)panel->size * 0.6f, edge = SDL_max((float)(panel->size / 20), 1.0f);
    canvas_frame(canvas, bounds, GROUND, radius, radius, EDGE, edge);
    int top = panel->padding, inside = panel->width - 2 * panel->padding;
    for (size_t i = 0; i < count; i++) {
        Line line = line_split(lines[i]);
        top += line.is_heading && i > 0 ? panel->heading_gap : 0;
        int baseline = top + panel->size;
        draw_text(osd, canvas, line.label, panel->size, panel->padding, baseline,
                  line.is_heading ? inside : panel->labels, line.is_heading ? HEADING : MUTED);
        draw_text(osd, canvas, line.value, panel->size, panel->padding + panel->labels + panel->gap,
                  baseline, panel->values, TEXT);
        top += panel->row;
    }
}

void osd_panel(Osd *osd, const Str *lines, size_t count, int32_t screen_height, Pixmap *out) {
    count = SDL_min(count, LINES_MAX);
    PanelLayout panel = panel_layout(osd, lines, count, screen_height);
    *out = pixmap_create(panel.width, panel.height);
    Canvas canvas = canvas_open(out);
    draw_panel(osd, &canvas, &panel, lines, count);
    canvas_close(&canvas);
}

/* Takes the first line off `*text`. */
static Str take_line(Str *text) {
    size_t end = str_find(*text, "\n");
    Str line = str_slice(*text, 0, end == SIZE_MAX ? text->len : end);
    *text = end == SIZE_MAX ? (Str){0} : str_slice(*text, end + 1, text->len);
    return line;
}

static void draw_centred(Osd *osd, Canvas *canvas, Str text, int size, int baseline, Color color) {
    int width = canvas->to->width, room = width - width / 8;
    int advance = text_advance(osd, text, size);
    if (advance > room) {
        size = SDL_max(size * room / advance, 13);
        advance = text_advance(osd, text, size);
    }
    int x = (width - SDL_min(advance, room)) / 2;
    draw_text(osd, canvas, text, size, x, baseline, room, color);
}

void osd_fault_screen(Osd *osd, Str title, Str corner, Pixmap *to) {
    Canvas canvas = canvas_open(to);
    canvas_frame(&canvas, (Rect){0, 0, (float)to->width, (float)to->height}, CALM, 0, 0, 0, 0);
    int shorter = SDL_min(to->width, to->height);
    int size = SDL_max(shorter / 14, 16), small = SDL_max(shorter / 28, 13);
    int baseline = to->height / 2;
    draw_centred(osd, &canvas, take_line(&title), size, baseline, TEXT);
    for (baseline += small * 9 / 4; title.len; baseline += small * 3 / 2)
        draw_centred(osd, &canvas, take_line(&title), small, baseline, MUTED);
    int tiny = SDL_max(shorter / 60, 12), margin = shorter / 20;
    int advance = SDL_min(text_advance(osd, corner, tiny), to->width - 2 * margin);
    draw_text(osd, &canvas, corner, tiny, to->width - margin - advance, to->height - margin,
              advance, 0xff5c6a74u);
    canvas_close(&canvas);
}

void osd_mark(int32_t screen_height, Pixmap *out) {
    int32_t side = SDL_max((screen_height + 45) / 90, 4);
    *out = pixmap_create(side, side);
    Canvas canvas = canvas_open(out);
    float radius = (float)side / 2;
    canvas_frame(&canvas, (Rect){0, 0, (float)side, (float)side}, AMBER, radius, radius, 0, 0);
    canvas_close(&canvas);
}
