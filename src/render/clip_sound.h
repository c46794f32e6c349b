/* clip_sound.h: what a video lets hear, played by ffplay in a process of its own.
 *
 * It begins with the picture and goes round as that does; nothing ties the two together, so that
 * they may drift apart by some frames with each round. It ends by itself when nobody has said for a
 * second that the video is still shown, and where it has no sound. */
#pragma once

#include <stdbool.h>

typedef struct ClipSound ClipSound;

/* `file` is played by `program` (NULL: ffplay, as the PATH has it). Never NULL. */
ClipSound *clip_sound_start(const char *program, const char *file);

/* The video is still shown. False when it has ended because that was not said for too long. */
bool clip_sound_go_on(ClipSound *sound);

/* Ends it, with all that it has started, at once. Accepts NULL. */
void clip_sound_stop(ClipSound *sound);
