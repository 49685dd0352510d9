import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

/** Answers lines {"path", "input"} with lines {"value"}, {"invalid"} or {"failed"}, as jsonpath-cases --serve does. */
public class Reference {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        for (String line; (line = in.readLine()) != null;) {
            Map<?, ?> request = MAPPER.readValue(line, Map.class);
            out.println(MAPPER.writeValueAsString(answer((String) request.get("path"), request.get("input"))));
        }
        out.flush();
    }

    private static Map<String, Object> answer(String text, Object input) {
        JsonPath path;
        try {
            path = JsonPath.compile(text);
        } catch (RuntimeException refused) {
            return Collections.singletonMap("invalid", (Object) String.valueOf(refused.getMessage()));
        }
        try {
            Configuration settings = Configuration.builder().jsonProvider(new JacksonJsonProvider()).build();
            return Collections.singletonMap("value", path.read(input, settings));
        } catch (InvalidPathException failed) {
            return Collections.singletonMap("failed", (Object) failed.getMessage());
        } catch (RuntimeException other) {
            return Collections.singletonMap("failed", (Object) Collections.singletonList(other.getClass().getName()));
        }
    }
}
