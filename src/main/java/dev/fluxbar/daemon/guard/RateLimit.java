package dev.fluxbar.daemon.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;

/**
 * Failed tokens by remote address: after ten within a minute the address is refused for a minute.
 * Beyond a thousand failures a minute from all addresses together, somebody guesses from many: then
 * one failure locks. An address of IPv6 counts with its neighbours of the same /64, which one
 * subscriber has to choose from.
 *
 * <p>A locked address is refused with a right token too: were it let in, guessing would go on at
 * full speed behind the lock, and only the answer to the right guess matters. So whoever shares an
 * address with a guesser waits a minute; other addresses notice nothing.
 *
 * <p>Safe for many threads.
 */
public final class RateLimit {

  /** Failures within a minute that lock an address. */
  public static final int FAILURES = 10;

  /** Failures within a minute from all addresses, beyond which one locks an address. */
  public static final int STORM_FAILURES = 1_000;

  /** How long a failure counts, and how long a lock lasts, milliseconds. */
  static final long MINUTE_MILLIS = 60_000;

  /** Addresses that are remembered; the one that failed the longest ago is forgotten first. */
  static final int ADDRESSES = 10_000;

  private final InstantSource clock;
  private final LinkedHashMap<String, Failures> byAddress = new LinkedHashMap<>();
  private final Deque<Long> storm = new ArrayDeque<>();
  private long failures;

  /** What is known of an address. */
  private static final class Failures {
    private final Deque<Long> failedMillis = new ArrayDeque<>();
    private long lockedMillis = Long.MIN_VALUE;
  }

  /** Nobody has failed yet. */
  public RateLimit(InstantSource clock) {
    this.clock = clock;
  }

  /** A token from this address was wrong. */
  public synchronized void failed(InetAddress from) {
    long now = clock.millis();
    failures++;
    count(storm, now, STORM_FAILURES);
    String key = key(from);
    Failures known = byAddress.remove(key);
    if (known == null) {
      known = new Failures();
    }
    count(known.failedMillis, now, FAILURES);
    if (known.failedMillis.size() >= (storm.size() >= STORM_FAILURES ? 1 : FAILURES)) {
      known.lockedMillis = now;
      known.failedMillis.clear();
    }
    // At the end: the order is that of the last failures.
    byAddress.put(key, known);
    if (byAddress.size() > ADDRESSES) {
      String oldest = byAddress.keySet().iterator().next();
      byAddress.remove(oldest);
    }
  }

  /** Whole seconds, rounded up, until this address may try again; 0 if it may now. */
  public synchronized long lockedSeconds(InetAddress from) {
    Failures known = byAddress.get(key(from));
    if (known == null || !fresh(known.lockedMillis, clock.millis())) {
      return 0;
    }
    long left = known.lockedMillis + MINUTE_MILLIS - clock.millis();
    return (left + 999) / 1000;
  }

  /** Wrong tokens since the start, from everywhere. */
  public synchronized long failures() {
    return failures;
  }

  synchronized int remembered() {
    return byAddress.size();
  }

  private static void count(Deque<Long> times, long now, int most) {
    times.removeIf(time -> !fresh(time, now));
    times.addLast(now);
    if (times.size() > most) {
      times.removeFirst();
    }
  }

  /** Within the last minute. A time of the future is none: the clock was set back since. */
  private static boolean fresh(long time, long now) {
    return time <= now && time > now - MINUTE_MILLIS;
  }

  private static String key(InetAddress from) {
    byte[] bytes = from.getAddress();
    return HexFormat.of().formatHex(from instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }
}
