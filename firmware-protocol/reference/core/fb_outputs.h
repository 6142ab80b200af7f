/*
 * The board's outputs as the sequencer last set them, and the one way to the safe state. From both levels, never from
 * both at once.
 */
#ifndef FB_OUTPUTS_H
#define FB_OUTPUTS_H

#include "fb_program.h"

/* Begins with a board that is safe. */
void fb_outputs_reset(const fb_board *board);

/* Drivers at 0 V, switches open, amplitudes 0. Every way to the safe state comes through here. */
void fb_outputs_safe(void);

/* Chooses a table's codes as its array's amplitudes; the drivers stay as they are. */
void fb_outputs_choose(const uint8_t *table);

/* Sets every driver to its amplitude times a sign: -1, 0 or 1. */
void fb_outputs_drive(int sign);

/* Sets one array's switches to a pattern of an image. */
void fb_outputs_switch(const uint8_t *pattern);

/* Opens one crosspoint switch. */
void fb_outputs_open(uint8_t array, uint32_t row, uint32_t column);

/* Whether a driver may be away from 0 V. */
bool fb_outputs_on(void);

#endif
