package dev.fluxbar.daemon.mqtt;

import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whose word is taken for a broker's certificate, instead of those whom the platform trusts. */
public final class Authorities {
  private final TrustManagerFactory judges;

  private Authorities(TrustManagerFactory judges) {
    this.judges = judges;
  }

  /**
   * The certificates of a file.
   *
   * @param file of PEM certificates
   * @throws BadInput if it cannot be read or holds none
   */
  public static Authorities read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      if (store.size() == 0) {
        throw new BadInput(
            "mqtt: authorities=%s, certificates=0; put PEM certificates in it".formatted(file));
      }
      TrustManagerFactory judges =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      judges.init(store);
      return new Authorities(judges);
    } catch (IOException | GeneralSecurityException e) {
      throw new BadInput(
          "mqtt: authorities=%s; it is no file of PEM certificates (%s)"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  TrustManagerFactory judges() {
    return judges;
  }
}
