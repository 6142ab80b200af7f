package dev.fluxbar.app.lab;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something happened.
 *
 * @param number counts from 1 in the life of this lab
 * @param at when
 * @param type such as {@code run-ended}
 * @param bench where
 * @param run of which run; empty for none
 * @param data the rest, as of JSON: kebab-case keys
 */
public record LabEvent(
    long number, Instant at, String type, String bench, String run, Map<String, Object> data) {

  public LabEvent {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** As a JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", number);
    map.put("at", at.toString());
    map.put("type", type);
    map.put("bench", bench);
    if (!run.isEmpty()) {
      map.put("run", run);
    }
    map.putAll(data);
    return map;
  }
}
