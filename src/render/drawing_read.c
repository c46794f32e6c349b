/* From the bytes of an SVG file to a Drawing: just as much of XML as plain files have. */
#include <math.h>
#include <string.h>

#include "base/ascii.h"
#include "base/color.h"
#include "render/drawing.h"

/* So that no size becomes 0 as a float. */
#define SIDE_MIN 0.01

typedef enum {
    ELEMENT_SVG,
    ELEMENT_G,
    ELEMENT_PATH,
    ELEMENT_RECT,
    ELEMENT_CIRCLE,
    ELEMENT_TITLE,
    ELEMENT_DESC,
    ELEMENT_COUNT
} Element;

static const char *const ELEMENT_NAMES[] = {
    [ELEMENT_SVG] = "svg",   [ELEMENT_G] = "g",           [ELEMENT_PATH] = "path",
    [ELEMENT_RECT] = "rect", [ELEMENT_CIRCLE] = "circle", [ELEMENT_TITLE] = "title",
    [ELEMENT_DESC] = "desc",
};
_Static_assert(sizeof ELEMENT_NAMES / sizeof ELEMENT_NAMES[0] == ELEMENT_COUNT, "a name for each");

/* What an element's own attributes say, which nothing inherits. */
typedef struct {
    Str data;
    bool has_width, has_height, has_box;
    double width, height, box[4];
    double x, y, radius;
} Geometry;

typedef struct {
    Str rest; /* what is not read yet */
    Drawing *drawing;
    struct {
        Element element;
        DrawingStyle style;
    } open[DRAWING_DEPTH_MAX]; /* outermost first */
    size_t depth;
    bool has_root;
    const char *why;
} DrawingReader;

static bool refuse(DrawingReader *reader, const char *why) {
    if (!reader->why)
        reader->why = why;
    return false;
}

static void skip(Str *text, size_t count) {
    text->s += count;
    text->len -= count;
}

static bool take(Str *text, const char *word) {
    if (!str_starts(*text, word))
        return false;
    skip(text, strlen(word));
    return true;
}

/* Moves behind the next `word`. */
static bool take_past(Str *text, const char *word) {
    size_t at = str_find(*text, word);
    if (at == SIZE_MAX)
        return false;
    skip(text, at + strlen(word));
    return true;
}

static Str take_name(Str *text) {
    size_t len = 0;
    while (len < text->len && (ascii_is_letter(text->s[len]) || text->s[len] == '-' ||
                               text->s[len] == ':' || text->s[len] == '_'))
        len++;
    Str name = {text->s, len};
    skip(text, len);
    return name;
}

static bool read_number(Str value, double *number) {
    return drawing_take_number(&value, number) && value.len == 0;
}

static bool read_length(Str value, double *number) {
    return drawing_take_number(&value, number) && (value.len == 0 || str_equal_c(value, "px"));
}

static bool read_box(Str value, double box[4]) {
    for (int i = 0; i < 4; i++) {
        drawing_take_space(&value, i > 0);
        if (!drawing_take_number(&value, &box[i]))
            return false;
    }
    drawing_take_space(&value, false);
    return value.len == 0 && box[2] > 0 && box[3] > 0;
}

/* #rgb, #rrggbb or none */
static bool read_color(Str value, uint32_t *color) {
    *color = 0;
    if (str_equal_c(value, "none"))
        return true;
    uint32_t rgb;
    if (!color_parse(value, &rgb))
        return false;
    *color = UINT32_C(0xff000000) | rgb;
    return true;
}

/* The place of `value` in `words`, which end in NULL; -1 when it is none of them. */
static int read_word(Str value, const char *const *words) {
    for (int i = 0; words[i]; i++)
        if (str_equal_c(value, words[i]))
            return i;
    return -1;
}

typedef enum { NOT_THIS, IS_READ, IS_WRONG } Answer;

static Answer answer(bool is_right) {
    return is_right ? IS_READ : IS_WRONG;
}

static Answer read_style(DrawingStyle *style, Str name, Str value) {
    static const char *const RULES[] = {"nonzero", "evenodd", NULL};
    static const char *const JOINS[] = {
        [DRAWING_MITER] = "miter", [DRAWING_ROUND_JOIN] = "round", [DRAWING_BEVEL] = "bevel", NULL};
    static const char *const CAPS[] = {
        [DRAWING_BUTT] = "butt", [DRAWING_ROUND_CAP] = "round", [DRAWING_SQUARE] = "square", NULL};
    if (str_equal_c(name, "fill"))
        return answer(read_color(value, &style->fill));
    if (str_equal_c(name, "stroke"))
        return answer(read_color(value, &style->stroke));
    if (str_equal_c(name, "stroke-width"))
        return answer(read_number(value, &style->stroke_width) && style->stroke_width >= 0);
    int word;
    if (str_equal_c(name, "fill-rule")) {
        word = read_word(value, RULES);
        style->is_even_odd = word == 1;
    } else if (str_equal_c(name, "stroke-linejoin")) {
        word = read_word(value, JOINS);
        style->join = word < 0 ? DRAWING_MITER : (DrawingJoin)word;
    } else if (str_equal_c(name, "stroke-linecap")) {
        word = read_word(value, CAPS);
        style->cap = word < 0 ? DRAWING_BUTT : (DrawingCap)word;
    } else {
        return NOT_THIS;
    }
    return answer(word >= 0);
}

