#include "intent/eval.h"

#include <algorithm>

#include "text/fold.h"

namespace vigie::intent {
namespace {

// What stands before the next `sign`; takes both away.
std::string_view take(std::string_view& left, char sign) {
  const auto end = std::min(left.find(sign), left.size());
  const auto out = left.substr(0, end);
  left.remove_prefix(std::min(end + 1, left.size()));
  return out;
}

Result<std::bitset<kKinds>> kinds_of(std::string_view names) {
  std::bitset<kKinds> out;
  if (names == "none") return out;
  while (!names.empty()) {
    const auto name = take(names, ',');
    const auto kind = kind_of(name);
    if (!kind) return invalid("'" + std::string(name) + "' is no intent");
    out.set(static_cast<std::size_t>(*kind));
  }
  if (out.none()) return invalid("no intents: write none");
  return out;
}

bool is_name(std::string_view read, std::string_view meant) {
  const auto bare = [](std::string_view name) {
    while (!name.empty() && (name.front() == '@' || name.front() == '#')) name.remove_prefix(1);
    return text::fold(name);
  };
  return bare(read) == bare(meant);
}

}  // namespace

Result<std::vector<LabelledPost>> read_labelled_posts(std::string_view rows) {
  std::vector<LabelledPost> out;
  for (std::size_t number = 1; !rows.empty(); ++number) {
    auto line = take(rows, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const auto here = "line " + std::to_string(number) + ": ";
    if (line.find('\t') == std::string_view::npos) return invalid(here + "no tab between the text and its intents");
    LabelledPost post;
    post.text = take(line, '\t');
    auto kinds = kinds_of(take(line, '\t'));
    if (!kinds) return invalid(here + kinds.error().message);
    post.kinds = *kinds;
    post.from = take(line, '\t');
    post.to = take(line, '\t');
    out.push_back(post);
  }
  return out;
}

double KindScore::f1() const {
  return read + meant == 0 ? 0 : 2 * static_cast<double>(right) / static_cast<double>(read + meant);
}

IntentScores evaluate(const IntentsReader& reader, const std::vector<LabelledPost>& posts, const ReadingOf& reading_of,
                      const OnPost& on_post) {
  IntentScores out;
  text::Words words;
  for (const auto& labelled : posts) {
    post::Post post;
    post.text = labelled.text;
    words.clear();
    words.add(text::Field::kText, post.text);
    const auto shown = reader.read(post, words, reading_of(words));
    std::bitset<kKinds> read;
    for (const auto& one : shown) read.set(static_cast<std::size_t>(one.kind));
    ++out.posts;
    if (read == labelled.kinds) ++out.whole;
    for (std::size_t i = 0; i < kKinds; ++i) {
      auto& score = out.by_kind.at(i);
      if (read[i]) ++score.read;
      if (labelled.kinds[i]) ++score.meant;
      if (read[i] && labelled.kinds[i]) ++score.right;
    }
    for (const auto& one : shown) {
      if (one.kind != Kind::kSwitches || !labelled.kinds[static_cast<std::size_t>(Kind::kSwitches)]) continue;
      for (const auto& [name, meant] : {std::pair(std::string_view(one.from), labelled.from), {one.to, labelled.to}}) {
        if (meant.empty()) continue;
        ++out.named;
        if (is_name(name, meant)) ++out.named_right;
      }
    }
    if (on_post) on_post(labelled, shown);
  }
  return out;
}

}  // namespace vigie::intent
