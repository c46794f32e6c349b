/* image_library.h: SDL2_image, loaded with the first picture file and not before.
 *
 * It brings a dozen libraries with it. They are loaded beside the start's other work, by the thread
 * that decodes the first picture. */
#pragma once

#include <SDL_image.h>
#include <stdbool.h>

typedef struct {
    __typeof__(&IMG_Linked_Version) linked_version;
    __typeof__(&IMG_Init) init;
    __typeof__(&IMG_LoadTyped_RW) load_typed;
    __typeof__(&IMG_LoadSizedSVG_RW) load_sized_svg;
} ImageLibrary;

/* False, with the reason as SDL's error, when it is not there or too old. Quick once it is loaded.
 */
bool image_library_open(ImageLibrary *library);
