package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.guard.Admission;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Role;
import java.net.InetAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one client says and is told, from its first message to its last. One thread's. */
final class Session {
  private static final Logger log = LoggerFactory.getLogger(Session.class);
  private static final CommandTree TREE = new CommandTree(Commands.ALL);

  private final Lab lab;
  private final Guard guard;
  private final InetAddress from;
  private final Status status = new Status();
  private final StatusWatch watch;
  private final Settings settings = new Settings();
  private final Orders orders;
  private final Reply reply = new Reply();
  private Admission admission;
  private String bench;

  /** Whether {@code *OPC} waits for the end of what is under way. */
  private boolean completionAsked;

  Session(Lab lab, Guard guard, InetAddress from, Caller caller) {
    this.lab = lab;
    this.guard = guard;
    this.from = from;
    this.watch = new StatusWatch(lab, status);
    this.orders = new Orders(lab, caller);
    this.admission = guard.admit(Optional.empty(), from);
    this.bench = lab.benches().get(0).name();
    watch.look(bench);
  }

  Lab lab() {
    return lab;
  }

  Status status() {
    return status;
  }

  Settings settings() {
    return settings;
  }

  Orders orders() {
    return orders;
  }

  Reply reply() {
    return reply;
  }

  /** The bench that its commands go to. */
  String bench() {
    return bench;
  }

  void bench(String name) {
    lab.bench(name);
    bench = name;
    watch.look(name);
  }

  /** Whether its client may come in. */
  boolean known() {
    return role().isPresent();
  }

  Optional<Role> role() {
    return guard.role(admission);
  }

  /** Who orders, for the record of runs. */
  String by() {
    String host = "scpi " + from.getHostAddress();
    return guard.asksForTokens() && admission instanceof Admission.Admitted in
        ? host + " " + in.name()
        : host;
  }

  /**
   * Shows a token. A wrong one leaves the session as nobody's.
   *
   * @throws ScpiRefusal if it is wrong, or too many were
   */
  void token(String token) {
    admission = guard.admit(Optional.of(token), from);
    if (admission instanceof Admission.Wrong) {
      throw new ScpiRefusal(ScpiError.TOKEN_WRONG, admission.sentence());
    }
    if (admission instanceof Admission.Locked) {
      throw new ScpiRefusal(ScpiError.TOKEN_LOCKED, admission.sentence());
    }
    if (admission instanceof Admission.Missing) {
      throw new ScpiRefusal(ScpiError.TOKEN_NEEDED, admission.sentence());
    }
  }

  /** {@code *OPC}. */
  void askCompletion() {
    completionAsked = true;
    settle();
  }

  /** {@code *CLS} and {@code *RST} forget it. */
  void forgetCompletion() {
    completionAsked = false;
  }

  /** Something was wrong that is no unit's: a message that was passed over. */
  void wrong(ScpiRefusal fault) {
    status.push(fault.error(), fault.detail());
  }

  /**
   * Does a message.
   *
   * @return what is to be sent, with its line feed; empty for nothing
   */
  byte[] message(byte[] message) throws InterruptedException {
    reply.clear();
    UnitReader units = new UnitReader(message);
    CommandTree.Node path = TREE.root();
    while (units.hasNext()) {
      Unit unit;
      try {
        unit = units.next();
      } catch (ScpiRefusal e) {
        wrong(e);
        break;
      }
      path = perform(unit, path);
    }
    if (reply.isEmpty()) {
      return new byte[0];
    }
    byte[] answers = reply.toBytes();
    byte[] line = java.util.Arrays.copyOf(answers, answers.length + 1);
    line[answers.length] = '\n';
    reply.clear();
    return line;
  }

  /**
   * @return from where the next header counts: a command that fails has been understood
   */
  private CommandTree.Node perform(Unit unit, CommandTree.Node path) throws InterruptedException {
    CommandTree.Node next = path;
    try {
      CommandTree.Found found = TREE.find(unit, path);
      next = found.path();
      allow(found.command());
      settle();
      found.command().action().run(this, new Arguments(unit.parameters()));
    } catch (ScpiRefusal e) {
      wrong(e);
    } catch (RuntimeException e) {
      log.error("SCPI {} failed by a mistake of this program", unit.header(), e);
      wrong(new ScpiRefusal(ScpiError.SYSTEM, "internal error, please report it"));
    }
    return next;
  }

  /** Takes notice of what has happened. */
  void settle() {
    boolean idle = orders.settle(status);
    if (idle && completionAsked) {
      completionAsked = false;
      status.operationComplete();
    }
    watch.look(bench);
  }

  private void allow(Command command) {
    if (command.access() == Command.Access.ANYBODY) {
      return;
    }
    Optional<Role> role = role();
    if (role.isEmpty()) {
      throw new ScpiRefusal(ScpiError.TOKEN_NEEDED, "send SYSTem:TOKen \"...\" first");
    }
    Role needed = command.access() == Command.Access.OPERATOR ? Role.OPERATOR : Role.READER;
    if (!role.get().covers(needed)) {
      throw new ScpiRefusal(ScpiError.ROLE, "role=%s, needed=%s".formatted(role.get(), needed));
    }
  }
}
