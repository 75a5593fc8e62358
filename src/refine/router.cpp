// SPDX-License-Identifier: Apache-2.0
// Who sees a post, and why.
#include "narrowcast/base/text.hpp"
#include "narrowcast/refine.hpp"
#include "query/handle.hpp"
#include "query/phrase.hpp"
#include "query/query.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace narrowcast {

namespace {

struct BlockedWord {
    std::string written;
    Phrase words;
};

struct BlockedPerson {
    std::string written, handle;  // folded, without the first @
};

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

struct Router::Rules {
    std::vector<std::pair<std::string, Query>> topics;
    std::vector<DepartmentConfig> departments;
    std::vector<ScreenConfig> screens;
    std::vector<BlockedWord> blocked_words;
    std::vector<BlockedPerson> blocked_people;
    std::vector<std::string> accounts;  // the company's own, bare

    void find_topics(RoutedPost& routed, const Searched& post) const
    {
        for (const auto& [name, query] : topics) {
            if (!query.matches(post)) continue;
            routed.topics.push_back(name);
            routed.trace.push_back("topic " + name + ": matches " + query.spelled());
        }
        if (routed.topics.empty() && !topics.empty()) routed.trace.push_back("no topic matches");
    }

    void find_departments(RoutedPost& routed) const
    {
        for (const DepartmentConfig& department : departments) {
            const auto cared = std::find_if(
                department.topics.begin(), department.topics.end(),
                [&](const std::string& topic) { return contains(routed.topics, topic); });
            if (!department.topics.empty() && cared == department.topics.end()) continue;
            routed.departments.push_back(department.name);
            routed.trace.push_back("department " + department.name + ": cares about " +
                                   (department.topics.empty() ? "everything" : "topic " + *cared));
        }
    }

    // An answer of the company goes to all screens: it may hang beside what it answers, and nowhere
    // else where the department does not care about it.
    void find_screens(RoutedPost& routed) const
    {
        const bool answers = routed.by_company && !routed.post.in_reply_to.empty();
        for (const ScreenConfig& screen : screens) {
            const bool cares =
                screen.department.empty() || contains(routed.departments, screen.department);
            if (!cares && !answers) continue;
            routed.screens.push_back(screen.name);
            routed.trace.push_back("screen " + screen.name + ": " +
                                   (!cares ? "only beside what it answers"
                                    : screen.department.empty()
                                        ? "shows everything"
                                        : "hangs at department " + screen.department));
        }
        if (routed.screens.empty()) routed.trace.emplace_back("not shown: no screen asks for it");
    }

    // Why no screen may show it; "" if all may.
    std::string objection(const Post& post, const FoldedWords& words) const
    {
        if (post.deleted) return "deleted at the platform";
        if (post.sensitive) return "marked as sensitive";
        const std::string handle = bare_handle(post.author.handle);
        for (const BlockedPerson& person : blocked_people)
            if (is_handle_of(person.handle, handle))
                return "blocked person '" + person.written + "'";
        for (const BlockedWord& word : blocked_words)
            if (word.words.stands_in(words)) return "blocked word '" + word.written + "'";
        return {};
    }
};

Router::Router(std::unique_ptr<Rules> rules) : rules_{std::move(rules)} {}
Router::Router(Router&&) noexcept = default;
Router::~Router() = default;

Result<Router> Router::make(const WallConfig& config)
{
    auto rules = std::make_unique<Rules>();
    for (const TopicConfig& topic : config.topics) {
        auto query = Query::parse(topic.query);
        if (!query)
            return fail(Fault::refused,
                        "the query of topic '" + topic.name + "': " + query.error().text);
        rules->topics.emplace_back(topic.name, std::move(*query));
    }
    rules->departments = config.departments;
    rules->screens = config.screens;
    for (const std::string& word : config.blocked.words)
        if (Phrase phrase = phrase_of(repair_utf8(word)); !phrase.words.empty())
            rules->blocked_words.push_back({word, std::move(phrase)});
    for (const std::string& person : config.blocked.people)
        if (std::string handle = bare_handle(repair_utf8(person)); !handle.empty())
            rules->blocked_people.push_back({person, std::move(handle)});
    for (const std::string& account : config.company.accounts)
        if (std::string handle = bare_handle(repair_utf8(account)); !handle.empty())
            rules->accounts.push_back(std::move(handle));
    return Router{std::move(rules)};
}

RoutedPost Router::route(ScoredPost scored, const Dedupe::Twin& twin) const
{
    RoutedPost routed{std::move(scored.post), std::move(scored.mood), {}, {}, {}, twin.id, {}};
    const Searched post = searched(routed.post);
    rules_->find_topics(routed, post);
    rules_->find_departments(routed);
    routed.by_company = contains(rules_->accounts, bare_handle(routed.post.author.handle));
    std::string objection = rules_->objection(routed.post, post.words);
    if (objection.empty() && !twin.id.empty())
        objection = twin.reason.empty() ? "repeats " + twin.id : twin.reason;
    if (objection.empty())
        rules_->find_screens(routed);
    else
        routed.trace.push_back("not shown: " + objection);
    return routed;
}

}  // namespace narrowcast
