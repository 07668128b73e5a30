#pragma once
// What a database answered, by its own code: a class that decides what may be done next, and a
// text without bound values. Thrown inside the storage room only; the ports return Failure.

#include "services/outcome.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace alluse::storage {

enum class ErrorClass {
    Conflict,       // serialization or deadlock: run the whole command again
    Busy,           // a lock or a session did not come free in time
    Constraint,     // a rule of the schema said no
    Denied,         // the role may not do this
    Invalid,        // the value does not fit the column
    Cancelled,      // stopped by a time-out or by request
    ConnectionLost, // while a write was under way its outcome is unknown
    Unavailable,    // no connection could be made: nothing was sent
    Full,           // disk or quota
    Corrupt,        // damaged, or not one of our databases
    Bug             // everything else
};

class StorageError : public std::runtime_error {
public:
    // `code`: sqlstate or extended result code; `text`: already free of bound values.
    StorageError(ErrorClass errorClass, std::string code, const std::string& text)
        : std::runtime_error(text), m_class(errorClass), m_code(std::move(code)) {}
    [[nodiscard]] ErrorClass errorClass() const { return m_class; }
    [[nodiscard]] const std::string& code() const { return m_code; }
    [[nodiscard]] bool isRetryable() const {
        return m_class == ErrorClass::Conflict || m_class == ErrorClass::Busy;
    }

private:
    ErrorClass m_class;
    std::string m_code;
};

// Table-driven; an unlisted sqlstate is judged by its class (its first two characters).
[[nodiscard]] ErrorClass classOfSqlstate(std::string_view sqlstate);

enum class Work { Reading, Writing };
// A connection lost while writing has an unknown outcome, while reading it is just unavailable.
[[nodiscard]] services::Failure toFailure(const StorageError& error, Work work);

// Runs `body`, which returns an Outcome, and turns a StorageError into its Failure.
template <class Body>
auto guarded(Work work, Body&& body) -> decltype(body()) {
    try {
        return body();
    } catch (const StorageError& error) {
        return tl::make_unexpected(toFailure(error, work));
    }
}

} // namespace alluse::storage
