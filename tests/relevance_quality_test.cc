// How well does a watch learn from a few answers which posts are about it? On names that are words too, made from real
// posts whose true meaning an independent sign tells, which is then masked:
//
// - the brand of a sentence is replaced by the ambiguous name (a carrier by "Orange", an oil company by "Total"),
// against
//   posts in which that name stands by itself;
// - or the community in which a post was said tells it (the author of this stream, at which no model looks).
//
// Posts of the same beginning count once: a copy of what was answered would be no test.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <set>

#include "base/random.h"
#include "base/shared_data.h"
#include "query/document.h"
#include "relevance/threshold.h"
#include "source/decoders.h"
#include "source/line_chunks.h"
#include "source/unpack.h"

namespace vigie {
namespace {

using Words = std::set<std::string, std::less<>>;

// A name and its two meanings.
struct Name {
  std::string name;
  Words brands;       // A post with one of these is about us, once the name stands in its place.
  Words communities;  // Or: a post with the name is about us if it was said here.
  Words others;       // Not about us: the name stands in place of these; empty: it stands there by itself.
  Words unclear;      // Communities in which the name itself may be us.
};

std::string small(std::string_view text) {
  std::string out(text);
  for (char& letter : out) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  return out;
}

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '&' || c == '-';
}

// With `name` in place of each of `words`. False: there was none.
bool put_in_place(const std::string& text, const Words& words, const std::string& name, std::string& out) {
  bool found = false;
  out.clear();
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    const auto word = std::string_view(text).substr(at, end - at);
    const bool is_one = end > at && words.contains(small(word));
    found = found || is_one;
    out += is_one ? std::string_view(name) : word;
    if (end < text.size()) out += text[end++];
    at = end;
  }
  return found;
}

// What a copy shares with its original.
std::string beginning(std::string_view text) {
  std::string out;
  for (const char letter : small(text.substr(0, text.find("http")))) {
    if (std::isalpha(static_cast<unsigned char>(letter)) != 0 && out.size() < 40) out += letter;
  }
  return out;
}

struct Said {
  std::string community, text, title;
};

std::vector<Said> read_stream(const std::string& path) {
  std::vector<Said> out;
  std::set<std::string> seen;
  const auto input = source::Unpack::open(path).value();
  source::LineChunks chunks(*input);
  for (source::Chunk chunk; chunks.next(chunk).value();) {
    post::Batch batch;
    std::vector<source::Reject> rejects;
    source::json_lines_decoder()->decode(chunk.raw, chunk.first, SystemClock().now(), batch, rejects);
    for (const auto& item : batch.items()) {
      const auto& post = item.post;
      const auto key = beginning(std::string(post.title) + std::string(post.text));
      if (key.size() < 20 || !seen.insert(key).second) continue;
      out.push_back({std::string(post.author.handle), std::string(post.text), std::string(post.title)});
    }
  }
  return out;
}

relevance::Answer answer_of(const std::string& title, const std::string& text, bool about_us) {
  post::Post post;
  post.title = title;
  post.text = text;
  post.source = "file:stream";
  text::Words words;
  query::read_words(post, words);
  return {relevance::features_of(post, words, post::kUnknownLanguage), about_us};
}

// At most three posts that are not about us for one that is.
std::vector<relevance::Answer> posts_of(const Name& name, const std::vector<Said>& stream, Random& random) {
  std::vector<relevance::Answer> about, other;
  for (const Said& said : stream) {
    std::string text, title;
    const auto put = [&](const Words& words) {
      const bool in_title = put_in_place(said.title, words, name.name, title);
      return put_in_place(said.text, words, name.name, text) || in_title;
    };
    if (put(name.brands)) {
      about.push_back(answer_of(title, text, true));
    } else if (!name.others.empty()) {
      if (put(name.others)) other.push_back(answer_of(title, text, false));
    } else if (put({name.name})) {
      if (name.communities.contains(said.community)) {
        about.push_back(answer_of(title, text, true));
      } else if (!name.unclear.contains(said.community)) {
        other.push_back(answer_of(title, text, false));
      }
    }
  }
  const auto shuffle = [&](std::vector<relevance::Answer>& posts) {
    for (std::size_t at = posts.size(); at > 1; --at) std::swap(posts[at - 1], posts[random.below(at)]);
  };
  shuffle(other);
  if (other.size() > 3 * about.size()) other.resize(3 * about.size());
  about.insert(about.end(), other.begin(), other.end());
  shuffle(about);
  return about;
}

