#include "truth_table.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/time_text.h"

namespace vigie::truth {
namespace {

using Json = nlohmann::json;

Row read_row(const std::string& line, std::size_t number) {
  const auto first = line.find('\t');
  const auto second = line.find('\t', first + 1);
  if (second == line.npos)
    throw std::runtime_error("query.tsv:" + std::to_string(number) + ": three columns are needed");
  Row row{number, line.substr(0, first), line.substr(first + 1, second - first - 1)};
  const std::string verdict = line.substr(second + 1);
  constexpr std::string_view kError = "error:";
  if (verdict.rfind(kError, 0) == 0) {
    row.error_column = std::stoul(verdict.substr(kError.size()));
  } else if (verdict != "yes" && verdict != "no") {
    throw std::runtime_error("query.tsv:" + std::to_string(number) + ": unknown verdict " + verdict);
  }
  row.matches = verdict == "yes";
  return row;
}

// Copies strings of a JSON object into the arena of a batch.
class Reader {
 public:
  Reader(const Json& json, Arena& arena) : json_(json), arena_(arena) {}

  std::string_view string(const char* name) const { return string(json_, name); }

  std::string_view string(const Json& object, const char* name) const {
    return arena_.copy(object.value(name, std::string()));
  }

  std::span<const std::string_view> links() const {
    const auto links = json_.value("links", std::vector<std::string>());
    const auto out = arena_.array<std::string_view>(links.size());
    for (std::size_t i = 0; i < links.size(); ++i) out[i] = arena_.copy(links[i]);
    return out;
  }

  std::span<const post::Media> media() const {
    const Json media = json_.value("media", Json::array());
    const auto out = arena_.array<post::Media>(media.size());
    for (std::size_t i = 0; i < media.size(); ++i) out[i] = {string(media[i], "type"), string(media[i], "alt")};
    return out;
  }

 private:
  const Json& json_;
  Arena& arena_;
};

void fill(const Json& json, Arena& arena, post::Post& post) {
  const Reader reader(json, arena);
  post.text = reader.string("text");
  post.title = reader.string("title");
  post.summary = reader.string("summary");
  post.lang = reader.string("lang");
  post.url = reader.string("url");
  post.parent = reader.string("parent");
  post.links = reader.links();
  post.media = reader.media();
  if (json.contains("source")) post.source = reader.string("source");
  if (json.contains("kind")) post.kind = post::kind_of(reader.string("kind")).value();
  if (json.contains("time")) post.created_at = parse_time(reader.string("time")).value();
  if (json.contains("rating")) post.rating = json["rating"].get<float>();
  post.rating_max = json.value("rating_max", 5.0F);
  const Json author = json.value("author", Json::object());
  post.author = {reader.string(author, "id"), reader.string(author, "handle"), reader.string(author, "name")};
}

post::Reading read_reading(const Json& json) {
  post::Reading out;
  const Json told = json.value("vigie", Json::object());
  out.language = post::language_of(told.value("lang", "unknown")).value();
  for (const auto& one : told.value("corrected", Json::array())) {
    (one == "mood" ? out.is_mood_corrected : out.is_language_corrected) = true;
  }
  if (!told.contains("mood")) return out;
  out.mood_p[0] = told["mood"].value("negative", 0.0F);
  out.mood_p[1] = told["mood"].value("neutral", 0.0F);
  out.mood_p[2] = told["mood"].value("positive", 0.0F);
  return out;
}

}  // namespace

std::vector<Row> read_rows(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + " cannot be read");
  std::vector<Row> rows;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.rfind("# ", 0) != 0) rows.push_back(read_row(line, number));
  }
  return rows;
}

Told read_post(const std::string& written, post::Batch& batch) {
  post::Post post;
  post.id = "1";
  post.source = "test";
  post.created_at = parse_time("2026-02-01T00:00:00Z").value();
  Told out{nullptr, {}};
  if (written.rfind('{', 0) == 0) {
    const Json json = Json::parse(written);
    fill(json, batch.arena(), post);
    out.reading = read_reading(json);
  } else {
    post.text = batch.arena().copy(written);
  }
  out.post = &batch.adopt({post::Act::kSay, post}).post;
  return out;
}

}  // namespace vigie::truth
