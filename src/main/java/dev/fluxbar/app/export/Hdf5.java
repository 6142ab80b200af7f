package dev.fluxbar.app.export;

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

/** An HDF5 file: groups as they are named, where it comes from as attributes of the root. */
final class Hdf5 {

  private Hdf5() {}

  /** By a file beside, since the format is not written in order. */
  static void write(RunExport run, OutputStream out) throws IOException {
    try (ScratchFolder scratch = ScratchFolder.make()) {
      Path file = scratch.path().resolve("run.h5");
      try (WritableHdfFile root = HdfFile.write(file)) {
        run.provenance().forEach(root::putAttribute);
        Map<String, WritableGroup> groups = new HashMap<>();
        for (Quantity one : run.quantities()) {
          WritableDataset dataset =
              group(root, groups, one.group()).putDataset(one.name(), one.values());
          dataset.putAttribute("unit", one.unit());
          dataset.putAttribute("description", one.description());
        }
      }
      Files.copy(file, out);
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
