// One running source: a thread that visits its place, keeps the reader's memory once its loads are durable, and comes
// again after the reader's wait, or after a growing one (1 s to 15 min) when something went wrong.
// Threads: the listener's own, and `done` of the house; status() from any. Dying stops the thread: within about a
// second where the place is slow.
// Errors: told by status() and the log; nothing that a reader does ends another source.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "base/log.h"
#include "base/random.h"
#include "listening/book.h"
#include "source/reader.h"

namespace vigie::listening {

constexpr Micros kRetryWaitMin = std::chrono::seconds(1);
constexpr Micros kRetryWaitMax = std::chrono::minutes(15);

class Listener final : private source::Visit {
 public:
  struct World {
    source::Intake& intake;
    const Clock& clock;
    Log& log;
    Book& book;  // Where the memory is kept.
    std::function<std::unique_ptr<source::Door>(const std::atomic<bool>& stop)> door;
  };
  Listener(const World& world, const Listed& source, std::unique_ptr<source::Reader> reader, std::uint64_t seed);
  ~Listener() override;

  source::Status status() const;
  void stop();  // Asks it to end; the destructor waits for it.

 private:
  struct Shared;  // Outlives the listener while the house still has loads of it.

  source::Door& door() override { return *door_; }
  const Clock& clock() const override { return world_.clock; }
  const std::atomic<bool>& stop() const override { return stop_; }
  const std::string& memory() const override { return memory_; }
  bool hand_over(source::Load load, std::string memory) override;
  Result<void> settle() override;
  void read(Time from, Time until) override;
  void say(source::State state, std::string detail) override;

  void run();
  Result<source::Next> visit_once();
  void keep_memory();
  void rest(Micros wait);

  World world_;
  const std::string name_;
  std::unique_ptr<source::Reader> reader_;
  std::atomic<bool> stop_ = false;
  std::unique_ptr<source::Door> door_;
  std::shared_ptr<Shared> shared_;
  std::string memory_;  // As of the last settling.
  std::string kept_;    // As it stands in the book.
  Random chance_;
  std::thread thread_;
};

}  // namespace vigie::listening
