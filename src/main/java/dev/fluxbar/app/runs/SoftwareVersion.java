package dev.fluxbar.app.runs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this software, as the build wrote it. */
public final class SoftwareVersion {
  private static final String RESOURCE = "/dev/fluxbar/version.properties";

  private SoftwareVersion() {}

  /** For example {@code 0.1.0}; {@code unknown} when the build left it out. */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream in = SoftwareVersion.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("version: " + RESOURCE + " cannot be read; build again", e);
    }
    String version = properties.getProperty("version", "unknown");
    // An unfiltered resource still holds the placeholder.
    return version.contains("$") ? "unknown" : version;
  }
}
