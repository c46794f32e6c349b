/* The graphics card's way to the screen: what is shown lies in one texture, what is faded in lies
 * in another, and a frame of a fade sends nothing to the card but the share. */
#include "output/window_backend.h"

#include <string.h>

#include "base/log.h"

#define LOG_MODULE "window"

/* The name that OpenGL gives to what draws; NULL when the renderer is not OpenGL's. */
static const char *driver_name(const SDL_RendererInfo *info) {
    enum { GL_RENDERER_NAME = 0x1f01 };
    typedef const unsigned char *(*GetString)(unsigned int);
    if (strncmp(info->name, "opengl", 6) != 0)
        return NULL;
    GetString get_string;
    void *address = SDL_GL_GetProcAddress("glGetString");
    memcpy(&get_string, &address, sizeof get_string);
    return get_string ? (const char *)get_string(GL_RENDERER_NAME) : NULL;
}

static bool is_acceptable(const Window *window, const SDL_RendererInfo *info, const char *driver) {
    if (window->settings.renderer == RENDERER_GPU)
        return true; /* staff know what they want */
    if (!(info->flags & SDL_RENDERER_ACCELERATED)) {
        SDL_SetError("SDL has only its software renderer");
        return false;
    }
    if (driver && window_is_software_driver(driver)) {
        SDL_SetError("OpenGL is drawn by the processor: %s", driver);
        return false;
    }
    return true;
}

static bool gpu_open(Window *window) {
    /* Waiting for one display's vertical blank makes all others in this thread wait, too: several
     * are paced by the loop's clock alone. */
    Uint32 flags = window->settings.is_one_of_several ? 0 : SDL_RENDERER_PRESENTVSYNC;
    SDL_Renderer *renderer = SDL_CreateRenderer(window->sdl, -1, flags);
    SDL_RendererInfo info = {0};
    if (!renderer || SDL_GetRendererInfo(renderer, &info) != 0) {
        SDL_DestroyRenderer(renderer);
        return false;
    }
    const char *driver = driver_name(&info);
    WindowGpu *state = is_acceptable(window, &info, driver) ? SDL_calloc(1, sizeof *state) : NULL;
    if (!state) {
        SDL_DestroyRenderer(renderer);
        return false;
    }
    SDL_snprintf(window->name, sizeof window->name, "gpu (%s%s%s)", info.name, driver ? ", " : "",
                 driver ? driver : "");
    *state = (WindowGpu){.renderer = renderer, .is_base_empty = true, .is_above_empty = true};
    window->state = state;
    return true;
}

static void drop_textures(WindowGpu *state) {
    if (state->base)
        SDL_DestroyTexture(state->base);
    if (state->above)
        SDL_DestroyTexture(state->above);
    if (state->panel)
        SDL_DestroyTexture(state->panel);
    state->base = state->above = state->panel = NULL;
    state->is_base_empty = state->is_above_empty = true;
    state->width = state->height = 0;
}

static void gpu_close(Window *window) {
    WindowGpu *state = window->state;
    drop_textures(state);
    SDL_DestroyRenderer(state->renderer);
    SDL_free(state);
}

static void gpu_size(Window *window, int *width, int *height) {
    WindowGpu *state = window->state;
    if (SDL_GetRendererOutputSize(state->renderer, width, height) != 0)
        SDL_GetWindowSizeInPixels(window->sdl, width, height);
}

static SDL_Texture *texture_create(WindowGpu *state, int32_t width, int32_t height,
                                   SDL_BlendMode blend) {
    SDL_Texture *texture = SDL_CreateTexture(state->renderer, SDL_PIXELFORMAT_ARGB8888,
                                             SDL_TEXTUREACCESS_STREAMING, width, height);
    if (!texture) {
        log_warning("no texture of %dx%d: %s", width, height, SDL_GetError());
        return NULL;
    }
    SDL_SetTextureBlendMode(texture, blend);
    SDL_SetTextureScaleMode(texture, SDL_ScaleModeNearest);
    return texture;
}

static void upload(SDL_Texture *texture, const Pixmap *picture, PixelRect area) {
    SDL_Rect rect = {area.x, area.y, area.width, area.height};
    const uint32_t *from =
        picture->pixels + (size_t)area.y * (size_t)picture->width + (size_t)area.x;
    if (texture && area.width > 0 &&
        SDL_UpdateTexture(texture, &rect, from, picture->width * (int)sizeof *from) != 0)
        log_warning("cannot send a picture to the graphics card: %s", SDL_GetError());
}

static PixelRect whole(const Window *window) {
    return (PixelRect){0, 0, window->width, window->height};
}

/* As straight alpha, because that is how every driver of SDL blends. */
static void upload_panel(Window *window) {
    WindowGpu *state = window->state;
    Pixmap straight = pixmap_create(window->panel.width, window->panel.height);
    size_t count = (size_t)straight.width * (size_t)straight.height;
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = window->panel.pixels[i], alpha = pixel >> 24;
        for (int shift = 0; alpha > 0 && shift < 24; shift += 8)
            straight.pixels[i] |= ((pixel >> shift & 0xff) * 255 + alpha / 2) / alpha << shift;
        straight.pixels[i] |= alpha << 24;
    }
    state->panel = texture_create(state, straight.width, straight.height, SDL_BLENDMODE_BLEND);
    upload(state->panel, &straight, (PixelRect){0, 0, straight.width, straight.height});
    pixmap_free(&straight);
}

