#include "fb_bytes.h"
#include "fb_frame.h"
#include "fb_program.h"
#include "fb_totals.h"

/* The proof that is being made; one at a time. */
static struct {
    const fb_board *board;
    const fb_limits *limits;
    fb_program *program;
    fb_refusal refusal;
    uint32_t sensed_rows[FB_MOST_ARRAYS];
    uint64_t ticks;
    uint64_t pulse_ticks;
    uint64_t longest_tau;
    uint64_t wait_ticks;
    uint64_t stream_bytes;
    uint16_t largest_code;
    fb_record_bytes records;
} s;

/* Where a stretch of operations lies and how often it is fired. */
typedef struct {
    uint32_t from;
    uint32_t to;
    uint64_t executions; /* in all */
    uint32_t turns; /* of the innermost loop */
    uint8_t depth;
    bool first; /* the first turn of every loop around it: what does not depend on the turn is checked once */
} stretch;

/* Refuses unless it holds; the first refusal stays. */
static bool need(bool holds, uint16_t error, uint32_t operation, uint64_t value) {
    if (!holds) {
        s.refusal = (fb_refusal){error, operation, value};
    }
    return holds;
}

/* ---- the image's parts ---- */

static bool read_pattern(uint32_t *at, uint32_t index) {
    const uint8_t *pattern = s.program->bytes + *at;
    uint32_t left = s.program->length - *at;
    if (!need(left >= 4, FB_ERR_BAD_IMAGE, 0, left) ||
        !need(pattern[0] < s.board->arrays, FB_ERR_BAD_ARRAY, 0, pattern[0]) ||
        !need(pattern[1] <= FB_PATTERN_KIND_CROSSPOINTS, FB_ERR_BAD_IMAGE, 0, pattern[1])) {
        return false;
    }
    uint32_t bits = fb_pattern_bits(&s.board->array[pattern[0]], pattern[1]);
    uint32_t bytes = FB_PATTERN_BYTES(bits);
    if (!need(left >= bytes, FB_ERR_BAD_IMAGE, 0, left - 4)) {
        return false;
    }
    bool stray = fb_u16(pattern + 2) != 0;
    for (uint32_t bit = bits; bit < 8 * (bytes - 4); bit++) {
        stray = stray || (pattern[4 + bit / 8] >> bit % 8 & 1) != 0;
    }
    s.program->parts[index] = (uint16_t)(*at / 4);
    *at += bytes;
    return need(!stray, FB_ERR_BAD_RESERVED, 0, index);
}

static bool read_table(uint32_t *at, uint32_t index) {
    const uint8_t *table = s.program->bytes + *at;
    uint64_t value = index;
    uint16_t error = fb_check_table(s.board, table, s.program->length - *at, &value);
    if (!need(error == FB_ERR_NONE, error, 0, value)) {
        return false;
    }
    s.program->parts[s.program->patterns + index] = (uint16_t)(*at / 4);
    *at += FB_TABLE_BYTES(s.board->array[table[0]].columns);
    return true;
}

