#include "fb_array_model.h"

#include <math.h>
#include <string.h>

#include "fb_gauss.h"

/* Allowed error of one panel of time; a plateau has some dozens, and 1e-9 V s is promised over all. */
#define PANEL_VOLT_SECONDS 1e-12

/* Of the estimate of that error, for functions whose coefficients do not fall evenly. */
#define SAFETY 8

/* A panel is halved no further: what is left are steps of rounding. */
#define DEEPEST 40

/* No column may receive more in one panel: the poles of atan lie 1 V s beside the real axis. */
#define WIDEST_VOLT_SECONDS 1

typedef struct {
    double start; /* flux where counting began, volt-seconds */
    double moved; /* behind neurons: what came since */
    int64_t code_ticks; /* behind drivers: what came since, exactly */
    bool closed;
} cell;

typedef struct {
    uint16_t rows;
    uint16_t columns;
    uint16_t neurons;
    double step_volt_seconds; /* of one code for one tick */
    double step_volts; /* of one code */
    int16_t code[FB_MODEL_LINES]; /* 0 without drivers */
    double neuron_volts[FB_MODEL_LINES]; /* on the columns, from the array before, at this instant */
    bool neuron_known[FB_MODEL_LINES];
    bool column_used[FB_MODEL_LINES]; /* has a closed cell */
    cell cell[FB_MODEL_CELLS];
} crossbar;

/* One panel of time: what the columns of one array receive, at its nodes. */
typedef struct {
    double volts[FB_MODEL_LINES][FB_NODES];
    double flux[FB_MODEL_LINES][FB_NODES]; /* since the panel's start */
    double whole[FB_MODEL_LINES]; /* over the whole panel */
} panel;

static const fb_board *board;
static double seconds_per_tick;
static double amplitude_volts;
static double scale_amperes;
static fb_gauss rule;
static crossbar arrays[FB_MOST_ARRAYS];
static panel panels[FB_MOST_ARRAYS];

static double siemens(double flux) {
    return atan(flux) + 2;
}

static bool driven(uint8_t array) {
    return array == 0 || board->independent;
}

bool fb_model_fits(const fb_board *of) {
    for (uint8_t l = 0; l < of->arrays; l++) {
        if (of->array[l].rows > FB_MODEL_LINES || of->array[l].columns > FB_MODEL_LINES) {
            return false;
        }
    }
    return of->arrays <= FB_MOST_ARRAYS;
}

void fb_model_start(const fb_board *of) {
    board = of;
    seconds_per_tick = 1.0 / of->ticks_per_second;
    amplitude_volts = of->neuron_microvolts / 1e6;
    scale_amperes = (double)of->neuron_picoamperes / 1e12;
    fb_gauss_make(&rule);
    memset(arrays, 0, sizeof arrays);
    for (uint8_t l = 0; l < of->arrays; l++) {
        const fb_array *shape = &of->array[l];
        crossbar *a = &arrays[l];
        a->rows = shape->rows;
        a->columns = shape->columns;
        a->neurons = shape->differential ? shape->rows / 2 : shape->rows;
        a->step_volts = ldexp(shape->dac_microvolts / 1e6, 1 - shape->dac_bits);
        a->step_volt_seconds = a->step_volts * seconds_per_tick;
    }
}

static double flux_of(const crossbar *a, const cell *c) {
    /* Exact integers: after a block signal a cell behind drivers is where it was, to the last bit. */
    return c->start + c->moved + (double)c->code_ticks * a->step_volt_seconds;
}

double fb_model_flux(uint8_t array, uint16_t at) {
    return flux_of(&arrays[array], &arrays[array].cell[at]);
}

int64_t fb_model_code_ticks(uint8_t array, uint16_t at) {
    return arrays[array].cell[at].code_ticks;
}

bool fb_model_closed(uint8_t array, uint16_t at) {
    return arrays[array].cell[at].closed;
}

/* What was known of this instant is not any more. */
static void forget(void) {
    for (uint8_t l = 0; l < board->arrays; l++) {
        memset(arrays[l].neuron_known, 0, sizeof arrays[l].neuron_known);
    }
}

