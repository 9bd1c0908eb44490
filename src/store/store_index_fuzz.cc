// Any bytes as an index file: it is refused, or every question asked of it stays inside it. Checksums
// are not looked at, so that wrong but consistent files are reached.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "query/query.h"
#include "store/evaluate.h"
#include "store/sealed_segment.h"

namespace {

class Bytes final : public vigie::Mapping {
 public:
  explicit Bytes(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string_view bytes() const override { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  using namespace vigie::store;
  auto mapping = std::make_unique<Bytes>(std::string(reinterpret_cast<const char*>(bytes), size));
  const auto segment = SealedSegment::open(std::move(mapping), nullptr, Checks::kStructure);
  if (!segment) return 0;
  const auto& sealed = **segment;
  for (const auto term : {std::uint64_t{0}, text::term_of(text::Kind::kWord, "clio")}) {
    const Postings postings = sealed.postings(term, sealed.doc_count());
    std::vector<std::uint32_t> docs;
    postings.each(sealed.doc_count() / 2, sealed.doc_count(), [&](std::uint32_t doc) { docs.push_back(doc); });
    postings.each_common(docs, [](std::size_t) {});
    (void)sealed.posts_with(term);
  }
  const auto query = query::parse("(cli* OR #a* OR lang:fr OR rating:1.. OR author:ana) -panne has:link");
  if (query) {
    const Evaluator evaluator(query->root(), sealed, sealed.doc_count());
    std::vector<Candidate> candidates;
    evaluator.candidates(sealed.doc_count() / 2, sealed.doc_count(), candidates);
    evaluator.candidates(0, sealed.doc_count(), candidates);
  }
  const Keys keys = sealed.keys();
  for (std::size_t i = 0; i < std::min<std::size_t>(keys.all.size(), 8); ++i) {
    (void)sealed.doc_of(keys.all[i], 0);
    (void)sealed.docs_of_author(sealed.author(keys.docs[i]).author);
  }
  (void)sealed.spot(sealed.block_count());
  return 0;
}
