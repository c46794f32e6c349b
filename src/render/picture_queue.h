/* picture_queue.h: pictures made by a thread of its own, so that whoever draws waits for none: for
 * no disk, and for no decoder.
 *
 * The thread starts with the first order, and ends the decoders' process when there was nothing to
 * do for a while. */
#pragma once

#include "render/picture_maker.h"

typedef struct PictureQueue PictureQueue;

typedef struct {
    const char *given_up;         /* borrowed; see picture_maker_create */
    void (*ready)(void *context); /* called in the thread when there is something to take; short,
                                     and takes no picture itself. May be NULL */
    void *context;
} PictureQueueSettings;

PictureQueue *picture_queue_create(const PictureQueueSettings *settings);

/* Does not wait for a picture that is being made: its thread ends when it is done with it. `ready`
 * is not called any more. */
void picture_queue_free(PictureQueue *queue); /* accepts NULL */

/* Texts are copied. `id` comes back with the result. */
void picture_queue_order(PictureQueue *queue, uint64_t id, const PictureOrder *order);

/* The next result, whose image is the caller's; false when there is none now. */
bool picture_queue_take(PictureQueue *queue, uint64_t *id, PictureResult *result);

/* Waits until something can be taken or nothing is to be made any more; false then. */
bool picture_queue_wait(PictureQueue *queue);
