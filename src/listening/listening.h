// All sources that people added: each with its listener, unless paused. They are started again with the next process.
// Threads: from any, but not from a listener's own thread. Dying stops them all at once.
// Errors: options that are wrong (kInvalid), kConflict for what is there already, kNotFound for what is not.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "listening/listener.h"

namespace vigie::listening {

constexpr std::size_t kSourcesMax = 200;
constexpr std::size_t kTitleBytesMax = 200;
constexpr std::size_t kSecretBytesMax = 4'096;

// What a person asks for.
struct Wanted {
  std::string kind;
  std::string title;
  source::Options options;
  std::string secret;
};

class Listening {
 public:
  struct World {
    source::Intake& intake;
    const Clock& clock;
    Disk& disk;
    Log& log;
    std::function<std::unique_ptr<source::Door>(const std::atomic<bool>& stop)> door;
  };
  // `database` is the house's; `folder` holds the key.
  static Result<std::unique_ptr<Listening>> open(const std::string& database, const std::string& folder,
                                                 const World& world);
  ~Listening();

  void start();                                                          // All that are not paused.
  Result<std::string> add(const Wanted& wanted, const std::string& by);  // Its name.
  Result<void> pause(const std::string& name);
  Result<void> resume(const std::string& name);
  Result<void> remove(const std::string& name);
  std::vector<source::Status> list() const;
  // The newest posts of such a source; keeps nothing.
  Result<void> try_out(const Wanted& wanted, std::size_t count, post::Batch& out) const;

 private:
  struct Running {
    Listed listed;
    std::unique_ptr<Listener> listener;  // None: paused, or it could not begin.
    std::string trouble = {};
  };
  explicit Listening(World world) : world_(std::move(world)) {}
  void begin(Running& running);

  World world_;
  std::unique_ptr<Book> book_;
  std::atomic<bool> closing_ = false;
  mutable std::mutex lock_;
  std::map<std::string, Running> sources_;
};

}  // namespace vigie::listening
