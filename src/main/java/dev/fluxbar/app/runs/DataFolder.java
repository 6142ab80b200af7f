package dev.fluxbar.app.runs;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where Fluxbar keeps what it must not lose: the place that the platform gives to programs. */
public final class DataFolder {

  private DataFolder() {}

  /** The folder of this machine and user; it may not exist yet. */
  public static Path current() {
    return of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
  }

  /**
   * {@code %LOCALAPPDATA%\fluxbar} on Windows; elsewhere {@code $XDG_DATA_HOME/fluxbar}, or {@code
   * ~/.local/share/fluxbar} where that variable is absent, empty or relative, as its specification
   * asks.
   */
  static Path of(Map<String, String> environment, String system, String home) {
    if (system.toLowerCase(Locale.ROOT).startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      Path base = local.isBlank() ? Path.of(home, "AppData", "Local") : Path.of(local);
      return base.resolve("fluxbar");
    }
    Path xdg = Path.of(environment.getOrDefault("XDG_DATA_HOME", ""));
    return (xdg.isAbsolute() ? xdg : Path.of(home, ".local", "share")).resolve("fluxbar");
  }
}
