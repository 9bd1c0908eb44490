// A language as an author's software or a file's name says it, as one of ours.
// Threads: pure function.
#pragma once

#include <string_view>

#include "post/post.h"

namespace vigie::language {

// BCP 47: "fr", "FR-ca", "pt_BR"; "nb" and "nn" are "no", "fil" is "tl", "iw" is "he".
// kUnknownLanguage for anything else.
post::LanguageId claimed_language(std::string_view claim);

}  // namespace vigie::language
