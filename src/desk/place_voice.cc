#include "desk/place_voice.h"

#include <future>

namespace vigie::desk {
namespace {

constexpr std::string_view kPlace = "place:";
constexpr std::string_view kPage = "page";  // The id of what opens a page of the place.

}  // namespace

bool PlaceVoice::speaks_to(std::string_view source) const {
  return options_.speaks_everywhere || source.starts_with(kPlace);
}

bool PlaceVoice::is_us(std::string_view, std::string_view author_id) const { return author_id.starts_with("staff:"); }

Result<source::Said> PlaceVoice::say(const source::Outgoing& outgoing) {
  const bool in_place = std::string_view(outgoing.source).starts_with(kPlace);
  const source::Said said{
      "r" + outgoing.key,
      in_place ? options_.public_url + "/place/" + outgoing.source.substr(kPlace.size()) + "/r" + outgoing.key : ""};
  post::Post post;
  post.id = said.id;
  post.source = outgoing.source;
  post.kind = post::Kind::kReply;
  post.created_at = outgoing.said_at;
  post.author.id = outgoing.author_id;
  post.author.handle = outgoing.author_handle;
  post.author.name = outgoing.author_name;
  post.text = outgoing.text;
  post.lang = outgoing.lang;
  post.url = said.url;
  post.parent = outgoing.parent;
  const std::string root = in_place ? std::string(kPage) : outgoing.root;
  post.root = root;
  source::Load load;
  load.patient = false;
  load.batch.add(post);
  auto told = std::make_shared<std::promise<Result<source::Outcome>>>();
  auto fate = told->get_future();
  if (!intake_.submit(std::move(load), [told](const Result<source::Outcome>& outcome) { told->set_value(outcome); })) {
    return unavailable("the house is closing");
  }
  const auto outcome = fate.get();
  if (!outcome) return outcome.error();
  if (!outcome->rejects.empty()) return invalid(outcome->rejects.front().reason);
  // A duplicate of what was erased meanwhile is no answer any more.
  if (!store_.knows(outgoing.source, said.id)) return invalid("it was said here before, and taken away");
  return said;
}

}  // namespace vigie::desk
