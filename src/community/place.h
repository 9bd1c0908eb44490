// The place of exchange that a brand hosts: pages that open with a motive card, contributions that anybody writes
// under a pseudonym and that appear at once, removals with a reason of the card and a stone in their place.
// Each contribution is a post in the house's store like all others, of the source `place:SLUG`; here are only who
// wrote which, and what was removed. There is no way to remove anything without a trace.
//
// Threads: any; heard() by the house's writer, which it does not hold up. The rest may wait for the disk.
// Errors: kNotFound, kInvalid with the member that is wrong, kConflict, kRefused, kUnavailable while the disk
// refuses; what the author of a contribution can mend is told as Refused. Owns: its tables.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/result.h"
#include "community/contribution.h"
#include "community/page.h"
#include "community/rate.h"
#include "community/tables.h"
#include "post/post.h"
#include "source/intake.h"
#include "store/store.h"

namespace vigie::community {

// What the place asks of the house that it stands in, besides to take its posts.
class Household {
 public:
  virtual ~Household() = default;
  // False: there is no such post. Durable on return.
  virtual Result<bool> erase(std::string_view source, std::string_view id) = 0;
  // The watch of exactly that query, made if there is none.
  virtual Result<std::uint32_t> watch(const std::string& name, const std::string& query) = 0;
  virtual void changed() = 0;                                // Whoever looks at the place should look again.
  virtual std::vector<std::string> staff_names() const = 0;  // Whom no pseudonym may imitate.
};

class Place {
 public:
  struct World {
    Household& household;
    source::Intake& intake;
    const store::Store& store;
    const Clock& clock;      // The house's; a rehearsal's runs as it likes.
    const Clock& door;       // Of those who come: how old a form is, how often somebody writes.
    std::string folder;      // DATA
    std::string root;        // Before `/place` in every address: "", or "/rehearsal".
    std::string public_url;  // `https://voix.example`; empty: addresses in posts have no host.
    bool is_played = false;  // In a rehearsal: its public speaks here without a form.
  };
  // Sees to what a crash has left half done.
  static Result<std::unique_ptr<Place>> open(const World& world);
  // Once the house takes posts: erases what was removed when a crash came.
  void start();
  void heard(const post::Item& item, post::Fate fate);

  std::optional<Brand> brand() const;  // None: nobody has named it yet, and no page opens. Waits for nothing.
  Result<void> name_brand(const Brand& brand);

  Result<Page> open_page(PageDraft draft);
  struct PageChange {
    std::optional<std::string> title, text, product;
    std::optional<std::optional<Time>> closes_at;
  };
  Result<Page> change_page(std::string_view slug, const PageChange& change);
  Result<Page> close_page(std::string_view slug);
  // A new version; `card.removal_reasons` are those of the opening, or kConflict.
  Result<Page> renew_motive(std::string_view slug, const MotiveCard& card);
  Result<Page> page(std::string_view slug);  // kNotFound
  Result<std::vector<Page>> pages();         // Newest first.
  Result<std::vector<MotiveVersion>> motives(const Page& page);
  Result<Stars> stars(const Page& page);

  // `author_key` is of who looks. What answers the page, newest first, beyond the number `before`.
  Result<Shown> list(const Page& page, std::int64_t before, std::string_view author_key);
  // One contribution, kNotFound where it never was; and what stands under it, oldest first, beyond `after`.
  Result<Contribution> contribution(const Page& page, std::string_view post, std::string_view author_key);
  Result<Shown> thread(const Page& page, const Contribution& root, std::int64_t after, std::string_view author_key);
  struct Entry {
    Page page;
    Contribution contribution;
  };
  Result<std::vector<Entry>> newest(const Page* page);  // Those that stand; null: of all pages.

  // Under which name that browser wrote last on the page; empty: it has not.
  std::string own_name(const Page& page, std::string_view author_key);
  std::string form_token(const Page& page) const;
  Contributed contribute(std::string_view slug, ContributionDraft draft);

  // kInvalid: the reason is none of the card. kConflict: it is removed already.
  Result<Contribution> remove(std::string_view slug, std::string_view post, std::string_view reason,
                              std::string_view by);
  Result<std::vector<Contribution>> removed(const Page& page);

  // Where a page, or a contribution, is: `/rehearsal/place/notre-pub/c12`.
  std::string address(const Page& page, std::string_view post = {}) const;
  const std::string& root() const { return world_.root; }
  const std::string& public_url() const { return world_.public_url; }
  Time now() const { return world_.clock.now(); }
  std::string name_for(std::string_view what) const;  // `urn:uuid:…`, the same for the same words, of this place alone.

 private:
  struct Inside {
    explicit Inside(Tables opened) : tables(std::move(opened)) {}
    Tables tables;
    std::set<std::int64_t> on_their_way;  // Contributions that somebody waits for.
    std::set<std::int64_t> opening;       // Pages, likewise.
    bool is_unsettled = false;            // Some row is pending, and nobody waits for it.
  };
  // What the writer tells of posts in our sources.
  struct Note {
    post::Act act = post::Act::kSay;
    std::string source, id, parent, author_id, author_name;
    Time created_at{};
  };
  struct Notes {
    std::vector<Note> notes;
    bool has_lost = false;  // More than kNotesMax: the store must be asked.
  };

  Place(const World& world, Tables tables, Tables looking, std::string secret, std::optional<Brand> brand);

  template <typename Work>
  auto inside(Work&& work) {
    return inside_.with([&](Inside& all) {
      catch_up(all);
      const Abreast abreast{*this, all};
      return work(all);
    });
  }
  // Looks, and changes nothing: waits for no commit of another, unless something was heard that no row tells of yet.
  template <typename Work>
  auto looking(Work&& work) {
    if (is_behind_) inside([](Inside&) { return true; });
    return looking_.with([&](Tables& tables) { return work(tables); });
  }
  // Notes, at the end of its scope, whether whoever looks must have the rows written first.
  struct Abreast {
    Place& place;
    const Inside& all;
    ~Abreast();
  };
  Result<void> settle(Inside& all);
  Result<void> settle_pages(Inside& all);
  Result<void> settle_rows(Inside& all);
  Result<void> look_for_gone(Tables& tables);
  Result<void> look_for_staff(Tables& tables);
  void catch_up(Inside& all);
  void note(Tables& tables, const Note& note);
  Result<void> add_heard(Tables& tables, const Note& note);

  Result<void> say(const post::Post& post);
  Result<void> say_page(const Page& page, std::optional<Time> edited_at);
  Result<void> say_contribution(const Page& page, const ContributionDraft& draft, const Row& row);
  std::variant<Row, Refused, Error> take_in(const Page& page, const ContributionDraft& draft, std::string_view form);
  Contributed conclude(const Row& row, const std::string& author_key, const Result<void>& said);
  std::optional<Contributed> said_before(const Page& page, std::string_view form, const std::string& author_key);
  Contribution shown(const Page& page, const Row& row, std::string_view key_digest) const;
  Result<Shown> shown(const Page& page, Result<std::vector<Row>> rows, std::size_t limit, std::string_view author_key);
  Faults faults(const ContributionDraft& draft, const Page& page);

  World world_;
  std::string secret_;
  Rate rate_;
  Guarded<std::optional<Brand>> brand_;  // As in the table.
  Guarded<Inside> inside_;
  Guarded<Tables> looking_;  // A connection of its own: a reader of the file waits for no writer.
  Guarded<Notes> notes_;
  std::atomic<bool> is_behind_ =
      false;  // Something was heard, or is unsettled, that the rows do not tell. Set with notes_.
};

}  // namespace vigie::community
