package dev.fluxbar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the house to its plan: floors, walls, and the one home of each library. */
class ArchitectureTest {

  private static final String ROOT = "dev.fluxbar.";

  /** The floors from the ground up; a package may import from its own floor and those below. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("fault", "numeric"),
          List.of("array", "signal", "memristor", "wire", "transport"),
          List.of("bench", "analog", "link", "physics"),
          List.of("bench.board", "bench.gpio", "bench.openmena", "emulator", "journal"),
          List.of("algorithm", "calibration", "dynamics"),
          List.of("app"),
          List.of("cli", "daemon"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // A build with benchmarks leaves them among the classes; they reach over all floors.
          .withImportOption(location -> !location.contains("Benchmark"))
          .importPackages("dev.fluxbar");

  @Test
  void importsGoDownOnly() {
    List<String> upward = new ArrayList<>();
    for (JavaClass origin : CLASSES) {
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (target.startsWith(ROOT) && floor(target) > floor(origin.getPackageName())) {
          upward.add(dependency.getDescription());
        }
      }
    }
    assertThat(upward).isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.fluxbar.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void algorithmsKnowNoBoard() {
    never("algorithm", "bench.board", "emulator", "wire", "link", "transport", "analog", "physics");
  }

  @Test
  void theEmulatorIsAFarEndAndNoBench() {
    never("emulator", "bench", "bench.board", "link.host");
  }

  @Test
  void emulatedChipsShareNothingWithTheirDrivers() {
    never("emulator", "bench.gpio", "bench.gpio.chip", "bench.gpio.pi");
  }

  @Test
  void aBoardBenchKnowsNoEmulator() {
    never("bench.board", "emulator", "physics", "memristor");
  }

  @Test
  void aBenchOfChipsKnowsNoEmulator() {
    never("bench.gpio", "emulator", "emulator.chips", "physics", "memristor", "wire", "link");
  }

  @Test
  void theCommandLineTouchesNoBench() {
    never("cli", "bench", "bench.board", "emulator", "wire", "link", "transport", "physics");
  }

  @Test
  void theDaemonTouchesNoBench() {
    never("daemon", "bench", "bench.board", "emulator", "wire", "link", "transport", "physics");
  }

  @Test
  void bytesAndBitsKnowNoVolts() {
    never("wire", "signal", "memristor", "transport", "array");
    never("transport", "wire", "signal", "array");
  }

  @Test
  void everyLibraryHasOneHome() {
    home("com.fazecast..", "transport");
    home("com.sun.jna..", "transport");
    home("com.pi4j..", "bench.gpio.pi");
    home("org.sqlite..", "journal");
    home("java.sql..", "journal");
    home("picocli..", "cli");
    home("me.tongfei..", "cli");
    home("org.knowm..", "app");
    home("com.fasterxml..", "app", "cli", "daemon");
    home("io.jhdf..", "app");
    home("io.javalin..", "daemon");
    home("org.eclipse.jetty..", "daemon");
    home("com.hivemq..", "daemon");
    home("io.prometheus..", "daemon");
    home("ch.qos.logback..", "daemon");
    home("org.apache.commons.math3..", "calibration", "dynamics", "physics");
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fluxbar.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void nothingTakesTheTerminalsSignals() {
    // These open the terminal and reset SIGINT: Ctrl-C would then end the program at once.
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("me\\.tongfei\\.progressbar\\..*Console.*|org\\.jline\\..*")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    Map<String, JavaPackage> packages = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      packages.put(type.getPackageName(), type.getPackage());
    }
    packages.forEach(
        (name, found) ->
            assertThat(found.isAnnotatedWith(NullMarked.class))
                .as("package-info of %s is @NullMarked", name)
                .isTrue());
  }

  @Test
  void exceptionsOfTheBenchHaveOneRoot() {
    classes()
        .that()
        .areAssignableTo(RuntimeException.class)
        .and()
        .haveSimpleNameEndingWith("Fault")
        .should()
        .beAssignableTo(dev.fluxbar.fault.BenchFault.class)
        .check(CLASSES);
  }

  @Test
  void theHouseIsThere() {
    // A wrong import path would make every rule above pass on nothing.
    assertThat(CLASSES.size()).isGreaterThan(100);
  }

  private static void never(String from, String... targets) {
    for (String target : targets) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + from + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + target)
          .check(CLASSES);
    }
  }

  private static void home(String library, String... homes) {
    String[] inside = new String[homes.length];
    for (int i = 0; i < homes.length; i++) {
      inside[i] = ROOT + homes[i] + "..";
    }
    noClasses()
        .that()
        .resideOutsideOfPackages(inside)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  private static int floor(String packageName) {
    String room = packageName.substring(ROOT.length());
    int found = -1;
    int longest = -1;
    for (int i = 0; i < FLOORS.size(); i++) {
      for (String name : FLOORS.get(i)) {
        boolean inside = room.equals(name) || room.startsWith(name + ".");
        if (inside && name.length() > longest) {
          found = i;
          longest = name.length();
        }
      }
    }
    assertThat(found).as("floor of package %s; add it to the plan", packageName).isNotNegative();
    return found;
  }
}
