package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a serial port may do wrong, played by a stand-in for the third party's port. */
class SerialTransportFailureTest {
  // Making the stand-in loads the library, which must not change this process either.
  private final SerialPort port = HangUpSignal.keptDuring(() -> mock(SerialPort.class));
  private final SerialTransport transport = new SerialTransport("COM3", 115_200, path -> port);

  @BeforeEach
  void aPortThatOpens() {
    when(port.setComPortParameters(anyInt(), anyInt(), anyInt(), anyInt())).thenReturn(true);
    when(port.setFlowControl(anyInt())).thenReturn(true);
    when(port.setComPortTimeouts(anyInt(), anyInt(), anyInt())).thenReturn(true);
    when(port.openPort()).thenReturn(true);
    when(port.closePort()).thenReturn(true);
  }

  @ParameterizedTest
  @CsvSource({
    "2, taken by this program",
    "5, check the cable",
    "11, taken by another program",
    "35, taken by another program",
    "16, taken by another program",
    "13, group dialout",
    "25, no serial port",
    "99, baud=115200"
  })
  void saysWhyAPortDidNotOpen(int code, String words) {
    when(port.openPort()).thenReturn(false);
    when(port.getLastErrorCode()).thenReturn(code);
    TransportContract.assertRefusal(transport::open);
    assertThatThrownBy(transport::open).hasMessageContaining(words);
  }

  @Test
  void canBeOpenedAfterARefusal() {
    when(port.openPort()).thenReturn(false, true);
    TransportContract.assertRefusal(transport::open);
    transport.open();
    verify(port, times(2)).openPort();
  }

  @Test
  void anErrorCodeAfterASuccessIsNoFailure() {
    when(port.getLastErrorCode()).thenReturn(25);
    transport.open();
    transport.close();
  }

  @Test
  void aPortThatRefusesItsSettingsIsNotOpened() {
    when(port.setComPortTimeouts(anyInt(), anyInt(), anyInt())).thenReturn(false);
    TransportContract.assertRefusal(transport::open);
    verify(port, never()).openPort();
  }

  @Test
  void leavesTheModemLinesAlone() {
    transport.open();
    transport.close();
    verify(port, never()).setDTR();
    verify(port, never()).clearDTR();
    verify(port, never()).setRTS();
    verify(port, never()).clearRTS();
    verify(port, never()).setDTRandRTS(true, true);
    verify(port, never()).addDataListener(any());
  }

  @Test
  void aPortThatTheLibraryDoesNotFindIsMissing() {
    SerialTransport missing =
        new SerialTransport(
            "COM9",
            115_200,
            path -> {
              throw new SerialPortInvalidPortException("no such port", null);
            });
    assertThatThrownBy(missing::open)
        .isInstanceOf(TransportException.class)
        .hasMessage("serial:COM9: port=missing; check the cable and the name");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3})
  void aShortWriteIsAFailure(int written) {
    transport.open();
    when(port.writeBytes(any(), anyInt(), anyInt())).thenReturn(written);
    assertThatThrownBy(() -> transport.write(new byte[8], 0, 8))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("written-bytes=" + Math.max(0, written))
        .hasMessageContaining("wanted-bytes=8");
    TransportContract.assertRefusal(() -> transport.write(new byte[8], 0, 8));
    assertThat(transport.read(new byte[8])).isEqualTo(-1);
  }

  @Test
  void readsAgainAfterATimeOutAndEndsWhenThePortHasGone() {
    transport.open();
    when(port.readBytes(any(), anyInt())).thenReturn(0, 0, 4, 0, -1);
    assertThat(transport.read(new byte[8])).isEqualTo(4);
    assertThat(transport.read(new byte[8])).isEqualTo(-1);
    assertThat(transport.read(new byte[8])).isEqualTo(-1);
    verify(port, times(5)).readBytes(any(), anyInt());
  }

  @Test
  void closesThePortOnceEvenIfItHasGone() {
    transport.open();
    when(port.readBytes(any(), anyInt())).thenReturn(-1);
    assertThat(transport.read(new byte[8])).isEqualTo(-1);
    transport.close();
    transport.close();
    verify(port, times(1)).closePort();
  }

  @Test
  void aPortThatDoesNotCloseIsGivenUp() {
    transport.open();
    when(port.closePort()).thenReturn(false);
    transport.close();
    assertThat(transport.read(new byte[8])).isEqualTo(-1);
  }
}
