package dev.fluxbar.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.app.lab.AfterCrash;
import dev.fluxbar.app.lab.RunOrder;
import dev.fluxbar.app.lab.RunView;
import dev.fluxbar.daemon.guard.Role;
import dev.fluxbar.daemon.guard.Tokens;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The page in Chromium, on a lab of emulated benches. {@code -Dscreenshots=true} makes the pictures
 * of docs/images anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTest {
  private static final int LARGEST_BYTES = 200_000;

  /** Long enough to be caught at work; each test ends it. */
  private static final String LONG =
      "name: %s\nsteps: [{loop: {times: 100000, steps: [{read: {}}]}}]";

  @TempDir static Path folder;
  private Browser browser;
  private PageServer server;
  private int servers;

  @BeforeAll
  void openBrowser() {
    boolean there = Browser.isThere();
    assumeTrue(there, "the page: chromium and chromedriver are not installed");
    browser = Browser.open(folder.resolve("profile"));
  }

  @AfterAll
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void startServer() {
    server = start(0, Optional.empty(), 2);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private PageServer start(int port, Optional<Tokens> tokens, int benches) {
    return PageServer.start(folder.resolve("data-" + ++servers), port, tokens, benches);
  }

  private void visit() {
    browser.visit(server.address(), 1280, 900);
    browser.awaitText("#line", "live"::equals);
  }

  /** Orders a sequence by the form. */
  private void order(String yaml) {
    browser.bring("#order label:has([value=sequence])").click();
    browser.type("#order [name='sequence.text']", yaml);
    browser.click("#order button[type=submit]");
    browser.awaitText("#order-said", said -> said.startsWith("Queued as"));
  }

  private RunView newest() {
    return server.lab().runs().get(0);
  }

  private void awaitState(String state) {
    browser.awaitText("#run-state", state::equals);
  }

  @Test
  void isSmallAndAsksNobodyElse() {
    visit();
    Object sizes =
        browser.script(
            "return performance.getEntriesByType('resource')"
                + ".concat(performance.getEntriesByType('navigation'))"
                + ".map(entry => ({url: entry.name, bytes: entry.transferSize}))");
    long bytes = 0;
    for (Object entry : (List<?>) sizes) {
      Map<?, ?> map = (Map<?, ?>) entry;
      assertThat((String) map.get("url")).startsWith(server.address());
      bytes += ((Number) map.get("bytes")).longValue();
    }
    assertThat(bytes).isBetween(10_000L, (long) LARGEST_BYTES);
    assertThat(browser.logs()).isEmpty();
    assertThat(browser.text("#bench-title")).isEqualTo("Bench academic");
    assertThat(browser.text("#bench-facts"))
        .contains("emulator:academic")
        .contains("rows × columns");
    assertThat(browser.all("#benches a")).hasSize(2);
  }

  @Test
  void ordersWatchesPausesResumesAndAbortsARun() {
    visit();
    order(LONG.formatted("watched"));
    awaitState("running");
    assertThat(browser.text("#run-title")).startsWith("watched");
    String facts = browser.text("#run-facts");
    browser.awaitText("#run-facts", now -> !now.equals(facts));
    browser.awaitTrue(
        "return document.querySelector('#run-meter').value > 0", "the run's bar moves");
    browser.click("#pause");
    awaitState("paused");
    assertThat(newest().state()).isEqualTo("paused");
    browser.awaitText("#pause", "Resume"::equals);
    browser.click("#pause");
    awaitState("running");
    browser.click("#abort");
    browser.awaitText("#recent", rows -> rows.contains("aborted"));
    assertThat(newest().state()).isEqualTo("aborted");
    assertThat(browser.text("#run-title")).isEqualTo("Nothing runs.");
    assertThat(browser.text("#log")).contains("watched running").contains("Step 1.1.1: read");
    assertThat(browser.logs()).isEmpty();
  }

  @Test
  void anAbortAtOnceIsAskedTwice() {
    visit();
    order(LONG.formatted("cut"));
    awaitState("running");
    browser.click("#abort-now");
    browser.click("#ask button[value=no]");
    assertThat(newest().state()).isEqualTo("running");
    browser.click("#abort-now");
    browser.click("#ask button[value=yes]");
    browser.awaitText("#recent", rows -> rows.contains("aborted"));
  }

  @Test
  void safeNeedsNoConfirmation() {
    visit();
    order(LONG.formatted("unsafe"));
    awaitState("running");
    browser.press(Keys.ESCAPE, Keys.ESCAPE);
    browser.awaitText("#recent", rows -> rows.contains("aborted"));
    browser.awaitText("#hold", "Release queue"::equals);
    assertThat(server.lab().bench("academic").held()).isTrue();
    browser.click("#hold");
    browser.awaitText("#hold", "Hold queue"::equals);
    order(LONG.formatted("unsafe again"));
    awaitState("running");
    browser.click("#safe");
    browser.awaitText("#hold", "Release queue"::equals);
    assertThat(server.lab().bench("academic").held()).isTrue();
    assertThat(server.lab().bench("spare-1").held()).isFalse();
  }

  @Test
  void needsNoPointer() {
    visit();
    browser.press(Keys.TAB);
    assertThat(browser.script("return document.activeElement.textContent"))
        .isEqualTo("Skip to what runs now");
    browser.tabTo("#order [name=word]");
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(browser.script("return new FormData(document.forms.order).get('word')"))
        .isEqualTo("check");
    browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    browser.tabTo("#order [name='read.averages']");
    browser.press("2");
    browser.tabTo("#order [name=name]");
    browser.press("by keys", Keys.ENTER);
    browser.awaitText("#recent", rows -> rows.contains("by keys") && rows.contains("done"));
    browser.awaitText("#readout", said -> said.startsWith("array 1, row 1, column 1: "));
    browser.script("document.querySelector('.skip').focus()");
    browser.tabTo("#map-0");
    browser.press(Keys.ARROW_RIGHT);
    browser.awaitText("#readout", said -> said.startsWith("array 1, row 1, column 2: "));
    // Whoever works by keys sees where they are.
    assertThat(browser.script("return getComputedStyle(document.activeElement).outlineStyle"))
        .isEqualTo("solid");
  }

  @Test
  void theFormsSayWhatTheSequencesSay() {
    visit();
    browser.bring("#order label:has([value=infer])").click();
    browser.type("#order [name='infer.inputs-volts']", "1, -1\n0.5 0.25");
    browser.type("#order [name=name]", "two \"inputs\"");
    browser.click("#as-text");
    assertThat(browser.script("return document.forms.order['sequence.text'].value"))
        .isEqualTo(
            """
            name: "two \\"inputs\\""
            steps:
              - infer: {inputs-volts: [[1, -1], [0.5, 0.25]]}
            """);
    browser.click("#order button[type=submit]");
    browser.awaitText("#recent", rows -> rows.contains("two \"inputs\"") && rows.contains("done"));
    // What the bench cannot do is said where it was asked.
    browser.type("#order [name='sequence.text']", "name: far\nsteps: [{read: {cell: [9, 9, 9]}}]");
    browser.click("#order button[type=submit]");
    browser.awaitText("#order-said", said -> said.contains("step 1, read"));
  }

  @Test
  void theMapShowsWhatWasMeasured() {
    visit();
    order("name: first\nsteps: [{write: {target: academic}}, {read: {}}]");
    browser.awaitText("#recent", rows -> rows.contains("done"));
    browser.bring("#table-box summary").click();
    var cells = server.lab().cells("academic").orElseThrow();
    browser.awaitTrue(
        "return document.querySelectorAll('#tables table').length === arguments[0]",
        "a table for each array",
        cells.siemens().size());
    browser.awaitText("#map-note", said -> said.contains(cells.run()));
    for (int l = 0; l < cells.siemens().size(); l++) {
      String path = "#tables > div:nth-child(%d) ".formatted(l + 1);
      assertThat(browser.text(path + "caption")).startsWith("array " + (l + 1));
      double unit = browser.text(path + "caption").contains("mS") ? 1e-3 : 1;
      for (int k = 0; k < cells.siemens().get(l).rows(); k++) {
        for (int j = 0; j < cells.siemens().get(l).columns(); j++) {
          String told =
              browser.text(
                  path + "tbody tr:nth-child(%d) td:nth-of-type(%d)".formatted(k + 1, j + 1));
          double siemens = cells.siemens().get(l).at(k, j);
          // Five significant digits are shown: half of the last one is at most 5e-5 of the value.
          assertThat(Double.parseDouble(told) * unit)
              .as("array %d, row %d, column %d", l + 1, k + 1, j + 1)
              .isCloseTo(siemens, org.assertj.core.data.Offset.offset(1e-4 * siemens));
        }
      }
    }
    browser.bring("label:has([value=change])").click();
    browser.awaitText("#map-note", said -> said.startsWith("Change since"));
    browser.bring("label:has([value=ledger])").click();
    browser.awaitText("#scale .unit", said -> said.endsWith("V s"));
  }

  @Test
  void fitsAPhone() {
    browser.visit(server.address(), 375, 700);
    browser.awaitText("#line", "live"::equals);
    order(
        "name: on a phone with a name that is much longer than anybody would ask for on one\n"
            + "steps: [{write: {target: academic}}, {read: {}}]");
    browser.awaitText("#recent", rows -> rows.contains("done"));
    browser.assertNoSidewaysScroll();
    for (String word : List.of("read", "write", "infer", "check", "calibrate", "sequence")) {
      browser.bring("#order label:has([value=%s])".formatted(word)).click();
      browser.assertNoSidewaysScroll();
    }
    browser.script("window.scrollTo(0, document.body.scrollHeight)");
    assertThat(browser.find("#safe").getRect().getHeight()).isGreaterThanOrEqualTo(40);
    browser.awaitTrue(
        "const box = document.querySelector('#safe').getBoundingClientRect();"
            + " return box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth",
        "SAFE can be reached wherever one is");
  }

  @Test
  void whatComesFromOutsideIsText() {
    String evil = "<img src=x onerror=document.title=1>";
    visit();
    order("name: '%s'\nsteps: [{read: {}}]".formatted(evil));
    browser.awaitText("#recent", rows -> rows.contains(evil) && rows.contains("done"));
    browser.awaitText("#log", lines -> lines.contains(evil));
    order("name: '%s'\nsteps: [{loop: {times: 100000, steps: [{read: {}}]}}]".formatted(evil));
    browser.awaitText("#run-title", title -> title.startsWith(evil));
    order("name: '%s'\nsteps: [{read: {}}]".formatted(evil));
    browser.awaitText("#queue", waiting -> waiting.contains(evil));
    browser.click("#safe");
    browser.awaitText("#queue-held", "held"::equals);
    assertThat(browser.all("img")).isEmpty();
    assertThat(browser.script("return document.title")).isEqualTo("Fluxbar lab");
  }

  @Test
  void asksForATokenAndKeepsIt() throws Exception {
    server.close();
    Path file = folder.resolve("tokens");
    String right = Tokens.issue(file, "anna", Role.OPERATOR, SecureRandom.getInstance("SHA1PRNG"));
    server = start(0, Optional.of(Tokens.read(file)), 1);
    browser.visit(server.address(), 1280, 900);
    browser.awaitTrue("return document.querySelector('#token').open", "it asks");
    browser.type("#token-value", "wrong", Keys.ENTER);
    browser.awaitText("#token-text", said -> said.contains("refused"));
    browser.type("#token-value", right, Keys.ENTER);
    browser.awaitText("#line", "live"::equals);
    order("name: let in\nsteps: [{read: {}}]");
    browser.awaitText("#recent", rows -> rows.contains("done"));
    assertThat(browser.script("return localStorage.length")).isEqualTo(0L);
    assertThat(browser.script("return document.cookie")).isEqualTo("");
    assertThat(browser.script("return location.href")).isEqualTo(server.address());
  }

  /** Buttons and fields that ask for nothing, or only fill the form in. */
  private static final String LOOKS =
      "[data-action=files], #log-end, #as-text, #token button, #token input, #ask button,"
          + " #order input, #order select, #order textarea, input[name=map]";

  @Test
  void aReaderSeesEverythingAndAsksForNothing() throws Exception {
    server.close();
    Path file = folder.resolve("readers");
    String reader = Tokens.issue(file, "wall", Role.READER, new SecureRandom());
    server = start(0, Optional.of(Tokens.read(file)), 2);
    server.lab().uploads().put("inputs.csv", "1,-1\n".getBytes(StandardCharsets.US_ASCII));
    order("read", "steps: [{read: {}}]");
    browser.visit(server.address(), 1280, 900);
    browser.awaitTrue("return document.querySelector('#token').open", "it asks");
    browser.type("#token-value", reader, Keys.ENTER);
    browser.awaitText("#recent", rows -> rows.contains("done"));
    order("runs", "steps: [{loop: {times: 100000, steps: [{read: {}}]}}]");
    order("waits", "steps: [{read: {}}]");
    awaitState("running");
    browser.awaitText("#queue", waiting -> waiting.contains("Take out"));
    browser.awaitText("#uploads", names -> names.contains("inputs.csv"));
    browser.awaitTrue("return document.querySelector('#map-0') !== null", "the map");
    assertThat(browser.text("#reader")).isEqualTo("reader: looks only");
    assertThat(browser.find("#reader").isDisplayed()).isTrue();
    // Whatever can be pressed is known to change nothing: a new button cannot be forgotten.
    Object pressable =
        browser.script(
            "return [...document.querySelectorAll('button, input, select, textarea')]"
                + ".filter(one => !one.disabled && !one.matches(arguments[0]))"
                + ".map(one => one.outerHTML)",
            LOOKS);
    assertThat((List<?>) pressable).isEmpty();
    browser.press(Keys.ESCAPE, Keys.ESCAPE);
    browser.awaitText("#trouble", said -> said.contains("given=reader"));
    assertThat(newest().state()).isEqualTo("queued");
    server.lab().safe("academic");
  }

  private void order(String name, String steps) {
    String bench = "academic";
    RunOrder order =
        new RunOrder(
            server.lab().sequence(bench, "name: %s\n%s".formatted(name, steps)),
            0,
            false,
            AfterCrash.WAIT,
            "test");
    server.lab().submit(bench, order);
  }

  @Test
  void whatARunLeftIsSavedAndOpens() throws IOException {
    Path saved = java.nio.file.Files.createDirectories(folder.resolve("saved"));
    visit();
    browser.saveTo(saved);
    order("name: kept\nsteps: [{read: {}}]");
    browser.awaitText("#recent", rows -> rows.contains("done"));
    String run = newest().id();
    for (String word : List.of("HDF5", "CSV", "NPZ")) {
      browser.click("#recent a[aria-label^='%s of run']".formatted(word));
    }
    Path hdf5 = browser.awaitFile(saved.resolve(run + ".hdf5"));
    try (HdfFile file = new HdfFile(hdf5)) {
      assertThat(file.getChildren()).isNotEmpty();
    }
    assertThat(names(browser.awaitFile(saved.resolve(run + ".csv"))))
        .anyMatch(name -> name.endsWith(".csv"));
    assertThat(names(browser.awaitFile(saved.resolve(run + ".npz"))))
        .isNotEmpty()
        .allMatch(name -> name.endsWith(".npy"));
    browser.click("#recent a[aria-label^='result of run']");
    browser.awaitTrue("return location.pathname.endsWith('/result')", "the result");
    assertThat(new ObjectMapper().readTree(browser.text("body")).path("steps")).hasSize(1);
  }

  private static List<String> names(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return file.stream().map(entry -> entry.getName()).toList();
    }
  }

  @Test
  void findsAServerThatWasStartedAnew() {
    visit();
    int port = server.port();
    server.close();
    browser.awaitText("#line", "no connection"::equals);
    assertThat(browser.text("#trouble")).contains("No connection").contains("Trying again");
    assertThat(browser.find("#pause").isEnabled()).isFalse();
    server = start(port, Optional.empty(), 1);
    browser.awaitText("#line", "live"::equals);
    browser.awaitTrue(
        "return document.querySelectorAll('#benches a').length === 1", "the benches of now");
    order("name: after all\nsteps: [{read: {}}]");
    browser.awaitText("#recent", rows -> rows.contains("done"));
  }

  @Test
  void whoLooksAtAnEarlierStateIsToldWhatChanged() {
    visit();
    order(LONG.formatted("contested"));
    awaitState("running");
    // As if the page had not heard of the last change yet.
    browser.script(
        "const real = window.fetch; window.fetch = (url, options) => {"
            + " if (options?.headers?.['If-Match']) { options.headers['If-Match'] = '\"1\"'; }"
            + " return real(url, options); }");
    browser.click("#pause");
    browser.awaitText(
        "#trouble", said -> said.contains("changed since you looked") && said.contains("running"));
    assertThat(newest().state()).isEqualTo("running");
    browser.click("#safe");
    browser.awaitText("#recent", rows -> rows.contains("aborted"));
  }

  @Test
  void keepsSchedulesAndUploads() throws IOException {
    Path file = folder.resolve("inputs.csv");
    java.nio.file.Files.writeString(file, "1,-1\n");
    visit();
    browser.find("#upload").sendKeys(file.toString());
    browser.awaitText("#uploads", names -> names.contains("inputs.csv"));
    browser.bring("#order label:has([value=infer])").click();
    browser.awaitText("#order [name='infer.inputs']", choices -> choices.contains("inputs.csv"));
    browser.type("#order [name=every]", "6h");
    browser.script("document.forms.order['infer.inputs'].value = 'inputs.csv'");
    browser.click("#order button[type=submit]");
    browser.awaitText("#schedules", said -> said.contains("every 6 h 0 min"));
    browser.awaitText("#recent", rows -> rows.contains("done"));
    browser.click("#schedules button");
    browser.awaitText("#schedules", "None."::equals);
    browser.click("#uploads button");
    browser.awaitText("#uploads", "None."::equals);
  }

  @Test
  void drawsALargeArrayAndTablesAPartOfIt() {
    visit();
    Object told =
        browser.scriptLater(
            """
            const end = arguments[arguments.length - 1];
            Promise.all([import('/lab.js'), import('/heat.js')]).then(([{ lab }, heat]) => {
              const array = Array.from({ length: 256 },
                (_, k) => Array.from({ length: 256 }, (_, j) => 1e-6 * (1 + k + 256 * j)));
              lab.cells = { at: '2026-01-02T03:04:05Z', run: 'made up', unit: 'S', arrays: [array],
                change: [] };
              lab.measured++;
              document.querySelector('#table-box').open = true;
              heat.draw();
              setTimeout(() => {
                const map = document.querySelector('#map-0');
                const corner = [...map.getContext('2d').getImageData(0, 0, 1, 1).data];
                end([map.width, map.height, document.querySelectorAll('#tables td').length, corner]);
              });
            });
            """);
    List<?> values = (List<?>) told;
    assertThat(((Number) values.get(0)).intValue()).isPositive().matches(width -> width % 256 == 0);
    assertThat(values.get(1)).isEqualTo(values.get(0));
    assertThat(values.get(2)).isEqualTo(32L * 16);
    // The least value has the first colour of viridis, beside the frame around the first cell.
    browser.bring("#map-0").sendKeys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
    browser.awaitText("#readout", said -> said.equals("array 1, row 2, column 2: 258.00 µS"));
    assertThat(browser.text("#scale .unit")).isEqualTo("mS");
  }

  /** Also the pictures of the docs, if asked for. */
  @Test
  void looksTheSameOnADeskAndAPhone() throws IOException {
    visit();
    order("name: write and read\nsteps: [{write: {target: academic}}, {read: {}}]");
    browser.awaitText("#recent", rows -> rows.contains("done"));
    order(
        "name: night watch\nsteps: [{read: {}}, {loop: {times: 60, steps: "
            + "[{infer: {inputs-volts: [[1, -1]]}}]}}]");
    awaitState("running");
    order("name: check\nsteps: [{check: {}}]");
    browser.awaitText("#queue", waiting -> waiting.contains("Take out"));
    browser.bring("#order label:has([value=read])").click();
    browser.awaitTrue(
        "return document.querySelector('#run-meter').value > 0.03", "it has come some way");
    browser.script("document.activeElement.blur(); scrollTo(0, 0)");
    Path desk = folder.resolve("daemon-page.png");
    Path phone = folder.resolve("daemon-page-phone.png");
    browser.size(1120, 1080);
    browser.picture(desk);
    browser.size(375, 812);
    browser.assertNoSidewaysScroll();
    browser.picture(phone);
    browser.click("#safe");
    browser.awaitText("#recent", rows -> rows.contains("aborted"));
    // An empty page of this size compresses to a few kilobytes.
    assertThat(desk.toFile().length()).isGreaterThan(50_000);
    assertThat(phone.toFile().length()).isGreaterThan(15_000);
    if (Boolean.getBoolean("screenshots")) {
      for (Path picture : List.of(desk, phone)) {
        java.nio.file.Files.copy(
            picture,
            Path.of("docs/images").resolve(picture.getFileName()),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
