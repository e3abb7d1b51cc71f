import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Loads each file's routes into a context of its own and starts it; a line for each that Camel refuses. */
public class Load {
  public static void main(String[] files) throws Exception {
    for (String file : files) {
      try (DefaultCamelContext context = new DefaultCamelContext()) {
        var resource = ResourceHelper.fromString(file, Files.readString(Path.of(file)));
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        context.start();
      } catch (Exception problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) cause = cause.getCause();
        System.out.println(Path.of(file).getFileName() + ": " + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
      }
    }
  }
}
