/* fit.c: see fit.h. Shaping is done; a size is tried by counting lines. */
#include "text/fit.h"

#include <math.h>

#define WIDE_OPEN 1e9f  /* em: no limit */
#define HAIR      0.02f /* pixels that a box may be short by */

#define ROUNDING_EM   0.005f
#define CLAUSES_LEAST 0.6f /* share of the size that lines by clauses are worth */

float fit_line_height(const TextStyle *style, const RoleMetrics *metrics, float size) {
    float factor = style->line_height > 0 ? style->line_height : metrics->line_height;
    return fmaxf(1, roundf(size * factor));
}

static float width_in_em(const TextBox *box, float size) {
    return box->width > 0 ? (box->width + HAIR) / size : WIDE_OPEN;
}

typedef struct {
    const Shaped *shaped;
    const TextStyle *style;
    const TextBox *box;
    const RoleMetrics *metrics;
} Fit;

float fit_ascent(const RoleMetrics *metrics, float size, float line_height) {
    float content = (metrics->ascent + metrics->descent) * size;
    return roundf((line_height - content) / 2 + metrics->ascent * size);
}

/* The role's line height and baseline. Where the ink of stacked scripts would leave the line, and
 * so meet what is above or below, it gets what it needs there; nothing else changes. */
static float line_height_of(const Fit *fit, float size, float *ascent) {
    const Shaped *shaped = fit->shaped;
    float height = fit_line_height(fit->style, fit->metrics, size);
    *ascent = fit_ascent(fit->metrics, size, height);
    if (shaped->ink_top <= 0)
        return height;
    float below = fmaxf(height - *ascent, ceilf(shaped->ink_bottom * size));
    *ascent = fmaxf(*ascent, ceilf(shaped->ink_top * size));
    return *ascent + below;
}

/* How many lines there is room for, 0: not one. */
static size_t room(const Fit *fit, float size) {
    const TextBox *box = fit->box;
    size_t lines = box->max_lines > 0 ? (size_t)box->max_lines : SIZE_MAX;
    if (box->height <= 0)
        return lines;
    float ascent;
    float height = line_height_of(fit, size, &ascent);
    float count = floorf((box->height + HAIR) / height);
    if (count < (float)lines)
        lines = (size_t)count;
    /* One line may do with less than its line height, as long as its letters are inside. */
    if (lines == 0 && box->height + HAIR >= size)
        lines = 1;
    return lines;
}

static bool fits_at_floor(const Fit *fit, float size, BreakKind floor, BreakKind worst) {
    size_t most = room(fit, size);
    float width = width_in_em(fit->box, size);
    size_t sum = 0;
    for (size_t i = 0; i < fit->shaped->paragraph_count; i++) {
        LinesCount count =
            lines_greedy(fit->shaped, &fit->shaped->paragraphs[i], width, floor, NULL, 0);
        sum += count.count;
        if (count.is_overfull || count.worst < worst || sum > most)
            return false;
    }
    return true;
}

/* Lines that end at hyphens only where nothing else ends them; where these are too many, hyphens as
 * good as any break. */
