// The headers that tell a browser how little an answer of ours may do.
//
// A page may load scripts, styles, pictures and fonts of this server only, send forms to it only,
// and be shown in no frame. `Referrer-Policy: same-origin` and not `no-referrer`: with the latter
// Chromium and Firefox send `Origin: null` with our own forms (measured), and the Origin check
// would fail.
#pragma once

#include "web/http.h"

namespace kotobune::web {

// Adds each security header the response does not carry yet, and `no-store` unless it says
// otherwise.
void add_security_headers(Response& response);

// For bytes that somebody else made (an exhibit): sandboxed, never rendered as a page of ours.
// `type` is one of the few that a browser shows without running anything, or it becomes a download.
Response foreign_bytes(std::string_view type, std::string_view file_name);

// The answer to a request that never reached a page: plain, with nothing of the case in it.
Response plain_refusal(int status, const Error& error);

}  // namespace kotobune::web
