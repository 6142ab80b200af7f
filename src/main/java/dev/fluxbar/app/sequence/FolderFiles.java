package dev.fluxbar.app.sequence;

import dev.fluxbar.app.files.WholeFile;
import java.nio.file.Path;

/** The files of a sequence in a folder and those below it. */
public final class FolderFiles implements SequenceFiles {
  private static final long LARGEST_BYTES = 1L << 26;

  private final Path folder;

  /**
   * @param folder of the sequence
   */
  public FolderFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public byte[] read(String name) {
    return WholeFile.read(folder.resolve(SequenceInputs.checked(name)), LARGEST_BYTES);
  }
}