void fb_model_set_flux(uint8_t array, uint16_t at, double volt_seconds) {
    arrays[array].cell[at] = (cell){.start = volt_seconds, .closed = arrays[array].cell[at].closed};
    forget();
}

void fb_model_drive(uint8_t array, const int16_t *codes) {
    if (driven(array)) {
        memcpy(arrays[array].code, codes, arrays[array].columns * sizeof *codes);
        forget();
    }
}

static bool bit(const uint8_t *bits, unsigned at) {
    return (bits[at / 8] >> (at % 8) & 1) != 0;
}

void fb_model_switch(uint8_t array, const uint8_t *closed) {
    crossbar *a = &arrays[array];
    memset(a->column_used, 0, sizeof a->column_used);
    for (unsigned k = 0; k < a->rows; k++) {
        for (unsigned j = 0; j < a->columns; j++) {
            cell *c = &a->cell[k * a->columns + j];
            c->closed = closed != NULL
                    && (board->line_switches ? bit(closed, k) && bit(closed, a->rows + j)
                                             : bit(closed, k * a->columns + j));
            a->column_used[j] |= c->closed;
        }
    }
    forget();
}

static double row_amperes(uint8_t array, unsigned row);

static double column_volts(uint8_t array, unsigned column) {
    crossbar *a = &arrays[array];
    if (driven(array)) {
        return a->code[column] * a->step_volts;
    }
    if (!a->neuron_known[column]) {
        uint8_t before = (uint8_t)(array - 1);
        double amperes = row_amperes(before, column);
        if (board->array[before].differential) {
            amperes -= row_amperes(before, column + arrays[before].neurons);
        }
        a->neuron_volts[column] = amplitude_volts * tanh(amperes / scale_amperes);
        a->neuron_known[column] = true;
    }
    return a->neuron_volts[column];
}

static double row_amperes(uint8_t array, unsigned row) {
    crossbar *a = &arrays[array];
    double sum = 0;
    for (unsigned j = 0; j < a->columns; j++) {
        const cell *c = &a->cell[row * a->columns + j];
        double volts = c->closed ? column_volts(array, j) : 0;
        if (volts != 0) {
            sum += siemens(flux_of(a, c)) * volts;
        }
    }
    return sum;
}

double fb_model_row_amperes(uint8_t array, uint16_t row) {
    return row_amperes(array, row);
}

/* ---- later arrays of a cascade: panel after panel of time, array after array ---- */

/* Adds the current of one row at the nodes of a panel. `before` is the time from the last output to the panel. */
static void add_row(uint8_t array, unsigned row, double before, double seconds, int sign, double amperes[FB_NODES]) {
    const crossbar *a = &arrays[array];
    for (unsigned j = 0; j < a->columns; j++) {
        const cell *c = &a->cell[row * a->columns + j];
        double volts = a->code[j] * a->step_volts;
        if (!c->closed || (array == 0 && volts == 0)) {
            continue;
        }
        double flux = flux_of(a, c);
        for (int q = 0; q < FB_NODES; q++) {
            if (array == 0) {
                amperes[q] += sign * volts * siemens(flux + volts * (before + seconds * rule.node[q]));
            } else {
                amperes[q] += sign * panels[array].volts[j][q] * siemens(flux + panels[array].flux[j][q]);
            }
        }
    }
}

