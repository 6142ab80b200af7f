package dev.fluxbar.daemon.scpi;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes a message apart, one unit after the other, so that what stands before a mistake is done
 * (IEEE 488.2, 7.3 to 7.7). The message has no terminator any more.
 */
final class UnitReader {
  private static final int LONGEST_MNEMONIC = 12;
  private static final int MOST_PARTS = 8;
  private static final int LONGEST_NUMBER = 255;
  private static final int LARGEST_EXPONENT = 32_000;
  private static final int LONGEST_LIST = 200;
  private static final int MOST_PARAMETERS = 200_000;

  private final byte[] message;
  private int at;

  UnitReader(byte[] message) {
    this.message = message;
  }

  /** Whether another unit follows; empty ones mean nothing. */
  boolean hasNext() {
    while (at < message.length && (blank(peek()) || peek() == ';')) {
      at++;
    }
    return at < message.length;
  }

  /**
   * The next unit.
   *
   * @throws ScpiRefusal if it is none; the rest of the message cannot be understood then
   */
  Unit next() {
    boolean common = take('*');
    boolean absolute = !common && take(':');
    List<String> mnemonics = new ArrayList<>();
    do {
      if (mnemonics.size() == MOST_PARTS) {
        throw new ScpiRefusal(ScpiError.UNDEFINED_HEADER, String.join(":", mnemonics));
      }
      mnemonics.add(mnemonic());
    } while (!common && take(':'));
    boolean query = take('?');
    if (at < message.length && !blank(peek()) && peek() != ';') {
      throw new ScpiRefusal(ScpiError.INVALID_SEPARATOR, String.join(":", mnemonics));
    }
    return new Unit(common, absolute, mnemonics, query, parameters());
  }

  private String mnemonic() {
    int from = at;
    while (at < message.length && (letter(peek()) || digit(peek()) || peek() == '_')) {
      at++;
    }
    if (at == from || !letter(message[from])) {
      throw new ScpiRefusal(ScpiError.SYNTAX, "a header is expected");
    }
    if (at - from > LONGEST_MNEMONIC) {
      throw new ScpiRefusal(ScpiError.MNEMONIC_TOO_LONG, text(from, from + LONGEST_MNEMONIC));
    }
    return text(from, at).toUpperCase(Locale.ROOT);
  }

