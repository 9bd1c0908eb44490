#include "language/corpus.h"

#include <array>

#include "language/claim.h"

namespace vigie::language {
namespace {

// So near to one of ours that to call them foreign would teach doubt of our own.
constexpr std::array<std::string_view, 4> kTooNear = {"ast", "gl", "id", "mk"};
constexpr std::size_t kForeignLinesMax = 1'500;  // Of a language that is not ours.

void read_eld(const learning::NamedFile& file, Corpus& out) {
  auto& held_out = out.held_out[file.path];
  std::string_view rest = file.bytes;
  for (std::string_view line; learning::take_line(rest, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    const std::string_view code = line.substr(0, tab);
    const std::string_view text = line.substr(tab + 1);
    const auto language = post::language_of(code);
    if (is_held_out(text)) {
      held_out.push_back({code, text});
    } else if (language) {
      out.train.push_back({*language, text});
    }
  }
}

// `LL` or `LL-REGION` before the first dot.
std::string_view code_of_name(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.find_first_of("-."));
}

void read_sentences(const learning::NamedFile& file, Corpus& out) {
  const std::string_view code = code_of_name(file.path);
  for (const std::string_view near : kTooNear) {
    if (code == near) return;
  }
  const post::LanguageId language = claimed_language(code);
  std::size_t lines = 0;
  std::string_view rest = file.bytes;
  for (std::string_view line; learning::take_line(rest, line);) {
    if (language != post::kUnknownLanguage || lines++ < kForeignLinesMax) out.train.push_back({language, line});
  }
}

void read_films(const learning::NamedFile& file, Corpus& out) {
  const post::LanguageId language = claimed_language(code_of_name(file.path));
  if (language == post::kUnknownLanguage) return;
  std::string_view rest = file.bytes;
  for (std::string_view line; learning::take_line(rest, line);) {
    out.train.push_back({language, line.substr(0, line.find('\t'))});
  }
}

}  // namespace

Result<Corpus> read_corpus(std::span<const learning::NamedFile> files) {
  Corpus out;
  for (const learning::NamedFile& file : files) {
    const std::string_view path = file.path;
    if (path.starts_with("eld/")) {
      read_eld(file, out);
    } else if (path.starts_with("common-voice/")) {
      read_sentences(file, out);
    } else if (path.starts_with("xed/")) {
      read_films(file, out);
    } else {
      return invalid("language: " + file.path + " is in none of the folders eld, common-voice, xed");
    }
  }
  return out;
}

}  // namespace vigie::language
