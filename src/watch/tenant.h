// Who lives in a house besides its posts, and hears of each that is kept: its desk, its place of exchange.
// Threads: heard(), said() by the house's writer, which they must not block. Errors: none; who cannot take a post now
// finds it in the store.
#pragma once

#include <span>

#include "post/post.h"
#include "query/document.h"
#include "watch/relevance.h"
#include "watch/watches.h"

namespace vigie::watch {

class Tenant {
 public:
  virtual ~Tenant() = default;
  virtual void start() {}  // Once the house takes posts.
  virtual void stop() {}   // Before it stops to; whatever the tenant's own threads do ends.
  // An item was kept, and a search finds it; it is durable soon. `watches` are those that it matches. What is
  // borrowed lives until the call returns.
  virtual void heard(const post::Item& item, const post::Reading& reading, std::span<const WatchId> watches,
                     post::Fate fate) = 0;
  // After heard(), of a post that is new: with its words, which nobody need find again.
  virtual void said(const query::Document&, std::span<const WatchId>) {}
  // What live listeners are told of each post; null: nothing. As long as the tenant.
  virtual const Relevance* relevance() const { return nullptr; }
};

}  // namespace vigie::watch
