#include "fb_sampler.h"

/* Conversions in a row before the main loop gets a turn. */
#define CONVERSIONS_AT_ONCE 64

static struct {
    const fb_board *board;
    const fb_sense *sense;
    fb_record record; /* of the present array; its rows are those of one record */
    bool converting; /* a conversion has been started and not been read */
    uint16_t row; /* of the array's sensed rows, the present one */
    uint16_t count; /* its conversions that are done */
    int32_t sum;
    bool saturated;
} s;

uint64_t fb_sample_ticks(const fb_board *board, const fb_sense *sense) {
    uint64_t ticks = 0;
    for (uint8_t l = 0; l < board->arrays; l++) {
        ticks += (uint64_t)sense[l].rows * sense[l].averages * board->array[l].conversion_ticks;
    }
    return ticks;
}

/* Opens the record of the rows that come next. */
static fb_sample_state open_record(void) {
    while (s.record.array < s.board->arrays && s.row == s.sense[s.record.array].rows) {
        s.record.array++;
        s.row = 0;
    }
    if (s.record.array == s.board->arrays) {
        return FB_SAMPLE_OVER;
    }
    const fb_sense *sense = &s.sense[s.record.array];
    uint16_t left = (uint16_t)(sense->rows - s.row);
    s.record.range = sense->range;
    s.record.averages = sense->averages;
    s.record.first_row = (uint16_t)(sense->first_row + s.row);
    s.record.rows = left < FB_MOST_ROWS_A_RECORD ? left : FB_MOST_ROWS_A_RECORD;
    s.saturated = false;
    return fb_records_open(&s.record) ? FB_SAMPLE_GOES_ON : FB_SAMPLE_NO_ROOM;
}

fb_sample_state fb_sample_begin(const fb_board *board, const fb_sense *sense, const fb_record *at) {
    s.board = board;
    s.sense = sense;
    s.record = *at;
    s.record.array = 0;
    s.converting = false;
    s.row = s.count = 0;
    s.sum = 0;
    return open_record();
}

/* Whether a count stands at an end of its range. */
static bool is_at_end(int32_t count) {
    int32_t end = (int32_t)1 << (s.board->array[s.record.array].adc_bits - 1);
    return count >= end - 1 || count <= -end;
}

/* A row's conversions are done: into its record, which ends with the array's rows or when it is full. */
static fb_sample_state end_row(void) {
    fb_records_add(s.sum);
    s.row++;
    s.sum = 0;
    s.count = 0;
    if (s.row < s.sense[s.record.array].rows && s.row % FB_MOST_ROWS_A_RECORD != 0) {
        return FB_SAMPLE_GOES_ON;
    }
    fb_records_close(s.saturated);
    return open_record();
}

fb_sample_state fb_sample_convert(void) {
    fb_sample_state state = FB_SAMPLE_GOES_ON;
    for (int i = 0; i < CONVERSIONS_AT_ONCE && state == FB_SAMPLE_GOES_ON; i++) {
        const fb_sense *sense = &s.sense[s.record.array];
        if (!s.converting) {
            fb_board_start_conversion(s.record.array, (uint16_t)(sense->first_row + s.row), sense->range);
            s.converting = true;
        }
        int32_t count = 0;
        if (!fb_board_read_conversion(&count)) {
            return FB_SAMPLE_GOES_ON;
        }
        s.converting = false;
        s.sum += count;
        s.saturated = s.saturated || is_at_end(count);
        s.count++;
        state = s.count == sense->averages ? end_row() : FB_SAMPLE_GOES_ON;
    }
    return state;
}
