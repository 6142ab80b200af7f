package dev.fluxbar.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log of one run while it is written: every entry is on the disk when {@link #write} returns.
 * After a failure nothing more is written: what is on the disk then is not known. One thread.
 */
public final class RunLog implements AutoCloseable {

  /** The log's name in its run's folder. */
  public static final String FILE = "journal.log";

  private final Path file;
  private final LogDisk disk;
  private long sequence;
  private @Nullable IOException broken;

  private RunLog(Path file, LogDisk disk, long sequence) {
    this.file = file;
    this.disk = disk;
    this.sequence = sequence;
  }

  /**
   * Begins a log.
   *
   * @throws JournalFault if the file is there already or cannot be made
   */
  public static RunLog begin(Path file) {
    if (Files.exists(file)) {
      throw thereAlready(file);
    }
    try {
      return begin(file, LogDisk.file(file));
    } catch (IOException e) {
      throw cannotBeMade(file, e);
    }
  }

  /**
   * Begins a log of a bench that ends with this process: its entries are written, but nobody waits
   * until they are on the disk, for what could be unknown of the bench ends with it.
   *
   * @throws JournalFault if the file is there already or cannot be made
   */
  public static RunLog beginUnhurried(Path file) {
    if (Files.exists(file)) {
      throw thereAlready(file);
    }
    try {
      return begin(file, LogDisk.unhurried(file));
    } catch (IOException e) {
      throw cannotBeMade(file, e);
    }
  }

  private static JournalFault thereAlready(Path file) {
    return new JournalFault(
        "journal: file=%s; it is there already, a run has one log of its own".formatted(file));
  }

  private static JournalFault cannotBeMade(Path file, IOException e) {
    return new JournalFault(
        "journal: file=%s; it cannot be made, check the folder's permissions and the space on the"
                .formatted(file)
            + " disk",
        e);
  }

  /**
   * Begins a log on a disk that holds nothing yet.
   *
   * @param file for messages
   * @param disk owned from here on
   */
  public static RunLog begin(Path file, LogDisk disk) {
    RunLog log = new RunLog(file, disk, 0);
    log.append(LogReader.MAGIC);
    return log;
  }

  /**
   * Opens a log that was left behind, without the record that was not finished.
   *
   * @throws JournalFault if it is damaged or cannot be written
   */
  public static RunLog resume(Path file) {
    try {
      return resume(file, LogDisk.file(file));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Opens a log that was left behind on a disk, without the record that was not finished.
   *
   * @param file for messages
   * @param disk owned from here on
   * @throws JournalFault if it is damaged or cannot be written
   */
  public static RunLog resume(Path file, LogDisk disk) {
    try {
      LogReader left = new LogReader(file, disk); // not closed: the disk stays
      while (left.next().isPresent()) {
        // whole
      }
      RunLog log = new RunLog(file, disk, left.entries());
      if (left.wholeBytes() == 0) {
        disk.cut(0);
        log.append(LogReader.MAGIC);
      } else if (left.bytesBehind() > 0) {
        disk.cut(left.wholeBytes());
        disk.force();
      }
      return log;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static JournalFault unwritable(Path file, IOException e) {
    return new JournalFault(
        "journal: file=%s; it cannot be written, check its permissions".formatted(file), e);
  }

  /**
   * What a log says, all of it at once: of short ones; without a record that was not finished.
   *
   * @throws JournalFault if it is damaged or cannot be read
   */
  public static List<Entry> read(Path file) {
    try (LogBytes bytes = LogBytes.of(file)) {
      return read(file, bytes);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * What a log on a disk says, without a record that was not finished.
   *
   * @param file for messages
   * @throws JournalFault if it is damaged or cannot be read
   */
  public static List<Entry> read(Path file, LogBytes disk) {
    try {
      LogReader log = new LogReader(file, disk);
      List<Entry> entries = new ArrayList<>();
      for (Optional<Entry> next = log.next(); next.isPresent(); next = log.next()) {
        entries.add(next.get());
      }
      return entries;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static JournalFault unreadable(Path file, IOException e) {
    return new JournalFault(
        "journal: file=%s; it cannot be read, check its permissions".formatted(file), e);
  }

  /**
   * Writes an entry and returns when it is on the disk.
   *
   * @throws JournalFault if it may not be; nothing may be driven on the strength of it
   */
  public void write(Entry entry) {
    append(LogReader.record(sequence, entry));
    sequence++;
  }

  private void append(byte[] bytes) {
    IOException before = broken;
    if (before != null) {
      throw new JournalFault(
          "journal: file=%s; it broke before, begin a new run once the disk is mended"
              .formatted(file),
          before);
    }
    try {
      disk.append(bytes);
      disk.force();
    } catch (IOException e) {
      broken = e;
      throw new JournalFault(
          "journal: file=%s, entry=%d; it cannot be written, check the space on the disk"
              .formatted(file, sequence),
          e);
    }
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** Twice is harmless. */
  @Override
  public void close() {
    try {
      disk.close();
    } catch (IOException e) {
      throw new JournalFault(
          "journal: file=%s; it cannot be closed, check the disk".formatted(file), e);
    }
  }
}
