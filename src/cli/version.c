/* version.c: what a report of a fault needs to know: versions of the program and its libraries. */
#include <SDL.h>
#include <SDL_ttf.h>
#include <ft2build.h>
#include <hb.h>
#include <png.h>
#include <qrencode.h>
#include <unicode/uversion.h>
#include <yaml.h>

#include "cli/commands.h"

#include FT_FREETYPE_H

static void print_sdl(FILE *to, const char *name, const SDL_version *version) {
    fprintf(to, "  %-12s %d.%d.%d\n", name, version->major, version->minor, version->patch);
}

void version_print(FILE *to) {
    SDL_version sdl;
    SDL_GetVersion(&sdl);
    fprintf(to, "kiosk %s\n", KIOSK_VERSION);
    print_sdl(to, "SDL", &sdl);
    print_sdl(to, "SDL_ttf", TTF_Linked_Version());
    FT_Library library;
    if (FT_Init_FreeType(&library) == 0) {
        FT_Int major, minor, patch;
        FT_Library_Version(library, &major, &minor, &patch);
        fprintf(to, "  %-12s %d.%d.%d\n", "FreeType", major, minor, patch);
        FT_Done_FreeType(library);
    }
    UVersionInfo icu;
    char icu_text[U_MAX_VERSION_STRING_LENGTH];
    u_getVersion(icu);
    u_versionToString(icu, icu_text);
    fprintf(to, "  %-12s %s\n", "HarfBuzz", hb_version_string());
    fprintf(to, "  %-12s %s\n", "ICU", icu_text);
    fprintf(to, "  %-12s %s\n", "libyaml", yaml_get_version_string());
    fprintf(to, "  %-12s %s\n", "libpng", png_get_libpng_ver(NULL));
    fprintf(to, "  %-12s %s\n", "libqrencode", QRcode_APIVersionString());
}
