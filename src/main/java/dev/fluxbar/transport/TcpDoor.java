package dev.fluxbar.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A listening port and the one place where its reader waits: for a client or for bytes. */
record TcpDoor(ServerSocketChannel server, Selector selector, int port) implements AutoCloseable {

  static TcpDoor bind(String name, String host, int port) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.bind(new InetSocketAddress(host, port));
        server.configureBlocking(false);
        Selector selector = Selector.open();
        server.register(selector, SelectionKey.OP_ACCEPT);
        int chosen = ((InetSocketAddress) server.getLocalAddress()).getPort();
        return new TcpDoor(server, selector, chosen);
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      // An unknown host is a RuntimeException here.
      throw new TransportException(
          name + ": listen=refused; choose a free port (0 for any) and an address of this machine",
          e);
    }
  }

  /** Whoever has arrived first; null if nobody has. Does not wait. */
  @Nullable SocketChannel accept() throws IOException {
    return server.accept();
  }

  void watch(SocketChannel client) throws IOException {
    client.register(selector, SelectionKey.OP_READ);
  }

  /** Waits until somebody arrives, bytes arrive, a client leaves, or {@link #wake}. */
  void await() throws IOException {
    selector.select();
    selector.selectedKeys().clear();
  }

  void wake() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      server.close();
    }
  }
}
