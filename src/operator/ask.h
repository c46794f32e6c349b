/* ask.h: what a page asks the kiosk's loop, and the way back.
 *
 * Requests are read in the server's thread; whatever concerns the kiosk is done in the station's.
 * An ask goes there and comes back answered. */
#pragma once

#include "operator/button.h"
#include "operator/tokens.h"
#include "render/pixmap.h"

typedef enum {
    ASK_STATE,       /* the state, as of state.h */
    ASK_COMMAND,     /* `text`: a line or an object of command.h */
    ASK_PICTURE,     /* of the display with that number */
    ASK_PREVIEW,     /* `text`, not done: what it would make of `display` */
    ASK_BUTTON,      /* what stands on the key of `room` */
    ASK_NEIGHBOUR,   /* the picture of the kiosk called `name` on this machine */
    ASK_HEALTH,      /* what is wrong */
    ASK_UPLOAD,      /* `bytes`, a schedule called `name`: what is wrong with it */
    ASK_UPLOAD_TAKE, /* that one, whose id is `text`, takes the place of what is shown */
    ASK_UPLOAD_CANCEL,
    ASK_SCREEN /* this screen is called `name` and shows the room `text`; empty: all */
} AskKind;

typedef struct Ask {
    AskKind kind;
    Str text;          /* owned by the ask's arena, as all texts here */
    Str sender;        /* a token's name, or "page" */
    OperatorRole role; /* of the sender */
    Str room, seen;  /* command: the room it is about, and its version that the sender saw; button:
                        the room */
    Str bytes;       /* the request's, as long as the ask; not in the arena */
    Str name;        /* of a file, for people */
    int32_t display; /* negative: the first */
    Arena *arena;

    /* The answer. */
    unsigned code; /* of HTTP */
    Str body;      /* JSON, or a PNG of ASK_NEIGHBOUR; empty for another picture */
    Pixmap picture;
    Button button; /* texts in the ask's arena */

    /* The server's own. */
    struct MHD_Connection *connection;
    struct Ask *next;
    bool is_answered;
} Ask;

typedef struct AskBox AskBox;

/* Asks on their way. `resume` is called when one is answered, in the answering thread. */
AskBox *ask_box_create(void (*resume)(void *context, Ask *ask), void *context);
void ask_box_free(AskBox *box); /* accepts NULL */

/* Readable when ask_take has something; -1: the system refused. */
int ask_box_fd(const AskBox *box);

/* Server's thread. False when the box is closed, or holds too many. */
bool ask_put(AskBox *box, Ask *ask);

/* Station's thread: the next one; NULL: none. */
Ask *ask_take(AskBox *box);

/* Station's thread: the box is readable again, since not all was taken. */
void ask_box_ring(AskBox *box);

/* Station's thread: the answer is there; the ask is not to be touched any more. */
void ask_answer(AskBox *box, Ask *ask, unsigned code, Str body);

/* Nothing more is taken; those that wait are answered that the kiosk ends. */
void ask_box_close(AskBox *box);
