/* plate_ground.h: how light the picture is that a show has under its lower thirds, wherever a text
 * may stand on it, and over any camera. */
#pragma once

#include "render/pixmap.h"
#include "scene/scene.h"

typedef struct PlateGround PlateGround;

/* Of a picture as large as the stream (transparent where nothing is). Owned by the caller. */
PlateGround *plate_ground_create(const Pixmap *picture);
void plate_ground_free(PlateGround *ground); /* accepts NULL */

/* The least contrast (1 to 21) that the opaque colour has with what lies there, over the worst
 * camera; spots and lines of less than four pixels are evened out. 21 outside of the picture. */
float plate_ground_contrast(const PlateGround *ground, Rect where, Color color);
