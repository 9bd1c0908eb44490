// What reads a post: the models of language, of mood, and of mood toward somebody, loaded once, shared by every worker.
// Threads: immutable. Errors: load() names the model that is broken.
#pragma once

#include <string_view>

#include "base/result.h"
#include "language/model.h"
#include "language/reader.h"
#include "mood/model.h"
#include "mood/reader.h"
#include "mood/toward.h"
#include "post/post.h"
#include "text/words.h"

namespace vigie::watch {

struct Models {
  language::Model language;
  mood::Model mood;
  mood::Toward toward;

  struct Bytes {
    std::string_view language, mood, toward;
  };
  static Result<Models> load(const Bytes& bytes) {
    auto language = language::Model::from_bytes(bytes.language);
    if (!language) return language.error();
    auto mood = mood::Model::from_bytes(bytes.mood);
    if (!mood) return mood.error();
    auto toward = mood::Toward::from_bytes(bytes.toward);
    if (!toward) return toward.error();
    return Models{std::move(*language), std::move(*mood), std::move(*toward)};
  }
};

// What one thread reads posts with; it remembers words, so it is kept from load to load.
// Threads: owned by one thread.
class Readers {
 public:
  explicit Readers(const Models& models) : language_(models.language), mood_(models.mood) {}

  void read_language(const post::Post& post, const text::Words& words, post::Reading& reading) {
    const auto guess = language_.read(words, post.lang);
    reading.language = guess.language;
    reading.language_p = guess.p;
  }

  // After read_language(): a word weighs by its language.
  void read_mood(const text::Words& words, post::Reading& reading) {
    const auto moods = mood_.read(words, reading.language);
    for (std::size_t i = 0; i < moods.size(); ++i) reading.mood_p[i] = moods[i];
  }

  // After read_language(): what a person said of it.
  static void take_language(post::LanguageId right, post::Reading& reading) {
    reading.language = right;
    reading.language_p = 1;
    reading.is_language_corrected = true;
  }
  // After read_mood().
  static void take_mood(post::Mood right, post::Reading& reading) {
    for (float& p : reading.mood_p) p = 0;
    reading.mood_p[static_cast<std::size_t>(right)] = 1;
    reading.is_mood_corrected = true;
  }

 private:
  language::Reader language_;
  mood::Reader mood_;
};

}  // namespace vigie::watch
