#pragma once
// Puts a list query together from fixed pieces of SQL; values are always bound, never spliced.

#include "storage/session.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::storage {

class SqlBuilder {
public:
    explicit SqlBuilder(std::string_view start) : m_text(start) {}

    SqlBuilder& add(std::string_view piece) {
        m_text += piece;
        return *this;
    }
    // "where" before the first condition, "and" before the others.
    SqlBuilder& condition(std::string_view text) {
        m_text += m_hasCondition ? "\n   and " : "\n where ";
        m_text += text;
        m_hasCondition = true;
        return *this;
    }
    // Behind this piece conditions begin with "where" again: another level of the query.
    SqlBuilder& level(std::string_view piece) {
        m_hasCondition = false;
        return add(piece);
    }
    // Both return the placeholder, "$1" and so on.
    std::string bind(std::int64_t value) { return placeholder(value); }
    std::string bind(std::string text) {
        m_texts.push_back(std::move(text));
        return placeholder(std::string_view(m_texts.back()));
    }

    Statement& run(Session& session, std::string_view id) const {
        return session.runPlanned(Sql{id, m_text}, m_values);
    }

private:
    std::string placeholder(Value value) {
        m_values.push_back(value);
        return "$" + std::to_string(m_values.size());
    }
    std::string m_text;
    bool m_hasCondition = false;
    std::vector<Value> m_values;
    std::deque<std::string> m_texts; // a deque keeps the bound texts where they are
};

} // namespace alluse::storage
