// Which attributes does this post speak of, in which clause, and in what mood there? Found by the phrases of
// `attributes.h`; the mood is the mood model's reading of the clause, leaned by what the phrase says by itself ("trop
// cher") and by the mood of the whole post. It reads one post, never its author.
// Threads: immutable, shared by any. Errors: make() says what is wrong with a list.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "image/attributes.h"
#include "mood/clauses.h"
#include "mood/model.h"
#include "post/post.h"
#include "text/words.h"

namespace vigie::image {

// A stretch of a text of the Words, in bytes.
using Stretch = mood::Clause;

// An attribute in one clause.
struct Said {
  std::uint8_t attribute = 0;  // Place in Reader::attributes().
  std::uint32_t clause = 0;    // Place among the clauses of the post,
  Stretch within{};            // and where it stands; it may go on into the next clause ("Le prix ? Honteux.").
  mood::Probabilities mood{};
  int polarity = 0;            // Of its phrases, turned where they are negated.
  std::vector<Stretch> words;  // Its phrases, in order.
};

// An attribute in a post.
struct Told {
  std::uint8_t attribute = 0;
  mood::Probabilities mood{};
  std::vector<Stretch> clauses;  // In order.
};

// One Told for each attribute, by attribute. Of several clauses those with a feeling weigh most.
std::vector<Told> told_of(std::span<const Said> said);

class Reader {
 public:
  static Result<std::shared_ptr<const Reader>> make(std::vector<Attribute> attributes);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  const std::vector<Attribute>& attributes() const { return attributes_; }

  // By clause, then attribute. `clauses`: by mood::clauses_of(). Cost: some microseconds; each clause that speaks of
  // an attribute is read by the model.
  std::vector<Said> read(const mood::Model& model, const text::Words& words, const post::Reading& reading,
                         std::span<const mood::Clause> clauses) const;

 private:
  struct Index;
  explicit Reader(std::vector<Attribute> attributes);

  std::vector<Attribute> attributes_;
  std::unique_ptr<Index> index_;
};

}  // namespace vigie::image
