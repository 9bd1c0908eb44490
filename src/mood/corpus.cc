#include "mood/corpus.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "base/hash.h"
#include "mood/unescape.h"

namespace vigie::mood {
namespace {

// Found on folds of umsab's train and dev: models/mood.md.
constexpr float kBalancedSetWeight = 3;  // umsab is balanced, and of eight languages.
constexpr std::size_t kKeyWords = 10;
constexpr float kValenceMax = 4;
constexpr float kValenceMin = 0.8F;

// Emotions as XED numbers them (Plutchik's eight): anger, disgust, fear, sadness against joy and
// trust; 2, anticipation, and 7, surprise, are either. Nothing if both sides or none are named.
std::optional<post::Mood> mood_of_emotions(std::string_view numbers) {
  const bool negative = numbers.find_first_of("1346") != std::string_view::npos;
  const bool positive = numbers.find_first_of("58") != std::string_view::npos;
  if (negative == positive) return std::nullopt;
  return positive ? post::Mood::kPositive : post::Mood::kNegative;
}

// In a folder of ours, and not of moods: older editions of the English list, emoji with their names, and of what is
// written what is not to be learnt (attributes, intents, the page about it).
bool is_beside(std::string_view path) {
  return path.starts_with("afinn/AFINN-1") || path.starts_with("afinn/AFINN-9") || path.starts_with("vader/emoji_") ||
         path.starts_with("written/");
}

class Reader {
 public:
  Reader(Corpus& out, const LanguageOf& language_of) : out_(out), language_of_(language_of) {}

  bool read(const learning::NamedFile& file) {
    const std::string_view path = file.path;
    const bool posts = path.starts_with("umsab/") || path.starts_with("semeval/") || path.starts_with("tweeteval/");
    if (path.starts_with("toward/") || (posts && path.ends_with(".dev.tsv"))) {
      read_held_out(file);
    } else if (posts && path.ends_with(".train.tsv")) {
      read_posts(file, path.starts_with("umsab/") ? kBalancedSetWeight : 1);
    } else if (path.starts_with("xed/neu_")) {
      read_films(file, post::Mood::kNeutral);
    } else if (path.starts_with("xed/")) {
      read_films(file, std::nullopt);
    } else if (path.starts_with("written/mood-")) {
      read_posts(file, 1);
    } else if (is_beside(path)) {
      return true;
    } else if (path.starts_with("afinn/") || path.starts_with("vader/")) {
      read_lexicon(file);
    } else {
      return false;
    }
    return true;
  }

  // Leaves out of training what is held out for measuring.
  void drop_held_out() {
    std::set<std::uint64_t> keys;
    for (const auto& [path, rows] : out_.held_out) {
      for (const learning::Row& row : rows) keys.insert(key_of(unescaped(row.text)));
    }
    const auto is_held_out = [&](const Example& example) {
      return example.is_post && keys.count(key_of(example.text)) > 0;
    };
    out_.train.erase(std::remove_if(out_.train.begin(), out_.train.end(), is_held_out), out_.train.end());
  }

 private:
  // Its first words alone, less mentions, links and numbers: sets that copied one post wrote those in
  // different ways, or cut its end.
  std::uint64_t key_of(std::string_view text) {
    words_.clear();
    words_.add(text::Field::kText, text);
    std::uint64_t key = 0;
    std::uint32_t mention_end = 0;
    std::size_t count = 0;
    for (const text::Word& word : words_.all()) {
      if (word.kind == text::Kind::kMention) mention_end = word.to;
      const std::string_view folded = words_.folded(word);
      const bool counts = word.kind == text::Kind::kWord && word.from >= mention_end && !folded.empty() &&
                          folded.substr(0, 4) != "http" && !(folded[0] >= '0' && folded[0] <= '9');
      if (counts && ++count <= kKeyWords) key = hash64(folded, key);
    }
    return key;
  }

  void add(post::Mood label, std::string_view text, float weight, bool is_post) {
    const std::string& own = out_.texts.emplace_back(unescaped(text));
    words_.clear();
    words_.add(text::Field::kText, own);
    out_.train.push_back({label, own, language_of_(words_), weight, is_post});
  }

  void read_held_out(const learning::NamedFile& file) {
    auto& rows = out_.held_out[file.path];
    const bool is_toward = file.path.starts_with("toward/");  // The topic stands between.
    std::string_view left = file.bytes;
    for (std::string_view line; learning::take_line(left, line);) {
      const std::size_t tab = line.find('\t');
      const std::size_t last = is_toward ? line.rfind('\t') : tab;
      if (tab != std::string_view::npos) rows.push_back({line.substr(0, tab), line.substr(last + 1)});
    }
  }

  void read_posts(const learning::NamedFile& file, float weight) {
    const std::size_t first = out_.train.size();
    std::string_view left = file.bytes;
    for (std::string_view line; learning::take_line(left, line);) {
      const std::size_t tab = std::min(line.find('\t'), line.size());
      const auto mood = post::mood_of(line.substr(0, tab));
      if (mood) add(*mood, line.substr(std::min(tab + 1, line.size())), weight, true);
    }
    balance(first);
  }

  void read_films(const learning::NamedFile& file, std::optional<post::Mood> mood) {
    const std::size_t first = out_.train.size();
    std::string_view left = file.bytes;
    for (std::string_view line; learning::take_line(left, line);) {
      const std::size_t tab = line.find('\t');
      if (tab == std::string_view::npos) continue;
      const auto label = mood ? mood : mood_of_emotions(line.substr(tab + 1));
      if (label) add(*label, mood ? line.substr(tab + 1) : line.substr(0, tab), 1, false);
    }
    balance(first);
  }

  void read_lexicon(const learning::NamedFile& file) {
    std::string_view left = file.bytes;
    for (std::string_view line; learning::take_line(left, line);) {
      const std::size_t tab = line.find('\t');
      if (tab == std::string_view::npos) continue;
      float valence = 0;
      const std::string_view number = line.substr(tab + 1);
      std::from_chars(number.data(), number.data() + number.size(), valence);
      if (!(std::abs(valence) >= kValenceMin) || !std::isfinite(valence)) continue;
      const post::Mood mood = valence < 0 ? post::Mood::kNegative : post::Mood::kPositive;
      add(mood, line.substr(0, tab), std::abs(valence) / kValenceMax, false);
    }
  }

  // Each mood of a file counts as much as the others, however many rows it has.
  void balance(std::size_t first) {
    std::array<double, 3> counts{};
    for (std::size_t at = first; at < out_.train.size(); ++at)
      counts[static_cast<std::size_t>(out_.train[at].label)] += 1;
    const auto moods = static_cast<double>(std::count_if(counts.begin(), counts.end(), [](double n) { return n > 0; }));
    const double total = counts[0] + counts[1] + counts[2];
    for (std::size_t at = first; at < out_.train.size(); ++at) {
      const double count = counts[static_cast<std::size_t>(out_.train[at].label)];
      out_.train[at].weight *= static_cast<float>(total / moods / count);
    }
  }

  Corpus& out_;
  const LanguageOf& language_of_;
  text::Words words_;
};

}  // namespace

Result<Corpus> read_corpus(std::span<const learning::NamedFile> files, const LanguageOf& language_of) {
  Corpus out;
  Reader reader(out, language_of);
  for (const learning::NamedFile& file : files) {
    if (!reader.read(file)) {
      return invalid("mood: " + file.path +
                     " is in none of the folders umsab, semeval, tweeteval, toward, written, xed, afinn, vader");
    }
  }
  reader.drop_held_out();
  return out;
}

}  // namespace vigie::mood
