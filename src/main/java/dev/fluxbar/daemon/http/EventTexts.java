package dev.fluxbar.daemon.http;

import dev.fluxbar.app.lab.LabEvent;
import dev.fluxbar.app.runs.ResultJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The newest events as they go over the line: made once, however many listen. */
final class EventTexts {
  private static final int KEPT = 1024;

  private final Map<Long, byte[]> texts = new LinkedHashMap<>();

  /** The bytes of an event; not to be changed. */
  synchronized byte[] of(LabEvent event) {
    byte[] text = texts.get(event.number());
    if (text == null) {
      text =
          "id: %d\nevent: %s\ndata: %s\n\n"
              .formatted(event.number(), event.type(), ResultJson.line(event.toMap()))
              .getBytes(StandardCharsets.UTF_8);
      texts.put(event.number(), text);
      if (texts.size() > KEPT) {
        texts.remove(texts.keySet().iterator().next());
      }
    }
    return text;
  }
}
