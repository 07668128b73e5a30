#pragma once
// A question running work asks between batches: should I stop? Cancelling is cooperative.

#include <stop_token>
#include <utility>

namespace alluse::jobs {

// Copyable, any thread. A default-made token is never cancelled.
class CancelToken {
public:
    CancelToken() = default;
    explicit CancelToken(std::stop_token token) noexcept : m_token(std::move(token)) {}

    [[nodiscard]] bool isCancelled() const noexcept { return m_token.stop_requested(); }

    // For std::stop_callback, e.g. to wake a watchdog. The callback runs on the thread that
    // cancels, which may be the GUI thread: it sets a flag or notifies, and never touches a socket.
    [[nodiscard]] const std::stop_token& stopToken() const noexcept { return m_token; }

private:
    std::stop_token m_token;
};

} // namespace alluse::jobs
