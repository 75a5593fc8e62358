// SPDX-License-Identifier: Apache-2.0
#include "lib/sandbox.hpp"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace narrowcast::lib {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool shadowed = true;  // a sanitizer's shadow alone is larger than any bound
#else
constexpr bool shadowed = false;
#endif

std::unexpected<Error> impossible(const char* what, int error)
{
    return fail(Fault::refused, std::string{"this system cannot lock a program down: "} + what +
                                    ": " + std::generic_category().message(error));
}

Result<void> limit(__rlimit_resource resource, rlim_t most)
{
    const rlimit bound{most, most};
    if (::setrlimit(resource, &bound) == 0) return {};
    return impossible("setrlimit", errno);
}

Result<void> limit_resources(const SandboxLimits& limits)
{
    if (!shadowed) TRY(limit(RLIMIT_AS, limits.memory));
    TRY(limit(RLIMIT_CPU, static_cast<rlim_t>(limits.processor_time.count())));
    TRY(limit(RLIMIT_CORE, 0));
    TRY(limit(RLIMIT_FSIZE, 0));
    TRY(limit(RLIMIT_NOFILE, 0));
    return limit(RLIMIT_NPROC, 0);
}

class Filter {
public:
    Filter() = default;
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;
    ~Filter() { seccomp_release(context_); }

    template <class... Conditions>
    void allow(int call, Conditions... conditions)
    {
        if (error_ == 0)
            error_ = seccomp_rule_add(context_, SCMP_ACT_ALLOW, call, sizeof...(conditions),
                                      conditions...);
    }

    Result<void> load()
    {
        if (context_ == nullptr) return impossible("seccomp", ENOMEM);
        if (error_ == 0) error_ = seccomp_load(context_);
        if (error_ == 0) return {};
        return impossible("seccomp", -error_);
    }

private:
    static scmp_filter_ctx strictest()
    {
        // where a service manager keeps seccomp() itself away; for one thread it is the same
        scmp_filter_ctx context = seccomp_init(SCMP_ACT_KILL_PROCESS);
        return context != nullptr ? context : seccomp_init(SCMP_ACT_KILL_THREAD);
    }

    scmp_filter_ctx context_ = strictest();
    int error_ = 0;
};

Result<void> limit_calls()
{
    Filter filter;
    filter.allow(SCMP_SYS(read), SCMP_A0(SCMP_CMP_EQ, STDIN_FILENO));
    filter.allow(SCMP_SYS(write), SCMP_A0(SCMP_CMP_EQ, STDOUT_FILENO));
    filter.allow(SCMP_SYS(exit));
    filter.allow(SCMP_SYS(exit_group));
    filter.allow(SCMP_SYS(brk));
    filter.allow(SCMP_SYS(munmap));
    filter.allow(SCMP_SYS(mremap));
    filter.allow(SCMP_SYS(madvise));
    // memory of its own, that holds no program
    filter.allow(SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                 SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
    filter.allow(SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    return filter.load();
}

}  // namespace

Result<void> lock_down(const SandboxLimits& limits)
{
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return impossible("prctl", errno);
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return impossible("prctl", errno);
    TRY(limit_resources(limits));
    return limit_calls();
}

}  // namespace narrowcast::lib
