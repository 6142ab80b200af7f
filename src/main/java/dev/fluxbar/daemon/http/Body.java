package dev.fluxbar.daemon.http;

import dev.fluxbar.daemon.guard.Bodies;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** Reads a body: counted as it comes, whatever its head says, and not for ever. */
final class Body {
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(Bodies.IDLE_SECONDS);

  private Body() {}

  /**
   * The whole body.
   *
   * @throws Problem.Found 413 if it is larger, 408 if it comes too slowly
   */
  static byte[] read(Context ctx, long mostBytes) {
    if (ctx.req().getContentLengthLong() > mostBytes) {
      throw tooLarge(mostBytes);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[16_384];
    long began = System.nanoTime();
    try {
      InputStream in = ctx.req().getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        body.write(buffer, 0, n);
        if (body.size() > mostBytes) {
          throw tooLarge(mostBytes);
        }
        if (tooSlow(body.size(), System.nanoTime() - began)) {
          throw slow(body.size());
        }
      }
    } catch (IOException e) {
      throw slow(body.size());
    }
    return body.toByteArray();
  }

  static boolean tooSlow(long bytes, long nanos) {
    return nanos > GRACE_NANOS && bytes < Bodies.BODY_BYTES_A_SECOND * (nanos / 1e9);
  }

  private static Problem.Found slow(int bytes) {
    return new Problem(
            408,
            "too-slow",
            "body: bytes=%d; the rest did not come in time, send it anew".formatted(bytes))
        .with("Connection", "close");
  }

  private static Problem.Found tooLarge(long mostBytes) {
    return new Problem(
            413, "too-large", "body: bytes=more than %d; send a smaller one".formatted(mostBytes))
        .with("Connection", "close");
  }
}
