#include "watch/house.h"

#include <algorithm>
#include <future>

#include "query/document.h"

namespace vigie::watch {
namespace {

constexpr std::chrono::seconds kKeepEvery{5};
constexpr std::chrono::seconds kFoldJournalEvery{15};
constexpr std::chrono::seconds kTickEvery{1};
constexpr std::chrono::seconds kFoldEvery{1};  // Looked after, that is; fold() does nothing unless it pays.
constexpr int kQuietLooks = 10;                // So often found unchanged, the watches are folded whatever it pays.
constexpr std::string_view kMarkerText =
    "The posts in this folder are invented: it belongs to a rehearsal. It may be removed whole.\n";

// Tables forget at once what is gone, but the journal of the database holds their pages as they were until it is folded
// in: what a table copied of a post must be gone within the minute too. Whoever reads or writes just then is waited
// for, and the next round tries again.
class JournalKeeper {
 public:
  JournalKeeper(const std::string& folder, Log& log) : log_(log) {
    auto database = storage::Database::open(folder + "/vigie.db");
    if (database) {
      database_ = std::move(*database);
    } else {
      log_.warn("journal of the database not kept short", {{"reason", database.error().message}});
    }
  }
  void keep() {
    const auto now = std::chrono::steady_clock::now();
    if (!database_ || now - folded_at_ < kFoldJournalEvery) return;
    folded_at_ = now;
    const auto ok = database_->query("PRAGMA wal_checkpoint(TRUNCATE)", {}, [](const storage::Row&) {});
    if (!ok) log_.warn("journal of the database not folded in", {{"reason", ok.error().message}});
  }

