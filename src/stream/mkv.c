#include "stream/mkv.h"

#include <assert.h>
#include <string.h>

/* Element ids (RFC 9559, section 5), with the marker bits that are part of them. */
enum {
    ID_EBML = 0x1A45DFA3,
    ID_EBML_VERSION = 0x4286,
    ID_EBML_READ_VERSION = 0x42F7,
    ID_EBML_MAX_ID_LENGTH = 0x42F2,
    ID_EBML_MAX_SIZE_LENGTH = 0x42F3,
    ID_DOC_TYPE = 0x4282,
    ID_DOC_TYPE_VERSION = 0x4287,
    ID_DOC_TYPE_READ_VERSION = 0x4285,
    ID_SEGMENT = 0x18538067,
    ID_INFO = 0x1549A966,
    ID_TIMESTAMP_SCALE = 0x2AD7B1,
    ID_MUXING_APP = 0x4D80,
    ID_WRITING_APP = 0x5741,
    ID_TRACKS = 0x1654AE6B,
    ID_TRACK_ENTRY = 0xAE,
    ID_TRACK_NUMBER = 0xD7,
    ID_TRACK_UID = 0x73C5,
    ID_TRACK_TYPE = 0x83,
    ID_FLAG_LACING = 0x9C,
    ID_DEFAULT_DURATION = 0x23E383,
    ID_CODEC_ID = 0x86,
    ID_VIDEO = 0xE0,
    ID_PIXEL_WIDTH = 0xB0,
    ID_PIXEL_HEIGHT = 0xBA,
    ID_UNCOMPRESSED_FOURCC = 0x2EB524,
    ID_CLUSTER = 0x1F43B675,
    ID_TIMESTAMP = 0xE7,
    ID_SIMPLE_BLOCK = 0xA3,
};

typedef struct {
    uint8_t *to;
    size_t len;
} Bytes;

static void put(Bytes *bytes, uint64_t value, int count) {
    for (int i = count - 1; i >= 0; i--)
        bytes->to[bytes->len++] = (uint8_t)(value >> (8 * i));
}

static void put_id(Bytes *bytes, uint32_t id) {
    put(bytes, id, id > 0xFFFFFF ? 4 : id > 0xFFFF ? 3 : id > 0xFF ? 2 : 1);
}

/* Lengths of eight bytes throughout: a length can then be filled in afterwards. */
static void put_size(Bytes *bytes, uint64_t size) {
    put(bytes, UINT64_C(1) << 56 | size, 8);
}

static void put_number(Bytes *bytes, uint32_t id, uint64_t value) {
    int count = 1;
    while (count < 8 && value >> (8 * count))
        count++;
    put_id(bytes, id);
    put(bytes, UINT64_C(0x80) | (uint64_t)count, 1);
    put(bytes, value, count);
}

static void put_text(Bytes *bytes, uint32_t id, const char *text) {
    size_t len = strlen(text);
    put_id(bytes, id);
    put(bytes, UINT64_C(0x80) | len, 1);
    memcpy(bytes->to + bytes->len, text, len);
    bytes->len += len;
}

/* Begins an element that holds others; returns where its content starts. */
static size_t open_element(Bytes *bytes, uint32_t id) {
    put_id(bytes, id);
    put_size(bytes, 0);
    return bytes->len;
}

static void close_element(Bytes *bytes, size_t start) {
    size_t end = bytes->len;
    bytes->len = start - 8;
    put_size(bytes, end - start);
    bytes->len = end;
}

size_t mkv_header(uint8_t *to, const MkvVideo *video) {
    assert(video->rate > 0 && video->scale > 0);
    Bytes bytes = {.to = to};
    size_t ebml = open_element(&bytes, ID_EBML);
    put_number(&bytes, ID_EBML_VERSION, 1);
    put_number(&bytes, ID_EBML_READ_VERSION, 1);
    put_number(&bytes, ID_EBML_MAX_ID_LENGTH, 4);
    put_number(&bytes, ID_EBML_MAX_SIZE_LENGTH, 8);
    put_text(&bytes, ID_DOC_TYPE, "matroska");
    put_number(&bytes, ID_DOC_TYPE_VERSION, 4);
    put_number(&bytes, ID_DOC_TYPE_READ_VERSION, 2);
    close_element(&bytes, ebml);

    put_id(&bytes, ID_SEGMENT);
    put(&bytes, UINT64_C(0x01FFFFFFFFFFFFFF), 8); /* length unknown: it ends with the stream */

    size_t info = open_element(&bytes, ID_INFO);
    put_number(&bytes, ID_TIMESTAMP_SCALE, 1000000); /* timestamps are milliseconds */
    put_text(&bytes, ID_MUXING_APP, "kiosk");
    put_text(&bytes, ID_WRITING_APP, "kiosk");
    close_element(&bytes, info);

    size_t tracks = open_element(&bytes, ID_TRACKS);
    size_t track = open_element(&bytes, ID_TRACK_ENTRY);
    put_number(&bytes, ID_TRACK_NUMBER, 1);
    put_number(&bytes, ID_TRACK_UID, 1);
    put_number(&bytes, ID_TRACK_TYPE, 1);
    put_number(&bytes, ID_FLAG_LACING, 0);
    put_number(&bytes, ID_DEFAULT_DURATION,
               UINT64_C(1000000000) * (uint64_t)video->scale / (uint64_t)video->rate);
    put_text(&bytes, ID_CODEC_ID, "V_UNCOMPRESSED");
    size_t picture = open_element(&bytes, ID_VIDEO);
    put_number(&bytes, ID_PIXEL_WIDTH, (uint64_t)video->width);
    put_number(&bytes, ID_PIXEL_HEIGHT, (uint64_t)video->height);
    put_text(&bytes, ID_UNCOMPRESSED_FOURCC, "BGRA");
    close_element(&bytes, picture);
    close_element(&bytes, track);
    close_element(&bytes, tracks);
    assert(bytes.len <= MKV_HEADER_MAX);
    return bytes.len;
}

size_t mkv_cluster(uint8_t *to, uint64_t millis, size_t size) {
    /* Track number, time within the cluster, and the flag that says "can be shown by itself". */
    static const uint8_t BLOCK[] = {0x81, 0, 0, 0x80};
    enum { TIMESTAMP_BYTES = 1 + 1 + 8, BLOCK_HEAD = 1 + 8 };
    Bytes bytes = {.to = to};
    put_id(&bytes, ID_CLUSTER);
    put_size(&bytes, TIMESTAMP_BYTES + BLOCK_HEAD + sizeof BLOCK + size);
    put_id(&bytes, ID_TIMESTAMP);
    put(&bytes, 0x88, 1);
    put(&bytes, millis, 8);
    put_id(&bytes, ID_SIMPLE_BLOCK);
    put_size(&bytes, sizeof BLOCK + size);
    memcpy(to + bytes.len, BLOCK, sizeof BLOCK);
    bytes.len += sizeof BLOCK;
    assert(bytes.len <= MKV_CLUSTER_MAX);
    return bytes.len;
}
