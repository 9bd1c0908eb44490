// How well `image` finds what a post judges, and in what mood, on sentences of our own that nothing was learnt from
// (models/written/image-*.tsv: text, attribute, mood, the words that say it), with the shipped mood model. Floors: a
// drop fails.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "image/reader.h"
#include "learning/labelled.h"

namespace vigie {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

struct Row {
  std::string text, attribute, mood, clause;
};

std::vector<Row> rows_of(const std::string& bytes) {
  std::vector<Row> out;
  std::string_view left = bytes;
  for (std::string_view line; learning::take_line(left, line);) {
    std::array<std::string, 4> fields;
    for (auto& field : fields) {
      const auto end = std::min(line.find('\t'), line.size());
      field = line.substr(0, end);
      line.remove_prefix(std::min(end + 1, line.size()));
    }
    out.push_back({fields[0], fields[1], fields[2], fields[3]});
  }
  return out;
}

struct Scores {
  std::map<std::string, std::array<std::uint64_t, 3>> attributes;  // Right, read, true.
  std::array<std::array<std::uint64_t, 3>, 3> moods{};             // True, read; of attributes that were found.
  std::uint64_t in_place = 0, found = 0;                           // Whose clause meets the words that say it.

  double precision() const { return total(0, 1); }
  double recall() const { return total(0, 2); }
  double mood_recall() const {
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) sum += share(moods[i][i], moods[i][0] + moods[i][1] + moods[i][2]) / 3;
    return sum;
  }

 private:
  double total(std::size_t part, std::size_t whole) const {
    std::uint64_t parts = 0;
    std::uint64_t wholes = 0;
    for (const auto& [name, counts] : attributes) {
      parts += counts.at(part);
      wholes += counts.at(whole);
    }
    return share(parts, wholes);
  }
};

bool meets(const text::Words& words, const std::vector<image::Stretch>& clauses, const std::string& said) {
  const auto at = words.texts()[0].find(said);
  if (at == std::string_view::npos) return false;
  return std::any_of(clauses.begin(), clauses.end(),
                     [&](const image::Stretch& one) { return one.from < at + said.size() && at < one.to; });
}

Scores measure(const std::string& code) {
  const std::filesystem::path source = std::getenv("VIGIE_SOURCE_DIR");
  const auto model = mood::Model::from_bytes(read_file(source / "models/mood.vmm")).value();
  const auto reader = image::Reader::make(image::built_in()).value();
  std::map<std::string, std::vector<Row>> by_text;
  for (auto& row : rows_of(read_file(source / ("models/written/image-" + code + ".tsv")))) {
    by_text[row.text].push_back(std::move(row));
  }
  Scores out;
  text::Words words;
  std::vector<mood::Clause> clauses;
  for (const auto& [text, rows] : by_text) {
    words.clear();
    words.add(text::Field::kText, text);
    post::Reading reading;
    reading.language = *post::language_of(code);
    const auto whole = model.read(words, reading.language);
    std::copy(whole.begin(), whole.end(), reading.mood_p);
    mood::clauses_of(words, clauses);
    std::map<std::string, image::Told> told;
    for (auto& one : image::told_of(reader->read(model, words, reading, clauses))) {
      const auto& name = reader->attributes().at(one.attribute).name;
      ++out.attributes[name][1];
      told.emplace(name, std::move(one));
    }
    for (const auto& row : rows) {
      ++out.attributes[row.attribute][2];
      const auto found = told.find(row.attribute);
      if (found == told.end()) continue;
      ++out.attributes[row.attribute][0];
      ++out.found;
      if (meets(words, found->second.clauses, row.clause)) ++out.in_place;
      const auto truth = static_cast<std::size_t>(post::mood_of(row.mood).value());
      ++out.moods.at(truth).at(static_cast<std::size_t>(mood::mood_of(found->second.mood)));
    }
  }
  return out;
}

struct Floors {
  double precision, recall, mood_recall, in_place;
};

void hold(const Scores& scores, const Floors& floors) {
  std::printf("precision %.3f recall %.3f mood %.3f in place %.3f\n", scores.precision(), scores.recall(),
              scores.mood_recall(), share(scores.in_place, scores.found));
  for (const auto& [name, counts] : scores.attributes) {
    std::printf("  %-8s precision %.3f recall %.3f of %d\n", name.c_str(), share(counts[0], counts[1]),
                share(counts[0], counts[2]), static_cast<int>(counts[2]));
  }
  EXPECT_GE(scores.precision(), floors.precision);
  EXPECT_GE(scores.recall(), floors.recall);
  EXPECT_GE(scores.mood_recall(), floors.mood_recall);
  EXPECT_GE(share(scores.in_place, scores.found), floors.in_place);
}

TEST(ImageQuality, OfFrenchHoldsItsFloors) { hold(measure("fr"), {0.70, 0.79, 0.63, 0.95}); }
TEST(ImageQuality, OfEnglishHoldsItsFloors) { hold(measure("en"), {0.69, 0.54, 0.63, 0.93}); }

}  // namespace
}  // namespace vigie
