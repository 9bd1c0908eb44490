// Indexing and searching by Lucene, one thread, on the words that Vigie wrote. `sorted`: documents lie newest first
// within each segment, so that a search stops early; `unsorted`: as they came.
// Usage: LuceneSearch POSTS.txt QUESTIONS FOLDER SIZE,SIZE,… sorted|unsorted
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

public final class LuceneSearch implements AutoCloseable {
  private static final int PAGE = 20;
  private static final int WARM_UP_ROUNDS = 5; // One is enough for who is compiled before.
  private static final int TIMED_ROUNDS = 3;
  private static final int STRETCH = 512; // Posts split before each stretch of the clock.
  private static final int WARM_UP_POSTS = 100_000;
  private static final double BUFFER_MIB = 256;
  private static final long STEP_MICROS = 250_000;
  private static final Sort NEWEST_FIRST = new Sort(new SortField("time", SortField.Type.LONG, true));
  private static final FieldType WORDS = new FieldType();

  static {
    WORDS.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    WORDS.setTokenized(true);
    WORDS.setOmitNorms(true); // Nothing is ranked.
    WORDS.freeze();
  }

  private final String posts;
  private final Directory directory;
  private final IndexWriter writer;
  private BufferedReader in;
  private long count;
  private long nanos;

  private final Said.Stream stream = new Said.Stream();
  private final Field words = new Field("said", stream, WORDS);
  private final StoredField id = new StoredField("id", "");
  private final StoredField text = new StoredField("text", "");
  private final NumericDocValuesField time = new NumericDocValuesField("time", 0);
  private final Document document = new Document();

  private LuceneSearch(String posts, Directory directory, boolean sorted) throws IOException {
    this.posts = posts;
    this.directory = directory;
    IndexWriterConfig config = new IndexWriterConfig();
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setRAMBufferSizeMB(BUFFER_MIB);
    config.setMergeScheduler(new SerialMergeScheduler());
    if (sorted) config.setIndexSort(NEWEST_FIRST);
    writer = new IndexWriter(directory, config);
    in = Said.lines(posts);
    for (Field field : List.of(words, id, text, time)) document.add(field);
  }

  private void add(Said said) throws IOException {
    stream.over(said.tokens, said.steps);
    id.setStringValue(Long.toString(count));
    text.setStringValue(said.text);
    time.setLongValue(count * STEP_MICROS);
    writer.addDocument(document);
    count++;
  }

  private void growTo(long size) throws IOException {
    List<Said> stretch = new ArrayList<>();
    while (count < size) {
      stretch.clear();
      while (stretch.size() < STRETCH && count + stretch.size() < size) {
        String line = in.readLine();
        if (line == null) {
          in.close();
          in = Said.lines(posts);
          continue;
        }
        stretch.add(new Said(line));
      }
      long begin = System.nanoTime();
      for (Said said : stretch) add(said);
      nanos += System.nanoTime() - begin;
    }
    long begin = System.nanoTime();
    writer.commit();
    nanos += System.nanoTime() - begin;
  }

  private static Query read(String line) {
    String[] parts = line.split("[\t ]");
    if (parts[0].equals("phrase")) {
      PhraseQuery.Builder phrase = new PhraseQuery.Builder();
      for (int i = 1; i < parts.length; i++) phrase.add(new Term("said", parts[i]));
      return phrase.build();
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (int i = 1; i < parts.length; i++) all.add(new TermQuery(new Term("said", parts[i])), Occur.FILTER);
    return all.build();
  }

  private static String search(IndexSearcher searcher, Query query) throws IOException {
    TopFieldCollector collector = TopFieldCollector.create(NEWEST_FIRST, PAGE, PAGE);
    searcher.search(query, collector);
    StringBuilder ids = new StringBuilder();
    for (ScoreDoc hit : collector.topDocs().scoreDocs) ids.append(searcher.doc(hit.doc).get("id")).append(' ');
    return ids.toString();
  }

  private void ask(List<Query> queries, Path answers, Path folder) throws IOException {
    List<Double> micros = new ArrayList<>();
    try (DirectoryReader reader = DirectoryReader.open(directory);
        BufferedWriter out = Files.newBufferedWriter(answers)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null); // The same questions come again.
      for (int round = 0; round < WARM_UP_ROUNDS + TIMED_ROUNDS; round++) {
        for (Query query : queries) {
          long begin = System.nanoTime();
          String ids = search(searcher, query);
          if (round >= WARM_UP_ROUNDS) micros.add((System.nanoTime() - begin) / 1e3);
          if (round == 0) out.write(ids + "\n");
        }
      }
    }
    double[] sorted = micros.stream().mapToDouble(i -> i).sorted().toArray();
    Said.tell(
        "posts", count, "index_posts_per_s", count / (nanos / 1e9), "bytes_per_post", (double) bytesIn(folder) / count,
        "p50_us", quantile(sorted, 0.5), "p99_us", quantile(sorted, 0.99), "rss_bytes", Said.mostMemoryBytes());
  }

  private static double quantile(double[] sorted, double at) {
    return sorted.length == 0 ? 0 : sorted[Math.max((int) Math.ceil(at * sorted.length), 1) - 1];
  }

  private static long bytesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(LuceneSearch::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
    in.close();
  }

  public static void main(String[] args) throws IOException {
    boolean sorted = args[4].equals("sorted");
    String name = sorted ? "lucene" : "lucene_unsorted";
    try (LuceneSearch warm = new LuceneSearch(args[0], new ByteBuffersDirectory(), sorted)) {
      warm.growTo(WARM_UP_POSTS); // What the compiler of the JVM learns is not timed.
    }
    List<Query> queries = new ArrayList<>();
    try (BufferedReader in = Said.lines(args[1])) {
      for (String line; (line = in.readLine()) != null; ) queries.add(read(line));
    }
    Path folder = Path.of(args[2], name);
    try (LuceneSearch lucene = new LuceneSearch(args[0], FSDirectory.open(folder), sorted)) {
      for (long size : Arrays.stream(args[3].split(",")).mapToLong(Long::parseLong).toArray()) {
        lucene.growTo(size);
        lucene.ask(queries, Path.of(args[2], "answers." + name + "." + size), folder);
      }
    }
  }
}
