#include "station/play_notes.h"

#include <stdlib.h>

#include "check/played.h"
#include "schedule/view_content.h"
#include "station/play_log.h"
#include "station/stage.h"

/* What stays longer is told of in pieces: a crash loses this much at most. */
#define PIECE MILLIS_MINUTE

typedef struct {
    Arena *arena; /* owned: texts of what is open; NULL: nothing is */
    Played played;
    uint64_t identity;
} Note;

struct PlayNotes {
    PlayLog *log; /* owned */
    Arena *arena; /* owned */
    Str screen;
    Note notes[DISPLAYS_MAX];
};

PlayNotes *play_notes_open(const char *path, Str screen) {
    PlayLog *log = play_log_open(path, 0);
    PlayNotes *notes = log ? calloc(1, sizeof *notes) : NULL;
    if (!notes)
        return NULL;
    notes->log = log;
    notes->arena = arena_create();
    notes->screen = str_copy(notes->arena, screen);
    return notes;
}

static void end(PlayNotes *notes, Note *note, Instant now) {
    if (!note->arena)
        return;
    note->played.until = now;
    if (now > note->played.from)
        play_log_add(notes->log, played_line(note->arena, &note->played));
    arena_free(note->arena);
    note->arena = NULL;
}

/* Texts outlive the schedule. */
static void begin(const PlayNotes *notes, Note *note, const Head *head, const Picture *picture,
                  Instant now) {
    const Schedule *schedule = screen_schedule(head->screen);
    const Slide *slide = &picture->slide;
    Arena *arena = arena_create();
    *note = (Note){.arena = arena,
                   .identity = picture->identity,
                   .played = {.from = now,
                              .screen = notes->screen,
                              .display = head->number,
                              .view = str_from(view_kind_name(slide->view)),
                              .page = (int32_t)slide->page + 1}};
    if (!schedule)
        return;
    ViewContext context = screen_context_at(head->screen, picture->at);
    ViewShown shown = {.slide = slide, .session = SCHEDULE_NONE, .segment = SCHEDULE_NONE};
    view_partners_on_page(&context, slide->view, slide->page, &shown.first_partner,
                          &shown.partner_count);
    if (context.schedule && view_row(slide->view)->content == CONTENT_NOW) {
        NowNext lists = now_next_at(arena, context.schedule,
                                    schedule_door(context.schedule, context.room), picture->at, 0);
        if (lists.now_count)
            shown.session = lists.now[0];
    }
    note->played.what = str_copy(arena, view_label(arena, schedule, &shown));
    for (size_t i = 0; i < shown.partner_count && i < PLAYED_PARTNERS_MAX; i++)
        note->played.partners[note->played.partner_count++] =
            str_copy(arena, schedule->partners[shown.first_partner + i].id);
}

void play_notes_step(PlayNotes *notes, const Heads *heads, Instant now) {
    for (size_t i = 0; i < heads->count && i < DISPLAYS_MAX; i++) {
        const Head *head = &heads->items[i];
        Note *note = &notes->notes[i];
        StageStatistics shown = head->stage ? stage_statistics(head->stage) : (StageStatistics){0};
        bool is_seen = shown.has_shown && !window_is_hidden(head->window);
        bool is_same = note->arena && is_seen && note->identity == shown.shown.identity &&
                       now - note->played.from < PIECE;
        if (is_same)
            continue;
        end(notes, note, now);
        if (is_seen)
            begin(notes, note, head, &shown.shown, now);
    }
}

void play_notes_close(PlayNotes *notes, Instant now) {
    if (!notes)
        return;
    for (size_t i = 0; i < DISPLAYS_MAX; i++)
        end(notes, &notes->notes[i], now);
    play_log_close(notes->log);
    arena_free(notes->arena);
    free(notes);
}