  private List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    blanks();
    if (ended()) {
      return parameters;
    }
    while (true) {
      if (parameters.size() == MOST_PARAMETERS) {
        throw new ScpiRefusal(ScpiError.TOO_MUCH_DATA, "send a block");
      }
      parameters.add(parameter());
      blanks();
      if (ended()) {
        return parameters;
      }
      if (!take(',')) {
        throw new ScpiRefusal(ScpiError.INVALID_SEPARATOR, "a comma is expected");
      }
      blanks();
    }
  }

  private Parameter parameter() {
    if (ended()) {
      throw new ScpiRefusal(ScpiError.SYNTAX, "a parameter is expected");
    }
    byte first = peek();
    if (first == '"' || first == '\'') {
      return string(first);
    }
    if (first == '#') {
      return block();
    }
    if (first == '(') {
      return channels();
    }
    if (digit(first) || first == '+' || first == '-' || first == '.') {
      return number();
    }
    if (letter(first)) {
      return new Parameter.Word(word(ScpiError.DATA_TYPE));
    }
    throw new ScpiRefusal(ScpiError.SYNTAX, "a parameter is expected");
  }

  private Parameter string(byte quote) {
    at++;
    StringBuilder text = new StringBuilder();
    while (at < message.length) {
      byte next = message[at++];
      if (next == quote && !take((char) quote)) {
        return new Parameter.Text(text.toString());
      }
      text.append((char) next);
    }
    throw new ScpiRefusal(ScpiError.INVALID_STRING, "its quote is missing");
  }

  private Parameter block() {
    at++;
    if (at == message.length) {
      throw new ScpiRefusal(ScpiError.INVALID_BLOCK, "");
    }
    byte kind = message[at++];
    if (letter(kind)) {
      return nonDecimal((char) kind);
    }
    if (kind == '0') {
      Parameter rest = new Parameter.Block(message, at, message.length - at);
      at = message.length;
      return rest;
    }
    int digits = kind - '0';
    if (digits < 1 || digits > 9 || digits > message.length - at) {
      throw new ScpiRefusal(ScpiError.INVALID_BLOCK, "");
    }
    int length = 0;
    for (int i = 0; i < digits; i++) {
      if (!digit(peek())) {
        throw new ScpiRefusal(ScpiError.INVALID_BLOCK, "its length is no number");
      }
      length = 10 * length + message[at++] - '0';
    }
    if (length > message.length - at) {
      throw new ScpiRefusal(ScpiError.INVALID_BLOCK, "it is shorter than it says");
    }
    at += length;
    return new Parameter.Block(message, at - length, length);
  }

  private Parameter nonDecimal(char kind) {
    int radix =
        switch (Character.toUpperCase(kind)) {
          case 'H' -> 16;
          case 'Q' -> 8;
          case 'B' -> 2;
          default -> throw new ScpiRefusal(ScpiError.INVALID_BLOCK, "");
        };
    int from = at;
    while (at < message.length && (letter(peek()) || digit(peek()))) {
      at++;
    }
    String digits = text(from, Math.min(at, from + 16));
    if (at == from || at - from > 15) {
      throw new ScpiRefusal(ScpiError.TOO_MANY_DIGITS, digits);
    }
    try {
      return new Parameter.Numeric(new BigInteger(digits, radix).doubleValue(), "");
    } catch (NumberFormatException e) {
      throw new ScpiRefusal(ScpiError.INVALID_NUMBER, digits);
    }
  }

  private Parameter channels() {
    int from = ++at;
    while (at < message.length && peek() != ')' && at - from < LONGEST_LIST) {
      at++;
    }
    String list = text(from, at);
    if (!take(')') || !list.matches("\\s*@\\s*[0-9]{1,6}(\\s*[,!]\\s*[0-9]{1,6})*\\s*")) {
      throw new ScpiRefusal(ScpiError.INVALID_EXPRESSION, "write (@layer,row,column)");
    }
    List<Integer> numbers = new ArrayList<>();
    for (String one : list.replaceAll("[@\\s]", "").split("[,!]", -1)) {
      numbers.add(Integer.parseInt(one));
    }
    return new Parameter.Channels(numbers);
  }

  private Parameter number() {
    int from = at;
    if (peek() == '+' || peek() == '-') {
      at++;
    }
    int whole = digits();
    int fraction = take('.') ? digits() : 0;
    if (whole + fraction == 0) {
      throw new ScpiRefusal(ScpiError.INVALID_NUMBER, text(from, at));
    }
    int exponent = exponent();
    if (at - from > LONGEST_NUMBER) {
      throw new ScpiRefusal(ScpiError.TOO_MANY_DIGITS, "");
    }
    if (exponent > LARGEST_EXPONENT) {
      throw new ScpiRefusal(ScpiError.EXPONENT_TOO_LARGE, "");
    }
    double value = Double.parseDouble(text(from, at));
    blanks();
    String suffix = !ended() && letter(peek()) ? word(ScpiError.INVALID_SUFFIX) : "";
    return new Parameter.Numeric(value, suffix);
  }

  /** Its size, after which this stands; 0 and no step where none follows. */
  private int exponent() {
    int back = at;
    if (!take('e') && !take('E')) {
      return 0;
    }
    if (!take('+')) {
      take('-');
    }
    int from = at;
    int count = digits();
    if (count == 0) {
      at = back;
      return 0;
    }
    return count > 6 ? Integer.MAX_VALUE : Integer.parseInt(text(from, at));
  }

  private int digits() {
    int from = at;
    while (at < message.length && digit(peek())) {
      at++;
    }
    return at - from;
  }

  private String word(ScpiError tooLong) {
    int from = at;
    while (at < message.length && (letter(peek()) || digit(peek()) || peek() == '_')) {
      at++;
    }
    if (at - from > LONGEST_MNEMONIC) {
      throw new ScpiRefusal(tooLong, text(from, from + LONGEST_MNEMONIC));
    }
    return text(from, at).toUpperCase(Locale.ROOT);
  }

  private void blanks() {
    while (at < message.length && blank(peek())) {
      at++;
    }
  }

  private boolean ended() {
    return at == message.length || peek() == ';';
  }

  private boolean take(char wanted) {
    if (at < message.length && message[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private byte peek() {
    return message[at];
  }

  private String text(int from, int to) {
    return new String(message, from, to - from, StandardCharsets.US_ASCII);
  }

  private static boolean blank(byte one) {
    return one == ' ' || one == '\t' || one == '\r';
  }

  private static boolean letter(byte one) {
    return (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z');
  }

  private static boolean digit(byte one) {
    return one >= '0' && one <= '9';
  }
}
