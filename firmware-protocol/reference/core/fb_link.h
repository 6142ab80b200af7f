/*
 * A board's side of the link: the session that it is in, what it says ahead of all else, and both directions of the
 * sequence. Knows frames and time, not what messages mean. PROTOCOL.md section 4.
 */
#ifndef FB_LINK_H
#define FB_LINK_H

#include "fb_frame.h"

#define FB_NO_SESSION 0

/* Writes the payload of an unsequenced message as it is at the moment of sending, and returns its bytes. */
typedef uint16_t (*fb_unsequenced)(uint8_t type, uint32_t argument, uint8_t payload[FB_LARGEST_PAYLOAD_BYTES]);

/* No session, nothing to say. */
void fb_link_reset(fb_unsequenced unsequenced);

/* The session's number, or FB_NO_SESSION. */
uint16_t fb_link_session(void);

/* Whether any sequenced frame of this session has arrived. */
bool fb_link_heard_sequenced(void);

/* Begins a session and forgets everything of the one before. */
void fb_link_begin(uint64_t now_micros, uint16_t session, uint16_t credit_frames, uint32_t credit_bytes);

/* Ends the session. */
void fb_link_end(void);

/* Ends the session once all that is left to say has been sent, as far as the host has credit for it. */
void fb_link_leave(void);

/* Says something unsequenced, ahead of all that waits, in any session. */
void fb_link_say_now(uint16_t session, uint8_t type, uint32_t argument);

/*
 * Takes the link's part of a frame of this session and says whether its message is to be carried out: it is
 * unsequenced, or the one expected next. `room`: whether the board can take a sequenced message now; one that it cannot
 * take is as good as lost, and comes again.
 */
bool fb_link_takes(uint64_t now_micros, const fb_frame *frame, bool room);

/* Sends what is due and what the host has credit for, as far as the line takes it. */
void fb_link_pump(uint64_t now_micros);

/* Microseconds until there is something to send again; UINT64_MAX: never. */
uint64_t fb_link_due_micros(uint64_t now_micros);

#endif
