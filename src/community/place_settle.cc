// What a crash left half done, and what the house tells of posts in our sources: a reply of the staff, an erasure.
#include <algorithm>

#include "community/place.h"
#include "query/query.h"

namespace vigie::community {
namespace {

constexpr std::size_t kNotesMax = 10'000;
constexpr std::size_t kRowsAtOnce = 1'000;
constexpr std::chrono::hours kStaffOverlap{1};  // Clocks may have stepped back.
constexpr std::string_view kStaff = "staff:";
constexpr std::string_view kOurs = "place:";

}  // namespace

void Place::heard(const post::Item& item, post::Fate fate) {
  const auto& post = item.post;
  if (!post.source.starts_with(kOurs)) return;
  if (fate != post::Fate::kAccepted && fate != post::Fate::kDeleted && item.act != post::Act::kForgetAuthor) return;
  const bool is_staff_reply = post.author.id.starts_with(kStaff) && post.id != "page";
  const bool is_played = world_.is_played && post.id != "page";
  if (item.act == post::Act::kSay && !is_staff_reply && !is_played) return;
  notes_.with([&](Notes& all) {
    is_behind_ = true;
    if (all.notes.size() >= kNotesMax) {
      all.has_lost = true;
      return;
    }
    const auto& name = post.author.name.empty() ? post.author.handle : post.author.name;
    all.notes.push_back({item.act, std::string(post.source), std::string(post.id), std::string(post.parent),
                         std::string(post.author.id), std::string(name), post.created_at});
  });
}

// What came while somebody was inside is for whoever looks next.
Place::Abreast::~Abreast() {
  place.notes_.with(
      [&](const Notes& notes) { place.is_behind_ = all.is_unsettled || notes.has_lost || !notes.notes.empty(); });
}

// Before each look: nothing that was heard is missed, and no thread is needed for it.
void Place::catch_up(Inside& all) {
  const auto heard = notes_.with([](Notes& notes) { return std::exchange(notes, {}); });
  for (const auto& note : heard.notes) this->note(all.tables, note);
  if (heard.has_lost) all.is_unsettled = true;
  if (all.is_unsettled && settle(all)) all.is_unsettled = false;
}

// What fails here is found again by the next settle(), as the store knows it.
void Place::note(Tables& tables, const Note& note) {
  if (note.act == post::Act::kSay) {
    (void)add_heard(tables, note);
    return;
  }
  const auto page = tables.page(note.source.substr(kOurs.size()));
  if (!page || !*page) return;
  if (note.act == post::Act::kForgetAuthor) {
    (void)look_for_gone(tables);
    return;
  }
  const auto row = tables.row((*page)->number, note.id);
  if (row && *row && !(*row)->removal) (void)tables.forget((*row)->number);
}

Result<void> Place::add_heard(Tables& tables, const Note& note) {
  const auto page = tables.page(note.source.substr(kOurs.size()));
  if (!page) return page.error();
  if (!*page) return {};
  const auto known = tables.row((*page)->number, note.id);
  if (!known || *known) return known ? Result<void>{} : known.error();
  Row row;
  row.page = (*page)->number;
  row.post = note.id;
  row.name = note.author_name;
  row.created_at = note.created_at;
  row.is_staff = note.author_id.starts_with(kStaff);
  row.state = State::kSaid;
  const auto parent = tables.row(row.page, note.parent);
  if (!parent) return parent.error();
  if (*parent) {
    row.parent = (*parent)->number;
    row.root = (*parent)->root;
  }
  const auto added = tables.add(row);
  return added ? Result<void>{} : added.error();
}

Result<void> Place::settle(Inside& all) {
  auto ok = settle_pages(all);
  if (ok) ok = settle_rows(all);
  if (ok) ok = look_for_gone(all.tables);
  if (ok) ok = look_for_staff(all.tables);
  return ok;
}

// A page whose words are kept is open; one whose words are not was never told to be.
Result<void> Place::settle_pages(Inside& all) {
  auto& tables = all.tables;
  const auto opening = tables.pages(false);
  if (!opening) return opening.error();
  for (const auto& page : *opening) {
    if (all.opening.contains(page.number)) continue;
    if (!world_.store.knows(page.source(), "page")) {
      if (auto ok = tables.drop_page(page.number); !ok) return ok;
      continue;
    }
    const auto watch = world_.household.watch(page.said.title, "source:" + page.source());
    if (!watch) return watch.error();
    if (auto ok = tables.open_page(page.number, *watch); !ok) return ok;
  }
  return {};
}

Result<void> Place::settle_rows(Inside& all) {
  const auto pages = all.tables.pages(true);
  if (!pages) return pages.error();
  const auto pending = all.tables.rows(State::kPending, 0, kRowsAtOnce);
  if (!pending) return pending.error();
  for (const auto& row : *pending) {
    if (all.on_their_way.contains(row.number)) continue;
    const auto page =
        std::find_if(pages->begin(), pages->end(), [&](const Page& each) { return each.number == row.page; });
    const bool is_kept = page != pages->end() && world_.store.knows(page->source(), row.post);
    auto ok = is_kept ? all.tables.set_state(row.number, State::kSaid) : all.tables.drop(row.number);
    if (!ok) return ok;
  }
  return {};
}

// What was erased while nobody listened: of a post that is gone no name stays here either.
Result<void> Place::look_for_gone(Tables& tables) {
  const auto pages = tables.pages(true);
  if (!pages) return pages.error();
  for (std::int64_t after = 0;;) {
    const auto rows = tables.rows(State::kSaid, after, kRowsAtOnce);
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
      after = row.number;
      const auto page =
          std::find_if(pages->begin(), pages->end(), [&](const Page& each) { return each.number == row.page; });
      if (row.removal || page == pages->end() || world_.store.knows(page->source(), row.post)) continue;
      if (auto ok = tables.forget(row.number); !ok) return ok;
    }
    if (rows->size() < kRowsAtOnce) return {};
  }
}

// What our people said that no row tells of: said after the last that one does.
Result<void> Place::look_for_staff(Tables& tables) {
  const auto newest = tables.newest_of_staff();
  if (!newest) return newest.error();
  const auto query = query::parse("source:place kind:reply");
  if (!query) return query.error();
  store::SearchOptions options;
  options.limit = kRowsAtOnce;
  options.span.from = *newest == Time{} ? Time::min() : *newest - kStaffOverlap;
  do {
    const auto page = world_.store.search(*query, options);
    if (!page) return page.error();
    for (const auto& hit : page->hits) {
      const auto& post = hit.post;
      if (!post.author.id.starts_with(kStaff)) continue;
      auto ok =
          add_heard(tables, {post::Act::kSay, std::string(post.source), std::string(post.id), std::string(post.parent),
                             std::string(post.author.id), std::string(post.author.name), post.created_at});
      if (!ok) return ok;
    }
    options.cursor = page->next_cursor;
  } while (!options.cursor.empty());
  return {};
}

void Place::start() {
  const auto removed = inside([](Inside& all) { return all.tables.removed_all(); });
  const auto pages = this->pages();
  if (!removed || !pages) return;
  for (const auto& row : *removed) {
    for (const auto& page : *pages) {
      if (page.number != row.page || !world_.store.knows(page.source(), row.post)) continue;
      (void)world_.household.erase(page.source(), row.post);
    }
  }
}

}  // namespace vigie::community
