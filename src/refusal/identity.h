// As who somebody is known, so that one refusal is obeyed whatever network, server or file brings them.
//
// A decentralised identifier (`did:…`) and a web address are the same person everywhere. Of the fediverse, the actor
// `https://HOST/users/NAME`, the profile `https://HOST/@NAME` and the handle `NAME@HOST` are one. Any other name means
// somebody in its own source alone.
// Threads: pure functions. Errors: none; an empty author is nobody.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "post/validate.h"

namespace vigie::refusal {

// Holds the bytes of an identity that had to be put together.
using IdentityRoom = std::array<char, post::kIdBytesMax + post::kSourceBytesMax + 8>;

// Empty: nobody. Lives as long as `author` and `room`.
std::string_view identity_of(std::string_view source, std::string_view author, IdentityRoom& room);

// Whether `author` means the same person in every source.
bool is_known_everywhere(std::string_view author);

// Under which names posts of `author` may be kept: what was given, and the other forms of the fediverse.
std::vector<std::string> names_of(std::string_view author);

}  // namespace vigie::refusal
