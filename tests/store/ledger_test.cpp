// SPDX-License-Identifier: Apache-2.0
#include "store/ledger.hpp"

#include "store/samples.hpp"
#include "store/schema.hpp"

using namespace narrowcast;
using namespace narrowcast::samples;
using namespace narrowcast::store;

namespace {

struct Prepared {
    Folder folder;
    lib::Database database = must(lib::Database::open(folder.file(), lib::Database::Access::write));
    Names names;
    Ledger ledger;
    Prepared() { must(prepare_file(database, schema_steps())); }

    void book(const RoutedPost& routed, int sign)
    {
        must(ledger.apply(database, names, routed, sign));
        must(ledger.write(database));
    }
    std::int64_t rows(const std::string& table)
    {
        return must(database.number("SELECT count(*) FROM " + table)).value();
    }
};

}  // namespace

TEST_CASE("counts that fall to nought leave no rows behind")
{
    Prepared file;
    file.book(sample(1), +1);
    CHECK(file.rows("slice") == 3 * 3 * 4);
    CHECK(file.rows("cube") == 3 * 2);
    file.book(sample(1), -1);
    CHECK(file.rows("slice") == 0);
    CHECK(file.rows("cube") == 0);
}

TEST_CASE("a topic named twice in one post counts once")
{
    Prepared file;
    auto routed = sample(1);
    routed.topics = {"app", "app"};
    file.book(routed, +1);
    CHECK(must(file.database.number("SELECT max(neg) FROM slice")) == 1);
}

TEST_CASE("taking away what was never counted is a fault, not a count below nought")
{
    Prepared file;
    must(file.ledger.apply(file.database, file.names, sample(1), -1));
    const auto written = file.ledger.write(file.database);
    REQUIRE_FALSE(written);
    CHECK(written.error().fault == Fault::rejected);
}
