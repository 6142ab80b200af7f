/*
 * The Fluxbar reference firmware: a board of the protocol of PROTOCOL.md behind the functions of fb_board.h. One board
 * a program; all memory is static.
 *
 * A port does this:
 *
 *     int main(void) {
 *         bring up clock, outputs, line;
 *         fb_start(&board), which must be true;
 *         for (;;) {
 *             feed the hardware watchdog;
 *             fb_poll();
 *         }
 *     }
 *     timer interrupt: fb_fire();
 */
#ifndef FLUXBAR_H
#define FLUXBAR_H

#include "fb_board.h"

/* Nothing to do until bytes come or fb_fire() has run. */
#define FB_NEVER UINT64_MAX

/*
 * Goes safe and forgets everything: what follows power-up. `board` must live as long as the program.
 *
 * False if fb_config.h has no room for such a board. Then it stays safe, and nothing that is called drives it or speaks.
 */
bool fb_start(const fb_board *board);

/*
 * Takes what has come, does what is due, sends what can be sent: one round of the main loop.
 *
 * Returns the microseconds after which it wants to be called again at the latest if neither bytes come, nor the line
 * has room again, nor fb_fire() runs; 0: at once; FB_NEVER.
 */
uint64_t fb_poll(void);

/* Fires the operations that are due. The timer's interrupt, or the main loop of a port without one. */
void fb_fire(void);

/* The far end of the line has gone, as far as the port can tell: safe, and the session is over. Main loop. */
void fb_line_lost(void);

/* Whether a job runs: for a lamp. */
bool fb_running(void);

/* When the last valid frame of a session came, in fb_board_micros(); 0: none since fb_start(). For observers. */
uint64_t fb_last_heard_micros(void);

#endif