/* Each part takes bytes, so that counts that lie end by running out of image. */
static bool read_parts(void) {
    const fb_program *program = s.program;
    uint32_t whole = program->length / FB_OPERATION_BYTES;
    if (!need(program->operations <= whole, FB_ERR_BAD_IMAGE, 0, program->length % FB_OPERATION_BYTES)) {
        return false;
    }
    uint32_t at = program->operations * FB_OPERATION_BYTES;
    for (uint32_t i = 0; i < program->patterns; i++) {
        if (!read_pattern(&at, i)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < program->tables; i++) {
        if (!read_table(&at, i)) {
            return false;
        }
    }
    return need(at == program->length, FB_ERR_BAD_IMAGE, 0, program->length - at);
}

static bool check_tables(void) {
    for (uint32_t i = 0; i < s.program->tables; i++) {
        const uint8_t *table = fb_table_at(s.program, i);
        const fb_array *array = &s.board->array[table[0]];
        uint16_t largest = fb_largest_code(table, array->columns);
        if (!need(array->driven, FB_ERR_NO_DRIVERS, 0, table[0]) ||
            !need(largest <= s.limits->largest_codes[table[0]], FB_ERR_OVER_CODE, 0, largest)) {
            return false;
        }
        s.largest_code = largest > s.largest_code ? largest : s.largest_code;
    }
    return true;
}

static bool check_patterns(void) {
    for (uint32_t i = 0; i < s.program->patterns; i++) {
        const uint8_t *pattern = fb_pattern_at(s.program, i);
        bool settable = !s.board->line_switches || pattern[1] == FB_PATTERN_KIND_LINES;
        if (!need(settable, FB_ERR_LINE_SWITCHES, 0, pattern[0])) {
            return false;
        }
    }
    return true;
}

/* ---- operations ---- */

#define USES_ARRAY 1u
#define USES_A 2u
#define USES_FLAG 4u /* a, 0 or 1 */
#define USES_B 8u
#define USES_C 16u
#define USES_D 32u

/* Refuses unknown operations, and bits that must be zero in known ones. */
static bool check_fields(const fb_operation *operation, uint32_t index) {
    static const uint8_t fields[] = {
        [FB_OP_SWITCH] = USES_ARRAY | USES_B,
        [FB_OP_SETTLE] = USES_B,
        [FB_OP_DRIVE] = USES_ARRAY | USES_B | USES_C,
        [FB_OP_SENSE] = USES_ARRAY | USES_A | USES_B | USES_C | USES_D,
        [FB_OP_BLOCK] = USES_FLAG | USES_B | USES_C | USES_D,
        [FB_OP_PULSE] = USES_FLAG | USES_B | USES_C,
        [FB_OP_GATE] = USES_ARRAY | USES_B | USES_C | USES_D,
        [FB_OP_SAMPLE] = 0,
        [FB_OP_SAFE] = 0,
        [FB_OP_LOOP] = USES_B | USES_C,
        [FB_OP_AWAIT] = USES_ARRAY | USES_A | USES_B,
    };
    uint8_t code = operation->code;
    if (!need(code >= FB_OP_SWITCH && code <= FB_OP_AWAIT, FB_ERR_BAD_OPERATION, index, code)) {
        return false;
    }
    uint8_t used = fields[code];
    uint32_t most_a = (used & USES_A) != 0 ? UINT16_MAX : (used & USES_FLAG) != 0 ? 1 : 0;
    return need((used & USES_ARRAY) != 0 || operation->array == 0, FB_ERR_BAD_RESERVED, index, operation->array) &&
           need(operation->a <= most_a, FB_ERR_BAD_RESERVED, index, operation->a) &&
           need((used & USES_B) != 0 || operation->b == 0, FB_ERR_BAD_RESERVED, index, operation->b) &&
           need((used & USES_C) != 0 || operation->c == 0, FB_ERR_BAD_RESERVED, index, operation->c) &&
           need((used & USES_D) != 0 || operation->d == 0, FB_ERR_BAD_RESERVED, index, operation->d);
}

static bool check_array(uint8_t array, uint32_t index) {
    return need(array < s.board->arrays, FB_ERR_BAD_ARRAY, index, array);
}

static void add_sample(uint32_t samples) {
    uint64_t bytes = 0;
    for (uint8_t l = 0; l < s.board->arrays; l++) {
        uint64_t rows = s.sensed_rows[l];
        uint64_t records = (rows + FB_MOST_ROWS_A_RECORD - 1) / FB_MOST_ROWS_A_RECORD;
        bytes += records * FB_RESULT_HEADER_BYTES + 4 * rows;
    }
    s.records = fb_then(s.records, fb_sum(samples * bytes));
}

static bool check_switch(const fb_operation *o, uint32_t index) {
    return check_array(o->array, index) &&
           need(o->b < s.program->patterns && fb_pattern_at(s.program, o->b)[0] == o->array, FB_ERR_BAD_PATTERN, index,
                o->b);
}

static bool check_settle(const fb_operation *o, uint32_t index, const stretch *in) {
    s.ticks = fb_plus(s.ticks, fb_times(in->executions, o->b));
    return need(o->b >= 1, FB_ERR_BAD_TICKS, index, o->b);
}

static bool check_drive(const fb_operation *o, uint32_t index, const stretch *in) {
    if (!check_array(o->array, index) ||
        !need(s.board->array[o->array].driven, FB_ERR_NO_DRIVERS, index, o->array)) {
        return false;
    }
    uint64_t last = fb_plus(o->b, fb_times(o->c, (uint64_t)in->turns - 1));
    if (!need(last < s.program->tables, FB_ERR_BAD_TABLE, index, last)) {
        return false;
    }
    if (!in->first) {
        return true;
    }
    uint64_t step = o->c == 0 ? last + 1 : o->c;
    for (uint64_t table = o->b; table <= last; table += step) {
        if (!need(fb_table_at(s.program, (uint32_t)table)[0] == o->array, FB_ERR_BAD_TABLE, index, table)) {
            return false;
        }
    }
    return true;
}

static bool check_sense(const fb_operation *o, uint32_t index) {
    if (!check_array(o->array, index)) {
        return false;
    }
    const fb_array *array = &s.board->array[o->array];
    uint64_t end = (uint64_t)o->b + o->c;
    if (!need(end <= array->rows, FB_ERR_BAD_ROWS, index, end) ||
        !need(o->a < array->ranges, FB_ERR_BAD_RANGE, index, o->a) ||
        !need(o->d >= 1 && o->d <= FB_MOST_AVERAGES, FB_ERR_BAD_AVERAGES, index, o->d)) {
        return false;
    }
    s.sensed_rows[o->array] = o->c;
    return true;
}

static bool check_block(const fb_operation *o, uint32_t index, const stretch *in) {
    uint64_t on_ticks = 4 * (uint64_t)o->b;
    if (!need(o->b >= 1, FB_ERR_BAD_TICKS, index, o->b) || !need(o->c < o->b, FB_ERR_BAD_TICKS, index, o->c) ||
        !need(o->d <= 0xff, FB_ERR_BAD_INSTANTS, index, o->d) ||
        !need(on_ticks <= s.limits->on_ticks, FB_ERR_OVER_ON_TICKS, index, on_ticks)) {
        return false;
    }
    s.ticks = fb_plus(s.ticks, fb_times(in->executions, on_ticks));
    s.longest_tau = fb_most(s.longest_tau, o->b);
    uint32_t samples = 0;
    for (uint32_t bits = o->d; bits != 0; bits &= bits - 1) {
        samples++;
    }
    add_sample(samples);
    return true;
}

static bool check_await(const fb_operation *o, uint32_t index, const stretch *in) {
    if (!check_array(o->array, index) ||
        !need(s.board->array[o->array].driven, FB_ERR_NO_DRIVERS, index, o->array) ||
        !need(o->a <= s.limits->largest_codes[o->array], FB_ERR_OVER_CODE, index, o->a) ||
        !need(o->b >= 1, FB_ERR_BAD_TICKS, index, o->b)) {
        return false;
    }
    uint32_t table = FB_TABLE_BYTES(s.board->array[o->array].columns);
    /* With two of them a host that was told of every quarter of the ring can always send the next. */
    if (!need(2 * table <= s.program->ring_bytes, FB_ERR_BAD_STREAM, index, table)) {
        return false;
    }
    s.largest_code = o->a > s.largest_code ? o->a : s.largest_code;
    s.stream_bytes = fb_plus(s.stream_bytes, fb_times(in->executions, table));
    s.wait_ticks = fb_plus(s.wait_ticks, fb_times(in->executions, o->b));
    s.records = fb_then(s.records, (fb_record_bytes){true, 0, 0, 0});
    return true;
}

static bool check_gate(uint32_t index, uint32_t *last_tick, uint32_t width_ticks) {
    fb_operation o = fb_operation_at(s.program, index);
    if (!check_fields(&o, index) || !need(o.code == FB_OP_GATE, FB_ERR_BAD_GATE, index, o.code) ||
        !check_array(o.array, index) ||
        !need(!s.board->line_switches, FB_ERR_LINE_SWITCHES, index, o.array)) {
        return false;
    }
    const fb_array *array = &s.board->array[o.array];
    bool in_order = o.b >= *last_tick && o.b <= width_ticks;
    bool inside = o.c < array->rows && o.d < array->columns;
    *last_tick = o.b;
    return need(in_order && inside, FB_ERR_BAD_GATE, index, o.b);
}

static bool check_pulse(const fb_operation *o, uint32_t index, const stretch *in) {
    if (!need(o->b >= 1, FB_ERR_BAD_TICKS, index, o->b) ||
        !need(o->b <= s.limits->on_ticks, FB_ERR_OVER_ON_TICKS, index, o->b) ||
        !need(o->c <= in->to - index - 1, FB_ERR_BAD_GATE, index, o->c)) {
        return false;
    }
    uint32_t last_tick = 0;
    for (uint32_t i = index + 1; i <= index + o->c; i++) {
        if (!check_gate(i, &last_tick, o->b)) {
            return false;
        }
    }
    uint64_t ticks = fb_times(in->executions, o->b);
    s.ticks = fb_plus(s.ticks, ticks);
    s.pulse_ticks = fb_plus(s.pulse_ticks, ticks);
    if (o->a != 0) {
        add_sample(1);
    }
    return true;
}

/*
 * Whether a stretch moves the clock. A loop that does not could turn 2^128 times at one tick, and the duration would
 * prove nothing.
 */
static bool takes_time(uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        uint8_t code = fb_operation_at(s.program, i).code;
        if (code == FB_OP_SETTLE || code == FB_OP_BLOCK || code == FB_OP_PULSE) {
            return true;
        }
    }
    return false;
}

