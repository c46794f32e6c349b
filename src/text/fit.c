/* fit.c: see fit.h. Shaping is done; a size is tried by counting lines. */
#include "text/fit.h"

#include <math.h>

#define WIDE_OPEN 1e9f  /* em: no limit */
#define HAIR      0.02f /* pixels that a box may be short by */

float fit_line_height(const TextStyle *style, const RoleMetrics *metrics, float size) {
    float factor = style->line_height > 0 ? style->line_height : metrics->line_height;
    return fmaxf(1, roundf(size * factor));
}

static float width_in_em(const TextBox *box, float size) {
    return box->width > 0 ? (box->width + HAIR) / size : WIDE_OPEN;
}

/* How many lines there is room for, 0: not one. */
static size_t room(const TextStyle *style, const TextBox *box, const RoleMetrics *metrics,
                   float size) {
    size_t lines = box->max_lines > 0 ? (size_t)box->max_lines : SIZE_MAX;
    if (box->height <= 0)
        return lines;
    float height = fit_line_height(style, metrics, size);
    float count = floorf((box->height + HAIR) / height);
    if (count < (float)lines)
        lines = (size_t)count;
    /* One line may do with less than its line height, as long as its letters are inside. */
    if (lines == 0 && box->height + HAIR >= size)
        lines = 1;
    return lines;
}

typedef struct {
    const Shaped *shaped;
    const TextStyle *style;
    const TextBox *box;
    const RoleMetrics *metrics;
} Fit;

static bool fits(const Fit *fit, float size, BreakKind worst) {
    size_t most = room(fit->style, fit->box, fit->metrics, size);
    float width = width_in_em(fit->box, size);
    size_t sum = 0;
    for (size_t i = 0; i < fit->shaped->paragraph_count; i++) {
        LinesCount count = lines_greedy(fit->shaped, &fit->shaped->paragraphs[i], width, NULL, 0);
        sum += count.count;
        if (count.is_overfull || count.worst < worst || sum > most)
            return false;
    }
    return true;
}

/* The largest size at which it fits, or 0. Sizes below the wanted one are whole pixels, so that
 * the glyph cache does not fill with neighbours. */
static float find_size(const Fit *fit, float largest, float smallest, BreakKind worst) {
    if (fits(fit, largest, worst))
        return largest;
    if (smallest >= largest || !fits(fit, smallest, worst))
        return 0;
    float low = ceilf(smallest), high = ceilf(largest) - 1;
    if (low > high || !fits(fit, low, worst))
        return smallest;
    while (low < high) {
        float middle = ceilf((low + high) / 2);
        if (fits(fit, middle, worst))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* All lines, each paragraph as well as can be. */
static void set_lines(const Fit *fit, Fitted *fitted, Arena *arena) {
    float width = width_in_em(fit->box, fitted->size);
    size_t capacity = fit->shaped->cluster_count + fit->shaped->paragraph_count;
    fitted->lines = arena_new(arena, Line, capacity);
    for (size_t i = 0; i < fit->shaped->paragraph_count; i++) {
        const Paragraph *paragraph = &fit->shaped->paragraphs[i];
        Line *lines = fitted->lines + fitted->line_count;
        LinesCount count =
            lines_greedy(fit->shaped, paragraph, width, lines, capacity - fitted->line_count);
        lines_best(fit->shaped, paragraph, width, &count, fit->box->is_balanced, arena, lines);
        fitted->line_count += count.count;
    }
}

/* As many lines as there is room for; an ellipsis ends the last. */
static void cut_lines(const Fit *fit, Fitted *fitted, Arena *arena) {
    const Shaped *shaped = fit->shaped;
    float width = width_in_em(fit->box, fitted->size);
    size_t most = room(fit->style, fit->box, fit->metrics, fitted->size);
    size_t capacity = shaped->cluster_count + shaped->paragraph_count;
    fitted->is_cut = true;
    if (most > capacity)
        most = capacity;
    fitted->lines = arena_new(arena, Line, most);
    const Paragraph *last = NULL; /* the paragraph of the last line */
    for (size_t i = 0; i < shaped->paragraph_count && fitted->line_count < most; i++) {
        size_t left = most - fitted->line_count;
        Line *lines = fitted->lines + fitted->line_count;
        size_t count = lines_greedy(shaped, &shaped->paragraphs[i], width, lines, left).count;
        fitted->line_count += count < left ? count : left;
        last = &shaped->paragraphs[i];
    }
    if (!last)
        return;
    Line *end = &fitted->lines[fitted->line_count - 1];
    if (!lines_cut(shaped, last, end->from, width, end))
        fitted->line_count = 0; /* nothing leaves its box: not even one letter fits */
    for (size_t i = 0; i < fitted->line_count; i++)
        if (fitted->lines[i].width > width * 1.0001f + 0.001f)
            fitted->line_count = 0;
}

Fitted fit_text(const Shaped *shaped, const TextStyle *style, const TextBox *box,
                const RoleMetrics *metrics, Arena *arena) {
    const Fit fit = {shaped, style, box, metrics};
    float smallest =
        style->min_size > 0 && style->min_size < style->size ? style->min_size : style->size;
    Fitted fitted = {.size = find_size(&fit, style->size, smallest, BREAK_IN_WORD)};
    if (fitted.size == 0)
        fitted.size = find_size(&fit, style->size, smallest, BREAK_ANYWHERE);
    if (fitted.size > 0 && !shaped->is_truncated) {
        set_lines(&fit, &fitted, arena);
    } else {
        fitted.size = smallest;
        cut_lines(&fit, &fitted, arena);
    }
    fitted.is_shrunk = fitted.size < style->size;
    fitted.is_at_minimum = fitted.is_shrunk && fitted.size <= smallest;
    fitted.line_height = fit_line_height(style, metrics, fitted.size);
    if (box->height > 0 && fitted.line_count == 1 && fitted.line_height > box->height)
        fitted.line_height = fmaxf(1, floorf(box->height + HAIR));
    return fitted;
}
