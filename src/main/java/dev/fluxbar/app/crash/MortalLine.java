package dev.fluxbar.app.crash;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.TransportException;

/** The host's end of a line, which the system closes when the host dies. */
final class MortalLine implements ByteTransport {
  private final ByteTransport inner;
  private final Mortality mortality;

  MortalLine(ByteTransport inner, Mortality mortality) {
    this.inner = inner;
    this.mortality = mortality;
    mortality.onDeath(inner::close);
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public void open() {
    inner.open();
  }

  @Override
  public int read(byte[] buffer) {
    int count = inner.read(buffer);
    boolean unheard = count > 0 && mortality.strikes(Moment.ANSWER);
    return unheard || mortality.isDead() ? -1 : count;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (mortality.isDead()) {
      throw gone();
    }
    int part = mortality.part(length);
    if (!mortality.strikes(Moment.SEND, () -> inner.write(bytes, offset, part))) {
      inner.write(bytes, offset, length);
    } else {
      throw gone();
    }
  }

  private TransportException gone() {
    return new TransportException(name() + ": the host is dead; begin another life");
  }

  @Override
  public void close() {
    inner.close();
  }
}
