#include "listening/listening.h"

#include "base/hash.h"
#include "post/batch.h"

namespace vigie::listening {
namespace {

Result<const source::Kind*> checked(const Wanted& wanted) {
  const source::Kind* kind = source::kind_named(wanted.kind);
  if (kind == nullptr) {
    std::string known;
    for (const auto& one : source::kinds()) known += (known.empty() ? "" : ", ") + std::string(one.name);
    return invalid("kind: unknown kind '" + wanted.kind.substr(0, 40) + "'; this version knows: " + known);
  }
  if (wanted.title.size() > kTitleBytesMax) return invalid("title: at most 200 bytes");
  if (wanted.secret.size() > kSecretBytesMax) return invalid("secret: at most 4,096 bytes");
  if (auto ok = source::check_options(*kind, wanted.options, !wanted.secret.empty()); !ok) return ok.error();
  return kind;
}

Error unknown(const std::string& name) { return {ErrorCode::kNotFound, "no source is named " + name}; }

}  // namespace

Result<std::unique_ptr<Listening>> Listening::open(const std::string& database, const std::string& folder,
                                                   const World& world) {
  auto seal = Seal::open(world.disk, folder + "/key");
  if (!seal) return seal.error();
  auto book = Book::open(database, std::move(*seal));
  if (!book) return book.error();
  auto listed = (*book)->list();
  if (!listed) return listed.error();
  std::unique_ptr<Listening> out(new Listening(world));
  out->book_ = std::move(*book);
  for (auto& one : *listed) out->sources_[one.name] = {one, nullptr};
  return out;
}

// All are asked to end before the first is waited for.
Listening::~Listening() {
  closing_ = true;
  const std::lock_guard hold(lock_);
  for (auto& [name, running] : sources_) {
    if (running.listener) running.listener->stop();
  }
}

void Listening::start() {
  const std::lock_guard hold(lock_);
  for (auto& [name, running] : sources_) {
    if (!running.listed.is_paused && !running.listener) begin(running);
  }
}

// What cannot begin says why, and the others go on.
void Listening::begin(Running& running) {
  const std::string& name = running.listed.name;
  running.trouble.clear();
  const auto fail = [&](const Error& error) {
    running.trouble = error.message;
    world_.log.warn("source: not started", {{"source", name}, {"reason", error.message}});
  };
  const auto listed = book_->find(name);  // With the memory as of now.
  if (!listed) return fail(listed.error());
  running.listed = *listed;
  const source::Kind* kind = source::kind_named(listed->kind);
  if (kind == nullptr) return fail(invalid("this version does not know the kind " + listed->kind));
  auto secret = book_->secret_of(name);
  if (!secret) return fail(secret.error());
  const std::uint64_t seed = hash64(name, static_cast<std::uint64_t>(micros_of(world_.clock.now())));
  auto reader = kind->open(listed->options, *secret, seed);
  if (!reader) return fail(reader.error());
  const Listener::World world{world_.intake, world_.clock, world_.log, *book_, world_.door};
  running.listener = std::make_unique<Listener>(world, *listed, std::move(*reader), seed);
}

Result<std::string> Listening::add(const Wanted& wanted, const std::string& by) {
  const auto kind = checked(wanted);
  if (!kind) return kind.error();
  const auto name = source::name_of_source(**kind, wanted.options);
  if (!name) return name.error();
  const std::lock_guard hold(lock_);
  if (sources_.size() >= kSourcesMax) return Error{ErrorCode::kConflict, "200 sources are listened to: remove one"};
  Listed listed;
  listed.name = *name;
  listed.kind = wanted.kind;
  listed.title = wanted.title;
  listed.options = wanted.options;
  listed.has_secret = !wanted.secret.empty();
  listed.added_by = by;
  listed.added_at = world_.clock.now();
  if (auto ok = book_->add(listed, wanted.secret); !ok) return ok.error();
  begin(sources_[*name] = Running{listed, nullptr});
  return *name;
}

Result<void> Listening::pause(const std::string& name) {
  const std::lock_guard hold(lock_);
  const auto at = sources_.find(name);
  if (at == sources_.end()) return unknown(name);
  if (auto ok = book_->set_paused(name, true); !ok) return ok;
  at->second.listed.is_paused = true;
  at->second.listener.reset();
  return {};
}

Result<void> Listening::resume(const std::string& name) {
  const std::lock_guard hold(lock_);
  const auto at = sources_.find(name);
  if (at == sources_.end()) return unknown(name);
  if (auto ok = book_->set_paused(name, false); !ok) return ok;
  at->second.listed.is_paused = false;
  if (!at->second.listener) begin(at->second);
  return {};
}

Result<void> Listening::remove(const std::string& name) {
  const std::lock_guard hold(lock_);
  const auto at = sources_.find(name);
  if (at == sources_.end()) return unknown(name);
  if (auto ok = book_->remove(name); !ok) return ok;
  sources_.erase(at);
  return {};
}

std::vector<source::Status> Listening::list() const {
  const std::lock_guard hold(lock_);
  std::vector<source::Status> out;
  for (const auto& [name, running] : sources_) {
    source::Status status;
    if (running.listener) status = running.listener->status();
    status.name = name;
    status.kind = running.listed.kind;
    if (!running.listener) {
      status.state = running.listed.is_paused ? source::State::kPaused : source::State::kFailed;
      status.detail = running.trouble;
    }
    status.title = running.listed.title;
    status.options = running.listed.options;
    status.has_secret = running.listed.has_secret;
    out.push_back(std::move(status));
  }
  return out;
}

Result<void> Listening::try_out(const Wanted& wanted, std::size_t count, post::Batch& out) const {
  const auto kind = checked(wanted);
  if (!kind) return kind.error();
  auto reader = (*kind)->open(wanted.options, wanted.secret, 1);
  if (!reader) return reader.error();
  const auto door = world_.door(closing_);
  return (*reader)->sample(*door, world_.clock.now(), count, out);
}

}  // namespace vigie::listening
