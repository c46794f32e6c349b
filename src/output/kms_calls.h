/* kms_calls.h: what the way to a display without a desktop asks of the kernel: libdrm's functions,
 * loaded by a start that needs them, and a few of the system. A table, so that tests can hand in a
 * card that comes and goes when they say so. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

enum { KMS_CARDS_MAX = 8 };

/* As in xf86drm.h and xf86drmMode.h, without the prefixes. */
typedef struct {
    __typeof__(&drmGetCap) get_cap;
    __typeof__(&drmSetClientCap) set_client_cap;
    __typeof__(&drmSetMaster) set_master;
    __typeof__(&drmDropMaster) drop_master;
    __typeof__(&drmIsMaster) is_master;
    __typeof__(&drmModeGetResources) get_resources;
    __typeof__(&drmModeFreeResources) free_resources;
    __typeof__(&drmModeGetConnector) get_connector;
    __typeof__(&drmModeGetConnectorCurrent) get_connector_current;
    __typeof__(&drmModeFreeConnector) free_connector;
    __typeof__(&drmModeGetEncoder) get_encoder;
    __typeof__(&drmModeFreeEncoder) free_encoder;
    __typeof__(&drmModeGetPlaneResources) get_planes;
    __typeof__(&drmModeFreePlaneResources) free_planes;
    __typeof__(&drmModeGetPlane) get_plane;
    __typeof__(&drmModeFreePlane) free_plane;
    __typeof__(&drmModeObjectGetProperties) get_properties;
    __typeof__(&drmModeFreeObjectProperties) free_properties;
    __typeof__(&drmModeGetProperty) get_property;
    __typeof__(&drmModeFreeProperty) free_property;
    __typeof__(&drmModeCreateDumbBuffer) create_dumb;
    __typeof__(&drmModeDestroyDumbBuffer) destroy_dumb;
    __typeof__(&drmModeMapDumbBuffer) map_dumb;
    __typeof__(&drmModeAddFB) add_fb;
    __typeof__(&drmModeRmFB) remove_fb;
    __typeof__(&drmModeSetCrtc) set_crtc;
    __typeof__(&drmModeSetCursor) set_cursor;
    __typeof__(&drmModePageFlip) page_flip;
    __typeof__(&drmModeConnectorSetProperty) set_connector_property;
    __typeof__(&drmModeCreatePropertyBlob) create_blob;
    __typeof__(&drmModeDestroyPropertyBlob) destroy_blob;
    __typeof__(&drmModeAtomicAlloc) atomic_alloc;
    __typeof__(&drmModeAtomicFree) atomic_free;
    __typeof__(&drmModeAtomicAddProperty) atomic_add;
    __typeof__(&drmModeAtomicCommit) atomic_commit;

    /* The numbers of the cards that there are, in their order. */
    size_t (*find_cards)(int numbers[KMS_CARDS_MAX]);
    /* A descriptor that does not block, or -1 with errno. */
    int (*open_card)(int number);
    void (*close_card)(int fd);
    /* Another process that has that card open, for people: "kiosk "hall2" (process 812)". False:
     * there is none, or it may not be seen. */
    bool (*holder)(int number, char *to, size_t size);
    /* The number of a card that is open; -1: it is none. */
    int (*number_of)(int fd);
    /* Events that have come: read(2). */
    ssize_t (*read)(int fd, void *to, size_t size);
    /* NULL when it cannot be. */
    void *(*map)(int fd, uint64_t offset, size_t bytes);
    void (*unmap)(void *memory, size_t bytes);
} KmsCalls;

/* The kernel's. False, after a line in the log, when libdrm is not installed or too old. */
bool kms_calls_load(KmsCalls *calls);

/* Any card: what find_cards of the kernel's would find. Loads nothing. */
bool kms_has_card(void);
