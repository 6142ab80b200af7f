package dev.fluxbar.emulator;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.Geometry;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.ProgramImage;
import dev.fluxbar.wire.ProgramRules;
import dev.fluxbar.wire.Proof;
import dev.fluxbar.wire.Prover;
import dev.fluxbar.wire.SwitchPattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A program under construction for a board in a test. */
final class TestProgram {
  private final BoardSpec spec;
  final List<Operation> operations = new ArrayList<>();
  final List<SwitchPattern> patterns = new ArrayList<>();
  final List<DriveTable> tables = new ArrayList<>();
  long streamBytes;
  long ringBytes;

  TestProgram(BoardSpec spec) {
    this.spec = spec;
  }

  /** Closes all switches of every array, drives the codes on array 0 and senses every row. */
  static TestProgram ready(BoardSpec spec, int... codes) {
    TestProgram program = new TestProgram(spec);
    for (int l = 0; l < spec.shape().layers(); l++) {
      program.closeAll(l);
    }
    program.table(0, codes).then(new Operation.Drive(0, 0, 0));
    for (int l = 0; l < spec.shape().layers(); l++) {
      program.senseAll(l, 3);
    }
    return program;
  }

  TestProgram then(Operation... more) {
    operations.addAll(List.of(more));
    return this;
  }

  TestProgram table(int array, int... codes) {
    short[] shorts = new short[codes.length];
    for (int j = 0; j < codes.length; j++) {
      shorts[j] = (short) codes[j];
    }
    tables.add(new DriveTable(array, shorts));
    return this;
  }

  TestProgram drive(int array, int... codes) {
    table(array, codes);
    return then(new Operation.Drive(array, tables.size() - 1, 0));
  }

  TestProgram senseAll(int array, int range) {
    return then(new Operation.Sense(array, range, 0, spec.shape().array(array).rows(), 1));
  }

  TestProgram closeAll(int array) {
    BitSet lines = new BitSet();
    lines.set(0, spec.shape().array(array).rows() + spec.shape().array(array).columns());
    return pattern(new SwitchPattern(array, SwitchPattern.Kind.LINES, lines));
  }

  TestProgram close(int array, ArraySwitches switches) {
    BitSet bits = new BitSet();
    int columns = switches.shape().columns();
    for (int k = 0; k < switches.shape().rows(); k++) {
      for (int j = 0; j < columns; j++) {
        bits.set(k * columns + j, switches.isClosed(k, j));
      }
    }
    return pattern(new SwitchPattern(array, SwitchPattern.Kind.CROSSPOINTS, bits));
  }

  private TestProgram pattern(SwitchPattern pattern) {
    patterns.add(pattern);
    return then(new Operation.Switch(pattern.array(), patterns.size() - 1));
  }

  byte[] image() {
    List<Geometry> geometries =
        new BoardIdentity(spec).arrays().stream().map(BoardMessage.Array::geometry).toList();
    return new ProgramImage(operations, patterns, tables).encode(geometries);
  }

  HostMessage.Load load(long job) {
    return new HostMessage.Load(
        job,
        image().length,
        operations.size(),
        patterns.size(),
        tables.size(),
        streamBytes,
        ringBytes);
  }

  Proof proof(HostMessage.Limits limits) {
    ProgramRules rules = new BoardIdentity(spec).rules(limits);
    return Prover.prove(image(), load(1), rules).proof();
  }
}
