/* picture_child.h: the process that decodes pictures.
 *
 * Pictures come from anybody, and their decoders are large: they are run in a process of their own:
 * a small program (picture_program.h), closed in (picture_sandbox.h) and bound to a budget of time
 * and memory for each picture. It is started with the first picture that needs it. A picture that
 * takes more is given up, and the process is killed with it.
 *
 * Belongs to one thread at a time, which waits for the answer: never the loop's. */
#pragma once

#include "render/decode.h"

typedef struct PictureChild PictureChild;

enum {
    PICTURE_BUDGET_MS = 2000,               /* of the processor */
    PICTURE_PATIENCE_MS = 6000,             /* of the clock, on a machine that is busy */
    PICTURE_MEMORY_MAX = 128 * 1024 * 1024, /* bytes */
};

typedef enum {
    CHILD_DREW,    /* the picture is there */
    CHILD_REFUSED, /* it cannot be drawn whole and right: facts->why */
    CHILD_GAVE_UP, /* it cost more than its budget, or the decoder died of it: facts->why */
    CHILD_MISSING, /* no process could be started: facts->why; another time it may */
} ChildOutcome;

PictureChild *picture_child_create(void);
void picture_child_free(PictureChild *child); /* accepts NULL */

/* Draws the picture in the file behind `fd`, which is read from its start and stays open. *out is
 * the caller's then, no larger than the box. */
ChildOutcome picture_child_draw(PictureChild *child, int fd, const PictureBox *box, Pixmap *out,
                                DecodeFacts *facts);

/* Ends the process until it is needed again. */
void picture_child_rest(PictureChild *child);

/* ---- private: what both sides of the socket know --------------------------------------------- */

/* By this name the program knows that it is the child, and on this descriptor it is spoken to. */
extern const char PICTURE_CHILD_NAME[];
enum { PICTURE_CHILD_FD = 3 };

/* With the file's descriptor and that of the memory for width × height pixels. */
typedef struct {
    PictureBox box;
} PictureRequest;

typedef struct {
    bool is_drawn;
    int32_t width, height; /* of what was drawn, rows without gaps */
    DecodeFacts facts;
} PictureReply;
