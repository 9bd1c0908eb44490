#include "query/drawer.h"

#include <immintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/processor.h"

namespace vigie::query {
namespace {

constexpr GuardTerm kGuardEnds = 0x4000;
constexpr GuardTerm kNothingAsked = 0x2000;  // Every post has it: in an empty guard, and of a doubt.
static_assert(PostTerms::kBits == kGuardTermBits + 1);

// Fits one register of places and one of terms.
constexpr std::size_t kBundlePostingsMax = 16;
constexpr std::size_t kBundleTermsMax = 32;
static_assert(kGuardTermsMax <= kBundleTermsMax);

// The first unit of a bundle.
struct Head {
  std::uint32_t postings;
  std::uint32_t terms;
  bool is_last;  // Of its drawer.

  static Head of(std::uint16_t unit) { return {unit & 0x1FU, unit >> 5 & 0x3FU, (unit & 0x8000) != 0}; }
  std::uint16_t unit() const { return static_cast<std::uint16_t>(postings | terms << 5 | (is_last ? 0x8000 : 0)); }
};

std::size_t terms_of(const Posting& posting) { return std::max<std::size_t>(posting.guard.size(), 1); }

// How many postings from the front go into one bundle.
std::size_t bundled(std::span<const Posting> postings) {
  std::size_t count = 0;
  std::size_t terms = 0;
  while (count < std::min(postings.size(), kBundlePostingsMax)) {
    terms += terms_of(postings[count]);
    if (terms > kBundleTermsMax) break;
    ++count;
  }
  return count;
}

void append_guard(std::span<const GuardTerm> guard, std::vector<std::uint16_t>& out) {
  for (const auto term : guard) {
    out.push_back((term & kDoubt) != 0 ? static_cast<GuardTerm>(term | kNothingAsked | kGroupEnds) : term);
  }
  if (guard.empty()) out.push_back(kNothingAsked | kGroupEnds);
  out.back() |= kGuardEnds;
}

// What is known of the terms of a bundle, a bit each.
struct Asked {
  std::uint32_t has;         // The post has it.
  std::uint32_t free;        // Nothing is asked.
  std::uint32_t doubts;      // Who has it may not match.
  std::uint32_t group_ends;  // It is the last of its group,
  std::uint32_t guard_ends;  // of its guard.
};

// For each run of bits that ends with one of `ends`: that one, if any of the run is in `bits`. Ones are added to all of
// a run but its last, so that any bit overflows into the last.
[[gnu::always_inline]] inline std::uint32_t any_of_run(std::uint32_t bits, std::uint32_t ends, std::uint32_t within) {
  const std::uint32_t before_ends = within & ~ends;
  return (((bits & before_ends) + before_ends) | bits) & ends;
}

// Of the guards of a bundle: where one ends.
struct Answer {
  [[gnu::always_inline]] Answer(const Asked& asked, std::uint32_t terms) {
    const auto within = static_cast<std::uint32_t>((std::uint64_t{1} << terms) - 1);
    const std::uint32_t has = (asked.has | asked.free) & within;
    const std::uint32_t group_ends = asked.group_ends & within;
    ends = asked.guard_ends & within;
    const std::uint32_t failed = group_ends & ~any_of_run(has, group_ends, within);
    passes = ends & ~any_of_run(failed, ends, within);
    doubts = any_of_run(asked.has & asked.doubts & within, ends, within);
  }
  std::uint32_t ends;
  std::uint32_t passes;  // No group of it ends without a term that the post has.
  std::uint32_t doubts;
};

Asked ask_one_by_one(const std::uint16_t* guards, std::size_t count, const PostTerms& terms) {
  Asked out{};
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t term = guards[i];
    out.has |= (terms.maybe_has(term) ? 1U : 0U) << i;
    out.doubts |= (term >> 12 & 1) << i;
    out.free |= (term >> 13 & 1) << i;
    out.guard_ends |= (term >> 14 & 1) << i;
    out.group_ends |= term >> 15 << i;
  }
  return out;
}

constexpr std::size_t kKeyUnits = sizeof(std::uint64_t) / sizeof(std::uint16_t);

// A bundle as it lies there.
struct Bundle {
  explicit Bundle(const std::uint16_t* at)
      : head(Head::of(at[0])), places(at + 1 + kKeyUnits), guards(places + std::size_t{head.postings} * 2) {
    std::memcpy(&key, at + 1, sizeof key);
  }
  const std::uint16_t* end() const { return guards + head.terms; }

