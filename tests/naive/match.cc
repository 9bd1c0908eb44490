#include <algorithm>
#include <cstdlib>

#include "naive/query.h"
#include "naive/unicode.h"

namespace vigie::naive {
namespace {

struct Occurrence {
  std::size_t text;
  int from, to;  // Places, both taken.
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

bool is_term(const Node::Term& term, const Word& word) {
  if (term.sign != word.sign) return false;
  if (term.exact) return term.wanted == word.exact;
  if (term.prefix) return !word.emoji && word.folded.substr(0, term.wanted.size()) == term.wanted;
  return term.wanted == word.folded;
}

// A tag covers the plain words within it.
int last_place(const std::vector<Word>& words, const Word& word) {
  int out = word.place;
  for (const Word& other : words) {
    if (word.sign != 'w' && other.from >= word.from && other.from < word.to) out = std::max(out, other.place);
  }
  return out;
}

// Whether some word at `place` is the term.
bool stands(const Node::Term& term, const std::vector<Word>& words, int place) {
  return std::any_of(words.begin(), words.end(),
                     [&](const Word& word) { return word.place == place && is_term(term, word); });
}

std::vector<Occurrence> occurrences(const Node& node, const Document& asked) {
  std::vector<Occurrence> out;
  if (node.op == Node::Op::kOr) {
    for (const Node& child : node.children) {
      const auto more = occurrences(child, asked);
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }
  for (std::size_t text = 0; text < asked.texts.size(); ++text) {
    const auto& words = asked.texts[text].words;
    for (const Word& last : words) {  // Each word that the last term may be: at one place several tags may be it.
      if (!is_term(node.terms.back(), last)) continue;
      const int place = last.place - node.terms.back().offset;
      if (std::all_of(node.terms.begin(), node.terms.end(),
                      [&](const auto& term) { return stands(term, words, place + term.offset); })) {
        out.push_back({text, place, last_place(words, last)});
      }
    }
  }
  return out;
}

bool is_near(const Node& node, const Document& asked) {
  const auto left = occurrences(node.children[0], asked);
  const auto right = occurrences(node.children[1], asked);
  for (const auto& a : left) {
    for (const auto& b : right) {
      if (a.text != b.text) continue;
      const int after = b.from - a.to - 1;   // Words between, if b comes after a.
      const int before = a.from - b.to - 1;  // If a comes after b.
      if (after >= 0 && after <= node.distance) return true;
      if (node.op == Node::Op::kNear && before >= 0 && before <= node.distance) return true;
    }
  }
  return false;
}

std::string host_of(std::string_view link) {
  std::string out = lower(link);
  // RFC 3986 §3.1: a scheme is a letter, then letters, digits, `+`, `-` and `.`.
  const auto scheme = out.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+-.");
  if (scheme != out.npos && scheme > 0 && out.compare(scheme, 3, "://") == 0) out.erase(0, scheme + 3);
  out = out.substr(0, out.find_first_of("/?#"));
  if (const auto user = out.rfind('@'); user != out.npos) out.erase(0, user + 1);
  return network_name(out.substr(0, out.find(':')));
}

bool ends_with_label(const std::string& host, const std::string& site) {
  if (host == site) return true;
  return host.size() > site.size() && host.substr(host.size() - site.size() - 1) == "." + site;
}

bool has_site(const std::string& site, const Document& asked) {
  for (const auto link : asked.post->links) {
    if (ends_with_label(host_of(link), site)) return true;
  }
  for (const auto& text : asked.texts) {
    for (const auto& link : text.links) {
      if (ends_with_label(host_of(encode(link)), site)) return true;
    }
  }
  return false;
}

bool has_link(const Document& asked) {
  return !asked.post->links.empty() ||
         std::any_of(asked.texts.begin(), asked.texts.end(), [](const auto& text) { return !text.links.empty(); });
}

bool has_image(const post::Post& post) {
  return std::any_of(post.media.begin(), post.media.end(), [](const auto& media) { return media.type == "image"; });
}

bool in_rating(const Node& node, const post::Post& post) {
  const auto rating = post.rating_of_5();
  constexpr double kRounding = 1e-5;
  return rating && double{*rating} >= node.low - kRounding && double{*rating} <= node.high + kRounding;
}

bool holds(const Node& node, const Document& asked) {
  const post::Post& post = *asked.post;
  const std::string source = small(post.source);
  if (node.name == "lang") return post::code_of(asked.reading.language) == node.value;
  if (node.name == "mood") return post::name_of(asked.reading.mood()) == node.value;
  if (node.name == "source") return source == node.value || source.rfind(node.value + ":", 0) == 0;
  if (node.name == "kind") return post::name_of(post.kind) == node.value;
  if (node.name == "author") return small(post.author.handle) == node.value || small(post.author.id) == node.value;
  if (node.name == "site") return has_site(node.value, asked);
  if (node.name == "rating") return in_rating(node, post);
  if (node.name == "has") return node.value == "link" ? has_link(asked) : has_image(post);
  if (node.name == "is") {
    if (node.value == "corrected") return asked.reading.is_mood_corrected || asked.reading.is_language_corrected;
    return node.value == "reply" ? !post.parent.empty() : post.kind == post::Kind::kRepost;
  }
  if (node.name == "after") return post.created_at >= node.time;
  if (node.name == "before") return post.created_at < node.time;
  std::abort();
}

bool is_true(const Node& node, const Document& asked) {
  const auto holds_for = [&](const Node& child) { return is_true(child, asked); };
  switch (node.op) {
    case Node::Op::kAnd:
      return std::all_of(node.children.begin(), node.children.end(), holds_for);
    case Node::Op::kOr:
      return std::any_of(node.children.begin(), node.children.end(), holds_for);
    case Node::Op::kNot:
      return !is_true(node.children[0], asked);
    case Node::Op::kSequence:
      return !occurrences(node, asked).empty();
    case Node::Op::kNear:
    case Node::Op::kBefore:
      return is_near(node, asked);
    case Node::Op::kField:
      return holds(node, asked);
  }
  return false;
}

}  // namespace

Document read(const post::Post& post, const post::Reading& reading) {
  Document out{&post, reading, {}};
  for (const auto text : {post.text, post.title, post.summary}) out.texts.push_back(words_of(decode(text)));
  for (const auto& media : post.media) out.texts.push_back(words_of(decode(media.alt)));
  return out;
}

bool matches(const Node& query, const Document& document) { return is_true(query, document); }

bool matches(const Node& query, const post::Post& post, const post::Reading& reading) {
  return is_true(query, read(post, reading));
}

}  // namespace vigie::naive
