import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Runs programs, each in the folder where its source lies, all in one Java. Java can't change its working folder: it is
 * empty at first, the files of a program come into it, and all that is there afterwards goes back.
 */
public class RunJava {
  public static void main(String[] sources) throws Exception {
    for (String name : sources) {
      Path source = Path.of(name);
      Path folder = source.getParent();
      moveAll(folder, Path.of(""));
      Path here = Path.of(source.getFileName().toString());
      String[] options = {"-Xlint:all", "-Werror", "-d", ".", here.toString()};
      if (ToolProvider.getSystemJavaCompiler().run(null, null, null, options) != 0)
        throw new Exception(source + " does not compile");
      URL[] classes = {Path.of("").toUri().toURL()};
      // Not under this program's own loader, which remembers the class of that name from the folder before.
      ClassLoader parent = ClassLoader.getPlatformClassLoader();
      try (URLClassLoader loader = new URLClassLoader(classes, parent)) {
        loader
            .loadClass(here.toString().replace(".java", ""))
            .getMethod("main", String[].class)
            .invoke(null, (Object) new String[] {});
      }
      moveAll(Path.of(""), folder);
    }
  }

  static void moveAll(Path from, Path to) throws IOException {
    try (Stream<Path> listed = Files.list(from.toAbsolutePath())) {
      List<Path> files = listed.collect(Collectors.toList());
      for (Path file : files)
        Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