static bool walk(stretch in);

/*
 * What a body senses at its end holds at its next turn's start and stays so from the second turn on: the first turn
 * stands alone, the others are alike. Each loop is walked twice at most, whatever its turns: 2^4 visits of an operation.
 */
static bool check_loop(const fb_operation *o, uint32_t index, const stretch *in) {
    bool fits = o->b >= 1 && o->c >= 1 && o->c <= in->to - index - 1 && in->depth < FB_DEEPEST_LOOP;
    if (!need(fits && takes_time(index + 1, index + 1 + o->c), FB_ERR_BAD_LOOP, index, o->b)) {
        return false;
    }
    stretch body = {index + 1, index + 1 + o->c, in->executions, o->b, (uint8_t)(in->depth + 1), in->first};
    fb_record_bytes before = s.records;
    s.records = fb_sum(0);
    if (!walk(body)) {
        return false;
    }
    before = fb_then(before, s.records);
    if (o->b > 1) {
        body.executions = fb_times(in->executions, o->b - 1);
        body.first = false;
        s.records = fb_sum(0);
        /* What is refused at all was refused in the first turn: only the sums are another's. */
        (void)walk(body);
        before = fb_then(before, fb_repeated(s.records, o->b - 1));
    }
    s.records = before;
    return true;
}

