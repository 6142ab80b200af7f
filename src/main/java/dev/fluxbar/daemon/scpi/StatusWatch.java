package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.NoSuch;
import dev.fluxbar.app.lab.RunView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the registers of a session as the selected bench is. */
final class StatusWatch {
  static final int CALIBRATING = 1;
  static final int MEASURING = 1 << 4;
  static final int WRITING = 1 << 8;
  static final int HELD = 1 << 9;
  static final int QUEUED = 1 << 10;
  static final int RUNNING = 1 << 14;

  static final int LOST = 1 << 9;
  static final int DISK_FULL = 1 << 10;
  static final int CERTIFICATE_FAILED = 1 << 11;

  private final Lab lab;
  private final Status status;
  private String bench = "";
  private long runs;
  private long losses;
  private long failedCertificates;

  StatusWatch(Lab lab, Status status) {
    this.lab = lab;
    this.status = status;
  }

  /** Looks at a bench; what came and went since the last look at the same one leaves its event. */
  void look(String name) {
    BenchView view = lab.bench(name);
    int operation = operation(view);
    int questionable = questionable(view);
    BenchView.Counts counts = view.counts();
    if (name.equals(bench)) {
      status.operation().condition(operation, counts.runs() > runs ? RUNNING : 0);
      status
          .questionable()
          .condition(
              questionable,
              (counts.losses() > losses ? LOST : 0)
                  | (counts.certificatesFailed() > failedCertificates ? CERTIFICATE_FAILED : 0));
    } else {
      status.operation().begin(operation);
      status.questionable().begin(questionable);
    }
    bench = name;
    runs = counts.runs();
    losses = counts.losses();
    failedCertificates = counts.certificatesFailed();
  }

  private int operation(BenchView view) {
    int bits =
        (view.held() ? HELD : 0)
            | (view.queue().isEmpty() ? 0 : QUEUED)
            | (view.run().isEmpty() ? 0 : RUNNING);
    return bits | word(view.run()).map(StatusWatch::bit).orElse(0);
  }

  private static int bit(String word) {
    return switch (word) {
      case "calibrate" -> CALIBRATING;
      case "read", "infer", "check" -> MEASURING;
      case "write" -> WRITING;
      default -> 0;
    };
  }

  /** The step of a sequence that a run is in, as it stands in the sequence. */
  private Optional<String> word(String id) {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    try {
      RunView run = lab.run(id);
      List<String> words = run.words();
      String number = run.step().split("\\.", -1)[0];
      int step = number.isEmpty() ? 1 : Integer.parseInt(number);
      return step <= words.size() ? Optional.of(words.get(step - 1)) : Optional.empty();
    } catch (NoSuch e) {
      return Optional.empty();
    }
  }

  private int questionable(BenchView view) {
    boolean answers =
        view.state() == BenchView.State.IDLE || view.state() == BenchView.State.RUNNING;
    return (answers ? 0 : LOST)
        | (lab.diskFull() ? DISK_FULL : 0)
        | (certificateFailed(lab.certificate(view.name())) ? CERTIFICATE_FAILED : 0);
  }

  private static boolean certificateFailed(Map<String, Object> certificate) {
    Object nested =
        certificate.get("certificate") instanceof Map<?, ?> map ? map.get("passed") : null;
    return Boolean.FALSE.equals(certificate.get("certificate-passed"))
        || Boolean.FALSE.equals(nested);
  }
}
