package dev.fluxbar.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.array.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs {@code python3} with NumPy; skipped without. */
class NumPyInteropTest {
  private static final Matrix M1 =
      Matrix.of(new double[] {0.5, 3.5}, new double[] {2.5, 2.5}, new double[] {3.5, 0.5});
  private static final Matrix M2 =
      Matrix.of(new double[] {0.5, 1.5, 3.5}, new double[] {3.5, 1, 0.5});

  private final Path folder;

  NumPyInteropTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void needsNumPy() throws IOException, InterruptedException {
    boolean present;
    try {
      present = python(Path.of("."), "").equals("");
    } catch (IOException e) {
      present = false;
    }
    assumeTrue(present, "python3 with numpy is absent");
  }

  private static String python(Path folder, String script)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "-c", "import numpy as np\n" + script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0 ? out.strip() : "exit " + process.exitValue() + ": " + out;
  }

  @Test
  void numPyOpensWhatWeWrite() throws IOException, InterruptedException {
    MatrixFiles.write(folder.resolve("m.npy"), M2, "");
    MatrixFiles.write(folder.resolve("m.csv"), M2, "siemens");
    NetworkFiles.write(
        folder.resolve("net.npz"), new NetworkFile(Optional.empty(), List.of(M1, M2)));
    assertThat(
            python(
                folder,
                """
                z = np.load('net.npz')
                print(sorted(z.files), z['M1'].tolist(), z['M2'].dtype)
                print(np.load('m.npy', mmap_mode='r').tolist() == z['M2'].tolist())
                print((np.loadtxt('m.csv', delimiter=',') == z['M2']).all())
                """))
        .isEqualTo("['M1', 'M2'] [[0.5, 3.5], [2.5, 2.5], [3.5, 0.5]] float64\nTrue\nTrue");
  }

  @Test
  void weOpenWhatNumPyWrites() throws IOException, InterruptedException {
    String script =
        """
        m1 = np.array([[.5, 3.5], [2.5, 2.5], [3.5, .5]])
        m2 = np.array([[.5, 1.5, 3.5], [3.5, 1, .5]])
        np.savez('stored.npz', M1=m1, M2=m2)
        np.savez_compressed('deflated.npz', M1=np.asfortranarray(m1), M2=m2.astype('f4'))
        np.save('m.npy', m1)
        np.savetxt('m.csv', m1, delimiter=',', header='siemens')
        """;
    assertThat(python(folder, script)).isEmpty();
    assertThat(NetworkFiles.read(folder.resolve("stored.npz")).layers()).containsExactly(M1, M2);
    assertThat(NetworkFiles.read(folder.resolve("deflated.npz")).layers()).containsExactly(M1, M2);
    assertThat(MatrixFiles.read(folder.resolve("m.npy"))).isEqualTo(M1);
    assertThat(MatrixFiles.read(folder.resolve("m.csv"))).isEqualTo(M1);
  }
}
