/* fake_dpms.c: in libXext's place, an X server that can switch its monitors off, and writes down
 * what it is told: E and D (enabled, disabled), and the levels. Its display is this record. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fake_dpms.h"

static void note(FakeDpms *fake, char what) {
    size_t len = strlen(fake->record);
    if (len + 1 < sizeof fake->record)
        fake->record[len] = what;
}

int DPMSQueryExtension(FakeDpms *fake, int *event, int *error) {
    *event = *error = 0;
    return fake->has_extension;
}

int DPMSCapable(FakeDpms *fake) {
    return fake->is_capable;
}

int DPMSInfo(FakeDpms *fake, uint16_t *mode, unsigned char *is_enabled) {
    *mode = 0;
    *is_enabled = fake->is_enabled;
    return 1;
}

int DPMSEnable(FakeDpms *fake) {
    fake->is_enabled = 1;
    note(fake, 'E');
    return 1;
}

int DPMSDisable(FakeDpms *fake) {
    fake->is_enabled = 0;
    note(fake, 'D');
    return 1;
}

/* While it is disabled that is an error, which ends a program. */
int DPMSForceLevel(FakeDpms *fake, uint16_t level) {
    if (!fake->is_enabled)
        abort();
    note(fake, (char)('0' + level));
    return 1;
}
