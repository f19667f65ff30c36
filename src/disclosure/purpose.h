// The purposes a person can agree to, one by one, because each brings a different danger: P1..P14.
// Source: consent practice of OHCHR, the Murad Code and the UN submission rules; the codes stand in
// consent records (docs/format.md) and are never renumbered.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kotobune::disclosure {

enum class Purpose : std::uint8_t {
  archive = 1,       // P1  keep in our archive
  analysis,          // P2  internal analysis, statistics
  public_report,     // P3  our public report
  press,             // P4  press, social media, film
  un_procedures,     // P5  UN special procedures: send to the mandate
  un_to_government,  // P6  UN: name the victim to the government
  un_public_names,   // P7  UN: name in the public communications report
  treaty_body,       // P8  treaty body or UPR submission
  complaint,         // P9  individual complaint in the person's own name
  disappearances,    // P10 case at the UN working group on disappearances
  court,             // P11 national or international court
  partner,           // P12 share with a named partner
  training,          // P13 training material
  recontact,         // P14 contact again
};

std::optional<Purpose> parse_purpose(std::string_view code);  // "P3"
std::string_view code_of(Purpose purpose);                    // "P3"
// How a sentence names the use: "by the press", "in a public report".
std::string_view use_words(Purpose purpose);

}  // namespace kotobune::disclosure
