/* copies.h: the bytes of a URL: those that the plan was made of, and newer ones until it is known
 * what they are worth.
 *
 * What became of them is told to the Fetch, which keeps what is good for the next start. */
#pragma once

#include "live/fetch.h"

typedef struct Copies Copies;

/* Starts asking. `name` (borrowed) is the URL's for people, `first` (borrowed) what is known of it
 * already. NULL, after a line in the log, when it cannot be asked for. */
Copies *copies_open(const FetchSettings *settings, Str name, Str first);
void copies_close(Copies *copies); /* accepts NULL, as all below */

int copies_fd(const Copies *copies); /* readable when copies_take has something to take */
void copies_ask(Copies *copies);     /* asks the server now */

typedef enum {
    COPIES_NOTHING,
    COPIES_NEW,  /* there are bytes to be read */
    COPIES_SAME, /* the server has nothing new */
    COPIES_BACK, /* and it had something else, which was not shown: to be read again */
    COPIES_FAILED,
} CopiesNews;

CopiesNews copies_take(Copies *copies);

/* What came last is to be judged: one of the three below is to be called. */
bool copies_is_pending(const Copies *copies);

/* The server has what is shown, and nothing newer: what it sent besides is forgotten. */
bool copies_is_settled(const Copies *copies);

/* Somebody asked, and the server has not answered yet. */
bool copies_is_asked(const Copies *copies);

/* What is to be read now: what is not judged yet, else what the plan was made of. The judgement
 * that comes next is about these bytes, not about what arrives meanwhile. */
Str copies_read(Copies *copies);

/* What was read last … */
void copies_show(Copies *copies, bool is_schedule, bool has_errors); /* … is the plan */
void copies_doubt(Copies *copies);                                   /* … waits */
void copies_refuse(Copies *copies);                                  /* … is no schedule */

/* What waits is to be the plan: copies_show is about it. */
void copies_trust(Copies *copies);

Str copies_problem(const Copies *copies); /* why the server does not answer; empty: it does */
