/*
 * The sending half of the link: numbers sequenced messages, keeps what is not acknowledged, never more on the line than
 * the host's credit, and sends all of it again when the line has lost something. PROTOCOL.md section 4. Times are
 * microseconds.
 */
#ifndef FB_SEND_H
#define FB_SEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fb_protocol.h"

/* Memory that a message takes beyond its payload until it is acknowledged. */
#define FB_SEND_OVERHEAD_BYTES 8

/* The first wait for an acknowledgement on a line that is quicker, and the longest of all. */
#define FB_RETRY_MICROS 20000u
#define FB_SLOWEST_RETRY_MICROS 200000u

/* What goes out next. */
typedef struct {
    uint8_t type;
    uint16_t sequence;
    uint16_t length;
    uint8_t payload[FB_LARGEST_PAYLOAD_BYTES];
} fb_outgoing;

/* Forgets everything and begins with the credits of a host; with none of them nothing is sent. */
void fb_send_reset(uint16_t credit_frames, uint32_t credit_bytes);

/* Bytes of memory left: a message takes its payload and the overhead. */
size_t fb_send_room(void);

/* Puts a message at the end. There must be room. */
void fb_send_offer(uint8_t type, const uint8_t *payload, uint16_t length);

/* Takes the number that the host expects next; `bare`: from an ACK, which by repeating it says that a frame was lost. */
void fb_send_acknowledged(uint64_t now_micros, uint16_t ack, bool bare);

/* Gives what goes out next; false if there is nothing, or no credit for it. `repeats`: whether to send again at all. */
bool fb_send_next(uint64_t now_micros, bool repeats, fb_outgoing *out);

/* The line has not taken yet what it was given: until it has, no answer can come. */
void fb_send_line_busy(uint64_t now_micros);

/* Microseconds until fb_send_next() sends something again; UINT64_MAX: never. */
uint64_t fb_send_due_micros(uint64_t now_micros);

#endif
