package dev.fluxbar.bench.gpio;

import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.MonotonicClock;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;

/** Everything of a bench that takes frames, and its clock. */
record GpioParts(
    GpioWiring wiring,
    GpioProfile profile,
    DacBank dacs,
    AdcBank adcs,
    SwitchBank switches,
    MonotonicClock clock) {

  /** Opens every bus and line; nothing is sent. */
  GpioParts(GpioWiring wiring, GpioProfile profile, Header header, MonotonicClock clock) {
    this(
        wiring,
        profile,
        new DacBank(wiring, header),
        new AdcBank(wiring, profile, header),
        new SwitchBank(wiring, header),
        clock);
  }

  /** From any state to the safe one: switches first, since drivers may stand anywhere. */
  void start() {
    switches.start();
    dacs.start();
    adcs.start();
  }

  /** Drivers to 0 V, switches open, read back; each is tried, whatever became of the other. */
  void safe() {
    new Attempts().then(dacs::zero).then(switches::open).then(switches::verify).end();
  }

  void close() {
    new Attempts().then(dacs::close).then(adcs::close).then(switches::close).end();
  }
}
