// How things are said: medical findings in the degrees of the Istanbul Protocol (GR-3), totals that
// are the sum of their parts and estimates that say how (GR-4), no abuse (ME-7), UN symbols as the
// UN writes them (FM-10). Lexicons are English and Japanese; elsewhere nothing is claimed.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "report/build.h"
#include "report/lexicon.h"

namespace kotobune::report {
namespace {

// Istanbul Protocol (2022), para. 379: the five degrees a physician may certify.
constexpr std::string_view degrees =
    "not consistent with, consistent with, highly consistent with, typical of, diagnostic of";

void check_medical(Build& build, const Sentence& sentence) {
  static const std::vector<std::string> findings{
      "injury", "injuries", "wound", "wounds", "scar", "scars", "lesion", "lesions", "fracture",
      "bruise", "bruises", "burns", "medical examination", "forensic", "\u50b7", "\u8a3a\u65ad"};
  static const std::vector<std::string> ill_treatment{
      "torture", "ill-treatment", "beating", "beatings", "rape", "electric shock", "\u62f7\u554f"};
  static const std::vector<std::string> too_strong{
      "prove",       "proves",      "proved",   "proven",       "confirm",
      "confirms",    "confirmed",   "establish", "establishes", "demonstrate",
      "demonstrates", "show conclusively", "\u8a3c\u660e"};
  if (!find_any(sentence.text, findings) || !find_any(sentence.text, ill_treatment)) return;
  const auto strong = find_any(sentence.text, too_strong);
  if (!strong) return;
  Diagnostic& one = build.diagnostics.error(
      "GR-3", sentence.source_span(strong->begin, strong->end),
      "A physician certifies how well a finding fits an account; \"" + strong->word +
          "\" says more.",
      "Use one of the five degrees: " + std::string(degrees) + ".");
  const Span span = sentence.source_span(strong->begin, strong->end);
  const bool plural = strong->word == "prove" || strong->word == "confirm" ||
                      strong->word == "establish" || strong->word == "demonstrate";
  const bool single = strong->word == "proves" || strong->word == "confirms" ||
                      strong->word == "establishes" || strong->word == "demonstrates";
  if (span == sentence.span || !(plural || single)) return;
  one.fix = Fix{span, plural ? "are consistent with" : "is consistent with",
                "Say \"consistent with\""};
}

void check_estimate(Build& build, const Sentence& sentence) {
  const auto estimate = find_any(sentence.text, {"estimated", "an estimate of", "estimates",
                                                 "\u63a8\u8a08"});
  if (!estimate || find_numbers(sentence.text).empty()) return;
  if (find_any(sentence.text, {"between", "interval", "range", "from", "\u4fe1\u983c\u533a\u9593",
                               "\u304b\u3089"})) {
    return;
  }
  build.diagnostics.warning("GR-4", sentence.source_span(estimate->begin, estimate->end),
                            "This estimate has no interval.",
                            "Say between which numbers it lies, and by which method.");
}

void check_abuse(Build& build, const Sentence& sentence) {
  static const std::vector<std::string> words{
      "criminal regime", "so-called government", "puppet", "fascist", "barbaric", "bloodthirsty",
      "butcher", "evil", "brainwashed", "thugs", "liars", "savages"};
  const auto hit = find_any(sentence.text, words);
  if (!hit) return;
  build.diagnostics.warning("ME-7", sentence.source_span(hit->begin, hit->end),
                            "\"" + hit->word + "\" reads as abuse; UN bodies refuse abusive texts.",
                            "Say what was done, and by whom.");
}

bool upper_or_digit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool all_of_kind(std::string_view text, bool letters) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return letters ? c >= 'A' && c <= 'Z' : c >= '0' && c <= '9';
  });
}

