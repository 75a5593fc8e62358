// SPDX-License-Identifier: Apache-2.0
// The law of the house: who may include whom, where a mutex may stand, how large things may grow.
#include "support/catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path root = NARROWCAST_SOURCE_DIR;

std::vector<fs::path> sources(const fs::path& folder)
{
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator{root / folder})
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
            found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

std::vector<std::string> lines(const fs::path& file)
{
    std::ifstream stream{file};
    std::vector<std::string> all;
    for (std::string line; std::getline(stream, line);)
        all.push_back(line);
    return all;
}

std::string name_of(const fs::path& file) { return fs::relative(file, root).string(); }

// "src/fetch/platforms/rss.cpp" -> "fetch"
std::string folder_of(const fs::path& file)
{
    const auto relative = fs::relative(file, root / "src");
    return relative.begin()->string();
}

std::vector<std::string> included(const fs::path& file, char open)
{
    const std::regex form{open == '"' ? "^ *#include \"([^\"]+)\".*" : "^ *#include <([^>]+)>.*"};
    std::vector<std::string> found;
    for (const std::string& line : lines(file))
        if (std::smatch match; std::regex_match(line, match, form)) found.push_back(match[1]);
    return found;
}

const std::set<std::string> stages{"fetch",    "refine", "scorer", "store",  "publish",
                                   "playlist", "scene",  "paint",  "config", "media"};

// Contracts that a stage may know besides its own (those of the model are everybody's).
const std::map<std::string, std::set<std::string>> contracts{
    {"fetch", {"platform"}},
    {"refine", {"refine"}},
    {"scorer", {"refine"}},
    {"store", {"store", "platform"}},
    {"publish", {"publish", "store", "platform"}},
    {"playlist", {"playlist"}},
    {"scene", {"scene"}},
    {"paint", {"paint", "scene"}},
    {"config", {}},
    {"media", {}},
};
const std::set<std::string> model{"post",   "slides",        "edition",
                                  "config", "source_config", "wall_config"};

bool stage_may_include(const std::string& stage, const std::string& header)
{
    if (header.starts_with("narrowcast/base/")) return true;
    if (header.starts_with("narrowcast/")) {
        const std::string name = fs::path{header}.stem().string();
        return model.contains(name) || contracts.at(stage).contains(name);
    }
    if (header.starts_with("query/")) return stage == "fetch" || stage == "refine";
    return header.starts_with(stage + "/") || header.starts_with("lib/");
}

bool may_include(const std::string& folder, const std::string& header)
{
    const std::string of = header.substr(0, header.find('/'));
    if (folder == "base") return header.starts_with("narrowcast/base/") || of == "base";
    if (folder == "lib") return header.starts_with("narrowcast/base/") || of == "lib";
    if (folder == "model") {
        const bool value =
            header.starts_with("narrowcast/") && model.contains(fs::path{header}.stem().string());
        return header.starts_with("narrowcast/base/") || value || of == "model";
    }
    if (folder == "query")  // what fetch asks for and refine looks for
        return header.starts_with("narrowcast/base/") || header == "narrowcast/post.hpp" ||
               of == "lib" || of == "query";
    if (stages.contains(folder)) return stage_may_include(folder, header);
    if (folder == "screen")
        return of == "narrowcast" || of == "screen" || of == "lib" || of == "playlist" ||
               of == "scene" || of == "paint";
    if (folder == "hub") return of != "screen" && of != "cli";
    return true;  // cli
}

}  // namespace

TEST_CASE("a folder includes only what the house allows it")
{
    std::vector<std::string> breaches;
    for (const fs::path& file : sources("src"))
        for (const std::string& header : included(file, '"'))
            if (!may_include(folder_of(file), header))
                breaches.push_back(name_of(file) + " includes " + header);
    CHECK(breaches == std::vector<std::string>{});
}

TEST_CASE("the contracts know only each other and base")
{
    std::vector<std::string> breaches;
    for (const fs::path& file : sources("include"))
        for (const std::string& header : included(file, '"'))
            if (!header.starts_with("narrowcast/"))
                breaches.push_back(name_of(file) + " includes " + header);
    CHECK(breaches == std::vector<std::string>{});
}

