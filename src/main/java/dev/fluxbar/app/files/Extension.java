package dev.fluxbar.app.files;

import dev.fluxbar.app.BadInput;
import java.nio.file.Path;
import java.util.Locale;

/** What the end of a file's name says about its format. */
enum Extension {
  CSV,
  NPY,
  NPZ,
  JSON,
  OTHER;

  static Extension of(Path file) {
    return of(file.toString());
  }

  static Extension of(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    for (Extension extension : values()) {
      if (name.endsWith("." + extension.name().toLowerCase(Locale.ROOT))) {
        return extension;
      }
    }
    return OTHER;
  }

  static BadInput unknown(Object file, String content, String known) {
    return new BadInput(
        "%s: the extension does not say how to handle %s; known are %s"
            .formatted(file, content, known));
  }
}
