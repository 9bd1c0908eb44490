// A sound folder of a few segments with some bytes changed, as an ageing disk changes them. Nothing crashes; the damage
// is named; what a search still gives is what was said. And an index that claims to be sound in spite of it: every
// question asked of it stays inside it. All this also once what is sound was merged.
//
// The input is a list of changes of four bytes: which file, where (two bytes), by what.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>

#include "base/forgetful_disk.h"
#include "post/batch.h"
#include "query/document.h"
#include "store/evaluate.h"
#include "store/sealed_segment.h"
#include "store/store.h"

namespace {

using namespace vigie;
using namespace vigie::store;

constexpr int kPosts = 40;
constexpr std::uint32_t kSegmentPosts = 16;
constexpr std::string_view kFolder = "data";

std::string text_of(int number) {
  static constexpr std::array<std::string_view, 4> kTexts{"une clio en panne", "le prix #essai http://x.fr",
                                                          "Clio @ana", "rien de neuf 👍"};
  return std::string(kTexts[static_cast<std::size_t>(number) % kTexts.size()]) + " " + std::to_string(number);
}

struct World {
  ForgetfulDisk disk;
  ManualClock clock{time_of_micros(1'770'000'000'000'000)};
  SilentLog log;

  Result<std::unique_ptr<Store>> open(std::uint32_t segment_posts_max = kSegmentPosts) {
    Options options;
    options.folder = kFolder;
    options.disk = &disk;
    options.clock = &clock;
    options.log = &log;
    options.segment_posts_max = segment_posts_max;
    options.block_items_max = 4;
    options.merge_segments_min = 2;
    return Store::open(options);
  }
};

void say(Store& store, int number) {
  const std::string id = std::to_string(number);
  const std::string text = text_of(number);
  post::Item item;
  item.post.id = id;
  item.post.source = "file:t";
  item.post.text = text;
  item.post.author = {number % 3 == 0 ? "ana" : "bob", "ana", ""};
  item.post.created_at = time_of_micros(1'770'000'000'000'000 + number);
  text::Words words;
  query::read_words(item.post, words);
  const std::array<Analysed, 1> posts{{{&item, &words, {}}}};
  std::vector<post::Fate> fates;
  if (!store.append(posts, fates)) std::abort();
}

// Name and bytes of every file of logs and indexes.
using Files = std::map<std::string, std::string>;

Files make_files() {
  World world;
  {
    const auto store = world.open().value();
    for (int i = 0; i < kPosts; ++i) say(*store, i);
    if (!store->seal() || !store->close()) std::abort();
  }
  Files out;
  for (const char* part : {"/log", "/index"}) {
    const std::string folder = std::string(kFolder) + part;
    const auto names = world.disk.list(folder).value();
    for (const auto& name : names) out[folder + "/" + name] = read_file(world.disk, folder + "/" + name).value();
  }
  return out;
}

const Files& sound_files() {
  static const Files kFiles = make_files();
  return kFiles;
}

Files changed(std::string_view changes) {
  Files out = sound_files();
  for (; changes.size() >= 4; changes.remove_prefix(4)) {
    const auto byte = [&](std::size_t at) -> std::size_t { return static_cast<unsigned char>(changes[at]); };
    auto& bytes = std::next(out.begin(), static_cast<std::ptrdiff_t>(byte(0) % out.size()))->second;
    if (bytes.empty()) continue;
    auto& changed_byte = bytes[(byte(1) << 8U | byte(2)) % bytes.size()];
    changed_byte = static_cast<char>(changed_byte ^ changes[3]);
  }
  return out;
}

class Bytes final : public Mapping {
 public:
  explicit Bytes(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string_view bytes() const override { return bytes_; }

 private:
  std::string bytes_;
};

const std::vector<query::Query>& questions() {
  static const std::vector<query::Query> kAll = [] {
    std::vector<query::Query> out;
    for (const char* text :
         {"clio", "cli* -panne", "\"en panne\" OR #essai", "has:link OR author:ana", "@an* OR 👍 OR prix"}) {
      out.push_back(query::parse(text).value());
    }
    return out;
  }();
  return kAll;
}

void ask_unchecked(const std::string& bytes) {
  const auto segment = SealedSegment::open(std::make_unique<Bytes>(bytes), nullptr, Checks::kStructure);
  if (!segment) return;
  const auto& sealed = **segment;
  std::vector<Candidate> candidates;
  for (const auto& question : questions()) {
    Evaluator(question.root(), sealed, sealed.doc_count()).candidates(0, sealed.doc_count(), candidates);
  }
  const Keys keys = sealed.keys();
  keys.each([&](std::uint64_t key, std::uint32_t) { (void)sealed.doc_of(key, 0); });
  (void)sealed.docs_of_author(author_of("file:t", "ana"));
  for (std::uint32_t block = 0; block <= sealed.block_count(); ++block) (void)sealed.spot(block);
}

// Finds what was said, and nothing else.
void ask(const Store& store) {
  for (const auto& question : questions()) {
    const auto page = store.search(question, {});
    for (std::size_t i = 0; page && i < page->hits.size(); ++i) {
      const auto& post = page->hits[i].post;
      if (post.text != text_of(std::atoi(std::string(post.id).c_str()))) std::abort();
    }
  }
}

void ask_store(const Files& files) {
  World world;
  for (const auto& [path, bytes] : files) {
    if (!world.disk.make_folder(folder_of(path)) || !replace_file(world.disk, path, bytes)) std::abort();
  }
  // A log may end anywhere: what is cut off its end was never promised. Any other change is told.
  bool is_damaged = false;
  const std::string last_log = std::prev(sound_files().lower_bound(std::string(kFolder) + "/log0"))->first;
  for (const auto& [path, bytes] : files)
    is_damaged = is_damaged || (path != last_log && bytes != sound_files().at(path));
  const auto report = verify(std::string(kFolder), world.disk);
  if (is_damaged && report && report->damages.empty()) std::abort();
  const auto store = world.open(kSegmentPosts * 8);  // So all of them are small.
  if (!store) return;                                // Refused, with a reason.
  ask(**store);
  const auto posts = (*store)->stats().posts;
  if (!(*store)->keep() || !(*store)->keep()) std::abort();
  if (!is_damaged && (*store)->stats().merges == 0) std::abort();
  if ((*store)->stats().posts != posts) std::abort();
  ask(**store);
  say(**store, kPosts);
  if (!(*store)->get("file:t", std::to_string(kPosts))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Files files = changed({reinterpret_cast<const char*>(bytes), std::min<std::size_t>(size, 256)});
  for (const auto& [path, content] : files) {
    if (path.ends_with(".idx") && content != sound_files().at(path)) ask_unchecked(content);
  }
  ask_store(files);
  return 0;
}
