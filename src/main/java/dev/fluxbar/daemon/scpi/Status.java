package dev.fluxbar.daemon.scpi;

/** The status of a session: error queue, standard events, and the registers of SCPI. */
final class Status {
  private static final int ERRORS_AVAILABLE = 1 << 2;
  private static final int QUESTIONABLE = 1 << 3;
  private static final int MESSAGE_AVAILABLE = 1 << 4;
  private static final int EVENTS = 1 << 5;
  private static final int MASTER = 1 << 6;
  private static final int OPERATION = 1 << 7;

  private final ErrorQueue errors = new ErrorQueue();
  private final Register operation = new Register();
  private final Register questionable = new Register();
  private int events = StandardEvents.POWER_ON;
  private int eventsEnabled;
  private int serviceEnabled;

  void push(ScpiError error, String detail) {
    errors.push(error, detail);
    events |= error.eventBit();
  }

  ErrorQueue errors() {
    return errors;
  }

  Register operation() {
    return operation;
  }

  Register questionable() {
    return questionable;
  }

  void operationComplete() {
    events |= StandardEvents.OPERATION_COMPLETE;
  }

  /** Standard events; they are then gone. */
  int takeEvents() {
    int taken = events;
    events = 0;
    return taken;
  }

  int eventsEnabled() {
    return eventsEnabled;
  }

  void eventsEnabled(int mask) {
    eventsEnabled = mask;
  }

  int serviceEnabled() {
    return serviceEnabled;
  }

  /** Bit 6 is the summary itself and cannot be enabled. */
  void serviceEnabled(int mask) {
    serviceEnabled = mask & ~MASTER;
  }

  /** {@code *CLS}: queue and events, no masks. */
  void clear() {
    errors.clear();
    events = 0;
    operation.clearEvents();
    questionable.clearEvents();
  }

  /**
   * The status byte (IEEE 488.2, 11.2).
   *
   * @param messageAvailable whether an answer waits to be sent
   */
  int statusByte(boolean messageAvailable) {
    int bits =
        (errors.count() > 0 ? ERRORS_AVAILABLE : 0)
            | (questionable.summary() ? QUESTIONABLE : 0)
            | (messageAvailable ? MESSAGE_AVAILABLE : 0)
            | ((events & eventsEnabled) != 0 ? EVENTS : 0)
            | (operation.summary() ? OPERATION : 0);
    return bits | ((bits & serviceEnabled) != 0 ? MASTER : 0);
  }
}