  Head head;
  std::uint64_t key;
  const std::uint16_t* places;
  const std::uint16_t* guards;
};

void plain_collect(std::span<const Drawer> drawers, const PostTerms& terms, Filled<Met>& out) {
  std::size_t count = out.size();
  for (const Drawer& drawer : drawers) {
    const std::uint16_t* at = drawer.bundles;
    for (bool is_last = false; !is_last;) {
      const Bundle bundle(at);
      at = bundle.end();
      is_last = bundle.head.is_last;
      if (bundle.key != drawer.key) continue;
      Met* const mets = out.room_for(count + kBundlePostingsMax);
      const Answer answer(ask_one_by_one(bundle.guards, bundle.head.terms, terms), bundle.head.terms);
      const std::uint16_t* place = bundle.places;
      for (std::uint32_t ends = answer.ends; ends != 0; ends &= ends - 1, place += 2) {
        const std::uint32_t end = ends & -ends;
        mets[count] = place[0] | std::uint32_t{place[1]} << 16 | ((answer.doubts & end) != 0 ? 1U : 0U);
        count += (answer.passes & end) != 0 ? 1 : 0;
      }
    }
  }
  out.fill_to(count);
}

#define VIGIE_AVX512 [[gnu::target("avx512f,avx512bw,bmi2")]]

// The bitmap of a post in eight registers: members of their own, an array would be kept in memory.
struct Bitmap {
  VIGIE_AVX512 explicit Bitmap(const std::uint64_t* bits)
      : a0(part(bits, 0)),
        a1(part(bits, 1)),
        b0(part(bits, 2)),
        b1(part(bits, 3)),
        c0(part(bits, 4)),
        c1(part(bits, 5)),
        d0(part(bits, 6)),
        d1(part(bits, 7)) {
    static_assert(PostTerms::kBits == 8 * 512);
  }
  VIGIE_AVX512 static __m512i part(const std::uint64_t* bits, std::size_t i) {
    return _mm512_loadu_si512(bits + i * 8);
  }

  // Of 32 terms: four look-ups among 64 units of 16 bits, of which two bits of the term choose one.
  VIGIE_AVX512 std::uint32_t has(__m512i asked) const {
    const __m512i unit = _mm512_srli_epi16(asked, 4);
    const __mmask32 second = _mm512_test_epi16_mask(asked, _mm512_set1_epi16(0x0400));
    const __mmask32 upper = _mm512_test_epi16_mask(asked, _mm512_set1_epi16(0x0800));
    const __m512i low = _mm512_mask_blend_epi16(second, _mm512_permutex2var_epi16(a0, unit, a1),
                                                _mm512_permutex2var_epi16(b0, unit, b1));
    const __m512i high = _mm512_mask_blend_epi16(second, _mm512_permutex2var_epi16(c0, unit, c1),
                                                 _mm512_permutex2var_epi16(d0, unit, d1));
    const __m512i units = _mm512_mask_blend_epi16(upper, low, high);
    const __m512i bit = _mm512_and_si512(asked, _mm512_set1_epi16(0x000F));
    return _mm512_test_epi16_mask(_mm512_srlv_epi16(units, bit), _mm512_set1_epi16(1));
  }

  __m512i a0, a1, b0, b1, c0, c1, d0, d1;
};

// The guards of a bundle at once, and its watches in one write.
VIGIE_AVX512 void wide_collect(std::span<const Drawer> drawers, const PostTerms& terms, Filled<Met>& out) {
  const Bitmap bitmap(terms.bits().data());
  std::size_t count = out.size();
  for (const Drawer& drawer : drawers) {
    const std::uint16_t* at = drawer.bundles;
    for (bool is_last = false; !is_last;) {
      const Bundle bundle(at);
      const __m512i asked = _mm512_loadu_si512(bundle.guards);
      const Answer answer(
          {
              bitmap.has(asked),
              _mm512_test_epi16_mask(asked, _mm512_set1_epi16(kNothingAsked)),
              _mm512_test_epi16_mask(asked, _mm512_set1_epi16(kDoubt)),
              _mm512_movepi16_mask(asked),
              _mm512_test_epi16_mask(asked, _mm512_set1_epi16(kGuardEnds)),
          },
          bundle.head.terms);
      const std::uint32_t of_key = bundle.key == drawer.key ? answer.passes : 0;
      const auto passes = static_cast<__mmask16>(_pext_u32(of_key, answer.ends));
      const auto doubts = static_cast<__mmask16>(_pext_u32(answer.doubts, answer.ends));
      const __m512i places = _mm512_loadu_si512(bundle.places);
      const __m512i mets = _mm512_mask_or_epi32(places, doubts, places, _mm512_set1_epi32(1));
      _mm512_storeu_si512(out.room_for(count + kBundlePostingsMax) + count, _mm512_maskz_compress_epi32(passes, mets));
      count += static_cast<std::size_t>(std::popcount(of_key));
      at = bundle.end();
      is_last = bundle.head.is_last;
    }
  }
  out.fill_to(count);
}

constexpr std::array kGuardChecks{GuardCheck{"sse4.2", plain_collect}, GuardCheck{"avx512", wide_collect}};

}  // namespace

void append_bundles(std::uint64_t key, std::span<const Posting> postings, bool is_last,
                    std::vector<std::uint16_t>& out) {
  while (!postings.empty()) {
    const auto bundle = postings.first(bundled(postings));
    postings = postings.subspan(bundle.size());
    std::size_t terms = 0;
    for (const auto& posting : bundle) terms += terms_of(posting);
    const Head head{static_cast<std::uint32_t>(bundle.size()), static_cast<std::uint32_t>(terms),
                    postings.empty() && is_last};
    out.push_back(head.unit());
    for (std::size_t unit = 0; unit < kKeyUnits; ++unit) out.push_back(static_cast<std::uint16_t>(key >> (16 * unit)));
    for (const auto& posting : bundle) {
      out.push_back(static_cast<std::uint16_t>(posting.met & 0xFFFF));
      out.push_back(static_cast<std::uint16_t>(posting.met >> 16));
    }
    for (const auto& posting : bundle) append_guard(posting.guard, out);
  }
}

std::span<const GuardCheck> guard_checks() { return std::span(kGuardChecks).first(has_avx512() ? 2 : 1); }

}  // namespace vigie::query
