/* SVG by librsvg, drawn at its final size. What it would leave out in silence, because it lies in
 * another file, is looked for first. */
#include <cairo.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#include "base/ascii.h"
#include "base/library.h"
#include "base/str.h"
#include "render/decode_job.h"

typedef struct {
    __typeof__(&rsvg_handle_new_from_data) new_from_data;
    __typeof__(&rsvg_handle_set_dpi) set_dpi;
    __typeof__(&rsvg_handle_get_intrinsic_size_in_pixels) get_size;
    __typeof__(&rsvg_handle_get_intrinsic_dimensions) get_dimensions;
    __typeof__(&rsvg_handle_render_document) render;
    __typeof__(&g_object_unref) unref;
    __typeof__(&g_clear_error) clear_error;
    __typeof__(&cairo_image_surface_create_for_data) create_surface;
    __typeof__(&cairo_create) create;
    __typeof__(&cairo_status) status;
    __typeof__(&cairo_translate) translate;
    __typeof__(&cairo_destroy) destroy;
    __typeof__(&cairo_surface_flush) flush;
    __typeof__(&cairo_surface_destroy) destroy_surface;
} Library;

#define SVG_DPI 96 /* CSS Values 3, 5.2 */

static bool open_library(DecodeJob *job, Library *library) {
    static const char *const NAMES[] = {"librsvg-2.so.2"};
    const LibraryFunction functions[] = {
        {"rsvg_handle_new_from_data", &library->new_from_data},
        {"rsvg_handle_set_dpi", &library->set_dpi},
        {"rsvg_handle_get_intrinsic_size_in_pixels", &library->get_size},
        {"rsvg_handle_get_intrinsic_dimensions", &library->get_dimensions},
        {"rsvg_handle_render_document", &library->render},
        {"g_object_unref", &library->unref},
        {"g_clear_error", &library->clear_error},
        {"cairo_image_surface_create_for_data", &library->create_surface},
        {"cairo_create", &library->create},
        {"cairo_status", &library->status},
        {"cairo_translate", &library->translate},
        {"cairo_destroy", &library->destroy},
        {"cairo_surface_flush", &library->flush},
        {"cairo_surface_destroy", &library->destroy_surface},
    };
    const char *why;
    if (library_load(NAMES, 1, functions, countof(functions), &why) == LIBRARY_LOADED)
        return true;
    return decode_refuse(job, "a drawing like this needs the package librsvg2-2, from 2.52 on");
}

/* ---- what lies elsewhere --------------------------------------------------------------------- */

static Str skip_spaces(Str text) {
    size_t at = 0;
    while (at < text.len && ascii_is_space(text.s[at]))
        at++;
    return str_slice(text, at, text.len);
}

/* What librsvg finds within the file: one of its own elements, and pictures that it can read. */
static bool is_within(Str address) {
    static const char *const FINE[] = {"#", "data:image/png", "data:image/jpeg", "data:image/jpg",
                                       "data:image/svg+xml"};
    for (size_t i = 0; i < countof(FINE); i++)
        if (str_starts(address, FINE[i]))
            return true;
    return address.len == 0;
}

/* The value behind `rest`, which begins behind an attribute's name; false when none is there. */
static bool attribute_value(Str rest, Str *value) {
    rest = skip_spaces(rest);
    if (!str_starts(rest, "="))
        return false;
    rest = skip_spaces(str_slice(rest, 1, rest.len));
    if (!str_starts(rest, "\"") && !str_starts(rest, "'"))
        return false;
    const char quote[] = {rest.s[0], 0};
    rest = str_slice(rest, 1, rest.len);
    size_t end = str_find(rest, quote);
    *value = str_trim(str_slice(rest, 0, end));
    return true;
}

/* The first picture or style sheet in `tag` (from its name on) that lies in another file. */
static bool tag_leads_out(Str tag, Str *address) {
    if (str_starts(tag, "a ") || str_starts(tag, "a\n") || str_starts(tag, "svg:a "))
        return false; /* a link is for who clicks */
    for (Str rest = tag; rest.len;) {
        size_t at = str_find(rest, "href");
        if (at == SIZE_MAX)
            return false;
        bool is_name = at > 0 && (ascii_is_space(rest.s[at - 1]) || rest.s[at - 1] == ':');
        rest = str_slice(rest, at + 4, rest.len);
        if (is_name && attribute_value(rest, address) && !is_within(*address))
            return true;
    }
    return false;
}

/* url(…) in styles, and @import. */
static bool style_leads_out(Str text, Str *address) {
    for (Str rest = text; rest.len;) {
        size_t at = str_find(rest, "url(");
        if (at == SIZE_MAX)
            break;
        rest = skip_spaces(str_slice(rest, at + 4, rest.len));
        if (rest.len && (rest.s[0] == '"' || rest.s[0] == '\''))
            rest = str_slice(rest, 1, rest.len);
        else if (str_starts(rest, "&quot;"))
            rest = str_slice(rest, 6, rest.len);
        *address = str_slice(rest, 0, str_find(rest, ")"));
        if (!is_within(*address) && !str_starts(*address, "data:font"))
            return true;
    }
    size_t at = str_find(text, "@import");
    if (at != SIZE_MAX)
        *address = str_slice(text, at, 40);
    return at != SIZE_MAX;
}

