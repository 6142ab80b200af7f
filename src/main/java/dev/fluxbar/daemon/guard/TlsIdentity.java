package dev.fluxbar.daemon.guard;

import dev.fluxbar.app.BadInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A private key with its certificate, from a PKCS#12 keystore: what servers show and encrypt with.
 */
public final class TlsIdentity {

  /** What is spoken; nothing older. */
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /** How long before its end a certificate is warned of. */
  public static final Duration NOTICE = Duration.ofDays(30);

  private final SSLContext context;
  private final Instant begins;
  private final Instant expires;

  private TlsIdentity(SSLContext context, Instant begins, Instant expires) {
    this.context = context;
    this.begins = begins;
    this.expires = expires;
  }

  /**
   * The identity in a keystore.
   *
   * @param keystore PKCS#12, with one private key; a file of its owner alone
   * @param passwordFile its first line opens store and key; a file of its owner alone
   * @throws BadInput if the files cannot be read, do not fit, or hold no or several keys
   */
  public static TlsIdentity read(Path keystore, Path passwordFile) {
    char[] password = new PrivateFile("tls", passwordFile).firstLine().toCharArray();
    byte[] bytes = new PrivateFile("tls", keystore).bytes();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes), password);
      X509Certificate certificate = certificate(store, keystore);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return new TlsIdentity(
          context, certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    } catch (IOException | GeneralSecurityException e) {
      throw new BadInput(
          "tls: keystore=%s, password-file=%s; it is no PKCS#12 keystore, or this is not its password"
              .formatted(keystore, passwordFile),
          e);
    }
  }

  private static X509Certificate certificate(KeyStore store, Path keystore)
      throws GeneralSecurityException {
    X509Certificate found = null;
    int keys = 0;
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        keys++;
        found = store.getCertificate(alias) instanceof X509Certificate x509 ? x509 : found;
      }
    }
    if (keys != 1 || found == null) {
      throw new BadInput(
          "tls: keystore=%s, private-keys=%d; put one key with its certificate in it"
              .formatted(keystore, keys));
    }
    return found;
  }

  /** For a server; its sockets need {@link #parameters()} too. */
  public SSLContext context() {
    return context;
  }

  /**
   * What a server's sockets or engines are set to: {@link #PROTOCOLS}, and no client certificate.
   */
  public SSLParameters parameters() {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(true);
    parameters.setNeedClientAuth(false);
    return parameters;
  }

  /** When the certificate ends. */
  public Instant expires() {
    return expires;
  }

  /**
   * What is to be said of the certificate's time, if anything is. An old one does not keep the
   * daemon from starting: after a power cut runs go on, and clients judge the certificate anyway.
   */
  public Optional<String> warning(Instant now) {
    if (now.isBefore(begins)) {
      return Optional.of(
          "tls: begins=%s; it is not valid yet, look at the clock".formatted(begins));
    }
    if (!now.isBefore(expires)) {
      return Optional.of("tls: expires=%s; it has expired, put in a new one".formatted(expires));
    }
    if (now.plus(NOTICE).isBefore(expires)) {
      return Optional.empty();
    }
    long days = Duration.between(now, expires).toDays();
    return Optional.of(
        "tls: expires=%s, days=%d; put in a new one and start again".formatted(expires, days));
  }
}
