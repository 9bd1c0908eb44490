#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "query/document.h"
#include "store/counts.h"
#include "store/search.h"

namespace vigie::store {
namespace {

using Tally = std::unordered_map<std::string, std::uint64_t>;

bool more_posts(const Top& left, const Top& right) {
  if (left.posts != right.posts) return left.posts > right.posts;
  return left.name < right.name;
}

std::vector<Top> largest(const Tally& tally, std::size_t limit) {
  std::vector<Top> all;
  for (const auto& [name, posts] : tally) all.push_back({name, "", posts});
  std::sort(all.begin(), all.end(), more_posts);
  if (all.size() > limit) all.resize(limit);
  return all;
}

// Figures over every match, by columns alone.
class Columnar {
 public:
  void add_segment(const std::shared_ptr<Segment>& segment, Question& question, const Span& span) {
    const Columns columns = segment->columns();
    const auto sources = segment->sources();  // Those of posts that arrive meanwhile are left out.
    std::vector<std::uint64_t> by_source(sources.size());
    question.each_match(*segment, question.within(span), [&](std::uint32_t doc) {
      ++posts_;
      ++by_language_[columns.language[doc]];
      if (const auto source = columns.source_of(doc); source < by_source.size()) ++by_source[source];
      auto& author = authors_[segment->author(doc).author];
      ++author.posts;
      author.segment = segment.get();
      author.place = columns.place[doc];
    });
    for (std::size_t i = 0; i < sources.size(); ++i) {
      if (by_source[i] > 0) sources_[sources[i]] += by_source[i];
    }
  }

  void put_into(Tops& tops, Question& question, std::size_t limit) const {
    tops.posts = posts_;
    tops.sources = largest(sources_, limit);
    Tally languages;
    for (std::size_t i = 0; i < by_language_.size(); ++i) {
      if (by_language_[i] > 0)
        languages[std::string(post::code_of(static_cast<post::LanguageId>(i)))] += by_language_[i];
    }
    tops.languages = largest(languages, limit);
    put_authors(tops, question, limit);
  }

 private:
  struct Author {
    std::uint64_t posts = 0;
    const Segment* segment = nullptr;  // Of one of the posts, from which the name is read.
    Place place = 0;
  };

  void put_authors(Tops& tops, Question& question, std::size_t limit) const {
    std::vector<std::pair<std::uint64_t, const Author*>> all;
    for (const auto& [key, author] : authors_) all.emplace_back(key, &author);
    const auto more = [](const auto& left, const auto& right) {
      if (left.second->posts != right.second->posts) return left.second->posts > right.second->posts;
      return left.first < right.first;
    };
    std::sort(all.begin(), all.end(), more);
    for (const auto& [key, author] : all) {
      if (tops.authors.size() == limit) return;
      const auto decoded = question.reader().read(*author->segment, author->place);
      if (!decoded || decoded->item.post.author.id.empty()) continue;
      const post::Author& named = decoded->item.post.author;
      tops.authors.push_back(
          {std::string(named.handle.empty() ? named.id : named.handle), std::string(named.id), author->posts});
    }
  }

  std::uint64_t posts_ = 0;
  std::array<std::uint64_t, 256> by_language_{};
  Tally sources_;
  std::unordered_map<std::uint64_t, Author> authors_;
};

std::string site_of(std::string_view link) {
  if (const auto scheme = link.find("://"); scheme != link.npos) link.remove_prefix(scheme + 3);
  link = link.substr(0, link.find_first_of("/?#:"));
  if (link.substr(0, 4) == "www.") link.remove_prefix(4);
  return std::string(link);
}

// A host and the domains in which it lies: "a.b.org", "b.org", "org".
template <typename Work>
void each_domain(std::string_view host, Work&& work) {
  for (std::size_t dot = 0; dot != host.npos; dot = host.find('.')) {
    if (dot > 0) host.remove_prefix(dot + 1);
    work(host);
  }
}

bool is_number(std::string_view folded) { return folded.find_first_not_of("0123456789") == std::string_view::npos; }

// The words that the query itself asks for: its posts hold them because it asked.
class Asked {
 public:
  explicit Asked(const query::Query& query) { gather(query.root()); }

  bool holds(std::string_view folded) const {
    const auto begins = [&](const std::string& prefix) { return folded.substr(0, prefix.size()) == prefix; };
    return words_.count(std::string(folded)) > 0 || std::any_of(prefixes_.begin(), prefixes_.end(), begins);
  }

 private:
  void gather(const query::Node& node) {
    for (const auto& term : node.terms) {
      if (term.is_prefix) {
        prefixes_.push_back(term.folded);
      } else {
        words_.insert(term.folded);
      }
    }
    for (const auto& child : node.children) gather(child);
  }

  std::unordered_set<std::string> words_;
  std::vector<std::string> prefixes_;
};

// Figures over posts that were read again.
class Wordy {
 public:
  void add(const post::Post& post) {
    query::read_words(post, words_);
    seen_.clear();
    for (const auto& word : words_.all()) {
      if (!seen_.insert(word.term).second) continue;
      const auto folded = words_.folded(word);
      if (word.kind == text::Kind::kHashtag) {
        ++hashtags_[std::string(folded)];
      } else if (word.kind == text::Kind::kWord && folded.size() > 2 && !is_number(folded)) {
        auto& said = said_[word.term];
        if (said.posts++ == 0) said.name = folded;
      }
    }
    add_links(post);
  }

