// What a witness carries away: a paper with a number that says nothing by itself, what she said yes
// and no to in her own language, how to take it back, whom to call. No name, no case, nothing of
// what it is about: whoever finds it at a checkpoint learns that somebody agreed to something.
//
// And what became of it: what left that rests on her material, when, to whom, how she is seen in
// it, and what was asked for because of it.
#pragma once

#include <string>
#include <vector>

#include "desk/desk.h"
#include "report/document.h"

namespace kotobune::desk {

struct ReceiptOptions {
  std::string language = "en";  // en, ja, my, th
  std::string call;             // whom to call or where to go, as she will read it
  bool although_sealed = false; // she asks for a paper although she is at level S4
};

struct Receipt {
  std::string code;  // "4827 1935"
  disclosure::Disclosed<report::Document> document;
  disclosure::Scope scope;
};

// Gives her a number where she has none yet and records it. Errors: source_unknown,
// receipt_endangers, receipt_tells, consent_language.
Result<Receipt> make_receipt(Desk& desk, const std::string& source, const ReceiptOptions& options);

// The source behind a code ("W-03") or a receipt ("4827 1935", digits in any spacing).
// Errors: receipt_unknown, source_unknown.
Result<std::string> source_of_receipt(Desk& desk, const std::string& code_or_receipt);

struct Became {
  std::string disclosure;
  std::string day;         // 2026-03-01
  std::string purpose;     // "P3"
  std::string recipients;  // in words
  std::string title;
  std::string identity;    // the most that is seen of her: "pseudonym"; "" where nothing is
  bool recalled = false;
  struct Followed {
    std::string to, due, text, state;
  };
  std::vector<Followed> followed;  // asks that rest on it
};
Result<std::vector<Became>> what_became(Desk& desk, const std::string& source);
// The same for her to take along. Errors: as make_receipt.
Result<Receipt> became_paper(Desk& desk, const std::string& source, const ReceiptOptions& options);

// What a receipt calls a use, a state and a way of being seen, in words that give nothing away.
std::string_view receipt_use(std::string_view language, disclosure::Purpose purpose);

}  // namespace kotobune::desk
