package dev.fluxbar.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a screen, and how tests look at a page in it. */
final class Browser implements AutoCloseable {
  static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");

  /** Far beyond what a loaded machine needs: who waits so long has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static boolean isThere() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(CHROMEDRIVER);
  }

  static Browser open(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-lcd-text",
        "--lang=en",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    // So that nobody looks for another one elsewhere.
    System.setProperty("webdriver.chrome.driver", CHROMEDRIVER.toString());
    return new Browser(new ChromeDriver(options));
  }

  /** Opens an address in a tab that remembers nothing, at the width of a desk or a phone. */
  Browser visit(String address, int width, int height) {
    driver.get("about:blank");
    size(width, height);
    driver.get(address);
    driver.executeScript("sessionStorage.clear()");
    logs();
    driver.navigate().refresh();
    return this;
  }

  /** As it looks on a screen of this size; windows do not become as narrow as phones. */
  void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(Math.max(width, 600), height));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
  }

  /** Files that are saved go here from now on. */
  void saveTo(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toAbsolutePath().toString()));
  }

  /** Waits until a file was saved; it has its name once it is whole. */
  Path awaitFile(Path file) {
    wait(file + " is saved", () -> Files.isRegularFile(file));
    return file;
  }

  /** Light or dark, whatever the machine prefers. */
  void scheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** What stands in an element, with plain spaces. */
  String text(String selector) {
    String text =
        String.valueOf(script("return document.querySelector(arguments[0]).textContent", selector));
    return text.replaceAll("[\u00a0\u202f]", " ");
  }

  /** As {@link #script}, for one that ends by calling its last argument. */
  Object scriptLater(String script) {
    return driver.executeAsyncScript(script);
  }

  Object script(String script, Object... arguments) {
    Object result = driver.executeScript(script, arguments);
    return result == null ? "" : result;
  }

  /** Clicks what is shown and ready for it. */
  void click(String selector) {
    awaitTrue(
        "return !document.querySelector(arguments[0]).disabled", selector + " ready", selector);
    bring(selector).click();
  }

  /** Scrolls to something, as people do: not under the bar at the top. */
  WebElement bring(String selector) {
    WebElement element = find(selector);
    script("arguments[0].scrollIntoView({block: 'center'})", element);
    return element;
  }

  /** Writes into an empty field. */
  void type(String selector, CharSequence... keys) {
    WebElement field = find(selector);
    field.clear();
    field.sendKeys(keys);
  }

  /** Keys to whatever has the focus. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Goes by tab until something has the focus. */
  void tabTo(String selector) {
    for (int i = 0; i < 120; i++) {
      if (Boolean.TRUE.equals(
          script("return document.activeElement.matches(arguments[0])", selector))) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError(selector + " cannot be reached by the tab key");
  }

  String awaitText(String selector, Predicate<String> wanted) {
    wait(selector + " as wanted", () -> wanted.test(text(selector)));
    return text(selector);
  }

  void awaitTrue(String script, String what, Object... arguments) {
    wait(what, () -> Boolean.TRUE.equals(script(script, arguments)));
  }

  private void wait(String what, java.util.function.BooleanSupplier wanted) {
    new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
        .withMessage(() -> what + "; the page says: " + text("body").replaceAll("\\s+", " "))
        .until(any -> wanted.getAsBoolean());
  }

  /** Whether something wide makes the page scroll sideways. */
  void assertNoSidewaysScroll() {
    assertThat(script("return document.documentElement.scrollWidth"))
        .isEqualTo(script("return document.documentElement.clientWidth"));
  }

  /** What the console has said since it was asked last. */
  List<String> logs() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** A picture of the page from its top, packed as small as it goes without loss. */
  void picture(Path file) throws IOException {
    byte[] bytes = driver.getScreenshotAs(OutputType.BYTES);
    BufferedImage shot = ImageIO.read(new ByteArrayInputStream(bytes));
    BufferedImage opaque =
        new BufferedImage(shot.getWidth(), shot.getHeight(), BufferedImage.TYPE_INT_RGB);
    opaque.getGraphics().drawImage(shot, 0, 0, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam packing = writer.getDefaultWriteParam();
    packing.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    packing.setCompressionQuality(0);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(opaque, null, null), packing);
    } finally {
      writer.dispose();
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
