/*
 * A skeleton for a Raspberry Pi Pico with one 8 x 8 array. IT HAS NEVER RUN, and never been compiled where this project
 * is built: take it as the wiring and the order of things, and prove it on your bench with no memristor in it.
 *
 *     GP0, GP1    UART0 TX, RX, 1 Mbit/s, to the host (or USB CDC: it has no place for a lost byte, a UART has)
 *     GP2, GP3    SPI0 SCK, TX to all three below, 10 MHz; GP4 RX from the ADC
 *     GP5         CS of the DAC: DAC81408, 8 channels of 16 bits, two's complement, +-5 V span: codes of this protocol
 *     GP6         LDAC of the DAC, low for a moment: all channels take their codes at once
 *     GP7         CLR of the DAC, low: all channels at 0 V, whatever SPI does. Pulled LOW by a resistor: safe unpowered
 *     GP8         RCLK of eight 74HC595 in a chain: one bit a crosspoint, row by row, through its analog switch
 *     GP9         OE of the 74HC595, high: outputs float, pull-downs open every switch. Pulled HIGH: safe unpowered
 *     GP10        CNV of the ADC: AD7608-like, 8 channels of 18 bits behind the TIAs, sampled together
 *     GP11        BUSY of the ADC
 *
 * What a board's maker must see to: the TIA holds its row at 0 V within the DAC's settling time; late_ticks below is
 * measured, not guessed; conversion_ticks is the ADC's worst case with the TIA's settling.
 */
#include "fluxbar.h"
#include "hardware/gpio.h"
#include "hardware/irq.h"
#include "hardware/spi.h"
#include "hardware/timer.h"
#include "hardware/uart.h"
#include "hardware/watchdog.h"
#include "pico/rand.h"
#include "pico/stdlib.h"

enum { DAC_CS = 5, DAC_LDAC = 6, DAC_CLR = 7, SWITCH_RCLK = 8, SWITCH_OE = 9, ADC_CNV = 10, ADC_BUSY = 11 };

enum { ROWS = 8, COLUMNS = 8, CREDIT_BYTES = 4096, ALARM = 0 };

/* The DAC's command "write channel c": 0x14 + c. */
#define DAC_CHANNEL 0x14u

static const uint64_t ranges[] = {1000000000}; /* 1 mA at 2^17 */
static const fb_array arrays[] = {{
    .rows = ROWS,
    .columns = COLUMNS,
    .driven = true,
    .dac_bits = 16,
    .dac_microvolts = 5000000,
    .adc_bits = 18,
    .ranges = 1,
    .range_picoamperes = ranges,
    .conversion_ticks = 20,
}};
static const fb_board board = {
    .board_id = "pico-8x8",
    .firmware = "fluxbar-reference rp2040 0 (never run)",
    .arrays = 1,
    .array = arrays,
    .independent = true,
    .ticks_per_second = 1000000,
    .job_bytes = FB_JOB_BYTES,
    .result_bytes = FB_RESULT_BYTES,
    .credit_frames = 16,
    .credit_bytes = CREDIT_BYTES,
    .longest_on_ticks = 10000000,
    .longest_program_ticks = 3600000000u,
    .longest_watchdog_millis = 100,
    .late_ticks = 10, /* what switching eight shift registers takes; measure it */
};

static uint8_t ring[CREDIT_BYTES];
static volatile uint32_t ring_in;
static volatile uint32_t ring_out;
static uint16_t converting_row;

/* ---- outputs ---- */

void fb_board_write_codes(uint8_t array, const int16_t *codes, uint16_t columns) {
    (void)array;
    for (uint16_t j = 0; j < columns; j++) {
        uint16_t code = (uint16_t)codes[j];
        uint8_t words[] = {(uint8_t)(DAC_CHANNEL + j), (uint8_t)(code >> 8), (uint8_t)code};
        gpio_put(DAC_CS, 0);
        spi_write_blocking(spi0, words, sizeof words);
        gpio_put(DAC_CS, 1);
    }
}

void fb_board_latch(void) {
    gpio_put(DAC_CLR, 1);
    gpio_put(DAC_LDAC, 0);
    gpio_put(DAC_LDAC, 1);
}

void fb_board_write_switches(uint8_t array, const uint8_t *closed) {
    (void)array;
    spi_write_blocking(spi0, closed, ROWS * COLUMNS / 8);
    gpio_put(SWITCH_RCLK, 1);
    gpio_put(SWITCH_RCLK, 0);
    gpio_put(SWITCH_OE, 0);
}

