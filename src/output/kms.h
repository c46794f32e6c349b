/* kms.h: the displays of this machine without a desktop: all cards that show something, what is
 * plugged into them, and what happens when it is another thing. window_kms.c puts pictures there.
 *
 * Knows no loop and starts no thread: whoever owns it waits for its descriptors and calls it. */
#pragma once

#include "output/displays.h"
#include "output/kms_output.h"
#include "output/kms_seat.h"

typedef struct Kms Kms;

/* A card's descriptor that outlives processes, and the place that it had in the last one's list. */
typedef struct {
    int fd; /* taken over by kms_open */
    int place;
} KmsKept;

typedef struct {
    KmsWish wish; /* --mode, for each display */
    KmsSeat seat; /* what else there is belongs to others */
    const KmsKept *kept;
    size_t kept_count;
} KmsSettings;

/* Opens the cards that there are, and looks at them; none is fine. `calls` are borrowed. */
Kms *kms_open(const KmsCalls *calls, const KmsSettings *settings);
void kms_close(Kms *kms); /* accepts NULL */

/* Those that can show a picture, in the order of cards and connectors; side by side. */
Displays kms_displays(const Kms *kms);

/* The display of that number, NULL when there is none. Good until the next kms_look. */
KmsOutput *kms_output(Kms *kms, int32_t number);

/* Looks which cards and displays there are now. True when it is worth to draw again: a display
 * came, went, or has another mode. Displays that stay keep their picture, which is sent once more.
 */
bool kms_look(Kms *kms);

/* The same when kms_look_in has said so. */
bool kms_look_again(Kms *kms);

/* When to look again though nothing has told so, in milliseconds; INT64_MAX: not at all. A
 * television that has just been switched on is slow to tell what it is. */
Millis kms_look_in(const Kms *kms);

/* What kms_output_show and the like have returned: keeps in mind to look again. */
void kms_note(Kms *kms, const KmsOutput *output, KmsResult result);

/* One of the cards that are open. */
typedef struct {
    int fd;          /* to wait for */
    int place;       /* below KMS_CARDS_MAX; it keeps it */
    uint32_t opened; /* counts: a place that has another number than before has another card */
} KmsOpen;

/* They are others after each kms_look. */
size_t kms_cards(const Kms *kms, KmsOpen cards[KMS_CARDS_MAX]);

/* Takes the events of a card that has some. */
void kms_read(Kms *kms, int fd);

/* To be called when the loop has nothing else to do: once the first pictures are shown, what a dead
 * process has left on the cards is freed. */
void kms_tidy(Kms *kms);

/* The console is another one's now: gives the cards away. */
void kms_pause(Kms *kms);

/* It is ours again. As kms_look. */
bool kms_resume(Kms *kms);

bool kms_is_paused(const Kms *kms);

/* Why nothing can be seen, for staff: "no display is plugged in". Empty: something can. Good until
 * the next look. */
Str kms_problem(Kms *kms);
