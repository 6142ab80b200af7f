package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpTransportTest extends TransportContract {
  private final TcpListener board = new TcpListener(0);

  @Override
  Ends connect() {
    board.open();
    return new Ends(client(), board);
  }

  private TcpTransport client() {
    TcpTransport client = new TcpTransport("127.0.0.1", board.port());
    client.open();
    return client;
  }

  @Override
  ByteTransport unopened() {
    return new TcpTransport("127.0.0.1", 1);
  }

  @Override
  Stream<ByteTransport> refused() {
    board.open();
    // ".invalid" is reserved (RFC 2606): no name service answers for it.
    return Stream.of(
        new TcpTransport("127.0.0.1", freePort()),
        new TcpTransport("nowhere.invalid", 5000),
        new TcpListener(board.port()),
        new TcpListener("nowhere.invalid", 0));
  }

  @Override
  boolean boardSeesHostLeave() {
    return false;
  }

  @AfterEach
  void closeListener() {
    board.close();
  }

  @Test
  void listensOnLoopbackOnAPortThatTheSystemChose() {
    board.open();
    assertThat(board.port()).isPositive();
    assertThat(board.name()).contains(InetAddress.getLoopbackAddress().getHostAddress());
  }

  @Test
  void readingGoesOnWithTheNextClient() {
    board.open();
    // The reader has not looked in between: the first client must not hold up the others.
    for (byte turn = 0; turn < 5; turn++) {
      try (TcpTransport client = client()) {
        client.write(new byte[] {turn}, 0, 1);
      }
    }
    assertThat(readFully(board, 5)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aSecondClientIsRefusedAndTheFirstKeepsTheBoard() {
    board.open();
    TcpTransport first = client();
    first.write(new byte[] {1}, 0, 1);
    readFully(board, 1);
    TcpTransport second = client();
    CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> readFully(board, 1));
    assertThat(second.read(new byte[1])).isEqualTo(-1);
    first.write(new byte[] {2}, 0, 1);
    assertThat(read.join()).containsExactly(2);
    board.write(new byte[] {3}, 0, 1);
    assertThat(readFully(first, 1)).containsExactly(3);
    first.close();
    second.close();
  }

  @Test
  void bytesToNobodyAreDropped() {
    board.open();
    board.write(new byte[] {1, 2, 3}, 0, 3);
    TcpTransport client = client();
    client.write(new byte[] {9}, 0, 1);
    readFully(board, 1);
    board.write(new byte[] {4}, 0, 1);
    assertThat(readFully(client, 1)).containsExactly(4);
    client.close();
  }

  @Test
  void aClientThatLeavesReleasesABlockedWriterOfTheBoard() {
    Ends ends = connect();
    ends.host().write(new byte[] {1}, 0, 1);
    readFully(board, 1);
    byte[] tooMuch = new byte[64 << 20];
    CompletableFuture<Void> writes =
        CompletableFuture.runAsync(() -> board.write(tooMuch, 0, tooMuch.length));
    byte[] some = readFully(ends.host(), 100_000);
    assertThat(some).containsOnly(0);
    ends.host().close();
    writes.join();
  }

  @Test
  void aSlowClientGetsEveryByteInOrder() {
    Ends ends = connect();
    ends.host().write(new byte[] {1}, 0, 1);
    readFully(board, 1);
    // More than the system's socket buffers hold, so that the board has to wait for room.
    byte[] much = new byte[16 << 20];
    new Random(3).nextBytes(much);
    CompletableFuture<Void> writes =
        CompletableFuture.runAsync(() -> board.write(much, 0, much.length));
    assertThat(readFully(ends.host(), much.length)).as("seed 3").isEqualTo(much);
    writes.join();
  }

  @Test
  void canBeOpenedOnceTheBoardIsThere() {
    int port = freePort();
    TcpTransport early = new TcpTransport("127.0.0.1", port);
    assertRefusal(early::open);
    TcpListener late = new TcpListener(port);
    late.open();
    early.open();
    early.close();
    late.close();
  }

  @Test
  void refusesPortsAndHostsThatCannotBe() {
    assertThatThrownBy(() -> new TcpTransport("localhost", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TcpTransport(" ", 5000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TcpListener(65_536)).isInstanceOf(IllegalArgumentException.class);
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
