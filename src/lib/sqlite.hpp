// SPDX-License-Identifier: Apache-2.0
// SQLite databases and statements as move-only handles; its error codes become sentences.
//
// A Database and all that came out of it belong to one thread at a time: SQLite's own locks are
// off. Faults: `later` another process is in the way; `rejected` the disk is full, the file is
// damaged, or it may not be read or written. Each sentence names the file and the remedy.
#pragma once

#include "narrowcast/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

struct sqlite3;
struct sqlite3_stmt;

namespace narrowcast::lib {

using Bytes = std::span<const unsigned char>;

class Statement {
public:
    // Starts afresh with values for ?1, ?2 ...: whole numbers, enums, bool, double, texts, Bytes,
    // or optionals of them (absent: NULL). They are copied.
    template <class... Values>
    Statement& with(const Values&... values)
    {
        reset();
        int position = 0;
        (bind(++position, values), ...);
        return *this;
    }

    Result<void> run();  // to its end; rows are ignored

    // Calls visit(*this) for every row. The statement must not be used again inside `visit`.
    template <class Visit>
    Result<void> each(Visit&& visit)
    {
        const Rewind at_the_end{*this};
        for (;;) {
            const bool row = TRY(step());
            if (!row) return {};
            visit(*this);
        }
    }

    // First column of the first row; nothing without a row, or when it is NULL.
    Result<std::optional<std::int64_t>> number();
    Result<std::optional<std::string>> bytes();

    // Columns of the current row, from 0. A text lives until the next row.
    std::int64_t whole(int column) const;
    double real(int column) const;
    std::string_view text(int column) const;
    bool null(int column) const;

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    // A statement left half-read would keep its snapshot, and so the log could not be emptied.
    struct Rewind {
        Statement& statement;
        ~Rewind() { statement.reset(); }
    };

    explicit Statement(sqlite3_stmt* statement) : statement_{statement} {}
    Result<bool> step();
    void reset();

    template <class Value>
    void bind(int position, const Value& value)
    {
        if constexpr (std::is_enum_v<Value> || std::is_integral_v<Value>)
            bind_whole(position, static_cast<std::int64_t>(value));
        else if constexpr (std::is_floating_point_v<Value>)
            bind_real(position, value);
        else if constexpr (std::is_same_v<Value, Bytes>)
            bind_bytes(position, value);
        else if constexpr (requires { value.has_value(); })
            value ? bind(position, *value) : bind_null(position);
        else
            bind_text(position, value);
    }
    void bind_whole(int position, std::int64_t value);
    void bind_real(int position, double value);
    void bind_text(int position, std::string_view value);
    void bind_bytes(int position, Bytes value);
    void bind_null(int position);

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    int bind_code_ = 0;  // the first failure while binding; said by the next step
};

class Database {
public:
    enum class Access { read, write };

    // `write` creates the file, but not its folder.
    static Result<Database> open(const std::filesystem::path& file, Access access);

    // One or more statements without values.
    Result<void> script(const std::string& sql);

    // Made once and kept; the pointer stays valid as long as the database.
    Result<Statement*> prepared(std::string_view sql);

    template <class... Values>
    Result<void> run(std::string_view sql, const Values&... values)
    {
        return TRY(prepared(sql))->with(values...).run();
    }

    template <class... Values>
    Result<std::optional<std::int64_t>> number(std::string_view sql, const Values&... values)
    {
        return TRY(prepared(sql))->with(values...).number();
    }

    // Calls visit(row) for every row; `visit` may use other statements.
    template <class Visit, class... Values>
    Result<void> each(std::string_view sql, Visit&& visit, const Values&... values)
    {
        auto* const statement = TRY(prepared(sql));
        return statement->with(values...).each(visit);
    }

    template <class... Values>
    Result<std::optional<std::string>> bytes(std::string_view sql, const Values&... values)
    {
        return TRY(prepared(sql))->with(values...).bytes();
    }

    std::int64_t last_id() const;  // of the row inserted last
    std::int64_t changes() const;  // rows that the last statement changed
    std::string file() const;

    // Moves everything from the write-ahead log into the file and empties the log. Waits for
    // readers a few seconds; Fault::later when one is still in the way.
    Result<void> empty_log();

private:
    friend class Transaction;
    struct Close {
        void operator()(sqlite3* database) const;
    };
    // Most statements differ in length already.
    struct ShorterFirst {
        using is_transparent = void;
        bool operator()(std::string_view a, std::string_view b) const
        {
            return a.size() != b.size() ? a.size() < b.size() : a < b;
        }
    };

    explicit Database(sqlite3* database) : database_{database} {}

    std::unique_ptr<sqlite3, Close> database_;
    std::map<std::string, Statement, ShorterFirst> statements_;
};

// All or nothing: undone when it goes without commit().
class Transaction {
public:
    // Takes the right to write at once, waiting for other processes a few seconds.
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&&) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Database& database) : database_{&database} {}
    Database* database_;  // nullptr once it is over
};

}  // namespace narrowcast::lib
