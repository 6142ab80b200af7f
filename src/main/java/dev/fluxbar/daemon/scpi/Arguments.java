package dev.fluxbar.daemon.scpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parameters of a unit, asked for one by one as what they must be. */
final class Arguments {
  private final List<Parameter> parameters;

  Arguments(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  int count() {
    return parameters.size();
  }

  /** Refuses too few and too many. */
  Arguments expect(int least, int most) {
    if (parameters.size() < least) {
      throw new ScpiRefusal(
          ScpiError.MISSING_PARAMETER, "given=%d, needed=%d".formatted(parameters.size(), least));
    }
    if (parameters.size() > most) {
      throw new ScpiRefusal(
          ScpiError.PARAMETER_NOT_ALLOWED, "given=%d, most=%d".formatted(parameters.size(), most));
    }
    return this;
  }

  double number(int i, Quantity quantity) {
    if (!(parameters.get(i) instanceof Parameter.Numeric number)) {
      throw type(i, "a number");
    }
    double value = quantity.of(number);
    if (!Double.isFinite(value)) {
      throw new ScpiRefusal(ScpiError.OUT_OF_RANGE, "parameter=%d".formatted(i + 1));
    }
    return value;
  }

  int whole(int i, int least, int most) {
    double value = Math.rint(number(i, Quantity.NONE));
    if (!(value >= least && value <= most)) {
      throw new ScpiRefusal(
          ScpiError.OUT_OF_RANGE,
          "parameter=%d, value=%s; write %d to %d".formatted(i + 1, value, least, most));
    }
    return (int) value;
  }

  /** ON, OFF, or a number. */
  boolean truth(int i) {
    if (parameters.get(i) instanceof Parameter.Numeric) {
      return whole(i, -1 << 30, 1 << 30) != 0;
    }
    return word(i, "ON", "OFF").equals("ON");
  }

  String text(int i) {
    if (!(parameters.get(i) instanceof Parameter.Text text)) {
      throw type(i, "a string");
    }
    return text.text();
  }

  boolean isText(int i) {
    return parameters.get(i) instanceof Parameter.Text;
  }

  boolean isWord(int i) {
    return parameters.get(i) instanceof Parameter.Word;
  }

  boolean isBlock(int i) {
    return parameters.get(i) instanceof Parameter.Block;
  }

  Parameter.Block block(int i) {
    if (!(parameters.get(i) instanceof Parameter.Block block)) {
      throw type(i, "a block");
    }
    return block;
  }

  /**
   * A word.
   *
   * @param known with their short forms in capitals: {@code NORMal}
   * @return the one, as it stands in {@code known}
   */
  String word(int i, String... known) {
    if (!(parameters.get(i) instanceof Parameter.Word word)) {
      throw type(i, "one of " + String.join(", ", known));
    }
    for (String one : known) {
      if (word.text().equals(one.toUpperCase(Locale.ROOT))
          || word.text().equals(Mnemonic.brief(one))) {
        return one;
      }
    }
    throw new ScpiRefusal(
        ScpiError.ILLEGAL_VALUE,
        "%s; write one of %s".formatted(word.text(), String.join(", ", known)));
  }

  /** All of them as numbers. */
  double[] numbers(Quantity quantity) {
    double[] numbers = new double[parameters.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(i, quantity);
    }
    return numbers;
  }

  /** Numbers, or one channel list in their place; counted from 1. */
  List<Integer> place() {
    if (count() == 1 && parameters.get(0) instanceof Parameter.Channels channels) {
      return channels.numbers();
    }
    List<Integer> place = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      place.add(whole(i, 1, 1_000_000));
    }
    return place;
  }

  /** Where a cell is written as a list, what follows it follows three numbers. */
  Arguments withPlaceInNumbers() {
    if (count() == 0 || !(parameters.get(0) instanceof Parameter.Channels channels)) {
      return this;
    }
    List<Parameter> flat = new ArrayList<>();
    channels.numbers().forEach(number -> flat.add(new Parameter.Numeric(number, "")));
    flat.addAll(parameters.subList(1, parameters.size()));
    return new Arguments(flat);
  }

  private static ScpiRefusal type(int i, String wanted) {
    return new ScpiRefusal(ScpiError.DATA_TYPE, "parameter=%d; write %s".formatted(i + 1, wanted));
  }
}
