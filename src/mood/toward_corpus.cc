#include "mood/toward_corpus.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/random.h"
#include "mood/joined_posts.h"
#include "mood/unescape.h"

namespace vigie::mood {
namespace {

constexpr float kVersusWeight = 4;  // Few, and written to tell two brands apart.

class CorpusReader {
 public:
  CorpusReader(TowardCorpus& out, const LanguageOf& language_of) : out_(out), language_of_(language_of) {}

  Result<void> read_topics(const learning::NamedFile& file) {
    std::string_view left = file.bytes;
    std::size_t row = 0;
    for (std::string_view line; learning::take_line(left, line);) {
      ++row;
      const std::size_t first = std::min(line.find('\t'), line.size());
      const std::size_t second = line.find('\t', first + 1);
      const auto label = post::mood_of(line.substr(0, first));
      if (!label || second == std::string_view::npos) {
        return invalid("mood: " + file.path + ": row " + std::to_string(row) + " is not `mood<TAB>topic<TAB>text`");
      }
      const std::string_view topic = line.substr(first + 1, second - first - 1);
      const std::string& text = out_.texts.emplace_back(unescaped(line.substr(second + 1)));
      const TowardExample example{*label, topic, text, language_of(text)};
      if (is_topic_held_out(topic)) {
        out_.held_out.push_back(example);
      } else {
        out_.train.push_back(example);
        out_.every_day.push_back(text);
      }
    }
    return {};
  }

  void read_written(const learning::NamedFile& file, std::uint64_t seed) {
    std::vector<learning::Row> posts;
    std::string_view left = file.bytes;
    for (std::string_view line; learning::take_line(left, line);) {
      const std::size_t tab = line.find('\t');
      if (tab == std::string_view::npos || !post::mood_of(line.substr(0, tab))) continue;
      posts.push_back({line.substr(0, tab), line.substr(tab + 1)});
      out_.every_day.push_back(line.substr(tab + 1));
    }
    const std::string_view path = file.path;
    const bool french = path.find("-fr.") != std::string_view::npos;
    for (JoinedPost& joined : join_posts(posts, french, seed)) {
      const std::string& text = out_.texts.emplace_back(std::move(joined.text));
      const auto language = language_of(text);
      for (const auto& [name, mood] : joined.named) out_.train.push_back({mood, name, text, language});
    }
  }

  // `text<TAB>brand<TAB>mood`, a row for each brand.
  Result<void> read_versus(const learning::NamedFile& file) {
    std::string_view left = file.bytes;
    std::size_t row = 0;
    for (std::string_view line; learning::take_line(left, line);) {
      ++row;
      const std::size_t first = std::min(line.find('\t'), line.size());
      const std::size_t second = std::min(line.find('\t', first + 1), line.size());
      const auto label = post::mood_of(line.substr(std::min(second + 1, line.size())));
      if (!label) {
        return invalid("mood: " + file.path + ": row " + std::to_string(row) + " is not `text<TAB>brand<TAB>mood`");
      }
      const std::string_view text = line.substr(0, first);
      out_.train.push_back({*label, line.substr(first + 1, second - first - 1), text, language_of(text)});
      out_.every_day.push_back(text);
    }
    return {};
  }

  // Each mood counts as much as the others among the examples from `first` on.
  void balance(std::size_t first, float weight) {
    std::array<double, 3> counts{};
    for (std::size_t at = first; at < out_.train.size(); ++at)
      counts[static_cast<std::size_t>(out_.train[at].label)] += 1;
    const double total = counts[0] + counts[1] + counts[2];
    for (std::size_t at = first; at < out_.train.size(); ++at) {
      TowardExample& one = out_.train[at];
      one.weight = weight * static_cast<float>(total / 3 / counts[static_cast<std::size_t>(one.label)]);
    }
  }

 private:
  post::LanguageId language_of(std::string_view text) {
    words_.clear();
    words_.add(text::Field::kText, text);
    return language_of_(words_);
  }

  TowardCorpus& out_;
  const LanguageOf& language_of_;
  text::Words words_;
};

}  // namespace

bool is_topic_held_out(std::string_view topic) { return hash64(topic) % kTopicParts == 0; }

Result<TowardCorpus> read_toward_corpus(std::span<const learning::NamedFile> files, const LanguageOf& language_of,
                                        std::uint64_t seed) {
  TowardCorpus out;
  CorpusReader reader(out, language_of);
  for (const learning::NamedFile& file : files) {
    const std::size_t first = out.train.size();
    const std::string_view path = file.path;
    if (path.starts_with("toward/")) {
      if (auto ok = reader.read_topics(file); !ok) return ok.error();
    } else if (path.starts_with("written/mood-")) {
      reader.read_written(file, seed);
    }
    if (path.starts_with("written/versus-")) {
      if (auto ok = reader.read_versus(file); !ok) return ok.error();
    }
    reader.balance(first, path.starts_with("written/versus-") ? kVersusWeight : 1);
  }
  return out;
}

}  // namespace vigie::mood