static bool check_operation(const fb_operation *o, uint32_t index, const stretch *in) {
    switch (o->code) {
    case FB_OP_SWITCH: return check_switch(o, index);
    case FB_OP_SETTLE: return check_settle(o, index, in);
    case FB_OP_DRIVE: return check_drive(o, index, in);
    case FB_OP_SENSE: return check_sense(o, index);
    case FB_OP_BLOCK: return check_block(o, index, in);
    case FB_OP_PULSE: return check_pulse(o, index, in);
    case FB_OP_GATE: return need(false, FB_ERR_BAD_GATE, index, o->b);
    case FB_OP_SAMPLE: add_sample(1); return true;
    case FB_OP_LOOP: return check_loop(o, index, in);
    case FB_OP_AWAIT: return check_await(o, index, in);
    default: /* SAFE, the only one left */
        for (uint8_t l = 0; l < s.board->arrays; l++) {
            s.sensed_rows[l] = 0;
        }
        return true;
    }
}

static bool walk(stretch in) {
    uint32_t next = in.from;
    while (next < in.to) {
        fb_operation o = fb_operation_at(s.program, next);
        if (!check_fields(&o, next) || !check_operation(&o, next, &in)) {
            return false;
        }
        bool followed = o.code == FB_OP_PULSE || o.code == FB_OP_LOOP;
        next += 1 + (followed ? o.c : 0);
    }
    return true;
}

/* ---- the whole ---- */

static bool check_stream(void) {
    uint32_t ring = s.program->ring_bytes;
    bool used = ring % 4 == 0 && (s.program->stream_bytes > 0 || ring == 0);
    return need(used, FB_ERR_BAD_STREAM, 0, ring) &&
           need(s.stream_bytes == s.program->stream_bytes, FB_ERR_BAD_STREAM, 0, s.stream_bytes);
}

/* A total that stopped at the largest number is over every limit. */
static bool check_total(uint64_t total, uint64_t limit, uint16_t error) {
    return need(total <= limit && total < FB_LARGEST_TOTAL, error, 0, total);
}

static bool prove(fb_proof *proof) {
    uint64_t bytes = (uint64_t)s.program->length + s.program->ring_bytes;
    stretch all = {0, s.program->operations, 1, 1, 0, true};
    if (!need(bytes <= s.board->job_bytes, FB_ERR_NO_MEMORY, 0, bytes) || !read_parts() || !check_tables() ||
        !check_patterns() || !walk(all) || !check_stream()) {
        return false;
    }
    uint64_t code_ticks = fb_times(s.largest_code, fb_plus(s.pulse_ticks, s.longest_tau));
    uint64_t result_bytes = fb_most(s.records.before, fb_most(s.records.between, s.records.after));
    *proof = (fb_proof){s.ticks,
                        s.largest_code,
                        code_ticks,
                        (uint32_t)result_bytes,
                        fb_crc(s.program->bytes, s.program->length),
                        s.wait_ticks};
    return check_total(s.ticks, s.limits->program_ticks, FB_ERR_OVER_PROGRAM_TICKS) &&
           check_total(code_ticks, s.limits->code_ticks, FB_ERR_OVER_CODE_TICKS) &&
           check_total(result_bytes, s.board->result_bytes, FB_ERR_OVER_RESULTS);
}

fb_refusal fb_prove(const fb_board *board, const fb_limits *limits, fb_program *program, fb_proof *proof) {
    s.board = board;
    s.limits = limits;
    s.program = program;
    s.refusal = (fb_refusal){FB_ERR_NONE, 0, 0};
    for (uint8_t l = 0; l < board->arrays; l++) {
        s.sensed_rows[l] = 0;
    }
    s.ticks = s.pulse_ticks = s.longest_tau = s.wait_ticks = s.stream_bytes = 0;
    s.largest_code = 0;
    s.records = fb_sum(0);
    (void)prove(proof);
    return s.refusal;
}
