// The recorded feeds against the expectations in their comments: how many of those on the first
// entry's title, link, description, summary, content, author, date and id are met. Texts are compared
// as their reader sees them, because that is all that we keep.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <regex>

#include "base/shared_data.h"
#include "base/utf8.h"
#include "protocol/charset.h"
#include "protocol/feed.h"
#include "protocol/html_text.h"
#include "protocol/time_format.h"

namespace vigie::protocol {
namespace {

struct Expectation {
  std::string field;
  std::string value;
};

std::string whole_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// What a Python string literal means, between its quotes.
std::string unescaped(const std::string& literal) {
  std::string out;
  for (std::size_t i = 0; i < literal.size(); ++i) {
    if (literal[i] != '\\' || i + 1 == literal.size()) {
      out += literal[i];
      continue;
    }
    const char c = literal[++i];
    const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits > 0) {
      append_utf8(out, static_cast<char32_t>(std::stoul(literal.substr(i + 1, digits), nullptr, 16)));
      i += digits;
    } else {
      out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
  }
  return out;
}

// `entries[0]['author_detail']['name'] == '…'`
std::optional<Expectation> person_in(const std::string& head) {
  static const std::regex kPattern(
      R"re(Expect:.*?entries\[0\]\[['"](?:author|publisher)_detail['"]\]\[['"](name|email|href)['"]\] *== *u?(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)") *\r?\n)re");
  std::smatch match;
  if (!std::regex_search(head, match, kPattern) || head.find("publisher_detail") != std::string::npos)
    return std::nullopt;
  return Expectation{"author " + match[1].str(), unescaped(match[2].matched ? match[2].str() : match[3].str())};
}

// `entries[0]['published_parsed'] == (2004, 1, 1, 19, 48, 21, 3, 1, 0)`
std::optional<Expectation> time_in(const std::string& head) {
  static const std::regex kPattern(
      R"re(Expect:.*?entries\[0\]\[['"](updated|published|created)_parsed['"]\] *== *\((\d+), *(\d+), *(\d+), *(\d+), *(\d+), *(\d+))re");
  std::smatch match;
  if (!std::regex_search(head, match, kPattern)) return std::nullopt;
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", std::stoi(match[2]), std::stoi(match[3]),
                std::stoi(match[4]), std::stoi(match[5]), std::stoi(match[6]), std::stoi(match[7]));
  return Expectation{match[1].str(), text};
}

std::optional<Expectation> expectation_in(const std::string& text) {
  static const std::regex kPattern(
      R"re(Expect:.*?entries\[0\](?:\[u?['"](title|link|description|summary|author|id|guid|updated|published|date|created)['"]\]|\[['"]content['"]\]\[0\]\[['"](value)['"]\]|\.(title|link|summary|description|author|id)) *== *u?(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)") *\r?\n)re");
  std::smatch match;
  const std::string head = text.substr(0, 4'000);
  if (!std::regex_search(head, match, kPattern)) {
    const auto person = person_in(head);
    return person ? person : time_in(head);
  }
  const std::string field = match[1].matched ? match[1].str() : match[2].matched ? "content" : match[3].str();
  return Expectation{field, unescaped(match[4].matched ? match[4].str() : match[5].str())};
}

std::string seen(const std::string& html) { return read_html(html).text; }

// Where the authors of the feeds served them, unless a header says otherwise.
std::string address_of(const std::filesystem::path& path, const std::string& text) {
  static const std::regex kLocation(R"(Header: +Content-Location: *(\S+))");
  std::smatch match;
  const std::string head = text.substr(0, 1'000);
  const std::string server = "http://127.0.0.1:8097/";
  if (!std::regex_search(head, match, kLocation)) return server + path.filename().string();
  return match[1].str().starts_with("http") ? match[1].str() : server;
}

bool met(const Expectation& expected, const FeedEntry& entry) {
  const auto same_words = [&](const FeedText& words) {
    return words.value == expected.value || seen(words.plain()) == seen(expected.value) ||
           words.plain() == seen(expected.value);
  };
  const auto same_time = [&](const std::optional<Time>& time) {
    return time.has_value() && time == parse_feed_time(expected.value);
  };
  const std::string& field = expected.field;
  if (field == "title") return same_words(entry.title);
  if (field == "link") return entry.link == expected.value;
  if (field == "id" || field == "guid") return entry.id == expected.value;
  if (field == "content") return same_words(entry.content);
  if (field == "author") {
    const std::string both = entry.author + " (" + entry.author_email + ")";
    return entry.author == expected.value || both == expected.value || entry.author_email == expected.value;
  }
  if (field == "author name") return entry.author == expected.value;
  if (field == "author email") return entry.author_email == expected.value;
  if (field == "author href") return entry.author_url == expected.value;
  if (field == "description" || field == "summary") {
    return same_words(entry.summary.empty() ? entry.content : entry.summary);
  }
  return same_time(field == "updated" ? entry.updated : entry.published);
}

TEST(FeedCorpus, MeetsTheExpectationsOfTheRecordedFeeds) {
  VIGIE_NEEDS_SHARED_DATA();
  std::map<std::string, std::pair<int, int>> by_field;
  int all = 0;
  int good = 0;
  int fed = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(shared_data() + "/payloads/feeds")) {
    if (!file.is_regular_file()) continue;
    const std::string bytes = whole_file(file.path());
    const auto feed = parse_feed(bytes, {"", "", address_of(file.path(), bytes), "", {}});
    fed += feed ? 1 : 0;
    const auto expected = expectation_in(to_utf8(bytes, ""));
    if (!expected) continue;
    const bool ok = feed && !feed->entries.empty() && met(*expected, feed->entries[0]);
    ++all;
    good += ok ? 1 : 0;
    ++by_field[expected->field].first;
    by_field[expected->field].second += ok ? 1 : 0;
    if (!ok && std::getenv("VIGIE_SHOW") != nullptr)
      std::cout << file.path().string() << "  " << expected->field << '\n';
  }
  for (const auto& [field, counts] : by_field)
    std::cout << field << ' ' << counts.second << " of " << counts.first << '\n';
  std::cout << "met " << good << " of " << all << " expectations; " << fed << " documents read as feeds\n";
  EXPECT_GT(all, 200);
  EXPECT_GE(good * 100, all * 98);
}

}  // namespace
}  // namespace vigie::protocol
