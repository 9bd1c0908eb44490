// language_beside ELD MODEL: Vigie's language model and CLD2 on the held-out fifth of ELD/*.txt, one core. One JSON
// object a line: {"set", "engine", "n", "accuracy", "texts_per_s"}; words are found within Vigie's clock,
// which is that of the processor.
#include <cstdio>  // CLD2's header wants it first.

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "language/corpus.h"
#include "language/reader.h"
#include "text/words.h"

namespace {

using namespace vigie;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// CLD2's codes as the set has them.
std::string_view code_of_cld2(std::string_view code) {
  static const std::map<std::string_view, std::string_view> kSame = {{"id", "ms"}, {"iw", "he"},      {"nb", "no"},
                                                                     {"nn", "no"}, {"zh-Hant", "zh"}, {"fil", "tl"}};
  const auto found = kSame.find(code);
  return found == kSame.end() ? code : found->second;
}

std::string_view by_cld2(std::string_view text, int flags) {
  CLD2::CLDHints hints = {nullptr, "", CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language three[3];
  int percent[3];
  double score[3];
  int bytes = 0;
  bool reliable = false;
  const CLD2::Language language =
      CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, flags, three, percent,
                                     score, nullptr, &bytes, &reliable);
  return code_of_cld2(CLD2::LanguageCode(language));
}

template <typename Guess>
void tell(const std::string& set, const char* engine, const std::vector<learning::Row>& rows, Guess&& guess) {
  std::size_t right = 0;
  const auto begin = std::clock();
  for (const learning::Row& row : rows) right += guess(row.text) == row.label ? 1U : 0U;
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  const auto n = static_cast<double>(rows.size());
  std::printf("{\"set\": \"%s\", \"engine\": \"%s\", \"n\": %zu, \"accuracy\": %.4f, \"texts_per_s\": %.0f}\n",
              set.c_str(), engine, rows.size(), static_cast<double>(right) / n, n / seconds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("language_beside ELD MODEL\n", stderr), 2;
  const auto model = language::Model::from_bytes(read_file(argv[2]));
  if (!model) return std::fprintf(stderr, "%s\n", model.error().message.c_str()), 1;
  for (const char* set : {"sentences", "word-pairs", "single-words"}) {
    const std::string bytes = read_file(std::filesystem::path(argv[1]) / (std::string(set) + ".txt"));
    const std::vector<learning::NamedFile> files = {{"eld/" + std::string(set) + ".txt", bytes}};
    const auto corpus = language::read_corpus(files);
    if (!corpus || corpus->held_out.empty()) return std::fprintf(stderr, "%s: no rows\n", set), 1;
    const auto& rows = corpus->held_out.begin()->second;
    language::Reader reader(*model);
    text::Words words;
    tell(set, "vigie", rows, [&](std::string_view text) {
      words.clear();
      words.add(text::Field::kText, text);
      return post::code_of(reader.read(words).language);
    });
    tell(set, "cld2", rows, [](std::string_view text) { return by_cld2(text, 0); });
    tell(set, "cld2_best_effort", rows, [](std::string_view text) { return by_cld2(text, CLD2::kCLDFlagBestEffort); });
  }
  return 0;
}
