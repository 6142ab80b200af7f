#include "fb_outputs.h"

#include "fb_bytes.h"

static struct {
    const fb_board *board;
    volatile bool on;
    int16_t amplitudes[FB_MOST_ARRAYS][FB_MOST_COLUMNS];
    int16_t codes[FB_MOST_COLUMNS];
    uint8_t closed[FB_MOST_ARRAYS][(FB_MOST_SWITCHES + 7) / 8];
} s;

void fb_outputs_reset(const fb_board *board) {
    s.board = board;
    fb_outputs_safe();
}

void fb_outputs_safe(void) {
    /* First what matters; the records of it after that. */
    fb_board_safe();
    s.on = false;
    for (uint32_t l = 0; l < FB_MOST_ARRAYS; l++) {
        for (uint32_t j = 0; j < FB_MOST_COLUMNS; j++) {
            s.amplitudes[l][j] = 0;
        }
        for (uint32_t i = 0; i < sizeof s.closed[l]; i++) {
            s.closed[l][i] = 0;
        }
    }
}

void fb_outputs_choose(const uint8_t *table) {
    uint16_t columns = s.board->array[table[0]].columns;
    for (uint32_t j = 0; j < columns; j++) {
        s.amplitudes[table[0]][j] = (int16_t)fb_u16(table + 4 + 2 * j);
    }
}

void fb_outputs_drive(int sign) {
    s.on = s.on || sign != 0;
    for (uint8_t l = 0; l < s.board->arrays; l++) {
        const fb_array *array = &s.board->array[l];
        if (array->driven) {
            for (uint32_t j = 0; j < array->columns; j++) {
                s.codes[j] = (int16_t)(sign * s.amplitudes[l][j]);
            }
            fb_board_write_codes(l, s.codes, array->columns);
        }
    }
    fb_board_latch();
    s.on = sign != 0;
}

static bool bit(const uint8_t *bits, uint32_t index) { return (bits[index / 8] >> index % 8 & 1) != 0; }

void fb_outputs_switch(const uint8_t *pattern) {
    uint8_t array = pattern[0];
    const fb_array *shape = &s.board->array[array];
    const uint8_t *bits = pattern + 4;
    uint8_t *closed = s.closed[array];
    uint32_t rows = shape->rows;
    uint32_t columns = shape->columns;
    uint32_t count = s.board->line_switches ? rows + columns : rows * columns;
    bool expands = pattern[1] == FB_PATTERN_KIND_LINES && !s.board->line_switches;
    for (uint32_t i = 0; i < count; i++) {
        bool set = expands ? bit(bits, i / columns) && bit(bits, rows + i % columns) : bit(bits, i);
        uint8_t mask = (uint8_t)(1u << i % 8);
        closed[i / 8] = (uint8_t)(set ? closed[i / 8] | mask : closed[i / 8] & ~mask);
    }
    fb_board_write_switches(array, closed);
}

void fb_outputs_open(uint8_t array, uint32_t row, uint32_t column) {
    uint32_t i = row * s.board->array[array].columns + column;
    s.closed[array][i / 8] = (uint8_t)(s.closed[array][i / 8] & ~(1u << i % 8));
    fb_board_write_switches(array, s.closed[array]);
}

bool fb_outputs_on(void) { return s.on; }
