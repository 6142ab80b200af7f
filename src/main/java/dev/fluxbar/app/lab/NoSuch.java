package dev.fluxbar.app.lab;

/** A name of a bench, a run, a schedule or a file that is none of this lab's. */
public final class NoSuch extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  NoSuch(String kind, String name, String where) {
    super("%s: name=%s; there is none such, %s".formatted(kind, name, where));
  }
}
