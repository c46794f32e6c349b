/* mkv.h: Matroska around raw pictures: what lets a receiver know size, rate and alpha by itself.
 *
 * The smallest live stream that demuxers take (RFC 8794, RFC 9559): one track of V_UNCOMPRESSED in
 * BGRA, a segment without a length, and a cluster of known length for each picture, so that a
 * reader can be given a header and begin with any picture. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum {
    MKV_HEADER_MAX = 256,
    MKV_CLUSTER_MAX = 40, /* what stands before a picture's bytes */
};

typedef struct {
    int32_t width, height;
    int32_t rate, scale; /* pictures a second: rate / scale */
} MkvVideo;

/* What a stream begins with; returns its length, at most MKV_HEADER_MAX. */
size_t mkv_header(uint8_t *to, const MkvVideo *video);

/* What stands before a picture of `bytes` bytes that is shown `millis` after the stream's start;
 * returns its length, at most MKV_CLUSTER_MAX. */
size_t mkv_cluster(uint8_t *to, uint64_t millis, size_t bytes);
