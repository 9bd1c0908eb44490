// Matching by Lucene, one thread: a post becomes a MemoryIndex and is asked by the watches filed under its words.
// Debian has no monitor jar: the choice of watches is our own. Each is filed under the rarest words that it cannot do
// without, by how many posts of the same file hold them, which is the best that such a choice can know.
// Usage: LuceneMatch POSTS.txt WATCHES.txt COUNT ONE_IN MATCHES
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;

public final class LuceneMatch {
  private static final int STRETCH = 256; // Posts split before each stretch of the clock.
  private static final int WARM_UP_POSTS = 20_000;

  private final Query[] queries;
  private final Map<String, int[]> filed = new HashMap<>();
  private final Map<String, int[]> filedByPrefix = new HashMap<>();
  private final int[] prefixLengths;
  private final List<Integer> always = new ArrayList<>();
  private final int[] seen; // The last post for which each watch was chosen.
  private final int[] chosen;
  private int chosenCount;
  private int post;

  private final MemoryIndex index = new MemoryIndex();
  private final Said.Stream words = new Said.Stream();
  private final Said.Stream keywords = new Said.Stream();

  private LuceneMatch(List<Asked> watches, Asked.Frequency frequency) {
    queries = watches.stream().map(Asked::query).toArray(Query[]::new);
    seen = new int[queries.length];
    chosen = new int[queries.length];
    Map<String, List<Integer>> exact = new HashMap<>();
    Map<String, List<Integer>> prefixes = new HashMap<>();
    Set<Integer> lengths = new TreeSet<>();
    for (int watch = 0; watch < queries.length; watch++) {
      Asked.Filing filing = watches.get(watch).filing(frequency);
      if (filing == null) {
        always.add(watch);
        continue;
      }
      for (Asked.Key key : filing.keys()) {
        (key.prefix() ? prefixes : exact).computeIfAbsent(key.text(), unused -> new ArrayList<>()).add(watch);
        if (key.prefix()) lengths.add(key.text().length());
      }
    }
    exact.forEach((key, all) -> filed.put(key, all.stream().mapToInt(i -> i).toArray()));
    prefixes.forEach((key, all) -> filedByPrefix.put(key, all.stream().mapToInt(i -> i).toArray()));
    prefixLengths = lengths.stream().mapToInt(i -> i).toArray();
  }

  private void choose(int[] watches) {
    if (watches == null) return;
    for (int watch : watches) {
      if (seen[watch] == post) continue;
      seen[watch] = post;
      chosen[chosenCount++] = watch;
    }
  }

  private void chooseFor(Said said) {
    post++;
    chosenCount = 0;
    for (int watch : always) chosen[chosenCount++] = watch;
    for (String keyword : said.keywords) choose(filed.get(keyword));
    for (String token : said.tokens) {
      choose(filed.get(token));
      for (int length : prefixLengths) {
        if (length > token.length()) break;
        choose(filedByPrefix.get(token.substring(0, length)));
      }
    }
  }

  /** How many watches match; their numbers, rising, stand at the beginning of `chosen`. */
  private int match(Said said) throws IOException {
    chooseFor(said);
    if (chosenCount == 0) return 0;
    index.reset();
    if (said.tokens.length > 0) index.addField(Asked.WORDS, words.over(said.tokens, said.steps));
    index.addField(Asked.KEYWORDS, keywords.over(said.keywords, null));
    IndexSearcher searcher = index.createSearcher();
    searcher.setQueryCache(null);
    LeafReaderContext leaf = searcher.getIndexReader().leaves().get(0);
    int matches = 0;
    for (int i = 0; i < chosenCount; i++) {
      Query query = searcher.rewrite(queries[chosen[i]]);
      Scorer scorer = searcher.createWeight(query, ScoreMode.COMPLETE_NO_SCORES, 1).scorer(leaf);
      if (scorer == null || scorer.iterator().nextDoc() == DocIdSetIterator.NO_MORE_DOCS) continue;
      chosen[matches++] = chosen[i];
    }
    Arrays.sort(chosen, 0, matches);
    return matches;
  }

  private record Run(long posts, long matches, long candidates, double seconds) {}

  private Run run(String path, int oneIn, long most, BufferedWriter out) throws IOException {
    long posts = 0;
    long matches = 0;
    long candidates = 0;
    long nanos = 0;
    try (BufferedReader in = Said.lines(path)) {
      List<Said> stretch = new ArrayList<>();
      List<Long> numbers = new ArrayList<>();
      long number = 0;
      int[][] found = new int[STRETCH][];
      for (boolean ended = false; !ended && posts < most; ) {
        stretch.clear();
        numbers.clear();
        while (stretch.size() < STRETCH) {
          String line = in.readLine();
          ended = line == null;
          if (ended) break;
          if (number % oneIn == 0) {
            stretch.add(new Said(line));
            numbers.add(number);
          }
          number++;
        }
        long begin = System.nanoTime();
        for (int i = 0; i < stretch.size(); i++) {
          int count = match(stretch.get(i));
          candidates += chosenCount;
          found[i] = Arrays.copyOf(chosen, count);
        }
        nanos += System.nanoTime() - begin;
        for (int i = 0; i < stretch.size(); i++) {
          matches += found[i].length;
          if (out == null) continue;
          for (int watch : found[i]) out.write(numbers.get(i) + "\t" + watch + "\n");
        }
        posts += stretch.size();
      }
    }
    return new Run(posts, matches, candidates, nanos / 1e9);
  }

  /** How many posts hold each word. */
  private static Asked.Frequency frequencyIn(String path) throws IOException {
    TreeMap<String, Long> posts = new TreeMap<>();
    try (BufferedReader in = Said.lines(path)) {
      for (String line; (line = in.readLine()) != null; ) {
        Said said = new Said(line);
        Set<String> all = new HashSet<>(List.of(said.keywords));
        all.addAll(List.of(said.tokens));
        for (String one : all) posts.merge(one, 1L, Long::sum);
      }
    }
    return key -> {
      if (!key.prefix()) return posts.getOrDefault(key.text(), 0L);
      long sum = 0;
      for (var entry : posts.tailMap(key.text()).entrySet()) {
        if (!entry.getKey().startsWith(key.text())) break;
        sum += entry.getValue();
      }
      return sum;
    };
  }

  public static void main(String[] args) throws IOException {
    BooleanQuery.setMaxClauseCount(Integer.MAX_VALUE);
    List<Asked> watches = new ArrayList<>();
    int count = Integer.parseInt(args[2]);
    try (BufferedReader in = Said.lines(args[1])) {
      for (String line; watches.size() < count && (line = in.readLine()) != null; ) watches.add(new Asked(line));
    }
    LuceneMatch lucene = new LuceneMatch(watches, frequencyIn(args[0]));
    int oneIn = Integer.parseInt(args[3]);
    lucene.run(args[0], oneIn, WARM_UP_POSTS, null);
    Run run;
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[4]))) {
      run = lucene.run(args[0], oneIn, Long.MAX_VALUE, out);
    }
    Said.tell(
        "posts", run.posts, "watches", watches.size(), "matches", run.matches, "seconds", run.seconds,
        "posts_per_s", run.posts / run.seconds, "candidates_per_post", (double) run.candidates / run.posts,
        "rss_bytes", Said.mostMemoryBytes());
  }
}
