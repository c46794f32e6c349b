/* The decoders' process as a program of its own, without the kiosk's libraries. It is carried in
 * the kiosk (src/render/picture_program.h) and installed nowhere: so it is never missing, and never
 * of another version. All that it does it does before main (src/render/picture_helper.c). */
#include <stdio.h>

int main(void) {
    fputs("kiosk-pictures: the kiosk starts this\n", stderr);
    return 2;
}
