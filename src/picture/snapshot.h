/* snapshot.h: pictures as files: one, one of each view, or the contact sheet of a day. No display
 * is needed. */
#pragma once

#include "base/exits.h"
#include "picture/source.h"

typedef enum {
    SNAPSHOT_AUTO, /* what the playlist shows then */
    SNAPSHOT_VIEW, /* what a screen shows that holds one view */
    SNAPSHOT_ALL,  /* one file for each view */
} SnapshotChoice;

typedef struct {
    SourceSettings source;
    Str theme; /* see ScreenSettings */
    const Str *languages;
    size_t language_count;
    int32_t width, height;
    SnapshotChoice choice;
    ViewKind view;        /* SNAPSHOT_VIEW */
    size_t page;          /* from 1; 0: the one that is due */
    bool has_all_views;   /* of the cycle: at each of those instants */
    bool has_titles;      /* a title of each session instead (titles.h) */
    bool is_every_change; /* a picture for each instant at which something starts or ends */
    const char *output;   /* a .png, or a folder */
} SnapshotSettings;

ExitCode snapshot_write(const SnapshotSettings *settings);
