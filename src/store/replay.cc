#include "store/replay.h"

#include "base/arena.h"
#include "post/codec.h"
#include "query/document.h"

namespace vigie::store {
namespace {

class Replay {
 public:
  explicit Replay(LiveSegment& segment) : segment_(segment) {}

  void add_block(std::string_view file, const FoundBlock& block) {
    const auto payload = unpack_block(file.substr(block.offset));
    if (!payload) return;
    const auto entries = read_entries(*payload, block.header.item_count);
    if (!entries) return;
    segment_.add_block(block.header.number, block.offset);
    for (std::uint32_t i = 0; i < entries->size(); ++i) add_entry((*entries)[i], place_of(block.header.number, i));
  }

 private:
  void add_entry(const Entry& entry, Place place) {
    if (entry.kind == Entry::Kind::kRefused) segment_.add_gone(entry.key);
    if (entry.kind != Entry::Kind::kItem) return;
    arena_.clear();
    if (const auto decoded = post::decode(entry.item, arena_)) add_item(*decoded, place);
  }

  void add_item(const post::Decoded& decoded, Place place) {
    const post::Post& post = decoded.item.post;
    switch (decoded.item.act) {
      case post::Act::kSay: {
        query::read_words(post, words_);
        const Row row{&post, &words_, decoded.reading, key_of(post.source, post.id), place};
        segment_.add({&row, 1});
        return;
      }
      case post::Act::kDelete:
        segment_.add_gone(key_of(post.source, post.id));
        return;
      case post::Act::kForgetAuthor:
        segment_.add_forgotten(forgotten_by(post, place));
        return;
    }
  }

  LiveSegment& segment_;
  Arena arena_;
  text::Words words_;
};

}  // namespace

std::shared_ptr<LiveSegment> replay(std::uint32_t number, std::string_view file, const LogScan& scan,
                                    std::shared_ptr<const File> log, std::uint32_t room) {
  std::uint32_t items = 0;
  for (const auto& block : scan.blocks) items += block.header.item_count;
  auto segment = std::make_shared<LiveSegment>(number, scan.header.generation, items + room, std::move(log));
  Replay work(*segment);
  for (const auto& block : scan.blocks) work.add_block(file, block);
  segment->set_log_bytes(scan.sound_bytes);
  return segment;
}

}  // namespace vigie::store
