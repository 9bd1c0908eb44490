// The table of the sample: which post was offered to whom, what they say is right, and how it was read when they said
// so. All SQL is in the .cc. Threads: owned by one at a time. Errors: what the database says.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "judgement/room.h"
#include "post/post.h"
#include "storage/database.h"

namespace vigie::judgement {

// What a person says of a post that was drawn for them.
struct Label {
  std::string source, id;
  post::Mood mood = post::Mood::kNeutral;
  std::optional<post::LanguageId> language;  // None: they did not say.
  post::Mood mood_read = post::Mood::kNeutral;
  post::LanguageId language_read = post::kUnknownLanguage;
  std::string version;  // Of the models that read it so.
  Colleague by;
  Time at{};
};

class SampleBook {
 public:
  static Result<std::unique_ptr<SampleBook>> open(const std::string& path);

  Result<bool> was_offered(std::string_view account, std::string_view source, std::string_view id);
  Result<void> offer(const Colleague& to, std::string_view source, std::string_view id, Time now);
  // kNotFound: it was not offered to them. Said again: the last counts.
  Result<void> keep(const Label& label);

  Result<void> each(const std::function<void(const Label&)>& take);  // The last of each post; by time.
  Result<void> each_post(const std::function<void(const std::string& source, const std::string& id)>& take);
  Result<void> forget(const std::string& source, const std::string& id);

 private:
  explicit SampleBook(std::unique_ptr<storage::Database> database) : database_(std::move(database)) {}
  std::unique_ptr<storage::Database> database_;
};

}  // namespace vigie::judgement
