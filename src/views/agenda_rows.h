/* agenda_rows.h: a row of the agenda and how it is drawn; which rows there are is agenda.c's.
 *
 * Private to src/views. */
#pragma once

#include "views/page.h"

/* A session as the list has it: where and when it takes place or, when it does not, where and when
 * it was to. */
typedef struct {
    const Session *session;
    Instant start, end;
    bool is_held; /* it takes place: not cancelled, nor moved away from this door */
    bool was_on;  /* when the list was made */
    bool is_past, is_on;
} AgendaRow;

/* What all rows of all pages share. */
typedef struct {
    const Page *page;
    bool is_stacked; /* the title over time, place and people, else columns */
    bool is_tight;   /* rows are lower, without the second language */
    bool has_rooms;
    TextLook title;   /* one size for all */
    bool has_seconds; /* there is room for the second language under each title */
    float time_width, room_width;
    float row_height; /* with the rule under it */
} AgendaTable;

/* Measures the rows. In `arena` of the page. */
AgendaTable agenda_table(const Page *page, const AgendaRow *rows, size_t count, bool is_tight);

/* The rows with rules between them, those that run on a plate. */
void agenda_rows_draw(const AgendaTable *table, Layout *layout, Box *column, const AgendaRow *rows,
                      size_t count);

SceneRole agenda_role(const AgendaRow *row);

/* Pixels by which the plate hangs into the margins, so that all texts stand on the page's edges. */
float agenda_hang(const Page *page);
