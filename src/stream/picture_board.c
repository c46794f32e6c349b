#include "stream/picture_board.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/steady.h"

enum { LISTENERS_MAX = 4 };

typedef struct Slot Slot;

struct Slot {
    BoardPicture picture; /* first: what others hold is its address */
    size_t holders;       /* with the board itself, for the newest one */
    Slot *next;
};

struct PictureBoard {
    pthread_mutex_t mutex; /* guards everything but the listeners */
    pthread_cond_t change;
    int32_t width, height;
    Slot *slots;  /* all */
    Slot *newest; /* NULL: none yet */
    bool is_closed;
    pthread_mutex_t listening; /* guards those */
    struct {
        BoardListener call;
        void *context;
    } listeners[LISTENERS_MAX];
    size_t listener_count;
};

PictureBoard *board_create(int32_t width, int32_t height) {
    PictureBoard *board = memory_must(calloc(1, sizeof *board));
    board->width = width;
    board->height = height;
    pthread_mutex_init(&board->mutex, NULL);
    pthread_mutex_init(&board->listening, NULL);
    steady_condition_init(&board->change);
    return board;
}

void board_free(PictureBoard *board) {
    if (!board)
        return;
    while (board->slots) {
        Slot *slot = board->slots;
        assert(slot->holders == (slot == board->newest)); /* somebody still looks at it */
        board->slots = slot->next;
        pixmap_free(&slot->picture.pixels);
        free(slot);
    }
    pthread_cond_destroy(&board->change);
    pthread_mutex_destroy(&board->listening);
    pthread_mutex_destroy(&board->mutex);
    free(board);
}

void board_listen(PictureBoard *board, BoardListener listener, void *context) {
    pthread_mutex_lock(&board->listening);
    assert(board->listener_count < LISTENERS_MAX);
    board->listeners[board->listener_count].call = listener;
    board->listeners[board->listener_count].context = context;
    board->listener_count++;
    pthread_mutex_unlock(&board->listening);
}

void board_unlisten(PictureBoard *board, BoardListener listener, void *context) {
    pthread_mutex_lock(&board->listening);
    for (size_t i = 0; i < board->listener_count; i++)
        if (board->listeners[i].call == listener && board->listeners[i].context == context)
            board->listeners[i--] = board->listeners[--board->listener_count];
    pthread_mutex_unlock(&board->listening);
}

BoardPicture *board_begin(PictureBoard *board) {
    pthread_mutex_lock(&board->mutex);
    Slot *slot = board->slots;
    while (slot && slot->holders)
        slot = slot->next;
    if (!slot) {
        slot = memory_must(calloc(1, sizeof *slot));
        slot->picture.pixels = pixmap_create(board->width, board->height);
        slot->next = board->slots;
        board->slots = slot;
    }
    slot->holders = 1;
    pthread_mutex_unlock(&board->mutex);
    return &slot->picture;
}

void board_publish(PictureBoard *board, BoardPicture *picture, bool is_moving) {
    Slot *slot = (Slot *)picture;
    pthread_mutex_lock(&board->mutex);
    picture->number = board->newest ? board->newest->picture.number + 1 : 1;
    picture->is_moving = is_moving;
    if (board->newest)
        board->newest->holders--;
    board->newest = slot; /* the publisher's hold becomes the board's */
    pthread_cond_broadcast(&board->change);
    pthread_mutex_unlock(&board->mutex);
    pthread_mutex_lock(&board->listening);
    for (size_t i = 0; i < board->listener_count; i++)
        board->listeners[i].call(board->listeners[i].context);
    pthread_mutex_unlock(&board->listening);
}

const BoardPicture *board_take(PictureBoard *board) {
    pthread_mutex_lock(&board->mutex);
    Slot *slot = board->newest;
    if (slot)
        slot->holders++;
    pthread_mutex_unlock(&board->mutex);
    return slot ? &slot->picture : NULL;
}

void board_give_back(PictureBoard *board, const BoardPicture *picture) {
    if (!picture)
        return;
    Slot *slot = (Slot *)(uintptr_t)picture;
    pthread_mutex_lock(&board->mutex);
    assert(slot->holders > 0);
    slot->holders--;
    pthread_mutex_unlock(&board->mutex);
}

uint64_t board_number(PictureBoard *board, bool *is_moving) {
    pthread_mutex_lock(&board->mutex);
    uint64_t number = board->newest ? board->newest->picture.number : 0;
    if (is_moving)
        *is_moving = board->newest && board->newest->picture.is_moving;
    pthread_mutex_unlock(&board->mutex);
    return number;
}

void board_wait(PictureBoard *board, uint64_t number, Millis millis) {
    struct timespec until = steady_after(millis);
    pthread_mutex_lock(&board->mutex);
    while ((!board->newest || board->newest->picture.number <= number) && !board->is_closed)
        if (pthread_cond_timedwait(&board->change, &board->mutex, &until) == ETIMEDOUT)
            break;
    pthread_mutex_unlock(&board->mutex);
}

void board_close(PictureBoard *board) {
    pthread_mutex_lock(&board->mutex);
    board->is_closed = true;
    pthread_cond_broadcast(&board->change);
    pthread_mutex_unlock(&board->mutex);
}
