/* next_list.c: the sessions to come, one under the other. */
#include "views/page.h"

void next_list(const Page *page, Layout *layout, Box *parent, const size_t *sessions, size_t count,
               SceneRole role) {
    for (size_t i = 0; i < count; i++) {
        const Session *session = &page->schedule->sessions[sessions[i]];
        int32_t drop = i == 0 ? 0 : i == 1 ? 1 : 2;
        Box *item = box_column(layout, parent, (BoxStyle){.width = size_grow(1), .drop = drop});
        page_tag(page, item, session,
                 i && session->start > page->schedule->sessions[sessions[0]].start ? ROLE_LATER
                                                                                   : role,
                 page->room);
        box_space_above(item, px(page, i ? 26 : 20));
        if (i) {
            page_line(page, layout, item, 2);
            box_space(layout, item, (BoxStyle){.height = size_fixed(px(page, 26))});
        }
        TextLook time =
            page_look(page, TYPE_BODY, WEIGHT_SEMIBOLD, i ? COLOR_MUTED : COLOR_NEXT, 0);
        time.style.line_height = 1.25f;
        Box *row = box_row(layout, item, (BoxStyle){.gap = px(page, 18), .cross = PLACE_CENTER});
        box_part(box_text(layout, row, page_time(page, session->start), session->at, time,
                          (BoxStyle){0}),
                 PART_TIME);
        page_badge(page, layout, row, session, page->room);
        TextLook title = page_look(page, TYPE_ITEM, WEIGHT_BOLD, COLOR_TEXT, 0);
        title.max_lines = 2;
        title.is_balanced = true;
        box_space_above(box_part(box_text(layout, item, page_text(page, &session->title),
                                          session->title.at, title, (BoxStyle){0}),
                                 PART_TITLE),
                        px(page, 6));
        TextLook who = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
        who.max_lines = 2;
        who.style.line_height = 1.25f;
        box_space_above(box_part(box_text(layout, item, page_speakers(page, session), session->at,
                                          who, (BoxStyle){.drop = 3}),
                                 PART_PEOPLE),
                        px(page, 6));
    }
}
