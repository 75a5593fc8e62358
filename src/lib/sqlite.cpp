// SPDX-License-Identifier: Apache-2.0
// SQLite databases and statements as move-only handles.
#include "lib/sqlite.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace narrowcast::lib {

namespace {

constexpr int patience_ms = 2000;
constexpr std::uintmax_t megabyte = 1024 * 1024;
constexpr std::uintmax_t needed_megabytes = 64;  // log, and some days of posts

std::string because(sqlite3* database, int code)
{
    const int system = sqlite3_system_errno(database);
    return system != 0 ? std::generic_category().message(system) : sqlite3_errstr(code);
}

// Only after an I/O error: SQLite keeps the number until the next one.
bool no_room(sqlite3* database)
{
    const int system = sqlite3_system_errno(database);
    return system == ENOSPC || system == EDQUOT;
}

Error disk_full(const std::string& file)
{
    std::error_code unknown;
    const auto space = std::filesystem::space(std::filesystem::path{file}.parent_path(), unknown);
    const auto free = unknown ? 0 : space.available / megabyte;
    if (free >= needed_megabytes)
        return {Fault::rejected,
                file + " may not grow: a quota or size limit is reached although " +
                    std::to_string(free) + " MB of the disk are free. Raise the " +
                    "limit; what was stored before is safe.",
                {}};
    return {Fault::rejected,
            "The disk with " + file + " is full: " + std::to_string(free) +
                " MB are free, at least " + std::to_string(needed_megabytes) +
                " MB are needed. Free some space there; what was stored before " + "is safe.",
            {}};
}

Error damaged(const std::string& file)
{
    return {Fault::rejected,
            file + " is damaged, or not a database. It is left as it is. Stop Narrowcast, move " +
                file + ", " + file + "-wal and " + file + "-shm away, and put a backup in their " +
                "place; without one it begins empty and fetches anew. 'sqlite3 " + file +
                " .recover' may save what can be read.",
            {}};
}

Error explained(sqlite3* database, int code, const std::string& file)
{
    switch (code & 0xff) {
        case SQLITE_FULL:
            return disk_full(file);
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return damaged(file);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {Fault::later,
                    file + " is in use by another process. Does a second hub run " +
                        "on it? Stop one of them.",
                    {}};
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return {Fault::rejected,
                    file + " cannot be written (" + because(database, code) +
                        "). Let the user who runs Narrowcast write the file " + "and its folder.",
                    {}};
        case SQLITE_CANTOPEN:
            if (no_room(database)) return disk_full(file);
            return {Fault::rejected,
                    file + " cannot be opened (" + because(database, code) +
                        "). Its folder must exist, and the user who runs " +
                        "Narrowcast must be allowed to write in it.",
                    {}};
        case SQLITE_IOERR:
            if (no_room(database)) return disk_full(file);
            return {Fault::rejected,
                    "The disk refuses to read or write " + file + " (" + because(database, code) +
                        "). Check the disk.",
                    {}};
        case SQLITE_NOMEM:
            return {Fault::later, "Out of memory while working with " + file + ".", {}};
        default:
            return {Fault::rejected,
                    file + " refuses what was asked: " + sqlite3_errmsg(database) + ".",
                    {}};
    }
}

std::string name_of(sqlite3* database)
{
    const char* name = sqlite3_db_filename(database, "main");
    return name == nullptr ? "" : name;
}

std::unexpected<Error> fault(sqlite3* database, int code)
{
    return std::unexpected{explained(database, code, name_of(database))};
}

}  // namespace

// ---- Statement -------------------------------------------------------------------------------

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Result<bool> Statement::step()
{
    const int code = bind_code_ != SQLITE_OK ? bind_code_ : sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return fault(sqlite3_db_handle(statement_.get()), code);
}

void Statement::reset()
{
    sqlite3_reset(statement_.get());
    bind_code_ = SQLITE_OK;
}

Result<void> Statement::run()
{
    return each([](const Statement&) {});
}

Result<std::optional<std::int64_t>> Statement::number()
{
    const Rewind at_the_end{*this};
    const bool row = TRY(step());
    if (!row || null(0)) return std::nullopt;
    return whole(0);
}

Result<std::optional<std::string>> Statement::bytes()
{
    const Rewind at_the_end{*this};
    const bool row = TRY(step());
    if (!row || null(0)) return std::nullopt;
    return std::string{text(0)};
}

