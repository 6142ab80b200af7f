package dev.fluxbar.app.export;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.ScratchFolder;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A run as an HDF5 file: groups as they are named, where it comes from as attributes of the root,
 * each dataset with its unit and description, each step with its story.
 *
 * <p>The library holds every dataset until the file is closed and cannot append: alone of all forms
 * this one needs the memory of the whole run, and is refused where there is not as much.
 */
final class Hdf5 {

  private Hdf5() {}

  /**
   * Writes it by a file beside, since the format is not written in order.
   *
   * @throws BadInput if the memory is too small for the run
   */
  static void write(RunContents run, OutputStream out) throws IOException {
    long heap = Runtime.getRuntime().maxMemory();
    long free = heap - (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    long needed = needed(run);
    if (needed > free) {
      throw new BadInput(
          ("export: format=hdf5, needed-bytes=%d, free-bytes=%d, heap-bytes=%d; an HDF5 file is made"
                  + " in memory, allow more with FLUXBAR_JAVA_OPTIONS=-Xmx%dm, or export csv, npz"
                  + " or json")
              .formatted(needed, free, heap, ((heap - free + needed) >> 20) + 1));
    }
    try (ScratchFolder scratch = ScratchFolder.make()) {
      Path file = scratch.path().resolve("run.h5");
      write(run, file);
      Files.copy(file, out);
    }
  }

  /** All datasets, and the largest once more as the bytes that go to the disk. */
  private static long needed(RunContents run) throws IOException {
    long[] sumAndLargest = new long[2];
    run.forEach(
        quantities -> {
          for (Quantity one : quantities) {
            long bytes = one.values().bytes();
            sumAndLargest[0] += bytes;
            sumAndLargest[1] = Math.max(sumAndLargest[1], bytes);
          }
        });
    return sumAndLargest[0] + sumAndLargest[1];
  }

  private static void write(RunContents run, Path file) throws IOException {
    try (WritableHdfFile root = HdfFile.write(file)) {
      run.provenance().forEach(root::putAttribute);
      Map<String, WritableGroup> groups = new HashMap<>();
      run.forEach(
          quantities -> {
            for (Quantity one : quantities) {
              WritableDataset dataset =
                  group(root, groups, one.group()).putDataset(one.name(), one.values().array());
              dataset.putAttribute("unit", one.unit());
              dataset.putAttribute("description", one.description());
            }
          });
      for (RunSteps.Told step : run.steps()) {
        WritableGroup group = groups.get(step.group());
        if (group != null) { // readers stumble over a group that has attributes alone
          step.facts().forEach(group::putAttribute);
        }
      }
    }
  }

  private static WritableGroup group(
      WritableHdfFile root, Map<String, WritableGroup> groups, String path) {
    WritableGroup known = groups.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    WritableGroup parent = slash < 0 ? root : group(root, groups, path.substring(0, slash));
    WritableGroup made = parent.putGroup(path.substring(slash + 1));
    groups.put(path, made);
    return made;
  }
}
