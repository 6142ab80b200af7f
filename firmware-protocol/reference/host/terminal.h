/* The board's end of a pseudo-terminal: its UART. Nothing here waits. */
#ifndef FB_TERMINAL_H
#define FB_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Opens it, with a stable second name at `link` unless that is NULL. Returns what a host opens; NULL, with a sentence
 * on stderr, if it cannot be had.
 */
const char *terminal_open(const char *link);

int terminal_master(void);

size_t terminal_read(uint8_t *bytes, size_t most);

/* Returns how many bytes the line took. */
size_t terminal_write(const uint8_t *bytes, size_t count);

/* Whether the last write was not taken whole. */
bool terminal_is_full(void);

/* Drops what lies in both directions. */
void terminal_discard(void);

/* Removes the link, if it is still this terminal's. */
void terminal_close(void);

#endif
