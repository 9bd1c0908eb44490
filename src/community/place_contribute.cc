// How a contribution comes in: a row that is pending, the post, the row that is said. A form that comes twice
// finds the row of its first time.
#include <future>
#include <thread>

#include "base/time_text.h"
#include "community/form_token.h"
#include "community/limits.h"
#include "community/place.h"
#include "community/seal.h"
#include "community/skeleton.h"
#include "text/fold.h"

namespace vigie::community {
namespace {

constexpr std::size_t kKeyBytes = 16;
constexpr std::chrono::milliseconds kTwinWait{20};  // Between two looks at a form that is sent twice at once …
constexpr int kTwinLooks = 250;                     // … of which there are so many.

bool is_key(std::string_view text) {
  return text.size() == 2 * kKeyBytes && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

post::Kind kind_of(const Page& page, const Row& row) {
  if (row.parent != 0) return post::Kind::kReply;
  if (page.said.kind == PageKind::kCall) return post::Kind::kEntry;
  return page.said.kind == PageKind::kProduct ? post::Kind::kReview : post::Kind::kComment;
}

std::string product_of(const Page& page) {
  if (page.said.kind != PageKind::kProduct) return {};
  return page.said.product.empty() ? page.said.title : page.said.product;
}

}  // namespace

Result<void> Place::say(const post::Post& post) {
  source::Load load;
  load.batch.add(post);
  load.patient = false;
  auto heard = std::make_shared<std::promise<Result<source::Outcome>>>();
  auto outcome = heard->get_future();
  if (!world_.intake.submit(std::move(load), [heard](const auto& told) { heard->set_value(told); })) {
    return unavailable("place: the house is closing; send it again later");
  }
  const auto told = outcome.get();
  if (!told) return told.error();
  if (!told->rejects.empty()) return invalid(told->rejects.front().reason);
  if (told->accepted + told->edited + told->duplicates == 0) return invalid("place: the house took no post");
  return {};
}

Result<void> Place::say_page(const Page& page, std::optional<Time> edited_at) {
  const std::string name = brand().value_or(Brand{}).name;
  const std::string source = page.source();
  const std::string url = world_.public_url + address(page);
  const std::string product = product_of(page);
  post::Post post;
  post.id = "page";
  post.source = source;
  post.created_at = page.opened_at;
  post.edited_at = edited_at;
  post.author = {"staff:brand", {}, name};
  post.title = page.said.title;
  post.text = page.said.text;
  post.lang = page.said.lang;
  post.url = url;
  post.brand = name;
  post.product = product;
  return say(post);
}

Result<void> Place::say_contribution(const Page& page, const ContributionDraft& draft, const Row& row) {
  const std::string name = brand().value_or(Brand{}).name;
  const std::string source = page.source();
  const std::string url = world_.public_url + address(page, row.post);
  const std::string product = product_of(page);
  const std::string author = "m:" + text::fold(draft.pseudonym);
  post::Post post;
  post.id = row.post;
  post.source = source;
  post.kind = kind_of(page, row);
  post.created_at = row.created_at;
  post.author = {author, draft.pseudonym, draft.pseudonym};
  post.title = draft.title;
  post.text = draft.text;
  post.url = url;
  post.parent = row.parent == 0 ? std::string_view("page") : std::string_view(draft.parent);
  post.root = "page";
  if (row.stars > 0) post.rating = static_cast<float>(row.stars);
  post.brand = name;
  post.product = product;
  post.experienced_at = draft.experienced_at;
  return say(post);
}

Faults Place::faults(const ContributionDraft& draft, const Page& page) {
  Protected names;
  names.brand = brand().value_or(Brand{}).name;
  std::vector<std::string> products;
  std::vector<std::string> people = world_.household.staff_names();
  looking([&](Tables& tables) {
    if (const auto spoken = tables.staff_names()) people.insert(people.end(), spoken->begin(), spoken->end());
    if (auto sold = tables.products()) products = std::move(*sold);
  });
  names.products = products;
  names.people = people;
  return faults_of(draft, page, names, world_.clock.now());
}

// What was said under the same form. One that is still on its way is waited for.
std::optional<Contributed> Place::said_before(const Page& page, std::string_view form, const std::string& author_key) {
  for (int look = 0; look < kTwinLooks; ++look) {
    const auto row = looking([&](Tables& tables) { return tables.row_of_form(form); });
    if (!row) return Contributed(row.error());
    if (!*row) return std::nullopt;
    if ((*row)->page != page.number) return Contributed(Refused{Refusal::kForged, {}, {}});
    if ((*row)->state != State::kPending) {
      const bool is_own = is_key(author_key) && digest_hex(author_key) == (*row)->author_key;
      return Contributed(Said{(*row)->post, (*row)->root_post, is_own ? author_key : std::string()});
    }
    std::this_thread::sleep_for(kTwinWait);
  }
  return Contributed(unavailable("place: the first sending of this form is still on its way"));
}

std::variant<Row, Refused, Error> Place::take_in(const Page& page, const ContributionDraft& draft,
                                                 std::string_view form) {
  Row row;
  row.page = page.number;
  row.name = draft.pseudonym;
  row.look = look(draft.pseudonym);
  row.author_key = digest_hex(draft.author_key);
  row.form = form;
  row.stars = draft.stars.empty() ? 0 : draft.stars[0] - '0';
  row.created_at = world_.clock.now();
  return inside([&](Inside& all) -> std::variant<Row, Refused, Error> {
    if (!draft.parent.empty()) {
      const auto parent = all.tables.row(page.number, draft.parent);
      if (!parent) return parent.error();
      const bool stands = *parent && (*parent)->state == State::kSaid && !(*parent)->removal;
      if (!stands) return Refused{Refusal::kParentGone, {}, {}};
      row.parent = (*parent)->number;
      row.root = (*parent)->root;
    }
    const auto taken = all.tables.is_taken(page.number, row.look, row.author_key);
    if (!taken) return taken.error();
    if (*taken) return Refused{Refusal::kFaults, {Fault::kPseudonymTaken}, {}};
    auto added = all.tables.add(row);
    if (!added) return added.error();
    all.on_their_way.insert(added->number);
    return *added;
  });
}

Contributed Place::conclude(const Row& row, const std::string& author_key, const Result<void>& said) {
  const auto thread = inside([&](Inside& all) -> Result<std::optional<Row>> {
    all.on_their_way.erase(row.number);
    auto ok = said ? all.tables.set_said(row.number) : all.tables.drop(row.number);
    if (!ok) all.is_unsettled = true;  // The post is durable, or was never taken: the table follows later.
    return all.tables.row(row.page, row.post);
  });
  if (!said) return said.error();
  world_.household.changed();
  const bool is_found = thread && *thread;
  return Said{row.post, is_found ? (*thread)->root_post : row.post, author_key};
}

Contributed Place::contribute(std::string_view slug, ContributionDraft draft) {
  draft = tidy(std::move(draft));
  const auto page = this->page(slug);
  if (!page) return page.error();
  const auto form = read_form_token(secret_, slug, draft.form, world_.door.now());
  if (form.state == FormState::kForged) return Refused{Refusal::kForged, {}, {}};
  if (auto before = said_before(*page, form.number, draft.author_key)) return std::move(*before);
  if (form.state == FormState::kExpired) return Refused{Refusal::kExpired, {}, {}};
  if (!page->is_open(now())) return Refused{Refusal::kClosed, {}, {}};
  if (auto wrong = faults(draft, *page); !wrong.empty()) return Refused{Refusal::kFaults, std::move(wrong), {}};
  const auto wait = rate_.take(draft.address, slug, world_.door.now());
  if (wait.count() > 0) return Refused{Refusal::kTooFast, {}, wait};
  if (!is_key(draft.author_key)) draft.author_key = secret_hex(kKeyBytes);
  const auto taken = take_in(*page, draft, form.number);
  if (const auto* refused = std::get_if<Refused>(&taken)) {
    // Its own twin, of a browser that has no key yet, may have taken the pseudonym in between.
    const auto twin = said_before(*page, form.number, draft.author_key);
    return twin ? *twin : Contributed(*refused);
  }
  if (const auto* error = std::get_if<Error>(&taken)) {
    if (error->code != ErrorCode::kConflict) return *error;
    const auto twin = said_before(*page, form.number, draft.author_key);  // It came in between.
    return twin ? *twin : Contributed(*error);
  }
  const auto& row = std::get<Row>(taken);
  return conclude(row, draft.author_key, say_contribution(*page, draft, row));
}

}  // namespace vigie::community
