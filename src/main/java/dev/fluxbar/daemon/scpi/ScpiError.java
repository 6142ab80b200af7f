package dev.fluxbar.daemon.scpi;

/**
 * What can be wrong, by the numbers of SCPI-99 (volume 2, chapter 21) where it has one, and by
 * positive ones of our own where it has none.
 */
public enum ScpiError {
  NONE(0, "No error"),
  INVALID_CHARACTER(-101, "Invalid character"),
  SYNTAX(-102, "Syntax error"),
  INVALID_SEPARATOR(-103, "Invalid separator"),
  DATA_TYPE(-104, "Data type error"),
  PARAMETER_NOT_ALLOWED(-108, "Parameter not allowed"),
  MISSING_PARAMETER(-109, "Missing parameter"),
  MNEMONIC_TOO_LONG(-112, "Program mnemonic too long"),
  UNDEFINED_HEADER(-113, "Undefined header"),
  SUFFIX_OUT_OF_RANGE(-114, "Header suffix out of range"),
  INVALID_NUMBER(-121, "Invalid character in number"),
  EXPONENT_TOO_LARGE(-123, "Exponent too large"),
  TOO_MANY_DIGITS(-124, "Too many digits"),
  INVALID_SUFFIX(-131, "Invalid suffix"),
  SUFFIX_NOT_ALLOWED(-138, "Suffix not allowed"),
  INVALID_STRING(-151, "Invalid string data"),
  INVALID_BLOCK(-161, "Invalid block data"),
  INVALID_EXPRESSION(-171, "Invalid expression"),
  OUT_OF_RANGE(-222, "Data out of range"),
  TOO_MUCH_DATA(-223, "Too much data"),
  ILLEGAL_VALUE(-224, "Illegal parameter value"),
  OUT_OF_MEMORY(-225, "Out of memory"),
  STALE(-230, "Data corrupt or stale"),
  SYSTEM(-310, "System error"),
  QUEUE_OVERFLOW(-350, "Queue overflow"),
  INPUT_OVERRUN(-363, "Input buffer overrun"),
  DEADLOCKED(-430, "Query DEADLOCKED"),
  TOKEN_NEEDED(101, "Token needed"),
  TOKEN_WRONG(102, "Token wrong"),
  TOKEN_LOCKED(103, "Token locked"),
  ROLE(104, "Role may not"),
  REFUSED(201, "Run refused"),
  PHYSICS_SAID_NO(202, "Physics said no"),
  FAILED(203, "Run failed"),
  ABORTED(204, "Run aborted"),
  INTERRUPTED(205, "Run interrupted"),
  NO_SUCH(211, "No such name");

  private final int number;
  private final String text;

  ScpiError(int number, String text) {
    this.number = number;
    this.text = text;
  }

  int number() {
    return number;
  }

  String text() {
    return text;
  }

  /** Its bit in the standard event status register (IEEE 488.2, 11.5.1). */
  int eventBit() {
    if (this == NONE) {
      return 0;
    }
    return switch (number / 100) {
      case -1 -> StandardEvents.COMMAND_ERROR;
      case -2 -> StandardEvents.EXECUTION_ERROR;
      case -4 -> StandardEvents.QUERY_ERROR;
      default -> StandardEvents.DEVICE_ERROR;
    };
  }
}
