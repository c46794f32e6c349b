#include "station/order.h"

#include "base/log.h"

#define LOG_MODULE "live"

Order order_asker(const Order *order) {
    return (Order){.answer = order->answer, .context = order->context, .id = order->id};
}

void order_answer(const Order *order, ExitCode code, Str text) {
    Answer answer = {.code = code, .text = text};
    if (order->answer)
        order->answer(order->context, order->id, &answer);
    else
        log_info("%.*s", str_arg(text));
}
