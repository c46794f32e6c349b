/* lines.c: see lines.h. Everything here is in em. */
#include "text/lines.h"

#include <math.h>
#include <string.h>

#define ROUNDING 1e-4f /* em: what sums of floats may be off */

/* Points. A line whose slack is the share s of the width costs 100 s². */
static const float COST_SLACK = 100;
static const float COST_IN_WORD = 1e4f;
static const float COST_EMERGENCY = 1e6f;
static const float COST_LONELY_END = 60; /* a last line of one or two characters */

enum {
    LONELY_CLUSTERS = 2,
    BEST_WORK_MAX = 400000, /* steps; a page of prose is set greedily beyond that */
};

static Line make_line(const Shaped *shaped, const Paragraph *paragraph, uint32_t from,
                      uint32_t to) {
    uint32_t end = shaped->trimmed[to] > from ? shaped->trimmed[to] : from;
    return (Line){.from = from,
                  .to = end,
                  .width = shaped_line_width(shaped, from, to),
                  .has_hyphen = shaped_has_hyphen(shaped, to),
                  .level = paragraph->level};
}

/* Where the line that begins at `from` ends, and by which kind of break. */
static uint32_t greedy_end(const Shaped *shaped, const Paragraph *paragraph, uint32_t from,
                           float width, BreakKind floor, BreakKind *kind, bool *is_overfull) {
    uint32_t ends[BREAK_KIND_COUNT] = {0}; /* the last break of each kind, 0: none */
    uint32_t to = from;
    while (to < paragraph->to) {
        if (shaped_width(shaped, from, to + 1) > width + ROUNDING)
            break;
        to++;
        uint8_t at_end = shaped->clusters[to - 1].after.kind;
        if ((at_end == BREAK_SOFT_HYPHEN || at_end == BREAK_HYPHEN) &&
            shaped_line_width(shaped, from, to) > width + ROUNDING)
            continue;
        ends[at_end] = to;
    }
    if (to == paragraph->to) {
        *kind = BREAK_CLAUSE;
        return to;
    }
    uint32_t best = 0;
    for (BreakKind good = floor; good < BREAK_KIND_COUNT; good++)
        best = ends[good] > best ? ends[good] : best;
    *kind = floor;
    for (BreakKind worse = floor; best == 0 && worse-- > BREAK_ANYWHERE;) {
        best = ends[worse];
        *kind = worse;
    }
    if (best > 0)
        return best;
    *is_overfull = true;
    return from + 1;
}

LinesCount lines_greedy(const Shaped *shaped, const Paragraph *paragraph, float width,
                        BreakKind floor, Line *lines, size_t max) {
    LinesCount count = {.worst = BREAK_CLAUSE};
    uint32_t from = paragraph->from;
    do {
        BreakKind kind = BREAK_CLAUSE;
        uint32_t to = greedy_end(shaped, paragraph, from, width, floor, &kind, &count.is_overfull);
        if (kind < count.worst)
            count.worst = kind;
        if (count.count < max)
            lines[count.count] = make_line(shaped, paragraph, from, to);
        count.count++;
        from = to;
    } while (from < paragraph->to);
    return count;
}

/* ---- the best lines --------------------------------------------------------------------------*/

typedef struct {
    const Shaped *shaped;
    float width;
    bool is_balanced;
    const uint32_t *nodes; /* where a line may begin or end; the first and last are the ends */
    size_t node_count;
} Choice;

static float break_cost(const Cluster *cluster) {
    float cost = cluster->after.cost;
    switch ((BreakKind)cluster->after.kind) {
    case BREAK_ANYWHERE:
    case BREAK_EMERGENCY:
        return cost + COST_EMERGENCY;
    case BREAK_IN_WORD:
        return cost + COST_IN_WORD;
    case BREAK_HYPHEN:
    case BREAK_SOFT_HYPHEN:
    case BREAK_PLAIN:
    case BREAK_GOOD:
    case BREAK_CLAUSE:
    case BREAK_KIND_COUNT:
        return cost;
    }
    return cost;
}

/* INFINITY when it does not fit. */
static float line_cost(const Choice *choice, size_t from_node, size_t to_node) {
    uint32_t from = choice->nodes[from_node], to = choice->nodes[to_node];
    float width = shaped_line_width(choice->shaped, from, to);
    if (width > choice->width + ROUNDING)
        return INFINITY;
    bool is_last = to_node + 1 == choice->node_count;
    float slack = choice->width > 0 ? 1 - width / choice->width : 0;
    float cost = COST_SLACK * slack * slack;
    if (!is_last)
        return cost + break_cost(&choice->shaped->clusters[to - 1]);
    if (!choice->is_balanced)
        cost = 0;
    uint32_t visible = 0;
    for (uint32_t i = from; i < to && visible <= LONELY_CLUSTERS; i++)
        visible += !(choice->shaped->clusters[i].flags & (CLUSTER_SPACE | CLUSTER_TRAILING));
    return visible <= LONELY_CLUSTERS && from_node > 0 ? cost + COST_LONELY_END : cost;
}

