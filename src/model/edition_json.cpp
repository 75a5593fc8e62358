// SPDX-License-Identifier: Apache-2.0
#include "narrowcast/base/json.hpp"
#include "narrowcast/edition.hpp"

namespace narrowcast {

std::string to_json(const Edition& edition) { return dump(write(edition, true)); }

std::string to_json(const SlideFile& file) { return dump(write(file, true), 2); }

Result<Edition> edition_from_json(std::string_view text)
{
    const Json json = TRY(parse_json(text));
    Edition edition;
    std::vector<Problem> problems;
    read(json, edition, "", problems, Strictness::tolerant);
    if (problems.empty()) return edition;
    return fail(Fault::garbled, "an edition that cannot be read: " + problems.front().pointer +
                                    ": " + problems.front().text);
}

Result<SlideFile> slide_file_from_json(std::string_view text)
{
    const auto said = [](const Place& place, const std::string& what) {
        return fail(Fault::refused,
                    std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + what);
    };
    const auto document = parse_document(text);
    if (!document) return said(document.error().place, document.error().text);
    SlideFile file;
    std::vector<Problem> problems;
    read(document->root, file, "", problems, Strictness::strict);
    if (!problems.empty())
        return said(document->place_of(problems.front().pointer),
                    problems.front().pointer + ": " + problems.front().text);
    return file;
}

}  // namespace narrowcast
