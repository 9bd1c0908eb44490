// A list as bytes with skips against the same list in memory.
#include "store/postings.h"

#include <gtest/gtest.h>

#include <string>

#include "base/bytes.h"
#include "base/random.h"

namespace vigie::store {
namespace {

struct Encoded {
  std::string bytes;
  std::vector<Skip> skips;
};

Encoded encode(const std::vector<std::uint32_t>& docs) {
  Encoded out;
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < docs.size(); ++i) {
    if (i > 0 && i % kSkipPostings == 0) out.skips.push_back({next, static_cast<std::uint32_t>(out.bytes.size())});
    put_varint(out.bytes, docs[i] - next);
    next = docs[i] + 1;
  }
  return out;
}

std::vector<std::uint32_t> some(Random& random, std::uint32_t end, double share) {
  std::vector<std::uint32_t> docs;
  for (std::uint32_t doc = 0; doc < end; ++doc) {
    if (random.chance(share)) docs.push_back(doc);
  }
  return docs;
}

TEST(Postings, GiveTheSameFromBytesAndFromMemory) {
  constexpr std::uint32_t kDocs = 20'000;
  Random random(1);
  for (const double share : {0.0, 0.0003, 0.01, 0.3, 1.0}) {
    const auto docs = some(random, kDocs, share);
    const Encoded encoded = encode(docs);
    const Postings in_memory(docs);
    const Postings in_bytes(encoded.bytes, encoded.skips, kDocs);
    EXPECT_EQ(in_bytes.count(), docs.size());
    EXPECT_EQ(in_memory.count(), docs.size());
    EXPECT_EQ(in_bytes.about() == 0, docs.empty());
    for (int round = 0; round < 40; ++round) {
      const auto from = static_cast<std::uint32_t>(random.below(kDocs));
      const auto to = from + static_cast<std::uint32_t>(random.below(kDocs));
      std::vector<std::uint32_t> expected, left, right;
      for (const auto doc : docs) {
        if (doc >= from && doc < to) expected.push_back(doc);
      }
      in_memory.each(from, to, [&](std::uint32_t doc) { left.push_back(doc); });
      in_bytes.each(from, to, [&](std::uint32_t doc) { right.push_back(doc); });
      EXPECT_EQ(left, expected);
      EXPECT_EQ(right, expected);
    }
  }
}

TEST(Postings, FindWantedDocuments) {
  constexpr std::uint32_t kDocs = 20'000;
  Random random(2);
  for (const double share : {0.0003, 0.01, 0.3, 1.0}) {
    for (const double wanted_share : {0.0001, 0.001, 0.1, 0.9}) {
      const auto docs = some(random, kDocs, share);
      const auto wanted = some(random, kDocs, wanted_share);
      const Encoded encoded = encode(docs);
      std::vector<std::size_t> expected, left, right;
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (std::binary_search(docs.begin(), docs.end(), wanted[i])) expected.push_back(i);
      }
      Postings(docs).each_common(wanted, [&](std::size_t i) { left.push_back(i); });
      Postings(encoded.bytes, encoded.skips, kDocs).each_common(wanted, [&](std::size_t i) { right.push_back(i); });
      EXPECT_EQ(left, expected);
      EXPECT_EQ(right, expected);
    }
  }
}

TEST(Postings, StayInTheirSegmentWhateverTheBytes) {
  Random random(3);
  for (int round = 0; round < 2'000; ++round) {
    constexpr std::uint32_t kDocs = 500;
    std::string bytes;
    for (auto left = random.below(300); left > 0; --left) bytes.push_back(static_cast<char>(random.below(256)));
    std::vector<Skip> skips;
    for (auto left = random.below(4); left > 0; --left) {
      skips.push_back({static_cast<std::uint32_t>(random.below(600)), static_cast<std::uint32_t>(random.below(400))});
    }
    const Postings postings(bytes, skips, kDocs);
    const auto from = static_cast<std::uint32_t>(random.below(kDocs));
    std::uint32_t before = 0;
    postings.each(from, kDocs, [&](std::uint32_t doc) {
      EXPECT_GE(doc, std::max(from, before));
      EXPECT_LT(doc, kDocs);
      before = doc + 1;
    });
    const auto wanted = some(random, kDocs, 0.2);
    postings.each_common(wanted, [&](std::size_t i) { EXPECT_LT(i, wanted.size()); });
    (void)postings.count();
  }
}

}  // namespace
}  // namespace vigie::store
