/* words.h: what the words in other programs' files mean for us.
 *
 * Kinds of sessions, states, and the prefixes that programme committees put before a title because
 * their tool has no field for it. */
#pragma once

#include "schedule/schedule.h"

/* The type for a kind as a file names it ("lecture", "Keynote", "podium", 午餐);
 * SESSION_TYPE_COUNT when it says nothing. */
SessionType words_kind(Str kind);

/* The type for what words_kind found. When that says nothing, or only that it is something else,
 * and nobody speaks, a title that consists of nothing but a break's words decides ("Lunch", "Coffee
 * break", 休息; not "After lunch"), unless it would be a break of more than three hours. `length`
 * 0: not known. */
SessionType words_session_type(SessionType kind, Str title, bool has_speakers, Millis length);

/* The status that a word stands for ("cancelled", "canceled", 取消, "CONFIRMED"), or
 * SESSION_STATUS_COUNT. */
SessionStatus words_status(Str word);

/* True when the word says that it is not, or not any more, part of the programme: "withdrawn",
 * "rejected", "draft"; nobody was told of it, so that there is nothing to cancel. */
bool words_is_off_programme(Str word);

/* SESSION_CANCELLED or SESSION_MOVED when the title begins with that word, as in "CANCELLED Foo",
 * "[CANCELED] Foo", 取消：…; the title is cut behind it. SESSION_CONFIRMED otherwise. */
SessionStatus words_cut_status(Str *title);

/* A BCP 47 tag for how a file names a language: "de", "de_DE", "English", 中文. `word` itself, cut,
 * when it is no known name. Points into `word` or to a literal. */
Str words_language(Str word);

/* True when a character of the text is Han. */
bool words_has_han(Str text);

/* True for yes, true, 1, y, 是. */
bool words_is_yes(Str word);

/* True for no, false, 0, n, 否. */
bool words_is_no(Str word);
