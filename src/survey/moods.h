// How many of the posts that were read are in which mood; every figure of a survey is one of these.
// Threads: plain values. Errors: none.
#pragma once

#include <array>
#include <cstdint>

#include "post/post.h"
#include "signal/share.h"

namespace vigie::survey {

// Of fewer posts a share says too little: the pages show it grey, and say so.
constexpr std::uint64_t kEnough = 30;

struct Moods {
  std::array<std::uint64_t, 3> counts{};  // By post::Mood.

  void add(post::Mood mood) { ++counts.at(static_cast<std::size_t>(mood)); }
  std::uint64_t n() const { return counts[0] + counts[1] + counts[2]; }
  signal::Share share(post::Mood mood) const { return {counts.at(static_cast<std::size_t>(mood)), n()}; }
  bool is_enough() const { return n() >= kEnough; }

  bool operator==(const Moods&) const = default;
};

}  // namespace vigie::survey
