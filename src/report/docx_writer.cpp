#include "report/docx_writer.h"

#include <algorithm>
#include <map>

#include "report/docx_parts.h"
#include "report/markup.h"
#include "report/script_run.h"

namespace kotobune::report {
namespace {

constexpr std::string_view xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view namespaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
constexpr std::string_view relation_base =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

const char* complex_font(ScriptClass script) {
  switch (script) {
    case ScriptClass::myanmar: return "Padauk";
    case ScriptClass::thai: return "Noto Sans Thai";
    case ScriptClass::lao: return "Noto Sans Lao";
    case ScriptClass::khmer: return "Noto Sans Khmer";
    case ScriptClass::arabic: return "Noto Naskh Arabic";
    case ScriptClass::hebrew: return "Noto Serif Hebrew";
    case ScriptClass::devanagari: return "Noto Sans Devanagari";
    case ScriptClass::latin:
    case ScriptClass::east_asian: break;
  }
  return "Times New Roman";
}

class Writer {
 public:
  explicit Writer(const Document& document) : document_(document) {}

  Result<Bytes> run() {
    const std::string body = document_part();
    const std::string notes = footnotes_part();
    ZipEntries entries{
        {"[Content_Types].xml", docx_content_types()},
        {"_rels/.rels", docx_package_relations()},
        {"docProps/core.xml", docx_core_properties(document_.title, document_.language)},
        {"word/document.xml", body},
        {"word/styles.xml", docx_styles(document_.language)},
        {"word/numbering.xml", docx_numbering()},
        {"word/settings.xml", docx_settings()},
        {"word/footnotes.xml", notes},
        {"word/header1.xml", header_part()},
        {"word/footer1.xml", footer_part()},
        {"word/_rels/document.xml.rels", relations()},
        {"word/_rels/footnotes.xml.rels", links()}};
    return write_zip(entries);
  }

 private:
  static std::string attribute(const char* name, const std::string& value) {
    return std::string("<w:") + name + " w:val=\"" + escape(value) + "\"/>";
  }

  // Word picks the font by the slot of the script: ascii, eastAsia or cs. A Burmese run without
  // w:cs and a cs font is drawn with whatever Latin font there is, as boxes.
  std::string run_properties(const Run& run, ScriptClass script) const {
    const std::string language = language_of(script, document_.language);
    std::string out = "<w:rPr>";
    if (is_complex(script)) {
      const std::string font = complex_font(script);
      out += "<w:rFonts w:ascii=\"" + font + "\" w:hAnsi=\"" + font + "\" w:cs=\"" + font + "\"/>";
    } else if (script == ScriptClass::east_asian) {
      out += "<w:rFonts w:eastAsia=\"Noto Serif CJK JP\" w:hint=\"eastAsia\"/>";
    } else if (run.code) {
      out += "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\"/>";
    }
    if (run.bold) out += "<w:b/><w:bCs/>";
    if (run.italic) out += "<w:i/><w:iCs/>";
    if (run.open_point) out += "<w:highlight w:val=\"yellow\"/>";
    if (is_right_to_left(script)) out += "<w:rtl/>";
    if (is_complex(script)) out += "<w:cs/>";
    if (script == ScriptClass::east_asian) {
      out += "<w:lang w:eastAsia=\"" + language + "\"/>";
    } else if (is_complex(script)) {
      out += "<w:lang w:bidi=\"" + language + "\"/>";
    } else {
      out += attribute("lang", language);
    }
    return out + "</w:rPr>";
  }

  std::string text(const Run& run) const {
    std::string out;
    for (const ScriptRun& part : split_by_script(run.text)) {
      out += "<w:r>" + run_properties(run, part.script) + "<w:t xml:space=\"preserve\">" +
             escape(part.text) + "</w:t></w:r>";
    }
    return out;
  }

  std::string runs(const std::vector<Run>& list) {
    std::string out;
    for (const Run& run : list) {
      if (run.line_break) {
        out += "<w:r><w:br/></w:r>";
      } else if (run.footnote > 0) {
        out +=
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>"
            "<w:footnoteReference w:id=\"" +
            std::to_string(run.footnote) + "\"/></w:r>";
      } else if (!run.link.empty() && run.link.front() != '#') {
        out += "<w:hyperlink r:id=\"" + link(run.link) + "\">" + text(run) + "</w:hyperlink>";
      } else {
        out += text(run);
      }
    }
    return out;
  }

  std::string link(const std::string& target) {
    const auto [found, added] = links_.emplace(target, "link" + std::to_string(links_.size() + 1));
    return found->second;
  }

  std::string paragraph(const std::string& properties, const std::vector<Run>& list) {
    return "<w:p><w:pPr>" + properties + "</w:pPr>" + runs(list) + "</w:p>";
  }
  static std::vector<Run> plain(const std::string& words) {
    Run run;
    run.text = words;
    return {run};
  }

  std::string block(const DocumentBlock& block) {
    switch (block.kind) {
      case DocumentBlockKind::heading:
        return paragraph(
            attribute("pStyle", "Heading" + std::to_string(std::clamp(block.level, 1, 6))),
            block.runs);
      case DocumentBlockKind::paragraph: return body(block);
      case DocumentBlockKind::code: return paragraph(attribute("pStyle", "Code"), block.runs);
      case DocumentBlockKind::rule:
        return "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" "
               "w:color=\"888888\"/></w:pBdr></w:pPr></w:p>";
      case DocumentBlockKind::table: return table(block);
    }
    return {};
  }

