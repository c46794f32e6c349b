/* kind_session.h: what staff say of one session: cancel, move, note, restore,
 * speaker, rename; see kinds.h. */
#pragma once

#include "live/kinds.h"

bool note_takes_away(const LiveOp *op, const LiveOp *kept);
bool restore_takes_away(const LiveOp *op, const LiveOp *kept);

bool move_check(Reading *reading);

void cancel_apply(Work *work, const LiveOp *op);
void move_apply(Work *work, const LiveOp *op);
void note_apply(Work *work, const LiveOp *op);

Str cancel_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
Str move_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
Str note_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
Str restore_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);

void speaker_apply(Work *work, const LiveOp *op);
void rename_apply(Work *work, const LiveOp *op);
Str speaker_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
Str rename_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