static bool fits(const Fit *fit, float size, BreakKind worst) {
    BreakKind loosest = fit->shaped->loosest, floor = worst > BREAK_PLAIN ? worst : BREAK_PLAIN;
    return fits_at_floor(fit, size, floor, worst) ||
           (loosest < BREAK_PLAIN && worst <= loosest && fits_at_floor(fit, size, loosest, worst));
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
static void set_lines(const Fit *fit, BreakKind worst, Fitted *fitted, Arena *arena) {
    BreakKind floor = worst > BREAK_PLAIN ? worst : BREAK_PLAIN;
    if (fit->box->is_filled) /* which Chinese word it is may depend on what follows */
        floor = BREAK_IN_WORD;
    else if (!fits_at_floor(fit, fitted->size, floor, worst))
        floor = fit->shaped->loosest;
    float width = width_in_em(fit->box, fitted->size);
    size_t capacity = fit->shaped->cluster_count + fit->shaped->paragraph_count;
    fitted->lines = arena_new(arena, Line, capacity);
    for (size_t i = 0; i < fit->shaped->paragraph_count; i++) {
        const Paragraph *paragraph = &fit->shaped->paragraphs[i];
        Line *lines = fitted->lines + fitted->line_count;
        LinesCount count = lines_greedy(fit->shaped, paragraph, width, floor, lines,
                                        capacity - fitted->line_count);
        fitted->worst = count.worst < fitted->worst ? count.worst : fitted->worst;
        if (!fit->box->is_filled)
            lines_best(fit->shaped, paragraph, width, &count, fit->box->is_balanced, arena, lines);
        fitted->line_count += count.count;
    }
}

/* As many lines as there is room for; an ellipsis ends the last. */
static void cut_lines(const Fit *fit, Fitted *fitted, Arena *arena) {
    const Shaped *shaped = fit->shaped;
    float width = width_in_em(fit->box, fitted->size);
    size_t most = room(fit, fitted->size);
    size_t capacity = shaped->cluster_count + shaped->paragraph_count;
    fitted->is_cut = true;
    if (most > capacity)
        most = capacity;
    fitted->lines = arena_new(arena, Line, most);
    const Paragraph *last = NULL; /* the paragraph of the last line */
    for (size_t i = 0; i < shaped->paragraph_count && fitted->line_count < most; i++) {
        size_t left = most - fitted->line_count;
        Line *lines = fitted->lines + fitted->line_count;
        LinesCount count =
            lines_greedy(shaped, &shaped->paragraphs[i], width, BREAK_PLAIN, lines, left);
        fitted->worst = count.worst < fitted->worst ? count.worst : fitted->worst;
        fitted->line_count += count.count < left ? count.count : left;
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

/* With as few of the box's spare lines as will do, at that size: false when none of them help. */
static bool take_spare_lines(Fit *fit, TextBox *box, float size, BreakKind worst) {
    for (int32_t spare = 1; spare <= fit->box->spare_lines; spare++) {
        *box = *fit->box;
        box->max_lines += spare;
        const Fit larger = {fit->shaped, fit->style, box, fit->metrics};
        if (!fits(&larger, size, worst))
            continue;
        *fit = larger;
        return true;
    }
    return false;
}

Fitted fit_text(const Shaped *shaped, const TextStyle *style, const TextBox *box,
                const RoleMetrics *metrics, Arena *arena) {
    Fit fit = {shaped, style, box, metrics};
    float smallest =
        style->min_size > 0 && style->min_size < style->size ? style->min_size : style->size;
    /* The worst breaks that are made, from the best on: each is asked for the largest size. Spare
     * lines are taken before a word is broken anywhere. */
    bool has_hyphens = shaped->loosest == BREAK_HYPHEN;
    const struct {
        BreakKind worst;
        bool is_asked, is_spare;
        float smallest;
    } tries[] = {
        {BREAK_CLAUSE, box->keeps_clauses, false, fmaxf(smallest, style->size * CLAUSES_LEAST)},
        {BREAK_IN_WORD, true, false, smallest},
        {BREAK_HYPHEN, has_hyphens, false, smallest},
        {BREAK_IN_WORD, true, true, smallest},
        {BREAK_HYPHEN, has_hyphens, true, smallest},
        {BREAK_ANYWHERE, true, false, smallest},
        {BREAK_ANYWHERE, true, true, smallest},
    };
    TextBox larger;
    Fitted fitted = {.worst = BREAK_CLAUSE};
    BreakKind worst = BREAK_CLAUSE;
    for (size_t i = 0; i < countof(tries) && fitted.size == 0; i++) {
        worst = tries[i].worst;
        if (!tries[i].is_asked)
            continue;
        if (!tries[i].is_spare)
            fitted.size = find_size(&fit, style->size, tries[i].smallest, worst);
        else if (take_spare_lines(&fit, &larger, smallest, worst))
            fitted.size = smallest;
    }
    if (fitted.size > 0 && !shaped->is_truncated) {
        set_lines(&fit, worst, &fitted, arena);
    } else {
        fitted.size = smallest;
        cut_lines(&fit, &fitted, arena);
    }
    fitted.is_shrunk = fitted.size < style->size;
    fitted.is_at_minimum = fitted.is_shrunk && fitted.size <= smallest;
    fitted.line_height = line_height_of(&fit, fitted.size, &fitted.ascent);
    if (box->height > 0 && fitted.line_count == 1 && fitted.line_height > box->height) {
        fitted.line_height = fmaxf(1, floorf(box->height + HAIR));
        fitted.ascent = fit_ascent(metrics, fitted.size, fitted.line_height);
    }
    return fitted;
}