std::int64_t Statement::whole(int column) const
{
    return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }

std::string_view Statement::text(int column) const
{
    const auto* bytes = sqlite3_column_blob(statement_.get(), column);
    const int length = sqlite3_column_bytes(statement_.get(), column);
    return {static_cast<const char*>(bytes),
            bytes == nullptr ? 0 : static_cast<std::size_t>(length)};
}

bool Statement::null(int column) const
{
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Statement::bind_whole(int position, std::int64_t value)
{
    const int code = sqlite3_bind_int64(statement_.get(), position, value);
    if (bind_code_ == SQLITE_OK) bind_code_ = code;
}

void Statement::bind_real(int position, double value)
{
    const int code = sqlite3_bind_double(statement_.get(), position, value);
    if (bind_code_ == SQLITE_OK) bind_code_ = code;
}

void Statement::bind_text(int position, std::string_view value)
{
    // A null pointer would bind NULL; an empty view may hold one.
    const char* bytes = value.empty() ? "" : value.data();
    const int code = sqlite3_bind_text64(statement_.get(), position, bytes, value.size(),
                                         SQLITE_TRANSIENT, SQLITE_UTF8);
    if (bind_code_ == SQLITE_OK) bind_code_ = code;
}

void Statement::bind_bytes(int position, Bytes value)
{
    const int code = sqlite3_bind_blob64(statement_.get(), position, value.data(), value.size(),
                                         SQLITE_TRANSIENT);
    if (bind_code_ == SQLITE_OK) bind_code_ = code;
}

void Statement::bind_null(int position)
{
    const int code = sqlite3_bind_null(statement_.get(), position);
    if (bind_code_ == SQLITE_OK) bind_code_ = code;
}

// ---- Database --------------------------------------------------------------------------------

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Result<Database> Database::open(const std::filesystem::path& file, Access access)
{
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE |
                      (access == Access::write ? SQLITE_OPEN_CREATE : 0);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    Database database{handle};
    if (code != SQLITE_OK) return std::unexpected{explained(handle, code, file.string())};
    sqlite3_busy_timeout(handle, patience_ms);
    // SQLite opens lazily: look inside, so that a damaged file is refused here and not later.
    TRY(database.script("SELECT count(*) FROM sqlite_schema"));
    if (access == Access::read) {
        TRY(database.script("PRAGMA query_only = 1"));
    } else if (sqlite3_db_readonly(handle, "main") == 1) {
        return std::unexpected{explained(handle, SQLITE_READONLY, file.string())};
    }
    return database;
}

Result<void> Database::script(const std::string& sql)
{
    const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return fault(database_.get(), code);
    return {};
}

Result<Statement*> Database::prepared(std::string_view sql)
{
    if (const auto known = statements_.find(sql); known != statements_.end()) return &known->second;
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) return fault(database_.get(), code);
    return &statements_.emplace(sql, Statement{handle}).first->second;
}

std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(database_.get()); }

std::int64_t Database::changes() const { return sqlite3_changes64(database_.get()); }

std::string Database::file() const { return name_of(database_.get()); }

Result<void> Database::empty_log()
{
    const int code = sqlite3_wal_checkpoint_v2(database_.get(), "main", SQLITE_CHECKPOINT_TRUNCATE,
                                               nullptr, nullptr);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return fail(Fault::later, file() +
                                      "-wal could not be emptied: another process is reading. "
                                      "What was erased may still be in it; try again.");
    if (code != SQLITE_OK) return fault(database_.get(), code);
    return {};
}

// ---- Transaction -----------------------------------------------------------------------------

Result<Transaction> Transaction::begin(Database& database)
{
    TRY(database.run("BEGIN IMMEDIATE"));
    return Transaction{database};
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_{std::exchange(other.database_, nullptr)}
{
}

Transaction::~Transaction()
{
    // A full disk makes SQLite roll back by itself; a second rollback would be an error.
    if (database_ != nullptr && sqlite3_get_autocommit(database_->database_.get()) == 0)
        sqlite3_exec(database_->database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<void> Transaction::commit()
{
    TRY(database_->run("COMMIT"));
    database_ = nullptr;
    return {};
}

}  // namespace narrowcast::lib
