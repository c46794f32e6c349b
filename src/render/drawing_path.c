#include "render/drawing_path.h"

#include <math.h>

#include "base/ascii.h"

#define PI 3.14159265358979323846

static char first(Str text) {
    return text.len ? text.s[0] : 0;
}

static void skip(Str *text, size_t count) {
    text->s += count;
    text->len -= count;
}

void drawing_take_space(Str *text, bool takes_comma) {
    for (; text->len && (ascii_is_space(first(*text)) || (takes_comma && first(*text) == ','));
         skip(text, 1))
        if (first(*text) == ',')
            takes_comma = false;
}

/* Digits at the start of `text`, appended to *value; how many. */
static int take_digits(Str *text, double *value) {
    enum { DIGITS_MAX = 1000 };
    int count = 0;
    for (; ascii_is_digit(first(*text)) && count < DIGITS_MAX; count++) {
        *value = *value * 10 + (first(*text) - '0');
        skip(text, 1);
    }
    return count;
}

static bool take_sign(Str *text) {
    bool is_minus = first(*text) == '-';
    if (is_minus || first(*text) == '+')
        skip(text, 1);
    return is_minus;
}

bool drawing_take_number(Str *text, double *number) {
    Str rest = *text;
    bool is_minus = take_sign(&rest);
    double value = 0;
    int digits = take_digits(&rest, &value), behind = 0;
    if (first(rest) == '.') {
        skip(&rest, 1);
        behind = take_digits(&rest, &value);
    }
    if (digits + behind == 0)
        return false;
    double exponent = 0;
    if (first(rest) == 'e' || first(rest) == 'E') {
        Str power = rest;
        skip(&power, 1);
        bool is_down = take_sign(&power);
        if (take_digits(&power, &exponent) == 0)
            return false; /* em, ex: units are not plain */
        exponent = is_down ? -exponent : exponent;
        rest = power;
    }
    value *= pow(10, exponent - behind);
    if (!(value <= DRAWING_FAR)) /* nor a number of too many digits: infinity × 0 */
        return false;
    *number = is_minus ? -value : value;
    *text = rest;
    return true;
}

/* The pen on its way along a path. */
typedef struct {
    DrawingPath *path;
    DrawingPoint at, start;
    DrawingPoint control; /* the last curve's; `at` behind anything else */
    bool is_drawing;      /* behind a move that was written */
} Pen;

static bool is_near(DrawingPoint p) {
    return fabs(p.x) <= DRAWING_FAR && fabs(p.y) <= DRAWING_FAR;
}

static bool add(DrawingPath *path, DrawingStep step) {
    if (path->count >= DRAWING_STEPS_MAX || !is_near(step.to) || !is_near(step.control[0]) ||
        !is_near(step.control[1]))
        return false;
    *(DrawingStep *)arena_push(path->arena, &path->steps, &path->count, &path->capacity,
                               sizeof step, _Alignof(DrawingStep)) = step;
    return true;
}

/* A move is written when something follows it. */
static bool begin(Pen *pen) {
    if (pen->is_drawing)
        return true;
    pen->is_drawing = true;
    pen->start = pen->at;
    return add(pen->path, (DrawingStep){.kind = DRAWING_MOVE, .to = pen->at});
}

static void move_to(Pen *pen, DrawingPoint to) {
    pen->at = pen->start = pen->control = to;
    pen->is_drawing = false;
}

static bool line_to(Pen *pen, DrawingPoint to) {
    if (!begin(pen) || !add(pen->path, (DrawingStep){.kind = DRAWING_LINE, .to = to}))
        return false;
    pen->at = pen->control = to;
    return true;
}

static bool curve_to(Pen *pen, DrawingPoint a, DrawingPoint b, DrawingPoint to) {
    if (!begin(pen) ||
        !add(pen->path, (DrawingStep){.kind = DRAWING_CURVE, .to = to, .control = {a, b}}))
        return false;
    pen->at = to;
    pen->control = b;
    return true;
}

static bool close_path(Pen *pen) {
    if (!begin(pen) || !add(pen->path, (DrawingStep){.kind = DRAWING_CLOSE, .to = pen->start}))
        return false;
    move_to(pen, pen->start);
    return true;
}

