/* contrast.h: how well a text can be read where it stands: its contrast as it is drawn, with
 * opacities, tints, plates, glows and pictures under it. */
#pragma once

#include "scene/scene.h"

/* The least contrast (WCAG 2.2's ratio, 1 to 21) that the text with that index may have with what
 * lies under it. A picture that fills the page may be black or white anywhere; a thin line behind
 * the letters does not count. */
float scene_contrast(const Scene *scene, size_t text);
