package dev.fluxbar.wire;

/**
 * What a program's proof needs to know of one array, in integers.
 *
 * @param rows physical rows, 1 to 65535
 * @param columns columns, 1 to 65535; rows times columns is at most {@link
 *     Protocol#MOST_CROSSPOINTS}
 * @param driven whether the columns have drivers
 * @param ranges number of current ranges, 0 to 255
 */
public record Geometry(int rows, int columns, boolean driven, int ranges) {

  public Geometry {
    if (rows < 1
        || rows > 0xffff
        || columns < 1
        || columns > 0xffff
        || (long) rows * columns > Protocol.MOST_CROSSPOINTS
        || ranges < 0
        || ranges > 0xff) {
      throw new IllegalArgumentException(
          "geometry: rows=%d, columns=%d, ranges=%d; rows and columns must be 1 to 65535, at most"
                  .formatted(rows, columns, ranges)
              + " %d crosspoints, ranges 0 to 255".formatted(Protocol.MOST_CROSSPOINTS));
    }
  }
}
