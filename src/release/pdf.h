// A released DOCX as PDF: tagged, PDF/A-2b and PDF/UA as LibreOffice writes it, fonts embedded.
// LibreOffice lays out what no library we know of lays out right (Burmese, Thai, Arabic); qpdf
// takes out of its file what differs from one printing to the next, so that the same report gives
// the same bytes: dates, identifiers, the day in the colour profile.
// "Not validated": no checker of PDF/A was at hand; the claims are LibreOffice's own.
#pragma once

#include <string>

#include "base/world.h"

namespace kotobune::release {

// `folder`: a private place for the printing, made and emptied here. Only what may leave goes
// through it: the bytes lie there in the clear. Errors: pdf_program_missing, pdf_failed, those of
// the disk.
Result<Bytes> pdf_of_docx(Disk& disk, ByteView docx, const std::string& folder);

// "" where PDF can be made here, else the missing program.
std::string missing_for_pdf();

// Overwrites what a printing leaves of its moment, in an uncompressed PDF, length kept.
void neutralize_pdf(Bytes& pdf);

}  // namespace kotobune::release
