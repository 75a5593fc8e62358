// SPDX-License-Identifier: Apache-2.0
#include "media/wire.hpp"

#include "media/pictures.hpp"
#include "support/catch.hpp"

using namespace narrowcast;
using namespace narrowcast::media;

namespace {

Picture small_picture() { return {Coding::jpeg, 20, 10, test::jpeg_of(20, 10)}; }

}  // namespace

TEST_CASE("a question is read as it was written")
{
    const std::string said = written(Question{640, "some bytes"});
    const auto question = read_question(said);
    REQUIRE(question);
    REQUIRE(*question);
    CHECK((*question)->side == 640);
    CHECK((*question)->bytes == "some bytes");
}

TEST_CASE("a question or an answer that is not whole yet is waited for")
{
    const std::string question = written(Question{640, "some bytes"});
    const std::string answer = written(Result<Picture>{small_picture()});
    for (std::size_t size = 0; size < question.size(); ++size)
        REQUIRE_FALSE(read_question(question.substr(0, size)).value());
    for (std::size_t size = 0; size < answer.size(); ++size)
        REQUIRE_FALSE(read_answer(answer.substr(0, size), 640).value());
}

TEST_CASE("an answer is read as it was written")
{
    CHECK(read_answer(written(Result<Picture>{small_picture()}), 640).value() == small_picture());
}

TEST_CASE("a refusal comes back as its sentence, without what would disturb a log")
{
    const auto answer =
        read_answer(written(Result<Picture>{fail(Fault::garbled, "too\nlarge \x1B[31m")}), 640);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().fault == Fault::garbled);
    CHECK(answer.error().text == "too?large ?[31m");
}

TEST_CASE("an answer that promises what it does not hold is nonsense")
{
    const std::string jpeg = test::jpeg_of(20, 10);
    const std::string size = std::to_string(jpeg.size());
    const auto garbled = [](const std::string& said) {
        const auto answer = read_answer(said, 640);
        return !answer && answer.error().fault == Fault::garbled;
    };
    CHECK(garbled("jpeg 20 10 5\n<svg>"));
    CHECK(garbled("png 20 10 " + size + "\n" + jpeg));
    CHECK(garbled("jpeg 641 10 " + size + "\n" + jpeg));
    CHECK(garbled("jpeg 0 10 " + size + "\n" + jpeg));
    CHECK(garbled("jpeg -1 10 " + size + "\n" + jpeg));
    CHECK(garbled("jpeg 20 10 99999999999999999999\n" + jpeg));
    CHECK(garbled("jpeg 20 10 4\n" + jpeg));
    CHECK(garbled("html 20 10 " + size + "\n" + jpeg));
    CHECK(garbled("\n"));
    CHECK(garbled(std::string(200, 'x')));
}

TEST_CASE("a question about too many bytes or pixels is refused before it is read")
{
    CHECK_FALSE(read_question("picture 640 9999999999\n"));
    CHECK_FALSE(read_question("picture 100000 10\n0123456789"));
    CHECK_FALSE(read_question("picture 0 1\nx"));
}
