package dev.fluxbar.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * JSON with its own SHA-256 under {@code sha-256}: over the rest with keys in order and no spaces,
 * so that only what it says counts, not how it is laid out. It shows mistakes of hand and disk; it
 * is no signature.
 */
final class SealedJson {
  private static final String SEAL = "sha-256";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final ObjectMapper PLAIN = new ObjectMapper();

  private SealedJson() {}

  static byte[] sealed(Map<String, ?> values) {
    try {
      // What is hashed is what will be read, so that no number changes on the way.
      ObjectNode root = (ObjectNode) PLAIN.readTree(PLAIN.writeValueAsBytes(values));
      root.put(SEAL, hash(root));
      String text = PLAIN.writerWithDefaultPrettyPrinter().writeValueAsString(root);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("json: keys=%s; %s".formatted(values.keySet(), e), e);
    }
  }

  /**
   * @param name for messages
   * @throws BadInput if it is no JSON, or its hash is another
   */
  static JsonNode opened(String name, byte[] bytes) {
    try {
      JsonNode root = PLAIN.readTree(bytes);
      if (!(root instanceof ObjectNode object) || !object.has(SEAL)) {
        throw new BadInput(name + ": key=sha-256; this is no profile, write one with calibrate");
      }
      String told = object.remove(SEAL).asText();
      String own = hash(object);
      if (!told.equals(own)) {
        throw new BadInput(
            "%s: sha-256=%s, of its content=%s; it was changed since it was written, calibrate again"
                .formatted(name, told, own));
      }
      return root;
    } catch (IOException e) {
      throw new BadInput("%s: this is no JSON; write a profile with calibrate".formatted(name), e);
    }
  }

  private static String hash(JsonNode root) throws JsonProcessingException {
    Object tree = MAPPER.treeToValue(root, Object.class);
    byte[] canonical = MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: every Java platform must have it", e);
    }
  }
}
