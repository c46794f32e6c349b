/* kms_card.h: a graphics card as it is at this moment: its connectors, what is plugged into them,
 * and what can drive them. Asks the card, changes nothing on it. */
#pragma once

#include "output/kms_calls.h"

enum { KMS_CONNECTORS_MAX = 16, KMS_CRTCS_MAX = 16, KMS_PLANES_MAX = 64, KMS_OLD_FBS_MAX = 256 };

typedef struct {
    uint32_t id;
    char name[32]; /* "HDMI-A-1", as the kernel names it */
    bool is_connected;
    bool is_certain;        /* else nobody can tell: a cable without the wires for it */
    bool has_edid;          /* the display has told what it is */
    drmModeModeInfo *modes; /* owned */
    size_t mode_count;
    uint32_t crtcs; /* bit i: the card's i-th CRTC can drive it */
    /* Properties; 0: it has none. */
    uint32_t crtc_property, link_status, dpms;
} KmsConnector;

/* A layer that pictures are shown on. */
typedef struct {
    uint32_t id;
    uint32_t crtcs; /* as above */
    uint32_t crtc;  /* that it is on now; 0: none */
    bool is_primary;
    uint32_t fb, crtc_property, src_x, src_y, src_w, src_h, crtc_x, crtc_y, crtc_w, crtc_h;
    uint32_t damage; /* 0: the driver takes no damage clips */
} KmsPlane;

typedef struct {
    uint32_t id;
    uint32_t mode, active; /* properties, with atomic commits */
} KmsCrtc;

typedef struct {
    const KmsCalls *calls; /* borrowed */
    int fd;                /* owned; -1: it is closed */
    int number;            /* of /dev/dri/cardN when it was opened; another one when it returns */
    bool is_atomic;
    KmsConnector connectors[KMS_CONNECTORS_MAX];
    size_t connector_count;
    KmsCrtc crtcs[KMS_CRTCS_MAX];
    size_t crtc_count;
    KmsPlane planes[KMS_PLANES_MAX]; /* with atomic commits */
    size_t plane_count;
    uint32_t
        old_fbs[KMS_OLD_FBS_MAX]; /* of a process that had the descriptor before, and is dead */
    size_t old_fb_count;
} KmsCard;

/* Takes over an open descriptor (closed on failure). False with errno when it is no card that can
 * show dumb buffers, or one that is gone. */
bool kms_card_open(KmsCard *card, const KmsCalls *calls, int fd, int number);

/* The same of a descriptor that was kept since an earlier process. Takes the kernel's word for what
 * is plugged in, without asking the displays, which takes no time: the screen waits. */
bool kms_card_adopt(KmsCard *card, const KmsCalls *calls, int fd);
void kms_card_close(KmsCard *card); /* accepts one that is closed */

/* Frees the framebuffers that the dead process has left: they are not shown any more. */
void kms_card_tidy(KmsCard *card);

/* Looks at it again, whatever the displays take to answer (some tenths of a second for each that
 * has an EDID to tell). False with errno: it is gone. */
bool kms_card_look(KmsCard *card);
