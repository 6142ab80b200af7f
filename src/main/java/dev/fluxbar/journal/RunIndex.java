package dev.fluxbar.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The index of all runs: an SQLite database with a write-ahead log, so that others may read while
 * one writes. It holds nothing that the folders of the runs do not: when it is lost or damaged it
 * is made anew from them. Any thread may call.
 */
public final class RunIndex implements AutoCloseable {
  private static final int SCHEMA = 1;
  private static final int CORRUPT = 11;
  private static final int NOT_A_DATABASE = 26;
  private static final int BUSY_MILLISECONDS = 5000;
  private static final String COLUMNS =
      "id, folder, command, bench, board, profile, version, seed, state, began, ended, message,"
          + " programs, unknown";

  private final Path file;
  private final Connection connection;

  private RunIndex(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the index, makes it if it is not there.
   *
   * @throws JournalFault if it cannot be had, is damaged or of a newer version
   */
  public static RunIndex open(Path file) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try {
        prepare(file, connection);
        return new RunIndex(file, connection);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw fault(file, e);
    }
  }

  private static void prepare(Path file, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = " + BUSY_MILLISECONDS);
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma synchronous = full");
      int found;
      try (ResultSet version = statement.executeQuery("pragma user_version")) {
        found = version.getInt(1);
      }
      if (found > SCHEMA) {
        throw new JournalFault(
            "index: file=%s, version=%d; a newer version of this program made it, use that one"
                .formatted(file, found));
      }
      if (found == 0) {
        statement.execute(
            "create table if not exists runs (id text primary key, folder text not null, command"
                + " text not null, bench text not null, board text not null, profile text not"
                + " null, version text not null, seed integer, state text not null, began integer"
                + " not null, ended integer, message text not null, programs integer not null,"
                + " unknown integer not null) strict");
        statement.execute("create index if not exists runs_by_began on runs (began desc, id)");
        statement.execute("pragma user_version = " + SCHEMA);
      }
    }
  }

  private static JournalFault fault(Path file, SQLException e) {
    return new JournalFault(
        "index: file=%s, %s; check the disk, or move the file away: it is made anew from the runs"
            .formatted(file, e.getMessage()),
        e);
  }

  /** Adds a run, or says anew what is known of it. */
  public synchronized void put(RunRow run) {
    String sql =
        "insert into runs ("
            + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set"
            + " folder = excluded.folder, command = excluded.command, bench = excluded.bench,"
            + " board = excluded.board, profile = excluded.profile, version = excluded.version,"
            + " seed = excluded.seed, state = excluded.state, began = excluded.began, ended ="
            + " excluded.ended, message = excluded.message, programs = excluded.programs, unknown"
            + " = excluded.unknown";
    try (PreparedStatement put = connection.prepareStatement(sql)) {
      put.setString(1, run.id());
      put.setString(2, run.folder());
      put.setString(3, run.command());
      put.setString(4, run.bench());
      put.setString(5, run.board());
      put.setString(6, run.profile());
      put.setString(7, run.version());
      number(put, 8, run.seed());
      put.setString(9, run.state());
      put.setLong(10, run.began().toEpochMilli());
      number(
          put,
          11,
          run.ended()
              .map(Instant::toEpochMilli)
              .map(OptionalLong::of)
              .orElse(OptionalLong.empty()));
      put.setString(12, run.message());
      put.setLong(13, run.programs());
      put.setLong(14, run.unknown());
      put.executeUpdate();
    } catch (SQLException e) {
      throw fault(file, e);
    }
  }

  private static void number(PreparedStatement put, int place, OptionalLong number)
      throws SQLException {
    if (number.isPresent()) {
      put.setLong(place, number.getAsLong());
    } else {
      put.setNull(place, Types.INTEGER);
    }
  }

  /** Forgets a run whose folder is gone. */
  public synchronized void remove(String id) {
    try (PreparedStatement remove = connection.prepareStatement("delete from runs where id = ?")) {
      remove.setString(1, id);
      remove.executeUpdate();
    } catch (SQLException e) {
      throw fault(file, e);
    }
  }

  /** Whether a file is there that is no database or one that contradicts itself. */
  public static boolean damaged(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet check = statement.executeQuery("pragma quick_check")) {
      return !check.next() || !check.getString(1).equals("ok");
    } catch (SQLException e) {
      int code = e.getErrorCode() & 0xff;
      return code == NOT_A_DATABASE || code == CORRUPT;
    }
  }

  /** One run. */
  public synchronized Optional<RunRow> find(String id) {
    try (PreparedStatement query =
        connection.prepareStatement("select " + COLUMNS + " from runs where id = ?")) {
      query.setString(1, id);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(row(rows)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw fault(file, e);
    }
  }

  /**
   * Runs, the newest first.
   *
   * @param state only those in this state; empty: any
   * @param most how many at most
   */
  public synchronized List<RunRow> newest(Optional<String> state, int most) {
    String where = state.isPresent() ? " where state = ?" : "";
    String sql =
        "select " + COLUMNS + " from runs" + where + " order by began desc, id desc limit ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      int place = 1;
      if (state.isPresent()) {
        query.setString(place++, state.get());
      }
      query.setInt(place, most);
      List<RunRow> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(row(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw fault(file, e);
    }
  }

  private static RunRow row(ResultSet rows) throws SQLException {
    return new RunRow(
        rows.getString(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getString(5),
        rows.getString(6),
        rows.getString(7),
        number(rows, 8),
        rows.getString(9),
        Instant.ofEpochMilli(rows.getLong(10)),
        number(rows, 11).stream().mapToObj(Instant::ofEpochMilli).findFirst(),
        rows.getString(12),
        rows.getLong(13),
        rows.getLong(14));
  }

  private static OptionalLong number(ResultSet rows, int place) throws SQLException {
    long number = rows.getLong(place);
    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** Twice is harmless. */
  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw fault(file, e);
    }
  }
}
