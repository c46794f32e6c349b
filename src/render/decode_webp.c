/* WebP by libwebp; of an animated one the first frame, as it lies on its canvas. */
#include <stdlib.h>
#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>

#include "base/library.h"
#include "render/decode_job.h"

typedef struct {
    __typeof__(&WebPGetFeaturesInternal) get_features;
    __typeof__(&WebPDecodeRGBA) decode;
    __typeof__(&WebPFree) free;
    __typeof__(&WebPDemuxInternal) demux;
    __typeof__(&WebPDemuxGetChunk) get_chunk;
    __typeof__(&WebPDemuxReleaseChunkIterator) release_chunk;
    __typeof__(&WebPDemuxDelete) delete_demuxer;
    __typeof__(&WebPAnimDecoderNewInternal) new_animation;
    __typeof__(&WebPAnimDecoderGetNext) get_next;
    __typeof__(&WebPAnimDecoderDelete) delete_animation;
} Library;

static bool open_library(DecodeJob *job, Library *library) {
    static const char *const DECODER[] = {"libwebp.so.7"}, *const DEMUXER[] = {"libwebpdemux.so.2"};
    const LibraryFunction decoder[] = {
        {"WebPGetFeaturesInternal", &library->get_features},
        {"WebPDecodeRGBA", &library->decode},
        {"WebPFree", &library->free},
    };
    const LibraryFunction demuxer[] = {
        {"WebPDemuxInternal", &library->demux},
        {"WebPDemuxGetChunk", &library->get_chunk},
        {"WebPDemuxReleaseChunkIterator", &library->release_chunk},
        {"WebPDemuxDelete", &library->delete_demuxer},
        {"WebPAnimDecoderNewInternal", &library->new_animation},
        {"WebPAnimDecoderGetNext", &library->get_next},
        {"WebPAnimDecoderDelete", &library->delete_animation},
    };
    const char *why;
    if (library_load(DECODER, 1, decoder, countof(decoder), &why) != LIBRARY_LOADED)
        return decode_refuse(job, "no WebP without the package libwebp7");
    if (library_load(DEMUXER, 1, demuxer, countof(demuxer), &why) != LIBRARY_LOADED)
        return decode_refuse(job, "no WebP without the package libwebpdemux2");
    return true;
}

/* False when the file is cut. */
static bool read_orientation(DecodeJob *job, const Library *library, const WebPData *data) {
    WebPDemuxState state;
    WebPDemuxer *demuxer = library->demux(data, 0, &state, WEBP_DEMUX_ABI_VERSION);
    if (!demuxer)
        return decode_refuse(job, "the file is cut or broken (WebP)");
    WebPChunkIterator chunk;
    if (library->get_chunk(demuxer, "EXIF", 1, &chunk)) {
        job->orientation = decode_exif_orientation(chunk.chunk.bytes, chunk.chunk.size);
        library->release_chunk(&chunk);
    }
    library->delete_demuxer(demuxer);
    return true;
}

static void add_all(DecodeRows *rows, const uint8_t *rgba, int32_t width, int32_t height) {
    for (int32_t y = 0; y < height; y++)
        decode_rows_add(rows, rgba + (size_t)y * (size_t)width * 4);
}

static bool decode_animation(DecodeJob *job, const Library *library, const WebPData *data,
                             DecodeRows *rows, int32_t width, int32_t height) {
    WebPAnimDecoderOptions options = {.color_mode = MODE_RGBA};
    WebPAnimDecoder *decoder = library->new_animation(data, &options, WEBP_DEMUX_ABI_VERSION);
    uint8_t *canvas = NULL;
    int timestamp;
    bool is_read = decoder && library->get_next(decoder, &canvas, &timestamp);
    if (is_read)
        add_all(rows, canvas, width, height);
    else
        decode_refuse(job, "the first frame cannot be read (WebP)");
    library->delete_animation(decoder);
    return is_read;
}

bool decode_webp(DecodeJob *job, DecodeRows *rows) {
    Library library;
    WebPBitstreamFeatures features;
    if (!open_library(job, &library))
        return false;
    VP8StatusCode status =
        library.get_features(job->bytes, job->len, &features, WEBP_DECODER_ABI_VERSION);
    if (status != VP8_STATUS_OK)
        return decode_refuse(job, "the file is cut or broken (WebP)");
    WebPData data = {.bytes = job->bytes, .size = job->len};
    if (!read_orientation(job, &library, &data) ||
        !decode_begin(job, rows, features.width, features.height))
        return false;
    if (features.has_animation)
        return decode_animation(job, &library, &data, rows, features.width, features.height);
    int width, height;
    uint8_t *rgba = library.decode(job->bytes, job->len, &width, &height);
    if (!rgba)
        return decode_refuse(job, "the file is cut or broken, or too large to be decoded (WebP)");
    if (width == features.width && height == features.height)
        add_all(rows, rgba, width, height);
    library.free(rgba);
    return true;
}
