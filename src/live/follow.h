/* follow.h: which session a change means, after the schedule's file has been edited.
 *
 * Staff say "cancel Keynote"; then its title is corrected, its id changes with it, and the change
 * must stay where it was. So a change remembers what told its session from others when it was
 * given (LiveSession), and finds it again in any later version of the file, or says that it is not
 * there. Where two could be meant, neither is. Pure. */
#pragma once

#include "live/changes.h"

/* What tells that session; texts are borrowed from the schedule. */
LiveSession follow_session_facts(const Schedule *schedule, const Session *session);
LiveRoom follow_room_facts(const Schedule *schedule, size_t room);

/* The index of the session that the op means, or SCHEDULE_NONE:
 *
 * - the one with the same guid;
 * - else with the same id, unless the file wrote another guid beside it, or gave the number to
 *   another talk and there is one of the same room and title;
 * - else of the day, in the same room, with the same title (but for case, width and spaces), the
 *   nearest in time;
 * - else of the day, in the same room, with a like title, and not with other speakers: at the same
 *   time six tenths of its letters are enough, or all of its words within the other's; elsewhere
 *   three quarters of its letters, and the same numbers ("Part 1" is not "Part 2"). */
size_t follow_session(const Schedule *schedule, const LiveOp *op, Date day);

/* The index of the op's room: by guid, id, or name; SCHEDULE_NONE: it has none, or it is gone. */
size_t follow_room(const Schedule *schedule, const LiveOp *op);

/* How alike two titles are, from 0 to 1: one minus the share of characters that would have to be
 * changed, but for case, width and spaces. */
double follow_likeness(Str a, Str b);
