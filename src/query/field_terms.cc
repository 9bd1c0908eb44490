#include "query/field_terms.h"

namespace vigie::query {
namespace {

// As text::term_of() gives 64 random bits, so does this.
constexpr std::uint64_t term_of(FieldName name, std::uint64_t value) {
  std::uint64_t z = (static_cast<std::uint64_t>(name) << 8 | value) + 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

constexpr std::uint64_t term_of(post::Kind kind) { return term_of(FieldName::kKind, static_cast<std::uint64_t>(kind)); }

}  // namespace

std::optional<std::uint64_t> term_of(const FieldTest& test) {
  switch (test.name) {
    case FieldName::kLang:
      return term_of(test.name, test.language);
    case FieldName::kMood:
      return term_of(test.name, static_cast<std::uint64_t>(test.mood));
    case FieldName::kKind:
      return term_of(test.kind);
    case FieldName::kIsRepost:
      return term_of(post::Kind::kRepost);
    case FieldName::kHasLink:
    case FieldName::kHasImage:
    case FieldName::kIsReply:
    case FieldName::kIsCorrected:
      return term_of(test.name, 0);
    default:
      return std::nullopt;
  }
}

FieldTerms::FieldTerms() {
  flags_[0].name = FieldName::kHasLink;
  flags_[1].name = FieldName::kHasImage;
  flags_[2].name = FieldName::kIsReply;
  flags_[3].name = FieldName::kIsCorrected;
}

void FieldTerms::read(const Document& document, FieldNames wanted) {
  count_ = 0;
  const auto wants = [&](FieldName name) { return (wanted & names_of(name)) != 0; };
  if (wants(FieldName::kLang)) add(term_of(FieldName::kLang, document.reading.language));
  if (wants(FieldName::kMood)) {
    add(term_of(FieldName::kMood, static_cast<std::uint64_t>(document.reading.mood())));
  }
  if (wants(FieldName::kKind) || wants(FieldName::kIsRepost)) add(term_of(document.post->kind));
  for (const auto& flag : flags_) {
    if (wants(flag.name) && holds(flag, document)) add(term_of(flag.name, 0));
  }
}

}  // namespace vigie::query
