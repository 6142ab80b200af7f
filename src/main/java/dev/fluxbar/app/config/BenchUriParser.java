package dev.fluxbar.app.config;

import dev.fluxbar.app.BadInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of {@link BenchUri}: scheme, colon, place, and parameters behind a question mark. */
final class BenchUriParser {
  static final List<String> SCHEMES = List.of("serial", "tcp", "emulator", "gpio", "openmena");

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("//(\\[[0-9a-fA-F:.%]+]|[^\\[\\]:/]+):([0-9]{1,5})/?");

  private final String text;
  private final String place;
  private final Map<String, String> parameters = new HashMap<>();

  private BenchUriParser(String text, String rest) {
    this.text = text;
    int mark = rest.indexOf('?');
    this.place = mark < 0 ? rest : rest.substring(0, mark);
    if (mark >= 0) {
      for (String parameter : rest.substring(mark + 1).split("&", -1)) {
        int equals = parameter.indexOf('=');
        if (equals < 1) {
          throw wrong("write a parameter as name=value");
        }
        if (parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1))
            != null) {
          throw wrong(parameter.substring(0, equals) + " is given twice, keep one");
        }
      }
    }
  }

  /** Whether a text starts with a known scheme. */
  static boolean hasScheme(String text) {
    return SCHEMES.stream().anyMatch(scheme -> text.startsWith(scheme + ":"));
  }

  static BenchUri parse(String text) {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon);
    if (!SCHEMES.contains(scheme)) {
      String meant =
          NearestWord.to(colon < 0 ? text : scheme, SCHEMES)
              .map(nearest -> "did you mean " + nearest + ":? ")
              .orElse("");
      throw new BadInput(
          "bench: uri=%s; %sknown are %s, or name a bench file (.yaml)"
              .formatted(text, meant, BenchUri.KNOWN));
    }
    BenchUriParser parser = new BenchUriParser(text, text.substring(colon + 1));
    return switch (scheme) {
      case "serial" ->
          new BenchUri.Serial(parser.place("PATH"), parser.baud(BenchUri.DEFAULT_BAUD));
      case "openmena" ->
          new BenchUri.Openmena(parser.place("PATH"), parser.baud(BenchUri.OPENMENA_BAUD));
      case "tcp" -> parser.tcp();
      case "emulator" -> emulator(parser.bare("NAME-OR-FILE"));
      default -> new BenchUri.Gpio(parser.bare("FILE"));
    };
  }

  private static BenchUri emulator(String nameOrFile) {
    for (BenchUri.Firmware.Port port : BenchUri.Firmware.Port.values()) {
      if (nameOrFile.equals(port.toString())) {
        return new BenchUri.Firmware(port);
      }
    }
    return new BenchUri.Emulator(nameOrFile);
  }

  private String place(String what) {
    if (place.isBlank()) {
      throw wrong("write " + what + " behind the colon");
    }
    return place;
  }

  private String bare(String what) {
    known(List.of());
    return place(what);
  }

  private int baud(int usual) {
    known(List.of("baud"));
    String baud = parameters.getOrDefault("baud", String.valueOf(usual));
    if (!baud.matches("[1-9][0-9]{1,7}")) {
      throw wrong("baud must be a whole number from 10 to 99999999");
    }
    return Integer.parseInt(baud);
  }

  private BenchUri tcp() {
    known(List.of());
    Matcher matcher = HOST_AND_PORT.matcher(place);
    if (matcher.matches()) {
      int port = Integer.parseInt(matcher.group(2));
      if (port >= 1 && port <= 65535) {
        return new BenchUri.Tcp(matcher.group(1).replaceAll("[\\[\\]]", ""), port);
      }
    }
    throw wrong("write tcp://HOST:PORT with a port from 1 to 65535");
  }

  private void known(List<String> names) {
    for (String name : parameters.keySet()) {
      if (!names.contains(name)) {
        throw wrong(
            "there is no parameter %s, %s"
                .formatted(
                    name,
                    names.isEmpty()
                        ? "this kind of bench takes none"
                        : "known is " + String.join(", ", names)));
      }
    }
  }

  private BadInput wrong(String advice) {
    return new BadInput("bench: uri=%s; %s".formatted(text, advice));
  }
}