bool lines_best(const Shaped *shaped, const Paragraph *paragraph, float width,
                const LinesCount *greedy, bool is_balanced, Arena *scratch, Line *lines) {
    size_t clusters = paragraph->to - paragraph->from;
    if (greedy->count < 2 || greedy->is_overfull || greedy->worst < BREAK_HYPHEN)
        return false;
    uint32_t *nodes = arena_new(scratch, uint32_t, clusters + 1);
    Choice choice = {.shaped = shaped, .width = width, .is_balanced = is_balanced, .nodes = nodes};
    nodes[choice.node_count++] = paragraph->from;
    for (uint32_t i = paragraph->from; i + 1 < paragraph->to; i++)
        if (shaped->clusters[i].after.kind >= greedy->worst &&
            shaped->clusters[i].after.kind >= BREAK_HYPHEN)
            nodes[choice.node_count++] = i + 1;
    nodes[choice.node_count++] = paragraph->to;

    size_t n = choice.node_count, rows = greedy->count + 1;
    size_t reach = n / greedy->count * 2 + 8; /* about how many nodes a line has */
    if (n * reach * greedy->count > BEST_WORK_MAX)
        return false;

    /* best[line * n + node]: the least cost of `line` lines that end at node. */
    float *best = arena_new(scratch, float, rows *n);
    uint32_t *came_from = arena_new(scratch, uint32_t, rows * n);
    for (size_t i = 0; i < rows * n; i++)
        best[i] = INFINITY;
    best[0] = 0;
    for (size_t to = 1; to < n; to++) {
        for (size_t from = to; from-- > 0;) {
            float cost = line_cost(&choice, from, to);
            if (isinf(cost)) {
                /* Trailing spaces and blank halves make widths nearly, not quite, monotonic. */
                if (shaped_width(shaped, nodes[from], nodes[to]) > width + 2)
                    break;
                continue;
            }
            for (size_t line = 1; line < rows; line++) {
                float sum = best[(line - 1) * n + from] + cost;
                if (sum < best[line * n + to]) {
                    best[line * n + to] = sum;
                    came_from[line * n + to] = (uint32_t)from;
                }
            }
        }
    }
    if (isinf(best[greedy->count * n + n - 1]))
        return false;
    size_t to = n - 1;
    for (size_t line = greedy->count; line > 0; line--) {
        size_t from = came_from[line * n + to];
        lines[line - 1] = make_line(shaped, paragraph, nodes[from], nodes[to]);
        to = from;
    }
    return true;
}

/* ---- the ellipsis ----------------------------------------------------------------------------*/

/* Behind the last cluster before `to` that an ellipsis may follow. */
static uint32_t without_trailing(const Shaped *shaped, uint32_t from, uint32_t to) {
    while (to > from && (shaped->clusters[to - 1].flags &
                         (CLUSTER_SPACE | CLUSTER_TRAILING | CLUSTER_INVISIBLE)))
        to--;
    return to;
}

/* Between two letters, whatever invisible (a soft hyphen) stands there. */
static bool is_inside_word(const Shaped *shaped, const Paragraph *paragraph, uint32_t at) {
    uint32_t after = at;
    while (at > paragraph->from && (shaped->clusters[at - 1].flags & CLUSTER_INVISIBLE))
        at--;
    while (after < paragraph->to && (shaped->clusters[after].flags & CLUSTER_INVISIBLE))
        after++;
    return at > paragraph->from && after < paragraph->to &&
           (shaped->clusters[at - 1].flags & CLUSTER_WORD) &&
           (shaped->clusters[after].flags & CLUSTER_WORD);
}

bool lines_cut(const Shaped *shaped, const Paragraph *paragraph, uint32_t from, float width,
               Line *line) {
    float ellipsis = shaped_extra(shaped, EXTRA_ELLIPSIS)->advance;
    if (ellipsis > width + ROUNDING)
        return false;
    uint32_t most = from;
    for (uint32_t to = from + 1; to <= paragraph->to; to++) {
        float sum = shaped_width(shaped, from, to) + ellipsis;
        if (sum > width + 2)
            break;
        if (sum <= width + ROUNDING)
            most = to;
    }
    uint32_t to = most;
    while (to > from && is_inside_word(shaped, paragraph, to))
        to--;
    to = without_trailing(shaped, from, to);
    if (to == from) /* one word fills the line: better a part of it than nothing */
        to = without_trailing(shaped, from, most);
    *line = (Line){.from = from,
                   .to = to,
                   .width = shaped_width(shaped, from, to) + ellipsis,
                   .has_ellipsis = true,
                   .level = paragraph->level};
    return true;
}