/* Two pins, no SPI: works whatever is under way. Codes and bits that stand in the chips are overwritten before use. */
void fb_board_safe(void) {
    gpio_put(DAC_CLR, 0);
    gpio_put(SWITCH_OE, 1);
}

/* ---- inputs ---- */

void fb_board_start_conversion(uint8_t array, uint16_t row, uint8_t range) {
    (void)array;
    (void)range;
    converting_row = row;
    gpio_put(ADC_CNV, 0);
    gpio_put(ADC_CNV, 1);
}

bool fb_board_read_conversion(int32_t *count) {
    if (gpio_get(ADC_BUSY)) {
        return false;
    }
    /* Eight channels of 18 bits, one after the other, two's complement. */
    uint8_t bits[ROWS * 18 / 8];
    spi_read_blocking(spi0, 0, bits, sizeof bits);
    uint32_t value = 0;
    for (uint32_t i = 0; i < 18; i++) {
        uint32_t at = converting_row * 18u + i;
        value = value << 1 | (bits[at / 8] >> (7 - at % 8) & 1u);
    }
    *count = (int32_t)(value << 14) >> 14;
    return true;
}

/* ---- time: the chip's microsecond timer, 64 bits ---- */

uint64_t fb_board_ticks(void) { return time_us_64(); }

uint64_t fb_board_micros(void) { return time_us_64(); }

static void fire(uint alarm) {
    (void)alarm;
    fb_fire();
}

void fb_board_wake_at(uint64_t tick) {
    /* An alarm compares 32 bits, 71 minutes; fb_fire() asks again where it comes too early. */
    absolute_time_t at;
    update_us_since_boot(&at, tick);
    if (hardware_alarm_set_target(ALARM, at)) {
        hardware_alarm_force_irq(ALARM);
    }
}

void fb_board_lock(void) { irq_set_enabled(TIMER_IRQ_0 + ALARM, false); }

void fb_board_unlock(void) { irq_set_enabled(TIMER_IRQ_0 + ALARM, true); }

/* ---- line ---- */

static void byte_came(void) {
    while (uart_is_readable(uart0)) {
        uint8_t byte = uart_getc(uart0);
        if (ring_in - ring_out < CREDIT_BYTES) {
            ring[ring_in++ % CREDIT_BYTES] = byte;
        }
    }
}

size_t fb_board_receive(uint8_t *bytes, size_t most) {
    size_t taken = 0;
    while (taken < most && ring_out != ring_in) {
        bytes[taken++] = ring[ring_out++ % CREDIT_BYTES];
    }
    return taken;
}

size_t fb_board_send(const uint8_t *bytes, size_t count) {
    size_t taken = 0;
    while (taken < count && uart_is_writable(uart0)) {
        uart_putc_raw(uart0, bytes[taken++]);
    }
    return taken;
}

uint64_t fb_board_boot_id(void) { return get_rand_64(); }

int main(void) {
    /* Levels before directions: no pin is ever driven the unsafe way. */
    for (uint pin = DAC_CS; pin <= ADC_CNV; pin++) {
        gpio_init(pin);
        gpio_put(pin, pin == DAC_CS || pin == DAC_LDAC || pin == SWITCH_OE || pin == ADC_CNV);
        gpio_set_dir(pin, GPIO_OUT);
    }
    gpio_init(ADC_BUSY);
    spi_init(spi0, 10000000);
    uart_init(uart0, 1000000);
    for (uint pin = 0; pin <= 4; pin++) {
        gpio_set_function(pin, pin <= 1 ? GPIO_FUNC_UART : GPIO_FUNC_SPI);
    }
    irq_set_exclusive_handler(UART0_IRQ, byte_came);
    irq_set_enabled(UART0_IRQ, true);
    uart_set_irq_enables(uart0, true, false);
    hardware_alarm_claim(ALARM);
    hardware_alarm_set_callback(ALARM, fire);
    irq_set_priority(TIMER_IRQ_0 + ALARM, PICO_HIGHEST_IRQ_PRIORITY);
    while (!fb_start(&board)) {
        /* fb_config.h has less than this board needs: it stays safe. */
    }
    watchdog_enable(50, true);
    for (;;) {
        watchdog_update();
        fb_poll();
    }
}