/* From the voltages of a column at the nodes: what it receives, and an estimate of the error, infinite if too wide. */
static double receive(panel *to, unsigned column, double seconds) {
    const double *volts = to->volts[column];
    double mean = 0;
    for (int q = 0; q < FB_NODES; q++) {
        mean += rule.weight[q] * volts[q];
    }
    double swing = 0;
    double largest = 0;
    for (int q = 0; q < FB_NODES; q++) {
        largest = fmax(largest, fabs(volts[q]));
        swing = fmax(swing, fabs(volts[q] - mean));
        double sum = 0;
        for (int r = 0; r < FB_NODES; r++) {
            sum += rule.to_node[q][r] * volts[r];
        }
        to->flux[column][q] = seconds * sum;
    }
    to->whole[column] = seconds * mean;
    if (seconds * largest > WIDEST_VOLT_SECONDS) {
        return INFINITY;
    }
    double tail = 0;
    for (int i = 0; i < FB_TAIL && swing > 0; i++) {
        double sum = 0;
        for (int r = 0; r < FB_NODES; r++) {
            sum += rule.tail[i][r] * volts[r];
        }
        tail = fmax(tail, SAFETY * fabs(sum) / swing);
    }
    /* Where coefficients fall geometrically, the error of the quadrature is near the square of the last ones. */
    return seconds * swing * fmin(1, tail * tail);
}

/* Works out one panel of all later arrays; the largest estimated error of a column in volt-seconds. */
static double through(double before, double seconds) {
    double error = 0;
    for (uint8_t l = 1; l < board->arrays; l++) {
        const crossbar *from = &arrays[l - 1];
        for (unsigned n = 0; n < arrays[l].columns; n++) {
            if (!arrays[l].column_used[n]) {
                continue;
            }
            double amperes[FB_NODES] = {0};
            add_row((uint8_t)(l - 1), n, before, seconds, 1, amperes);
            if (board->array[l - 1].differential) {
                add_row((uint8_t)(l - 1), n + from->neurons, before, seconds, -1, amperes);
            }
            for (int q = 0; q < FB_NODES; q++) {
                panels[l].volts[n][q] = amplitude_volts * tanh(amperes[q] / scale_amperes);
            }
            error = fmax(error, receive(&panels[l], n, seconds));
        }
    }
    return error;
}

static void accept(void) {
    for (uint8_t l = 1; l < board->arrays; l++) {
        crossbar *a = &arrays[l];
        for (unsigned i = 0; i < (unsigned)a->rows * a->columns; i++) {
            if (a->cell[i].closed) {
                a->cell[i].moved += panels[l].whole[i % a->columns];
            }
        }
    }
}

static bool later_arrays_closed(void) {
    for (uint8_t l = 1; l < board->arrays; l++) {
        for (unsigned j = 0; j < arrays[l].columns; j++) {
            if (arrays[l].column_used[j]) {
                return true;
            }
        }
    }
    return false;
}

static void integrate(double largest_volts, double seconds) {
    double at = 0;
    double width = fmin(seconds, WIDEST_VOLT_SECONDS / largest_volts);
    double widest = width;
    int halvings = 0;
    while (at < seconds) {
        bool last = at + width >= seconds;
        double part = last ? seconds - at : width;
        double error = through(at, part);
        if (error > PANEL_VOLT_SECONDS && halvings < DEEPEST) {
            width = part / 2;
            halvings++;
            continue;
        }
        accept();
        at = last ? seconds : at + part;
        /* The next one may be wider again, where this one was more than good enough. */
        if (error < PANEL_VOLT_SECONDS / 1024) {
            width = fmin(widest, 2 * part);
            halvings = halvings > 0 ? halvings - 1 : 0;
        }
    }
}

void fb_model_advance(uint64_t ticks) {
    double largest = 0;
    for (uint8_t l = 0; l < board->arrays; l++) {
        for (unsigned j = 0; j < arrays[l].columns; j++) {
            largest = fmax(largest, fabs(arrays[l].code[j] * arrays[l].step_volts));
        }
    }
    if (ticks == 0 || largest == 0) {
        return;
    }
    if (!board->independent && later_arrays_closed()) {
        integrate(largest, (double)ticks * seconds_per_tick);
    }
    for (uint8_t l = 0; l < board->arrays; l++) {
        crossbar *a = &arrays[l];
        for (unsigned i = 0; i < (unsigned)a->rows * a->columns; i++) {
            if (a->cell[i].closed) {
                a->cell[i].code_ticks += a->code[i % a->columns] * (int64_t)ticks;
            }
        }
    }
    forget();
}
