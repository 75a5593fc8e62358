// SPDX-License-Identifier: Apache-2.0
// A folder of its own for one test, gone after it.
#pragma once

#include <unistd.h>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

namespace narrowcast::test {

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        static std::atomic<int> count{0};
        path_ = std::filesystem::temp_directory_path() /
                ("narrowcast-test-" + std::to_string(getpid()) + "-" + std::to_string(++count));
        std::filesystem::create_directories(path_);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }

    void write(std::string_view name, std::string_view text) const
    {
        std::ofstream{path_ / name, std::ios::binary} << text;
    }
    std::string read(std::string_view name) const
    {
        std::ifstream stream{path_ / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{stream}, {}};
    }

private:
    std::filesystem::path path_;
};

}  // namespace narrowcast::test
