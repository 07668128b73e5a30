#pragma once
// A transaction of several statements that cannot commit after an error: a statement that fails
// poisons it, whoever catches the exception.

#include "storage/session.h"

namespace alluse::storage {

class UnitOfWork {
public:
    UnitOfWork(Session& session, Work work) : m_session(session) { m_session.begin(work); }
    ~UnitOfWork() {
        if (!m_isDone) m_session.rollback();
    }
    UnitOfWork(const UnitOfWork&) = delete;
    UnitOfWork& operator=(const UnitOfWork&) = delete;

    Statement& run(const Sql& sql, std::initializer_list<Value> values = {}) {
        requireClean();
        try {
            return m_session.run(sql, values);
        } catch (...) {
            m_isPoisoned = true;
            throw;
        }
    }
    void execute(std::string_view sql) {
        requireClean();
        try {
            m_session.execute(sql);
        } catch (...) {
            m_isPoisoned = true;
            throw;
        }
    }
    void commit() {
        requireClean();
        m_isPoisoned = true; // until the commit has answered
        m_session.commit();
        m_isDone = true;
    }

private:
    void requireClean() const {
        if (m_isPoisoned)
            throw StorageError(ErrorClass::Bug, "", "A transaction went on after an error.");
    }
    Session& m_session;
    bool m_isPoisoned = false;
    bool m_isDone = false;
};

} // namespace alluse::storage
