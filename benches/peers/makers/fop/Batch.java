import java.io.BufferedOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.sax.SAXResult;
import javax.xml.transform.stream.StreamSource;
import org.apache.fop.apps.Fop;
import org.apache.fop.apps.FopFactory;

/** Renders FOLDER/STEM.fo to OUT/STEM.pdf on JOBS threads, with one factory. */
public final class Batch {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path out = Path.of(args[1]);
        FopFactory factory = FopFactory.newInstance(folder.resolve("fop.xconf").toFile());
        ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(args[2]));
        List<Future<?>> results = new ArrayList<>();
        for (int i = 3; i < args.length; i++) {
            String stem = args[i];
            results.add(threads.submit(() -> {
                render(factory, folder.resolve(stem + ".fo").toFile(), out.resolve(stem + ".pdf"));
                return null;
            }));
        }
        for (Future<?> result : results) {
            result.get();
        }
        threads.shutdown();
    }

    private static void render(FopFactory factory, File input, Path output) throws Exception {
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(output))) {
            Fop fop = factory.newFop("application/pdf", stream);
            TransformerFactory.newInstance().newTransformer()
                .transform(new StreamSource(input), new SAXResult(fop.getDefaultHandler()));
        }
    }
}
