package dev.fluxbar.daemon.guard;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds a token, by the hashes of the tokens: whoever reads the file or this memory still has
 * none. A token is 256 random bits, so a plain SHA-256 is enough: there is no dictionary to try.
 *
 * <p>The file has a line a token, {@code NAME ROLE SHA-256}; lines that begin with {@code #} and
 * empty ones mean nothing. It is looked at whenever a token is, and read again when it has changed:
 * who was taken out of it is out. One that cannot be used then, as while somebody writes it,
 * changes nothing, and the log says so.
 *
 * <p>Safe for many threads.
 */
public final class Tokens {

  /** What every token begins with, so that scanners for leaked secrets know it. */
  static final String PREFIX = "fluxbar_";

  private static final int TOKEN_BYTES = 32;

  private static final Logger log = LoggerFactory.getLogger(Tokens.class);

  private final Path file;
  private Optional<Stamp> seen;
  private List<TokenEntry> entries;

  private Tokens(Path file, Optional<Stamp> seen, List<TokenEntry> entries) {
    this.file = file;
    this.seen = seen;
    this.entries = List.copyOf(entries);
  }

  /** By what it is seen that a file is another one, or holds something else. */
  private record Stamp(FileTime modified, long bytes, String key) {
    /** Of a file as it is now; empty if it is not there. */
    static Optional<Stamp> of(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(
            new Stamp(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey())));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * The tokens of a file.
   *
   * @throws BadInput if others can read it, a line is none, a name stands twice, or none is in it
   */
  public static Tokens read(Path file) {
    Optional<Stamp> seen = Stamp.of(file);
    return new Tokens(file, seen, some(file));
  }

  private static List<TokenEntry> some(Path file) {
    List<TokenEntry> entries = entries(file);
    if (entries.isEmpty()) {
      throw new BadInput(
          "tokens: file=%s, tokens=0; make one with fluxbar daemon token".formatted(file));
    }
    return entries;
  }

  /** Who holds tokens now. */
  private synchronized List<TokenEntry> entries() {
    Optional<Stamp> now = Stamp.of(file);
    if (!now.equals(seen)) {
      // Before it is read: what changes meanwhile is read the next time.
      seen = now;
      try {
        entries = List.copyOf(some(file));
        log.info("Tokens were read again: {} of them", entries.size());
      } catch (BadInput e) {
        log.warn("Tokens stay as they were: {}", e.getMessage());
      }
    }
    return entries;
  }

  private static List<TokenEntry> entries(Path file) {
    List<TokenEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (String line : new PrivateFile("tokens", file).text().lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      TokenEntry entry = entry(file, number, line);
      if (!names.add(entry.name())) {
        throw new BadInput(
            "tokens: file=%s, line=%d, name=%s; the name stands there twice, give each its own"
                .formatted(file, number, entry.name()));
      }
      entries.add(entry);
    }
    return entries;
  }

  private static TokenEntry entry(Path file, int number, String line) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length != 3) {
      // The line itself is not told: somebody may have put the token there.
      throw new BadInput(
          "tokens: file=%s, line=%d, words=%d; write NAME ROLE SHA-256"
              .formatted(file, number, words.length));
    }
    try {
      return new TokenEntry(words[0], Role.parse(words[1]), words[2]);
    } catch (BadInput e) {
      String what = words[2].length() == 64 ? e.getMessage() : "the third word is no SHA-256";
      throw new BadInput("tokens: file=%s, line=%d, %s".formatted(file, number, what), e);
    }
  }

  /**
   * Makes a token and appends its hash to a file, which is made if there is none.
   *
   * @return the token; nobody has it anywhere else
   * @throws BadInput if the file is none of tokens, or has the name already
   */
  public static String issue(Path file, String name, Role role, SecureRandom random) {
    byte[] bits = new byte[TOKEN_BYTES];
    random.nextBytes(bits);
    String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    TokenEntry entry = new TokenEntry(name, role, sha256(token));
    try {
      new PrivateFile("tokens", file).create();
      if (entries(file).stream().anyMatch(other -> other.name().equals(name))) {
        throw new BadInput(
            "tokens: file=%s, name=%s; the name has a token, take its line out or choose another"
                .formatted(file, name));
      }
      String text = Files.readString(file);
      String start = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
      Files.writeString(file, start + entry + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new BadInput(
          "tokens: file=%s, writable=false; %s".formatted(file, e.getMessage()),
          new UncheckedIOException(e));
    }
    return token;
  }

  /**
   * Whose token this is. Every entry is looked at, equal or not and whole, so that the time tells
   * nothing of how near a guess came or who has tokens.
   */
  Optional<TokenEntry> holder(String token) {
    if (token.length() > Bodies.TOKEN_CHARACTERS) {
      return Optional.empty();
    }
    byte[] given = sha256(token).getBytes(StandardCharsets.US_ASCII);
    Optional<TokenEntry> found = Optional.empty();
    for (TokenEntry entry : entries()) {
      byte[] known = entry.sha256().getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(known, given)) {
        found = Optional.of(entry);
      }
    }
    return found;
  }

  /** What whoever has a token by this name may do; empty if nobody has. */
  Optional<Role> role(String name) {
    return entries().stream()
        .filter(entry -> entry.name().equals(name))
        .map(TokenEntry::role)
        .findFirst();
  }

  /** How many there are. */
  public int count() {
    return entries().size();
  }

  private static String sha256(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
