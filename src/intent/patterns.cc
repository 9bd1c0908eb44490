#include "intent/patterns.h"

#include <algorithm>
#include <charconv>

namespace vigie::intent {
namespace {

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

std::vector<std::uint64_t> terms_of(std::string_view word) {
  text::Words words;
  words.add(text::Field::kText, word);
  std::vector<std::uint64_t> out;
  for (const auto& one : words.all()) out.push_back(one.term);
  return out;
}

// What a pattern steps over instead of a word; 0 is a hashtag or mention. No word hashes to them but by chance.
constexpr std::uint64_t kAny = 1, kFrom = 2, kTo = 3;
constexpr std::size_t kGapWordsMax = 3;

bool ends_word(char c) { return c == ' ' || c == '(' || c == ')' || c == '/'; }

bool overlaps(const WordRange& a, const WordRange& b) { return a.first <= b.last && b.first <= a.last; }

std::uint32_t length(const WordRange& range) { return range.last - range.first; }

}  // namespace

Result<void> Patterns::add_text(std::string_view list) {
  std::optional<std::uint8_t> section;
  std::size_t number = 0;
  while (!list.empty()) {
    const auto end = std::min(list.find('\n'), list.size());
    const auto line = trim(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const auto wrong = [number](const std::string& why) {
      return invalid("intent: line " + std::to_string(number) + ": " + why);
    };
    if (line.front() == '[') {
      const auto name = line.substr(1, line.size() < 2 ? 0 : line.size() - 2);
      const auto at = std::find(sections_.begin(), sections_.end(), name);
      if (at == sections_.end() || line.back() != ']') return wrong("there is no section " + std::string(line));
      section = static_cast<std::uint8_t>(at - sections_.begin());
      continue;
    }
    if (line.front() == '$' && line.find('=') != std::string_view::npos) {
      if (auto ok = add_class(line); !ok) return wrong(ok.error().message);
      continue;
    }
    if (!section) return wrong("a pattern before the first section");
    if (auto ok = add_line(line, *section); !ok) return wrong(ok.error().message);
  }
  return {};
}

Result<void> Patterns::add_class(std::string_view line) {
  const auto equals = line.find('=');
  const auto text = trim(line.substr(equals + 1));
  line_states_ = states_.size();
  states_.emplace_back();
  const auto compiled = compile(text, static_cast<std::uint32_t>(line_states_));  // To see that it is right.
  states_.resize(line_states_);
  if (!compiled) return compiled.error();
  classes_[std::string(trim(line.substr(1, equals - 1)))] = text;
  return {};
}

Result<void> Patterns::add_line(std::string_view line, std::uint8_t section) {
  End end{section, 1, false};
  Where where = Where::kAnywhere;
  for (; !line.empty(); line.remove_prefix(1)) {
    if (line.front() == '!') {
      end.is_firm = true;
    } else if (line.front() == '^' || line.front() == '~') {
      where = line.front() == '^' ? Where::kSentence : Where::kClause;
    } else {
      break;
    }
  }
  if (const auto bar = line.find('|'); bar != std::string_view::npos) {
    const auto weight = trim(line.substr(bar + 1));
    const auto read = std::from_chars(weight.data(), weight.data() + weight.size(), end.weight);
    if (read.ec != std::errc() || read.ptr != weight.data() + weight.size() || !(end.weight > 0) || end.weight > 1) {
      return invalid("a weight is above 0 and at most 1");
    }
    line = trim(line.substr(0, bar));
  }
  line_states_ = states_.size();
  const auto from = static_cast<std::uint32_t>(line_states_);
  states_.emplace_back();
  const auto last = compile(line, from);
  if (!last) return last.error();
  states_[*last].end = end;
  return index_firsts(from, where);
}

// Behind each word with which the line may begin, a place to go on from.
Result<void> Patterns::index_firsts(std::uint32_t state, Where where) {
  if (states_[state].end) return invalid("a pattern of no words");
  for (const auto& [term, next] : states_[state].next) {
    if (term <= kTo) return invalid("a pattern begins with a word");
    firsts_[term].push_back({next, where});
  }
  for (const auto beside : states_[state].beside) {
    if (auto ok = index_firsts(beside, where); !ok) return ok.error();
  }
  return {};
}

std::uint32_t Patterns::step(std::uint32_t from, std::uint64_t term) {
  const auto to = static_cast<std::uint32_t>(states_.size());
  states_.emplace_back();
  states_[from].next.emplace_back(term, to);
  return to;
}

Patterns::Compiled Patterns::compile(std::string_view text, std::uint32_t from) {
  std::size_t at = 0;
  auto out = compile_choice(text, at, from);
  if (out && at < text.size()) return invalid("a ')' without its '('");
  return out;
}

Patterns::Compiled Patterns::compile_choice(std::string_view text, std::size_t& at, std::uint32_t from) {
  std::vector<std::uint32_t> ends;
  while (true) {
    const auto end = compile_run(text, at, from);
    if (!end) return end.error();
    ends.push_back(*end);
    if (at >= text.size() || text[at] != '/') break;
    ++at;
  }
  if (ends.size() == 1) return ends.front();
  const auto out = static_cast<std::uint32_t>(states_.size());
  states_.emplace_back();
  for (const auto end : ends) states_[end].beside.push_back(out);
  return out;
}

Patterns::Compiled Patterns::compile_run(std::string_view text, std::size_t& at, std::uint32_t from) {
  while (at < text.size() && text[at] != ')' && text[at] != '/') {
    if (states_.size() - line_states_ > kPatternStatesMax) return invalid("too many alternatives in one line");
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    if (text[at] == '(') {
      ++at;
      const auto inside = compile_choice(text, at, from);
      if (!inside) return inside.error();
      if (at >= text.size()) return invalid("a '(' without its ')'");
      ++at;
      from = *inside;
      continue;
    }
    const auto begin = at;
    while (at < text.size() && !ends_word(text[at])) ++at;
    const auto next = compile_word(text.substr(begin, at - begin), from);
    if (!next) return next.error();
    from = *next;
  }
  return from;
}

Patterns::Compiled Patterns::compile_word(std::string_view word, std::uint32_t from) {
  if (word.front() == '$') {
    const auto known = classes_.find(word.substr(1));
    if (known == classes_.end()) return invalid("there is no class " + std::string(word));
    return compile(known->second, from);
  }
  if (word == "<from>" || word == "<to>") return step(from, word == "<to>" ? kTo : kFrom);
  if (word == "*") return step(from, kAny);
  if (word == "..") {
    std::vector<std::uint32_t> ends = {from};
    for (std::size_t i = 0; i < kGapWordsMax; ++i) ends.push_back(step(ends.back(), kAny));
    for (std::size_t i = 0; i < kGapWordsMax; ++i) states_[ends[i]].beside.push_back(ends.back());
    return ends.back();
  }
  const auto terms = terms_of(word);
  if (terms.empty()) return invalid("no word in '" + std::string(word) + "'");
  for (const auto term : terms) from = step(from, term);
  return from;
}

struct Patterns::Walk {
  std::uint32_t first;
  std::optional<WordRange> from, to;
  std::vector<PatternFound>& out;
};

void Patterns::walk(const Sentences& in, std::uint32_t state, std::uint32_t at, Walk& so_far) const {
  const auto& here = states_[state];
  if (here.end) {
    so_far.out.push_back(
        {here.end->section, here.end->weight, {so_far.first, at - 1}, so_far.from, so_far.to, here.end->is_firm});
  }
  for (const auto beside : here.beside) walk(in, beside, at, so_far);
  if (at >= in.words.size() || in.words[at].sentence != in.words[so_far.first].sentence) return;
  const auto& word = in.words[at];
  const bool same_clause = word.clause == in.words[at - 1].clause;
  for (const auto& [term, next] : here.next) {
    if (term == word.term || (term == kAny && same_clause)) walk(in, next, at + 1, so_far);
    if (same_clause && (term == kFrom || term == kTo)) walk_name(in, next, at, term == kFrom, so_far);
  }
}

void Patterns::walk_name(const Sentences& in, std::uint32_t state, std::uint32_t at, bool is_from, Walk& so_far) const {
  auto& name = is_from ? so_far.from : so_far.to;
  const auto before = name;
  for (std::uint32_t last = at; last < std::min<std::size_t>(at + kNameWordsMax, in.words.size()); ++last) {
    if (in.words[last].clause != in.words[at].clause) break;
    name = WordRange{at, last};
    walk(in, state, last + 1, so_far);
  }
  name = before;
}

std::vector<PatternFound> Patterns::find(const Sentences& sentences) const {
  std::vector<PatternFound> all;
  for (std::uint32_t i = 0; i < sentences.words.size(); ++i) {
    const auto firsts = firsts_.find(sentences.words[i].term);
    if (firsts == firsts_.end()) continue;
    for (const auto& first : firsts->second) {
      if (first.where == Where::kSentence && !sentences.words[i].begins) continue;
      if (first.where == Where::kClause && i > 0 && sentences.words[i].clause == sentences.words[i - 1].clause)
        continue;
      Walk begun{i, {}, {}, all};
      walk(sentences, first.state, i + 1, begun);
    }
  }
  // That wins which catches more names, then the longest; of names caught by one pattern the shortest.
  const auto names = [](const PatternFound& one) {
    return (one.from ? length(*one.from) : 0) + (one.to ? length(*one.to) : 0);
  };
  const auto caught = [](const PatternFound& one) { return int(one.from.has_value()) + int(one.to.has_value()); };
  std::stable_sort(all.begin(), all.end(), [&](const PatternFound& a, const PatternFound& b) {
    if (a.section != b.section) return a.section < b.section;
    if (caught(a) != caught(b)) return caught(a) > caught(b);
    const auto a_size = length(a.words) - names(a);
    const auto b_size = length(b.words) - names(b);
    if (a_size != b_size) return a_size > b_size;
    return names(a) < names(b);
  });
  std::vector<PatternFound> out;
  for (const auto& one : all) {
    const bool is_part = std::any_of(out.begin(), out.end(), [&](const PatternFound& kept) {
      return kept.section == one.section && overlaps(kept.words, one.words);
    });
    if (!is_part) out.push_back(one);
  }
  return out;
}

}  // namespace vigie::intent
