#include "community/place.h"

#include "base/ascii.h"
#include "community/form_token.h"
#include "community/limits.h"
#include "community/seal.h"

namespace vigie::community {
namespace {

Error no_page(std::string_view slug) {
  return {ErrorCode::kNotFound, "place: there is no page " + std::string(slug.substr(0, kSlugBytesMax))};
}

Error no_contribution() { return {ErrorCode::kNotFound, "place: there is no such contribution"}; }

Result<Page> page_in(Tables& tables, std::string_view slug) {
  auto found = tables.page(slug);
  if (!found) return found.error();
  if (!*found) return no_page(slug);
  return std::move(**found);
}

}  // namespace

Place::Place(const World& world, Tables tables, Tables looking, std::string secret, std::optional<Brand> brand)
    : world_(world),
      secret_(std::move(secret)),
      brand_(std::move(brand)),
      inside_(Inside(std::move(tables))),
      looking_(std::move(looking)) {}

Result<std::unique_ptr<Place>> Place::open(const World& world) {
  auto tables = Tables::open(world.folder + "/vigie.db");
  if (!tables) return tables.error();
  auto secret = tables->secret();
  if (!secret) return secret.error();
  auto brand = tables->brand();
  if (!brand) return brand.error();
  auto looking = Tables::open(world.folder + "/vigie.db");
  if (!looking) return looking.error();
  std::unique_ptr<Place> place(
      new Place(world, std::move(*tables), std::move(*looking), std::move(*secret), std::move(*brand)));
  const auto ok = place->inside_.with([&](Inside& all) { return place->settle(all); });
  if (!ok) return ok.error();
  return place;
}

std::optional<Brand> Place::brand() const {
  return brand_.with([](const auto& brand) { return brand; });
}

Result<void> Place::name_brand(const Brand& brand) {
  auto ok = check_brand(brand);
  if (ok) ok = inside([&](Inside& all) { return all.tables.keep_brand(brand); });
  if (!ok) return ok;
  brand_.with([&](auto& known) { known = brand; });
  world_.household.changed();
  return {};
}

// The row, then the page's words as a post, then its watch; settle_pages() ends what a crash cut off.
Result<Page> Place::open_page(PageDraft draft) {
  if (draft.slug.empty()) draft.slug = slug_of(draft.title);
  if (auto ok = check_page(draft, now()); !ok) return ok.error();
  Page page;
  page.opened_at = now();
  page.said = draft;
  const auto added = inside([&](Inside& all) -> Result<std::int64_t> {
    if (!brand()) return invalid("brand: the place has no name yet; PUT /place gives it one");
    const auto pages = all.tables.pages(true);
    if (pages && pages->size() >= kPagesMax) return invalid("place: at most " + std::to_string(kPagesMax) + " pages");
    auto number = all.tables.add_page(draft, page.opened_at);
    if (number) all.opening.insert(*number);
    return number;
  });
  if (!added && added.error().code == ErrorCode::kConflict) {
    return Error{ErrorCode::kConflict, "slug: " + draft.slug + " is taken"};
  }
  if (!added) return added.error();
  page.number = *added;
  auto said = say_page(page, std::nullopt);
  const auto watch = said ? world_.household.watch(draft.title, "source:" + page.source()) : said.error();
  auto opened = inside([&](Inside& all) -> Result<Page> {
    all.opening.erase(page.number);
    all.is_unsettled = true;  // Until the row is as it should be, here or at the next look.
    if (!watch) return watch.error();
    if (auto ok = all.tables.open_page(page.number, *watch); !ok) return ok.error();
    all.is_unsettled = false;
    return page_in(all.tables, draft.slug);
  });
  if (opened) world_.household.changed();
  return opened;
}

Result<Page> Place::change_page(std::string_view slug, const PageChange& change) {
  auto page = this->page(slug);
  if (!page) return page;
  auto& said = page->said;
  if (change.title) said.title = *change.title;
  if (change.text) said.text = *change.text;
  if (change.product) said.product = *change.product;
  auto checked = said;
  if (change.closes_at) {
    said.closes_at = *change.closes_at;
    checked.closes_at = said.closes_at;
  } else {
    checked.closes_at.reset();  // One that is past already stays.
  }
  if (auto ok = check_page(checked, now()); !ok) return ok.error();
  if (auto ok = inside([&](Inside& all) { return all.tables.change_page(*page); }); !ok) return ok.error();
  if (change.title || change.text || change.product) {
    if (auto ok = say_page(*page, now()); !ok) return ok.error();
  }
  world_.household.changed();
  return page;
}

Result<Page> Place::close_page(std::string_view slug) {
  auto page = this->page(slug);
  if (!page || page->closed_at) return page;
  page->closed_at = now();
  if (auto ok = inside([&](Inside& all) { return all.tables.change_page(*page); }); !ok) return ok.error();
  world_.household.changed();
  return page;
}

Result<Page> Place::renew_motive(std::string_view slug, const MotiveCard& card) {
  auto page = this->page(slug);
  if (!page) return page;
  if (card.removal_reasons != page->motive.card.removal_reasons) {
    return Error{
        ErrorCode::kConflict,
        "motive.removal_reasons: were frozen when the page opened; they are promised to those who have written"};
  }
  if (auto ok = check_card(card); !ok) return ok.error();
  const MotiveVersion renewed{page->motive.version + 1, now(), card};
  if (auto ok = inside([&](Inside& all) { return all.tables.add_motive(page->number, renewed); }); !ok)
    return ok.error();
  page->motive = renewed;
  world_.household.changed();
  return page;
}

Result<Page> Place::page(std::string_view slug) {
  return looking([&](Tables& tables) { return page_in(tables, slug); });
}

Result<std::vector<Page>> Place::pages() {
  return looking([](Tables& tables) { return tables.pages(true); });
}

Result<std::vector<MotiveVersion>> Place::motives(const Page& page) {
  return looking([&](Tables& tables) { return tables.motives(page.number); });
}

Result<Stars> Place::stars(const Page& page) {
  return looking([&](Tables& tables) { return tables.stars(page.number); });
}

// The words are the store's: what is no longer there is shown as gone, and never as if it had not been.
Contribution Place::shown(const Page& page, const Row& row, std::string_view key_digest) const {
  Contribution out;
  out.number = row.number;
  out.post = row.post;
  out.parent = row.parent_post;
  out.root = row.root_post;
  out.is_staff = row.is_staff;
  out.is_own = !row.author_key.empty() && row.author_key == key_digest;
  out.created_at = row.created_at;
  out.replies = row.replies;
  out.removal = row.removal;
  if (out.removal) {
    for (const auto& reason : page.motive.card.removal_reasons) {
      if (reason.id == out.removal->reason) out.removal->words = reason.words;
    }
    return out;
  }
  const auto hit = row.state == State::kSaid ? world_.store.get(page.source(), row.post) : std::optional<store::Hit>();
  out.is_gone = !hit || !*hit;  // A block that cannot be read now is shown as one that is not there.
  if (out.is_gone) return out;
  const auto& post = (*hit)->post;
  out.title = post.title;
  out.text = post.text;
  out.experienced_at = post.experienced_at;
  out.stars = row.stars;
  const std::string_view name = post.author.name.empty() ? post.author.handle : post.author.name;
  const auto comma = row.is_staff ? name.find(", ") : std::string_view::npos;
  out.name = name.substr(0, comma);
  if (comma != std::string_view::npos) out.badge = name.substr(comma + 2);
  return out;
}

Result<Shown> Place::shown(const Page& page, Result<std::vector<Row>> rows, std::size_t limit,
                           std::string_view author_key) {
  if (!rows) return rows.error();
  Shown out;
  const bool has_more = rows->size() > limit;
  if (has_more) rows->resize(limit);
  if (has_more) out.next = rows->back().number;
  const std::string digest = author_key.empty() ? std::string() : digest_hex(author_key);
  for (const auto& row : *rows) out.contributions.push_back(shown(page, row, digest));
  return out;
}

Result<Shown> Place::list(const Page& page, std::int64_t before, std::string_view author_key) {
  auto rows = looking([&](Tables& tables) { return tables.list(page.number, before, kContributionsShown + 1); });
  return shown(page, std::move(rows), kContributionsShown, author_key);
}

Result<Contribution> Place::contribution(const Page& page, std::string_view post, std::string_view author_key) {
  const auto row = looking([&](Tables& tables) { return tables.row(page.number, post); });
  if (!row) return row.error();
  if (!*row || (*row)->state == State::kPending) return no_contribution();
  return shown(page, **row, author_key.empty() ? std::string() : digest_hex(author_key));
}

Result<Shown> Place::thread(const Page& page, const Contribution& root, std::int64_t after,
                            std::string_view author_key) {
  auto rows = looking([&](Tables& tables) { return tables.thread(root.number, after, kRepliesShown + 1); });
  return shown(page, std::move(rows), kRepliesShown, author_key);
}

Result<std::vector<Place::Entry>> Place::newest(const Page* page) {
  const auto all_pages = pages();
  if (!all_pages) return all_pages.error();
  const auto rows = looking([&](Tables& tables) {
    return page != nullptr ? tables.newest_of(page->number, kFeedEntries) : tables.newest(kFeedEntries);
  });
  if (!rows) return rows.error();
  std::vector<Entry> out;
  for (const auto& row : *rows) {
    for (const auto& each : *all_pages) {
      if (each.number != row.page) continue;
      auto contribution = shown(each, row, {});
      if (contribution.stands()) out.push_back({each, std::move(contribution)});
    }
  }
  return out;
}

// The removal is public before the words are gone; start() ends what a crash cut off.
Result<Contribution> Place::remove(std::string_view slug, std::string_view post, std::string_view reason,
                                   std::string_view by) {
  const auto page = this->page(slug);
  if (!page) return page.error();
  Removal removal;
  removal.at = now();
  const auto& reasons = page->motive.card.removal_reasons;
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (reasons[i].id == reason) removal.clause = i + 1;
  }
  if (removal.clause == 0) {
    return invalid("reason: none of the motive card's; what is removed here takes one of them, and nothing else is");
  }
  removal.reason = reason;
  const auto noted = inside([&](Inside& all) -> Result<Row> {
    const auto row = all.tables.row(page->number, post);
    if (!row) return row.error();
    if (!*row || (*row)->state == State::kPending) return no_contribution();
    if (auto ok = all.tables.remove((*row)->number, removal, by); !ok) return ok.error();
    return **row;
  });
  if (!noted && noted.error().code == ErrorCode::kConflict)
    return Error{ErrorCode::kConflict, "id: is removed already"};
  if (!noted) return noted.error();
  const auto erased = world_.household.erase(page->source(), noted->post);
  world_.household.changed();
  if (!erased) return erased.error();
  return contribution(*page, post, {});
}

