#include "image/categories.h"

#include <algorithm>
#include <utility>

namespace vigie::embedded {
std::string_view image_categories_french();
std::string_view image_categories_english();
}  // namespace vigie::embedded

namespace vigie::image {
namespace {

constexpr Section kBuiltIn[] = {{"phone", "Téléphonie", "Phones"},
                                {"internet", "Accès à internet", "Internet access"},
                                {"computer", "Informatique", "Computers"},
                                {"television", "Télévision", "Television"},
                                {"bank", "Banque", "Banking"},
                                {"insurance", "Assurance", "Insurance"},
                                {"energy", "Énergie", "Energy"},
                                {"car", "Automobile", "Cars"},
                                {"transport", "Transports", "Transport"},
                                {"travel", "Voyages", "Travel"},
                                {"food", "Alimentation", "Food"},
                                {"restaurant", "Restauration", "Restaurants"},
                                {"clothes", "Vêtements", "Clothes"},
                                {"shoes", "Chaussures", "Shoes"},
                                {"beauty", "Beauté", "Beauty"},
                                {"appliance", "Électroménager", "Appliances"},
                                {"furniture", "Meubles", "Furniture"},
                                {"game", "Jeux vidéo", "Video games"}};

}  // namespace

const std::vector<Attribute>& built_in_categories() {
  static const std::vector<Attribute> kCategories =
      listed(kBuiltIn, embedded::image_categories_french(), embedded::image_categories_english());
  return kCategories;
}

Result<std::shared_ptr<const Categories>> Categories::make(std::vector<Attribute> list) {
  if (auto ok = check_attributes(list); !ok) return ok.error();
  return std::shared_ptr<const Categories>(new Categories(std::move(list)));
}

Categories::Categories(std::vector<Attribute> list) : list_(std::move(list)) {
  for (std::size_t i = 0; i < list_.size(); ++i) {
    for (const auto language : {Language::kFrench, Language::kEnglish}) {
      for (const auto& line : list_[i].phrases.at(static_cast<std::size_t>(language))) {
        phrases_.add(phrase_of(line).value(), static_cast<std::uint8_t>(i), language);
      }
    }
  }
}

std::vector<std::uint8_t> Categories::read(const text::Words& words, post::LanguageId language) const {
  const auto code = post::code_of(language);
  std::vector<std::uint8_t> out;
  for (const auto& match : phrases_.find(words, plain_words(words), code != "en", code != "fr")) {
    out.push_back(match.attribute);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace vigie::image
