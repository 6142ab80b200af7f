import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints how many branches of the decoder, the link and the verifier the tests have taken. */
final class BranchCoverage {

  private BranchCoverage() {}

  /**
   * @param args the report of JaCoCo as CSV
   */
  public static void main(String[] args) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    List<String> heads = List.of(lines.get(0).split(","));
    long missed = 0;
    long covered = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      missed += Long.parseLong(fields[heads.indexOf("BRANCH_MISSED")]);
      covered += Long.parseLong(fields[heads.indexOf("BRANCH_COVERED")]);
    }
    System.out.printf(
        "[INFO] branches of decoder, link and verifier taken by tests: %d of %d%n",
        covered, missed + covered);
  }
}
