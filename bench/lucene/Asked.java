// A watch as Vigie wrote its tree (asked.h): as a query of Lucene's, and the words under which it is filed.
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.spans.SpanNearQuery;
import org.apache.lucene.search.spans.SpanOrQuery;
import org.apache.lucene.search.spans.SpanQuery;
import org.apache.lucene.search.spans.SpanTermQuery;

final class Asked {
  static final String WORDS = "said";
  static final String KEYWORDS = "is";

  /** How many posts hold a word, or a word that begins so. */
  interface Frequency {
    long of(Key key);
  }

  /** What a post must hold for a watch to be looked at. */
  record Key(String text, boolean prefix) {}

  /** One of these must be there; null where the query names none. */
  record Filing(List<Key> keys, long posts) {}

  private record Node(String op, String text, int number, List<Node> children, String[] phrase, int[] offsets) {
    Node(String op, String text) {
      this(op, text, 0, List.of(), null, null);
    }

    Node(String op, int number, List<Node> children) {
      this(op, null, number, children, null, null);
    }
  }

  private final Node root;

  Asked(String line) {
    ArrayDeque<Node> stack = new ArrayDeque<>();
    String[] parts = line.split(" ");
    for (int i = 0; i < parts.length; i++) {
      String op = parts[i];
      switch (op) {
        case "w", "p", "k" -> stack.push(new Node(op, parts[++i]));
        case "q" -> {
          int count = Integer.parseInt(parts[++i]);
          String[] phrase = new String[count];
          int[] offsets = new int[count];
          for (int k = 0; k < count; k++) {
            offsets[k] = Integer.parseInt(parts[++i]);
            phrase[k] = parts[++i];
          }
          stack.push(new Node(op, null, 0, List.of(), phrase, offsets));
        }
        case "a", "o" -> stack.push(new Node(op, 0, take(stack, Integer.parseInt(parts[++i]))));
        case "n" -> stack.push(new Node(op, 0, take(stack, 1)));
        case "near", "before" -> stack.push(new Node(op, Integer.parseInt(parts[++i]), take(stack, 2)));
        default -> throw new IllegalArgumentException(op + " in " + line);
      }
    }
    root = stack.pop();
  }

  private static List<Node> take(ArrayDeque<Node> stack, int count) {
    List<Node> out = new ArrayList<>();
    for (int i = 0; i < count; i++) out.add(0, stack.pop());
    return out;
  }

  Query query() {
    return query(root);
  }

  private static Query query(Node node) {
    switch (node.op) {
      case "w":
        return new TermQuery(new Term(WORDS, node.text));
      case "k":
        return new TermQuery(new Term(KEYWORDS, node.text));
      case "p":
        return new PrefixQuery(new Term(WORDS, node.text));
      case "q":
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int i = 0; i < node.phrase.length; i++) phrase.add(new Term(WORDS, node.phrase[i]), node.offsets[i]);
        return phrase.build();
      case "near", "before":
        SpanQuery[] sides = {span(node.children.get(0)), span(node.children.get(1))};
        return new SpanNearQuery(sides, node.number, node.op.equals("before"));
      default:
        return bool(node);
    }
  }

  private static Query bool(Node node) {
    BooleanQuery.Builder out = new BooleanQuery.Builder();
    boolean positive = false;
    for (Node child : node.op.equals("n") ? List.of(node) : node.children) {
      boolean not = child.op.equals("n");
      if (node.op.equals("o")) {
        out.add(not ? bool(child) : query(child), Occur.SHOULD);
      } else {
        out.add(not ? query(child.children.get(0)) : query(child), not ? Occur.MUST_NOT : Occur.MUST);
      }
      positive = positive || node.op.equals("o") || !not;
    }
    if (!positive) out.add(new MatchAllDocsQuery(), Occur.MUST);
    return out.build();
  }

  private static SpanQuery span(Node side) {
    if (!side.op.equals("o")) return new SpanTermQuery(new Term(WORDS, side.text));
    return new SpanOrQuery(side.children.stream().map(Asked::span).toArray(SpanQuery[]::new));
  }

  Filing filing(Frequency frequency) {
    return filing(root, frequency);
  }

  private static Filing filing(Node node, Frequency frequency) {
    switch (node.op) {
      case "w", "k":
        return under(new Key(node.text, false), frequency);
      case "p":
        return under(new Key(node.text, true), frequency);
      case "q":
        Filing rarest = null;
        for (String word : node.phrase) rarest = rarer(rarest, under(new Key(word, false), frequency));
        return rarest;
      case "n":
        return null;
      case "o":
        List<Key> keys = new ArrayList<>();
        long posts = 0;
        for (Node child : node.children) {
          Filing one = filing(child, frequency);
          if (one == null) return null;
          keys.addAll(one.keys);
          posts += one.posts;
        }
        return new Filing(keys, posts);
      default:
        Filing best = null;
        for (Node child : node.children) best = rarer(best, filing(child, frequency));
        return best;
    }
  }

  private static Filing under(Key key, Frequency frequency) {
    return new Filing(List.of(key), frequency.of(key));
  }

  private static Filing rarer(Filing one, Filing other) {
    if (one == null || other == null) return one == null ? other : one;
    return other.posts < one.posts ? other : one;
  }
}