/* a + (b − a) × share */
static DrawingPoint between(DrawingPoint a, DrawingPoint b, double share) {
    return (DrawingPoint){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

static bool quadratic_to(Pen *pen, DrawingPoint control, DrawingPoint to) {
    if (!curve_to(pen, between(pen->at, control, 2 / 3.0), between(to, control, 2 / 3.0), to))
        return false;
    pen->control = control;
    return true;
}

/* An ellipse's arc. Angles in radians, `turn` is the ellipse's own. */
typedef struct {
    DrawingPoint middle;
    double radius_x, radius_y, turn, from, sweep;
} Arc;

/* In parts of at most a quarter, each as the cubic that touches it at both ends and halfway. */
static bool arc_along(Pen *pen, const Arc *arc, DrawingPoint end) {
    int parts = (int)ceil(fabs(arc->sweep) / (PI / 2) - 1e-9);
    parts = parts < 1 ? 1 : parts;
    double step = arc->sweep / parts, reach = 4 / 3.0 * tan(step / 4);
    double cosine = cos(arc->turn), sine = sin(arc->turn);
    for (int i = 0; i < parts; i++) {
        double a = arc->from + step * i, b = a + step;
        DrawingPoint unit[3] = {{cos(a) - reach * sin(a), sin(a) + reach * cos(a)},
                                {cos(b) + reach * sin(b), sin(b) - reach * cos(b)},
                                {cos(b), sin(b)}};
        DrawingPoint to[3];
        for (int k = 0; k < 3; k++) {
            double x = unit[k].x * arc->radius_x, y = unit[k].y * arc->radius_y;
            to[k] = (DrawingPoint){arc->middle.x + x * cosine - y * sine,
                                   arc->middle.y + x * sine + y * cosine};
        }
        if (!curve_to(pen, to[0], to[1], i == parts - 1 ? end : to[2]))
            return false;
    }
    pen->control = pen->at;
    return true;
}

/* SVG 2, B.2.4 and B.2.5: from two ends to the middle and the angles. */
static bool arc_to(Pen *pen, double radius_x, double radius_y, double degrees, bool is_large,
                   bool is_positive, DrawingPoint to) {
    if (pen->at.x == to.x && pen->at.y == to.y)
        return true;
    if (radius_x == 0 || radius_y == 0)
        return line_to(pen, to);
    double turn = fmod(degrees, 360) * PI / 180, cosine = cos(turn), sine = sin(turn);
    double half_x = (pen->at.x - to.x) / 2, half_y = (pen->at.y - to.y) / 2;
    Arc arc = {.radius_x = fabs(radius_x), .radius_y = fabs(radius_y), .turn = turn};
    double x = (cosine * half_x + sine * half_y) / arc.radius_x;
    double y = (cosine * half_y - sine * half_x) / arc.radius_y;
    double distance = x * x + y * y; /* of half of the chord, in radii */
    if (distance > 1) {
        arc.radius_x *= sqrt(distance);
        arc.radius_y *= sqrt(distance);
        x /= sqrt(distance);
        y /= sqrt(distance);
        distance = 1;
    }
    double aside = sqrt(fmax(0, 1 / distance - 1)) * (is_large == is_positive ? -1 : 1);
    double middle_x = aside * y, middle_y = -aside * x; /* on the circle of radius 1 */
    arc.from = atan2(y - middle_y, x - middle_x);
    arc.sweep = atan2(-y - middle_y, -x - middle_x) - arc.from;
    if (is_positive && arc.sweep < 0)
        arc.sweep += 2 * PI;
    if (!is_positive && arc.sweep > 0)
        arc.sweep -= 2 * PI;
    middle_x *= arc.radius_x;
    middle_y *= arc.radius_y;
    arc.middle = (DrawingPoint){cosine * middle_x - sine * middle_y + (pen->at.x + to.x) / 2,
                                sine * middle_x + cosine * middle_y + (pen->at.y + to.y) / 2};
    return arc_along(pen, &arc, to);
}

static DrawingPoint mirrored(const Pen *pen) {
    return (DrawingPoint){2 * pen->at.x - pen->control.x, 2 * pen->at.y - pen->control.y};
}

/* The arguments of one command. */
enum { ARGUMENTS_MAX = 7 };

static int argument_count(char upper) {
    switch (upper) {
    case 'H':
    case 'V':
        return 1;
    case 'M':
    case 'L':
    case 'T':
        return 2;
    case 'S':
    case 'Q':
        return 4;
    case 'C':
        return 6;
    case 'A':
        return 7;
    default:
        return -1;
    }
}

/* A flag is one digit, and the next number may stand right behind it. */
static bool take_argument(Str *rest, bool is_flag, double *number) {
    if (!is_flag)
        return drawing_take_number(rest, number);
    if (first(*rest) != '0' && first(*rest) != '1')
        return false;
    *number = first(*rest) - '0';
    skip(rest, 1);
    return true;
}

static bool take_arguments(Str *rest, char upper, int count, double *numbers) {
    for (int i = 0; i < count; i++) {
        if (i > 0)
            drawing_take_space(rest, true);
        if (!take_argument(rest, upper == 'A' && (i == 3 || i == 4), &numbers[i]))
            return false;
    }
    return true;
}

static bool follow(Pen *pen, char upper, char before, DrawingPoint origin, const double *n) {
    int last = argument_count(upper) - 2;
    DrawingPoint to =
        last < 0 ? pen->at : (DrawingPoint){origin.x + n[last], origin.y + n[last + 1]};
    DrawingPoint a = {origin.x + n[0], origin.y + n[1]}, b = {origin.x + n[2], origin.y + n[3]};
    /* Only a curve of the same kind before gives this one its direction. */
    bool goes_on = upper == 'S' ? before == 'C' || before == 'S' : before == 'Q' || before == 'T';
    switch (upper) {
    case 'M':
        move_to(pen, to);
        return is_near(to);
    case 'L':
        return line_to(pen, to);
    case 'H':
        return line_to(pen, (DrawingPoint){origin.x + n[0], pen->at.y});
    case 'V':
        return line_to(pen, (DrawingPoint){pen->at.x, origin.y + n[0]});
    case 'C':
        return curve_to(pen, a, b, to);
    case 'S':
        return curve_to(pen, goes_on ? mirrored(pen) : pen->at, a, to);
    case 'Q':
        return quadratic_to(pen, a, to);
    case 'T':
        return quadratic_to(pen, goes_on ? mirrored(pen) : pen->at, to);
    case 'A':
        return arc_to(pen, n[0], n[1], n[2], n[3] != 0, n[4] != 0, to);
    default:
        return false;
    }
}

static bool is_number_start(char c) {
    return ascii_is_digit(c) || c == '.' || c == '-' || c == '+';
}

/* One letter and all arguments behind it. */
static bool take_command(Pen *pen, Str *rest, char *before) {
    char letter = first(*rest), upper = (char)(letter & ~0x20);
    bool is_relative = letter != upper;
    if (*before == 0 && upper != 'M')
        return false;
    skip(rest, 1);
    drawing_take_space(rest, false);
    if (upper == 'Z') {
        *before = upper;
        return close_path(pen);
    }
    int count = argument_count(upper);
    if (count < 0)
        return false;
    do {
        double numbers[ARGUMENTS_MAX] = {0};
        DrawingPoint origin = is_relative ? pen->at : (DrawingPoint){0, 0};
        if (!take_arguments(rest, upper, count, numbers) ||
            !follow(pen, upper, *before, origin, numbers))
            return false;
        *before = upper;
        if (upper == 'M')
            upper = 'L'; /* further pairs are lines */
        drawing_take_space(rest, true);
    } while (is_number_start(first(*rest)));
    return true;
}

bool drawing_path_data(DrawingPath *path, Str data) {
    Pen pen = {.path = path};
    char before = 0;
    drawing_take_space(&data, false);
    while (data.len)
        if (!take_command(&pen, &data, &before))
            return false;
    return true;
}

bool drawing_path_rect(DrawingPath *path, double x, double y, double width, double height) {
    Pen pen = {.path = path, .at = {x, y}};
    return line_to(&pen, (DrawingPoint){x + width, y}) &&
           line_to(&pen, (DrawingPoint){x + width, y + height}) &&
           line_to(&pen, (DrawingPoint){x, y + height}) && close_path(&pen);
}

bool drawing_path_circle(DrawingPath *path, double x, double y, double radius) {
    Pen pen = {.path = path, .at = {x + radius, y}};
    Arc arc = {.middle = {x, y}, .radius_x = radius, .radius_y = radius, .sweep = 2 * PI};
    return arc_along(&pen, &arc, pen.at) && close_path(&pen);
}