  std::string body(const DocumentBlock& block) {
    if (block.number > 0) return paragraph(attribute("pStyle", "NumberedParagraph"), block.runs);
    if (block.list_depth == 0) {
      return paragraph(block.quote_depth > 0 ? attribute("pStyle", "Quote") : "", block.runs);
    }
    const std::string level = std::to_string(std::min(block.list_depth - 1, 8));
    std::string properties = attribute("pStyle", "ListParagraph");
    std::vector<Run> list = block.runs;
    if (block.item_start && block.item_number == 0) {
      properties += "<w:numPr><w:ilvl w:val=\"" + level + "\"/><w:numId w:val=\"2\"/></w:numPr>";
    } else {
      // The number is text: it is the author's, and no renumbering in Word may change a citation.
      properties += "<w:ind w:left=\"" + std::to_string(425 * block.list_depth) + "\"/>";
      if (block.item_start) {
        list.insert(list.begin(), plain(std::to_string(block.item_number) + ". ").front());
      }
    }
    return paragraph(properties, list);
  }

  std::string table(const DocumentBlock& block) {
    std::string out;
    if (!block.caption.empty()) {
      out += paragraph(attribute("pStyle", "Caption"), plain(block.caption));
    }
    std::size_t columns = 1;
    for (const DocumentRow& row : block.rows) columns = std::max(columns, row.cells.size());
    const std::string width = std::to_string(9026 / columns);  // twips between A4 margins
    out +=
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>"
        "<w:tblLook w:firstRow=\"1\"/></w:tblPr><w:tblGrid>";
    for (std::size_t i = 0; i < columns; ++i) out += "<w:gridCol w:w=\"" + width + "\"/>";
    out += "</w:tblGrid>";
    for (const DocumentRow& row : block.rows) {
      out += "<w:tr><w:trPr><w:cantSplit/>";
      out += row.header ? "<w:tblHeader/></w:trPr>" : "</w:trPr>";
      for (std::size_t i = 0; i < columns; ++i) {
        out += "<w:tc><w:tcPr><w:tcW w:w=\"" + width + "\" w:type=\"dxa\"/></w:tcPr>";
        std::vector<Run> cell = i < row.cells.size() ? row.cells[i] : std::vector<Run>{};
        if (row.header) {
          for (Run& run : cell) run.bold = true;
        }
        out += paragraph("", cell) + "</w:tc>";
      }
      out += "</w:tr>";
    }
    // Word wants a paragraph behind a table; it holds the marks of a draft.
    return out + "</w:tbl>" + paragraph("", block.runs);
  }

  std::string document_part() {
    std::string out = std::string(xml) + "<w:document" + std::string(namespaces) + "><w:body>";
    out += paragraph(attribute("pStyle", "Title"), plain(document_.title));
    if (!document_.subtitle.empty()) {
      out += paragraph(attribute("pStyle", "Subtitle"), plain(document_.subtitle));
    }
    for (const DocumentBlock& one : document_.blocks) out += block(one);
    return out +
           "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/>"
           "<w:footerReference w:type=\"default\" r:id=\"rId6\"/>"
           "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" "
           "w:bottom=\"1440\" w:left=\"1440\" w:header=\"708\" w:footer=\"708\" "
           "w:gutter=\"0\"/></w:sectPr></w:body></w:document>";
  }

  std::string footnotes_part() {
    std::string out = std::string(xml) + "<w:footnotes" + std::string(namespaces) + ">";
    out +=
        "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p>"
        "</w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r>"
        "<w:continuationSeparator/></w:r></w:p></w:footnote>";
    for (std::size_t i = 0; i < document_.footnotes.size(); ++i) {
      out += "<w:footnote w:id=\"" + std::to_string(i + 1) + "\"><w:p><w:pPr>" +
             attribute("pStyle", "FootnoteText") +
             "</w:pPr><w:r><w:rPr><w:rStyle "
             "w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>"
             "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>" +
             runs(document_.footnotes[i]) + "</w:p></w:footnote>";
    }
    return out + "</w:footnotes>";
  }

  std::string header_part() {
    return std::string(xml) + "<w:hdr" + std::string(namespaces) + ">" +
           (document_.banner.empty()
                ? paragraph("", {})
                : paragraph(attribute("pStyle", "Banner"), plain(document_.banner))) +
           "</w:hdr>";
  }

  static std::string footer_part() {
    return std::string(xml) + "<w:ftr" + std::string(namespaces) +
           "><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:fldChar "
           "w:fldCharType=\"begin\"/></w:r>"
           "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
           "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>";
  }

  static std::string relation(const std::string& id, const std::string& type,
                              const std::string& target, bool external) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + std::string(relation_base) + type +
           "\" Target=\"" + escape(target) + "\"" + (external ? " TargetMode=\"External\"" : "") +
           "/>";
  }
  static std::string relations_part(const std::string& inner) {
    return std::string(xml) +
           "<Relationships "
           "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
           inner + "</Relationships>";
  }
  std::string link_relations() const {
    std::string out;
    for (const auto& [target, id] : links_) out += relation(id, "hyperlink", target, true);
    return out;
  }
  std::string relations() const {
    return relations_part(relation("rId1", "styles", "styles.xml", false) +
                          relation("rId2", "numbering", "numbering.xml", false) +
                          relation("rId3", "settings", "settings.xml", false) +
                          relation("rId4", "footnotes", "footnotes.xml", false) +
                          relation("rId5", "header", "header1.xml", false) +
                          relation("rId6", "footer", "footer1.xml", false) + link_relations());
  }
  std::string links() const { return relations_part(link_relations()); }

  const Document& document_;
  std::map<std::string, std::string> links_;  // target -> relationship id
};

}  // namespace

Result<Bytes> write_docx(const disclosure::Disclosed<Document>& document,
                         const disclosure::Scope& scope) {
  return Writer(document.open(scope)).run();
}

}  // namespace kotobune::report
