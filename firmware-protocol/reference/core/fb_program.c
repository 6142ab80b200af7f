#include "fb_program.h"

#include "fb_bytes.h"

fb_operation fb_operation_at(const fb_program *program, uint32_t index) {
    const uint8_t *at = program->bytes + index * FB_OPERATION_BYTES;
    return (fb_operation){at[0], at[1], fb_u16(at + 2), fb_u32(at + 4), fb_u32(at + 8), fb_u32(at + 12)};
}

const uint8_t *fb_pattern_at(const fb_program *program, uint32_t index) {
    return program->bytes + 4u * program->parts[index];
}

const uint8_t *fb_table_at(const fb_program *program, uint32_t index) {
    return fb_pattern_at(program, program->patterns + index);
}

uint16_t fb_largest_code(const uint8_t *table, uint16_t columns) {
    uint16_t largest = 0;
    for (uint32_t j = 0; j < columns; j++) {
        uint16_t code = fb_u16(table + 4 + 2 * j);
        /* Code -32768 has no positive of 16 bits with a sign; without one it has. */
        uint16_t size = code >= 0x8000u ? (uint16_t)(0x10000u - code) : code;
        largest = size > largest ? size : largest;
    }
    return largest;
}

uint16_t fb_check_table(const fb_board *board, const uint8_t *table, uint32_t left, uint64_t *value) {
    if (left < 4) {
        *value = left;
        return FB_ERR_BAD_IMAGE;
    }
    uint8_t array = table[0];
    uint16_t count = fb_u16(table + 2);
    if (array >= board->arrays) {
        *value = array;
        return FB_ERR_BAD_ARRAY;
    }
    if (count != board->array[array].columns) {
        *value = count;
        return FB_ERR_BAD_IMAGE;
    }
    if (left < FB_TABLE_BYTES(count)) {
        *value = left - 4;
        return FB_ERR_BAD_IMAGE;
    }
    bool padded = count % 2 == 1 && fb_u16(table + 4 + 2u * count) != 0;
    return table[1] != 0 || padded ? FB_ERR_BAD_RESERVED : FB_ERR_NONE;
}

uint32_t fb_pattern_bits(const fb_array *array, uint8_t kind) {
    return kind == FB_PATTERN_KIND_LINES ? (uint32_t)array->rows + array->columns
                                         : (uint32_t)array->rows * array->columns;
}
