#include "report/html_writer.h"

#include <algorithm>

#include "report/markup.h"
#include "report/script_run.h"

namespace kotobune::report {
namespace {

constexpr std::string_view style = R"(
body{font-family:"Noto Serif","Padauk","Noto Serif CJK JP","Noto Sans Thai",serif;line-height:1.55;
max-width:42rem;margin-block:2rem;margin-inline:auto;padding-inline:1rem;
color:#1a1a1a;background:#fff}
h1,h2,h3{line-height:1.25}
.banner{border:2px solid #8a1c1c;color:#8a1c1c;padding:.4rem .8rem;font-weight:bold}
.open{background:#fde8c8;color:#5a3200}
.number{display:inline-block;min-width:2.2rem}
table{border-collapse:collapse;width:100%;margin-block:1rem}
caption{text-align:start;font-style:italic;padding-block:.3rem}
th,td{border:1px solid #888;padding:.3rem .5rem;text-align:start;vertical-align:top}
blockquote{border-inline-start:3px solid #888;margin-inline:0;padding-inline-start:1rem}
sup a{text-decoration:none}
:lang(my){line-height:1.9}
@media print{body{max-width:none;font-size:11pt}
.banner{position:fixed;inset-block-start:0;inset-inline:0;background:#fff;margin:0}
.banner+*{margin-block-start:14mm}
h1,h2,h3{break-after:avoid}table,tr{break-inside:avoid}}
)";

class Writer {
 public:
  explicit Writer(const Document& document) : document_(document) {}

  std::string run() {
    head();
    for (const DocumentBlock& block : document_.blocks) write_block(block);
    close_lists(0);
    notes();
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void head() {
    const std::string language = escape(document_.language);
    out_ +=
        "<!DOCTYPE html>\n<html lang=\"" + language + "\" dir=\"" + direction() + "\">\n<head>\n";
    out_ += "<meta charset=\"utf-8\">\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out_ += "<meta name=\"referrer\" content=\"no-referrer\">\n";
    out_ += "<title>" + escape(document_.title) + "</title>\n<style>";
    out_ += style;
    out_ += "</style>\n</head>\n<body>\n";
    if (!document_.banner.empty()) {
      out_ += "<p class=\"banner\" role=\"note\">" + escape(document_.banner) + "</p>\n";
    }
    out_ += "<main>\n<h1>" + text(document_.title) + "</h1>\n";
    if (!document_.subtitle.empty()) out_ += "<p>" + text(document_.subtitle) + "</p>\n";
  }

  std::string direction() const {
    const std::string primary = document_.language.substr(0, document_.language.find('-'));
    return primary == "ar" || primary == "he" || primary == "fa" || primary == "ur" ? "rtl" : "ltr";
  }

  // Words of another script say their language, so that a screen reader speaks them rightly.
  std::string text(const std::string& words) const {
    std::string out;
    for (const ScriptRun& run : split_by_script(words)) {
      const std::string language = language_of(run.script, document_.language);
      const bool foreign = language.substr(0, 2) != document_.language.substr(0, 2);
      if (!foreign) {
        out += escape(run.text);
        continue;
      }
      out += "<span lang=\"" + language + "\"";
      if (is_right_to_left(run.script)) out += " dir=\"rtl\"";
      out += ">" + escape(run.text) + "</span>";
    }
    return out;
  }

  std::string runs(const std::vector<Run>& list) {
    std::string out;
    for (const Run& run : list) {
      if (run.line_break) {
        out += "<br>";
      } else if (run.footnote > 0) {
        const std::string n = std::to_string(run.footnote);
        out += "<sup><a href=\"#note-" + n + "\" id=\"ref-" + n + "\" role=\"doc-noteref\">[" + n +
               "]</a></sup>";
      } else {
        std::string inner = text(run.text);
        if (run.code) inner = "<code>" + inner + "</code>";
        if (run.italic) inner = "<em>" + inner + "</em>";
        if (run.bold) inner = "<strong>" + inner + "</strong>";
        if (run.open_point) inner = "<mark class=\"open\">" + inner + "</mark>";
        if (!run.link.empty()) {
          inner = "<a href=\"" + escape(run.link) + "\" rel=\"noreferrer\">" + inner + "</a>";
        }
        out += inner;
      }
    }
    return out;
  }

  void write_block(const DocumentBlock& block) {
    lists(block);
    for (int i = 0; i < block.quote_depth; ++i) out_ += "<blockquote>\n";
    const std::string id = block.anchor.empty() ? "" : " id=\"" + escape(block.anchor) + "\"";
    switch (block.kind) {
      case DocumentBlockKind::heading: {
        // The title is h1, so that a report has one.
        const std::string level = std::to_string(std::min(block.level + 1, 6));
        out_ += "<h" + level + id + ">" + runs(block.runs) + "</h" + level + ">\n";
        break;
      }
      case DocumentBlockKind::paragraph:
        out_ += "<p" + id + ">";
        if (block.number > 0) {
          out_ += "<span class=\"number\">" + std::to_string(block.number) + ".</span> ";
        }
        out_ += runs(block.runs) + "</p>\n";
        break;
      case DocumentBlockKind::code:
        out_ += "<pre" + id + ">" + runs(block.runs) + "</pre>\n";
        break;
      case DocumentBlockKind::rule: out_ += "<hr>\n"; break;
      case DocumentBlockKind::table: table(block, id); break;
    }
    for (int i = 0; i < block.quote_depth; ++i) out_ += "</blockquote>\n";
  }

  void lists(const DocumentBlock& block) {
    const auto depth = static_cast<std::size_t>(block.list_depth);
    const bool ordered = block.item_number > 0;
    close_lists(depth);
    // Another kind of list at the same depth is another list.
    if (depth > 0 && lists_.size() == depth && block.item_start && lists_.back() != ordered) {
      close_lists(depth - 1);
    }
    if (lists_.size() == depth && depth > 0 && block.item_start) out_ += "</li>\n<li>";
    while (lists_.size() < depth) {
      const bool numbered = ordered && lists_.size() + 1 == depth;
      const bool begins_later = numbered && block.item_number != 1;
      out_ += numbered ? "<ol" : "<ul";
      if (begins_later) out_ += " start=\"" + std::to_string(block.item_number) + "\"";
      out_ += ">\n<li>";
      lists_.push_back(numbered);
    }
  }
  void close_lists(std::size_t depth) {
    while (lists_.size() > depth) {
      out_ += lists_.back() ? "</li>\n</ol>\n" : "</li>\n</ul>\n";
      lists_.pop_back();
    }
  }

  void table(const DocumentBlock& block, const std::string& id) {
    out_ += "<table" + id + ">\n";
    if (!block.caption.empty()) out_ += "<caption>" + text(block.caption) + "</caption>\n";
    for (const DocumentRow& row : block.rows) {
      out_ += "<tr>";
      for (const auto& cell : row.cells) {
        out_ += row.header ? "<th scope=\"col\">" + runs(cell) + "</th>"
                           : "<td>" + runs(cell) + "</td>";
      }
      out_ += "</tr>\n";
    }
    out_ += "</table>\n";
    if (!block.runs.empty()) out_ += "<p>" + runs(block.runs) + "</p>\n";
  }

  void notes() {
    if (document_.footnotes.empty()) return;
    out_ += "<section role=\"doc-endnotes\">\n<h2>" + escape(document_.footnotes_title) +
            "</h2>\n<ol>\n";
    for (std::size_t i = 0; i < document_.footnotes.size(); ++i) {
      const std::string n = std::to_string(i + 1);
      out_ += "<li id=\"note-" + n + "\">" + runs(document_.footnotes[i]) + " <a href=\"#ref-" + n +
              "\" role=\"doc-backlink\" aria-label=\"Back to the text\">\u21a9</a></li>\n";
    }
    out_ += "</ol>\n</section>\n";
  }

  const Document& document_;
  std::string out_;
  std::vector<bool> lists_;  // open lists, true = ordered
};

}  // namespace

std::string write_html(const disclosure::Disclosed<Document>& document,
                       const disclosure::Scope& scope) {
  return Writer(document.open(scope)).run();
}

}  // namespace kotobune::report
