#include "cli/drill_show.h"

#include <algorithm>

#include "base/time_text.h"
#include "base/utf8.h"
#include "cli/drill_scorecard.h"
#include "cli/post_line.h"
#include "cli/terminal_text.h"

namespace vigie::cli {
namespace {

constexpr std::size_t kColumns = 78;
constexpr std::chrono::seconds kBetweenPosts{2};

query::Query any_of(std::span<const rehearsal::SampleWatch> watches) {
  std::string text;
  for (const auto& watch : watches) text += (text.empty() ? "(" : " OR (") + watch.query + ")";
  auto query = query::parse(text);
  return query ? std::move(*query) : query::parse("source:drill").value();
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? "-" : std::to_string((200 * part + whole) / (2 * whole)) + " %";
}

std::string row(std::string_view name, const std::vector<std::string>& cells) {
  constexpr std::size_t kNameColumns = 30;
  std::string out = shown(name);
  const auto used = code_point_count(out);
  out.append(kNameColumns - std::min(kNameColumns, used), ' ');
  for (const auto& cell : cells) out += right(cell, 10);
  return out + "\n";
}

}  // namespace

std::string day_and_hour(Time time) {
  static constexpr std::string_view kDays[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // From 1970-01-01.
  const auto days = micros_of(time) / Micros(std::chrono::hours(24)).count();
  return std::string(kDays[days % 7]) + " " + format_time(time).substr(11, 5);
}

std::string wrapped(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const auto width = code_point_count(word);
    if (used > 0 && used + 1 + width > columns) {
      out += '\n';
      used = 0;
    }
    if (used > 0) out += ' ';
    out += word;
    used += width + (used > 0 ? 1 : 0);
  }
  return out.empty() ? out : out + "\n";
}

DrillShow::DrillShow(const watch::RehearsalRoom& room, bool french, const Tools& tools)
    : room_(room),
      french_(french),
      tools_(tools),
      progress_(tools, "posts said"),
      watched_(any_of(room.performance()->scenario.watches())),
      program_(watched_),
      shown_until_(room.performance()->progress.opening) {}

void DrillShow::tell_story() const {
  const auto& scenario = room_.performance()->scenario;
  tools_.print("REHEARSAL: every author and brand below is invented; nothing goes out.\n\n" +
               shown(word(scenario.title())) + "\n" + wrapped(shown(word(scenario.story())), kColumns) + "\n");
  tools_.flush();
}

bool DrillShow::look() {
  const auto now = *room_.performance();
  if (now.progress.state == source::State::kEnded) return false;
  tell_incidents(now);
  show_a_post(now);
  show_progress(now);
  return true;
}

void DrillShow::tell_incidents(const watch::Performance& now) {
  for (const auto& incident : now.scenario.incidents()) {
    const Time begin = now.progress.begin + incident.begin;
    if (now.progress.now < begin || !begun_.insert(incident.name).second) continue;
    progress_.clear();
    tools_.print("\n" + day_and_hour(begin) + "  " + shown(word(incident.title)) + "\n\n");
  }
}

void DrillShow::show_a_post(const watch::Performance& now) {
  const auto wall = std::chrono::steady_clock::now();
  if (wall - shown_at_ < kBetweenPosts || now.progress.now <= shown_until_) return;
  store::SearchOptions newest;
  newest.limit = 1;
  newest.span = {shown_until_, now.progress.now};
  const auto page = room_.house()->store().search(watched_, newest);
  if (!page || page->hits.empty()) return;
  shown_at_ = wall;
  shown_until_ = page->hits[0].post.created_at + Micros(1);
  progress_.clear();
  tools_.print(line_of(page->hits[0], &program_).print(tools_.styled) + "\n");
  tools_.flush();
}

void DrillShow::show_progress(const watch::Performance& now) {
  const auto& so_far = now.progress;
  const auto share = std::chrono::duration<double>(so_far.now - so_far.opening) / (so_far.end - so_far.opening);
  const auto left = std::chrono::duration_cast<std::chrono::seconds>((so_far.end - so_far.now) / so_far.speed);
  progress_.show_line(day_and_hour(so_far.now) + "  " + bar_of(std::clamp(share, 0.0, 1.0)) + "  " +
                      grouped(so_far.said.posts) + " posts said, " + std::to_string(left.count()) + " s left");
}

void DrillShow::tell_counts() {
  progress_.clear();
  const auto now = *room_.performance();
  const auto house = room_.house();
  tools_.print("\n" + row("", {"posts", "voices", "negative", "neutral", "positive"}));
  const auto list = house->watches().list();
  for (const auto id : now.watches) {
    const auto* watch = list->find(id);
    if (watch == nullptr) continue;
    const store::Span all{now.progress.begin, now.progress.end + Micros(1)};
    const auto counted = house->store().histogram(watch->query, all, all.to - all.from);
    if (!counted) continue;
    const auto& total = counted->total;
    tools_.print(
        row(watch->said.name, {grouped(total.posts), grouped(total.voices), percent(total.negative, total.posts),
                               percent(total.neutral, total.posts), percent(total.positive, total.posts)}));
  }
  const auto& said = now.progress.said;
  tools_.print("\n" + grouped(said.posts) + " posts said up to " + day_and_hour(now.progress.now) + ", " +
               grouped(said.deletions) + " of them taken back by their authors.\n");
  if (now.policy == rehearsal::Policy::kNone) return;
  tools_.print("\n" + scorecard_text({room_.drill()->outcome()}, now.progress.opening, french_));
}

}  // namespace vigie::cli
