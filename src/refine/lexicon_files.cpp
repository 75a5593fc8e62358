// SPDX-License-Identifier: Apache-2.0
// Reads word lists from tab-separated files.
#include "narrowcast/base/text.hpp"
#include "refine/file_bytes.hpp"
#include "refine/lexicon.hpp"

#include <algorithm>
#include <future>
#include <system_error>

namespace narrowcast {

namespace {

bool add_line(Lexicon& lexicon, std::string_view kind, std::string_view line)
{
    if (kind == "modifiers") return lexicon.add_modifier(line);
    return kind == "emoticons" ? lexicon.add_emoticon(line) : lexicon.add_word(line);
}

Result<bool> read_list(const std::filesystem::path& file, std::string_view kind, Lexicon& lexicon)
{
    const std::string text = TRY(bytes_of(file));
    lexicon.expect(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
    std::size_t number = 1;
    for (std::size_t at = 0; at < text.size(); ++number) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = std::string_view{text}.substr(at, end - at);
        at = end + 1;
        const bool is_text = lib::is_ascii(line) || is_utf8(line);
        if (!line.empty() && line[0] != '#' && (!is_text || !add_line(lexicon, kind, line)))
            return fail(Fault::refused, file.string() + ":" + std::to_string(number) +
                                            ": not a word, a tab and a score from -1 to 1");
    }
    return true;
}

using Files = std::vector<std::filesystem::path>;

// In the order of their names: later lists have the last word.
Result<std::map<std::string, Files>> lists_by_language(const std::filesystem::path& folder)
{
    std::error_code error;
    Files files;
    for (const auto& file : std::filesystem::directory_iterator{folder, error})
        if (file.path().extension() == ".tsv" && file.path().stem() != "calibration")
            files.push_back(file.path());
    if (files.empty())
        return fail(Fault::refused, "no word lists (*.tsv) in " + folder.string() +
                                        "; install the folder assets/sentiment there");
    std::sort(files.begin(), files.end());
    std::map<std::string, Files> lists;
    for (const std::filesystem::path& file : files) {
        const std::string stem = file.stem().string();
        lists[stem.substr(0, stem.find('_'))].push_back(file);
    }
    return lists;
}

Result<Lexicon> lexicon_of(const Files& files, const Lexicon& shared)
{
    Lexicon lexicon;
    for (const std::filesystem::path& file : files) {
        const std::string stem = file.stem().string();
        const std::size_t bar = std::min(stem.find('_'), stem.size() - 1);
        TRY(read_list(file, std::string_view{stem}.substr(bar + 1), lexicon));
    }
    lexicon.add_all(shared);
    lexicon.inflect();
    return lexicon;
}

}  // namespace

// Languages know nothing of each other and are read side by side: a wall that starts waits for
// this.
Result<Lexicons> load_lexicons(const std::filesystem::path& folder)
{
    auto lists = TRY(lists_by_language(folder));
    Lexicons lexicons;
    const Lexicon& shared = lexicons["any"] = TRY(lexicon_of(lists["any"], Lexicon{}));
    lists.erase("any");
    std::map<std::string, std::future<Result<Lexicon>>> coming;
    for (const auto& [language, files] : lists)
        coming[language] =
            std::async(std::launch::async, [&files, &shared] { return lexicon_of(files, shared); });
    for (auto& [language, lexicon] : coming)
        lexicons[language] = TRY(lexicon.get());
    return lexicons;
}

}  // namespace narrowcast
