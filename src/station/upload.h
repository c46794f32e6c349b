/* upload.h: a schedule that somebody sends: checked as `kiosk check` does before it is taken, then
 * written over the file that is shown, whole or not at all. And what is sent of this screen: its
 * name and its room, which become a file beside it.
 *
 * One at a time. All that waits for a disk or takes long is done by a thread; the loop then reads
 * the new file as it does any that was changed. Where it is written is never the sender's to say.
 */
#pragma once

#include "operator/ask.h"
#include "picture/source.h"
#include "station/wake.h"

typedef struct Upload Upload;

/* `wake` and `box` are borrowed; asks are answered there. NULL, after a line in the log, when the
 * system refuses. */
Upload *upload_create(Wake *wake, AskBox *box);
void upload_free(Upload *upload); /* waits for what is under way; accepts NULL */

/* What is shown, as the loop knows it. All are borrowed during the call, but for the settings,
 * which live longer. */
typedef struct {
    const SourceSettings *settings;
    const Source *source; /* may be NULL */
    Instant now;
} UploadPlace;

/* Takes the ask, ASK_UPLOAD (its bytes are checked), ASK_UPLOAD_TAKE or ASK_UPLOAD_CANCEL (of the
 * one whose id is `text`) or ASK_SCREEN, and answers it, now or later. */
void upload_obey(Upload *upload, const UploadPlace *place, Ask *ask);