const std::vector<Name>& names() {
  static const std::vector<Name> kNames = {
      {"orange", {"verizon", "vodafone", "sprint", "comcast", "t-mobile", "tmobile", "at&t"}, {}, {}, {}},
      {"total", {"bp", "exxon", "chevron", "exxonmobil", "gazprom"}, {}, {}, {}},
      {"target", {"walmart", "costco", "ikea", "nordstrom", "tesco", "macys"}, {}, {}, {}},
      {"free", {"comcast", "verizon", "vodafone", "t-mobile", "tmobile", "at&t"}, {}, {}, {}},
      {"apple",
       {"samsung", "microsoft", "nokia", "huawei", "htc"},
       {},
       {"banana", "strawberry", "peach", "lemon", "cherry", "pumpkin", "tomato", "carrot", "mango", "potato"},
       {}},
      {"galaxy",
       {},
       {"r/AndroidQuestions", "r/GalaxyNexus", "r/GalaxyS3", "r/Android", "r/androidapps", "r/androidthemes",
        "r/hardwareswap", "r/Nexus7", "r/nexus4", "r/samsung", "r/galaxynote2", "r/tech", "r/gadgets"},
       {},
       {"r/technology", "r/pebble", "r/AndroidGaming", "r/androiddev", "r/tasker", "r/rooting"}},
      {"surface",
       {},
       {"r/Surface", "r/microsoft", "r/windows8", "r/windows", "r/windowsphone", "r/tech", "r/gadgets"},
       {},
       {"r/technology", "r/computers", "r/tablets"}},
      {"united",
       {},
       {"r/reddevils", "r/footballdownload", "r/football", "r/soccer", "r/LiverpoolFC", "r/Gunners", "r/coys",
        "r/chelseafc", "r/MCFC", "r/MLS", "r/Everton", "r/footballmanagergames", "r/FIFA"},
       {},
       {}},
      {"magic",
       {},
       {"r/magicTCG", "r/Magicdeckbuilding", "r/EDH", "r/spikes", "r/mtgfinance", "r/magicthegathering", "r/Magic"},
       {},
       {"r/boardgames", "r/gameswap"}},
  };
  return kNames;
}

struct Figures {
  double accuracy = 0, shown_all = 0, hidden_wrongly = 0, other_hidden = 0;
  void add(const Figures& more) {
    accuracy += more.accuracy;
    shown_all += more.shown_all;
    hidden_wrongly += more.hidden_wrongly;
    other_hidden += more.other_hidden;
  }
  Figures over(double count) const {
    return {accuracy / count, shown_all / count, hidden_wrongly / count, other_hidden / count};
  }
};

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Answers are the first `taught` posts; all the rest is judged.
Figures judge(std::span<const relevance::Answer> posts, std::size_t taught) {
  const auto answers = posts.first(taught);
  const auto rest = posts.subspan(taught);
  double threshold = 0;
  std::optional<relevance::Model> model;
  if (relevance::can_learn(relevance::kinds_of(answers))) {
    model = relevance::learn(answers);
    threshold = relevance::choose_threshold(relevance::unseen(answers));
  }
  std::vector<relevance::Unseen> read;
  for (const auto& post : rest) read.push_back({model ? model->read(post.features) : 1, post.about_us});
  const auto told = relevance::expected_at(threshold, read);
  return {share(told.right(), rest.size()), share(told.about, rest.size()), share(told.about_hidden, told.about),
          share(told.other_hidden, told.other)};
}

Figures judge_often(const Name& name, const std::vector<Said>& stream, std::size_t taught) {
  constexpr int kTimes = 10;
  Figures sum;
  for (int seed = 1; seed <= kTimes; ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    sum.add(judge(posts_of(name, stream, random), taught));
  }
  return sum.over(kTimes);
}

// Those posts of both streams that can matter, read once.
const std::vector<Said>& stream() {
  static const std::vector<Said> kStream = [] {
    std::vector<Said> out;
    std::string ignored;
    for (const char* file : {"/stream/reddit.jsonl.zst", "/stream/tweets.jsonl.zst"}) {
      for (Said& said : read_stream(shared_data() + file)) {
        const auto holds = [&](const Name& name) {
          return std::ranges::any_of(
              std::initializer_list<Words>{{name.name}, name.brands, name.others}, [&](const Words& words) {
                return put_in_place(said.text, words, "", ignored) || put_in_place(said.title, words, "", ignored);
              });
        };
        if (std::ranges::any_of(names(), holds)) out.push_back(std::move(said));
      }
    }
    return out;
  }();
  return kStream;
}

TEST(RelevanceQuality, BeatsHidingNothingOnAmbiguousNames) {
  VIGIE_NEEDS_SHARED_DATA();
  struct Floor {
    std::size_t answers;
    double accuracy, hidden_wrongly_max;
  };
  for (const Floor& floor : {Floor{20, 0.47, 0.14}, Floor{50, 0.55, 0.14}, Floor{100, 0.62, 0.13}}) {
    Figures sum;
    for (const Name& name : names()) {
      const auto told = judge_often(name, stream(), floor.answers);
      std::printf(
          "%-8s after %3zu answers: accuracy %.3f (hiding nothing %.3f), hidden wrongly %.3f, hidden rightly %.3f\n",
          name.name.c_str(), floor.answers, told.accuracy, told.shown_all, told.hidden_wrongly, told.other_hidden);
      EXPECT_GT(told.accuracy, told.shown_all) << name.name << " after " << floor.answers;
      sum.add(told);
    }
    const auto mean = sum.over(static_cast<double>(names().size()));
    std::printf(
        "mean     after %3zu answers: accuracy %.3f (hiding nothing %.3f), hidden wrongly %.3f, hidden rightly %.3f\n",
        floor.answers, mean.accuracy, mean.shown_all, mean.hidden_wrongly, mean.other_hidden);
    EXPECT_GE(mean.accuracy, floor.accuracy) << floor.answers;
    EXPECT_LE(mean.hidden_wrongly, floor.hidden_wrongly_max) << floor.answers;
  }
}

}  // namespace
}  // namespace vigie
