// Refusals of the web room: what a browser, or something posing as one, can ask that we do not do.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code request_malformed{"E1401", ErrorClass::usage,
    "This request is not well-formed HTTP: {why}.",
    "Use an ordinary, current browser; a proxy or an add-on in between may have altered it."};
inline constexpr Code host_refused{"E1402", ErrorClass::refused,
    "This address does not belong to Kotobune on this computer.",
    "Open the address that the program printed when it started (127.0.0.1 and a port)."};
inline constexpr Code cross_site{"E1403", ErrorClass::refused,
    "Another website tried to send this request in your name; it was refused.",
    "Nothing was changed. Close that website and go on in the Kotobune window."};
inline constexpr Code csrf_refused{"E1404", ErrorClass::refused,
    "This form is no longer valid, or was not made by this window.",
    "Go back, reload the page and send it again; nothing was changed."};
inline constexpr Code session_missing{"E1405", ErrorClass::refused,
    "This browser was not let in.",
    "Open the full address that the program printed when it started; it holds the entry key."};
inline constexpr Code session_locked{"E1406", ErrorClass::refused,
    "The case was locked because nobody used it for a while.", "Unlock it with your passphrase."};
inline constexpr Code page_missing{"E1407", ErrorClass::refused,
    "There is no page at this address.", "Go back to the case home."};
inline constexpr Code method_refused{"E1408", ErrorClass::refused,
    "This page cannot be used in that way.", "Use the buttons of the page."};
inline constexpr Code body_too_large{"E1409", ErrorClass::refused,
    "What was sent is larger than the {limit} bytes this page takes.",
    "Send less at once; large files belong on the page \"Add exhibits\"."};
inline constexpr Code multipart_malformed{"E1410", ErrorClass::usage,
    "The form data is not well-formed: {why}.",
    "Send the form again from the page itself, with an ordinary, current browser."};
inline constexpr Code body_broken{"E1411", ErrorClass::environment,
    "The connection ended before everything had arrived ({why}).",
    "Send it again. What was acknowledged before is safe."};
inline constexpr Code header_unsafe{"E1412", ErrorClass::refused,
    "A header value holds a line break or control character and was not sent.",
    "The name of the thing asked for is unusual; it can still be exported under its number."};
inline constexpr Code listen_failed{"E1413", ErrorClass::environment,
    "Kotobune cannot listen on {host} port {port} ({why}).",
    "Another program may use that port: choose another one, or port 0 for a free one."};
inline constexpr Code not_loopback{"E1414", ErrorClass::refused,
    "{host} is not an address of this computer alone.",
    "Use 127.0.0.1 or ::1: without accounts and TLS the workbench is for this computer only."};
inline constexpr Code server_busy{"E1415", ErrorClass::environment,
    "Too many large uploads run at the same time.", "Wait for one to end, then send it again."};

inline constexpr Code work_running{"E1416", ErrorClass::refused,
    "Something else is being sealed, re-read or copied at this moment.",
    "Wait until it has ended, or stop it; what was sealed so far stays sealed."};
inline constexpr Code work_stopped{"E1417", ErrorClass::refused,
    "It was stopped before the end.",
    "What was sealed so far stays sealed. Do the same again to go on where it stopped."};
inline constexpr Code upload_name_refused{"E1418", ErrorClass::refused,
    "The name of this file leads out of its folder, or holds a control character.",
    "Rename it and send it again; the others are not touched by this."};
inline constexpr Code nothing_chosen{"E1419", ErrorClass::refused,
    "No file was chosen.", "Choose files or a folder, then seal them."};
inline constexpr Code fix_missing{"E1420", ErrorClass::refused,
    "This change no longer fits the text.",
    "The text was changed meanwhile. Check the report again and use the button then."};

}  // namespace kotobune::errors