  void put_into(Tops& tops, const Snapshot& snapshot, const Asked& asked, std::size_t limit) const {
    tops.hashtags = largest(hashtags_, limit);
    tops.links = largest(links_, limit);
    tops.sites = largest(sites(), limit);
    put_words(tops, snapshot, asked, limit);
  }

 private:
  struct Said {
    std::string name;
    std::uint64_t posts = 0;
  };
  using Common = std::vector<std::pair<std::uint64_t, const Said*>>;  // By term.

  void add_links(const post::Post& post) {
    std::unordered_set<std::string_view> links(post.links.begin(), post.links.end());
    for (const auto& link : words_.links()) links.insert(words_.typed(link));
    std::unordered_set<std::string> hosts;
    for (const auto link : links) {
      ++links_[std::string(link)];
      hosts.insert(site_of(link));
    }
    if (!hosts.empty()) hosts_.emplace_back(hosts.begin(), hosts.end());
  }

  // Each site with its sub-domains, as `site:` finds them.
  Tally sites() const {
    Tally tally;
    for (const auto& hosts : hosts_) {
      for (const auto& host : hosts) tally[host] = 0;
    }
    for (const auto& hosts : hosts_) {
      std::unordered_set<std::string_view> of_post;
      for (const auto& host : hosts) each_domain(host, [&](std::string_view domain) { of_post.insert(domain); });
      for (const auto site : of_post) {
        if (const auto known = tally.find(std::string(site)); known != tally.end()) ++known->second;
      }
    }
    return tally;
  }

  // Words that stand out: more posts count for more, words that are everywhere count for nothing.
  void put_words(Tops& tops, const Snapshot& snapshot, const Asked& asked, std::size_t limit) const {
    std::uint64_t posts_kept = 0;
    for (const auto& segment : snapshot) posts_kept += segment->doc_count();
    std::vector<std::pair<double, Top>> weighed;
    for (const auto& [term, said] : most_common()) {
      if (asked.holds(said->name) || is_hashtag(*said)) continue;
      std::uint64_t everywhere = 0;
      for (const auto& segment : snapshot) everywhere += segment->posts_with(term);
      const double here = static_cast<double>(said->posts) / static_cast<double>(tops.read);
      const double share = (static_cast<double>(everywhere) + 1) / (static_cast<double>(posts_kept) + 1);
      if (everywhere >= kFewPosts && share > kEverywhere && here < kFarMore * share) continue;
      weighed.emplace_back(static_cast<double>(said->posts) * lift(here, share), Top{said->name, "", said->posts});
    }
    std::stable_sort(weighed.begin(), weighed.end(),
                     [](const auto& left, const auto& right) { return left.first > right.first; });
    for (auto& [weight, top] : weighed) {
      if (tops.words.size() < limit) tops.words.push_back(std::move(top));
    }
  }

  Common most_common() const {
    Common common;
    for (const auto& [term, said] : said_) common.emplace_back(term, &said);
    const auto more = [](const auto& left, const auto& right) {
      if (left.second->posts != right.second->posts) return left.second->posts > right.second->posts;
      return left.second->name < right.second->name;
    };
    std::sort(common.begin(), common.end(), more);
    if (common.size() > kWordsWeighed) common.resize(kWordsWeighed);
    return common;
  }

  // A hashtag is its plain word too; the list of hashtags tells of it already.
  bool is_hashtag(const Said& said) const {
    const auto found = hashtags_.find(said.name);
    return found != hashtags_.end() && found->second * 2 > said.posts;
  }

  // The logarithm of how much likelier a word is here than in all that is kept, and a little for being rare.
  static double lift(double here, double share) {
    return std::max(std::log(here / share), 0.0) + kRarityWeight * std::log(1 / share);
  }

  static constexpr std::size_t kWordsWeighed = 400;  // The most frequent; the others cannot be tops.
  static constexpr double kRarityWeight = 0.25;      // So that a store of one subject has tops too.
  // A word of more posts than this share is everybody's ("the", "est"), unless it is said so much more here.
  static constexpr double kEverywhere = 0.05;
  static constexpr double kFarMore = 4;
  static constexpr std::uint64_t kFewPosts = 50;  // Under so many no word is everybody's yet.

  text::Words words_;
  std::unordered_set<std::uint64_t> seen_;
  std::unordered_map<std::uint64_t, Said> said_;
  Tally hashtags_, links_;
  std::vector<std::vector<std::string>> hosts_;  // Of each post that links somewhere.
};

}  // namespace

Tops top(const Snapshot& snapshot, Question& question, const Span& span, std::size_t limit) {
  Tops tops;
  Columnar columnar;
  for (const auto& segment : snapshot) columnar.add_segment(segment, question, span);
  columnar.put_into(tops, question, limit);
  Wordy wordy;
  const Page newest = search(snapshot, question, {kTopsPostsMax, span, std::nullopt});
  for (const auto& hit : newest.hits) wordy.add(hit.post);
  tops.read = newest.hits.size();
  if (!newest.hits.empty()) tops.read_from = newest.hits.back().post.created_at;
  wordy.put_into(tops, snapshot, Asked(question.query()), limit);
  return tops;
}

}  // namespace vigie::store
