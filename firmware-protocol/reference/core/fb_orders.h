/* Carries out what a host says, or refuses it with a reason: PROTOCOL.md section 5. */
#ifndef FB_ORDERS_H
#define FB_ORDERS_H

#include "fb_board.h"
#include "fb_frame.h"

/* What is wrong with a message that a host sent: FB_ERR_NONE, FB_ERR_BAD_TYPE or FB_ERR_BAD_PAYLOAD. */
uint16_t fb_orders_check(const fb_frame *frame);

/* No session; a new boot id. */
void fb_orders_reset(const fb_board *board, uint64_t boot_id);

/* Takes a valid frame. */
void fb_orders_take(uint64_t now_micros, const fb_frame *frame);

/* Ends the session: safe, loaded jobs freed, limits forgotten. */
void fb_orders_end_session(void);

#endif
