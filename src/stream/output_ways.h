/* output_ways.h: how pictures travel: as frames at a constant rate, as a picture file, by HTTP. */
#pragma once

#include "stream/frame_sender.h"
#include "stream/output.h"

extern const OutputWay FRAMES_WAY;  /* its output is a FrameSender */
extern const OutputWay HUB_WAY;     /* one place; its output is a HubTarget */
extern const OutputWay PAGE_WAY;    /* one place */
extern const OutputWay PICTURE_WAY; /* the file's place, and a voctocore's or none */