/* True when the drawing needs what it does not have. Comments are looked at like the rest: who
 * hides a picture in one can take it out. */
static bool leads_out(DecodeJob *job, Str text) {
    Str address = {0};
    bool does = style_leads_out(text, &address);
    for (Str rest = text; rest.len && !does;) {
        size_t at = str_find(rest, "<");
        if (at == SIZE_MAX)
            break;
        rest = str_slice(rest, at + 1, rest.len);
        Str tag = str_slice(rest, 0, str_find(rest, ">"));
        if (str_starts(tag, "foreignObject")) {
            decode_refuse(job, "it has HTML in it (<foreignObject>); save it as plain SVG");
            return true;
        }
        does = tag_leads_out(tag, &address);
    }
    if (does)
        decode_refuse(job, "a part of it lies in another file (%.*s); embed it",
                      (int)(address.len < 60 ? address.len : 60), address.s);
    return does;
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* SVG 2, 8.2: its width and height, else what the viewBox says of its shape. */
static bool own_size(DecodeJob *job, const Library *library, RsvgHandle *handle) {
    double width = 0, height = 0;
    gboolean has_width, has_height, has_box;
    RsvgLength w, h;
    RsvgRectangle box;
    if (library->get_size(handle, &width, &height) && width > 0 && height > 0) {
        job->facts->width = width;
        job->facts->height = height;
        return true;
    }
    library->get_dimensions(handle, &has_width, &w, &has_height, &h, &has_box, &box);
    if (!has_box || !(box.width > 0) || !(box.height > 0))
        return decode_refuse(job, "the SVG file has neither a size nor a viewBox");
    job->facts->width = box.width;
    job->facts->height = box.height;
    return true;
}

/* What is seen of the drawing, drawn with `scale` pixels for one of its own. */
static bool draw_part(DecodeJob *job, const Library *library, RsvgHandle *handle, double scale,
                      PixelRect seen, Pixmap *out) {
    *out = pixmap_create(seen.width, seen.height);
    cairo_surface_t *surface = library->create_surface(
        (unsigned char *)out->pixels, CAIRO_FORMAT_ARGB32, seen.width, seen.height, seen.width * 4);
    cairo_t *cairo = library->create(surface);
    library->translate(cairo, -seen.x, -seen.y);
    GError *error = NULL;
    /* As the plain reader sets it: at the corner, within the whole pixels. In a viewport of another
     * shape than its own librsvg would centre it, and lines would lie beside where they belong. */
    RsvgRectangle viewport = {0, 0, job->facts->width * scale, job->facts->height * scale};
    bool is_drawn = library->render(handle, cairo, &viewport, &error) &&
                    library->status(cairo) == CAIRO_STATUS_SUCCESS;
    library->flush(surface);
    library->destroy(cairo);
    library->destroy_surface(surface);
    if (is_drawn)
        return true;
    pixmap_free(out);
    decode_refuse(job, "%s", error ? error->message : "it could not be drawn");
    library->clear_error(&error);
    return false;
}

static bool draw(DecodeJob *job, const Library *library, RsvgHandle *handle, Pixmap *out) {
    int32_t width, height;
    picture_drawn_size(job->facts->width, job->facts->height, &job->box, &width, &height);
    if (width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX)
        return decode_refuse(job, "too long and thin to be drawn");
    double scale = fmin(width / job->facts->width, height / job->facts->height);
    return draw_part(job, library, handle, scale, picture_seen_part(width, height, &job->box), out);
}

/* Once small, to see where its ink is, and then as large as that is to be. */
static bool draw_ink(DecodeJob *job, const Library *library, RsvgHandle *handle, Pixmap *out) {
    DecodeFacts *facts = job->facts;
    InkDrawing plan;
    if (!ink_drawing_begin(&plan, facts->width, facts->height))
        return decode_refuse(job, "too long and thin to be drawn");
    if (!draw_part(job, library, handle, plan.scale, plan.seen, out))
        return false;
    bool is_seen = ink_drawing_look(&plan, out, &job->box);
    pixmap_free(out);
    if (!is_seen)
        return decode_refuse(job, "nothing is to be seen in it");
    if (!draw_part(job, library, handle, plan.scale, plan.seen, out))
        return false;
    *out = ink_drawing_end(&plan, *out, &job->box);
    facts->ink = plan.ink;
    facts->scale = plan.scale;
    return true;
}

bool decode_svg(DecodeJob *job, Pixmap *out) {
    Library library;
    Str text = {.s = (const char *)job->bytes, .len = job->len};
    if (leads_out(job, text) || !open_library(job, &library))
        return false;
    job->facts->has_text = str_find(text, "<text") != SIZE_MAX;
    GError *error = NULL;
    RsvgHandle *handle = library.new_from_data(job->bytes, job->len, &error);
    if (!handle) {
        decode_refuse(job, "%s", error ? error->message : "not SVG");
        library.clear_error(&error);
        return false;
    }
    library.set_dpi(handle, SVG_DPI);
    bool is_drawn = own_size(job, &library, handle) &&
                    (fit_is_by_ink(job->box.fit) ? draw_ink(job, &library, handle, out)
                                                 : draw(job, &library, handle, out));
    library.unref(handle);
    return is_drawn;
}
