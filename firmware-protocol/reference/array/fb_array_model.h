/*
 * Ideal memristor crossbars, computed: what hangs on the outputs and inputs of the emulated ports. No part of the
 * firmware, and nothing of the firmware knows it.
 *
 * A closed cell carries W(phi) V with W = atan(phi / 1 V s) + 2 S, and its flux phi moves by dphi/dt = V; an open one
 * carries nothing and keeps its flux (Heidema (2) to (5)). In a cascade the first array's columns are driven and each
 * later array's by neurons A tanh(J / s) of the row currents before it (Heidema (8)). Time passes only in
 * fb_model_advance(). One set of arrays a program; all memory is static.
 */
#ifndef FB_ARRAY_MODEL_H
#define FB_ARRAY_MODEL_H

#include "fb_board.h"
#include "fb_config.h"

#ifndef FB_MODEL_LINES
#define FB_MODEL_LINES 16
#endif

/* Most cells of any one array: 16 x 16 by default. */
#define FB_MODEL_CELLS (FB_MODEL_LINES * FB_MODEL_LINES)

/* Whether the model has room for a board. */
bool fb_model_fits(const fb_board *board);

/* Arrays of that board, which must fit and outlive the model: every driver at 0 V, every switch open, every flux 0. */
void fb_model_start(const fb_board *board);

/* The flux of one cell in volt-seconds; sets it, counting from there. */
void fb_model_set_flux(uint8_t array, uint16_t cell, double volt_seconds);
double fb_model_flux(uint8_t array, uint16_t cell);

/* Sets the drivers of a driven array; of no effect on another. */
void fb_model_drive(uint8_t array, const int16_t *codes);

/* Sets the switches of an array, bits as for fb_board_write_switches(); NULL opens all. */
void fb_model_switch(uint8_t array, const uint8_t *closed);
bool fb_model_closed(uint8_t array, uint16_t cell);

/* Lets time pass with outputs as they are. */
void fb_model_advance(uint64_t ticks);

/* The current of one row at this instant in amperes. */
double fb_model_row_amperes(uint8_t array, uint16_t row);

/*
 * What the drivers have put on one cell while its switches were closed, in codes times ticks; an exact integer. 0 in
 * arrays behind neurons.
 */
int64_t fb_model_code_ticks(uint8_t array, uint16_t cell);

#endif
