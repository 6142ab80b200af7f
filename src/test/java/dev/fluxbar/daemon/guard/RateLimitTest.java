package dev.fluxbar.daemon.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final Secrets.HandClock clock = new Secrets.HandClock();
  private final RateLimit limit = new RateLimit(clock);

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void fail(InetAddress from, int times) {
    for (int i = 0; i < times; i++) {
      limit.failed(from);
    }
  }

  @Test
  void theTenthFailureWithinAMinuteLocksForAMinute() {
    InetAddress from = address("192.0.2.1");
    fail(from, 9);
    assertThat(limit.lockedSeconds(from)).isZero();

    clock.pass(59_999);
    limit.failed(from);

    assertThat(limit.lockedSeconds(from)).isEqualTo(60);
    clock.pass(59_001);
    assertThat(limit.lockedSeconds(from)).isEqualTo(1);
    clock.pass(998);
    assertThat(limit.lockedSeconds(from)).isEqualTo(1);
    clock.pass(1);
    assertThat(limit.lockedSeconds(from)).isZero();
  }

  @Test
  void failuresOfMoreThanAMinuteAgoAreForgotten() {
    InetAddress from = address("192.0.2.1");
    for (int i = 0; i < 100; i++) {
      limit.failed(from);
      // Nine in any minute.
      clock.pass(6_700);
      assertThat(limit.lockedSeconds(from)).as("failure %d", i).isZero();
    }
  }

  @Test
  void afterALockTenMoreAreNeeded() {
    InetAddress from = address("192.0.2.1");
    fail(from, 10);
    clock.pass(RateLimit.MINUTE_MILLIS);
    fail(from, 9);
    assertThat(limit.lockedSeconds(from)).isZero();
    fail(from, 1);
    assertThat(limit.lockedSeconds(from)).isPositive();
  }

  @Test
  void othersAreNotLocked() {
    fail(address("192.0.2.1"), 10);

    assertThat(limit.lockedSeconds(address("192.0.2.2"))).isZero();
    assertThat(limit.failures()).isEqualTo(10);
  }

  @Test
  void neighboursInANetworkOfIpv6AreOne() {
    for (int i = 0; i < 10; i++) {
      limit.failed(address("2001:db8:0:1::" + Integer.toHexString(i)));
    }

    assertThat(limit.lockedSeconds(address("2001:db8:0:1:ffff::9"))).isPositive();
    assertThat(limit.lockedSeconds(address("2001:db8:0:2::1"))).isZero();
  }

  @Test
  void manyGuessersGetOneGuessEach() {
    for (int i = 0; i < RateLimit.STORM_FAILURES - 1; i++) {
      limit.failed(address("10.0.%d.%d".formatted(i / 256, i % 256)));
    }
    InetAddress thousandth = address("192.0.2.1");
    limit.failed(thousandth);

    assertThat(limit.lockedSeconds(thousandth)).isPositive();
    // Who has not failed comes in, whatever others do.
    assertThat(limit.lockedSeconds(address("192.0.2.2"))).isZero();
    assertThat(limit.lockedSeconds(address("10.0.0.1"))).isZero();
  }

  @Test
  void memoryIsBoundedAndTheOldestIsForgotten() {
    InetAddress first = address("192.0.2.1");
    fail(first, 10);
    for (int i = 0; i < RateLimit.ADDRESSES - 1; i++) {
      limit.failed(address("10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255)));
    }
    assertThat(limit.remembered()).isEqualTo(RateLimit.ADDRESSES);
    assertThat(limit.lockedSeconds(first)).isPositive();

    limit.failed(address("192.0.2.2"));

    assertThat(limit.remembered()).isEqualTo(RateLimit.ADDRESSES);
    assertThat(limit.lockedSeconds(first)).isZero();
  }

  @Test
  void aClockThatIsSetBackLocksNobodyForHours() {
    InetAddress from = address("192.0.2.1");
    fail(from, 10);
    clock.pass(-3_600_000);

    assertThat(limit.lockedSeconds(from)).isZero();
    fail(from, 10);
    assertThat(limit.lockedSeconds(from)).isEqualTo(60);
  }
}
