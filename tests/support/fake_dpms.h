/* fake_dpms.h: what fake_dpms.c stands for. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    bool has_extension, is_capable;
    unsigned char is_enabled;
    char record[64];
} FakeDpms;

int DPMSQueryExtension(FakeDpms *fake, int *event, int *error);
int DPMSCapable(FakeDpms *fake);
int DPMSInfo(FakeDpms *fake, uint16_t *mode, unsigned char *is_enabled);
int DPMSEnable(FakeDpms *fake);
int DPMSDisable(FakeDpms *fake);
int DPMSForceLevel(FakeDpms *fake, uint16_t level);
