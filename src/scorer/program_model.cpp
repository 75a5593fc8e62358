// SPDX-License-Identifier: Apache-2.0
// A program that reads and writes lines for as long as the hub runs.
#include "lib/process.hpp"
#include "scorer/model.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace narrowcast::scorer {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr milliseconds stuck_after = 2min;  // loading a large model from a slow disk takes its time
constexpr milliseconds looks_around = 50ms;  // how soon a stop is noticed
constexpr int most_rounds = 64;              // of 64 KiB: it may talk faster than we listen
constexpr std::size_t longest_line = std::size_t{1024} * 1024;

// Of the hub's environment: its secrets, and what only the service itself may say to systemd.
constexpr std::array<std::string_view, 6> private_variables{"CREDENTIALS_DIRECTORY=",
                                                            "NARROWCAST_CREDENTIAL",
                                                            "NOTIFY_SOCKET=",
                                                            "WATCHDOG_",
                                                            "LISTEN_",
                                                            "FDSTORE="};

class ProgramModel final : public Model {
public:
    ProgramModel(const ScorerConfig& config, milliseconds stuck)
        : command_{config.command}, stuck_{stuck}
    {
    }

    Result<void> ask(Inquiry& inquiry, Deadline deadline, const std::stop_token& stop) override
    {
        if (process_ && !still_there()) process_.reset();
        if (!process_) TRY(begin());
        if (blocked_since_) TRY(wait_for_a_sign());
        unsent_ += inquiry.lines();
        const auto asked = converse(inquiry, deadline, stop);
        if (!asked && asked.error().fault == Fault::garbled) process_.reset();
        return asked;
    }

private:
    Result<void> begin()
    {
        blocked_since_.reset();
        unsent_.clear();
        heard_.clear();
        process_.emplace(TRY(lib::Process::start(command_, private_variables)));
        return {};
    }

    // Takes what it said since, which answers earlier inquiries. False: it has ended.
    bool still_there()
    {
        for (int round = 0; round < most_rounds; ++round) {
            const auto owed = unsent_.size(), known = heard_.size();
            if (!exchange(0ms)) return false;
            const bool spoke = heard_.size() > known;
            if (unsent_.size() == owed && !spoke) break;
            if (spoke && unsent_.empty()) blocked_since_.reset();
            if (const auto end = heard_.rfind('\n'); end != heard_.npos) heard_.erase(0, end + 1);
        }
        if (!unsent_.empty() && !blocked_since_) blocked_since_ = Steady::now();
        return heard_.size() <= longest_line;
    }

    // It let us wait in vain and has said nothing since: it is not given more to do.
    Result<void> wait_for_a_sign()
    {
        if (Steady::now() - *blocked_since_ >= stuck_) {
            process_.reset();
            return fail(Fault::later, name() + " has said nothing for too long and was ended");
        }
        auto busy = fail(Fault::later, name() + " has not answered in time");
        busy.error().retry_after = 1s;
        return busy;
    }

    bool exchange(milliseconds at_most)
    {
        std::string_view pending = unsent_;
        const bool there = process_->exchange(pending, heard_, at_most);
        unsent_.erase(0, unsent_.size() - pending.size());
        return there;
    }

    Result<void> converse(Inquiry& inquiry, Deadline deadline, const std::stop_token& stop)
    {
        bool silent = true;
        while (!inquiry.complete()) {
            const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
            if (left <= 0ms) return too_slow(silent);
            if (stop.stop_requested()) return fail(Fault::later, name() + " was not waited for");
            const bool there = exchange(std::min(left, looks_around));
            silent = silent && heard_.empty();
            if (auto taken = take_lines(inquiry); !taken) return taken;
            if (!there && !inquiry.complete()) return gone();
        }
        return {};
    }

    Result<void> take_lines(Inquiry& inquiry)
    {
        std::size_t begin = 0;
        for (auto end = heard_.find('\n'); end != heard_.npos; end = heard_.find('\n', begin)) {
            const std::string_view line{heard_.data() + begin, end - begin};
            if (const auto taken = inquiry.take(line); !taken)
                return fail(Fault::garbled, name() + " " + taken.error().text);
            begin = end + 1;
        }
        heard_.erase(0, begin);
        if (heard_.size() <= longest_line) return {};
        return fail(Fault::garbled, name() + " says a line without end");
    }

    std::unexpected<Error> too_slow(bool silent)
    {
        if (silent || !unsent_.empty()) blocked_since_ = Steady::now();
        return fail(Fault::later, name() + " has not answered in time");
    }

    std::unexpected<Error> gone()
    {
        const std::string how = process_->ending();
        process_.reset();
        return fail(Fault::later, name() + " " + how);
    }

    std::string name() const { return "the scorer " + command_.front(); }

    const std::vector<std::string> command_;
    const milliseconds stuck_;
    std::string unsent_, heard_;
    std::optional<Steady::time_point> blocked_since_;
    std::optional<lib::Process> process_;  // last: what it says goes into the others
};

}  // namespace

std::unique_ptr<Model> program_model(const ScorerConfig& config)
{
    return program_model(config, stuck_after);
}

std::unique_ptr<Model> program_model(const ScorerConfig& config, milliseconds stuck)
{
    return std::make_unique<ProgramModel>(config, stuck);
}

}  // namespace narrowcast::scorer