 private:
  Log& log_;
  std::unique_ptr<storage::Database> database_;
  std::chrono::steady_clock::time_point folded_at_{};
};

}  // namespace

bool is_rehearsal_folder(Disk& disk, const std::string& folder) {
  return static_cast<bool>(disk.open_to_read(folder + "/" + std::string(kRehearsalMarker)));
}

// Events are numbered by our time: a rehearsal's clock may pass the same hour twice.
House::House(HouseOptions options, const World& world)
    : options_(std::move(options)), world_(world), live_(SystemClock().now()) {}

Result<std::unique_ptr<House>> House::open(const HouseOptions& options, const World& world) {
  std::unique_ptr<House> house(new House(options, world));
  store::Options store_options;
  store_options.folder = options.folder;
  store_options.disk = &world.disk;
  store_options.clock = &world.clock;
  store_options.log = &world.log;
  store_options.seal_in_keep = true;
  store_options.stop = world.stop;
  auto store = store::Store::open(store_options);
  if (!store) return store.error();
  house->store_ = std::move(*store);
  if (auto ok = house->mark(); !ok) return ok.error();
  auto database = storage::Database::open(options.folder + "/vigie.db");
  if (!database) return database.error();
  house->database_ = std::move(*database);
  auto watches = Watches::open(*house->database_, world.clock);
  if (!watches) return watches.error();
  house->watches_ = std::move(*watches);
  for (const auto& problem : house->watches_->problems()) {
    world.log.error("a saved watch can no longer be read and is left aside; it stays in the database",
                    {{"watch", problem}});
  }
  auto refusals = refusal::Refusals::open(options.folder, {world.disk, world.clock});
  if (!refusals) return refusals.error();
  house->refusals_ = std::move(*refusals);
  house->pipeline_ = std::make_unique<Pipeline>(Pipeline::Parts{*house->store_, *house->watches_, *house->refusals_,
                                                                world.models, house->live_, world.clock, world.log});
  house->replay_ = std::make_unique<Replay>(house->live_, *house->store_, *house->watches_);
  house->started_at_ = world.clock.now();
  return house;
}

Result<void> House::mark() {
  rehearsal_ = is_rehearsal_folder(world_.disk, options_.folder);
  if (rehearsal_ || !options_.rehearsal) return {};
  if (store_->stats().posts > 0) {
    return Error{ErrorCode::kRefused, options_.folder + ": holds real posts; a rehearsal needs a folder of its own"};
  }
  rehearsal_ = true;
  return replace_file(world_.disk, options_.folder + "/" + std::string(kRehearsalMarker), kMarkerText);
}

House::~House() {
  if (const auto ok = stop(); !ok) world_.log.error("house not stopped calmly", {{"reason", ok.error().message}});
}

void House::start() {
  for (unsigned i = 0; i < std::max(1U, options_.workers); ++i) {
    pipeline_threads_.emplace_back([this] { pipeline_->run_worker(); });
  }
  pipeline_threads_.emplace_back([this] { pipeline_->run_writer(); });
  other_threads_.emplace_back([this] { run_keeper(); });
  other_threads_.emplace_back([this] { run_ticker(); });
  other_threads_.emplace_back([this] { fold_watches(); });
  other_threads_.emplace_back([this] { replay_->run(); });
}

void House::wait_for_pipeline() {
  for (auto& thread : pipeline_threads_) thread.join();
  pipeline_threads_.clear();
}

Result<void> House::stop() {
  {
    const std::lock_guard lock(stop_mutex_);
    stopping_ = true;
  }
  stop_signal_.notify_all();
  if (pipeline_) pipeline_->close();
  wait_for_pipeline();
  live_.say_goodbye();
  for (auto& thread : other_threads_) thread.join();
  other_threads_.clear();
  return store_ ? store_->close() : Result<void>{};
}

bool House::sleep(std::chrono::milliseconds wait) {
  std::unique_lock lock(stop_mutex_);
  return !stop_signal_.wait_for(lock, wait, [&] { return stopping_; });
}

void House::run_keeper() {
  auto retained_at = std::chrono::steady_clock::time_point{};
  JournalKeeper journal(options_.folder, world_.log);
  while (sleep(kKeepEvery)) {
    journal.keep();
    if (const auto ok = store_->keep(); !ok) world_.log.warn("keeping failed", {{"reason", ok.error().message}});
    const auto now = std::chrono::steady_clock::now();
    if (!options_.keep_for || now - retained_at < options_.retain_every) continue;
    retained_at = now;
    const auto dropped = store_->retain(world_.clock.now() - *options_.keep_for);
    if (!dropped) world_.log.warn("retention failed", {{"reason", dropped.error().message}});
    if (dropped && *dropped > 0) world_.log.info("posts forgotten by age", {{"posts", *dropped}});
  }
}

void House::run_ticker() {
  while (sleep(kTickEvery)) live_.tick(world_.clock.now(), std::chrono::steady_clock::now());
}

void House::fold_watches() {
  auto seen = watches_->list();
  int unchanged = 0;
  while (sleep(kFoldEvery)) {
    const auto now = watches_->list();
    unchanged = now == seen ? unchanged + 1 : 0;
    seen = now;
    watches_->fold(unchanged >= kQuietLooks);
  }
}

Result<source::Outcome> House::hand_over_and_wait(const post::Item& item) {
  source::Load load;
  load.batch.add(item);
  return hand_over_and_wait(std::move(load));
}

Result<source::Outcome> House::hand_over_and_wait(source::Load load) {
  load.patient = false;
  auto heard = std::make_shared<std::promise<Result<source::Outcome>>>();
  auto outcome = heard->get_future();
  const bool taken =
      pipeline_->submit(std::move(load), [heard](const Result<source::Outcome>& o) { heard->set_value(o); });
  if (!taken) return unavailable("house: closing");
  auto told = outcome.get();
  if (told && !told->rejects.empty()) return invalid(told->rejects.front().reason);
  return told;
}

Result<bool> House::erase_post(std::string_view source, std::string_view id) {
  if (!store_->knows(source, id)) return false;
  post::Item item;
  item.act = post::Act::kDelete;
  item.post.source = source;
  item.post.id = id;
  const auto outcome = hand_over_and_wait(item);
  if (!outcome) return outcome.error();
  return outcome->deleted > 0;  // Else somebody was faster.
}

post::Reading House::read(const post::Post& post, std::optional<post::LanguageId> language) const {
  text::Words words;
  query::read_words(post, words);
  const auto guess = world_.models.language.read(words, post.lang);  // As a worker's readers do, to the last bit.
  const auto moods = world_.models.mood.read(words, language.value_or(guess.language));
  post::Reading reading{guess.language, guess.p};
  std::copy(moods.begin(), moods.end(), reading.mood_p);
  return store::kept(reading);
}

Result<void> House::correct(const post::Post& post, const post::Correction& correction) {
  post::Item item;
  item.post = post;
  item.correction = correction;
  const auto outcome = hand_over_and_wait(item);
  if (!outcome) return outcome.error();
  if (outcome->fates.at(0) != post::Fate::kRejected) return {};
  const auto kept = store_->get(post.source, post.id);
  if (!kept) return kept.error();  // It cannot be read, and so not be read anew.
  if (!*kept) return Error{ErrorCode::kNotFound, "there is no such post"};
  return Error{ErrorCode::kConflict, "the post was edited since it was read: read it again"};
}

Result<std::uint64_t> House::forget_author(std::string_view source, std::string_view author_id) {
  post::Item item;
  item.act = post::Act::kForgetAuthor;
  item.post.source = source;
  item.post.author.id = author_id;
  const auto outcome = hand_over_and_wait(item);
  if (!outcome) return outcome.error();
  return outcome->forgotten;
}

}  // namespace vigie::watch