Result<std::vector<Contribution>> Place::removed(const Page& page) {
  auto rows = looking([&](Tables& tables) { return tables.removed(page.number); });
  if (!rows) return rows.error();
  const auto count = rows->size();
  auto all = shown(page, std::move(rows), count, {});
  if (!all) return all.error();
  return std::move(all->contributions);
}

std::string Place::address(const Page& page, std::string_view post) const {
  std::string out = world_.root + "/place/" + page.said.slug;
  return post.empty() ? out : out + "/" + std::string(post);
}

// A UUID of our own making (RFC 9562, version 8): 128 bits of a seal.
std::string Place::name_for(std::string_view what) const {
  std::string digits = seal_hex(secret_, "name " + std::string(what)).substr(0, 32);
  digits[12] = '8';
  digits[16] = 'a';
  for (const std::size_t at : {20U, 16U, 12U, 8U}) digits.insert(at, "-");
  return "urn:uuid:" + digits;
}

std::string Place::own_name(const Page& page, std::string_view author_key) {
  if (author_key.empty()) return {};
  const auto name = looking([&](Tables& tables) { return tables.last_name(page.number, digest_hex(author_key)); });
  return name ? *name : std::string();
}

std::string Place::form_token(const Page& page) const {
  return make_form_token(secret_, page.said.slug, world_.door.now());
}

}  // namespace vigie::community