TEST_CASE("a foreign library's header is included by its pair of files in lib only")
{
    const std::regex foreign{
        "^(curl|boost|openssl|unicode|libxml|pango|cairo|fontconfig|glib|gumbo|sqlite3|SDL|"
        "qrencode|"
        "systemd|cld2|spdlog|nlohmann|CLI|onnxruntime|sentencepiece|"
        "hb|jpeglib|jerror|png|webp|gif_lib|seccomp).*"};
    const std::map<std::string, std::string> at_home{{"src/base/log.cpp", "spdlog"},
                                                     {"src/refine/train/main.cpp", "CLI"},
                                                     {"src/scorer/onnx/main.cpp", "CLI"},
                                                     {"src/cli", "CLI"}};
    std::map<std::string, std::set<std::string>> users;
    std::vector<std::string> breaches;
    for (const fs::path& file : sources("src"))
        for (const std::string& header : included(file, '<')) {
            if (!std::regex_match(header, foreign) || folder_of(file) == "lib") continue;
            const bool allowed = std::ranges::any_of(at_home, [&](const auto& home) {
                return name_of(file).starts_with(home.first) && header.starts_with(home.second);
            });
            if (!allowed) breaches.push_back(name_of(file) + " includes " + header);
        }
    CHECK(breaches == std::vector<std::string>{});
}

TEST_CASE("threads meet only in Channel, Latest, the store and the log")
{
    const std::set<std::string> allowed{"include/narrowcast/base/channel.hpp",
                                        "include/narrowcast/base/latest.hpp", "src/base/log.cpp"};
    const std::regex lock{
        R"(.*(std::(recursive_|shared_|timed_)?mutex|std::condition_variable|pthread_mutex|#include <mutex>).*)"};
    std::vector<std::string> breaches;
    for (const char* folder : {"src", "include"})
        for (const fs::path& file : sources(folder)) {
            if (allowed.contains(name_of(file)) || name_of(file).starts_with("src/store/"))
                continue;
            for (const std::string& line : lines(file))
                if (std::regex_match(line, lock)) breaches.push_back(name_of(file) + ": " + line);
        }
    CHECK(breaches == std::vector<std::string>{});
}

TEST_CASE("no file has more than 400 lines and nine in ten have at most 250")
{
    std::vector<std::size_t> lengths;
    std::vector<std::string> breaches;
    for (const char* folder : {"src", "include"})
        for (const fs::path& file : sources(folder)) {
            lengths.push_back(lines(file).size());
            if (lengths.back() > 400)
                breaches.push_back(name_of(file) + ": " + std::to_string(lengths.back()));
        }
    std::ranges::sort(lengths);
    CHECK(breaches == std::vector<std::string>{});
    CHECK(lengths[lengths.size() * 9 / 10] <= 250);
}

TEST_CASE("no function has more than 60 lines")
{
    // the house style opens a function's body with a brace alone in the first column of its scope
    const std::regex begins{R"(^( {0,4})\{$)"};
    std::vector<std::string> breaches;
    for (const fs::path& file : sources("src")) {
        const auto all = lines(file);
        for (std::size_t i = 0; i < all.size(); ++i) {
            std::smatch match;
            if (!std::regex_match(all[i], match, begins)) continue;
            const std::string close = match[1].str() + "}";
            const auto end =
                std::find_if(all.begin() + static_cast<std::ptrdiff_t>(i), all.end(),
                             [&](const std::string& line) { return line.starts_with(close); });
            const auto length = end - all.begin() - static_cast<std::ptrdiff_t>(i);
            if (length > 61)
                breaches.push_back(name_of(file) + ":" + std::to_string(i) + ": " +
                                   std::to_string(length));
        }
    }
    CHECK(breaches == std::vector<std::string>{});
}

TEST_CASE("every source says its licence in the first line")
{
    std::vector<std::string> breaches;
    for (const char* folder : {"src", "include", "tests"})
        for (const fs::path& file : sources(folder))
            if (const auto all = lines(file);
                all.empty() || all.front() != "// SPDX-License-Identifier: Apache-2.0")
                breaches.push_back(name_of(file));
    CHECK(breaches == std::vector<std::string>{});
}

TEST_CASE("every source stands in its folder's list")
{
    std::vector<std::string> missing;
    for (const fs::path& file : sources("src")) {
        if (file.extension() != ".cpp") continue;
        // a folder in a folder may have a list of its own
        const fs::path own = file.parent_path() / "CMakeLists.txt";
        const fs::path folder =
            fs::exists(own) ? file.parent_path() : root / "src" / folder_of(file);
        std::string list;
        for (const std::string& line : lines(folder / "CMakeLists.txt"))
            list += line + "\n";
        const auto name = fs::relative(file, folder).string();
        if (list.find(name) == list.npos) missing.push_back(name_of(file));
    }
    CHECK(missing == std::vector<std::string>{});
}
