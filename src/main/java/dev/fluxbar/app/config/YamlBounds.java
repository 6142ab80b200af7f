package dev.fluxbar.app.config;

/**
 * How much YAML is read at all.
 *
 * @param bytes of the whole text, at least 1
 * @param levels of lists and mappings within each other, plain values counted, at least 1
 */
public record YamlBounds(int bytes, int levels) {

  /** Of a file that describes a bench or a board. */
  public static final YamlBounds DESCRIPTION = new YamlBounds(1 << 20, 8);

  public YamlBounds {
    if (bytes < 1 || levels < 1) {
      throw new IllegalArgumentException(
          "yaml: bytes=%d, levels=%d; each must be at least 1".formatted(bytes, levels));
    }
  }
}
