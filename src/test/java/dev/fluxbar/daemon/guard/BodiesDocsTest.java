package dev.fluxbar.daemon.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the docs tell of limits is what the servers keep. */
class BodiesDocsTest {

  @Test
  void everyLimitOfClientsIsInTheTable() throws IOException {
    String page = Files.readString(Path.of("docs/explanation/security.md"));
    String table = page.substring(page.indexOf("## Limits"), page.indexOf("## Two owners"));
    for (String row :
        List.of(
            "outside its blocks | %d MiB |".formatted(Bodies.TEXT_BYTES >> 20),
            "the answers to one | %d MiB |".formatted(Bodies.FILE_BYTES >> 20),
            "all clients of SCPI together | %d MiB |".formatted(Bodies.BLOCKS_BYTES >> 20),
            "uploads at once | %d |".formatted(Bodies.UPLOADS),
            "headers of a request | %d KiB |".formatted(Bodies.HEADER_BYTES >> 10),
            "of SCPI without a token | %d KiB |".formatted(Bodies.STRANGER_BYTES >> 10),
            "connections | %d of HTTP, of which %d for streams of events; %d of SCPI |"
                .formatted(Bodies.HTTP_CONNECTIONS, Bodies.EVENT_STREAMS, Bodies.SCPI_CONNECTIONS),
            "until a token was shown over SCPI | %d s |".formatted(Bodies.IDLE_SECONDS),
            "speed of a body after that | %d KiB/s |".formatted(Bodies.BODY_BYTES_A_SECOND >> 10),
            "however it trickles | %d min |".formatted(Bodies.MESSAGE_SECONDS / 60),
            "silence between messages of SCPI | %d h |".formatted(Bodies.SILENT_SECONDS / 3600),
            "that nobody takes | %d s |".formatted(Bodies.UNREAD_SECONDS),
            "nesting of YAML and JSON | %d |".formatted(Bodies.NESTING))) {
      assertThat(table).contains(row);
    }
  }
}
