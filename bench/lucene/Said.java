// A post as Vigie wrote it (said.h), and its words as Lucene takes them: nothing is folded or split here.
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

final class Said {
  private static final String[] NONE = {};

  final String[] keywords;
  final String[] tokens;
  final int[] steps; // How many places after the token before it each stands.
  final String text;

  Said(String line) {
    String[] parts = line.split("\t", -1);
    keywords = parts[1].split(" ");
    tokens = parts[2].isEmpty() ? NONE : parts[2].split(" ");
    steps = new int[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      int bar = tokens[i].indexOf('|');
      steps[i] = bar < 0 ? 1 : Integer.parseInt(tokens[i].substring(0, bar));
      tokens[i] = tokens[i].substring(bar + 1);
    }
    text = parts[3];
  }

  /** Gives tokens to Lucene; used again for the next post. */
  static final class Stream extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private String[] tokens = NONE;
    private int[] steps;
    private int at;

    Stream over(String[] newTokens, int[] newSteps) {
      tokens = newTokens;
      steps = newSteps;
      at = 0;
      return this;
    }

    @Override
    public void reset() throws IOException {
      super.reset();
      at = 0;
    }

    @Override
    public boolean incrementToken() {
      if (at == tokens.length) return false;
      clearAttributes();
      term.append(tokens[at]);
      step.setPositionIncrement(steps == null ? 1 : steps[at]);
      at++;
      return true;
    }
  }

  static BufferedReader lines(String path) throws IOException {
    return Files.newBufferedReader(Path.of(path), StandardCharsets.UTF_8);
  }

  /** The most memory that was resident since the start. */
  static long mostMemoryBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }
    return 0;
  }

  /** Names and numbers in turn, as one line of JSON. */
  static void tell(Object... figures) {
    StringJoiner all = new StringJoiner(", ", "{", "}");
    for (int i = 0; i < figures.length; i += 2) {
      all.add(String.format(Locale.ROOT, "\"%s\": %.6f", figures[i], ((Number) figures[i + 1]).doubleValue()));
    }
    System.out.println(all);
  }
}
