package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.sequence.FolderFiles;
import dev.fluxbar.app.sequence.Pauses;
import dev.fluxbar.app.sequence.RunSequence;
import dev.fluxbar.app.sequence.Sequence;
import dev.fluxbar.app.sequence.SequenceReader;
import dev.fluxbar.app.sequence.StepDiary;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Run a sequence of reads, writes, inferences and more from a YAML file.",
      "Also calibrations, checks and waits, with loops and conditions. Each step leaves its files in a folder of its own."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar run nightly.yaml",
      "  fluxbar run nightly.yaml --dry-run",
      "  fluxbar run nightly.yaml --bench bench.yaml --json"
    })
final class RunCommand extends BenchCommand {

  @Parameters(
      paramLabel = "FILE",
      description = "The sequence; files that it names are in its folder or below.")
  Path file = Path.of("");

  @Override
  Work work(Terminal terminal) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new BadInput(file + ": this is a folder; name a file in it");
    }
    Sequence sequence =
        SequenceReader.read(file.toString(), text(), new FolderFiles(folder), global.file());
    return onNamedBench(
        new RunSequence(sequence, StepDiary.NONE, Pauses.real(), terminal), terminal);
  }

  private String text() {
    byte[] bytes = WholeFile.read(file, SequenceReader.LARGEST_BYTES);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadInput(file + ": this is not text in UTF-8; write the file again", e);
    }
  }
}
