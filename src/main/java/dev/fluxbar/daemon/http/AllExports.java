package dev.fluxbar.daemon.http;

import dev.fluxbar.app.export.RunExport;
import dev.fluxbar.app.export.RunExport.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Everything that a run left, in every form that the command line writes. */
public final class AllExports implements RunExports {

  @Override
  public Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("json", Route.JSON);
    types.put("hdf5", "application/x-hdf5");
    types.put("csv", "application/zip");
    types.put("npz", "application/zip");
    return types;
  }

  @Override
  public void write(Path runFolder, String format, OutputStream out) throws IOException {
    RunExport.of(runFolder).write(Format.valueOf(format.toUpperCase(Locale.ROOT)), out);
  }
}
