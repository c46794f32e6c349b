/* picture_maker.h: from a file of a folder to a picture at its final size.
 *
 * Plain drawings are drawn here, within a bounded amount of work; whatever else it is goes to the
 * decoders' process. It may take as long as the slowest disk and the budget of picture_child.h.
 * Belongs to one thread at a time. */
#pragma once

#include "render/image.h"
#include "render/image_file.h"
#include "render/picture_child.h"
#include "render/picture_given_up.h"

typedef struct PictureMaker PictureMaker;

/* `given_up` is the file of picture_given_up.h; NULL: nothing outlives the process. */
PictureMaker *picture_maker_create(const char *given_up);
void picture_maker_free(PictureMaker *maker); /* accepts NULL */

typedef struct {
    Str folder, path;
    PictureBox box;
    float radius;       /* of the corners, pixels */
    FileStamp known;    /* of a picture that is there already: the same file is not drawn again */
    bool is_plain_only; /* what is not plain is put off: PICTURE_NOT_PLAIN */
} PictureOrder;

typedef enum {
    PICTURE_MADE,
    PICTURE_UNCHANGED, /* the file is the known one */
    PICTURE_NOT_PLAIN,
    PICTURE_REFUSED,  /* there is no such file, or it cannot be drawn whole and right */
    PICTURE_GIVEN_UP, /* it costs too much, now or when it was tried once */
    PICTURE_PUT_OFF,  /* no process could be started */
} PictureOutcome;

typedef struct {
    PictureOutcome outcome;
    FileStamp stamp;   /* of what was looked at; zero: nothing is there */
    Image image;       /* the caller's; when it was made */
    DecodeFacts facts; /* its own size, and why it was not made */
    bool is_vector;
} PictureResult;

PictureResult picture_maker_make(PictureMaker *maker, const PictureOrder *order);

/* Ends the decoders' process until it is needed again. */
void picture_maker_rest(PictureMaker *maker);
