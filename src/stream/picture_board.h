/* picture_board.h: the newest picture, for those who want it in a thread of their own.
 *
 * One thread draws and publishes; others take the newest one, look at it as long as they like, and
 * give it back. Nobody waits for anybody: what was not taken in time is not seen. */
#pragma once

#include "base/instant.h"
#include "render/pixmap.h"

typedef struct PictureBoard PictureBoard;

typedef struct {
    Pixmap pixels;   /* premultiplied */
    uint64_t number; /* from 1; 0: nothing was published yet */
    bool is_moving;  /* another one follows at once */
} BoardPicture;

/* Called in the publisher's thread after each picture; must be quick. */
typedef void (*BoardListener)(void *context);

PictureBoard *board_create(int32_t width, int32_t height);
/* When all pictures are back. Accepts NULL. */
void board_free(PictureBoard *board);

/* At most four. After board_unlisten it is not called any more. */
void board_listen(PictureBoard *board, BoardListener listener, void *context);
void board_unlisten(PictureBoard *board, BoardListener listener, void *context);

/* The publisher's: a picture that nobody looks at, with whatever it held before. */
BoardPicture *board_begin(PictureBoard *board);
void board_publish(PictureBoard *board, BoardPicture *picture, bool is_moving);

/* The newest one, to be given back; NULL when nothing was published. */
const BoardPicture *board_take(PictureBoard *board);
void board_give_back(PictureBoard *board, const BoardPicture *picture);

/* Number of the newest one, and whether it moves (may be NULL). */
uint64_t board_number(PictureBoard *board, bool *is_moving);

/* Waits until there is a newer one than `number`, or `millis` have passed, or the board is closed.
 */
void board_wait(PictureBoard *board, uint64_t number, Millis millis);

/* Nothing more is worth waiting for: who waits goes on, and nobody waits any more. */
void board_close(PictureBoard *board);