// What is wrong with a UN document symbol; "" where it may be one. Patterns: UN editorial manual.
std::string wrong_symbol(std::string_view symbol) {
  constexpr std::array<std::string_view, 8> bodies{"CCPR", "CAT", "CEDAW", "CRC",
                                                   "CERD", "CRPD", "CED", "CMW"};
  const auto parts = split(symbol, '/');
  if (std::find(bodies.begin(), bodies.end(), parts[0]) != bodies.end()) {
    if (parts.size() < 3) return "a document of a treaty body has at least three parts";
    if (parts[1] != "C" && parts[1] != "SP" && parts[1] != "OP") return "the second part is C";
    const bool state = all_of_kind(parts[2], true) && parts[2] != "GC";
    if (state && parts[2].size() != 3) return "a State stands as three letters (JPN)";
    if (state && parts.size() < 4) return "behind the State stands CO, Q, QPR or a number";
    return "";
  }
  if (parts.size() >= 2 && parts[0] == "A" && parts[1] == "HRC") {
    if (parts.size() < 4) return "behind A/HRC stand session and number";
    if (parts[2] == "WG.6") {
      return parts.size() >= 6 && all_of_kind(parts[4], true) && parts[4].size() == 3
                 ? ""
                 : "a UPR document reads A/HRC/WG.6/42/JPN/3";
    }
    const bool session = all_of_kind(parts[2], false) || parts[2] == "DEC" || parts[2] == "RES" ||
                         parts[2].rfind("S-", 0) == 0 || parts[2].rfind("WG", 0) == 0;
    return session ? "" : "behind A/HRC stands the session";
  }
  return "";
}

void check_symbols(Build& build, const Sentence& sentence) {
  const std::string_view text = sentence.text;
  for (std::size_t at = 0; at < text.size();) {
    if (!upper_or_digit(text[at]) || (at > 0 && (upper_or_digit(text[at - 1]) ||
                                                 text[at - 1] == '/'))) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() &&
           (upper_or_digit(text[end]) || text[end] == '/' || text[end] == '-' ||
            text[end] == '.' || (text[end] >= 'a' && text[end] <= 'z'))) {
      ++end;
    }
    while (end > at && (text[end - 1] == '.' || text[end - 1] == '/')) --end;
    const auto token = text.substr(at, end - at);
    if (token.find('/') != std::string_view::npos) {
      const auto why = wrong_symbol(token);
      if (!why.empty()) {
        build.diagnostics.warning("FM-10", sentence.source_span(at, end),
                                  "\"" + std::string(token) + "\" is no symbol of a UN document: " +
                                      why + ".",
                                  "Copy the symbol from the document itself.");
      }
    }
    at = std::max(end, at + 1);
  }
}

std::string text_of(const std::vector<Piece>& pieces) {
  std::string out;
  for (const auto& piece : pieces) {
    if (piece.kind == PieceKind::text) out += piece.text;
  }
  return std::string(trim_ascii(out));
}

std::optional<std::int64_t> whole_number(const std::string& text) {
  const auto numbers = find_numbers(text);
  if (numbers.size() != 1 || numbers[0].begin != 0 || numbers[0].end != text.size()) {
    return std::nullopt;
  }
  return numbers[0].value;
}

// A typed table whose last row is called total: each column must add up.
void check_total(Build& build, const Block& table) {
  if (table.kind != BlockKind::table || table.rows.size() < 3) return;
  const auto& last = table.rows.back();
  if (last.cells.empty()) return;
  const auto name = ascii_lower(text_of(last.cells[0]));
  constexpr std::array<std::string_view, 6> totals{
      "total",
      "sum",
      "all",
      "\u5408\u8a08",
      "\u101a\u1031\u102b\u103a\u1015\u1031\u102b\u1004\u103a\u1038",
      "\u0e23\u0e27\u0e21"};
  if (std::find(totals.begin(), totals.end(), name) == totals.end()) return;
  for (std::size_t column = 1; column < last.cells.size(); ++column) {
    const auto stated = whole_number(text_of(last.cells[column]));
    if (!stated) continue;
    std::int64_t sum = 0;
    bool all_numbers = true;
    for (std::size_t row = 0; row + 1 < table.rows.size(); ++row) {
      if (table.rows[row].header) continue;
      const auto& cells = table.rows[row].cells;
      const auto number = column < cells.size() ? whole_number(text_of(cells[column]))
                                                : std::nullopt;
      all_numbers = all_numbers && number.has_value();
      sum += number.value_or(0);
    }
    if (!all_numbers || sum == *stated) continue;
    build.diagnostics.error("GR-4", table.span,
                            "The total says " + std::to_string(*stated) + ", its parts are " +
                                std::to_string(sum) + ".",
                            "Correct it, or let the record count: {{table ...}}.");
  }
}

}  // namespace

void check_wording(Build& build) {
  for (const Sentence& sentence : build.sentences) {
    check_medical(build, sentence);
    check_estimate(build, sentence);
    check_abuse(build, sentence);
    check_symbols(build, sentence);
  }
  for (const Block& block : build.tree.blocks) check_total(build, block);
}

}  // namespace kotobune::report
