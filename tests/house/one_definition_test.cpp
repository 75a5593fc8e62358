// SPDX-License-Identifier: Apache-2.0
// Two types of one name in one namespace, in two files, clash without a word: the linker keeps one
// of the two destructors, and the other file's objects are taken apart by it. This finds them.
#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

// Comments, texts and characters out: their braces open nothing.
std::string bare(const std::string& code)
{
    static const std::regex words{
        R"re(//[^\n]*|R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])')re"};
    std::string left;
    auto from = code.cbegin();
    for (std::sregex_iterator found{code.begin(), code.end(), words}, end; found != end; ++found) {
        left.append(from, code.cbegin() + found->position());
        from = code.cbegin() + found->position() + found->length();
    }
    return left.append(from, code.cend());
}

struct Scope {
    bool is_namespace;
    std::string name;  // of a namespace; empty: unnamed, what stands in it is this file's own
};

// "narrowcast::lib::Frame" for every type this code defines where other files could clash with it.
std::set<std::string> shared_types(const std::string& code)
{
    static const std::regex marks{
        R"(\bnamespace\s*([\w:]*)\s*\{|\b(?:struct|class|union)\s+(\w+)(?:\s+final)?\s*(?::(?!:)[^;{}()]*)?\{|[{}])"};
    std::set<std::string> found;
    std::vector<Scope> scopes;
    const std::string text = bare(code);
    for (std::sregex_iterator at{text.begin(), text.end(), marks}, end; at != end; ++at) {
        const std::string mark = at->str();
        if (mark == "}") {
            if (!scopes.empty()) scopes.pop_back();
            continue;
        }
        if (mark.starts_with("namespace")) {
            scopes.push_back({true, (*at)[1]});
            continue;
        }
        std::string path;
        bool shared = (*at)[2].matched;
        for (const Scope& scope : scopes) {
            shared = shared && scope.is_namespace && !scope.name.empty();
            path += scope.name + "::";
        }
        if (shared) found.insert(path + (*at)[2].str());
        scopes.push_back({false, ""});
    }
    return found;
}

std::string content(const fs::path& file)
{
    std::ifstream stream{file};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

TEST_CASE("types of a file are found: in a namespace, not in an unnamed one, not within another")
{
    CHECK(shared_types("namespace a { struct B { struct C {}; }; namespace { struct D {}; } }\n"
                       "namespace a::e { class F final : public G {}; struct H; }  // struct I {\n"
                       "const char* j = \"struct K {\"; struct L::M {};") ==
          std::set<std::string>{"a::B", "a::e::F"});
}

TEST_CASE("no two files define a type of one name in one namespace")
{
    std::map<std::string, std::set<std::string>> files;
    for (const char* folder : {"src", "include"})
        for (const auto& entry :
             fs::recursive_directory_iterator{fs::path{NARROWCAST_SOURCE_DIR} / folder})
            if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
                for (const std::string& type : shared_types(content(entry.path())))
                    files[type].insert(entry.path().filename().string());
    CHECK(files.size() > 200);
    for (const auto& [type, where] : files) {
        std::string all;
        for (const std::string& file : where)
            all += file + " ";
        INFO(type << " in " << all);
        CHECK(where.size() == 1);
    }
}