static Answer read_root(Geometry *own, Str name, Str value) {
    if (str_equal_c(name, "xmlns"))
        return answer(str_equal_c(value, "http://www.w3.org/2000/svg"));
    if (str_equal_c(name, "viewBox")) {
        own->has_box = true;
        return answer(read_box(value, own->box));
    }
    bool is_width = str_equal_c(name, "width");
    if (!is_width && !str_equal_c(name, "height"))
        return NOT_THIS;
    *(is_width ? &own->has_width : &own->has_height) = true;
    double *side = is_width ? &own->width : &own->height;
    return answer(read_length(value, side) && *side > 0);
}

static Answer read_geometry(Geometry *own, Element element, Str name, Str value) {
    if (element == ELEMENT_SVG)
        return read_root(own, name, value);
    if (element == ELEMENT_PATH && str_equal_c(name, "d")) {
        own->data = value;
        return IS_READ;
    }
    struct {
        Element element;
        const char *name;
        double *number;
    } numbers[] = {
        {ELEMENT_RECT, "x", &own->x},         {ELEMENT_RECT, "y", &own->y},
        {ELEMENT_RECT, "width", &own->width}, {ELEMENT_RECT, "height", &own->height},
        {ELEMENT_CIRCLE, "cx", &own->x},      {ELEMENT_CIRCLE, "cy", &own->y},
        {ELEMENT_CIRCLE, "r", &own->radius},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (numbers[i].element == element && str_equal_c(name, numbers[i].name))
            return answer(read_number(value, numbers[i].number));
    return NOT_THIS;
}

/* All attributes of a tag, up to its > or />. */
static bool read_attributes(DrawingReader *reader, Element element, Geometry *own,
                            DrawingStyle *style) {
    Str *rest = &reader->rest;
    for (;;) {
        size_t before = rest->len;
        drawing_take_space(rest, false);
        if (str_starts(*rest, ">") || str_starts(*rest, "/>"))
            return true;
        Str name = take_name(rest);
        if (rest->len + name.len == before || name.len == 0)
            return refuse(reader, "a tag is broken");
        drawing_take_space(rest, false);
        bool has_value = take(rest, "=");
        drawing_take_space(rest, false);
        const char *quote = str_starts(*rest, "\"") ? "\"" : "'";
        if (!has_value || !take(rest, quote))
            return refuse(reader, "a tag is broken");
        Str value = {rest->s, str_find(*rest, quote)};
        if (value.len == SIZE_MAX)
            return refuse(reader, "a tag is broken");
        skip(rest, value.len + 1);
        Answer read = element <= ELEMENT_CIRCLE ? read_style(style, name, value) : NOT_THIS;
        if (read == NOT_THIS)
            read = read_geometry(own, element, name, value);
        if (read == NOT_THIS)
            return refuse(reader, "an attribute is not one of the plain ones");
        if (read == IS_WRONG)
            return refuse(reader, "an attribute's value is not a plain one");
    }
}

/* A viewBox of another shape than the picture belongs in the middle of it, or as the file says (SVG
 * 2, 8.6): such files are not plain. */
static bool begin_root(DrawingReader *reader, const Geometry *own) {
    Drawing *drawing = reader->drawing;
    if (own->has_width != own->has_height || (!own->has_width && !own->has_box))
        return refuse(reader, "the size is only half known");
    const double *box = own->box;
    double box_width = own->has_box ? box[2] : own->width;
    double box_height = own->has_box ? box[3] : own->height;
    drawing->width = own->has_width ? own->width : box_width;
    drawing->height = own->has_height ? own->height : box_height;
    if (drawing->width < SIDE_MIN || drawing->height < SIDE_MIN)
        return refuse(reader, "the size is next to nothing");
    double across = drawing->width / box_width, down = drawing->height / box_height;
    if (fabs(across - down) > 1e-4 * across)
        return refuse(reader, "the viewBox has another shape than the picture");
    drawing->scale = across < down ? across : down;
    drawing->dx = (drawing->width - box_width * drawing->scale) / 2 - box[0] * drawing->scale;
    drawing->dy = (drawing->height - box_height * drawing->scale) / 2 - box[1] * drawing->scale;
    return true;
}

static bool add_path(DrawingPath *path, Element element, const Geometry *own) {
    if (element == ELEMENT_PATH)
        return drawing_path_data(path, own->data);
    if (element == ELEMENT_RECT)
        return own->width > 0 && own->height > 0 &&
               drawing_path_rect(path, own->x, own->y, own->width, own->height);
    return own->radius > 0 && drawing_path_circle(path, own->x, own->y, own->radius);
}

static bool add_shape(DrawingReader *reader, Element element, const Geometry *own,
                      const DrawingStyle *style) {
    Drawing *drawing = reader->drawing;
    if (drawing->count >= DRAWING_SHAPES_MAX)
        return refuse(reader, "there are too many shapes");
    DrawingShape shape = {.style = *style, .first = drawing->path.count};
    if (!add_path(&drawing->path, element, own))
        return refuse(reader, "a shape is wrong, too far out or too much");
    shape.count = drawing->path.count - shape.first;
    *(DrawingShape *)arena_push(drawing->path.arena, &drawing->shapes, &drawing->count,
                                &drawing->capacity, sizeof shape, _Alignof(DrawingShape)) = shape;
    return true;
}

/* Whether `element` may stand here: the root first and once, shapes in groups. */
static bool is_in_place(const DrawingReader *reader, Element element) {
    if (reader->depth == 0)
        return element == ELEMENT_SVG && !reader->has_root;
    if (element == ELEMENT_TITLE || element == ELEMENT_DESC)
        return true;
    return element != ELEMENT_SVG && reader->open[reader->depth - 1].element <= ELEMENT_G;
}

static bool begin_element(DrawingReader *reader, Element element, const Geometry *own,
                          const DrawingStyle *style) {
    switch (element) {
    case ELEMENT_SVG:
        reader->has_root = true;
        return begin_root(reader, own);
    case ELEMENT_PATH:
    case ELEMENT_RECT:
    case ELEMENT_CIRCLE:
        return add_shape(reader, element, own, style);
    case ELEMENT_G:
    case ELEMENT_TITLE:
    case ELEMENT_DESC:
    case ELEMENT_COUNT:
        break;
    }
    return true;
}

/* Behind its <. */
static bool read_tag(DrawingReader *reader) {
    /* SVG 2, 13.4.2 and 13.5.2: black, without a stroke, which would be one unit wide. */
    DrawingStyle style = {.fill = 0xff000000, .stroke_width = 1};
    if (reader->depth)
        style = reader->open[reader->depth - 1].style;
    Str name = take_name(&reader->rest);
    Element element = 0;
    while (element < ELEMENT_COUNT && !str_equal_c(name, ELEMENT_NAMES[element]))
        element++;
    if (element == ELEMENT_COUNT || !is_in_place(reader, element))
        return refuse(reader, "an element is not one of the plain ones");
    Geometry own = {0};
    if (!read_attributes(reader, element, &own, &style) ||
        !begin_element(reader, element, &own, &style))
        return false;
    if (take(&reader->rest, "/>"))
        return true;
    skip(&reader->rest, 1);
    if (reader->depth == DRAWING_DEPTH_MAX)
        return refuse(reader, "elements lie too deep in each other");
    reader->open[reader->depth].element = element;
    reader->open[reader->depth++].style = style;
    return true;
}

/* Behind its </. */
static bool read_end(DrawingReader *reader) {
    Str name = take_name(&reader->rest);
    drawing_take_space(&reader->rest, false);
    if (reader->depth == 0 || !take(&reader->rest, ">") ||
        !str_equal_c(name, ELEMENT_NAMES[reader->open[reader->depth - 1].element]))
        return refuse(reader, "a tag is broken");
    reader->depth--;
    return true;
}

/* Text is for people, in title and desc; elsewhere there is white space only. */
static void skip_text(DrawingReader *reader) {
    Str *rest = &reader->rest;
    drawing_take_space(rest, false);
    if (reader->depth && reader->open[reader->depth - 1].element >= ELEMENT_TITLE)
        while (rest->len && rest->s[0] != '<')
            skip(rest, 1);
}

static bool read_document(DrawingReader *reader) {
    Str *rest = &reader->rest;
    if (take(rest, "<?xml ") && !take_past(rest, "?>"))
        return refuse(reader, "a tag is broken");
    for (;;) {
        skip_text(reader);
        if (rest->len == 0)
            return (reader->has_root && reader->depth == 0) ||
                   refuse(reader, "the file ends too early");
        bool is_read;
        if (take(rest, "<!--"))
            is_read = take_past(rest, "-->") || refuse(reader, "the file ends too early");
        else if (take(rest, "</"))
            is_read = read_end(reader);
        else if (take(rest, "<"))
            is_read = read_tag(reader);
        else
            is_read = refuse(reader, "there is text");
        if (!is_read)
            return false;
    }
}

bool drawing_read(Arena *arena, Str text, Drawing *drawing, const char **why) {
    *drawing = (Drawing){.path = {.arena = arena}};
    DrawingReader reader = {.rest = text, .drawing = drawing};
    bool is_plain = text.len <= DRAWING_BYTES_MAX ? read_document(&reader)
                                                  : refuse(&reader, "the file is too large");
    if (!is_plain)
        *why = reader.why;
    return is_plain;
}
