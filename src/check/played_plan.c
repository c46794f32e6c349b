#include "check/played_plan.h"

#include "base/str_builder.h"
#include "base/word_table.h"

typedef enum { ROW_VIEW, ROW_SLIDE, ROW_PARTNER } RowKind;

typedef struct {
    RowKind kind;
    Str name;
    Millis planned, played;
} Row;

typedef struct {
    Arena *arena;
    Row *items;
    size_t count, capacity;
} Rows;

static Row *row_of(Rows *rows, RowKind kind, Str name) {
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].kind == kind && str_equal(rows->items[i].name, name))
            return &rows->items[i];
    Row *row = arena_push(rows->arena, &rows->items, &rows->count, &rows->capacity, sizeof *row,
                          _Alignof(Row));
    *row = (Row){.kind = kind, .name = name};
    return row;
}

/* ---- planned -------------------------------------------------------------------------------- */

static void add_entry(Rows *rows, const Schedule *schedule, const AirtimeEntry *entry) {
    Millis length = entry->until - entry->from;
    if (entry->notice != SCHEDULE_NONE) {
        row_of(rows, ROW_VIEW, str_from(PLAYED_EMERGENCY))->planned += length;
        return;
    }
    const Slide *slide = &entry->slide;
    row_of(rows, ROW_VIEW, str_from(view_kind_name(slide->view)))->planned += length;
    if (slide->view == VIEW_SLIDES && slide->item < schedule->slide_count)
        row_of(rows, ROW_SLIDE, schedule->slides[slide->item].name)->planned += length;
    for (size_t i = 0; i < entry->partner_count; i++)
        row_of(rows, ROW_PARTNER, schedule->partners[entry->first_partner + i].id)->planned +=
            length;
}

/* ---- played --------------------------------------------------------------------------------- */

/* Of several displays of one screen, which show the same or other rooms, the first is compared. */
static int32_t first_display(const PlayedLog *log, Str screen) {
    int32_t first = INT32_MAX;
    for (size_t i = 0; i < log->count; i++)
        if (str_equal(log->items[i].screen, screen) && log->items[i].display < first)
            first = log->items[i].display;
    return first;
}

/* How much of it lies in the time that is compared. */
static Millis length_within(const PlayedPlan *plan, const Played *played) {
    Millis sum = 0;
    for (size_t i = 0; i < plan->day_count; i++) {
        const AirtimeInput *day = plan->days[i].input;
        Instant from = instant_max(played->from, day->from);
        Instant until = instant_min(played->until, day->until);
        sum += until > from ? until - from : 0;
    }
    return sum;
}

static void add_played(Rows *rows, const PlayedPlan *plan, const Played *played) {
    Millis length = length_within(plan, played);
    if (length == 0)
        return;
    row_of(rows, ROW_VIEW, played->view)->played += length;
    if (str_equal_c(played->view, view_kind_name(VIEW_SLIDES)))
        row_of(rows, ROW_SLIDE, played->what)->played += length;
    for (size_t i = 0; i < played->partner_count; i++)
        row_of(rows, ROW_PARTNER, played->partners[i])->played += length;
}

static Rows rows_of(Arena *arena, const PlayedLog *log, const PlayedPlan *plan) {
    Rows rows = {.arena = arena};
    for (size_t day = 0; day < plan->day_count; day++)
        for (size_t i = 0; i < plan->days[day].count; i++)
            add_entry(&rows, plan->days[day].input->schedule, &plan->days[day].entries[i]);
    int32_t display = first_display(log, plan->screen);
    for (size_t i = 0; i < log->count; i++)
        if (str_equal(log->items[i].screen, plan->screen) && log->items[i].display == display)
            add_played(&rows, plan, &log->items[i]);
    return rows;
}

static bool is_wanted(const Row *row, Str partner) {
    return partner.len == 0 || (row->kind == ROW_PARTNER && str_equal_nocase(row->name, partner));
}

/* ---- as text -------------------------------------------------------------------------------- */

static void write_length(StrBuilder *out, Millis length) {
    long long seconds = (long long)((length + 500) / 1000);
    str_builder_printf(out, "  %4lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60,
                       seconds % 60);
}

Str played_plan_text(Arena *arena, const PlayedLog *log, const PlayedPlan *plan, Str partner) {
    static const char *const TITLES[] = {
        [ROW_VIEW] = "Views", [ROW_SLIDE] = "Slides", [ROW_PARTNER] = "Partners"};
    StrBuilder out = {.arena = arena};
    Rows rows = rows_of(arena, log, plan);
    str_builder_printf(&out, "\nBeside the plan of %.*s (planned, played, share)\n",
                       str_arg(plan->screen));
    for (RowKind kind = 0; kind <= ROW_PARTNER; kind++) {
        bool has_title = false;
        for (size_t i = 0; i < rows.count; i++) {
            const Row *row = &rows.items[i];
            if (row->kind != kind || !is_wanted(row, partner))
                continue;
            if (!has_title)
                str_builder_printf(&out, " %s\n", TITLES[kind]);
            has_title = true;
            write_length(&out, row->planned);
            write_length(&out, row->played);
            if (row->planned)
                str_builder_printf(
                    &out, "  %4lld %%",
                    (long long)((row->played * 100 + row->planned / 2) / row->planned));
            else
                str_builder_put_c(&out, "     - ");
            str_builder_printf(&out, "  %.*s\n", str_arg(row->name));
        }
    }
    return str_builder_text(&out);
}

Str played_plan_csv(Arena *arena, const PlayedLog *log, const PlayedPlan *plan, Str partner) {
    static const char *const NAMES[] = {
        [ROW_VIEW] = "view", [ROW_SLIDE] = "slide", [ROW_PARTNER] = "partner"};
    StrBuilder out = {.arena = arena};
    Rows rows = rows_of(arena, log, plan);
    for (size_t i = 0; i < rows.count; i++) {
        const Row *row = &rows.items[i];
        if (!is_wanted(row, partner))
            continue;
        str_builder_printf(&out, "planned,,,%.3f,", (double)row->planned / 1000);
        played_put_quoted(&out, plan->screen);
        str_builder_printf(&out, ",%s,,", NAMES[row->kind]);
        played_put_quoted(&out, row->name);
        str_builder_printf(&out, ",%.3f\r\n", (double)row->played / 1000);
    }
    return str_builder_text(&out);
}
