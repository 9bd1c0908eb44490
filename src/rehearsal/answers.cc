#include "rehearsal/answers.h"

#include "rehearsal/rhythm.h"
#include "rehearsal/typing.h"

namespace vigie::rehearsal {
namespace {

const SayRule& on_topic(const Sayings& sayings, std::uint16_t topic, Tongue tongue) {
  if (topic >= sayings.on.size() || !sayings.on[topic][static_cast<std::size_t>(tongue)]) return sayings.says;
  return sayings.on[topic];
}

}  // namespace

void AnswerWriter::write(const Deed& deed, post::Post& post) {
  const auto tongue = static_cast<std::size_t>(deed.about.post.tongue);
  const bool asks = deed.about.intent == Intent::kAsk;
  const Sayings& sayings = deed.by == By::kExpert ? script_.experts[deed.expert].says
                           : asks                 ? script_.spokesperson->says_ask
                                                  : script_.spokesperson->says;
  const SayRule& says = on_topic(sayings, deed.about.post.topic, deed.about.post.tongue);
  const auto now = week_moment(script_, deed.at);
  const auto person = deed.about.post.person;
  Choices said;
  const Speaker speaker{true,
                        true,
                        person == kNobody ? std::string_view() : std::string_view(people_.at(person).handle),
                        now.minute_of_day,
                        now.weekday,
                        &said,
                        &deed.about.post.spoke_of};
  said_.clear();
  if (says[tongue]) script_.grammars[tongue].say(*says[tongue], speaker, random_, said_);
  text_.clear();
  type(said_, {}, deed.about.post.tongue, {}, random_, text_);
  post.text = text_;
  post.lang = code_of(deed.about.post.tongue);
  sign(deed, post);
}

void AnswerWriter::sign(const Deed& deed, post::Post& post) {
  if (deed.by == By::kExpert) {
    const Expert& expert = script_.experts[deed.expert].expert;
    handle_ = expert.handle;
    name_ = expert.name + ", " + (deed.about.post.tongue == Tongue::kFrench ? expert.title.fr : expert.title.en);
  } else {
    handle_ = script_.spokesperson->handle;
    name_ = script_.spokesperson->display_name;
  }
  id_ = "staff:" + handle_;
  handle_ += "@drill.example";
  post.author = {id_, handle_, name_};
}

}  // namespace vigie::rehearsal
