#include "render/image_library.h"

#include "base/arena.h"
#include "base/library.h"

bool image_library_open(ImageLibrary *library) {
    static const char *const NAMES[] = {"libSDL2_image-2.0.so.0"};
    const LibraryFunction functions[] = {
        {"IMG_Linked_Version", &library->linked_version},
        {"IMG_Init", &library->init},
        {"IMG_LoadTyped_RW", &library->load_typed},
        {"IMG_LoadSizedSVG_RW", &library->load_sized_svg},
    };
    const char *why;
    *library = (ImageLibrary){0};
    if (library_load(NAMES, countof(NAMES), functions, countof(functions), &why) == LIBRARY_LOADED)
        return true;
    SDL_SetError("no pictures without the package libsdl2-image-2.0-0, from 2.6 on: %s", why);
    return false;
}
