// Whatever the name: refused or taken, it folds to what folds no further, and looks like itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.h"
#include "people/name.h"
#include "text/likeness.h"

namespace {

using namespace vigie::people;

void expect(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  (void)vigie::text::has_unseen(text);
  const auto skeleton = skeleton_of(text);
  expect(skeleton_of(std::string(text) + ".") == skeleton);
  if (!check_name(text)) return 0;
  const auto folded = folded_name(text);
  expect(vigie::is_utf8(text) && !skeleton.empty() && !vigie::text::has_unseen(text));
  expect(!folded.empty() && folded_name(folded) == folded);
  return 0;
}