/* Textures of the picture's size that hold what they should. */
static void refresh_textures(Window *window, PixelRect area) {
    WindowGpu *state = window->state;
    if (state->width != window->width || state->height != window->height || !state->base) {
        drop_textures(state);
        state->base = texture_create(state, window->width, window->height, SDL_BLENDMODE_NONE);
        state->above = texture_create(state, window->width, window->height, SDL_BLENDMODE_BLEND);
        state->width = window->width;
        state->height = window->height;
    }
    const Pixmap *under = window->is_fading ? window_fade_picture(window, 0) : &window->shown;
    if (state->is_base_empty)
        upload(state->base, under, whole(window));
    else if (!window->is_fading)
        upload(state->base, under, area);
    state->is_base_empty = false;
    if (window->is_fading && state->is_above_empty) {
        upload(state->above, window_fade_picture(window, 1), window->fade_area);
        state->is_above_empty = false;
    }
    if (window->panel.pixels && !state->panel)
        upload_panel(window);
}

/* Draws a part of a texture of the picture's size where it belongs on the screen. */
static void draw_turned(const Window *window, SDL_Texture *texture, PixelRect area) {
    WindowGpu *state = window->state;
    PixelRect on_screen = window_turn_rect(window, area);
    SDL_Rect from = {area.x, area.y, area.width, area.height};
    /* SDL turns a rectangle around its middle: it has the picture's sides and the place's centre.
     */
    SDL_FRect to = {(float)on_screen.x + (float)(on_screen.width - area.width) / 2,
                    (float)on_screen.y + (float)(on_screen.height - area.height) / 2,
                    (float)area.width, (float)area.height};
    SDL_RenderCopyExF(state->renderer, texture, &from, &to, window->settings.rotate, NULL,
                      SDL_FLIP_NONE);
}

static bool gpu_present(Window *window, PixelRect area) {
    WindowGpu *state = window->state;
    int width, height, wide = window->width, high = window->height;
    gpu_size(window, &width, &height);
    pixmap_rotated_size(window->settings.rotate, &wide, &high);
    if (width != wide || height != high)
        return false;
    refresh_textures(window, area);
    SDL_SetRenderDrawColor(state->renderer, 0, 0, 0, 255);
    SDL_RenderClear(state->renderer); /* the card's back buffer holds nothing to build upon */
    draw_turned(window, state->base, whole(window));
    if (window->is_fading && window->fade_share > 0 && window->fade_area.width > 0) {
        Uint8 alpha = (Uint8)((window->fade_share * 255 + 128) / 256);
        SDL_SetTextureAlphaMod(state->above, alpha);
        draw_turned(window, state->above, window->fade_area);
    }
    if (state->panel) {
        PixelRect place = window_panel_on_screen(window);
        SDL_Rect to = {place.x, place.y, place.width, place.height};
        SDL_RenderCopy(state->renderer, state->panel, NULL, &to);
    }
    SDL_RenderPresent(state->renderer);
    window->presents++;
    return true;
}

static PixelRect gpu_begin_fade(Window *window) {
    WindowGpu *state = window->state;
    state->is_above_empty = true;
    return pixmap_difference(window_fade_picture(window, 0), window_fade_picture(window, 1));
}

static PixelRect gpu_renew_fade(Window *window, int which) {
    WindowGpu *state = window->state;
    window->fade_area = whole(window);
    if (which == 0)
        state->is_base_empty = true;
    else
        state->is_above_empty = true;
    return window->fade_area;
}

static void gpu_end_fade(Window *window) {
    WindowGpu *state = window->state;
    if (state->base && state->width == window->width && state->height == window->height)
        upload(state->base, &window->shown, window->fade_area);
    else
        state->is_base_empty = true;
}

static void gpu_warm_up(Window *window) {
    (void)window; /* the driver has its own ways */
}

static void gpu_company_changed(Window *window) {
    const WindowGpu *state = window->state;
    if (SDL_RenderSetVSync(state->renderer, !window->settings.is_one_of_several) != 0)
        log_debug("the pace of the display stays: %s", SDL_GetError());
}

static void gpu_panel_changed(Window *window) {
    WindowGpu *state = window->state;
    if (state->panel)
        SDL_DestroyTexture(state->panel);
    state->panel = NULL;
}

static void gpu_lost(Window *window, bool is_device_lost) {
    WindowGpu *state = window->state;
    if (is_device_lost)
        drop_textures(state);
    state->is_base_empty = state->is_above_empty = true;
    gpu_panel_changed(window);
}

static bool gpu_lend(Window *window, Pixmap *canvas) {
    (void)window;
    (void)canvas;
    return false;
}

static void gpu_present_lent(Window *window) {
    (void)window;
}

const WindowBackend WINDOW_GPU = {
    .open = gpu_open,
    .close = gpu_close,
    .screen_size = gpu_size,
    .present = gpu_present,
    .begin_fade = gpu_begin_fade,
    .renew_fade = gpu_renew_fade,
    .end_fade = gpu_end_fade,
    .panel_changed = gpu_panel_changed,
    .warm_up = gpu_warm_up,
    .company_changed = gpu_company_changed,
    .lend = gpu_lend,
    .present_lent = gpu_present_lent,
    .lost = gpu_lost,
};
