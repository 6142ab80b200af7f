package dev.fluxbar.cli;

import dev.fluxbar.array.Cell;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A cell as people write it: layer, row and column, each counted from 1. */
final class CellConverter implements ITypeConverter<Cell> {

  @Override
  public Cell convert(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 3) {
        return new Cell(number(parts[0]), number(parts[1]), number(parts[2]));
      }
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(message(text));
    }
    throw new TypeConversionException(message(text));
  }

  private static int number(String text) {
    return Integer.parseInt(text.strip()) - 1;
  }

  private static String message(String text) {
    return "cell=%s; write layer,row,column counted from 1, such as 2,1,3".formatted(text);
  }
}
